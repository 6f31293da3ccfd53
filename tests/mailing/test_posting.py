"""Letters, handed to a real mail server on this machine."""

import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from mail_server import mail_server

from quizapp.environment import ConfigurationError
from quizapp.mailing.letters import Letter, as_message
from quizapp.mailing.posting import Postman, UndeliveredError
from quizapp.mailing.settings import MailSettings, Security, mail_settings

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LETTER = Letter(
    to="asha@example.org",
    name="Asha Rao",
    language="hi",
    subject="मॉक टेस्ट",
    text="रविवार को <10 बजे>।\n\nOne\ntwo.",
    link=("खोलिए", "https://quiz.example.org/notices?a=1&b=2"),
    foot="No more letters:",
    stop_url="https://quiz.example.org/mail/stop/abc",
    key="notice-7",
)


def settings_of(environ: dict[str, str]) -> MailSettings:
    settings = mail_settings(environ)
    assert settings is not None
    return settings


def test_a_letter_arrives_as_it_was_meant() -> None:
    with mail_server() as box:
        settings = settings_of(box.environ)
        with Postman(settings) as postman:
            postman.post(as_message(LETTER, settings, NOW))
            postman.post(as_message(replace(LETTER, to="ravi@example.org"), settings, NOW))
    assert box.recipients == ["asha@example.org", "ravi@example.org"]
    letter = box.letters[0]
    assert letter["From"] == "Quiz <quiz@example.org>"
    assert letter["To"] == "Asha Rao <asha@example.org>"
    assert letter["Subject"] == "मॉक टेस्ट"
    assert letter["Message-ID"] == "<notice-7@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] == "<https://quiz.example.org/mail/stop/abc>"
    plain = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert "रविवार को <10 बजे>।\n\nOne\ntwo." in plain
    assert "https://quiz.example.org/notices?a=1&b=2" in plain
    page = letter.get_body(("html",)).get_content()
    assert '<html lang="hi">' in page
    assert "&lt;10 बजे&gt;" in page
    assert "One<br>two." in page


def test_nothing_gets_into_a_header_that_does_not_belong_there() -> None:
    settings = MailSettings("h", 25, Security.NONE, LETTER_SENDER, "https://q.example.org")
    sly = replace(LETTER, name="Asha\r\nBcc: all@example.org", subject="Hi\nBcc: x@example.org")
    message = as_message(sly, settings, NOW)
    assert message["Bcc"] is None
    assert message["Subject"] == "Hi Bcc: x@example.org"
    with pytest.raises(ValueError, match=r"CR or LF"):
        as_message(replace(LETTER, to="a@example.org\r\nBcc: b@example.org"), settings, NOW)


LETTER_SENDER = settings_of(
    {"SMTP_HOST": "h", "MAIL_FROM": "quiz@example.org", "PUBLIC_URL": "https://q.example.org"}
).sender


@pytest.mark.parametrize(("answer", "permanent"), [("550 nobody", True), ("451 later", False)])
def test_a_refused_recipient_does_not_stop_the_next_one(answer: str, *, permanent: bool) -> None:
    with mail_server() as box:
        box.refuse["asha"] = answer
        settings = settings_of(box.environ)
        with Postman(settings) as postman:
            with pytest.raises(UndeliveredError) as refusal:
                postman.post(as_message(LETTER, settings, NOW))
            postman.post(as_message(replace(LETTER, to="ravi@example.org"), settings, NOW))
    assert str(refusal.value) == answer
    assert (refusal.value.permanent, refusal.value.of_server) == (permanent, False)
    assert box.recipients == ["ravi@example.org"]


def test_a_server_that_hangs_up_or_is_not_there_is_no_answer() -> None:
    with mail_server() as box:
        box.hangs_up = True
        settings = settings_of(box.environ)
        with Postman(settings) as postman, pytest.raises(UndeliveredError) as hung_up:
            postman.post(as_message(LETTER, settings, NOW))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else can be there
        nobody = replace(settings, port=taken.getsockname()[1])
        with Postman(nobody) as postman, pytest.raises(UndeliveredError) as no_answer:
            postman.post(as_message(LETTER, nobody, NOW))
    for refusal in (hung_up.value, no_answer.value):
        assert refusal.of_server
        assert not refusal.permanent
        assert str(refusal)


# That a password goes over an open line is no risk on this machine.
@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
def test_who_must_sign_in_does() -> None:
    with mail_server(password="a key of tin") as box:
        signed = {**box.environ, "SMTP_USERNAME": "quiz", "SMTP_PASSWORD": "a key of tin"}
        settings = settings_of(signed)
        with Postman(settings) as postman:
            postman.post(as_message(LETTER, settings, NOW))
        wrong = replace(settings, password="a key of wood")
        with Postman(wrong) as postman, pytest.raises(UndeliveredError) as refusal:
            postman.post(as_message(LETTER, wrong, NOW))
    assert refusal.value.of_server
    assert "535" in str(refusal.value)
    assert len(box.letters) == 1


def test_a_server_without_the_promised_encryption_gets_nothing() -> None:
    with mail_server() as box:
        settings = replace(settings_of(box.environ), security=Security.STARTTLS)
        with Postman(settings) as postman, pytest.raises(UndeliveredError, match="STARTTLS"):
            postman.post(as_message(LETTER, settings, NOW))
    assert box.letters == []


def test_without_a_server_there_is_no_mail() -> None:
    assert mail_settings({"MAIL_FROM": "x"}) is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SMTP_SECURITY", "perhaps"),
        ("SMTP_PORT", "99999"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", ""),
        ("PUBLIC_URL", "quiz.example.org"),
    ],
)
def test_a_setting_that_cannot_be_is_named(variable: str, value: str) -> None:
    environ = {
        "SMTP_HOST": "mail.example.org",
        "MAIL_FROM": "quiz@example.org",
        "PUBLIC_URL": "https://quiz.example.org",
    }
    settings = settings_of(environ)
    assert (settings.port, settings.security) == (587, Security.STARTTLS)
    with pytest.raises(ConfigurationError, match=variable):
        mail_settings({**environ, variable: value})
