"""Questions that no single clause gives: agreements between two parties, full forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizapp.domain.items import FactKind
from quizapp.generation.clauses import Clause
from quizapp.generation.language.tree import subtree
from quizapp.generation.resolution import Resolved
from quizapp.generation.times import When
from quizapp.generation.types import Draft, EntityValue, Fact, Knowledge, Word
from quizapp.generation.wording import lowered, ordered, sentence_case, text_of

_PARTIES = {"signed": "sign", "agreed": "make", "concluded": "conclude", "reached": "reach"}


def special(  # noqa: PLR0913, PLR0917 — what a stage is given
    fact: Fact,
    facts: Sequence[Fact],
    resolved: Resolved,
    found: Sequence[Clause],
    now: When,
    knowledge: Knowledge,
) -> Iterator[Draft]:
    """Drafts of the patterns of this module for one fact."""
    for clause in found:
        yield from _other_party(fact, facts, resolved, clause, now, knowledge)


def _other_party(  # noqa: PLR0913, PLR0917 — what a stage is given
    fact: Fact,
    facts: Sequence[Fact],
    resolved: Resolved,
    clause: Clause,
    now: When,
    knowledge: Knowledge,
) -> Iterator[Draft]:
    """ "S approved the X signed between A and B on Z": with which country did A sign X on Z?"""
    words = clause.sentence.words
    second = words[fact.words[0]]
    first = words[second.head]
    value = fact.value
    if second.dep != "conj" or not isinstance(value, EntityValue) or value.entry is None:
        return
    case = [w.text for w in words if w.head == first.index and w.dep == "case"]
    signed = words[first.head]
    parties = [f for f in facts if f.words[0] == first.index]
    if case != ["between"] or signed.text not in _PARTIES or len(parties) != 1:
        return
    paper = words[signed.head]
    chunks = [c for c in clause.tail if c.head == paper and c.dep == "obj"]
    others = [w for w in words if w.dep == "conj" and w.head == first.index]
    if signed.dep != "acl" or len(chunks) != 1 or len(others) != 1:
        return
    what = [w for w in chunks[0].words if w.index < signed.index]
    about = [w for w in subtree(clause.sentence, signed) if w.index > second.index]
    by = _approval(clause, now)
    focus = knowledge.focus(value.entry)
    stem = ordered(
        [
            f"with which {focus} did {first.text} {_PARTIES[signed.text]}",
            text_of(what),
            text_of(_trimmed(about)),
            by,
        ]
    )
    yield Draft(
        fact=fact,
        stem=sentence_case(stem),
        key=value.name,
        pattern="other-party",
        focus=focus,
        supports=resolved.supports,
        strength=0.8,
    )


def _trimmed(words: Sequence[Word]) -> list[Word]:
    return [w for w in words if w.pos != "PUNCT"]


def _approval(clause: Clause, now: When) -> str:
    """ "approved by the Union Cabinet in October 2020", when the verb is a regular one."""
    if clause.auxiliaries or not clause.verb.text.endswith("ed") or not now.label:
        return ""
    by = lowered(text_of(clause.subject.words), clause.subject.words[0])
    return f"{clause.verb.text} by {by} in {now.label}"


def is_full_form(fact: Fact) -> bool:
    """Whether the fact is what an abbreviation stands for."""
    return fact.kind is FactKind.OTHER and fact.sub_kind == "full-form"
