"""Sentences in the manner of Indian news with their names marked, made from `phrases.toml`.

The corpora know few Indian names, no ministries and no schemes. Many of the names here are coined
from syllables, so that the recogniser learns what surrounds a name and not the name.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

_PHRASES = Path(__file__).with_name("phrases.toml")
_SLOT = re.compile(r"\{(\w+)\}")
_CAPITALS = "ABCDEFGHIJKLMNPRSTUV"
_CONSONANTS = "b bh ch d dh g h j k kh l m n p r s sh t th v y z".split()  # noqa: SIM905
_VOWELS = "a aa e i o u ai".split()  # noqa: SIM905 — sounds read best in a row
_NAME_ENDS = ("", "", "n", "r", "l", "m", "sh", "t", "pur", "gaon", "nagar", "ra", "li", "wal")
_BRAND_ENDS = ("ra", "ix", "to", "zo", "ly", "va", "kart", "pe", "on", "ana", "ify", "us")
_LIST_OF_LABEL = {"PERSON": "any_person", "LOC": "any_place", "ORG": "org"}

Marked = tuple[str, list[tuple[int, int, str]]]
"""A text and the (first character, last character + 1, label) of its names."""


@cache
def phrases() -> Mapping[str, Sequence[str]]:
    """The choices of each list: parted by bars, or else by lines, or else by white space."""
    lists = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))["lists"]
    return {name: _parted(text.strip()) for name, text in lists.items()}


@cache
def _labels() -> Mapping[str, str]:
    labels = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))["labels"]
    return {name: label for label, names in labels.items() for name in names.split()}


def _parted(text: str) -> list[str]:
    if "|" in text:
        return text.split("|")
    return text.splitlines() if "{" in text else text.split()


def made(random: Random) -> Marked:
    """One sentence."""
    template = random.choice(phrases()["sentences"])
    text, names, at = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        filled = _filled(slot[1], random)
        name = filled.removeprefix("the ")
        if name != filled and not text.casefold().endswith("the "):
            text += "the "
        label = _labels().get(slot[1])
        if label is not None:
            names.append((len(text), len(text) + len(name), label))
        text += name
    text += template[at:]
    return text[:1].upper() + text[1:], names


def name_like(label: str, random: Random) -> str:
    """A name to put in the place of another of the same label."""
    return _filled(_LIST_OF_LABEL[label], random).removeprefix("the ")


def _filled(slot: str, random: Random) -> str:
    maker = _MAKERS.get(slot)
    if maker is not None:
        return maker(random)
    return _SLOT.sub(lambda inner: _filled(inner[1], random), random.choice(phrases()[slot]))


def _coined(random: Random, ends: Sequence[str]) -> str:
    syllables = random.choice((1, 1, 2, 2, 3))
    name = "".join(random.choice(_CONSONANTS) + random.choice(_VOWELS) for _ in range(syllables))
    return (name + random.choice(ends)).capitalize()


_MAKERS: Mapping[str, Callable[[Random], str]] = {
    "initial": lambda random: random.choice(_CAPITALS),
    "letters": lambda random: "".join(random.sample(_CAPITALS, random.choice((3, 3, 4, 5)))),
    "coined": lambda random: _coined(random, _NAME_ENDS),
    "coined_brand": lambda random: _coined(random, _BRAND_ENDS),
}
