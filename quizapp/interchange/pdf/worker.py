"""What runs in the process of its own: a PDF comes in, its rows go out as JSON.

`confined` starts `python -m quizapp.interchange.pdf.worker SECONDS`, with the file on the standard
input.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from typing import TypedDict

from quizapp.interchange.pdf.columns import ordered_rows
from quizapp.interchange.pdf.glyphs import EncryptedError, TooLongError
from quizapp.interchange.pdf.rows import Row

__all__ = [
    "CPU_SECONDS",
    "MEMORY_MAXIMUM",
    "PAGES_MAXIMUM",
    "PageData",
    "RowData",
    "WorkerAnswer",
    "answer",
]

PAGES_MAXIMUM = 500
CPU_SECONDS = 60
"""A paper of 500 full pages takes about 25."""
MEMORY_MAXIMUM = 1_500_000_000
"""Of address space, in bytes; a paper of 500 pages takes about 300 million."""


class RowData(TypedDict):
    """A row: pieces as text, whether marked, whether legacy; places in points."""

    pieces: list[tuple[str, bool, bool]]
    top: float
    bottom: float
    left: float


class PageData(TypedDict):
    """A page: its height in points, rows in reading order, characters that were not read."""

    height: float
    rows: list[RowData]
    turned: int
    unread: int
    is_damaged: bool


class WorkerAnswer(TypedDict):
    """The pages, or why there are none: "encrypted", "too-long" or "damaged".

    `pictures` are those of all pages in Base64; U+F0000 stands for the first, and so on.
    """

    pages: list[PageData]
    pictures: list[str]
    failure: str


def answer(data: bytes) -> WorkerAnswer:
    """Read a file."""
    pictures: list[bytes] = []
    try:
        pages = list(_pages(data, pictures))
    except EncryptedError:
        return {"pages": [], "pictures": [], "failure": "encrypted"}
    except TooLongError:
        return {"pages": [], "pictures": [], "failure": "too-long"}
    except Exception:  # noqa: BLE001 — the parser raises anything for a file that is damaged
        return {"pages": [], "pictures": [], "failure": "damaged"}
    return {
        "pages": pages,
        "pictures": [b64encode(each).decode() for each in pictures],
        "failure": "",
    }


def _pages(data: bytes, pictures: list[bytes]) -> Iterator[PageData]:
    # The parser takes long to load, and whoever starts this process needs the names above only.
    from quizapp.interchange.pdf.parsing import read_pages  # noqa: PLC0415
    from quizapp.interchange.pdf.pictures import PictureBook  # noqa: PLC0415

    book = PictureBook()
    book.files = pictures
    gutter: float | None = None
    for page in read_pages(data, PAGES_MAXIMUM, book):
        rows, gutter = ordered_rows(page, gutter)
        yield {
            "height": page.height,
            "rows": list(map(_row, rows)),
            "turned": page.turned,
            "unread": page.unread,
            "is_damaged": page.is_damaged,
        }


def _row(row: Row) -> RowData:
    return {
        "pieces": [(piece.text, piece.is_marked, piece.is_legacy) for piece in row.pieces],
        "top": row.top,
        "bottom": row.bottom,
        "left": row.left,
    }


def _set_bounds(seconds: int) -> None:
    # The module is there on the systems that know such bounds.
    import resource  # noqa: PLC0415

    for limit, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY_MAXIMUM),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS knows no bound of address space.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    _set_bounds(int(sys.argv[1]))
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)
