"""A Word file → lines: its package opened within bounds, its body read in order."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import open_archive
from quizapp.interchange.banks import Action, Finding, Place, SourceFile
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.pictures import Album, is_picture_alone
from quizapp.interchange.kruti_dev.lines import lines_in_unicode
from quizapp.interchange.typeset import line_of
from quizapp.interchange.word.body import BodyReader, DocumentLine
from quizapp.interchange.word.numbering import Numbering
from quizapp.interchange.word.package import Package
from quizapp.interchange.word.runs import Kind
from quizapp.interchange.word.styles import Styles

__all__ = ["Document", "is_old_or_encrypted", "read_document"]

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
"""How pictures begin that can be shown on pages."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NUMBERING = "numbering"
_STYLES = "styles"


def is_old_or_encrypted(data: bytes) -> bool:
    """Whether this is a container of Word before 2007, or of any encrypted document."""
    return data.startswith(_OLE)


class Document(NamedTuple):
    """A document's lines, what stands in it that is no text, and the pictures in its lines."""

    lines: Sequence[Line]
    findings: tuple[Finding, ...]
    album: Album


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
    album = Album()

    def character(relation: str, alt: str) -> str:
        data = package.picture(relation)
        return album.character(data, alt) if data is not None and data.startswith(_PICTURES) else ""

    reader = BodyReader(styles, numbering, character)
    document_lines = reader.read(package.body)
    lines = [
        line_of(line.pieces, Place(number, line.element))
        for number, line in enumerate(document_lines, start=1)
    ]
    if all(not line.text or is_picture_alone(line.text) for line in lines):
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
    return Document(in_unicode, findings, album)


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
    Kind.CROPPED: N_(
        "This picture is cut to a part of itself in Word; here all of it is shown. Save the part as"
        " a picture of its own if the rest must not be seen."
    ),
    Kind.FORMULA: N_("A formula was written in TeX. Check that it says the same."),
    Kind.OBJECT: N_("A drawing, a chart or an embedded object stands here and was not read."),
}


def _findings_of_line(document_line: DocumentLine, line: Line) -> Iterator[Finding]:
    for kind in sorted(document_line.kinds):
        yield Finding(Problem(_MESSAGES[kind]), Action.CHECK, line.place, excerpt=line.text[:80])


def _failure(message: str, source: SourceFile, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, file=source.filename)])
