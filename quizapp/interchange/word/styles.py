"""How a run is set: its own settings, its character style, its paragraph's, the document's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from quizapp.interchange.kruti_dev import is_legacy_font
from quizapp.interchange.word.elements import attribute, child, children, descend, name_of, value_of

__all__ = ["RunSettings", "Styles"]

STYLES_DEPTH = 20
"""Styles based on one another are followed so far; Word itself allows ten."""
_OFF = frozenset({"0", "false", "off", "none", ""})
_NO_COLOUR = frozenset({"auto", "000000", "ffffff", "black", "white", "none"})
_SWITCHES_AND_VALUES = frozenset({"b", "u", "color", "highlight", "vanish", "vertAlign"})


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What applies to a run: of each setting the nearest."""

    is_hidden: bool
    is_marked: bool
    """Set off: bold, underlined, highlighted, shaded or coloured."""
    is_legacy: bool
    """In a font that shows Latin letters as Devanagari."""
    position: str
    """One of "superscript", "subscript" and "baseline"."""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {attribute(each, "styleId") or "": each for each in children(root, "style")}
        self._defaults = _settings(descend(root, "docDefaults", "rPrDefault", "rPr"))
        self._settings_of_style: dict[str, Mapping[str, str]] = {}
        self._default_paragraph = next(
            (
                name
                for name, each in self._styles.items()
                if attribute(each, "type") == "paragraph" and attribute(each, "default") == "1"
            ),
            "",
        )

    def list_numbers(self) -> Mapping[str, str]:
        """Give the list's number of each style that belongs to one."""
        return {
            name: number
            for name, each in self._styles.items()
            if (number := value_of(descend(each, "pPr", "numPr"), "numId"))
        }

    def numbering(self, style: str) -> tuple[str, etree._Element] | None:
        """Give the numbering that a paragraph style brings, and the style that says so."""
        for name, each in self._chain(style):
            found = descend(each, "pPr", "numPr")
            if found is not None:
                return name, found
        return None

    def run_settings(self, run: etree._Element, paragraph_style: str) -> RunSettings:
        """Give the settings of a run in a paragraph of this style ("" for the default one)."""
        own = _settings(child(run, "rPr"))
        return _effective(
            {
                **self._defaults,
                **self._of_style(paragraph_style or self._default_paragraph),
                **self._of_style(own.get("rStyle", "")),
                **own,
            }
        )

    def _of_style(self, style: str) -> Mapping[str, str]:
        if style not in self._settings_of_style:
            merged: dict[str, str] = {}
            for _, each in self._chain(style):
                merged = _settings(child(each, "rPr")) | merged
            merged.pop("rStyle", None)
            self._settings_of_style[style] = merged
        return self._settings_of_style[style]

    def _chain(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        for _ in range(STYLES_DEPTH):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = value_of(element, "basedOn") or ""


def _settings(element: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in () if element is None else element:
        name = name_of(each)
        if name in _SWITCHES_AND_VALUES:
            found[name] = (attribute(each, "val") or "1").casefold()
        elif name == "rStyle":
            found[name] = attribute(each, "val") or ""
        elif name == "shd":
            found[name] = (attribute(each, "fill") or "auto").casefold()
        elif name == "rFonts" and (font := attribute(each, "ascii") or attribute(each, "hAnsi")):
            found["font"] = font
    return found


def _effective(settings: Mapping[str, str]) -> RunSettings:
    return RunSettings(
        is_hidden=settings.get("vanish", "") not in _OFF,
        is_marked=settings.get("b", "") not in _OFF
        or settings.get("u", "") not in _OFF
        or any(settings.get(name, "auto") not in _NO_COLOUR for name in ("color", "shd"))
        or settings.get("highlight", "none") not in _NO_COLOUR,
        is_legacy=_is_legacy(settings.get("font", "")),
        position=settings.get("vertAlign", "baseline"),
    )


@lru_cache(maxsize=256)
def _is_legacy(font: str) -> bool:
    return is_legacy_font(font)
