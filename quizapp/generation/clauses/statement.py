"""The main clause of a sentence, or the clause that it reports."""

from dataclasses import replace

from quizapp.generation.clauses import reports
from quizapp.generation.clauses.finite import clause_of
from quizapp.generation.clauses.types import Clause, Doubt, Reason
from quizapp.generation.types import Sentence, Word

_BROKEN = frozenset({"dep", "list", "reparandum", "orphan", "goeswith", "dislocated", "vocative"})
_MANY = 2


def main_clause(sentence: Sentence, top: Word) -> Clause:
    """The clause of the sentence's root.

    Raises:
        Doubt: the parse cannot be trusted.
    """
    _refuse_broken(sentence)
    source = reports.source_of(sentence)
    if source is not None:
        return replace(clause_of(sentence, top, after=source[1]), speaker=source[0])
    verb = reports.reported_verb(sentence, top)
    return clause_of(sentence, top) if verb is None else reports.reported(sentence, top, verb)


def _refuse_broken(sentence: Sentence) -> None:
    text = sentence.text
    if text.count('"') % _MANY or text.count("\u201c") != text.count("\u201d"):
        raise Doubt(Reason.AN_OPEN_QUOTATION)
    if "(-)" in text:
        raise Doubt(Reason.A_SIGN_THAT_IS_WRITTEN_APART)
    if "?" in text or "!" in text:
        raise Doubt(Reason.NOT_A_STATEMENT)
    if any(word.dep in _BROKEN for word in sentence.words):
        raise Doubt(Reason.A_BROKEN_PARSE)
    last = sentence.text.rstrip("\"'\u201d\u2019 ")[-1:]
    if last not in {".", ";"} and not last.isalnum():
        raise Doubt(Reason.NO_END_OF_SENTENCE)
