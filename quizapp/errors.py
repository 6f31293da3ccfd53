"""The one tree of errors that quizapp raises for things a person can do something about.

It may import the standard library only, and knows nothing of HTTP: the web layer alone decides
which status and which page an error becomes. A message says what was wrong, where, and what would
be right. It is a gettext msgid in `%(name)s` form, marked with `N_`, so that the edge can translate
it: `gettext(error.message) % error.params`. A literal per cent sign is therefore always `%%`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

__all__ = [
    "N_",
    "ArticleError",
    "ArticleReason",
    "ConflictError",
    "InvalidInputError",
    "NotAllowedError",
    "NotFoundError",
    "Problem",
    "QuestionFileError",
    "QuizappError",
]

ArticleReason = Literal[
    "empty", "binary", "not_text", "too_long", "language", "nothing_askable", "in_bin"
]
"""Why an article gives no questions."""


def N_(msgid: str) -> str:  # noqa: N802 — gettext's customary name, which `make messages` looks for
    """Mark a text for extraction and return it unchanged; it is translated where it is shown."""
    return msgid


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input, and where.

    `field` is a dotted path into the input, counted from 0 ("options.2"); `file` and `line`
    (counted from 1) are for inputs that came as a file. `str()` is English, with the place first:
    "polity.yaml:14: items.3.key: …".
    """

    message: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)
    field: str | None = None
    file: str | None = None
    line: int | None = None

    @property
    def text(self) -> str:
        """The message in English, without the place."""
        return self.message % dict(self.params)

    def __str__(self) -> str:
        line = "" if self.line is None else str(self.line)
        file_and_line = ":".join(part for part in (self.file, line) if part)
        return ": ".join(part for part in (file_and_line, self.field, self.text) if part)


class QuizappError(Exception):
    """The root. `str(error)` is the English message with its parameters filled in."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params

    def __reduce__(self) -> tuple[object, ...]:
        # Exception's own way calls the class with `args` alone, which loses keyword-only arguments
        # when an error crosses from a worker process.
        return _rebuild, (type(self), self.message, dict(vars(self)))


ErrorT = TypeVar("ErrorT", bound=QuizappError)


def _rebuild(kind: type[ErrorT], message: str, state: dict[str, object]) -> ErrorT:
    error = kind.__new__(kind, message)
    vars(error).update(state)
    return error


class NotFoundError(QuizappError):
    """What was asked for does not exist, or must look as if it did not to this person."""


class NotAllowedError(QuizappError):
    """The person may not do this."""


class ConflictError(QuizappError):
    """The state forbids it: an attempt already submitted, a set already published, and so on."""


class InvalidInputError(QuizappError):
    """Something in the input is wrong.

    `field` names the first thing that is wrong (see `Problem.field`), None for the input as a
    whole. `problems` holds every one that was found, and is never empty.
    """

    def __init__(self, message: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(message, **params)
        self.field = field
        self.problems: tuple[Problem, ...] = (Problem(message, params, field),)

    @staticmethod
    def from_problems(problems: Sequence[Problem]) -> "InvalidInputError":
        """Make one error of several problems; message, params and field are the first one's.

        Raises `ValueError` when there is none.
        """
        error = InvalidInputError("")
        error._take(problems)
        return error

    def _take(self, problems: Sequence[Problem]) -> None:
        if not problems:
            text = "an error needs at least one problem"
            raise ValueError(text)
        first = problems[0]
        self.message, self.params, self.field = first.message, dict(first.params), first.field
        self.problems = tuple(problems)

    def __str__(self) -> str:
        if len(self.problems) == 1 and self.problems[0].file is None:
            return self.problems[0].text
        return "\n".join(map(str, self.problems))


class ArticleError(InvalidInputError):
    """No questions can be made of this article; `reason` says why in one word."""

    def __init__(
        self,
        message: str,
        *,
        reason: ArticleReason,
        field: str | None = None,
        **params: object,
    ) -> None:
        super().__init__(message, field=field, **params)
        self.reason: ArticleReason = reason


class QuestionFileError(InvalidInputError):
    """A question file has problems, each with file, line and field as far as they are known."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("")
        self._take(problems)
