"""GIFT → items, as Moodle's manual and its importer understand the format."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import Action, Reading, SourceFile
from quizapp.interchange.drafts import Draft, ReadingBuilder, place_of
from quizapp.interchange.marked_texts import MarkedText, Markup, has_markup
from quizapp.interchange.moodle.answers import (
    Answer,
    take_choices,
    take_numbers,
    take_pairs,
    take_short_answers,
    take_truth,
)
from quizapp.interchange.moodle.asides import without_passage, without_supplement
from quizapp.interchange.moodle.categories import category_of
from quizapp.interchange.moodle.gift_syntax import CATEGORY, Block, Piece, blocks, ids_and_tags
from quizapp.interchange.moodle.percentages import weight_of
from quizapp.interchange.text_files import decoded, looks_binary

__all__ = ["NAME", "read", "recognises"]

NAME = "gift"
HEAD = 65_536
GAP = "_____"
"""What Moodle puts where the answers stood within a sentence."""

_WEIGHT = re.compile(r"%\s*(-?\d{1,3}(?:\.\d{0,10})?)\s*%")
_FORMAT = re.compile(r"\[(html|plain|markdown|moodle)\]")
_TRUTHS = {"t": True, "true": True, "f": False, "false": False}
_SENTENCE_END = (".", "?", "!", ":", "।")
_SIGNS_OF_GIFT = re.compile(
    r"^\$CATEGORY:|^::[^\n]{1,300}?::|(?<![\\_^}])\{\s*[=~#]"
    r"|(?:^|[\s.?!:।])\{\s*(?:T|F|TRUE|FALSE)\s*[#}]",
    re.MULTILINE,
)


class _MalformedError(Exception):
    """A question that cannot be understood; the message is a msgid without parameters."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question cut into its parts. `answers` is None where it has no braces."""

    title: str
    stem: MarkedText
    answers: Piece | None
    explanation: MarkedText
    stray: str = ""
    """Signs after the answers that no sentence explains."""

    @property
    def markup(self) -> Markup:
        """How its texts are written where they say nothing else."""
        return self.stem.markup


def recognises(source: SourceFile) -> bool:
    """Whether a category, a title between double colons or a block of answers is there."""
    if looks_binary(source.data) or source.data.lstrip()[:1] in {b"<", b"{", b"["}:
        return False
    text, _ = decoded(SourceFile(source.data[:HEAD], source.filename))
    return _SIGNS_OF_GIFT.search(text) is not None


def read(source: SourceFile) -> Reading:
    """Read a GIFT file. Raises `QuestionFileError` for what is no text or has no question."""
    text, findings = decoded(source)
    builder = ReadingBuilder(NAME, source.filename)
    builder.take(findings)
    category: tuple[str, ...] = ()
    number = 0
    for block in blocks(text):
        if block.lines[0].startswith(CATEGORY):
            category = category_of(block.lines[0].removeprefix(CATEGORY))
            continue
        number += 1
        _add(builder, block, number, category)
    if not number:
        raise QuestionFileError([Problem(N_("There is no question here."), file=source.filename)])
    return builder.reading()


def _add(builder: ReadingBuilder, block: Block, number: int, category: tuple[str, ...]) -> None:
    piece = block.piece
    place = place_of(number, "", block.line)
    try:
        question = _cut(piece)
        place = place_of(number, question.title, block.line)
        id_, tags = ids_and_tags(block.comments)
        stem, stimulus = without_passage(question.stem)
        explanation, supplement = without_supplement(question.explanation)
        draft = Draft(
            place=place,
            stem=stem,
            explanation=explanation,
            stimulus=stimulus,
            supplement=supplement,
            id=id_,
            category=category,
            tags=tags,
        )
        kind = _kind(question)
        if isinstance(kind, str):
            builder.note(
                N_("Questions of the type “%(type)s” cannot be kept; this one was left out."),
                Action.LEFT_OUT,
                place,
                excerpt=question.stem.text,
                type=kind,
            )
            return
        kind(draft, question)
    except _MalformedError as error:
        builder.note(str(error), Action.LEFT_OUT, place, excerpt=piece.text)
        return
    if question.stray:
        draft.note(N_("The signs after the answers were left out."), excerpt=question.stray)
    builder.add(draft)


def _cut(piece: Piece) -> _Question:
    """Find title, stem, answers and general feedback. Raises `_MalformedError`."""
    title = ""
    if piece.signs.startswith("::"):
        end = piece.find("::", 2)
        if end > 0:
            title = piece.part(2, end).words
            piece = piece.part(end + 2)
    start, end = piece.find("{"), piece.find("}")
    if start < 0 and end < 0:
        return _Question(title, _marked(piece, Markup.MOODLE), None, MarkedText())
    if start < 0 or end < start:
        raise _MalformedError(
            N_("A brace { or } stands alone; write the answers between both, or \\{ and \\}.")
        )
    if piece.find("{", start + 1) >= 0 or piece.find("}", end + 1) >= 0:
        raise _MalformedError(
            N_("There are several blocks of answers; leave an empty line between questions.")
        )
    stem, stray = _stem(piece, start, end)
    answers = piece.part(start + 1, end)
    general = answers.signs.rfind("####")
    explanation = MarkedText()
    if general >= 0:
        explanation = _marked(answers.part(general + 4), stem.markup)
        answers = answers.part(0, general)
    return _Question(title, stem, answers, explanation, stray)


def _stem(piece: Piece, start: int, end: int) -> tuple[MarkedText, str]:
    """Give the stem with a gap where answers stood within it, and what stands there for nothing."""
    before, after = piece.part(0, start), piece.part(end + 1)
    is_stray = before.text.endswith(_SENTENCE_END) and not any(map(str.isalnum, after.text))
    if not after.text or is_stray:
        return _marked(before, Markup.MOODLE), after.text
    text = f"{piece.text[:start]}{GAP}{piece.text[end + 1 :]}"
    return _marked(Piece.of(text).part(0), Markup.MOODLE), ""


def _kind(question: _Question) -> Callable[[Draft, _Question], None] | str:
    """Say how the answers are taken, or the name of a type that we do not have."""
    answers = question.answers
    if answers is None or not answers.text:
        return "description" if answers is None else "essay"
    if answers.signs.startswith("#"):
        return _take_numbers
    if answers.find("~") >= 0:
        return _take_choices
    if any(_is_pair(piece) for sign, piece in _pieces(question, "=") if sign):
        return _take_pairs
    if answers.before(answers.find("#")).text.casefold() in _TRUTHS:
        return _take_truth
    return _take_short_answers


def _is_pair(piece: Piece) -> bool:
    """Whether this is a pair; a percentage says that it is an answer with an arrow in it."""
    return piece.find("->") >= 0 and _WEIGHT.match(piece.signs) is None


def _take_choices(draft: Draft, question: _Question) -> None:
    pieces = _pieces(question, "=~")
    answers = [_answer(piece, question.markup, Fraction(sign == "=")) for sign, piece in pieces]
    take_choices(draft, answers, single=any(sign == "=" for sign, _ in pieces))


def _take_pairs(draft: Draft, question: _Question) -> None:
    pairs = []
    for _, piece in _pieces(question, "="):
        arrow = piece.find("->")
        if arrow < 0:
            raise _MalformedError(N_("A pair lacks its arrow; write “= this -> goes with that”."))
        words = piece.part(arrow + 2).words
        is_html = question.markup is not Markup.PLAIN and has_markup(words)
        option = MarkedText(words, Markup.HTML if is_html else Markup.PLAIN)
        pairs.append((_marked(piece.part(0, arrow), question.markup), option))
    take_pairs(draft, pairs)


def _take_truth(draft: Draft, question: _Question) -> None:
    answers = question.answers or Piece.of("")
    first = answers.find("#")
    answer = _TRUTHS[answers.before(first).text.casefold()]
    if_wrong = if_right = MarkedText()
    if first >= 0:
        second = answers.find("#", first + 1)
        if_wrong = _marked(answers.part(first + 1, None if second < 0 else second), question.markup)
        if second >= 0:
            if_right = _marked(answers.part(second + 1), question.markup)
    take_truth(
        draft,
        answer=answer,
        if_true=if_right if answer else if_wrong,
        if_false=if_wrong if answer else if_right,
    )


def _take_short_answers(draft: Draft, question: _Question) -> None:
    answers = [_answer(piece, question.markup, Fraction(1)) for _, piece in _pieces(question, "=")]
    take_short_answers(draft, answers)


def _take_numbers(draft: Draft, question: _Question) -> None:
    answers = []
    for sign, piece in _pieces(question, "=~", skip=1):
        answer = _answer(piece, question.markup, Fraction(sign != "~"))
        value, _, tolerance = answer.text.text.partition(":")
        text = MarkedText(value.strip(), Markup.PLAIN)
        answers.append(
            Answer(text=text, weight=answer.weight, feedback=answer.feedback, tolerance=tolerance)
        )
    take_numbers(draft, answers)


def _pieces(question: _Question, signs: str, skip: int = 0) -> Sequence[tuple[str, Piece]]:
    """Cut the answers at the signs; what stands before the first sign has the sign ""."""
    answers = (question.answers or Piece.of("")).part(skip)
    starts = [found.start() for found in re.finditer(f"[{signs}]", answers.signs)]
    found = [
        (answers.signs[start], answers.part(start + 1, end))
        for start, end in zip(starts, chain(starts[1:], [None]), strict=False)
    ]
    first = answers.part(0, starts[0] if starts else None)
    return [("", first), *found] if first.text else found


def _answer(piece: Piece, markup: Markup, weight: Fraction) -> Answer:
    """Understand an answer: its percentage if it has one, its text, its feedback."""
    percent = _WEIGHT.match(piece.signs)
    if percent is not None:
        weight = weight_of(percent[1]) or Fraction(0)
        piece = piece.part(percent.end())
    comment = piece.find("#")
    feedback = _marked(piece.part(comment + 1), markup) if comment >= 0 else MarkedText()
    return Answer(text=_marked(piece.before(comment), markup), weight=weight, feedback=feedback)


def _marked(piece: Piece, markup: Markup) -> MarkedText:
    """Resolve a text's escapes and its own format, such as [html], if it names one."""
    named = _FORMAT.match(piece.signs)
    if named is not None:
        return MarkedText(piece.part(named.end()).words, Markup(named[1]))
    return MarkedText(piece.words, markup)
