"""The `flask` commands: as thin as views. They read their input, call one service, and print.

Those about questions stand in modules of their own: `question_commands`, and what needs no
database in `generating` and `converting`.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from quizapp.errors import QuizappError
from quizapp.mailing.letters import Letter, as_message
from quizapp.mailing.posting import Postman, UndeliveredError
from quizapp.mailing.settings import mail_settings
from quizapp.models.users import Role
from quizapp.services import accounts, articles, attempts, seeding
from quizapp.services.asked import Asked
from quizapp.web import (  # they add their commands to the group
    converting,  # noqa: F401
    generating,  # noqa: F401
    question_commands,  # noqa: F401
)
from quizapp.web.commanding import questions, refuse
from quizapp.web.extensions import db
from quizapp.web.transactions import writing

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "questions"
# Known to everyone who reads this; `make run` serves them on the loopback address only.
DEMO_PASSWORDS = {role: f"learn-with-{role.value}" for role in Role}

users = AppGroup("users", help="Create accounts.")


mail = AppGroup("mail", help="Try whether letters can be sent.")


def register(app: Flask) -> None:
    """Add the commands to an application."""
    for command in (questions, users, mail, migrate, demo, close_overdue):
        app.cli.add_command(command)


@mail.command("test", with_appcontext=False)
@click.argument("address")
def send_test(address: str) -> None:
    """Send a letter to ADDRESS, or say why that cannot be done."""
    settings = mail_settings(os.environ)
    if settings is None:
        refuse("Mail is off: set SMTP_HOST, MAIL_FROM and PUBLIC_URL (see the README).")
    moment = datetime.now(UTC)
    letter = Letter(
        to=address,
        name="",
        language="en",
        subject="quizapp can send mail",
        text="This letter was sent by the command: flask --app wsgi mail test",
        link=("Open quizapp", settings.public_url),
        foot="Nobody else got this letter.",
        stop_url=settings.public_url,
        key=f"test-{moment.timestamp():.0f}",
    )
    try:
        with Postman(settings) as postman:
            postman.post(as_message(letter, settings, moment))
    except (UndeliveredError, ValueError) as error:
        refuse(f"{settings.host}:{settings.port} did not take it: {error}")
    click.echo(f"{settings.host}:{settings.port} took the letter to {address}.")


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
    generated = articles.generate_article(text, Asked(count=20))
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
