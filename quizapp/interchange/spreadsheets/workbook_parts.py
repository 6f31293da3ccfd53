"""The XML inside a workbook: refused where it could do harm, and asked for its merged cells.

The library that reads sheets does not tell, row by row, what is merged; and it keeps the texts of
all cells and one whole row in memory, so their sizes are looked at before.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from lxml import etree

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import Archive
from quizapp.interchange.banks import SourceFile

__all__ = ["ensure_harmless", "merged_ranges"]

MERGES_MAXIMUM = 5_000
TEXTS_MAXIMUM = 30_000_000
"""The largest member with the texts of all cells, in bytes."""
TEXT_COUNT_MAXIMUM = 600_000
ROW_MAXIMUM = 1_000_000
"""The longest row, in bytes."""

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_LETTERS = 26
_HEAD = 200
_ENCODING = re.compile(rb"""encoding=["']([^"']{1,40})""")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
_TEXT = re.compile(rb"<(?:\w{1,20}:)?si[\s/>]")


def ensure_harmless(archive: Archive, source: SourceFile) -> None:
    """Look at each part before it is parsed. Raises `QuestionFileError`."""
    for name in archive:
        if name.endswith((".xml", ".rels")):
            _ensure_plain(archive[name], source)
            _ensure_small(name, archive[name], source)


def _ensure_plain(data: bytes, source: SourceFile) -> None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    encoding = _ENCODING.search(head)
    # In another encoding the marks below could stand unseen; no program writes its parts so.
    is_plain = encoding is None or encoding[1].lower() in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
    if data and (not head.startswith(b"<") or not is_plain or b"\0" in head):
        raise _failure(
            N_("The workbook is damaged. Open it in a spreadsheet program and save it anew."),
            source,
        )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _failure(N_("The file declares XML entities; remove them and try again."), source)


def _ensure_small(name: str, data: bytes, source: SourceFile) -> None:
    if name.endswith("sharedStrings.xml"):
        count = sum(1 for _ in _TEXT.finditer(data))
        if len(data) > TEXTS_MAXIMUM or count > TEXT_COUNT_MAXIMUM:
            raise _failure(
                N_("The sheet has more than %(maximum)d MB of text. Split it."),
                source,
                maximum=TEXTS_MAXIMUM // 1_000_000,
            )
        return
    if "/worksheets/" not in name:
        return
    starts = [found.start() for found in _ROW.finditer(data)]
    end_of_rows = data.rfind(b"sheetData")
    starts.append(end_of_rows if not starts or end_of_rows > starts[-1] else len(data))
    if any(end - start > ROW_MAXIMUM for start, end in pairwise(starts)):
        raise _failure(
            N_("A row of the sheet has more than %(maximum)d MB. Split it."),
            source,
            maximum=ROW_MAXIMUM // 1_000_000,
        )


def merged_ranges(sheet: bytes) -> Iterator[tuple[int, int, int]]:
    """Give first row, last row (from 1) and column (from 0) of what is merged over rows."""
    parsing = etree.iterparse(
        BytesIO(sheet),
        events=("end",),
        tag=("{*}mergeCell", "{*}row"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    found = 0
    for _, element in parsing:
        if str(element.tag).endswith("}row"):
            # The cells were read already; neither they nor their row need to stay in memory.
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
            continue
        place = _RANGE.fullmatch(element.get("ref", ""))
        if place is not None and int(place[2]) < int(place[3]):
            found += 1
            if found > MERGES_MAXIMUM:
                return
            yield int(place[2]), int(place[3]), _column(place[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def _failure(message: str, source: SourceFile, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, file=source.filename)])
