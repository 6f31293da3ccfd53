"""A Word file → lines: its package opened within bounds, its body read in order."""

from collections.abc import Iterator, Sequence
from itertools import chain
from posixpath import join, normpath

from lxml import etree

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import Archive, open_archive
from quizapp.interchange.banks import Action, Finding, Place, SourceFile
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.kruti_dev.lines import lines_in_unicode
from quizapp.interchange.typeset import line_of
from quizapp.interchange.word.body import BodyReader, DocumentLine
from quizapp.interchange.word.elements import attribute, child, children
from quizapp.interchange.word.numbering import Numbering
from quizapp.interchange.word.runs import Kind
from quizapp.interchange.word.styles import Styles
from quizapp.interchange.xml_files import parse_xml

__all__ = ["is_old_or_encrypted", "read_document"]

DOCUMENT_MAXIMUM = 40_000_000
"""Bytes of the document's XML; 5,000 questions take about 10 million."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "officeDocument"
_NUMBERING = "numbering"
_STYLES = "styles"


def is_old_or_encrypted(data: bytes) -> bool:
    """Whether this is a container of Word before 2007, or of any encrypted document."""
    return data.startswith(_OLE)


def read_document(source: SourceFile) -> tuple[Sequence[Line], tuple[Finding, ...]]:
    """Give a document's lines, and what stands in it that is no text.

    Raises `QuestionFileError` for one that cannot be opened or has no text.
    """
    if is_old_or_encrypted(source.data):
        raise _failure(
            N_(
                "The file is protected by a password, or an old .doc file. Open it in Word and save"
                " it as a Word document (.docx) without a password."
            ),
            source,
        )
    archive = open_archive(source)
    package = _Package(archive, source)
    styles = Styles(package.part(_STYLES))
    numbering = Numbering(package.part(_NUMBERING), styles.list_numbers())
    reader = BodyReader(styles, numbering)
    document_lines = reader.read(package.body)
    lines = [
        line_of(line.pieces, Place(number, line.element))
        for number, line in enumerate(document_lines, start=1)
    ]
    if not any(line.text for line in lines):
        raise _failure(
            N_(
                "There is no text in this Word file. If its pages are pictures, type the questions"
                " or recognise their text first."
            ),
            source,
        )
    in_unicode, converted = lines_in_unicode(lines, source.filename)
    findings = (
        *converted,
        *_findings_of_columns(reader.left_out, source),
        *chain.from_iterable(map(_findings_of_line, document_lines, lines)),
    )
    return in_unicode, findings


class _Package:
    """The parts of a Word file that are read, found by their relations."""

    def __init__(self, archive: Archive, source: SourceFile) -> None:
        self._archive = archive
        self._source = source
        self._main = self._target_in("", _MAIN) or "word/document.xml"
        document = self._parse(self._main)
        body = None if document is None else child(document, "body")
        if body is None:
            raise _failure(
                N_("This archive has no Word document in it. Save it anew as .docx."), source
            )
        self.body = body

    def part(self, kind: str) -> etree._Element | None:
        """Give the root of the part that the document names as this, None where there is none."""
        target = self._target_in(self._main, kind)
        return None if target is None else self._parse(target)

    def _target_in(self, part: str, kind: str) -> str | None:
        folder, _, name = part.rpartition("/")
        relations = self._parse(join(folder, "_rels", f"{name}.rels"))
        for relation in children(relations, "Relationship"):
            if (attribute(relation, "Type") or "").endswith(f"/{kind}"):
                target = attribute(relation, "Target") or ""
                return normpath(join(folder, target)) if target[:1] != "/" else target[1:]
        return None

    def _parse(self, name: str) -> etree._Element | None:
        if name not in self._archive:
            return None
        data = self._archive[name]
        if len(data) > DOCUMENT_MAXIMUM:
            raise _failure(
                N_("The document is too long: %(size)d MB of text, at most %(maximum)d. Split it."),
                self._source,
                size=len(data) // 1_000_000,
                maximum=DOCUMENT_MAXIMUM // 1_000_000,
            )
        return parse_xml(SourceFile(data, f"{self._source.filename}/{name}"))


def _findings_of_columns(
    left_out: Sequence[tuple[str, str]], source: SourceFile
) -> Iterator[Finding]:
    for heading in dict.fromkeys(heading for _, heading in left_out):
        where = next(place for place, each in left_out if each == heading)
        yield Finding(
            Problem(
                N_("“%(heading)s” is nothing that a question has; it was not read."),
                {"heading": heading[:80]},
                file=source.filename,
            ),
            Action.CHANGED,
            Place(element=where),
        )


_MESSAGES = {
    Kind.PICTURE: N_("A picture stands here; pictures in Word files are not taken over."),
    Kind.FORMULA: N_("A formula was written in TeX. Check that it says the same."),
    Kind.OBJECT: N_("A drawing, a chart or an embedded object stands here and was not read."),
}


def _findings_of_line(document_line: DocumentLine, line: Line) -> Iterator[Finding]:
    for kind in sorted(document_line.kinds):
        yield Finding(Problem(_MESSAGES[kind]), Action.CHECK, line.place, excerpt=line.text[:80])


def _failure(message: str, source: SourceFile, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, file=source.filename)])
