"""Classes: who teaches them, who is in them, and how one gets there."""

from datetime import timedelta

import pytest
from databases import CountQueries
from factories import NOW, AdminFactory, ClassFactory, TeacherFactory, UserFactory
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import AuditEntry, Class, User
from quizapp.services import class_students, classes
from quizapp.services.class_students import StudentOrder

LATER = NOW + timedelta(days=2)


def names(session: Session, found: Class, teacher: User, **more: object) -> list[str]:
    page = class_students.list_students(session, found.id, user=teacher, **more)  # type: ignore[arg-type]
    return [each.display_name for each in page]


def test_a_class_is_its_teachers(session: Session) -> None:
    teacher, other, admin = TeacherFactory(), TeacherFactory(), AdminFactory()
    made = classes.create_class(session, title="  Batch  A ", actor=teacher, now=NOW)
    assert made.title == "Batch A"
    assert classes.own_class(session, made.id, teacher) is made
    assert classes.own_class(session, made.id, admin) is made
    for nobody in (made.id + 1, -1, 2**40):
        with pytest.raises(NotFoundError):
            classes.own_class(session, nobody, teacher)
    with pytest.raises(NotFoundError):
        classes.own_class(session, made.id, other)
    with pytest.raises(NotAllowedError):
        classes.own_class(session, made.id, UserFactory())
    with pytest.raises(InvalidInputError):
        classes.create_class(session, title=" ", actor=teacher, now=NOW)
    with pytest.raises(NotAllowedError):
        classes.create_class(session, title="Mine", actor=UserFactory(), now=NOW)
    classes.rename_class(session, made.id, title="Batch B", actor=teacher, now=NOW)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "class.rename")).one()
    assert (entry.subject_id, entry.detail) == (made.id, {"before": "Batch A"})


def test_several_teach_a_class_and_one_always(session: Session) -> None:
    teacher, other, student = TeacherFactory(), TeacherFactory(), UserFactory()
    found = ClassFactory(teacher=teacher)
    person = classes.add_teacher(
        session, found.id, username=f" {other.username.upper()} ", actor=teacher, now=NOW
    )
    classes.add_teacher(session, found.id, username=other.username, actor=teacher, now=NOW)
    assert person.id == other.id
    view = classes.show_class(session, found.id, user=other, now=NOW)
    assert [each.id for each in view.teachers] == [teacher.id, other.id]
    for username in (student.username, "nobody-of-this-name"):
        with pytest.raises(InvalidInputError, match="No teacher"):
            classes.add_teacher(session, found.id, username=username, actor=teacher, now=NOW)
    classes.remove_teacher(session, found.id, user_id=teacher.id, actor=other, now=NOW)
    classes.remove_teacher(session, found.id, user_id=student.id, actor=other, now=NOW)
    with pytest.raises(ConflictError, match="needs a teacher"):
        classes.remove_teacher(session, found.id, user_id=other.id, actor=other, now=NOW)
    with pytest.raises(NotFoundError):
        classes.show_class(session, found.id, user=teacher, now=NOW)


def test_students_join_by_a_code_while_it_works(session: Session) -> None:
    teacher, student = TeacherFactory(), UserFactory()
    found = ClassFactory(teacher=teacher)
    classes.start_joining(
        session, found.id, new_code="ABCD2345", until=LATER, actor=teacher, now=NOW
    )
    invitation = class_students.class_of_code(session, " abcd-2345", user=student, now=NOW)
    assert (invitation.title, invitation.joined) == (found.title, False)
    assert class_students.join(session, "ABCD 2345", user=student, now=NOW) == found.id
    assert class_students.join(session, "abcd2345", user=student, now=NOW) == found.id
    assert class_students.class_of_code(session, "ABCD2345", user=student, now=NOW).joined
    assert names(session, found, teacher) == [student.display_name]
    own = class_students.list_own_classes(session, user=student)
    assert [(each.id, each.teachers) for each in own] == [(found.id, (teacher.display_name,))]
    for code, moment in (("", NOW), ("WRONG", NOW), ("ABCD2345", LATER)):
        with pytest.raises(NotFoundError, match="leads to no class"):
            class_students.join(session, code, user=UserFactory(), now=moment)
    with pytest.raises(ConflictError, match="teach this class"):
        class_students.join(session, "ABCD2345", user=teacher, now=NOW)
    assert classes.show_class(session, found.id, user=teacher, now=NOW).join_code == "ABCD2345"
    assert classes.show_class(session, found.id, user=teacher, now=LATER).join_code is None
    classes.stop_joining(session, found.id, actor=teacher, now=NOW)
    with pytest.raises(NotFoundError):
        class_students.class_of_code(session, "ABCD2345", user=student, now=NOW)


def test_students_leave_are_removed_and_come_back(session: Session) -> None:
    teacher = TeacherFactory()
    asha, imran = UserFactory(display_name="Asha"), UserFactory(display_name="imran")
    found = ClassFactory(teacher=teacher, students=[imran, asha])
    assert names(session, found, teacher) == ["Asha", "imran"]
    assert class_students.leave(session, found.id, user=asha, now=NOW) == found.title
    with pytest.raises(NotFoundError, match="not in this class"):
        class_students.leave(session, found.id, user=asha, now=NOW)
    with pytest.raises(NotFoundError):
        class_students.class_of_student(session, found.id, user=asha)
    removed = class_students.remove_student(session, found.id, imran.id, actor=teacher, now=NOW)
    assert (removed, names(session, found, teacher)) == ("imran", [])
    class_students.remove_student(session, found.id, imran.id, actor=teacher, now=NOW)
    for who in (asha, imran):
        class_students.restore_student(session, found.id, who.id, actor=teacher, now=LATER)
    assert names(session, found, teacher, order=StudentOrder.JOINED) == ["Asha", "imran"]
    for change in (class_students.remove_student, class_students.restore_student):
        with pytest.raises(NotFoundError, match="no such student"):
            change(session, found.id, teacher.id, actor=teacher, now=NOW)
        with pytest.raises(NotFoundError, match="no such class"):
            change(session, found.id, asha.id, actor=TeacherFactory(), now=NOW)


def test_a_student_is_moved(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher, student = TeacherFactory(), UserFactory(display_name="Asha")
    old = ClassFactory(teacher=teacher, students=[student])
    new = ClassFactory(teacher=teacher, title="Evening")
    strange = ClassFactory()
    with pytest.raises(NotFoundError):
        class_students.move_student(
            session, old.id, student.id, to=strange.id, actor=teacher, now=NOW
        )
    moved = class_students.move_student(
        session, old.id, student.id, to=new.id, actor=teacher, now=NOW
    )
    assert moved == ("Asha", "Evening")
    assert (names(session, old, teacher), names(session, new, teacher)) == ([], ["Asha"])
    classes.archive_class(session, old.id, actor=teacher, now=NOW)
    with pytest.raises(ConflictError, match="archived"):
        class_students.move_student(session, new.id, student.id, to=old.id, actor=teacher, now=NOW)
    monkeypatch.setattr(class_students, "STUDENTS_MAXIMUM", 1)
    with pytest.raises(ConflictError, match="at most 1 students"):
        class_students.admit(session, new, [UserFactory().id], actor=teacher, now=NOW)


def test_an_archived_class_is_put_away(session: Session) -> None:
    teacher, student = TeacherFactory(), UserFactory()
    found = ClassFactory(teacher=teacher, students=[student], join_code="ABCD2345")
    going = ClassFactory(teacher=teacher, title="a class that goes on")
    classes.archive_class(session, found.id, actor=teacher, now=NOW)
    assert [each.id for each in classes.list_classes(session, user=teacher)] == [going.id]
    away = classes.list_classes(session, user=teacher, archived=True)
    assert [(each.id, each.students) for each in away] == [(found.id, 1)]
    assert class_students.list_own_classes(session, user=student) == ()
    with pytest.raises(NotFoundError):
        class_students.join(session, "ABCD2345", user=UserFactory(), now=NOW)
    with pytest.raises(ConflictError, match="archived"):
        classes.start_joining(
            session, found.id, new_code="EFGH2345", until=LATER, actor=teacher, now=NOW
        )
    classes.unarchive_class(session, found.id, actor=teacher, now=NOW)
    assert len(classes.list_classes(session, user=teacher)) == 2


def test_lists_ask_the_same_for_many_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    teacher = TeacherFactory()
    found = ClassFactory(teacher=teacher, students=UserFactory.create_batch(2))
    counts = []
    for more in (0, 12):
        ClassFactory.create_batch(more, teacher=teacher)
        people = UserFactory.create_batch(more)
        class_students.admit(session, found, [each.id for each in people], actor=teacher, now=NOW)
        session.expire_all()
        with count_queries() as counted:
            classes.list_classes(session, user=teacher)
            class_students.list_students(session, found.id, user=teacher)
        counts.append(counted.reads)
    assert counts[0] == counts[1]
