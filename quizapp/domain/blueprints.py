"""Blueprints: what a paper consists of, and how questions are chosen so that it does.

A blueprint is the table of specifications of a paper: so many questions in each part, and what
share of them is of a topic, a difficulty, a kind or a format. Shares in per cent are apportioned
by the method of the largest remainder (Hamilton's method; M. L. Balinski and H. P. Young, "Fair
Representation", 2nd ed. 2001, chapter 2): each gets its quota rounded down, and the questions that
are left go to the largest remainders, the earlier first where they are equal.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Self, cast

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat
from quizapp.domain.materials import raise_for, text_problems
from quizapp.domain.sections import NAME_MAXIMUM, SECTIONS_MAXIMUM
from quizapp.domain.topics import SLUG
from quizapp.errors import N_, Problem

__all__ = [
    "Aspect",
    "Blueprint",
    "Candidate",
    "Part",
    "Quota",
    "Share",
    "Shortage",
    "apportion",
    "choose",
    "shortages",
]

PART_QUESTIONS_MAXIMUM: Final = 200
SHARES_MAXIMUM: Final = 20
DAYS_MAXIMUM: Final = 3650
PERCENT: Final = 100


class Aspect(StrEnum):
    """What a share goes by."""

    TOPIC = "topic"
    DIFFICULTY = "difficulty"
    KIND = "kind"
    FORMAT = "format"


_VALUES: Final = {
    Aspect.DIFFICULTY: frozenset(each.value for each in Difficulty),
    Aspect.KIND: frozenset(each.value for each in FactKind),
    Aspect.FORMAT: frozenset(each.value for each in ItemFormat),
}


@dataclass(frozen=True, slots=True)
class Share:
    """So many questions, or so many per cent of them, of one value of an aspect."""

    aspect: Aspect
    value: str
    amount: int
    in_percent: bool = True

    def as_data(self) -> dict[str, object]:
        """Give the share as JSON."""
        return {
            "aspect": self.aspect.value,
            "value": self.value,
            "amount": self.amount,
            "in_percent": self.in_percent,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `KeyError` or `ValueError`."""
        return cls(
            Aspect(str(data["aspect"])),
            str(data["value"]),
            cast("int", data["amount"]),
            bool(data["in_percent"]),
        )


@dataclass(frozen=True, slots=True)
class Quota:
    """A share of a part as a number of questions."""

    aspect: Aspect
    value: str
    questions: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper, a section of it where it has several."""

    name: str
    questions: int
    shares: tuple[Share, ...] = ()

    def quotas(self) -> tuple[Quota, ...]:
        """Give the shares as numbers, those in per cent of one aspect apportioned together.

        What an aspect leaves open takes part in the apportionment as one more share.
        """
        made: list[Quota] = []
        for aspect in Aspect:
            own = [share for share in self.shares if share.aspect is aspect]
            percents = [share.amount for share in own if share.in_percent]
            numbers = iter(apportion(self.questions, [*percents, max(0, PERCENT - sum(percents))]))
            made += [
                Quota(aspect, share.value, next(numbers) if share.in_percent else share.amount)
                for share in own
            ]
        return tuple(quota for quota in made if quota.questions)

    def problems(self) -> Iterator[Problem]:
        """Say what is wrong with the part, at `questions` or `shares`."""
        if not 1 <= self.questions <= PART_QUESTIONS_MAXIMUM:
            yield Problem(
                N_("Enter a number of questions from 1 to %(maximum)d."),
                {"maximum": PART_QUESTIONS_MAXIMUM},
                "questions",
            )
            return
        for share in self.shares:
            known = _VALUES.get(share.aspect)
            named = share.value in known if known else SLUG.fullmatch(share.value)
            most = PERCENT if share.in_percent else self.questions
            if not named or not 1 <= share.amount <= most:
                yield Problem(
                    N_("A share is 1 to 100 per cent, or a number up to that of the questions."),
                    field="shares",
                )
                return
        if len(self.shares) > SHARES_MAXIMUM or len(
            {(share.aspect, share.value) for share in self.shares}
        ) < len(self.shares):
            yield Problem(N_("Each share stands once."), field="shares")
            return
        for aspect in Aspect:
            own = [share for share in self.shares if share.aspect is aspect]
            percent = sum(share.amount for share in own if share.in_percent)
            if percent > PERCENT:
                yield Problem(
                    N_("These shares are %(percent)d per cent together; leave 100 at most."),
                    {"percent": percent},
                    "shares",
                )
                continue
            asked = sum(quota.questions for quota in self.quotas() if quota.aspect is aspect)
            if asked > self.questions:
                yield Problem(
                    N_("These shares are %(asked)d questions together, of %(questions)d."),
                    {"asked": asked, "questions": self.questions},
                    "shares",
                )

    def as_data(self) -> dict[str, object]:
        """Give the part as JSON."""
        return {
            "name": self.name,
            "questions": self.questions,
            "shares": [share.as_data() for share in self.shares],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `KeyError` or `ValueError`."""
        shares = cast("Sequence[Mapping[str, object]]", data["shares"])
        return cls(
            str(data["name"]),
            cast("int", data["questions"]),
            tuple(Share.from_data(each) for each in shares),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What a paper consists of. `exam` is the slug of the preset whose sections the parts are.

    Only questions whose news is of the last `days` are taken, or from `since` until `until` (both
    included), only such as are in no quiz (`unused`), and none that was in a quiz in the last
    `rested` days; None and False narrow nothing. Raises `InvalidInputError` with all problems.
    """

    name: str
    exam: str
    parts: tuple[Part, ...]
    days: int | None = None
    since: date | None = None
    until: date | None = None
    unused: bool = False
    rested: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(self.parts))
        raise_for(self._problems())

    def _problems(self) -> Iterator[Problem]:
        yield from text_problems(self.name, "name", maximum=NAME_MAXIMUM, required=True)
        for name, days in (("days", self.days), ("rested", self.rested)):
            if days is not None and not 1 <= days <= DAYS_MAXIMUM:
                yield Problem(
                    N_("Enter a number of days from 1 to %(maximum)d."),
                    {"maximum": DAYS_MAXIMUM},
                    name,
                )
        if self.days is not None and (self.since or self.until):
            yield Problem(N_("Choose the last days or dates, not both."), field="days")
        if self.since is not None and self.until is not None and self.until < self.since:
            yield Problem(N_("This is before the first day."), field="until")
        if not 1 <= len(self.parts) <= SECTIONS_MAXIMUM:
            yield Problem(
                N_("A paper has 1 to %(maximum)d sections."), {"maximum": SECTIONS_MAXIMUM}, "parts"
            )
        for place, part in enumerate(self.parts):
            for problem in part.problems():
                yield Problem(problem.message, problem.params, f"parts.{place}.{problem.field}")

    @property
    def questions(self) -> int:
        """How many questions the paper has."""
        return sum(part.questions for part in self.parts)

    def as_data(self) -> dict[str, object]:
        """Give the blueprint as JSON."""
        return {
            "name": self.name,
            "exam": self.exam,
            "parts": [part.as_data() for part in self.parts],
            "days": self.days,
            "since": None if self.since is None else self.since.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "unused": self.unused,
            "rested": self.rested,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `InvalidInputError`, `KeyError` or `ValueError`."""
        parts = cast("Sequence[Mapping[str, object]]", data["parts"])
        return cls(
            name=str(data["name"]),
            exam=str(data["exam"]),
            parts=tuple(Part.from_data(each) for each in parts),
            days=cast("int | None", data["days"]),
            since=_day(data["since"]),
            until=_day(data["until"]),
            unused=bool(data["unused"]),
            rested=cast("int | None", data["rested"]),
        )


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What choosing needs to know of an item.

    `marks` are the values that it has of each aspect. Of items with a fingerprint in common only
    one is taken. `stem` and `key` are plain words, both between spaces; `key` is "" where the
    answer is no text.
    """

    item_id: int
    marks: frozenset[tuple[Aspect, str]]
    fingerprints: frozenset[str] = frozenset()
    article: int | None = None
    stem: str = ""
    key: str = ""

    def clashes(self, other: Self) -> bool:
        """Whether both cannot stand in a paper: the same question, or one tells the other's key.

        That a stem tells a key is only held of two questions of one article; elsewhere the same
        words are as a rule chance.
        """
        if self.fingerprints & other.fingerprints:
            return True
        if self.article is None or self.article != other.article:
            return False
        return _tells(self, other) or _tells(other, self)


def _tells(one: Candidate, other: Candidate) -> bool:
    return bool(other.key.strip()) and other.key in one.stem and other.key not in other.stem


@dataclass(frozen=True, slots=True)
class Shortage:
    """A quota of which there are not enough questions; `quota` None stands for the part itself."""

    part: int
    quota: Quota | None
    wanted: int
    found: int

    @property
    def missing(self) -> int:
        """How many more there should be."""
        return self.wanted - self.found


def apportion(questions: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share out questions in proportion to weights, by the method of the largest remainder.

    Raises `ValueError` where a weight is negative or all are zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        message = f"nothing can be shared by {weights}"
        raise ValueError(message)
    shares = [questions * weight // total for weight in weights]
    left = questions - sum(shares)
    by_remainder = sorted(
        range(len(weights)), key=lambda place: (-(questions * weights[place] % total), place)
    )
    for place in by_remainder[:left]:
        shares[place] += 1
    return tuple(shares)


def choose(
    part: Part, candidates: Sequence[Candidate], *, beside: Sequence[Candidate], with_others: bool
) -> tuple[Candidate, ...]:
    """Choose the questions of a part, as near to its quotas as the candidates allow.

    Args:
        part: what is wanted.
        candidates: what there is, in the order in which it is preferred.
        beside: what stands in the paper already; none of it is taken twice.
        with_others: whether other questions stand in for those that a quota lacks.

    Always the same for the same arguments. At each step the question is taken that serves most
    quotas that still lack some, rare ones before common ones, and that overfills fewest.
    """
    needs = {(quota.aspect, quota.value): quota.questions for quota in part.quotas()}
    there = Counter(mark for each in candidates for mark in each.marks if mark in needs)
    chosen: list[Candidate] = []
    left = list(candidates)
    taken = list(beside)
    most = part.questions
    while left and len(chosen) < most:
        best = max(left, key=lambda each: _worth(each, needs, there))
        served = [mark for mark in best.marks if needs.get(mark, 0) > 0]
        if not served and not with_others:
            # What the widest of the aspects still lacks stays empty.
            lacking = [
                sum(max(0, need) for (of, _value), need in needs.items() if of is aspect)
                for aspect in Aspect
            ]
            if len(chosen) >= most - max(lacking):
                break
        left.remove(best)
        if any(best.clashes(other) for other in taken):
            continue
        chosen.append(best)
        taken.append(best)
        for mark in best.marks:
            if mark in needs:
                needs[mark] -= 1
    return tuple(chosen)


def _worth(
    each: Candidate,
    needs: Mapping[tuple[Aspect, str], int],
    there: Mapping[tuple[Aspect, str], int],
) -> tuple[float, int]:
    wanted = [mark for mark in each.marks if needs.get(mark, 0) > 0]
    overfilled = sum(1 for mark in each.marks if mark in needs and needs[mark] <= 0)
    return (
        sum(1 + needs[mark] / there[mark] for mark in wanted) - overfilled,
        -len(each.marks),
    )


def shortages(parts: Sequence[Part], chosen: Sequence[Sequence[Candidate]]) -> tuple[Shortage, ...]:
    """Say which parts and quotas have too few questions."""
    short: list[Shortage] = []
    for place, (part, own) in enumerate(zip(parts, chosen, strict=True)):
        if len(own) < part.questions:
            short.append(Shortage(place, None, part.questions, len(own)))
        for quota in part.quotas():
            found = sum((quota.aspect, quota.value) in each.marks for each in own)
            if found < quota.questions:
                short.append(Shortage(place, quota, quota.questions, found))
    return tuple(short)
