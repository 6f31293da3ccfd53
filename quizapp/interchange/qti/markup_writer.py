"""Texts of items → the XHTML that QTI 2.1 has, with their pictures."""

import re
from collections.abc import Sequence

from lxml import etree

from quizapp.domain.items import TextFormat
from quizapp.interchange.html_text import cleaned, plain_text
from quizapp.interchange.qti.content_model import DEPTH_MAXIMUM, fitted
from quizapp.interchange.qti.texts import CLASS_TAGS, PLAIN

__all__ = ["QTI", "MarkupWriter", "xml_text"]

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"

_TAG_CLASSES = {tag: name for name, tag in CLASS_TAGS.items()}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile(r"<(br|hr)>")
_TAG = re.compile(r"<(/?)[a-z]")


class MarkupWriter:
    """Writes texts of one format into elements."""

    def __init__(self, text_format: TextFormat) -> None:
        self._format = text_format

    def fill(
        self, parent: etree._Element, text: str, pictures: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Put a text into an element that is empty, then pictures as (address, alt)."""
        if not text:
            pass
        elif self._format is TextFormat.PLAIN:
            _add_plain(parent, text)
        else:
            _add_html(parent, text)
        for address, alt in pictures:
            etree.SubElement(parent, f"{{{QTI}}}img", {"src": address, "alt": xml_text(alt)})


def xml_text(text: str) -> str:
    """Replace the few characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _add_plain(parent: etree._Element, text: str) -> None:
    span = etree.SubElement(parent, f"{{{QTI}}}span", {"class": PLAIN})
    first, *lines = xml_text(text).split("\n")
    span.text = first
    for line in lines:
        etree.SubElement(span, f"{{{QTI}}}br").tail = line


def _add_html(parent: etree._Element, html: str) -> None:
    html = cleaned(html)
    if _is_too_deep(html):
        _add_plain(parent, plain_text(html))
        return
    # What the cleaning leaves is XML but for these two habits of HTML.
    xml = _BREAK.sub(r"<\1/>", xml_text(html)).replace("&nbsp;", "\xa0")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = fitted(etree.fromstring(f"<div>{xml}</div>", parser))
    for element in root.iter():
        tag = str(element.tag)
        name = _TAG_CLASSES.get(tag)
        if name is not None:
            element.set("class", name)
        # QTI has no attribute for the number that a list begins with.
        if tag == "ol" and "start" in element.attrib:
            del element.attrib["start"]
        element.tag = f"{{{QTI}}}{'span' if name is not None else tag}"
    parent.text = root.text
    parent.extend(list(root))


def _is_too_deep(html: str) -> bool:
    depth = deepest = 0
    for found in _TAG.finditer(_BREAK.sub("", html)):
        depth += -1 if found[1] else 1
        deepest = max(deepest, depth)
    return deepest > DEPTH_MAXIMUM
