"""The words of a row in each of its languages, plain or as HTML."""

import re
from collections.abc import Mapping, Sequence

from quizapp.domain.items import (
    LANGUAGES,
    TRUE_FALSE_OPTIONS,
    ItemText,
    ItemType,
    Language,
    TextFormat,
)
from quizapp.domain.materials import Stimulus, StimulusKind, StimulusText, normalised
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.banks import Action
from quizapp.interchange.html_text import ALLOWED_TAGS, cleaned
from quizapp.interchange.spreadsheets.answers import split
from quizapp.interchange.spreadsheets.cells import Cells
from quizapp.interchange.spreadsheets.headers import Role

__all__ = ["language_by_letters", "read_stimulus", "read_texts", "text_format_of", "with_feedback"]

_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_LATIN = re.compile(r"[A-Za-z]")
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(ALLOWED_TAGS))})\s*/?>", re.IGNORECASE)
_OPTION_LABEL = re.compile(r"^[(\[]?(?:[a-lA-L]|\d{1,2}|[कखगघअबसद])[)\].:]\s+")


def language_by_letters(text: str) -> Language:
    """Guess the language of a text by its script."""
    return "hi" if len(_DEVANAGARI.findall(text)) > len(_LATIN.findall(text)) else "en"


def read_texts(cells: Cells, item_type: ItemType | None) -> dict[Language, ItemText]:
    """Read stem, options, prompts and explanation in each language that has a stem."""
    texts = {}
    for language, spoken in _languages(cells):
        stem = _one(cells, Role.STEM, spoken)
        options = _several(cells, Role.OPTION, Role.OPTIONS, spoken)
        prompts = _several(cells, Role.PROMPT, Role.PROMPTS, spoken)
        if not (stem or options or prompts):
            continue
        if item_type is ItemType.TRUE_FALSE and not options:
            options = TRUE_FALSE_OPTIONS[language]
        texts[language] = ItemText(stem, options, _one(cells, Role.EXPLANATION, spoken), prompts)
    return _with_shared_options(cells, texts)


def with_feedback(
    cells: Cells, texts: Mapping[Language, ItemText], answers: int
) -> dict[Language, ItemText]:
    """Add the feedback, as many texts as the key has answers."""
    found = dict(texts)
    for language, spoken in _languages(cells):
        if language not in found:
            continue
        feedback = _counted(cells, Role.FEEDBACK, spoken)
        if len(feedback) > answers:
            cells.note(
                N_("There is feedback for more answers than there are; it was left out."),
                part="feedback",
                excerpt=feedback[-1],
            )
        if feedback and answers:
            padded = (*feedback, *[""] * answers)[:answers]
            found[language] = _replaced(found[language], padded)
    return found


def text_format_of(
    cells: Cells, texts: Mapping[Language, ItemText]
) -> tuple[dict[Language, ItemText], TextFormat]:
    """Find out whether the texts are HTML, and clean them then."""
    named = normalised(cells.one(Role.TEXT_FORMAT))
    if named == TextFormat.PLAIN:
        return dict(texts), TextFormat.PLAIN
    if named not in {"", TextFormat.HTML}:
        cells.note(
            N_("“%(format)s” is no text format; write plain or html."), Action.CHECK, format=named
        )
    whole = "\n".join(cells.texts)
    if named != TextFormat.HTML:
        if _TAG.search(whole) is None:
            return dict(texts), TextFormat.PLAIN
        cells.note(N_("The row has HTML in it and was read as such."), Action.CHECK)
    return {language: _cleaned(text) for language, text in texts.items()}, TextFormat.HTML


def read_stimulus(cells: Cells) -> Stimulus | None:
    """Read the passage that the row shares with others, if there is one."""
    texts = {}
    for language, spoken in _languages(cells):
        body = _one(cells, Role.PASSAGE, spoken)
        if body:
            texts[language] = StimulusText(_one(cells, Role.PASSAGE_TITLE, spoken), body)
    if not texts:
        return None
    named = normalised(cells.one(Role.PASSAGE_KIND))
    kind = StimulusKind.DATA if named == StimulusKind.DATA else StimulusKind.PASSAGE
    try:
        return Stimulus(kind, texts)
    except InvalidInputError as error:
        cells.doubt(error.problems, "stimulus")
        return None


def _languages(cells: Cells) -> list[tuple[Language, tuple[Language | None, ...]]]:
    """Give each language with the languages of the columns that its words stand in."""
    named = cells.header.languages
    if not named:
        stem = cells.one(Role.STEM) or " ".join(cells.texts)
        return [(language_by_letters(stem), (None,))]
    has_plain = any(
        column.role is Role.STEM and column.language is None
        for column in cells.header.columns.values()
    )
    others = [language for language in LANGUAGES if language not in named]
    base = others[0] if has_plain and others else min(named, key=LANGUAGES.index)
    languages = [language for language in LANGUAGES if language in named or language == base]
    return [
        (language, (language, None) if language == base else (language,)) for language in languages
    ]


def _one(cells: Cells, role: Role, spoken: Sequence[Language | None]) -> str:
    return next(filter(None, (cells.one(role, 0, language) for language in spoken)), "")


def _several(
    cells: Cells, role: Role, role_of_all: Role, spoken: Sequence[Language | None]
) -> tuple[str, ...]:
    found = _counted(cells, role, spoken)
    return found or _cut(_one(cells, role_of_all, spoken))


def _counted(cells: Cells, role: Role, spoken: Sequence[Language | None]) -> tuple[str, ...]:
    return next(filter(None, (tuple(cells.several(role, language)) for language in spoken)), ())


def _cut(text: str) -> tuple[str, ...]:
    """Cut the options of one cell, and take their labels off."""
    parts = split(text)
    for separator in ("\n", ";"):
        if len(parts) == 1:
            parts = [part.strip() for part in text.split(separator)]
    found = [part for part in parts if part]
    if found and all(map(_OPTION_LABEL.match, found)):
        found = [_OPTION_LABEL.sub("", part) for part in found]
    return tuple(found)


def _with_shared_options(
    cells: Cells, texts: Mapping[Language, ItemText]
) -> dict[Language, ItemText]:
    """Let options that stand in one language only, such as years, count for the other."""
    found = dict(texts)
    if len(found) < len(("one", "other")):
        return found
    options = next((text.options for text in found.values() if text.options), ())
    for language, text in texts.items():
        if options and not text.options:
            found[language] = ItemText(text.stem, options, text.explanation, text.prompts)
            cells.note(
                N_("The options stand in one language only; they were taken for both."),
                Action.CHECK,
                part="options",
            )
    return found


def _replaced(text: ItemText, feedback: Sequence[str]) -> ItemText:
    return ItemText(text.stem, text.options, text.explanation, text.prompts, tuple(feedback))


def _cleaned(text: ItemText) -> ItemText:
    return ItemText(
        cleaned(text.stem),
        tuple(map(cleaned, text.options)),
        cleaned(text.explanation),
        tuple(map(cleaned, text.prompts)),
        tuple(map(cleaned, text.feedback)),
    )
