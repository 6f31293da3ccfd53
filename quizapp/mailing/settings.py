"""Where letters are handed over: the environment variables of mail.

- `SMTP_HOST`: the mail server; without it there is no mail, and the pages say so.
- `SMTP_SECURITY`: `starttls` (the default), `tls` from the first byte, or `none`.
- `SMTP_PORT`: by default 587, 465 with `tls`, 25 with `none`.
- `SMTP_USERNAME`, `SMTP_PASSWORD`: for signing in, if the server wants that.
- `MAIL_FROM`: the sender, as `Name <address@example.org>` or the address alone.
- `PUBLIC_URL`: where people reach this installation; letters link to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from enum import StrEnum
from urllib.parse import urlsplit

from quizapp.environment import ConfigurationError

__all__ = ["MailSettings", "Security", "mail_settings"]


class Security(StrEnum):
    """How the connection to the server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_PORT_MAXIMUM = 65535


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server, who signs in there, the sender, and the address of the app without a slash."""

    host: str
    port: int
    security: Security
    sender: Address
    public_url: str
    username: str = ""
    password: str = field(default="", repr=False)


def mail_settings(environ: Mapping[str, str]) -> MailSettings | None:
    """Read them from the environment; None where no server is named.

    Raises:
        ConfigurationError: naming the variable and what would be right.
    """
    host = environ.get("SMTP_HOST", "").strip()
    if not host:
        return None
    given = environ.get("SMTP_SECURITY", "").strip().lower() or Security.STARTTLS.value
    if given not in list(Security):
        message = f"SMTP_SECURITY is {given!r}; it must be starttls, tls or none."
        raise ConfigurationError(message)
    security = Security(given)
    return MailSettings(
        host=host,
        port=_port(environ.get("SMTP_PORT", "").strip(), _PORTS[security]),
        security=security,
        sender=_sender(environ.get("MAIL_FROM", "").strip()),
        public_url=_public_url(environ.get("PUBLIC_URL", "").strip()),
        username=environ.get("SMTP_USERNAME", ""),
        password=environ.get("SMTP_PASSWORD", ""),
    )


def _port(given: str, usual: int) -> int:
    if not given:
        return usual
    if given.isascii() and given.isdigit() and 0 < int(given) <= _PORT_MAXIMUM:
        return int(given)
    message = f"SMTP_PORT is {given!r}; it must be a number from 1 to {_PORT_MAXIMUM}."
    raise ConfigurationError(message)


def _sender(given: str) -> Address:
    name, address = parseaddr(given)
    user, _, domain = address.rpartition("@")
    if not user or ("." not in domain.strip(".") and domain != "localhost"):
        message = f"MAIL_FROM is {given!r}; it must be an address such as quiz@example.org."
        raise ConfigurationError(message)
    return Address(display_name=name or "quizapp", username=user, domain=domain)


def _public_url(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = (
            f"PUBLIC_URL is {given!r}; it must be an address such as https://quiz.example.org."
        )
        raise ConfigurationError(message)
    return given.rstrip("/")
