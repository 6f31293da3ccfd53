"""`flask questions generate`: articles become questions, without database, session or secret.

It imports none of those either, so that the command starts in half the time (see `starting`).
"""

import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import ItemFormat, letter
from quizapp.errors import QuizappError
from quizapp.generation.formats import COMPOSED
from quizapp.generation.pipeline import generate
from quizapp.generation.plain_data import as_json
from quizapp.generation.reading import date_of_name, read_upload
from quizapp.generation.types import Generated
from quizapp.services import batches
from quizapp.web.commanding import questions, read_file, refuse

_STOPPED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""

OFFERED = (ItemFormat.DIRECT, *(each for each in ItemFormat if each in COMPOSED))
"""The formats that an article can become."""


def _formats(text: str) -> tuple[ItemFormat, ...]:
    """The formats of a list such as "single,pairs"; `all` for all of them."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = {each.value: each for each in OFFERED}
    if names == ["all"]:
        # A gap to fill is no question of an exam; whoever wants one names it.
        return tuple(each for each in OFFERED if each is not ItemFormat.CLOZE)
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        message = f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(known)}, or all."
        raise click.BadParameter(message)
    return tuple(known[name] for name in names)


def _difficulties(text: str | None) -> frozenset[Difficulty] | None:
    """The difficulties of a list such as "easy,medium"; None, or `any`, for all of them."""
    names = [name.strip() for name in (text or "any").split(",") if name.strip()]
    if names == ["any"]:
        return None
    unknown = [name for name in names if name not in {*Difficulty}]
    if unknown or not names:
        message = f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(Difficulty)}, or any."
        raise click.BadParameter(message)
    return frozenset(map(Difficulty, names))


@questions.command("generate", with_appcontext=False)
@click.argument("path")
@click.option("--count", default=20, type=click.IntRange(1, 100), help="At most so many.")
@click.option("--options", default="4", type=click.Choice(["4", "5"]), help="Options of each.")
@click.option(
    "--formats",
    callback=lambda _context, _option, value: _formats(value),
    default=ItemFormat.DIRECT.value,
    help=f"Separated by commas, or all: {', '.join(each.value for each in OFFERED)}.",
)
@click.option(
    *("--difficulty", "difficulties"),
    callback=lambda _context, _option, value: _difficulties(value),
    help=f"As it is estimated. Separated by commas, or any: {', '.join(Difficulty)}.",
)
@click.option("--seed", default=0, help="The same seed gives the same questions.")
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), help="When it appeared.")
@click.option(
    *("--format", "form"),
    type=click.Choice(["text", "json"]),
    help="Of one article: text unless given. A folder's results are JSON.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Of a folder: where its results go; by default FOLDER-questions beside it.",
)
@click.option("--jobs", type=click.IntRange(1), help="Of a folder: processes; one a core.")
@click.option("--again", is_flag=True, help="Of a folder: read finished articles anew.")
def generate_command(  # noqa: PLR0913 — the options of the command
    path: str,
    *,
    count: int,
    options: str,
    formats: tuple[ItemFormat, ...],
    difficulties: frozenset[Difficulty] | None,
    seed: int,
    published: datetime | None,
    form: str | None,
    output: Path | None,
    jobs: int | None,
    again: bool,
) -> None:
    """Print the questions of an article, or write those of a folder of articles.

    PATH is a text or HTML file, - for stdin, or a folder. When an article appeared is read from
    --date, from the text, or from a file name that begins with a date
    (2024-08-24-space-day.txt). A folder that was stopped half-way goes on where it was.
    """
    day = None if published is None else published.date()
    request = batches.Request(count, int(options), seed, day, formats, difficulties)
    if Path(path).is_dir():
        if form == "text":
            refuse("The questions of a folder are written as JSON.")
        folder = Path(path)
        goal = output or folder.resolve().with_name(f"{folder.resolve().name}-questions")
        _generate_folder(folder, goal, request, jobs=jobs or os.cpu_count() or 1, again=again)
        return
    if output is not None or jobs is not None or again:
        refuse("--output, --jobs and --again are for a folder of articles.")
    try:
        generated = generate(
            read_upload(read_file(path), "" if path == "-" else path),
            count=request.count,
            options=request.options,
            seed=request.seed,
            formats=request.formats,
            difficulties=request.difficulties,
            published=request.published,
            filed=date_of_name(path),
        )
    except QuizappError as error:
        refuse(f"{path}: {error}")
    if difficulties is not None and len(generated.questions) < count:
        wanted = ", ".join(each for each in Difficulty if each in difficulties)
        found = len(generated.questions)
        click.echo(f"{path}: the article gives {found} of {count} questions: {wanted}.", err=True)
    if form == "json":
        click.echo(json.dumps(as_json(generated), ensure_ascii=False, indent=1))
    else:
        click.echo(_as_text(generated))


def _generate_folder(
    folder: Path, output: Path, request: batches.Request, *, jobs: int, again: bool
) -> None:
    """Write the questions of every article of a folder, and say at the end what failed.

    The command fails where there is no article, or where none could be read.
    """
    tasks = batches.tasks_in(folder, output)
    if not tasks:
        refuse(f"{folder}: there is no article in this folder.")
    waiting = [task for task in tasks if again or not task.finished]
    done: list[batches.Outcome] = []
    bar = click.progressbar(length=len(waiting), label="Reading", show_pos=True, file=sys.stderr)
    try:
        with bar:
            for outcome in batches.run(waiting, request, jobs=jobs):
                done.append(outcome)
                bar.update(1)
    except KeyboardInterrupt:
        click.echo("\nStopped. The same command goes on from here.", err=True)
        raise SystemExit(_STOPPED) from None
    finally:
        _report(done, kept=len(tasks) - len(waiting), output=output)
    if len(done) == len(tasks) and all(outcome.problem for outcome in done):
        raise SystemExit(1)


def _report(done: Sequence[batches.Outcome], *, kept: int, output: Path) -> None:
    """Name what failed, and count the rest."""
    failed = sorted((o for o in done if o.problem), key=lambda outcome: outcome.task.article)
    for outcome in failed:
        click.echo(f"{outcome.task.article}: {outcome.problem}", err=True)
    counts = [outcome.questions for outcome in done if not outcome.problem]
    click.echo(
        f"{len(counts)} articles read: {sum(counts)} questions, {counts.count(0)} articles without."
        f" {kept} kept from before. {len(failed)} failed."
    )
    click.echo(f"The questions are in {output}.")


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
