"""Alembic's entry: runs the revisions on the connection it is given, or on `DATABASE_URL`."""

import os

from alembic import context
from sqlalchemy import Connection

from quizapp.environment import database_url, instance_folder
from quizapp.models import Base
from quizapp.models.engine import make_engine
from quizapp.models.migrating import migrating
from quizapp.models.search import INDEXES


def run(connection: Connection) -> None:
    """Run the revisions in the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a table in place; a batch copies it.
        render_as_batch=True,
        compare_server_default=True,
        # Made by a revision alone, for each database its own.
        include_name=lambda name, *_: not (name or "").startswith(INDEXES),
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_configured_database() -> None:
    """Open the database that the app would use."""
    instance = instance_folder(os.environ)
    instance.mkdir(parents=True, exist_ok=True)
    engine = make_engine(database_url(os.environ, instance))
    try:
        with migrating(engine) as connection:
            run(connection)
    finally:
        engine.dispose()


if context.is_offline_mode():
    context.configure(dialect_name="postgresql", target_metadata=Base.metadata)
    context.run_migrations()
elif (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    run_on_configured_database()
