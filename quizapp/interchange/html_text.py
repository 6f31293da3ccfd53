"""HTML of strangers → the small set of it that items may hold, or plain text if nothing is lost.

What items may hold: paragraphs and line breaks, emphasis, sub- and superscripts, lists, tables,
code and quotations. No links, styles, scripts or images: pictures go with the item as files.
"""

import re
from html import escape
from html.parser import HTMLParser

import nh3

from quizapp.domain.items import TextFormat

__all__ = ["ALLOWED_TAGS", "as_html", "cleaned", "plain_text", "read_html"]

_INLINE = {"b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "br", "span", "code"}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_PARAGRAPHS = {"p", "div", "pre", "blockquote", "h3", "h4", "h5", "h6"}
ALLOWED_TAGS = frozenset(_INLINE | _LISTS | _TABLES | _PARAGRAPHS)
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
_DROPPED_WITH_CONTENT = {"script", "style", "title", "iframe", "object", "template"}
_BLOCKS = _PARAGRAPHS | _LISTS | {"table", "caption", "tr", "h1", "h2"}
_CARRIES_MEANING = re.compile(
    r"<(?:b|strong|i|em|u|s|sub|sup|ul|ol|table|pre|code|blockquote|h[3-6]|dl)\b", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_LINE_ENDS = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")


def cleaned(html: str) -> str:
    """Leave only what items may hold; everything else is dropped or escaped."""
    return nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        clean_content_tags=_DROPPED_WITH_CONTENT,
        link_rel=None,
    ).strip()


def read_html(html: str) -> tuple[str, TextFormat]:
    """Take in HTML: as plain text where it has nothing that plain text would lose."""
    if "<" not in html and "&" not in html:
        return plain_text(html), TextFormat.PLAIN
    clean = cleaned(html)
    if _CARRIES_MEANING.search(clean):
        return clean, TextFormat.HTML
    return plain_text(clean), TextFormat.PLAIN


def as_html(text: str, text_format: TextFormat) -> str:
    """Write a text of an item as HTML, for formats that carry nothing else."""
    if text_format is TextFormat.HTML:
        return cleaned(text)
    return escape(text, quote=False).replace("\n", "<br>")


def plain_text(html: str) -> str:
    """Give the words of HTML, blocks on lines of their own."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    text = _LINE_ENDS.sub("\n", _SPACES.sub(" ", "".join(reader.parts)))
    return _EMPTY_LINES.sub("\n\n", text).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _DROPPED_WITH_CONTENT:
            self._hidden += 1
        elif tag == "br" or tag in _BLOCKS:
            self._break()
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED_WITH_CONTENT:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))

    def _break(self) -> None:
        self.parts.append("\n")
