"""The other party of an agreement, the holder of a post, an age: what two facts say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizapp.generation.clauses.types import Clause
from quizapp.generation.language.tree import subtree
from quizapp.generation.patterns import titles
from quizapp.generation.resolution import Resolved
from quizapp.generation.times import When
from quizapp.generation.types import Draft, EntityValue, Fact, Knowledge, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import lowered, ordered, sentence_case, text_of

_AGED = re.compile(r"\b(?:aged|at the age of|at age)\s+$")
_WAS = re.compile(r"\bwas\s+$")
_OLD = re.compile(r"\s+old\b|\s+and died\b|\s*[.,]|\s+when\b")
_PARTIES = {"signed": "sign", "agreed": "make", "concluded": "conclude", "reached": "reach"}


def special(  # noqa: PLR0913, PLR0917 — what a stage is given
    fact: Fact,
    facts: Sequence[Fact],
    resolved: Resolved,
    found: Sequence[Clause],
    now: When,
    knowledge: Knowledge,
    *,
    title: str = "",
    home: str = "",
    state: str = "",
) -> Iterator[Draft]:
    """Drafts of the patterns of this module for one fact."""
    yield from titles.held(fact, resolved, now, knowledge, (title, home, state))
    yield from _age(fact, facts, resolved, found, now)
    for clause in found:
        yield from _other_party(fact, facts, resolved, clause, now, knowledge)


def _age(
    fact: Fact, facts: Sequence[Fact], resolved: Resolved, found: Sequence[Clause], now: When
) -> Iterator[Draft]:
    """As in "A B died on Friday, aged 84" or "A B was 84": at what age did A B die?"""
    value = fact.value
    counted = fact.sub_kind in {"count", "duration"}
    if not isinstance(value, FigureValue) or not counted or not now.label or not found:
        return
    clause = found[0]
    head = clause.subject.head
    text = fact.sentence.text
    start = fact.span.start - fact.sentence.span.start
    rest = text[fact.span.end - fact.sentence.span.start :]
    aged = _AGED.search(text[:start]) and (clause.verb.lemma == "die" or now.of_death)
    was = now.of_death and _WAS.search(text[:start]) and _OLD.match(rest)
    if not (aged or was) or head.entity not in {"person", "resolved", "body"}:
        return
    told = [n for f in facts if f.words[0] == head.index and (n := _full_name(f))]
    name = told[0] if told else head.text
    if " " not in name or value.unit not in {"", "year"}:
        return
    value = replace(value, after="")
    yield Draft(
        fact=replace(fact, value=value),
        stem=sentence_case(f"as reported in {now.label}, at what age did {name} die"),
        key=value.text(),
        pattern="age",
        supports=resolved.supports,
        strength=0.8,
    )


def _full_name(fact: Fact) -> str:
    """The name of a person in more words than one, without what describes them."""
    value = fact.value
    return value.name if isinstance(value, EntityValue) and " " in value.name else ""


def _other_party(  # noqa: PLR0917 — what a stage is given
    fact: Fact,
    facts: Sequence[Fact],
    resolved: Resolved,
    clause: Clause,
    now: When,
    knowledge: Knowledge,
) -> Iterator[Draft]:
    """As in "S approved the X signed between A and B": with which country did A sign X?"""
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
    """As in "approved by the Union Cabinet in October 2020", when the verb is a regular one."""
    if clause.auxiliaries or not clause.verb.text.endswith("ed") or not now.label:
        return ""
    by = lowered(text_of(clause.subject.words), clause.subject.words[0])
    return f"{clause.verb.text} by {by} in {now.label}"
