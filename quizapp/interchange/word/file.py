"""A Word file as a format: its lines read as a question paper."""

from quizapp.errors import QuestionFileError
from quizapp.interchange.archives import is_archive, open_archive
from quizapp.interchange.banks import FileFormat, Reading, SourceFile
from quizapp.interchange.exam_text.reading import read_lines
from quizapp.interchange.word.document import is_old_or_encrypted, read_document

__all__ = ["FORMAT"]

NAME = "docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STREAM_OF_WORD = "WordDocument".encode("utf-16-le")


def recognises(source: SourceFile) -> bool:
    """Whether this is a package with a Word document in it, or an old or encrypted one."""
    if is_old_or_encrypted(source.data):
        return source.extension in {"doc", "docx"} or _STREAM_OF_WORD in source.data
    if not is_archive(source.data):
        return False
    try:
        return any(name.startswith("word/") for name in open_archive(source))
    except QuestionFileError:
        return source.extension == "docx"


def read(source: SourceFile) -> Reading:
    """Read a Word file. Raises `QuestionFileError` for one that cannot be opened or is empty."""
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
    title="Word (.docx)",
    extensions=("docx",),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
)
