"""Which application a process gets: the whole one, or a small one for a command without database.

`flask --app wsgi questions generate PATH` and `questions convert IN OUT` read files and nothing
else. Pages, extensions and tables would take as long to load as the article to be read, so that
these commands get an application that has only themselves.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from flask import Flask

from quizapp.web.commanding import questions

__all__ = ["application"]

_MODULES = {"generate": "quizapp.web.generating", "convert": "quizapp.web.converting"}
"""The commands of the group `questions` that need no database, and where they stand."""


def application(arguments: Sequence[str], notify: Callable[[Sequence[int]], None]) -> Flask:
    """Return the application for a process.

    Args:
        arguments: the program and its arguments, as in `sys.argv`.
        notify: tells the consumer of background jobs which came into being (see `create_app`).
    """
    module = _without_database(arguments)
    if module is not None:
        import_module(module)
        app = Flask("quizapp.web")
        app.cli.add_command(questions)
        return app
    from quizapp.web.app import create_app  # noqa: PLC0415 — what the small one is spared

    return create_app(notify=notify)


def _without_database(arguments: Sequence[str]) -> str | None:
    """Give the module of a command that needs no database: `flask … questions generate …`.

    `python -m flask …` is the same; None for everything else.
    """
    program = Path(arguments[0]) if arguments else Path()
    if "flask" not in {program.stem, program.parent.name}:
        return None
    called = set(pairwise(arguments))
    return next(
        (module for name, module in _MODULES.items() if ("questions", name) in called), None
    )
