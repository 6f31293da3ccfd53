"""The live view of a test that runs: who of those concerned is where."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.presence import Whereabouts
from quizapp.errors import N_
from quizapp.models import Assignment, Class, Quiz
from quizapp.services import attempts, live, ownership
from quizapp.services.assignments import own_assignment
from quizapp.services.live import LiveView
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.teaching.blueprint import blueprint, page_number, teacher
from quizapp.web.transactions import begin_writing

#: How often the page is brought up to date.
EVERY_SECONDS: Final = 10

WHEREABOUTS_NAMES: Final = {
    Whereabouts.OFFLINE: N_("Offline"),
    Whereabouts.AWAY: N_("Looking elsewhere"),
    Whereabouts.WORKING: N_("Working"),
    Whereabouts.NOT_BEGUN: N_("Not begun"),
    Whereabouts.HANDED_IN: N_("Handed in"),
}


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: its title, its class where it is set for one, and the page it belongs to."""

    title: str
    class_title: str
    back: str
    endpoint: str
    arguments: dict[str, int]


@blueprint.get("/assignments/<int:assignment_id>/live")
@teacher
def live_assignment(assignment_id: int) -> ResponseReturnValue:
    """Show where the students of a class are with what is set for them."""
    assignment = own_assignment(db.session, assignment_id, the_user())
    quiz = db.session.get_one(Quiz, assignment.quiz_id)
    watched = Watched(
        title=quiz.title,
        class_title=db.session.get_one(Class, assignment.class_id).title,
        back=url_for("teaching.assignment", assignment_id=assignment_id),
        endpoint="teaching.live_assignment",
        arguments={"assignment_id": assignment_id},
    )

    def look() -> LiveView:
        found = db.session.get_one(Assignment, assignment_id)
        return live.live_assignment(
            db.session, found, now=now(), where=_wanted(), page=page_number()
        )

    return _page(watched, quiz.id, look)


@blueprint.get("/quizzes/<int:quiz_id>/live")
@teacher
def live_quiz(quiz_id: int) -> ResponseReturnValue:
    """Show who is at a quiz now."""
    quiz = ownership.own_quiz(db.session, quiz_id, the_user())
    watched = Watched(
        title=quiz.title,
        class_title="",
        back=url_for("teaching.quiz", quiz_id=quiz_id),
        endpoint="teaching.live_quiz",
        arguments={"quiz_id": quiz_id},
    )

    def look() -> LiveView:
        found = db.session.get_one(Quiz, quiz_id)
        return live.live_quiz(db.session, found, now=now(), where=_wanted(), page=page_number())

    return _page(watched, quiz_id, look)


def _page(watched: Watched, quiz_id: int, look: Callable[[], LiveView]) -> str:
    view = look()
    if view.overdue:
        attempts.close_overdue(begin_writing(), now=now(), quiz_id=quiz_id)
        view = look()
    return render_template(
        "teaching/live.html",
        watched=watched,
        view=view,
        wanted=_wanted(),
        names=WHEREABOUTS_NAMES,
        at=now(),
        every_seconds=EVERY_SECONDS,
    )


def _wanted() -> Whereabouts | None:
    try:
        return Whereabouts(request.args.get("where", ""))
    except ValueError:
        return None
