"""Elements of QTI by their plain names, whatever the namespace, and 3.0's names as 2.x had them."""

import re

from lxml import etree

__all__ = ["LANGUAGE_ATTRIBUTE", "detached", "line_of", "without_namespaces"]

LANGUAGE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}lang"

# Only before a letter: what is left of "qti-5" would be no name.
_LATER = re.compile(r"qti-(?=[a-z])")
_HYPHEN = re.compile(r"-([a-z])")


def without_namespaces(root: etree._Element) -> None:
    """Give every element its local name, and elements of QTI 3.0 those of 2.x.

    `qti-simple-choice` becomes `simpleChoice`, its attribute `show-hide` becomes `showHide`;
    attributes of HTML, `data-…` and those with a namespace such as `xml:lang` stay.
    """
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if later := _LATER.match(name):
            name = _camel(name[later.end() :])
            for key, value in element.items():
                if "-" in str(key) and not str(key).startswith(("{", "data-", "aria-")):
                    del element.attrib[key]
                    element.set(_camel(str(key)), value)
        element.tag = name


def detached(element: etree._Element, stand_in: str = "") -> etree._Element:
    """Take an element out of its tree; what follows it stays, after a text in its place."""
    parent, left = element.getparent(), element.getprevious()
    text = stand_in + (element.tail or "")
    if parent is not None:
        if left is None:
            parent.text = (parent.text or "") + text
        else:
            left.tail = (left.tail or "") + text
        parent.remove(element)
    element.tail = None
    return element


def line_of(element: etree._Element) -> int:
    """Give the line that an element begins on, 0 where it is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def _camel(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)
