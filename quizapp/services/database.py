"""What there is to say of the database itself."""

from sqlalchemy import text
from sqlalchemy.orm import Session

__all__ = ["migration_in_force", "refresh_statistics"]


def migration_in_force(session: Session) -> str | None:
    """Return the revision that the database stands at, None for one that was never migrated.

    Raises:
        SQLAlchemyError: the database does not answer, or has no tables of ours.
    """
    revision: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def refresh_statistics(session: Session) -> None:
    """Tell the planner of queries how the tables are filled now.

    SQLite never counts by itself, and without figures goes from a user to all their items, sorts
    these and looks up the rest of each, which doubles what a search of a large bank takes.
    PostgreSQL counts by itself. It takes a second or less, and writes.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("ANALYZE"))
