"""Which phrase asks for a name in its place in the clause: "which country", "by which court"."""

from collections.abc import Iterator

from quizapp.domain.items import FactKind
from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.guards import follows_a_verb, is_listed, is_unique, is_whole
from quizapp.generation.asking.opinions import ANYWHERE, OPINIONS
from quizapp.generation.asking.persons import ask_person
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import EntityValue, Fact, Knowledge, Word
from quizapp.generation.words import word_set

_ENTITY_PREPOSITIONS = word_set("in at with by under from to for on against")


def ask_name(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, knowledge: Knowledge
) -> Iterator[Asked]:
    """The ways to ask for a name that stands at this word of this piece."""
    value = fact.value
    if not isinstance(value, EntityValue):
        return
    if fact.kind is FactKind.PERSON:
        yield from ask_person(clause, chunk, word, fact)
        return
    if not _stands_alone(clause, chunk, word, fact):
        return
    focus = knowledge.focus(value.entry) if value.entry is not None else ""
    if not focus:
        return
    preposition = chunk.preposition
    pattern = f"{fact.kind.value}-{preposition or chunk.dep}"
    if chunk is clause.subject:
        yield Asked(f"which {focus}", value.name, pattern, is_subject=True, focus=focus)
    elif _has_more(clause, chunk) if chunk.dep == "obj" else preposition in _ENTITY_PREPOSITIONS:
        phrase = f"{preposition} which {focus}".strip()
        yield Asked(phrase, value.name, pattern, (chunk,), focus=focus)


def _stands_alone(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> bool:
    """Whether the name is the whole piece, and what the clause says can be true of it only."""
    is_subject = chunk is clause.subject
    if not is_subject and (clause.verb.lemma in ANYWHERE or follows_a_verb(clause, chunk)):
        return False
    if chunk.head != word or chunk.dep in {"pred", "xcomp"}:
        return False
    if is_subject and clause.verb.lemma in OPINIONS:
        return False
    if is_subject and clause.copula and not is_unique(clause):
        return False
    if is_listed(clause, chunk, word) or not is_whole(clause, word, fact):
        return False
    beside = [w for w in chunk.body if w != word and w.text.casefold() != "the"]
    return not beside


def _has_more(clause: Clause, chunk: Chunk) -> bool:
    """Whether the clause says anything beside subject, verb, this object and a date."""
    return any(other != chunk and other.head.entity != "date" for other in clause.tail)
