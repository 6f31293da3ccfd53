"""Tables of question papers → lines, by what they are.

Known are: a question a row or a question a table, options, two lists to match, an answer key,
numbers or labels before texts, and columns of a layout. Anything else is data: its rows become
lines, cells parted by "|".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from quizapp.domain.items import letter
from quizapp.interchange.typeset import Piece, text_of
from quizapp.interchange.word.headings import HEADING_ROWS, Role, option_position, role_of
from quizapp.interchange.word.key_tables import key_pairs

__all__ = ["Cell", "TableLine", "TableReading", "read_table"]

Cell: TypeAlias = Sequence[Sequence[Piece]]
"""The lines of a cell, each as pieces."""

PAIR, FOUR = 2, 4
OPTIONS_MAXIMUM = 8

_LABEL = r"(?:[A-Ha-h1-8]|[ivx]{1,4}|[IVX]{1,4}|[कखगघङअबसद])"
_LABELLED = re.compile(rf"(?:\(\s*{_LABEL}\s*\)|\[{_LABEL}\]|{_LABEL}\s*[.)])\s*(?=\S)")
_LABEL_ALONE = re.compile(rf"(?:\(\s*{_LABEL}\s*\)|\[{_LABEL}\]|{_LABEL}\s*[.)]?)")
_NUMBER = re.compile(r"(?:Q\s*\.?\s*|प्रश्न\s*|प्र\s*\.?\s*)?(\d{1,4})\s*[.):]?", re.IGNORECASE)
_LIST_HEADING = re.compile(
    r"(?:list|column|सूची|स्तंभ|स्तम्भ|कॉलम)(?![\w\u0900-\u097f]).{0,40}", re.IGNORECASE
)
_CORRECT = frozenset({"correct", "right", "true", "yes", "✓", "✔", "सही", "1"})


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line, and the row (from 1) that it comes from."""

    row: int
    pieces: Sequence[Piece]


@dataclass(slots=True)
class TableReading:
    """The lines of a table, and the headings of columns that no question has a place for.

    `question` is the number of the question that a table of its own would be; it counts on.
    """

    question: int = 1
    lines: list[TableLine] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    has_heading: bool = False
    """Whether the first line is a heading that the table itself does not have."""

    def add(self, row: int, *parts: str | Sequence[Piece]) -> None:
        """Append a line of these texts and pieces."""
        pieces: list[Piece] = []
        for part in parts:
            pieces += [Piece(part)] if isinstance(part, str) else part
        self.lines.append(TableLine(row, pieces))

    def add_labelled(self, row: int, label: str, cell: Cell) -> None:
        """Append a cell's lines, the first behind a label."""
        for position, line in enumerate(cell or [[]]):
            self.add(row, label if position == 0 else "", line)


_Rows: TypeAlias = Sequence[Sequence[Cell]]
_Texts: TypeAlias = Sequence[Sequence[str]]


def read_table(rows: _Rows, question: int = 1) -> TableReading:
    """Read a table, whatever it is; if it is a question, it is given this number."""
    texts = [[_text(cell) for cell in row] for row in rows]
    reading = TableReading(question=question)
    for take in _KINDS:
        if take(rows, texts, reading):
            break
    return reading


def _text(cell: Cell) -> str:
    return " ".join(filter(None, (text_of(line).strip() for line in cell)))


def _take_single_column(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read a box around text, or a layout whose cells stand below one another."""
    if any(sum(map(bool, row)) > 1 for row in texts):
        return False
    for number, row in enumerate(rows, start=1):
        for cell in row:
            for line in cell:
                reading.add(number, line)
    return True


def _take_questions(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read a question a row, under headings."""
    for position, headings in enumerate(texts[:HEADING_ROWS]):
        roles = [role_of(text) if text else Role.OTHER for text in headings]
        has_answers = roles.count(Role.OPTION) > 1 or {Role.OPTIONS, Role.ANSWER} & set(roles)
        if Role.QUESTION not in roles or not has_answers:
            continue
        for number, above in enumerate(rows[:position], start=1):
            for cell in filter(_text, above):
                reading.add_labelled(number, "", cell)
        unknown = {text for text, role in zip(headings, roles, strict=True) if role is Role.OTHER}
        reading.left_out += sorted(unknown - {""})
        columns = _columns_by_group(headings, roles)
        for number, row in enumerate(rows[position + 1 :], start=1):
            for group in columns:
                _take_question(group, row, position + 1 + number, number, reading)
        return True
    return False


_Group: TypeAlias = dict[Role, list[tuple[int, int]]]
"""Role → the columns that have it, each with the option's position."""


def _columns_by_group(headings: Sequence[str], roles: Sequence[Role]) -> list[_Group]:
    """Part the columns of a table that repeats them, as for a second language."""
    groups: list[_Group] = []
    seen: dict[tuple[Role, int], int] = {}
    for column, role in enumerate(roles):
        if role is Role.OTHER:
            continue
        option = option_position(headings[column]) or 0 if role is Role.OPTION else 0
        turn = seen.get((role, option), 0)
        seen[role, option] = turn + 1
        while len(groups) <= turn:
            groups.append({})
        groups[turn].setdefault(role, []).append((column, option))
    for group in groups[1:]:
        group.setdefault(Role.NUMBER, groups[0].get(Role.NUMBER, []))
    return [group for group in groups if Role.QUESTION in group]


def _take_question(
    group: _Group, row: Sequence[Cell], row_number: int, number: int, reading: TableReading
) -> None:
    def cell(role: Role) -> Cell:
        columns = group.get(role, [])
        return row[columns[0][0]] if columns and columns[0][0] < len(row) else []

    question = cell(Role.QUESTION)
    if not _text(question):
        return
    named = _NUMBER.fullmatch(_text(cell(Role.NUMBER)))
    label = (
        "" if _NUMBER.match(_text(question)) and not named else f"{named[1] if named else number}. "
    )
    reading.add_labelled(row_number, label, question)
    options = [
        row[column]
        for column, _ in sorted(group.get(Role.OPTION, []), key=lambda each: each[1])
        if column < len(row)
    ]
    _add_options(row_number, options, reading)
    for line in cell(Role.OPTIONS):
        reading.add(row_number, line)
    answer = _text(cell(Role.ANSWER))
    if answer:
        reading.add(row_number, f"Ans. {_answer(answer, [_text(each) for each in options])}")
    if _text(cell(Role.EXPLANATION)):
        reading.add_labelled(row_number, "Explanation: ", cell(Role.EXPLANATION))
    reading.add(row_number, "")


def _add_options(row: int, options: Sequence[Cell], reading: TableReading) -> None:
    for position, option in enumerate(options):
        text = _text(option)
        if text:
            label = "" if _LABELLED.match(text) else f"({letter(position).lower()}) "
            reading.add_labelled(row, label, option)


def _answer(text: str, options: Sequence[str]) -> str:
    """Name an option by its letter, where the table names it by number or by its text."""
    same = [
        position
        for position, option in enumerate(options)
        if option.casefold() in {text.casefold(), _LABELLED.sub("", text, count=1).casefold()}
    ]
    if len(same) == 1:
        return f"({letter(same[0]).lower()})"
    position = option_position(text)
    if options and position is not None and position < len(options):
        return f"({letter(position).lower()})"
    return text


def _take_form(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read a question a table: its parts below one another, each behind its name."""
    roles = [role_of(row[0]) if row and row[0] else Role.OTHER for row in texts]
    named = [row[0].casefold() if row else "" for row in texts]
    options = [
        position
        for position, role in enumerate(roles)
        if role is Role.OPTION or (role is Role.OPTIONS and len(texts[position]) > 1)
    ]
    if Role.QUESTION not in roles or len(options) < PAIR:
        return False
    correct = [
        number
        for number, position in enumerate(options)
        if any(text.casefold() in _CORRECT for text in texts[position][2:])
    ]
    for position, (row, role) in enumerate(zip(rows, roles, strict=True)):
        cell = row[1] if len(row) > 1 else []
        if role is Role.QUESTION:
            reading.add_labelled(position + 1, f"{reading.question}. ", cell)
            reading.question += 1
        elif position in options:
            label = f"({letter(options.index(position)).lower()}) "
            reading.add_labelled(position + 1, label, cell)
        elif role is Role.ANSWER:
            choices = [_text(rows[each][1]) for each in options]
            reading.add(position + 1, f"Ans. {_answer(_text(cell), choices)}")
        elif role is Role.EXPLANATION and _text(cell):
            reading.add_labelled(position + 1, "Explanation: ", cell)
        elif role is Role.OTHER:
            reading.left_out += [named[position]] if named[position] else []
        if position == options[-1] and correct:
            letters = ", ".join(f"({letter(each).lower()})" for each in correct)
            reading.add(position + 1, f"Ans. {letters}")
    reading.add(len(rows), "")
    return True


def _take_key(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read an answer key: numbers beside, above or together with their letters."""
    del rows
    pairs = key_pairs(texts)
    if not pairs:
        return False
    reading.add(1, "Answer Key")
    reading.has_heading = True
    for row, number, key in pairs:
        reading.add(row, f"{number}. ({key})")
    return True


def _take_lists(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read two lists to match: one line for each pair of entries that stand side by side."""
    headings = [text for text in texts[0] if text]
    has_headings = len(headings) == PAIR and all(map(_LIST_HEADING.fullmatch, headings))
    body = texts[1:] if has_headings else texts
    filled = [[text for text in row if text] for row in body]
    widths = {len(row) for row in filled}
    are_labelled = all(len(row) == FOUR or all(map(_LABELLED.match, row)) for row in filled)
    if not body or not widths <= {PAIR, FOUR} or not (has_headings or _counts_apart(filled)):
        return False
    if not has_headings and not are_labelled:
        return False
    for number, row in enumerate(rows, start=1):
        cells = [cell for cell in row if _text(cell)]
        half = len(cells) // 2
        reading.add(number, _joined(cells[:half], " "), " — ", _joined(cells[half:], " "))
    return True


def _counts_apart(rows: _Texts) -> bool:
    """Whether the labels of the two lists are of different kinds, as A., B. beside 1., 2."""
    labels = [
        (row[0].lstrip("([")[0], row[len(row) // 2].lstrip("([")[0])
        for row in rows
        if row and row[0].lstrip("([") and row[len(row) // 2].lstrip("([")
    ]
    return len(labels) > 1 and all(
        left.isdigit() != right.isdigit() or left.isupper() != right.isupper()
        for left, right in labels
    )


def _joined(cells: Sequence[Cell], separator: str) -> list[Piece]:
    pieces: list[Piece] = []
    for cell in cells:
        for line in cell:
            pieces += [Piece(separator), *line] if pieces else line
    return pieces


def _take_options(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read options that a table puts side by side."""
    across = [(number, cell) for number, row in enumerate(rows, 1) for cell in row if _text(cell)]
    if not PAIR <= len(across) <= OPTIONS_MAXIMUM or not all(
        _LABELLED.match(_text(cell)) for _, cell in across
    ):
        return False
    del texts
    labels = [_text(cell).lstrip("([")[0].casefold() for _, cell in across]
    by_label = sorted(range(len(across)), key=lambda position: labels[position])
    order = by_label if len(set(labels)) == len(labels) else range(len(across))
    for position in order:
        number, cell = across[position]
        reading.add_labelled(number, "", cell)
    return True


def _take_labelled_rows(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read rows of a number or a label, and what it belongs to."""
    filled = [[cell for cell in row if _text(cell)] for row in rows]
    if not all(map(_is_labelled, filled)):
        return False
    del texts
    for number, cells in enumerate(filled, start=1):
        if len(cells) == 1:
            reading.add_labelled(number, "", cells[0])
        for label, text in zip(cells[::2], cells[1::2], strict=False):
            name = _text(label)
            is_bare = name[-1].isalnum()
            ending = ". " if is_bare and name[0].isdigit() else ") " if is_bare else " "
            reading.add_labelled(number, f"{name}{ending}", text)
    return True


def _is_labelled(cells: Sequence[Cell]) -> bool:
    labels = cells[:-1:PAIR]
    return len(cells) < PAIR or (
        len(cells) % PAIR == 0 and all(_is_label(_text(label)) for label in labels)
    )


def _is_label(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or _LABEL_ALONE.fullmatch(text))


def _take_layout(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read cells of several lines one after the other: columns of a page, or two languages."""
    if not any(
        sum(bool(text_of(line).strip()) for line in cell) > 1 for row in rows for cell in row
    ):
        return False
    del texts
    for number, row in enumerate(rows, start=1):
        for cell in row:
            if _text(cell):
                reading.add_labelled(number, "", cell)
    return True


def _take_data(rows: _Rows, texts: _Texts, reading: TableReading) -> bool:
    """Read anything else, a row a line."""
    del texts
    for number, row in enumerate(rows, start=1):
        reading.add(number, _joined([cell for cell in row if cell], " | "))
    return True


_KINDS: Sequence[Callable[[_Rows, _Texts, TableReading], bool]] = (
    _take_single_column,
    _take_key,
    _take_questions,
    _take_form,
    _take_lists,
    _take_options,
    _take_labelled_rows,
    _take_layout,
    _take_data,
)
