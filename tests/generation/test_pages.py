"""Whole pages as people paste them, with all that stands around the article."""

from datetime import date

import pytest
from generation_articles import BRIDGE, SOLAR

from quizapp.generation.pipeline import generate
from quizapp.generation.reading import read, read_upload
from quizapp.generation.types import Article, BlockKind

H, S, P, B, R = (
    BlockKind.HEADLINE,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.BULLET,
    BlockKind.ROW,
)

RELEASE = """\
Ministry of Ports, Shipping and Waterways

Coastal ferry between Kollam and Beypore flagged off
Boat carries 140 travellers and calls at four harbours, says the Minister
Posted On: 11 OCT 2023 3:38PM by PIB Delhi

The Union Minister for Ports flagged off a coastal ferry between Kollam and Beypore today. \
It will run on four days of each week.

Speaking on the occasion, he said that two more ferries would follow in 2024.

*****
SJM/PK
(Release ID: 1967001) Visitor Counter : 412
Read this release in: Urdu , Marathi , Tamil
"""

NEWSPAPER = """\
Home » India » Kerala
KERALA

Kollam gets its first floating bridge,
and fishermen worry

Asha Rao
| TNN | Updated: Oct 12, 2023, 06:10 IST
AA
Follow us
The new bridge over Ashtamudi Lake on Wednesday. (File photo)
KOLLAM: The floating bridge over Ashtamudi Lake was opened on Wednesday. It cost ₹14 crore and \
is 180 metres long.
ALSO READ | Where to see the backwaters
Fishermen say their nets are caught in its ropes. (With inputs from PTI)
pic.twitter.com/kL0m — Kollam Today (@kollamtoday) October 11, 2023
Tags: Kollam, bridge
You May Also Like
Ten walks in the hills
"""

COACHING = """\
Daily Current Affairs
Coir Board Turns Seventy
22-10-2023
GS Paper III – Economy

Why in News? The Coir Board kept its seventieth anniversary in Kochi on 20 October 2023.

About the Coir Board:
👉 It was set up in 1953 under an Act of Parliament.
➤ Its seat is in Kochi, Kerala.
Significance: Some seven lakh people live by the trade. Key Facts: Alappuzha has most of the mills.

Prelims Question
Q. Where does the board have its seat?
(a) Kollam
Ans: (b)
"""

TABLED = """\
Four states share the prize for clean beaches

New Delhi, 14 March 2022

The prize for clean beaches went to four states.

State\tBeaches\tPrize (₹ lakh)
Odisha\t4\t25
Kerala\t3\t20

The rest of the list is as follows.

| Goa | 2 | 10 |
|---|---|---|
| Gujarat | 1 | 5 |

Rank
State
Points
1
Odisha
96.5
2
Kerala
91

The next prize will be given in 2024.
"""

WIRE = """\
Lake in Odisha named a bird reserve
By Rina Das and Tapan Sen | January 5, 2020 10.30 am
BHUBANESWAR, Jan 5 (PTI) -- The state has named a lake in Ganjam a reserve for birds.
Photo: Forest Department
1. The lake covers 31 square kilometres.
2.It has 97 kinds of birds.
3 min read
12 Comments
Follow @odishanews for more
"""


def shape(article: Article) -> list[tuple[BlockKind, str]]:
    """Each block's kind and first two words."""
    return [(b.kind, " ".join(b.text.split()[:2])) for b in article.blocks]


def test_a_press_release() -> None:
    article = read(RELEASE)

    assert article.source == "Ministry of Ports, Shipping and Waterways"
    assert article.title == "Coastal ferry between Kollam and Beypore flagged off"
    assert article.published == date(2023, 10, 11)
    assert shape(article) == [
        (H, "Coastal ferry"),
        (S, "Boat carries"),
        (P, "The Union"),
        (P, "Speaking on"),
    ]


def test_a_newspaper_page() -> None:
    article = read(NEWSPAPER)

    assert article.title == "Kollam gets its first floating bridge, and fishermen worry"
    assert article.published == date(2023, 10, 12)
    assert article.place == "Kollam"
    assert [entry for entry in shape(article) if entry[0] is not S] == [
        (H, "Kollam gets"),
        (P, "The floating"),
        (P, "Fishermen say"),
    ]
    assert article.blocks[-1].text.endswith("caught in its ropes.")


def test_a_coaching_page() -> None:
    article = read(COACHING)

    assert article.title == "Coir Board Turns Seventy"
    assert article.published == date(2023, 10, 22)
    assert shape(article) == [
        (H, "Coir Board"),
        (S, "Why in"),
        (P, "The Coir"),
        (S, "About the"),
        (B, "It was"),
        (B, "Its seat"),
        (S, "Significance"),
        (P, "Some seven"),
        (S, "Key Facts"),
        (P, "Alappuzha has"),
    ]
    assert article.blocks[4].heading == "About the Coir Board"
    assert article.blocks[-1].heading == "Key Facts"


def test_tables_are_rows_and_no_sentences() -> None:
    article = read(TABLED)

    assert article.place == "New Delhi"
    assert [b.text for b in article.blocks if b.kind is P] == [
        "The prize for clean beaches went to four states.",
        "The rest of the list is as follows.",
        "The next prize will be given in 2024.",
    ]
    rows = [b.text for b in article.blocks if b.kind is R]
    assert rows[:3] == ["State\tBeaches\tPrize (₹ lakh)", "Odisha\t4\t25", "Kerala\t3\t20"]
    assert rows[3:5] == ["| Goa | 2 | 10 |", "| Gujarat | 1 | 5 |"]
    assert rows[5:] == ["Rank", "State", "Points", "1", "Odisha", "96.5", "2", "Kerala", "91"]


def test_an_agency_report() -> None:
    article = read(WIRE)

    assert article.published == date(2020, 1, 5)
    assert article.place == "Bhubaneswar"
    assert [(b.kind, b.text) for b in article.blocks[1:]] == [
        (P, "The state has named a lake in Ganjam a reserve for birds."),
        (B, "The lake covers 31 square kilometres."),
        (B, "It has 97 kinds of birds."),
    ]


def test_headings_without_blank_lines_stand_alone() -> None:
    article = read(
        "Decisions of the harbour board\n\n"
        "The board met on Friday and took two decisions.\n"
        "Board raises the fee for boats of more than ten metres\n"
        "The fee for boats of more than ten metres was raised to ₹400 a day.\n"
        "2. New Lighthouse\n"
        "A lighthouse of forty metres will be built on the northern pier of the harbour in 2024.\n"
    )
    assert [(b.kind, b.heading[:12]) for b in article.blocks] == [
        (H, ""),
        (P, ""),
        (S, "Board raises"),
        (P, "Board raises"),
        (S, "New Lighthou"),
        (P, "New Lighthou"),
    ]


@pytest.mark.parametrize("page", [RELEASE, NEWSPAPER, COACHING, TABLED, WIRE])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_blocks_stand_where_they_say_in_order(page: str, newline: str) -> None:
    text = page.replace("\n", newline)
    end = 0
    for block in read(text).blocks:
        assert block.span.start >= end
        assert text[block.span.start : block.span.end] == block.text
        end = block.span.end


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published - October 10, 2021 05:04 pm IST - NEW DELHI", date(2021, 10, 10)),
        ("October 10, 2021 05:04 pm | Updated October 11, 2021 07:44 am IST", date(2021, 10, 10)),
        ("Last Updated : 10 Oct, 2021 11:23 AM IST", date(2021, 10, 10)),
        ("PTI / Updated: Oct 10, 2021, 11:23 IST", date(2021, 10, 10)),
        ("Edited By: Asha Rao | Updated: Oct 10, 2021 11:23 IST", date(2021, 10, 10)),
        ("Sunday, 10 October 2021 | PNS | New Delhi", date(2021, 10, 10)),
        ("10-Oct-2021", date(2021, 10, 10)),
        ("Oct 10, 2021 08:30 AM | Source: PTI", date(2021, 10, 10)),
        ("10.10.2021", date(2021, 10, 10)),
        ("2021-10-10T11:23:00+05:30", date(2021, 10, 10)),
        ("10 OCT 2021 3:38PM by PIB Mumbai", date(2021, 10, 10)),
        ("Posted on October 10th, 2021 in Current Affairs", date(2021, 10, 10)),
        ("10 October, 2021 (Sunday)", date(2021, 10, 10)),
        ("10th of October 2021", date(2021, 10, 10)),
        ("First Published: Oct 10, 2021 | 3 min read", date(2021, 10, 10)),
        ("Battle of Kohima remembered, 10 October 2021", None),
        ("Version 10.10.2021-beta of the list", None),
    ],
)
def test_lines_of_dates_as_sites_print_them(line: str, expected: date | None) -> None:
    article = read(f"Fish market opens in Kochi\n\n{line}\n\nThe market has forty stalls in all.")
    assert article.published == expected


@pytest.mark.parametrize(
    "line",
    [
        "Read Time: 3 mins",
        "2 minutes read",
        "1.2k views | 14 shares",
        "Edited by Asha Rao",
        "Special Correspondent",
        "PTI | ANI",
        "Source: The harbour office",
        "A stall in the market. (Photo: Asha Rao)",
        "The stalls at dawn | Image: ANI",
        "Must Read: How the price of tuna is made",
        "READ | How the price of tuna is made",
        "Home > India > Kerala",
        "VRRK/AK",
        "GS Paper II - Governance",
        "GS Paper I- Art and Culture.",
        "Read in Hindi",
        "0 Comments",
    ],
)
def test_lines_around_the_article_go(line: str) -> None:
    article = read(f"Fish market opens in Kochi\n\nThe market has forty stalls in all.\n\n{line}\n")
    assert [block.kind for block in article.blocks] == [H, P]


@pytest.mark.parametrize(
    "end",
    [
        "(With inputs from PTI)",
        "[With agency inputs]",
        "(Reporting by Asha Rao)",
        "Also Read: How the price of tuna is made",
        "(Also read | How the price of tuna is made)",
    ],
)
def test_what_a_paragraph_ends_with_is_cut(end: str) -> None:
    said = "The market has forty stalls in all."
    article = read(f"Fish market opens in Kochi\n\n{said} {end}\n\nIt opens at five.")
    assert article.blocks[1].text == said


@pytest.mark.parametrize(
    "line",
    [
        "Reading rooms opened by the state have drawn 4,000 people since June.",
        "A. P. J. Abdul Kalam opened the hall in 2004.",
        "Sources close to the board said that the fee would be raised to ₹40 in May.",
        "The Delhi–Mumbai road is 1,350 km long.",
        "Category A towns pay ₹20 and the others ₹10.",
        "Watch towers will be built on both banks of the river by the end of 2024.",
        "Facebook was fined $5 billion in 2019 over the data of its users.",
        "Copyright cases rose by 12 per cent in 2019.",
        "Attempts to raise the boat failed in May 2019.",
        "Follow the river for 40 km to reach the dam of Goa.",
        "Answer-sheets were handed to 400 fishermen.",
        "Q2 - the second quarter - brought a gain of 4 per cent.",
        "The fee is ₹40 | the old one was ₹30.",
    ],
)
def test_sentences_that_begin_like_noise_stay(line: str) -> None:
    article = read(
        f"Fish market opens in Kochi\n\nThe market has forty stalls.\n\n{line}\n\nIt is."
    )
    assert [(b.kind, b.text) for b in article.blocks][2] == (P, line)


def test_a_page_of_html_keeps_headings_lists_and_tables() -> None:
    page = """<html><head><title>Harbour fair</title></head><body><article>
    <h1>Harbour fair opens in Kochi</h1>
    <p>The fair in the <b>old harbour</b> was opened by the mayor, before a large crowd of buyers
    who had waited for it since the early hours of the morning.</p>
    <h2>What the board of the old harbour asks of those who sell</h2>
    <p>The fair lists the price of each kind of fish, which the board has set for the year.</p>
    <table><tr><th>Fish</th><th>Price</th></tr><tr><td>Tuna</td><td>300</td></tr></table>
    <ul><li>The stalls open at five.</li><li>They close at noon.</li></ul>
    </article></body></html>"""
    article = read(read_upload(page.encode(), "fair.html"))

    assert shape(article) == [
        (H, "Harbour fair"),
        (P, "The fair"),
        (S, "What the"),
        (P, "The fair"),
        (R, "| Fish"),
        (R, "| Tuna"),
        (B, "The stalls"),
        (B, "They close"),
    ]
    assert "**" not in article.text
    assert "the old harbour was opened" in article.blocks[1].text


def test_the_same_news_in_another_script_goes() -> None:
    hindi = "मछली बाज़ार आज कोच्चि में खुला और बहुत लोग आए। इसमें चालीस दुकानें हैं।"
    english = "The market in Kochi was opened by the mayor. It has forty stalls in all."
    article = read(f"Fish market opens in Kochi\n\n{hindi}\n\n{english}\n\n{hindi}")
    assert [block.text for block in article.blocks] == ["Fish market opens in Kochi", english]


AROUND = """\
Home > India
NATIONAL

{headline}
Edited by Asha Rao | Updated: Mar 12, 2021, 10:15 IST
Follow us
A pump at work. (Photo: ANI)
{body}
Also Read | Where to see old pumps
(With inputs from agencies)
Tags: pumps, sun
pic.twitter.com/kL0m — Pumps Today (@pumpstoday) March 11, 2021
3 min read
Leave a Reply
Your email address will not be published.
"""


@pytest.mark.parametrize("news", [SOLAR, BRIDGE])
def test_what_stands_around_an_article_changes_no_question(news: str) -> None:
    headline, day, body = news.split("\n\n", 2)
    page = AROUND.format(headline=headline, body=body.removesuffix("Leave a Reply\n"))
    published = read(f"{headline}\n\n{day}\n\n{body}").published
    plain = generate(news, count=40, published=published)
    noisy = generate(page, count=40, published=published)
    assert len(plain.questions) > 1
    assert [(q.stem, q.options) for q in noisy.questions] == [
        (q.stem, q.options) for q in plain.questions
    ]


def test_offices_sections_and_trails_above_the_headline_go() -> None:
    release = read(
        "PIB Headquarters\nGovernment of India\nPrime Minister's Office\nCabinet opens a canal\n"
        "Posted On: 21 JUN 2023 11:05AM by PIB Ahmedabad\nThe canal in Kutch was opened today.\n"
    )
    assert release.title == "Cabinet opens a canal"
    assert release.source == "PIB Headquarters; Government of India; Prime Minister's Office"
    page = read(
        "NEWS / INDIA NEWS / Kutch canal opened\nKutch canal opened\nText Size\nSmall\nLarge\n"
        "AHMEDABAD: The canal in Kutch was opened on Wednesday.\nEnd of Article\n<< Previous\n"
    )
    assert shape(page) == [(H, "Kutch canal"), (P, "The canal")]


def test_numbered_headings_above_bullets_are_headings() -> None:
    article = read(
        "News of the week from Gujarat\n\n1. Canal opened\ni. The canal was opened in Kutch.\n"
        "ii. It is 357 km long.\n2. New ferry\n• The ferry calls at four harbours.\n"
    )
    assert [(b.kind, b.heading) for b in article.blocks[1:]] == [
        (S, "Canal opened"),
        (B, "Canal opened"),
        (B, "Canal opened"),
        (S, "New ferry"),
        (B, "New ferry"),
    ]
