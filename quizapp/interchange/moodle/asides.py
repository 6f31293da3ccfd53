"""What we put into the HTML of Moodle's texts beside the words: passages and supplements.

A passage stands before the stem in a block of its own, whose classes name its languages and, where
it is one, a data set. A supplement is a comment at the end of the general feedback, which Moodle
keeps and shows to nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.domain.items import (
    LANGUAGES,
    Language,
    Stimulus,
    StimulusKind,
    StimulusText,
    TextFormat,
)
from quizapp.errors import InvalidInputError
from quizapp.interchange.html_text import plain_text
from quizapp.interchange.marked_texts import MarkedText, Markup

__all__ = ["as_comment", "passage_block", "without_passage", "without_supplement"]

_CLASS = "quizapp-stimulus"
_DATA_CLASS = "quizapp-data"
_LANGUAGE_CLASS = "quizapp-"
_BLOCK = re.compile(rf'<div(?=[^<>]*\bclass="{_CLASS}(?P<classes>[a-z -]{{0,100}})")[^<>]*>')
_END = "</div>"
_TITLE = ("<p><strong>", "</strong></p>")
_BODY = ("<p>", "</p>")
_COMMENT = re.compile(r"<!-- quizapp (\{[^<>]*\}) -->")
_NOT_IN_A_COMMENT = re.compile("[<>&-]")


def as_comment(supplement: str) -> str:
    """Write a supplement as a comment of HTML; "" where there is none."""
    if not supplement:
        return ""
    # JSON names these characters by their numbers; outside its texts it has none of them.
    safe = _NOT_IN_A_COMMENT.sub(lambda found: f"\\u{ord(found[0]):04x}", supplement)
    return f"<!-- quizapp {safe} -->"


def without_supplement(text: MarkedText) -> tuple[MarkedText, str]:
    """Take the supplement out of a text; "" where it has none."""
    found = _COMMENT.search(text.text) if text.markup is not Markup.PLAIN else None
    if found is None:
        return text, ""
    return replace(text, text=_COMMENT.sub("", text.text).strip()), found[1]


def passage_block(stimulus: Stimulus, title: str, body: str) -> str:
    """Write a block of the passage's title and body, which are HTML in all its languages."""
    classes = [_CLASS, *(_LANGUAGE_CLASS + code for code in stimulus.texts)]
    if stimulus.kind is StimulusKind.DATA:
        classes.append(_DATA_CLASS)
    head = title.join(_TITLE) if title else ""
    return f'<div class="{" ".join(classes)}">{head}{body.join(_BODY)}{_END}'


def without_passage(stem: MarkedText) -> tuple[MarkedText, Stimulus | None]:
    """Take the passage that we put before a stem out of it; None where there is none."""
    found = _BLOCK.match(stem.text) if stem.markup is not Markup.PLAIN else None
    end = stem.text.find(_END, found.end()) if found is not None else -1
    if found is None or end < 0:
        return stem, None
    within, classes = stem.text[found.end() : end], found["classes"].split()
    if "<div" in within:
        return stem, None
    kind = StimulusKind.DATA if _DATA_CLASS in classes else StimulusKind.PASSAGE
    languages = [code for code in LANGUAGES if _LANGUAGE_CLASS + code in classes]
    try:
        stimulus = Stimulus(kind, dict(_passage_texts(within, languages)))
    except InvalidInputError:
        return stem, None
    return replace(stem, text=stem.text[end + len(_END) :].strip()), stimulus


def _passage_texts(html: str, languages: list[Language]) -> Iterator[tuple[Language, StimulusText]]:
    title = ""
    start, end = _TITLE
    if html.startswith(start) and end in html:
        title, _, html = html.removeprefix(start).partition(end)
    start, end = _BODY
    if html.count(start) == 1 and html.startswith(start) and html.endswith(end):
        html = html[len(start) : -len(end)]
    for language in languages:
        yield language, StimulusText(_words(title, language), _words(html, language))


def _words(html: str, language: Language) -> str:
    words = MarkedText(html, Markup.HTML).words(language)
    return words.text if words.format is TextFormat.PLAIN else plain_text(words.text)
