"""Every revision up, down, and with data in it, on both databases."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from factories import JobFactory, QuizFactory, UploadFactory, UserFactory, use_session
from sqlalchemy import Engine, MetaData, func, insert, inspect, select
from sqlalchemy.orm import Session
from taking import at, taken

from quizapp.domain.disclosure import Disclosed, Disclosure, Moment
from quizapp.domain.reports import ReportReason
from quizapp.domain.sections import PaperSection, Section
from quizapp.models import ArticleWords, Base, ItemText, Quiz, User
from quizapp.models.engine import make_engine
from quizapp.models.migrating import (
    config_for,
    is_current,
    migrate,
    migrating,
    newest_revision,
    revision_of,
)
from quizapp.models.search import INDEXES, articles_with_words
from quizapp.services import reporting
from quizapp.services.article_search import article_words

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ScriptDirectory.from_config(config_for())
REVISIONS: list[Script] = list(reversed(list(SCRIPTS.walk_revisions())))


def downgrade(engine: Engine, revision: str) -> None:
    with migrating(engine) as connection:
        command.downgrade(config_for(connection), revision)


def tables(engine: Engine) -> set[str]:
    """Give the names of the tables, but for those that Alembic and the full-text search keep."""
    names = set(inspect(engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not name.startswith(INDEXES)}


def test_there_is_one_head() -> None:
    assert SCRIPTS.get_heads() == [newest_revision()]


@pytest.mark.parametrize("script", REVISIONS, ids=lambda script: script.revision)
def test_a_revision_is_named_by_its_day_and_says_what_it_does(script: Script) -> None:
    day, _, slug = Path(script.path).stem.partition("_")
    assert len(day) == 8
    assert day.isdigit()
    assert slug
    assert script.doc


def test_migrations_make_what_the_models_say(empty_engine: Engine) -> None:
    migrate(empty_engine)
    with empty_engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                # Made by a migration alone, for each database its own.
                "include_name": lambda name, *_: not (name or "").startswith(INDEXES),
            },
        )
        assert compare_metadata(context, Base.metadata) == []
        assert is_current(connection)


def test_migrations_make_the_same_constraints_as_the_models(
    empty_engine: Engine, engine: Engine
) -> None:
    Base.metadata.create_all(empty_engine)

    def constraints(which: Engine) -> set[tuple[str, str | None, str]]:
        inspector = inspect(which)
        return {
            table: {
                (check["name"], check["sqltext"])
                for check in inspector.get_check_constraints(table)
            }
            | {(key["name"], str(key["options"])) for key in inspector.get_foreign_keys(table)}
            for table in tables(which)
        }

    if empty_engine.dialect.name == engine.dialect.name:
        assert constraints(engine) == constraints(empty_engine)


def test_each_revision_goes_up_and_down_again(empty_engine: Engine) -> None:
    for script in REVISIONS:
        migrate(empty_engine, script.revision)
        downgrade(empty_engine, script.down_revision or "base")
        migrate(empty_engine, script.revision)
    downgrade(empty_engine, "base")
    assert tables(empty_engine) == set()


def test_each_revision_goes_down_with_data_in_it(empty_engine: Engine) -> None:
    migrate(empty_engine)
    with Session(empty_engine) as session:
        use_session(session)
        quiz = QuizFactory()
        UploadFactory(job_id=JobFactory().id)
        attempt = taken(session, quiz, "rw-")
        reporting.report(
            session,
            attempt.id,
            1,
            user=session.get_one(User, attempt.user_id),
            reason=ReportReason.WRONG_KEY,
            comment="It was 1988.",
            now=at(5),
        )
        session.commit()
    for script in reversed(REVISIONS):
        downgrade(empty_engine, script.down_revision or "base")
    assert tables(empty_engine) == set()


def test_migrating_again_keeps_the_data(empty_engine: Engine) -> None:
    migrate(empty_engine)
    with Session(empty_engine) as session:
        use_session(session)
        QuizFactory()
        session.commit()
        people = session.scalar(select(func.count(User.id)))
    migrate(empty_engine)
    with Session(empty_engine) as session:
        assert session.scalar(select(func.count(User.id))) == people
        assert session.scalar(select(func.count(Quiz.id))) == 1


def test_processes_that_start_together_migrate_once(empty_engine: Engine) -> None:
    together = threading.Barrier(4)
    failures: list[Exception] = []

    def start() -> None:
        together.wait()
        try:
            migrate(empty_engine)
        except Exception as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with empty_engine.connect() as connection:
        assert revision_of(connection) == newest_revision()


def test_a_database_that_was_never_migrated_is_not_current(empty_engine: Engine) -> None:
    with empty_engine.connect() as connection:
        assert revision_of(connection) is None
        assert not is_current(connection)


def test_a_migration_that_leaves_loose_ends_is_undone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'loose.sqlite3'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (p INTEGER REFERENCES parent (id))")
    raw = engine.raw_connection()
    raw.driver_connection.execute("PRAGMA foreign_keys = OFF")
    raw.driver_connection.execute("INSERT INTO child VALUES (7)")
    raw.driver_connection.execute("PRAGMA foreign_keys = ON")
    raw.close()
    with pytest.raises(RuntimeError, match="refer to nothing"):
        migrate(engine)
    assert tables(engine) == {"parent", "child"}
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_altering_a_table_keeps_the_rows_that_refer_to_it(empty_engine: Engine) -> None:
    """What a later revision may do: on SQLite the table is copied, dropped and renamed."""
    migrate(empty_engine)
    with Session(empty_engine) as session:
        use_session(session)
        QuizFactory()
        session.commit()
        before = session.scalar(select(func.count()).select_from(ItemText))
    with migrating(empty_engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("items", recreate="auto") as batch:
            batch.alter_column("position", new_column_name="place")
    with Session(empty_engine) as session:
        assert before
        assert session.scalar(select(func.count()).select_from(ItemText)) == before


def test_sqlite_enforces_foreign_keys_again_after_migrating(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'quizapp.sqlite3'}")
    migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_alembic_itself_finds_its_configuration(empty_engine: Engine) -> None:
    url = empty_engine.url.render_as_string(hide_password=False)

    def alembic(*arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - the tool beside this interpreter
            [Path(sys.executable).parent / "alembic", *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
        )
        return done.stdout

    alembic("upgrade", "head")
    assert "No new upgrade operations" in alembic("check")
    assert "CREATE TABLE users" in alembic("upgrade", "head", "--sql")


def test_user_names_survive_a_round_trip(empty_engine: Engine) -> None:
    """A smoke test of the migrated schema through the models."""
    migrate(empty_engine)
    with Session(empty_engine) as session:
        use_session(session)
        UserFactory(display_name="आशा")
        session.commit()
        assert session.scalars(select(User.display_name)).all() == ["आशा"]


class OldRows:
    """Rows for tables as an earlier revision has them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.metadata = MetaData()
        self.metadata.reflect(engine)

    def add(self, table: str, **values: object) -> None:
        """Fill what must be filled and does not matter here."""
        moment = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        for column in self.metadata.tables[table].columns:
            if column.name not in values and not column.nullable:
                kind = column.type.python_type
                values[column.name] = {datetime: moment, bool: False, int: 1}.get(kind, "en")
        with self.engine.begin() as connection:
            connection.execute(insert(self.metadata.tables[table]).values(**values))


@pytest.mark.parametrize(
    ("right", "denominator", "worth"), [("2", 3, 6), ("6/7", 28, 24), ("10/7", 14, 20)]
)
def test_a_paper_without_sections_becomes_one_section(
    empty_engine: Engine, right: str, denominator: int, worth: int
) -> None:
    migrate(empty_engine, "20261123_sections")
    downgrade(empty_engine, "20261123_modes")
    add = OldRows(empty_engine).add
    scheme = {"right": right, "wrong": "0"}
    add("users", id=1, role="student", is_active=True)
    add("question_sets", id=1, owner_id=1)
    add(
        "quizzes",
        id=1,
        set_id=1,
        owner_id=1,
        scheme=scheme,
        status="open",
        minutes=10,
        reveal="after-submit",
        mode="mock",
        audience="everyone",
    )
    add(
        "attempts",
        id=1,
        quiz_id=1,
        user_id=1,
        state="in-progress",
        scheme=scheme,
        mark_denominator=denominator,
    )
    add("items", id=1, owner_id=1, status="published")
    add(
        "item_versions",
        id=1,
        item_id=1,
        number=1,
        type="single",
        text_format="plain",
        format="single",
        option_order="shuffle",
        kind="other",
        key={},
    )
    add(
        "responses",
        attempt_id=1,
        position=1,
        item_version_id=1,
        option_order=[0, 1],
        response={"state": "blank"},
    )
    migrate(empty_engine, "20261123_sections")
    tables_now = MetaData()
    tables_now.reflect(empty_engine)
    with empty_engine.connect() as connection:
        quiz = connection.scalar(select(tables_now.tables["quizzes"].c.sections))
        attempt = connection.scalar(select(tables_now.tables["attempts"].c.sections))
        units = connection.scalar(select(tables_now.tables["responses"].c.maximum_units))
    assert [Section.from_data(each).scheme.right for each in quiz] == [Fraction(right)]
    assert [PaperSection.from_data(each).questions for each in attempt] == [1]
    assert units == worth


@pytest.mark.parametrize(
    ("mode", "reveal", "moments", "back"),
    [
        ("mock", "after-submit", "-aaa", "after-submit"),
        ("mock", "after-close", "-mma", "after-close"),
        ("practice", "after-submit", "aaaa", "after-submit"),
    ],
)
def test_when_answers_were_revealed_is_when_they_are_shown(
    empty_engine: Engine, mode: str, reveal: str, moments: str, back: str
) -> None:
    migrate(empty_engine, "20261123_disclosure")
    downgrade(empty_engine, "20261123_saves")
    old = OldRows(empty_engine)
    old.add("users", id=1, role="student", is_active=True)
    old.add("question_sets", id=1, owner_id=1)
    old.add(
        "quizzes",
        id=1,
        set_id=1,
        owner_id=1,
        sections=[],
        status="open",
        minutes=10,
        reveal=reveal,
        mode=mode,
        audience="everyone",
    )

    migrate(empty_engine, "20261123_disclosure")
    tables_now = MetaData()
    tables_now.reflect(empty_engine)
    with empty_engine.connect() as connection:
        stored = connection.scalar(select(tables_now.tables["quizzes"].c.disclosure))
    downgrade(empty_engine, "20261123_saves")

    marks = frozenset({Disclosed.MARKS})
    every = marks | {Disclosed.ANSWERS, Disclosed.EXPLANATIONS}
    words = {"-": frozenset(), "m": marks, "a": every}
    disclosure = Disclosure.from_data(stored)
    assert [disclosure.at(moment) for moment in Moment] == [words[each] for each in moments]
    assert disclosure.as_data() == stored
    with empty_engine.connect() as connection:
        assert connection.scalar(select(old.metadata.tables["quizzes"].c.reveal)) == back


def test_articles_that_were_there_are_found_by_their_words(empty_engine: Engine) -> None:
    migrate(empty_engine, "20261123_set_shares")
    old = OldRows(empty_engine)
    old.add("users", id=1, role="teacher", is_active=True)
    text = "The Repo rate was kept at 6·5% in मुंबई. Repo!"
    for key, body in ((3, text), (5, "Nothing.")):
        old.add(
            "articles",
            id=key,
            owner_id=1,
            title="Rates & <b>banks</b>",
            source_name="Mint",
            body=body,
            digest=str(key),
            generation={},
            rejected=[],
        )
    migrate(empty_engine)

    with Session(empty_engine) as session:
        stored = session.get_one(ArticleWords, 3)
        assert stored.words == article_words("Rates & <b>banks</b>", "Mint", text)
        asked = articles_with_words(["repo", "मुंब", "bank"], dialect=empty_engine.dialect.name)
        assert session.scalars(asked).all() == [3]
