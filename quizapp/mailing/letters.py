"""Letters: words for one person → a message with the headers that mail servers expect.

`Auto-Submitted` (RFC 3834) keeps answering machines quiet, `List-Unsubscribe` (RFC 2369) gives mail
programs a button. Header values go through the email package, which refuses line breaks.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from quizapp.mailing.settings import MailSettings

__all__ = ["Letter", "as_message"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told. `foot` says why they get it; `stop_url` ends that.

    `text` has its paragraphs set off by blank lines; `link` is the words and the address of a page.
    """

    to: str
    name: str
    language: str
    subject: str
    text: str
    link: tuple[str, str]
    foot: str
    stop_url: str
    key: str
    """Names the occasion, so that a server that gets a letter twice can tell."""


def as_message(letter: Letter, settings: MailSettings, now: datetime) -> EmailMessage:
    """Make the message, as plain text and as simple HTML.

    Raises:
        ValueError: the address of the person cannot be written into a header.
    """
    message = EmailMessage()
    message["From"] = settings.sender
    user, _, domain = letter.to.rpartition("@")
    message["To"] = Address(display_name=_line(letter.name), username=user, domain=domain)
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.key}@{settings.sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    message["List-Unsubscribe"] = f"<{letter.stop_url}>"
    words, address = letter.link
    message.set_content(
        f"{letter.text}\n\n{words}\n{address}\n\n-- \n{letter.foot}\n{letter.stop_url}\n"
    )
    paragraphs = "".join(
        f"<p>{escape(each).replace(chr(10), '<br>')}</p>" for each in letter.text.split("\n\n")
    )
    message.add_alternative(
        f'<!DOCTYPE html><html lang="{escape(letter.language)}"><body>{paragraphs}'
        f'<p><a href="{escape(address)}">{escape(words)}</a></p>'
        f'<p><small><a href="{escape(letter.stop_url)}">{escape(letter.foot)}</a></small></p>'
        "</body></html>\n",
        subtype="html",
    )
    return message


def _line(text: str) -> str:
    return " ".join(text.split())
