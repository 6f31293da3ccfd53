"""Whether an English and a Hindi text say the same: by numbers, and by names that sound alike."""

import re

from quizapp.interchange.exam_text.characters import folded

__all__ = ["numbers_in", "shares_number", "sounds_alike"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TELLING = 2
"""Numbers of one digit stand in any two questions."""
_WORD = re.compile(r"[A-Za-z]{3,}")
_HINDI_WORD = re.compile(r"[\u0900-\u0963\u0971-\u097f]{2,}")
_SOUNDS = {
    letter: sound
    for letters, sound in (
        ("कखक़ख़", "k"), ("गघग़", "g"), ("चछ", "c"), ("जझज़", "j"), ("टठतथ", "t"), ("डढदधड़ढ़", "d"),
        ("णनङञ\u0902\u0901", "n"), ("पफफ़", "p"), ("बभ", "b"), ("म", "m"), ("र", "r"), ("ल", "l"),
        ("व", "v"), ("शषस", "s"),
    )
    for letter in letters
}  # fmt: skip
_SPELLINGS = (
    ("sch", "sk"), ("sh", "s"), ("ch", "c"), ("ph", "p"), ("ck", "k"), ("x", "ks"), ("ce", "s"),
    ("ci", "s"), ("ge", "j"), ("q", "k"), ("c", "k"), ("z", "j"), ("w", "v"), ("f", "p"),
)  # fmt: skip
_NOT_A_CONSONANT = re.compile(r"[aeiouyh]")
_SOUNDS_MINIMUM = 3


def numbers_in(text: str) -> list[str]:
    """Give the numbers of a text in ascending order, in the digits 0-9."""
    return sorted(each.replace(",", "") for each in _NUMBER.findall(folded(text)))


def shares_number(text: str, other: str) -> bool:
    """Whether a number of two digits or more stands in both."""
    shared = set(numbers_in(text)) & set(numbers_in(other))
    return any(len(number) >= _TELLING for number in shared)


def sounds_alike(english: str, hindi: str) -> bool:
    """Whether a word of three consonants or more stands in both, in either script."""
    latin = {_latin(word) for word in _WORD.findall(english)}
    devanagari = {_devanagari(word) for word in _HINDI_WORD.findall(hindi)}
    return any(len(sounds) >= _SOUNDS_MINIMUM for sounds in latin & devanagari)


def _latin(word: str) -> str:
    word = word.casefold()
    for spelling, sound in _SPELLINGS:
        word = word.replace(spelling, sound)
    return _single(_NOT_A_CONSONANT.sub("", word).replace("m", "n"))


def _devanagari(word: str) -> str:
    return _single("".join(_SOUNDS.get(letter, "") for letter in word).replace("m", "n"))


def _single(sounds: str) -> str:
    """Write doubled sounds once."""
    return re.sub(r"(.)\1+", r"\1", sounds)
