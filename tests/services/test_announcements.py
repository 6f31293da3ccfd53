"""Announcements, on real databases."""

from datetime import timedelta

import pytest
from factories import NOW, AdminFactory, ClassFactory, TeacherFactory, UserFactory, use_session
from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import User
from quizapp.services import announcements, class_students, classes, notices

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def teacher(session: Session) -> User:
    use_session(session)
    return TeacherFactory()


def announce(session: Session, actor: User, *class_ids: int, title: str = "Moved") -> int:
    return announcements.announce(
        session,
        title=title,
        text="The test is on Sunday.\r\n\r\nBring a pen.",
        class_ids=class_ids,
        actor=actor,
        now=NOW,
    )


def test_each_student_is_told_once_and_the_teacher_sees_who_has_read_it(
    session: Session, teacher: User
) -> None:
    both, one, gone = UserFactory.create_batch(3)
    morning = ClassFactory(teacher=teacher, students=[both, one, gone])
    evening = ClassFactory(teacher=teacher, students=[both])
    class_students.leave(session, morning.id, user=gone, now=NOW)

    announce(session, teacher, evening.id, morning.id, morning.id)

    assert [notices.count_unread(session, user=each) for each in (both, one, gone)] == [1, 1, 0]
    (told,) = notices.list_notices(session, user=one)
    assert (told.data["title"], told.data["class_id"]) == ("Moved", morning.id)
    notices.mark_read(session, user=one, now=LATER)
    (view,) = announcements.list_announcements(session, user=teacher)
    assert (view.told, view.read, view.is_mine) == (2, 1, True)
    assert {each.id for each in view.classes} == {morning.id, evening.id}
    (seen,) = announcements.list_for_student(session, evening.id, user=both)
    assert seen.text == "The test is on Sunday.\n\nBring a pen."
    assert seen.author == teacher.display_name


def test_a_correction_reaches_the_notices_and_a_withdrawal_takes_them_away(
    session: Session, teacher: User
) -> None:
    student = UserFactory()
    found = ClassFactory(teacher=teacher, students=[student])
    number = announce(session, teacher, found.id)

    announcements.change(
        session, number, title="Moved again", text="To Monday.", actor=teacher, now=LATER
    )
    (told,) = notices.list_notices(session, user=student)
    assert told.data["title"] == "Moved again"
    (view,) = announcements.list_announcements(session, user=teacher, class_id=found.id)
    assert (view.text, view.edited_at) == ("To Monday.", LATER)

    announcements.withdraw(session, number, actor=teacher, now=LATER)
    assert notices.list_notices(session, user=student).total == 0
    assert announcements.list_for_student(session, found.id, user=student).total == 0
    assert announcements.list_announcements(session, user=teacher).total == 0
    with pytest.raises(NotFoundError):
        announcements.withdraw(session, number, actor=teacher, now=LATER)


def test_colleagues_see_it_and_only_its_author_changes_it(session: Session, teacher: User) -> None:
    colleague, stranger, admin = TeacherFactory(), TeacherFactory(), AdminFactory()
    student = UserFactory()
    found = ClassFactory(teacher=teacher, students=[student])
    classes.add_teacher(session, found.id, username=colleague.username, actor=teacher, now=NOW)
    number = announce(session, teacher, found.id)

    (view,) = announcements.list_announcements(session, user=colleague)
    assert not view.is_mine
    assert announcements.list_announcements(session, user=stranger).total == 0
    for other in (colleague, stranger):
        with pytest.raises(NotFoundError):
            announcements.own_announcement(session, number, other)
    assert announcements.own_announcement(session, number, admin).id == number
    with pytest.raises(NotFoundError):
        announcements.list_announcements(session, user=stranger, class_id=found.id)
    with pytest.raises(NotFoundError):
        announcements.list_for_student(session, found.id, user=UserFactory())
    with pytest.raises(NotAllowedError):
        announce(session, student, found.id)
    with pytest.raises(NotFoundError):
        announce(session, stranger, found.id)


@pytest.mark.parametrize(
    ("title", "text", "field"),
    [(" ", "Something.", "title"), ("A title", " \n ", "text"), ("x" * 151, "So.", "title")],
)
def test_what_is_missing_or_too_long_is_named(
    session: Session, teacher: User, title: str, text: str, field: str
) -> None:
    found = ClassFactory(teacher=teacher)
    with pytest.raises(InvalidInputError) as refusal:
        announcements.announce(
            session, title=title, text=text, class_ids=[found.id], actor=teacher, now=NOW
        )
    assert refusal.value.field == field


def test_it_is_for_classes_that_go_on(session: Session, teacher: User) -> None:
    with pytest.raises(InvalidInputError, match="at least one class"):
        announce(session, teacher)
    found = ClassFactory(teacher=teacher)
    classes.archive_class(session, found.id, actor=teacher, now=NOW)
    with pytest.raises(ConflictError, match="archived"):
        announce(session, teacher, found.id)
