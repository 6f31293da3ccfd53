"""What people and programs are told when something goes wrong."""

from collections.abc import Callable

import pytest
from browsing import PASSWORD, Page, Visitor
from flask import Flask, abort
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from test_every_route import check_page
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import default_exceptions as http_exceptions

from quizapp.errors import (
    N_,
    ArticleError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    QuizappError,
)
from quizapp.web.access import public
from quizapp.web.config import MAX_CONTENT_LENGTH
from quizapp.web.errors import PAGES
from quizapp.web.extensions import db

MakeApp = Callable[..., Flask]
JSON = "application/json"


@pytest.fixture
def failing(make_app: MakeApp) -> Callable[[Exception], Visitor]:
    """Somebody who asks an app whose address /fails ends in an error of our choice."""

    def make(error: Exception) -> Visitor:
        app = make_app()

        @public
        def fail() -> str:
            raise error

        app.add_url_rule("/fails", "fails", fail)
        return Visitor(app)

    return make


@pytest.mark.parametrize("status", [*sorted(PAGES & set(http_exceptions)), 418])
def test_every_error_page_says_what_happened_and_what_to_do(
    failing: Callable[[Exception], Visitor], status: int
) -> None:
    with pytest.raises(HTTPException) as error:
        abort(status)
    page = failing(error.value).opens("/fails")

    assert page.status == status
    check_page(page)
    assert f"Error {status}" in page.text()
    assert page.all("//main//a | //main//button"), "nothing to do next"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError(N_("There is no quiz %(number)s."), number=7), 404),
        (NotAllowedError(N_("This is not yours.")), 403),
        (ConflictError(N_("It is over.")), 409),
        (InvalidInputError(N_("100%% of %(what)s."), what="it", field="x"), 422),
        (ArticleError(N_("The article is empty."), reason="empty"), 422),
        (QuizappError(N_("Something else.")), 400),
    ],
)
def test_our_own_errors_have_their_status_and_say_their_message(
    failing: Callable[[Exception], Visitor], error: QuizappError, status: int
) -> None:
    visitor = failing(error)
    page = visitor.opens("/fails")
    assert page.status == status
    assert str(error) in page.text()

    answer = visitor.opens("/fails", Accept=JSON).response
    assert answer.status_code == status
    assert answer.json == {"error": {"status": status, "message": str(error)}}


def test_an_unforeseen_error_shows_no_trace_and_a_number_that_the_log_has(
    failing: Callable[[Exception], Visitor], caplog: pytest.LogCaptureFixture
) -> None:
    visitor = failing(ZeroDivisionError("secret detail"))
    page = visitor.opens("/fails")

    assert page.status == 500
    check_page(page)
    assert "secret detail" not in page.source
    assert "ZeroDivisionError" not in page.source
    reference = page.text("//main//code")
    assert len(reference) == 8
    assert f"Error {reference} at GET /fails" in caplog.text
    assert "secret detail" in caplog.text


def test_a_database_that_does_not_answer_is_told_apart(
    failing: Callable[[Exception], Visitor],
) -> None:
    page = failing(OperationalError("SELECT 1", {}, Exception("locked"))).opens("/fails")

    assert page.status == 503
    assert "The site is busy" in page.text("//h1")
    assert "SELECT" not in page.source


def test_an_error_while_somebody_is_signed_in_leaves_a_page_that_can_be_drawn(
    student: Visitor,
) -> None:
    page = student.opens("/nowhere")
    assert page.status == 404
    assert "Some-Student" in page.text("//header")
    assert page.one("//main//a").get("href") == "/"


def test_a_request_that_is_too_large_says_how_large_it_may_be(student: Visitor) -> None:
    page = student.posts("/account", {"display_name": "x" * (MAX_CONTENT_LENGTH + 1)})

    assert page.status == 413
    assert "larger than 8 MB" in page.text()


def test_the_wrong_method_says_which_are_right(visitor: Visitor) -> None:
    page = visitor.opens("/sign-out")

    assert page.status == 405
    assert set(page.response.headers["Allow"].split(", ")) >= {"POST"}


class TestNothingTypedIsLost:
    """A form that is refused because of the session can be sent again."""

    def _send_again(self, visitor: Visitor, page: Page) -> Page:
        visitor.page = page
        form = page.one("//main//form[.//input[@name='csrf_token']]")
        return visitor.sends(form.action)

    def test_when_the_token_is_of_another_session(self, student: Visitor) -> None:
        student.opens("/account")
        with student.client.session_transaction() as session:
            session["csrf_token"] = "another"
        page = student.sends("/account", display_name="Asha <Devi>", email="asha@example.org")
        assert page.status == 400
        check_page(page)

        page = self._send_again(student, page)
        assert "Your changes are saved." in page.text()
        assert page.one("//input[@name='display_name']").value == "Asha <Devi>"

    def test_when_the_session_has_ended(self, student: Visitor) -> None:
        page = student.opens("/account")
        with student.client.session_transaction() as session:
            del session["_user_id"]
        refused = student.sends("/account", display_name="Asha Devi")
        assert refused.status == 401
        check_page(refused)

        other_tab = refused.one("//main//a[@target]")
        student.opens(other_tab.get("href"))
        student.sends("/sign-in", login="some-student", password=PASSWORD)
        page = self._send_again(student, refused)
        assert page.one("//input[@name='display_name']").value == "Asha Devi"

    def test_but_passwords_are_never_sent_back(self, student: Visitor) -> None:
        student.opens("/account")
        with student.client.session_transaction() as session:
            session["csrf_token"] = "another"
        page = student.sends(
            "/account/password", old_password=PASSWORD, new_password="another long walk"
        )

        assert page.status == 400
        assert PASSWORD not in page.source
        assert "another long walk" not in page.source

    def test_but_the_form_of_another_site_is_not_offered(self, student: Visitor) -> None:
        answer = student.client.post(
            "/account",
            data={"display_name": "Taken Over"},
            headers={"Origin": "https://evil.example"},
        )
        page = Page(answer)

        assert page.status == 400
        assert "Taken Over" not in page.source
        assert not page.all("//main//form")


def test_what_an_error_interrupts_is_rolled_back(make_app: MakeApp) -> None:
    app = make_app()

    @public
    def half() -> str:
        db.session.execute(text("UPDATE users SET display_name = 'Half'"))
        raise ConflictError(N_("Stop."))

    app.add_url_rule("/half", "half", half, methods=["POST"])
    visitor = Visitor(app)
    visitor.opens("/sign-up")
    visitor.sends("/sign-up", display_name="Whole", username="whole", password=PASSWORD)
    assert visitor.posts("/half").status == 409
    assert visitor.opens("/account").one("//input[@name='display_name']").value == "Whole"
