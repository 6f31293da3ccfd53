"""Sentences with their facts, for the modules that read patterns of words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from generation_builders import sentence

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge import load
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import (
    Article,
    Block,
    BlockKind,
    Draft,
    EntityValue,
    Fact,
    Sentence,
    Span,
)
from quizapp.generation.values import DateValue

MAY = "May 2021"
TODAY = DateValue(2021, 5, 6)


class Drafts(Protocol):
    """The shape of the modules' one function."""

    def __call__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        facts: Sequence[Fact],
        label: str,
        knowledge: Gazetteer,
    ) -> Iterable[Draft]: ...


def ask(
    drafts: Drafts,
    text: str,
    *,
    headline: str = "",
    persons: tuple[str, ...] = (),
    day: DateValue | None = None,
    label: str = MAY,
) -> dict[str, str]:
    """The stems that a module writes for one sentence, each with its key.

    Asserts that every fact stands in the sentence where it says.
    """
    told = replace(sentence(text), day=day)
    facts = [_person(told, name) for name in persons]
    blocks = (Block(BlockKind.HEADLINE, headline, Span(0, len(headline))),) if headline else ()
    written = list(drafts(Article(text, blocks), [told], facts, label, load()))
    for draft in written:
        span = draft.fact.span
        assert text[span.start : span.end] == draft.fact.surface
    return {draft.stem: draft.key for draft in written}


def _person(told: Sentence, name: str) -> Fact:
    start = told.text.index(name)
    span = Span(start, start + len(name))
    return Fact(FactKind.PERSON, "sportsperson", EntityValue(name), name, span, told, (0, 0))
