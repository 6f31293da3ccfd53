"""What the exam room promises: no choice is lost or overwritten unseen, and the page says so."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from people import Test, assert_well_made
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from serving import Server

pytestmark = pytest.mark.browser

QUIZ = "Science, space and environment"
PASSWORD = "a long walk by the river"
_numbers = count(1)

Open = Callable[..., "Examinee"]


class Examinee(Test):
    """A new student who has just started a test."""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__(page)
        self.name = name

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def again(self) -> "Examinee":
        """Load the page again, as after a crash."""
        self.page.reload()
        return self

    def beside(self, address: str | None = None) -> "Examinee":
        """The same test in another window."""
        other = Examinee(self.context.new_page(), self.name)
        other.page.goto(address or self.page.url)
        expect(other.status).to_have_text("Choices are saved at once")
        return other

    def goes_offline(self) -> None:
        self.context.set_offline(offline=True)

    def is_online(self) -> None:
        self.context.set_offline(offline=False)

    def waits(self, words: str = "1 answer waits for the connection") -> None:
        expect(self.status).to_have_text(words)

    def notice(self, words: str):  # noqa: ANN201 - a Locator
        return self.page.locator("[data-alerts] .alert").filter(has_text=words)


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
    """Start a test as somebody new."""

    def make(quiz: str = QUIZ, **settings: object) -> Examinee:
        name = f"examinee{next(_numbers)}"
        server.add_student(name, PASSWORD)
        page = contexts(**settings).new_page()
        _sign_in(page, name)
        page.goto("/quizzes")
        page.get_by_role("link", name=quiz).click()
        page.get_by_role("button", name="Start the test").click()
        test = Examinee(page, name)
        expect(page.locator("h1")).to_contain_text("Question 1 of")
        if settings.get("java_script_enabled", True):
            expect(test.status).to_have_text("Choices are saved at once")
        return test

    return make


def _sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


def test_each_choice_is_saved_at_once_and_survives_a_reload(begin: Open) -> None:
    test = begin()
    assert_well_made(test.page)

    test.choose(test.place(2))
    test.open_palette()
    expect(test.square(1)).to_have_attribute("aria-label", "Question 1: Answered")
    expect(test.page.locator("[data-answered]")).to_contain_text("1 of")
    assert_well_made(test.page)
    expect(test.again().place(2)).to_be_checked()

    test.press("Clear Response")
    test.is_saved()
    test.again()
    expect(test.question.locator("input:checked")).to_have_count(0)


def test_what_is_chosen_before_the_script_is_there_is_saved_too(begin: Open) -> None:
    test = begin()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    test.page.route("**/exam/room.js*", hold)
    test.page.reload(wait_until="commit")
    test.place(1).check()

    held[0].continue_()

    test.is_saved()
    test.page.unroute("**/exam/room.js*")
    expect(test.again().place(1)).to_be_checked()


def test_the_summary_is_loaded_again_for_an_answer_and_not_for_a_visit(begin: Open) -> None:
    test = begin()
    page = test.page
    summary = page.url.partition("#")[0] + "/summary"
    loaded: list[str] = []
    page.on("request", lambda sent: loaded.append(sent.url) if sent.url == summary else None)

    # Whoever presses "Submit" at once must not lose that to a page that is loaded again.
    with page.expect_response(lambda had: had.frame.url == summary and "/saves" in had.url):
        page.goto(summary)
    page.wait_for_timeout(500)
    assert len(loaded) == 1

    page.go_back()
    page.route("**/saves", lambda route: route.abort())
    test.place(1).check()
    test.waits()
    page.unroute("**/saves")
    with page.expect_response(lambda had: had.frame.url == summary and "/saves" in had.url):
        page.goto(summary)
    expect(page.locator("main")).to_contain_text("1 of 17 answered")
    assert len(loaded) == 3


def test_a_whole_test_goes_on_without_a_connection(begin: Open) -> None:
    test = begin()
    test.goes_offline()

    test.place(1).check()
    test.waits()
    test.press("Save & Next")
    test.is_at(2)
    test.place(0).check()
    test.press("Mark for Review & Next")
    test.is_at(3)
    test.open_palette()
    expect(test.square(2)).to_have_attribute(
        "aria-label", "Question 2: Answered and marked for review"
    )
    test.waits("3 answers wait for the connection")
    assert_well_made(test.page)
    test.square(1).click()
    test.place(3).check()

    test.is_online()
    test.is_saved()
    test.again()
    test.is_at(1)
    expect(test.place(3)).to_be_checked()
    test.press("Save & Next")
    expect(test.place(0)).to_be_checked()
    expect(test.question.get_by_text("Marked for review")).to_be_visible()


def test_a_queue_outlives_the_page(begin: Open) -> None:
    test = begin()
    address = test.page.url
    test.goes_offline()
    test.place(1).check()
    test.waits()
    context = test.context
    test.page.close()

    context.set_offline(offline=False)
    test = Examinee(context.new_page(), test.name)
    test.page.goto(address.partition("#")[0])
    test.is_at(1)
    expect(test.place(1)).to_be_checked()
    test.is_saved()
    expect(test.again().place(1)).to_be_checked()
    expect(test.status).to_have_text("Choices are saved at once")


def test_an_answer_of_the_server_that_was_lost_is_asked_for_again(begin: Open) -> None:
    test = begin()
    lost = []

    def lose(route) -> None:  # noqa: ANN001 - a Route
        if len(lost) < 2:
            lost.append(route.fetch())  # it arrives, and its answer does not
            route.abort()
        else:
            route.continue_()

    test.page.route("**/saves", lose)
    test.place(1).check()
    test.is_saved()
    assert len(lost) == 2
    expect(test.again().place(1)).to_be_checked()
    expect(test.page.locator("[data-alerts] .alert")).to_have_count(0)


def test_two_windows_are_told_of_each_other(begin: Open) -> None:
    first = begin()
    second = first.beside()

    expect(first.notice("also open in another window")).to_be_visible()
    expect(second.notice("also open")).to_have_count(0)
    assert_well_made(first.page)
    first.page.get_by_role("button", name="Go on here").click()
    expect(second.notice("also open in another window")).to_be_visible()
    expect(first.notice("also open")).to_have_count(0)


def test_two_devices_do_not_overwrite_each_other(
    begin: Open, contexts: Callable[..., BrowserContext]
) -> None:
    first = begin()
    phone = contexts().new_page()
    _sign_in(phone, first.name)
    second = Examinee(phone, first.name)
    phone.goto(first.page.url)
    second.choose(second.place(0))

    first.place(3).check()

    conflict = first.notice("Saved there: A. Yours here: D.")
    expect(conflict).to_be_visible()
    expect(first.notice("also open in another window or on another device")).to_be_visible()
    expect(first.status).to_have_text("Not saved yet")
    assert_well_made(first.page)
    conflict.get_by_role("button", name="Keep what is saved").click()
    expect(first.place(0)).to_be_checked()

    second.choose(second.place(1))
    first.place(2).check()
    first.notice("Saved there: B. Yours here: C.").get_by_role("button", name="Save mine").click()
    first.is_saved()
    expect(second.again().place(2)).to_be_checked()


def test_a_choice_between_two_answers_is_not_forgotten_by_a_reload(
    begin: Open, contexts: Callable[..., BrowserContext]
) -> None:
    first = begin()
    phone = contexts().new_page()
    _sign_in(phone, first.name)
    phone.goto(first.page.url)
    second = Examinee(phone, first.name)
    second.choose(second.place(0))
    first.place(3).check()
    expect(first.notice("Saved there: A. Yours here: D.")).to_be_visible()

    first.again()
    conflict = first.notice("Saved there: A. Yours here: D.")
    conflict.get_by_role("button", name="Save mine").click()
    first.is_saved()
    expect(conflict).to_have_count(0)
    expect(second.again().place(3)).to_be_checked()


def test_signing_out_in_the_middle_loses_nothing(begin: Open) -> None:
    test = begin()
    test.context.clear_cookies()

    test.place(1).check()
    expect(test.notice("You are signed out")).to_be_visible()
    expect(test.status).to_have_text("Not saved")
    assert_well_made(test.page)
    test.press("Save & Next")
    test.place(2).check()
    with test.context.expect_page() as opened:
        test.page.get_by_role("link", name="Sign in").click()
    window = opened.value
    _sign_in(window, test.name)
    window.close()
    test.page.get_by_role("button", name="I am signed in again").click()

    test.is_saved()
    expect(test.page.locator("[data-alerts] .alert")).to_have_count(0)
    expect(test.again().place(2)).to_be_checked()
    test.open_palette()
    expect(test.square(1)).to_have_attribute("aria-label", "Question 1: Answered")


def test_nothing_is_sent_for_somebody_else_on_the_same_device(begin: Open, server: Server) -> None:
    test = begin()
    sent: list[str] = []
    test.page.route("**/saves", lambda route: route.abort())
    test.place(1).check()
    test.waits()
    stranger = f"examinee{next(_numbers)}"
    server.add_student(stranger, PASSWORD)
    test.context.clear_cookies()
    window = test.context.new_page()
    window.route("**/saves", lambda route: (sent.append(route.request.url), route.continue_()))
    _sign_in(window, stranger)

    test.page.unroute("**/saves")
    test.page.evaluate("dispatchEvent(new Event('online'))")
    expect(test.notice("Somebody else is signed in")).to_be_visible()
    window.goto("/quizzes")
    window.get_by_role("link", name=QUIZ).click()
    window.get_by_role("button", name="Start the test").click()
    other = Examinee(window, stranger)
    expect(other.status).to_have_text("Choices are saved at once")
    expect(other.question.locator("input:checked")).to_have_count(0)
    attempt = test.page.url.partition("#")[0]
    assert not any(url.startswith(attempt) for url in sent)

    test.context.clear_cookies()
    window.close()
    window = test.context.new_page()
    _sign_in(window, test.name)
    window.close()
    test.page.get_by_role("button", name="I am signed in again").click()
    test.is_saved()
    expect(test.again().place(1)).to_be_checked()


def test_the_time_spent_is_kept(begin: Open) -> None:
    test = begin()
    test.page.wait_for_timeout(1200)
    test.choose(test.place(1))
    test.press("Save & Next")
    test.is_at(2)
    test.is_saved()
    test.again()

    spent = test.page.locator("#question-1").get_attribute("data-time-ms")
    assert int(spent) >= 1000


def test_a_submit_waits_for_the_connection(begin: Open) -> None:
    test = begin()
    test.goes_offline()
    test.place(1).check()
    test.waits()
    test.page.get_by_role("button", name="Summary and submit").click()
    sheet = test.page.get_by_role("dialog", name="Submit the test?")
    expect(sheet.locator("[data-answered-count]")).to_have_text("1")
    assert_well_made(test.page)
    sheet.get_by_role("button", name="Submit the test").click()
    expect(sheet).to_contain_text("submitted as soon as the connection is back")
    assert_well_made(test.page)

    test.is_online()
    expect(test.page.locator("h1")).to_have_text("Your result")
    expect(test.page.locator(".stats")).to_contain_text("Blank 16", use_inner_text=False)


def test_everything_works_without_javascript(begin: Open) -> None:
    test = begin(java_script_enabled=False)
    page = test.page
    expect(test.status).to_have_text("Saved by the buttons below")

    test.place(1).check()
    page.get_by_role("button", name="Mark for Review & Next").click()
    expect(page.locator("h1")).to_contain_text("Question 2 of")
    page.get_by_role("button", name="Summary and submit").click()
    expect(page.get_by_role("main")).to_contain_text("1 of 17 answered")
    page.get_by_role("link", name="Back to the questions").click()
    expect(page.locator("h1")).to_contain_text("Question 2 of")
    page.get_by_role("button", name="Summary and submit").click()
    page.get_by_role("button", name="Submit the test").click()
    expect(page.locator("h1")).to_have_text("Your result")
