"""A real browser in front of the app as it is served."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from serving import Server, fill, serving

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new SQLite file with the demo data, to be copied."""
    return fill(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Server]:
    """The app as `make run` serves it, on demo data that no other module has touched."""
    with serving(tmp_path_factory.mktemp("served"), filled) as running:
        yield running


@pytest.fixture
def student(server: Server) -> tuple[str, str]:
    """A student of the test's own: what one test leaves begun is in no other's way."""
    account = (f"pupil-{uuid4().hex[:12]}", "learn with a pencil")
    server.add_student(*account, "Demo pupil")
    return account


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium: the machine's own, else Playwright's download, else a skip.

    One for each module: while it is open its event loop runs in this thread, and no test that
    follows could create an application.
    """
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
