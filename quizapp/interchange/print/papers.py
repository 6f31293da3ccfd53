"""The way in: a bank of items and a teacher's wishes → papers and keys as PDF."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from quizapp.domain.items import ItemText, Source
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.interchange.answer_words import answer_of
from quizapp.interchange.banks import (
    Action,
    FileFormat,
    Finding,
    ImageFile,
    ItemBank,
    WrittenFile,
)
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.print.blocks import Block, Piece, Setter, spaced
from quizapp.interchange.print.canvas import Canvas, Picture, characters, open_picture
from quizapp.interchange.print.flow import MARGIN, TOP, column_width, flow
from quizapp.interchange.print.heads import WIDTH, draw_page, draw_rules, head_of_key, head_of_paper
from quizapp.interchange.print.labels import label
from quizapp.interchange.print.layout import PaperLayout
from quizapp.interchange.print.paper_sets import PaperSet, draw_sets
from quizapp.interchange.print.questions import NUMBER_WIDTH, QuestionSetter
from quizapp.interchange.print.rich_text import TableOfRuns
from quizapp.interchange.print.runs import Run

__all__ = ["FORMAT", "QUESTIONS_MAXIMUM", "losses", "print_keys", "print_papers", "usable"]

NAME = "print"
PDF = "application/pdf"
ZIP = "application/zip"
QUESTIONS_MAXIMUM = 500
HEAD_TOP = 13.0
ONE_COLUMN_SIZE = 10.5
TWO_COLUMN_SIZE = 9.5
KEY_COLUMNS = 8
CHARACTERS_SHOWN = 20


def print_papers(bank: ItemBank, layout: PaperLayout) -> WrittenFile:
    """Print the question papers: a PDF, or an archive of one for each set.

    Raises `InvalidInputError` for a bank without questions, or with more than a paper holds.
    """
    drawn = draw_sets(usable(bank).items, layout)
    pictures = _pictures(bank.images)
    files = [(each.letter, _paper(each, layout, pictures)) for each in drawn]
    return _written(files, bank, layout, "", tuple(_losses(bank, pictures)))


def print_keys(bank: ItemBank, layout: PaperLayout) -> WrittenFile:
    """Print the answer keys of the same sets: a PDF, or an archive of one for each set."""
    drawn = draw_sets(usable(bank).items, layout)
    pictures = _pictures(bank.images)
    files = [(each.letter, _key(each, layout, pictures)) for each in drawn]
    return _written(files, bank, layout, "-key", tuple(_losses(bank, pictures)))


def losses(bank: ItemBank) -> tuple[Finding, ...]:
    """Say what cannot be printed of the questions, without printing them."""
    return tuple(_losses(bank, _pictures(bank.images)))


def _write(bank: ItemBank) -> WrittenFile:
    """Write a paper with its key behind it, as a conversion without further wishes does."""
    found = dict.fromkeys(language for item in bank.items for language in item.content.texts)
    layout = PaperLayout(
        title=bank.title or "Questions", languages=bank.languages or tuple(found) or ("en",)
    )
    (drawn,) = draw_sets(usable(bank).items, layout)
    pictures = _pictures(bank.images)
    canvas = Canvas(layout.title)
    _draw_paper(canvas, drawn, layout, pictures)
    _draw_key(canvas, drawn, layout, pictures)
    return WrittenFile(
        data=canvas.data(),
        filename=f"{slug_of(bank.title)}.pdf",
        media_type=PDF,
        findings=tuple(_losses(bank, pictures)),
    )


def usable(bank: ItemBank) -> ItemBank:
    """Give the bank back. Raises `InvalidInputError` for one that makes no paper."""
    if not 1 <= len(bank.items) <= QUESTIONS_MAXIMUM:
        raise InvalidInputError(
            N_("A paper has 1 to %(maximum)d questions; these are %(count)d."),
            maximum=QUESTIONS_MAXIMUM,
            count=len(bank.items),
        )
    return bank


def _written(
    files: Sequence[tuple[str, bytes]],
    bank: ItemBank,
    layout: PaperLayout,
    ending: str,
    findings: Sequence[Finding],
) -> WrittenFile:
    name = slug_of(layout.title if bank.title == "" else bank.title)
    if len(files) == 1:
        return WrittenFile(
            data=files[0][1],
            filename=f"{name}{ending}.pdf",
            media_type=PDF,
            findings=tuple(findings),
        )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter, data in files:
            # With a fixed date the same papers make the same archive.
            info = zipfile.ZipInfo(
                f"{name}-set-{letter.lower()}{ending}.pdf", (2026, 1, 1, 0, 0, 0)
            )
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return WrittenFile(
        data=packed.getvalue(),
        filename=f"{name}{ending}.zip",
        media_type=ZIP,
        findings=tuple(findings),
    )


def _paper(drawn: PaperSet, layout: PaperLayout, pictures: Mapping[str, Picture]) -> bytes:
    canvas = Canvas(layout.title)
    _draw_paper(canvas, drawn, layout, pictures)
    return canvas.data()


def _key(drawn: PaperSet, layout: PaperLayout, pictures: Mapping[str, Picture]) -> bytes:
    canvas = Canvas(layout.title)
    _draw_key(canvas, drawn, layout, pictures)
    return canvas.data()


def _draw_paper(
    canvas: Canvas, drawn: PaperSet, layout: PaperLayout, pictures: Mapping[str, Picture]
) -> None:
    size = ONE_COLUMN_SIZE if layout.columns == 1 else TWO_COLUMN_SIZE
    setter = Setter(canvas, size)
    questions = QuestionSetter(setter, layout.languages, pictures)
    width = column_width(layout.columns)
    blocks: list[Block] = []
    for section in drawn.sections:
        if section.title:
            blocks.append(_heading(setter, section.title, width))
        for question in section.questions:
            if question.stimulus is not None:
                blocks.append(questions.stimulus(question, question.stimulus, width))
            blocks.append(questions.question(question, width))
    head = head_of_paper(canvas, layout, drawn.letter, size)
    _draw(canvas, head, blocks, layout, drawn.letter, columns=layout.columns)


def _draw_key(
    canvas: Canvas, drawn: PaperSet, layout: PaperLayout, pictures: Mapping[str, Picture]
) -> None:
    setter = Setter(canvas, ONE_COLUMN_SIZE)
    blocks = [_key_table(setter, drawn)]
    if layout.explanations:
        questions = QuestionSetter(setter, layout.languages, pictures)
        blocks.append(_heading(setter, label("explanations", layout.languages), WIDTH))
        inner = WIDTH - NUMBER_WIDTH
        for question in drawn.questions:
            pieces = questions.answer(question, inner)
            pieces += questions.explanation(question, inner)
            pieces += _source(setter, question.item.content.source, layout, inner)
            number = [Run(f"{question.number}.", bold=True)]
            blocks.append(Block((*setter.hanging(number, pieces, NUMBER_WIDTH), spaced(2))))
    head = head_of_key(canvas, layout, drawn.letter)
    _draw(canvas, head, blocks, layout, drawn.letter, columns=1)


def _draw(
    canvas: Canvas,
    head: Sequence[Piece],
    blocks: Sequence[Block],
    layout: PaperLayout,
    letter: str,
    *,
    columns: int,
) -> None:
    first_top = HEAD_TOP + sum(piece.height for piece in head)
    placed = flow(blocks, columns, first_top)
    pages = 1 + max((each.page for each in placed), default=0)
    for page in range(pages):
        canvas.new_page()
        top = TOP if page else first_top
        draw_page(canvas, layout, letter, page=page + 1, pages=pages)
        draw_rules(canvas, columns, top)
        if page == 0:
            top = HEAD_TOP
            for piece in head:
                piece.draw(canvas, MARGIN, top)
                top += piece.height
        for each in placed:
            if each.page == page:
                each.piece.draw(canvas, each.x, each.y)


def _heading(setter: Setter, title: str, width: float) -> Block:
    bigger = setter.resized(setter.size + 1)
    return Block(
        (spaced(1), *bigger.text(title, width, bold=True, align=0.5), spaced(1.5)), clings=True
    )


def _key_table(setter: Setter, drawn: PaperSet) -> Block:
    """Set the numbers of the questions with their answers, many in a row."""
    cells = [
        (
            Run(f"{question.number}. ", bold=True),
            Run(answer_of(question.item.content, question.options)),
        )
        for question in drawn.questions
    ]
    starts = range(0, len(cells), KEY_COLUMNS)
    table = TableOfRuns(tuple(tuple(cells[first : first + KEY_COLUMNS]) for first in starts))
    columns = [WIDTH / KEY_COLUMNS] * KEY_COLUMNS
    return Block((*setter.table(table, WIDTH, columns), spaced(4)))


def _source(
    setter: Setter, source: Source | None, layout: PaperLayout, width: float
) -> list[Piece]:
    if source is None:
        return []
    words = ", ".join(part for part in (source.title, source.name, source.url) if part)
    if not words:
        return []
    small = setter.resized(setter.size - 2)
    return small.text(f"{label('source', layout.languages)}: {words}", width, italic=True)


def _pictures(images: Mapping[str, ImageFile]) -> dict[str, Picture]:
    opened = {digest: open_picture(image.data) for digest, image in images.items()}
    return {digest: picture for digest, picture in opened.items() if picture is not None}


def _losses(bank: ItemBank, pictures: Mapping[str, Picture]) -> Iterator[Finding]:
    drawable = characters()
    for position, item in enumerate(bank.items):
        content = item.content
        words = "".join(part for text in content.texts.values() for part in _words(text))
        strange = sorted(
            each for each in set(words) - drawable if each.isprintable() and not each.isspace()
        )
        missing = sum(image.digest not in pictures for image in content.images)
        for is_lost, problem in (
            (missing, Problem(N_("A picture cannot be printed."), field="images")),
            (
                strange,
                Problem(
                    N_("The font has no signs for these characters: %(characters)s."),
                    {"characters": " ".join(strange[:CHARACTERS_SHOWN])},
                ),
            ),
        ):
            if is_lost:
                excerpt = content.text().stem[:120]
                yield Finding(problem, Action.CHANGED, item.place, position, excerpt)


def _words(text: ItemText) -> tuple[str, ...]:
    return (text.stem, text.explanation, *text.options, *text.prompts)


FORMAT = FileFormat(
    name=NAME,
    title="Question paper (PDF)",
    extensions=("pdf",),
    media_type=PDF,
    write=_write,
)
