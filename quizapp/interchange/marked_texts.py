"""Texts with their markup: HTML, Markdown, plain or Moodle's mixture, in several languages at once.

A language is a part `<span lang="hi" class="multilang">…</span>`; parts that follow one another are
the same words in different languages, and what stands around them belongs to all.
"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from html import escape, unescape
from urllib.parse import unquote

import nh3

from quizapp.domain.items import TextFormat
from quizapp.interchange.html_text import ALLOWED_TAGS, as_html, cleaned, read_html

__all__ = ["PRESERVED", "MarkedText", "Markup", "Picture", "Words", "has_markup"]

PRESERVED = '<span style="white-space: pre-wrap">'
"""What we write before a plain text whose spaces and line breaks must stay; `</span>` ends it."""

FILE_PREFIX = "@@PLUGINFILE@@/"
"""Begins the address of a file that the question carries with it."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#?[a-zA-Z0-9]{1,8});")
_SPAN = re.compile(r"<span([^<>]*)>|</span>")
_LANGUAGE = re.compile(r'\blang="([a-zA-Z]{2,3})(?:[-_][^"<>]*)?"')
_PICTURE = re.compile(r'<p><img(?: [a-z]+="[^"]*")*></p>|<img(?: [a-z]+="[^"]*")*>')
_ANY_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_LINK = re.compile(r'<a [^<>]*\bhref="([^"]*)"')
_UNSUPPORTED = re.compile(
    r"<(audio|video|iframe|object|embed|svg|math|input|select|textarea)\b", re.IGNORECASE
)
_STRUCTURE = re.compile(
    r"^(?:#{1,6} |[-*+] |\d{1,3}\. |> |```|\|)|\[[^\]\n]{1,200}\]\(", re.MULTILINE
)
_EMPHASES = (
    (re.compile(r"\*\*(?=\S)([^*\n]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"__(?=\S)([^_\n]+)__(?!\w)"), r"<strong>\1</strong>"),
    (re.compile(r"(?<!\w)\*(?=\S)([^*\n]+)\*"), r"<em>\1</em>"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+)_(?!\w)"), r"<em>\1</em>"),
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
)
_TEX = re.compile(r"\\[(\[]|\$\$")


class Markup(StrEnum):
    """How a text is written; the values are Moodle's names for it in GIFT."""

    HTML = "html"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    MOODLE = "moodle"
    """Text with line breaks in which HTML counts as well."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a text shows: the address as written, and what it is said to show."""

    address: str
    alt: str

    @property
    def file(self) -> str | None:
        """The name of the file that the question carries, None where it lies elsewhere."""
        if self.address.startswith(FILE_PREFIX):
            return unquote(self.address.removeprefix(FILE_PREFIX))
        return None


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one language: plain where plain says it all, as HTML too for items that need it."""

    text: str
    format: TextFormat
    markup: str
    """The HTML that it was read from; of a plain text, its HTML."""
    pictures: tuple[Picture, ...] = ()
    are_pictures_within: bool = False
    """Whether there are words before and after the first picture."""

    @property
    def html(self) -> str:
        """The text as the HTML that items may hold; a single paragraph needs no tags for it."""
        html = cleaned(self.markup)
        is_one = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
        return html[len("<p>") : -len("</p>")] if is_one else html


@dataclass(frozen=True)
class MarkedText:
    """A text with its markup. `files` are the files that came with it, by name."""

    text: str = ""
    markup: Markup = Markup.PLAIN
    files: dict[str, bytes] = field(default_factory=dict)
    line: int = 0

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that parts of it are marked with, in the order of their first parts."""
        named = (part for part in self._parts if isinstance(part, dict))
        return tuple(dict.fromkeys(language for part in named for language in part))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The addresses outside the file that it links to; items hold no links."""
        found = map(unescape, _LINK.findall(self._html or ""))
        return tuple(address for address in found if not address.startswith(FILE_PREFIX))

    @cached_property
    def unsupported(self) -> tuple[str, ...]:
        """The HTML elements in it that items cannot hold and that mean something."""
        found = _UNSUPPORTED.findall(self.text) if self._html is not None else []
        return tuple(dict.fromkeys(tag.lower() for tag in found))

    @property
    def is_structured_markdown(self) -> bool:
        """Whether it has lists, headings or links in Markdown, which stay as they are written."""
        return self.markup is Markup.MARKDOWN and bool(_STRUCTURE.search(self.text))

    def words(self, language: str | None = None) -> Words:
        """Give its words in this language, or in the first where it has none of this one."""
        if self._html is None:
            return _plain_words(self.text.strip())
        html = "".join(
            part if isinstance(part, str) else part.get(language or "", next(iter(part.values())))
            for part in self._parts
        ).strip()
        first = _PICTURE.search(html)
        if first is None:
            return _html_words(html)
        return replace(
            _html_words(_PICTURE.sub("", html).strip()),
            pictures=tuple(_picture(found[0]) for found in _PICTURE.finditer(html)),
            are_pictures_within=_has_words(html[: first.start()])
            and _has_words(html[first.end() :]),
        )

    @cached_property
    def _html(self) -> str | None:
        """Its text as well-formed HTML; None where it is plain text."""
        match self.markup:
            case Markup.PLAIN:
                return None
            case Markup.HTML:
                return _well_formed(self.text)
            case Markup.MOODLE:
                if not has_markup(self.text):
                    return None
                return _well_formed(self.text.strip().replace("\n", "<br>"))
            case Markup.MARKDOWN:
                return _markdown(self.text)

    @cached_property
    def _parts(self) -> list[str | dict[str, str]]:
        return _by_language(self._html or "")


def has_markup(text: str) -> bool:
    """Whether a text that may be HTML or plain has a tag or a character reference."""
    return _TAG.search(text) is not None


def _well_formed(html: str) -> str:
    """Balance tags and quote attributes, so that simple patterns find what they mean."""
    if "<" not in html and "&" not in html:
        return html
    return nh3.clean(
        html,
        tags=set(ALLOWED_TAGS) | {"img", "a"},
        attributes={
            "img": {"src", "alt"},
            "a": {"href"},
            "span": {"lang", "class", "style"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
            "ol": {"start"},
        },
        clean_content_tags={"script", "style", "title", "iframe", "object", "template"},
        url_schemes={"http", "https", "data", "mailto"},
        link_rel=None,
    )


def _markdown(text: str) -> str | None:
    """Turn emphasis and code into HTML; None where the text has nothing of it.

    Formulas use the same signs, so texts with formulas stay as they are.
    """
    marked = text.strip() if has_markup(text) else escape(text.strip(), quote=False)
    if not _TEX.search(text):
        for pattern, replacement in _EMPHASES:
            marked = pattern.sub(replacement, marked)
    return _well_formed(marked.replace("\n", "<br>")) if has_markup(marked) else None


def _by_language(html: str) -> list[str | dict[str, str]]:
    """Cut HTML into what all languages share and what stands in several."""
    parts: list[str | dict[str, str]] = []
    shared, depth, start, language = 0, 0, 0, ""
    for found in _SPAN.finditer(html):
        opening = found[1]
        if depth:
            depth += 1 if opening is not None else -1
            if not depth:
                _add_language(parts, language, html[start : found.start()])
                shared = found.end()
        elif opening is not None and 'class="multilang"' in opening:
            named = _LANGUAGE.search(opening)
            if named is not None:
                _add_shared(parts, html[shared : found.start()])
                language, depth, start = named[1].lower(), 1, found.end()
    parts.append(html[shared:])
    return parts


def _add_shared(parts: list[str | dict[str, str]], html: str) -> None:
    # White space between two languages of the same words belongs to neither.
    if html.strip() or not parts:
        parts.append(html)


def _add_language(parts: list[str | dict[str, str]], language: str, html: str) -> None:
    last = parts[-1]
    if isinstance(last, dict) and language not in last:
        last[language] = html
    else:
        parts.append({language: html})


def _html_words(html: str) -> Words:
    preserved = _preserved(html)
    if preserved is not None:
        return _plain_words(preserved)
    text, text_format = read_html(html)
    return Words(text, text_format, html)


def _plain_words(text: str) -> Words:
    return Words(text, TextFormat.PLAIN, as_html(text, TextFormat.PLAIN))


def _preserved(html: str) -> str | None:
    """Give the plain text that was written with `PRESERVED`, None where it was not."""
    end = "</span>"
    if not (html.startswith(PRESERVED) and html.endswith(end)):
        return None
    within = html[len(PRESERVED) : -len(end)]
    return None if "<" in within else unescape(within)


def _picture(html: str) -> Picture:
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(html)}
    return Picture(attributes.get("src", ""), " ".join(attributes.get("alt", "").split()))


def _has_words(html: str) -> bool:
    return bool(_ANY_TAG.sub("", html).strip())
