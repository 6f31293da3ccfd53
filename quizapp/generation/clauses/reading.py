"""All clauses of a sentence, whatever construction they stand in."""

from dataclasses import dataclass, field

from quizapp.generation.clauses.joined import joined
from quizapp.generation.clauses.relatives import relative
from quizapp.generation.clauses.statement import main_clause
from quizapp.generation.clauses.types import Clause, Doubt, Reason
from quizapp.generation.language.tree import root
from quizapp.generation.types import Sentence


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a sentence, and why others were not taken."""

    found: tuple[Clause, ...]
    doubts: tuple[str, ...] = field(default=())


def clauses(sentence: Sentence) -> Clauses:
    """The main clause, the clause that it reports, and relative clauses on a named thing."""
    top = root(sentence)
    if top is None:
        return Clauses((), (Reason.NO_SINGLE_ROOT,))
    found: list[Clause] = []
    doubts: list[str] = []
    try:
        found.append(main_clause(sentence, top))
    except Doubt as doubt:
        doubts.append(doubt.reason)
    found.extend(joined(sentence, found[0]) if found else ())
    for word in sentence.words:
        if word.dep == "acl:relcl":
            try:
                found.append(relative(sentence, word))
            except Doubt as doubt:
                doubts.append(doubt.reason)
    return Clauses(tuple(found), tuple(doubts))
