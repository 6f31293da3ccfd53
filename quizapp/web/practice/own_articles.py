"""A student practises on an article of their own."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.errors import RateLimitExceeded
from wtforms import IntegerField, StringField, TextAreaField, URLField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from quizapp.errors import ArticleError, InvalidInputError
from quizapp.models.users import Role
from quizapp.services import articles, own_articles
from quizapp.services.asked import Asked
from quizapp.web.access import signed_in, the_user
from quizapp.web.article_refusals import refusal_text
from quizapp.web.clock import now
from quizapp.web.extensions import db, limiter
from quizapp.web.forms import BaseForm
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.practice.blueprint import blueprint
from quizapp.web.teaching.forms import DEFAULT_COUNT, MOST_QUESTIONS, lines, one_line, too_long
from quizapp.web.transactions import begin_writing, reads_first

#: Writing questions takes a processor for a second or more.
LIMIT = "10 per hour"
_LONGEST_URL = 2000
_REFUSED = 422
_TOO_MANY = 429


class OwnArticleForm(BaseForm):
    """An article that somebody wants to be asked about."""

    text = TextAreaField(
        _("Text of the article"),
        [DataRequired(_("Paste the text of an article."))],
        filters=[lines],
    )
    count = IntegerField(
        _("Number of questions"),
        [
            InputRequired(_("Enter how many questions you want.")),
            NumberRange(1, MOST_QUESTIONS, _("Enter a number from %(min)d to %(max)d.")),
        ],
        description=_("At most so many. Fewer come where the article gives no more good ones."),
        default=DEFAULT_COUNT,
    )
    title = StringField(
        _("Title (optional)"),
        [too_long(200)],
        filters=[one_line],
        description=_("Left empty, it is the article's own headline."),
    )
    source_name = StringField(
        _("Source (optional)"),
        [too_long(200)],
        filters=[one_line],
        description=_("Who published it, such as a newspaper or a ministry."),
    )
    source_url = URLField(_("Address (optional)"), [too_long(_LONGEST_URL)], filters=[one_line])


@blueprint.route("/practice/articles/new", methods=["GET", "POST"])
@signed_in
@reads_first
def own_article() -> ResponseReturnValue:
    """Take an article and make a private practice quiz of its questions."""
    if the_user().role is not Role.STUDENT:
        return redirect(url_for("teaching.new_article"), 303)
    form = OwnArticleForm()
    status = 200
    if form.validate_on_submit():
        try:
            with limiter.limit(LIMIT, key_func=_reader):
                quiz_id = _make(form)
        except ArticleError as error:
            form.text.errors = [*form.text.errors, refusal_text(error)]
        except InvalidInputError as error:
            form.take(error)
        except RateLimitExceeded:
            status = _TOO_MANY
            form.form_errors.append(
                gettext(
                    "Many articles were sent within an hour. Wait a while; your text stays here."
                )
            )
        else:
            flash(gettext("The questions are written. They are for you alone."), "success")
            return redirect(url_for("practice.quiz", quiz_id=quiz_id), 303)
    if form.errors and status != _TOO_MANY:
        status = _REFUSED
    return render_template("practice/new_article.html", form=form), status


def _make(form: OwnArticleForm) -> int:
    """Write the questions, which takes a while, and only then store anything."""
    text, title = form.text.data or "", form.title.data or ""
    asked = Asked(count=form.count.data or DEFAULT_COUNT)
    generated = articles.generate_article(text, asked, title=title or None)
    begin_writing()
    return own_articles.practise_article(
        db.session,
        user=the_user(),
        text=text,
        generated=generated,
        asked=asked,
        title=title,
        source_name=form.source_name.data or "",
        source_url=form.source_url.data or "",
        now=now(),
    )


def _reader() -> str:
    return f"own articles of {the_user().id}"
