"""Wanting letters or not: on the account's page, and by the address in each letter."""

from collections.abc import Callable

import pytest
from browsing import Visitor
from desk import in_database
from flask import Flask
from mail_server import mail_server
from sqlalchemy import select
from test_every_route import check_page

from quizapp.models import User


def wants(app: Flask, name: str) -> bool:
    return in_database(
        app, lambda session: session.scalar(select(User.wants_mail).where(User.username == name))
    )


def test_letters_are_switched_off_and_on_again(
    app: Flask, student: Visitor, make_app: Callable[..., Flask]
) -> None:
    page = student.opens("/account")
    assert "This site sends no mail now" in page.text()
    student.sends("/account", wants_mail=False)
    assert not wants(app, "some-student")
    student.sends("/account", wants_mail=True, email="asha@example.org")
    assert wants(app, "some-student")
    student.sends("/account", email="")
    assert (
        in_database(app, lambda session: session.scalar(select(User.email).where(User.id > 0)))
        is None
    ), "an address can be taken away"
    assert "sends no mail" not in Visitor(make_app(SENDS_MAIL=True)).opens("/account").text()


def test_the_address_in_a_letter_ends_them_without_signing_in(
    app: Flask, visitor: Visitor, sign_up: Callable[..., int]
) -> None:
    sign_up("asha", mail_token="a-secret-of-hers")
    page = visitor.opens("/mail/stop/a-secret-of-hers")
    check_page(page)
    assert wants(app, "asha"), "looking changes nothing"
    page = visitor.sends("/mail/stop/a-secret-of-hers")
    check_page(page)
    assert "You get no more letters" in page.text("//h1")
    assert not wants(app, "asha")
    for wrong in ("another", "%20"):
        assert visitor.opens(f"/mail/stop/{wrong}").status == 404


def test_the_teacher_reads_whether_mail_is_on(
    teacher: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher.opens("/teach/classes/new")
    teacher.sends(title="Morning batch")
    assert "Mail is off on this site" in teacher.opens("/teach/announcements/new").text()
    monkeypatch.setitem(app.config, "SENDS_MAIL", True)
    assert "get it as a letter" in teacher.opens("/teach/announcements/new").text()


def test_the_command_sends_a_letter_or_says_why_not(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = app.test_cli_runner().invoke
    answer = run(args=["mail", "test", "asha@example.org"])
    assert answer.exit_code == 1
    assert "set SMTP_HOST" in answer.output
    with mail_server() as box:
        for name, value in box.environ.items():
            monkeypatch.setenv(name, value)
        answer = run(args=["mail", "test", "asha@example.org"])
        assert answer.exit_code == 0, answer.output
        assert box.recipients == ["asha@example.org"]
        box.refuse["ravi"] = "550 nobody"
        answer = run(args=["mail", "test", "ravi@example.org"])
    assert answer.exit_code == 1
    assert "550 nobody" in answer.output
