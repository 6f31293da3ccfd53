"""What the article says that a person is, wherever it says so: by title, description, apposition.

A person whom no gazetteer knows is asked for beside people of the same work; the sentence that the
question is made of often calls them by a name alone, and another says "the sprinter A B".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.language.analysis import Analysis
from quizapp.generation.language.units import Unit
from quizapp.generation.types import Draft, EntityValue, Sentence

__all__ = ["roles_of", "with_role"]

_APPOSITION = re.compile(r",? (?:who is |who was )?(?:the |an? )?(?P<role>[a-z][^,.;:()]{3,70})")
_VERBAL = re.compile(
    r"^(?:who|which|and|or|has|had|is|was|said|told|will|in|on|at|by|for|with|to)\b"
)


def roles_of(analysis: Analysis) -> Mapping[str, str]:
    """The words that say what each person is, in small letters, by full name and by last name."""
    told: dict[str, list[str]] = {}
    for sentence in analysis.sentences:
        for word in sentence.words:
            unit = analysis.units.get(word.span)
            if unit is None or unit.kind is not FactKind.PERSON:
                continue
            if isinstance(unit.value, EntityValue):
                told.setdefault(unit.value.name, []).extend(_said(sentence, unit))
    return {name: " ".join(roles) for name, roles in _by_last_name(told).items() if roles}


def _said(sentence: Sentence, unit: Unit) -> Iterable[str]:
    """What stands before the name as a title or description, and after it between commas."""
    start = unit.span.start - sentence.span.start
    inner = unit.inner.start - sentence.span.start
    before = " ".join(sentence.text[start:inner].split())
    if before:
        yield before.casefold()
    after = _APPOSITION.match(sentence.text, unit.span.end - sentence.span.start)
    if after is not None and after.group().startswith(",") and not _VERBAL.match(after["role"]):
        yield after["role"]


def _by_last_name(told: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """With what is said of "Mr Rao" counted for the only A. Rao of the article."""
    full = [name for name in told if " " in name]
    found = {name: list(roles) for name, roles in told.items() if " " in name}
    for name, roles in told.items():
        whole = [other for other in full if other.split()[-1] == name]
        if len(whole) == 1:
            found[whole[0]].extend(roles)
    return found


def with_role(draft: Draft, roles: Mapping[str, str]) -> Draft:
    """The draft with what the article says of the person, where the fact itself says nothing."""
    value = draft.fact.value
    if draft.fact.kind is not FactKind.PERSON or not isinstance(value, EntityValue):
        return draft
    if value.entry is not None or not (role := roles.get(value.name)):
        return draft
    told = f"{value.sub_kind} {role}".strip()
    return replace(draft, fact=replace(draft.fact, value=replace(value, sub_kind=told)))
