"""Comments of teachers on a question: writing, changing and deleting them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from quizapp.domain.second_looks import COMMENT_MAXIMUM
from quizapp.errors import InvalidInputError
from quizapp.services import item_comments
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.forms import too_long, trimmed_lines


class CommentForm(BaseForm):
    """What somebody says about a question."""

    text = TextAreaField(
        _("Comment"),
        [DataRequired(_("Write a comment first.")), too_long(COMMENT_MAXIMUM)],
        filters=[trimmed_lines],
        description=_(
            "Teachers who work on this question read it; students never do. At most %(count)d"
            " characters.",
            count=COMMENT_MAXIMUM,
        ),
    )


@blueprint.route("/items/<int:item_id>/comments", methods=["GET", "POST"])
@teacher
def write_comment(item_id: int) -> ResponseReturnValue:
    """Say something about a question."""
    item_comments.list_comments(db.session, item_id, user=the_user())
    form = CommentForm(prefix="comment-")
    if form.validate_on_submit():
        try:
            made = item_comments.comment(
                db.session, item_id, text=form.text.data or "", actor=the_user(), now=now()
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            return _back(item_id, made)
    page = render_template(
        "teaching/comment.html",
        form=form,
        title=gettext("Write a comment"),
        back=url_for("teaching.second_look", item_id=item_id),
    )
    return page, REFUSED if form.errors else 200


@blueprint.route("/comments/<int:comment_id>/edit", methods=["GET", "POST"])
@teacher
def edit_comment(comment_id: int) -> ResponseReturnValue:
    """Change what a comment of one's own says."""
    view = item_comments.get_comment(db.session, comment_id, user=the_user())
    form = CommentForm(prefix="comment-", data={"text": view.text})
    if form.validate_on_submit():
        try:
            item_comments.edit_comment(
                db.session, comment_id, text=form.text.data or "", actor=the_user(), now=now()
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            return _back(view.item_id, comment_id)
    page = render_template(
        "teaching/comment.html",
        form=form,
        title=gettext("Change the comment"),
        back=url_for("teaching.second_look", item_id=view.item_id),
    )
    return page, REFUSED if form.errors else 200


@blueprint.route("/comments/<int:comment_id>/delete", methods=["GET", "POST"])
@teacher
def delete_comment(comment_id: int) -> ResponseReturnValue:
    """Ask once, then take the words of a comment away."""
    view = item_comments.get_comment(db.session, comment_id, user=the_user())
    form = BaseForm()
    if form.validate_on_submit():
        item_comments.delete_comment(db.session, comment_id, actor=the_user(), now=now())
        flash(gettext("The comment is deleted."), "success")
        return _back(view.item_id, comment_id)
    return render_template("teaching/delete_comment.html", comment=view)


def _back(item_id: int, comment_id: int) -> ResponseReturnValue:
    address = url_for("teaching.second_look", item_id=item_id)
    return redirect(f"{address}#comment-{comment_id}", 303)
