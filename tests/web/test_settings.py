"""Settings from the environment: what is read, and what is refused with which words."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, request

from quizapp.environment import ConfigurationError, configure_logging, database_url
from quizapp.web.config import settings_from

KEY = "k" * 40


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY has 5 characters; it needs at least 32"),
        ("SECURE_COOKIES", "maybe", "SECURE_COOKIES is 'maybe'; it must be 1 or 0"),
        ("TRUSTED_PROXIES", "many", "a whole number from 0 to 9"),
        ("TRUSTED_PROXIES", "10", "a whole number from 0 to 9"),
        ("LOG_LEVEL", "loud", "one of DEBUG, INFO, WARNING, ERROR"),
        ("DEFAULT_TIMEZONE", "Mars/Base", "a name such as Asia/Kolkata"),
        ("DEFAULT_TIMEZONE", "../../etc/passwd", "a name such as Asia/Kolkata"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(
    tmp_path: Path, variable: str, value: str, says: str
) -> None:
    with pytest.raises(ConfigurationError, match=variable) as error:
        settings_from({"SECRET_KEY": KEY, variable: value}, tmp_path)
    assert says in str(error.value)


def test_values_are_taken_as_they_are_meant(tmp_path: Path) -> None:
    settings = settings_from(
        {
            "SECRET_KEY": KEY,
            "SECURE_COOKIES": "yes",
            "ARTICLE_DOWNLOADS": "off",
            "TRUSTED_PROXIES": "2",
            "LOG_LEVEL": "debug",
            "REDIS_URL": "redis://127.0.0.1:6379/1",
            "DEFAULT_TIMEZONE": "Asia/Tokyo",
        },
        tmp_path,
    )
    assert settings["SECRET_KEY"] == KEY
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["ARTICLE_DOWNLOADS"] is False
    assert settings_from({"SECRET_KEY": KEY}, tmp_path)["ARTICLE_DOWNLOADS"] is True
    assert settings["TRUSTED_PROXIES"] == 2
    assert settings["LOG_LEVEL"] == "DEBUG"
    assert settings["RATELIMIT_STORAGE_URI"] == "redis://127.0.0.1:6379/1"
    assert settings["BABEL_DEFAULT_TIMEZONE"] == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://me@host/db", "postgresql+psycopg://me@host/db"),
        ("postgresql://me@host/db", "postgresql+psycopg://me@host/db"),
        ("postgresql+psycopg://me@host/db", "postgresql+psycopg://me@host/db"),
        ("sqlite:////srv/quiz.sqlite3", "sqlite:////srv/quiz.sqlite3"),
        ("", "sqlite:////srv/instance/quizapp.sqlite3"),
    ],
)
def test_the_database_is_the_one_that_was_given(given: str, used: str) -> None:
    assert database_url({"DATABASE_URL": given}, Path("/srv/instance")) == used


class TestTheSecretKey:
    def test_is_made_once_for_workers_that_start_together(self, tmp_path: Path) -> None:
        keys: list[object] = []
        gate = threading.Barrier(8)

        def start() -> None:
            gate.wait()
            keys.append(settings_from({}, tmp_path / "instance")["SECRET_KEY"])

        threads = [threading.Thread(target=start) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(keys) == 8
        assert len(set(keys)) == 1
        path = tmp_path / "instance" / "secret_key"
        assert path.stat().st_mode & 0o777 == 0o600
        assert [file.name for file in path.parent.iterdir()] == ["secret_key"]

    def test_is_only_missed_when_it_is_needed(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("not a folder", encoding="utf-8")
        assert settings_from({}, blocked)["SECRET_KEY"] is None
        assert "set SECRET_KEY" in caplog.text


def test_the_address_of_the_reader_is_the_one_a_trusted_proxy_tells(
    make_app: Callable[..., Flask],
) -> None:
    for proxies, scheme in ((0, "http"), (1, "https")):
        app = make_app(TRUSTED_PROXIES=proxies)
        with app.test_client() as client:
            client.get("/", headers={"X-Forwarded-Proto": "https"})
            assert request.scheme == scheme


def test_logging_sets_the_level_of_this_application_alone() -> None:
    logger = logging.getLogger("quizapp")
    before = logger.level
    try:
        configure_logging("DEBUG")
        assert logger.isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("alembic").isEnabledFor(logging.DEBUG)
    finally:
        logger.setLevel(before)
