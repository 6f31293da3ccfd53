"""The question sets in questions/ keep what a machine can check of a good question."""

import re
from collections import Counter
from itertools import chain, combinations
from pathlib import Path

import pytest

from quizapp.domain.items import (
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    OptionOrder,
    SingleKey,
)
from quizapp.domain.materials import normalised
from quizapp.domain.ordering import ascending, suggested_order
from quizapp.interchange import formats
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.own_format.sets import (
    QuestionSetFile,
    SetQuestion,
    read_question_set,
    write_question_set,
)

QUESTIONS = Path(__file__).parents[1] / "questions"
PATHS = sorted(QUESTIONS.glob("*.yaml"))
SETS = {path: read_question_set(path.read_bytes(), filename=path.name) for path in PATHS}
ALL = list(chain.from_iterable(question_set.questions for question_set in SETS.values()))
SINGLES = [question for question in ALL if question.content.type is ItemType.SINGLE]
"""Questions with one right option; those of other types have rules of their own."""
OF_SINGLES = [
    one for one in SETS.values() if {item.type for item in one.items} == {ItemType.SINGLE}
]
DIRECT = [
    question
    for question in SINGLES
    if question.content.format in {ItemFormat.DIRECT, ItemFormat.NEGATIVE}
]
ARTICLES = {
    path.read_text("utf-8").splitlines()[0]: path.read_text("utf-8")
    for path in (QUESTIONS / "samples").glob("*.txt")
}

SHARE_OF_LONGEST_KEYS = 0.35
"""QUESTION_QUALITY of the project, criterion 8: over a set, the key is longest in at most 35 %."""
KEY_TO_SECOND_LONGEST = 1.25
WORDS_OF_A_DIRECT_STEM = 30

ALL_OR_NONE = re.compile(r"\b(all|none|both|neither) of (the )?(above|these|them)\b")
ABSOLUTE = re.compile(r"\b(always|never|every|only|all|none)\b")
VAGUE = re.compile(r"\b(many|often|some|usually|several|recently|currently|today|last year)\b")
BETWEEN_WORDS = re.compile(r"[^\w]+")

each_question = pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
each_direct = pytest.mark.parametrize("question", DIRECT, ids=lambda question: question.id)
each_single = pytest.mark.parametrize("question", SINGLES, ids=lambda question: question.id)
each_set_of_singles = pytest.mark.parametrize("question_set", OF_SINGLES, ids=lambda one: one.slug)
each_set = pytest.mark.parametrize("question_set", SETS.values(), ids=lambda one: one.slug)


def key_of(content: ItemContent) -> int:
    assert isinstance(content.key, SingleKey)
    return content.key.option


def key_and_others(text: ItemText, content: ItemContent) -> tuple[str, list[str]]:
    key = key_of(content)
    return text.options[key], [one for place, one in enumerate(text.options) if place != key]


def words(text: str) -> set[str]:
    return {word for word in BETWEEN_WORDS.split(text.casefold()) if len(word) > 3}


def test_there_are_sets_enough() -> None:
    assert len(SETS) >= 4
    assert len(ALL) >= 60
    assert sum(len(question.content.texts) == 2 for question in ALL) >= 12
    formats = {question.content.format for question in ALL}
    assert formats == set(ItemFormat) - {ItemFormat.CLOZE}  # only where somebody asks for it
    assert {question.content.type for question in ALL} == set(ItemType)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_files_are_kept_in_the_form_that_the_app_writes(path: Path) -> None:
    assert write_question_set(SETS[path]) == path.read_text("utf-8")
    assert SETS[path].slug == path.stem


@pytest.mark.parametrize("name", ["moodle-xml", "gift", "qti-package"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_sets_come_back_whole_from_the_formats_of_others(path: Path, name: str) -> None:
    bank = formats.read(SourceFile(path.read_bytes(), path.name)).bank()

    written = formats.write(bank, name)
    back = formats.read(SourceFile(written.data, written.filename))

    assert [item.content for item in back.complete] == [item.content for item in bank.items]
    assert back.findings == ()


@each_set
def test_a_set_says_whose_it_is_and_what_for(question_set: QuestionSetFile) -> None:
    assert question_set.description
    assert question_set.licence == "CC-BY-4.0"
    assert question_set.source_notes
    assert question_set.preset


@each_set_of_singles
def test_right_answers_are_spread_over_the_letters(question_set: QuestionSetFile) -> None:
    keys = Counter(map(key_of, question_set.items))
    assert set(keys) == {0, 1, 2, 3}
    assert max(keys.values()) <= 0.35 * len(question_set.items)


@each_set_of_singles
def test_the_right_answer_is_seldom_the_longest(question_set: QuestionSetFile) -> None:
    longest = 0
    for item in question_set.items:
        key, others = key_and_others(item.text("en"), item)
        longest += len(key) > max(map(len, others))
    assert longest <= SHARE_OF_LONGEST_KEYS * len(question_set.items)


@each_direct
def test_the_right_answer_does_not_stand_out_by_its_length(question: SetQuestion) -> None:
    for text in question.content.texts.values():
        key, others = key_and_others(text, question.content)
        assert len(key) <= max(KEY_TO_SECOND_LONGEST * max(map(len, others)), 8)


@each_question
def test_each_question_is_complete(question: SetQuestion) -> None:
    content = question.content
    assert content.options in {0, 2 if content.type is ItemType.TRUE_FALSE else 4}
    assert content.topics
    assert content.kind is not None
    assert content.difficulty is not None
    assert content.source is not None
    assert content.source.name
    assert all(text.explanation for text in content.texts.values())


@each_question
def test_the_stem_ends_as_a_question(question: SetQuestion) -> None:
    ends = {ItemType.TRUE_FALSE: (".", "।"), ItemType.MATCHING: (".", "।")}
    allowed = ends.get(question.content.type, ("?", "?</p>"))
    assert all(text.stem.endswith(allowed) for text in question.content.texts.values())


@each_direct
def test_a_direct_stem_is_short_and_exact(question: SetQuestion) -> None:
    stem = question.content.text("en").stem
    assert len(stem.split()) <= WORDS_OF_A_DIRECT_STEM
    assert not VAGUE.search(stem.casefold().replace("how many", ""))
    assert "___" not in stem


@each_direct
def test_options_of_direct_questions_have_no_forbidden_words(question: SetQuestion) -> None:
    for option in question.content.text("en").options:
        assert not ALL_OR_NONE.search(option.casefold())
        assert not ABSOLUTE.search(option.casefold())
        assert not VAGUE.search(option.casefold())
        assert option.casefold() not in {"true", "false", "yes", "no"}


@each_direct
def test_no_option_and_no_word_of_the_key_alone_stands_in_the_stem(question: SetQuestion) -> None:
    text = question.content.text("en")
    key, others = key_and_others(text, question.content)
    stem = f" {normalised(re.sub(r'[?,()]', ' ', text.stem))} "
    assert not any(f" {normalised(option)} " in stem for option in text.options)
    shared = words(key) & words(text.stem)
    assert not {word for word in shared if not any(word in words(other) for other in others)}


@each_direct
def test_a_negative_is_in_capitals_and_declared(question: SetQuestion) -> None:
    negative = question.content.format is ItemFormat.NEGATIVE
    assert (" NOT " in question.content.text("en").stem) is negative
    assert " not " not in question.content.text("en").stem


@each_question
def test_numbers_and_dates_stand_in_order(question: SetQuestion) -> None:
    content = question.content
    in_order = tuple(range(content.options))
    for text in content.texts.values():
        suggested = suggested_order(content.format, text.options)
        if suggested is OptionOrder.ASCENDING:
            assert content.option_order is not OptionOrder.SHUFFLE
        if content.option_order is OptionOrder.ASCENDING:
            assert ascending(text.options) == in_order


@each_single
def test_options_that_refer_to_statements_stay_put(question: SetQuestion) -> None:
    if question not in DIRECT:
        assert question.content.option_order is OptionOrder.FIXED
        assert "\n" in question.content.text("en").stem


@each_question
def test_evidence_stands_in_one_of_our_articles_and_holds_its_answer(question: SetQuestion) -> None:
    source = question.content.source
    assert source is not None
    for evidence in source.evidence:
        assert evidence.text in ARTICLES[source.title]
        assert evidence.answer
        if question in DIRECT and question.content.option_order is not OptionOrder.ASCENDING:
            assert (
                evidence.answer == key_and_others(question.content.text("en"), question.content)[0]
            )


@each_question
def test_hindi_is_written_in_devanagari(question: SetQuestion) -> None:
    text = question.content.texts.get("hi")
    if text is not None:
        assert all(re.search(r"[\u0904-\u0939]", part) for part in (text.stem, text.explanation))


def test_ids_are_used_once_and_no_two_questions_are_alike() -> None:
    assert len({question.id for question in ALL}) == len(ALL)
    for one, other in combinations(ALL, 2):
        first, second = (words(each.content.text("en").stem) for each in (one, other))
        assert len(first & second) < 0.75 * len(first | second), (one.id, other.id)


def test_the_sample_articles_have_a_title_a_date_and_a_fitting_length() -> None:
    assert len(ARTICLES) >= 2
    for title, text in ARTICLES.items():
        lines = text.splitlines()
        assert title
        assert not lines[1]
        assert re.fullmatch(r"[A-Z][\w ]+, \d{1,2} [A-Z][a-z]+ \d{4}", lines[2])
        assert 200 <= len(text.split()) <= 450
