"""The cells of one row by what they are, and what is found while they are read."""

from collections.abc import Sequence

from quizapp.domain.items import Language
from quizapp.errors import Problem
from quizapp.interchange.banks import Action, Finding
from quizapp.interchange.spreadsheets.headers import Header, Role
from quizapp.interchange.spreadsheets.tables import Row, Table

__all__ = ["Cells", "excerpt_of"]

EXCERPT_MAXIMUM = 120


def excerpt_of(text: str) -> str:
    """Shorten a text to what people need to find it."""
    words = " ".join(text[: 2 * EXCERPT_MAXIMUM].split())
    return words if len(words) <= EXCERPT_MAXIMUM else f"{words[: EXCERPT_MAXIMUM - 1]}…"


class Cells:
    """A row with its columns. `problems` keep it from being an item, `findings` do not."""

    def __init__(self, table: Table, header: Header, row: Row, filename: str) -> None:
        self.row = row
        self.place = table.place(row)
        self.header = header
        self.findings: list[Finding] = []
        self.problems: list[Problem] = []
        self._line = row.line or row.number
        self._filename = filename
        self._texts: dict[tuple[Role, int, Language | None], str] = {}
        for position, column in header.columns.items():
            text = row.cells[position].strip() if position < len(row.cells) else ""
            self._texts[column.role, column.index, column.language] = text

    def one(self, role: Role, index: int = 0, language: Language | None = None) -> str:
        """Give the text of a cell, "" where there is none."""
        return self._texts.get((role, index, language), "")

    def several(self, role: Role, language: Language | None = None) -> list[str]:
        """Give the texts of numbered cells up to the last that is filled."""
        found = {
            index: text
            for (each, index, spoken), text in self._texts.items()
            if each is role and spoken == language and text
        }
        return [found.get(index, "") for index in range(max(found, default=-1) + 1)]

    @property
    def texts(self) -> Sequence[str]:
        """Everything that stands in columns with a meaning."""
        return tuple(self._texts.values())

    def note(
        self,
        message: str,
        action: Action = Action.CHANGED,
        *,
        part: str | None = None,
        excerpt: str = "",
        **params: object,
    ) -> None:
        """Remember something that does not keep the row from being an item."""
        problem = Problem(message, params, part, self._filename, self._line)
        self.findings.append(Finding(problem, action, self.place, excerpt=excerpt_of(excerpt)))

    def lacks(self, message: str, part: str, **params: object) -> None:
        """Remember what must be completed before the row can be an item."""
        self.problems.append(Problem(message, params, part, self._filename, self._line))

    def take(self, problems: Sequence[Problem]) -> None:
        """Remember what the domain says is wrong."""
        for each in problems:
            self.lacks(each.message, each.field or "", **each.params)

    def doubt(self, problems: Sequence[Problem], part: str, *, excerpt: str = "") -> None:
        """Remember why a part that an item can do without was left out."""
        for each in problems:
            where = ".".join(filter(None, (part, each.field)))
            problem = Problem(each.message, each.params, where, self._filename, self._line)
            self.findings.append(
                Finding(problem, Action.CHANGED, self.place, excerpt=excerpt_of(excerpt))
            )
