"""The project's own format as one of the formats: a set in YAML, read whole or not at all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from quizapp.domain.items import LANGUAGES
from quizapp.errors import Problem
from quizapp.interchange.banks import (
    Action,
    BankItem,
    FileFormat,
    Finding,
    ItemBank,
    Place,
    Reading,
    SetDetails,
    SourceFile,
    WrittenFile,
)
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.own_format.schema import NO_IMAGES, is_id
from quizapp.interchange.own_format.sets import (
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
            BankItem(
                content=question.content,
                id=question.id,
                place=Place(element=question.id),
                stimulus=question.stimulus,
            )
            for question in found.questions
        ),
    )


def write(bank: ItemBank) -> WrittenFile:
    """Write a set; questions with pictures are left out by name.

    Raises `InvalidInputError` where nothing is left to write.
    """
    slug = bank.details.slug or slug_of(bank.title)
    written = [item for item in bank.items if not item.content.images]
    languages = bank.languages or tuple(
        code for code in LANGUAGES if any(code in _languages(item) for item in written)
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
            SetQuestion(id_, replace(item.content, stimulus_ref=None), item.stimulus)
            for id_, item in zip(_ids(written), written, strict=True)
        ),
    )
    return WrittenFile(
        data=write_question_set(question_set).encode(),
        filename=f"{slug}.yaml",
        media_type=MEDIA_TYPE,
        findings=tuple(
            Finding(Problem(NO_IMAGES, field="images"), Action.LEFT_OUT, item.place, number)
            for number, item in enumerate(bank.items)
            if item.content.images
        ),
    )


def _languages(item: BankItem) -> set[str]:
    passage = {} if item.stimulus is None else item.stimulus.texts
    return {*item.content.texts, *passage}


def _ids(items: Sequence[BankItem]) -> list[str]:
    """Give each question its id, or a new one where other formats allowed what is none here."""
    own = {item.id for item in items if is_id(item.id)}
    free = (name for number in count(1) if (name := f"q{number:03d}") not in own)
    ids: dict[str, None] = {}
    for item in items:
        ids[item.id if item.id in own and item.id not in ids else next(free)] = None
    return list(ids)


FORMAT = FileFormat(
    name=NAME,
    title="quizapp (YAML)",
    extensions=("yaml", "yml"),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
    write=write,
)
