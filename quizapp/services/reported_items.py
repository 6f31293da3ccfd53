"""What students reported, for the teacher: item by item, each as the student met the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from quizapp.domain.marking import MarkingScheme, mark
from quizapp.domain.reports import ReportReason, ReportState
from quizapp.domain.responses import response_from
from quizapp.models import (
    Attempt,
    Item,
    ItemReport,
    ItemVersion,
    QuestionSet,
    Quiz,
    ResponseRecord,
    Role,
    StimulusRecord,
    User,
)
from quizapp.services.contents import content_of, with_content
from quizapp.services.ownership import Permission, ensure_teacher, item_permissions
from quizapp.services.paging import Page, fetch_page
from quizapp.services.reporting import reaches
from quizapp.services.results import ResultItem, result_item

__all__ = ["MOST_REPORTS", "ReportView", "ReportedItem", "list_reported"]

MOST_REPORTS = 10
"""How many reports of one item are shown at a time, the newest first."""

_ONE_MARK = MarkingScheme(right=Fraction(1), wrong=Fraction(0))


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report; `version` is the number of the item's version that it is about.

    `reporter_name` is None where it is a student of another teacher, whose quiz it was. `seen` is
    the question as the student saw and answered it, for one mark whatever the quiz gives;
    `may_open_quiz` tells whether the quiz and the attempt are the reader's to look at.
    """

    id: int
    reporter_name: str | None
    reason: ReportReason
    comment: str
    reported_at: datetime
    state: ReportState
    note: str
    decided_at: datetime | None
    decided_by: str | None
    quiz_id: int
    quiz_title: str
    daily_on: date | None
    may_open_quiz: bool
    attempt_id: int
    position: int
    version: int
    seen: ResultItem

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state is ReportState.OPEN


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """An item with the newest of its reports; `total` counts them all, `reporters` the students.

    `version` is the number of the item's present version, `may_edit` whether the reader may change
    it: in their quiz it can be somebody else's.
    """

    item_id: int
    may_edit: bool
    version: int
    reporters: int
    total: int
    reports: tuple[ReportView, ...]

    @property
    def open_reports(self) -> tuple[ReportView, ...]:
        """Those that are shown and wait for a decision."""
        return tuple(each for each in self.reports if each.is_open)


def list_reported(
    session: Session,
    *,
    user: User,
    state: ReportState | None = None,
    reason: ReportReason | None = None,
    item_id: int | None = None,
    page: int = 1,
    per_page: int = 10,
) -> Page[ReportedItem]:
    """List what reaches a teacher of reports, of all for an administrator: newest report first.

    That is on their items, and on those of others in their quizzes.

    As many queries for one item as for many.

    Args:
        session: where to look.
        user: whose items or quizzes.
        state: only reports in this state.
        reason: only reports of this kind.
        item_id: only those on this item.
        page: number from 1.
        per_page: items a page.

    Raises:
        NotAllowedError: the user is a student.
    """
    ensure_teacher(user)
    wanted = [reaches(user)]
    if state is not None:
        wanted.append(ItemReport.state == state)
    if reason is not None:
        wanted.append(ItemReport.reason == reason)
    if item_id is not None:
        wanted.append(Item.id == item_id)
    newest = func.max(ItemReport.reported_at)
    statement = (
        select(
            Item.id,
            Item.version_number,
            func.count(func.distinct(ItemReport.reporter_id)),
            func.count(ItemReport.id),
        )
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .join(ItemReport, ItemReport.item_version_id == ItemVersion.id)
        .join(Attempt, Attempt.id == ItemReport.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(*wanted)
        .group_by(Item.id, Item.version_number)
        .order_by(newest.desc(), Item.id.desc())
    )

    def made(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ReportedItem]:
        ids = [row[0] for row in rows]
        reports = _reports(session, ids, wanted, user)
        items = session.scalars(select(Item).where(Item.id.in_(ids)))
        permissions = item_permissions(session, items, user)
        return [
            ReportedItem(
                item_id,
                item_id in permissions and permissions[item_id].permits(Permission.EDIT),
                version,
                reporters,
                total,
                tuple(reports[item_id]),
            )
            for item_id, version, reporters, total in rows
        ]

    return fetch_page(session, statement, made, page=page, per_page=per_page)


def _reports(
    session: Session, item_ids: Sequence[int], wanted: Sequence[ColumnElement[bool]], user: User
) -> Mapping[int, list[ReportView]]:
    """Read the newest reports of each of these items."""
    place = func.row_number().over(
        partition_by=ItemVersion.item_id,
        order_by=(ItemReport.reported_at.desc(), ItemReport.id.desc()),
    )
    ranked = (
        select(ItemReport.id, place.label("place"))
        .join(ItemReport.version)
        .join(ItemVersion.item)
        .join(Attempt, Attempt.id == ItemReport.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(ItemVersion.item_id.in_(item_ids), *wanted)
        .subquery()
    )
    decider = aliased(User)
    to_version = selectinload(ItemReport.response).selectinload(ResponseRecord.version)
    rows = session.execute(
        select(ItemReport, User.display_name, decider.display_name, Quiz, QuestionSet.for_practice)
        .join(ranked, ranked.c.id == ItemReport.id)
        .join(User, User.id == ItemReport.reporter_id)
        .join(Attempt, Attempt.id == ItemReport.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .outerjoin(decider, decider.id == ItemReport.decided_by_id)
        .where(ranked.c.place <= MOST_REPORTS)
        .order_by(ItemReport.reported_at.desc(), ItemReport.id.desc())
        .options(
            *with_content(to_version),
            to_version.selectinload(ItemVersion.stimulus).selectinload(StimulusRecord.texts),
        )
    )
    found: dict[int, list[ReportView]] = {item_id: [] for item_id in item_ids}
    for report, reporter, decided_by, quiz, for_practice in rows:
        of_mine = for_practice or quiz.owner_id == user.id or user.role is Role.ADMIN
        view = _view(report, reporter if of_mine else None, decided_by, quiz, user)
        found[report.response.version.item_id].append(view)
    return found


def _view(
    report: ItemReport, reporter: str | None, decided_by: str | None, quiz: Quiz, user: User
) -> ReportView:
    return ReportView(
        id=report.id,
        reporter_name=reporter,
        reason=report.reason,
        comment=report.comment,
        reported_at=report.reported_at,
        state=report.state,
        note=report.note,
        decided_at=report.decided_at,
        decided_by=decided_by,
        quiz_id=quiz.id,
        quiz_title=quiz.title,
        daily_on=quiz.daily_on,
        may_open_quiz=quiz.owner_id == user.id or user.role is Role.ADMIN,
        attempt_id=report.attempt_id,
        position=report.position,
        version=report.response.version.number,
        seen=_seen(report.response, report.language),
    )


def _seen(record: ResponseRecord, language: str) -> ResultItem:
    content = content_of(record.version)
    given = mark(content, response_from(record.response), _ONE_MARK)
    return result_item(record, content, given, language)
