"""The clauses of the simple statements that were cut out of a sentence and parsed by themselves."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.clauses.finite import clause_of
from quizapp.generation.clauses.joined import joined
from quizapp.generation.clauses.types import Chunk, Clause, Doubt, Reason
from quizapp.generation.language.tree import ancestors, root
from quizapp.generation.types import Sentence, Span, Statement, Word

__all__ = ["stated"]

_OTHER_VERBS = frozenset({"advcl", "ccomp", "csubj", "parataxis", "nsubj", "nsubj:pass", "conj"})


def stated(sentence: Sentence) -> Iterator[tuple[Sentence, tuple[Clause, ...]]]:
    """Each statement as a sentence of its own, with its clauses; only those that have any.

    The names that resolution put into the sentence stand in its statements too. "Today" is kept
    only where there is but one statement that it can belong to.
    """
    put_in = {word.span: word for word in sentence.words}
    for statement in sentence.statements:
        words = tuple(_resolved(word, put_in.get(word.span)) for word in statement.words)
        day = sentence.day if statement.alone and not statement.speaker else None
        alone = replace(sentence, words=words, readings=(), statements=(), day=day)
        top = root(alone)
        if top is None:
            continue
        try:
            first = _first(alone, top, statement, put_in)
        except Doubt:
            continue
        yield alone, (first, *joined(alone, first))


def _resolved(word: Word, told: Word | None) -> Word:
    """The word as resolution left it."""
    if told is None or told.text.casefold() == word.text.casefold():
        return word
    return replace(word, text=told.text, entity=told.entity, pos=told.pos, features=told.features)


def _first(sentence: Sentence, top: Word, statement: Statement, put_in: dict[Span, Word]) -> Clause:
    said = statement.said is not None and statement.said.tag in {"VBD", "VBN"}
    clause = clause_of(sentence, top, said=said)
    _refuse_torn(sentence, clause)
    _refuse_vague(clause, alone=statement.alone)
    hangs = statement.kind in {"relative", "participle", "apposition", "opening"}
    clause = replace(clause, relative=hangs)
    speaker = tuple(_resolved(word, put_in.get(word.span)) for word in statement.speaker)
    speaker = tuple(word for word in speaker if word.text)
    if not speaker:
        return clause
    return replace(
        clause, speaker=Chunk(speaker, speaker[-1], "source"), said_when=_when(statement)
    )


def _when(statement: Statement) -> Chunk | None:
    """When it was said; its words are none of the statement's own, so they have no place in it."""
    words = tuple(replace(word, index=-1 - i) for i, word in enumerate(statement.when))
    return Chunk(words, words[-1], "obl", words[:-1]) if words else None


def _refuse_vague(clause: Clause, *, alone: bool) -> None:
    """What nobody can tell out of its sentence: "its share is 6 %", "a man was held for a year".

    A statement that is `alone` in its sentence is told in full.
    """
    first = clause.subject.words[0]
    chunks = (clause.subject, *clause.tail, *clause.context)
    words = [w for chunk in chunks for w in chunk.words if w.entity != "date"]
    named = any(w.pos == "PROPN" or w.text[:1].isupper() for w in words)
    counted = any(w.entity == "figure" for w in words) and first.pos not in {"PRON", "DET", "SCONJ"}
    if first.tag == "PRP$" or not (named or alone or counted):
        raise Doubt(Reason.A_STATEMENT_OF_NOTHING_NAMED)


def _refuse_torn(sentence: Sentence, clause: Clause) -> None:
    """A cut tore when its first words belong to another verb than its own."""
    first = next((w for w in sentence.words if w.pos != "PUNCT"), None)
    known = {w.index for chunk in (clause.subject, *clause.context) for w in chunk.words}
    if clause.existential or first is None or first.index in known:
        return
    path = (first, *ancestors(sentence, first))
    if any(w.dep in _OTHER_VERBS for w in path if w.index != clause.top.index):
        raise Doubt(Reason.A_CUT_THAT_TORE)
