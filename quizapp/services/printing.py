"""Papers of a teacher's set: as pages to look at, and as PDF with their keys."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain.items import LANGUAGES, Language
from quizapp.interchange.answer_words import answer_of, option_label, prompt_label
from quizapp.interchange.banks import WrittenFile
from quizapp.interchange.print.labels import label, time_and_marks
from quizapp.interchange.print.layout import SET_LETTERS, PaperLayout, SectionBy
from quizapp.interchange.print.paper_sets import PaperSet, draw_sets, texts_in
from quizapp.interchange.print.papers import QUESTIONS_MAXIMUM, print_keys, print_papers
from quizapp.models import User
from quizapp.services.exporting import bank_to_export

__all__ = [
    "QUESTIONS_MAXIMUM",
    "SET_LETTERS",
    "PaperLayout",
    "PaperView",
    "SectionBy",
    "answer_of",
    "label",
    "option_label",
    "paper_view",
    "pdf",
    "printable",
    "prompt_label",
    "texts_in",
    "time_and_marks",
]


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


def pdf(
    session: Session,
    set_id: int,
    layout: PaperLayout,
    *,
    of_keys: bool,
    user: User,
    now: datetime,
    only: Collection[int] = (),
) -> WrittenFile:
    """Print the papers or their keys: a PDF, or an archive of one for each set.

    Raises as `bank_to_export` does, and `InvalidInputError` for too many questions.
    """
    bank = bank_to_export(session, set_id, user=user, now=now, only=only)
    return print_keys(bank, layout) if of_keys else print_papers(bank, layout)
