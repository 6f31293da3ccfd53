"""Classes on the pages: made, joined, set a quiz, and taken."""

from io import BytesIO

from browsing import Visitor
from desk import bring_quiz
from factories import ClassFactory, use_session
from flask import Flask
from quizzing import attempt_of
from test_every_route import check_page

from quizapp.web.transactions import writing

TEACH = "/teach/classes"


def make_class(teacher: Visitor, title: str = "Morning batch") -> str:
    teacher.opens(f"{TEACH}/new")
    return teacher.sends(title=title).path


def link_of(teacher: Visitor, address: str) -> str:
    teacher.opens(address)
    teacher.sends(f"{address}/code", days="7")
    return teacher.page.one("//input[@id='link']").get("value").removeprefix("http://localhost")


def flashed(visitor: Visitor) -> str:
    return visitor.page.text("//div[contains(@class, 'flashes')]")


def test_a_class_is_made_joined_and_set_a_quiz(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    number = bring_quiz(app)
    assert "No class yet" in teacher.opens(TEACH).text()
    address = make_class(teacher)
    link = link_of(teacher, address)
    page = student.opens(link)
    assert "Join “Morning batch”?" in page.text()
    assert "Nothing is set right now" in student.sends("/classes/join").text()
    own = student.page.path
    assert student.opens(link).path == own

    teacher.opens(f"{address}/assign")
    page = teacher.sends(
        closes_at="2030-01-01T10:00",
        attempts_allowed="1",
        note="Read first.",
    )
    assert "The quiz is set for the class" in flashed(teacher)
    assert "0 of 1" in page.text()

    assert "Read first." in student.opens("/").text("//section[@aria-labelledby='set']")
    page = student.opens(f"/quizzes/{number}")
    assert "1 attempt left" in page.text()
    attempt = attempt_of(student.sends(f"/quizzes/{number}/attempts"))
    student.opens(f"/attempts/{attempt}/summary")
    student.sends(f"/attempts/{attempt}/submit")
    assert "Handed in" in student.opens(own).text()
    page = student.opens(f"/quizzes/{number}")
    assert "You have used all attempts" in page.text()
    assert not page.all(f"//form[@action='/quizzes/{number}/attempts']")
    assert "1 of 1" in teacher.opens(address).text()


def test_codes_are_typed_and_mistyped(teacher: Visitor, student: Visitor) -> None:
    address = make_class(teacher)
    code = link_of(teacher, address).rpartition("/")[2]
    student.opens("/classes")
    page = student.sends("/classes/join", code="ABCD")
    assert page.status == 422
    assert "leads to no class" in page.text()
    student.sends("/classes/join", code=f" {code[:4].lower()} {code[4:].lower()}")
    assert "You are in the class" in flashed(student)
    student.opens(f"{student.page.path}/leave")
    student.sends()
    assert "You have left" in flashed(student)
    teacher.opens(address)
    teacher.sends(f"{address}/code/stop")
    assert student.opens(f"/join/{code}").status == 404


def test_students_are_brought_removed_moved_and_taken_back(teacher: Visitor) -> None:
    address, other = make_class(teacher), make_class(teacher, "Evening batch")
    teacher.opens(f"{address}/list")
    page = teacher.sends(text="name,user name\nAsha Rao,a b\nAsha Rao,asha.rao")
    assert page.status == 422
    assert "Line 2: “a b” cannot be a user name" in page.text()
    assert page.form().fields["text"].endswith("asha.rao")
    page = teacher.sends(text="name,user name\nAsha Rao,asha.rao")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert len(page.text("//main//code")) == len("abcd-efgh-23")
    teacher.opens(address)
    remove = teacher.page.one("//form[contains(@action, '/remove')]").action
    teacher.sends(remove)
    assert "No student yet" in teacher.page.text()
    teacher.sends(remove.replace("/remove", "/restore"))
    assert "Asha Rao is in the class again" in flashed(teacher)
    teacher.opens(remove.replace("/remove", "/move"))
    teacher.sends()
    assert "Asha Rao is in “Evening batch” now" in flashed(teacher)
    assert "asha.rao" in teacher.opens(other).text()
    assert teacher.opens(remove.replace("/remove", "/move")).status == 404


def test_a_list_comes_as_a_file_and_who_has_an_account_gets_a_place(
    teacher: Visitor, student: Visitor
) -> None:
    address = make_class(teacher)
    teacher.opens(f"{address}/list")
    token = teacher.page.one("//meta[@name='csrf-token']").get("content")
    answer = teacher.client.post(
        f"{address}/list",
        data={
            "csrf_token": token,
            "text": "",
            "file": (BytesIO(b"user name\nsome-student\n"), "class.csv"),
        },
        headers={"Origin": "http://localhost"},
    )
    assert (answer.status_code, answer.location) == (303, f"{address}#students")
    assert "Morning batch" in student.opens("/classes").text()


def test_teachers_and_names_and_the_archive(teacher: Visitor, admin: Visitor) -> None:
    address = make_class(teacher)
    teacher.opens(f"{address}/edit")
    assert teacher.sends(title=" ").status == 422
    teacher.sends(title="Noon batch")
    assert "Noon batch" in teacher.page.text("//h1")
    assert (
        "No teacher has the user name"
        in teacher.sends(f"{address}/teachers", username="nobody-of-that-name").text()
    )
    teacher.sends(f"{address}/teachers", username="some-admin")
    assert "teaches this class now" in flashed(teacher)
    own = [form.action for form in teacher.page.all("//form[contains(@action, '/teachers/')]")]
    teacher.sends(own[0])
    assert teacher.page.path == TEACH
    assert teacher.opens(address).status == 404
    admin.opens(address)
    admin.sends(f"{address}/archive")
    assert "archived" in flashed(admin)
    assert "Noon batch" in admin.opens(f"{TEACH}?archived=yes").text()
    admin.opens(address)
    admin.sends(f"{address}/unarchive")
    assert "The class goes on" in flashed(admin)
    admin.sends(f"{address}/code", days="0")
    assert "Enter a number from 1 to 365" in flashed(admin)


def test_terms_are_changed_granted_and_withdrawn(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    number = bring_quiz(app)
    address = make_class(teacher)
    student.opens(link_of(teacher, address))
    student.sends("/classes/join")
    make_class(teacher, "Evening batch")
    teacher.opens(f"/teach/quizzes/{number}/assign")
    assert "Choose at least one class" in teacher.sends().text()
    chosen = teacher.page.one("//label[contains(., 'Morning')]/input").get("value")
    late = {"closes_at": "2020-01-01T10:00", "classes": [chosen]}
    assert "past already" in teacher.sends(**late).text()
    page = teacher.sends(closes_at="2030-01-01T10:00")
    assert page.path == address
    assignment = page.one("//a[contains(@href, '/teach/assignments/')]").get("href")
    page = teacher.opens(assignment)
    assert page.form(assignment).fields["closes_at"] == "2030-01-01T10:00"
    page = teacher.sends(assignment, opens_at="2030-02-01T10:00")
    assert "must close after it opens" in page.text()
    teacher.opens(assignment)
    teacher.sends(assignment, opens_at="2029-12-01T10:00")
    assert "The terms are saved" in flashed(teacher)
    grant = f"{assignment}/exemptions"
    assert teacher.sends(grant, **{"own-attempts_allowed": "99"}).status == 422
    teacher.sends(grant, **{"own-attempts_allowed": "2", "own-extra_minutes": "15"})
    assert "15" in teacher.page.text("//section[@aria-labelledby='exemptions']//tbody")
    teacher.opens(f"{assignment}/withdraw")
    teacher.sends()
    assert "Nothing is set yet" in teacher.page.text()
    assert "Withdrawn" in teacher.opens(assignment).text()


def test_a_class_of_others_is_not_there(app: Flask, teacher: Visitor, student: Visitor) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        number = ClassFactory(join_code="ABCD2345").id
    for address in (f"{TEACH}/{number}", f"{TEACH}/{number}/edit", f"{TEACH}/{number}/list"):
        assert teacher.opens(address).status == 404
    assert student.opens(f"/classes/{number}").status == 404
    assert student.opens(f"/classes/{number}/leave").status == 404


def test_a_class_is_joined_by_a_qr_code_while_that_works(teacher: Visitor) -> None:
    address = make_class(teacher, "A & B")
    page = teacher.opens(f"{address}/invitation")
    assert "Make one first." in flashed(teacher)
    link = link_of(teacher, address)

    page = teacher.opens(f"{address}/invitation")
    check_page(page)
    drawn = page.one("//*[local-name()='svg'][@role='img']")
    assert drawn.get("aria-label") == "QR code of the link"
    assert page.text("//*[@class='invitation-address']").endswith(link)
    shown = page.text("//*[@class='join-code']").removeprefix("Code:").strip()
    assert shown.replace("-", "") == link.removeprefix("/join/")
    assert teacher.opens(address).all("//*[local-name()='svg'][@role='img']")


def test_a_teacher_reminds_who_has_not_begun(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    number = bring_quiz(app)
    address = make_class(teacher)
    student.opens(link_of(teacher, address))
    student.sends("/classes/join")
    teacher.opens(f"{address}/assign")
    teacher.sends(quiz=str(number))
    page = student.opens("/notices")
    check_page(page)
    assert "is set for Morning batch" in page.text()

    path = teacher.opens(address).one("//a[contains(@href, '/teach/assignments/')]").get("href")
    assert "Remind who has not begun" in teacher.opens(path).text()
    page = teacher.opens(f"{path}/remind")
    check_page(page)
    assert "Some-Student" in page.text("//main")
    teacher.sends(f"{path}/remind")
    assert "1 student is reminded." in flashed(teacher)
    page = teacher.opens(f"{path}/remind")
    check_page(page)
    assert "Wait some hours" in page.text()
    teacher.posts(f"{path}/remind")
    assert "less than 6 hours" in flashed(teacher.opens(path) and teacher)
    page = student.opens("/notices")
    assert "You have not begun" in page.text()
    link = page.one("//a[contains(., 'You have not begun')]").get("href")
    assert link == f"/quizzes/{number}"
