"""What an article told that no question asks for: stored with it, and shown in its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.domain.items import Evidence
from quizapp.generation.considered import NOT_CHOSEN
from quizapp.generation.types import Generated, Rejection, Span, Unasked

__all__ = ["FoundFact", "RejectedFact", "facts_left", "rejected_facts", "unasked_data"]


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact at its place in the article's text; `kind` is a value of `FactKind`."""

    kind: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RejectedFact:
    """What the generator did not ask: the rule that refused it, and what broke it.

    `fact` is None where its place is not known: of articles that came in before places were kept.
    """

    rule: str
    detail: str
    evidence: str
    fact: FoundFact | None = None


def unasked_data(generated: Generated) -> list[dict[str, object]]:
    """What was turned down and what was left, as plain data."""
    placed = {each.span for each in _refused(generated.unasked)}
    sentences = {each.evidence for each in generated.unasked}
    by_place = {each.span: each for each in generated.unasked}
    data: list[dict[str, object]] = []
    for rejection in generated.rejected:
        if rejection.draft is None and rejection.evidence in sentences:
            continue
        data.append(_rejection_data(rejection, by_place))
    data.extend(
        _data(each.rule, each.detail, each.evidence) | _place(each)
        for each in generated.unasked
        if each.span not in placed
    )
    return data


def rejected_facts(data: Iterable[Mapping[str, Any]]) -> tuple[RejectedFact, ...]:
    """Read what is stored."""
    return tuple(
        RejectedFact(
            each["rule"],
            each["detail"],
            each["evidence"],
            FoundFact(each["kind"], each["surface"], each["start"], each["end"])
            if "start" in each
            else None,
        )
        for each in data
    )


def facts_left(
    body: str, rejected: Iterable[RejectedFact], evidence: Sequence[Evidence]
) -> tuple[FoundFact, ...]:
    """The facts in order whose place no item's answer takes by now, none inside another."""
    kept: list[FoundFact] = []
    facts = {each.fact for each in rejected if each.fact is not None}
    for fact in sorted(facts, key=lambda each: (each.start, -each.end)):
        answered = any(
            fact.start < each.answer_end and each.answer_start < fact.end for each in evidence
        )
        apart = not kept or kept[-1].end <= fact.start
        if apart and not answered and body[fact.start : fact.end] == fact.surface:
            kept.append(fact)
    return tuple(kept)


def _refused(unasked: Iterable[Unasked]) -> list[Unasked]:
    """Those that a draft was written for, so that they stand among the rejections."""
    return [each for each in unasked if each.rule not in {NOT_CHOSEN, "parse", "no-pattern"}]


def _rejection_data(rejection: Rejection, by_place: Mapping[Span, Unasked]) -> dict[str, object]:
    data = _data(rejection.rule, rejection.detail, rejection.evidence)
    place = by_place.get(rejection.draft.fact.span) if rejection.draft is not None else None
    return data if place is None else data | _place(place)


def _data(rule: str, detail: str, evidence: str) -> dict[str, object]:
    return {"rule": rule, "detail": detail, "evidence": evidence}


def _place(fact: Unasked) -> dict[str, object]:
    return {
        "kind": fact.kind.value,
        "surface": fact.surface,
        "start": fact.span.start,
        "end": fact.span.end,
    }
