"""Practice: an answer is checked as soon as the student wants, and is final from then on.

This and the result are the only ways by which a key or an explanation leaves the server, and this
one only in practice, and only for what was checked.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.disclosure import Disclosed
from quizapp.domain.regrading import regraded
from quizapp.domain.responses import Blank, response_from
from quizapp.domain.saving import SaveOutcome
from quizapp.errors import N_, ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    Attempt,
    ItemVersion,
    Quiz,
    QuizMode,
    ResponseRecord,
    StimulusRecord,
    User,
)
from quizapp.services.closing import (
    Holding,
    ensure_going_on,
    ensure_section_open,
    own_attempt,
    regrades_of,
)
from quizapp.services.contents import content_of, with_content
from quizapp.services.disclosing import shown_to_student
from quizapp.services.results import ResultItem, result_item
from quizapp.services.rules import paper_sections
from quizapp.services.saving import Save, save_form

__all__ = ["check", "checked_questions"]

POSITION_MAXIMUM = 2**31 - 1


def check(
    session: Session,
    attempt_id: int,
    position: int,
    *,
    user: User,
    now: datetime,
    save: Save | None = None,
) -> None:
    """Make a response final; from then on `checked_questions` shows what is right.

    Checking again with the same response changes nothing.

    Args:
        session: where to write.
        attempt_id: the attempt.
        position: of the question, from 1.
        user: whose attempt it is.
        now: the time.
        save: the answer of a form, saved first; None takes what is stored.

    Raises:
        NotFoundError: no attempt of the user's, or no such question in it.
        AttemptOverError: it is submitted, or its time is up.
        SectionClosedError: its section may not be taken now.
        ConflictError: it is a mock test; or another response was saved or checked before.
        InvalidInputError: field response: nothing is answered, or it does not fit the question.
    """
    attempt = own_attempt(session, attempt_id, user=user, lock=True)
    ensure_going_on(attempt, now)
    if session.get_one(Quiz, attempt.quiz_id).mode is not QuizMode.PRACTICE:
        raise ConflictError(
            N_("This is a mock test: right answers are shown after it is submitted.")
        )
    if save is not None:
        result = save_form(session, attempt_id, save, user=user, now=now)
        if result.outcome is SaveOutcome.ELSEWHERE:
            raise ConflictError(
                N_("This question was answered in another window meanwhile; load it again.")
            )
    record = session.get(ResponseRecord, (attempt.id, min(max(position, 0), POSITION_MAXIMUM)))
    if record is None:
        raise NotFoundError(N_("This attempt has no question %(position)d."), position=position)
    ensure_section_open(attempt, paper_sections(attempt)[record.section], now)
    if isinstance(response_from(record.response), Blank):
        raise InvalidInputError(
            N_("Answer the question first; then you can check your answer."), field="response"
        )
    if record.checked_at is None:
        record.checked_at = now
        session.flush()


def checked_questions(
    session: Session,
    attempt_id: int,
    *,
    user: User,
    now: datetime,
    position: int | None = None,
    language: str | None = None,
) -> Mapping[int, ResultItem]:
    """Show what was checked so far, by position: as many queries for one as for many.

    Args:
        session: where to look.
        attempt_id: the attempt.
        user: whose attempt it is.
        now: the time.
        position: only this question, from 1.
        language: of the questions; the user's where it is None.

    Raises:
        NotFoundError: no attempt of the user's.
    """
    attempt = own_attempt(session, attempt_id, user=user)
    statement = select(ResponseRecord).where(
        ResponseRecord.attempt_id == attempt.id, ResponseRecord.checked_at.is_not(None)
    )
    if position is not None:
        statement = statement.where(ResponseRecord.position == position)
    to_version = selectinload(ResponseRecord.version)
    records = session.scalars(
        statement.order_by(ResponseRecord.position).options(
            *with_content(to_version),
            to_version.selectinload(ItemVersion.stimulus).selectinload(StimulusRecord.texts),
        )
    ).all()
    versions = {each.item_version_id for each in records}
    standing = regrades_of(session, versions, [attempt.quiz_id])[attempt.quiz_id]
    shown = shown_to_student(attempt, session.get_one(Quiz, attempt.quiz_id), now)
    explained = Disclosed.EXPLANATIONS in shown
    return {
        each.position: _shown(
            attempt,
            each,
            language or user.language,
            standing.get(each.item_version_id),
            explained=explained,
        )
        for each in records
    }


def _shown(
    attempt: Attempt,
    record: ResponseRecord,
    language: str,
    held: Holding | None,
    *,
    explained: bool,
) -> ResultItem:
    content = content_of(record.version)
    scheme = paper_sections(attempt)[record.section].scheme
    regrade = None if held is None else held.regrade
    given = regraded(content, response_from(record.response), scheme, regrade)
    return result_item(record, content, given, language, held=held, explained=explained)
