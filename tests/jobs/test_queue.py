"""What carries the messages: where it is, and that it runs nothing but ids."""

import pickle
import sqlite3
from pathlib import Path

import pytest

from quizapp.jobs.queue import JobQueue


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("", "instance/quizapp-queue.sqlite3"),
        ("sqlite:///{folder}/banks.sqlite3", "banks-queue.sqlite3"),
        ("postgresql://quizapp:secret@127.0.0.1/quizapp", "instance/queue.sqlite3"),
    ],
)
def test_the_file_stands_beside_the_database(tmp_path: Path, url: str, file: str) -> None:
    environ = {
        "INSTANCE_PATH": str(tmp_path / "instance"),
        "DATABASE_URL": url.format(folder=tmp_path),
    }
    (tmp_path / "instance").mkdir()
    queue = JobQueue(environ)
    queue.send(7)
    queue.close()

    with sqlite3.connect(tmp_path / file) as database:
        ((name, data),) = database.execute("SELECT queue, data FROM task").fetchall()
    database.close()
    assert b'"quizapp.jobs.queue.work", [7]' in data
    assert "secret" not in name


def test_installations_that_share_a_folder_do_not_share_messages(tmp_path: Path) -> None:
    for port in (5432, 5433):
        url = f"postgresql://127.0.0.1:{port}/quizapp"
        queue = JobQueue({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        queue.send(1)
        queue.close()
    with sqlite3.connect(tmp_path / "queue.sqlite3") as database:
        names = database.execute("SELECT DISTINCT queue FROM task").fetchall()
    database.close()
    assert len(names) == 2


def test_a_message_of_somebody_else_is_not_run(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "sprung",)

    queue = JobQueue({"INSTANCE_PATH": str(tmp_path)})
    queue._huey.storage.enqueue(pickle.dumps(Trap()))
    with pytest.raises(ValueError, match=r"codec|Expecting value"):
        queue._huey.dequeue()
    queue.close()
    assert not (tmp_path / "sprung").exists()
