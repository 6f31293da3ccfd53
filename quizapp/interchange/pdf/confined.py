"""Parsing a PDF in a process with bounds on time and memory.

Streams within streams let a file of a kilobyte stand for gigabytes, and a loop of references for
ever; what the parser does with it must not be the server's memory and time.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import quizapp
from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.pdf.worker import CPU_SECONDS, PAGES_MAXIMUM, WorkerAnswer

__all__ = ["read_confined"]

WALL_FACTOR = 4
"""A machine that is busy gives the process its seconds later."""

_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What of the environment the process gets: none of the server's secrets."""

_FAILURES = {
    "encrypted": N_("The PDF is protected by a password. Save it without one and try again."),
    "too-long": N_("The PDF has more than %(maximum)d pages. Split it."),
    "damaged": N_("The PDF is damaged and cannot be read. Make it anew and try again."),
    "exhausted": N_(
        "The PDF takes too much time or memory to read. Print it to a new PDF, or split it."
    ),
}


def read_confined(source: SourceFile, *, seconds: int = CPU_SECONDS) -> WorkerAnswer:
    """Give the pages of a PDF and its pictures, within so many seconds of computing.

    Raises `QuestionFileError` where it cannot be read.
    """
    root = str(Path(quizapp.__file__).parent.parent)
    try:
        done = subprocess.run(  # noqa: S603 — our own module; the file is its input
            [sys.executable, "-m", "quizapp.interchange.pdf.worker", str(seconds)],
            input=source.data,
            capture_output=True,
            check=False,
            timeout=WALL_FACTOR * seconds,
            env={name: os.environ[name] for name in _KEPT if name in os.environ}
            | {"PYTHONPATH": root},
        )
    except subprocess.TimeoutExpired as error:
        raise _failure(source, "exhausted") from error
    if done.returncode:
        raise _failure(source, "exhausted")
    answer = cast("WorkerAnswer", json.loads(done.stdout))
    if answer["failure"]:
        raise _failure(source, answer["failure"])
    return answer


def _failure(source: SourceFile, reason: str) -> QuestionFileError:
    params = {"maximum": PAGES_MAXIMUM} if reason == "too-long" else {}
    return QuestionFileError([Problem(_FAILURES[reason], params, file=source.filename)])
