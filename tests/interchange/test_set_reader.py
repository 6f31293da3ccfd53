"""What the reader of question sets says about files that people write."""

import pytest

from quizapp.domain.items import FactKind, ItemFormat, OptionOrder, SingleKey
from quizapp.errors import QuestionFileError
from quizapp.interchange.own_format.sets import QuestionSetFile, read_question_set

HEADER = """\
schema: 1
title: Rivers
slug: rivers
languages: [en, hi]
questions:
"""

QUESTION = """\
  - id: rivers-01
    stem: Which river flows through Agra?
    options:
      a: Ganga
      b: Yamuna
      c: Betwa
      d: Chambal
    key: b
    topics: [geography]
"""

SET = HEADER + QUESTION


def read(text: str | bytes) -> QuestionSetFile:
    return read_question_set(text, filename="rivers.yaml")


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(QuestionFileError) as caught:
        read(text)
    assert all(problem.file == "rivers.yaml" for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def the_problem(text: str | bytes) -> str:
    (problem,) = problems(text)
    return problem


def changed(old: str, new: str, text: str = SET) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_a_sound_file_is_read_whole() -> None:
    question_set = read(
        SET
        + """\
  - id: rivers-02
    format: how-many
    stem: |
      Consider the rivers:
      1. Narmada
      2. Tapi
      How many of them flow to the west?
    options: {a: Only one, b: Both, c: None}
    key: B
    explanation: Both reach the Arabian Sea.
    kind: other
    news_date: 2020-02-29
    source:
      name: Survey of India
      url: https://example.org/rivers
      evidence:
        - text: Narmada and Tapi flow west.
          answer: west
    translations:
      hi:
        stem: इनमें से कितनी नदियाँ पश्चिम की ओर बहती हैं?
        options: {a: केवल एक, b: दोनों, c: कोई नहीं}
"""
    )
    first, second = question_set.questions
    assert (question_set.title, question_set.slug) == ("Rivers", "rivers")
    assert (question_set.languages, question_set.topics) == (("en", "hi"), ("geography",))
    assert first.id == "rivers-01"
    assert first.content.texts["en"].options == ("Ganga", "Yamuna", "Betwa", "Chambal")
    assert first.content.key == SingleKey(1)
    assert first.content.option_order is OptionOrder.SHUFFLE
    item = question_set.items[1]
    assert item == second.content
    assert item.format is ItemFormat.HOW_MANY
    assert item.option_order is OptionOrder.FIXED
    assert item.kind is FactKind.OTHER
    assert item.key == SingleKey(1)
    assert str(item.news_date) == "2020-02-29"
    assert item.texts["en"].stem.endswith("How many of them flow to the west?")
    assert item.texts["hi"].options == ("केवल एक", "दोनों", "कोई नहीं")
    assert item.source is not None
    assert item.source.evidence[0].answer == "west"


def test_values_are_read_as_they_are_written() -> None:
    text = changed("a: Ganga", "a: 1.50")
    text = changed("b: Yamuna", "b: No", text)
    text = changed("c: Betwa", "c: 2019-05-20", text)
    text = changed("d: Chambal", 'd: "null"', text)
    assert read(text).items[0].texts["en"].options == ("1.50", "No", "2019-05-20", "null")


def test_numbers_are_put_in_order_by_themselves() -> None:
    text = SET
    for old, new in {"Ganga": "1854", "Yamuna": "1857", "Betwa": "1861", "Chambal": "1869"}.items():
        text = changed(old, f'"{new}"', text)
    assert read(text).items[0].option_order is OptionOrder.ASCENDING


def test_the_language_of_a_question_can_differ_from_the_set() -> None:
    item = read(changed("    stem:", "    language: hi\n    stem:")).items[0]
    assert list(item.texts) == ["hi"]


def test_an_empty_field_counts_as_left_out() -> None:
    empty = "    explanation:\n    kind:\n    source: ~\n    news_date: null\n    format:\n"
    assert read(SET + empty) == read(SET)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbf" + SET.encode()) == read(SET)


@pytest.mark.parametrize(
    ("old", "new", "place", "problem"),
    [
        ("    key: b\n", "", "6: questions.rivers-01.key", "The field “key” is missing."),
        (
            "key: b",
            "key: [a, b]",
            "13: questions.rivers-01.key",
            "A question of type “single” has one key: give one letter.",
        ),
        (
            "key: b",
            "key: a, b",
            "13: questions.rivers-01.key",
            "A question of type “single” has one key: give one letter.",
        ),
        (
            "key: b",
            "key: b\n    key: c",
            "14: questions.rivers-01.key",
            "“key” is given twice, first on line 13; keep one.",
        ),
        (
            "key: b",
            "key: e",
            "13: questions.rivers-01.key",
            "The key is “e”, but the options are lettered a, b, c, d.",
        ),
        (
            "key: b",
            "key: Yamuna",
            "13: questions.rivers-01.key",
            "The key is “yamuna”, but the options are lettered a, b, c, d.",
        ),
        (
            "d: Chambal",
            "d: ganga",
            "12: questions.rivers-01.options.d",
            "Option D is the same as option A.",
        ),
        ("d: Chambal", "d:", "12: questions.rivers-01.options.d", "This must not be empty."),
        (
            "c: Betwa",
            "e: Betwa",
            "8: questions.rivers-01.options",
            "Letter the options in order, without a gap: a, b, c, d.",
        ),
        (
            "stem: Which",
            "stemm: Which",
            "7: questions.rivers-01.stemm",
            "There is no field “stemm”. Did you mean “stem”?",
        ),
        (
            "topics: [geography]",
            "topics: [geographie]",
            "14: questions.rivers-01.topics.0",
            "“geographie” is not known here. Did you mean “geography”?",
        ),
        (
            "topics: [geography]",
            "topics: geography",
            "14: questions.rivers-01.topics",
            "A list was expected here: one line with “- ” for each entry.",
        ),
        (
            "topics: [geography]",
            "topics: [geography, geography]",
            "14: questions.rivers-01.topics.1",
            "The topic “geography” is named twice.",
        ),
        (
            "topics: [geography]",
            "news_date: 2021-02-29",
            "14: questions.rivers-01.news_date",
            "“2021-02-29” is not a day of the calendar written as in 2020-10-07.",
        ),
        (
            "topics: [geography]",
            "news_date: 7 October 2020",
            "14: questions.rivers-01.news_date",
            "“7 October 2020” is not a day of the calendar written as in 2020-10-07.",
        ),
        (
            "topics: [geography]",
            "format: statments",
            "14: questions.rivers-01.format",
            "“statments” is not known here. Did you mean “statements”?",
        ),
        (
            "topics: [geography]",
            "format: how-many\n    order: shuffle",
            "15: questions.rivers-01.order",
            "The options of this format refer to one another; their order must be fixed.",
        ),
        (
            "topics: [geography]",
            "source: {url: ftp://example.org}",
            "14: questions.rivers-01.source.url",
            "An address must begin with http:// or https://.",
        ),
        (
            "topics: [geography]",
            "source: {evidence: [{text: The Yamuna passes Agra., answer: Ganga}]}",
            "14: questions.rivers-01.source.evidence.0.answer",
            "The answer does not stand in the evidence, or not at this place.",
        ),
        (
            "topics: [geography]",
            "translations: {hi: {stem: क्या, options: {a: क, b: ख}}}",
            "14: questions.rivers-01.translations.hi.options",
            "Translate each option. Options in this language: 2; in the other: 4.",
        ),
        (
            "topics: [geography]",
            "translations: {en: {stem: What, options: {a: 1, b: 2}}}",
            "14: questions.rivers-01.translations.en",
            "The question itself is in the language “en”.",
        ),
        (
            "topics: [geography]",
            "translations: {hi: क्या}",
            "14: questions.rivers-01.translations.hi",
            "Named values were expected here",
        ),
        (
            "topics: [geography]",
            "translations: {hi: {stem: क्या}}",
            "14: questions.rivers-01.translations.hi.options",
            "The field “options” is missing.",
        ),
        (
            "topics: [geography]",
            'source: {evidence: [{text: " "}, {answer: Agra}, Agra]}',
            "14: questions.rivers-01.source.evidence.0.text",
            "The evidence must not be empty.",
        ),
        (
            "topics: [geography]",
            'source: {evidence: [{text: " "}, {answer: Agra}, Agra]}',
            "14: questions.rivers-01.source.evidence.1.text",
            "The field “text” is missing.",
        ),
        (
            "topics: [geography]",
            'source: {evidence: [{text: " "}, {answer: Agra}, Agra]}',
            "14: questions.rivers-01.source.evidence.2",
            "Named values were expected here",
        ),
        (
            "topics: [geography]",
            "source: {evidence: [{text: It is Agra., answer: Agra, start: 9, answer_start: 13}]}",
            "14: questions.rivers-01.source.evidence.0.answer_start",
            "The answer does not stand in the evidence, or not at this place.",
        ),
        (
            "topics: [geography]",
            "source: {evidence: [{text: It is Agra., start: -1}]}",
            "14: questions.rivers-01.source.evidence.0.start",
            "“-1” is not a whole number from 0 on.",
        ),
        ("topics: [geography]", "topics: [[polity]]", "14: questions.rivers-01.topics.0", "A text"),
        ("[en, hi]", "[]", "4: languages", "Name at least one language: en, hi."),
        ("slug: rivers", "slug:", "3: slug", "This must not be empty."),
        ("questions:\n", "questions:\n  - Ganga\n", "6: questions.0", "Named values were"),
        ("id: rivers-01", "id:", "6: questions.0.id", "This must not be empty."),
        ("id: rivers-01", "id: Rivers 1", "6: questions.Rivers 1.id", "“Rivers 1” cannot be used"),
        (
            "topics: [geography]",
            "translations: {hi: }",
            "14: questions.rivers-01.translations.hi",
            "The field",
        ),
        ("schema: 1", "schema:", "1: schema", "Write “schema: 1”"),
        ("title: Rivers\n", "", "1: title", "The field “title” is missing."),
        ("title: Rivers", "title: [Rivers]", "2: title", "A text was expected here"),
        ("languages: [en, hi]\n", "", "1: languages", "The field “languages” is missing"),
        ("[en, hi]", "[en, fr]", "4: languages.1", "“fr” is not known here."),
        ("schema: 1", "schema: 2", "1: schema", "Write “schema: 1”"),
        ("slug: rivers", "slug: My Rivers", "3: slug", "“My Rivers” cannot be used:"),
        ("slug: rivers", "slug: rivers\npreset: upsc", "4: preset", "“upsc” is not known"),
    ],
)
def test_a_problem_names_file_line_field_and_what_would_be_right(
    old: str, new: str, place: str, problem: str
) -> None:
    found = problems(changed(old, new))
    assert any(one.startswith(f"rivers.yaml:{place}: {problem}") for one in found), found


def test_every_problem_is_reported_in_the_order_of_the_file() -> None:
    text = changed("d: Chambal", "d: Yamuna")
    text = changed("[geography]", "[rivers]", text)
    text = changed("title: Rivers", "titel: Rivers", text)
    text += "  - stem: Which is the longest?\n    options: [Ganga, Godavari]\n    key: a\n"
    assert [problem.split(": ")[:2] for problem in problems(text)] == [
        ["rivers.yaml:1", "title"],
        ["rivers.yaml:2", "titel"],
        ["rivers.yaml:12", "questions.rivers-01.options.d"],
        ["rivers.yaml:14", "questions.rivers-01.topics.0"],
        ["rivers.yaml:15", "questions.1.id"],
        ["rivers.yaml:16", "questions.1.options"],
    ]


def test_an_id_belongs_to_one_question() -> None:
    assert the_problem(SET + QUESTION) == (
        "rivers.yaml:15: questions.rivers-01.id: "
        "The id “rivers-01” is used by an earlier question; give each its own."
    )


def test_a_set_needs_a_question() -> None:
    assert "at least one question" in the_problem(changed("questions:", "questions: []", HEADER))
    assert "“questions” is missing" in the_problem(HEADER)
