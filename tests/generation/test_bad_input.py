"""Texts that are no article, or a damaged one: few questions or none, and a reason."""

from contextlib import suppress
from random import Random

import pytest
from generation_articles import BRIDGE, SOLAR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import generate
from quizapp.generation.reading import read, read_upload
from quizapp.generation.types import Block, BlockKind, Generated

SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)

POEM = """\
The Tide at Goa

The sea goes out, the sea comes in,
And takes the sand from under thee;
Ten thousand gulls, a silver din,
Cry over Goa, cry over me.

In 1857 my father sailed
With seven men and one grey hound;
The wind of March in darkness wailed,
And only three of them were found.
"""
OPINION = """\
Why we should love our rivers

I think rivers are beautiful. Nobody should ever harm them. We must all try to be kinder to the \
water that feeds us, because without it nothing would live. In my opinion the young understand \
this better than the old. Perhaps they will do what we did not dare to do. Let us hope so.
"""
TALK = (
    "Asha: hi did u see it yday\nRina: ya lol they won by 7 wickets!!\nAsha: c u at 5 in Pune\n" * 9
)
FICTION = """\
Chapter One

On a cold night in 1889, Mr Hollow walked across London Bridge with 40 pounds in his coat. He had \
never trusted the Ministry, nor the prince who ran it. "You are late," said a voice. It was Anna, \
whom he had last seen in Vienna in 1871.
"""
RECIPE = """\
Masala dosa

Take 2 cups of rice and 1 cup of dal. Soak them for 6 hours. Grind them to a paste. Add 1 spoon of \
salt. Heat the pan and pour 1 ladle of the batter. Cook it for 3 minutes. Serve it with sambar.
"""
QUIZ = (
    "Q1. Who opened the harbour?\n(a) The mayor\n(b) The minister\n(c) The bank\nAnswer: (a)\n\n"
) * 12
PROGRAM = (
    "import os\n\nclass Ferry:\n    '''The ferry to Kollam was opened in 1998.'''\n"
    "    def run(self, boats):\n        return boats * 14\n\n"
) * 9
CELLS = "Rank\nState\nPoints\n1\nOdisha\n96.5\n2\nKerala\n91\n3\nGoa\n88\n" * 3
COLUMNS = (
    "State\tArea\tPeople\tSeat\nKerala\t38,863\t3.3 crore\tKochi\nGoa\t3,702\t14 lakh\tPanaji\n" * 4
)
HINDI_IN_LATIN = """\
Naya bandargah kal khula aur mantri ne kaha ki is par char sau crore rupaye kharch hue hain jo \
rajya ki sarkar ne diye the, yeh sab ke liye hai.
"""


def outcome(text: str) -> tuple[list[str], str]:
    """The stems, and the reason where there are none."""
    try:
        return [q.stem for q in generate(text, count=30).questions], ""
    except ArticleError as refused:
        return [], refused.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POEM, "nothing_askable"),
        (OPINION, "nothing_askable"),
        (TALK, "nothing_askable"),
        (FICTION, "nothing_askable"),
        (RECIPE, "nothing_askable"),
        (QUIZ, "nothing_askable"),
        (CELLS, "nothing_askable"),
        (COLUMNS, "not_text"),
        (PROGRAM, "not_text"),
        (SOLAR.upper(), "not_text"),
        (SOLAR.lower(), "not_text"),
        ("".join(c for c in SOLAR if c not in ".,;:?!"), "not_text"),
        ("\n".join(f"{n} {n * 7} {1990 + n % 30}" for n in range(200)), "not_text"),
        ("".join(f'{{"body": "Boat {n} was opened.", "n": {n}}},' for n in range(60)), "not_text"),
        (SOLAR.replace(" ", " \x07"), "binary"),
        (SOLAR.encode("utf-16-le").decode("latin-1"), "binary"),
        ("नया बंदरगाह 2023 में खुला। इसमें 40 नावें हैं।" * 4, "language"),
        ("புதிய துறைமுகம் 2023 இல் திறக்கப்பட்டது." * 4, "language"),
        (HINDI_IN_LATIN, "language"),
        (SOLAR * 200, "too_long"),
        ("a" * 2_000_000, "too_long"),
    ],
)
def test_no_question_and_a_reason(text: str, reason: str) -> None:
    assert outcome(text) == ([], reason)


def test_a_paragraph_in_capitals_is_not_asked_about() -> None:
    first, rest = BRIDGE.split("\n\n", 1)
    shouted = "THE BRIDGE OF KOLLAM WAS OPENED ON 3 MARCH 2019 BY THE MINISTER OF PORTS IN KERALA."
    article = read(f"{first}\n\n{shouted}\n\n{rest}")
    assert article.blocks[1].kind is BlockKind.HEADING
    assert article.blocks[1].text == shouted


@pytest.mark.parametrize(
    "data",
    [
        SOLAR.encode("utf-16-le"),
        SOLAR.encode("utf-16-be"),
        SOLAR.replace("in", "i\xadn").replace(" ", "\u200b ").encode(),
    ],
)
def test_a_file_in_a_strange_coding_is_read_all_the_same(data: bytes) -> None:
    assert read_upload(data, "article.txt") == SOLAR


def test_text_that_was_coded_twice_is_mended() -> None:
    text = "The ferry’s fare — ₹40 — “is low”, says the café."
    twice = text.encode().decode("windows-1252", errors="replace").encode()
    assert "\ufffd" in twice.decode()  # "”" has a byte that Windows-1252 lacks: beyond mending
    text = "The ferry’s fare is ₹40 — so says the café."
    assert read_upload(text.encode().decode("windows-1252").encode(), "a.txt") == text


UNITS = [
    *("a", " ", "1,", "(", '"', ".", "a b ", "x|y\n", "- ", "1. a\n", "a\n", "About "),
    *("Jan 2020 ", "By A ", "a@b", "1 min ", "[", "pic.", "—", "Delhi, ", "\t"),
]
"""What a text may repeat a hundred thousand times; `bench_reading` measures what each costs."""


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_that_repeats_itself_is_read_to_its_end(unit: str) -> None:
    text = "The fair of Goa is what it has been to all of us. " * 40 + unit * (95_000 // len(unit))
    blocks: tuple[Block, ...] = ()
    with suppress(ArticleError):
        blocks = read(text).blocks
    assert all(text[b.span.start : b.span.end] == b.text for b in blocks)


def sound(text: str, generated: Generated) -> None:
    """What must hold whatever the text."""
    prose = [
        b.span
        for b in generated.article.blocks
        if b.kind in {BlockKind.PARAGRAPH, BlockKind.BULLET}
    ]
    for question in generated.questions:
        key = question.options[question.key]
        wrong = [o for i, o in enumerate(question.options) if i != question.key]
        assert key.casefold() not in {option.casefold() for option in wrong}
        assert len({o.casefold() for o in question.options}) == len(question.options) >= 3
        evidence = question.evidence
        assert text[evidence.span.start : evidence.span.end] == evidence.text
        assert evidence.span.holds(evidence.answer)
        assert any(span.holds(evidence.span) for span in prose)
        printed = question.stem + "".join(question.options)
        assert not any(c in printed for c in "\x00\x07\xad\u200b\ufffd|\t\n")


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


NOISE = [
    "Also read: The harbour of Kochi",
    "Rank\tState\tPoints",
    "1\tOdisha\t96.5",
    "THE BRIDGE OF GOA WAS OPENED IN 2013 BY THE MINISTER",
    "Key Points:",
    "Posted On: 11 OCT 2023 3:38PM by PIB Delhi",
    "(With inputs from PTI)",
    "नया बंदरगाह 2023 में खुला।",
    "• ",
    "It said that",
    "return boats * 14",
    "caf\xe9 \x07 \u200b\xad â€œ14 boatsâ€",
]


@SLOW
@given(st.data())
def test_no_page_around_an_article_breaks_the_engine(data: st.DataObject) -> None:
    lines = lines_of(data.draw(st.sampled_from([SOLAR, BRIDGE, SOLAR + BRIDGE])))
    for _ in range(data.draw(st.integers(0, 6))):
        lines.insert(data.draw(st.integers(0, len(lines))), data.draw(st.sampled_from(NOISE)))
    if data.draw(st.booleans()):
        Random(data.draw(st.integers(0, 9))).shuffle(lines)
    text = data.draw(st.sampled_from(["\n", "\n\n", "\r\n", " "])).join(lines)
    try:
        generated = generate(text, count=50)
    except ArticleError:
        return
    sound(text, generated)


@SLOW
@given(st.data())
def test_no_swap_of_words_breaks_the_engine(data: st.DataObject) -> None:
    words = data.draw(st.sampled_from([SOLAR, BRIDGE])).split(" ")
    for _ in range(data.draw(st.integers(1, 12))):
        first = data.draw(st.integers(0, len(words) - 1))
        second = data.draw(st.integers(0, len(words) - 1))
        words[first], words[second] = words[second], words[first]
    text = " ".join(words)
    try:
        generated = generate(text, count=50)
    except ArticleError:
        return
    sound(text, generated)
