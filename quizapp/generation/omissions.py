"""What a stem leaves out of a sentence: what says nothing years later, and what is too much."""

from dataclasses import replace

from quizapp.generation.clauses.types import Chunk
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["cut_back", "is_owned", "is_vague", "lasting", "says_nothing", "without_spans"]

_VAGUE = frozenset({"several", "various", "many", "some", "certain"})
_POINTING = word_set("this that these those such it them him us here there")
_OF_THE_DAY = word_set("now currently presently soon shortly recently lately today ago already")
_TIMEBOUND = word_set("current upcoming now currently recently presently ongoing")
_SPANS = word_set("week weekend morning evening night afternoon moment")
_WEIGHTY = word_set(
    "before after until till since during without except despite unlike against from"
)
"""What such a preposition opens makes a statement true: it is not left out."""
_TIMES = word_set("year month week day decade century years months weeks days time season final")
_OCCASIONS = word_set("occasion same")
_SPORTS = word_set(
    "sport sports cricket football hockey tennis badminton chess kabaddi athletics wrestling "
    "boxing shooting archery volleyball basketball golf rugby swimming weightlifting"
)
_EMPTY_OPENING = 3
"""Words of "in all," and "as a result,", which link a sentence to the one before."""


def without_spans(chunks: list[Chunk]) -> list[Chunk]:
    """The pieces without "from April 11 to 14", which says no more than the year does."""
    kept: list[Chunk] = []
    for chunk in chunks:
        before = kept[-1] if kept else None
        spans = before is not None and before.preposition == "from"
        dated = before is not None and before.head.entity == "date"
        if spans and dated and chunk.preposition in {"to", "until", "till"}:
            kept.pop()
            continue
        kept.append(chunk)
    return kept


def is_vague(chunk: Chunk) -> bool:
    """As in "for several months": says nothing that a reader could use."""
    adjunct = chunk.dep.startswith("obl")
    return adjunct and any(word.text.casefold() in _VAGUE for word in chunk.words)


def is_owned(chunk: Chunk) -> bool:
    """As in "For his work,": means nothing before the one whose work it is."""
    return any(word.tag == "PRP$" for word in chunk.words)


def shortened(chunk: Chunk) -> Chunk | None:
    """The piece without the last prepositional phrase inside it; None where there is none."""
    first = next((w.index for w in chunk.words if w.index == chunk.head.index), 0)
    cuts = [
        position
        for position, word in enumerate(chunk.words)
        if word.dep == "case" and word.index > first and word.text.casefold() != "of"
    ]
    if not cuts or chunk.head.pos not in {"NOUN", "PROPN"}:
        return None
    words = chunk.words[: cuts[-1]]
    while words and (words[-1].pos in {"PUNCT", "CCONJ", "ADP"} or not words[-1].text):
        words = words[:-1]
    whole = bool(words) and words[-1].index >= first
    verbal = any(word.pos in {"VERB", "AUX"} for word in words)
    return replace(chunk, words=words) if whole and not verbal else None


def cut_back(chunks: list[Chunk]) -> bool:
    """Shorten or leave out the last piece that may be, past closing dates; whether any was."""
    for place in reversed(range(len(chunks))):
        shorter = shortened(chunks[place])
        if shorter is not None:
            chunks[place] = shorter
            return True
        if may_go(chunks[place]):
            del chunks[place]
            return True
        if chunks[place].head.entity != "date":
            return False
    return False


def may_go(chunk: Chunk) -> bool:
    """A closing adjunct that a long stem does without."""
    return chunk.head.entity != "date" and (chunk.dep == "advcl" or chunk.dep.startswith("obl"))


def says_nothing(chunk: Chunk, *, opens: bool = False) -> bool:
    """As in "with this", "on the occasion", "now", "last week": needs the article or its day.

    An opening that names nothing and is short only links its sentence to the one before.
    """
    if not chunk.dep.startswith("obl") and chunk.dep != "advmod":
        return False
    if (
        opens
        and chunk.preposition == "in"
        and len(chunk.body) == 1
        and {chunk.head.text.casefold()} <= _SPORTS
    ):
        return True
    named = any(w.entity or w.pos == "PROPN" for w in chunk.words)
    said = {w.text.casefold() for w in chunk.words}
    if named or chunk.preposition.partition(" ")[0] in _WEIGHTY:
        return False
    if said & _POINTING or (chunk.dep == "advmod" and said & _OF_THE_DAY):
        return True
    head = chunk.head.text.casefold()
    bare = len(chunk.body) <= 2  # noqa: PLR2004 — "the occasion", "last week"
    if bare and (head in _OCCASIONS or (head in _SPANS and said & {"last", "this", "next"})):
        return True
    return opens and len(chunk.words) <= _EMPTY_OPENING and head not in _TIMES


def lasting(chunk: Chunk) -> tuple[Word, ...]:
    """The words without an inner "on Wednesday evening", "current" and a date at the front."""
    gone = {
        w.index
        for w in chunk.words
        if w.entity == "date" and w != chunk.head and not any(c.isdigit() for c in w.text)
    }
    gone |= {w.index for w in chunk.words if w.text.casefold() in _TIMEBOUND and w != chunk.head}
    first = chunk.words[0]
    if chunk.dep.startswith("nsubj") and first.entity == "date" and first.dep != "compound":
        gone.add(first.index)
    gone |= {w.index for w in chunk.words if w.head in gone and w.dep == "case"}
    return tuple(w for w in chunk.words if w.index not in gone)
