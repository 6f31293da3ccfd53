"""What the generator thought of an article's facts, and which of them it left unasked.

May import the data types and `selection`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from quizapp.generation.selection import Candidate
from quizapp.generation.types import Article, Fact, Question, Rejection, Span, Unasked

__all__ = ["NOT_CHOSEN", "Considered", "unasked"]

NOT_CHOSEN = "not-chosen"
"""The rule of a fact that can be asked well, where fewer questions were wanted."""
_OF_SENTENCES = "no-pattern"


@dataclass(frozen=True, slots=True)
class Considered:
    """All facts of an article, the questions that could be asked, and what was turned down."""

    article: Article
    facts: tuple[Fact, ...]
    candidates: tuple[Candidate, ...]
    rejected: tuple[Rejection, ...]

    def all_facts(self) -> tuple[Fact, ...]:
        """The facts in the order of the article, one for each place."""
        drafted = (each.draft.fact for each in self.candidates)
        refused = (each.draft.fact for each in self.rejected if each.draft is not None)
        by_place: dict[Span, Fact] = {}
        for fact in chain(self.facts, drafted, refused):
            by_place.setdefault(fact.span, fact)
        return tuple(by_place[span] for span in sorted(by_place))


def unasked(considered: Considered, questions: Iterable[Question]) -> tuple[Unasked, ...]:
    """The facts that none of the questions asks for, each with the rule that stood against it."""
    asked = tuple(
        evidence.answer
        for question in questions
        for evidence in (question.evidence, *question.more_evidence)
    )
    return tuple(
        Unasked(fact.kind, fact.surface, fact.span, rule, detail, fact.sentence.text)
        for fact in considered.all_facts()
        if fact.surface.strip() and not any(fact.span.overlaps(answer) for answer in asked)
        for rule, detail in [_rule(considered, fact)]
    )


def _rule(considered: Considered, fact: Fact) -> tuple[str, str]:
    return next(_rules(considered, fact), (_OF_SENTENCES, fact.surface))


def _rules(considered: Considered, fact: Fact) -> Iterator[tuple[str, str]]:
    for candidate in considered.candidates:
        if candidate.draft.fact.span == fact.span:
            yield NOT_CHOSEN, candidate.draft.stem
    for each in considered.rejected:
        if each.draft is not None and each.draft.fact.span == fact.span:
            yield each.rule, each.detail
    for each in considered.rejected:
        if each.draft is None and each.evidence == fact.sentence.text:
            yield each.rule, fact.surface
