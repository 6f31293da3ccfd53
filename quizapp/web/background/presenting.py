"""How background work is called on pages, and what is told of its result.

A new kind of work gets a line in `KINDS`, with a name, what is told of its result, and where that
can be seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from quizapp.domain.jobs import JobState
from quizapp.errors import N_
from quizapp.services.jobs import JobRow
from quizapp.web.i18n import format_number, gettext, ngettext, problem_text

__all__ = ["KINDS", "Presentation", "ShownJob", "shown"]

#: A job that nobody has begun after so long waits for a consumer that does not run.
_LONG_WAIT = timedelta(minutes=3)

_PROBLEMS_SHOWN = 10

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Presentation:
    """A kind of work on pages.

    `name` is an `N_()` message. `tell` makes a sentence of a result; `link` gives the text and the
    address of what came of it. Work that `makes_file` has that instead, to be downloaded. What work
    that `keeps_parts` has done stays when it is cancelled.
    """

    name: str
    tell: Callable[[Result], str] = lambda _result: ""
    link: Callable[[Result], tuple[str, str] | None] = lambda _result: None
    makes_file: bool = False
    keeps_parts: bool = False


@dataclass(frozen=True, slots=True)
class ShownJob:
    """A job in words of the reader's language.

    `keeps_parts` tells that what it has done stays when it is cancelled. `note` says what a job
    waits for. `value` and `maximum` are those of the bar, None where the end is not known. Of many
    `problems` the first are shown, and `more` are left out.
    """

    job: JobRow
    name: str
    state: str
    note: str
    progress: str
    value: int | None
    maximum: int | None
    result: str
    link: tuple[str, str] | None
    problems: tuple[tuple[str, str], ...]
    more: int
    keeps_parts: bool

    def as_data(self) -> dict[str, object]:
        """Give what a page that is open needs to bring itself up to date."""
        return {
            "id": self.job.id,
            "over": self.job.over,
            "state": self.state,
            "progress": self.progress,
            "value": self.value,
            "maximum": self.maximum,
        }


def _tell_purge(result: Result) -> str:
    return gettext(
        "Deleted: %(files)s files and %(jobs)s entries of work that nobody needs any more.",
        files=format_number(result["files"]),
        jobs=format_number(result["jobs"]),
    )


def _tell_stored(result: Result) -> str:
    return ngettext(
        "%(num)s question is imported.", "%(num)s questions are imported.", result["questions"]
    )


def _tell_articles(result: Result) -> str:
    return " ".join(
        (
            ngettext("%(num)s article is read.", "%(num)s articles are read.", result["articles"]),
            ngettext(
                "%(num)s question is written.",
                "%(num)s questions are written.",
                result["questions"],
            ),
        )
    )


def _tell_reminded(result: Result) -> str:
    return ngettext(
        "Students were reminded of %(num)s quiz that closes soon.",
        "Students were reminded of %(num)s quizzes that close soon.",
        result["assignments"],
    )


def _tell_mail(result: Result) -> str:
    return gettext(
        "Letters sent: %(sent)s; not delivered: %(failed)s.",
        sent=format_number(result["sent"]),
        failed=format_number(result["failed"]),
    )


def _tell_printed(_result: Result) -> str:
    return gettext("The file can be downloaded for a day.")


KINDS: Mapping[str, Presentation] = {
    "read-articles": Presentation(
        N_("Reading articles"),
        _tell_articles,
        lambda result: (
            gettext("Look at the report"),
            url_for("teaching.article_batch", batch_id=result["batch"]),
        ),
        keeps_parts=True,
    ),
    "read-questions": Presentation(
        N_("Reading questions"),
        link=lambda result: (
            gettext("Look at the questions"),
            url_for("teaching.question_import", import_id=result["import"]),
        ),
    ),
    "store-questions": Presentation(
        N_("Importing questions"),
        _tell_stored,
        lambda result: (
            gettext("Go to the set"),
            url_for("teaching.quiz_set", set_id=result["set"]),
        ),
    ),
    "print-papers": Presentation(N_("Printing"), _tell_printed, makes_file=True),
    "remind": Presentation(N_("Reminding students"), _tell_reminded),
    "send-mail": Presentation(N_("Sending mail"), _tell_mail),
    "purge": Presentation(N_("Tidying up"), _tell_purge),
}

_STATES: Mapping[JobState, str] = {
    JobState.QUEUED: N_("Waiting"),
    JobState.RUNNING: N_("Working"),
    JobState.DONE: N_("Done"),
    JobState.FAILED: N_("Did not work"),
    JobState.CANCELLED: N_("Cancelled"),
}


def shown(job: JobRow, now: datetime) -> ShownJob:
    """Put a job into words."""
    kind = KINDS.get(job.kind)
    done = job.state is JobState.DONE and kind is not None
    problems = [
        (f"{problem.file or ''}:{problem.line}" if problem.line else problem.file or "", text)
        for problem in job.problems[:_PROBLEMS_SHOWN]
        if (text := problem_text(problem))
    ]
    return ShownJob(
        job=job,
        name=gettext(kind.name) if kind else job.kind,
        state=gettext(N_("Stopping")) if job.stopping else gettext(_STATES[job.state]),
        note=_note(job, now, keeps_parts=kind is not None and kind.keeps_parts),
        progress=_progress(job),
        value=job.progress.done if job.progress.total else None,
        maximum=job.progress.total or None,
        result=kind.tell(job.result) if kind and done else "",
        link=_link(kind, job) if kind and done else None,
        problems=tuple(problems),
        more=max(0, len(job.problems) - _PROBLEMS_SHOWN),
        keeps_parts=kind is not None and kind.keeps_parts,
    )


def _link(kind: Presentation, job: JobRow) -> tuple[str, str] | None:
    if kind.makes_file:
        return gettext("Download"), url_for("background.job_file", job_id=job.id)
    return kind.link(job.result)


def _progress(job: JobRow) -> str:
    if job.progress.total:
        return gettext(
            "%(value)s of %(maximum)s",
            value=format_number(job.progress.done),
            maximum=format_number(job.progress.total),
        )
    if job.progress.done:
        return gettext("%(value)s so far", value=format_number(job.progress.done))
    return ""


def _note(job: JobRow, now: datetime, *, keeps_parts: bool) -> str:
    if job.stopping and keeps_parts:
        return gettext("It stops at its next step; what is done stays.")
    if job.stopping:
        return gettext("It stops at its next step; what was begun is undone.")
    if job.state is not JobState.QUEUED:
        return ""
    if job.started_at is not None:
        return gettext("It was interrupted, and goes on by itself in a minute or so.")
    if now - job.created_at > _LONG_WAIT:
        return gettext(
            "It has waited for long. If nothing else is being worked on, the background work of "
            "this site may not be running: tell whoever runs it."
        )
    return gettext("It begins by itself in a moment. You can leave this page.")
