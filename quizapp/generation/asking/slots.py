"""Where an asked figure stands in its piece of the clause, and how the piece is put first.

A `Slot` says what is asked ("how many stores") and what stands around it in the piece; `placed`
puts it to the front as English allows: alone, with the phrase that governs it ("over how many
rivers"), or with the whole noun phrase ("a fine of how much").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.items import path_to
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.language.tree import children, contiguous, subtree
from quizapp.generation.types import Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import PLURAL_TAGS, lowered, text_of
from quizapp.generation.words import word_set

__all__ = ["Slot", "is_plural", "placed", "said"]

_LONGEST_BEFORE = 7
"""Words before the question word: more, and the reader forgets that a question is asked."""
_PAIR = 2
_GOVERNED = frozenset({"of", "between", "per", "than", "as", "like", "including", "such"})
_COMPLEX = word_set(
    "addition order accordance response relation regard terms favour front connection case view "
    "line place pursuance"
)
_WORTH = word_set("worth totalling totaling amounting costing valued")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVES = frozenset({"who", "which"})
_CUT = word_set("whose whom where when while whereas")
_PARTICLES = {
    "hand": frozenset({"over", "out"}),
    "take": frozenset({"over", "on"}),
    "carry": frozenset({"out"}),
    "set": frozenset({"up"}),
    "give": frozenset({"up", "away"}),
    "bring": frozenset({"in"}),
}
_SEVERAL_NAMED = re.compile(r"[A-Z][A-Za-z]*[a-rt-z]s|[A-Z]{2,}s")
"""A name in the plural after a number: "28 Kendras", "170 MPs"."""
_TO_BE = frozenset({"to", "be"})
_COLLECTIVE = word_set("people personnel staff police cattle aircraft fish families crew")


@dataclass(frozen=True, slots=True)
class Slot:
    """An asked figure in its piece: `asking` stands between the words before and after it.

    `anchor` is the word whose place in the tree is the slot's: the counted noun, the amount.
    """

    word: Word
    anchor: Word
    before: tuple[Word, ...]
    asking: str
    after: tuple[Word, ...]
    key: str
    value: FigureValue
    pattern: str
    focus: str = ""
    plural: bool = True


def is_plural(word: Word) -> bool:
    """Whether the noun is plural, or means several."""
    return (
        word.tag in PLURAL_TAGS
        or word.features.get("Number") == "Plur"
        or word.text.casefold() in _COLLECTIVE
        or _SEVERAL_NAMED.fullmatch(word.text) is not None
    )


def placed(clause: Clause, chunk: Chunk, slot: Slot) -> Iterator[Asked]:
    """The piece with the question in the figure's place, in the order of a question."""
    loose = chunk.dep == "obl:unmarked" and (
        slot.pattern == "percent" or any(_is_amount(c) for c in clause.tail)
    )
    if loose or _is_clause(slot.after) or _has_two_objects(clause) or _is_mixed(clause, chunk):
        return
    if chunk is clause.subject:
        yield from _in_subject(clause, chunk, slot)
    elif _is_particle(clause, chunk):
        if slot.before == chunk.case:
            yield _alone(chunk, slot, chunk.case)
    elif chunk.case or {w.text for w in slot.before} - _TO_BE or not slot.before:
        yield from _led(clause, chunk, slot)
    else:
        yield _alone(chunk, slot, slot.before)


def _is_amount(chunk: Chunk) -> bool:
    """An object that is a figure itself: "exported a total of 16 tonnes, 2 tonnes of …"."""
    return chunk.dep == "obj" and any(w.entity == "figure" for w in chunk.words)


def _alone(chunk: Chunk, slot: Slot, kept: tuple[Word, ...]) -> Asked:
    """The figure's phrase first, the words before it where they stood: a particle, "to be"."""
    asked = _asked(slot, _phrase((), slot), (chunk,), ())
    return replace(asked, kept=replace(chunk, words=kept))


def _led(clause: Clause, chunk: Chunk, slot: Slot) -> Iterator[Asked]:
    """The figure's phrase with the words that lead up to it, as many as must come along."""
    lost = chunk.dep != "obj" and slot.pattern == "count" and not slot.before
    if lost or (slot.before and slot.before[0].text.casefold() in _WORTH):
        return  # "up to four floors" has lost its preposition to the number
    case = [w for w in chunk.case if w in slot.before]
    outer = [w for w in slot.before if w not in case]
    near, far = _apart(clause, chunk, slot)
    dated = _dated_end(clause, chunk)
    if not outer and dated is not None:
        asked = _asked(near, _phrase(slot.before, near), (chunk, dated), case)
        yield replace(asked, phrase=f"{asked.phrase} {text_of(dated.words)}")
        return
    if not outer:
        asked = _asked(near, _phrase(slot.before, near), (chunk,), case)
        yield replace(asked, kept=_left(clause, chunk, far))
        return
    inner = _governing(clause, chunk, slot)
    if inner is not None:
        yield _cut_out(chunk, slot, tuple(w for w in inner if w not in far))
    elif (infinitive := _infinitive(clause, chunk, slot)) is not None:
        yield _cut_out(chunk, slot, infinitive)
    elif _may_lead(outer):
        asked = _asked(near, _phrase(slot.before, near), (chunk,), case)
        yield replace(asked, kept=_left(clause, chunk, far))


def _apart(clause: Clause, chunk: Chunk, slot: Slot) -> tuple[Slot, tuple[Word, ...]]:
    """The slot without the "in Goa" or "on the bank" that closes an object, and these words.

    They may follow the verb of the question, where the article has them: "How many stations did X
    open | in Goa?".
    """
    if chunk.case or chunk.dep in {"pred", "advcl"}:
        return slot, ()
    owners = {slot.anchor.index, slot.word.index, chunk.head.index}
    inside = {w.index for w in (*slot.before, *slot.after)}
    for position, word in enumerate(slot.after):
        head = clause.sentence.words[word.head]
        apart = word.dep == "case" and word.text.casefold() not in _GOVERNED
        owned = head.head in owners or head.entity == "date" or head.head not in inside
        if apart and word.index < head.index and owned:
            return replace(slot, after=slot.after[:position]), slot.after[position:]
    return slot, ()


def _dated_end(clause: Clause, chunk: Chunk) -> Chunk | None:
    """The date of one end of a change: "from 45 in 2016 | to 62 in 2018" is asked with its own."""
    ends = {c.words[0].text for c in clause.tail if any(w.entity == "figure" for w in c.words)}
    if not {"from", "to"} <= ends or chunk not in clause.tail:
        return None
    after = clause.tail[clause.tail.index(chunk) + 1 :][:1]
    dated = bool(after) and after[0].head.entity == "date" and after[0].preposition == "in"
    return after[0] if dated else None


def _left(clause: Clause, chunk: Chunk, words: tuple[Word, ...]) -> Chunk | None:
    """What stays behind, as a piece of its own with its preposition."""
    if not words:
        return None
    head = clause.sentence.words[words[0].head]
    own = head if head in words else chunk.head
    return replace(chunk, words=words, case=words[:1], head=own, dep="obl")


def said(words: Sequence[Word]) -> str:
    """The words of a piece as text, a relative "who" as "that": a stem has one question word.

    It ends before another figure that is joined on, and before a verb that an aside parts from it.
    """
    kept: list[Word] = []
    for position, word in enumerate(words):
        if word.text.casefold() in _CUT or _joins_figure(words[position:]):
            break
        if kept and word.pos == "VERB" and word.span.start - kept[-1].span.end > 1:
            break
        relative = word.text.casefold() in _RELATIVES
        if relative and kept and kept[-1].pos == "ADP":
            break
        kept.append(replace(word, text="that") if relative else word)
    while kept and (kept[-1].pos in {"PUNCT", "CCONJ", "ADP"} or kept[-1].tag == "VBG"):
        kept.pop()
    return text_of(kept)


def _joins_figure(words: Sequence[Word]) -> bool:
    """As in "and 140 deaths": an "and" with a figure behind it."""
    return words[0].pos == "CCONJ" and any(w.entity == "figure" for w in words[1:3])


def _in_subject(clause: Clause, chunk: Chunk, slot: Slot) -> Iterator[Asked]:
    outer = [w for w in slot.before if w not in chunk.case]
    if outer and not _may_lead(outer):
        return
    if not (clause.tail or clause.context or slot.anchor.text.islower()):
        return
    plural = is_plural(chunk.head) if outer else slot.plural
    phrase = f"{_text(slot.before)} {slot.asking} {said(slot.after)}"
    yield Asked(
        " ".join(phrase.split()),
        slot.key,
        f"{slot.pattern}-{'inside' if outer else 'subject'}",
        is_subject=True,
        plural=plural,
        focus=slot.focus,
        value=slot.value,
    )


def _asked(slot: Slot, phrase: str, used: tuple[Chunk, ...], case: Sequence[Word]) -> Asked:
    preposition = " ".join(w.text.casefold() for w in case)
    return Asked(
        phrase,
        slot.key,
        f"{slot.pattern}-{preposition or used[0].dep}",
        used,
        focus=slot.focus,
        value=slot.value,
    )


def _phrase(before: Sequence[Word], slot: Slot) -> str:
    return " ".join(f"{_text(before)} {slot.asking} {said(slot.after)}".split())


def _text(words: Sequence[Word]) -> str:
    return lowered(text_of(words), words[0]) if words else ""


def _has_two_objects(clause: Clause) -> bool:
    """As in "played 29 Tests, 120 matches …": a list that the parser took apart."""
    owners = [c.head.head for c in clause.tail if c.dep == "obj"]
    return len(owners) != len(set(owners))


def _is_mixed(clause: Clause, chunk: Chunk) -> bool:
    """Two figures of one piece before a date that is one's only; a number joined on elsewhere."""
    others = [c for c in clause.tail if c != chunk]
    for other in others:
        if any(_joins_figure(other.words[i:]) for i in range(len(other.words))):
            return True
    if chunk not in clause.tail:
        return False
    after = clause.tail[clause.tail.index(chunk) + 1 :][:1]
    figures = sum(w.entity == "figure" for w in chunk.words)
    spans = {w.text for w in chunk.words} & {"from", "to"}
    return figures > 1 and bool(spans and after) and after[0].head.entity == "date"


def _is_clause(words: Sequence[Word]) -> bool:
    """A finite verb without a "that": the words ran over into another clause."""
    finite = next((w for w in words if w.tag in _FINITE), None)
    linked = _RELATIVES | _CUT | {"that"}
    return finite is not None and not any(
        w.text.casefold() in linked for w in words if w.index < finite.index
    )


def _is_particle(clause: Clause, chunk: Chunk) -> bool:
    """As in "handed over lists": the verb's own word, which the parser gave to the noun."""
    phrasal = _PARTICLES.get(clause.verb.lemma, frozenset())
    return chunk.preposition in phrasal or (chunk.dep == "obj" and bool(chunk.case))


def _may_lead(outer: Sequence[Word]) -> bool:
    """Whether these words may stand before the question word: a short noun phrase."""
    if len(outer) > _LONGEST_BEFORE or not _leads_on(outer[-1]):
        return False
    return not any(
        w.tag in {*_FINITE, "VB"}
        or w.pos in {"PUNCT", "SCONJ"}
        or w.entity == "figure"
        or (w.pos == "CCONJ" and not _joins_nouns(outer, position))
        for position, w in enumerate(outer)
    )


def _joins_nouns(words: Sequence[Word], position: int) -> bool:
    """As in "ministers and chiefs of": one noun before the "and", one or two behind it."""
    around = (*words[max(0, position - 1) : position], *words[position + 1 : position + 2])
    return len(around) == _PAIR and all(w.pos in {"NOUN", "PROPN"} for w in around)


def _leads_on(word: Word) -> bool:
    return word.pos in {"ADP", "PART", "DET"} or word.text.casefold() in _WORTH


def _governing(clause: Clause, chunk: Chunk, slot: Slot) -> tuple[Word, ...] | None:
    """The phrase with the figure that hangs right on the piece's noun: "| in 35 districts |"."""
    if chunk.dep == "advcl" or (chunk.case and chunk.head.lemma in _COMPLEX):
        return None
    path = path_to(clause.sentence, slot.anchor, chunk.head)
    for position, top in enumerate(path[:-1]):
        if any(w.pos == "VERB" for w in path[position:-1]):
            continue
        own = [w for w in subtree(clause.sentence, top) if w in chunk.words]
        case = [
            w
            for w in children(clause.sentence, top)
            if w.dep in {"case", "mark"} and w.index < top.index
        ]
        if (
            not case
            or case[0].text.casefold() in _GOVERNED | _WORTH
            or top.index < chunk.head.index
        ):
            continue
        close = top == path[-2] or own[-1] == chunk.words[-1]
        if close and own[0] == case[0] and contiguous(own) and not _is_open(own, slot):
            return tuple(own)
    return None


def _is_open(words: Sequence[Word], slot: Slot) -> bool:
    outer = [w for w in words if w in slot.before]
    return not _may_lead(outer)


def _infinitive(clause: Clause, chunk: Chunk, slot: Slot) -> tuple[Word, ...] | None:
    """The object of an infinitive inside the piece: "a plan to build | 12 ships |"."""
    path = path_to(clause.sentence, slot.anchor, chunk.head)
    verbs = [w for w in path if w.pos == "VERB"]
    if len(verbs) != 1 or slot.anchor.dep != "obj" or slot.anchor.head != verbs[0].index:
        return None
    marks = [w for w in children(clause.sentence, verbs[0]) if w.dep == "mark"]
    if verbs[0].tag != "VB" or [m.text for m in marks] != ["to"]:
        return None
    own = [w for w in subtree(clause.sentence, slot.anchor) if w in chunk.words]
    return tuple(own) if contiguous(own) else None


def _cut_out(chunk: Chunk, slot: Slot, inner: Sequence[Word]) -> Asked:
    """The phrase first, the rest of its piece where it stood."""
    around = (*slot.before, *slot.after)
    before = [w for w in inner if w in slot.before]
    own = replace(slot, after=tuple(w for w in slot.after if w in inner))
    taken = {w.index for w in inner} | {slot.word.index, slot.anchor.index}
    taken |= {w.index for w in chunk.words if w not in around and w.index > inner[0].index}
    left = tuple(w for w in chunk.words if w.index not in taken)
    kept = replace(chunk, words=left)
    case = [w for w in inner[:1] if w.dep in {"case", "mark"}]
    asked = _asked(own, _phrase(before, own), (chunk,), case)
    return replace(asked, kept=kept)
