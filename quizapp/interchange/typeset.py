"""Text as it is set in a document, in bold or in a certain font → the lines of a paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from quizapp.interchange.banks import Place
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.kruti_dev import to_unicode

__all__ = ["Piece", "line_of", "split_lines", "subscript", "superscript", "text_of"]

_SUPERSCRIPTS = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_ORDINALS = frozenset({"st", "nd", "rd", "th", "वाँ", "वां", "वीं"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is set the same way throughout.

    `is_marked`: in bold, highlighted, underlined or coloured. `is_legacy`: in a font that shows
    Latin letters as Devanagari, so that the text is in that font's code.
    """

    text: str
    is_marked: bool = False
    is_legacy: bool = False


def superscript(text: str) -> str:
    """Raise a text: with Unicode's raised characters, else behind a caret. "1st" stays as it is."""
    return text if text.strip() in _ORDINALS else _shifted(text, _SUPERSCRIPTS, "^")


def subscript(text: str) -> str:
    """Lower a text: with Unicode's lowered characters, else behind a low line."""
    return _shifted(text, _SUBSCRIPTS, "_")


def _shifted(text: str, characters: dict[str, str], sign: str) -> str:
    bare = text.strip()
    if not bare:
        return text
    if all(character in characters for character in bare):
        return text.replace(bare, "".join(characters[character] for character in bare))
    return text.replace(bare, f"{sign}{bare}" if len(bare) == 1 else f"{sign}({bare})")


def split_lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Cut pieces where their text has line breaks; at least one line, which may be empty."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(replace(piece, text=first))
        lines += ([replace(piece, text=text)] for text in others)
    return lines


def text_of(pieces: Iterable[Piece]) -> str:
    """Give the words alone, in Unicode."""
    return line_of(list(pieces), Place()).text


def line_of(pieces: Sequence[Piece], place: Place) -> Line:
    """Make a line: legacy codes become Unicode, and what is set off becomes spans of the text."""
    text = ""
    spans: list[tuple[int, int]] = []
    for piece in _in_unicode(pieces):
        start = len(text)
        text += piece.text
        if piece.is_marked and piece.text.strip():
            if spans and not text[spans[-1][1] : start].strip():
                spans[-1] = (spans[-1][0], len(text))
            else:
                spans.append((start, len(text)))
    bare = text.rstrip()
    marked = tuple((start, min(end, len(bare))) for start, end in spans if start < len(bare))
    return Line(bare, place, marked)


def _in_unicode(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for is_legacy, group in groupby(pieces, key=lambda piece: piece.is_legacy):
        if is_legacy:
            yield from _converted(list(group))
        else:
            yield from group


def _converted(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Convert word by word, since a word may be cut anywhere; a word is marked if most of it is."""
    characters = [(character, piece.is_marked) for piece in pieces for character in piece.text]
    for is_space, group in groupby(characters, key=lambda each: each[0].isspace()):
        word = list(group)
        text = "".join(character for character, _ in word)
        is_marked = sum(marked for _, marked in word) * 2 > len(word)
        yield Piece(text if is_space else to_unicode(text), is_marked)
