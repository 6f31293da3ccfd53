"""Papers as teachers in India type them, read from Word and PDF: what was meant comes out."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO

import docx
import pytest
from docx.text.paragraph import Paragraph
from indian_papers import BANKING, BILINGUAL, HINDI_ONLY, SSC, UPSC, Asked, Paper
from kruti_dev_code import kruti_dev
from pdf_papers import paper as pdf_paper

from quizapp.domain.items import SingleKey
from quizapp.interchange import formats
from quizapp.interchange.banks import BankItem, Reading, ReadItem, SourceFile

PAPERS = {
    "upsc": UPSC,
    "ssc": SSC,
    "banking": BANKING,
    "bilingual": BILINGUAL,
    "hindi": HINDI_ONLY,
}


def as_word(paper: Paper) -> bytes:
    return _word(paper, lambda paragraph, text: paragraph.add_run(text))


def as_word_in_kruti_dev(paper: Paper) -> bytes:
    """Hindi in the code of its font, Latin letters and figures in another, as typists change."""

    def write(paragraph: Paragraph, text: str) -> None:
        for part in re.split(r"([\u0900-\u097f]+(?: [\u0900-\u097f]+)*)", text):
            is_hindi = bool(part) and "\u0900" <= part[0] <= "\u097f"
            run = paragraph.add_run(kruti_dev(part) if is_hindi else part)
            run.font.name = "Kruti Dev 010" if is_hindi else "Times New Roman"

    return _word(paper, write)


def _word(paper: Paper, write: Callable[[Paragraph, str], object]) -> bytes:
    document = docx.Document()

    for block in paper.blocks:
        if isinstance(block, str):
            write(document.add_paragraph(), block)
        else:
            table = document.add_table(len(block), len(block[0]))
            for cells, row in zip(table.rows, block, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    write(cell.paragraphs[0], text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(paper: Paper) -> bytes:
    document = pdf_paper(head="Sankalp Academy, Jaipur", devanagari=True)
    for block in paper.blocks:
        if isinstance(block, str):
            document.multi_cell(
                0, 6, block.replace("\t", " " * 8), new_x="LMARGIN", new_y="NEXT", align="L"
            )
            continue
        width = document.epw / len(block[0])
        for row in block:
            for text in row:
                document.cell(width, 7, text, border=1)
            document.ln(7)
    return bytes(document.output())


def misread(item: ReadItem, asked: Asked) -> list[str]:
    """Say in which ways an item is not what was asked."""
    if not isinstance(item, BankItem):
        return [f"unfinished: {[str(each) for each in item.problems]}"]
    content = item.content
    passage = "" if item.stimulus is None else next(iter(item.stimulus.texts.values())).body
    options = {language: text.options for language, text in content.texts.items()}
    stems = "\n".join(text.stem for text in content.texts.values())
    checks = {
        f"options {options}": options == asked.options,
        f"key {content.key}": content.key == SingleKey(asked.key),
        f"format {content.format}": content.format is asked.format,
        f"stem {stems!r}": set(asked.lines) <= set(stems.split("\n")),
        f"passage {passage!r}": asked.passage in passage and bool(asked.passage) == bool(passage),
    }
    return [name for name, is_right in checks.items() if not is_right]


def wrong(reading: Reading, asked: Sequence[Asked]) -> dict[int, list[str]]:
    """Give what is not as it was meant, by the number of the question; 0 for their count."""
    found: dict[int, list[str]] = {}
    if len(reading.items) != len(asked):
        found[0] = [f"{len(reading.items)} items: {[each.id for each in reading.items]}"]
    by_id = {item.id: item for item in reading.items}
    for number, each in enumerate(asked, start=1):
        problems = misread(by_id[str(number)], each) if str(number) in by_id else ["not there"]
        if problems:
            found[number] = problems
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_papers_in_word(name: str) -> None:
    reading = formats.read(SourceFile(as_word(PAPERS[name]), f"{name}.docx"))
    assert wrong(reading, PAPERS[name].asked) == {}


@pytest.mark.parametrize("name", PAPERS)
def test_papers_in_pdf(name: str) -> None:
    reading = formats.read(SourceFile(as_pdf(PAPERS[name]), f"{name}.pdf"))
    assert wrong(reading, PAPERS[name].asked) == {}


def test_a_paper_in_kruti_dev() -> None:
    reading = formats.read(SourceFile(as_word_in_kruti_dev(HINDI_ONLY), "hindi.docx"))
    assert wrong(reading, HINDI_ONLY.asked) == {}
