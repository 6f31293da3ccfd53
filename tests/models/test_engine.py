"""How databases are opened, and the types that behave alike on both."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from factories import NOW, UserFactory
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from quizapp.models import Item, Role, User
from quizapp.models.engine import BEGIN_IMMEDIATE, begin_writing, make_engine, prepare_engine


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'one.sqlite3'}")
    yield engine
    engine.dispose()


def test_sqlite_is_told_what_it_needs(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
        }
    assert told == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 10_000,
    }


def test_preparing_twice_begins_once(sqlite: Engine) -> None:
    prepare_engine(sqlite)
    with sqlite.begin() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_a_writing_transaction_takes_the_lock_when_it_begins(sqlite: Engine) -> None:
    with sqlite.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    with Session(sqlite) as writer, sqlite.connect() as other:
        begin_writing(writer)
        other.exec_driver_sql("SELECT * FROM t")
        other.rollback()
        other.exec_driver_sql("PRAGMA busy_timeout = 0")
        other.rollback()
        with pytest.raises(Exception, match="locked"):
            other.execution_options(**BEGIN_IMMEDIATE).begin()


def test_a_reading_transaction_keeps_nobody_from_writing(sqlite: Engine) -> None:
    with sqlite.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    with sqlite.connect() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        with sqlite.connect().execution_options(**BEGIN_IMMEDIATE) as writer:
            writer.exec_driver_sql("INSERT INTO t VALUES (1)")
            writer.commit()
        # What it sees does not change under its hands.
        assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


@pytest.mark.parametrize("url", ["postgres://h/d", "postgresql://h/d"])
def test_postgresql_urls_are_led_to_psycopg_3(url: str) -> None:
    assert make_engine(url).dialect.driver == "psycopg"


def test_a_moment_of_any_zone_comes_back_in_utc(session: Session) -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    user = UserFactory(created_at=datetime(2026, 1, 1, 4, 0, tzinfo=kolkata))
    session.expire_all()
    assert user.created_at == datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    assert user.created_at.tzinfo is UTC
    found = session.scalar(select(User.id).where(User.created_at < NOW, User.id == user.id))
    assert found == user.id


@pytest.mark.usefixtures("session")
def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="no time zone"):
        UserFactory(created_at=datetime(2026, 1, 1))  # noqa: DTZ001 - what is refused


def test_the_database_itself_refuses_what_no_enumeration_has(session: Session) -> None:
    user = UserFactory()
    with pytest.raises(IntegrityError, match="ck_users_role"):
        session.execute(text("UPDATE users SET role = 'king' WHERE id = :id"), {"id": user.id})


def test_enumerations_are_stored_by_value(session: Session) -> None:
    user = UserFactory(role=Role.TEACHER)
    stored = session.execute(text("SELECT role FROM users WHERE id = :id"), {"id": user.id})
    assert stored.scalar_one() == "teacher"


def test_foreign_keys_hold(session: Session) -> None:
    session.add(Item(owner_id=10**6, status="draft", version_number=1, created_at=NOW))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.usefixtures("session")
def test_names_are_unique() -> None:
    UserFactory(username="asha")
    with pytest.raises(IntegrityError, match=r"username"):
        UserFactory(username="asha")


@pytest.mark.usefixtures("session")
def test_a_user_name_is_stored_in_small_letters() -> None:
    with pytest.raises(IntegrityError, match="ck_users_username_lower"):
        UserFactory(username="Asha")
