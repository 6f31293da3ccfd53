"""The administrator's list of people."""

from collections.abc import Callable

from browsing import Visitor
from flask import Flask
from sqlalchemy import event

from quizapp.models.users import Role
from quizapp.web.extensions import db

SignUp = Callable[..., int]


def _names(visitor: Visitor) -> list[str]:
    assert visitor.page is not None
    return [row.text_content().split()[0] for row in visitor.page.all("//tbody//th")]


def test_everybody_is_listed_with_their_role(admin: Visitor, sign_up: SignUp) -> None:
    number = sign_up("asha", Role.TEACHER, email="asha@example.org")
    page = admin.opens("/admin/users")

    assert "2 accounts" in page.text()
    assert "asha@example.org" in page.text("//tbody")
    assert page.form(f"/admin/users/{number}/role").fields["role"] == "teacher"


def test_people_are_found_by_name_and_address(admin: Visitor, sign_up: SignUp) -> None:
    sign_up("asha", email="first@example.org")
    sign_up("ravi")
    admin.opens("/admin/users")

    for text in ("ASH", "first@"):
        admin.opens(f"/admin/users?search={text}")
        assert _names(admin) == ["Asha"]
    page = admin.opens("/admin/users?search=nobody%25")
    assert "Nobody found" in page.text()


def test_a_long_list_has_pages_that_keep_the_search(admin: Visitor, sign_up: SignUp) -> None:
    for number in range(23):
        sign_up(f"pupil-{number:02}")
    first = admin.opens("/admin/users?search=pupil")
    assert len(_names(admin)) == 20
    second = admin.opens(first.one("//a[@rel='next']").get("href"))
    assert len(_names(admin)) == 3
    assert second.one("//input[@id='search']").value == "pupil"
    assert "Page 2 of 2" in second.text()
    assert admin.opens("/admin/users?page=nonsense").status == 200


def test_the_list_costs_the_same_however_long_it_is(
    app: Flask, admin: Visitor, sign_up: SignUp
) -> None:
    def queries() -> int:
        seen = []
        with app.app_context():
            engine = db.engine
        listener = lambda *arguments: seen.append(arguments[2])  # noqa: E731 - one expression
        event.listen(engine, "before_cursor_execute", listener)
        admin.opens("/admin/users")
        event.remove(engine, "before_cursor_execute", listener)
        return len(seen)

    few = queries()
    for number in range(15):
        sign_up(f"pupil-{number}")
    assert queries() == few


def test_a_role_is_changed_and_the_list_stays_where_it_was(
    app: Flask, admin: Visitor, sign_up: SignUp
) -> None:
    number = sign_up("asha")
    asha = Visitor(app).signs_in("asha")
    assert asha.opens("/teach").status == 403

    admin.opens("/admin/users?search=ash")
    page = admin.sends(f"/admin/users/{number}/role", role="teacher")

    assert "Asha now has the role: Teacher." in page.text()
    assert _names(admin) == ["Asha"]
    assert asha.opens("/teach").status == 200


def test_an_account_is_closed_and_opened_again(admin: Visitor, sign_up: SignUp) -> None:
    number = sign_up("asha")
    admin.opens("/admin/users")
    page = admin.sends(f"/admin/users/{number}/active")
    assert "The account of Asha is closed." in page.text()
    assert "closed" in page.text("//tbody")
    page = admin.sends(f"/admin/users/{number}/active")
    assert "The account of Asha is open again." in page.text()


def test_administrators_cannot_lock_themselves_out(admin: Visitor) -> None:
    page = admin.opens("/admin/users")
    assert not page.all("//main//select")
    with admin.client.session_transaction() as session:
        own = session["_user_id"].partition(".")[0]

    page = admin.posts(f"/admin/users/{own}/role", {"role": "student"})

    assert page.status == 409
    assert admin.opens("/admin/users").status == 200


def test_what_does_not_exist_is_refused(admin: Visitor, sign_up: SignUp) -> None:
    number = sign_up("asha")
    assert admin.posts(f"/admin/users/{number}/role", {"role": "emperor"}).status == 422
    assert admin.posts("/admin/users/987654/role", {"role": "teacher"}).status == 404
