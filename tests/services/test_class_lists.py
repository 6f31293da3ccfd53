"""A class from a list."""

from random import Random

import pytest
from factories import NOW, ClassFactory, TeacherFactory, UserFactory
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.errors import InvalidInputError
from quizapp.interchange.spreadsheets.xlsx_files import write_xlsx
from quizapp.models import Class, User
from quizapp.services import accounts, class_lists, class_students
from quizapp.services.class_lists import Entered

ROWS = [
    ["Student name", "E-mail", "User Name"],
    ["Asha  Rao", "", ""],
    ["Imran Khan", "Imran@Example.org", "imran.k"],
    ["", "", ""],
    ["मीरा देवी", "", ""],
]


def enter(
    session: Session, rows: list[list[str]], found: Class, teacher: User
) -> tuple[Entered, ...]:
    listed = class_lists.read_list(rows)
    return class_lists.enter(session, found.id, listed, actor=teacher, now=NOW, rng=Random(3))


def problems(rows: list[list[str]]) -> list[tuple[int | None, str]]:
    with pytest.raises(InvalidInputError) as refused:
        class_lists.read_list(rows)
    return [(problem.line, problem.text) for problem in refused.value.problems]


def test_students_get_accounts_and_a_place(session: Session) -> None:
    teacher = TeacherFactory()
    found = ClassFactory(teacher=teacher)
    UserFactory(username="asha.rao")
    entered = enter(session, ROWS, found, teacher)
    assert [each.username for each in entered] == ["asha.rao2", "imran.k", "student"]
    assert len({each.password for each in entered}) == 3
    signed_in = accounts.verify(session, login="asha.rao2", password=entered[0].password)
    assert signed_in is not None
    assert (signed_in.display_name, signed_in.email) == ("Asha Rao", None)
    assert accounts.verify(session, login="imran@example.org", password=entered[1].password)
    listed = class_students.list_students(session, found.id, user=teacher)
    assert [each.display_name for each in listed] == ["Asha Rao", "Imran Khan", "मीरा देवी"]


def test_who_has_an_account_keeps_it(session: Session) -> None:
    teacher, asha = TeacherFactory(), UserFactory(username="asha.rao", email="asha@example.org")
    found = ClassFactory(teacher=teacher)
    before = asha.password_hash
    rows = [["user name", "email"], ["ASHA.RAO", ""]]
    assert enter(session, rows, found, teacher) == (Entered(asha.display_name, "asha.rao", ""),)
    rows = [["name", "email"], ["A. Rao", "asha@example.org"]]
    assert enter(session, rows, found, teacher)[0].username == "asha.rao"
    assert (asha.password_hash, asha.display_name) == (before, "Asha.Rao")


def test_all_are_entered_or_nobody(session: Session) -> None:
    teacher = TeacherFactory(username="head.teacher")
    found = ClassFactory(teacher=teacher)
    UserFactory(username="asha.rao")
    UserFactory(email="mail@example.org")
    number = session.scalar(select(func.count(User.id)))
    rows = [
        ["user name", "email"],
        ["head.teacher", ""],
        ["new.student", ""],
        ["asha.rao", "mail@example.org"],
    ]
    with pytest.raises(InvalidInputError) as refused:
        enter(session, rows, found, teacher)
    told = [(each.line, each.text) for each in refused.value.problems]
    assert told == [
        (2, "“head.teacher” is a teacher's account."),
        (4, "The user name and the e-mail address belong to two accounts."),
    ]
    assert session.scalar(select(func.count(User.id))) == number


def test_every_line_that_is_wrong_is_told() -> None:
    rows = [
        ["name", "user name", "email"],
        ["Asha", "a b", ""],
        ["Imran", "", "nowhere"],
        ["", "", "x@example.org"],
        ["A" * 101, "", ""],
        ["Asha Rao", "", ""],
        ["asha rao", "", ""],
    ]
    lines = [line for line, _ in problems(rows)]
    assert lines == [2, 3, 4, 5, 7]
    assert "stands in line 6 already" in problems(rows)[-1][1]


def test_a_list_needs_a_header_and_students_and_an_end() -> None:
    assert "first line must name" in problems([["Asha", "Imran"]])[0][1]
    assert "first line must name" in problems([])[0][1]
    assert "no student below" in problems([["name"], [" "]])[0][1]
    many = [["name"], *([f"Student {number}"] for number in range(121))]
    assert "at most 120" in problems(many)[0][1]


@pytest.mark.parametrize(
    "data",
    [
        "name,e-mail\nAsha,a@example.org\n".encode("utf-8-sig"),
        b"name\te-mail\nAsha\ta@example.org",
        "name;e-mail\r\nAsha;a@example.org\r\n".encode("utf-16"),
        write_xlsx([["name", "e-mail"], ["Asha", "a@example.org"]], "Class"),
    ],
)
def test_lists_come_from_anywhere(data: bytes) -> None:
    (row,) = class_lists.read_list(class_lists.rows_of(data, "class.xlsx"))
    assert (row.name, row.email) == ("Asha", "a@example.org")


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\x00\x01\x02" * 50])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInputError):
        class_lists.read_list(class_lists.rows_of(data, "class.csv"))
