"""Reporting a question, and deciding about reports."""

from datetime import timedelta

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AdminFactory,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    UserFactory,
    content,
)
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from taking import at, keys, quiz_of, records, started, taken, user_of

from quizapp.domain.items import ItemText
from quizapp.domain.reports import REPORTS_MAXIMUM, ReportReason, ReportState
from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import Attempt, AuditEntry, Item, ItemReport, Quiz, User
from quizapp.services import items, reporting
from quizapp.services.paging import Page
from quizapp.services.reported_items import MOST_REPORTS, ReportedItem, list_reported


def send(
    session: Session,
    attempt: Attempt,
    position: int = 1,
    reason: ReportReason = ReportReason.WRONG_KEY,
    comment: str = "",
    **given: object,
) -> None:
    reporting.report(
        session,
        attempt.id,
        position,
        reason=reason,
        comment=comment,
        **{"user": user_of(session, attempt), "now": at(5), **given},
    )


def stored(session: Session) -> list[ItemReport]:
    return list(session.scalars(select(ItemReport).order_by(ItemReport.id)))


def owner_of(session: Session, quiz: Quiz) -> User:
    return session.get_one(User, quiz.owner_id)


def decide(session: Session, actor: User, decision: ReportState, *ids: int, note: str = "") -> None:
    reporting.decide(session, ids, decision=decision, note=note, actor=actor, now=at(60))


def actions(session: Session) -> list[str]:
    return list(
        session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.subject_type == "report")
            .order_by(AuditEntry.id)
        )
    )


def inbox(session: Session, user: User, **asked: object) -> Page[ReportedItem]:
    return list_reported(session, user=user, **asked)


class TestSending:
    def test_a_report_holds_what_the_student_met(self, session: Session) -> None:
        attempt = taken(session, quiz_of(3), "rw-")
        send(session, attempt, 2, comment="  1988 is right:\r\nsee the article.  ")
        (report,) = stored(session)
        record = records(session, attempt)[1]
        assert (report.attempt_id, report.position) == (attempt.id, 2)
        assert report.item_version_id == record.item_version_id
        assert report.reporter_id == attempt.user_id
        assert (report.reason, report.state) == (ReportReason.WRONG_KEY, ReportState.OPEN)
        assert report.comment == "1988 is right:\nsee the article."
        assert (report.language, report.reported_at) == ("en", at(5))
        assert actions(session) == ["report.send"]

    def test_it_tells_the_language_that_the_question_was_read_in(self, session: Session) -> None:
        both = {
            language: ItemText(f"{language}?", ("1987", "1988", "1991", "1993"), "")
            for language in ("en", "hi")
        }
        made = [ItemFactory(content=content(texts=both)), ItemFactory(content=content())]
        quiz = QuizFactory(question_set=QuestionSetFactory(items=made), shuffle_items=False)
        attempt = taken(session, quiz, "rr")
        send(session, attempt, 1, language="hi")
        send(session, attempt, 2, language="hi")
        assert [report.language for report in stored(session)] == ["hi", "en"]

    def test_a_second_one_changes_the_open_one(self, session: Session) -> None:
        quiz = quiz_of(1)
        first = taken(session, quiz, "r")
        student = user_of(session, first)
        send(session, first)
        again = taken(session, quiz, "w", student, at(2))
        send(session, again, 1, ReportReason.UNCLEAR, "Which town?", now=at(8))
        (report,) = stored(session)
        assert (report.attempt_id, report.reason) == (again.id, ReportReason.UNCLEAR)
        assert (report.comment, report.reported_at) == ("Which town?", at(8))
        assert actions(session) == ["report.send", "report.send"]

    def test_sent_twice_is_once(self, session: Session) -> None:
        attempt = taken(session, quiz_of(1), "r")
        send(session, attempt)
        send(session, attempt, now=at(9))
        assert [report.reported_at for report in stored(session)] == [at(5)]
        assert actions(session) == ["report.send"]

    def test_a_new_version_or_a_decision_makes_room_for_a_new_one(self, session: Session) -> None:
        quiz = quiz_of(1)
        attempt = taken(session, quiz, "r")
        student, teacher = user_of(session, attempt), owner_of(session, quiz)
        send(session, attempt)
        item = session.scalars(select(Item)).one()
        view = items.get_item(session, item.id, user=teacher)
        items.edit(
            session,
            item.id,
            content=content("Which year?"),
            expected_version=view.version,
            actor=teacher,
            now=at(6),
        )
        send(session, taken(session, quiz, "r", student, at(7)), now=at(9))
        assert len(stored(session)) == 2
        decide(session, teacher, ReportState.DISMISSED, stored(session)[0].id)
        send(session, attempt, now=at(70))
        assert [report.state for report in stored(session)] == [
            ReportState.DISMISSED,
            ReportState.OPEN,
            ReportState.OPEN,
        ]

    def test_it_waits_until_the_attempt_is_submitted(self, session: Session) -> None:
        attempt = started(session, quiz_of(1))
        with pytest.raises(ConflictError, match="Submit it"):
            send(session, attempt)
        send(session, attempt, now=at(11))  # the clock has submitted it
        assert len(stored(session)) == 1

    @pytest.mark.parametrize("position", [0, -1, 4, 2**40])
    def test_there_must_be_such_a_question(self, session: Session, position: int) -> None:
        attempt = taken(session, quiz_of(3), "rrr")
        with pytest.raises(NotFoundError):
            send(session, attempt, position)

    def test_another_student_s_attempt_does_not_exist(self, session: Session) -> None:
        quiz = quiz_of(1)
        attempt = taken(session, quiz, "r")
        for somebody in (UserFactory(), owner_of(session, quiz), AdminFactory()):
            with pytest.raises(NotFoundError):
                send(session, attempt, user=somebody)
            with pytest.raises(NotFoundError):
                reporting.report_page(session, attempt.id, 1, user=somebody, now=at(5))

    def test_a_comment_has_an_end(self, session: Session) -> None:
        attempt = taken(session, quiz_of(1), "r")
        send(session, attempt, comment="x" * 1000)
        with pytest.raises(InvalidInputError, match="1001 characters; at most 1000") as caught:
            send(session, attempt, comment="x" * 1001)
        assert caught.value.field == "comment"
        with pytest.raises(InvalidInputError, match="control character"):
            send(session, attempt, comment="a\x00b")

    def test_there_is_a_limit_an_hour(self, session: Session) -> None:
        size = REPORTS_MAXIMUM + 1
        attempt = taken(session, quiz_of(size), "r" * size)
        for position in range(1, size):
            send(session, attempt, position, now=at(position))
        with pytest.raises(reporting.TooManyReportsError, match="Wait 30 min") as caught:
            send(session, attempt, size, now=at(31))
        assert caught.value.params["count"] == REPORTS_MAXIMUM
        # A change counts too; what was sent already is no change.
        with pytest.raises(reporting.TooManyReportsError):
            send(session, attempt, 1, ReportReason.OTHER, now=at(31))
        send(session, attempt, 1, now=at(31))
        # Somebody else is not kept from it, and neither is the student an hour later.
        send(session, taken(session, quiz_of(1), "r"), now=at(31))
        send(session, attempt, size, now=at(61))

    def test_the_page_shows_the_question_and_no_key(self, session: Session) -> None:
        attempt = taken(session, quiz_of(1), "w")
        student = user_of(session, attempt)
        page = reporting.report_page(session, attempt.id, 1, user=student, now=at(5))
        assert page.report is None
        assert sum(option.chosen for option in page.shown.options) == 1
        send(session, attempt, comment="Why?")
        page = reporting.report_page(session, attempt.id, 1, user=student, now=at(5))
        assert page.report is not None
        assert page.report.comment == "Why?"
        decide(session, AdminFactory(), ReportState.RESOLVED, stored(session)[0].id)
        assert (
            reporting.report_page(session, attempt.id, 1, user=student, now=at(70)).report is None
        )


class TestTheDatabase:
    def test_holds_one_open_report(self, session: Session) -> None:
        attempt = taken(session, quiz_of(1), "r")
        send(session, attempt)
        (report,) = stored(session)
        twin = {
            column.key: getattr(report, column.key)
            for column in ItemReport.__mapper__.columns
            if column.key != "id"
        }
        session.add(ItemReport(**twin))
        with pytest.raises(IntegrityError):
            session.flush()

    @pytest.mark.parametrize(
        "changes",
        [
            {"state": ReportState.RESOLVED},
            {"decided_at": NOW},
            {"comment": "x" * 1001},
            {"note": "x" * 1001},
            {"position": 99},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_refuses_what_cannot_be(self, session: Session, changes: dict[str, object]) -> None:
        send(session, taken(session, quiz_of(1), "r"))
        (report,) = stored(session)
        for name, value in changes.items():
            setattr(report, name, value)
        with pytest.raises(IntegrityError):
            session.flush()


class TestDeciding:
    def test_the_student_learns_what_became_of_it(self, session: Session) -> None:
        quiz = quiz_of(2, shuffle_items=False)
        attempt = taken(session, quiz, "rr")
        student, teacher = user_of(session, attempt), owner_of(session, quiz)
        send(session, attempt, 2, comment="It was 1988.")
        own = reporting.own_reports(session, attempt.id, user=student)
        assert list(own) == [2]
        assert own[2].is_open
        (report,) = stored(session)
        decide(session, teacher, ReportState.RESOLVED, report.id, note=" Thank you. ")
        own = reporting.own_reports(session, attempt.id, user=student)
        assert (own[2].state, own[2].note) == (ReportState.RESOLVED, "Thank you.")
        assert own[2].decided_at == at(60)
        assert (report.decided_by_id, report.decided_at) == (teacher.id, at(60))
        # It is the student's own, and also at another attempt with the same version.
        assert not reporting.own_reports(session, attempt.id, user=teacher)
        again = taken(session, quiz, "rr", student, at(80))
        assert list(reporting.own_reports(session, again.id, user=student)) == [2]

    def test_a_decision_is_taken_back_and_the_note_stays(self, session: Session) -> None:
        quiz = quiz_of(1)
        attempt = taken(session, quiz, "r")
        send(session, attempt)
        (report,) = stored(session)
        teacher = owner_of(session, quiz)
        decide(session, teacher, ReportState.DISMISSED, report.id, note="It is right.")
        decide(session, teacher, ReportState.DISMISSED, report.id)  # a second press
        assert report.note == "It is right."
        for _press in range(2):
            reporting.reopen(session, [report.id], actor=teacher, now=at(61))
        assert (report.state, report.decided_at, report.decided_by_id) == (
            ReportState.OPEN,
            None,
            None,
        )
        assert report.note == "It is right."
        own = reporting.own_reports(session, attempt.id, user=user_of(session, attempt))
        assert own[1].note == ""
        assert actions(session) == ["report.send", "report.dismiss", "report.reopen"]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (ReportState.RESOLVED, ReportState.DISMISSED),
            (ReportState.DISMISSED, ReportState.RESOLVED),
        ],
    )
    def test_a_decision_stands_until_it_is_taken_back(
        self, session: Session, first: ReportState, second: ReportState
    ) -> None:
        quiz = quiz_of(2)
        attempt = taken(session, quiz, "rr")
        send(session, attempt, 1)
        send(session, attempt, 2)
        one, two = stored(session)
        teacher = owner_of(session, quiz)
        decide(session, teacher, first, one.id)
        with pytest.raises(ConflictError, match="Undo that"):
            decide(session, teacher, second, one.id, two.id)
        assert two.state is ReportState.OPEN

    def test_undo_gives_way_to_a_newer_report(self, session: Session) -> None:
        quiz = quiz_of(1)
        attempt = taken(session, quiz, "r")
        teacher = owner_of(session, quiz)
        send(session, attempt)
        (old,) = stored(session)
        decide(session, teacher, ReportState.DISMISSED, old.id)
        send(session, attempt, now=at(70))
        with pytest.raises(ConflictError, match="newer report"):
            reporting.reopen(session, [old.id], actor=teacher, now=at(71))
        newer = stored(session)[1]
        decide(session, teacher, ReportState.DISMISSED, newer.id)
        with pytest.raises(ConflictError, match="newer report"):
            reporting.reopen(session, [old.id, newer.id], actor=teacher, now=at(72))
        reporting.reopen(session, [newer.id], actor=teacher, now=at(73))

    def test_it_is_the_owner_s_and_the_administrators(self, session: Session) -> None:
        quiz = quiz_of(1)
        attempt = taken(session, quiz, "r")
        send(session, attempt)
        (report,) = stored(session)
        for act in (
            lambda actor: decide(session, actor, ReportState.RESOLVED, report.id),
            lambda actor: reporting.reopen(session, [report.id], actor=actor, now=at(9)),
        ):
            with pytest.raises(NotFoundError, match="no such report"):
                act(TeacherFactory())
            with pytest.raises(NotAllowedError):
                act(user_of(session, attempt))
            act(AdminFactory())

    @pytest.mark.parametrize("ids", [[], [2**40], [-1], [987654]])
    def test_what_does_not_exist_is_not_found(self, session: Session, ids: list[int]) -> None:
        with pytest.raises(NotFoundError):
            decide(session, AdminFactory(), ReportState.RESOLVED, *ids)

    def test_a_note_has_an_end(self, session: Session) -> None:
        send(session, taken(session, quiz_of(1), "r"))
        (report,) = stored(session)
        with pytest.raises(InvalidInputError) as caught:
            decide(session, AdminFactory(), ReportState.RESOLVED, report.id, note="x" * 1001)
        assert caught.value.field == "note"


class TestTheInbox:
    def test_shows_the_question_as_the_student_saw_it(self, session: Session) -> None:
        quiz = quiz_of(1)
        attempt = taken(session, quiz, "w")
        (key,) = keys(session, attempt)
        send(session, attempt, comment="Not 1987.")
        teacher = owner_of(session, quiz)
        (item,) = inbox(session, teacher)
        (report,) = item.reports
        assert (item.reporters, item.total, item.version) == (1, 1, 1)
        assert (report.quiz_title, report.may_open_quiz) == (quiz.title, True)
        assert report.reporter_name == user_of(session, attempt).display_name
        order = records(session, attempt)[0].option_order
        texts = ("1987", "1988", "1991", "1993")
        options = report.seen.answered.options
        assert [option.text for option in options] == [texts[place] for place in order]
        assert [option.text for option in options if option.is_key] == [texts[key]]
        assert [option.text for option in options if option.chosen] == [texts[key + 1]]
        assert report.seen.evidence[0].answer == "1987"
        # An edit does not change what was seen.
        items.edit(
            session,
            item.item_id,
            content=content("Which year?"),
            expected_version=1,
            actor=teacher,
            now=at(6),
        )
        (item,) = inbox(session, teacher)
        assert (item.version, item.reports[0].version) == (2, 1)
        assert item.reports[0].seen == report.seen

    def test_groups_by_item_and_begins_with_the_newest(self, session: Session) -> None:
        quiz = quiz_of(3, shuffle_items=False)
        teacher = owner_of(session, quiz)
        one, two = (taken(session, quiz, "rrr") for _student in range(2))
        send(session, one, 1, now=at(5))
        send(session, one, 2, now=at(6))
        send(session, two, 1, ReportReason.UNCLEAR, now=at(7))
        first, second = inbox(session, teacher)
        assert [first.reporters, second.reporters] == [2, 1]
        assert [report.reported_at for report in first.reports] == [at(7), at(5)]
        page = inbox(session, teacher, page=2, per_page=1)
        assert (page.total, page.items) == (2, (second,))

    def test_is_filtered_by_state_and_reason(self, session: Session) -> None:
        quiz = quiz_of(2, shuffle_items=False)
        teacher = owner_of(session, quiz)
        attempt = taken(session, quiz, "rr")
        send(session, attempt, 1)
        send(session, attempt, 2, ReportReason.TYPING_ERROR)
        assert reporting.count_open(session, user=teacher) == 2
        decide(session, teacher, ReportState.RESOLVED, stored(session)[0].id)

        def found(**asked: object) -> list[ReportReason]:
            page = inbox(session, teacher, **asked)
            return [report.reason for item in page for report in item.reports]

        assert len(found()) == 2
        assert found(state=ReportState.OPEN) == [ReportReason.TYPING_ERROR]
        assert found(state=ReportState.RESOLVED) == [ReportReason.WRONG_KEY]
        assert found(state=ReportState.DISMISSED) == []
        assert found(reason=ReportReason.WRONG_KEY) == [ReportReason.WRONG_KEY]
        assert found(reason=ReportReason.WRONG_KEY, state=ReportState.OPEN) == []
        assert reporting.count_open(session, user=teacher) == 1

    def test_is_the_owner_s_and_the_administrators(self, session: Session) -> None:
        attempt = taken(session, quiz_of(1), "r")
        send(session, attempt)
        stranger, admin = TeacherFactory(), AdminFactory()
        assert inbox(session, stranger).total == reporting.count_open(session, user=stranger) == 0
        assert inbox(session, admin).total == reporting.count_open(session, user=admin) == 1
        with pytest.raises(NotAllowedError):
            inbox(session, user_of(session, attempt))

    def test_reaches_the_owner_of_the_item_and_the_owner_of_the_quiz(
        self, session: Session
    ) -> None:
        item = ItemFactory()
        quiz = QuizFactory(question_set=QuestionSetFactory(items=[item]))
        send(session, taken(session, quiz, "r"))
        (of_item,) = inbox(session, session.get_one(User, item.owner_id))
        (of_quiz,) = inbox(session, owner_of(session, quiz))
        assert of_item.may_edit
        assert not of_item.reports[0].may_open_quiz
        assert of_item.reports[0].reporter_name is None
        assert not of_quiz.may_edit
        assert of_quiz.reports[0].may_open_quiz
        assert of_quiz.reports[0].reporter_name
        assert inbox(session, TeacherFactory()).total == 0
        decide(session, owner_of(session, quiz), ReportState.RESOLVED, of_quiz.reports[0].id)

    def test_shows_the_newest_of_many(self, session: Session) -> None:
        quiz = quiz_of(1)
        for minute in range(MOST_REPORTS + 2):
            send(session, taken(session, quiz, "r"), now=at(5 + minute))
        (item,) = inbox(session, owner_of(session, quiz))
        assert (item.reporters, item.total) == (MOST_REPORTS + 2, MOST_REPORTS + 2)
        assert len(item.reports) == MOST_REPORTS
        assert item.reports[0].reported_at == NOW + timedelta(minutes=MOST_REPORTS + 6)

    def test_needs_no_more_queries_for_more(
        self, session: Session, count_queries: CountQueries
    ) -> None:
        counts = []
        for size in (1, 8):
            quiz = quiz_of(size)
            for _student in range(size):
                attempt = taken(session, quiz, "r" * size)
                for position in range(1, size + 1):
                    send(session, attempt, position)
            teacher = owner_of(session, quiz)
            session.expire_all()
            assert teacher.id
            with count_queries() as counted:
                assert inbox(session, teacher).total == size
            counts.append(len(counted))
        assert counts[0] == counts[1]
