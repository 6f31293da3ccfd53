"""Which application a process gets: the command that needs no database is spared loading it."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from quizapp.web.starting import application
from quizapp.web.transactions import keep_still

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "questions" / "samples" / "national-space-day.txt"
FLASK = Path(sys.executable).parent / "flask"


@pytest.mark.parametrize("program", [[FLASK], ["-m", "flask"]], ids=["flask", "python -m flask"])
def test_generating_loads_neither_pages_nor_database(program: list[str | Path]) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [
            *(sys.executable, "-X", "importtime", *program),
            *("--app", "wsgi", "questions", "generate", SAMPLE),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("India observes its first National Space Day")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.split("\n")}
    assert "spacy" in loaded
    assert loaded.isdisjoint({"sqlalchemy", "wtforms", "pygal", "argon2", "huey", "redis"})


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["/srv/quizapp/.venv/bin/granian", "--interface", "wsgi", "wsgi:app"],
        ["/srv/quizapp/.venv/bin/flask", "--app", "wsgi", "run"],
        ["/srv/quizapp/.venv/bin/flask", "--app", "wsgi", "questions", "export", "generate"],
        ["/srv/quizapp/.venv/bin/granian", "questions", "generate"],
    ],
    ids=" ".join,
)
def test_everything_else_gets_the_whole_application(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTANCE_PATH", str(tmp_path))

    whole = application(arguments, keep_still)

    assert {"questions", "users", "migrate", "demo"} <= set(whole.cli.commands)
    assert {"practice", "teaching", "health"} <= set(whole.blueprints)


def test_the_small_application_answers_for_its_command_only() -> None:
    small = application(
        ["flask", "--app", "wsgi", "questions", "generate", "article.txt"], keep_still
    )

    assert isinstance(small, Flask)
    assert set(small.cli.commands) == {"questions"}
    assert not small.blueprints
