"""`flask questions generate`: an article becomes questions, without database, session or secret.

It imports none of those either, so that the command starts in half the time (see `starting`).
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import AppGroup

from quizapp.domain.items import letter
from quizapp.errors import QuizappError
from quizapp.generation.pipeline import as_json, generate
from quizapp.generation.reading import date_of_name, read_upload
from quizapp.generation.types import Generated

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


@questions.command("generate", with_appcontext=False)
@click.argument("path")
@click.option("--count", default=20, type=click.IntRange(1, 100), help="At most so many.")
@click.option("--options", default="4", type=click.Choice(["4", "5"]), help="Options of each.")
@click.option("--seed", default=0, help="The same seed gives the same questions.")
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), help="When it appeared.")
@click.option("--format", "form", default="text", type=click.Choice(["text", "json"]))
def generate_command(
    path: str, *, count: int, options: str, seed: int, published: datetime | None, form: str
) -> None:
    """Print the questions of an article. PATH is a text or HTML file, or - for stdin.

    When it appeared is read from --date, from the text, or from a file name that begins with a
    date (2024-08-24-space-day.txt).
    """
    try:
        generated = generate(
            read_upload(read_file(path), "" if path == "-" else path),
            count=count,
            options=int(options),
            seed=seed,
            published=None if published is None else published.date(),
            filed=date_of_name(path),
        )
    except QuizappError as error:
        refuse(f"{path}: {error}")
    if form == "json":
        click.echo(json.dumps(as_json(generated), ensure_ascii=False, indent=1))
    else:
        click.echo(_as_text(generated))
    if not generated.questions:
        refuse(f"{path}: nothing in this article can be asked; see the rejections above.")


def _as_text(generated: Generated) -> str:
    """Questions with lettered options, key and source sentence; then what was not asked."""
    lines = [generated.article.title, ""]
    for number, question in enumerate(generated.questions, 1):
        lines.append(f"Q{number}. {question.stem}")
        lines += [f"  ({letter(i)}) {option}" for i, option in enumerate(question.options)]
        lines += [f"  Answer: ({letter(question.key)})", f"  Source: {question.evidence.text}", ""]
    lines.append(f"Not asked: {len(generated.rejected)}")
    lines += [f"  {each.rule}: {each.detail}" for each in generated.rejected]
    return "\n".join(lines)
