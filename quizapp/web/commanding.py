"""What the commands about questions share: their group, reading a file, ending with a message.

It imports none of pages, database and generator, so that a command starts with only what it needs.
"""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

questions = AppGroup("questions", help="Generate, import and export questions.")


def refuse(message: str) -> NoReturn:
    """End the command with code 1 and a line on standard error."""
    click.echo(message, err=True)
    raise SystemExit(1)


def read_file(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for "-"."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        refuse(f"{path}: {error.strerror}. Give the path of a readable file, or - for stdin.")
