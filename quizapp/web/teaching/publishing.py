"""Publishing: accepted questions, or a set, become a quiz under rules."""

from collections.abc import Callable, Sequence

import flask_babel
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.presets import PRESETS, ExamPreset
from quizapp.errors import N_, InvalidInputError
from quizapp.models.quizzes import Audience
from quizapp.services import exam_rules, publishing, reviewing, second_looks, sets, staleness
from quizapp.services.audiences import Access
from quizapp.services.rules import QuizRules
from quizapp.services.staleness import StaleItems
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.disclosing import DISCLOSED_NAMES, MOMENT_NAMES
from quizapp.web.extensions import db
from quizapp.web.forms import choices
from quizapp.web.i18n import gettext
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.publish_forms import PublishForm, rule_choices
from quizapp.web.teaching.sharing import new_code

_PUBLISHED_FOR: dict[Audience, str] = {
    Audience.EVERYONE: N_("The quiz is published. Students find it under “Quizzes”."),
    Audience.LINK: N_("The quiz is published. Copy its link below and share it."),
    Audience.PRIVATE: N_("The quiz is published for you alone. Below you open it to others."),
}


@blueprint.route("/articles/<int:article_id>/publish", methods=["GET", "POST"])
@teacher
def publish_article(article_id: int) -> ResponseReturnValue:
    """Publish the accepted questions of an article as a set and a quiz."""
    article = reviewing.article_review(db.session, article_id, user=the_user())

    def publish(title: str, rules: QuizRules, access: Access) -> int:
        return publishing.publish_article(
            db.session,
            article_id,
            title=title,
            rules=rules,
            access=access,
            actor=the_user(),
            now=now(),
        )

    return _publish(
        publish,
        title=article.title,
        questions=(article.counts.accepted,),
        back=url_for("teaching.review", article_id=article_id),
        pending=article.counts.pending,
        stale=staleness.stale_of_article(db.session, article_id, now=now()),
        in_review=second_looks.open_of_article(db.session, article_id),
    )


@blueprint.route("/sets/<int:set_id>/publish", methods=["GET", "POST"])
@teacher
def publish_set(set_id: int) -> ResponseReturnValue:
    """Publish a set as a quiz."""
    view = sets.set_view(db.session, set_id, user=the_user(), per_page=1)

    def publish(title: str, rules: QuizRules, access: Access) -> int:
        return publishing.publish_set(
            db.session,
            set_id,
            title=title,
            rules=rules,
            access=access,
            actor=the_user(),
            now=now(),
        )

    return _publish(
        publish,
        title=view.title,
        questions=sets.section_counts(db.session, set_id),
        back=url_for("teaching.quiz_set", set_id=set_id),
        stale=staleness.stale_of_set(db.session, set_id, now=now()),
        in_review=second_looks.open_of_set(db.session, set_id),
    )


def _access(form: PublishForm) -> Access:
    audience = Audience(form.audience.data)
    return Access(audience, new_code() if audience is Audience.LINK else None)


def _publish(
    publish: Callable[[str, QuizRules, Access], int],
    *,
    title: str,
    questions: Sequence[int],
    back: str,
    pending: int = 0,
    stale: StaleItems,
    in_review: int,
) -> ResponseReturnValue:
    """Show the form of the rules, or publish under those that came with it."""
    form = PublishForm()
    exams = _exams()
    if form.validate_on_submit():
        try:
            quiz_id = publish(form.title.data or "", form.rules(exams), _access(form))
        except InvalidInputError as error:
            form.take(error, {"section": "preset"})
        else:
            flash(gettext(_PUBLISHED_FOR[Audience(form.audience.data)]), "success")
            return redirect(url_for("teaching.quiz", quiz_id=quiz_id), 303)
    if request.method == "GET":
        for _section in questions:
            form.draws.append_entry()
        form.title.data, form.questions.data = title, ",".join(map(str, questions))
    offered = rule_choices(form.counted(), exams)
    if request.method == "GET":
        form.prefer(request.args.get("preset", ""), offered)
    form.preset.choices = choices((exam.value, exam.preset.name) for exam in offered)
    page = render_template(
        "teaching/publish.html",
        form=form,
        title=title,
        questions=sum(questions),
        available=form.counted(),
        exams=offered,
        back=back,
        pending=pending,
        stale=stale,
        in_review=in_review,
        disclosed=DISCLOSED_NAMES,
        moments=MOMENT_NAMES,
        time_zone=flask_babel.get_timezone(),
    )
    return page, REFUSED if form.errors else 200


def _exams() -> dict[str, ExamPreset]:
    """Return the exams whose rules can be chosen: the teacher's own, then the presets."""
    own = exam_rules.list_rules(db.session, user=the_user())
    return {f"own-{rules.id}": rules.exam for rules in own} | dict(PRESETS)
