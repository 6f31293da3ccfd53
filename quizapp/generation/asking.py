"""Which phrase asks for a fact in its place in the clause: "By which year", "How many …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizapp.domain.items import FactKind
from quizapp.generation.clauses import Chunk, Clause
from quizapp.generation.times import EVERY_YEAR, YEAR
from quizapp.generation.types import (
    DateValue,
    EntityValue,
    Fact,
    FigureValue,
    Knowledge,
    Value,
    Word,
)
from quizapp.generation.wording import PLURAL_TAGS, lowered, text_of

_CHANGES = frozenset(
    "grow rise fall increase decrease decline drop contract expand jump shrink surge dip climb "
    "slip gain lose improve widen narrow".split()
)
_DATE_NOUNS = {"day": "date", "month": "month and year", "year": "year", "range": "financial year"}
_DATE_PREPOSITIONS = frozenset("on in by since until till during after before".split())
_FIGURE_PREPOSITIONS = frozenset("to by at for of from with over in within after across".split())
_FILLERS = frozenset("next last past coming following previous".split())
_HAS_DURATION = {"in": "over", "over": "over", "for": "for", "within": "within", "after": "after"}
_ENTITY_PREPOSITIONS = frozenset("in at with by under from to for on against".split())
_OPINIONS = frozenset(
    "die bear emphasize emphasise stress underline highlight call congratulate praise wish thank express condemn welcome laud criticise criticize describe "
    "condole mourn greet urge hope feel think believe want try seek plan expect like love say tell "
    "debate discuss address attend continue help support serve play".split()
)
_DEFINITE = frozenset({"its", "their", "his", "her", "the", "all"})
_FEW_WORDS = 2
_MANY = 2


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
    focus: str = ""
    value: Value | None = None
    """The value as it is asked for, where that differs from the fact's: without its unit."""
    after: str = ""
    """Words of the asked piece that stay, at the end of the stem."""
    whole: bool = False
    """The phrase is the whole stem already."""


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
            yield from _date(clause, chunk, word, fact)
        elif fact.kind is FactKind.FIGURE:
            yield from _figure(clause, chunk, word, fact)
        else:
            yield from _entity(clause, chunk, word, fact, knowledge)


def _date(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    value = fact.value
    if not isinstance(value, DateValue) or chunk is clause.subject or chunk.head != word:
        return
    if len(chunk.body) > 1 or not any(c.isdigit() for c in fact.surface):
        return
    preposition = chunk.preposition
    after = clause.sentence.words[word.index + 1 : word.index + 3]
    if len(after) == _MANY and after[0].text in {"and", "to", "-", ",", "or"}:
        if after[1].entity in {"date", "figure"} or after[1].text[:1].isdigit():
            return
    if preposition not in _DATE_PREPOSITIONS or (value.resolved and "year" in fact.surface):
        return
    kept = (clause.subject, *clause.tail, *clause.context)
    others = [w for c in kept for w in c.words if w.entity == "date" and w != word]
    if others and not EVERY_YEAR.search(clause.sentence.text):
        return
    noun = _DATE_NOUNS[value.precision]
    written = replace(value, year=None) if value.resolved else value
    if value.resolved and value.year is not None and value.month is None:
        return
    phrase = f"{preposition} which {noun}"
    if value.precision == "month" and str(value.year) in clause.sentence.text.replace(
        fact.surface, ""
    ):
        phrase = f"{preposition} which month"
    yield Asked(phrase, written.text(), f"date-{preposition}", (chunk,), focus=noun, value=written)


def _figure(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    value = fact.value
    if not isinstance(value, FigureValue) or _is_between(clause, word):
        return
    if chunk.dep == "pred" and chunk.head == word:
        yield from _predicate(clause, chunk, word, fact, value)
    elif word.dep == "nummod":
        yield from _count(clause, chunk, word, fact, value)
    elif chunk.head == word:
        yield from _amount(clause, chunk, word, fact, value)
    elif chunk is clause.subject and fact.sub_kind in {"money", "percent"}:
        yield from _inside(clause, chunk, word, fact, value)


def _is_between(clause: Clause, word: Word) -> bool:
    """One end of "between 5 and 7", or one of several figures joined by "and"."""
    words = clause.sentence.words
    joined = any(w.dep == "conj" and (w.head == word.index or w.index == word.index) for w in words)
    case = [w.text.casefold() for w in words if w.head == word.index and w.dep == "case"]
    before = words[word.index - 1].text.casefold() if word.index else ""
    negative = "(-)" in clause.sentence.text or before in {"minus", "negative"}
    return joined or negative or "between" in case or "between" in {before}


def _predicate(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: FigureValue
) -> Iterator[Asked]:
    """ "The growth was 2.7 per cent": what was the growth?"""
    rest = [w for w in chunk.words if w.index > word.index]
    if fact.sub_kind not in {"percent", "money"} or clause.existential:
        return
    if any(w.pos == "VERB" for w in rest) or any(w.index < word.index for w in chunk.body):
        return
    after = text_of(rest)
    if after.startswith(("as against", "as compared", "against", "compared")):
        after = f", {after}"
    yield Asked("what", value.text(), f"{fact.sub_kind}-be", (chunk,), after=after)


def _count(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: FigureValue
) -> Iterator[Asked]:
    """ "36 different central bodies": how many different central bodies …?"""
    noun = clause.sentence.words[word.head]
    while noun.dep == "compound" and noun.head != noun.index:
        noun = clause.sentence.words[noun.head]
    if fact.sub_kind != "count" or noun not in chunk.words or noun.index <= word.index:
        return
    if noun.tag not in PLURAL_TAGS and noun.features.get("Number") != "Plur":
        return
    inside = [w for w in chunk.words if w.index < word.index and w not in chunk.case]
    if any(w.pos == "CCONJ" and w.index > word.index for w in chunk.words):
        return
    rest = text_of(w for w in chunk.words if w.index > word.index)
    key = value.text()
    if noun == chunk.head:
        owned = all(w.text.casefold() in _DEFINITE for w in inside)
        if not owned or chunk.dep in {"pred", "xcomp"} or (inside and chunk is clause.subject):
            return
        if clause.existential:
            head, tail = _split(clause, chunk, noun)
            phrase = f"how many {text_of(w for w in head if w.index > word.index)} were there"
            yield Asked(f"{phrase} {text_of(tail)}".strip(), key, "count-there", is_subject=True)
        elif chunk is clause.subject:
            yield Asked(f"how many {rest}", key, "count-subject", is_subject=True, plural=True)
        elif not _is_vague_count(clause, chunk, rest):
            phrase = f"{chunk.preposition} how many {rest}".strip()
            yield Asked(phrase, key, f"count-{chunk.dep}", (chunk,))
    elif chunk is clause.subject and inside and inside[-1].dep == "case":
        phrase = f"{lowered(text_of(inside), inside[0])} how many {rest}"
        yield Asked(phrase, key, "count-inside", is_subject=True, plural=_is_plural(chunk.head))


def _is_vague_count(clause: Clause, chunk: Chunk, rest: str) -> bool:
    """ "X debated three bills" and no more: three bills on what? A bare "has" is for `stems`."""
    more = [c for c in (*clause.tail, *clause.context) if c != chunk and c.dep != "open"]
    plain = rest.islower() and len(rest.split()) <= _FEW_WORDS
    return not more and plain and clause.verb.lemma != "have"


def _split(clause: Clause, chunk: Chunk, noun: Word) -> tuple[list[Word], list[Word]]:
    """A noun phrase before and from its first prepositional phrase on."""
    after = [w for w in chunk.words if w.index > noun.index]
    first = after[0].index if after else noun.index + 1
    return [w for w in chunk.words if w.index < first], after


def _is_plural(word: Word) -> bool:
    return word.tag in PLURAL_TAGS or word.features.get("Number") == "Plur"


def _amount(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: FigureValue
) -> Iterator[Asked]:
    """An amount that is itself the object or what a preposition governs."""
    before = [w for w in chunk.body if w.index < word.index and w.text.casefold() not in _FILLERS]
    rest = text_of(w for w in chunk.body if w.index > word.index)
    if before or any(w.pos in {"VERB", "CCONJ"} for w in chunk.words) or "age" in rest.split():
        return
    preposition = chunk.preposition
    if preposition and preposition not in _FIGURE_PREPOSITIONS:
        return
    is_subject = chunk is clause.subject
    verb = _governor(clause, chunk)
    key = value.text()
    used = () if is_subject else (chunk,)
    if fact.sub_kind == "percent":
        if not preposition and verb.lemma in _CHANGES and not is_subject:
            preposition = "by"
        if not preposition and not rest.startswith("of "):
            return
        phrase = f"{preposition} what percentage {rest}"
    elif fact.sub_kind == "money":
        if is_subject or preposition not in {"", "for", "at", "to", "by"}:
            return
        phrase = f"{preposition} how much {rest}"
    elif fact.sub_kind in {"duration", "quantity"}:
        if preposition and fact.sub_kind == "duration" and preposition not in _HAS_DURATION:
            return
        unit = _plural_unit(value)
        if not unit or "old" in rest.split() or "aged" in clause.sentence.text:
            return
        if len(YEAR.findall(clause.sentence.text)) >= _MANY:
            return
        preposition = _HAS_DURATION.get(preposition, preposition)
        phrase = f"{preposition} how many {unit} {rest}"
        value = replace(value, after=_scale_only(value))
        key = value.text()
    else:
        return
    yield Asked(
        " ".join(phrase.split()),
        key,
        f"{fact.sub_kind}-{preposition or chunk.dep}",
        used,
        is_subject=is_subject,
        plural=True,
        focus=value.unit,
        value=value,
    )


def _scale_only(value: FigureValue) -> str:
    return f" {value.scale}" if value.scale else ""


def _plural_unit(value: FigureValue) -> str:
    unit = " ".join(value.after.split())
    if value.scale and unit.casefold().startswith(value.scale):
        unit = unit[len(value.scale) :].strip()
    unit = unit.strip("- ")
    if not unit or not unit.isascii() or not unit.replace(" ", "").replace("-", "").isalpha():
        return ""
    if value.amount == 1:
        return ""
    return unit


def _governor(clause: Clause, chunk: Chunk) -> Word:
    return clause.sentence.words[chunk.head.head]


def _inside(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: FigureValue
) -> Iterator[Asked]:
    """ "A budget of 4,210 crore rupees was tabled": a budget of how much …?"""
    before = [w for w in chunk.words if w.index < word.index]
    rest = text_of(w for w in chunk.words if w.index > word.index)
    if not before or before[-1].text != "of" or fact.sub_kind != "money":
        return
    phrase = f"{lowered(text_of(before), before[0])} how much {rest}".strip()
    yield Asked(
        phrase, value.text(), "money-inside", is_subject=True, plural=_is_plural(chunk.head)
    )


def _entity(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, knowledge: Knowledge
) -> Iterator[Asked]:
    value = fact.value
    if not isinstance(value, EntityValue) or chunk.head != word or chunk.dep in {"pred", "xcomp"}:
        return
    if chunk is clause.subject and clause.verb.lemma in _OPINIONS:
        return
    if clause.copula and chunk is clause.subject and not _is_unique(clause):
        return
    if _is_listed(clause, chunk, word) or not _is_whole(clause, word, fact):
        return
    only = all(w == word or w.pos == "DET" for w in chunk.body)
    if not only and not (fact.kind is FactKind.PERSON and chunk is clause.subject):
        return
    if only and any(w.text.casefold() != "the" for w in chunk.body if w.pos == "DET"):
        return
    preposition = chunk.preposition
    if fact.kind is FactKind.PERSON:
        if len(value.name.split()) < _MANY:
            return
        if chunk is clause.subject:
            yield Asked("who", value.name, "person-subject", is_subject=True, focus="person")
        elif preposition == "by" and len(chunk.case) == 1:
            yield Asked("by whom", value.name, "person-by", (chunk,), focus="person")
        return
    if value.entry is None:
        return
    focus = knowledge.focus(value.entry)
    if not focus:
        return
    pattern = f"{fact.kind.value}-{preposition or chunk.dep}"
    if chunk is clause.subject:
        yield Asked(f"which {focus}", value.name, pattern, is_subject=True, focus=focus)
    elif chunk.dep == "obj" and not _has_more(clause, chunk):
        return
    elif chunk.dep == "obj" or preposition in _ENTITY_PREPOSITIONS:
        phrase = f"{preposition} which {focus}".strip()
        yield Asked(phrase, value.name, pattern, (chunk,), focus=focus)


def _has_more(clause: Clause, chunk: Chunk) -> bool:
    """Whether the clause says anything beside subject, verb, this object and a date."""
    return any(other != chunk and other.head.entity != "date" for other in clause.tail)


def _is_listed(clause: Clause, chunk: Chunk, word: Word) -> bool:
    """One of several names joined by commas or "and": the others would be right as well."""
    words = clause.sentence.words
    if any(w.dep in {"conj", "appos"} and w.head == word.index for w in chunk.words):
        return True
    if word.dep in {"conj", "appos"}:
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
    if any(w.entity == "date" for w in predicate.words):
        return False
    words = [w.text.casefold() for w in predicate.words]
    singular = words[0] == "the" and len(words) > _MANY
    return singular and any(
        w in {"first", "only", "nodal", "apex"} or (w.endswith("est") and len(w) > 4)  # noqa: PLR2004 — "best", not "est"
        for w in words
    )
