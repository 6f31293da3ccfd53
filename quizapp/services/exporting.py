"""A teacher's set, or questions chosen from it, in every format that can be written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.errors import N_, InvalidInputError, NotFoundError, Problem
from quizapp.interchange import formats
from quizapp.interchange.banks import Finding, ItemBank, WrittenFile
from quizapp.interchange.print import papers
from quizapp.interchange.spreadsheets import templates
from quizapp.models import User
from quizapp.services.ownership import ensure_teacher
from quizapp.services.question_files import bank_of_set

__all__ = [
    "ExportOffer",
    "ExportView",
    "Loss",
    "bank_to_export",
    "export",
    "export_view",
    "grouped",
    "template",
]

TRIED_MAXIMUM = 100
"""Of so many questions the page says beforehand what each format cannot hold."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a file cannot hold, and the numbers of the questions that have it, from 1."""

    problem: Problem
    questions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """A format that questions can be had in.

    `losses` says how many kinds of things it cannot hold of them, None where that was not looked
    into; `refusals` why it cannot be written at all.
    """

    name: str
    title: str
    extension: str
    losses: int | None = None
    refusals: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class ExportView:
    """A set, how many of its questions are wanted, and the formats that they can be had in."""

    set_title: str
    questions: int
    offers: tuple[ExportOffer, ...]


def bank_to_export(
    session: Session, set_id: int, *, user: User, now: datetime, only: Collection[int] = ()
) -> ItemBank:
    """Give the questions of a set, or those of them that are chosen.

    Raises:
        NotFoundError: there is no such set of the user's.
        InvalidInputError: there is no question to export.
    """
    bank = bank_of_set(session, set_id, user=user, only=only)
    if not bank.items:
        raise InvalidInputError(N_("There is no question to export."))
    return replace(bank, written_at=now)


def export_view(
    session: Session, set_id: int, *, user: User, now: datetime, only: Collection[int] = ()
) -> ExportView:
    """Say in which formats the questions can be had, and what each cannot hold.

    Raises as `bank_to_export` does.
    """
    bank = bank_to_export(session, set_id, user=user, now=now, only=only)
    names = [name for name in formats.WRITABLE if name != papers.FORMAT.name]
    return ExportView(bank.title, len(bank.items), tuple(_offer(bank, name) for name in names))


def export(
    session: Session,
    set_id: int,
    format_name: str,
    *,
    user: User,
    now: datetime,
    only: Collection[int] = (),
) -> WrittenFile:
    """Write the questions in a format.

    Raises:
        NotFoundError: there is no such set of the user's, or no such format.
        InvalidInputError: there is no question, or the format cannot hold what they have.
    """
    bank = bank_to_export(session, set_id, user=user, now=now, only=only)
    if format_name not in formats.WRITABLE:
        raise NotFoundError(N_("There is no such format."))
    return formats.write(bank, format_name)


def template(kind: str, *, user: User) -> WrittenFile:
    """Give the sheet that teachers start from, as "csv" or "xlsx".

    Raises:
        NotFoundError: there is none of this kind.
    """
    ensure_teacher(user)
    if kind not in templates.KINDS:
        raise NotFoundError(N_("There is no such format."))
    return templates.template(kind)


def grouped(findings: Sequence[Finding]) -> tuple[Loss, ...]:
    """Gather findings that say the same."""
    items: dict[tuple[str, str], list[int]] = {}
    problems: dict[tuple[str, str], Problem] = {}
    for finding in findings:
        said = (finding.problem.message, finding.problem.text)
        problems.setdefault(said, finding.problem)
        numbers = items.setdefault(said, [])
        if finding.item is not None:
            numbers.append(finding.item + 1)
    return tuple(Loss(problems[said], tuple(numbers)) for said, numbers in items.items())


def _offer(bank: ItemBank, name: str) -> ExportOffer:
    chosen = formats.FORMATS[name]
    offer = ExportOffer(name, chosen.title, chosen.extensions[0])
    if len(bank.items) > TRIED_MAXIMUM:
        return offer
    try:
        return replace(offer, losses=len(grouped(formats.write(bank, name).findings)))
    except InvalidInputError as error:
        return replace(offer, refusals=error.problems)
