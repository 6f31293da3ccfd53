"""Files and pages become the text of an article."""

from datetime import date
from io import BytesIO

import docx
import pytest
from fpdf import FPDF

from quizapp.errors import ArticleError
from quizapp.fetching.client import Download
from quizapp.generation.reading import read
from quizapp.generation.types import BlockKind
from quizapp.services.article_files import DOCUMENT_MAXIMUM, read_article, read_download

TITLE = "A bridge for two towns"
FIRST = (
    "MUMBAI: The Ministry of Road Transport opened a bridge of 4.2 kilometres on 4 May 2026, which"
    " joins two towns that a river had kept apart for as long as anybody remembers."
)
SECOND = (
    "It cost 312 crore rupees and took six years to build, of which two were lost to the floods."
    " The Chief Minister said that a second bridge would follow within ten years of the first."
)


def word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    document.add_paragraph(FIRST)
    document.add_heading("What it cost", level=2)
    document.add_paragraph(SECOND)
    document.add_paragraph("four lanes", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Year", "Vehicles", "2026", "12,000"), strict=True):
        cell.text = text
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def pdf(*, pages: int = 1) -> bytes:
    document = FPDF()
    for number in range(pages):
        document.add_page()
        document.set_font("helvetica", style="B", size=16)
        document.multi_cell(0, 8, TITLE, new_x="LMARGIN", new_y="NEXT")
        document.set_font("helvetica", size=11)
        for text in (FIRST, SECOND):
            document.ln(4)
            document.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
        document.set_y(-20)
        document.cell(0, 10, f"Page {number + 1}")
    return bytes(document.output())


def test_a_word_file_keeps_paragraphs_headings_and_tables() -> None:
    found = read_article(word(), "2026-05-05-bridge.docx")

    assert found.text.split("\n\n") == [
        *(f"## {TITLE}", FIRST, "## What it cost", SECOND, "• four lanes"),
        *("Year\tVehicles", "2026\t12,000"),
    ]
    assert found.filed == date(2026, 5, 5)
    article = read(found.text)
    assert article.title == TITLE
    assert [block.kind for block in article.blocks][1:4] == [
        *(BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH)
    ]


def test_a_pdf_has_its_paragraphs_again() -> None:
    found = read_article(pdf(), "bridge.pdf")
    assert found.text.split("\n\n") == [f"## {TITLE}", FIRST, SECOND]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    document = FPDF()
    document.set_font("helvetica", size=11)
    document.add_page()
    document.set_y(240)
    long = " ".join([FIRST, SECOND] * 4)
    document.multi_cell(0, 6, long)
    found = read_article(bytes(document.output()), "bridge.pdf")
    assert document.pages_count > 1
    assert found.text == long


def page(body: str, *, url: str = "https://news.example/2026/bridge", **fields: str) -> Download:
    head = "<meta property='og:site_name' content='The Town Crier'>" if "bare" not in fields else ""
    text = f"<html><head>{head}<title>{TITLE}</title></head><body><article>{body}</article></body>"
    kind, charset = fields.get("kind", "text/html"), fields.get("charset", "")
    return Download(url, kind, charset, text.encode(charset or "utf-8"))


BODY = f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>“Très bien”, said nobody in Paris.</p>"


@pytest.mark.parametrize("charset", ["", "utf-16", "windows-1252"])
def test_a_page_gives_its_article_and_who_published_it(charset: str) -> None:
    found = read_download(page(BODY, charset=charset))

    assert found.source == "The Town Crier"
    assert FIRST in found.text
    assert "“Très bien”" in found.text
    assert read(found.text).title == TITLE


def test_a_page_that_does_not_say_who_published_it_is_its_hosts() -> None:
    assert read_download(page(BODY, bare="yes", url="https://www.pib.gov.in/")).source == (
        "pib.gov.in"
    )
    plain = Download("https://news.example/a.txt", "text/plain", "", FIRST.encode())
    assert read_download(plain).text == FIRST
    document = Download("https://news.example/release", "application/pdf", "", pdf())
    assert read_download(document).text.endswith(SECOND)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.doc", "it as a Word document"),
        (word()[:400], "cut.docx", "damaged"),
        (b"%PDF-1.7\x00\x01" * 50, "cut.pdf", "PDF"),
        (b"%PDF-1.7" + bytes(DOCUMENT_MAXIMUM), "big.pdf", "too large: at most 5000 kB"),
        (b" \n ", "empty.txt", "is empty"),
        (b"\x89PNG" + bytes(99), "photo.png", "PNG"),
    ],
)
def test_files_without_an_article_are_explained(data: bytes, name: str, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        read_article(data, name)


def test_documents_without_a_word_are_explained() -> None:
    empty, kept = FPDF(), BytesIO()
    empty.add_page()
    docx.Document().save(kept)
    for data, name in ((bytes(empty.output()), "a.pdf"), (kept.getvalue(), "a.docx")):
        with pytest.raises(ArticleError, match="no text"):
            read_article(data, name)
