"""Aiken in and out: what Moodle's format says, and what teachers make of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from bank_strategies import banks
from external import external_file, shape_of
from fuzzing import slow_is_no_failure
from hypothesis import given

from quizapp.domain.items import (
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemText,
    ItemType,
    OptionOrder,
    SingleKey,
    Stimulus,
    StimulusKind,
    StimulusText,
    TrueFalseKey,
)
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, BankItem, ItemBank, SourceFile, UnfinishedItem
from quizapp.interchange.html_text import plain_text
from quizapp.interchange.moodle import aiken

SAMPLE = SourceFile(
    (Path(__file__).parent / "samples" / "rivers.aiken.txt").read_bytes(), "rivers.txt"
)


def source(text: str) -> SourceFile:
    return SourceFile(text.encode(), "questions.txt")


def test_the_sample_is_read_as_teachers_mean_it() -> None:
    assert formats.detect(SAMPLE).name == "aiken"
    reading = formats.read(SAMPLE)
    assert [item.content for item in reading.complete] == [
        ItemContent(
            texts={
                "en": ItemText(
                    "Which river flows through the Grand Anicut?",
                    ("Kaveri", "Godavari", "Mahanadi", "Narmada"),
                )
            },
            key=SingleKey(0),
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "A. P. J. Abdul Kalam was born in which town?", ("Rameswaram", "Madurai")
                )
            },
            key=SingleKey(0),
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "Read the two statements.\n1. The Luni ends in the Rann of Kutch.\n"
                    "2. The Luni reaches the sea.\nWhich of them is correct?",
                    ("Only the first, since the river\nis lost in the sands", "Both"),
                )
            },
            key=SingleKey(0),
        ),
        ItemContent(
            texts={"hi": ItemText("किस नदी पर टिहरी बाँध बना है?", ("भागीरथी", "यमुना"))},
            key=SingleKey(0),
        ),
    ]
    assert [str(finding.problem) for finding in reading.findings] == [
        "rivers.txt:28: key: The question has no line such as “ANSWER: B” after its options.",
        "rivers.txt:32: key: “D” in line 35 is no option’s letter; write one of: A, B.",
        (
            "rivers.txt:37: There is no question before this; write it on the line above the first"
            " option."
        ),
    ]
    assert [finding.item for finding in reading.findings] == [4, 5, None]


def test_options_that_refer_to_each_other_keep_their_order() -> None:
    reading = aiken.read(source("Which?\nA. Agra\nB. All of the above\nANSWER: A\n"))
    assert reading.complete[0].content.option_order is OptionOrder.FIXED


@pytest.mark.parametrize(
    ("name", "shape", "findings"),
    [
        ("questions.aiken.txt", {"single": 2}, []),
        (
            "aiken_errors.txt",
            {"single": 3, "unfinished": 2, "left out": 1},
            [
                "aiken_errors.txt:1: options: A question has 2 to 12 options; this one has 1.",
                (
                    "aiken_errors.txt:5: There is no question before this; write it on the line"
                    " above the first option."
                ),
                (
                    "aiken_errors.txt:14: key: The question has no line such as “ANSWER: B” after"
                    " its options."
                ),
            ],
        ),
    ],
)
def test_files_of_others(name: str, shape: dict[str, int], findings: list[str]) -> None:
    reading = formats.read(external_file(f"moodle/aiken/{name}"))
    assert reading.format == "aiken"
    assert shape_of(reading) == shape
    assert [str(finding.problem) for finding in reading.findings] == findings


def test_texts_of_others_stay_as_they_are() -> None:
    reading = formats.read(external_file("moodle/aiken/aiken_errors.txt"))
    assert reading.complete[2].content.texts["en"] == ItemText(
        "A third good question with HTML chars such as > < &",
        ("Correct (< > &)", "Incorrect (< > &)"),
    )
    first = formats.read(external_file("moodle/aiken/questions.aiken.txt")).complete[0].content
    assert first.key == SingleKey(1)
    assert first.texts["en"].options[1] == "Martin Dougiamas"


def test_an_exam_paper_is_not_taken_for_aiken() -> None:
    assert not aiken.recognises(source("1. Which?\nA. a\nB. b\nANSWER: A\n"))
    assert not aiken.recognises(source("Which?\nA. a\nB. b\nANSWER: A\nExplanation: so\n"))
    assert not aiken.recognises(SourceFile(b"PK\x03\x04\0\0", "questions.txt"))


def test_a_file_without_a_question_is_refused() -> None:
    with pytest.raises(QuestionFileError) as caught:
        aiken.read(source("\n \n"))
    assert str(caught.value.problems[0]) == "questions.txt: There is no question here."


def test_an_older_encoding_is_read_and_said() -> None:
    reading = aiken.read(SourceFile("Café?\nA. ä\nB. ö\nANSWER: B".encode("cp1252"), "q.txt"))
    assert reading.complete[0].content.texts["en"].stem == "Café?"
    assert [finding.action for finding in reading.findings] == [Action.CHECK]


def test_the_writer_says_what_aiken_cannot_hold() -> None:
    single = ItemContent(
        texts={
            "en": ItemText("Which\ncity?", ("Delhi", "Agra"), "Since 1911.", feedback=("Yes", "")),
            "hi": ItemText("कौन-सा शहर?", ("दिल्ली", "आगरा")),
        },
        key=SingleKey(0),
        images=(ImageRef("0" * 64, ImagePlacement.STEM, None, {"en": "Map", "hi": "नक्शा"}),),
    )
    statement = ItemContent(
        texts={"en": ItemText("It rained.", ("True", "False"))},
        key=TrueFalseKey(answer=True),
        option_order=OptionOrder.FIXED,
    )
    passage = Stimulus(StimulusKind.PASSAGE, {"en": StimulusText("Capitals", "They move.")})
    bank = ItemBank(
        title="Cities of India",
        items=[BankItem(content=single, stimulus=passage), BankItem(content=statement)],
    )
    written = aiken.write(bank)
    assert written.filename == "cities-of-india.txt"
    assert written.data.decode() == (
        "Capitals They move. Which city?\nA. Delhi\nB. Agra\nANSWER: A\n"
    )
    assert [(each.action, each.item, each.problem.text) for each in written.findings] == [
        (Action.CHANGED, 0, "Aiken holds no explanation and no feedback."),
        (Action.CHANGED, 0, "Aiken holds no pictures."),
        (Action.CHANGED, 0, "Aiken holds one language; the others are not in the file."),
        (Action.CHANGED, 0, "The passage stands before the question itself."),
        (
            Action.LEFT_OUT,
            1,
            "Aiken holds single-best-answer questions in words only; this is “true-false”.",
        ),
    ]
    in_hindi = aiken.write(replace(bank, items=bank.items[:1], languages=("hi",)))
    assert "A. दिल्ली\nB. आगरा\nANSWER: A" in in_hindi.data.decode()


@slow_is_no_failure
@given(banks(types={ItemType.SINGLE}, languages={"en"}))
def test_single_best_answers_survive_but_for_line_breaks(bank: ItemBank) -> None:
    written = aiken.write(bank)
    if not any(each.action is Action.LEFT_OUT for each in written.findings):
        reading = aiken.read(SourceFile(written.data, written.filename))
        for item, again in zip(bank.items, reading.items, strict=True):
            (stem, *options), key = _words(item)
            (stem_again, *options_again), key_again = _words(again)
            assert (options_again, key_again) == (options, key)
            assert stem_again.endswith(stem)
            assert item.stimulus is not None or stem_again == stem


def _words(item: BankItem | UnfinishedItem) -> tuple[tuple[str, ...], int]:
    """The words of an item on one line each, and the position of its right option."""
    assert isinstance(item, BankItem)
    assert isinstance(item.content.key, SingleKey)
    text = item.content.texts["en"]
    words = (text.stem, *text.options)
    if item.content.text_format == "html":
        words = tuple(map(plain_text, words))
    return tuple(" ".join(each.split()) for each in words), item.content.key.option


def test_more_questions_than_are_read_of_a_file_are_refused() -> None:
    data = b"Which?\nA. x\nB. y\nANSWER: A\n\n" * 20_001
    with pytest.raises(QuestionFileError, match="more than 20000 questions"):
        aiken.read(SourceFile(data, "rivers.txt"))


def test_a_text_that_is_longer_than_any_quiz_is_refused() -> None:
    data = b"Which?\nA. x\nB. y\nANSWER: A\n\n" * 360_000
    with pytest.raises(QuestionFileError, match="has 10080000 characters; at most 10000000"):
        aiken.read(SourceFile(data, "rivers.txt"))
