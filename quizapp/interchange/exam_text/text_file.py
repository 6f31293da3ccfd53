"""Plain text as a format: a paper in a .txt file, or pasted."""

from collections.abc import Iterable

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import FileFormat, Reading, SourceFile
from quizapp.interchange.exam_text.characters import folded
from quizapp.interchange.exam_text.labels import Family, head_labels, inner_labels
from quizapp.interchange.exam_text.lines import lines_of
from quizapp.interchange.exam_text.phrases import answer_label, is_key_heading
from quizapp.interchange.exam_text.reading import read_lines
from quizapp.interchange.kruti_dev.lines import lines_in_unicode
from quizapp.interchange.text_files import decoded, looks_binary

__all__ = ["FORMAT"]

NAME = "exam-text"
SECOND = 2
TEXT_MAXIMUM = 5_000_000
"""The longest text that is read, in characters: some 15,000 questions, half a minute."""
LOOKED_AT = 200_000
"""So many bytes from the beginning show whether a text has options."""


def recognises(source: SourceFile) -> bool:
    """Whether a text has two options in order: lettered, or numbered where answers are given."""
    head = SourceFile(source.data[:LOOKED_AT], source.filename)
    if looks_binary(head.data) or head.data.lstrip()[:1] in {b"<", b"{"}:
        return False
    text, _ = decoded(head)
    shown, _ = lines_in_unicode(lines_of(text), source.filename)
    lines = [folded(line.text) for line in shown]
    labels = [
        label
        for line in lines
        for readings in (head_labels(line), *inner_labels(line))
        for label in readings
    ]
    if _counts(label.ordinal for label in labels if label.family is not Family.NUMBER):
        return True
    return _counts(label.ordinal for label in labels) and any(
        answer_label(line) or is_key_heading(line) for line in lines
    )


def _counts(ordinals: Iterable[int]) -> bool:
    """Whether a second follows a first."""
    first = False
    for ordinal in ordinals:
        if first and ordinal == SECOND:
            return True
        first = first or ordinal == 1
    return False


def read(source: SourceFile) -> Reading:
    """Read a text. Raises `QuestionFileError` where it has no question, or is far too long."""
    text, findings = decoded(source)
    if len(text) > TEXT_MAXIMUM:
        message = N_("The text has %(length)d characters; at most %(maximum)d are read. Split it.")
        params = {"length": len(text), "maximum": TEXT_MAXIMUM}
        raise QuestionFileError([Problem(message, params, file=source.filename)])
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
