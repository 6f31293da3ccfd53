"""Material of QTI 1.2 (texts, pictures, line breaks) → texts of a question."""

from collections.abc import Iterator
from html import escape

from lxml import etree

from quizapp.interchange.marked_texts import MarkedText, Markup, has_markup
from quizapp.interchange.qti.texts import TextReader, joined

__all__ = ["MaterialReader"]

_FLOWS = frozenset({"flow", "flow_mat", "flow_label", "solutionmaterial", "altmaterial"})


class MaterialReader:
    """Reads material; `reader` finds its pictures and counts its formulas."""

    def __init__(self, reader: TextReader) -> None:
        self.reader = reader

    def material(self, *elements: etree._Element) -> MarkedText:
        """Read `material` elements, one below the other."""
        return joined(*(self._material(element) for element in elements))

    def inside(self, element: etree._Element) -> MarkedText:
        """Read all material inside an element."""
        return self.material(*element.iter("material"))

    def presentation(self, presentation: etree._Element, *, blank: str) -> MarkedText:
        """Read what stands outside the responses; `blank` marks one that words follow."""
        pieces: list[MarkedText | None] = list(self._pieces(presentation))
        texts = [piece for piece in pieces if piece is not None]
        if not blank or None not in pieces or pieces[-1] is None:
            return joined(*texts)
        files = {name: data for text in texts for name, data in text.files.items()}
        run = (blank if piece is None else piece.text for piece in pieces)
        return MarkedText(" ".join(run), Markup.HTML, files)

    def _pieces(self, parent: etree._Element) -> Iterator[MarkedText | None]:
        for element in parent:
            name = str(element.tag)
            if name == "material":
                yield self._material(element)
            elif name in _FLOWS:
                yield from self._pieces(element)
            elif name.startswith("response_"):
                yield None

    def _material(self, material: etree._Element) -> MarkedText:
        return joined(*(self._part(part) for part in material if str(part.tag) != "altmaterial"))

    def _part(self, part: etree._Element) -> MarkedText:
        match str(part.tag):
            case "mattext":
                return self._text(part)
            case "matemtext":
                return self.reader.html(f"<em>{_escaped(part)}</em>")
            case "matimage":
                address, alt = part.get("uri", ""), part.get("label", "")
                return self.reader.html(f'<img src="{escape(address)}" alt="{escape(alt)}">')
            case "mataudio" | "matvideo" | "matapplet" | "matapplication":
                name = "video" if part.tag == "matvideo" else "audio"
                return self.reader.html(f"<{name}></{name}>")
            case _:
                return MarkedText()

    def _text(self, part: etree._Element) -> MarkedText:
        if len(part):
            return self.reader.elements(part)
        text = part.text or ""
        kind = part.get("texttype", "").casefold()
        if kind in {"text/html", "text/xhtml"} or (not kind and has_markup(text)):
            return self.reader.html(text)
        return MarkedText(_escaped(part), Markup.HTML)


def _escaped(part: etree._Element) -> str:
    lines = "".join(map(str, part.itertext())).strip().split("\n")
    return "<br>".join(escape(line.strip(), quote=False) for line in lines)
