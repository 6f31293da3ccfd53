"""Named values, lists and texts → YAML text: always the same text, one line a value.

Nothing is wrapped, so that a change of one word shows as one changed line. A text of several lines
becomes a literal block where a reader would see all of it there, a text that YAML would take for
something else (a number, a date, an indicator in front) is put between double quotes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import TypeAlias, assert_never

from ruamel.yaml import YAML, events
from ruamel.yaml.nodes import ScalarNode

__all__ = ["Value", "Word", "render"]


class Word(str):
    """A text that is written without quotes whatever YAML would take it for, such as a date."""

    __slots__ = ()


Value: TypeAlias = "str | Word | tuple[Word, ...] | list[Value] | Mapping[str, Value]"
"""What can be written; a tuple of words stands on one line: [en, hi]."""

_TEXT_TAG = "tag:yaml.org,2002:str"
_WITHOUT_WRAPPING = 1 << 30

_JOINERS = frozenset("\u200c\u200d")
"""Invisible, but Devanagari needs them inside words."""

_PLAIN = re.compile(r"""(?![-?:,\[\]{}\#&*!|>'"%@`\s])(?!.*(?::\s|\s\#)).*[^\s:]""")
"""Text that needs no quotes: no indicator in front, no ": " or " #" inside, no colon at the end."""


def render(value: Value) -> str:
    """Write one YAML document."""
    yaml = YAML(typ="safe", pure=True)
    yaml.width = _WITHOUT_WRAPPING
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.emit(_Writer(yaml).document(value), out)
    return out.getvalue()


class _Writer:
    """Turns values into the events that the library writes."""

    def __init__(self, yaml: YAML) -> None:
        self._resolver = yaml.resolver

    def document(self, value: Value) -> Iterator[events.Event]:
        yield events.StreamStartEvent()
        yield events.DocumentStartEvent(explicit=False)
        yield from self._value(value)
        yield events.DocumentEndEvent(explicit=False)
        yield events.StreamEndEvent()

    def _value(self, value: Value) -> Iterator[events.Event]:
        match value:
            case Word():
                yield events.ScalarEvent(None, None, (True, True), str(value))
            case str():
                yield self._text(value)
            case Mapping():
                yield events.MappingStartEvent(None, None, implicit=True, flow_style=not value)
                for name, below in value.items():
                    yield from self._value(Word(name))
                    yield from self._value(below)
                yield events.MappingEndEvent()
            case list() | tuple():
                flow = isinstance(value, tuple)
                yield events.SequenceStartEvent(None, None, implicit=True, flow_style=flow)
                for entry in value:
                    yield from self._value(entry)
                yield events.SequenceEndEvent()
            case _ as unreachable:
                assert_never(unreachable)

    def _text(self, text: str) -> events.Event:
        if _is_block(text):
            return events.ScalarEvent(None, None, (False, True), text, style="|")
        if self._is_plain(text):
            return events.ScalarEvent(None, None, (True, True), text)
        return events.ScalarEvent(None, None, (False, True), text, style='"')

    def _is_plain(self, text: str) -> bool:
        return (
            _is_printable(text)
            and _PLAIN.fullmatch(text) is not None
            and self._resolver.resolve(ScalarNode, text, (True, False)) == _TEXT_TAG
        )


def _is_block(text: str) -> bool:
    # `yaml_tree` drops line breaks at the end of a block, and spaces at the ends of lines cannot
    # be seen there; such texts are quoted.
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0])
        and bool(lines[-1])
        and all(line == line.strip() and _is_printable(line) for line in lines)
    )


def _is_printable(text: str) -> bool:
    return all(
        character == " " or character in _JOINERS or unicodedata.category(character)[0] in "LMNPS"
        for character in text
    )
