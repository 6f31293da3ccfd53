"""An article's text in pieces as the review shows it: marked, with links to and from questions."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from quizapp.services.reviewing import Segment
from quizapp.services.unasked_facts import FoundFact


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text.

    `item_ids` are the questions whose evidence it belongs to, `answer_ids` those whose answer it
    is. `anchors` are the questions whose links lead here, `ends` those whose evidence ends here.
    `fact` is a fact that no question asks for, if the piece is one.
    """

    text: str
    item_ids: tuple[int, ...]
    answer_ids: tuple[int, ...]
    anchors: tuple[int, ...]
    ends: tuple[int, ...]
    fact: FoundFact | None = None


def pieces(
    segments: Sequence[Segment], shown: Collection[int], facts: Sequence[FoundFact] = ()
) -> tuple[Piece, ...]:
    """Return the text with the evidence of the questions that are shown; others mark nothing.

    A question's link leads to the first place of its answer, or of its evidence where no answer
    is marked.
    """
    answered = {each for segment in segments for each in segment.answer_item_ids}
    placed: set[int] = set()
    made: list[Piece] = []
    start = 0
    for segment, following in zip(segments, [*segments[1:], Segment("")], strict=True):
        ids = tuple(each for each in segment.item_ids if each in shown)
        anchors = tuple(
            each
            for each in ids
            if each not in placed and (each in segment.answer_item_ids or each not in answered)
        )
        placed.update(anchors)
        piece = Piece(
            text=segment.text,
            item_ids=ids,
            answer_ids=tuple(each for each in segment.answer_item_ids if each in shown),
            anchors=anchors,
            ends=tuple(each for each in ids if each not in following.item_ids),
        )
        end = start + len(segment.text)
        made += _cut(piece, start, [f for f in facts if start <= f.start and f.end <= end])
        start = end
    return tuple(made)


def _cut(piece: Piece, start: int, facts: Sequence[FoundFact]) -> Iterator[Piece]:
    """Cut a piece that stands at `start` around the facts in it; links stay at its two ends."""
    at, anchors = start, piece.anchors
    for fact in facts:
        if at < fact.start:
            before = piece.text[at - start : fact.start - start]
            yield replace(piece, text=before, anchors=anchors, ends=())
            anchors = ()
        ends = piece.ends if fact.end == start + len(piece.text) else ()
        yield replace(piece, text=fact.surface, anchors=anchors, ends=ends, fact=fact)
        at, anchors = fact.end, ()
    if at < start + len(piece.text) or not facts:
        yield replace(piece, text=piece.text[at - start :], anchors=anchors)
