"""Texts become articles: what is found, what is dropped, and that the offsets hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import ArticleError
from quizapp.generation.reading import date_of_name, read
from quizapp.generation.types import BlockKind

PAGE = """\
Home
Fish market opens in Kochi

Posted On: 10 JAN 2020 3:45PM by PIB Delhi
By Asha Rao

NEW DELHI, Jan 10 (PTI): The market was opened by the fisheries minister of the state. It has \
forty stalls.

What it offers:
• Cold rooms for twenty tonnes of fish
1. A school for young fishermen, which the bank pays for.
Also read: Prices of fish rise
Image: a stall

## Background
The old market was closed in 2018. It had stood for a hundred years.

Share this
https://example.org/market

Leave a Reply
Your email address will not be published.
"""
FRENCH = (
    "Le marché de la ville a été ouvert par le ministre, et les habitants sont venus dans la grande"
    " salle pour voir ce que le port leur offre depuis des années."
)
GERMAN = (
    "Der Markt der Stadt wurde von dem Minister eröffnet, und die Bewohner sind in die große Halle"
    " gekommen, um zu sehen, was der Hafen ihnen seit Jahren bietet."
)


def test_a_page_is_taken_apart() -> None:
    article = read(PAGE)

    assert article.title == "Fish market opens in Kochi"
    assert article.published == date(2020, 1, 10)
    assert article.place == "New Delhi"
    assert [(block.kind, block.heading) for block in article.blocks] == [
        (BlockKind.HEADLINE, ""),
        (BlockKind.PARAGRAPH, ""),
        (BlockKind.HEADING, "What it offers"),
        (BlockKind.BULLET, "What it offers"),
        (BlockKind.BULLET, "What it offers"),
        (BlockKind.HEADING, "Background"),
        (BlockKind.PARAGRAPH, "Background"),
    ]
    texts = [block.text for block in article.blocks]
    assert texts[1].startswith("The market was opened")
    assert texts[3:5] == [
        "Cold rooms for twenty tonnes of fish",
        "A school for young fishermen, which the bank pays for.",
    ]
    assert texts[5] == "Background"


def test_every_block_is_the_text_at_its_span() -> None:
    article = read(PAGE)
    for block in article.blocks:
        assert article.text[block.span.start : block.span.end] == block.text


def test_the_date_of_the_file_counts_where_the_text_gives_none() -> None:
    filed = date_of_name("archive/2021-03-04-fish-market.txt")
    assert filed == date(2021, 3, 4)
    assert (
        read("Fish market opens in Kochi\n\nIt has forty stalls.", filed=filed).published == filed
    )
    assert read(PAGE, filed=filed).published == date(2020, 1, 10)


@pytest.mark.parametrize("name", ["market.txt", "2021-13-01.txt", "20210304.txt", "-", ""])
def test_a_file_name_without_a_date_gives_none(name: str) -> None:
    assert date_of_name(name) is None


def test_a_title_and_a_date_that_are_given_win() -> None:
    article = read(PAGE, title="A market for Kochi", published=date(2020, 1, 12))
    assert article.title == "A market for Kochi"
    assert article.published == date(2020, 1, 12)


def test_a_text_without_a_headline_has_none() -> None:
    article = read(
        "The market was opened on Friday. It has forty stalls.\n\nMany people came to it."
    )
    assert article.title == ""
    assert {block.kind for block in article.blocks} == {BlockKind.PARAGRAPH}


def test_a_paragraph_broken_into_lines_is_one_block() -> None:
    text = (
        "A market for Kochi\n\n"
        "The market in the harbour of the old town was opened by the\n"
        "minister in the morning, and the people of the town, who had\n"
        "waited for it, came in great numbers.\n"
        "The second hall is to follow in the spring of the next year.\n"
    )
    paragraphs = [b.text for b in read(text).blocks if b.kind is BlockKind.PARAGRAPH]
    assert [p.split()[0] for p in paragraphs] == ["The", "The"]
    assert paragraphs[0].endswith("great numbers.")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jan 10, 2020", date(2020, 1, 10)),
        ("Friday, January 10, 2020", date(2020, 1, 10)),
        ("10th January 2020", date(2020, 1, 10)),
        ("2020-01-10", date(2020, 1, 10)),
        ("2020-01-10T09:30:00Z", date(2020, 1, 10)),
        ("Published: Sept. 3, 2021 at 10:15 am IST", date(2021, 9, 3)),
        ("By Asha Rao | January 5, 2020", date(2020, 1, 5)),
        ("New Delhi, 8 October 2020", date(2020, 10, 8)),
        ("Yesterday evening, 8 October 2020", None),
        ("25/12/2020", date(2020, 12, 25)),
        ("4/5/2021", None),
        ("31 February 2020", None),
        ("The market was opened on 10 January 2020", None),
    ],
)
def test_lines_that_give_the_date_of_publication(line: str, expected: date | None) -> None:
    text = f"Fish market opens in Kochi\n\n{line}\n\nThe market has forty stalls in all."
    assert read(text).published == expected


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("KOCHI — ", "Kochi"),
        ("Lucknow: ", "Lucknow"),
        ("THRISSUR, 10 January: ", "Thrissur"),
        ("Note: ", ""),
        ("Minister: ", ""),
        ("", ""),
    ],
)
def test_datelines(start: str, place: str) -> None:
    article = read(f"A market for the town\n\n{start}The market has forty stalls in all.")
    assert article.place == place
    expected = "The market" if place or not start else start.strip()
    assert article.blocks[-1].text.startswith(expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t \n", "empty"),
        ("The market of the town is open. " * 70_000, "too_long"),
        ("The market\x00 is open\x01\x02 to all.", "binary"),
        ("<!DOCTYPE html><html><p>The market is open to all.</p></html>", "not_text"),
        ("\n".join(str(n * 37) for n in range(300)), "not_text"),
        (
            "def open_market(self, key={}):\n    return [self.key[x] for x in key]\n" * 20,
            "not_text",
        ),
        ("Kochi Delhi Mumbai Chennai Kolkata Pune Nagpur Surat " * 10, "not_text"),
        ("मछली बाज़ार आज कोच्चि में खुला और बहुत लोग आए।", "language"),
        ("市場は今日、港の近くで開かれました。", "language"),
        (FRENCH, "language"),
        (GERMAN, "language"),
    ],
)
def test_what_is_no_article(text: str, reason: str) -> None:
    with pytest.raises(ArticleError) as refused:
        read(text)
    assert refused.value.reason == reason
    assert str(refused.value)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_and_its_blocks_are_in_order(text: str) -> None:
    try:
        article = read(text)
    except ArticleError:
        return
    end = 0
    for block in article.blocks:
        assert block.span.start >= end
        assert text[block.span.start : block.span.end] == block.text
        end = block.span.end
