"""Papers that are no papers: whatever comes in, the reader answers, and soon."""

import random
import time
from pathlib import Path

import pytest
from exam_text_papers import LABELS, POOL, Style, paper
from exam_text_samples import SAMPLES, read_text
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Place, Reading, SourceFile
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.reading import read_lines
from quizapp.interchange.exam_text.text_file import read
from quizapp.interchange.staging import read_item_as_data, read_item_from_data

PLAIN = Style(5, LABELS[0], "Ans. ({bare})", 1, "\t", blank=True, explanation="Sol. ", first=1)
FRAGMENTS = (
    "1.", "2)", "(3)", "Q4.", "प्रश्न ५", "(a)", "b)", "C.", "(क)", "i)", "Ans.", "Ans. (b)",
    "उत्तर:", "Answer Key", "1-a 2-b", "Sol.", "S1. Ans.(c)", "Directions (1-2):", "Section A",
    "?", "\n", "\n\n", "\t", " / ", "**", "True", "सही", "*", "✓", "Delhi", "दिल्ली", "42",
    "1 2 3", "A B C", "-", ":", "[SSC 2019]",
)  # fmt: skip


def _ensure_sound(reading: Reading) -> None:
    for item in reading.items:
        assert read_item_from_data(read_item_as_data(item)) == item
    for finding in reading.findings:
        assert finding.problem.text
        assert finding.item is None or 0 <= finding.item < len(reading.items)


def _attempt(data: bytes) -> None:
    try:
        reading = read(SourceFile(data, "paper.txt"))
    except QuestionFileError:
        return
    _ensure_sound(reading)


@given(st.binary(max_size=400))
@example(b"1.")
@example(b"\x00")
@settings(deadline=None)
def test_arbitrary_bytes(data: bytes) -> None:
    _attempt(data)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60), st.sampled_from(("", " ", "\n")))
@settings(deadline=None, max_examples=400)
def test_arbitrary_pieces_of_papers(pieces: list[str], between: str) -> None:
    _attempt(between.join(pieces).encode())


@given(
    st.sampled_from(sorted(SAMPLES.glob("*.txt"))),
    st.integers(0, 2**32),
    st.sampled_from(("cut", "swap", "drop", "double", "noise")),
)
@settings(deadline=None, max_examples=200)
def test_samples_that_were_damaged(path: Path, seed: int, damage: str) -> None:
    chance = random.Random(seed)
    lines = path.read_bytes().split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match damage:
        case "cut":
            lines = lines[at:] if chance.random() < 0.5 else lines[:at]
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[other])
        case _:
            lines[at] = bytes(chance.randrange(256) for _ in range(20)) + lines[at][3:]
    _attempt(b"\n".join(lines))


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8-sig", b""), ("utf-16", b""), ("utf-16-le", b""), ("utf-16-be", b"")],
)
def test_encodings_that_editors_save_in(encoding: str, mark: bytes) -> None:
    data = mark + paper(POOL[:3], PLAIN, "hi").encode(encoding)
    reading = formats.read(SourceFile(data, "paper.txt"), "exam-text")
    assert len(reading.complete) == 3
    assert reading.findings == ()


def test_windows_1252_is_read_with_a_word_of_doubt() -> None:
    data = "1. What is a “café”?\n(a) A shop\n(b) A tree\nAns. (a)\n".encode("cp1252")
    reading = read(SourceFile(data, "paper.txt"))
    assert reading.complete[0].content.text().stem == "What is a “café”?"
    assert [finding.action.value for finding in reading.findings] == ["check"]


def test_marked_options_are_right_where_nothing_else_says_so() -> None:
    texts = [
        "1. Which is a metal?",
        "(a) Oxygen",
        "(b) Iron",
        "2. Which is a gas?",
        "(a) Neon  (b) Tin",
    ]
    marked = {2: ((4, 8),), 4: ((4, 8),)}
    lines = [Line(text, Place(line=at + 1), marked.get(at, ())) for at, text in enumerate(texts)]
    reading = read_lines(lines, format_name="docx")
    assert [item.content.key.as_data() for item in reading.complete] == [
        {"option": 1},
        {"option": 0},
    ]
    assert [finding.problem.params for finding in reading.findings] == [{"count": 2}]


@pytest.mark.parametrize(
    "text",
    [
        "(a) " * 60_000,
        "1. " * 60_000,
        "1. Why?" + " " * 200_000 + "x",
        "[" * 100_000,
        "Ans. " * 50_000,
        "1-a " * 60_000,
        "1. " + "which " * 60_000 + "\n(a) x\n(b) y\nAns. (a)",
        "1. " + "how many " * 30_000 + "\n(a) x\n(b) y\nAns. (a)",
        "1. x\n(a) p\n(b) q\nS1. Ans. (a)\n" * 3_000,
        "Answers\n\n" * 20_000,
        "**" * 50_000,
        "क/" * 50_000,
        "Q" * 200_000,
        "Which\n\n(a) x\n(b) y\n\n" * 4_000,
        "1. a\n2. b\n" * 10_000,
    ],
)
def test_long_texts_take_time_in_proportion(text: str) -> None:
    start = time.process_time()
    _attempt(text.encode())
    assert time.process_time() - start < 20


def test_a_large_paper_takes_time_in_proportion() -> None:
    def seconds(questions: int) -> float:
        asked = [
            replaced
            for number in range(questions)
            for each in [POOL[number % len(POOL)]]
            for replaced in [
                type(each)((f"{each.en[0]} ({number} km)", each.en[1]), each.hi, each.key)
            ]
        ]
        text = paper(asked, PLAIN, "en")
        start = time.process_time()
        reading = read_text(text)
        taken = time.process_time() - start
        assert len(reading.complete) == questions
        return taken

    small, large = seconds(500), seconds(2_500)
    assert large < 5 * small * 2.5
