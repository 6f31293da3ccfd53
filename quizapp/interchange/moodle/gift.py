"""GIFT as one of the formats."""

from quizapp.interchange.banks import FileFormat
from quizapp.interchange.moodle.gift_reader import NAME, read, recognises
from quizapp.interchange.moodle.gift_writer import MEDIA_TYPE, write

__all__ = ["FORMAT"]

FORMAT = FileFormat(
    name=NAME,
    title="GIFT (Moodle)",
    extensions=("txt", "gift"),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
    write=write,
)
