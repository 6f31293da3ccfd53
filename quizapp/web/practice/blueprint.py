"""The blueprint of practice, and what an attempt that is over leads to."""

from typing import assert_never

from flask import Blueprint, flash, jsonify, redirect, session, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.items import LANGUAGES
from quizapp.domain.responses import Blank, Chosen, Entered, Matched, NotAttempted, Response
from quizapp.domain.topics import topic_name
from quizapp.errors import N_
from quizapp.services.attempts import AttemptOverError
from quizapp.services.closing import SectionClosedError
from quizapp.services.shown_items import ShownItem
from quizapp.web.errors import wants_json
from quizapp.web.i18n import error_text, gettext

blueprint = Blueprint("practice", __name__)

_CONFLICT = 409
_LANGUAGE = "question_language"


@blueprint.errorhandler(AttemptOverError)
def attempt_over(error: AttemptOverError) -> ResponseReturnValue:
    """Lead from every page of an attempt that is over to its result, with a word about why."""
    # The redirect is no error: what came late is committed with it.
    result = url_for("practice.result", attempt_id=error.attempt_id)
    text = error_text(error)
    if wants_json():
        return jsonify(error={"status": _CONFLICT, "message": text, "result": result}), _CONFLICT
    flash(text, "warning" if error.by_clock else "info")
    return redirect(result, 303)


@blueprint.errorhandler(SectionClosedError)
def section_closed(error: SectionClosedError) -> ResponseReturnValue:
    """Lead from a section that may not be taken now to the one that may; see `attempt_over`."""
    going_on = url_for("practice.attempt", attempt_id=error.attempt_id)
    # Sections of an exam have names that are translated.
    text = gettext(error.message) % {"name": gettext(str(error.params["name"]))}
    if wants_json():
        return jsonify(error={"status": _CONFLICT, "message": text, "next": going_on}), _CONFLICT
    flash(text, "warning")
    return redirect(going_on, 303)


@blueprint.app_template_filter("answer_words")
def answer_words(response: Response | None, item: ShownItem) -> str:
    """Return an answer in one line: letters of the item as shown, pairs, or what was typed."""
    letters = {option.number: option.letter for option in item.options}
    match response:
        case Chosen(options):
            return ", ".join(sorted(letters.get(option, "?") for option in options))
        case Matched(pairs):
            return ", ".join(
                f"{prompt + 1} – {letters.get(option, '?')}" for prompt, option in sorted(pairs)
            )
        case Entered(text):
            return text
        case NotAttempted():
            return gettext(N_("Not attempted"))
        case Blank() | None:
            return gettext(N_("No answer"))
        case _ as unreachable:
            assert_never(unreachable)


@blueprint.app_template_filter("topic")
def topic_text(slug: str) -> str:
    """Return the name of a topic in the reader's language."""
    return gettext(topic_name(slug))


def question_language() -> str | None:
    """Return the language in which this reader wants questions; None until one was chosen."""
    chosen = session.get(_LANGUAGE)
    return chosen if chosen in LANGUAGES else None


def choose_question_language(code: str) -> None:
    """Show questions in this language from here on, wherever they have it."""
    session[_LANGUAGE] = code
