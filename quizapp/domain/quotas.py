"""Quotas: how many questions of a topic, of a difficulty or of both a section asks at least."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, cast

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.topics import SLUG
from quizapp.errors import N_, Problem

__all__ = ["Quota", "quota_problems", "quotas_from_data"]


@dataclass(frozen=True, slots=True)
class Quota:
    """At least so many questions of a topic (its slug), of a difficulty; None stands for any."""

    questions: int
    topic: str | None = None
    difficulty: Difficulty | None = None

    @property
    def parts(self) -> int:
        """How narrow it is: what is narrower is drawn first, while there is something to draw."""
        return (self.topic is not None) + (self.difficulty is not None)

    def takes(self, topics: Sequence[str], difficulty: Difficulty | None) -> bool:
        """Whether an item with these topics and this difficulty counts for it."""
        is_of_topic = self.topic is None or self.topic in topics
        return is_of_topic and self.difficulty in {None, difficulty}

    def as_data(self) -> dict[str, object]:
        """Give the quota as JSON."""
        return {
            "questions": self.questions,
            "topic": self.topic,
            "difficulty": None if self.difficulty is None else self.difficulty.value,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Self:
        """Read what `as_data` wrote. Raises `KeyError` or `ValueError`."""
        difficulty = data.get("difficulty")
        return cls(
            cast("int", data["questions"]),
            cast("str | None", data.get("topic")),
            None if difficulty is None else Difficulty(str(difficulty)),
        )


def quotas_from_data(data: object) -> tuple[Quota, ...]:
    """Read the quotas of a section; numbers by topic, as they were stored before, as well."""
    if isinstance(data, Mapping):
        return tuple(Quota(count, topic) for topic, count in data.items())
    return tuple(map(Quota.from_data, cast("Sequence[Mapping[str, object]]", data or ())))


def quota_problems(
    quotas: Sequence[Quota], questions: int | None, *, maximum: int
) -> Iterator[Problem]:
    """Say what is wrong with the quotas of a section that asks so many questions."""
    for quota in quotas:
        named = quota.topic is None or SLUG.fullmatch(quota.topic)
        if not named or not quota.parts or not 1 <= quota.questions <= maximum:
            yield Problem(
                N_("A quota is a topic, a difficulty or both, and a number of questions."),
                field="quotas",
            )
    if questions is not None and sum(quota.questions for quota in quotas) > questions:
        yield Problem(
            N_("The quotas are more than the %(questions)d questions."),
            {"questions": questions},
            "quotas",
        )
