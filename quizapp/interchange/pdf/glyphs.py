"""What the pages of a PDF are made of, once they are parsed: characters with place and font."""

from typing import NamedTuple

__all__ = ["PICTURE_FONT", "EncryptedError", "FoundPicture", "Glyph", "Page", "TooLongError"]

PICTURE_FONT = "picture"
"""The font of a character that stands for a picture."""


class EncryptedError(Exception):
    """The file wants a password."""


class TooLongError(Exception):
    """The file has more pages than are read."""


class Glyph(NamedTuple):
    """A character; places are in points from the page's top left corner.

    `text` is empty where a sign is part of the character before it. `is_doubled`: it is printed
    several times, a hair's breadth apart, to make it bold.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    is_coloured: bool
    is_doubled: bool

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


class FoundPicture(NamedTuple):
    """A picture, and the character that stands for it."""

    character: str
    x0: float
    x1: float
    top: float
    bottom: float


class Page(NamedTuple):
    """A page. `turned` counts the characters that do not stand upright, which are not read.

    `unread` counts the pictures that cannot be taken over.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    turned: int
    is_damaged: bool
    unread: int = 0
