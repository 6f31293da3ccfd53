import pickle

import pytest

from quizapp.errors import (
    N_,
    ArticleError,
    ConflictError,
    InvalidInputError,
    Problem,
    QuestionFileError,
    QuizappError,
)

SHORT = Problem(
    N_("%(count)d options are too few."), {"count": 1}, "items.3.options", "polity.yaml", 14
)


def test_a_message_is_filled_in_and_kept_for_translation() -> None:
    error = ConflictError(N_("%(share)d %% of %(name)s"), share=10, name="RPSC")
    assert str(error) == "10 % of RPSC"
    assert error.message == "%(share)d %% of %(name)s"
    assert error.params == {"share": 10, "name": "RPSC"}


def test_marking_a_text_changes_nothing() -> None:
    assert N_("Save %(x)s") == "Save %(x)s"


def test_a_problem_says_where_first() -> None:
    assert str(SHORT) == "polity.yaml:14: items.3.options: 1 options are too few."
    assert str(Problem("Wrong.", field="key")) == "key: Wrong."
    assert str(Problem("Wrong.", line=3)) == "3: Wrong."
    assert str(Problem("Wrong.")) == "Wrong."


def test_invalid_input_names_its_field_and_is_a_problem_itself() -> None:
    error = InvalidInputError("%(n)d is too many.", field="count", n=9)
    assert str(error) == "9 is too many."
    assert error.field == "count"
    assert error.problems == (Problem("%(n)d is too many.", {"n": 9}, "count"),)


def test_several_problems_make_one_error_led_by_the_first() -> None:
    error = InvalidInputError.from_problems([Problem("A %(x)s", {"x": 1}, "a"), Problem("B")])
    assert (error.message, error.params, error.field) == ("A %(x)s", {"x": 1}, "a")
    assert str(error) == "a: A 1\nB"


def test_an_error_without_a_problem_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        InvalidInputError.from_problems([])
    with pytest.raises(ValueError, match="at least one"):
        QuestionFileError([])


def test_a_question_file_error_lists_place_and_problem() -> None:
    error = QuestionFileError([SHORT])
    assert str(error) == str(SHORT)
    assert (error.field, error.params) == ("items.3.options", {"count": 1})
    assert isinstance(error, InvalidInputError)


@pytest.mark.parametrize(
    "error",
    [
        QuizappError("Nothing %(x)s", x=1),
        ArticleError("Empty.", reason="empty", field="text"),
        InvalidInputError("Bad.", field="key"),
        QuestionFileError([SHORT, SHORT]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_survives_the_way_from_another_process(error: QuizappError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own bytes
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert vars(back) == vars(error)
