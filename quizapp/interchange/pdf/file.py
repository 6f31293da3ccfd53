"""A PDF as a format: its lines read as a question paper."""

from quizapp.interchange.banks import FileFormat, Reading, SourceFile
from quizapp.interchange.exam_text.reading import read_lines
from quizapp.interchange.pdf.document import read_document

__all__ = ["FORMAT"]

NAME = "pdf"
HEAD = 1_024
"""The mark of a PDF may stand anywhere in so many bytes, as programs that show PDFs allow."""


def recognises(source: SourceFile) -> bool:
    """Whether this is a PDF."""
    return b"%PDF-" in source.data[:HEAD]


def read(source: SourceFile) -> Reading:
    """Read a PDF. Raises `QuestionFileError` for one that cannot be opened or has no text."""
    document = read_document(source)
    return read_lines(
        document.lines,
        format_name=NAME,
        findings=document.findings,
        filename=source.filename,
        album=document.album,
    )


FORMAT = FileFormat(
    name=NAME,
    title="PDF",
    extensions=("pdf",),
    media_type="application/pdf",
    recognises=recognises,
    read=read,
)
