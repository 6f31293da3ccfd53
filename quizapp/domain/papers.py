"""Papers: which items a student sees, in which order, with their options in which order.

A paper is drawn once, when an attempt starts, and stored with it: what was seen can be shown again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias, assert_never

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import OptionOrder
from quizapp.domain.ordering import ascending
from quizapp.domain.sections import Section
from quizapp.errors import N_, InvalidInputError

__all__ = ["Paper", "PaperItem", "PoolItem", "choose_items", "draw_paper"]


@dataclass(frozen=True, slots=True)
class PoolItem:
    """What drawing a paper needs to know of an item version.

    `options` are their texts in the item's first language, `topics` its topics, `difficulty` what
    is said of it. Items with the same `stimulus` (a passage or data set) stay together. `section`
    is the zero-based section of the paper; `is_stale` items are the last that are drawn. With
    `always_shuffled` options that may stand in any order never stay as stored: those of a matching
    item are written beside their prompts.
    """

    item_version_id: int
    options: tuple[str, ...]
    option_order: OptionOrder
    stimulus: int | None = None
    section: int = 0
    always_shuffled: bool = False
    topics: tuple[str, ...] = ()
    difficulty: Difficulty | None = None
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One question of a paper.

    `position` counts from 0 through the whole paper. `option_order` gives for each place on the
    screen the stored position of the option that stands there. Raises `ValueError` when that is not
    a permutation.
    """

    position: int
    item_version_id: int
    option_order: tuple[int, ...]
    section: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "option_order", tuple(self.option_order))
        if sorted(self.option_order) != list(range(len(self.option_order))):
            message = f"{self.option_order} is no order of options"
            raise ValueError(message)

    @property
    def number(self) -> int:
        """The question's number as the student sees it, from 1."""
        return self.position + 1

    def stored(self, displayed: int) -> int:
        """Turn a place on the screen into the stored position of the option there.

        Raises `InvalidInputError` (field "response") when the question has no such place.
        """
        if not 0 <= displayed < len(self.option_order):
            raise InvalidInputError(
                N_("Question %(number)d has no option number %(option)d."),
                field="response",
                number=self.number,
                option=displayed + 1,
            )
        return self.option_order[displayed]

    def displayed(self, stored: int) -> int:
        """Turn the stored position of an option into its place on the screen.

        Raises `ValueError` when there is no such option.
        """
        return self.option_order.index(stored)


Paper: TypeAlias = tuple[PaperItem, ...]


def choose_items(
    items: Sequence[PoolItem], sections: Sequence[Section], *, rng: Random
) -> list[PoolItem]:
    """Choose what a paper asks, in the order of the pool; the same for the same state of `rng`.

    A section that asks fewer than it has draws them at random, first as many as its quotas say,
    the narrowest before the others, as far as there are so many. Stale items are drawn where the
    others are too few. Items of a section that the rules
    do not have belong to the last one.
    """
    pool = [replace(item, section=min(item.section, len(sections) - 1)) for item in items]
    chosen: set[int] = set()
    for place, section in enumerate(sections):
        here = [item for item in pool if item.section == place]
        if section.asked(len(here)) < len(here):
            here = _drawn(here, section, rng)
        chosen.update(item.item_version_id for item in here)
    return [item for item in pool if item.item_version_id in chosen]


def _drawn(items: Sequence[PoolItem], section: Section, rng: Random) -> list[PoolItem]:
    left = sorted(rng.sample(items, len(items)), key=lambda item: item.is_stale)
    drawn: list[PoolItem] = []
    for quota in sorted(section.quotas, key=lambda quota: -quota.parts):
        fitting = [item for item in left if quota.takes(item.topics, item.difficulty)]
        drawn += fitting[: quota.questions]
        left = [item for item in left if item not in drawn]
    return drawn + left[: section.asked(len(items)) - len(drawn)]


def draw_paper(
    items: Sequence[PoolItem], *, shuffle_items: bool, shuffle_options: bool, rng: Random
) -> Paper:
    """Draw a paper of all the items; the same for the same items and state of `rng`.

    Sections stay in order, and items are shuffled within theirs; those that share a passage stay
    together and in their order. Options are shuffled only where their item allows it, and stand by
    value where it asks for that, shuffled or not. Raises `InvalidInputError` when an item version
    is there twice.
    """
    if len({item.item_version_id for item in items}) < len(items):
        raise InvalidInputError(N_("A paper cannot ask the same question twice."), field="items")
    blocks = _blocks(items)
    if shuffle_items:
        rng.shuffle(blocks)
    in_order = [item for block in blocks for item in block]
    in_order.sort(key=lambda item: item.section)
    return tuple(
        PaperItem(
            position,
            item.item_version_id,
            _option_order(item, shuffle=shuffle_options, rng=rng),
            item.section,
        )
        for position, item in enumerate(in_order)
    )


def _blocks(items: Sequence[PoolItem]) -> list[list[PoolItem]]:
    blocks: dict[tuple[str, int, int], list[PoolItem]] = {}
    for item in items:
        own = ("item", item.item_version_id, item.section)
        shared = ("stimulus", item.stimulus or 0, item.section)
        blocks.setdefault(own if item.stimulus is None else shared, []).append(item)
    return list(blocks.values())


def _option_order(item: PoolItem, *, shuffle: bool, rng: Random) -> tuple[int, ...]:
    stored = list(range(len(item.options)))
    match item.option_order:
        case OptionOrder.FIXED:
            pass
        case OptionOrder.ASCENDING:
            return ascending(item.options)
        case OptionOrder.SHUFFLE:
            if shuffle or item.always_shuffled:
                rng.shuffle(stored)
        case _ as unreachable:
            assert_never(unreachable)
    return tuple(stored)
