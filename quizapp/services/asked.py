"""What a teacher asks of the generator for an article, and keeps with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """At most `count` questions of so many options, in these formats; None narrows nothing.

    The same `seed` gives the same questions of the same text.
    """

    count: int = 10
    options: int = 4
    seed: int = 0
    formats: tuple[ItemFormat, ...] = (ItemFormat.DIRECT,)
    kinds: frozenset[FactKind] | None = None
    difficulties: frozenset[Difficulty] | None = None

    def as_data(self) -> dict[str, object]:
        """Give it as JSON can carry it."""
        kinds, levels = self.kinds, self.difficulties
        return {
            "count": self.count,
            "options": self.options,
            "seed": self.seed,
            "formats": sorted(each.value for each in self.formats),
            "kinds": None if kinds is None else sorted(each.value for each in kinds),
            "difficulties": None if levels is None else sorted(each.value for each in levels),
        }

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> "Asked":
        """Make it of what `as_data` gave, also before it said the last of it."""
        kinds, levels = data["kinds"], data.get("difficulties")
        return Asked(
            count=data["count"],
            options=data["options"],
            seed=data.get("seed", 0),
            formats=tuple(map(ItemFormat, data["formats"])),
            kinds=None if kinds is None else frozenset(map(FactKind, kinds)),
            difficulties=None if levels is None else frozenset(map(Difficulty, levels)),
        )
