"""Which phrase asks for a figure in its place in the clause: "how many …", "by what percentage"."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.times import YEAR
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import PLURAL_TAGS, lowered, text_of
from quizapp.generation.words import word_set

_CHANGES = word_set(
    "grow rise fall increase decrease decline drop contract expand jump shrink surge dip climb "
    "slip gain lose improve widen narrow"
)
_FIGURE_PREPOSITIONS = word_set("to by at for of from with over in within after across")
_FILLERS = word_set("next last past coming following previous")
_HAS_DURATION = {"in": "over", "over": "over", "for": "for", "within": "within", "after": "after"}
_DEFINITE = frozenset({"its", "their", "his", "her", "the", "all"})
_FEW_WORDS = 2
_MANY = 2
_PREDICATES = frozenset({"pred", "xcomp"})
_MONEY_PREPOSITIONS = frozenset({"", "for", "at", "to", "by"})


def ask_amount(clause: Clause, chunk: Chunk, word: Word, fact: Fact) -> Iterator[Asked]:
    """The ways to ask for a figure that stands at this word of this piece."""
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
        yield from _inside(chunk, word, fact, value)


def _is_between(clause: Clause, word: Word) -> bool:
    """One end of "between 5 and 7", or one of several figures joined by "and"."""
    words = clause.sentence.words
    joined = any(w.dep == "conj" and word.index in {w.head, w.index} for w in words)
    case = [w.text.casefold() for w in words if w.head == word.index and w.dep == "case"]
    before = words[word.index - 1].text.casefold() if word.index else ""
    negative = "(-)" in clause.sentence.text or before in {"minus", "negative"}
    return joined or negative or "between" in case or before == "between"


def _predicate(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: FigureValue
) -> Iterator[Asked]:
    """As in "The fee was 0.4 per cent": what was the fee?"""
    rest = [w for w in chunk.words if w.index > word.index]
    if fact.sub_kind not in {"percent", "money"} or clause.existential:
        return
    if clause.finite.text.casefold() == "had" or _is_plural(clause.subject.head):
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
    """As in "14 separate harbour boards": how many separate harbour boards …?"""
    noun = clause.sentence.words[word.head]
    while noun.dep == "compound" and noun.head != noun.index:
        noun = clause.sentence.words[noun.head]
    if fact.sub_kind != "count" or noun not in chunk.words or noun.index <= word.index:
        return
    if noun.tag not in PLURAL_TAGS and noun.features.get("Number") != "Plur":
        return
    if any(w.pos == "CCONJ" and w.index > word.index for w in chunk.words):
        return
    inside = [w for w in chunk.words if w.index < word.index and w not in chunk.case]
    rest = text_of(w for w in chunk.words if w.index > word.index)
    key = value.text()
    if noun != chunk.head:
        if chunk is clause.subject and inside and inside[-1].dep == "case":
            phrase = f"{lowered(text_of(inside), inside[0])} how many {rest}"
            plural = _is_plural(chunk.head)
            yield Asked(phrase, key, "count-inside", is_subject=True, plural=plural)
    elif all(w.text.casefold() in _DEFINITE for w in inside) and chunk.dep not in _PREDICATES:
        yield from _counted(clause, chunk, word, key, bare=not inside)


def _counted(clause: Clause, chunk: Chunk, word: Word, key: str, *, bare: bool) -> Iterator[Asked]:
    """The piece whose own noun is counted; `bare` when nothing stands before the number."""
    rest = text_of(w for w in chunk.words if w.index > word.index)
    if clause.existential:
        head, tail = _split(chunk, chunk.head)
        phrase = f"how many {text_of(w for w in head if w.index > word.index)} were there"
        yield Asked(f"{phrase} {text_of(tail)}".strip(), key, "count-there", is_subject=True)
    elif chunk is clause.subject:
        if bare and (clause.tail or clause.context):
            yield Asked(f"how many {rest}", key, "count-subject", is_subject=True, plural=True)
    elif chunk.dep.startswith("obl") and not chunk.case:
        return  # "up to four floors" has lost its preposition to the number
    elif not _is_vague_count(clause, chunk, rest):
        closing = _closing_date(chunk, word)
        rest = text_of(w for w in chunk.words if w.index > word.index and w not in closing)
        phrase = f"{chunk.preposition} how many {rest}".strip()
        after = text_of(closing)
        yield Asked(phrase, key, f"count-{chunk.dep}", (chunk,), after=after)


def _closing_date(chunk: Chunk, word: Word) -> tuple[Word, ...]:
    """As in "45 villages | by March 2021": a date that closes the piece, with its preposition."""
    last = chunk.words[-1]
    case = [w for w in chunk.words if w.head == last.index and w.dep == "case"]
    if last.entity != "date" or len(case) != 1 or case[0].index != last.index - 1:
        return ()
    return (case[0], last) if case[0].index > word.index else ()


def _is_vague_count(clause: Clause, chunk: Chunk, rest: str) -> bool:
    """As in "X debated three bills" and no more: on what? A bare "has" is for `stems`."""
    more = [c for c in (*clause.tail, *clause.context) if c != chunk and c.dep != "open"]
    plain = rest.islower() and len(rest.split()) <= _FEW_WORDS
    return not more and plain and clause.verb.lemma != "have"


def _split(chunk: Chunk, noun: Word) -> tuple[list[Word], list[Word]]:
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
    if before or any(_breaks(w, chunk) for w in chunk.words) or "age" in rest.split():
        return
    if chunk.preposition and chunk.preposition not in _FIGURE_PREPOSITIONS:
        return
    is_subject = chunk is clause.subject
    asked: tuple[str, str] | None = None
    if fact.sub_kind == "percent":
        asked = _percentage(clause, chunk, rest)
    elif fact.sub_kind == "money" and not is_subject and chunk.preposition in _MONEY_PREPOSITIONS:
        asked = chunk.preposition, "how much"
    elif fact.sub_kind in {"duration", "quantity"} and _is_plain_measure(clause, fact, rest):
        asked = _measure(chunk, fact, value)
        value = replace(value, after=f" {value.scale}" if value.scale else "")
    if asked is None:
        return
    preposition, question = asked
    yield Asked(
        " ".join(f"{preposition} {question} {rest}".split()),
        value.text(),
        f"{fact.sub_kind}-{preposition or chunk.dep}",
        () if is_subject else (chunk,),
        is_subject=is_subject,
        plural=True,
        focus=value.unit,
        value=value,
    )


def _breaks(word: Word, chunk: Chunk) -> bool:
    """A word that makes a phrase more than an amount of something: a verb, an "and"."""
    after_of = any(w.text == "of" and w.index == word.index - 1 for w in chunk.words)
    return word.pos == "CCONJ" or (word.pos == "VERB" and not (word.tag == "VBG" and after_of))


def _percentage(clause: Clause, chunk: Chunk, rest: str) -> tuple[str, str] | None:
    """As in "rose 6.4 per cent": by what percentage; "comprises 14 % of X": what percentage."""
    verb = clause.sentence.words[chunk.head.head]
    preposition = chunk.preposition
    if not preposition and verb.lemma in _CHANGES and chunk is not clause.subject:
        preposition = "by"
    if not preposition and not rest.startswith("of "):
        return None
    return preposition, "what percentage"


def _is_plain_measure(clause: Clause, fact: Fact, rest: str) -> bool:
    """Not an age, and no span that two years of the sentence give away."""
    text = fact.sentence.text
    if "old" in rest.split() or "aged" in text:
        return False
    return len(YEAR.findall(clause.sentence.text)) < _MANY


def _measure(chunk: Chunk, fact: Fact, value: FigureValue) -> tuple[str, str] | None:
    """The preposition and "how many years" of a duration or a quantity."""
    unit = _plural_unit(value)
    preposition = chunk.preposition
    if not unit or (
        preposition and fact.sub_kind == "duration" and preposition not in _HAS_DURATION
    ):
        return None
    return _HAS_DURATION.get(preposition, preposition), f"how many {unit}"


def _plural_unit(value: FigureValue) -> str:
    unit = " ".join(value.after.split())
    if value.scale and unit.casefold().startswith(value.scale):
        unit = unit[len(value.scale) :].strip()
    unit = unit.strip("- ")
    if not unit or not unit.isascii() or not unit.replace(" ", "").replace("-", "").isalpha():
        return ""
    return "" if value.amount == 1 else unit


def _inside(chunk: Chunk, word: Word, fact: Fact, value: FigureValue) -> Iterator[Asked]:
    """As in "A loan of 640 crore rupees was granted": a loan of how much …?"""
    before = [w for w in chunk.words if w.index < word.index]
    rest = text_of(w for w in chunk.words if w.index > word.index)
    if not before or before[-1].text != "of" or fact.sub_kind != "money":
        return
    phrase = f"{lowered(text_of(before), before[0])} how much {rest}".strip()
    yield Asked(
        phrase, value.text(), "money-inside", is_subject=True, plural=_is_plural(chunk.head)
    )
