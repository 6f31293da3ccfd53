"""How a fact is asked for in a clause: the result of `asking` and `amounts`."""

from dataclasses import dataclass

from quizapp.generation.clauses.types import Chunk
from quizapp.generation.types import Value


@dataclass(frozen=True, slots=True)
class Asked:
    """The asking phrase, the pieces of the clause that it takes the place of, and the key.

    `is_subject` tells that the phrase is the subject: the verb group then stays as it is.
    """

    phrase: str
    key: str
    pattern: str
    used: tuple[Chunk, ...] = ()
    is_subject: bool = False
    plural: bool = False
    singular: bool = False
    """One of a list is asked for: the verb of the whole list has to agree with the one."""
    focus: str = ""
    value: Value | None = None
    """The value as it is asked for, where that differs from the fact's: without its unit."""
    after: str = ""
    """Words of the asked piece that stay, at the end of the stem."""
    is_source: bool = False
    """The phrase asks who said it; nobody else is to be named as the source."""
    kept: Chunk | None = None
    """What is left of the asked piece, where it stood: "a report | on how many rivers"."""
    whole: bool = False
    """The phrase is the whole stem already."""
