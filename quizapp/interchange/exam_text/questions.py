"""Tokens with their roles → questions: stem, options, answer, explanation, section and passage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizapp.interchange.exam_text.labels import Label
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.pictures import has_picture, is_picture_alone
from quizapp.interchange.exam_text.prose import Piece
from quizapp.interchange.exam_text.roles import Role, Told
from quizapp.interchange.exam_text.tokens import Kind, Token

__all__ = ["Option", "Passage", "Question", "Questions", "questions_of"]

_RIGHT_AT_END = re.compile(
    r"\s*(?:[*✓✔☑✅]|(?<=\s)√|[(\[]\s?(?:(?i:correct|right)(?i:\s(?:answer|option))?|(?i:ans(?:wer)?)"
    r"|सही(?:\sउत्तर)?|[✓✔√])\s?[)\]])\s*$"
)
_RIGHT_BEFORE = re.compile(r"[*✓✔☑✅►→]")


@dataclass(slots=True)
class Passage:
    """What directions say, and the passage or table under them, for the questions of a range."""

    line: Line
    pieces: list[Piece]
    range: tuple[int, int] | None = None


@dataclass(slots=True)
class Option:
    """An option of the paper: `flagged` if a sign says it is right, `bold` if it is set off."""

    label: Label
    line: Line
    pieces: list[Piece]
    flagged: bool = False
    bold: bool = False


@dataclass(slots=True)
class Question:
    """A question as the paper has it, before its answer is understood."""

    number: int | None
    line: Line
    stem: list[Piece] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    answers: list[tuple[str, Line]] = field(default_factory=list)
    explanation: list[Piece] = field(default_factory=list)
    section: tuple[str, ...] = ()
    passage: Passage | None = None
    position: int = 0
    """The number of tokens before it."""
    picture_below: Line | None = None
    """Where a picture stands behind its last option or its answer, and may be the next one's."""


@dataclass(slots=True)
class Questions:
    """What the builder found: questions in order, the paper's title, and lines of no question."""

    found: list[Question] = field(default_factory=list)
    title: str = ""
    before: list[Line] = field(default_factory=list)
    """Lines that stand before the first question and belong to none."""
    between: list[Line] = field(default_factory=list)


def questions_of(tokens: Sequence[Token], told: Sequence[Told]) -> Questions:
    """Put the tokens of a paper together."""
    builder = _Builder()
    apart = False
    for position, (token, each) in enumerate(zip(tokens, told, strict=True)):
        if token.kind is Kind.BLANK:
            apart = True
            continue
        builder.position = position
        builder.take(token, each, apart=apart)
        apart = False
    for question in builder.questions.found:
        _settle_pictures(question)
    return builder.questions


def _settle_pictures(question: Question) -> None:
    """Put a picture below the last option with the stem, where options are words."""
    pictured = [any(has_picture(p.text) for p in each.pieces) for each in question.options]
    if pictured and pictured[-1] and not any(pictured[:-1]):
        pieces = question.options[-1].pieces
        below = [piece for piece in pieces[1:] if piece.begins and is_picture_alone(piece.text)]
        if below and below == pieces[-len(below) :] and pieces[0].text:
            del pieces[-len(below) :]
            question.stem += below
            question.picture_below = question.options[-1].line
    if question.explanation and is_picture_alone(question.explanation[0].text):
        question.picture_below = question.answers[-1][1] if question.answers else question.line


class _Builder:
    """Knows what is open: a question and its last part, a passage, a section."""

    def __init__(self) -> None:
        self.questions = Questions()
        self.position = 0
        self._question: Question | None = None
        self._into: list[Piece] | None = None
        self._passage: Passage | None = None
        self._section: tuple[str, ...] = ()

    def take(self, token: Token, told: Told, *, apart: bool) -> None:
        """Add one token."""
        question = self._question
        match told.role:
            case Role.QUESTION:
                self._begin(token, told.number)
            case Role.DIRECTIONS:
                self._direct(token)
            case Role.HEADING:
                self._close(token)
            case Role.OPTION if question is not None and told.label is not None:
                self._option(question, token, told.label)
            case Role.ANSWER if question is not None:
                question.answers.append((token.text, token.line))
                self._into = question.explanation
            case Role.EXPLANATION if question is not None:
                question.explanation.append(_piece(token, token.text, apart=True))
                self._into = question.explanation
            case Role.STATEMENT if question is not None:
                question.stem.append(_piece(token, token.whole, apart=apart, listed=True))
            case _:
                self._more(token, apart=apart)

    def _begin(self, token: Token, number: int | None) -> None:
        question = Question(
            number,
            token.line,
            [_piece(token, token.text, apart=False)],
            section=self._section,
            passage=self._passage_of(number),
            position=self.position,
        )
        self._question = question
        self._into = question.stem
        self.questions.found.append(question)

    def _passage_of(self, number: int | None) -> Passage | None:
        passage = self._passage
        if passage is None or passage.range is None or number is None:
            return passage
        first, last = passage.range
        if not first <= number <= last:
            self._passage = None
        return self._passage

    def _direct(self, token: Token) -> None:
        piece = _piece(token, token.text, apart=True)
        passage = self._passage
        if passage is not None and self._into is passage.pieces:
            # The same in the other language, or "Passage 1" below its directions.
            passage.pieces.append(piece)
            passage.range = passage.range or token.range
            return
        self._passage = Passage(token.line, [piece], token.range)
        self._question = None
        self._into = self._passage.pieces

    def _close(self, token: Token) -> None:
        if token.kind in {Kind.HEADING, Kind.TEXT}:
            if not self.questions.found and not self.questions.title and not self._section:
                self.questions.title = token.text
            self._section = (token.text[:100],)
        self._question = None
        self._passage = None
        self._into = None

    def _option(self, question: Question, token: Token, label: Label) -> None:
        text = _RIGHT_AT_END.sub("", token.text)
        flagged = text != token.text or _RIGHT_BEFORE.match(token.head) is not None
        piece = _piece(token, text, apart=False)
        option = Option(label, token.line, [piece], flagged, bold=token.marked)
        question.options.append(option)
        self._into = option.pieces

    def _more(self, token: Token, *, apart: bool) -> None:
        if self._into is not None:
            text = token.whole
            if self._question is not None and self._question.options and _RIGHT_AT_END.search(text):
                option = self._question.options[-1]
                if self._into is option.pieces:
                    text, option.flagged = _RIGHT_AT_END.sub("", text), True
            listed = token.kind is Kind.LABELLED and token.begins
            self._into.append(_piece(token, text, apart=apart, listed=listed))
        elif self.questions.found:
            self.questions.between.append(token.line)
        else:
            if not self.questions.title and not is_picture_alone(token.whole):
                self.questions.title = token.whole[:200]
            self.questions.before.append(token.line)


def _piece(token: Token, text: str, *, apart: bool, listed: bool = False) -> Piece:
    return Piece(text, token.language, token.begins, apart, listed)
