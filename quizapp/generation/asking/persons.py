"""Which phrase asks for a person in their place in the clause: "who", "by whom", "whom"."""

from collections.abc import Iterator

from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.opinions import OPINIONS
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import EntityValue, Word


def ask_person(clause: Clause, chunk: Chunk, word: Word, value: EntityValue) -> Iterator[Asked]:
    """By the full name: the article's here, or the one that a last name was resolved to."""
    if " " not in value.name and " " in word.text and word.text.endswith(value.name):
        value = EntityValue(word.text, value.sub_kind, value.entry)
    name = value.name
    if " " not in name:
        return
    if chunk is clause.subject:
        yield Asked("who", name, "person-subject", is_subject=True, focus="person", value=value)
    elif chunk.preposition == "by":
        yield Asked("by whom", name, "person-by", (chunk,), focus="person", value=value)
    elif (
        chunk.dep == "obj" and _has_complement(clause, chunk) and clause.verb.lemma not in OPINIONS
    ):
        yield Asked("whom", name, "person-obj", (chunk,), focus="person", value=value)


def _has_complement(clause: Clause, chunk: Chunk) -> bool:
    """As in "elected X as leader", "named X to the board"."""
    return any(c.preposition in {"as", "to"} for c in clause.tail if c != chunk)
