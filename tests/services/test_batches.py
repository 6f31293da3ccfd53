"""A folder of articles becomes a folder of questions, in as many goes as it takes."""

import json
import os
import subprocess
import sys
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from quizapp.services import batches
from quizapp.services.batches import Request, Task

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "questions" / "samples" / "national-space-day.txt"


def task(folder: Path, name: str, text: str | bytes) -> Task:
    article = folder / name
    article.write_bytes(text.encode() if isinstance(text, str) else text)
    return Task(article, folder / "out" / f"{name}.json")


def test_the_files_of_a_folder_are_found_but_no_hidden_ones_and_no_results(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "week/a.txt", ".notes", ".git/config", "out/b.txt.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    tasks = batches.tasks_in(tmp_path, tmp_path / "out")

    assert [t.article.relative_to(tmp_path).as_posix() for t in tasks] == [
        *("a.html", "b.txt", "week/a.txt"),
    ]
    assert [t.result.relative_to(tmp_path / "out").as_posix() for t in tasks] == [
        *("a.html.json", "b.txt.json", "week/a.txt.json"),
    ]


def test_an_article_gets_a_file_with_its_questions(tmp_path: Path) -> None:
    space = task(tmp_path, "2024-08-25-space.txt", SAMPLE.read_bytes())
    assert not space.finished

    outcome = batches.work(space, Request(count=3, options=5))

    assert outcome.problem == ""
    written = json.loads(space.result.read_text("utf-8"))
    assert len(written["questions"]) == outcome.questions == 3
    assert max(len(question["options"]) for question in written["questions"]) == 5
    assert [path.name for path in space.result.parent.iterdir()] == ["2024-08-25-space.txt.json"]
    assert space.finished


def test_an_article_that_changed_is_not_finished(tmp_path: Path) -> None:
    changed = task(tmp_path, "a.txt", "Rain is expected.")
    changed.result.parent.mkdir()
    changed.result.touch()
    assert changed.finished
    later = changed.result.stat().st_mtime + 10
    os.utime(changed.article, (later, later))
    assert not changed.finished


def test_an_article_without_a_fact_is_done_with_what_was_refused(tmp_path: Path) -> None:
    quiet = task(tmp_path, "quiet.txt", "It was a quiet day. Nobody minded, and nothing was said.")

    assert batches.work(quiet, Request()) == batches.Outcome(quiet)
    assert json.loads(quiet.result.read_text("utf-8"))["questions"] == []


def test_what_cannot_be_read_is_an_outcome_and_leaves_no_file(tmp_path: Path) -> None:
    empty = task(tmp_path, "empty.txt", "")
    image = task(tmp_path, "image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    gone = Task(tmp_path / "gone.txt", tmp_path / "out" / "gone.txt.json")
    unfit = task(tmp_path, "unfit.txt", SAMPLE.read_bytes())

    assert "empty" in batches.work(empty, Request()).problem
    assert "PNG" in batches.work(image, Request()).problem
    assert batches.work(gone, Request()).problem == "No such file or directory"
    # What no option of the command can ask for stands for a mistake of ours.
    assert batches.work(unfit, Request(count=0)).problem.startswith("ValueError: count must be")
    assert not (tmp_path / "out").exists()


def test_a_run_in_two_processes_gives_every_outcome(tmp_path: Path) -> None:
    text = SAMPLE.read_bytes()
    tasks = [task(tmp_path, f"{number}.txt", text) for number in range(3)]
    tasks.append(task(tmp_path, "empty.txt", ""))

    outcomes = {o.task.article.name: o for o in batches.run(tasks, Request(count=5), jobs=2)}

    assert outcomes.keys() == {"0.txt", "1.txt", "2.txt", "empty.txt"}
    assert [outcomes[f"{number}.txt"].questions for number in range(3)] == [5, 5, 5]
    assert outcomes["empty.txt"].problem
    results = {t.result.read_bytes() for t in tasks if t.result.exists()}
    assert len(results) == 1


def test_a_process_that_dies_ends_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Python's own helper process must not be among those that end.
    resource_tracker.ensure_running()
    # A module that ends its process as it is loaded, as one does that runs out of memory.
    (tmp_path / "sitecustomize.py").write_text("import os; os._exit(9)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    outcomes = list(batches.run([task(tmp_path, "a.txt", "Rain.")], Request(), jobs=1))

    assert [o.problem for o in outcomes] == ["the process that was to read it was ended"]


def test_an_empty_run_needs_no_process() -> None:
    assert list(batches.run([], Request(), jobs=4)) == []


def test_neither_database_nor_web_is_loaded() -> None:
    program = (
        "import sys, quizapp.services.batches\n"
        "loaded = {module.partition('.')[0] for module in sys.modules}\n"
        "print(*sorted(loaded & {'flask', 'sqlalchemy', 'spacy'}))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []
