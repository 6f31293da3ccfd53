"""The `flask` commands, run as an operator runs them: in processes of their own."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from quizapp.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
FLASK = Path(sys.executable).parent / "flask"
SAMPLE = ROOT / "questions" / "samples" / "national-space-day.txt"
POLITY = ROOT / "questions" / "polity.yaml"

Command = Callable[..., subprocess.CompletedProcess[str]]


def _command(folder: Path) -> Command:
    environment = {
        **{k: v for k, v in os.environ.items() if k not in {"SECRET_KEY", "REDIS_URL"}},
        "DATABASE_URL": f"sqlite:///{folder / 'quizapp.sqlite3'}",
        "INSTANCE_PATH": str(folder / "instance"),
    }

    def run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(  # noqa: S603 - our own command
            [FLASK, "--app", "wsgi", *arguments],
            input=given,
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=environment,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run a command on a database of the test's own."""
    return _command(tmp_path)


def _made(folder: Path, *commands: str) -> Path:
    """A database that these commands made, for tests to have copies of."""
    for name in commands:
        done = _command(folder)(name)
        assert done.returncode == 0, done.stderr
    return folder / "quizapp.sqlite3"


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory.mktemp("migrated"), "migrate")


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory.mktemp("demo"), "migrate", "demo")


@pytest.fixture
def migrated(command: Command, migrated_database: Path, tmp_path: Path) -> Command:
    """Run a command on an empty database."""
    shutil.copy(migrated_database, tmp_path)
    return command


@pytest.fixture
def demo(command: Command, demo_database: Path, tmp_path: Path) -> Command:
    """Run a command on a database with the demo accounts and the samples."""
    shutil.copy(demo_database, tmp_path)
    return command


class TestGenerate:
    def test_prints_the_agreed_json(self, command: Command, tmp_path: Path) -> None:
        done = command("questions", "generate", SAMPLE, "--format", "json", "--count", "6")

        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        text = SAMPLE.read_bytes().decode()
        assert set(answer) == {"article", "questions", "rejected"}
        assert set(answer["article"]) == {"title", "date", "source"}
        assert answer["article"]["date"] == "2024-08-24"
        assert 4 <= len(answer["questions"]) <= 6
        for question in answer["questions"]:
            assert question["kind"] in {
                *("date", "figure", "body", "person", "place", "scheme", "other"),
            }
            evidence = question["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
            assert evidence["start"] <= evidence["answer_start"] < evidence["answer_end"]
            assert evidence["answer_end"] <= evidence["end"]
            assert 0 <= question["key"] < len(question["options"]) <= 4
            assert 0 <= question["quality"] <= 1
            assert question["topics"]
            assert question["explanation"]
        for rejection in answer["rejected"]:
            assert set(rejection) == {"rule", "detail", "evidence"}
        assert not (tmp_path / "quizapp.sqlite3").exists()

    def test_writes_what_is_of_the_chosen_difficulty(self, command: Command) -> None:
        done = command(
            *("questions", "generate", SAMPLE, "--format", "json"),
            *("--count", "90", "--difficulty", "medium, hard"),
        )

        assert done.returncode == 0, done.stderr
        made = json.loads(done.stdout)["questions"]
        easy = command(
            *("questions", "generate", SAMPLE, "--format", "json"),
            *("--count", "90", "--difficulty", "easy"),
        )
        spans = {each["evidence"]["answer_start"] for each in json.loads(easy.stdout)["questions"]}
        assert made
        assert spans
        assert not spans & {each["evidence"]["answer_start"] for each in made}
        assert f"gives {len(made)} of 90 questions: medium, hard." in done.stderr
        refused = command("questions", "generate", SAMPLE, "--difficulty", "odd")
        assert refused.returncode == 2
        assert "odd: choose from easy, medium, hard, or any." in refused.stderr

    def test_reads_standard_input_and_prints_for_a_reader(self, command: Command) -> None:
        done = command("questions", "generate", "-", given=SAMPLE.read_bytes())

        assert done.returncode == 0
        assert done.stdout.startswith("India observes its first National Space Day\n\nQ1. ")
        assert "Answer: (" in done.stdout

    def test_keeps_windows_line_ends_in_the_offsets(self, command: Command) -> None:
        data = SAMPLE.read_bytes().replace(b"\n", b"\r\n")
        done = command("questions", "generate", "-", "--format", "json", given=data)

        text = data.decode()
        for question in json.loads(done.stdout)["questions"]:
            evidence = question["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]

    def test_takes_the_date_from_the_option_or_the_name_of_the_file(
        self, command: Command, tmp_path: Path
    ) -> None:
        title, _date_line, rest = SAMPLE.read_text("utf-8").split("\n\n", 2)
        undated = tmp_path / "2024-08-25-space.txt"
        undated.write_text(f"{title}\n\n{rest}", "utf-8")

        def date_of(*arguments: str) -> str:
            done = command("questions", "generate", undated, "--format", "json", *arguments)
            return str(json.loads(done.stdout)["article"]["date"])

        assert date_of() == "2024-08-25"
        assert date_of("--date", "2024-08-26") == "2024-08-26"

    def test_the_same_seed_gives_the_same_questions(self, command: Command) -> None:
        first, second, other = (
            command("questions", "generate", SAMPLE, "--seed", seed).stdout
            for seed in ("7", "7", "8")
        )
        assert first == second
        assert first != other

    @pytest.mark.parametrize(
        ("data", "word"),
        [
            (b"", "empty"),
            (b" \n\t ", "empty"),
            (b"\x00\x01\x02\xff\xfe" * 300, "text"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "text"),
            (b"word " * 450_000, "large"),
            (
                "यह समाचार हिन्दी में लिखा गया है और इसमें कई वाक्य हैं। ".encode() * 20,
                "English",
            ),
            (b"It was a quiet day. Nothing much was going on, and nobody minded.", "no fact"),
        ],
        ids=["empty", "blank", "binary", "image", "2 MB", "another language", "without facts"],
    )
    def test_says_what_is_wrong_with_an_article(self, app: Flask, data: bytes, word: str) -> None:
        done = app.test_cli_runner().invoke(args=["questions", "generate", "-"], input=data)

        assert done.exit_code == 1
        assert word in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr

    def test_says_that_there_is_no_such_file(self, command: Command) -> None:
        done = command("questions", "generate", "no-such-article.txt")

        assert done.returncode == 1
        assert done.stderr.startswith("no-such-article.txt: No such file")


GIFT = """\
::river:: Which river flows past Cuttack? {
    ~Godavari
    =Mahanadi # It divides at Naraj.
    ~Krishna
}

Write what you know of it. {}

The delta begins at Naraj. {T}
"""


class TestQuestionFiles:
    def test_are_written_in_another_format_without_a_database(
        self, command: Command, tmp_path: Path
    ) -> None:
        source, target = tmp_path / "rivers.gift", tmp_path / "rivers.csv"
        source.write_text(GIFT, "utf-8")

        done = command("questions", "convert", source, target)

        assert done.returncode == 0, done.stderr
        assert "2 questions, read as gift" in done.stderr
        assert "essay" in done.stderr
        assert "Mahanadi" in target.read_text("utf-8-sig")
        back = command("questions", "convert", target, "-", "--to", "gift")
        assert back.returncode == 0, back.stderr
        assert "=Mahanadi" in back.stdout
        assert not (tmp_path / "quizapp.sqlite3").exists()

    def test_have_to_be_of_a_known_format(self, command: Command, tmp_path: Path) -> None:
        source = tmp_path / "rivers.gift"
        source.write_bytes(b"\x00\x01\x02 no questions \x00")

        unknown = command("questions", "convert", source, tmp_path / "rivers.what")
        assert unknown.returncode == 1
        assert "--to" in unknown.stderr
        unreadable = command("questions", "convert", source, tmp_path / "rivers.csv")
        assert unreadable.returncode == 1
        assert "no format that can be read" in unreadable.stderr
        missing = command("questions", "convert", tmp_path / "none.gift", tmp_path / "none.csv")
        assert missing.returncode == 1
        assert "No such file" in missing.stderr
        assert "Traceback" not in unknown.stderr + unreadable.stderr + missing.stderr

    def test_of_any_format_become_sets_all_of_them_or_none(
        self, migrated: Command, tmp_path: Path
    ) -> None:
        password = ("--password", "a long password")
        assert migrated("users", "create", "asha", "--role", "teacher", *password).returncode == 0
        good, bad = tmp_path / "rivers of the east.gift", tmp_path / "bad.gift"
        good.write_text(GIFT, "utf-8")
        bad.write_bytes(b"\x00\x01\x02 no questions \x00")

        seen = migrated("questions", "import", "--dry-run", good)
        assert seen.returncode == 0, seen.stderr
        assert "2 questions, read as gift" in seen.stdout
        refused = migrated("questions", "import", good, bad)
        assert refused.returncode == 1
        assert "bad.gift" in refused.stderr
        assert "no question set" in migrated("questions", "export").stderr

        done = migrated("questions", "import", good)
        assert done.returncode == 0, done.stderr
        assert "2 questions, stored as set 'rivers-of-the-east'" in done.stdout
        assert "essay" in done.stderr
        exported = migrated(
            "questions", "export", "rivers-of-the-east", "--output", tmp_path / "out.gift"
        )
        assert exported.returncode == 0, exported.stderr
        assert "It divides at Naraj." in (tmp_path / "out.gift").read_text("utf-8")


class _WrittenWhileRead(BytesIO):
    """Standard input during which somebody else's command writes into the database."""

    def __init__(self, data: bytes, write: Callable[[], None]) -> None:
        super().__init__(data)
        self._write = write

    def read(self, size: int | None = -1, /) -> bytes:
        self._write()
        return super().read(size)


def test_nobody_waits_while_an_import_reads_its_file(migrated: Command, tmp_path: Path) -> None:
    password = ("--password", "a long password")
    assert migrated("users", "create", "asha", "--role", "teacher", *password).returncode == 0
    database = tmp_path / "quizapp.sqlite3"
    instance = str(tmp_path / "instance")
    app = create_app(
        {"SQLALCHEMY_ENGINES": {"default": f"sqlite:///{database}"}, "INSTANCE_PATH": instance}
    )

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=0)) as other, other:
            other.execute("UPDATE users SET display_name = 'Asha Rao'")

    given = _WrittenWhileRead(GIFT.encode(), write)
    done = app.test_cli_runner().invoke(args=["questions", "import", "-"], input=given)

    assert done.exit_code == 0, done.output
    assert "2 questions, stored as set" in done.stdout


class TestSetsOfQuestions:
    def test_go_in_and_come_out_alike(self, demo: Command, tmp_path: Path) -> None:
        original = POLITY.read_text("utf-8")
        copy = tmp_path / "copy.yaml"
        copy.write_text(original.replace("slug: polity\n", "slug: polity-copy\n"), "utf-8")

        done = demo("questions", "import", copy, "--owner", "demo-teacher")
        assert done.returncode == 0, done.stderr
        assert "16 questions, stored as set 'polity-copy'" in done.stdout

        exported = demo("questions", "export", "polity-copy")
        assert exported.stdout == copy.read_text("utf-8")
        target = tmp_path / "exported.yaml"
        assert demo("questions", "export", "polity", "--output", target).returncode == 0
        assert target.read_text("utf-8") == original

    def test_a_bad_file_is_refused_whole_with_every_problem(
        self, demo: Command, tmp_path: Path
    ) -> None:
        text = POLITY.read_text("utf-8").replace("slug: polity\n", "slug: broken\n")
        bad = tmp_path / "bad.yaml"
        bad.write_text(text.replace("    key: ", "    kee: ", 2), "utf-8")

        done = demo("questions", "import", bad, "--owner", "demo-teacher")
        assert done.returncode == 1
        lines = done.stderr.strip().splitlines()
        assert len(lines) >= 2
        assert all(line.startswith(f"{bad}:") for line in lines)
        assert "kee" in done.stderr
        assert demo("questions", "export", "broken").returncode == 1

    def test_a_file_becomes_the_only_teachers(self, migrated: Command, tmp_path: Path) -> None:
        done = migrated("questions", "import", POLITY)
        assert done.returncode == 1
        assert "no teacher" in done.stderr
        assert "users create" in done.stderr

        password = ("--password", "a long password")
        assert migrated("users", "create", "admin", "--role", "admin", *password).returncode == 0
        assert migrated("users", "create", "asha", "--role", "teacher", *password).returncode == 0
        done = migrated("questions", "import", POLITY)
        assert done.returncode == 0, done.stderr
        with sqlite3.connect(tmp_path / "quizapp.sqlite3") as database:
            owners = database.execute(
                "SELECT username FROM question_sets JOIN users ON users.id = owner_id"
            ).fetchall()
        database.close()
        assert owners == [("asha",)]

        assert migrated("users", "create", "ravi", "--role", "teacher", *password).returncode == 0
        done = migrated("questions", "import", POLITY)
        assert done.returncode == 1
        assert done.stderr.strip().endswith("--owner, for there are several teachers: asha, ravi")

    def test_all_go_into_a_folder(self, demo: Command, tmp_path: Path) -> None:
        folder = tmp_path / "all" / "sets"
        done = demo("questions", "export", "--output", folder)
        assert done.returncode == 0, done.stderr
        samples = {path.name: path.read_text("utf-8") for path in POLITY.parent.glob("*.yaml")}
        assert done.stdout == f"{len(samples)} sets written to {folder}\n"
        assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == samples

        done = demo("questions", "export", "--output", POLITY)
        assert done.returncode == 1
        assert "--output" in done.stderr

    def test_no_set_makes_no_folder(self, migrated: Command, tmp_path: Path) -> None:
        folder = tmp_path / "all" / "sets"
        done = migrated("questions", "export", "--output", folder)
        assert done.returncode == 1
        assert "no question set" in done.stderr
        assert not folder.exists()

    def test_a_set_that_no_file_can_carry_is_named(self, demo: Command, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / "quizapp.sqlite3") as database:
            database.execute(
                "UPDATE items SET status = 'retired' WHERE id IN (SELECT item_id FROM"
                " question_set_items JOIN question_sets ON question_sets.id = set_id"
                " WHERE slug = 'polity')"
            )
        database.close()

        done = demo("questions", "export", "--output", tmp_path / "sets")
        assert done.returncode == 1
        assert done.stderr.startswith("polity: ")
        names = {path.stem for path in (tmp_path / "sets").iterdir()}
        assert names == {path.stem for path in POLITY.parent.glob("*.yaml")} - {"polity"}

    def test_an_unknown_owner_or_set_is_named(self, migrated: Command) -> None:
        done = migrated("questions", "import", POLITY, "--owner", "nobody")
        assert done.returncode == 1
        assert "nobody" in done.stderr
        done = migrated("questions", "export", "no-such-set")
        assert done.returncode == 1
        assert "no-such-set" in done.stderr


class TestUsers:
    def test_are_created_once(self, migrated: Command) -> None:
        arguments = ("users", "create", "asha", "--role", "teacher", "--name", "Asha Rao")
        password = b"a long password\na long password\n"

        done = migrated(*arguments, given=password)
        assert done.returncode == 0, done.stderr
        assert "asha can sign in as teacher." in done.stdout
        done = migrated(*arguments, given=password)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr

    def test_a_short_password_is_refused(self, migrated: Command) -> None:
        done = migrated("users", "create", "asha", "--password", "abc")
        assert done.returncode == 1
        assert "8" in done.stderr


class TestHousekeeping:
    def test_migrating_and_the_demo_can_be_repeated(self, demo: Command, tmp_path: Path) -> None:
        first = demo("demo")
        assert first.returncode == 0, first.stderr
        assert "demo-teacher" in first.stdout
        with sqlite3.connect(tmp_path / "quizapp.sqlite3") as database:
            counted = database.execute("SELECT count(*) FROM items").fetchone()
        database.close()
        assert demo("migrate").returncode == 0
        assert demo("demo").stdout == first.stdout
        with sqlite3.connect(tmp_path / "quizapp.sqlite3") as database:
            assert database.execute("SELECT count(*) FROM items").fetchone() == counted
        database.close()

    def test_overdue_attempts_are_counted(self, migrated: Command) -> None:
        done = migrated("close-overdue")
        assert done.returncode == 0
        assert done.stdout == "0 attempts submitted by the clock\n"
