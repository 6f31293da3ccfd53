"""Say whom "the government", "the country" and "the Minister" mean, where only one can be meant.

In Indian news "the Centre" is the Government of India, and "the Cabinet" the Union's where no state
is named; "the government" is that of the country that the article is about, where neither a state
nor another country is near; "the Minister" and "the Ministry" are the only ones that the article
has named so far. May import the other data types of the engine.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.types import Draft, EntityValue, Fact, Sentence

__all__ = ["may_be_a_states", "with_actors"]

HOME = "India"
CENTRE = re.compile(
    r"(?<!\bat )\b[Tt]he (?:[Cc]entral [Gg]overnment|[Uu]nion [Gg]overnment|Centre)\b"
    r"(?! (?:of|for|in)\b)"
)
GOVERNMENT = re.compile(r"\b[Tt]he [Gg]overnment\b(?! (?:of|at|in)\b)")
MINISTER = re.compile(r"\b(?:[Tt]he (?:Union )?Minister)\b(?! (?:of|for|[A-Z]))")
MINISTRY = re.compile(r"\b[Tt]he Ministry\b(?! (?:of|for|[A-Z]))")
CABINET = re.compile(r"\b[Tt]he Cabinet\b(?! (?:of|Secretar|Minister|Committee|Mission))")
COUNTRY = re.compile(r"\b[Tt]he (?:country|nation)\b(?!['\u2019]s capital)")
BARE_COUNTRY = re.compile(r"\b(as|of|in|by|for) (?:country|nation)(?=['\u2019]s\b)")
TITLE = re.compile(r"(?<!Prime )(?<!Chief )\bMinister (?:(?:Dr|Shri|Smt|Mr|Ms)\.? )?$")
OTHER = re.compile(
    r"\b(?:[Ss]tate|(?!The\b)[A-Z]\w+) (?:[Gg]overnment|[Mm]inister for)\b|"
    r"\bMinister of State\b|\bMoS\b"
)


OF_A_STATE = re.compile(
    r"\b(?:[Cc]hief [Mm]inister|[Ss]tate [Gg]overnment|[Ll]egislative [Aa]ssembly|Vidhan Sabha)\b|"
    r"\bCM\b|\bMLAs?\b"
)
OF_THE_UNION = re.compile(
    r"\b(?:Union (?:Cabinet|Minister|Government|Home|Finance)|Centre|[Cc]entral [Gg]overnment|"
    r"Prime Minister|Lok Sabha|Rajya Sabha|Parliament|Government of India)\b"
)


def with_actors(
    draft: Draft, facts: Sequence[Fact], *, state: str, of_state: bool = False
) -> Draft:
    """The draft with the names in its stem, and the sentence that gives them as a support.

    `facts` are those of the article in order, `state` the Indian state that it names, if any;
    with `of_state` a state's government may be meant (see `may_be_a_states`).
    """
    stem, home = draft.stem, draft.home
    abroad = any(
        f.sub_kind == "country" and not _is(f, home) and _said_with(f, draft) for f in facts
    )
    if home == HOME:
        stem = CENTRE.sub(f"the Government of {HOME}", stem)
    near = any(f.sub_kind == "state" and _said_with(f, draft) for f in facts)
    of_state = bool(state) or (home == HOME and (of_state or near))
    if home and not abroad and not of_state and not OTHER.search(draft.fact.sentence.text):
        the = "the " if home.startswith(("United", "Netherlands")) else ""
        stem = GOVERNMENT.sub(f"the Government of {the}{home}", stem)
    if home == HOME and not abroad and not of_state:
        stem = CABINET.sub("the Union Cabinet", stem)
    if home == HOME and not abroad and HOME not in stem:
        stem = BARE_COUNTRY.sub(rf"\1 {HOME}", COUNTRY.sub(HOME, stem))
    for pattern, before in ((MINISTER, _minister_before), (MINISTRY, _ministry_before)):
        if home != HOME or not pattern.search(stem):
            continue
        named = before(draft.fact.sentence, facts)
        if named is not None:
            stem = pattern.sub(_called(named), stem)
            draft = replace(draft, supports=(*draft.supports, named.sentence))
    return replace(draft, stem=f"{stem[:1].upper()}{stem[1:]}")


def may_be_a_states(facts: Sequence[Fact]) -> bool:
    """Whether an Indian article names a state and nothing of the Union's.

    Its government may be meant then.
    """
    texts = {fact.sentence.index: fact.sentence.text for fact in facts}
    said = " ".join(texts.values())
    if OF_A_STATE.search(said):
        return True
    named = any(fact.sub_kind == "state" for fact in facts)
    return named and not OF_THE_UNION.search(said)


def _called(named: Fact) -> str:
    name = named.value.name if isinstance(named.value, EntityValue) else named.surface
    return name if named.kind is FactKind.PERSON else f"the {name.removeprefix('the ')}"


def _ministry_before(sentence: Sentence, facts: Sequence[Fact]) -> Fact | None:
    """The only ministry in the sentences before this one."""
    found = {
        _called(fact): fact
        for fact in reversed(facts)
        if fact.sub_kind == "ministry" and fact.sentence.span.start < sentence.span.start
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is(fact: Fact, name: str) -> bool:
    return isinstance(fact.value, EntityValue) and fact.value.name == name


def _said_with(fact: Fact, draft: Draft) -> bool:
    """Whether a fact stands in the sentence of the draft or in the one before it."""
    index = draft.fact.sentence.index
    return index - 1 <= fact.sentence.index <= index


def _minister_before(sentence: Sentence, facts: Sequence[Fact]) -> Fact | None:
    """The only minister, fully named, in the sentences before this one; None where two are."""
    found: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind is not FactKind.PERSON or fact.sentence.span.start >= sentence.span.start:
            continue
        value = fact.value
        before = fact.sentence.text[: fact.span.start - fact.sentence.span.start]
        if isinstance(value, EntityValue) and TITLE.search(before):
            found.setdefault(value.name, fact)
    if len(found) != 1:
        return None
    name, fact = found.popitem()
    return fact if " " in name else None
