"""Papers of a teacher's set: as pages to look at, and as PDF with their keys."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain.items import LANGUAGES, Language
from quizapp.interchange.answer_words import answer_of, option_label, prompt_label
from quizapp.interchange.banks import ItemBank, WrittenFile
from quizapp.interchange.print.labels import label, time_and_marks
from quizapp.interchange.print.layout import SET_LETTERS, PaperLayout, SectionBy
from quizapp.interchange.print.paper_sets import PaperSet, draw_sets, texts_in
from quizapp.interchange.print.papers import (
    QUESTIONS_MAXIMUM,
    losses,
    print_keys,
    print_papers,
    usable,
)
from quizapp.models import User
from quizapp.services import jobs
from quizapp.services.exporting import bank_to_export
from quizapp.services.ownership import own_set

__all__ = [
    "PRINT_JOB",
    "QUESTIONS_MAXIMUM",
    "SET_LETTERS",
    "PaperLayout",
    "PaperView",
    "SectionBy",
    "answer_of",
    "label",
    "losses",
    "option_label",
    "paper_view",
    "pdf",
    "prepare",
    "printable",
    "prompt_label",
    "start",
    "takes_long",
    "texts_in",
    "time_and_marks",
]

PRINT_JOB = "print-papers"
"""The kind of the background job that prints."""

AT_ONCE_MAXIMUM = 300
"""So many questions, counted in each set, are printed while the teacher waits: two seconds."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """The sets of a paper as they are shown on a page."""

    layout: PaperLayout
    sets: tuple[PaperSet, ...]


@dataclass(frozen=True, slots=True)
class Printable:
    """What the form of printing needs to know of a set."""

    title: str
    questions: int
    languages: tuple[Language, ...]


def printable(
    session: Session, set_id: int, *, user: User, now: datetime, only: Collection[int] = ()
) -> Printable:
    """Say what there is to print. Raises as `bank_to_export` does."""
    bank = bank_to_export(session, set_id, user=user, now=now, only=only)
    found = {language for item in bank.items for language in item.content.texts}
    return Printable(
        bank.title, len(bank.items), tuple(each for each in LANGUAGES if each in found)
    )


def paper_view(
    session: Session,
    set_id: int,
    layout: PaperLayout,
    *,
    user: User,
    now: datetime,
    only: Collection[int] = (),
) -> PaperView:
    """Draw the sets to be looked at. Raises as `bank_to_export` does."""
    bank = bank_to_export(session, set_id, user=user, now=now, only=only)
    return PaperView(layout, draw_sets(bank.items, layout))


def prepare(
    session: Session, set_id: int, *, user: User, now: datetime, only: Collection[int] = ()
) -> ItemBank:
    """Give the questions to print.

    Raises as `bank_to_export` does, and `InvalidInputError` for too many questions.
    """
    return usable(bank_to_export(session, set_id, user=user, now=now, only=only))


def takes_long(bank: ItemBank, layout: PaperLayout) -> bool:
    """Whether so much is to be drawn that nobody should wait for it."""
    return len(bank.items) * layout.sets > AT_ONCE_MAXIMUM


def pdf(bank: ItemBank, layout: PaperLayout, *, of_keys: bool) -> WrittenFile:
    """Print the papers or their keys: a PDF, or an archive of one for each set.

    Needs no database, and may take long.
    """
    return print_keys(bank, layout) if of_keys else print_papers(bank, layout)


def start(
    session: Session,
    set_id: int,
    layout: PaperLayout,
    *,
    of_keys: bool,
    user: User,
    now: datetime,
    only: Collection[int] = (),
) -> int:
    """Have papers or keys printed in the background; returns the id of the job.

    Raises `NotFoundError`, and `ConflictError` where too much of the user's work waits already.
    """
    own_set(session, set_id, user)
    payload = {"set": set_id, "only": [*only], "layout": layout.as_data(), "keys": of_keys}
    return jobs.enqueue(session, PRINT_JOB, payload, owner=user, now=now, subject=layout.title)
