"""Arranging a set: the order of its questions, and taking some out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError
from quizapp.services import arranging, set_totals
from quizapp.services.arranging import Arrangement, OrderChangedError
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import gettext, ngettext, problem_text
from quizapp.web.teaching.blueprint import CONFLICT, REFUSED, blueprint, page_number, teacher
from quizapp.web.teaching.forms import DIFFICULTY_NAMES

#: No set has so many questions that a place needs more.
_DIGITS = 6


@blueprint.get("/sets/<int:set_id>/arrange")
@teacher
def arrange_set(set_id: int) -> ResponseReturnValue:
    """Show the order of a set's questions."""
    return _page(_shown(set_id), {}, ())


@blueprint.post("/sets/<int:set_id>/arrange")
@teacher
def save_order(set_id: int) -> ResponseReturnValue:
    """Put the questions of a set into another order, and take out those that are ticked."""
    shown = _shown(set_id)
    typed = {place.item_id: request.form.get(f"place-{place.item_id}") for place in shown.places}
    removed = set(request.form.getlist("remove", type=int))
    kept = {item_id: text for item_id, text in typed.items() if text is not None}
    wrong = [text for text in kept.values() if not _is_place(text)]
    if wrong:
        text = gettext("Enter the places as numbers from 1. “%(typed)s” is none.", typed=wrong[0])
        return _page(shown, kept, removed, refused=text), REFUSED
    wanted = {
        place.item_id: int(kept[place.item_id])
        for place in shown.places
        if place.item_id in kept and int(kept[place.item_id]) != place.position
    }
    try:
        arranging.arrange(
            db.session,
            set_id,
            wanted,
            removed=removed,
            order=request.form.get("order", ""),
            actor=the_user(),
            now=now(),
        )
    except OrderChangedError:
        text = gettext(
            "Somebody changed the order or the questions of this set meanwhile. Below is how it"
            " stands now, with the numbers that you typed; nothing is saved yet."
        )
        return _page(shown, kept, removed, refused=text), CONFLICT
    except InvalidInputError as error:
        text = " ".join(problem_text(problem) for problem in error.problems)
        return _page(shown, kept, removed, refused=text), REFUSED
    if removed:
        flash(
            ngettext(
                "%(num)s question is taken out. It stays in the bank, to be put in again.",
                "%(num)s questions are taken out. They stay in the bank, to be put in again.",
                len(removed),
            ),
            "success",
        )
    flash(gettext("The order is saved."), "success")
    page = request.args.get("page", type=int)
    return redirect(url_for("teaching.arrange_set", set_id=set_id, page=page), 303)


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS and int(text) > 0


def _shown(set_id: int) -> Arrangement:
    return arranging.arrangement(db.session, set_id, user=the_user(), page=page_number())


def _page(
    shown: Arrangement, typed: dict[int, str], removed: set[int] | tuple[()], refused: str = ""
) -> str:
    return render_template(
        "teaching/arrange_set.html",
        set=shown,
        totals=set_totals.totals_of(db.session, shown.set_id),
        topic_names=TOPICS,
        difficulty_names=DIFFICULTY_NAMES,
        typed=typed,
        removed=removed,
        refused=refused,
    )
