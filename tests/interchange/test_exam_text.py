"""Papers as people write them: sample files, each with everything that is read of it."""

import pytest
from exam_text_samples import SAMPLES, as_data, expected, read_sample, read_text

from quizapp.domain.items import ItemType
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.exam_text import text_file

NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
MESSY = {"messy", "workbook"}
"""Samples with questions that nobody could complete."""


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_whole(name: str) -> None:
    assert as_data(read_sample(name)) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_told_by_its_content(name: str) -> None:
    source = SourceFile((SAMPLES / f"{name}.txt").read_bytes(), "unnamed")
    assert formats.detect(source).name == "exam-text"


def test_of_the_questions_of_sound_samples_all_are_complete() -> None:
    readings = [read_sample(name) for name in NAMES if name not in MESSY]
    assert len(readings) >= 25
    assert all(len(reading.complete) == len(reading.items) for reading in readings)


def test_of_the_questions_of_all_samples_nearly_all_are_complete() -> None:
    readings = [read_sample(name) for name in NAMES]
    items = sum(len(reading.items) for reading in readings)
    assert items >= 150
    assert sum(len(reading.complete) for reading in readings) >= 0.95 * items


def test_a_text_without_questions_says_how_to_write_them() -> None:
    with pytest.raises(QuestionFileError, match=r"paper\.txt: No question was found"):
        read_text("Dear students,\nthe test is on Monday.\n")


def test_items_of_one_passage_hold_the_same_object() -> None:
    first, second, third, fourth, *_ = read_sample("passages").items
    assert first.stimulus is not None
    assert first.stimulus is second.stimulus is third.stimulus
    assert fourth.stimulus is None


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("42", ItemType.NUMERIC),
        ("3.5 to 4", ItemType.NUMERIC),
        ("Ganga", ItemType.SHORT_ANSWER),
        ("False", ItemType.TRUE_FALSE),
        ("असत्य", ItemType.TRUE_FALSE),
    ],
)
def test_a_question_without_options_has_the_type_of_its_answer(answer: str, kind: ItemType) -> None:
    (item,) = read_text(f"1. What is asked here?\nAnswer: {answer}\n").complete
    assert item.content.type is kind


@pytest.mark.parametrize(
    ("text", "is_paper"),
    [
        ("Dear all,\n1. Come early.\n2. Bring pens.\n", False),
        ("Which?\n(a) x\n(b) y\n", True),
        ("Which?\n1) x\n2) y\nAnswer: 2\n", True),
        ("<?xml version='1.0'?><a>(a) x (b) y</a>", False),
        ("Buses leave at 9.\n", False),
    ],
)
def test_a_paper_is_told_from_other_texts(text: str, *, is_paper: bool) -> None:
    assert text_file.recognises(SourceFile(text.encode(), "note.txt")) is is_paper


def test_a_short_heading_in_an_explanation_keeps_its_line() -> None:
    text = (
        "Q1. Who wrote it?\na) Tagore\nb) Kabir\nAns: a\nExplanation: It won a prize in 1913.\n\n"
        "Additional information\n• He also wrote the national anthem\nof India.\n"
    )
    (item,) = read_text(text).complete
    assert item.content.text().explanation.split("\n") == [
        "It won a prize in 1913.",
        "Additional information",
        "He also wrote the national anthem of India.",
    ]
