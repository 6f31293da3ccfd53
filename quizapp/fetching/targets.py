"""What a typed address or a redirect asks for, as far as it may be asked."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from quizapp.errors import N_, InvalidInputError

__all__ = ["WEB_PORTS", "Target", "refusal", "target_after", "target_of"]

WEB_PORTS: Final = frozenset({80, 443})
_PORTS: Final = {"http": 80, "https": 443}
_LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Target:
    """A page to ask for. `host` is a name in ASCII or an address without brackets."""

    scheme: str
    host: str
    port: int
    request: str
    """Path and query."""

    @property
    def authority(self) -> str:
        """What the server is called in the request: the host, with a port that is not usual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address, as it is written."""
        return f"{self.scheme}://{self.authority}{self.request}"


def refusal(message: str, **params: object) -> InvalidInputError:
    """Make the error that belongs to the field of the address."""
    return InvalidInputError(message, field="url", **params)


def target_of(address: str, *, ports: Collection[int] = WEB_PORTS) -> Target:
    """Understand an address as people type it; without a scheme it is one of https.

    Raises:
        InvalidInputError: it is no address of a page, has a user name in it, or another port.
    """
    typed = address.strip()
    if "://" not in typed:
        typed = f"https://{typed}"
    try:
        url = parse_url(typed)
    except LocationParseError:
        url = None
    if url is None or not url.host or len(typed) > _LONGEST or url.scheme not in _PORTS:
        raise refusal(
            N_("This is no address of a web page. It looks like https://example.org/news/1.")
        )
    if url.auth is not None:
        raise refusal(N_("The address has a user name or password in it. Leave them out."))
    port = url.port or _PORTS[url.scheme]
    if port not in ports:
        raise refusal(
            N_("The address names port %(port)d. Pages are read from the ports 80 and 443 alone."),
            port=port,
        )
    return Target(url.scheme, url.host.strip("[]").rstrip("."), port, url.request_uri)


def target_after(target: Target, location: str, *, ports: Collection[int] = WEB_PORTS) -> Target:
    """Understand where a page sends on to. Raises as `target_of` does."""
    return target_of(urljoin(target.url, location.strip()), ports=ports)
