"""Tables that are answer keys: numbers beside, above or together with the letters of options."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import TypeAlias

from quizapp.interchange.word.headings import HEADING_ROWS, Role, role_of

__all__ = ["key_pairs"]

_NUMBER = re.compile(r"(?:Q\s*\.?\s*|प्रश्न\s*|प्र\s*\.?\s*)?(\d{1,4})\s*[.):]?", re.IGNORECASE)
_LETTER = re.compile(r"\(?\s*([A-Ea-e]|[कखगघङअबसद])\s*[).]?")
_KEY = re.compile(r"\(?\s*([A-Ea-e1-5]|[कखगघङअबसद])\s*[).]?")
_NUMBER_AND_KEY = re.compile(
    r"(?:Q\s*\.?\s*)?(\d{1,4})\s*[.):=-]*\s*\(?\s*([A-Ea-e]|[कखगघङ])\s*[).]?"
)

_Texts: TypeAlias = Sequence[Sequence[str]]
_Pairs: TypeAlias = list[tuple[int, str, str]]
"""Row (from 1), number and key."""


def key_pairs(texts: _Texts) -> _Pairs:
    """Give the entries of an answer key; none where the table is something else."""
    return _pairs_under_headings(texts) or _pairs_in_rows(texts) or _pairs_in_cells(texts)


def _pairs_under_headings(texts: _Texts) -> _Pairs:
    for position, headings in enumerate(texts[:HEADING_ROWS]):
        roles = [role_of(text) if text else Role.OTHER for text in headings]
        columns = [
            column
            for column in range(len(roles) - 1)
            if roles[column] in {Role.NUMBER, Role.QUESTION} and roles[column + 1] is Role.ANSWER
        ]
        if not columns or set(roles) - {Role.NUMBER, Role.QUESTION, Role.ANSWER}:
            continue
        return [
            (row + 1, number[1], key[1])
            for row in range(position + 1, len(texts))
            for column in columns
            if column + 1 < len(texts[row])
            and (number := _NUMBER.fullmatch(texts[row][column]))
            and (key := _KEY.fullmatch(texts[row][column + 1]))
        ]
    return []


def _pairs_in_rows(texts: _Texts) -> _Pairs:
    """Pair a row of numbers with a row of letters below it, or columns of them side by side."""
    found: _Pairs = []
    for row, (above, below) in enumerate(zip(texts[::2], texts[1::2], strict=False)):
        cells = list(zip(above, below, strict=False))
        if cells and role_of(cells[0][0]) in {Role.NUMBER, Role.QUESTION}:
            cells = cells[1:]
        matched = [(_NUMBER.fullmatch(a), _LETTER.fullmatch(b)) for a, b in cells if a or b]
        if not matched or not all(number and key for number, key in matched):
            break
        found += [(2 * row + 1, number[1], key[1]) for number, key in matched if number and key]
    else:
        return found if len(found) > 1 and len(texts) > 1 else []
    beside = [
        (row, _NUMBER.fullmatch(a), _LETTER.fullmatch(b))
        for row, cells in enumerate(texts, start=1)
        for a, b in zip_longest(cells[::2], cells[1::2], fillvalue="")
        if a or b
    ]
    if len(beside) > 1 and all(number and key for _, number, key in beside):
        return [(row, number[1], key[1]) for row, number, key in beside if number and key]
    return []


def _pairs_in_cells(texts: _Texts) -> _Pairs:
    cells = [(row, text) for row, row_texts in enumerate(texts, 1) for text in row_texts if text]
    matched = [(row, _NUMBER_AND_KEY.fullmatch(text)) for row, text in cells]
    if len(matched) > 1 and all(found for _, found in matched):
        return [(row, found[1], found[2]) for row, found in matched if found]
    return []
