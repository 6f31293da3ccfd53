"""A mail server on the loopback address, that takes letters or refuses them as a test wants."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Postbox:
    """What the server took; `refuse` has its answer for the beginnings of some addresses."""

    refuse: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    hangs_up: bool = False
    port: int = 0

    @property
    def environ(self) -> dict[str, str]:
        """The environment of an installation that uses it."""
        return {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "Quiz <quiz@example.org>",
            "PUBLIC_URL": "https://quiz.example.org/",
        }

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's form
        self,
        server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.hangs_up:
            server.transport.close()
            return "250 gone"
        for beginning, answer in self.refuse.items():
            if address.startswith(beginning):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 — aiosmtpd's form
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.recipients += envelope.rcpt_tos
        return "250 taken"


def _free_port() -> int:
    # aiosmtpd cannot tell which one the system chose for it.
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def mail_server(*, password: str | None = None) -> Iterator[Postbox]:
    """Run a server; with a password only who signs in as `quiz` may hand letters over."""
    box = Postbox()

    def signs_in(
        _server: object, _session: object, _envelope: object, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=data.password == (password or "").encode(), handled=False)

    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=_free_port(),
        authenticator=signs_in if password else None,
        auth_required=password is not None,
        auth_require_tls=False,
    )
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()
