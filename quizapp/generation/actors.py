"""Say whom "the government", "the country" and "the Minister" mean, where only one can be meant.

In Indian news "the Centre" is the Government of India, and so is "the government" where no state is
named; "the Minister" is the only minister whom the article has named so far. May import the other
data types of the engine.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.types import Draft, EntityValue, Fact, Sentence

__all__ = ["with_actors"]

HOME = "India"
CENTRE = re.compile(
    r"\b[Tt]he (?:[Cc]entral [Gg]overnment|[Uu]nion [Gg]overnment|Centre)\b(?! (?:of|for|in)\b)"
)
GOVERNMENT = re.compile(r"\b[Tt]he [Gg]overnment\b(?! (?:of|at|in)\b)")
MINISTER = re.compile(r"\b(?:[Tt]he (?:Union )?Minister)\b(?! (?:of|for|[A-Z]))")
COUNTRY = re.compile(r"\b[Tt]he (?:country|nation)\b(?!['\u2019]s capital)")
TITLE = re.compile(r"(?<!Prime )(?<!Chief )\bMinister (?:(?:Dr|Shri|Smt|Mr|Ms)\.? )?$")
OTHER = re.compile(
    r"\b(?:[Ss]tate|(?!The\b)[A-Z]\w+) (?:[Gg]overnment|[Mm]inister for)\b|"
    r"\bMinister of State\b|\bMoS\b"
)


def with_actors(draft: Draft, facts: Sequence[Fact], *, state: str) -> Draft:
    """The draft with the names in its stem, and the sentence that gives them as a support.

    `facts` are those of the article in order, `state` the Indian state that it names, if any.
    """
    if draft.home != HOME:
        return draft
    stem = CENTRE.sub("the Government of India", draft.stem)
    if not state and not OTHER.search(draft.fact.sentence.text):
        stem = GOVERNMENT.sub("the Government of India", stem)
    abroad = any(
        f.sub_kind == "country" and not _is_home(f) and _said_with(f, draft) for f in facts
    )
    if not abroad and HOME not in stem:
        stem = COUNTRY.sub(HOME, stem)
    if MINISTER.search(stem):
        named = _minister_before(draft.fact.sentence, facts)
        if named is not None and isinstance(named.value, EntityValue):
            stem = MINISTER.sub(named.value.name, stem)
            draft = replace(draft, supports=(*draft.supports, named.sentence))
    return replace(draft, stem=f"{stem[:1].upper()}{stem[1:]}")


def _is_home(fact: Fact) -> bool:
    return isinstance(fact.value, EntityValue) and fact.value.name == HOME


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
