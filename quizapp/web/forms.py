"""What every form of the pages has: its problems in one list, and room for those of a service."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wtforms import FieldList, FormField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs

from quizapp.errors import InvalidInputError
from quizapp.interchange.direction import without_bidi_controls
from quizapp.web.i18n import problem_text

if TYPE_CHECKING:
    from wtforms import Field, Form

    class FlaskForm(Form):
        """The part of Flask-WTF's form that is used here; it ships no types."""

        def validate_on_submit(self) -> bool:
            """Validate the form if it was sent."""
            return bool(self.validate())

else:
    from flask_wtf import FlaskForm


def choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the choices of a select or radio field from (value, label) pairs.

    WTForms wants objects of its own for them, which its type stubs do not know yet.
    """
    made: list[Any] = [SelectChoice(value, label) for value, label in pairs]
    return made


def in_one_direction(text: str | None) -> str:
    """Take out what turns the direction of writing: what people type is read as it stands."""
    return without_bidi_controls(text or "")


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
            text = problem_text(problem)
            field, entry = self._find(name)
            if field is None:
                self.form_errors.append(text)
            elif entry is None:
                field.errors = [*field.errors, text]
            else:
                # As WTForms has it: the errors of the list hold those of its entries.
                entry.errors = [*entry.errors, text]
                nested: list[Any] = [*field.errors, entry.errors]
                field.errors = nested

    def _find(self, name: str) -> "tuple[Field | None, Field | None]":
        """Return the field of a problem and, if it is a list, the entry that is meant."""
        first, _, rest = name.partition(".")
        field = self._fields.get(name) or self._fields.get(first)
        if isinstance(field, FieldList) and rest.isdecimal() and int(rest) < len(field.entries):
            return field, field.entries[int(rest)]
        return field, None


def gather_errors(rows: "FieldList[Any]") -> None:
    """Let a list of forms know what was found in them after it was validated."""
    errors: list[Any] = [entry.errors for entry in rows.entries if entry.errors]
    rows.errors = errors


def _problems_of(field: "Field") -> list[tuple[str, str]]:
    own: Iterable[object] = field.errors
    parts: Iterable[Field] = ()
    if isinstance(field, FormField):
        own, parts = field.form.form_errors, field.form
    elif isinstance(field, FieldList):
        own = [text for text in field.errors if not isinstance(text, list | tuple | dict)]
        parts = field.entries
    inner = [problem for part in parts for problem in _problems_of(part)]
    return inner + [(field.id, str(text)) for text in own]
