"""Papers of a teacher's set: as pages to look at, and as PDF with their keys."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.items import LANGUAGES, Language, letter
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
from quizapp.models import Item, ItemStatus, QuestionSetItem, Quiz, User
from quizapp.services import jobs
from quizapp.services.exporting import bank_to_export
from quizapp.services.ownership import Permission, find_set

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

SECTION_NAME = "Section "
"""What a section without a name of its own is called, before its letter."""

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
    has_sections: bool


def printable(
    session: Session, set_id: int, *, user: User, now: datetime, only: Collection[int] = ()
) -> Printable:
    """Say what there is to print. Raises as `bank_to_export` does."""
    bank = _bank(session, set_id, user=user, now=now, only=only)
    found = {language for item in bank.items for language in item.content.texts}
    return Printable(
        bank.title,
        len(bank.items),
        tuple(each for each in LANGUAGES if each in found),
        len({item.category for item in bank.items}) > 1,
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
    bank = _bank(session, set_id, user=user, now=now, only=only)
    return PaperView(layout, draw_sets(bank.items, layout))


def prepare(
    session: Session, set_id: int, *, user: User, now: datetime, only: Collection[int] = ()
) -> ItemBank:
    """Give the questions to print.

    Raises as `bank_to_export` does, and `InvalidInputError` for too many questions.
    """
    return usable(_bank(session, set_id, user=user, now=now, only=only))


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
    find_set(session, set_id, user, Permission.USE)
    payload = {"set": set_id, "only": [*only], "layout": layout.as_data(), "keys": of_keys}
    return jobs.enqueue(session, PRINT_JOB, payload, owner=user, now=now, subject=layout.title)


def _bank(
    session: Session, set_id: int, *, user: User, now: datetime, only: Collection[int]
) -> ItemBank:
    """Give the questions to print, each with its section of the set as its category."""
    bank = bank_to_export(session, set_id, user=user, now=now, only=only)
    places = session.scalars(
        select(QuestionSetItem.section)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .where(
            QuestionSetItem.set_id == set_id,
            Item.status != ItemStatus.RETIRED,
            *([Item.id.in_(only)] if only else []),
        )
        .order_by(QuestionSetItem.position)
    ).all()
    names = _section_names(session, set_id, max(places) + 1)
    items = [
        replace(item, category=(names[place],))
        for item, place in zip(bank.items, places, strict=True)
    ]
    return replace(bank, items=items)


def _section_names(session: Session, set_id: int, count: int) -> list[str]:
    """Name the sections of a set as its newest quiz does that has so many."""
    for sections in session.scalars(
        select(Quiz.sections).where(Quiz.set_id == set_id).order_by(Quiz.id.desc())
    ):
        if len(sections) == count > 1:
            return [section["name"] for section in sections]
    return [SECTION_NAME + letter(place) for place in range(count)]
