"""Which phrase asks for a name in its place in the clause: "which country", "by which court"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizapp.domain.items import FactKind
from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.guards import follows_a_verb, is_listed, is_unique
from quizapp.generation.asking.naming import Naming, naming
from quizapp.generation.asking.opinions import ANYWHERE, MANY_AT_ONCE, OPINIONS
from quizapp.generation.asking.persons import ask_person
from quizapp.generation.asking.piping import piped
from quizapp.generation.asking.uniqueness import is_done, is_specific, is_told_apart, partners
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import EntityValue, Fact, Knowledge, Word
from quizapp.generation.wording import is_plural, text_of
from quizapp.generation.words import word_set

_FRONTED = word_set(
    "in at with by under from to for on against into via through of as aboard atop across"
)
"""Prepositions that a question may begin with."""
_COMMON = frozenset({"sector", "crop", "sport", "language"})
"""Kinds whose names are common nouns, which mean less inside a longer piece."""
_HOLDING = word_set("have include contain comprise need consist remain involve offer provide face")
"""Verbs that tell in the present what is true of many."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A name at its place in a clause."""

    clause: Clause
    chunk: Chunk
    fact: Fact
    key: str
    name: Naming

    @property
    def is_subject(self) -> bool:
        return self.chunk is self.clause.subject

    def asked(self, phrase: str, pattern: str, **more: bool | str) -> Asked:
        """The phrase in the place of the piece."""
        return Asked(
            phrase,
            self.key,
            f"{self.fact.kind.value}-{pattern}",
            () if self.is_subject else (self.chunk,),
            is_subject=self.is_subject,
            plural=bool(more.get("plural")),
            singular=bool(more.get("singular")),
            focus=self.name.focus,
            after=str(more.get("after", "")),
        )


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
    name = naming(clause.sentence, word, fact, knowledge)
    if name is None or _is_loose(clause, chunk):
        return
    place = _Place(clause, chunk, fact, value.name.removeprefix("Exercise "), name)
    if chunk.dep == "pred":
        yield from _of_predicate(place)
    elif is_listed(clause, chunk, name.top):
        yield from _beside(place)
    elif chunk.head != name.top:
        yield from _inside(place)
    else:
        yield from _whole(place)


def _is_loose(clause: Clause, chunk: Chunk) -> bool:
    """What the verb says can be said of many, or it is not the verb of this piece."""
    if chunk is clause.subject:
        gathered = clause.verb.lemma == "meet" and chunk.head.tag == "NNS"
        if clause.verb.lemma in _HOLDING and not is_done(clause):
            return True
        return clause.verb.lemma in OPINIONS and not gathered
    if chunk.dep == "obj" and clause.verb.lemma in OPINIONS:
        return True
    return clause.verb.lemma in ANYWHERE or follows_a_verb(clause, chunk)


def _whole(place: _Place) -> Iterator[Asked]:
    """The name as a piece of its own, with or without what tells it apart."""
    clause, chunk = place.clause, place.chunk
    phrase = piped(clause.sentence, chunk, place.name)
    if phrase is None and not place.is_subject:
        yield from _with_the_rest_behind(place)
    if phrase is None or (place.is_subject and clause.copula and not is_unique(clause)):
        return
    if place.is_subject or (chunk.dep == "obj" and is_specific(clause, chunk)):
        yield place.asked(phrase, chunk.dep)
    elif chunk.preposition in _FRONTED:
        yield place.asked(phrase, chunk.preposition)


def _with_the_rest_behind(place: _Place) -> Iterator[Asked]:
    """As in "conferred the prize to X": which prize did they confer to X?"""
    chunk, name = place.chunk, place.name
    after = [w for w in chunk.words if w.index > name.top.index and w.index not in name.gone]
    before = [w for w in chunk.body if w.index < name.top.index and w.index not in name.gone]
    plain = not any(w.dep in {"conj", "appos"} or w.pos in {"VERB", "AUX"} for w in after)
    fits = chunk.dep == "obj" or chunk.preposition in _FRONTED
    if fits and after and after[0].pos == "ADP" and plain and not before:
        phrase = f"{chunk.preposition} which {name.focus}".strip()
        yield place.asked(phrase, chunk.preposition or chunk.dep, after=text_of(after))


def _beside(place: _Place) -> Iterator[Asked]:
    """One of a list of two or three that is the whole piece: along with the others, which?"""
    clause, chunk = place.clause, place.chunk
    others = partners(chunk, place.name.word)
    if not others or clause.copula or not is_done(clause):
        return
    phrase = f"along with {others}, {chunk.preposition} which {place.name.focus}".replace(" ,", ",")
    if place.is_subject:
        yield place.asked(phrase, chunk.dep, singular=True)
    elif chunk.dep == "obj" and is_specific(clause, chunk):
        yield place.asked(phrase, chunk.dep)
    elif chunk.preposition in _FRONTED:
        yield place.asked(phrase, chunk.preposition)


def _inside(place: _Place) -> Iterator[Asked]:
    """The name as a part of a longer piece, which is asked for as a whole."""
    clause, chunk = place.clause, place.chunk
    value = place.fact.value
    when = _date_at_the_end(chunk)
    phrase = piped(
        clause.sentence, replace(chunk, words=chunk.words[: -len(when) or None]), place.name
    )
    common = isinstance(value, EntityValue) and value.sub_kind in _COMMON
    if phrase is None or common or not is_told_apart(clause, chunk):
        return
    if place.is_subject:
        if clause.verb.lemma in MANY_AT_ONCE or (clause.copula and not is_unique(clause)):
            return
        yield place.asked(phrase, "piped", plural=is_plural(clause), after=text_of(when))
    elif chunk.dep == "obj" or chunk.preposition in _FRONTED:
        yield place.asked(phrase, "piped", after=text_of(when))


def _date_at_the_end(chunk: Chunk) -> tuple[Word, ...]:
    """As in "as a Fellow of the society in 1981": a date that belongs to the verb."""
    last = chunk.words[-2:]
    dated = len(chunk.words) > len(last) and last[-1].entity == "date" and last[0].pos == "ADP"
    return last if dated else ()


def _of_predicate(place: _Place) -> Iterator[Asked]:
    """As in "X is the capital of Y": of which country is X the capital?"""
    words, top = place.chunk.words, place.name.top
    if place.chunk.head == top:
        yield from _as_predicate(place)
        return
    before = [w for w in words if w.index < top.index and w.index not in place.name.gone]
    if not before or before[-1].text != "of" or place.clause.subject.head.pos == "PRON":
        return
    definite = before[0].text in {"the", "part"} and len(before) > 1
    if definite and words[-1] == top and top.head == place.chunk.head.index:
        phrase = f"of which {place.name.focus}"
        yield place.asked(phrase, "of", after=text_of(before[:-1]))


def _as_predicate(place: _Place) -> Iterator[Asked]:
    """The name alone: "the capital of X is Y", "the headquarters of X are in Y"."""
    clause, chunk = place.clause, place.chunk
    subject = clause.subject.words
    definite = subject[0].text.casefold() == "the" and any(w.dep == "case" for w in subject)
    joined = any(w.dep in {"conj", "appos"} for w in (*subject, *chunk.words))
    own = place.name.gone | {place.name.top.index}
    if not definite or joined or any(w.index not in own for w in chunk.body):
        return
    phrase = f"{chunk.preposition} which {place.name.focus}".strip()
    if not chunk.preposition or chunk.preposition in _FRONTED:
        yield place.asked(phrase, "be")
