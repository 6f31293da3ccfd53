"""One fact of an article that a teacher wants asked: every way there is, what is sure first.

What the rules turned down comes with the rule that stood against it, for a person to decide; what
no rewording could mend is not offered. Where no stem was found, the sentence with a gap is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Final

from quizapp.domain.items import ItemFormat, OptionOrder
from quizapp.generation import knowledge, topics
from quizapp.generation.considered import Considered
from quizapp.generation.formats.cloze import GAP
from quizapp.generation.pipeline import consider, wrong_options
from quizapp.generation.selection import Candidate, KeyPlaces, lay_out
from quizapp.generation.types import Draft, EntityValue, Fact, Knowledge, Proposal, Rejection, Span

__all__ = ["GAPPED", "HOPELESS", "Asked", "Way", "ask_fact"]

HOPELESS: Final = frozenset({"evidence", "office-of-the-dead", "trivial-key"})
"""Rules about the fact itself: another wording would not make a question of it."""
_UNREADABLE: Final = "broken-text"
GAPPED: Final = "gap"
"""The rule of a sentence with a gap, where there are stems, too."""
_FEWEST_WRONG = 2
_SPARE = 8
_WORTHLESS = "no-pattern"
_TOO_FEW = "too-few-options"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask for a fact. `spare` are further wrong options, best first.

    `rule` stood against it and `detail` broke it; both are empty where nothing did.
    """

    stem: str
    options: tuple[str, ...]
    key: int
    order: OptionOrder
    format: ItemFormat
    topics: tuple[str, ...]
    spare: tuple[str, ...] = ()
    rule: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact, the ways to ask for it, and why there is none: pairs of a rule and what broke it."""

    fact: Fact
    ways: tuple[Way, ...]
    refused: tuple[tuple[str, str], ...]


def ask_fact(
    text: str,
    place: Span,
    *,
    options: int = 4,
    title: str | None = None,
    published: date | None = None,
) -> Asked | None:
    """All ways to ask for the fact at a place; None where no fact was found there.

    Raises:
        ArticleError: the text cannot be read.
    """
    considered = consider(text, options=options, title=title, published=published)
    facts = considered.all_facts()
    near = [each for each in facts if each.span.overlaps(place)]
    fact = next((each for each in near if each.span == place), near[0] if near else None)
    if fact is None:
        return None
    ways: dict[str, Way] = {}
    refused: list[tuple[str, str]] = []
    for each in _ways(considered, fact, options):
        if each.rule in HOPELESS or each.rule == _UNREADABLE:
            refused.append((each.rule, each.detail))
        elif len(each.options) <= _FEWEST_WRONG:
            refused.append((_TOO_FEW, fact.surface))
        else:
            ways.setdefault(each.stem, each)
    if any(rule in HOPELESS for rule, _ in refused):
        # What is wrong with the fact is wrong with its sentence, too: no gap mends it.
        ways = {stem: way for stem, way in ways.items() if not way.rule}
    return Asked(fact, tuple(ways.values()), tuple(dict.fromkeys(refused)))


def _ways(considered: Considered, fact: Fact, options: int) -> Iterator[Way]:
    known = knowledge.load()
    accepted = [c for c in considered.candidates if c.draft.fact.span == fact.span]
    for candidate in sorted(accepted, key=lambda each: -each.rank):
        yield _way(considered, candidate.draft, known, options)
    refused = [
        (each, each.draft)
        for each in considered.rejected
        if each.draft is not None and each.draft.fact.span == fact.span
    ]
    for rejection, draft in sorted(refused, key=lambda pair: -pair[1].strength):
        yield _way(considered, draft, known, options, rejection)
    gap, rejection = _with_gap(considered, fact)
    if gap is not None:
        if accepted or refused:
            rejection = Rejection(GAPPED, gap.stem, rejection.evidence)
        way = _way(considered, gap, known, options, rejection)
        yield replace(way, format=ItemFormat.CLOZE)


def _with_gap(considered: Considered, fact: Fact) -> tuple[Draft | None, Rejection]:
    """The sentence of a fact with a gap for it, and what stood against a proper question."""
    sentence = fact.sentence.text
    start, end = (offset - fact.sentence.span.start for offset in (fact.span.start, fact.span.end))
    plain = [each for each in considered.rejected if each.draft is None]
    found = next((each for each in plain if each.evidence == sentence), None)
    rejection = found or Rejection(_WORTHLESS, fact.surface, sentence)
    if not sentence[:start].strip() and not sentence[end:].strip(" ."):
        return None, rejection
    value = fact.value
    key = value.name if isinstance(value, EntityValue) else value.text()
    stem = " ".join(f"{sentence[:start]}{GAP}{sentence[end:]}".split())
    return Draft(fact, stem, key, "by-request"), rejection


def _way(
    considered: Considered,
    draft: Draft,
    known: knowledge.Gazetteer,
    options: int,
    rejection: Rejection | None = None,
) -> Way:
    proposal = _proposal(considered, draft, known, options)
    candidate = Candidate(draft, proposal, 0.0)
    laid = lay_out(candidate, options, KeyPlaces(_dice()))
    return Way(
        stem=draft.stem,
        options=laid.options,
        key=laid.key,
        order=proposal.order,
        format=ItemFormat.DIRECT,
        topics=_topics(considered, draft, known),
        spare=tuple(each for each in proposal.distractors if each not in laid.options),
        rule=rejection.rule if rejection else "",
        detail=rejection.detail if rejection else "",
    )


def _proposal(
    considered: Considered, draft: Draft, known: knowledge.Gazetteer, options: int
) -> Proposal:
    return wrong_options(draft, considered.facts, known, _dice(), options - 1 + _SPARE)


def _topics(considered: Considered, draft: Draft, known: Knowledge) -> tuple[str, ...]:
    title = considered.article.title
    return topics.suggest(draft.stem, draft.fact.sentence.text, title, known)


def _dice() -> Random:
    return Random(0)  # noqa: S311 — shuffles options, guards nothing
