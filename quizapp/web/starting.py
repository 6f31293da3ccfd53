"""Which application a process gets: the whole one, or a small one for a command without database.

`flask --app wsgi questions generate PATH` reads files and nothing else. Pages, extensions and
tables would take as long to load as the article to be read, so that this command gets an
application that has only itself.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from flask import Flask

from quizapp.web.generating import questions

__all__ = ["application"]


def application(arguments: Sequence[str], notify: Callable[[Sequence[int]], None]) -> Flask:
    """Return the application for a process.

    Args:
        arguments: the program and its arguments, as in `sys.argv`.
        notify: tells the consumer of background jobs which came into being (see `create_app`).
    """
    if _generates(arguments):
        app = Flask("quizapp.web")
        app.cli.add_command(questions)
        return app
    from quizapp.web.app import create_app  # noqa: PLC0415 — what the small one is spared

    return create_app(notify=notify)


def _generates(arguments: Sequence[str]) -> bool:
    """Whether this is `flask … questions generate …` or `python -m flask …` of the same."""
    program = Path(arguments[0]) if arguments else Path()
    is_flask = "flask" in {program.stem, program.parent.name}
    return is_flask and ("questions", "generate") in pairwise(arguments)
