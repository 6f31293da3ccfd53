"""The `flask` commands: as thin as views. They read their input, call one service, and print.

`questions generate`, which needs no database, stands in `generating`.
"""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.orm import Session

from quizapp.errors import QuestionFileError, QuizappError
from quizapp.models.users import Role, User
from quizapp.services import accounts, articles, attempts, question_files, seeding
from quizapp.web.extensions import db
from quizapp.web.generating import questions, read_file, refuse
from quizapp.web.transactions import writing

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "questions"
# Known to everyone who reads this; `make run` serves them on the loopback address only.
DEMO_PASSWORDS = {role: f"learn-with-{role.value}" for role in Role}

_NAMES_SHOWN = 10

users = AppGroup("users", help="Create accounts.")


def register(app: Flask) -> None:
    """Add the commands to an application."""
    for command in (questions, users, migrate, demo, close_overdue):
        app.cli.add_command(command)


@questions.command("import")
@click.argument("path")
@click.option("--owner", help="User name of the teacher whose set it becomes; the only one if any.")
def import_(path: str, owner: str | None) -> None:
    """Read a question set into the database, whole or not at all. PATH is a YAML file."""
    try:
        with writing() as session:
            teacher = _only_author(session) if owner is None else accounts.named(session, owner)
            imported = question_files.import_set(
                session, data=read_file(path), filename=path, owner=teacher, now=datetime.now(UTC)
            )
    except QuestionFileError as error:
        refuse("\n".join(map(str, error.problems)))
    except QuizappError as error:
        refuse(f"{path}: {error}")
    click.echo(f"{imported.title}: {imported.items} questions, stored as set {imported.slug!r}")


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
def export(slug: str | None, output: str | None) -> None:
    """Print the question set SLUG in the format of the `questions/` folder.

    Without SLUG every set is written, each to a file of its own, into the folder `exported`.
    """
    if slug is None:
        _export_all(Path(output or "exported"))
        return
    try:
        exported = question_files.export_set(db.session, slug, user=None)
    except QuizappError as error:
        refuse(str(error))
    with click.open_file(output or "-", "w", encoding="utf-8") as file:
        file.write(exported.text)


def _export_all(folder: Path) -> None:
    """Write every set; one that no file can carry is named and fails the command at the end."""
    slugs = question_files.slugs(db.session)
    if not slugs:
        refuse("There is no question set to export.")
    problems = []
    for slug in slugs:
        try:
            exported = question_files.export_set(db.session, slug, user=None)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / exported.filename).write_text(exported.text, encoding="utf-8")
        except QuizappError as error:
            problems.append(f"{slug}: {error}")
        except OSError as error:
            refuse(f"{folder}: {error.strerror}. Give another folder with --output.")
    click.echo(f"{len(slugs) - len(problems)} sets written to {folder}")
    if problems:
        refuse("\n".join(problems))


@users.command("create")
@click.argument("username")
@click.option("--role", default=Role.STUDENT.value, type=click.Choice([r.value for r in Role]))
@click.option("--name", default="", help="The name that others see.")
@click.option("--email", default=None)
@click.password_option(help="Asked for when it is not given.")
def create(username: str, role: str, name: str, email: str | None, password: str) -> None:
    """Create the account USERNAME."""
    try:
        with writing() as session:
            accounts.sign_up(
                session,
                username=username,
                password=password,
                display_name=name,
                email=email,
                role=Role(role),
                now=datetime.now(UTC),
                trusted=True,
            )
    except QuizappError as error:
        refuse(str(error))
    click.echo(f"{username} can sign in as {role}.")


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest migration."""
    # Alembic takes a tenth of a second to load, which no other command or request should wait for.
    from quizapp.models import migrating  # noqa: PLC0415

    migrating.migrate(db.engine)


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Load the sample sets, the sample article and the demo accounts; safe to repeat."""
    text = (SAMPLES / "samples" / "national-space-day.txt").read_text("utf-8")
    generated = articles.generate_article(text, count=20)
    with writing() as session:
        report = seeding.load_demo(
            session,
            passwords=DEMO_PASSWORDS,
            sample_text=text,
            generated=generated,
            folder=SAMPLES,
            now=datetime.now(UTC),
        )
    click.echo("Sign in with one of the demo accounts:")
    for account in report.accounts:
        known = DEMO_PASSWORDS[account.role] if account.password_given else "(its own password)"
        click.echo(f"  {account.username:<14} {known:<24} {account.role}")


@click.command("close-overdue")
@with_appcontext
@click.option("--limit", default=500, show_default=True, help="At most so many at once.")
def close_overdue(limit: int) -> None:
    """Submit the attempts whose time is over (they are closed when looked at, too)."""
    with writing() as session:
        closed = attempts.close_overdue(session, now=datetime.now(UTC), limit=limit)
    click.echo(f"{closed} attempts submitted by the clock")
