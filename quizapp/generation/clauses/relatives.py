"""Relative clauses on a named thing, as clauses of their own with the name for subject."""

from dataclasses import replace

from quizapp.generation.clauses.finite import SUBJECTS, clause_of
from quizapp.generation.clauses.types import Chunk, Clause, Doubt, Reason
from quizapp.generation.language.tree import children
from quizapp.generation.types import Sentence, Word


def relative(sentence: Sentence, verb: Word) -> Clause:
    """As in "X which was set up to …" as a clause of its own with X for its subject."""
    antecedent = sentence.words[verb.head]
    links = [
        w for w in children(sentence, verb) if w.dep in SUBJECTS and w.text in {"that", "which"}
    ]
    if antecedent.entity not in {"scheme", "body", "other"} or len(links) != 1:
        raise Doubt(Reason.A_RELATIVE_CLAUSE_ON_NOTHING_NAMED)
    clause = clause_of(sentence, verb)
    subject = Chunk((antecedent,), antecedent, clause.subject.dep)
    return replace(clause, subject=subject, context=(), relative=True)
