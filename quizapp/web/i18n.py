"""Languages: which one a reader sees, and the typed door to Flask-Babel.

The language comes from the account, else from the cookie that the switch at the foot of each page
sets, else from the browser. Numbers and dates take its Indian form (12,34,567), dates the time zone
that the reader's browser has told.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import available_timezones

import flask_babel
from babel.core import Locale
from babel.numbers import format_decimal
from flask import Flask, request

from quizapp.errors import InvalidInputError, Problem, QuizappError
from quizapp.web.access import signed_in_user
from quizapp.web.config import UI_LANGUAGES
from quizapp.web.extensions import babel

LANGUAGE_COOKIE = "language"
TIMEZONE_COOKIE = "timezone"

gettext: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
#: A text that is translated when it is shown: for labels and messages made when a module loads.
lazy_gettext: Callable[..., str] = flask_babel.lazy_gettext

#: A point of time by language (Unicode's date fields). Hindi names the part of the day, and its
#: months are hardly longer in full.
_WHEN = {"en": "d MMM y, h:mm a", "hi": "d MMMM y, B h:mm"}

_TIMEZONES = frozenset(available_timezones())


def init_i18n(app: Flask) -> None:
    """Choose language and time zone for every request of `app`; add the filters of templates."""
    babel.init_app(app, locale_selector=_locale, timezone_selector=_timezone)
    app.add_template_filter(format_when, "when")
    app.add_template_filter(format_clock_time, "clock_time")
    app.add_template_filter(format_day, "day")
    app.add_template_filter(format_number, "number")
    app.add_template_filter(format_marks, "marks")
    app.add_template_filter(format_percent, "percent")
    app.add_template_filter(format_minutes, "minutes")
    app.add_template_filter(quiz_name, "quiz_name")


def ui_language() -> str:
    """Return the code of the language that this reader sees."""
    user = signed_in_user()
    for code in (user.language if user else None, request.cookies.get(LANGUAGE_COOKIE)):
        if code is not None and code in UI_LANGUAGES:
            return code
    return request.accept_languages.best_match(list(UI_LANGUAGES), "en")


def error_text(error: QuizappError) -> str:
    """Return what an error says, in the reader's language."""
    return (
        problem_text(error.problems[0])
        if isinstance(error, InvalidInputError)
        else (gettext(error.message) % error.params)
    )


def problem_text(problem: Problem) -> str:
    """Return what one problem says, in the reader's language and without its place."""
    return gettext(problem.message) % dict(problem.params)


def format_when(value: datetime) -> str:
    """Return a point of time in the reader's time zone: "21 Nov 2026, 5:04 pm"."""
    return str(flask_babel.format_datetime(value, _WHEN[_reader_locale().language]))


def format_clock_time(value: datetime) -> str:
    """Return the time of the day in the reader's time zone, to the second: "5:04:09 pm"."""
    return str(flask_babel.format_time(value, "h:mm:ss a"))


def format_day(value: date) -> str:
    """Return a date: "21 November 2026". A point of time gives its day for the reader."""
    return str(flask_babel.format_date(value, "d MMMM y", rebase=isinstance(value, datetime)))


def format_number(value: Decimal | Fraction | float, digits: int = 2) -> str:
    """Return a number with at most `digits` decimals and Indian grouping: "12,34,567.5"."""
    number = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value
    text = format_decimal(number, format=f"#,##,##0.{'#' * digits}", locale=_reader_locale())
    # A hyphen is easily overlooked before a figure; marks have the same sign.
    return text.replace("-", "−")


def format_marks(value: Fraction, *, signed: bool = False) -> str:
    """Return marks exactly: "12", "−2/3", "7 1/3"; with `signed` also "+2"."""
    sign = "−" if value < 0 else ("+" if signed and value > 0 else "")
    whole, rest = divmod(abs(value), 1)
    parts = [format_number(whole)] if whole or not rest else []
    if rest:
        parts.append(f"{rest.numerator}/{rest.denominator}")
    return sign + " ".join(parts)


def format_percent(value: Fraction | float, digits: int = 0) -> str:
    """Return a share of 1 in percent: 0.666… is "67%"."""
    return f"{format_number(Fraction(value) * 100, digits)}%"


def format_minutes(value: int) -> str:
    """Return a length of time given in minutes: "45 min", "2 h", "1 h 30 min"."""
    hours, minutes = divmod(value, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)s h", "%(count)s h", hours, count=hours))
    if minutes or not hours:
        parts.append(gettext("%(count)s min", count=minutes))
    return " ".join(parts)


def quiz_name(title: str, daily_on: date | None) -> str:
    """Return what a quiz is called: the title its owner gave it; a daily one by its day."""
    if daily_on is None:
        return title
    return gettext("Daily quiz of %(day)s", day=format_day(daily_on))


def _reader_locale() -> Locale:
    return flask_babel.get_locale() or Locale("en", "IN")


def _locale() -> str:
    return f"{ui_language()}_IN"


def _timezone() -> str | None:
    name = request.cookies.get(TIMEZONE_COOKIE, "")
    return name if name in _TIMEZONES else None
