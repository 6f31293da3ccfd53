"""HTML of items → what the content model of QTI lets stand within what.

HTML forgives a paragraph within bold type, words beside the entries of a list, a heading without
rows; the schema of QTI does not. Nothing that is said gets lost: blocks within a line become lines,
what stands loose gets an element of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from lxml import etree

__all__ = ["DEPTH_MAXIMUM", "fitted"]

DEPTH_MAXIMUM = 60
"""So deep may elements stand in one another."""

_INLINE = frozenset(
    {"b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "br", "span", "code"}
)
_LINES = frozenset({"p", "pre", "h3", "h4", "h5", "h6"})
"""Blocks that hold one line's content."""
_LISTS = {"ul": "li", "ol": "li", "dl": "dd"}
"""Lists, with the entry that their loose words become."""
_ENTRIES = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd"}}
_CELLS = frozenset({"td", "th"})
_NOT_IN_PRE = frozenset({"sub", "sup", "small"})

_Part: TypeAlias = str | etree._Element  # noqa: SLF001 — so the stubs call it


def fitted(root: etree._Element) -> etree._Element:
    """Give a copy of an element, as a `div`, with content that may stand in a `div` of QTI."""
    return _made(root, "div", _flow(_parts(root)))


def _flow(parts: Iterable[_Part]) -> Iterator[_Part]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.tag in _INLINE:
            yield _made(part, _name(part), _line(_parts(part)))
        else:
            yield from _block(part)


def _block(element: etree._Element) -> Iterator[_Part]:
    name, parts = _name(element), _parts(element)
    if name in _LINES:
        unfit = _NOT_IN_PRE if name == "pre" else frozenset[str]()
        yield _made(element, name, _line(parts, unfit))
    elif name in _LISTS:
        yield _list(element)
    elif name == "blockquote":
        yield _made(element, name, _blocks_only(parts))
    elif name == "table":
        yield from _table(element)
    else:
        # What is at home in a list or a table only, and here is without it.
        yield _made(element, "div", _flow(parts))


def _blocks_only(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Give blocks; lines between them become paragraphs."""
    for is_line, run in groupby(_flow(parts), _is_line):
        found = list(run)
        if not is_line:
            yield from found
        elif _says_something(found):
            yield _filled(etree.Element("p"), found)


def _list(element: etree._Element) -> etree._Element:
    name = _name(element)

    def entries() -> Iterator[_Part]:
        def is_entry(part: _Part) -> bool:
            return not isinstance(part, str) and part.tag in _ENTRIES[name]

        for stands_right, run in groupby(_parts(element), is_entry):
            found = list(run)
            if not stands_right:
                if _says_something(found):
                    yield _filled(etree.Element(_LISTS[name]), _flow(found))
                continue
            for entry in found:
                if not isinstance(entry, str):
                    fill = _line if entry.tag == "dt" else _flow
                    yield _made(entry, _name(entry), fill(_parts(entry)))

    return _made(element, name, entries())


def _table(table: etree._Element) -> Iterator[_Part]:
    """Give a table with rows in its body, those of the foot at its end; without any it is none."""
    captions = [
        _made(each, "caption", _line(_parts(each))) for each in table.iterchildren("caption")
    ]
    head = [*_rows(table, "thead")]
    body = [*_rows(table, "tbody"), *_rows(table, "tfoot")]
    if not body:
        head, body = [], head
    if not body:
        words = (part for each in captions for part in _parts(each))
        yield _filled(etree.Element("div"), _flow(words))
        return
    heads = [_filled(etree.Element("thead"), head)] if head else []
    yield _filled(
        etree.Element("table"), [*captions[:1], *heads, _filled(etree.Element("tbody"), body)]
    )


def _rows(table: etree._Element, name: str) -> Iterator[_Part]:
    for section in table.iterchildren(name):
        for row in section.iterchildren("tr"):
            cells = [
                _made(cell, _name(cell), _flow(_parts(cell))) for cell in row if cell.tag in _CELLS
            ]
            if cells:
                yield _filled(etree.Element("tr"), cells)


def _line(parts: Iterable[_Part], unfit: frozenset[str] = frozenset()) -> Iterator[_Part]:
    """Give what may stand in a line: of blocks their words, set off by line breaks."""
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.tag in unfit:
            yield from _line(_parts(part), unfit)
        elif part.tag in _INLINE:
            yield _made(part, _name(part), _line(_parts(part), unfit))
        else:
            is_cell = part.tag in _CELLS
            inner = [*_line(_parts(part), unfit)]
            yield " " if is_cell else etree.Element("br")
            if _says_something(inner):
                yield from inner
                yield " " if is_cell else etree.Element("br")


def _parts(element: etree._Element) -> list[_Part]:
    """Give the words and the elements within an element, in their order."""
    parts: list[_Part] = [element.text or ""]
    for child in element:
        parts += [child, child.tail or ""]
    return [part for part in parts if not isinstance(part, str) or part]


def _made(like: etree._Element, name: str, parts: Iterable[_Part]) -> etree._Element:
    """Make an element with the attributes of another one."""
    kept = {str(key): str(value) for key, value in like.items()} if like.tag == name else {}
    return _filled(etree.Element(name, kept), parts)


def _filled(element: etree._Element, parts: Iterable[_Part]) -> etree._Element:
    last: etree._Element | None = None
    for part in parts:
        if not isinstance(part, str):
            # An element takes its tail along; the words are parts of their own here.
            part.tail = None
            element.append(part)
            last = part
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return element


def _is_line(part: _Part) -> bool:
    return isinstance(part, str) or part.tag in _INLINE


def _says_something(parts: Iterable[_Part]) -> bool:
    return any(
        bool(part.strip()) if isinstance(part, str) else bool("".join(map(str, part.itertext())))
        for part in parts
    )


def _name(element: etree._Element) -> str:
    return str(element.tag)
