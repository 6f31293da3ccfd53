"""Questions of several facts: statements, order of events, pairs, and which is NOT correct."""

import re

import pytest

from quizapp.domain.items import ItemFormat, OptionOrder
from quizapp.generation.formats import COMPOSED
from quizapp.generation.pipeline import generate
from quizapp.generation.plain_data import as_json
from quizapp.generation.types import Question

ARTICLE = """Harbours of the south

8 January 2020

In 1998, Kerala opened the Vizhinjam Fisheries Academy. The World Bank lent 640 million dollars to
Tamil Nadu in 2011 for mending harbours. Goa joined the Coastal Harbour Programme in 2004.

Fisheries rose by 6.4 per cent in Andhra Pradesh in 2017. In 2015, Karnataka launched the National
Jetty Mission. Revenue Secretary Asha Kamat thanked the boatmen. Defence Minister Rajnath Singh
thanked the boatmen as well. Odisha Chief Minister Naveen Patnaik sang with the boatmen.
"""
ALL = COMPOSED - {ItemFormat.CLOZE}


def questions(*formats: ItemFormat, seed: int = 0, options: int = 4) -> tuple[Question, ...]:
    return generate(ARTICLE, count=20, formats=formats, seed=seed, options=options).questions


def statements_of(question: Question) -> list[str]:
    return re.findall(r"^\d\. (.*)$", question.stem, re.MULTILINE)


def holds(statement: str) -> bool:
    """Whether one sentence of the article has all names and numbers of the statement."""
    sentences = re.split(r"(?<=[a-z\d])\.\s", " ".join(ARTICLE.split()))
    told = re.findall(r"\d[\d,.]*\d|\d|\b[A-Z][a-z]+", statement.removeprefix("In "))
    return any(all(part in sentence for part in told) for sentence in sentences)


@pytest.mark.parametrize("seed", range(6))
def test_which_statements_are_correct(seed: int) -> None:
    made = questions(ItemFormat.STATEMENTS, seed=seed)
    assert made
    for question in made:
        lines = statements_of(question)
        right = [i for i, line in enumerate(lines, start=1) if holds(line)]
        code = {
            (): "Neither 1 nor 2",
            (1, 2): "1 and 2 only" if len(lines) > 2 else "Both 1 and 2",
            (1, 2, 3): "1, 2 and 3",
        }.get(tuple(right), " and ".join(map(str, right)) + " only")
        assert question.options[question.key] == code, question.stem
        assert question.order is OptionOrder.FIXED


@pytest.mark.parametrize("seed", range(6))
def test_how_many_statements_are_correct(seed: int) -> None:
    (question, *_) = questions(ItemFormat.HOW_MANY, seed=seed)
    right = sum(holds(line) for line in statements_of(question))
    names = {0: "None", 1: "Only one", 2: "Only two", 3: "All three"}
    assert question.options[question.key] == names[right]


def test_one_statement_is_not_correct() -> None:
    (question, *_) = questions(ItemFormat.NEGATIVE)
    assert "NOT" in question.stem
    false = [i for i, option in enumerate(question.options) if not holds(option)]
    assert false == [question.key]


@pytest.mark.parametrize("seed", range(4))
def test_events_in_order(seed: int) -> None:
    (question, *_) = questions(ItemFormat.ORDER, seed=seed)
    lines = statements_of(question)
    years = {
        "Vizhinjam": 1998,
        "Coastal": 2004,
        "World Bank": 2011,
        "Jetty": 2015,
        "Fisheries rose": 2017,
    }
    dated = [next(year for word, year in years.items() if word in line) for line in lines]
    order = sorted(range(len(lines)), key=lambda i: dated[i])
    assert question.options[question.key] == " \u2013 ".join(str(i + 1) for i in order)
    assert not any(str(year) in question.stem for year in years.values())


@pytest.mark.parametrize("seed", range(4))
def test_pairs_of_posts_and_holders(seed: int) -> None:
    (question,) = questions(ItemFormat.PAIRS, seed=seed)
    holders = {
        "Revenue Secretary of India": "Asha Kamat",
        "Defence Minister of India": "Rajnath Singh",
        "Chief Minister of Odisha": "Naveen Patnaik",
    }
    told = [line.split(" : ") for line in statements_of(question)]
    right = sum(holders[post] == holder for post, holder in told)
    names = ("None of the pairs", "Only one pair", "Only two pairs", "All three pairs")
    assert question.options[question.key] == names[right]


def test_no_fact_is_asked_twice() -> None:
    made = generate(ARTICLE, count=20, formats=tuple(ItemFormat)).questions
    assert {question.format for question in made} > {ItemFormat.DIRECT.value}
    answers = [
        (each.answer.start, each.answer.end)
        for question in made
        for each in (question.evidence, *question.more_evidence)
    ]
    assert len(answers) == len(set(answers))


def test_only_direct_questions_unless_others_are_asked_for() -> None:
    assert {q.format for q in generate(ARTICLE).questions} == {ItemFormat.DIRECT.value}


def test_all_evidence_is_written_out() -> None:
    generated = generate(ARTICLE, formats=tuple(ALL))
    data = as_json(generated)["questions"]
    assert isinstance(data, list)
    for question in data:
        spans = [question["evidence"], *question["more_evidence"]]
        assert all(ARTICLE[e["start"] : e["end"]] == e["text"] for e in spans)


def test_a_gap_stands_where_the_key_was_and_only_when_asked_for() -> None:
    made = questions(ItemFormat.CLOZE)

    assert len(made) >= 3
    for question in made:
        opening, _, sentence = question.stem.partition(": ")
        assert opening == "Fill in the blank"
        assert sentence.count("_____") == 1
        assert holds(sentence.replace("_____", question.options[question.key]))
        assert question.options[question.key] not in sentence
        assert len(set(question.options)) == len(question.options)
    assert all("_____" not in question.stem for question in questions(ItemFormat.DIRECT))
