"""Papers in Word as teachers make them, read whole."""

from collections.abc import Callable, Sequence
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.shared import RGBColor
from hypothesis import given
from hypothesis import strategies as st
from kruti_dev_code import kruti_dev
from paper_questions import ENGLISH, HINDI, Question, share_complete
from word_packages import numbering, paragraph, word_package

from quizapp.domain.items import ItemFormat, Language
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, Reading, SourceFile


def read(document: Document) -> Reading:
    stream = BytesIO()
    document.save(stream)
    source = SourceFile(stream.getvalue(), "paper.docx")
    assert formats.detect(source).name == "docx"
    return formats.read(source)


def add_table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text


def typed_numbers(document: Document, questions: Sequence[Question]) -> None:
    document.add_heading("Indian Polity and General Studies", 1)
    for number, each in enumerate(questions, start=1):
        document.add_paragraph(f"Q{number}. {each.stem}")
        for letter, option in zip("abcd", each.options, strict=True):
            document.add_paragraph(f"({letter}) {option}")
        document.add_paragraph(f"Ans. ({'abcd'[each.key]})")
        document.add_paragraph(f"Sol. {each.explanation}")


def options_in_a_row(document: Document, questions: Sequence[Question]) -> None:
    for number, each in enumerate(questions, start=1):
        document.add_paragraph(f"{number}) {each.stem}")
        first, second, third, fourth = each.options
        document.add_paragraph(f"A) {first}\tB) {second}")
        document.add_paragraph(f"C) {third}\tD) {fourth}")
    document.add_page_break()
    document.add_paragraph("Answer Key")
    half = len(questions) // 2
    numbered = [(str(number), "ABCD"[each.key]) for number, each in enumerate(questions, start=1)]
    for part in (numbered[:half], numbered[half:]):
        add_table(document, list(zip(*part, strict=True)))


def bold_answers(document: Document, questions: Sequence[Question]) -> None:
    for number, each in enumerate(questions, start=1):
        document.add_paragraph(f"{number}. {each.stem}")
        for position, option in enumerate(each.options):
            line = document.add_paragraph("").add_run(f"{'abcd'[position]}) {option}")
            line.bold = position == each.key


def red_answers_in_lines_of_one_paragraph(
    document: Document, questions: Sequence[Question]
) -> None:
    for number, each in enumerate(questions, start=1):
        block = document.add_paragraph(f"{number}. {each.stem}")
        for position, option in enumerate(each.options):
            line = block.add_run(f"\n({'abcd'[position]}) {option}")
            if position == each.key:
                line.font.color.rgb = RGBColor(0xFF, 0, 0)


def a_question_a_row(document: Document, questions: Sequence[Question]) -> None:
    rows = [["S.No.", "Question", "A", "B", "C", "D", "Correct Answer", "Explanation"]]
    rows += [
        [str(number), each.stem, *each.options, "ABCD"[each.key], each.explanation]
        for number, each in enumerate(questions, start=1)
    ]
    add_table(document, rows)


def a_question_a_table(document: Document, questions: Sequence[Question]) -> None:
    for each in questions:
        options = [
            ["Option", option, "correct" if position == each.key else "incorrect"]
            for position, option in enumerate(each.options)
        ]
        add_table(
            document,
            [
                ["Question", each.stem, ""],
                ["Type", "multiple_choice", ""],
                *options,
                ["Solution", each.explanation, ""],
                ["Marks", "2", "0.66"],
            ],
        )
        document.add_paragraph("")


def options_in_a_table(document: Document, questions: Sequence[Question]) -> None:
    for number, each in enumerate(questions, start=1):
        document.add_paragraph(f"{number}. {each.stem}")
        labelled = [f"({letter}) {text}" for letter, text in zip("abcd", each.options, strict=True)]
        add_table(document, [labelled[:2], labelled[2:]])
        document.add_paragraph(f"Answer: {'abcd'[each.key]}")


STYLES = [
    typed_numbers,
    options_in_a_row,
    bold_answers,
    red_answers_in_lines_of_one_paragraph,
    a_question_a_row,
    a_question_a_table,
    options_in_a_table,
]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@pytest.mark.parametrize(("questions", "language"), [(ENGLISH, "en"), (HINDI, "hi")])
def test_papers_in_the_styles_of_teachers(
    style: Callable[[Document, Sequence[Question]], None],
    questions: tuple[Question, ...],
    language: Language,
) -> None:
    document = docx.Document()
    style(document, questions)
    reading = read(document)
    assert share_complete(reading, questions, language) == 1
    assert len(reading.items) == len(questions)


def test_numbers_that_word_counts() -> None:
    numbers = numbering(("decimal", "%1."), ("lowerLetter", "(%2)"))
    body = "".join(
        paragraph(each.stem, number=1)
        + "".join(paragraph(option, number=1, level=1) for option in each.options)
        + paragraph(f"Ans: ({'abcd'[each.key]})")
        for each in ENGLISH
    )
    reading = formats.read(SourceFile(word_package(body, numbers=numbers), "paper.docx"))
    assert share_complete(reading, ENGLISH) == 1


def test_a_paper_in_kruti_dev() -> None:
    document = docx.Document()
    for number, each in enumerate(HINDI, start=1):
        options = [
            f"({letter}) {option}" for letter, option in zip("कखगघ", each.options, strict=True)
        ]
        lines = [f"{number}. {each.stem}", *options, f"उत्तर: ({'कखगघ'[each.key]})"]
        for line in lines:
            run = document.add_paragraph("").add_run(kruti_dev(line))
            run.font.name = "Kruti Dev 010"
    # "SI" cannot be written in the font.
    questions = tuple(each for each in HINDI if "SI" not in each.stem)
    assert share_complete(read(document), questions, "hi") == 1


def test_a_paper_in_two_languages() -> None:
    document = docx.Document()
    for number, (english, hindi) in enumerate(zip(ENGLISH, HINDI, strict=True), start=1):
        for each in (english, hindi):
            document.add_paragraph(f"{number}. {each.stem}")
            for letter, option in zip("abcd", each.options, strict=True):
                document.add_paragraph(f"({letter}) {option}")
        document.add_paragraph(f"Ans. ({'abcd'[english.key]})")
    reading = read(document)
    assert share_complete(reading, ENGLISH, "en") == 1
    assert share_complete(reading, HINDI, "hi") == 1
    assert len(reading.items) == len(ENGLISH)


def test_questions_without_a_key_are_flagged() -> None:
    document = docx.Document()
    typed_numbers(document, ENGLISH)
    document.add_paragraph("Q11. Which planet is the largest?")
    for letter, option in zip("abcd", ("Mars", "Jupiter", "Venus", "Earth"), strict=True):
        document.add_paragraph(f"({letter}) {option}")
    reading = read(document)
    assert len(reading.complete) == 10
    assert len(reading.items) == 11
    assert [each.action for each in reading.findings if each.item == 10] == [Action.UNFINISHED]


def test_headers_and_footers_are_not_taken() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "1. An institute of the town"
    document.sections[0].footer.paragraphs[0].text = "(a) Page 1"
    typed_numbers(document, ENGLISH)
    assert share_complete(read(document), ENGLISH) == 1


def test_tables_within_questions() -> None:
    document = docx.Document()
    document.add_paragraph("1. Match List-I with List-II and choose the right code:")
    lists = [["List-I", "List-II"], ["A. Plassey", "1. 1526"], ["B. Panipat", "2. 1757"]]
    add_table(document, lists)
    for line in ("(a) A-2, B-1", "(b) A-1, B-2", "Ans. (a)"):
        document.add_paragraph(line)
    document.add_paragraph("2. Consider the following statements:")
    for statement in ("The Rajya Sabha is a permanent House.", "It can be dissolved."):
        document.add_paragraph(statement, style="List Number")
    document.add_paragraph("Which of the statements given above is/are correct?")
    add_table(document, [["(a) 1 only", "(b) 2 only"], ["(c) Both", "(d) Neither 1 nor 2"]])
    document.add_paragraph("Ans. (a)")
    document.add_paragraph("Directions (3-4): Study the table and answer the questions.")
    add_table(document, [["Year", "Wheat", "Rice"], ["2019", "107", "118"], ["2020", "109", "122"]])
    for line in (
        *("3. When was more rice grown?", "(a) 2019\t(b) 2020", "Ans. (b)"),
        *("4. How much wheat was grown in 2020?", "(a) 107\t(b) 109", "Ans. (b)"),
    ):
        document.add_paragraph(line)
    matching, statements, third, fourth = read(document).complete
    assert matching.content.format is ItemFormat.PAIRS
    assert "\nA. Plassey — 1. 1526\nB. Panipat — 2. 1757" in matching.content.text().stem
    assert statements.content.format is ItemFormat.STATEMENTS
    assert statements.content.text().options[3] == "Neither 1 nor 2"
    assert third.stimulus is fourth.stimulus
    assert third.stimulus is not None
    body = third.stimulus.texts["en"].body
    assert body.endswith("\nYear | Wheat | Rice\n2019 | 107 | 118\n2020 | 109 | 122")


def _sample() -> bytes:
    document = docx.Document()
    typed_numbers(document, ENGLISH[:2])
    a_question_a_row(document, ENGLISH[2:4])
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


SAMPLE = _sample()


def outcome(data: bytes) -> str:
    """Read a file: whatever else than the documented error it raises goes through."""
    try:
        reading = formats.read(SourceFile(data, "paper.docx"), "docx")
    except QuestionFileError as error:
        return "refused" if "paper.docx" in str(error) else "refused without saying what"
    return "read" if reading.items else "read without a question"


@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE) - 1))
    length = data.draw(st.integers(0, 200))
    damaged = SAMPLE[:start] + data.draw(st.binary(max_size=200)) + SAMPLE[start + length :]
    assert outcome(damaged) in {"read", "refused"}


@given(st.binary())
def test_bytes_of_any_kind_are_refused(data: bytes) -> None:
    with pytest.raises(QuestionFileError):
        formats.read(SourceFile(data, "paper.docx"), "docx")


FRAGMENTS = st.recursive(
    st.sampled_from(
        [
            "<w:p/>",
            paragraph("1. What is it?", number=1),
            paragraph("(a) x"),
            "<w:p><w:r><w:tab/><w:br/><w:sym/></w:r></w:p>",
            "<m:oMath><m:f/><m:d/><m:nary/></m:oMath>",
            '<w:p><w:pPr><w:numPr><w:numId w:val="x"/><w:ilvl w:val="99"/></w:numPr></w:pPr></w:p>',
        ]
    ),
    lambda inner: st.builds(
        "<w:{0}>{1}</w:{0}>".format,
        st.sampled_from(["tbl", "tr", "tc", "p", "r", "sdt", "ins", "txbxContent", "drawing"]),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)


@given(FRAGMENTS)
def test_documents_of_any_structure_are_read_or_refused(body: str) -> None:
    assert outcome(word_package(body)) in {"read", "refused"}
