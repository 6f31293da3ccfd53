"""Kruti Dev 010's code → Unicode, syllable by syllable.

The code follows the eye, Unicode the ear. So three things move: the sign of the short i is stored
before its cluster of consonants and comes after it; the hook of an r before a cluster ("Z") is
stored after the syllable, signs and all, and comes first; half letters need a virama, and lose it
where the upright stroke ("k") makes them whole.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

__all__ = ["is_legacy_font", "to_unicode"]

VIRAMA = "\u094d"
NUKTA = "\u093c"
REPH = "र" + VIRAMA
SHORT_I = "ि"
LONG_A = "ा"
VISARGA = "ः"

_FONT = re.compile(
    r"(?:[a-z]{6}\+)?(?:kruti\s*[-_]?\s*dev|dev\s*[-_]?\s*lys|kruti)[\s_-]*\d{0,3}", re.IGNORECASE
)
_OTHER_CODES = re.compile(r"unicode|kruti\s*[-_]?\s*(?:tamil|telugu|kannada)", re.IGNORECASE)
# Word stores the glyphs of fonts without a Unicode table here, 0xF000 above their Windows code.
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_SYLLABLE = re.compile(r"[\u0900-\u0963]+")
_WORD_SYLLABLES = 8
"""No word that ends with a visarga is longer."""


class _Glyphs(TypedDict):
    sequences: Mapping[str, str]
    letters: Mapping[str, str]
    halves: Mapping[str, str]
    joined: Mapping[str, str]
    vowels: Mapping[str, str]
    signs: Mapping[str, str]
    marks: Mapping[str, str]
    composed: Mapping[str, str]
    others: Mapping[str, str]
    visarga: Mapping[str, list[str]]


@cache
def _glyphs() -> _Glyphs:
    text = (files("quizapp.interchange.kruti_dev") / "glyphs.toml").read_text(encoding="utf-8")
    return cast("_Glyphs", tomllib.loads(text))


def is_legacy_font(name: str) -> bool:
    """Whether a font of this name, with or without a subset's prefix, shows Latin as Devanagari."""
    return _FONT.match(name.strip()) is not None and _OTHER_CODES.search(name) is None


def to_unicode(code: str) -> str:
    """Convert a text in Kruti Dev's code; Devanagari in it and unknown characters stay as they are.

    The result is in Unicode's normal form C. Takes time linear in the text's length.
    """
    code = _PRIVATE.sub(_unwrapped, code)
    sequences = _glyphs()["sequences"]
    writer = _Writer()
    expanded = "".join(sequences.get(glyph, glyph) for glyph in code)
    for position, glyph in enumerate(expanded):
        if glyph == "%":
            following = expanded[position + 1 : position + 2]
            writer.add_visarga_or_colon(is_inside=_begins_a_syllable(following))
        else:
            writer.add(glyph)
    return unicodedata.normalize("NFC", writer.text())


def _unwrapped(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xF000]).decode("cp1252", errors="replace")


def _begins_a_syllable(glyph: str) -> bool:
    table = _glyphs()
    return glyph == "f" or any(glyph in table[kind] for kind in ("letters", "halves", "vowels"))


@dataclass(slots=True)
class _Syllable:
    """The syllable that is coming in, its parts in Unicode's order."""

    has_reph: bool = False
    cluster: str = ""
    has_short_i: bool = False
    sign: str = ""
    marks: str = ""
    is_vowel: bool = False

    @property
    def is_open(self) -> bool:
        """Whether another consonant would join the cluster."""
        return not self.cluster or (self.cluster.endswith(VIRAMA) and not self.sign)

    def text(self) -> str:
        reph = REPH if self.has_reph else ""
        short_i = SHORT_I if self.has_short_i else ""
        return f"{reph}{self.cluster}{short_i}{self.sign}{self.marks}"


class _Writer:
    def __init__(self) -> None:
        self._done: list[str] = []
        self._syllable = _Syllable()
        table = _glyphs()
        self._movers = {
            "f": self._start_short_i,
            "Z": self._add_reph,
            "~": self._add_virama,
            "+": self._add_nukta,
        }
        self._takers = (
            (table["letters"], self._start_consonant),
            (table["halves"], self._start_half),
            (table["signs"], self._add_sign),
            (table["marks"], self._add_mark),
            (table["joined"], self._join),
            (table["vowels"], self._start_vowel),
        )

    def text(self) -> str:
        self._finish()
        return "".join(self._done)

    def add(self, glyph: str) -> None:
        """Take the next glyph."""
        if glyph in self._movers:
            self._movers[glyph]()
            return
        for kind, take in self._takers:
            if glyph in kind:
                take(kind[glyph])
                return
        self._finish()
        self._done.append(_glyphs()["others"].get(glyph, glyph))

    def add_visarga_or_colon(self, *, is_inside: bool) -> None:
        """Take "%", which looks like both: a visarga within a word and after the usual words."""
        self._finish()
        word = self._last_word()
        is_visarga = bool(word) and (is_inside or word in _glyphs()["visarga"]["words"])
        self._done.append(VISARGA if is_visarga else ":")

    def _last_word(self) -> str:
        syllables: list[str] = []
        for piece in reversed(self._done[-_WORD_SYLLABLES:]):
            if not _SYLLABLE.fullmatch(piece):
                break
            syllables.append(piece)
        return "".join(reversed(syllables))

    def _finish(self) -> None:
        text = self._syllable.text()
        if text:
            self._done.append(text)
        self._syllable = _Syllable()

    def _start_consonant(self, consonant: str) -> None:
        if not self._syllable.is_open or self._syllable.is_vowel:
            self._finish()
        self._syllable.cluster += consonant

    def _start_half(self, consonant: str) -> None:
        self._start_consonant(consonant + VIRAMA)

    def _start_vowel(self, vowel: str) -> None:
        self._finish()
        self._syllable.cluster = vowel
        self._syllable.is_vowel = True

    def _start_short_i(self) -> None:
        if not (self._syllable.is_open and self._syllable.cluster):
            self._finish()
        self._syllable.has_short_i = True

    def _add_sign(self, sign: str) -> None:
        syllable = self._syllable
        if syllable.cluster.endswith(VIRAMA) and not syllable.sign:
            syllable.cluster = syllable.cluster.removesuffix(VIRAMA)
            if sign == LONG_A:
                return
        composed = _glyphs()["composed"]
        if syllable.is_vowel and syllable.cluster + sign in composed:
            syllable.cluster = composed[syllable.cluster + sign]
        elif syllable.sign + sign in composed:
            syllable.sign = composed[syllable.sign + sign]
        elif sign != syllable.sign:
            syllable.sign += sign

    def _add_mark(self, mark: str) -> None:
        if mark not in self._syllable.marks:
            self._syllable.marks += mark

    def _join(self, consonant: str) -> None:
        syllable = self._syllable
        if not syllable.cluster:
            syllable.cluster = VIRAMA + consonant
        elif syllable.cluster.endswith(VIRAMA):
            syllable.cluster += consonant
        else:
            syllable.cluster += VIRAMA + consonant

    def _add_reph(self) -> None:
        if self._syllable.is_vowel and self._syllable.cluster == "इ":
            self._syllable.cluster = "ई"
        else:
            self._syllable.has_reph = True

    def _add_virama(self) -> None:
        syllable = self._syllable
        if syllable.cluster and not syllable.is_vowel and not syllable.cluster.endswith(VIRAMA):
            syllable.cluster += VIRAMA
        elif not syllable.cluster:
            self._finish()
            self._done.append(VIRAMA)

    def _add_nukta(self) -> None:
        syllable = self._syllable
        if not syllable.cluster:
            self._finish()
            self._done.append("+")
            return
        bare = syllable.cluster.removesuffix(VIRAMA)
        if not bare.endswith(NUKTA):
            ending = syllable.cluster[len(bare) :]
            syllable.cluster = f"{bare}{NUKTA}{ending}"
