"""A folder of articles becomes a folder of questions, in parallel and in as many goes as it takes.

Each article has a JSON file of its own, which appears whole or not at all: what is there is
finished, so that a run that was stopped goes on where it was. No database and no session; it
imports neither, so that the command starts quickly.
"""

import json
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import ItemFormat
from quizapp.errors import QuizappError
from quizapp.generation.pipeline import examine
from quizapp.generation.plain_data import as_json
from quizapp.generation.reading import date_of_name, read_upload

__all__ = ["Outcome", "Request", "Task", "run", "tasks_in"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of every article; see `quizapp.generation.pipeline.examine`."""

    count: int = 20
    options: int = 4
    seed: int = 0
    published: date | None = None
    formats: tuple[ItemFormat, ...] = (ItemFormat.DIRECT,)
    difficulties: frozenset[Difficulty] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An article and the file that its questions go to."""

    article: Path
    result: Path

    @property
    def finished(self) -> bool:
        """Whether the result is there, and the article has not changed since."""
        try:
            return self.result.stat().st_mtime >= self.article.stat().st_mtime
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: its number of questions, or the problem in its way."""

    task: Task
    questions: int = 0
    problem: str = ""


def tasks_in(folder: Path, output: Path) -> list[Task]:
    """Give a task for each file in the folder and the folders in it, by name, hidden ones not.

    The result of `week/rates.txt` is `week/rates.txt.json`. Results that stand inside the folder
    are not taken for articles.
    """
    inside = output.resolve()
    tasks = []
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in below.parts)
        if path.is_file() and not hidden and not path.resolve().is_relative_to(inside):
            tasks.append(Task(path, output / below.with_name(f"{below.name}.json")))
    return tasks


def run(tasks: Sequence[Task], request: Request, *, jobs: int) -> Iterator[Outcome]:
    """Do the tasks in `jobs` processes, and give each outcome as it comes.

    Each process loads the language pipeline once. Closing the iterator, or an exception in it such
    as KeyboardInterrupt, ends the run after the articles at hand.
    """
    workers = max(1, min(jobs, len(tasks)))
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_signals)
    try:
        futures = {pool.submit(work, task, request): task for task in tasks}
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Outcome(futures[future], problem="the process that was to read it was ended")
    finally:
        pool.shutdown(cancel_futures=True)


def work(task: Task, request: Request) -> Outcome:
    """Do one task. A problem with one article is an outcome too, and stops no other."""
    try:
        text = read_upload(task.article.read_bytes(), task.article.name)
        generated = examine(
            text,
            count=request.count,
            options=request.options,
            seed=request.seed,
            formats=request.formats,
            difficulties=request.difficulties,
            published=request.published,
            filed=date_of_name(task.article.name),
        )
        _write(task.result, json.dumps(as_json(generated), ensure_ascii=False, indent=1) + "\n")
    except QuizappError as error:
        return Outcome(task, problem=str(error))
    except OSError as error:
        return Outcome(task, problem=str(error.strerror))
    except Exception as error:  # noqa: BLE001 — a thousand articles shall not wait for a mistake of ours in one
        return Outcome(task, problem=f"{type(error).__name__}: {error}")
    return Outcome(task, questions=len(generated.questions))


def _leave_signals() -> None:
    """Let Ctrl-C reach the process that gives out the work, not those that do it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
