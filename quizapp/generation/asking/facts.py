"""The ways to ask for a fact, whatever its kind."""

from collections.abc import Iterator

from quizapp.domain.items import FactKind
from quizapp.generation.asking.amounts import ask_amount
from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.dates import ask_date
from quizapp.generation.asking.names import ask_name
from quizapp.generation.clauses.types import Clause
from quizapp.generation.types import Fact, Knowledge


def ask(clause: Clause, fact: Fact, knowledge: Knowledge) -> Iterator[Asked]:
    """The ways to ask for the fact in this clause; none where its place is not understood."""
    if clause.negated:
        return
    word = clause.sentence.words[fact.words[0]]
    if clause.relative and word in clause.subject.words:
        return
    for chunk in (clause.subject, *clause.tail, *clause.context):
        if word not in chunk.words:
            continue
        if fact.kind is FactKind.DATE:
            yield from ask_date(clause, chunk, word, fact)
        elif fact.kind is FactKind.FIGURE:
            yield from ask_amount(clause, chunk, word, fact)
        else:
            yield from ask_name(clause, chunk, word, fact, knowledge)
