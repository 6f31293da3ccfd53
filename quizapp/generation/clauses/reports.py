"""Reported speech: who says something, and the clause that is said."""

from dataclasses import replace

from quizapp.generation.clauses.finite import SUBJECTS, clause_of
from quizapp.generation.clauses.pieces import take
from quizapp.generation.clauses.types import Chunk, Clause, Doubt, Reason
from quizapp.generation.language.tree import children
from quizapp.generation.types import Sentence, Word
from quizapp.generation.words import word_set

_REPORTING = word_set(
    "say tell state announce report inform add note claim mention reveal declare confirm "
    "estimate explain observe describe show find suggest"
)


def source_of(sentence: Sentence) -> tuple[Chunk, int] | None:
    """Who is named after "According to" at the start, and the index of the comma that ends it."""
    words = sentence.words
    if len(words) < 5 or [w.text for w in words[:2]] != ["According", "to"]:  # noqa: PLR2004 — a source, a comma, a clause
        return None
    comma = next((w.index for w in words if w.text == ","), None)
    if comma is None:
        raise Doubt(Reason.A_SOURCE_WITHOUT_AN_END)
    end = next((w.index for w in words[2:comma] if w.pos == "VERB" or w.entity == "date"), comma)
    named = words[2:end]
    if not any(w.entity in {"body", "person", "resolved", "scheme"} for w in named):
        raise Doubt(Reason.A_SOURCE_WITHOUT_A_NAME)
    return Chunk(named, named[-1], "source"), comma


def reported_verb(sentence: Sentence, top: Word) -> Word | None:
    """The verb of the clause that a verb of saying governs."""
    if top.lemma not in _REPORTING:
        return None
    inner = [w for w in children(sentence, top) if w.dep == "ccomp" and w.index > top.index]
    return inner[0] if len(inner) == 1 else None


def reported(sentence: Sentence, top: Word, verb: Word) -> Clause:
    """The clause of `verb`, which the verb of saying `top` governs, with its speaker."""
    clause = clause_of(sentence, verb, said=top.tag in {"VBD", "VBN"})
    speakers = [w for w in children(sentence, top) if w.dep in SUBJECTS]
    if len(speakers) != 1:
        raise Doubt(Reason.REPORTED_SPEECH_WITHOUT_ONE_SPEAKER)
    when = [
        take(sentence, w)
        for w in children(sentence, top)
        if w.dep.startswith("obl") and w.entity == "date"
    ]
    speaker = take(sentence, speakers[0])
    if _speaks_of_itself(clause, speaker):
        return replace(clause, subject=replace(speaker, dep=clause.subject.dep))
    return replace(
        clause,
        speaker=speaker,
        said=top,
        said_when=when[0] if when else None,
    )


def _speaks_of_itself(clause: Clause, speaker: Chunk) -> bool:
    """As in "The World Bank said they had paid": the pronoun is the speaker."""
    pronoun = clause.subject.words[0].text.casefold()
    alone = len(clause.subject.words) == 1 and not clause.copula
    return alone and pronoun == "they" and speaker.head.entity == "body"
