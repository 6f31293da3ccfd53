"""Forged forms, foreign addresses, cookies, headers, guessing."""

from collections.abc import Callable

import pytest
from browsing import PASSWORD, Visitor
from flask import Flask

from quizapp.web.security import safe_path

MakeApp = Callable[..., Flask]
SignUp = Callable[..., int]


class TestForgedForms:
    def test_a_form_without_its_token_changes_nothing(self, student: Visitor) -> None:
        answer = student.client.post("/account", data={"display_name": "Forged"})
        assert answer.status_code == 400
        assert student.opens("/account").one("//input[@name='display_name']").value != "Forged"

    def test_a_token_of_somebody_else_is_refused(self, app: Flask, student: Visitor) -> None:
        token = Visitor(app).opens("/sign-in").one("//meta[@name='csrf-token']").get("content")
        student.opens("/account")
        answer = student.client.post(
            "/account", data={"display_name": "Forged", "csrf_token": token}
        )
        assert answer.status_code == 400

    def test_a_token_lives_as_long_as_its_session(self, app: Flask) -> None:
        assert app.config["WTF_CSRF_TIME_LIMIT"] is None


class TestAddressesAfterSigningIn:
    @pytest.mark.parametrize("path", ["/account", "/quizzes?page=2", "/a/b#c", "/%E0%A4%95"])
    def test_paths_of_this_site_are_followed(self, path: str) -> None:
        assert safe_path(path, "/home") == path

    @pytest.mark.parametrize(
        "path",
        [
            None,
            "",
            "account",
            "https://evil.example/",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/ok\r\nLocation: //evil.example",
            " //evil.example",
            "javascript:alert(1)",
            "/a\\b",
        ],
    )
    def test_everything_else_leads_home(self, path: str | None) -> None:
        assert safe_path(path, "/home") == "/home"

    def test_signing_in_does_not_lead_elsewhere(self, visitor: Visitor, sign_up: SignUp) -> None:
        sign_up("asha")
        visitor.opens("/sign-in?next=https://evil.example/")
        page = visitor.sends("/sign-in", follow=False, login="asha", password=PASSWORD)
        assert page.location == "/"

    @pytest.mark.parametrize("action", ["/language", "/theme"])
    def test_the_switches_do_not_lead_elsewhere(self, visitor: Visitor, action: str) -> None:
        page = visitor.posts(action, {"language": "hi", "theme": "dark", "next": "//evil.example"})
        assert page.location == "/"


class TestCookies:
    def _session_cookie(self, visitor: Visitor) -> str:
        page = visitor.opens("/sign-in")
        visitor.page = page
        answer = visitor.sends("/sign-in", follow=False, login="asha", password=PASSWORD).response
        return next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("session="))

    def test_of_the_session(self, visitor: Visitor, sign_up: SignUp) -> None:
        sign_up("asha")
        cookie = self._session_cookie(visitor)
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Expires=" in cookie, "a session outlives the browser window"
        assert "Secure" not in cookie

    def test_of_the_session_is_renewed_once_a_day(self, student: Visitor) -> None:
        assert "session=" in student.opens("/account").response.headers["Set-Cookie"]
        assert "Set-Cookie" not in student.opens("/account").response.headers
        with student.client.session_transaction() as session:
            session["last_day"] -= 1
        assert "session=" in student.opens("/account").response.headers["Set-Cookie"]

    def test_are_not_sent_with_files(self, student: Visitor) -> None:
        page = student.opens("/account")
        answer = student.opens(page.all("//link[@rel='stylesheet']/@href")[0]).response
        assert "Set-Cookie" not in answer.headers

    def test_are_secure_where_the_site_is(self, make_app: MakeApp, sign_up: SignUp) -> None:
        sign_up("asha")
        visitor = Visitor(make_app(SESSION_COOKIE_SECURE=True))
        answer = visitor.opens("/sign-in").response
        assert "Secure" in answer.headers["Set-Cookie"]
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")

    @pytest.mark.parametrize("action", ["/language", "/theme"])
    def test_of_preferences(self, visitor: Visitor, action: str) -> None:
        page = visitor.posts(action, {"language": "hi", "theme": "dark"})
        cookie = page.response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


class TestHeaders:
    def test_pages_are_not_kept_by_caches(self, student: Visitor) -> None:
        assert student.opens("/account").response.headers["Cache-Control"] == "private, no-cache"

    def test_pages_are_shown_in_no_frame(self, visitor: Visitor) -> None:
        headers = visitor.opens("/").response.headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"

    def test_versioned_files_are_kept_for_good(self, visitor: Visitor) -> None:
        page = visitor.opens("/")
        for address in page.all("//link[@rel='stylesheet']/@href | //script/@src"):
            answer = visitor.opens(address).response
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            plain = visitor.opens(address.partition("?")[0]).response
            assert plain.headers["Cache-Control"] == "no-cache"

    def test_the_first_page_is_light(self, visitor: Visitor) -> None:
        page = visitor.opens("/")
        files = set(page.all("//link/@href | //script/@src | //img/@src | //*[@href]/@href"))
        static = {file.partition("#")[0] for file in files if file.startswith("/static/")}
        modules = {"/static/js/keep-typed.js"}
        sources = [page.source, *(visitor.opens(file).source for file in static | modules)]
        assert sum(len(source.encode()) for source in sources) < 100_000


class TestGuessing:
    def test_a_name_can_be_tried_ten_times(self, visitor: Visitor, sign_up: SignUp) -> None:
        sign_up("asha")
        visitor.opens("/sign-in")
        for _ in range(10):
            assert visitor.sends("/sign-in", login="asha", password="wrong").status == 422
        page = visitor.sends("/sign-in", login="ASHA ", password=PASSWORD)

        assert page.status == 429
        assert "Too many tries" in page.text("//h1")
        assert "Wait ten minutes" in page.text()

    def test_others_at_the_same_address_are_not_held_up(
        self, visitor: Visitor, sign_up: SignUp
    ) -> None:
        sign_up("asha")
        sign_up("ravi")
        visitor.opens("/sign-in")
        for _ in range(11):
            visitor.sends("/sign-in", login="asha", password="wrong")
            visitor.opens("/sign-in")
        assert visitor.sends("/sign-in", login="ravi", password=PASSWORD).path == "/"

    def test_signing_in_rightly_is_never_too_often(self, app: Flask, sign_up: SignUp) -> None:
        sign_up("asha")
        for _ in range(12):
            Visitor(app).signs_in("asha")
