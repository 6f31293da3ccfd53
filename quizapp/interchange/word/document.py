"""A Word file → lines: its package opened within bounds, its body read in order."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import open_archive
from quizapp.interchange.banks import Action, Finding, Place, SourceFile
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.kruti_dev.lines import lines_in_unicode
from quizapp.interchange.typeset import line_of
from quizapp.interchange.word.body import BodyReader, DocumentLine
from quizapp.interchange.word.numbering import Numbering
from quizapp.interchange.word.package import Package
from quizapp.interchange.word.pictures import PlacedPicture, is_picture
from quizapp.interchange.word.runs import Kind
from quizapp.interchange.word.styles import Styles

__all__ = ["Document", "is_old_or_encrypted", "read_document"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NUMBERING = "numbering"
_STYLES = "styles"


def is_old_or_encrypted(data: bytes) -> bool:
    """Whether this is a container of Word before 2007, or of any encrypted document."""
    return data.startswith(_OLE)


class Document(NamedTuple):
    """A document's lines, what stands in it that is no text, and its pictures."""

    lines: Sequence[Line]
    findings: tuple[Finding, ...]
    pictures: tuple[PlacedPicture, ...]


def read_document(source: SourceFile) -> Document:
    """Read a document.

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
    package = Package(open_archive(source), source)
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
    pictures = tuple(_pictures(document_lines, lines, package))
    in_unicode, converted = lines_in_unicode(lines, source.filename)
    findings = (
        *converted,
        *_findings_of_columns(reader.left_out, source),
        *chain.from_iterable(map(_findings_of_line, document_lines, lines)),
    )
    return Document(in_unicode, findings, pictures)


def _pictures(
    document_lines: Sequence[DocumentLine], lines: Sequence[Line], package: Package
) -> Iterator[PlacedPicture]:
    """Give the pictures that are in the file; lines keep the kind of those that are not."""
    for document_line, line in zip(document_lines, lines, strict=True):
        found = [package.picture(relation) for relation in document_line.pictures]
        if found and all(data is not None and is_picture(data) for data in found):
            document_line.kinds.discard(Kind.PICTURE)
            yield from (PlacedPicture(line.place, data) for data in found if data is not None)


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
    Kind.PICTURE: N_("A picture stands here that is of no kind that can be taken over."),
    Kind.FORMULA: N_("A formula was written in TeX. Check that it says the same."),
    Kind.OBJECT: N_("A drawing, a chart or an embedded object stands here and was not read."),
}


def _findings_of_line(document_line: DocumentLine, line: Line) -> Iterator[Finding]:
    for kind in sorted(document_line.kinds):
        yield Finding(Problem(_MESSAGES[kind]), Action.CHECK, line.place, excerpt=line.text[:80])


def _failure(message: str, source: SourceFile, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, file=source.filename)])
