"""The rules of a good question with its options, each a named check; `stem_checks` has the stem's.

A question that breaks any rule is not returned. The numbers are those of the SAQUET rubric.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from quizapp.domain.items import FactKind
from quizapp.generation.stem_checks import Flaw, draft_flaws, plain
from quizapp.generation.types import Draft, EntityValue, Fact, Knowledge
from quizapp.generation.words import word_set

__all__ = [
    "Flaw",
    "bare_surnames",
    "draft_flaws",
    "half_names",
    "misclassed",
    "office_of_the_dead",
    "other_fillers",
    "question_flaws",
    "sound",
    "two_places",
]

LONGEST_KEY_RATIO = 1.25
_SMALL_OPTION = 12
_MANY = 2
_DEATH = re.compile(r"\b(?:dies|died|dead|death|killed|passes away|obituary)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_TITLE_ONLY = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Shri|Smt|Sri|Sir|Justice|Gen|General|(?:Chief |Prime )?Minister|Governor|"
    r"President|Speaker)\b\.? [\w'-]+"
)
_POST_IN_NAME = re.compile(
    r"^(?:Prime|Chief|Deputy|Home|Finance|Foreign) [Mm]inister\b|\b(?:minister|president|governor|"
    r"director|secretary|leader|chairman|officer|professor|captain|actor)\b"
)
"""A post that the recogniser took for a part of a name: "Chief minister Rao"."""
_THE = re.compile(r"\b[Tt]he $")
_NAME_GOES_ON = re.compile(r" (?!\w+day\b)[A-Z][a-z]+ [a-z]")
"""Another name right behind a person's: the recogniser has cut it."""
_SPELT_ALIKE = 0.85
"""From this likeness on, two names of persons are one name in two spellings."""
_ON_WHICH_DAY = re.compile(r"\b[Oo]n which date in (?P<month>[A-Z][a-z]+) \d{4}\b")
_ACTING_NAME = re.compile(
    r"\b(?:did|was|were|had|has|by|signed) (?P<name>(?:(?:De|Van|Von|Al|El|Da) )?[A-Z][a-z]{3,})"
    r"(?='s|\b)(?! [A-Z])"
)
_NO_FIRST_NAMES = word_set("The In On At By For With And When After But Since As Mr Mrs Ms Dr")
_CITY_VERBS = word_set("host lie serve stand win become rank house top record see witness replace")
"""What a city does itself."""
_SHARED_STATES = re.compile(r"\bof Punjab\?$")
_PAKISTAN = re.compile(r"\b(?:Pakistan\w*|Lahore|Islamabad|Karachi|Rawalpindi)\b")
_STATE_UNTIL = {"Jammu and Kashmir": 2020}
"""From which year on it is a union territory."""
_TWO_PLACES = frozenset({"New York", "Washington", "Victoria"})
"""Names of a city, a state or a country at once."""
_HOUSES = word_set("hospital university airport stadium court school museum college bank temple")
_OF_SPORT = re.compile(
    r"\b(?:sports?|games?|medals?|players?|teams?|athletes?|tournaments?|champion\w*|leagues?|"
    r"match(?:es)?|Olympics?|coach|cup)\b",
    re.IGNORECASE,
)
_OPTION_FLAWS = re.compile(
    r"\b(?:all|none|both|neither) of (?:the above|these|them)\b|\b(?:always|never|only|every)\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"[A-Za-z]{4,}")
_COMMON_LABELS = word_set(
    "ministry department commission council committee court bank policy strategy scheme mission "
    "india indian national union state million billion crore lakh trillion years than more least "
    "about nearly over less dollars rupees with under"
)


def other_fillers(draft: Draft, facts: Sequence[Fact]) -> tuple[Flaw, ...]:
    """13: another thing of the kind of which the article says the same verb."""
    value = draft.fact.value
    if not isinstance(value, EntityValue) or draft.verb in {"", "be"}:
        return ()
    if _stands_for_its_government(draft, value):
        return (Flaw("unresolved-reference", f"{value.name} for its government"),)
    for fact in facts:
        other = fact.value
        if fact.kind != draft.fact.kind or not isinstance(other, EntityValue):
            continue
        if other.sub_kind != value.sub_kind or _is_part(other.name, value.name):
            continue
        if draft.pattern == "place-in" and _shares_name(draft, fact, facts):
            return (Flaw("second-right-answer", fact.surface),)
        if other.name in draft.stem:
            continue
        if any(w.lemma == draft.verb and w.pos == "VERB" for w in fact.sentence.words):
            near = draft.pattern.partition("-")[2] in {"nsubj", "nsubj:pass", "subject"}
            subject = fact.sentence.words[fact.words[0]].dep.startswith("nsubj")
            if near == subject:
                return (Flaw("second-right-answer", fact.surface),)
    return ()


def half_names(draft: Draft, facts: Sequence[Fact]) -> tuple[Flaw, ...]:
    """1: a person under one name only, whom no gazetteer knows by it: "Irfan", "Mr Rao"."""
    value = draft.fact.value
    if draft.fact.kind is FactKind.PERSON and isinstance(value, EntityValue):
        alone = " " not in draft.key and value.entry is None
        start = draft.fact.span.end - draft.fact.sentence.span.start
        goes_on = value.entry is None and _NAME_GOES_ON.match(draft.fact.sentence.text, start)
        before = draft.fact.sentence.text[: start - len(draft.fact.surface)]
        if draft.pattern.startswith("person-") and _THE.search(before) and value.entry is None:
            return (
                Flaw("unresolved-reference", f"the {draft.key}"),
            )  # "the Ann Lee directed film"
        titled = _TITLE_ONLY.fullmatch(draft.key) or _POST_IN_NAME.search(draft.key)
        if alone or goes_on or titled:
            return (Flaw("unresolved-reference", draft.key),)
    for fact in facts:
        person, name = fact.value, fact.surface
        if fact.kind is not FactKind.PERSON or not isinstance(person, EntityValue):
            continue
        family = f"{person.name.split()[-1]}s"
        if f"the {family}" in draft.stem:
            return (Flaw("unresolved-reference", family),)
        if fact.sentence.index != draft.fact.sentence.index:
            continue
        known = person.entry is not None or _names_a_body(name, facts)
        if not known and " " not in name and _stands_alone(name, draft.stem):
            return (Flaw("unresolved-reference", name),)
    return ()


def bare_surnames(draft: Draft, article: str, knowledge: Knowledge) -> tuple[Flaw, ...]:
    """1: a last name alone in the stem, which the article gives with a first name elsewhere."""
    for match in _ACTING_NAME.finditer(draft.stem):
        name = match["name"]
        if knowledge.find(name) or name in draft.key:
            continue
        full = re.search(rf"\b(?P<first>[A-Z][a-z]+) {re.escape(name)}\b(?! [A-Z])", article)
        titled = full and (knowledge.adjective(full["first"]) or knowledge.find(full["first"]))
        if full and not titled and full["first"] not in _NO_FIRST_NAMES:
            return (Flaw("unresolved-reference", name),)
    return ()


def _names_a_body(name: str, facts: Sequence[Fact]) -> bool:
    """Whether the name may be short for something that is no person."""
    others = (fact.surface.split() for fact in facts if fact.kind is not FactKind.PERSON)
    return any(len(words) > 1 and name in words for words in others)


def misclassed(draft: Draft) -> tuple[Flaw, ...]:
    """11: something asked for as what nothing says that it is: a town as a hospital."""
    value, text = draft.fact.value, draft.fact.sentence.text
    if not isinstance(value, EntityValue):
        return ()
    unsaid = value.entry is None and draft.focus not in draft.key.casefold()
    if draft.focus in _HOUSES and unsaid and draft.focus not in text.casefold():
        return (Flaw("unfocused", f"{draft.key} as a {draft.focus}"),)
    home = value.entry.country if value.entry is not None else ""
    if draft.pattern == "party" and home not in {"", "India", draft.home}:
        return (Flaw("unfocused", f"{draft.key} of {home}"),)  # many countries have one of its name
    if draft.focus == "commission" and "High Commission" in draft.key:
        return (Flaw("unfocused", f"{draft.key} as a commission"),)
    if draft.focus == "sport" and not _OF_SPORT.search(text):
        return (Flaw("unfocused", f"{draft.key} as a sport"),)
    return ()


def two_places(draft: Draft) -> tuple[Flaw, ...]:
    """13: a name that a city and a state share, where the sentence does not say which.

    A post in a Punjab that an article about another country tells of is not that of India's.
    """
    abroad = draft.home not in {"", "India"} or _PAKISTAN.search(draft.fact.sentence.text)
    named = draft.pattern.startswith("post") and _SHARED_STATES.search(draft.stem)
    if abroad and (named or draft.key == "Punjab"):
        return (Flaw("second-right-answer", "Punjab"),)
    years = [int(year) for year in _YEAR.findall(draft.stem)]
    since = _STATE_UNTIL.get(draft.key, 0)
    if draft.focus == "union territory" and min(years, default=since) < since:
        return (Flaw("unfocused", f"{draft.key} as a union territory"),)
    shared = draft.fact.kind is FactKind.PLACE and draft.key in _TWO_PLACES
    told = re.search(r"\b(?:city|state|province)\b", draft.fact.sentence.text, re.IGNORECASE)
    return (Flaw("second-right-answer", draft.key),) if shared and not told else ()


def _stands_alone(name: str, stem: str) -> bool:
    """Whether the stem has the name with no other name before or behind it, and not in quotes."""
    told = re.search(rf"(?P<before>\S+ )?(?<![\w'\"“‘-]){re.escape(name)}\b(?! [A-Z])", stem)
    return told is not None and not (told["before"] or "")[:1].isupper()


def _stands_for_its_government(draft: Draft, value: EntityValue) -> bool:
    """A city that did what governments do, as in "Tokyo agreed"."""
    abroad = value.entry is not None and value.entry.sub_kind == "world-city"
    return abroad and draft.pattern.startswith("place-nsubj") and draft.verb not in _CITY_VERBS


def question_flaws(
    draft: Draft, distractors: Sequence[str], knowledge: Knowledge
) -> tuple[Flaw, ...]:
    """The rules that the options break: 3, 4, 7, 8, 10, 13, 17 and the number of them."""
    options = [draft.key, *distractors]
    flaws: list[Flaw] = []
    if len(distractors) < _MANY:
        flaws.append(Flaw("too-few-options", f"{len(distractors)} plausible wrong options"))
    wordings = [plain(option) for option in options]
    if len(set(wordings)) != len(wordings):
        flaws.append(Flaw("duplicate-options", draft.key))
    for option in distractors:
        if _OPTION_FLAWS.search(option):
            flaws.append(Flaw("option-wording", option))
        if _same(draft.key, option, knowledge) or _spelt_alike(draft, draft.key, option):
            flaws.append(Flaw("second-right-answer", option))
        if f" {plain(option)} " in f" {plain(draft.stem)} ":
            flaws.append(Flaw("option-in-the-stem", option))
    longest = max((len(option) for option in distractors), default=0)
    entity = isinstance(draft.fact.value, EntityValue)
    if entity and len(draft.key) > max(_SMALL_OPTION, LONGEST_KEY_RATIO * longest):
        flaws.append(Flaw("longest-option-is-the-key", draft.key))
    repeated = _repeated(draft, distractors)
    if repeated:
        flaws.append(Flaw("word-repeats", repeated))
    return tuple(flaws)


def _shares_name(draft: Draft, place: Fact, facts: Sequence[Fact]) -> bool:
    """Whether another place is told of the same scheme or body, in its own sentence."""
    if place.sentence.index == draft.fact.sentence.index:
        return False
    told = [f for f in facts if f.sentence.index == place.sentence.index and f != place]
    for fact in told:
        named = isinstance(fact.value, EntityValue) and fact.kind is not FactKind.PLACE
        told_of = fact.surface in draft.stem or _longest_part(fact.surface) in draft.stem
        if named and fact.sub_kind != "country" and " " in fact.surface and told_of:
            return True
    return False


def _longest_part(name: str) -> str:
    """The last words of a name: "Mission X" of "Intensified Mission X"."""
    words = name.split()
    return " ".join(words[-3:]) if len(words) > 3 else name  # noqa: PLR2004 — enough to be the same


def _is_part(one: str, other: str) -> bool:
    """Whether two names are one, or one is the other with its noun or its first names."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first


def office_of_the_dead(draft: Draft, headline: str) -> tuple[Flaw, ...]:
    """13: who held a post in the month in which its holder died has two answers."""
    dead = _DEATH.search(headline) and draft.key.split()[-1] in headline
    if draft.pattern.startswith("post") and dead:
        return (Flaw("office-of-the-dead", draft.key),)
    return ()


def sound(draft: Draft, distractors: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The wrong options that break no rule of their own, each once."""
    kept: list[str] = []
    in_month = _ON_WHICH_DAY.search(draft.stem)
    same_year = _YEAR.search(draft.key) if "n which month did" in draft.stem else None
    for option in distractors:
        wording = plain(option)
        if wording in {plain(other) for other in [draft.key, *kept]} or _OPTION_FLAWS.search(
            option
        ):
            continue
        if _same(draft.key, option, knowledge) or f" {wording} " in f" {plain(draft.stem)} ":
            continue
        if same_year and same_year.group() not in option:
            continue
        if in_month and in_month["month"] not in option:
            continue
        if any(_spelt_alike(draft, other, option) for other in (draft.key, *kept)):
            continue
        kept.append(option)
    return tuple(kept)


def _same(key: str, option: str, knowledge: Knowledge) -> bool:
    """Whether an option is the key under another name, or a part or whole of it."""
    one, two = plain(key), plain(option)
    if f" {one} " in f" {two} " or f" {two} " in f" {one} ":
        return True
    first, second = knowledge.lookup(key), knowledge.lookup(option)
    return first is not None and second is not None and first.name == second.name


def _spelt_alike(draft: Draft, one: str, other: str) -> bool:
    """Whether two names of persons differ in their spelling only: "el-Masri" and "al-Masri"."""
    if draft.fact.kind is not FactKind.PERSON:
        return False
    first, second = ("".join(re.findall(r"[^\W\d_]", name.casefold())) for name in (one, other))
    return SequenceMatcher(None, first, second).ratio() >= _SPELT_ALIKE


def _repeated(draft: Draft, distractors: Sequence[str]) -> str | None:
    """A content word that stem and key share and no wrong option has."""
    stem = _content(draft.stem)
    others = {word for option in distractors for word in _content(option)}
    repeated = (_content(draft.key) & stem) - others - _COMMON_LABELS
    return min(repeated, default=None)


def _content(text: str) -> set[str]:
    return {match.group().casefold() for match in _CONTENT.finditer(text)}
