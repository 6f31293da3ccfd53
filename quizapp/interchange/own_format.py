"""The project's own format as one of the formats: a set in YAML, read whole or not at all."""

import re

from quizapp.domain.topics import SLUG
from quizapp.interchange.banks import (
    BankItem,
    FileFormat,
    ItemBank,
    Place,
    Reading,
    SetDetails,
    SourceFile,
    WrittenFile,
)
from quizapp.interchange.question_sets import (
    QuestionSetFile,
    SetQuestion,
    read_question_set,
    write_question_set,
)

__all__ = ["FORMAT"]

NAME = "quizapp"
MEDIA_TYPE = "application/yaml"
HEAD = 4_000
"""So many bytes from the beginning show whether a file is a set."""

_SCHEMA = re.compile(rb"^schema:", re.MULTILINE)
_NOT_OF_A_SLUG = re.compile(r"[^a-z0-9]+")


def recognises(source: SourceFile) -> bool:
    """Whether the file begins like a question set."""
    return _SCHEMA.search(source.data[:HEAD]) is not None


def read(source: SourceFile) -> Reading:
    """Read a set. Raises `QuestionFileError` with every problem that it has."""
    found = read_question_set(source.data, filename=source.filename)
    return Reading(
        format=NAME,
        title=found.title,
        details=SetDetails(
            description=found.description,
            slug=found.slug,
            preset=found.preset,
            licence=found.licence,
            source_notes=found.source_notes,
        ),
        items=tuple(
            BankItem(content=question.content, id=question.id, place=Place(element=question.id))
            for question in found.questions
        ),
    )


def write(bank: ItemBank) -> WrittenFile:
    """Write a set. Raises `InvalidInputError` for what the format cannot carry."""
    slug = bank.details.slug or slug_of(bank.title)
    languages = bank.languages or tuple(
        dict.fromkeys(language for item in bank.items for language in item.content.texts)
    )
    question_set = QuestionSetFile(
        title=bank.title,
        slug=slug,
        description=bank.details.description,
        languages=languages,
        licence=bank.details.licence,
        source_notes=bank.details.source_notes,
        preset=bank.details.preset,
        questions=tuple(
            SetQuestion(item.id or f"q{number:03d}", item.content)
            for number, item in enumerate(bank.items, start=1)
        ),
    )
    data = write_question_set(question_set).encode()
    return WrittenFile(data=data, filename=f"{slug}.yaml", media_type=MEDIA_TYPE)


def slug_of(title: str) -> str:
    """Make a short name of a title; "questions" where none of its letters can stand in one."""
    slug = _NOT_OF_A_SLUG.sub("-", title.casefold()).strip("-")[:80].strip("-")
    return slug if SLUG.fullmatch(slug) else "questions"


FORMAT = FileFormat(
    name=NAME,
    title="quizapp (YAML)",
    extensions=("yaml", "yml"),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
    write=write,
)
