"""Looking up an import of the user's, and what may be done with it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.jobs import is_over
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import Import, ImportState, Job, Role, User
from quizapp.services.ownership import ID_MAXIMUM, ensure_teacher, locked

__all__ = ["ensure_ready", "own_import", "state_of"]


def own_import(session: Session, import_id: int, user: User, *, lock: bool = False) -> Import:
    """Look up an import of the user. Raises `NotFoundError`."""
    ensure_teacher(user)
    found: Import | None = None
    if 0 < import_id <= ID_MAXIMUM:
        found = locked(session, Import, import_id) if lock else session.get(Import, import_id)
    if found is None or (found.owner_id != user.id and user.role is not Role.ADMIN):
        raise NotFoundError(N_("There is no such import."))
    return found


def state_of(session: Session, found: Import) -> ImportState:
    """Say where an import stands.

    A job that is over leaves its import read, stored or taken back. Where it could not, because its
    cleaning up failed, nothing was read, or nothing can be seen of what was stored.
    """
    if found.state not in {ImportState.READING, ImportState.STORING} or found.job_id is None:
        return found.state
    job_state = session.scalar(select(Job.state).where(Job.id == found.job_id))
    if job_state is not None and not is_over(job_state):
        return found.state
    return ImportState.FAILED if found.state is ImportState.READING else ImportState.READY


def ensure_ready(session: Session, found: Import) -> None:
    """Raise `ConflictError` unless everything is read and nothing is being stored."""
    found.state = state_of(session, found)
    match found.state:
        case ImportState.READY:
            return
        case ImportState.READING:
            raise ConflictError(N_("The files are still being read."))
        case ImportState.STORING:
            raise ConflictError(N_("These questions are being imported already."))
        case ImportState.DONE:
            raise ConflictError(N_("These questions are imported already."))
        case ImportState.FAILED:
            raise ConflictError(N_("None of these files could be read. Choose others."))
