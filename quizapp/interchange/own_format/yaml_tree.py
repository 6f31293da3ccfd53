"""YAML text → a tree of plain nodes that know their line.

Question files are written by people, so the tree keeps what a usual loader throws away: the line
of each value, keys that are given twice, and each scalar exactly as written (`1.50`, `No`, `2019`
stay texts). Anchors, aliases and tags are refused: a question file has no use for them, and with
them a file of a few lines can stand for gigabytes.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from quizapp.errors import N_, Problem, QuestionFileError

__all__ = [
    "SIZE_MAXIMUM",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "decode",
    "parse_tree",
]

SIZE_MAXIMUM = 2_000_000
"""The longest question file, in characters; some 2,000 questions with explanations."""

DEPTH_MAXIMUM = 12
"""The deepest nesting. The format itself needs 7 levels."""

VALUES_MAXIMUM = 100_000
"""The most values in a file, which bounds the time of reading one; 2,000 questions have 70,000."""

_BLOCK_STYLES = frozenset({"|", ">"})
_PLAIN_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. A plain null (`~`, nothing at all) is the empty text."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named values in the order of the file; a name can occur twice."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int


Node: TypeAlias = Scalar | Sequence | Mapping


def decode(data: bytes, *, filename: str) -> str:
    """Decode the bytes of a question file. Raises `QuestionFileError` if they are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            message = N_("The file is in UTF-16. Save it as UTF-8 and try again.")
            raise _failure(message, filename, None) from error
        line = data.count(b"\n", 0, error.start) + 1
        message = N_(
            "The file is not in UTF-8: byte 0x%(byte)s cannot be read. Save it as UTF-8"
            " and try again."
        )
        raise _failure(message, filename, line, byte=f"{data[error.start]:02X}") from error


def parse_tree(text: str, *, filename: str) -> Node:
    """Parse one YAML document.

    Raises `QuestionFileError` for an empty or too long text, for what is not YAML, and for YAML
    that question files may not use, with the line in each case.
    """
    if len(text) > SIZE_MAXIMUM:
        raise _failure(
            N_("The file has %(size)d characters; at most %(maximum)d are allowed. Split it."),
            filename,
            None,
            size=len(text),
            maximum=SIZE_MAXIMUM,
        )
    builder = _Builder(filename)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except ReaderError as error:
        message = N_("Character U+%(code)s may not stand in a YAML file; remove it.")
        line = text.count("\n", 0, error.position) + 1
        raise _failure(message, filename, line, code=f"{_code(error.character):04X}") from error
    except MarkedYAMLError as error:
        message = N_(
            "This is not YAML: %(problem)s. Indent with spaces, and put a text that contains “: ”"
            " or “ #”, or that begins with a special sign, between quotation marks."
        )
        mark = error.problem_mark or error.context_mark
        where = None if mark is None else int(mark.line) + 1
        reason = error.problem or error.context or ""
        raise _failure(message, filename, where, problem=reason) from error
    except (YAMLError, ValueError, OverflowError) as error:
        # An escape such as "\UFFFFFFFF" or a %YAML directive with a huge number.
        message = N_("This is not YAML that can be read: %(problem)s.")
        raise _failure(message, filename, None, problem=str(error)) from error
    return builder.result()


class _Builder:
    """Builds the tree from parser events, refusing what the module's docstring says."""

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self._open: list[tuple[type[Sequence | Mapping], int, list[Node]]] = []
        self._root: Node | None = None
        self._documents = 0
        self._values = 0

    def take(self, event: events.Event) -> None:
        line = int(event.start_mark.line) + 1
        match event:
            case events.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise self._refusal(N_("A file holds one set: remove the line “---”."), line)
            case events.AliasEvent():
                raise self._refusal(N_("Aliases (*name) are not allowed; write it out."), line)
            case events.ScalarEvent():
                self._refuse_extras(event, line)
                self._add(Scalar(_scalar_text(event), line))
            case events.MappingStartEvent() | events.SequenceStartEvent():
                self._refuse_extras(event, line)
                if len(self._open) >= DEPTH_MAXIMUM:
                    raise self._refusal(N_("This is nested too deeply."), line)
                kind = Mapping if isinstance(event, events.MappingStartEvent) else Sequence
                self._open.append((kind, line, []))
            case events.MappingEndEvent() | events.SequenceEndEvent():
                self._close()
            case _:
                pass

    def result(self) -> Node:
        if self._root is None:
            raise self._refusal(N_("The file is empty."), None)
        return self._root

    def _close(self) -> None:
        kind, line, nodes = self._open.pop()
        if kind is Sequence:
            self._add(Sequence(tuple(nodes), line))
            return
        pairs: list[tuple[Scalar, Node]] = []
        for name, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(name, Scalar):
                raise self._refusal(N_("The name of a field must be a word."), name.line)
            # The line of the name: of an empty value the library only knows where it ends.
            pairs.append((name, replace(value, line=name.line)))
        self._add(Mapping(tuple(pairs), line))

    def _add(self, node: Node) -> None:
        self._values += 1
        if self._values > VALUES_MAXIMUM:
            raise self._refusal(N_("The file has too many values. Split it."), node.line)
        if self._open:
            self._open[-1][2].append(node)
        else:
            self._root = node

    def _refuse_extras(self, event: events.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            raise self._refusal(N_("Anchors (&name) are not allowed; remove it."), line)
        if getattr(event, "ctag", None) is not None:
            raise self._refusal(N_("Tags (!name) are not allowed; remove it."), line)

    def _refusal(self, message: str, line: int | None) -> QuestionFileError:
        return _failure(message, self._filename, line)


def _scalar_text(event: events.ScalarEvent) -> str:
    text = str(event.value)
    if event.style in _BLOCK_STYLES:
        # The line break before the next field is not part of what the author wrote.
        return text.rstrip("\n")
    return "" if not event.style and text in _PLAIN_NULLS else text


def _code(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[0])


def _failure(message: str, filename: str, line: int | None, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, None, filename, line)])
