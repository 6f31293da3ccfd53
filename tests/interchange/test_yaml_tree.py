"""What is no question file at all is refused with the place and the remedy, in bounded time."""

import pytest

from quizapp.errors import QuestionFileError
from quizapp.interchange.own_format import yaml_tree
from quizapp.interchange.own_format.fields import PROBLEMS_MAXIMUM
from quizapp.interchange.own_format.sets import read_question_set
from quizapp.interchange.own_format.yaml_tree import (
    SIZE_MAXIMUM,
    Mapping,
    Scalar,
    Sequence,
    parse_tree,
)


def refusal(source: str | bytes) -> QuestionFileError:
    with pytest.raises(QuestionFileError) as caught:
        read_question_set(source, filename="set.yaml")
    return caught.value


def test_a_tree_keeps_lines_repeated_names_and_texts_as_written() -> None:
    text = "a: 1.50\nb:\n  - x\n  - |\n    y\n    z\na:\n"
    assert parse_tree(text, filename="set.yaml") == Mapping(
        (
            (Scalar("a", 1), Scalar("1.50", 1)),
            (Scalar("b", 2), Sequence((Scalar("x", 3), Scalar("y\nz", 4)), 2)),
            (Scalar("a", 7), Scalar("", 7)),
        ),
        1,
    )


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", "set.yaml: The file is empty."),
        ("# nothing yet\n", "set.yaml: The file is empty."),
        ("- a\n- b\n", "set.yaml:1: Named values were expected here"),
        ("a: b: c\n", "set.yaml:1: This is not YAML: mapping values are not allowed here."),
        ("a: 1\nb:\n\t- x\n", "set.yaml:3: This is not YAML"),
        ('a: "b\n', "set.yaml:2: This is not YAML"),
        ("a: 1\n--- \nb: 1\n", "set.yaml:2: A file holds one set"),
        ("a: &x [1]\nb: *x\n", "set.yaml:1: Anchors (&name) are not allowed"),
        ("a: 1\nb: *x\n", "set.yaml:2: Aliases (*name) are not allowed"),
        ("a: !!python/object:os.system 1\n", "set.yaml:1: Tags (!name) are not allowed"),
        ("a: !mine [1]\n", "set.yaml:1: Tags (!name) are not allowed"),
        ("[" * 100_000, "set.yaml:1: This is nested too deeply."),
        ("? [a]\n: 1\n", "set.yaml:1: The name of a field must be a word."),
        ("a: 1\nb: \x07\n", "set.yaml:2: Character U+0007 may not stand in a YAML file"),
        ('a: "\\UFFFFFFFF"\n', "set.yaml: This is not YAML that can be read"),
        ("a" * (SIZE_MAXIMUM + 1), "set.yaml: The file has 2000001 characters"),
        ("title: Flüsse".encode("utf-16"), "set.yaml: The file is in UTF-16. Save it as UTF-8"),
        (
            "schema: 1\ntitle: Flüsse".encode("windows-1252"),
            "set.yaml:2: The file is not in UTF-8: byte 0xFC cannot be read.",
        ),
    ],
)
def test_what_is_no_question_file_is_refused(source: str | bytes, problem: str) -> None:
    error = refusal(source)
    assert len(error.problems) == 1
    assert str(error).startswith(problem)


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    # With the real bound the test alone would take seconds.
    monkeypatch.setattr(yaml_tree, "VALUES_MAXIMUM", 1000)
    assert str(refusal("- a\n" * 1001)) == "set.yaml:1001: The file has too many values. Split it."
    assert len(refusal("- a\n" * 999).problems) == 1


def test_a_message_repeats_only_the_beginning_of_a_long_value() -> None:
    error = refusal(f"{'x' * 100_000}: 1\nlanguages: [{'y' * 100_000}]\n")
    assert all(len(str(problem)) < 400 for problem in error.problems)


def test_the_number_of_problems_reported_is_bounded() -> None:
    error = refusal("".join(f"field-{number}: 1\n" for number in range(2 * PROBLEMS_MAXIMUM)))
    assert len(error.problems) == PROBLEMS_MAXIMUM + 1
    # The fields and the lack of schema, title, slug, languages and questions.
    assert str(error.problems[-1]) == "set.yaml: More problems after these: 505."
