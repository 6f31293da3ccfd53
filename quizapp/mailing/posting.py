"""Handing letters to the mail server, and understanding what it says to each."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Final, Self

from quizapp.mailing.settings import MailSettings, Security

__all__ = ["Postman", "UndeliveredError"]

TIMEOUT_SECONDS: Final = 20
_PERMANENT = 500
_DETAIL_MAXIMUM = 300


@dataclass
class UndeliveredError(Exception):
    """A letter was not taken. Trying again helps unless it is `permanent`.

    `of_server` tells that no letter would have been taken: there was no answer, or no signing in.
    """

    detail: str
    permanent: bool
    of_server: bool

    def __str__(self) -> str:
        return self.detail


class Postman:
    """A connection to the mail server, opened with the first letter and used for all others."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (OSError, smtplib.SMTPException):
                connection.close()

    def post(self, message: EmailMessage) -> None:
        """Hand a letter over; once this returns, the server answers for it.

        Raises:
            UndeliveredError: it did not take it, and says why.
        """
        connection = self._connected()
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, detail = next(iter(error.recipients.values()))
            raise _undelivered(code, detail) from error
        except smtplib.SMTPResponseException as error:
            raise _undelivered(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise UndeliveredError(_short(str(error)), permanent=False, of_server=True) from error

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except smtplib.SMTPAuthenticationError as error:
                detail = f"{error.smtp_code} {_text(error.smtp_error)}"
                raise UndeliveredError(_short(detail), permanent=False, of_server=True) from error
            except (OSError, smtplib.SMTPException) as error:
                detail = str(error) or type(error).__name__
                raise UndeliveredError(_short(detail), permanent=False, of_server=True) from error
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        if settings.security is Security.TLS:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host,
                settings.port,
                timeout=TIMEOUT_SECONDS,
                context=ssl.create_default_context(),
            )
        else:
            connection = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT_SECONDS)
        try:
            if settings.security is Security.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if settings.username:
                connection.login(settings.username, settings.password)
        except BaseException:
            connection.close()
            raise
        return connection


def _undelivered(code: int, detail: bytes | str) -> UndeliveredError:
    return UndeliveredError(
        _short(f"{code} {_text(detail)}"), permanent=code >= _PERMANENT, of_server=False
    )


def _text(detail: bytes | str) -> str:
    return detail.decode("utf-8", "replace") if isinstance(detail, bytes) else detail


def _short(detail: str) -> str:
    return " ".join(detail.split())[:_DETAIL_MAXIMUM]
