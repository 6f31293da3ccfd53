"""Publishing: accepted questions, or a set, become a quiz under rules."""

from collections.abc import Callable

import flask_babel
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import InvalidInputError
from quizapp.services import publishing, reviewing, sets
from quizapp.services.rules import QuizRules
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import choices
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.publish_forms import PublishForm, rule_choices


@blueprint.route("/articles/<int:article_id>/publish", methods=["GET", "POST"])
@teacher
def publish_article(article_id: int) -> ResponseReturnValue:
    """Publish the accepted questions of an article as a set and a quiz."""
    article = reviewing.article_review(db.session, article_id, user=the_user())

    def publish(title: str, rules: QuizRules) -> int:
        return publishing.publish_article(
            db.session, article_id, title=title, rules=rules, actor=the_user(), now=now()
        )

    return _publish(
        publish,
        title=article.title,
        questions=article.counts.accepted,
        back=url_for("teaching.review", article_id=article_id),
        pending=article.counts.pending,
    )


@blueprint.route("/sets/<int:set_id>/publish", methods=["GET", "POST"])
@teacher
def publish_set(set_id: int) -> ResponseReturnValue:
    """Publish a set as a quiz."""
    view = sets.set_view(db.session, set_id, user=the_user(), per_page=1)

    def publish(title: str, rules: QuizRules) -> int:
        return publishing.publish_set(
            db.session, set_id, title=title, rules=rules, actor=the_user(), now=now()
        )

    return _publish(
        publish,
        title=view.title,
        questions=view.items.total,
        back=url_for("teaching.quiz_set", set_id=set_id),
    )


def _publish(
    publish: Callable[[str, QuizRules], int],
    *,
    title: str,
    questions: int,
    back: str,
    pending: int = 0,
) -> ResponseReturnValue:
    """Show the form of the rules, or publish under those that came with it."""
    form = PublishForm()
    if form.validate_on_submit():
        try:
            quiz_id = publish(form.title.data or "", form.rules())
        except InvalidInputError as error:
            form.take(error, {"section": "preset"})
        else:
            flash(gettext("The quiz is published. Students find it under “Quizzes”."), "success")
            return redirect(url_for("teaching.quiz", quiz_id=quiz_id), 303)
    if request.method == "GET":
        form.title.data, form.questions.data = title, str(questions)
    exams = rule_choices(form.counted())
    form.preset.choices = choices((exam.value, exam.preset.name) for exam in exams)
    page = render_template(
        "teaching/publish.html",
        form=form,
        title=title,
        questions=questions,
        exams=exams,
        back=back,
        pending=pending,
        time_zone=flask_babel.get_timezone(),
    )
    return page, REFUSED if form.errors else 200
