"""Values below and above a key, taken in turn."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from random import Random
from typing import TypeVar

T = TypeVar("T")


def in_turn(below: Sequence[T], above: Sequence[T], rng: Random) -> Iterator[T]:
    """The nearest of each side, then the next of each; chance says which side begins."""
    sides = [below, above] if rng.random() < 0.5 else [above, below]  # noqa: PLR2004 — a fair coin
    for pair in zip_longest(*sides):
        yield from (item for item in pair if item is not None)


def distinct(texts: Iterable[str], key: str, stem: str, count: int) -> tuple[str, ...]:
    """The first `count` texts that differ from the key and each other and are not in the stem."""
    chosen: list[str] = []
    taken = {key.casefold()}
    for text in texts:
        if text.casefold() in taken or text.casefold() in stem.casefold():
            continue
        taken.add(text.casefold())
        chosen.append(text)
    return tuple(chosen[:count])
