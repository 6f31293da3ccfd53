"""Deleting a question or a set: it goes into the bin at once, and “Undo” brings it back."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.binned import BinKind
from quizapp.services import deleting, items
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.teaching.bin_messages import say_in_bin, say_items_in_bin
from quizapp.web.teaching.blueprint import blueprint, teacher


@blueprint.post("/items/<int:item_id>/delete")
@teacher
def delete_item(item_id: int) -> ResponseReturnValue:
    """Put a question into the bin."""
    article_id = items.get_item(db.session, item_id, user=the_user()).article_id
    deleting.delete_item(db.session, item_id, actor=the_user(), now=now())
    say_items_in_bin([item_id])
    if article_id is not None:
        return redirect(url_for("teaching.review", article_id=article_id), 303)
    return redirect(url_for("teaching.bank"), 303)


@blueprint.post("/sets/<int:set_id>/delete")
@teacher
def delete_set(set_id: int) -> ResponseReturnValue:
    """Put a set into the bin; its questions stay in the bank."""
    title = deleting.delete_set(db.session, set_id, actor=the_user(), now=now())
    say_in_bin(BinKind.SET, set_id, title)
    return redirect(url_for("teaching.sets"), 303)
