"""The estimate goes by what it says it goes by, one thing at a time."""

from decimal import Decimal

import pytest

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.difficulty import estimate
from quizapp.generation.types import (
    Draft,
    EntityValue,
    Evidence,
    Fact,
    Question,
    Sentence,
    Span,
    Value,
)
from quizapp.generation.values import DateValue, FigureValue

EASY, MEDIUM, HARD = Difficulty
BODY = EntityValue("Reserve Bank of India")
YEAR, DAY = DateValue(2013), DateValue(2013, 7, 2)
ROUND, EXACT = FigureValue(Decimal(40)), FigureValue(Decimal(417))


def question(
    value: Value, *options: str, block: int = 4, question_format: str = "single"
) -> Question:
    sentence = Sentence("It was so.", Span(0, 10), (), block, 0)
    fact = Fact(FactKind.OTHER, "", value, "so", Span(7, 9), sentence, (0, 0))
    return Question(
        kind=FactKind.OTHER,
        format=question_format,
        stem="What was so?",
        options=options,
        key=0,
        order=OptionOrder.SHUFFLE,
        explanation="",
        evidence=Evidence("It was so.", Span(0, 10), Span(7, 9)),
        quality=0.5,
        topics=(),
        draft=Draft(fact, "What was so?", options[0], "by-hand"),
    )


@pytest.mark.parametrize(
    ("asked", "difficulty"),
    [
        # a name that is recognised; one that shares a word with a distractor; one of the news
        (question(BODY, "Mumbai", "Delhi", "Pune"), EASY),
        (question(BODY, "State Bank of India", "Bank of Baroda", "Tata"), MEDIUM),
        (question(BODY, "Mumbai University", "Delhi University", "Pune University"), EASY),
        (question(BODY, "Mumbai", "Delhi", "Pune", block=9), MEDIUM),
        # a year far from the others, near them, and a day; the more so far down in the article
        (question(YEAR, "2013", "2004", "2008"), MEDIUM),
        (question(YEAR, "2013", "2004", "2008", block=1), EASY),
        (question(YEAR, "2013", "2012", "2008"), MEDIUM),
        (question(YEAR, "2013", "2012", "2008", block=9), HARD),
        (question(DAY, "2 July 2013", "1 July 2013", "9 July 2013"), HARD),
        (question(DAY, "2 July 2013", "1 July 2013", "9 July 2013", block=1), MEDIUM),
        # a round figure, an exact one, and one with another within a fifth of it
        (question(ROUND, "40", "80", "160"), MEDIUM),
        (question(EXACT, "417", "834", "208"), MEDIUM),
        (question(EXACT, "1,417", "1,500", "5,000"), HARD),
        # formats of several facts, whatever their options say
        (question(BODY, "1 and 2 only", "1 only", question_format="statements"), MEDIUM),
        (question(BODY, "Only two", "All three", question_format="how-many"), HARD),
        (question(BODY, "Mumbai", "Delhi", "Pune", question_format="negative"), MEDIUM),
    ],
)
def test_an_estimate_goes_by_format_value_closeness_and_place(
    asked: Question, difficulty: Difficulty
) -> None:
    assert estimate(asked) is difficulty
