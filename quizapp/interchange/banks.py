"""What every question file carries, whatever its format: items, and what was found on the way.

A reader turns a `SourceFile` into a `Reading`; a writer turns an `ItemBank` into a `WrittenFile`.
Nothing is dropped in silence: whatever a reader leaves out, changes or doubts is a `Finding`, and
whatever a writer cannot carry is one as well.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from quizapp.domain.items import (
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    Key,
    Language,
    TextFormat,
)
from quizapp.domain.materials import ImageRef, Stimulus
from quizapp.errors import Problem

__all__ = [
    "Action",
    "BankItem",
    "FileFormat",
    "Finding",
    "ImageFile",
    "ItemBank",
    "Place",
    "ReadItem",
    "Reading",
    "SetDetails",
    "SourceFile",
    "UnfinishedItem",
    "WrittenFile",
]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it came in. `filename` is what messages call it; it is never opened by name."""

    data: bytes
    filename: str

    @property
    def extension(self) -> str:
        """The end of the name in small letters, without the dot; "" where there is none."""
        _, dot, end = self.filename.rpartition(".")
        return end.casefold() if dot else ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands: a line from 1, and an element for people to find it by.

    The element is named as the format's users would: "item 3", "questions/question[4]", "row 7",
    "page 2". `file` is the member of a package ("items/q1.xml"), "" for the file itself.
    """

    line: int = 0
    element: str = ""
    file: str = ""


class Action(StrEnum):
    """What a reader or writer did about something that was not as it should be."""

    LEFT_OUT = "left-out"
    """The question was not taken in."""
    UNFINISHED = "unfinished"
    """The question was taken in, but a person must complete it before it can be stored."""
    CHANGED = "changed"
    """A part was altered or left out; the question is usable without it."""
    CHECK = "check"
    """Nothing was changed, but a person should look at it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reader or writer came upon.

    `problem` says what was wrong (its `field` names the part of the item, as `ItemContent` does),
    `action` what was done, `item` the zero-based position of the item in the reading's or bank's
    `items`, None where there is none of it. `excerpt` repeats the words that caused it, shortened.
    """

    problem: Problem
    action: Action
    place: Place = field(default_factory=Place)
    item: int | None = None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture's bytes as the file carried them, unchecked: whoever stores it checks it first."""

    data: bytes = field(repr=False)
    name: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes in hexadecimal, by which an `ImageRef` names it."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class BankItem:
    """A complete item of a file.

    `id` is its name in the file, "" where it has none; `category` the path of groups that it stands
    in, outermost first; `stimulus` the passage or data set it shares: items that share one hold the
    same object. The content's own `stimulus_ref` stays None, since nothing is stored.
    """

    content: ItemContent
    place: Place = field(default_factory=Place)
    id: str = ""
    category: tuple[str, ...] = ()
    stimulus: Stimulus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedItem:
    """A question that was recognised but lacks something, such as its key.

    `problems` say what is missing, in the words and fields of `ItemContent`. `type` and `key` are
    None where they could not be told.
    """

    texts: Mapping[Language, ItemText] = field(hash=False)
    problems: tuple[Problem, ...]
    type: ItemType | None = None
    key: Key | None = None
    format: ItemFormat = ItemFormat.DIRECT
    text_format: TextFormat = TextFormat.PLAIN
    images: tuple[ImageRef, ...] = ()
    place: Place = field(default_factory=Place)
    id: str = ""
    category: tuple[str, ...] = ()
    stimulus: Stimulus | None = None


ReadItem: TypeAlias = BankItem | UnfinishedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDetails:
    """What a file says about its questions as a whole; all of it may be empty.

    `slug` is the set's short name, `preset` that of the exam it suits, `licence` best an SPDX name.
    """

    description: str = ""
    slug: str = ""
    preset: str | None = None
    licence: str = ""
    source_notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader understood of a file: items in the file's order, and what it found.

    `images` maps digests to the pictures that items refer to. `format` is the name of the format
    that the file was read as.
    """

    format: str
    items: tuple[ReadItem, ...] = ()
    findings: tuple[Finding, ...] = ()
    images: Mapping[str, ImageFile] = field(default_factory=dict, hash=False)
    title: str = ""
    details: SetDetails = field(default_factory=SetDetails)

    @property
    def complete(self) -> tuple[BankItem, ...]:
        """The items that can be stored as they are."""
        return tuple(item for item in self.items if isinstance(item, BankItem))

    def bank(self) -> "ItemBank":
        """Give the complete items as a bank, to be written in another format."""
        return ItemBank(
            title=self.title, items=self.complete, images=self.images, details=self.details
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBank:
    """Items to be written into a file, with what they refer to."""

    title: str
    items: Sequence[BankItem]
    images: Mapping[str, ImageFile] = field(default_factory=dict, hash=False)
    details: SetDetails = field(default_factory=SetDetails)
    languages: tuple[Language, ...] = ()
    """The languages to write, the main one first; empty for all that the items have."""
    written_at: datetime | None = None
    """When the file is made, for formats in which newer files replace what older ones brought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file that a writer made. `findings` name what the format could not carry."""

    data: bytes = field(repr=False)
    filename: str
    media_type: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """A format of question files. `name` is what commands and addresses call it.

    `recognises` looks at the content only, quickly, and never raises. `read` raises
    `QuestionFileError` where the file as a whole cannot be read, and nothing else.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    media_type: str
    recognises: Callable[[SourceFile], bool] | None = None
    read: Callable[[SourceFile], Reading] | None = None
    write: Callable[[ItemBank], WrittenFile] | None = None
