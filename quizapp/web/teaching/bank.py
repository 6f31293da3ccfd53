"""The bank: finding questions, and what is done with those that are chosen."""

from datetime import datetime
from typing import Any, Final

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.domain.permissions import Permission
from quizapp.domain.topics import TOPICS
from quizapp.errors import N_, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.services import bank_actions, second_looks, sets, staleness
from quizapp.services.bank import (
    matching_ids,
    search_bank,
)
from quizapp.services.bank_actions import Done
from quizapp.services.bank_undo import undo_changes
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, ngettext, problem_text
from quizapp.web.teaching.bank_forms import SearchForm
from quizapp.web.teaching.bin_messages import say_items_in_bin
from quizapp.web.teaching.blueprint import REFUSED, back_to, blueprint, page_number, teacher
from quizapp.web.teaching.forms import DIFFICULTY_NAMES
from quizapp.web.teaching.second_looks import tell_asked
from quizapp.web.teaching.staleness import day_from

_SETS_OFFERED = 100
#: Where the session keeps the moment of what can be taken back.
_UNDO = "bank_undo"

#: What is asked before all questions that match are changed.
_ALL = {
    "accept": N_("Accept all questions that match?"),
    "reject": N_("Reject all questions that match?"),
    "reopen": N_("Put all questions that match back to review?"),
    "retire": N_("Retire all questions that match?"),
    "restore": N_("Use all questions that match again?"),
    "copy": N_("Copy all questions that match into your bank?"),
    "set": N_("Put all questions that match into the set?"),
    "delete": N_("Put all questions that match into the bin?"),
    "review": N_("Ask another teacher to review all questions that match?"),
    "topic": N_("File all questions that match under the topic?"),
    "difficulty": N_("Set the difficulty of all questions that match?"),
    "stale": N_("Let all questions that match go stale on this day?"),
    "never-stale": N_("Let all questions that match never go stale?"),
    "other": N_("Change all questions that match?"),
}


@blueprint.get("/bank")
@teacher
def bank() -> ResponseReturnValue:
    """Find questions."""
    form = SearchForm(request.args)
    form.validate()
    return _page(form)


def _page(form: SearchForm, refused: str = "", **kept: Any) -> str:  # noqa: ANN401 — what was chosen
    page = search_bank(db.session, form.search(), user=the_user(), page=page_number())
    form.offer_articles()
    editable = sets.list_sets(
        db.session, user=the_user(), needed=Permission.EDIT, per_page=_SETS_OFFERED
    )
    return render_template(
        "teaching/bank.html",
        form=form,
        page=page,
        sets=editable,
        target=next((each for each in editable if each.id == form.into_id), None),
        topics=TOPICS,
        difficulties=DIFFICULTY_NAMES,
        refused=refused,
        undo=session.pop(_UNDO, ""),
        chosen=kept.get("chosen", ()),
        title=kept.get("title", ""),
        reviewer=kept.get("reviewer", ""),
        stale_on=kept.get("stale_on", ""),
    )


@blueprint.post("/bank")
@teacher
def change_bank() -> ResponseReturnValue:
    """Do something with the questions that are chosen."""
    action = request.form.get("action", "")
    here = back_to(url_for("teaching.bank"))
    moment = now()
    of_all = "all" in request.form
    chosen = _all_that_match() if of_all else request.form.getlist("item", type=int)
    if of_all and 0 < len(chosen) <= bank_actions.ITEMS_MAXIMUM and not _is_confirmed(chosen):
        return _ask_once(len(chosen), action, here)
    try:
        if action in _ELSEWHERE:
            return _ELSEWHERE[action](chosen, here)
        if action == "topic":
            done = bank_actions.file_under(
                db.session, chosen, request.form.get("topic", ""), actor=the_user(), now=moment
            )
        elif action == "difficulty":
            done = bank_actions.set_difficulty(
                db.session, chosen, request.form.get("level", ""), actor=the_user(), now=moment
            )
        elif action in {"stale", "never-stale"}:
            day = day_from(request.form.get("stale_on", "")) if action == "stale" else None
            done = bank_actions.set_stale_on(db.session, chosen, day, actor=the_user(), now=moment)
        else:
            done = bank_actions.change_status(
                db.session, chosen, action, actor=the_user(), now=moment
            )
    except (InvalidInputError, NotAllowedError) as error:
        db.session.rollback()
        form = SearchForm(MultiDict(request.args))
        form.validate()
        texts = error_text(error)
        if isinstance(error, InvalidInputError):
            texts = " ".join(problem_text(problem) for problem in error.problems)
        title = request.form.get("title", "")
        on_page = () if of_all else chosen
        typed = {name: request.form.get(name, "") for name in ("stale_on", "reviewer")}
        return _page(form, texts, chosen=on_page, title=title, **typed), REFUSED
    _tell(done)
    if done.changed:
        session[_UNDO] = moment.isoformat()
    return redirect(here, 303)


@blueprint.post("/bank/undo")
@teacher
def undo_bank() -> ResponseReturnValue:
    """Take back what was done with several questions just now."""
    try:
        at = datetime.fromisoformat(request.form.get("at", ""))
    except ValueError as error:
        raise NotFoundError(N_("There is nothing to take back any more.")) from error
    if at.tzinfo is None:
        raise NotFoundError(N_("There is nothing to take back any more."))
    done = undo_changes(db.session, at, actor=the_user(), now=now())
    flash(
        ngettext(
            "%(num)s question is as it was before.",
            "%(num)s questions are as they were before.",
            len(done.changed),
        ),
        "success",
    )
    if done.refused:
        flash(
            ngettext(
                "%(num)s was changed again since, and left as it is.",
                "%(num)s were changed again since, and left as they are.",
                len(done.refused),
            ),
            "info",
        )
    return redirect(back_to(url_for("teaching.bank")), 303)


def _all_that_match() -> list[int]:
    """Return the ids of what the search in the address finds, one too many where it is too much."""
    form = SearchForm(MultiDict(request.args))
    form.validate()
    most = bank_actions.ITEMS_MAXIMUM
    return [*matching_ids(db.session, form.search(), user=the_user(), most=most)]


def _is_confirmed(chosen: list[int]) -> bool:
    """Whether the teacher agreed to change as many as there are now."""
    return request.form.get("confirmed", type=int) == len(chosen)


def _ask_once(count: int, action: str, back: str) -> str:
    """Ask before so many questions are changed, most of which are on no page that was seen."""
    names = ("action", "topic", "level", "stale_on", "set", "title", "reviewer", "next", "all")
    fields = {name: request.form[name] for name in names if name in request.form}
    asked = _ALL.get(action, _ALL["other"])
    return render_template(
        "teaching/bank_all.html",
        question=gettext(asked),
        confirm=ngettext("Yes, for %(num)s question", "Yes, for %(num)s questions", count),
        fields={**fields, "confirmed": count},
        back=back,
    )


def _copied(chosen: list[int], back: str) -> ResponseReturnValue:
    done = bank_actions.copy_to_bank(db.session, chosen, actor=the_user(), now=now())
    if done.changed:
        flash(
            ngettext(
                "%(num)s question is copied into your bank.",
                "%(num)s questions are copied into your bank.",
                len(done.changed),
            ),
            "success",
        )
    if done.refused:
        flash(
            ngettext(
                "%(num)s was left out: your bank has its words already.",
                "%(num)s were left out: your bank has their words already.",
                len(done.refused),
            ),
            "info",
        )
    return redirect(back, 303)


def _into_bin(chosen: list[int], back: str) -> ResponseReturnValue:
    done = bank_actions.delete(db.session, chosen, actor=the_user(), now=now())
    if done.changed:
        say_items_in_bin(done.changed)
    if done.refused:
        flash(
            ngettext(
                "%(num)s was left: it stands in a set, or students had it. Retire it instead.",
                "%(num)s were left: they stand in a set, or students had them. Retire them"
                " instead.",
                len(done.refused),
            ),
            "info",
        )
    return redirect(back, 303)


def _into_set(chosen: list[int], _back: str) -> ResponseReturnValue:
    set_id, done = bank_actions.add_to_set(
        db.session,
        chosen,
        set_id=request.form.get("set", type=int),
        title=request.form.get("title", ""),
        actor=the_user(),
        now=now(),
    )
    flash(
        ngettext(
            "%(num)s question is in the set now.",
            "%(num)s questions are in the set now.",
            len(done.changed),
        ),
        "success",
    )
    if stale := staleness.count_stale(db.session, done.changed, now=now()):
        flash(
            ngettext(
                "%(num)s of them went stale: look whether its answer is still true.",
                "%(num)s of them went stale: look whether their answers are still true.",
                stale,
            ),
            "info",
        )
    if done.refused:
        flash(
            ngettext(
                "%(num)s was left out: it is in the set already, rejected or retired.",
                "%(num)s were left out: they are in the set already, rejected or retired.",
                len(done.refused),
            ),
            "info",
        )
    return redirect(url_for("teaching.quiz_set", set_id=set_id), 303)


def _asked(chosen: list[int], back: str) -> ResponseReturnValue:
    who = request.form.get("reviewer", "")
    tell_asked(second_looks.ask(db.session, chosen, who=who, actor=the_user(), now=now()))
    return redirect(back, 303)


def _tell(done: Done) -> None:
    if done.changed:
        flash(
            ngettext(
                "%(num)s question is changed.", "%(num)s questions are changed.", len(done.changed)
            ),
            "success",
        )
    else:
        flash(gettext("Nothing was changed: the questions are so already."), "info")
    if done.refused:
        flash(
            ngettext(
                "%(num)s was left as it is, because its status does not allow it.",
                "%(num)s were left as they are, because their status does not allow it.",
                len(done.refused),
            ),
            "info",
        )


#: What has an end of its own, by the name of its button.
_ELSEWHERE: Final = {"set": _into_set, "copy": _copied, "delete": _into_bin, "review": _asked}
