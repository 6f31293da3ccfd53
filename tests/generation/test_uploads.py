"""Files become text, or are refused with a reason and a way out."""

import pytest

from quizapp.errors import ArticleError
from quizapp.generation.reading import read, read_upload

PAGE = """<!doctype html><html lang="en"><head><title>Fish market opens in Kochi | Daily</title>
<meta charset="utf-8"><meta property="article:published_time" content="2024-03-05"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Fish market opens in Kochi</h1>
<p>The market in the old harbour was opened by the minister, in front of a large crowd of buyers
who had waited for it since the early morning.</p>
<h2>Background</h2><ul><li>It cost 12 crore rupees to build, and has forty stalls.</li></ul>
<p>The old market had stood for a hundred years, until a storm took its roof in the year 2018.</p>
</article><footer>Subscribe to our letter</footer></body></html>"""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Café costs rise".encode(), "Café costs rise"),
        ("Café costs rise".encode("utf-8-sig"), "Café costs rise"),
        ("Café costs rise".encode("utf-16"), "Café costs rise"),
        ("Café costs rise “again”".encode("windows-1252"), "Café costs rise “again”"),
        (b"One line\r\nand another", "One line\r\nand another"),
    ],
)
def test_plain_text_is_decoded(data: bytes, text: str) -> None:
    assert read_upload(data, "article.txt") == text


def test_a_page_gives_title_date_and_article() -> None:
    article = read(read_upload(PAGE.encode(), "page.html"))

    assert article.title == "Fish market opens in Kochi"
    assert article.published is not None
    assert article.published.isoformat() == "2024-03-05"
    texts = " ".join(block.text for block in article.blocks)
    assert "forty stalls" in texts
    assert "Subscribe" not in texts


def test_a_page_is_known_by_its_content_too() -> None:
    assert "<p>" not in read_upload(PAGE.encode(), "page.txt")


def test_the_declared_encoding_of_a_page_is_used() -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("Kochi", "Кочи")
    assert "Кочи" in read_upload(page.encode("windows-1251"), "page.html")


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n ", "a.txt", "empty"),
        (b"a" * 2_000_001, "a.txt", "too_long"),
        (b"%PDF-1.7 stream", "a.pdf", "binary"),
        (b"PK\x03\x04 docx", "a.docx", "binary"),
        (b"\x89PNG\r\n", "a.txt", "binary"),
        (b"\x00\x01\x02\x03" * 40, "a.bin", "binary"),
        (b"<html><body></body></html>", "a.html", "not_text"),
    ],
)
def test_what_is_refused(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(ArticleError) as refused:
        read_upload(data, name)
    assert refused.value.reason == reason
    assert name in str(refused.value)
