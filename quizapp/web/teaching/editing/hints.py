"""Hints on the words of an item while it is written: kind, each with what would be better."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TypeVar

from quizapp.domain.items import ItemFormat, ItemType, OptionOrder, TextFormat, letter
from quizapp.domain.wording_flaws import FlawRule, Wording, wording_flaws
from quizapp.errors import N_
from quizapp.web.i18n import gettext
from quizapp.web.teaching.editing.item_forms import ItemForm, Words

HINTS: dict[FlawRule, str] = {
    FlawRule.NO_QUESTION: N_(
        "There is no question yet. A question word and a question mark tell readers what to do."
    ),
    FlawRule.QUIET_NEGATIVE: N_(
        "“%(words)s” is easily overlooked: ask for what is so, or write it in capitals."
    ),
    FlawRule.LONG_STEM: N_(
        "The question has %(words)s words. What is not needed for the answer can go: up to 30 read"
        " well."
    ),
    FlawRule.RELATIVE_TIME: N_(
        "“%(words)s” is soon no longer true: name the year or the date instead."
    ),
    FlawRule.VAGUE_TERM: N_("“%(words)s” means something else to everybody; say how much."),
    FlawRule.ARTICLE_CUE: N_(
        "“%(words)s” at the end fits some options only; put “a/an” or move it to the options."
    ),
    FlawRule.KEY_IN_STEM: N_("The right answer stands in the question."),
    FlawRule.WORD_REPEATS: N_(
        "“%(words)s” stands in the question and, of the options, in the right one only: it gives it"
        " away."
    ),
    FlawRule.LONGEST_IS_KEY: N_(
        "The right answer is clearly the longest. Shorten it, or say as much in the others."
    ),
    FlawRule.ALL_OF_THE_ABOVE: N_(
        "Option %(letter)s: “%(words)s” can be found by knowing two of the others; a real option"
        " asks more."
    ),
    FlawRule.NONE_OF_THE_ABOVE: N_(
        "Option %(letter)s: “%(words)s” tells what is wrong, not what is right; a real option asks"
        " more."
    ),
    FlawRule.ABSOLUTE_TERM: N_(
        "Option %(letter)s: “%(words)s” is seldom true, and readers know it; put it milder."
    ),
    FlawRule.TRUE_FALSE_OPTIONS: N_(
        "This is a true/false question; there is a type of its own for it."
    ),
    FlawRule.UNSORTED: N_(
        "These options have an order. Let them stand “by value”, so that nobody has to search."
    ),
}
_Choice = TypeVar("_Choice", ItemFormat, OptionOrder)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Hint:
    """What could be better, and the id of the field where."""

    text: str
    target: str


def item_hints(form: ItemForm) -> tuple[Hint, ...]:
    """Return the hints on what stands in a form, in the reader's language."""
    return tuple(dict.fromkeys(hint for words in form.words() for hint in _hints(form, words)))


def _hints(form: ItemForm, words: Words) -> Iterator[Hint]:
    options = tuple(_plain(form, text) for text in form.options_in(words))
    wording = Wording(
        stem=_plain(form, words.stem.data or ""),
        options=options,
        keys=_keys(form),
        type=form.item_type,
        format=_value(ItemFormat, form, "format", ItemFormat.DIRECT),
        order=_value(OptionOrder, form, "option_order", OptionOrder.SHUFFLE),
    )
    for flaw in wording_flaws(wording):
        place = flaw.option
        known = {"words": flaw.words, "letter": "" if place is None else letter(place)}
        of_options = place is not None or flaw.rule in {
            FlawRule.TRUE_FALSE_OPTIONS,
            FlawRule.UNSORTED,
        }
        target = f"options{words.suffix}" if of_options else words.stem.id
        yield Hint(gettext(HINTS[flaw.rule], **known), target)


def _keys(form: ItemForm) -> tuple[int, ...]:
    name = {ItemType.SINGLE: "key_option", ItemType.MULTIPLE: "key_options"}.get(form.item_type)
    data = form[name].data if name is not None else None
    given = data if isinstance(data, list | tuple) else [data]
    return tuple(int(text) for text in map(str, given) if text.isdecimal())


def _value(kind: type[_Choice], form: ItemForm, name: str, default: _Choice) -> _Choice:
    try:
        return kind(form[name].data) if name in form else default
    except ValueError:
        return default


def _plain(form: ItemForm, text: str) -> str:
    is_html = form.text_format.data == TextFormat.HTML.value
    return unescape(_TAG.sub(" ", text)) if is_html else text
