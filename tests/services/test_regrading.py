"""Fixing a wrong key: who changes, the marks after it, the item, the notices, and undoing."""

from dataclasses import replace
from fractions import Fraction

import pytest
from factories import NOW, QuizFactory, TeacherFactory, UserFactory
from sqlalchemy import select
from sqlalchemy.orm import Session
from taking import answer, at, quiz_of, records, started

from quizapp.domain.items import SingleKey
from quizapp.domain.permissions import Permission
from quizapp.domain.regrading import Regrade, RegradeRule
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    Attempt,
    AuditEntry,
    Item,
    ItemStatus,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    User,
)
from quizapp.services import attempts, items, notices, regrading, set_sharing
from quizapp.services.notices import NoticeKind
from quizapp.services.results import attempt_result

THIRD = Fraction(1, 3)


class Exam:
    """A quiz of three, taken by three: all right, first wrong by option 1, first blank."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.quiz: Quiz = quiz_of(3, shuffle_items=False)
        self.owner = session.get_one(User, self.quiz.owner_id)
        self.item = session.scalars(
            select(Item)
            .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
            .where(QuestionSetItem.set_id == self.quiz.set_id)
            .order_by(QuestionSetItem.position)
        ).first()
        assert self.item is not None
        self.item_id = self.item.id
        self.attempts = [self._taken(wanted) for wanted in ("rrr", "wrr", "-rr")]

    def _taken(self, wanted: str) -> Attempt:
        attempt = started(self.session, self.quiz, UserFactory())
        answer(self.session, attempt, wanted, at(1))
        user = self.session.get_one(User, attempt.user_id)
        attempts.submit(self.session, attempt.id, user=user, now=at(2))
        return attempt

    @property
    def wrong_option(self) -> int:
        """What the second student chose."""
        chosen = records(self.session, self.attempts[1])[0].response
        return int(chosen["options"][0])

    def scores(self) -> list[Fraction]:
        self.session.expire_all()
        return [Fraction(each.score_units or 0, each.mark_denominator) for each in self.attempts]

    def regrade(self, rule: RegradeRule, option: int | None = None) -> tuple[regrading.Change, ...]:
        return regrading.regrade(
            self.session,
            self.item_id,
            Regrade(rule, option),
            why="The Act was amended.",
            actor=self.owner,
            now=NOW,
        )

    def standing(self) -> int:
        found = regrading.faulty_item(self.session, self.item_id, user=self.owner).standing
        assert found is not None
        return found.id


@pytest.fixture
def exam(session: Session) -> Exam:
    return Exam(session)


BEFORE = [6, 4 - 2 * THIRD, 4]


def test_a_preview_says_who_changes_and_changes_nothing(exam: Exam) -> None:
    what = Regrade(RegradeRule.NEW_KEY, exam.wrong_option)
    told = regrading.preview(exam.session, exam.item_id, what, user=exam.owner, now=NOW)
    assert [(each.before, each.after) for each in told.changes] == [
        (4 - 2 * THIRD, 6),
        (6, 4 - 2 * THIRD),
    ]
    assert (told.unchanged, told.running) == (1, 0)
    assert exam.scores() == BEFORE
    faulty = regrading.faulty_item(exam.session, exam.item_id, user=exam.owner)
    assert (faulty.standing, faulty.submitted) == (None, 3)


def test_a_new_key_counts_and_the_item_is_mended(exam: Exam) -> None:
    option = exam.wrong_option
    changes = exam.regrade(RegradeRule.NEW_KEY, option)
    assert exam.scores() == [4 - 2 * THIRD, 6, 4]
    assert [each.attempt_id for each in changes] == [exam.attempts[1].id, exam.attempts[0].id]
    view = items.get_item(exam.session, exam.item_id, user=exam.owner)
    assert (view.version, view.content.key) == (2, SingleKey(option))
    gained = exam.session.get_one(User, exam.attempts[1].user_id)
    result = attempt_result(exam.session, exam.attempts[1].id, user=gained, now=NOW)
    assert result.items[0].regrade == Regrade(RegradeRule.NEW_KEY, option)
    assert result.items[0].regrade_why == "The Act was amended."
    assert result.items[0].outcome == "right"
    assert result.score is not None
    assert result.score.total == 6
    entry = exam.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "item.regrade")
    ).one()
    assert (entry.subject_id, entry.detail["changed"]) == (exam.item_id, 2)


@pytest.mark.parametrize(
    ("rule", "scores", "maximum"),
    [
        (RegradeRule.ACCEPT_BOTH, [6, 6, 4], 6),
        (RegradeRule.DROP, [4, 4, 4], 4),
        (RegradeRule.FULL_MARKS, [6, 6, 6], 6),
    ],
)
def test_other_rules_retire_the_item(
    exam: Exam, rule: RegradeRule, scores: list[int], maximum: int
) -> None:
    item = exam.session.get_one(Item, exam.item_id)
    item.status = ItemStatus.PUBLISHED
    exam.regrade(rule, exam.wrong_option if rule is RegradeRule.ACCEPT_BOTH else None)
    assert exam.scores() == scores
    for attempt in exam.attempts:
        user = exam.session.get_one(User, attempt.user_id)
        result = attempt_result(exam.session, attempt.id, user=user, now=NOW)
        assert result.score is not None
        assert result.score.maximum == maximum
    assert exam.session.get_one(Item, exam.item_id).status is ItemStatus.RETIRED
    regrading.undo(exam.session, exam.standing(), actor=exam.owner, now=NOW)
    assert exam.scores() == BEFORE
    assert exam.session.get_one(Item, exam.item_id).status is ItemStatus.PUBLISHED


def test_everybody_concerned_is_told(exam: Exam) -> None:
    exam.regrade(RegradeRule.NEW_KEY, exam.wrong_option)
    users = [exam.session.get_one(User, each.user_id) for each in exam.attempts]
    assert [notices.count_unread(exam.session, user=user) for user in users] == [1, 1, 0]
    (notice,) = notices.list_notices(exam.session, user=users[1])
    assert (notice.kind, notice.is_new) == (NoticeKind.REGRADED, True)
    assert notice.data["attempt_id"] == exam.attempts[1].id
    assert (Fraction(notice.data["before"]), Fraction(notice.data["after"])) == (
        4 - 2 * THIRD,
        6,
    )
    notices.mark_read(exam.session, user=users[1], now=NOW)
    assert notices.count_unread(exam.session, user=users[1]) == 0
    regrading.undo(exam.session, exam.standing(), actor=exam.owner, now=at(5))
    newest = notices.list_notices(exam.session, user=users[1]).items[0]
    assert newest.kind is NoticeKind.REGRADE_UNDONE


def test_undoing_takes_all_of_it_back(exam: Exam) -> None:
    exam.regrade(RegradeRule.NEW_KEY, exam.wrong_option)
    standing = exam.standing()
    assert len(regrading.undo(exam.session, standing, actor=exam.owner, now=NOW)) == 2
    assert exam.scores() == BEFORE
    assert regrading.undo(exam.session, standing, actor=exam.owner, now=NOW) == ()
    view = items.get_item(exam.session, exam.item_id, user=exam.owner)
    assert (view.version, view.content.key) == (3, SingleKey(0))
    with pytest.raises(NotFoundError):
        regrading.undo(exam.session, standing, actor=TeacherFactory(), now=NOW)
    with pytest.raises(NotFoundError):
        regrading.undo(exam.session, 0, actor=exam.owner, now=NOW)


def test_a_second_regrade_replaces_the_first(exam: Exam) -> None:
    option = exam.wrong_option
    exam.regrade(RegradeRule.NEW_KEY, option)
    exam.regrade(RegradeRule.ACCEPT_BOTH, option)
    assert exam.scores() == [6, 6, 4]
    with pytest.raises(InvalidInputError, match="holds already"):
        exam.regrade(RegradeRule.ACCEPT_BOTH, option)
    other = next(place for place in range(1, 4) if place != option)
    exam.regrade(RegradeRule.NEW_KEY, other)
    assert exam.scores() == [4 - 2 * THIRD, 4 - 2 * THIRD, 4]
    regrading.undo(exam.session, exam.standing(), actor=exam.owner, now=NOW)
    assert exam.scores() == BEFORE


def test_what_runs_is_marked_by_the_rule_in_the_end(exam: Exam) -> None:
    running = started(exam.session, exam.quiz, UserFactory())
    answer(exam.session, running, "-rr", at(1))
    told = regrading.preview(
        exam.session, exam.item_id, Regrade(RegradeRule.FULL_MARKS), user=exam.owner, now=NOW
    )
    assert told.running == 1
    exam.regrade(RegradeRule.FULL_MARKS)
    user = exam.session.get_one(User, running.user_id)
    attempts.submit(exam.session, running.id, user=user, now=at(3))
    assert Fraction(running.score_units or 0, running.mark_denominator) == 6


def test_a_version_with_another_key_is_left_alone(exam: Exam) -> None:
    view = items.get_item(exam.session, exam.item_id, user=exam.owner)
    mended = SingleKey(exam.wrong_option)
    items.edit(
        exam.session,
        exam.item_id,
        content=replace(view.content, key=mended),
        expected_version=1,
        actor=exam.owner,
        now=NOW,
    )
    exam.regrade(RegradeRule.NEW_KEY, exam.wrong_option)
    assert exam.scores() == [4 - 2 * THIRD, 6, 4]
    assert len(items.history(exam.session, exam.item_id, user=exam.owner)) == 2
    versions = exam.session.scalars(
        select(ItemVersion).where(ItemVersion.item_id == exam.item_id)
    ).all()
    assert {version.number for version in versions} == {1, 2}


def test_what_cannot_be_is_refused(exam: Exam, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInputError):
        exam.regrade(RegradeRule.NEW_KEY, 0)
    with pytest.raises(NotFoundError):
        regrading.faulty_item(exam.session, exam.item_id, user=TeacherFactory())
    unasked = quiz_of(1)
    item_id = exam.session.scalars(
        select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == unasked.set_id)
    ).one()
    with pytest.raises(ConflictError, match="Nobody was asked"):
        regrading.faulty_item(
            exam.session, item_id, user=exam.session.get_one(User, unasked.owner_id)
        )
    lonely = Exam.__new__(Exam)
    lonely.session, lonely.quiz = exam.session, unasked
    lonely.attempts = [lonely._taken("r")]
    with pytest.raises(ConflictError, match="no question left"):
        regrading.regrade(
            exam.session,
            item_id,
            Regrade(RegradeRule.DROP),
            why="",
            actor=exam.session.get_one(User, unasked.owner_id),
            now=NOW,
        )
    monkeypatch.setattr(regrading, "ATTEMPTS_MAXIMUM", 1)
    with pytest.raises(ConflictError, match="More than 1 attempts"):
        exam.regrade(RegradeRule.DROP)


def test_each_teacher_regrades_their_own_quizzes(exam: Exam) -> None:
    """A set is shared; its questions are one teacher's, the quizzes of it both teachers'."""
    session, other = exam.session, TeacherFactory()
    found = session.get_one(QuestionSet, exam.quiz.set_id)
    set_sharing.share_set(
        session,
        found.id,
        who=other.username,
        permission=Permission.USE,
        actor=exam.owner,
        now=NOW,
    )
    quiz = QuizFactory(question_set=found, owner_id=other.id, shuffle_items=False)
    attempt = started(session, quiz, UserFactory())
    answer(session, attempt, "wrr", at(1))
    student = session.get_one(User, attempt.user_id)
    attempts.submit(session, attempt.id, user=student, now=at(2))
    set_sharing.end_share(session, found.id, user_id=other.id, actor=exam.owner, now=NOW)
    what = Regrade(RegradeRule.FULL_MARKS)

    told = regrading.preview(session, exam.item_id, what, user=other, now=NOW)
    regrading.regrade(session, exam.item_id, what, why="", actor=other, now=NOW)

    assert [change.user_id for change in told.changes] == [student.id]
    assert exam.scores() == BEFORE
    assert session.get_one(Item, exam.item_id).status is ItemStatus.PUBLISHED
    assert exam.regrade(RegradeRule.NEW_KEY, exam.wrong_option)
    session.refresh(attempt)
    assert Fraction(attempt.score_units or 0, attempt.mark_denominator) == 6
    assert attempt_result(session, attempt.id, user=student, now=at(3)).items[0].regrade == what
    with pytest.raises(NotFoundError):
        regrading.undo(session, exam.standing(), actor=other, now=NOW)
    standing = regrading.faulty_item(session, exam.item_id, user=other).standing
    assert standing is not None
    assert len(regrading.undo(session, standing.id, actor=other, now=NOW)) == 1
    assert exam.scores() != BEFORE
