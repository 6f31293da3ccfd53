"""What there is to say of the database itself."""

from sqlalchemy import text
from sqlalchemy.orm import Session

__all__ = ["migration_in_force"]


def migration_in_force(session: Session) -> str | None:
    """Return the revision that the database stands at, None for one that was never migrated.

    Raises:
        SQLAlchemyError: the database does not answer, or has no tables of ours.
    """
    revision: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
