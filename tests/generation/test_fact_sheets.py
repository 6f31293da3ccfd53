"""Fact sheets under articles: what stands after a label is a fact of what the heading names."""

from quizapp.generation.pipeline import generate
from quizapp.generation.reading import read
from quizapp.generation.types import BlockKind

SHEET = """\
Farm fund lends to Kenya

12 May 2021

The farm fund of the world lent Kenya a sum of 40 million dollars for its dairies in May 2021.

About the International Fund for Agricultural Development:
Headquarters – Rome, Italy
Founded: 1977
President – Asha Mwangi of Kenya

About Kenya
• Capital: Nairobi
• Currency – Kenyan shilling

About NABARD: Headquarters – Mumbai; Established – 12 July 1982; Motto – Development

About the new dairy of the fund
Headquarters – Nairobi
Chairman – Tom Otieno
"""


def asked(text: str) -> dict[str, str]:
    return {q.stem: q.options[q.key] for q in generate(text, count=40).questions}


def test_lines_of_a_sheet_are_no_headings() -> None:
    blocks = {block.text: block for block in read(SHEET).blocks}
    for line in ("Headquarters – Rome, Italy", "Founded: 1977", "Capital: Nairobi"):
        assert blocks[line].kind is BlockKind.BULLET
    assert blocks["Founded: 1977"].heading == (
        "About the International Fund for Agricultural Development"
    )


def test_seat_year_and_capital_are_asked_for() -> None:
    questions = asked(SHEET)
    assert questions["Which city is the capital of Kenya?"] == "Nairobi"
    fund = "the International Fund for Agricultural Development"
    assert questions[f"In which city is the headquarters of {fund} located?"] == "Rome"
    assert questions[f"In which year was {fund} established?"] == "1977"
    bank = "the National Bank for Agriculture and Rural Development"
    assert questions[f"In which city is the headquarters of {bank} located?"] == "Mumbai"
    assert questions[f"On which date was {bank} established?"] == "12 July 1982"


def test_a_sheet_of_nothing_known_is_not_asked_about() -> None:
    stems = " ".join(asked(SHEET))
    assert "dairy" not in stems
    assert "Otieno" not in stems
    assert "shilling" not in stems


def test_a_sheet_ends_where_something_else_is_spoken_of() -> None:
    text = SHEET + (
        "\nAbout Morocco:\nCapital: Rabat\n2. The Port Guild\nHeadquarters – Mombasa\n"
        "About the World Bank: Headquarters – Washington, D.C.; Established – 1944\nAbout RBI\n"
        "Established – 1 April 1935\n"
    )
    questions = asked(text)
    assert questions["Which city is the capital of Morocco?"] == "Rabat"
    assert "Mombasa" not in questions.values()
    assert questions["On which date was the Reserve Bank of India established?"] == "1 April 1935"
    assert "On which date was the World Bank established?" not in questions
