"""A student's own tests: made, listed, renamed, deleted; and practising what was missed."""

from datetime import date, datetime
from secrets import SystemRandom, token_hex

import flask_babel
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import InvalidInputError
from quizapp.services import attempts, my_tests, own_tests
from quizapp.services.own_tests import Choice, Matching
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import format_day, gettext
from quizapp.web.practice.blueprint import blueprint
from quizapp.web.practice.own_test_forms import LOOSER, OwnTestForm, RenameForm

_REFUSED = 422
_PER_PAGE = 12
_KEY_BYTES = 8


@blueprint.get("/tests", endpoint="own_tests")
@signed_in
def list_own() -> str:
    """List one's own tests, the newest first."""
    page = my_tests.list_tests(
        db.session,
        user=the_user(),
        now=now(),
        page=request.args.get("page", 1, type=int),
        per_page=_PER_PAGE,
    )
    return render_template("practice/own_tests.html", page=page)


@blueprint.route("/tests/new", methods=["GET", "POST"])
@signed_in
def new_test() -> ResponseReturnValue:
    """Ask what the test is to be, say how many questions match, make it and start it."""
    form = OwnTestForm()
    if request.method == "GET":
        form.key.data = token_hex(_KEY_BYTES)
        return _form_page(form, _matching(Choice()))
    if not form.validate_on_submit():
        return _form_page(form, None), _REFUSED
    choice = form.choice(_today())
    if request.form.get("do") == "count":
        return _form_page(form, _matching(choice))
    try:
        quiz_id = own_tests.make_test(
            db.session,
            choice,
            count=form.count.data or 0,
            rules=form.rules(),
            title=form.title.data or gettext("My test of %(day)s", day=format_day(now())),
            key=form.key.data or "",
            user=the_user(),
            now=now(),
            rng=SystemRandom(),
        )
    except InvalidInputError as error:
        form.take(error)
        return _form_page(form, _matching(choice)), _REFUSED
    return _start(quiz_id)


def _form_page(form: OwnTestForm, matching: Matching | None) -> str:
    return render_template(
        "practice/new_test.html", form=form, matching=matching, looser=LOOSER, asked=form.count.data
    )


def _matching(choice: Choice) -> Matching:
    return own_tests.count_matching(db.session, choice, user=the_user(), now=now())


def _today() -> date:
    """Return the day where the reader is."""
    local: datetime = flask_babel.to_user_timezone(now())
    return local.date()


def _start(quiz_id: int) -> ResponseReturnValue:
    attempt_id = attempts.start(db.session, quiz_id, user=the_user(), now=now(), rng=SystemRandom())
    return redirect(url_for("practice.attempt", attempt_id=attempt_id), 303)


@blueprint.post("/attempts/<int:attempt_id>/missed")
@signed_in
def practise_again(attempt_id: int) -> ResponseReturnValue:
    """Practise what was not right in an attempt."""
    title = gettext("Missed on %(day)s", day=format_day(now()))
    return _start(
        own_tests.practise_again(db.session, attempt_id, title=title, user=the_user(), now=now())
    )


@blueprint.post("/tests/missed")
@signed_in
def practise_missed() -> ResponseReturnValue:
    """Practise what is to be gone over."""
    title = gettext("To go over, %(day)s", day=format_day(now()))
    return _start(own_tests.practise_missed(db.session, title=title, user=the_user(), now=now()))


@blueprint.route("/tests/<int:test_id>/rename", methods=["GET", "POST"])
@signed_in
def rename_test(test_id: int) -> ResponseReturnValue:
    """Give a test another name."""
    card = my_tests.card_of_test(db.session, test_id, user=the_user(), now=now())
    form = RenameForm() if request.method == "POST" else RenameForm(formdata=None, obj=card)
    if form.validate_on_submit():
        title = form.title.data or ""
        my_tests.rename_test(db.session, test_id, title=title, user=the_user(), now=now())
        flash(gettext("Your changes are saved."), "success")
        return redirect(url_for("practice.own_tests"), 303)
    page = render_template("practice/rename_test.html", form=form, card=card)
    return page, _REFUSED if form.errors else 200


@blueprint.route("/tests/<int:test_id>/delete", methods=["GET", "POST"])
@signed_in
def delete_test(test_id: int) -> ResponseReturnValue:
    """Ask once, then take a test off the list."""
    card = my_tests.card_of_test(db.session, test_id, user=the_user(), now=now())
    if request.method == "GET":
        return render_template("practice/delete_test.html", card=card)
    my_tests.delete_test(db.session, test_id, user=the_user(), now=now())
    flash(gettext("“%(title)s” is deleted.", title=card.title), "success")
    return redirect(url_for("practice.own_tests"), 303)
