"""Finding one's way in WordprocessingML by local names: it has two namespaces for each thing."""

from collections.abc import Iterator

from lxml import etree

__all__ = ["attribute", "child", "children", "descend", "is_on", "name_of", "value_of"]


def name_of(element: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Give the attribute of this local name."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Give the children of this local name."""
    if element is not None:
        yield from (each for each in element if name_of(each) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Give the first child of this local name."""
    return next(children(element, name), None)


def descend(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Follow first children of these names."""
    for name in names:
        element = child(element, name)
    return element


def value_of(element: etree._Element | None, name: str) -> str | None:
    """Give the attribute `val` of the first child of this name."""
    return attribute(child(element, name), "val")


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as `<w:b w:val="0"/>` is on; without a value it is."""
    return attribute(element, "val") not in {"0", "false", "off", "none"}
