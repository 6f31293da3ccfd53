"""References into the article: "the agreement", "the country" with nothing that says which.

`stem_checks` runs this among its own checks. A definite phrase stands in a printed question only
where the stem itself, the language or the world says what is meant.
"""

import re
from itertools import pairwise

from quizapp.generation.types import Draft, Knowledge
from quizapp.generation.words import word_set

__all__ = ["pointing"]

_MANY = 2
_OF_AN_EVENT = word_set(
    "event match final ceremony opening launch meeting summit toll victim survivor accused convict "
    "winner runner-up competition tournament crash accident attack incident fire quake earthquake "
    "storm blast election poll vote verdict ruling judgment hearing deal agreement move decision "
    "announcement occasion function inauguration flight mission award prize title"
)
"""What there is one of once the event is named."""
_BEFALLING = ("attack", "fire", "quake", "earthquake", "storm", "blast", "crash", "accident")
"""What an event is not, unless it says so: a session is no attack."""
_REFERENCE = re.compile(
    r"\b[Tt]he\s+(?=(?P<phrase>[a-z][a-z-]*(?:\s+[a-z][a-z-]*)*)(?P<next>\s+[A-Z0-9])?)"
)
_THE_NATION = re.compile(
    r"\bthe\s+(?:[A-Z]\w+\s+){1,2}(?:nation|country|island|state|city|politician|leader|company|agency|"
    r"firm|capital|actor|player|author|giant|bank|islands|continent|team|official|officer|"
    r"diplomat|lawmaker|businessman|journalist|soldier|man|woman)\b(?! of| that\b)|"
    r"\bthe (?:[A-Z]\w+ ){1,2}(?:delegation|contingent|squad|side)\b(?! (?:of|to|at|in|for|that)\b)"
)
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
    r"Administration|Programme|Scheme|Expo|Summit|Conference|Jury|Prime Minister|Chairman|"
    r"Director|Centre|Government|Territory|Park|Army|Tribunal|Academy|Union|Union Territory|"
    r"MoU|Act|Highway|Game|Bridge|Airport|Hospital|Stadium|Festival|Championship|Project|Corridor|"
    r"Port|Temple|Museum|Prize|Award)s?)\b"
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
_MOMENTARY = word_set(
    "rally drive vote contract outbreak wreck debate show lawsuit petition march raid walkout "
    "sit-in motion hearing strain variant patient booklet competition format contest quiz"
)
"""What the news is full of: one of them needs a name of its own."""
_SO_MANY = re.compile(
    r"\bthe (?:one|two|three|four) [a-z]+ed\b|"
    r"\bthe \d+ (?:people|persons|men|women|passengers|patients)\b(?! (?:of|who|from|at|on)\b)"
)
_OCCASION = re.compile(
    r"\bthe '[a-z][^']*' [a-z]+\b|\bthe [A-Z]\w+ (?:booklet|leaflet|letter|version|report)\b|"
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
    r"\bthe (?:gunman|gunmen|attacker|driver|pilot|boy|girl|woman|man|couple|family|teenager|"
    r"baby|protester|singer|actor|soldier|policeman|student|owner|child|children|researchers|scientists|authors|officials|protesters|investigators|students|workers|"
    r"passengers|victims|survivors|players|participants|accused|attackers|doctors|duo|trio|pair)\b"
    r"(?! (?:of|at|from|in|who|that|behind|on|with|working)\b)"
)
"""People that only the article tells apart."""
_NO_NAME = re.compile(
    r"\bthe \d+[- ]years?[- ]old (?![A-Z])(?!\w+ [A-Z])|"
    r"\bthe (?:two|three|four|five|six|\d+)-(?:term|time) (?:[A-Z]{2,4}|[a-z]+)(?! [A-Z][a-z])"
)
"""Somebody who is told by age and work alone: "the 64-year-old professor of economics"."""
_OFFICE_ALONE = re.compile(
    r"\b(?:become|became|becoming|elected|appointed|sworn in as|as|was|is|be|the) "
    r"(?:the )?(?:first |new )?"
    r"(?:[Pp]rime [Mm]inister|[Pp]resident|[Cc]hief [Mm]inister|[Cc]hancellor|[Kk]ing|[Qq]ueen|"
    r"[Pp]remier|[Mm]ayor|[Gg]overnor|[Ss]ultan|[Ss]peaker)(?! of\b)(?! [A-Z])\b"
)
_CRAFT = re.compile(
    r"\bthe (?:aircraft|plane|flight|ship|vessel|train|airline|spacecraft|satellite|rocket|reef|"
    r"bridge|tunnel|hotel|building|hospital|school|museum|patient|victim|suspect|accused|mission)"
    r"(?! (?:fire|blaze|crash|attack|collapse|explosion|blast|collision|derailment|shooting)\b)"
    r"(?= (?:[a-z]+ed|[a-z]+en|have|had|has|was|is|be|take|lie|crash|land|carry|fly|[a-z]+)\b|\?)"
    r"(?! (?:of|for|that|which|called|named|between|on|in|at|from|carrying|to)\b)"
)
_SUPERLATIVE = re.compile(
    r"(?!(?:contest|protest|interest|request|conquest|quest|harvest|forest|arrest|guest|priest)$)"
    r"(?:first|only|most|least|[a-z]{3,}est)$"
)


def pointing(draft: Draft, knowledge: Knowledge) -> str | None:
    """1: the phrase that points into the article; None where all say what they mean."""
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
    nation = nation or _NO_NAME.search(draft.stem)
    if nation:
        return nation.group()
    for generic in _GENERIC_NAME.finditer(draft.stem):
        if " " not in generic["name"] or knowledge.lookup(generic["name"]) is None:
            return generic.group()
    return _bare_definite(draft) or _the_native(draft, knowledge)


def _the_native(draft: Draft, knowledge: Knowledge) -> str | None:
    """A demonym that stands for somebody, with a verb behind it: "the Indian became"."""
    words = draft.fact.sentence.words
    for word, following in pairwise(words):
        person = following.pos in {"VERB", "AUX"} and word.text[:1].isupper()
        if person and f"the {word.text} " in draft.stem and knowledge.adjective(word.text):
            return f"the {word.text}"
    return None


def _bare_definite(draft: Draft) -> str | None:
    """As in "the bridge" with nothing after it that says which."""
    stem, verbs = draft.stem, _verbs(draft)
    for match in _REFERENCE.finditer(stem):
        words = match["phrase"].split()
        end = next((i for i, word in enumerate(words) if word in _PHRASE_ENDS), len(words))
        if words[1:2] and words[1] in verbs:
            end = 1
        acts = (i for i in range(2, end) if words[i] in verbs and words[i - 1] in _POINTING)
        end = min(acts, default=end)
        if words[:1] == words[:end] and words[0] in _MOMENTARY and words[1:2] != ["of"]:
            return f"the {words[0]}"
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


def _verbs(draft: Draft) -> set[str]:
    """The verbs of the sentence in both their forms; "the selected list" has none."""
    verbs = (
        w
        for w in draft.fact.sentence.words
        if w.pos == "VERB" and w.dep not in {"amod", "compound", "acl", "advcl"}
    )
    return {form for verb in verbs for form in (verb.text, verb.lemma)}


def _introduced(before: str, noun: str) -> bool:
    """Whether the event that the stem opens with says which: by the noun, or as a part of it."""
    _, _, event = before.partition("in connection with ")
    event = event or before.partition("In connection with ")[2]
    if not event:
        return False
    single = noun.removesuffix("s")
    if single in _BEFALLING:
        return re.search(rf"\b{re.escape(single)}|\b(?:{'|'.join(_BEFALLING)})", event) is not None
    return single in _OF_AN_EVENT or re.search(rf"\b{re.escape(single)}s?\b", event) is not None


def _names_country(stem: str, knowledge: Knowledge) -> bool:
    named = any(mention.entry.sub_kind == "country" for mention in knowledge.find(stem))
    return named or any(knowledge.adjective(word) for word in re.findall(r"\b[A-Z]\w+", stem))
