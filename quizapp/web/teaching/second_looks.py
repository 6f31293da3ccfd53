"""A second teacher looks at questions: asking, the lists, the page of a question, the verdict."""

from enum import StrEnum

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired

from quizapp.domain.second_looks import NOTE_MAXIMUM, WORDS_MAXIMUM, Verdict
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.services import items, reviewing, second_looks
from quizapp.services.item_comments import list_comments
from quizapp.services.review_lists import discussed_item, list_reviews
from quizapp.services.second_looks import Asked
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import (
    CONFLICT,
    REFUSED,
    back_to,
    blueprint,
    page_number,
    teacher,
)
from quizapp.web.teaching.comments import CommentForm
from quizapp.web.teaching.forms import one_line, too_long, trimmed_lines

#: The longest e-mail address.
_LONGEST = 254


class AskForm(BaseForm):
    """Whom is asked to review questions, and what they are to look at."""

    who = StringField(
        _("User name or e-mail address of the teacher"),
        [DataRequired(_("Enter a user name or an e-mail address.")), too_long(_LONGEST)],
        filters=[one_line],
    )
    note = TextAreaField(
        _("A note to them (optional)"), [too_long(NOTE_MAXIMUM)], filters=[trimmed_lines]
    )


class VerdictForm(BaseForm):
    """What the reviewer thinks of the version that they saw."""

    version = HiddenField()
    words = TextAreaField(
        _("What needs to be changed, or what you noticed"),
        [too_long(WORDS_MAXIMUM)],
        filters=[trimmed_lines],
    )

    def seen_version(self) -> int:
        """Return the number of the version that was shown; 0 where it is none."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() else 0


class Side(StrEnum):
    """Whose reviews are listed."""

    OF_ME = "me"
    OF_OTHERS = "others"


@blueprint.get("/reviews")
@teacher
def second_looks_list() -> ResponseReturnValue:
    """List the questions that one is asked to review, or asked others to review."""
    side = Side.OF_OTHERS if request.args.get("of") == Side.OF_OTHERS else Side.OF_ME
    decided = request.args.get("state") == "decided"
    page = list_reviews(
        db.session,
        user=the_user(),
        asked_by_me=side is Side.OF_OTHERS,
        decided=decided,
        page=page_number(),
    )
    return render_template("teaching/second_looks.html", page=page, side=side, decided=decided)


@blueprint.route("/items/<int:item_id>/ask-review", methods=["GET", "POST"])
@teacher
def ask_review(item_id: int) -> ResponseReturnValue:
    """Ask another teacher to review a question."""
    view = items.get_item(db.session, item_id, user=the_user())
    back = back_to(url_for("teaching.second_look", item_id=view.item_id))

    form = AskForm()
    if form.validate_on_submit():
        try:
            asked = second_looks.ask(
                db.session,
                [item_id],
                who=form.who.data or "",
                note=form.note.data or "",
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            tell_asked(asked)
            return redirect(back, 303)
    page = render_template(
        "teaching/ask_review.html", form=form, item=view, article=None, back=back
    )
    return page, REFUSED if form.errors else 200


@blueprint.route("/articles/<int:article_id>/ask-review", methods=["GET", "POST"])
@teacher
def ask_article_review(article_id: int) -> ResponseReturnValue:
    """Ask another teacher to review all questions of an article that are not rejected."""
    article = reviewing.article_review(db.session, article_id, user=the_user())
    back = url_for("teaching.review", article_id=article_id)
    form = AskForm()
    if form.validate_on_submit():
        try:
            asked = second_looks.ask_for_article(
                db.session,
                article_id,
                who=form.who.data or "",
                note=form.note.data or "",
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            tell_asked(asked)
            return redirect(back, 303)
    page = render_template(
        "teaching/ask_review.html", form=form, item=None, article=article, back=back
    )
    return page, REFUSED if form.errors else 200


def tell_asked(asked: Asked) -> None:
    """Say on the next page whom was asked about how many questions."""
    flash(
        ngettext(
            "%(name)s is asked to review %(num)s question, and told.",
            "%(name)s is asked to review %(num)s questions, and told.",
            len(asked.item_ids),
            name=asked.name,
        ),
        "success",
    )
    if asked.left_out:
        flash(
            ngettext(
                "%(num)s was left out: it is in review already, rejected or retired.",
                "%(num)s were left out: they are in review already, rejected or retired.",
                len(asked.left_out),
            ),
            "info",
        )


@blueprint.get("/items/<int:item_id>/review")
@teacher
def second_look(item_id: int) -> ResponseReturnValue:
    """Show a question to those who work on it: what others think of it, and what they say."""
    return _page(item_id, VerdictForm(formdata=None), filled=True)


@blueprint.post("/items/<int:item_id>/review")
@teacher
def give_verdict(item_id: int) -> ResponseReturnValue:
    """Say that a question looks good or needs changes, and go on to the next."""
    view = discussed_item(db.session, item_id, user=the_user())
    form, status = VerdictForm(), REFUSED
    given = request.form.get("verdict", "")
    if given not in set(Verdict):
        form.form_errors.append(gettext("Choose whether it looks good or needs changes."))
    elif form.validate_on_submit():
        try:
            second_looks.decide(
                db.session,
                item_id,
                verdict=Verdict(given),
                words=form.words.data or "",
                version=form.seen_version(),
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        except ConflictError as error:
            form.form_errors.append(error_text(error))
            form.version.data, status = str(view.version), CONFLICT
        else:
            return _after_verdict(item_id, view.next_id)
    return _page(item_id, form), status


def _after_verdict(item_id: int, next_id: int | None) -> ResponseReturnValue:
    if next_id is None:
        flash(gettext("What you think is stored. Nothing else waits for your review."), "success")
        return redirect(url_for("teaching.second_look", item_id=item_id), 303)
    flash(gettext("What you think is stored. This is the next question."), "success")
    return redirect(url_for("teaching.second_look", item_id=next_id), 303)


@blueprint.post("/reviews/<int:review_id>/take-back")
@teacher
def take_back_review(review_id: int) -> ResponseReturnValue:
    """End a review, so that the reviewer sees the question no more."""
    item_id = second_looks.take_back(db.session, review_id, actor=the_user(), now=now())
    flash(gettext("The review is ended. The other teacher sees the question no more."), "success")
    default = url_for("teaching.second_looks_list", of=Side.OF_OTHERS)
    return redirect(back_to(f"{default}#item-{item_id}"), 303)


def _page(item_id: int, form: VerdictForm, *, filled: bool = False) -> str:
    view = discussed_item(db.session, item_id, user=the_user())
    if filled:
        form.version.data = str(view.version)
        form.words.data = view.mine.words if view.mine else ""
    return render_template(
        "teaching/second_look.html",
        item=view,
        form=form,
        comments=list_comments(
            db.session, item_id, user=the_user(), page=request.args.get("page", type=int)
        ),
        comment_form=CommentForm(formdata=None, prefix="comment-"),
    )
