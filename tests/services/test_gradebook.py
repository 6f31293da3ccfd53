"""The gradebook of a class, its files, and who needs help."""

from datetime import datetime, timedelta
from io import BytesIO
from random import Random

import pytest
from databases import CountQueries
from factories import NOW, AssignmentFactory, ClassFactory, TeacherFactory, UserFactory
from openpyxl import load_workbook
from sqlalchemy.orm import Session
from taking import answer, at, quiz_of

from quizapp.domain.gradebook import WorkState
from quizapp.errors import NotFoundError
from quizapp.models import Assignment, Attempt, Class, Quiz, User
from quizapp.services import assignments, attempts, class_students
from quizapp.services.gradebook import Gradebook, GradeOrder, gradebook
from quizapp.services.gradebook_files import GradeWords, gradebook_file
from quizapp.services.needs_help import needs_help
from quizapp.services.results import attempt_result

WORDS = GradeWords("Student", "User name", "Mean", {WorkState.MISSED: "missed"})


def hand_in(
    session: Session, quiz_id: int, user: User, wanted: str, when: datetime = NOW
) -> Attempt:
    number = attempts.start(session, quiz_id, user=user, now=when, rng=Random(1))
    attempt = session.get_one(Attempt, number)
    answer(session, attempt, wanted, when)
    attempts.submit(session, number, user=user, now=when + timedelta(minutes=1))
    return attempt


def class_of(*students: User) -> tuple[Class, User]:
    teacher = TeacherFactory()
    return ClassFactory(teacher=teacher, students=students), teacher


def set_quiz(found: Class, when: datetime = NOW, **terms: object) -> Assignment:
    quiz: Quiz = quiz_of(3)
    return AssignmentFactory(class_id=found.id, quiz=quiz, created_at=when, **terms)


def read(session: Session, found: Class, teacher: User, **more: object) -> Gradebook:
    return gradebook(session, found.id, user=teacher, now=at(60), **more)  # type: ignore[arg-type]


def test_the_best_result_counts_and_each_cell_says_how_it_stands(session: Session) -> None:
    asha, bina = UserFactory(display_name="Asha"), UserFactory(display_name="bina")
    found, teacher = class_of(bina, asha)
    first = set_quiz(found, closes_at=at(10), late_until=at(30))
    second = set_quiz(found, at(1), opens_at=at(90))
    hand_in(session, first.quiz_id, asha, "r--", at(2))
    best = hand_in(session, first.quiz_id, asha, "rr-", at(20))

    view = read(session, found, teacher)

    assert [column.id for column in view.columns] == [second.id, first.id]
    assert [row.display_name for row in view.rows] == ["Asha", "bina"]
    assert not view.columns.items[0].may_open
    later, done = view.rows.items[0].works
    assert later.state is WorkState.SCHEDULED
    # In time with the first of the two, although the better one came late.
    assert (done.state, done.attempt_id) == (WorkState.HANDED_IN, best.id)
    assert done.percent is not None
    assert round(done.percent) == 67
    assert view.rows.items[1].works[1].state is WorkState.MISSED
    means = [view.columns.items[1].mean, view.rows.items[0].mean, view.rows.items[1].mean]
    assert [mean if mean is None else round(mean) for mean in means] == [67, 67, None]


def test_time_that_is_up_hands_in_and_an_own_closing_time_holds(session: Session) -> None:
    asha, bina = UserFactory(display_name="Asha"), UserFactory(display_name="Bina")
    found, teacher = class_of(asha, bina)
    task = set_quiz(found, closes_at=at(10))
    attempts.start(session, task.quiz_id, user=asha, now=at(1), rng=Random(1))
    grant = assignments.Exemption(closes_at=at(600))
    assignments.exempt(session, task.id, bina.id, exemption=grant, actor=teacher, now=NOW)

    states = [row.works[0].state for row in read(session, found, teacher).rows]

    assert states == [WorkState.HANDED_IN, WorkState.DUE]


def test_who_left_and_what_was_withdrawn(session: Session) -> None:
    asha, bina = UserFactory(), UserFactory()
    found, teacher = class_of(asha, bina)
    taken, untouched = set_quiz(found), set_quiz(found)
    hand_in(session, taken.quiz_id, bina, "rrr")
    for each in (taken, untouched):
        assignments.withdraw(session, each.id, actor=teacher, now=at(5))
    view = read(session, found, teacher)
    assert [column.id for column in view.columns] == [taken.id]

    class_students.remove_student(session, found.id, bina.id, actor=teacher, now=at(6))

    view = read(session, found, teacher)
    assert [row.user_id for row in view.rows] == [asha.id]
    assert view.rows.items[0].works[0].state is WorkState.NOTHING
    assert view.columns.items[0].mean is None


def test_students_are_sorted_by_their_means_and_paged(session: Session) -> None:
    users = [UserFactory(display_name=name) for name in ("Asha", "Bina", "Chitra")]
    found, teacher = class_of(*users)
    task = set_quiz(found)
    hand_in(session, task.quiz_id, users[0], "rrr")
    hand_in(session, task.quiz_id, users[1], "www")

    def names(order: GradeOrder, **more: int) -> list[str]:
        return [row.display_name for row in read(session, found, teacher, order=order, **more).rows]

    assert names(GradeOrder.LOWEST) == ["Chitra", "Bina", "Asha"]
    assert names(GradeOrder.HIGHEST) == ["Asha", "Bina", "Chitra"]
    assert names(GradeOrder.NAME, page=2, per_page=2) == ["Chitra"]


def test_only_teachers_of_the_class_read_it(session: Session) -> None:
    found, teacher = class_of()

    for ask in (gradebook, needs_help):
        with pytest.raises(NotFoundError):
            ask(session, found.id, user=TeacherFactory(), now=NOW)
    with pytest.raises(NotFoundError, match="CSV or XLSX"):
        gradebook_file(session, found.id, "pdf", WORDS, user=teacher, now=NOW)
    with pytest.raises(NotFoundError):
        gradebook_file(session, found.id, "csv", WORDS, user=TeacherFactory(), now=NOW)


def test_the_file_has_numbers_and_runs_no_formula(session: Session) -> None:
    users = [UserFactory(display_name="=HYPERLINK(1)"), UserFactory(display_name="Zeno")]
    found, teacher = class_of(*users)
    task = set_quiz(found, closes_at=at(10))
    hand_in(session, task.quiz_id, users[0], "www")

    def file(kind: str) -> bytes:
        written = gradebook_file(session, found.id, kind, WORDS, user=teacher, now=at(60))
        assert written.filename.endswith(f".{kind}")
        return written.data

    lines = file("csv").decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Student,User name,Mean,")
    assert lines[1] == f"'=HYPERLINK(1),{users[0].username},-33.33,-33.33"
    assert lines[2] == f"Zeno,{users[1].username},,missed"
    sheet = load_workbook(BytesIO(file("xlsx"))).active
    assert sheet is not None
    cells = list(sheet.iter_rows())[1]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "n"]
    assert (cells[0].value, round(float(cells[3].value), 2)) == ("=HYPERLINK(1)", -33.33)


def test_who_needs_help_is_found_with_the_reasons(session: Session) -> None:
    falling, absent, fine = (UserFactory(display_name=name) for name in ("Asha", "Bina", "Chitra"))
    found, teacher = class_of(falling, absent, fine)
    for number, wanted in enumerate(["rrr", "rrr", "www", "www"]):
        task = set_quiz(found, at(number), closes_at=at(20))
        hand_in(session, task.quiz_id, falling, wanted, at(number))
        hand_in(session, task.quiz_id, fine, "rrr", at(number))

    view = needs_help(session, found.id, user=teacher, now=at(60))

    assert (view.students, view.assignments) == (3, 4)
    assert [row.display_name for row in view.rows] == ["Bina", "Asha"]
    missing, fallen = (row.needed for row in view.rows)
    assert (missing.missed, missing.counted, missing.fall) == (4, 4, None)
    assert fallen.fall is not None
    assert (round(fallen.fall), fallen.missed) == (133, 0)


def test_no_page_asks_more_for_more_rows(session: Session, count_queries: CountQueries) -> None:
    found, teacher = class_of(UserFactory())
    counts = []
    for more in (1, 4):
        for _ in range(more):
            set_quiz(found)
            student = UserFactory()
            class_students.admit(session, found, [student.id], actor=teacher, now=NOW)
        session.expire_all()
        with count_queries() as counted:
            read(session, found, teacher)
            needs_help(session, found.id, user=teacher, now=at(60))
        counts.append(counted.reads)
    assert counts[0] == counts[1]


def test_teachers_of_the_class_see_the_attempts_that_were_made_for_it(session: Session) -> None:
    student = UserFactory()
    found, colleague = class_of(student)
    made = set_quiz(found)
    assigned = hand_in(session, made.quiz_id, student, "rrr")
    assignments.withdraw(session, made.id, actor=colleague, now=at(2))
    alone = hand_in(session, made.quiz_id, student, "rrr", at(5))
    assert colleague.id != session.get_one(Quiz, made.quiz_id).owner_id

    seen = attempt_result(session, assigned.id, user=colleague, now=at(60))
    assert seen.attempt_id == assigned.id
    for attempt, user in ((alone, colleague), (assigned, TeacherFactory())):
        with pytest.raises(NotFoundError):
            attempt_result(session, attempt.id, user=user, now=at(60))
