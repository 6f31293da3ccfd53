"""The same questions in every style that they can be printed in are read back the same."""

from dataclasses import replace

import pytest
from exam_text_papers import Asked, Style, explained, paper, questions, styles
from exam_text_samples import read_text
from hypothesis import given, settings

from quizapp.domain.items import ItemText, SingleKey
from quizapp.interchange.banks import BankItem

Read = list[tuple[str, dict[str, tuple[str, tuple[str, ...]]], int]]


def _wanted(asked: list[Asked], style: Style, languages: tuple[str, ...]) -> Read:
    return [
        (str(number), {language: getattr(each, language) for language in languages}, each.key)
        for number, each in enumerate(asked, start=style.first)
    ]


def _found(items: tuple[object, ...]) -> Read:
    found = []
    for item in items:
        assert isinstance(item, BankItem), item
        assert isinstance(item.content.key, SingleKey)
        texts = {
            language: (text.stem, text.options) for language, text in item.content.texts.items()
        }
        found.append((item.id, texts, item.content.key.option))
    return found


@pytest.mark.parametrize("language", ["en", "hi"])
@given(asked=questions(), style=styles())
@settings(max_examples=100, deadline=None)
def test_a_paper_in_one_language(language: str, asked: list[Asked], style: Style) -> None:
    reading = read_text(paper(asked, style, language))
    assert _found(reading.items) == _wanted(asked, style, (language,))
    assert reading.findings == ()


@pytest.mark.parametrize("layout", ["turns", "halves", "lines"])
@given(asked=questions(least=6), style=styles())
@settings(max_examples=100, deadline=None)
def test_a_paper_in_both_languages(layout: str, asked: list[Asked], style: Style) -> None:
    reading = read_text(paper(asked, style, layout))
    assert _found(reading.items) == _wanted(asked, style, ("en", "hi"))
    assert reading.findings == ()


@given(asked=questions(), style=styles())
@settings(max_examples=100, deadline=None)
def test_explanations_stay_with_their_questions(asked: list[Asked], style: Style) -> None:
    items = read_text(paper(asked, style, "en")).complete
    texts: list[ItemText] = [item.content.text() for item in items]
    assert [text.explanation for text in texts] == [explained(each, style) for each in asked]


@given(asked=questions(least=6), style=styles())
@settings(max_examples=100, deadline=None)
def test_halves_that_ask_different_things_are_kept_apart(asked: list[Asked], style: Style) -> None:
    half = len(asked) // 2
    mixed = [
        replace(one, hi=other.hi)
        for one, other in zip(asked[:half], asked[half : 2 * half], strict=True)
    ]
    items = read_text(paper(mixed, replace(style, answers="Ans. ({bare})"), "halves")).items
    texts = [item.content.texts if isinstance(item, BankItem) else item.texts for item in items]
    assert [list(each) for each in texts] == [["en"]] * half + [["hi"]] * half
