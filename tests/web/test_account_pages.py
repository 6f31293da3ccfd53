"""Signing up, in and out; changing a profile, a password, a role."""

from collections.abc import Callable

import pytest
from browsing import PASSWORD, Visitor
from flask import Flask

from quizapp.models.users import Role

SignUp = Callable[..., int]
MakeApp = Callable[..., Flask]


class TestSigningUp:
    def test_opens_an_account_and_a_session(self, visitor: Visitor) -> None:
        visitor.opens("/sign-up")
        page = visitor.sends(
            "/sign-up", display_name="Asha Rao", username="asha", password=PASSWORD
        )

        assert page.status == 200
        assert "Welcome, Asha Rao." in page.text()
        assert "Signed in as asha." in visitor.opens("/account").text()

    def test_takes_out_what_turns_the_direction_of_writing(self, visitor: Visitor) -> None:
        visitor.opens("/sign-up")
        page = visitor.sends(
            "/sign-up", display_name="Asha \u202eoaR", username="as\u200fha", password=PASSWORD
        )

        assert "Welcome, Asha oaR." in page.text()
        assert "Signed in as asha." in visitor.opens("/account").text()

    def test_makes_a_student_whatever_is_posted(self, visitor: Visitor) -> None:
        page = visitor.opens("/sign-up")
        assert not page.all("//input[@name='role']")
        visitor.posts(
            "/sign-up",
            {
                "display_name": "Ravi",
                "username": "ravi",
                "password": PASSWORD,
                "role": "teacher",
            },
        )

        assert visitor.opens("/teach").status == 403

    def test_gives_the_role_that_was_chosen_where_that_is_allowed(self, make_app: MakeApp) -> None:
        visitor = Visitor(make_app(TEACHER_SIGN_UP=True))
        visitor.opens("/sign-up")
        visitor.sends(
            "/sign-up", display_name="Ravi", username="ravi", password=PASSWORD, role="teacher"
        )

        assert visitor.opens("/teach").status == 200

    def test_nobody_makes_themselves_an_administrator(self, make_app: MakeApp) -> None:
        visitor = Visitor(make_app(TEACHER_SIGN_UP=True))
        visitor.opens("/sign-up")
        page = visitor.posts(
            "/sign-up",
            {"display_name": "X", "username": "xyz", "password": PASSWORD, "role": "admin"},
        )

        assert page.status == 422
        assert visitor.opens("/account").path == "/sign-in"

    def test_a_refused_form_names_every_problem_and_keeps_what_was_typed(
        self, visitor: Visitor
    ) -> None:
        visitor.opens("/sign-up")
        page = visitor.sends("/sign-up", display_name="", username="asha", email="asha@example.org")

        assert page.status == 422
        links = page.all("//*[@id='error-summary']//a")
        assert [link.get("href") for link in links] == ["#display_name", "#password"]
        for link in links:
            field = page.one(f"//*[@id='{link.get('href')[1:]}']")
            assert field.get("aria-invalid") == "true"
            described = field.get("aria-describedby").split()
            assert any(link.text_content() in page.text(f"//*[@id='{i}']") for i in described)
        assert page.one("//input[@name='username']").value == "asha"
        assert page.one("//input[@name='email']").value == "asha@example.org"

    @pytest.mark.parametrize(
        ("field", "value"),
        [("username", "a b"), ("username", "x" * 100), ("email", "nowhere"), ("password", "short")],
    )
    def test_what_the_rules_refuse_is_shown_at_its_field(
        self, visitor: Visitor, field: str, value: str
    ) -> None:
        visitor.opens("/sign-up")
        fields = {"display_name": "Asha", "username": "asha", "password": PASSWORD, field: value}
        page = visitor.sends("/sign-up", **fields)

        assert page.status == 422
        assert page.one(f"//*[@name='{field}']").get("aria-invalid") == "true"

    def test_a_name_that_is_taken_is_refused(self, visitor: Visitor, sign_up: SignUp) -> None:
        sign_up("asha")
        visitor.opens("/sign-up")
        page = visitor.sends("/sign-up", display_name="Other", username="ASHA", password=PASSWORD)

        assert page.status == 422
        assert page.one("//*[@name='username']").get("aria-invalid") == "true"


class TestSigningIn:
    def test_leads_to_the_page_that_was_asked_for(self, visitor: Visitor, sign_up: SignUp) -> None:
        sign_up("asha")
        assert visitor.opens("/account?x=1").path == "/sign-in"
        page = visitor.sends("/sign-in", follow=False, login="Asha", password=PASSWORD)

        assert (page.status, page.location) == (303, "/account?x=1")

    @pytest.mark.parametrize(("login", "password"), [("asha", "wrong word"), ("nobody", PASSWORD)])
    def test_a_wrong_name_and_a_wrong_password_read_the_same(
        self, visitor: Visitor, sign_up: SignUp, login: str, password: str
    ) -> None:
        sign_up("asha")
        visitor.opens("/sign-in")
        page = visitor.sends("/sign-in", login=login, password=password)

        assert page.status == 422
        assert "User name and password do not belong together." in page.text()
        assert page.one("//input[@name='login']").value == login
        assert page.one("//input[@name='password']").get("value") in {None, ""}

    def test_a_closed_account_cannot_be_used(
        self, app: Flask, admin: Visitor, sign_up: SignUp
    ) -> None:
        number = sign_up("asha")
        asha = Visitor(app).signs_in("asha")
        assert asha.opens("/account").path == "/account"

        admin.opens("/admin/users")
        admin.sends(f"/admin/users/{number}/active")

        assert asha.opens("/account").path == "/sign-in"
        assert asha.sends("/sign-in", login="asha", password=PASSWORD).status == 422

    def test_who_is_signed_in_is_not_asked_again(self, student: Visitor) -> None:
        assert student.opens("/sign-in?next=/account").path == "/account"
        assert student.opens("/sign-up").path == "/"


class TestSigningOut:
    def test_ends_the_session_and_clears_the_cache(self, student: Visitor) -> None:
        student.opens("/account")
        page = student.sends("/sign-out", follow=False)

        assert page.response.headers["Clear-Site-Data"] == '"cache"'
        assert student.opens("/account").path == "/sign-in"

    def test_everywhere_else_keeps_this_session(self, app: Flask, student: Visitor) -> None:
        other = Visitor(app).signs_in("some-student")
        student.opens("/account")
        page = student.sends("/account/sign-out-everywhere")

        assert page.path == "/account"
        assert "All other devices have been signed out." in page.text()
        assert other.opens("/account").path == "/sign-in"


class TestTheAccount:
    def test_name_address_and_language_are_changed(self, student: Visitor) -> None:
        student.opens("/account")
        student.sends("/account", display_name="Asha Devi", email="asha@example.org", language="hi")
        page = student.opens("/account")

        assert page.one("//input[@name='display_name']").value == "Asha Devi"
        assert page.one("//input[@name='email']").value == "asha@example.org"
        assert page.one("/html").get("lang") == "hi"

    def test_a_bad_address_is_refused_and_nothing_is_stored(self, student: Visitor) -> None:
        student.opens("/account")
        page = student.sends("/account", display_name="Changed", email="nowhere")

        assert page.status == 422
        assert page.one("//input[@name='display_name']").value == "Changed"
        assert student.opens("/account").one("//input[@name='display_name']").value != "Changed"

    def test_an_empty_name_is_refused_by_the_form(self, student: Visitor) -> None:
        student.opens("/account")
        assert student.sends("/account", display_name=" ").status == 422

    def test_a_new_password_ends_every_other_session(self, app: Flask, student: Visitor) -> None:
        other = Visitor(app).signs_in("some-student")
        student.opens("/account")
        page = student.sends(
            "/account/password", old_password=PASSWORD, new_password="another long walk"
        )

        assert page.status == 200
        assert "Your password is changed." in page.text()
        assert other.opens("/account").path == "/sign-in"
        Visitor(app).signs_in("some-student", "another long walk")

    @pytest.mark.parametrize(
        ("old", "new", "field"),
        [
            ("not mine", "another long walk", "old_password"),
            (PASSWORD, "short", "new_password"),
            ("", "", "old_password"),
        ],
    )
    def test_a_refused_password_says_which_field(
        self, app: Flask, student: Visitor, old: str, new: str, field: str
    ) -> None:
        student.opens("/account")
        page = student.sends("/account/password", old_password=old, new_password=new)

        assert page.status == 422
        assert page.one(f"//input[@name='{field}']").get("aria-invalid") == "true"
        Visitor(app).signs_in("some-student")


def test_a_session_that_was_tampered_with_is_nobodys(student: Visitor) -> None:
    with student.client.session_transaction() as session:
        session["_user_id"] = "1"
    assert student.opens("/account").path == "/sign-in"
    with student.client.session_transaction() as session:
        session["_user_id"] = f"{Role.ADMIN}.0"
    assert student.opens("/account").path == "/sign-in"
