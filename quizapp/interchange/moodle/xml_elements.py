"""Elements of Moodle XML: texts with their markup and files, names, numbers and yes or no."""

from html import escape
from itertools import chain
from typing import cast
from urllib.parse import quote

from lxml import etree

from quizapp.interchange.marked_texts import FILE_PREFIX, MarkedText, Markup
from quizapp.interchange.pictures import decoded_file

__all__ = ["is_yes", "line_of", "marked", "plain", "with_old_picture", "words_of"]

# Moodle's names of formats, and the numbers that its first versions wrote in their place.
_MARKUPS = {
    "html": Markup.HTML,
    "1": Markup.HTML,
    "plain_text": Markup.PLAIN,
    "2": Markup.PLAIN,
    "markdown": Markup.MARKDOWN,
    "4": Markup.MARKDOWN,
    "moodle_auto_format": Markup.MOODLE,
    "0": Markup.MOODLE,
}


def line_of(element: etree._Element) -> int:
    """The line in which the element begins, from 1; 0 where it is not known."""
    # The stubs do not know the type.
    return cast("int | None", element.sourceline) or 0


def words_of(element: etree._Element) -> str:
    """All text within the element, stripped."""
    return "".join(map(str, element.itertext())).strip()


def plain(parent: etree._Element, path: str, default: str = "") -> str:
    """Give the text of a descendant, stripped; the default where there is none."""
    element = parent.find(path)
    return default if element is None else words_of(element)


def is_yes(parent: etree._Element, path: str, *, default: bool | None = None) -> bool | None:
    """Read "true", "1", "false" or "0"; the default where the element is missing."""
    text = plain(parent, path).casefold()
    return default if not text else text in {"true", "1", "yes"}


def marked(element: etree._Element | None, default: Markup = Markup.HTML) -> MarkedText:
    """Read an element that holds a <text>, a format and files; empty where there is none."""
    if element is None:
        return MarkedText()
    markup = _MARKUPS.get(element.get("format", "").strip().casefold(), default)
    return MarkedText(_words(element.find("text")), markup, _files(element))


def _words(element: etree._Element | None) -> str:
    if element is None:
        return ""
    if not len(element):
        return (element.text or "").strip()
    # Some write HTML as elements instead of escaping it.
    parts = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return "".join(chain([escape(element.text or "", quote=False)], parts)).strip()


def _files(element: etree._Element) -> dict[str, bytes]:
    """The files that came with a text, by the names under which it finds them."""
    files = {}
    for file in element.findall("file"):
        data = decoded_file(words_of(file))
        folder = file.get("path", "").strip("/")
        name = file.get("name", "")
        if data is not None:
            files[f"{folder}/{name}" if folder else name] = data
    return files


def with_old_picture(stem: MarkedText, question: etree._Element) -> MarkedText:
    """Add the picture that versions before 2 held in elements of their own."""
    name = plain(question, "image").rpartition("/")[2]
    if not name:
        return stem
    data = decoded_file(plain(question, "image_base64"))
    html = stem.text if stem.markup is Markup.HTML else stem.words().html
    address = escape(FILE_PREFIX + quote(name))
    files = stem.files if data is None else stem.files | {name: data}
    return MarkedText(f'{html}<p><img src="{address}"></p>', Markup.HTML, files)
