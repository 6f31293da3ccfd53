"""How many questions of each section a paper draws, and how many of a topic or a difficulty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, Form, FormField, IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.quotas import Quota
from quizapp.domain.sections import QUESTIONS_MAXIMUM
from quizapp.domain.topics import TOPICS
from quizapp.web.forms import choices, gather_errors
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import DIFFICULTY_NAMES

_QUOTAS = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a paper draws of a section; `questions` is None for all that there are."""

    questions: int | None = None
    quotas: tuple[Quota, ...] = ()


def _whole_number() -> list[Any]:
    return [
        Optional(),
        NumberRange(1, QUESTIONS_MAXIMUM, _("Enter a number from %(min)d to %(max)d.")),
    ]


class QuotaForm(Form):
    """So many questions of a topic, of a difficulty or of both, at least."""

    topic = SelectField(
        _("Topic"),
        choices=choices(
            [("", _("any topic")), *((slug, _(name)) for slug, name in TOPICS.items())]
        ),
        default="",
    )
    difficulty = SelectField(
        _("Difficulty"),
        choices=choices(
            [("", _("any")), *((each.value, _(name)) for each, name in DIFFICULTY_NAMES.items())]
        ),
        default="",
    )
    questions = IntegerField(_("At least"), _whole_number())


class DrawForm(Form):
    """How many questions of a section each paper asks."""

    questions = IntegerField(_("Questions in each paper"), _whole_number())
    quotas = FieldList(FormField(QuotaForm), min_entries=_QUOTAS, max_entries=_QUOTAS)

    def drawing(self) -> Drawing:
        """Return what the form says, once it is checked."""
        return Drawing(self.questions.data, tuple(_quota(row) for row in self._rows()))

    def check(self, available: int) -> bool:
        """Say at its field what cannot be with so many questions; False where something cannot."""
        rows, asked = self._rows(), self.questions.data
        problems: list[tuple[IntegerField, str]] = []
        if asked is not None and asked > available:
            text = gettext(
                "There are only %(available)d questions to draw from.", available=available
            )
            problems.append((self.questions, text))
        if rows and asked is None:
            problems.append((self.questions, gettext("Enter how many questions a paper asks.")))
        elif asked is not None and sum(row["questions"] for row in rows) > asked:
            text = gettext("These together are more than the %(asked)d questions.", asked=asked)
            problems.append((self.questions, text))
        named: set[tuple[str, str]] = set()
        for entry in self.quotas.entries:
            kind = (entry.form.topic.data or "", entry.form.difficulty.data or "")
            count = entry.form.questions
            if any(kind) and not count.data:
                problems.append((count, gettext("Enter how many of these.")))
            elif count.data and not any(kind):
                problems.append((count, gettext("Choose a topic or a difficulty for these.")))
            elif any(kind) and kind in named:
                problems.append((count, gettext("These stand above already.")))
            named.add(kind)
        for wrong, text in problems:
            wrong.errors = [*wrong.errors, text]
        gather_errors(self.quotas)
        return not problems

    def _rows(self) -> Sequence[dict[str, Any]]:
        rows = self.quotas.data
        return [row for row in rows if row["questions"] and (row["topic"] or row["difficulty"])]


def _quota(row: dict[str, Any]) -> Quota:
    difficulty = row["difficulty"]
    return Quota(
        row["questions"], row["topic"] or None, Difficulty(difficulty) if difficulty else None
    )
