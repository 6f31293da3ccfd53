"""What goes with an item beside its question: source, evidence, images, passages and data sets."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self, TypeVar
from urllib.parse import urlsplit

from quizapp.errors import N_, InvalidInputError, Problem

__all__ = [
    "LANGUAGES",
    "Evidence",
    "ImagePlacement",
    "ImageRef",
    "Language",
    "Source",
    "Stimulus",
    "StimulusKind",
    "StimulusText",
    "in_language_order",
    "normalised",
    "text_problems",
]

Language = str
"""A language code of `LANGUAGES`."""

LANGUAGES: tuple[Language, ...] = ("en", "hi")
"""The languages an item can be written in, the one to prefer first."""

SOURCE_TEXT_MAXIMUM = 500
URL_MAXIMUM = 2000
ALT_MAXIMUM = 500
STIMULUS_TITLE_MAXIMUM = 200
STIMULUS_BODY_MAXIMUM = 20_000

TextT = TypeVar("TextT")

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PLAIN_CONTROLS = frozenset("\n\t")


def normalised(text: str) -> str:
    """Fold what a reader cannot tell apart: case, runs of white space, composed characters.

    NFC and not NFKC, because a superscript is a difference (10² is not 102).
    """
    return unicodedata.normalize("NFC", " ".join(text.casefold().split()))


def text_problems(
    text: str, where: str, *, maximum: int, required: bool = False
) -> Iterator[Problem]:
    """Find what is wrong with a text: blank though required, too long, or unprintable."""
    if required and not text.strip():
        yield Problem(N_("This must not be empty."), field=where)
    if len(text) > maximum:
        yield Problem(
            N_("This has %(length)d characters; at most %(maximum)d are allowed."),
            {"length": len(text), "maximum": maximum},
            where,
        )
    for position, character in enumerate(text):
        if character not in _PLAIN_CONTROLS and unicodedata.category(character) in {"Cc", "Cs"}:
            yield Problem(
                N_("Character %(position)d is a control character (U+%(code)s); remove it."),
                {"position": position + 1, "code": f"{ord(character):04X}"},
                where,
            )
            return


def language_problems(languages: Iterable[Language], where: str) -> Iterator[Problem]:
    """Find languages that are none of ours, and the lack of any."""
    listed = ", ".join(LANGUAGES)
    given = list(languages)
    if not given:
        yield Problem(
            N_("A text in at least one language is needed (%(languages)s)."),
            {"languages": listed},
            where,
        )
    for language in given:
        if language not in LANGUAGES:
            yield Problem(
                N_("“%(language)s” is not a language of items; use one of: %(languages)s."),
                {"language": language, "languages": listed},
                where,
            )


def in_language_order(texts: Mapping[Language, TextT]) -> dict[Language, TextT]:
    """Copy texts by language into the order of `LANGUAGES`, unknown languages last."""
    known = {language: texts[language] for language in LANGUAGES if language in texts}
    return known | dict(texts)


def raise_for(problems: Iterable[Problem]) -> None:
    """Raise `InvalidInputError` with all problems, if there are any."""
    found = list(problems)
    if found:
        raise InvalidInputError.from_problems(found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence of an article that an answer rests on, and where in it the answer stands.

    All four offsets are Unicode code points into the article's text as it was given, half-open:
    `text` is exactly its part from `start` to `end`, and the answer lies inside. Without an article
    (a hand-written item) `start` is 0. The answer is empty where the whole sentence is the support.
    """

    text: str
    start: int
    end: int
    answer_start: int
    answer_end: int

    def __post_init__(self) -> None:
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if not self.text.strip():
            yield Problem(N_("The evidence must not be empty."), field="text")
        if self.start < 0 or self.end - self.start != len(self.text):
            yield Problem(
                N_(
                    "The evidence has %(length)d characters, but its offsets %(start)d and %(end)d"
                    " say otherwise."
                ),
                {"length": len(self.text), "start": self.start, "end": self.end},
                "end",
            )
        if not self.start <= self.answer_start <= self.answer_end <= self.end:
            yield Problem(
                N_("The answer (%(start)d to %(end)d) must lie inside the evidence."),
                {"start": self.answer_start, "end": self.answer_end},
                "answer_start",
            )

    @property
    def before(self) -> str:
        """The evidence up to the answer."""
        return self.text[: self.answer_start - self.start]

    @property
    def answer(self) -> str:
        """The words of the evidence that are the answer."""
        return self.text[self.answer_start - self.start : self.answer_end - self.start]

    @property
    def after(self) -> str:
        """The evidence after the answer."""
        return self.text[self.answer_end - self.start :]

    def as_data(self) -> dict[str, object]:
        """Give the evidence as JSON, with the names of `questions generate`."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "answer_start": self.answer_start,
            "answer_end": self.answer_end,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        match data:
            case {
                "text": str(text),
                "start": int(start),
                "end": int(end),
                "answer_start": int(answer_start),
                "answer_end": int(answer_end),
            }:
                return cls(text, start, end, answer_start, answer_end)
            case _:
                raise InvalidInputError(
                    N_(
                        "Evidence needs a text and the numbers start, end, answer_start and"
                        " answer_end."
                    )
                )


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item's fact was published. Any text may be empty; the URL is http(s) if given."""

    title: str = ""
    url: str = ""
    name: str = ""
    """The publisher, such as "Press Information Bureau"."""
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "evidence", tuple(self.evidence))
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        yield from text_problems(self.title, "title", maximum=SOURCE_TEXT_MAXIMUM)
        yield from text_problems(self.name, "name", maximum=SOURCE_TEXT_MAXIMUM)
        yield from text_problems(self.url, "url", maximum=URL_MAXIMUM)
        # Anything but a web address could run as a script where the source is shown as a link.
        if self.url and not _is_web_address(self.url):
            yield Problem(N_("An address must begin with http:// or https://."), field="url")

    def as_data(self) -> dict[str, object]:
        """Give the source as JSON."""
        return {
            "title": self.title,
            "url": self.url,
            "name": self.name,
            "evidence": [evidence.as_data() for evidence in self.evidence],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError` for anything else."""
        match data:
            case {"title": str(title), "url": str(url), "name": str(name), "evidence": list(spans)}:
                return cls(title, url, name, tuple(map(Evidence.from_data, spans)))
            case _:
                raise InvalidInputError(N_("A source needs a title, a url, a name and evidence."))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)


class ImagePlacement(StrEnum):
    """Where an image belongs."""

    STEM = "stem"
    OPTION = "option"
    EXPLANATION = "explanation"
    """Shown with the explanation, to whoever may see the answer."""


@dataclass(frozen=True, slots=True)
class ImageRef:
    """An image of an item, known by the SHA-256 digest (64 hexadecimal digits) of its bytes.

    `option` is the zero-based position of the option that shows it, None elsewhere. `alt` says in
    each language of the item what the image shows.
    """

    digest: str
    placement: ImagePlacement
    option: int | None = None
    alt: Mapping[Language, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "alt", in_language_order(self.alt))
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if not _DIGEST.fullmatch(self.digest):
            yield Problem(
                N_("A digest is 64 hexadecimal digits, in lower case."),
                field="digest",
            )
        if (self.option is None) is (self.placement is ImagePlacement.OPTION):
            yield Problem(
                N_("An image of an option names its option, and any other names none."),
                field="option",
            )
        yield from language_problems(self.alt, "alt")
        for language, text in self.alt.items():
            yield from text_problems(text, f"alt.{language}", maximum=ALT_MAXIMUM, required=True)


class StimulusKind(StrEnum):
    """What items can share."""

    PASSAGE = "passage"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class StimulusText:
    """A passage or data set in one language."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Stimulus:
    """A passage or a data set that several items refer to, in each of its languages."""

    kind: StimulusKind
    texts: Mapping[Language, StimulusText] = field(hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", in_language_order(self.texts))
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        yield from language_problems(self.texts, "texts")
        for language, text in self.texts.items():
            where = f"texts.{language}"
            yield from text_problems(text.title, f"{where}.title", maximum=STIMULUS_TITLE_MAXIMUM)
            yield from text_problems(
                text.body, f"{where}.body", maximum=STIMULUS_BODY_MAXIMUM, required=True
            )
