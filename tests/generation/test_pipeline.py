"""The whole engine: its promises to the caller, bad input, and what importing it costs."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from generation_articles import BRIDGE, SOLAR

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat
from quizapp.errors import ArticleError
from quizapp.generation.difficulty import estimate
from quizapp.generation.pipeline import generate
from quizapp.generation.plain_data import as_json

EASY, MEDIUM, HARD = Difficulty


def test_the_same_seed_gives_the_same_questions_and_another_one_other_options() -> None:
    first, again, other = (generate(SOLAR, seed=seed) for seed in (4, 4, 5))
    assert first == again
    assert [q.options for q in first.questions] != [q.options for q in other.questions]


def test_fewer_questions_are_returned_when_fewer_are_asked_for() -> None:
    assert len(generate(SOLAR, count=3).questions) == 3


def test_questions_stand_in_the_order_of_the_article_and_no_fact_is_asked_twice() -> None:
    spans = [q.draft.fact.span for q in generate(SOLAR).questions]
    assert spans == sorted(spans)
    assert len(set(spans)) == len(spans)


def test_kinds_restrict_the_questions() -> None:
    kinds = {q.kind for q in generate(SOLAR, kinds={FactKind.DATE}).questions}
    assert kinds == {FactKind.DATE}


@pytest.mark.parametrize("wanted", [{EASY}, {MEDIUM}, {HARD}, {EASY, HARD}])
def test_difficulties_restrict_the_questions(wanted: set[Difficulty]) -> None:
    formats = (ItemFormat.DIRECT, ItemFormat.STATEMENTS)
    levels = [estimate(q) for q in generate(SOLAR, formats=formats, difficulties=wanted).questions]
    assert set(levels) == wanted


def test_so_many_of_a_difficulty_as_are_asked_for_if_there_are() -> None:
    everything = generate(SOLAR, count=200).questions
    medium = sum(estimate(each) is MEDIUM for each in everything)
    assert medium > 3
    assert len(generate(SOLAR, count=3, difficulties={MEDIUM}).questions) == 3
    assert len(generate(SOLAR, count=200, difficulties={MEDIUM}).questions) >= medium
    assert generate(SOLAR, difficulties=set(Difficulty)).questions == generate(SOLAR).questions


def test_an_article_without_questions_of_the_difficulty_is_refused_in_words() -> None:
    with pytest.raises(ArticleError, match="of this difficulty"):
        generate(SOLAR, kinds={FactKind.SCHEME, FactKind.PLACE}, difficulties={HARD})


@pytest.mark.parametrize("options", [4, 5])
def test_questions_have_the_options_asked_for_and_their_keys_are_spread(options: int) -> None:
    questions = generate(SOLAR, options=options).questions
    assert {len(q.options) for q in questions} <= {3, 4, 5}
    assert Counter(len(q.options) for q in questions).most_common(1)[0][0] == options
    keys = Counter(q.key for q in questions)
    assert max(keys.values()) <= len(questions) / 2


def test_the_key_is_the_fact_and_the_evidence_holds_it() -> None:
    for question in generate(SOLAR).questions:
        evidence = question.evidence
        assert SOLAR[evidence.span.start : evidence.span.end] == evidence.text
        answer = SOLAR[evidence.answer.start : evidence.answer.end]
        assert answer in evidence.text
        assert answer == question.draft.fact.surface
        assert question.options[question.key] == question.draft.key


def test_json_has_the_documented_form() -> None:
    data = json.loads(json.dumps(as_json(generate(SOLAR, count=4))))
    assert set(data) == {"article", "questions", "rejected"}
    assert data["article"] == {
        "title": "Cabinet clears solar pumps accord with Morocco",
        "date": "2021-03-12",
        "source": data["article"]["source"],
    }
    for question in data["questions"]:
        assert set(question) == {
            "kind", "format", "stem", "options", "key", "explanation", "evidence", "quality",
            "topics",
        }  # fmt: skip
        assert 0 <= question["quality"] <= 1
        assert question["format"] == "single"
        evidence = question["evidence"]
        assert set(evidence) == {"text", "start", "end", "answer_start", "answer_end"}
        assert SOLAR[evidence["start"] : evidence["end"]] == evidence["text"]
        assert evidence["start"] <= evidence["answer_start"] < evidence["answer_end"]
    assert all(set(refusal) == {"rule", "detail", "evidence"} for refusal in data["rejected"])


def test_the_caller_may_give_date_and_title() -> None:
    article = generate(BRIDGE, title="A bridge", published=None).article
    assert article.title == "A bridge"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\x00\x01PNG\x02\x00" * 40, "binary"),
        ("A line of text about nothing in particular at all. " * 60_000, "too_long"),
        ("La ville a ouvert un nouveau pont sur le fleuve et les habitants sont contents. " * 6,
         "language"),
        ("The leaves fell and the wind sang to the river. We walked home and said nothing. " * 4,
         "nothing_askable"),
    ],
)  # fmt: skip
def test_bad_input_gets_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        generate(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(("count", "options"), [(0, 4), (201, 4), (10, 2), (10, 7)])
def test_impossible_wishes_are_refused(count: int, options: int) -> None:
    with pytest.raises(ValueError, match="count must be"):
        generate(SOLAR, count=count, options=options)


def test_importing_the_engine_loads_no_framework_and_no_language_library() -> None:
    code = (
        "import sys, quizapp.generation.pipeline;"
        "print(*(m for m in ('flask', 'sqlalchemy', 'wtforms', 'spacy') if m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 — our own interpreter
    assert run.stdout.strip() == ""
