"""Moodle XML as one of the formats."""

from quizapp.interchange.banks import FileFormat
from quizapp.interchange.moodle.xml_reader import NAME, read, recognises
from quizapp.interchange.moodle.xml_writer import MEDIA_TYPE, write

__all__ = ["FORMAT"]

FORMAT = FileFormat(
    name=NAME,
    title="Moodle XML",
    extensions=("xml",),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
    write=write,
)
