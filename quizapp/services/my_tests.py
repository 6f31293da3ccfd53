"""A student's own tests: listing, renaming, deleting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, exists, func, select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import AttemptState, submission
from quizapp.domain.responses import Blank, response_from
from quizapp.errors import N_, NotFoundError
from quizapp.models import (
    Article,
    Attempt,
    Item,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    QuizStatus,
    ResponseRecord,
    User,
)
from quizapp.services import audit
from quizapp.services.closing import close
from quizapp.services.ownership import ID_MAXIMUM, locked
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.quizzes import QuizCard, cards_of
from quizapp.services.texts import one_line

__all__ = ["card_of_test", "delete_test", "list_tests", "rename_test"]

TITLE_MAXIMUM: Final = 200


def list_tests(
    session: Session, *, user: User, now: datetime, page: int = 1, per_page: int = PER_PAGE
) -> Page[QuizCard]:
    """List the user's own tests, newest first."""
    statement = (
        select(Quiz, QuestionSet.description)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(
            Quiz.owner_id == user.id,
            Quiz.status == QuizStatus.OPEN,
            QuestionSet.for_practice.is_(True),
        )
        .order_by(Quiz.created_at.desc(), Quiz.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[QuizCard]:
        return cards_of(session, [(quiz, text) for quiz, text in rows], user=user, now=now)

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def card_of_test(session: Session, quiz_id: int, *, user: User, now: datetime) -> QuizCard:
    """Show one of the user's own tests as it stands in their list.

    Raises:
        NotFoundError: there is none of the user's with this id.
    """
    quiz, found = _own(session, quiz_id, user)
    return cards_of(session, [(quiz, found.description)], user=user, now=now)[0]


def rename_test(session: Session, quiz_id: int, *, title: str, user: User, now: datetime) -> None:
    """Give a test another title.

    Raises:
        NotFoundError: there is none of the user's with this id.
        InvalidInputError: field title.
    """
    quiz, found = _own(session, quiz_id, user)
    quiz.title = found.title = one_line(title, "title", maximum=TITLE_MAXIMUM, required=True)
    audit.record(session, "quiz.rename", "quiz", quiz.id, actor=user, at=now)
    session.flush()


def delete_test(session: Session, quiz_id: int, *, user: User, now: datetime) -> None:
    """Take a test off the user's list. What was submitted of it stays in their progress.

    An attempt in progress is submitted as it stands, or thrown away where nothing is answered. The
    article of a test of which nothing was submitted is deleted with it.

    Raises:
        NotFoundError: there is none of the user's with this id.
    """
    quiz, found = _own(session, quiz_id, user)
    _end_attempts(session, quiz, user, now)
    audit.record(session, "quiz.delete", "quiz", quiz.id, actor=user, at=now, title=quiz.title)
    taken = session.scalar(select(func.count(Attempt.id)).where(Attempt.quiz_id == quiz.id))
    if taken:
        quiz.status = QuizStatus.CLOSED
    else:
        session.delete(quiz)
        session.flush()
        session.execute(delete(QuestionSet).where(QuestionSet.id == found.id))
        session.expunge(found)
        if found.article_id is not None:
            _delete_article(session, found.article_id)
    session.flush()


def _delete_article(session: Session, article_id: int) -> None:
    """Delete an article that nobody was asked about, unless its questions stand in another test."""
    used = exists().where(
        QuestionSetItem.item_id == Item.id, Item.article_id == article_id
    ) | exists().where(
        ResponseRecord.item_version_id == ItemVersion.id,
        ItemVersion.item_id == Item.id,
        Item.article_id == article_id,
    )
    if not session.scalar(select(used)):
        session.execute(delete(Item).where(Item.article_id == article_id))
        session.execute(delete(Article).where(Article.id == article_id))


def _end_attempts(session: Session, quiz: Quiz, user: User, now: datetime) -> None:
    going_on = session.scalars(
        select(Attempt)
        .where(Attempt.quiz_id == quiz.id, Attempt.state == AttemptState.IN_PROGRESS)
        .options(selectinload(Attempt.responses))
        .with_for_update()
    ).all()
    for attempt in going_on:
        answers = [response_from(record.response) for record in attempt.responses]
        if all(isinstance(answer, Blank) for answer in answers):
            session.delete(attempt)
        else:
            close(
                session, [attempt], {attempt.id: submission(attempt.deadline_at, now)}, actor=user
            )
    session.flush()


def _own(session: Session, quiz_id: int, user: User) -> tuple[Quiz, QuestionSet]:
    quiz: Quiz | None = locked(session, Quiz, quiz_id) if 0 < quiz_id <= ID_MAXIMUM else None
    if quiz is not None and quiz.owner_id == user.id and quiz.status is QuizStatus.OPEN:
        found = session.get_one(QuestionSet, quiz.set_id)
        if found.for_practice:
            return quiz, found
    raise NotFoundError(N_("There is no such test."))
