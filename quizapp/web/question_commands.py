"""`flask questions import` and `export`: question files into the database, and back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from quizapp.errors import QuestionFileError, QuizappError
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.formats import READABLE, WRITABLE, read
from quizapp.interchange.own_format.format import NAME as OWN_FORMAT
from quizapp.models.users import User
from quizapp.services import accounts, question_files
from quizapp.web.commanding import questions, read_file, refuse
from quizapp.web.converting import describe, finding_lines, format_of_name
from quizapp.web.extensions import db
from quizapp.web.transactions import writing

_NAMES_SHOWN = 10


@questions.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--owner", help="User name of the teacher whose set it becomes; the only one if any.")
@click.option(
    *("--format", "format_name"),
    type=click.Choice(READABLE),
    help="The format of the files; found out by their content unless given.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
def import_(
    paths: Sequence[str], *, owner: str | None, format_name: str | None, dry_run: bool
) -> None:
    """Read question files into the database, each as a set; all of them or none.

    Any format that can be read; - is stdin. What is left out of a file is named on standard error.
    """
    if dry_run:
        _look(paths, format_name)
        return
    # All is read before the transaction: nobody's writing waits for a slow disk or standard input.
    files = [(path, read_file(path)) for path in paths]
    path = paths[0]
    imported = []
    try:
        with writing() as session:
            teacher = _only_author(session) if owner is None else accounts.named(session, owner)
            for path, data in files:
                stored = question_files.import_set(
                    session,
                    data=data,
                    filename=path,
                    owner=teacher,
                    now=datetime.now(UTC),
                    format_name=format_name,
                )
                imported.append((path, stored))
    except QuestionFileError as error:
        refuse("\n".join(map(str, error.problems)))
    except QuizappError as error:
        refuse(f"{path}: {error}")
    for path, stored in imported:
        for line in finding_lines(stored.findings, path):
            click.echo(line, err=True)
        for item in stored.unfinished:
            where = f", line {item.place.line}" if item.place.line else ""
            click.echo(f"{path}{where}: left out: {item.problems[0].text}", err=True)
        click.echo(f"{stored.title}: {stored.items} questions, stored as set {stored.slug!r}")


def _look(paths: Sequence[str], format_name: str | None) -> None:
    """Say what the files hold; the command fails where one cannot be read."""
    refused = False
    for path in paths:
        try:
            reading = read(SourceFile(read_file(path), path), format_name)
        except QuestionFileError as error:
            refused = True
            click.echo("\n".join(map(str, error.problems)), err=True)
        else:
            click.echo("\n".join(describe(reading, path)))
    if refused:
        raise SystemExit(1)


def _only_author(session: Session) -> User:
    """Return the teacher whose set it must be, since there is no other."""
    authors = accounts.authors(session)
    if not authors:
        refuse("There is no teacher yet. Make one: flask --app wsgi users create --role teacher")
    if len(authors) > 1:
        names = ", ".join(author.username for author in authors[:_NAMES_SHOWN])
        refuse(f"Say whose set it becomes with --owner, for there are several teachers: {names}")
    return authors[0]


@questions.command("export")
@click.argument("slug", required=False)
@click.option("--output", help="The file, or without SLUG the folder, to write to.")
@click.option(
    *("--format", "format_name"),
    type=click.Choice(WRITABLE),
    help="The format to write; by the name of --output, or the format of the questions/ folder.",
)
def export(slug: str | None, output: str | None, format_name: str | None) -> None:
    """Print the question set SLUG, or write it to a file.

    Without SLUG every set is written, each to a file of its own, into the folder `exported`.
    """
    if slug is None:
        _export_all(Path(output or "exported"), format_name or OWN_FORMAT)
        return
    chosen = format_name or format_of_name(output or "") or OWN_FORMAT
    try:
        exported = question_files.export_set(
            db.session, slug, user=None, now=datetime.now(UTC), format_name=chosen
        )
    except QuizappError as error:
        refuse(str(error))
    for line in finding_lines(exported.findings, slug):
        click.echo(line, err=True)
    try:
        with click.open_file(output or "-", "wb") as file:
            file.write(exported.data)
    except OSError as error:
        refuse(f"{output}: {error.strerror}. Give a path that can be written.")


def _export_all(folder: Path, format_name: str) -> None:
    """Write every set; one that no file can carry is named and fails the command at the end."""
    slugs = question_files.slugs(db.session)
    if not slugs:
        refuse("There is no question set to export.")
    problems = []
    for slug in slugs:
        try:
            exported = question_files.export_set(
                db.session, slug, user=None, now=datetime.now(UTC), format_name=format_name
            )
            folder.mkdir(parents=True, exist_ok=True)
            (folder / exported.filename).write_bytes(exported.data)
        except QuizappError as error:
            problems.append(f"{slug}: {error}")
        except OSError as error:
            refuse(f"{folder}: {error.strerror}. Give another folder with --output.")
        else:
            for line in finding_lines(exported.findings, slug):
                click.echo(line, err=True)
    click.echo(f"{len(slugs) - len(problems)} sets written to {folder}")
    if problems:
        refuse("\n".join(problems))
