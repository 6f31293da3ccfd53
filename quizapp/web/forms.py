"""What every form of the pages has: its problems in one list, and room for those of a service."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wtforms import FieldList, FormField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs

from quizapp.errors import InvalidInputError
from quizapp.web.i18n import problem_text

if TYPE_CHECKING:
    from wtforms import Field, Form

    class FlaskForm(Form):
        """The part of Flask-WTF's form that is used here; it ships no types."""

        def validate_on_submit(self) -> bool:
            """Validate the form if it was sent."""
            raise NotImplementedError

else:
    from flask_wtf import FlaskForm


def choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the choices of a select or radio field from (value, label) pairs.

    WTForms wants objects of its own for them, which its type stubs do not know yet.
    """
    made: list[Any] = [SelectChoice(value, label) for value, label in pairs]
    return made


class BaseForm(FlaskForm):
    """A form whose refusal is shown as a summary that links to its fields."""

    def all_problems(self) -> list[tuple[str, str]]:
        """Return every problem as (id of its field or "", text), in the order of the page."""
        problems = [("", str(text)) for text in self.form_errors]
        for field in self:
            problems += _problems_of(field)
        return problems

    def take(self, error: InvalidInputError, names: Mapping[str, str] | None = None) -> None:
        """Show the problems that a service found at the fields they belong to.

        Args:
            error: what the service raised. `options.2` belongs to the third entry of `options`,
                or to the field of that name, or to `options` as a whole.
            names: the form's name of a field where the service calls it otherwise.
        """
        for problem in error.problems:
            name = (names or {}).get(problem.field or "", problem.field or "")
            field = self._find(name)
            text = problem_text(problem)
            if field is None:
                self.form_errors.append(text)
            else:
                field.errors = [*field.errors, text]

    def _find(self, name: str) -> "Field | None":
        first, _, rest = name.partition(".")
        field = self._fields.get(name) or self._fields.get(first)
        if isinstance(field, FieldList) and rest.isdecimal() and int(rest) < len(field.entries):
            entry: Field = field.entries[int(rest)]
            return entry
        return field


def _problems_of(field: "Field") -> list[tuple[str, str]]:
    if isinstance(field, FieldList | FormField):
        entries = field.entries if isinstance(field, FieldList) else list(field.form)
        inner = [problem for entry in entries for problem in _problems_of(entry)]
        if inner:
            return inner
    return [(field.id, str(text)) for text in field.errors]
