"""Downloading one page: looked up once, checked, and asked of the very address that was checked."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import cache
from http.client import HTTPException
from queue import Empty, SimpleQueue
from typing import Final

import certifi
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from quizapp.errors import N_, InvalidInputError
from quizapp.fetching.addresses import is_public
from quizapp.fetching.targets import WEB_PORTS, Target, refusal, target_after, target_of

__all__ = ["MEDIA_TYPES", "Download", "Downloader", "Limits"]

MEDIA_TYPES: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
"""What is taken, and how a file of it ends."""

_HEADERS: Final = {
    "User-Agent": "quizapp (reads one article for a teacher)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/pdf;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
_PACKED: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
_PIECE: Final = 64 * 1024
_ADDRESSES_TRIED: Final = 3
_WORDS: Final = {
    401: N_("The site wants a sign-in for this page (401)."),
    403: N_("The site does not let programs read this page (403)."),
    404: N_("The site has no page at this address (404). Check it for a typing error."),
    410: N_("The site has taken this page away (410)."),
    429: N_("The site is asked too often at the moment (429). Try again later."),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a download may take: bytes (unpacked), redirects, and seconds."""

    size: int = 5_000_000
    redirects: int = 5
    connect: float = 5.0
    read: float = 10.0
    total: float = 20.0


@dataclass(frozen=True, slots=True)
class Download:
    """A page as it came. `url` is where it was in the end; `charset` is "" if nobody said."""

    url: str
    media_type: str
    charset: str
    data: bytes


Resolve = Callable[[str, int], Sequence[str]]


def look_up(host: str, port: int) -> Sequence[str]:
    """Give the addresses of a host. Raises `OSError` or `UnicodeError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Downloader:
    """Downloads pages of strangers. The arguments are for tests; by default nothing is let in."""

    def __init__(
        self,
        *,
        resolve: Resolve = look_up,
        may_reach: Callable[[str], bool] = is_public,
        ports: Collection[int] = WEB_PORTS,
        limits: Limits | None = None,
    ) -> None:
        self._resolve = resolve
        self._may_reach = may_reach
        self._ports = ports
        self._limits = limits or Limits()

    def get(self, address: str) -> Download:
        """Download a page, and follow its redirects, each checked like the first address.

        Raises:
            InvalidInputError: field url; what stood against it, or went wrong.
        """
        deadline = time.monotonic() + self._limits.total
        target = target_of(address, ports=self._ports)
        for _ in range(self._limits.redirects + 1):
            answer = self._ask(target, deadline)
            if isinstance(answer, Download):
                return answer
            target = answer
        raise refusal(
            N_("The address leads on more than %(maximum)d times, and to no page."),
            maximum=self._limits.redirects,
        )

    def _ask(self, target: Target, deadline: float) -> Download | Target:
        addresses = self._addresses(target, deadline)
        connection = self._connected(target, addresses, deadline)
        try:
            with _cut_off(connection, deadline) as is_late:
                try:
                    answer = self._answer(connection, target)
                except (HTTPError, HTTPException, OSError) as error:
                    raise _interrupted(target, late=is_late() or _is_time_out(error)) from error
                if is_late():
                    # A page without a length ends where its connection is cut off.
                    raise _interrupted(target, late=True)
                return answer
        finally:
            connection.close()

    def _addresses(self, target: Target, deadline: float) -> Sequence[str]:
        found: SimpleQueue[Sequence[str]] = SimpleQueue()

        def resolve() -> None:
            try:
                found.put(self._resolve(target.host, target.port))
            except (OSError, UnicodeError):
                found.put(())

        # The system's own look-up knows no time limit.
        threading.Thread(target=resolve, daemon=True).start()
        try:
            addresses = found.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise _interrupted(target, late=True) from None
        if not addresses:
            raise refusal(
                N_("No site is called %(host)s. Check the address for a typing error."),
                host=target.host,
            )
        if not all(map(self._may_reach, addresses)):
            raise refusal(
                N_(
                    "%(host)s is no site on the public internet; pages of private networks are"
                    " not read."
                ),
                host=target.host,
            )
        return addresses[:_ADDRESSES_TRIED]

    def _connected(
        self, target: Target, addresses: Sequence[str], deadline: float
    ) -> HTTPConnection:
        late = False
        for address in addresses:
            seconds = min(self._limits.connect, deadline - time.monotonic())
            if seconds <= 0:
                break
            connection = _connection(target, address, seconds)
            try:
                connection.connect()
            except (HTTPError, OSError) as error:
                connection.close()
                if _is_certificate(error):
                    raise refusal(
                        N_("The site %(host)s cannot show that it is the one it says it is."),
                        host=target.host,
                    ) from error
                late = _is_time_out(error)
                continue
            if connection.sock is not None:
                connection.sock.settimeout(self._limits.read)
            return connection
        if late or time.monotonic() >= deadline:
            raise _interrupted(target, late=True)
        raise refusal(N_("The site %(host)s cannot be reached at the moment."), host=target.host)

    def _answer(self, connection: HTTPConnection, target: Target) -> Download | Target:
        connection.request(
            "GET",
            target.request,
            headers={"Host": target.authority, **_HEADERS},
            preload_content=False,
        )
        response = connection.getresponse()
        try:
            return self._read(response, target)
        finally:
            # It keeps the connection open beyond the end of that.
            response.close()

    def _read(self, response: BaseHTTPResponse, target: Target) -> Download | Target:
        location = response.headers.get("Location")
        if response.status in _MOVED and location:
            return target_after(target, location, ports=self._ports)
        if response.status != _OK:
            text = _WORDS.get(response.status)
            raise refusal(
                text or N_("The site answers with an error (%(status)d) instead of the page."),
                status=response.status,
            )
        media_type, charset = _kind(response)
        return Download(target.url, media_type, charset, self._body(response))

    def _body(self, response: BaseHTTPResponse) -> bytes:
        if response.headers.get("Content-Encoding", "").strip().casefold() not in _PACKED:
            raise refusal(N_("The site packs its pages in a way that cannot be read here."))
        data = bytearray()
        # urllib3 unpacks no more than a piece at a time, however small it was packed.
        for piece in response.stream(_PIECE, decode_content=True):
            data += piece
            if len(data) > self._limits.size:
                raise refusal(
                    N_("The page is larger than %(maximum)d kB, too large for an article."),
                    maximum=self._limits.size // 1000,
                )
        return bytes(data)


def _connection(target: Target, address: str, seconds: float) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=seconds)
    return HTTPSConnection(
        address,
        target.port,
        timeout=seconds,
        server_hostname=target.host,
        assert_hostname=target.host,
        ssl_context=_trust(),
    )


@cache
def _trust() -> ssl.SSLContext:
    """The authorities of this machine, and those of certifi where it has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@contextmanager
def _cut_off(connection: HTTPConnection, deadline: float) -> Iterator[Callable[[], bool]]:
    """End a connection at the deadline, however slowly and steadily it gives.

    Time limits of sockets begin anew with each byte.
    """
    over = threading.Event()
    line = connection.sock

    def cut() -> None:
        over.set()
        if line is not None:
            try:
                # Not the method of a TLS socket, which would unwrap it under its reader's hands.
                socket.socket.shutdown(line, socket.SHUT_RDWR)
            except OSError:
                return

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield over.is_set
    finally:
        timer.cancel()


def _kind(response: BaseHTTPResponse) -> tuple[str, str]:
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "application/octet-stream")
    media_type = header.get_content_type()
    if media_type not in MEDIA_TYPES:
        raise refusal(
            N_("At this address is no article but a file of the kind %(kind)s."), kind=media_type
        )
    return media_type, header.get_content_charset() or ""


def _is_time_out(error: BaseException) -> bool:
    return isinstance(error, TimeoutError) or "timed out" in str(error)


def _is_certificate(error: BaseException) -> bool:
    return isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)


def _interrupted(target: Target, *, late: bool) -> InvalidInputError:
    message = (
        N_("The site %(host)s took too long to give the page.")
        if late
        else N_("The site %(host)s broke off before the page was whole.")
    )
    return refusal(message, host=target.host)
