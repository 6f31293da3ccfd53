"""Join the tokens of a date, an amount or a name into the one word that the parser is to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.domain.items import FactKind
from quizapp.generation.language.asides import left_out, unread
from quizapp.generation.language.tokens import plain
from quizapp.generation.types import EntityValue, Span
from quizapp.generation.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from quizapp.generation.language.units import Unit

_MANY_WORDS = 2
_BEFORE_DAYS = frozenset({"on", "from", "since", "of", "by", "until", "till"})
_TIMES_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
_POSSESSIVE = frozenset({"'s", "\u2019s"})
_ADDRESSED = re.compile(r"^(?:[Tt]he )?([^,]+), (?:Shri|Smt|Sri|Sushri|Shrimati)\b\.? ")
"""As in "The Prime Minister, Shri A B": a stem says "Prime Minister A B"."""
_BRACKET = re.compile(r"\s*\([^()]*\)")
_LED = frozenset({"chaired", "headed", "led", "founded", "owned", "run", "backed", "presided"})
_FINITE = word_set("is was are were has had have will said decided gave took also today")
COMPRISE = {"comprise": "have", "comprises": "has", "constitutes": "has", "pledges": "wants"}
"""Verbs that the parser takes for nouns, and plain ones that it sees in their place. After the
first two a slip, "comprises of", is set right."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens of the article that become one word, and what the parser sees in their place."""

    span: Span
    text: str
    shown: tuple[str, ...]
    space: bool
    entity: str = ""
    unit: Unit | None = None
    led_by: Unit | None = None
    """The person in a "headed by NAME" right before it, which the parser does not see."""


def joined(
    tokens: Sequence[Token],
    offset: int,
    units: Sequence[Unit],
    text: str,
    days: Sequence[Span],
    *,
    whole: bool = False,
) -> Iterator[Piece]:
    """The tokens with each unit as one piece, without brackets and, but for `whole`, asides."""
    by_start = {unit.span.start: unit for unit in units}
    skip_to, begun, leader = 0, False, None
    before, after = _post_commas(tokens, offset, units)
    marks = before | after
    texts = ["" if i in marks else token.text for i, token in enumerate(tokens)]
    unseen = (unread(texts) if whole else left_out(texts)) | after
    led_by = _led_by(tokens, offset, by_start) | _on_days(tokens, offset, days)
    for position, token in enumerate(tokens):
        start = token.idx + offset
        if start in led_by:
            leader = by_start.get(start, leader)
        if start < skip_to or start in led_by or position in unseen:
            continue
        if token.text == "," and not begun:
            continue
        begun = True
        if token.text == "of" and position and tokens[position - 1].text in COMPRISE:
            continue
        space = start + len(token.text) < len(text) and text[start + len(token.text)].isspace()
        unit = by_start.get(start)
        if unit is None:
            span = Span(start, start + len(token.text))
            ordinary = COMPRISE.get(token.text, plain(token.text))
            yield Piece(span, token.text, (ordinary,), space, led_by=leader)
            leader = None
            continue
        skip_to = unit.span.end
        surface = _cased(unit, " ".join(text[unit.span.start : unit.span.end].split()))
        surface = _without_marks(surface, unit)
        space = unit.span.end < len(text) and text[unit.span.end].isspace()
        shown = unit.stand_in
        if _is_single(unit, surface):
            shown = (plain(surface),)
        yield Piece(unit.span, surface, shown, space, unit.kind.value, unit, leader)
        leader = None


def units_of(pieces: Sequence[Piece]) -> dict[Span, Unit]:
    """The units in the pieces, and the persons beside them, by the span of their word."""
    units = {piece.span: piece.unit for piece in pieces if piece.unit is not None}
    return units | {p.led_by.span: p.led_by for p in pieces if p.led_by is not None}


def _on_days(tokens: Sequence[Token], offset: int, days: Sequence[Span]) -> frozenset[int]:
    """Where the tokens of "today" and "on Wednesday evening" start: the parser trips over them."""
    out: set[int] = set()
    for position, token in enumerate(tokens):
        start = token.idx + offset
        if not any(day.start <= start < day.end for day in days):
            continue
        if tokens[position + 1 : position + 2] and tokens[position + 1].text in _POSSESSIVE:
            continue
        out.add(start)
        before = tokens[position - 1] if position else None
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if after is not None and after.text.casefold() in _TIMES_OF_DAY:
            out.add(after.idx + offset)
        if before is None and after is not None and after.text == ",":
            out.add(after.idx + offset)
        if before is not None and before.text.casefold() in _BEFORE_DAYS:
            out.add(before.idx + offset)
            if position > 1 and tokens[position - 2].text == "As":
                out.add(tokens[position - 2].idx + offset)
            if position <= _MANY_WORDS and after is not None and after.text == ",":
                out.add(after.idx + offset)
    return frozenset(out)


def _led_by(tokens: Sequence[Token], offset: int, units: Mapping[int, Unit]) -> frozenset[int]:
    """Where "headed by NAME" between a noun and its verb starts and goes on, token by token.

    The parser takes such a participle for the verb of the sentence.
    """
    out: set[int] = set()
    for position, token in enumerate(tokens[:-2]):
        if token.text not in _LED or tokens[position + 1].text != "by":
            continue
        unit = units.get(tokens[position + 2].idx + offset)
        if unit is None or unit.kind is not FactKind.PERSON:
            continue
        after = [t for t in tokens[position + 2 :] if t.idx + offset >= unit.span.end]
        if after and (after[0].text.endswith("ed") or after[0].text in _FINITE):
            out |= {t.idx + offset for t in tokens[position:] if t.idx + offset < unit.span.end}
    return frozenset(out)


def end(token: Token, offset: int) -> int:
    """Where the token ends, as an offset into the article."""
    return token.idx + offset + len(token.text)


def _without_marks(surface: str, unit: Unit) -> str:
    """Without brackets, and without the comma between a post and its holder."""
    plain = _BRACKET.sub("", surface)
    plain = _ADDRESSED.sub(r"\1 ", plain)
    return plain.replace(", ", " ") if unit.title else plain


def _post_commas(
    tokens: Sequence[Token], offset: int, units: Sequence[Unit]
) -> tuple[frozenset[int], frozenset[int]]:
    """The commas around the holder in "the Speaker of X, A B, said": before and after the name."""
    before: set[int] = set()
    after: set[int] = set()
    for unit in units:
        if unit.kind is not FactKind.PERSON:
            continue
        inside = [
            i for i, t in enumerate(tokens) if unit.span.start <= t.idx + offset < unit.span.end
        ]
        commas = [i for i in inside if tokens[i].text == ","]
        before |= set(commas)
        following = inside[-1] + 1
        if commas and following < len(tokens) and tokens[following].text == ",":
            after.add(following)
    return frozenset(before), frozenset(after)


def _cased(unit: Unit, surface: str) -> str:
    """The name with its capitals in order, where the article writes half of them small."""
    if isinstance(unit.value, EntityValue) and unit.value.name.casefold() == surface.casefold():
        return unit.value.name
    return surface


def _is_single(unit: Unit, surface: str) -> bool:
    amount = unit.kind in {FactKind.DATE, FactKind.FIGURE}
    return not amount and len(surface.split()) < _MANY_WORDS
