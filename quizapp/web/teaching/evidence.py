"""An article's text in pieces as the review shows it: marked, with links to and from questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from quizapp.services.reviewing import Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text.

    `item_ids` are the questions whose evidence it belongs to, `answer_ids` those whose answer it
    is. `anchors` are the questions whose links lead here, `ends` those whose evidence ends here.
    """

    text: str
    item_ids: tuple[int, ...]
    answer_ids: tuple[int, ...]
    anchors: tuple[int, ...]
    ends: tuple[int, ...]


def pieces(segments: Sequence[Segment], shown: Collection[int]) -> tuple[Piece, ...]:
    """Return the text with the evidence of the questions that are shown; others mark nothing.

    A question's link leads to the first place of its answer, or of its evidence where no answer
    is marked.
    """
    answered = {each for segment in segments for each in segment.answer_item_ids}
    placed: set[int] = set()
    made = []
    for segment, following in zip(segments, [*segments[1:], Segment("")], strict=True):
        ids = tuple(each for each in segment.item_ids if each in shown)
        anchors = tuple(
            each
            for each in ids
            if each not in placed and (each in segment.answer_item_ids or each not in answered)
        )
        placed.update(anchors)
        made.append(
            Piece(
                text=segment.text,
                item_ids=ids,
                answer_ids=tuple(each for each in segment.answer_item_ids if each in shown),
                anchors=anchors,
                ends=tuple(each for each in ids if each not in following.item_ids),
            )
        )
    return tuple(made)
