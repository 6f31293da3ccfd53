"""The app as it is served to people, and a real browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
            check=True,
            cwd=ROOT,
            env=self.environment,
        )
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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app under granian as `make run` serves it, on a new SQLite file with the demo data."""
    folder = tmp_path_factory.mktemp("served")
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


def _installed_browser() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return None


def _downloaded_browser() -> str | None:
    """Try Playwright's own download once; None where it cannot be had."""
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        capture_output=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium: the machine's own, else Playwright's download, else a skip."""
    path = _installed_browser() or _downloaded_browser()
    if path is None:
        reason = "no Chromium on this machine, and Playwright could not download one"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI skips nothing")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of a small phone: 360 × 800, touch, English."""
    context: BrowserContext = browser.new_context(
        base_url=server.url,
        viewport={"width": 360, "height": 800},
        has_touch=True,
        locale="en-IN",
        timezone_id="Asia/Kolkata",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of a laptop: 1280 × 800, English."""
    context: BrowserContext = browser.new_context(
        base_url=server.url,
        viewport={"width": 1280, "height": 800},
        locale="en-IN",
        timezone_id="Asia/Kolkata",
    )
    yield context.new_page()
    context.close()
