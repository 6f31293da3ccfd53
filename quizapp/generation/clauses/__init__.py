"""Take a parsed sentence apart into the pieces that a question moves, keeps or leaves out.

A clause is: what stands before the subject, the subject, auxiliaries, the verb, and what follows
it piece by piece. Each module reads one construction (`statement` the main clause, `reports`
reported speech, `joined` second predicates, `relatives` relative clauses …) and gives clauses of
the one type in `types`, so that whatever can be asked of a main clause can be asked of each. Where
the parse is in doubt there is no clause: a wrong tree gives a wrong question. It imports the
trees of `language` and the types of the generator, nothing of what asks.
"""

from quizapp.generation.clauses.reading import Clauses, clauses
from quizapp.generation.clauses.splitting import split_for
from quizapp.generation.clauses.stated import stated
from quizapp.generation.clauses.types import Chunk, Clause, Doubt, Reason

__all__ = ["Chunk", "Clause", "Clauses", "Doubt", "Reason", "clauses", "split_for", "stated"]
