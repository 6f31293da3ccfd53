"""Figures around a key: the same form, unit and precision, and as round as the key is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import combinations
from random import Random

from quizapp.generation.distractors.ladders import distinct, in_turn
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.types import Draft, Fact
from quizapp.generation.values import Bound, FigureValue

HEDGED_RATIO = Decimal("1.5")
"""Neighbouring options of a reported bound ("more than 120") lie this far apart, at least: a
reader who remembers the figure roughly must not find a second one that is also true."""
FARTHEST = Decimal(4)
"""No option beyond four times the key, or under a quarter of it (QUESTION_QUALITY.md, 2)."""
HUNDRED = Decimal(100)
THOUSAND = Decimal(1000)
SMALL = 12
"""Whole numbers up to this are asked with their near neighbours."""
IN_WORDS_BELOW = 100
AGE = re.compile(r"\bages?d?\b|\bhow old\b", re.IGNORECASE)
OF_WICKETS = re.compile(r"\bhow many wickets\b", re.IGNORECASE)
OF_MAGNITUDE = re.compile(r"\bmagnitude\b", re.IGNORECASE)
STRONGEST = 9
"""Hardly an earthquake was ever stronger."""
MOST_WICKETS = 10
"""An innings of cricket has no more."""
AGE_STEPS = (2, 3, 4)
NEAR_HUNDRED = Decimal(60)
"""From this percentage on, neighbours differ by a sum rather than by a factor."""


def around_figure(
    draft: Draft, value: FigureValue, facts: Sequence[Fact], rng: Random, count: int
) -> tuple[str, ...]:
    """Texts of figures below and above the key, in turn, the nearest first.

    None for zero, and for a single "1 year", whose plural neighbours would give it away.
    """
    value = _as_printed(value, draft.key)
    if value.amount <= 0 or _lone_singular(value) or _is_worked_out(value, draft.stem):
        return ()
    taken = _taken(value, facts)
    side = (count + 1) // 2 + 1
    if value.ordinal:
        ladders = [_steps(value.amount, sign, Decimal(1), side) for sign in (-1, 1)]
    elif value.high is not None:
        return _ranges(draft, value, rng, count)
    elif AGE.search(draft.stem) and value.unit in {"year", ""}:
        ladders = [_ages(value.amount, sign, side, rng) for sign in (-1, 1)]
    else:
        ladders = [_ladder(value, sign, side, rng) for sign in (-1, 1)]
    below, above = (
        [replace(value, amount=amount) for amount in amounts if amount not in taken]
        for amounts in ladders
    )
    most = MOST_WICKETS if OF_WICKETS.search(draft.stem) else None
    if OF_MAGNITUDE.search(draft.stem) and value.amount < STRONGEST:
        most = STRONGEST
    texts = (
        figure.text()
        for figure in in_turn(below, above, rng)
        if _printable(figure, value) and (most is None or figure.amount <= most)
    )
    return distinct(texts, draft.key, draft.stem, count)


def _as_printed(value: FigureValue, key: str) -> FigureValue:
    """The value with what stands around its number in the key: "5" where the stem asks for years.

    The value as it is where the key is printed in a way of its own.
    """
    scale = f" {value.scale}" if value.scale else ""
    for before in (value.before, ""):
        for after in (value.after, scale, ""):
            printed = replace(value, before=before, after=after)
            if printed.text() == key:
                return printed
    return value


def _is_worked_out(value: FigureValue, stem: str) -> bool:
    """Whether two figures of the stem add up to the key, or differ by it."""
    told = [f.value.magnitude for f in find_figures(stem) if f.value.unit == value.unit]
    key = value.magnitude
    return any(key in {one + two, abs(one - two)} for one, two in combinations(told, 2))


def _taken(value: FigureValue, facts: Sequence[Fact]) -> set[Decimal]:
    """Amounts that the article gives for the same unit, brought to the key's scale."""
    scale = value.magnitude / value.amount
    figures = [f.value for f in facts if isinstance(f.value, FigureValue)]
    return {
        amount
        for figure in figures
        if figure.unit == value.unit and figure.ordinal == value.ordinal and figure.amount
        for amount in (figure.magnitude / scale, *_high(figure, scale))
    }


def _high(figure: FigureValue, scale: Decimal) -> tuple[Decimal, ...]:
    return () if figure.high is None else (figure.high * figure.magnitude / figure.amount / scale,)


def _lone_singular(value: FigureValue) -> bool:
    words = re.findall(r"[a-z]+", value.after)
    return (
        value.amount == 1
        and not value.ordinal
        and not value.scale
        and words[:1] != ["per"]
        and (bool(words))
    )


def _printable(figure: FigureValue, key: FigureValue) -> bool:
    limit = HUNDRED if key.unit == "%" and key.amount < HUNDRED else None
    if limit is not None and figure.amount >= limit:
        return False
    return figure.amount < IN_WORDS_BELOW or not key.in_words


def _steps(start: Decimal, sign: int, step: Decimal, count: int) -> list[Decimal]:
    amounts = [start + sign * step * i for i in range(1, count + 1)]
    return [amount for amount in amounts if amount > 0]


def _ages(start: Decimal, sign: int, count: int, rng: Random) -> list[Decimal]:
    amounts = []
    for _ in range(count):
        start += sign * rng.choice(AGE_STEPS)
        amounts.append(start)
    return [amount for amount in amounts if amount > 0]


def grain(value: FigureValue) -> Decimal:
    """The step that the key is a multiple of and that its neighbours should be too.

    1.67 → 0.01 · 3.2 → 0.1 · 2.5 → 0.5 · 120 → 10 · 13,000 → 1,000 · 200 → 50 · 25 → 5.
    """
    text = format(value.amount, "f")
    digits = text.replace(".", "").lstrip("0")
    if value.decimals:
        step = Decimal(1).scaleb(-value.decimals)
        stripped = digits
    else:
        stripped = digits.rstrip("0")
        step = Decimal(1).scaleb(len(digits) - len(stripped))
    if stripped.endswith("5") and len(stripped) > 1:
        return step * 5
    if len(stripped) == 1 and step > 1 and not value.decimals:
        return step / 2
    return step


def _ladder(value: FigureValue, sign: int, count: int, rng: Random) -> list[Decimal]:
    hedged = value.bound is not Bound.EXACT
    if value.amount <= SMALL and not value.decimals and not value.scale and value.unit != "%":
        return _small(value.amount, sign, count, rng, hedged=hedged)
    step = grain(value)
    amounts: list[Decimal] = []
    last = value.amount
    for _ in range(count):
        last = _next(last, sign, step, _gap(value, last, hedged=hedged, rng=rng), hedged=hedged)
        last = _as_uneven(last, sign, value, rng)
        if not _within(last, value):
            break
        amounts.append(last)
    return amounts


def _gap(value: FigureValue, last: Decimal, *, hedged: bool, rng: Random) -> Decimal:
    """The factor (over 1) from one option to the next."""
    if hedged:
        return Decimal(str(round(rng.uniform(1.5, 1.72), 3)))
    if value.unit == "%" and NEAR_HUNDRED <= value.amount <= HUNDRED:
        return 1 + Decimal(rng.choice((4, 5, 6, 7, 8))) / last
    return Decimal(str(round(rng.uniform(1.16, 1.42), 3)))


def _next(last: Decimal, sign: int, step: Decimal, factor: Decimal, *, hedged: bool) -> Decimal:
    aim = last * factor if sign > 0 else last / factor
    rounding = ROUND_HALF_EVEN
    if hedged:
        rounding = ROUND_CEILING if sign > 0 else ROUND_FLOOR
    amount = (aim / step).to_integral_value(rounding) * step
    if (amount - last) * sign < step:
        amount = last + sign * step
    return amount.quantize(step) if step < 1 else amount.quantize(Decimal(1))


def _as_uneven(amount: Decimal, sign: int, key: FigureValue, rng: Random) -> Decimal:
    """Beside 5,462 a 4,310 would look made up: move off the round figure, away from the key."""
    step = grain(key)
    units = int(amount / step)
    key_units = int(key.amount / step)
    if units % 10 == 0 and key_units % 10 and key_units > 10 * SMALL:
        return amount + sign * step * rng.randint(1, 4)
    return amount


def _within(amount: Decimal, value: FigureValue) -> bool:
    key = value.amount
    if amount <= 0 or not key / FARTHEST <= amount <= key * FARTHEST:
        return False
    if value.scale and key < THOUSAND <= amount:
        return False
    return not (value.scale and amount < 1 <= key)


def _small(key: Decimal, sign: int, count: int, rng: Random, *, hedged: bool) -> list[Decimal]:
    """Whole numbers near a small one; a reported bound keeps its distance."""
    amounts: list[Decimal] = []
    last = key
    for _ in range(count):
        if hedged:
            last = _next(last, sign, Decimal(1), HEDGED_RATIO, hedged=True)
        else:
            last += sign * (1 if last <= SMALL // 2 else rng.choice((1, 2)))
        if not (2 if key > 1 else 1) <= last <= max(key * FARTHEST, key + SMALL // 2):
            break
        amounts.append(last)
    return amounts


def _ranges(draft: Draft, value: FigureValue, rng: Random, count: int) -> tuple[str, ...]:
    """Ranges of the same width on both sides that touch neither the key nor each other."""
    if value.high is None:
        return ()
    step = Decimal(1).scaleb(-value.decimals)
    width = value.high - value.amount
    sides: list[list[FigureValue]] = []
    for sign in (-1, 1):
        low, side = value.amount, []
        for _ in range(count):
            low += sign * (width + step * rng.randint(1, 2))
            high = low + width
            too_high = value.unit == "%" and value.high < HUNDRED and high >= HUNDRED
            if low <= 0 or too_high or high > value.high * FARTHEST:
                break
            side.append(replace(value, amount=low, high=high))
        sides.append(side)
    texts = (figure.text() for figure in in_turn(sides[0], sides[1], rng))
    return distinct(texts, draft.key, draft.stem, count)
