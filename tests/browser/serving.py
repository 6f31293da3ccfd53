"""The app as it is served to people: granian on a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running app: where it is, and what its demo accounts are."""

    url: str
    environment: dict[str, str]

    def command(self, *arguments: str, text: str | None = None) -> str:
        """Run a flask command beside the server and return what it prints."""
        done = subprocess.run(  # noqa: S603 - our own command on our own database
            [BIN / "flask", "--app", "wsgi", *arguments],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=self.environment,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310 - loopback
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"The server did not become healthy:\n{log.read_text('utf-8')[-4000:]}")


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Migrate and fill a new SQLite file in `folder`, serve it, and stop the server at the end."""
    port = _free_port()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("COV_CORE", "DATABASE_URL"))},
        "DATABASE_URL": f"sqlite:///{folder / 'served.sqlite3'}",
        "SECRET_KEY": "a key for the browser tests only",
    }
    served = Server(f"http://127.0.0.1:{port}", environment)
    served.command("migrate")
    served.command("demo")
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own server
            [
                *(BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
                *("--port", str(port), "--workers", "2", "--blocking-threads", "4"),
                *("--no-ws", "wsgi:app"),
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment,
        )
    try:
        _wait_until_healthy(served.url, process, log)
        yield served
    finally:
        process.terminate()
        process.wait(timeout=20)
