"""What a stranger finds, and what machines that watch over the app are told."""

from collections.abc import Callable
from pathlib import Path

from browsing import Visitor
from flask import Flask

from quizapp import __version__
from quizapp.models.users import Role
from quizapp.services import passwords, seeding
from quizapp.web.cli import DEMO_PASSWORDS

MakeApp = Callable[..., Flask]
SignUp = Callable[..., int]


def _demo(sign_up: SignUp, role: Role, **fields: object) -> None:
    hashed = passwords.hash_password(DEMO_PASSWORDS[role])
    sign_up(seeding.demo_username(role), role, password_hash=hashed, **fields)


class TestAStranger:
    def test_learns_what_it_is_and_where_to_begin(self, visitor: Visitor) -> None:
        page = visitor.opens("/")
        assert "turns a news article into exam questions" in page.text()
        first = page.all("//main//a")[0]
        assert first.text_content().strip() == "Start practising"
        assert visitor.opens(first.get("href")).path == "/sign-up"

    def test_steps_in_with_a_demo_account(self, visitor: Visitor, sign_up: SignUp) -> None:
        _demo(sign_up, Role.TEACHER)
        page = visitor.opens("/")
        assert page.text("//main//form//button") == "Try it as a teacher"
        visitor.sends("/sign-in")
        assert visitor.opens("/teach").status == 200

    def test_is_offered_no_demo_account_that_is_not_there(
        self, visitor: Visitor, sign_up: SignUp
    ) -> None:
        _demo(sign_up, Role.STUDENT, is_active=False)
        assert not visitor.opens("/").all("//main//form")


class TestHealth:
    def test_is_told_with_the_state_of_the_database(self, visitor: Visitor) -> None:
        answer = visitor.opens("/healthz").response
        assert answer.status_code == 200
        assert answer.json is not None
        assert answer.json["status"] == answer.json["database"] == "ok"
        assert answer.json["version"] == __version__
        assert answer.json["migration"]

    def test_fails_without_a_database(self, make_app: MakeApp, tmp_path: Path) -> None:
        missing = tmp_path / "no" / "such" / "folder.sqlite3"
        app = make_app(SQLALCHEMY_ENGINES={"default": f"sqlite:///{missing}"})
        visitor = Visitor(app)
        answer = visitor.opens("/healthz").response
        assert answer.status_code == 503
        assert answer.json == {"status": "down", "database": "down", "version": __version__}
        page = visitor.opens("/sign-up")
        assert page.status == 200, "what needs no database is still served"


class TestTheNavigation:
    def test_shows_each_role_its_sections(self, as_role: Callable[[Role], Visitor]) -> None:
        shown = {}
        for role in Role:
            page = as_role(role).opens("/account")
            links = page.all("//nav[@class='site-nav']//a")
            shown[role] = [link.text_content().strip() for link in links]
        assert shown[Role.STUDENT] == ["Home", "Quizzes", "My progress"]
        assert shown[Role.TEACHER] == ["Home", "Quizzes", "My progress", "Teach"]
        assert shown[Role.ADMIN] == ["Home", "Quizzes", "My progress", "Teach", "People"]

    def test_marks_where_one_is(self, student: Visitor) -> None:
        page = student.opens("/quizzes")
        assert page.text("//nav[@class='site-nav']//a[@aria-current]").strip() == "Quizzes"
