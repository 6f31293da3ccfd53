"""Choose the set: the best questions, spread over facts, kinds and the article, keys balanced."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.facts.dates import find_dates
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.patterns.abbreviations import FULL_FORM
from quizapp.generation.types import Draft, Proposal
from quizapp.generation.values import DateValue

_PER_CLAUSE = 3
"""Questions that put the words of one sentence in order: more tell one another's answers."""
_SAME_SENTENCE = 0.12
_ENOUGH = 4
"""So many other questions make a second full form unwelcome."""
_SAME_KIND = 0.05
_TELLS = 0.15
_KIND_WORTH = {
    FactKind.BODY: 0.1,
    FactKind.DATE: 0.08,
    FactKind.FIGURE: 0.08,
    FactKind.PERSON: 0.1,
    FactKind.PLACE: 0.1,
    FactKind.SCHEME: 0.1,
    FactKind.OTHER: 0.05,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An accepted draft with its ranked wrong options.

    `rank` is how much it is worth asking beside the others of its article, `quality` how likely it
    is a good question at all, both 0 to 1; `doubts` are the figures that the quality comes from.
    """

    draft: Draft
    proposal: Proposal
    rank: float
    quality: float = 1.0
    doubts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Laid:
    """The options as they are to be stored, and where the key stands among them."""

    options: tuple[str, ...]
    key: int


Fits = Callable[[Draft, Laid], bool]
"""Whether a draft with these options is what was asked for."""


def rank(draft: Draft, headline: str) -> float:
    """0–1: how sure the template is, and how near the fact stands to what the article is about."""
    shared = _content(draft.stem) & _content(headline)
    near_headline = min(len(shared), 3) * 0.03
    early = max(0.0, 0.06 - 0.01 * draft.fact.sentence.block)
    length = len(draft.stem.split())
    readable = 0.04 if 9 <= length <= 22 else 0.0  # noqa: PLR2004 — the range of printed direct stems
    total = draft.strength + _KIND_WORTH[draft.fact.kind] + near_headline + early + readable
    return round(min(1.0, total - 0.1), 3)


def _content(text: str) -> set[str]:
    return {word.casefold().strip(".,'") for word in text.split() if len(word) > 3}  # noqa: PLR2004 — short words say little


def choose(candidates: Sequence[Candidate], count: int) -> tuple[Candidate, ...]:
    """At most `count`, no two for one fact, in the order of the article.

    Greedy by rank; each further question from a clause or of a kind counts for less, and so
    does one whose stem tells the answer of a question already chosen, or the reverse. Who held a
    post, or where a town lies, tells nothing of the clause that names them.
    """
    left = sorted(candidates, key=lambda c: (-c.rank, c.draft.fact.span, c.draft.stem))
    others = {c.draft.fact.span for c in left if c.draft.fact.sub_kind != FULL_FORM}
    full_forms = 1 if len(others) >= _ENOUGH else 2
    chosen: list[Candidate] = []
    sentences: Counter[int] = Counter()
    kinds: Counter[FactKind] = Counter()
    while left and len(chosen) < count:
        best = max(left, key=lambda c: _worth(c, chosen, sentences, kinds))
        chosen.append(best)
        sentences[best.draft.fact.sentence.index] += bool(best.draft.verb)
        kinds[best.draft.fact.kind] += 1
        left = [c for c in left if _may_follow(c, best, sentences, kinds, full_forms)]
    return tuple(sorted(chosen, key=lambda c: (c.draft.fact.span, c.draft.stem)))


def _may_follow(
    candidate: Candidate,
    chosen: Candidate,
    sentences: Counter[int],
    kinds: Counter[FactKind],
    full_forms: int,
) -> bool:
    draft, other = candidate.draft, chosen.draft
    if draft.fact.sub_kind == FULL_FORM and kinds[FactKind.OTHER] >= full_forms:
        return False
    if draft.fact.span == other.fact.span or draft.stem == other.stem:
        return False
    if draft.key.casefold() == other.key.casefold() and draft.fact.kind == other.fact.kind:
        return False
    return not draft.verb or sentences[draft.fact.sentence.index] < _PER_CLAUSE


def _worth(
    candidate: Candidate,
    chosen: Sequence[Candidate],
    sentences: Counter[int],
    kinds: Counter[FactKind],
) -> float:
    draft = candidate.draft
    worth = candidate.rank
    worth -= _SAME_SENTENCE * sentences[draft.fact.sentence.index]
    worth -= _SAME_KIND * kinds[draft.fact.kind]
    told = sum(other.draft.key in draft.stem or draft.key in other.draft.stem for other in chosen)
    return worth - _TELLS * told


class KeyPlaces:
    """Deals out key positions evenly: each position once before any comes again."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._left: dict[int, list[int]] = {}

    def next(self, options: int) -> int:
        """The wanted position of the next key among so many options."""
        left = self._left.setdefault(options, [])
        if not left:
            left.extend(range(options))
            self._rng.shuffle(left)
        return left.pop()


def lay_out(
    candidate: Candidate, options: int, places: KeyPlaces, fits: Fits | None = None
) -> Laid:
    """Take the best wrong options and put the key among them.

    Shuffled options get the key at the dealt position. Ordered ones are sorted by value, and the
    wrong options are taken from below and above so that the key stands where it was dealt, as far
    as there are enough on each side. Where that does not fit what was asked for, the nearest other
    position is taken that does.
    """
    total = _total(candidate, options)
    dealt = places.next(total)
    nearest = sorted(range(total), key=lambda place: (abs(place - dealt), place))
    laid = (_laid(candidate, total, place) for place in nearest)
    return next((each for each in laid if fits is None or fits(candidate.draft, each)), None) or (
        _laid(candidate, total, dealt)
    )


def can_fit(candidate: Candidate, options: int, fits: Fits) -> bool:
    """Whether some position of the key fits what was asked for."""
    total = _total(candidate, options)
    return any(fits(candidate.draft, _laid(candidate, total, place)) for place in range(total))


def _total(candidate: Candidate, options: int) -> int:
    return min(options, len(candidate.proposal.distractors) + 1)


def _laid(candidate: Candidate, total: int, place: int) -> Laid:
    key, wrong = candidate.draft.key, list(candidate.proposal.distractors)
    if candidate.proposal.order is OptionOrder.SHUFFLE:
        shown = wrong[: total - 1]
        shown.insert(place, key)
        return Laid(tuple(shown), place)
    if candidate.proposal.order is OptionOrder.FIXED:
        shown = [key, *wrong[: total - 1]]
        return Laid(tuple(shown), 0)
    rank = _date_rank if candidate.draft.fact.kind is FactKind.DATE else _figure_rank
    below = [option for option in wrong if rank(option) < rank(key)]
    above = [option for option in wrong if rank(option) > rank(key)]
    few = max(0, total - 1 - len(above))
    take = min(max(place, few), len(below))
    picked = [*below[:take], *above[: total - 1 - take]]
    shown = sorted([key, *picked], key=rank)
    return Laid(tuple(shown), shown.index(key))


def _date_rank(option: str) -> tuple[Decimal, Decimal]:
    """What a date is sorted by; "1600" among figures is no year, so the fact's kind decides."""
    dates = find_dates(f"in {option}")
    value = dates[0].value if dates else DateValue(None)
    parts = (value.year or 0) * 10_000 + (value.month or 0) * 100 + (value.day or 0)
    return Decimal(parts), Decimal(0)


def _figure_rank(option: str) -> tuple[Decimal, Decimal]:
    """What a figure is sorted by: its amount with the scale multiplied out."""
    figures = find_figures(option)
    if not figures:
        return Decimal(0), Decimal(0)
    value = figures[0].value
    return value.magnitude, value.high or Decimal(0)
