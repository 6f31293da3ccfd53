"""Checks of the short texts that people type into forms."""

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from quizapp.domain.materials import text_problems
from quizapp.errors import N_, InvalidInputError

__all__ = ["digest_of", "one_line", "paragraph", "slug_of", "web_address"]

SLUG_MAXIMUM = 60


def one_line(text: str, field: str, *, maximum: int, required: bool = False) -> str:
    """Give a text with its white space folded to single spaces.

    Raises:
        InvalidInputError: naming the field, for a text that is missing, too long or unprintable.
    """
    return _checked(" ".join(text.split()), field, maximum=maximum, required=required)


def paragraph(text: str, field: str, *, maximum: int) -> str:
    r"""Give a text of several lines, with "\n" between them.

    Raises:
        InvalidInputError: naming the field, for a text that is too long or unprintable.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _checked(lines, field, maximum=maximum, required=False)


def web_address(text: str, field: str, *, maximum: int = 2000) -> str:
    """Give an http(s) address, or the empty text.

    Raises:
        InvalidInputError: naming the field, for anything else.
    """
    url = _checked(text.strip(), field, maximum=maximum, required=False)
    if not url:
        return url
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"\s", url)
    except ValueError:
        sound = False
    if not sound:
        raise InvalidInputError(N_("An address must begin with http:// or https://."), field=field)
    return url


def slug_of(text: str) -> str:
    """Make a slug: small ASCII letters, digits and single hyphens, "set" where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:SLUG_MAXIMUM].strip("-") or "set"


def digest_of(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _checked(text: str, field: str, *, maximum: int, required: bool) -> str:
    problems = tuple(text_problems(text, field, maximum=maximum, required=required))
    if problems:
        raise InvalidInputError.from_problems(problems)
    return text
