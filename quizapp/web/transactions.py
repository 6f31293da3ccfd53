"""One commit a request, in one place.

A request that is to change something (POST and the like) takes SQLite's write lock with its first
statement (`BEGIN IMMEDIATE`), so that it never finds at the end that somebody else wrote meanwhile;
a reading one begins deferred and waits for nobody. The transaction is committed when the answer is
ready and is not an error, and rolled back otherwise. After a commit the consumer of background
jobs is told which jobs came with it; how, is the business of whoever started the process.

Two marks for views that differ:

- `@writes` on a view that is asked with GET and may change something nonetheless;
- `@reads_first` on one that works for long before it writes. It calls `begin_writing()` when it has
  something to store, so that nobody waits for its work.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from flask import Flask, Response, current_app, request
from sqlalchemy.orm import Session

from quizapp.models.engine import BEGIN_IMMEDIATE
from quizapp.services import jobs
from quizapp.web.extensions import db

View = TypeVar("View", bound=Callable[..., object])
#: Takes the ids of jobs that are committed. Never raises.
Notify = Callable[[Sequence[int]], None]

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FIRST_ERROR = 400
_NOTIFY = "quizapp.notify"


def writes(view: View) -> View:
    """Mark a view that may change something although it is asked with GET."""
    view.__dict__["writes"] = True
    return view


def reads_first(view: View) -> View:
    """Mark a view that calls `begin_writing()` itself, after its slow work."""
    view.__dict__["writes"] = False
    return view


def begin_writing() -> Session:
    """End the reading transaction and return the session, which writes from here on.

    What was read before is read again when it is next used: it may have changed meanwhile.
    """
    session = db.session
    session.rollback()
    _take_write_lock_with_first_statement(session)
    return session


@contextmanager
def writing() -> Iterator[Session]:
    """Give a writing session to a command: committed at the end, rolled back by an exception."""
    session = begin_writing()
    try:
        yield session
    except BaseException:
        session.rollback()
        raise
    _commit(session)


def keep_still(_job_ids: Sequence[int]) -> None:
    """Tell nobody of new jobs: the consumer finds them by itself, a little later."""


def init_transactions(app: Flask, notify: Notify) -> None:
    """Begin and end a transaction with every request of `app`."""
    app.extensions[_NOTIFY] = notify
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    will_write = request.method not in _SAFE_METHODS
    if view is not None:
        will_write = view.__dict__.get("writes", will_write)
    if will_write:
        _take_write_lock_with_first_statement(db.session)


def _take_write_lock_with_first_statement(session: Session) -> None:
    session.bind = db.engine.execution_options(**BEGIN_IMMEDIATE)


def _finish(response: Response) -> Response:
    if response.status_code < _FIRST_ERROR:
        _commit(db.session)
    else:
        db.session.rollback()
    return response


def _commit(session: Session) -> None:
    session.commit()
    if enqueued := jobs.take_enqueued(session):
        notify: Notify = current_app.extensions[_NOTIFY]
        notify(enqueued)
