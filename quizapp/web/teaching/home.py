"""The first page of a teacher: what waits, and one next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.models.users import User
from quizapp.services import jobs, quizzes, second_looks
from quizapp.services.article_library import ArticleRow, list_articles
from quizapp.services.staleness import published_going_stale
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.teaching.blueprint import blueprint, teacher
from quizapp.web.teaching.samples import sample_articles

_RECENT = 5


class Step(StrEnum):
    """What a teacher can do next."""

    BEGIN = "begin"
    REVIEW = "review"
    PUBLISH = "publish"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next, and the article that it is about, if it is about one."""

    step: Step
    article: ArticleRow | None = None


def next_step(recent: Iterable[ArticleRow]) -> NextStep:
    """Return what to do next: what is begun is finished first, the newest article before others."""
    rows = tuple(recent)
    if not rows:
        return NextStep(Step.BEGIN)
    for row in rows:
        if row.pending:
            return NextStep(Step.REVIEW, row)
    for row in rows:
        if row.accepted:
            return NextStep(Step.PUBLISH, row)
    return NextStep(Step.ADD)


@blueprint.get("")
@teacher
def home() -> ResponseReturnValue:
    """Show recent articles and quizzes and the next step."""
    return dashboard_page(the_user())


def dashboard_page(user: User) -> str:
    """Return the page that a teacher begins with."""
    recent = list_articles(db.session, user=user, page=1, per_page=_RECENT)
    managed = quizzes.list_managed(db.session, user=user, page=1, per_page=_RECENT)
    return render_template(
        "teaching/home.html",
        recent=recent,
        managed=managed,
        background=jobs.count(db.session, user=user),
        to_review=second_looks.count_open(db.session, user=user),
        next_step=next_step(recent),
        stale_soon=published_going_stale(db.session, user=user, now=now()),
        samples=sample_articles(),
    )
