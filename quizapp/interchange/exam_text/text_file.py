"""Plain text as a format: a paper in a .txt file, or pasted."""

from quizapp.interchange.banks import FileFormat, Reading, SourceFile
from quizapp.interchange.exam_text.characters import folded
from quizapp.interchange.exam_text.labels import head_labels, inner_labels
from quizapp.interchange.exam_text.lines import lines_of
from quizapp.interchange.exam_text.reading import read_lines
from quizapp.interchange.kruti_dev.lines import lines_in_unicode
from quizapp.interchange.text_files import decoded, looks_binary

__all__ = ["FORMAT"]

NAME = "exam-text"
LOOKED_AT = 200_000
"""So many bytes from the beginning show whether a text has options."""


def recognises(source: SourceFile) -> bool:
    """Whether a text has two options in order."""
    head = SourceFile(source.data[:LOOKED_AT], source.filename)
    if looks_binary(head.data) or head.data.lstrip()[:1] in {b"<", b"{"}:
        return False
    text, _ = decoded(head)
    lines, _ = lines_in_unicode(lines_of(text), source.filename)
    wanted = 1
    for line in (folded(each.text) for each in lines):
        for readings in (head_labels(line), *inner_labels(line)):
            ordinals = {label.ordinal for label in readings}
            if wanted in ordinals and wanted > 1:
                return True
            wanted = 2 if 1 in ordinals else wanted
    return False


def read(source: SourceFile) -> Reading:
    """Read a text. Raises `QuestionFileError` where it has no question."""
    text, findings = decoded(source)
    lines, converted = lines_in_unicode(lines_of(text), source.filename)
    return read_lines(
        lines,
        format_name=NAME,
        findings=(*findings, *converted),
        filename=source.filename,
    )


FORMAT = FileFormat(
    name=NAME,
    title="Text of a question paper",
    extensions=("txt",),
    media_type="text/plain",
    recognises=recognises,
    read=read,
)
