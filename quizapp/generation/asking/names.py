"""Which phrase asks for a name in its place in the clause: "which country", "by which court"."""

from collections.abc import Iterator

from quizapp.domain.items import FactKind
from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.opinions import ANYWHERE, OPINIONS
from quizapp.generation.asking.persons import ask_person
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import EntityValue, Fact, Knowledge, Word
from quizapp.generation.words import word_set

_ENTITY_PREPOSITIONS = word_set("in at with by under from to for on against")
_OFFICES = word_set(
    "president mayor minister governor speaker chancellor premier king queen sultan"
)
_MANY = 2


def ask_name(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, knowledge: Knowledge
) -> Iterator[Asked]:
    """The ways to ask for a name that stands at this word of this piece."""
    value = fact.value
    if not isinstance(value, EntityValue) or not _stands_alone(clause, chunk, word, fact):
        return
    if fact.kind is FactKind.PERSON:
        yield from ask_person(clause, chunk, word, value)
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
    if not is_subject and (clause.verb.lemma in ANYWHERE or _follows_a_verb(clause, chunk)):
        return False
    if chunk.head != word or chunk.dep in {"pred", "xcomp"}:
        return False
    if is_subject and clause.verb.lemma in OPINIONS:
        return False
    if is_subject and clause.copula and not _is_unique(clause):
        return False
    if _is_listed(clause, chunk, word) or not _is_whole(clause, word, fact):
        return False
    beside = [w for w in chunk.body if w != word and w.text.casefold() != "the"]
    return not beside or (fact.kind is FactKind.PERSON and is_subject)


def _follows_a_verb(clause: Clause, chunk: Chunk) -> bool:
    """As in "approved giving a title to a school in Pune": whose place is Pune?"""
    start = chunk.words[0].index
    before = [c for c in clause.tail if c.words[0].index < start]
    return any(c.dep in {"xcomp", "ccomp", "advcl"} or c.head.pos == "VERB" for c in before)


def _has_more(clause: Clause, chunk: Chunk) -> bool:
    """Whether the clause says anything beside subject, verb, this object and a date."""
    return any(other != chunk and other.head.entity != "date" for other in clause.tail)


def _is_listed(clause: Clause, chunk: Chunk, word: Word) -> bool:
    """One of several names joined by commas or "and": the others would be right as well."""
    words = clause.sentence.words
    hangs = any(w.dep in {"conj", "appos"} and w.head == word.index for w in chunk.words)
    if hangs or word.dep in {"conj", "appos"}:
        return True
    after = words[chunk.words[-1].index + 1 :][:3]
    joined = bool(after) and after[0].text in {",", "and", "or"}
    return joined and any(w.entity == word.entity for w in after[1:])


def _is_whole(clause: Clause, word: Word, fact: Fact) -> bool:
    """No further capitalised word right beside the name, which would make it a longer one."""
    if fact.kind is not FactKind.PERSON:
        return True
    words = clause.sentence.words
    near = [*words[max(0, word.index - 1) : word.index], *words[word.index + 1 : word.index + 2]]
    return not any(w.text[:1].isupper() and w.pos in {"PROPN", "NOUN"} for w in near)


def _is_unique(clause: Clause) -> bool:
    """Whether what is said of a subject can be true of one thing only: "the first …"."""
    predicate = clause.tail[0] if clause.tail else None
    if predicate is None or predicate.dep != "pred":
        return False
    words = [w.text.casefold() for w in predicate.words]
    if any(w.entity == "date" for w in predicate.words):
        return "of" in words and bool(_OFFICES & set(words[:3]))
    singular = words[0] == "the" and len(words) > _MANY
    return singular and any(
        w in {"first", "last", "only", "nodal", "apex"} or (w.endswith("est") and len(w) > 4)  # noqa: PLR2004 — "best", not "est"
        for w in words
    )
