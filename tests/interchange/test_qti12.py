"""QTI 1.2: what its own structures say, and what learning platforms make of them."""

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from external import external_file, shape_of
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.items import (
    ItemContent,
    ItemText,
    MatchingKey,
    NumericKey,
    OptionOrder,
    ShortAnswerKey,
    SingleKey,
    StimulusText,
    TextFormat,
    TrueFalseKey,
)
from quizapp.domain.keys import AcceptedText, MultipleKey, NumericAnswer
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import SourceFile, UnfinishedItem
from quizapp.interchange.qti import qti12

SAMPLE = SourceFile(
    (Path(__file__).parent / "samples" / "rivers.qti12.xml").read_bytes(), "rivers.xml"
)
HALF = Fraction(1, 2)


def test_the_sample_is_read_as_it_means() -> None:
    assert formats.detect(SAMPLE).name == "qti-1.2"
    reading = formats.read(SAMPLE)
    assert reading.title == "Rivers of India"
    assert [item.id for item in reading.items] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert [item.category for item in reading.items] == [("The south",), (), (), (), (), ()]
    assert [item.content for item in reading.complete] == [
        ItemContent(
            texts={
                "en": ItemText(
                    "Which river flows through the <b>Grand Anicut</b>?",
                    ("Kaveri", "Godavari", "A &amp; B &lt; C"),
                    "It stands near Thanjavur.",
                    feedback=("It was built by Karikala.", "", ""),
                )
            },
            key=SingleKey(0, (Fraction(1), Fraction(-1, 3), Fraction(0))),
            text_format=TextFormat.HTML,
            option_order=OptionOrder.FIXED,
        ),
        ItemContent(
            texts={"hi": ItemText("टिहरी बाँध भागीरथी पर बना है।", ("सही", "गलत"))},
            key=TrueFalseKey(answer=True),
            option_order=OptionOrder.FIXED,
        ),
        ItemContent(
            texts={"en": ItemText("The delta of the ____ is the largest.")},
            key=ShortAnswerKey(
                (
                    AcceptedText("Ganga", Fraction(1)),
                    AcceptedText(r"Ganges\*", Fraction(1)),
                    AcceptedText("Padma", HALF),
                ),
                case_sensitive=True,
            ),
        ),
        ItemContent(
            texts={"en": ItemText(r"Solve 1/(x + 1) = 2^3 and \(y^2\) and \(\sqrt{z}\).")},
            key=NumericKey(
                (
                    NumericAnswer(Decimal("-0.85"), Decimal("0.05")),
                    NumericAnswer(Decimal("-0.875"), Decimal("0.0875"), HALF),
                )
            ),
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "Where does each end?",
                    ("Rann of Kutch", "Arabian Sea"),
                    prompts=("Luni", "Narmada"),
                )
            },
            key=MatchingKey((0, 1)),
        ),
    ]
    assert isinstance(reading.items[5], UnfinishedItem)
    assert [str(finding.problem) for finding in reading.findings] == [
        (
            "rivers.xml:6: feedback: Feedback that belongs to no single answer, or a hint, was left"
            " out."
        ),
        "rivers.xml:49: A formula was put in a line; check that it says the same.",
        "rivers.xml:76: key: The file does not say which answer is right.",
        ("rivers.xml:85: Questions of the type “hot spot” cannot be kept; this one was left out."),
    ]


SHAPES: dict[str, tuple[dict[str, int], list[str]]] = {
    "all_canvas_simple_1.2.xml": (
        {
            "single": 2,
            "true-false": 1,
            "short-answer": 1,
            "multiple": 1,
            "matching": 1,
            "numeric": 1,
            "left out": 3,
        },
        ["several blanks", "calculated", "essay"],
    ),
    "bank_entry_item.xml": ({"left out": 1}, []),
    "canvas_multiple_dropdown.xml": ({"left out": 1}, ["several drop-down lists"]),
    "canvas_multiple_dropdowns.xml": ({"left out": 1}, ["several drop-down lists"]),
    "canvas_multiple_dropdowns_correct_choice_is_not_the_first.xml": (
        {"left out": 1},
        ["several drop-down lists"],
    ),
    "canvas_multiple_fib.xml": ({"left out": 1}, ["several blanks"]),
    "canvas_multiple_fib_as_single.xml": ({"short-answer": 1}, []),
    "canvas_multiple_fib_extra_brackets.xml": ({"left out": 1}, ["several drop-down lists"]),
    "categorization.xml": ({"left out": 1}, ["categorization"]),
    "choice.xml": ({"true-false": 1, "single": 2, "multiple": 1}, []),
    "choice_vary_points_by_answer.xml": ({"single": 1}, []),
    "choice_vary_points_by_answer_zero_points.xml": ({"single": 1}, []),
    "essay.xml": ({"left out": 1}, ["essay"]),
    "essay_custom_settings.xml": ({"left out": 1}, ["essay"]),
    "feedback_quiz_1.2.xml": ({"true-false": 2, "left out": 1}, ["essay"]),
    "fib_feedback.xml": ({"short-answer": 1}, []),
    "formula.xml": ({"left out": 1}, ["calculated"]),
    "formula_mform.xml": ({"left out": 1}, ["calculated"]),
    "formula_mvar.xml": ({"left out": 1}, ["calculated"]),
    "formula_scientific.xml": ({"left out": 1}, ["calculated"]),
    "hot_spot.xml": ({"left out": 4}, ["hot spot"] * 4),
    "matching.xml": ({"matching": 1}, []),
    "matching_feedback.xml": ({"matching": 1}, []),
    "mc_feedback.xml": ({"single": 1}, []),
    "multiple_answer.xml": ({"multiple": 1}, []),
    "multiple_answer_canvas.xml": ({"multiple": 1}, []),
    "multiple_choice.xml": ({"single": 1}, []),
    "nq_multiple_fib_answer_types.xml": ({"left out": 1}, ["several blanks"]),
    "nq_multiple_fib_scoring_algorithms.xml": ({"left out": 1}, ["several blanks"]),
    "numeric_exact_match.xml": ({"numeric": 2}, []),
    "numeric_margin_error.xml": ({"numeric": 1}, []),
    "numeric_margin_error_percent.xml": ({"numeric": 1}, []),
    "numeric_precision.xml": ({"numeric": 1}, []),
    "numeric_precision_decimals.xml": ({"numeric": 1}, []),
    "numeric_within_range.xml": ({"numeric": 1}, []),
    "ordering.row.xml": ({"left out": 1}, ["ordering"]),
    "ordering.xml": ({"left out": 1}, ["ordering"]),
    "ordering_with_labels.xml": ({"left out": 1}, ["ordering"]),
    "question_group.xml": ({"true-false": 10}, []),
    "single_fib.xml": ({"short-answer": 1}, []),
    "stimulus.xml": ({"left out": 1}, ["text without a question"]),
    "stimulus_passage.xml": ({"left out": 1}, ["text without a question"]),
    "stimulus_with_child_item.xml": ({"single": 1}, []),
    "text.no.question.xml": ({"left out": 1}, ["text without a question"]),
    "true_false.xml": ({"true-false": 1}, []),
    "true_false_with_calculator.xml": ({"true-false": 1}, []),
    "upload.xml": ({"left out": 1}, ["file upload"]),
    "upload_with_custom_settings.xml": ({"left out": 1}, ["file upload"]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_files_of_others(name: str) -> None:
    reading = formats.read(external_file(f"qti-1.2/{name}"))
    assert reading.format == "qti-1.2"
    types = [f.problem.params["type"] for f in reading.findings if "type" in f.problem.params]
    assert (shape_of(reading), types) == SHAPES[name]


@pytest.mark.parametrize("name", ["fib.xml", "fib_str.xml", "item_no_title.xml"])
def test_files_with_a_tag_that_is_not_closed_say_where(name: str) -> None:
    with pytest.raises(QuestionFileError, match=f"{name}:45: .* resprocessing line 33 and item"):
        formats.read(external_file(f"qti-1.2/{name}"))


def test_every_file_of_others_is_named_here() -> None:
    found = external_file("qti-1.2/essay.xml")
    assert found.data
    broken = {"fib.xml", "fib_str.xml", "item_no_title.xml"}
    assert len(SHAPES) + len(broken) == 51


def keys_of(name: str) -> list[object]:
    return [item.content.key for item in formats.read(external_file(f"qti-1.2/{name}")).complete]


def test_keys_of_files_of_others() -> None:
    assert keys_of("numeric_margin_error_percent.xml") == [
        NumericKey((NumericAnswer(Decimal(200), Decimal(40)),))
    ]
    assert keys_of("numeric_precision.xml") == [
        NumericKey((NumericAnswer(Decimal(1000), Decimal("0.005")),))
    ]
    assert keys_of("numeric_precision_decimals.xml") == [
        NumericKey((NumericAnswer(Decimal("100.1234"), Decimal("0.00005")),))
    ]
    assert keys_of("numeric_within_range.xml") == [
        NumericKey((NumericAnswer(Decimal("11.5"), Decimal("10.5")),))
    ]
    assert keys_of("choice_vary_points_by_answer.xml") == [SingleKey(0, (Fraction(1), HALF))]
    assert keys_of("multiple_answer_canvas.xml") == [MultipleKey(frozenset({0, 2, 3}))]
    assert keys_of("matching.xml") == [MatchingKey((0, 1), all_or_nothing=True)]
    assert keys_of("choice.xml")[2] == MultipleKey(
        frozenset({0, 2, 3, 6}),
        tuple(Fraction(1, 4) if each in {0, 2, 3, 6} else Fraction(-1, 10) for each in range(7)),
    )


def test_a_passage_belongs_to_the_questions_under_it() -> None:
    item = formats.read(external_file("qti-1.2/stimulus_with_child_item.xml")).complete[0]
    assert item.stimulus is not None
    assert item.stimulus.texts == {"en": StimulusText("stimulus title", "some content")}


def test_groups_and_banks_are_named() -> None:
    group = formats.read(external_file("qti-1.2/question_group.xml"))
    assert [str(finding.problem) for finding in group.findings] == [
        "question_group.xml:11: Each student gets 1 of this group; all were taken in.",
        "question_group.xml:215: Each student gets 3 of this group; all were taken in.",
    ]
    assert {item.category for item in group.items} == {("Group 1 (1/4)",), ("Group 2(3/5)",), ()}


@pytest.mark.parametrize("data", [SAMPLE.data[:-40], SAMPLE.data[:2_000]])
def test_a_truncated_file_is_not_read(data: bytes) -> None:
    with pytest.raises(QuestionFileError, match="not XML that can be read"):
        formats.read(SourceFile(data, "rivers.xml"))


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE questestinterop [<!ENTITY a "aaaa">]><questestinterop>&a;</questestinterop>'
    with pytest.raises(QuestionFileError, match="declares XML entities"):
        formats.read(SourceFile(bomb, "bomb.xml"))


@pytest.mark.parametrize(
    "text",
    [
        "&lt;img " + "a" * 1_000_000,
        "&lt;img " * 100_000,
        "&lt;math&gt;" * 100_000,
        "&lt;math&gt;" + "&lt;mrow&gt;" * 100_000 + "&lt;/math&gt;",
        "&lt;img a=&quot;" * 100_000,
        "&lt;p&gt;" * 100_000,
    ],
    ids=["long tag", "open tags", "open formulas", "deep formula", "open quotes", "deep"],
)
def test_hostile_texts_end_soon(text: str) -> None:
    # Whatever takes time in the square of their length would not end within the patience of anyone.
    whole = SAMPLE.data.decode().replace("Which is the longest?", text)
    assert len(formats.read(SourceFile(whole.encode(), "rivers.xml")).items) == 6


@given(st.data())
@settings(deadline=None)
def test_mutated_files_are_read_or_refused(data: st.DataObject) -> None:
    text = SAMPLE.data.decode()
    words = st.sampled_from(
        ["item", "ident=", ">a<", "varequal", "Single", "response_lid", "mattext", "1", "</or>"]
    )
    for _ in range(data.draw(st.integers(1, 4))):
        old, new = data.draw(words), data.draw(words | st.text(max_size=5))
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + text[start:].replace(old, new, 1)
    with suppress(QuestionFileError):
        qti12.FORMAT.read(SourceFile(text.encode(errors="replace"), "mutated.xml"))


@given(st.binary(max_size=60))
def test_arbitrary_bytes_are_refused(junk: bytes) -> None:
    with suppress(QuestionFileError):
        qti12.FORMAT.read(SourceFile(b"<questestinterop>" + junk, "junk.xml"))
    assert not qti12.FORMAT.recognises(SourceFile(junk, "junk.xml"))
