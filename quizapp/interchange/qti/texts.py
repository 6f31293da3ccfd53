"""Texts of QTI → texts of a question, their pictures found and their formulas in a line.

Both kinds of QTI come here: HTML in a string (1.2) and XHTML as elements (2.x, 3.0). What we write
ourselves marks a text whose spaces count with the class `PLAIN`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import escape, unescape
from urllib.parse import quote

from lxml import etree

from quizapp.domain.items import Language
from quizapp.errors import N_
from quizapp.interchange.banks import Action
from quizapp.interchange.drafts import Draft
from quizapp.interchange.marked_texts import FILE_PREFIX, PRESERVED, MarkedText, Markup, Words
from quizapp.interchange.qti.mathml import linear, tex_of
from quizapp.interchange.qti.members import Members

__all__ = ["CLASS_TAGS", "PLAIN", "TextReader", "TranslatedText", "joined"]

PLAIN = "quizapp-plain"
"""The class of a span that holds a plain text as it stands."""
CLASS_TAGS: Mapping[str, str] = {"quizapp-underline": "u", "quizapp-strike": "s"}
"""Classes of spans that stand for elements that QTI's own set of HTML lacks."""

_VOID = frozenset({"br", "img", "hr"})
_SPACES = re.compile(r"[ \t\n]+")
_MATH = "<math"
_MATH_END = "</math>"
_BLOCK_ENDS = ("</p>", "</div>", "</ul>", "</ol>", "</table>", "</pre>", "</blockquote>")
_BLOCK_STARTS = tuple(end.replace("</", "<") for end in _BLOCK_ENDS)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
# It begins at the beginning of a name only and ends soon: a tag may be as long as its writer likes.
_ATTRIBUTE = re.compile(r"(?<![\w:-])([a-zA-Z][\w:-]{0,40})\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')")
_EQUATION = "data-equation-content"
_KEPT = frozenset({"colspan", "rowspan", "start"})


class TextReader:
    """Reads the texts of one document of a package (`document` is its name, "" for one alone).

    `formulas` counts the formulas that had to be put in a line since it was last set to 0. Runs of
    white space between elements become one space, as they are shown, unless `keeps_spaces`.
    """

    def __init__(self, members: Members, document: str = "", *, keeps_spaces: bool = False) -> None:
        self._members = members
        self._document = document
        self._keeps_spaces = keeps_spaces
        self.formulas = 0

    def note_formulas(self, draft: Draft) -> None:
        """Have a question say that it has such formulas, and begin to count anew."""
        if self.formulas:
            message = N_("A formula was put in a line; check that it says the same.")
            draft.note(message, Action.CHECK)
        self.formulas = 0

    def html(self, html: str) -> MarkedText:
        """Take HTML as a string."""
        html = self._without_math(html)
        files: dict[str, bytes] = {}
        html = _IMAGE.sub(lambda found: self._image(_attributes(found[0]), files), html)
        return MarkedText(html.strip(), Markup.HTML, files)

    def elements(self, *parents: etree._Element, skip: frozenset[str] = frozenset()) -> MarkedText:
        """Take what stands inside elements, but for the elements named in `skip`."""
        files: dict[str, bytes] = {}
        parts: list[str] = []
        for parent in parents:
            parts.append(self._words(parent.text))
            parts += (self._element(child, files, skip) for child in parent)
        return MarkedText("".join(parts).strip(), Markup.HTML, files)

    def _element(
        self, element: etree._Element, files: dict[str, bytes], skip: frozenset[str]
    ) -> str:
        tail = self._words(element.tail)
        name = str(element.tag).rpartition("}")[2]
        if name in skip:
            return tail
        if name == "img":
            return self._image({str(key): str(each) for key, each in element.items()}, files) + tail
        if name == "object" and element.get("type", "").startswith("image/"):
            found = {"src": element.get("data", ""), "alt": "".join(map(str, element.itertext()))}
            return self._image(found, files) + tail
        if name == "math":
            return escape(self._formula(element), quote=False) + tail
        if name == "span" and element.get("class") == PLAIN:
            return f"{PRESERVED}{_plain(element)}</span>{tail}"
        keeps_spaces = self._keeps_spaces
        self._keeps_spaces |= name == "pre"
        inner = self._words(element.text) + "".join(
            self._element(child, files, skip) for child in element
        )
        self._keeps_spaces = keeps_spaces
        name = CLASS_TAGS.get(element.get("class", ""), name)
        kept = "".join(
            f' {key}="{escape(str(value))}"' for key, value in element.items() if key in _KEPT
        )
        start = f"<{name}{kept}>"
        return start + tail if name in _VOID else f"{start}{inner}</{name}>{tail}"

    def _words(self, text: str | None) -> str:
        words = text or ""
        return escape(words if self._keeps_spaces else _SPACES.sub(" ", words), quote=False)

    def _image(self, attributes: Mapping[str, str], files: dict[str, bytes]) -> str:
        equation = attributes.get(_EQUATION)
        if equation is not None:
            return escape(rf"\({equation}\)", quote=False)
        address, alt = attributes.get("src", ""), attributes.get("alt", "")
        found = self._members.find(address, self._document)
        if found is not None:
            name, data = found
            files[name] = data
            address = FILE_PREFIX + quote(name)
        return f'<img src="{escape(address)}" alt="{escape(alt)}">'

    def _without_math(self, html: str) -> str:
        """Put the formulas of a string of HTML in a line, in one pass over it."""
        folded = html.lower()
        parts: list[str] = []
        position = 0
        if len(folded) != len(html) or _MATH_END not in folded:
            return html
        while True:
            start = folded.find(_MATH, position)
            end = folded.find(_MATH_END, start) if start >= 0 else -1
            if end < 0:
                return "".join([*parts, html[position:]])
            end += len(_MATH_END)
            parts += [html[position:start], self._formula_in(html[start:end])]
            position = end

    def _formula_in(self, html: str) -> str:
        root = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8"))
        math = None if root is None else root.find(".//math")
        return "" if math is None else escape(self._formula(math), quote=False)

    def _formula(self, math: etree._Element) -> str:
        tex = tex_of(math)
        if tex is not None:
            return rf"\({tex}\)"
        self.formulas += 1
        return linear(math)


class TranslatedText(MarkedText):
    """A text that the file gives in languages that it names."""

    def __init__(self, texts: Mapping[Language, MarkedText]) -> None:
        first = next(iter(texts.values()))
        files = {name: data for text in texts.values() for name, data in text.files.items()}
        super().__init__(first.text, first.markup, files)
        object.__setattr__(self, "_by_language", dict(texts))

    _by_language: dict[Language, MarkedText]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has."""
        return tuple(self._by_language)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The addresses that it links to in any language."""
        return tuple(self._of_all("links"))

    @cached_property
    def unsupported(self) -> tuple[str, ...]:
        """The elements that items cannot hold, in any language."""
        return tuple(self._of_all("unsupported"))

    def words(self, language: str | None = None) -> Words:
        """Give its words in this language, or in the first where it has none of this one."""
        texts = self._by_language
        return texts.get(language or "", next(iter(texts.values()))).words()

    def _of_all(self, name: str) -> Iterator[str]:
        found = (each for text in self._by_language.values() for each in getattr(text, name))
        return iter(dict.fromkeys(found))


def joined(*texts: MarkedText) -> MarkedText:
    """Put texts in HTML below one another; empty ones leave no trace."""
    filled = [text for text in texts if text.text]
    files = {name: data for text in filled for name, data in text.files.items()}
    html = ""
    for text in filled:
        is_apart = not html or html.endswith(_BLOCK_ENDS) or text.text.startswith(_BLOCK_STARTS)
        html += text.text if is_apart else f"<br>{text.text}"
    return MarkedText(html, Markup.HTML, files)


def _attributes(tag: str) -> dict[str, str]:
    found = (each.groups("") for each in _ATTRIBUTE.finditer(tag))
    return {name.lower(): unescape(double or single) for name, double, single in found}


def _plain(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else "", child.tail or ""]
    return escape("".join(parts), quote=False)
