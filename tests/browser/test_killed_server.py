"""The server dies in the middle of a test and comes back: no answer is lost, the clock stands."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import Test
from playwright.sync_api import Browser, Page, expect
from serving import Server, serving

pytestmark = pytest.mark.browser

QUIZ = "Science, space and environment"
ACCOUNT = ("survivor", "a torch and a spare battery")
#: The page tries again after growing pauses, of half a minute at most.
PATIENCE_MS = 60_000


@pytest.fixture
def mortal(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Server]:
    """A server that may be killed: nobody else uses it."""
    with serving(tmp_path_factory.mktemp("mortal"), filled) as running:
        yield running


@pytest.fixture
def page(browser: Browser, mortal: Server) -> Iterator[Page]:
    context = browser.new_context(base_url=mortal.url, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def _seconds_left(page: Page) -> int:
    *hours, minutes, seconds = page.locator("[data-clock-text]").inner_text().split(":")
    return int(hours[0] if hours else 0) * 3600 + int(minutes) * 60 + int(seconds)


def test_nothing_is_lost_when_the_server_is_killed(mortal: Server, page: Page) -> None:
    mortal.add_student(*ACCOUNT)
    page.goto("/sign-in")
    page.get_by_label("User name").fill(ACCOUNT[0])
    page.get_by_label("Password", exact=True).fill(ACCOUNT[1])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")
    page.goto("/quizzes")
    page.get_by_role("link", name=QUIZ).click()
    page.get_by_role("button", name="Start the test").click()
    test = Test(page)
    expect(test.status).to_have_text("Choices are saved at once")
    test.choose(test.place(0))
    left, since = _seconds_left(page), time.monotonic()

    mortal.kill()
    test.press("Save & Next")
    test.is_at(2)
    test.place(1).check()
    expect(test.status).to_contain_text("for the connection")
    test.press("Mark for Review & Next")
    test.is_at(3)
    test.place(2).check()
    expect(test.status).to_contain_text("for the connection")
    mortal.start()

    expect(test.status).to_have_text("Saved", timeout=PATIENCE_MS)
    page.reload()
    passed = time.monotonic() - since
    test.is_at(3)
    expect(test.place(2)).to_be_checked()
    assert abs(left - passed - _seconds_left(page)) < 5
    for number, place in ((1, 0), (2, 1)):
        test.open_palette()
        test.square(number).click()
        test.is_at(number)
        expect(test.place(place)).to_be_checked()
    test.submit()
    expect(page.get_by_role("main")).to_contain_text("Accuracy")
    blank = page.locator(".stats").get_by_text("Blank").locator("..")
    expect(blank).to_contain_text(str(_questions(page) - 3))


def _questions(page: Page) -> int:
    return page.locator(".palette .square").count()
