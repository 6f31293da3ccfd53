"""Pictures in Word files: in stems, options, explanations, passages and tables."""

from collections.abc import Iterator
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image

from quizapp.domain.items import ImagePlacement, ItemContent
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, Reading, SourceFile, UnfinishedItem

COLOURS = iter(range(0, 1 << 24, 4_099))


def picture() -> BytesIO:
    """Make a picture unlike any other."""
    colour = next(COLOURS)
    stream = BytesIO()
    Image.new("RGB", (40, 30), (colour >> 16, colour >> 8 & 255, colour & 255)).save(stream, "PNG")
    stream.seek(0)
    return stream


class Paper:
    """A document that is typed line by line; `<name>` in a line is the picture of that name."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.pictures: dict[str, BytesIO] = {}

    def type(self, *lines: str) -> None:
        for line in lines:
            self.fill(self.document.add_paragraph(), line)

    def fill(self, paragraph: Paragraph, line: str) -> None:
        before, _, rest = line.partition("<")
        paragraph.add_run(before)
        if rest:
            name, _, after = rest.partition(">")
            stream = self.pictures.setdefault(name, picture())
            stream.seek(0)
            paragraph.add_run().add_picture(stream)
            self.fill(paragraph, after)

    def table(self, *rows: tuple[str, ...]) -> None:
        table = self.document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, line in zip(cells.cells, row, strict=True):
                self.fill(cell.paragraphs[0], line)

    def read(self) -> Reading:
        stream = BytesIO()
        self.document.save(stream)
        return formats.read(SourceFile(stream.getvalue(), "paper.docx"))

    def shown(self, reading: Reading, content: ItemContent | UnfinishedItem) -> Iterator[str]:
        """Name the pictures of an item with their places."""
        names = {stream.getvalue(): name for name, stream in self.pictures.items()}
        for image in content.images:
            place = image.placement.value if image.option is None else "abcde"[image.option]
            yield f"{place}: {names[reading.images[image.digest].data]}"


@pytest.fixture
def paper() -> Paper:
    return Paper()


WORDS = ("(a) Goa", "(b) Kerala", "(c) Assam", "(d) Bihar", "Ans. (b)")


def test_a_picture_below_the_stem(paper: Paper) -> None:
    paper.type("1. Which state does the map show?", "<map>", "Choose one.", *WORDS)
    reading = paper.read()
    (item,) = reading.complete
    assert [*paper.shown(reading, item.content)] == ["stem: map"]
    assert item.content.text().stem == "Which state does the map show?\nChoose one."
    (finding,) = reading.findings
    assert "Pictures without a description: 1." in str(finding.problem)


def test_a_description_in_the_file_is_kept(paper: Paper) -> None:
    paper.type("1. Which state is it?", "<map>", *WORDS)
    named = next(paper.document.element.iter(qn("wp:docPr")))
    named.set("descr", "A map of\nKerala")
    reading = paper.read()
    (image,) = reading.complete[0].content.images
    assert image.alt == {"en": "A map of Kerala"}
    assert reading.findings == ()


@pytest.mark.parametrize(
    "lines",
    [
        ("<w>\t<x>", "(a)\t(b)", "<y>\t<z>", "(c)\t(d)"),
        ("(a) <w>", "(b) <x>", "(c) <y>", "(d) <z>"),
        ("(a)", "<w>", "(b)", "<x>", "(c)", "<y>", "(d)", "<z>"),
        ("(a) <w>\t(b) <x>", "(c) <y>\t(d) <z>"),
        ("(a) <w> (b) <x> (c) <y> (d) <z>",),
        ("A. <w>", "B. <x>", "C. <y>", "D. <z>"),
    ],
)
def test_options_that_are_pictures(paper: Paper, lines: tuple[str, ...]) -> None:
    paper.type("1. Select the figure that completes the series.", "<series>", *lines, "Ans. (c)")
    paper.type("2. Select the figure that completes the series.", "<other>", *lines, "Ans. (a)")
    reading = paper.read()
    first, second = reading.complete
    figures = ["a: w", "b: x", "c: y", "d: z"]
    assert [*paper.shown(reading, first.content)] == ["stem: series", *figures]
    assert [*paper.shown(reading, second.content)] == ["stem: other", *figures]
    assert first.content.text().options == ("", "", "", "")


def test_options_that_are_pictures_in_a_table(paper: Paper) -> None:
    paper.type("1. Which figure is the odd one?")
    paper.table(("(a) <w>", "(b) <x>"), ("(c) <y>", "(d) <z>"))
    paper.type("Ans. (c)", "2. Which figure is the mirror image?")
    paper.table(("<w>", "<x>", "<y>", "<v>"), ("(a)", "(b)", "(c)", "(d)"))
    paper.type("Ans. (d)", "3. Which figure comes next?")
    paper.table(("A", "B", "C", "D"), ("<z>", "<y>", "<x>", "<w>"))
    paper.type("Ans. (a)")
    reading = paper.read()
    assert [[*paper.shown(reading, each.content)] for each in reading.complete] == [
        ["a: w", "b: x", "c: y", "d: z"],
        ["a: w", "b: x", "c: y", "d: v"],
        ["a: z", "b: y", "c: x", "d: w"],
    ]


def test_one_option_with_words_and_a_picture(paper: Paper) -> None:
    paper.type("1. What is a triangle?", "(a) This: <shape>", "(b) A word", "(c) None", "Ans. (a)")
    reading = paper.read()
    (item,) = reading.complete
    assert [*paper.shown(reading, item.content)] == ["a: shape"]
    assert item.content.text().options == ("This:", "A word", "None")


def test_a_picture_of_an_explanation_waits_for_the_answer(paper: Paper) -> None:
    paper.type("1. Which state has Kochi?", *WORDS, "Explanation: Look at the map.", "<map>")
    paper.type("2. Which state has Patna?", *WORDS[:4], "Ans. (d)", "Solution:", "<sketch>")
    reading = paper.read()
    first, second = reading.complete
    assert [*paper.shown(reading, first.content)] == ["explanation: map"]
    assert first.content.text().explanation == "Look at the map."
    assert [*paper.shown(reading, second.content)] == ["explanation: sketch"]
    assert second.content.text().explanation == "See the picture."
    assert second.content.images[0].placement is ImagePlacement.EXPLANATION


def test_a_graph_of_directions_is_shown_with_each_of_its_questions(paper: Paper) -> None:
    paper.type("Directions (1-2): Study the graph and answer the questions.", "<graph>")
    paper.type("1. Which state grew most?", *WORDS, "2. Which grew least?", *WORDS[:4], "Ans. (a)")
    paper.type("3. Where is Gaya?", *WORDS[:4], "Ans. (d)")
    reading = paper.read()
    first, second, third = reading.complete
    assert first.stimulus is second.stimulus
    assert first.stimulus is not None
    assert first.stimulus.texts["en"].body.endswith("Study the graph and answer the questions.")
    assert [*paper.shown(reading, first.content)] == ["stem: graph"]
    assert [*paper.shown(reading, second.content)] == ["stem: graph"]
    assert third.content.images == ()


def test_a_question_without_its_key_keeps_its_pictures(paper: Paper) -> None:
    paper.type("1. Which figure comes next?", "<row>", "(a) <w>", "(b) <x>", "(c) <y>")
    (item,) = paper.read().items
    assert isinstance(item, UnfinishedItem)
    assert [*paper.shown(paper.read(), item)] == ["stem: row", "a: w", "b: x", "c: y"]


def test_a_question_that_is_a_picture_alone(paper: Paper) -> None:
    paper.type("1. <scan>", *WORDS, "2. <scan of another>", *WORDS)
    reading = paper.read()
    first, second = reading.complete
    assert first.content.text().stem == "See the picture."
    assert [*paper.shown(reading, second.content)] == ["stem: scan of another"]


def test_a_picture_below_the_last_option_is_to_be_checked(paper: Paper) -> None:
    paper.type("1. Which state is it?", *WORDS[:4], "<map>", "2. And which is this?", *WORDS)
    paper.type("3. And this?", *WORDS, "<third>")
    reading = paper.read()
    unfinished, _, third = reading.items
    assert isinstance(unfinished, UnfinishedItem)
    assert [*paper.shown(reading, unfinished)] == ["stem: map"]
    assert [*paper.shown(reading, reading.complete[1].content)] == ["explanation: third"]
    doubts = [each.item for each in reading.findings if "below this question" in str(each.problem)]
    assert doubts == [0, 2]
    assert third is reading.complete[1]


def test_pictures_that_no_question_has(paper: Paper) -> None:
    paper.type("<logo>", "Monthly test", "1. Which state has Kochi?", *WORDS)
    reading = paper.read()
    assert reading.title == "Monthly test"
    assert reading.images == {}
    (finding,) = reading.findings
    assert "put with no question" in str(finding.problem)
    assert (finding.action, finding.place.element) == (Action.CHECK, "paragraph 1")


def test_a_mark_on_each_question_is_none_of_them_but_a_graph_on_some_is(paper: Paper) -> None:
    for number in range(1, 11):
        graph = "<graph>" if number <= 4 else ""
        paper.type(f"{number}. What does line {number} say? <mark>", *filter(None, [graph]), *WORDS)
    reading = paper.read()
    shown = [[*paper.shown(reading, each.content)] for each in reading.complete]
    assert shown == [["stem: graph"]] * 4 + [[]] * 6
    assert sum("no question" in str(each.problem) for each in reading.findings) == 10


def test_a_picture_between_the_words(paper: Paper) -> None:
    paper.type("1. If <angle> is right, what is the other?", *WORDS)
    reading = paper.read()
    (item,) = reading.complete
    assert item.content.text().stem == "If is right, what is the other?"
    assert any("between the words" in str(each.problem) for each in reading.findings)


def test_a_question_a_row_with_pictures(paper: Paper) -> None:
    paper.table(
        ("Question", "A", "B", "C", "Answer"),
        ("Which is red? <row>", "<w>", "<x>", "<y>", "B"),
        ("Which state is it? <map>", "Goa", "Assam", "Bihar", "C"),
    )
    reading = paper.read()
    first, second = reading.complete
    assert [*paper.shown(reading, first.content)] == ["stem: row", "a: w", "b: x", "c: y"]
    assert [*paper.shown(reading, second.content)] == ["stem: map"]


def test_a_picture_that_was_cut_is_to_be_checked(paper: Paper) -> None:
    paper.type("1. Which state is it?", "<map>", *WORDS)
    (fill,) = paper.document.element.iter(qn("pic:blipFill"))
    fill.makeelement(qn("a:srcRect"), {"b": "40000"})
    fill.insert(1, fill.makeelement(qn("a:srcRect"), {"b": "40000"}))
    reading = paper.read()
    assert any("cut to a part" in str(each.problem) for each in reading.findings)
