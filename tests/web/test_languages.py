"""Which language, which numbers, which time of day."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from browsing import Visitor
from flask import Flask

from quizapp.web import i18n

WHEN = datetime(2026, 11, 21, 11, 34, tzinfo=UTC)


def _language(visitor: Visitor, **headers: str) -> str:
    return visitor.opens("/sign-in", **headers).one("/html").get("lang")


class TestTheLanguageOfAPage:
    @pytest.mark.parametrize(
        ("wished", "shown"),
        [("hi-IN,hi;q=0.9,en;q=0.5", "hi"), ("en-GB", "en"), ("fr", "en"), ("ta,hi;q=0.3", "hi")],
    )
    def test_is_what_the_browser_wishes(self, visitor: Visitor, wished: str, shown: str) -> None:
        assert _language(visitor, Accept_Language=wished) == shown

    def test_is_what_was_chosen(self, visitor: Visitor) -> None:
        visitor.opens("/sign-up?next=/quizzes")
        page = visitor.sends("/language", press=("language", "hi"), follow=False)
        assert page.location == "/sign-up?next=/quizzes"
        assert _language(visitor, Accept_Language="en") == "hi"

    def test_follows_the_account_to_another_browser(self, app: Flask, student: Visitor) -> None:
        student.opens("/account")
        student.sends("/language", press=("language", "hi"))
        other = Visitor(app).signs_in("some-student")
        assert other.opens("/account").one("/html").get("lang") == "hi"

    def test_is_one_that_exists(self, visitor: Visitor) -> None:
        assert visitor.posts("/language", {"language": "xx"}).status == 422
        visitor.client.set_cookie("language", "xx")
        assert _language(visitor) == "en"

    def test_is_shown_by_the_switch(self, visitor: Visitor) -> None:
        page = visitor.opens("/", Accept_Language="hi")
        assert page.text("//button[@name='language'][@aria-pressed='true']") == "हिन्दी"


class TestTheColours:
    def test_follow_the_device_until_chosen(self, visitor: Visitor) -> None:
        assert visitor.opens("/").one("/html").get("data-theme") is None
        page = visitor.sends("/theme", press=("theme", "dark"))
        assert page.one("/html").get("data-theme") == "dark"
        page = visitor.sends("/theme", press=("theme", "system"))
        assert page.one("/html").get("data-theme") is None

    def test_are_ones_that_exist(self, visitor: Visitor) -> None:
        assert visitor.posts("/theme", {"theme": "pink"}).status == 422


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (i18n.format_number(1234567), "12,34,567"),
        (i18n.format_number(Fraction(1, 3)), "0.33"),
        (i18n.format_marks(Fraction(0)), "0"),
        (i18n.format_marks(Fraction(22, 3)), "7 1/3"),
        (i18n.format_marks(Fraction(-2, 3)), "−2/3"),
        (i18n.format_marks(Fraction(2), signed=True), "+2"),
        (i18n.format_percent(Fraction(2, 3)), "67%"),
        (i18n.format_percent(Fraction(2, 3), 1), "66.7%"),
    ],
)
def test_numbers_are_written_the_indian_way(given: str, shown: str) -> None:
    assert given == shown


def test_dates_are_written_in_the_readers_zone(app: Flask) -> None:
    with app.test_request_context():
        assert i18n.format_when(WHEN).replace("\u202f", " ") == "21 Nov 2026, 5:04 pm"
        assert i18n.format_day(WHEN) == "21 November 2026"
        assert i18n.format_day(date(2026, 11, 21)) == "21 November 2026"
    with app.test_request_context(headers={"Cookie": "timezone=Asia/Tokyo"}):
        assert i18n.format_when(WHEN).replace("\u202f", " ") == "21 Nov 2026, 8:34 pm"
    with app.test_request_context(headers={"Cookie": "timezone=../../etc/passwd"}):
        assert i18n.format_when(WHEN).replace("\u202f", " ") == "21 Nov 2026, 5:04 pm"
    with app.test_request_context(headers={"Accept-Language": "hi"}):
        assert i18n.format_day(WHEN) == "21 नवंबर 2026"
        assert i18n.format_when(WHEN) == "21 नवंबर 2026, शाम 5:04"
        assert i18n.format_when(WHEN.replace(hour=2, minute=0)) == "21 नवंबर 2026, सुबह 7:30"


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (125, "2 h 5 min")]
)
def test_lengths_of_time_have_their_units(app: Flask, minutes: int, shown: str) -> None:
    with app.test_request_context():
        assert i18n.format_minutes(minutes) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(45, "45 मिनट"), (60, "1 घंटा"), (125, "2 घंटे 5 मिनट")]
)
def test_lengths_of_time_agree_in_number_in_hindi(app: Flask, minutes: int, shown: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "hi"}):
        assert i18n.format_minutes(minutes) == shown
