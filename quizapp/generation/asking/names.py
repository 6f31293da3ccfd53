"""Which phrase asks for a name in its place in the clause: "which country", "by which court"."""

from collections.abc import Iterator

from quizapp.domain.items import FactKind
from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.guards import follows_a_verb, is_listed, is_unique
from quizapp.generation.asking.opinions import ANYWHERE, MANY_AT_ONCE, OPINIONS
from quizapp.generation.asking.persons import ask_person
from quizapp.generation.asking.piping import piped
from quizapp.generation.asking.uniqueness import is_specific, is_told_apart, partners
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import EntityValue, Fact, Knowledge, Word
from quizapp.generation.wording import is_plural, text_of
from quizapp.generation.words import word_set

_PREPOSITIONS = word_set("in at with by under from to for on against into via through as between")
_FRONTED = word_set("in at with by under from to for on against into via through of")
"""Prepositions that a question may begin with, before a longer piece."""

_COMMON = frozenset({"sector", "crop", "sport", "language"})
"""Kinds whose names are common nouns, which mean less inside a longer piece."""


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
    focus = knowledge.focus(value.entry) if value.entry is not None else ""
    if not focus or _is_loose(clause, chunk):
        return
    if chunk.dep == "pred":
        yield from _of_predicate(clause, chunk, word, fact, value, focus)
    elif chunk.head == word:
        yield from _whole(clause, chunk, word, fact, value, focus)
    else:
        yield from _inside(clause, chunk, word, fact, value, focus)


def _is_loose(clause: Clause, chunk: Chunk) -> bool:
    """What the verb says can be said of many, or it is not the verb of this piece."""
    if chunk is clause.subject:
        gathered = clause.verb.lemma == "meet" and chunk.head.tag == "NNS"
        return clause.verb.lemma in OPINIONS and not gathered
    if chunk.dep == "obj" and clause.verb.lemma in OPINIONS:
        return True
    return clause.verb.lemma in ANYWHERE or follows_a_verb(clause, chunk)


def _whole(  # noqa: PLR0917 — a fact in its place
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: EntityValue, focus: str
) -> Iterator[Asked]:
    """The name as a piece of its own, or beside others of its kind."""
    preposition = chunk.preposition
    pattern = f"{fact.kind.value}-{preposition or chunk.dep}"
    beside = [w for w in chunk.body if w != word and w.text.casefold() != "the"]
    along = ""
    if is_listed(clause, chunk, word):
        others = partners(chunk, word)
        if not others:
            return
        along = f"along with {others}, "
    elif beside:
        return
    if chunk is clause.subject:
        if not clause.copula or (is_unique(clause) and not along):
            yield Asked(
                f"{along}which {focus}",
                value.name,
                pattern,
                is_subject=True,
                focus=focus,
                singular=bool(along),
            )
        return
    if chunk.dep == "obj":
        fits = is_specific(clause, chunk)
    else:
        fits = preposition in _PREPOSITIONS and not (along and preposition == "between")
    if fits:
        phrase = f"{along}{preposition} which {focus}".replace("  ", " ").strip()
        yield Asked(phrase, value.name, pattern, (chunk,), focus=focus)


def _inside(  # noqa: PLR0917 — a fact in its place
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: EntityValue, focus: str
) -> Iterator[Asked]:
    """The name as a part of a longer piece, which is asked for as a whole."""
    found = piped(clause.sentence, chunk, word, focus)
    if found is None or value.sub_kind in _COMMON or not is_told_apart(clause, chunk):
        return
    pattern = f"{fact.kind.value}-piped"
    if chunk is clause.subject:
        if clause.verb.lemma in MANY_AT_ONCE or (clause.copula and not is_unique(clause)):
            return
        plural = is_plural(clause)
        yield Asked(found, value.name, pattern, is_subject=True, focus=focus, plural=plural)
    elif chunk.dep == "obj" or chunk.preposition in _FRONTED:
        yield Asked(found, value.name, pattern, (chunk,), focus=focus)


def _of_predicate(  # noqa: PLR0917 — a fact in its place
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: EntityValue, focus: str
) -> Iterator[Asked]:
    """As in "X is the capital of Y": of which country is X the capital?"""
    words = chunk.words
    place = next((i for i, w in enumerate(words) if w == word), 0)
    before = words[:place]
    while before and before[-1].text.casefold() == "the":
        before = before[:-1]
    definite = bool(before) and (before[0].text.casefold() == "the" or before[0].text == "part")
    closes = place == len(words) - 1 and word.head == chunk.head.index and len(before) > 1
    if not (definite and closes and before[-1].text == "of") or clause.subject.head.pos == "PRON":
        return
    left = Chunk(before[:-1], chunk.head, "pred")
    phrase = f"of which {focus}"
    pattern = f"{fact.kind.value}-of"
    yield Asked(phrase, value.name, pattern, (chunk,), focus=focus, after=text_of(left.words))
