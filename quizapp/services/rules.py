"""The rules that a quiz puts a set under: marking, time, order, what is shown when."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.domain.attempts import MINUTES_MAXIMUM
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.presets import PRESETS
from quizapp.errors import N_, InvalidInputError
from quizapp.models import Quiz, Reveal

__all__ = ["QuizRules", "rules_of", "rules_of_preset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizRules:
    """What a quiz prescribes; validated when it is made.

    `preset` is the slug of the exam preset that it came from, `minutes` is None without a clock.
    Raises `InvalidInputError` with field preset, minutes or closes_at.
    """

    preset: str
    scheme: MarkingScheme
    minutes: int | None
    shuffle_items: bool = True
    shuffle_options: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    reveal: Reveal = Reveal.AFTER_SUBMIT

    def __post_init__(self) -> None:
        _ensure_preset(self.preset)
        if self.minutes is not None and not 1 <= self.minutes <= MINUTES_MAXIMUM:
            raise InvalidInputError(
                N_("The time must be 1 to %(maximum)d minutes, not %(minutes)d."),
                field="minutes",
                maximum=MINUTES_MAXIMUM,
                minutes=self.minutes,
            )
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise InvalidInputError(
                N_("A quiz must close after it opens; choose a later time."), field="closes_at"
            )


def rules_of_preset(slug: str, *, questions: int, section: int = 0) -> QuizRules:
    """Give the rules of an exam for a quiz of so many questions; change them with `replace`.

    The marking is that of one section, and the time is in proportion to the questions, rounded up
    to whole minutes (an exam of 100 questions in 120 minutes gives 12 questions 15 minutes).

    Raises:
        InvalidInputError: field preset or section, when there is none such.
    """
    _ensure_preset(slug)
    exam = PRESETS[slug]
    if not 0 <= section < len(exam.sections):
        raise InvalidInputError(
            N_("This exam has %(count)d sections; there is no section %(section)d."),
            field="section",
            count=len(exam.sections),
            section=section + 1,
        )
    part = exam.sections[section]
    minutes, asked = part.minutes, part.questions
    if minutes is None:
        minutes, asked = exam.minutes, exam.questions
    if minutes is not None and asked:
        minutes = min(max(1, -(-minutes * questions // asked)), MINUTES_MAXIMUM)
    return QuizRules(preset=slug, scheme=part.scheme, minutes=minutes)


def rules_of(quiz: Quiz) -> QuizRules:
    """Read the rules that a quiz is stored with."""
    return QuizRules(
        preset=quiz.preset if quiz.preset in PRESETS else next(iter(PRESETS)),
        scheme=MarkingScheme.from_data(quiz.scheme),
        minutes=quiz.minutes,
        shuffle_items=quiz.shuffle_items,
        shuffle_options=quiz.shuffle_options,
        opens_at=quiz.opens_at,
        closes_at=quiz.closes_at,
        reveal=quiz.reveal,
    )


def _ensure_preset(slug: str) -> None:
    if slug not in PRESETS:
        raise InvalidInputError(
            N_("There is no exam preset “%(slug)s”; use one of: %(slugs)s."),
            field="preset",
            slug=slug[:80],
            slugs=", ".join(PRESETS),
        )
