"""What the script of the question page promises: no choice is lost, and the page says so."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from people import assert_well_made
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from serving import Server

pytestmark = pytest.mark.browser

QUIZ = "Science, space and environment"
PASSWORD = "a long walk by the river"
_numbers = count(1)

Open = Callable[..., Page]


@pytest.fixture
def contexts(browser: Browser, server: Server) -> Iterator[Callable[..., BrowserContext]]:
    """Make browsers that share nothing."""
    made = []

    def make(width: int = 360, **settings: object) -> BrowserContext:
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": 800},
            has_touch=width < 600,
            **settings,
        )
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def begin(contexts: Callable[..., BrowserContext], server: Server) -> Open:
    """A new student who has just started a test."""

    def make(**settings: object) -> Page:
        name = f"examinee{next(_numbers)}"
        server.command("users", "create", name, "--password", PASSWORD)
        page = contexts(**settings).new_page()
        _sign_in(page, name)
        page.goto("/quizzes")
        page.get_by_role("link", name=QUIZ).click()
        page.get_by_role("button", name="Start the test").click()
        expect(page.locator("h1")).to_contain_text("Question 1 of")
        if settings.get("java_script_enabled", True):
            expect(_status(page)).to_have_text("Each choice is saved as soon as you make it.")
        page.name = name
        return page

    return make


def _sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


def _status(page: Page) -> Locator:
    return page.locator("[data-save-status]")


def _option(page: Page, place: int) -> Locator:
    return page.locator("input[name=option]").nth(place)


def test_each_choice_is_saved_at_once_and_survives_a_reload(begin: Open) -> None:
    page = begin()
    assert_well_made(page)

    _option(page, 2).check()

    expect(_status(page)).to_have_text("Saved")
    page.locator("[data-palette-box] summary").click()
    square = page.locator("[data-palette] [data-position='1']")
    expect(square).to_have_attribute("aria-label", "Question 1: Answered")
    expect(page.locator("[data-answered]")).to_contain_text("1 of")
    assert_well_made(page)
    page.reload()
    expect(_option(page, 2)).to_be_checked()

    page.get_by_role("button", name="Clear Response").click()
    expect(_status(page)).to_have_text("Saved")
    page.reload()
    expect(page.locator("input[name=option]:checked")).to_have_count(0)


def test_a_choice_waits_for_the_connection_and_is_sent_by_itself(begin: Open) -> None:
    page = begin()
    page.context.set_offline(offline=True)

    _option(page, 1).check()
    expect(_status(page)).to_contain_text("Waiting for the connection")
    page.get_by_role("button", name="Save & Next").click()
    expect(page.get_by_role("alert")).to_contain_text("stay on this page")
    expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    page.locator("[data-palette-box] summary").click()
    page.locator("[data-palette] [data-position='2']").click()
    expect(page.locator("h1")).to_contain_text("Question 1 of")
    assert_well_made(page)
    _option(page, 3).check()

    page.context.set_offline(offline=False)
    expect(_status(page)).to_have_text("Saved")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.reload()
    expect(_option(page, 3)).to_be_checked()


def test_a_choice_that_was_not_sent_outlives_the_page(begin: Open) -> None:
    page = begin()
    address = page.url
    page.context.set_offline(offline=True)
    _option(page, 1).check()
    expect(_status(page)).to_contain_text("Waiting for the connection")
    context = page.context
    page.close()

    context.set_offline(offline=False)
    page = context.new_page()
    page.goto(address.replace("/questions/1", "/questions/2"))
    # Sent by the next page of the attempt, whichever it is.
    square = page.locator("[data-palette] [data-position='1']")
    expect(square).to_have_attribute("aria-label", "Question 1: Answered")
    page.goto(address)
    expect(_option(page, 1)).to_be_checked()


def test_two_windows_do_not_overwrite_each_other(begin: Open) -> None:
    first = begin()
    second = first.context.new_page()
    second.goto(first.url)
    _option(second, 0).check()
    expect(_status(second)).to_have_text("Saved")

    _option(first, 3).check()

    expect(first.get_by_role("alert")).to_contain_text("in another window")
    first.get_by_role("link", name="Show what is saved").click()
    expect(_option(first, 0)).to_be_checked()


def test_signing_out_in_the_middle_loses_nothing(begin: Open) -> None:
    page = begin()
    page.context.clear_cookies()

    _option(page, 1).check()
    expect(page.get_by_role("alert")).to_contain_text("signed out")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").click()
    window = opened.value
    _sign_in(window, page.name)
    window.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(_status(page)).to_have_text("Saved")
    page.reload()
    expect(_option(page, 1)).to_be_checked()


def test_keys_choose_and_can_be_switched_off(begin: Open) -> None:
    page = begin(width=1280)

    page.keyboard.press("b")
    expect(_option(page, 1)).to_be_checked()
    page.keyboard.press("4")
    expect(_option(page, 3)).to_be_checked()
    expect(_status(page)).to_have_text("Saved")
    assert_well_made(page)

    page.get_by_text("Keyboard", exact=True).click()
    page.get_by_role("button", name="Use these keys").click()
    page.reload()
    page.keyboard.press("a")
    expect(_option(page, 3)).to_be_checked()
    # Enter presses "Save & Next".
    _option(page, 3).press("Enter")
    expect(page.locator("h1")).to_contain_text("Question 2 of")


def test_the_time_spent_is_kept(begin: Open) -> None:
    page = begin()
    page.wait_for_timeout(1200)
    _option(page, 1).check()
    expect(_status(page)).to_have_text("Saved")
    page.reload()

    assert int(page.locator("#answer").get_attribute("data-time-ms")) >= 1000


def test_everything_works_without_javascript(begin: Open) -> None:
    page = begin(java_script_enabled=False)
    expect(_status(page)).to_contain_text("saved when you press one of the buttons")

    _option(page, 1).check()
    page.get_by_role("button", name="Mark for Review & Next").click()
    expect(page.locator("h1")).to_contain_text("Question 2 of")
    page.get_by_role("button", name="Summary and submit").click()
    expect(page.get_by_role("main")).to_contain_text("1 of 17 answered")
    page.get_by_role("button", name="Submit the test").click()
    expect(page.locator("h1")).to_have_text("Your result")
