"""A site on the loopback address that answers what a test tells it, on real sockets."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quizapp.fetching.client import Downloader, Limits

Answer = bytes | Callable[[socket.socket], None]
QUICK = Limits(size=20_000, redirects=3, connect=2, read=1, total=2)


class Site:
    """Answers each path with bytes, or lets a function write to the connection."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[bytes] = []
        self.over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            head = connection.recv(65_536)
            self.asked.append(head)
            path = head.split(b" ")[1].decode() if head.startswith(b"GET ") else ""
            answer = self.answers.get(path, b"HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n")
            try:
                if callable(answer):
                    answer(connection)
                else:
                    connection.sendall(answer)
            except OSError:
                return  # the client had enough


@contextmanager
def running() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.serve, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.close()
        thread.join(5)


def page(body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", *lines])
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def downloader(site: Site, *, limits: Limits = QUICK) -> Downloader:
    """Every name is the site's, and the loopback address passes for a public one."""
    return Downloader(
        resolve=lambda _host, _port: ["127.0.0.1"],
        may_reach="127.0.0.1".__eq__,
        ports={site.port},
        limits=limits,
    )
