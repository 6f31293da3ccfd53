"""Which gold facts count as asked for."""

import json
from pathlib import Path

import pytest

from tests.quality.recall import Asked, GoldFact, Tally, asked_for, read_gold, tally, words

SNIPPET = "the harbour board bought 14 new cranes for Bergen"


def fact(answer: str, *accepted: str, snippet: str = SNIPPET, importance: int = 3) -> GoldFact:
    return GoldFact("figure", answer, (answer, *accepted), snippet, importance)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Board", "harbour board"),
        ("Rs. 1,200 crore", "1200 crore"),
        ("₹1,200 crore", "Rs.1200 crore"),
        ("14 per cent", "14%"),
        ("14 percentage", "14 percent"),
        ("2019-20", "2019 to 20"),
        ("the board\u2019s crane", "boards crane"),
    ],
)
def test_forms_that_are_the_same(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_decimal_point_is_no_punctuation() -> None:
    assert words("1.8") != words("18")


def test_the_key_must_be_the_answer_or_an_accepted_form() -> None:
    gold = [fact("14", "fourteen")]
    assert asked_for([Asked("Fourteen", SNIPPET)], gold) == {0}
    assert asked_for([Asked("15", SNIPPET)], gold) == set()


def test_a_name_of_several_words_may_hold_the_other_but_one_word_may_not() -> None:
    gold = [fact("Harbour Board of Bergen")]
    assert asked_for([Asked("Harbour Board", SNIPPET)], gold) == {0}
    assert asked_for([Asked("the Royal Harbour Board of Bergen", SNIPPET)], gold) == {0}
    assert asked_for([Asked("Bergen", SNIPPET)], gold) == set()
    assert asked_for([Asked("arbour Board", SNIPPET)], gold) == set()


def test_the_evidence_must_hold_most_of_the_snippet() -> None:
    gold = [fact("14", snippet="one two three four five")]
    assert asked_for([Asked("14", "One, two and three.")], gold) == {0}
    assert asked_for([Asked("14", "One and two.")], gold) == set()


def test_a_word_counts_as_often_as_it_stands_there() -> None:
    gold = [fact("14", snippet="ship ship ship crane crane")]
    assert asked_for([Asked("14", "A ship and a crane.")], gold) == set()


def test_a_figure_that_comes_twice_counts_where_its_sentence_is() -> None:
    gold = [fact("14", snippet=SNIPPET), fact("14", snippet="the board lost 14 cranes of Bergen")]
    assert asked_for([Asked("14", SNIPPET)], gold) == {0}


def test_recall_is_told_by_kind_and_importance_with_the_promised_one_last(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    entry = {"kind": "date", "answer": "1999", "sentence": "opened in 1999", "importance": 2}
    path.write_text(json.dumps([entry, entry | {"kind": "body", "importance": 1}]), "utf-8")
    told = tally([(read_gold(path), frozenset({0}))])
    assert told["date"] == told["importance >= 2"] == Tally(1, 1)
    assert told["body"] == told["importance 1"] == Tally(0, 1)
    assert list(told)[-2:] == ["all", "importance >= 2"]
    assert str(told["all"]) == "1/2 = 0.500"
