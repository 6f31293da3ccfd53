"""The rules of a good stem, each a named check that says what breaks it.

The numbers in the docstrings are the item-writing flaws of the SAQUET rubric (S. Moore et al. 2023,
after Haladyna, Downing & Rodriguez 2002). A question that breaks any rule is not returned.
The options are read by `checks`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quizapp.domain.items import FactKind
from quizapp.generation.focus_checks import EVERY_YEAR, YEAR, unfocused
from quizapp.generation.shape_checks import misshapen
from quizapp.generation.types import Draft, EntityValue, Knowledge
from quizapp.generation.values import MONTHS, Bound, FigureValue
from quizapp.generation.words import word_set

__all__ = ["DRAFT_CHECKS", "Flaw", "draft_flaws", "plain"]

LONGEST_STEM = 30
SHORTEST_STEM = 6
_MANY = 2
_KEPT_TEXTS = 2000
"""How many stems and options are kept in their plain form: each is compared with many."""

_PRONOUNS = re.compile(
    r"\b(?:he|she|it|they|them|him|we|us|our|ours|you|your|i|my|me|this|these|those|such|here)\b",
    re.IGNORECASE,
)
_POSSESSIVES = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_HALF_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][\w'-]+(?! [A-Z])\b")
_OWNER = re.compile(
    r"(?:^|, )[Ww]hich (?:country|state|city)\b"
    r"(?! (?:did|do|does|(?:was|were|is|are|has|have|had|will) (?:the|an?|[A-Z])))"
)
"""A country that is asked for as the subject: "which country doubled its …"."""
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|recently|recent|currently|now|ago|nowadays|so far|"
    r"till date|"
    r"(?:last|this|next|current|previous|coming|same)\s+(?:year|month|week|night|fiscal|day|"
    r"century|decade|season|time)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|year-ago|year ago|to date|at present|earlier|"
    r"the same|the latest|latest|next|upcoming|(?:past|previous|preceding) (?:\w+ ){0,2}"
    r"(?:years?|months?|weeks?|days?|decades?|hours?))\b|"
    r"(?-i:\blast\b)(?! (?:name|rites|emperor|king|queen|ruler|viceroy|surviving|known)\b)|"
    r"(?-i:\bcurrent\b) (?!account|affairs|deficit|transfers)",
    re.IGNORECASE,
)
_OF_AN_EVENT = word_set(
    "event match final ceremony opening launch meeting summit toll victim survivor accused convict "
    "winner runner-up competition tournament crash accident attack incident fire quake earthquake "
    "storm blast election poll vote verdict ruling judgment hearing deal agreement move decision "
    "announcement occasion function inauguration flight mission award prize title"
)
"""What there is one of once the event is named."""
_BACK_FROM_THEN = re.compile(
    r"\b(?:over|in|during|for) the (?:past|last|previous|preceding) "
    r"(?:(?:\w+|\d+) )?(?:years?|months?|decades?|fiscals?)\b"
)
"""Counted back from the month and year that the stem opens with."""
_VAGUE = re.compile(
    r"\b(?:many|often|some|usually|several|various|few|most|another|other|others|further|more|"
    r"certain|sometimes|mostly|similar|such)\b",
    re.IGNORECASE,
)
_VAGUE_EXCEPTION = re.compile(r"\bhow many\b|\bmore than\b|\bone of the\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?:not|never|no|except|without|neither|nor|n't|cannot|unable)\b|n't\b")
_REFERENCE = re.compile(
    r"\b[Tt]he\s+(?=(?P<phrase>[a-z][a-z-]*(?:\s+[a-z][a-z-]*)*)(?P<next>\s+[A-Z0-9])?)"
)
_THE_NATION = re.compile(
    r"\bthe\s+[A-Z]\w+\s+(?:nation|country|island|state|city|politician|leader|company|agency|"
    r"firm|capital|actor|player|author|giant|bank|islands|continent|team|official|officer|"
    r"diplomat|lawmaker|businessman|journalist|soldier|man|woman)\b(?! of)"
)
_MONTH_ALONE = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?!\s+(?:\d{{1,2}},\s+)?\d{{4}})(?!\s+of\b)")
_QUOTED = re.compile(r"[\"\u201c](\w[^\"\u201c\u201d]{1,40}\w)[\"\u201d](?=[\s?,])")
_PHRASE_ENDS = word_set(
    "of for in on to between with under from against at by that which who called named signed as "
    "and or is are was were be been did do does has have had will would can could than into over "
    "during after before until since through across among within about near approved because who "
    "whom whose where when while so but if though although its their his her a an the"
)
_RESTRICTING = word_set(
    "of for in on to between with under against at by that which who called named signed from "
    "among near"
)
_TAKES_TO = word_set(
    "access accession address alternative ambassador amendment amendments answer attention road "
    "attachment barrier commitment contribution contributions damage entrance envoy exception "
    "exposure gateway heir introduction invitation key link memorial monument move objection "
    "opposition petition reaction relation reply representative response resistance return right "
    "rights route sequel solution special successor support threat transition tribute visit way"
)
"""Nouns of which "to" says which one is meant: "the ambassador to", not "the matter to"."""
_ALWAYS_DEFINITE = word_set(
    "world internet public media environment sun earth moon sea ocean economy population universe "
    "oath sky atmosphere rupee dollar euro poor elderly disabled south north east west sector "
    "industry market community climate internet centre constitution"
)
_BARE_NOUN = re.compile(
    r"\b(?:of|in|by|to|from|for|at|on|under|across) "
    r"(?:state|country|program|programme|government|city|district|scheme|project|company|province)\b"
)
_GENERAL_BODY = re.compile(
    r"\b(?:House of Commons|Senate|Supreme Court|High Court|Parliament|Constitutional Court|"
    r"Central Bank|National Assembly|House of Representatives|Election Commission|Finance Ministry|"
    r"Ministry of (?:Health|Finance|Defence|Foreign Affairs|Education|Agriculture|Home Affairs)|"
    r"Chief Justice|Prime Minister|President)\b"
)
_GENERIC_NAME = re.compile(
    r"\b(?:the|The)\s+(?P<name>(?:[a-z]+\s+)*"
    r"(?:(?:State|Union|Central|New|National|Federal|High|Lower|Upper|Joint)\s+)?"
    r"(?:Assembly|Court|Ministry|Minister|Commission|Committee|Council|Speaker|Bench|Bill|Board|"
    r"Chief Minister|Governor|President|Party|State|Agency|Authority|Department|Secretary|Bank|"
    r"Parliament|(?<!Speaker of the )House|Senate|Congress|Cabinet|Company|Corporation|"
    r"University|Institute|Mission|"
    r"Programme|Scheme|Expo|Summit|Conference|Jury|Prime Minister|Chairman|Director|Centre|"
    r"Government|Territory|Park|Army|Tribunal|Academy|Union|Union Territory|MoU|Act)s?)\b"
    r"(?!\s+(?:of|for|on)\s+(?:the\s+)?[A-Z])(?!\s+[A-Z])"
)
_POINTING = word_set(
    "agreement deal scheme report study meeting event country state city company ministry court "
    "government minister president programme program project campaign mission bench committee "
    "bill law order decision move step initiative exercise team match series award index list "
    "prize half title honour post position island study nation area zone region country countries "
    "conference summit session exhibition festival ceremony function occasion visit two "
    "allegation allegations attack case charge charges incident issue issues matter matters park "
    "plan proposal ruling talks verdict film book video pipeline virus disease village town ship "
    "vessel site building"
)
_SO_MANY = re.compile(
    r"\bthe (?:one|two|three|four) [a-z]+ed\b|"
    r"\bthe \d+ (?:people|persons|men|women|passengers|patients)\b(?! (?:of|who|from|at|on)\b)"
)
_OCCASION = re.compile(
    r"\bthe (?:event|function|ceremony|occasion|session|meeting)\b"
    r"(?! (?:of|for|on|between|that)\b)|"
    r"\bis (?:the )?(?:(?:Tourist|Information|Community|Convention|Health|Civic|Sports|Cultural|"
    r"Central|District|State|City|Town|Public|Welcome|Trade) )+"
    r"(?:Centre|Center|Hall|Hospital|Library|Office|Stadium|Park|Complex|Jail) located\?"
)
"""An occasion, or a house with a name that every town has."""
_SUM_OF_WHAT = re.compile(
    r"\bthe \S*\d\S* (?:project|deal|plan|loan|scheme|fund|contract|investment|package|facility|"
    r"programme|program|bridge|tunnel|line|plant|road)\b(?! (?:of|between|that|which|for|to)\b)"
)
_UNNAMED = re.compile(
    r"\bthe (?:researchers|scientists|authors|officials|protesters|investigators|students|workers|"
    r"passengers|victims|survivors|players|participants|accused|attackers|doctors|duo|trio|pair)\b"
    r"(?! (?:of|at|from|in|who|that|behind|on|with|working)\b)"
)
"""People that only the article tells apart."""
_OFFICE_ALONE = re.compile(
    r"\b(?:become|became|becoming|elected|appointed|sworn in as|as|was|is|be|the) "
    r"(?:the )?(?:first |new )?"
    r"(?:[Pp]rime [Mm]inister|[Pp]resident|[Cc]hief [Mm]inister|[Cc]hancellor|[Kk]ing|[Qq]ueen|"
    r"[Pp]remier|[Mm]ayor|[Gg]overnor|[Ss]ultan|[Ss]peaker)(?! of\b)(?! [A-Z])\b"
)
_CRAFT = re.compile(
    r"\bthe (?:aircraft|plane|flight|ship|vessel|train|airline|spacecraft|satellite|rocket|reef|"
    r"bridge|tunnel|hotel|building|hospital|school|museum|patient|victim|suspect|accused|mission)"
    r"(?= (?:[a-z]+ed|[a-z]+en|have|had|has|was|is|be|take|lie|crash|land|carry|fly|[a-z]+)\b|\?)"
    r"(?! (?:of|for|that|which|called|named|between|on|in|at|from|carrying|to)\b)"
)
_CASES_OF_WHAT = re.compile(r"\b(?:cases|infections)\b")
_SUPERLATIVE = re.compile(
    r"(?!(?:contest|protest|interest|request|conquest|quest|harvest|forest|arrest|guest|priest)$)"
    r"(?:first|only|most|least|[a-z]{3,}est)$"
)
_WH = re.compile(r"\b(?:which|what|who|whom|how many|how much|how)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\s)[A-Z][\w'&.-]*")
_BROKEN_TEXT = re.compile(
    # The object lost: "did the Cabinet endorse concluded between …".
    r"\b(?:approve|endorse|clear|ratify|accept|adopt|sign|back)d? "
    r"(?:signed|concluded|reached) between|"
    # An aside that lost what stood behind it: "… agreed to mending, in earnest?"
    r",\s(?:on|in|with|by|for|as|at)\s[a-z]+\?$|"
    r"\bhow many\b[^?]*\band (?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:in|at)\b|"
    r"[\"\u201c\u201d;:\[\]{}<>|\\*_=#@]|\.\.|--|\s[-\u2013\u2014]\s|,\s*,|\(\s*\)"
    r"|(?-i:[a-z]{3}[A-Z][a-z])|\bthe the\b|\ba the\b|\bthe (?:a|an|its|their)\b"
    r"|\b(?P<twice>\w+) (?:of which )?(?P=twice)\b",
    re.IGNORECASE,
)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ue000-\uf8ff\ufffd]"
    "|\u00e2\u20ac|\u00c3[\u0080-\u00bf]"
)
"""What no page prints: control marks, invisible ones, and letters of a wrong encoding."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A broken rule: its name and what broke it."""

    rule: str
    detail: str


DraftCheck = Callable[[Draft, Knowledge], str | None]


def _pronoun(draft: Draft, _: Knowledge) -> str | None:
    """1: a pronoun or demonstrative that the stem itself does not explain."""
    stem = draft.stem.replace("US$", "").replace("US ", "")
    match = _PRONOUNS.search(re.sub(r"\bUS\b", "", stem))
    if match:
        return match.group()
    half = _HALF_NAME.search(stem)
    if half:
        return half.group()
    possessive = _POSSESSIVES.search(stem)
    if possessive and not _explained(draft, possessive.start()):
        return possessive.group()
    return None


def _explained(draft: Draft, position: int) -> bool:
    """Whether a name or the asked thing stands before a possessive, for "his" a person's."""
    before = draft.stem[:position]
    if re.match(r"(?:his|her)\b", draft.stem[position:], re.IGNORECASE):
        persons = (w for w in draft.fact.sentence.words if w.entity in {"person", "resolved"})
        if not any(word.text.split()[-1] in draft.stem for word in persons):
            return bool(re.search(r"\bwho\b", before, re.IGNORECASE))
    asked = re.search(
        r"\b(?:who|which (?!date|month|year|city|country|state|day))", before, re.IGNORECASE
    )
    return bool(_NAME.search(before) or asked or _OWNER.search(before))


def _relative_time(draft: Draft, _: Knowledge) -> str | None:
    """1: a time that only the day of publication explains."""
    since_then = draft.stem.startswith("As of ")
    stem = _BACK_FROM_THEN.sub("", draft.stem) if since_then else draft.stem
    match = _RELATIVE.search(stem)
    if match is None and not EVERY_YEAR.search(draft.stem):
        match = _MONTH_ALONE.search(draft.stem)
    return match.group() if match else None


def _reference(draft: Draft, knowledge: Knowledge) -> str | None:
    """1: "the agreement", "the country" with nothing in the stem that says which."""
    bare = _BARE_NOUN.search(draft.stem)
    if bare:
        return bare.group()
    home = draft.home == "India"
    general = None if home else _GENERAL_BODY.search(draft.stem)
    general = general or _OFFICE_ALONE.search(draft.stem)
    if general and not _names_country(draft.stem, knowledge):
        return general.group()
    nation = _THE_NATION.search(draft.stem) or _CRAFT.search(draft.stem)
    nation = nation or _UNNAMED.search(draft.stem) or _SUM_OF_WHAT.search(draft.stem)
    nation = nation or _SO_MANY.search(draft.stem) or _OCCASION.search(draft.stem)
    if nation:
        return nation.group()
    for generic in _GENERIC_NAME.finditer(draft.stem):
        if " " not in generic["name"] or knowledge.lookup(generic["name"]) is None:
            return generic.group()
    return _bare_definite(draft.stem) or _the_native(draft, knowledge)


def _the_native(draft: Draft, knowledge: Knowledge) -> str | None:
    """A demonym that stands for somebody, with a verb behind it: "the Indian became"."""
    words = draft.fact.sentence.words
    for word, following in pairwise(words):
        person = following.pos in {"VERB", "AUX"} and word.text[:1].isupper()
        if person and f"the {word.text} " in draft.stem and knowledge.adjective(word.text):
            return f"the {word.text}"
    return None


def _bare_definite(stem: str) -> str | None:
    """As in "the bridge" with nothing after it that says which."""
    for match in _REFERENCE.finditer(stem):
        words = match["phrase"].split()
        end = next((i for i, word in enumerate(words) if word in _PHRASE_ENDS), len(words))
        if words[end : end + 1] == ["and"]:
            # "the logo and jersey of": what restricts the second noun restricts both.
            rest = words[end + 1 :]
            more = next((i for i, word in enumerate(rest) if word in _PHRASE_ENDS), len(rest))
            end += 1 + more if more else 0
        phrase, after = words[:end], "".join(words[end : end + 1])
        names_on = end == len(words) and match["next"] and len(words) <= _MANY
        if not phrase or (names_on and not set(phrase) & _POINTING):
            continue
        # "was the bridge to link": an infinitive, not "the bridge to" somewhere.
        infinitive = after == "to" and re.search(r"\b(?:was|were|is|are) $", stem[: match.start()])
        loose = after == "to" and phrase[-1] not in _TAKES_TO
        restricted = after in _RESTRICTING and not infinitive and not loose
        told_apart = len(phrase) > _MANY and after == "in"
        if restricted and (phrase[-1] not in _POINTING or after in {"of", "between", "that"}):
            continue
        if (restricted and told_apart) or _introduced(stem[: match.start()], phrase[-1]):
            continue
        if phrase[-1] not in _ALWAYS_DEFINITE and not _SUPERLATIVE.match(phrase[0]):
            return f"the {' '.join(phrase)}"
    return None


def _introduced(before: str, noun: str) -> bool:
    """Whether the event that the stem opens with says which: by the noun, or as a part of it."""
    _, _, event = before.partition("in connection with ")
    event = event or before.partition("In connection with ")[2]
    if not event:
        return False
    single = noun.removesuffix("s")
    return single in _OF_AN_EVENT or re.search(rf"\b{re.escape(single)}s?\b", event) is not None


def _names_country(stem: str, knowledge: Knowledge) -> bool:
    named = any(mention.entry.sub_kind == "country" for mention in knowledge.find(stem))
    return named or any(knowledge.adjective(word) for word in re.findall(r"\b[A-Z]\w+", stem))


def _finite(draft: Draft, _: Knowledge) -> str | None:
    """1, 19: one question word, and a mark at the end."""
    if not draft.stem.endswith("?"):
        return "no question mark"
    asked = len(_WH.findall(draft.stem))
    return None if asked == 1 else f"{asked} question words"


def _broken(draft: Draft, knowledge: Knowledge) -> str | None:
    """1: marks and doublings that no printed question has, and sentences cut at a wrong joint."""
    stem = _QUOTED.sub(r"\1", draft.stem)
    match = _UNPRINTABLE.search(stem + draft.key) or _BROKEN_TEXT.search(stem)
    return match.group() if match else misshapen(draft, knowledge)


def _length(draft: Draft, _: Knowledge) -> str | None:
    """15, 19: too long to read, or too short to say what it asks."""
    count = len(draft.stem.split())
    return None if SHORTEST_STEM <= count <= LONGEST_STEM else f"{count} words"


def _negative(draft: Draft, _: Knowledge) -> str | None:
    """9: a negative stem."""
    match = _NEGATIVE.search(draft.stem)
    return match.group() if match else None


def _vague(draft: Draft, _: Knowledge) -> str | None:
    """18: words that mean different things to different readers."""
    match = _VAGUE.search(_VAGUE_EXCEPTION.sub("", draft.stem))
    return match.group() if match else None


def _given_away(draft: Draft, knowledge: Knowledge) -> str | None:
    """10: the stem holds the key, its acronym, its expansion or its demonym."""
    if plain(draft.key) and f" {plain(draft.key)} " in f" {plain(draft.stem)} ":
        return draft.key
    if isinstance(draft.fact.value, EntityValue) and draft.fact.sub_kind != "full-form":
        return knowledge.gives_away(draft.key, draft.stem)
    return None


def _dated_twice(draft: Draft, _: Knowledge) -> str | None:
    """10: the year that is asked for stands elsewhere in the stem."""
    if draft.fact.kind is not FactKind.DATE or "n which month did" in draft.stem:
        return None
    years = set(YEAR.findall(draft.key)) & set(YEAR.findall(draft.stem))
    return next(iter(years), None)


def _evidence(draft: Draft, _: Knowledge) -> str | None:
    """The key must be found where the evidence says."""
    fact = draft.fact
    inside = fact.sentence.span.holds(fact.span)
    return None if inside and fact.surface.strip() else "the key is not in its sentence"


def _home(draft: Draft, _: Knowledge) -> str | None:
    """2: in an Indian exam "India" is the answer that needs no knowledge."""
    return draft.key if draft.key in {"India", "Government of India"} else None


def _bound(draft: Draft, _: Knowledge) -> str | None:
    """13: a bound is asked only as a reported figure, with who reported it or when."""
    value = draft.fact.value
    if not isinstance(value, FigureValue) or value.bound is Bound.EXACT:
        return None
    told = re.search(r"\b(?:according to|as reported)\b", draft.stem, re.IGNORECASE)
    return None if told else draft.fact.surface


DRAFT_CHECKS: dict[str, DraftCheck] = {
    "unresolved-reference": _pronoun,
    "relative-time": _relative_time,
    "reference-into-the-article": _reference,
    "one-question": _finite,
    "broken-text": _broken,
    "stem-length": _length,
    "negative-stem": _negative,
    "vague-term": _vague,
    "unfocused": unfocused,
    "gives-away-the-key": _given_away,
    "dated-in-the-stem": _dated_twice,
    "evidence": _evidence,
    "trivial-key": _home,
    "bound": _bound,
}


def draft_flaws(draft: Draft, knowledge: Knowledge) -> tuple[Flaw, ...]:
    """The rules that the stem and its key break, in the order of `DRAFT_CHECKS`."""
    found = ((rule, check(draft, knowledge)) for rule, check in DRAFT_CHECKS.items())
    return tuple(Flaw(rule, detail) for rule, detail in found if detail is not None)


@lru_cache(maxsize=_KEPT_TEXTS)
def plain(text: str) -> str:
    """A text as options are compared: small letters, single spaces, no marks."""
    return " ".join(re.sub(r"[^\w%.]+", " ", text.casefold()).split())
