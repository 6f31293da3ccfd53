"""Question sets from files into the database, and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.items import LANGUAGES
from quizapp.errors import N_, NotFoundError
from quizapp.interchange.question_sets import (
    QuestionSetFile,
    SetQuestion,
    read_question_set,
    write_question_set,
)
from quizapp.models import Item, ItemStatus, QuestionSet, QuestionSetItem, User
from quizapp.services import audit
from quizapp.services.items import add_item, current_contents
from quizapp.services.ownership import ensure_teacher, own_set
from quizapp.services.sets import make_set

__all__ = ["ExportedSet", "ImportedSet", "export_set", "import_set", "slugs", "store_set"]


@dataclass(frozen=True, slots=True)
class ImportedSet:
    """A set that was stored, with the number of its items."""

    set_id: int
    slug: str
    title: str
    items: int


@dataclass(frozen=True, slots=True)
class ExportedSet:
    """A question file."""

    filename: str
    text: str


def import_set(
    session: Session, *, data: bytes, filename: str, owner: User, now: datetime
) -> ImportedSet:
    """Store the set of a question file, whole or not at all.

    Raises:
        QuestionFileError: the file has problems; all of them are named.
        ConflictError: there is a set with this slug.
        NotAllowedError: the owner is a student.
    """
    ensure_teacher(owner)
    read = read_question_set(data, filename=filename)
    stored = store_set(session, read, owner=owner, author=owner, now=now)
    return ImportedSet(stored.id, stored.slug, stored.title, len(read.questions))


def store_set(
    session: Session, read: QuestionSetFile, *, owner: User, author: User | None, now: datetime
) -> QuestionSet:
    """Store a set that was read; its items are accepted and keep the file's ids.

    Raises:
        ConflictError: there is a set with this slug.
    """
    items = add_questions(session, read.questions, owner=owner, author=author, now=now)
    stored = make_set(
        session,
        items,
        owner=owner,
        title=read.title,
        description=read.description,
        slug=read.slug,
        external_ids=[question.id for question in read.questions],
        now=now,
    )
    stored.preset, stored.licence = read.preset, read.licence
    stored.source_notes = read.source_notes
    audit.record(session, "set.import", "set", stored.id, actor=author, at=now, items=len(items))
    session.flush()
    return stored


def add_questions(
    session: Session,
    questions: Sequence[SetQuestion],
    *,
    owner: User,
    author: User | None,
    now: datetime,
) -> list[Item]:
    """Store the questions of a file as accepted items."""
    items = [
        add_item(
            session,
            question.content,
            owner=owner,
            status=ItemStatus.ACCEPTED,
            now=now,
            author=author,
        )
        for question in questions
    ]
    session.flush()
    return items


def export_set(session: Session, which: int | str, *, user: User | None) -> ExportedSet:
    """Write a set as a question file, as it stands now.

    Args:
        session: where to look.
        which: its id or its slug.
        user: whose set it must be; None for the command line, which may see all.

    Raises:
        NotFoundError: there is no such set of the user's.
        InvalidInputError: it has what question files cannot carry.
    """
    found = _find(session, which, user)
    rows = session.execute(
        select(QuestionSetItem.position, QuestionSetItem.external_id, Item)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .where(QuestionSetItem.set_id == found.id, Item.status != ItemStatus.RETIRED)
        .order_by(QuestionSetItem.position)
    ).all()
    contents = current_contents(session, [row.Item for row in rows])
    questions = tuple(
        SetQuestion(row.external_id or f"{found.slug}-{row.position:02}", contents[row.Item.id])
        for row in rows
    )
    used = {language for question in questions for language in question.content.texts}
    text = write_question_set(
        QuestionSetFile(
            title=found.title,
            slug=found.slug,
            description=found.description,
            languages=tuple(each for each in LANGUAGES if each in used),
            licence=found.licence,
            source_notes=found.source_notes,
            preset=found.preset,
            questions=questions,
        )
    )
    return ExportedSet(f"{found.slug}.yaml", text)


def slugs(session: Session) -> list[str]:
    """List the names of all sets, in alphabetical order."""
    return list(session.scalars(select(QuestionSet.slug).order_by(QuestionSet.slug)))


def _find(session: Session, which: int | str, user: User | None) -> QuestionSet:
    set_id = (
        which
        if isinstance(which, int)
        else session.scalar(select(QuestionSet.id).where(QuestionSet.slug == which))
    )
    if set_id is not None and user is not None:
        return own_set(session, set_id, user)
    found = None if set_id is None else session.get(QuestionSet, set_id)
    if found is None:
        raise NotFoundError(N_("There is no question set “%(which)s”."), which=str(which)[:80])
    return found
