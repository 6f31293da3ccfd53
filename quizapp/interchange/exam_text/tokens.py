"""Lines → tokens: each line cut where a label, an answer or an explanation begins in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from quizapp.domain.items import Language
from quizapp.interchange.exam_text.characters import folded, language_of
from quizapp.interchange.exam_text.labels import (
    Family,
    Label,
    head_labels,
    inner_labels,
    question_label,
    without_bullet,
)
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.phrases import (
    answer_at_end,
    answer_label,
    explanation_inside,
    explanation_label,
    heading_of,
    is_directions,
    range_of,
)

__all__ = ["Kind", "Token", "blank", "tokens_of"]

TEXT_OF_OPTION_MAXIMUM = 400
SURE_IN_A_ROW = 3
_JOINING = frozenset({"and", "or", "nor", "&", "एवं", "और", "तथा", "या", "व", "न", ",", "/", "to"})


class Kind(Enum):
    """What a piece of a line is, as far as the line alone can tell."""

    BLANK = auto()
    TEXT = auto()
    LABELLED = auto()
    """A number or letter before it: of a question, a statement, or an option."""
    QUESTION = auto()
    """Says itself that it is a question: "Q. 7"."""
    ANSWER = auto()
    EXPLANATION = auto()
    DIRECTIONS = auto()
    HEADING = auto()
    KEY = auto()
    """Answers stood here; they were taken out."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line: its text without the label, and how the label can be read.

    `head` is the label as written, `begins` whether it is the first piece of its line, `marked`
    whether most of its text is set off. A question's `number` is the one that it gives itself;
    directions have the `range` of questions that they are for.
    """

    kind: Kind
    text: str
    line: Line
    readings: tuple[Label, ...] = ()
    head: str = ""
    number: int | None = None
    range: tuple[int, int] | None = None
    begins: bool = True
    marked: bool = False
    language: Language | None = None

    @property
    def whole(self) -> str:
        """The piece with its label."""
        return f"{self.head} {self.text}".strip()


def blank(line: Line, kind: Kind = Kind.BLANK) -> Token:
    """Make a token without a text."""
    return Token(kind, "", line)


def tokens_of(line: Line) -> Iterator[Token]:
    """Cut one line."""
    shape = folded(line.text)
    if not shape.strip():
        yield blank(line)
        return
    if is_directions(shape):
        yield _piece(Kind.DIRECTIONS, line, 0, None, span=range_of(shape))
        return
    name = heading_of(line.text)
    if name:
        yield Token(Kind.HEADING, name, line)
        return
    yield from _answered(line, shape)


def _answered(line: Line, shape: str) -> Iterator[Token]:
    answer = answer_label(shape)
    explanation = None if answer else explanation_label(shape)
    if explanation is not None:
        yield _piece(Kind.EXPLANATION, line, explanation.end, None)
        return
    if answer is not None:
        yield from _answer(line, shape, answer.end, None)
        return
    tail = answer_at_end(shape)
    inside = None if tail else _answer_inside(shape)
    end = tail.start if tail else (inside if inside is not None else len(shape))
    yield from _asked(line, shape[:end], end)
    if tail is not None:
        yield from _answer(line, shape, tail.end, len(shape.rstrip(" ]).")) + 1, begins=False)
    elif inside is not None:
        found = answer_label(shape[inside:])
        start = inside + (found.end if found else 0)
        yield from _answer(line, shape, start, None, begins=False)


def _answer_inside(shape: str) -> int | None:
    """Find "… (d) Pune Ans. (c) Sol. …": an answer with its explanation in one line."""
    for word in ("Ans", "ANS", "उत्तर"):
        at = shape.find(f" {word}", 1)
        if at > 0 and (found := answer_label(shape[at + 1 :])) is not None:
            rest = shape[at + 1 + found.end :]
            if rest.lstrip().startswith(("(", "[")):
                return at + 1
    return None


def _answer(
    line: Line, shape: str, start: int, end: int | None, *, begins: bool = True
) -> Iterator[Token]:
    more = explanation_inside(shape, start)
    if more is None:
        yield _piece(Kind.ANSWER, line, start, end, begins=begins)
        return
    yield _piece(Kind.ANSWER, line, start, more.start, begins=begins)
    yield _piece(Kind.EXPLANATION, line, more.end, None, begins=False)


def _asked(line: Line, shape: str, end: int) -> Iterator[Token]:
    asked = question_label(shape)
    if asked is not None:
        number, at = asked
        yield from _row(line, shape, at, end, _Head(Kind.QUESTION, (), line.text[:at], number))
        return
    at = without_bullet(shape)
    readings = head_labels(shape, at)
    if readings:
        label = readings[0]
        head = _Head(Kind.LABELLED, readings, line.text[label.start : label.end].strip())
        yield from _row(line, shape, label.end, end, head)
    else:
        yield from _row(line, shape, at, end, _Head(Kind.TEXT))


@dataclass(frozen=True, slots=True)
class _Head:
    kind: Kind
    readings: tuple[Label, ...] = ()
    text: str = ""
    number: int | None = None


def _row(line: Line, shape: str, at: int, end: int, head: _Head) -> Iterator[Token]:
    """Cut what follows a head where options stand in a row."""
    row = _options_in_a_row(shape, at, head.readings)
    starts = [labels[0].start for labels in row]
    first = starts[0] if starts else end
    if head.kind is not Kind.TEXT or line.text[at:first].strip():
        yield _piece(head.kind, line, at, first, head)
    for position, labels in enumerate(row):
        stop = starts[position + 1] if position + 1 < len(row) else end
        label = labels[0]
        text = line.text[label.start : label.end].strip()
        inner = _Head(Kind.LABELLED, labels, text)
        nothing_before = position == 0 and not line.text[:first].strip()
        yield _piece(Kind.LABELLED, line, label.end, stop, inner, begins=nothing_before)


def _options_in_a_row(shape: str, at: int, readings: tuple[Label, ...]) -> list[tuple[Label, ...]]:
    """Find labels that go on counting where the head's label stopped, or count from the first."""
    inner = inner_labels(shape, at)
    if not inner:
        return []
    for reading in readings:
        found = _counting(inner, reading.family, reading.dress, reading.ordinal + 1)
        if found and _is_row(shape, [reading.end, *_ends(found)], found, sure=len(found) + 1):
            return found
    own = {(each.family, each.dress) for each in readings}
    kinds = dict.fromkeys((each.family, each.dress) for labels in inner[:4] for each in labels)
    for family, dress in kinds:
        if (family, dress) in own:
            continue
        found = _counting(inner, family, dress, 1)
        if len(found) > 1 and _is_row(shape, _ends(found), found, sure=len(found)):
            return found
    return []


def _counting(
    inner: Sequence[tuple[Label, ...]], family: Family, dress: str, ordinal: int
) -> list[tuple[Label, ...]]:
    found = []
    for labels in inner:
        if any(
            each.family is family and each.dress == dress and each.ordinal == ordinal
            for each in labels
        ):
            found.append(labels)
            ordinal += 1
    return found


def _ends(row: Sequence[tuple[Label, ...]]) -> list[int]:
    return [labels[0].end for labels in row]


def _is_row(
    shape: str, ends: Sequence[int], row: Sequence[tuple[Label, ...]], *, sure: int
) -> bool:
    """Whether labels in a line are options: each with a text, and set apart where they are few."""
    stops = [*(labels[0].start for labels in row), len(shape)]
    texts = [shape[end:stop].strip() for end, stop in zip(ends, stops[-len(ends) :], strict=True)]
    if any(
        not text or text.casefold() in _JOINING or len(text) > TEXT_OF_OPTION_MAXIMUM
        for text in texts
    ):
        return False
    dress = row[0][0].dress
    if dress[0] in "([{" or dress.endswith(")") or sure >= SURE_IN_A_ROW:
        return True
    return all(shape.endswith(("  ", "\t"), 0, labels[0].start) for labels in row)


def _piece(
    kind: Kind,
    line: Line,
    start: int,
    end: int | None,
    head: _Head | None = None,
    *,
    begins: bool = True,
    span: tuple[int, int] | None = None,
) -> Token:
    end = len(line.text) if end is None else end
    text = line.text[start:end].strip()
    return Token(
        kind,
        text,
        line,
        readings=() if head is None else head.readings,
        head="" if head is None else head.text,
        number=None if head is None else head.number,
        range=span,
        begins=begins,
        marked=_is_marked(line, start, end),
        language=language_of(text),
    )


def _is_marked(line: Line, start: int, end: int) -> bool:
    if not line.marked:
        return False
    letters = [at for at in range(start, end) if line.text[at].isalnum()]
    inside = sum(any(low <= at < high for low, high in line.marked) for at in letters)
    return bool(letters) and 2 * inside > len(letters)
