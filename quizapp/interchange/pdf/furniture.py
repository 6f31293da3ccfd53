"""What repeats from page to page: running heads, feet and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil

from quizapp.interchange.pdf.worker import PageData, RowData

__all__ = ["furniture_of", "text_of_row"]

MARGIN = 0.12
"""Of the page's height, at its top and bottom, is where heads and feet stand."""
ROWS_MAXIMUM = 3
"""More rows of a page do not make a head or a foot."""
PAGES_MINIMUM = 2
SHARE_MINIMUM = 0.4
PAGE_NUMBER = "#"

_NUMBER = re.compile(r"[\d०-९]{1,4}")
_NAMED_NUMBER = re.compile(
    r"(?:page|pg|पृष्ठ|पेज)\s*(?:no|number|सं|संख्या)?\.?\s*[:-]?\s*[\d०-९]{1,4}"
    r"(?:\s*(?:of|/|में से)\s*[\d०-९]{1,4})?"
    r"|[\d०-९]{1,4}\s*\|?\s*p\s?a\s?g\s?e",
    re.IGNORECASE,
)
_FRAMED_NUMBER = re.compile(r"[\s–|-]*([\d०-९]{1,4})(?:\s*/\s*[\d०-९]{1,4})?[\s–|-]*")
# Questions and options are never furniture, however much they are alike.
_LABELLED = re.compile(r"\s*(?:[(\[]\s*\w{1,3}\s*[)\]]|(?:Q\s*\.?\s*)?\w{1,3}\s*[.)])\s*\S")


def furniture_of(pages: Sequence[PageData]) -> list[frozenset[int]]:
    """Tell of each page which rows (by their position) are heads, feet or page numbers."""
    found: list[set[int]] = [set() for _ in pages]
    for is_top in (True, False):
        edges = [list(_edge(page, is_top=is_top)) for page in pages]
        keys = [
            [(position, _key(text, number)) for position, text in edge]
            for number, edge in enumerate(edges, start=1)
        ]
        counts = Counter(key for page in keys for key in {key for _, key in page})
        needed = max(PAGES_MINIMUM, ceil(SHARE_MINIMUM * len(pages)))
        for page, positions in zip(keys, found, strict=True):
            for position, key in page:
                is_named = key == PAGE_NUMBER
                if not key or (counts[key] < needed and not is_named):
                    break
                positions.add(position)
    return [frozenset(positions) for positions in found]


def text_of_row(row: RowData) -> str:
    """Give the words of a row."""
    return "".join(text for text, _, _ in row["pieces"])


def _edge(page: PageData, *, is_top: bool) -> Iterator[tuple[int, str]]:
    """Give the outermost rows of a page, the outermost first."""
    margin = MARGIN * page["height"]
    ordered = sorted(enumerate(page["rows"]), key=lambda each: each[1]["top"], reverse=not is_top)
    for position, row in ordered[:ROWS_MAXIMUM]:
        is_inside = row["bottom"] < margin if is_top else row["top"] > page["height"] - margin
        if is_inside:
            yield position, text_of_row(row)


def _key(text: str, page_number: int) -> str:
    """Give what a head says on every page; "" for what is none.

    A page number is counted from the page that it stands on, so that it is the same everywhere.
    """
    framed = _FRAMED_NUMBER.fullmatch(text)
    if framed is not None:
        return f"{PAGE_NUMBER}{int(framed[1]) - page_number}"
    if _NAMED_NUMBER.fullmatch(text.strip()):
        return PAGE_NUMBER
    if _LABELLED.match(text):
        return ""
    bare = _NAMED_NUMBER.sub(PAGE_NUMBER, text)
    numbered = _NUMBER.sub(
        lambda found: PAGE_NUMBER if int(found[0]) == page_number else found[0], bare
    )
    return "".join(numbered.split()).casefold()
