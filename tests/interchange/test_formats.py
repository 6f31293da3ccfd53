"""The registry: finding out what a file is, and refusing what no reader should see."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.exam_text.text_file import TEXT_MAXIMUM

SAMPLES = Path(__file__).parent / "samples"
SETS = Path(__file__).resolve().parents[2] / "questions"
QUESTION = "1. Which river flows past Cuttack?\n(a) Mahanadi\n(b) Krishna\nAnswer: (a)\n"


def archive(**members: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return packed.getvalue()


def refusal(data: bytes, name: str = "file.zip") -> str:
    with pytest.raises(QuestionFileError) as caught:
        formats.read(SourceFile(data, name))
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (SETS / "polity.yaml", "quizapp"),
        (SAMPLES / "india.gift.txt", "gift"),
        (SAMPLES / "rivers.aiken.txt", "aiken"),
        (SAMPLES / "monuments.moodle.xml", "moodle-xml"),
        (SAMPLES / "rivers.qti12.xml", "qti-1.2"),
        (SAMPLES / "teacher.csv", "csv"),
    ],
)
def test_a_format_is_known_by_its_content(path: Path, name: str) -> None:
    assert formats.detect(SourceFile(path.read_bytes(), "without-a-name")).name == name


def test_a_format_can_be_forced() -> None:
    source = SourceFile(QUESTION.encode(), "paper.txt")
    assert formats.read(source).format == "exam-text"
    assert formats.read(source, "exam-text").items
    with pytest.raises(QuestionFileError, match="no format that can be read"):
        formats.read(source, "print")
    with pytest.raises(QuestionFileError, match="no format that can be read"):
        formats.read(source, "parchment")


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert "The file is empty." in refusal(data)


def test_what_is_too_large_is_not_looked_at() -> None:
    assert "at most 50 MB are read" in refusal(b"x" * (formats.SIZE_MAXIMUM + 1))
    long = QUESTION.encode() * (TEXT_MAXIMUM // len(QUESTION) + 1)
    assert "Split it." in refusal(long, "paper.txt")


def test_archives_that_are_damaged_or_dangerous_say_so() -> None:
    sound = archive(**{"readme.txt": b"nothing to ask" * 50})
    assert "in no format that can be read here. Possible: quizapp (YAML)" in refusal(sound)
    assert "damaged" in refusal(sound[: len(sound) // 2])
    assert "leads out of the archive" in refusal(archive(**{"../../etc/passwd": b"x"}))
    assert "too large when unpacked" in refusal(archive(**{"zeroes.xml": b"0" * 40_000_000}))
