"""What a format has no place for, as one line of JSON beside the question that the format shows.

A supplement is made by comparing an item with what a reader makes of it without one. It holds only
what differs, each text with a digest of what stood in its place: who edits the question elsewhere
is right, and what was noted about the earlier words is left out. A text that can be seen is only
ever replaced by one that says the same words, so that no file asks something else than it shows.

The JSON is `{"supplement": 1, …}` with any of: `languages`, where the file cannot tell them;
`order`, a digest and the options' positions in the file; `format` and `texts`, by names such as
"en.options.2" a digest and the text; `source`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from quizapp.domain.items import (
    LANGUAGES,
    ItemContent,
    ItemText,
    ItemType,
    Language,
    Source,
    TextFormat,
)
from quizapp.domain.keys import MatchingKey
from quizapp.domain.materials import normalised
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.interchange.html_text import as_html, cleaned, plain_text

__all__ = ["SUPPLEMENT_MAXIMUM", "supplement_of", "supplemented"]

SUPPLEMENT_MAXIMUM = 1_000_000
"""How long a supplement may be, in characters."""

_VERSION = 1
_DIGEST_LENGTH = 16
_SEVERAL = ("options", "prompts", "feedback")
_PART = re.compile(
    rf"(?:{'|'.join(LANGUAGES)})\.(?:stem|explanation|(?:{'|'.join(_SEVERAL)})\.[0-9]{{1,3}})"
)
_UNREADABLE = N_("What the file notes beside this question cannot be understood; it was left out.")
_OUTDATED = N_("This was changed since the file was written; what it noted about it was left out.")


class _MalformedError(Exception):
    """The line is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Supplement:
    languages: tuple[Language, ...] = ()
    order: tuple[str, tuple[int, ...]] | None = None
    text_format: TextFormat = TextFormat.PLAIN
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    source: Source | None = None


def supplement_of(content: ItemContent, shown: ItemContent) -> str:
    """Say what `shown`, which a reader made of a file, lacks of the content; "" where nothing."""
    told: dict[str, object] = {}
    languages = tuple(content.texts)
    if languages != tuple(shown.texts):
        told["languages"] = languages
        shown = _in_languages(shown, languages)
    order = _order(content, shown)
    if order is not None:
        told["order"] = (_digest(*_options(shown)), order)
        shown = _reordered(shown, order)
    texts = dict(_differing_texts(content, shown))
    if texts or content.text_format is not shown.text_format:
        told |= {"format": content.text_format.value, "texts": texts}
    if content.source is not None and content.source != shown.source:
        told["source"] = content.source.as_data()
    return json.dumps({"supplement": _VERSION} | told) if told else ""


def supplemented(content: ItemContent, text: str) -> tuple[ItemContent, list[Problem]]:
    """Complete what a reader made of a question, and say what of the supplement no longer fits."""
    try:
        told = _parsed(text)
    except _MalformedError:
        return content, [Problem(_UNREADABLE)]
    outdated: dict[str, None] = {}
    whole = content
    if len(whole.texts) == 1 and whole.language in told.languages:
        whole = _in_languages(whole, told.languages)
    if told.order is not None:
        digest, order = told.order
        if digest == _digest(*_options(whole)) and sorted(order) == [*range(whole.options)]:
            whole = _reordered(whole, order)
        else:
            outdated["options"] = None
    try:
        whole = _with_texts(whole, told, outdated)
    except InvalidInputError:
        return content, [Problem(_UNREADABLE)]
    if told.source is not None:
        if whole.source is None or _words(whole.source) == _words(told.source):
            whole = replace(whole, source=told.source)
        else:
            outdated["source"] = None
    return whole, [Problem(_OUTDATED, field=part) for part in outdated]


def _differing_texts(
    content: ItemContent, shown: ItemContent
) -> Iterator[tuple[str, tuple[str, str]]]:
    texts, digests = _texts(shown), _digests(shown)
    for part, text in _texts(content).items():
        if part in texts and text != _in_format(texts[part], shown.text_format, content):
            yield part, (digests[part], text)


def _with_texts(content: ItemContent, told: _Supplement, outdated: dict[str, None]) -> ItemContent:
    """Put the noted texts in the place of those that are as they were when they were noted."""
    is_html = TextFormat.HTML in {content.text_format, told.text_format}
    result = replace(content, text_format=TextFormat.HTML if is_html else TextFormat.PLAIN)
    digests = _digests(content)
    texts = {
        part: _in_format(text, content.text_format, result)
        for part, text in _texts(content).items()
    }
    for part, (digest, text) in told.texts.items():
        noted = _in_format(text, told.text_format, result)
        if digests.get(part) != digest or not (
            _is_unseen(content, part) or _same_words(texts[part], noted, result)
        ):
            outdated[part.partition(".")[2]] = None
        else:
            texts[part] = noted
    return replace(result, texts=_as_item_texts(result, texts))


def _is_unseen(content: ItemContent, part: str) -> bool:
    """Whether the type has texts that a format may have no place for."""
    _, name, *_ = part.split(".")
    match content.type:
        case ItemType.TRUE_FALSE:
            return name == "options"
        case ItemType.MATCHING:
            return name == "feedback"
        case _:
            return False


def _same_words(first: str, second: str, content: ItemContent) -> bool:
    if content.text_format is TextFormat.HTML:
        if cleaned(second) != second:
            return False
        first, second = plain_text(first), plain_text(second)
    return normalised(first) == normalised(second)


def _in_format(text: str, text_format: TextFormat, content: ItemContent) -> str:
    """Write a text in the format of an item; one in HTML goes into no plain item."""
    if text_format is TextFormat.PLAIN and content.text_format is TextFormat.HTML:
        return as_html(text, text_format)
    return text


def _in_languages(content: ItemContent, languages: Sequence[Language]) -> ItemContent:
    """Say the same in other languages; where one has no words, those of the first are taken."""
    images = (
        replace(
            image,
            alt={code: image.alt.get(code, image.alt[content.language]) for code in languages},
        )
        for image in content.images
    )
    return replace(
        content, texts={code: content.text(code) for code in languages}, images=tuple(images)
    )


def _order(content: ItemContent, shown: ItemContent) -> tuple[int, ...] | None:
    """Say at which positions of the shown item the options stand, where that is not their own."""
    wanted, found = _options(content), _options(shown)
    if content.type is not ItemType.MATCHING or wanted == found or sorted(wanted) != sorted(found):
        return None
    return tuple(found.index(option) for option in wanted)


def _options(content: ItemContent) -> list[str]:
    """Name each option by its words and pictures."""
    return [
        _digest(
            normalised(plain_text(as_html(option, content.text_format))),
            *(image.digest for image in content.images if image.option == position),
        )
        for position, option in enumerate(content.text().options)
    ]


def _reordered(content: ItemContent, order: Sequence[int]) -> ItemContent:
    """Give a matching item its options in the order of these positions."""
    key = content.key
    if not isinstance(key, MatchingKey):
        return content
    texts = {
        language: replace(text, options=tuple(text.options[position] for position in order))
        for language, text in content.texts.items()
    }
    images = (
        image if image.option is None else replace(image, option=order.index(image.option))
        for image in content.images
    )
    return replace(
        content,
        texts=texts,
        key=replace(key, options=tuple(map(order.index, key.options))),
        images=tuple(sorted(images, key=lambda each: -1 if each.option is None else each.option)),
    )


def _texts(content: ItemContent) -> dict[str, str]:
    """Name every text of the item, feedback that nobody wrote among them."""
    unsaid = ("",) * content.key.answers(content.options)
    texts: dict[str, str] = {}
    for language, text in content.texts.items():
        texts |= {f"{language}.stem": text.stem, f"{language}.explanation": text.explanation}
        for name, several in zip(
            _SEVERAL, (text.options, text.prompts, text.feedback or unsaid), strict=True
        ):
            texts |= {f"{language}.{name}.{at}": each for at, each in enumerate(several)}
    return texts


def _as_item_texts(content: ItemContent, texts: Mapping[str, str]) -> dict[Language, ItemText]:
    def several(language: Language, name: str) -> tuple[str, ...]:
        start = f"{language}.{name}."
        return tuple(text for part, text in texts.items() if part.startswith(start))

    return {
        language: ItemText(
            texts[f"{language}.stem"],
            several(language, "options"),
            texts[f"{language}.explanation"],
            several(language, "prompts"),
            several(language, "feedback"),
        )
        for language in content.texts
    }


def _digests(content: ItemContent) -> dict[str, str]:
    """Give a digest of each text as HTML; of what is said to a pair, with the pair."""
    html = {part: as_html(text, content.text_format) for part, text in _texts(content).items()}
    pairs = content.key.options if isinstance(content.key, MatchingKey) else ()
    beside = {
        f"{language}.feedback.{prompt}": (
            html[f"{language}.prompts.{prompt}"],
            html[f"{language}.options.{option}"],
        )
        for language in content.texts
        for prompt, option in enumerate(pairs)
    }
    return {part: _digest(text, *beside.get(part, ())) for part, text in html.items()}


def _digest(*texts: str) -> str:
    return sha256(json.dumps(texts).encode()).hexdigest()[:_DIGEST_LENGTH]


def _words(source: Source) -> tuple[str, ...]:
    return tuple(map(normalised, (source.title, source.url, source.name)))


def _parsed(text: str) -> _Supplement:
    """Understand a supplement. Raises `_MalformedError` for everything that is not exactly one."""
    if len(text) > SUPPLEMENT_MAXIMUM:
        raise _MalformedError
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise _MalformedError from None
    if not isinstance(told, dict) or told.pop("supplement", None) != _VERSION:
        raise _MalformedError
    try:
        return _Supplement(**dict(_field(name, value) for name, value in told.items()))
    except (InvalidInputError, ValueError):
        raise _MalformedError from None


def _field(name: str, value: object) -> tuple[str, Any]:
    match name, value:
        case "languages", [*codes] if all(code in LANGUAGES for code in codes):
            return name, tuple(codes)
        case "order", [str(digest), [*order]] if all(type(each) is int for each in order):
            return name, (digest, tuple(order))
        case "format", str(said):
            return "text_format", TextFormat(said)
        case "texts", dict(texts):
            return name, dict(_noted(part, noted) for part, noted in texts.items())
        case "source", dict(source):
            return name, Source.from_data(source)
        case _:
            raise _MalformedError


def _noted(part: str, noted: object) -> tuple[str, tuple[str, str]]:
    match noted:
        case [str(digest), str(text)] if _PART.fullmatch(part):
            return part, (digest, text)
        case _:
            raise _MalformedError
