"""Three locked sections, each with a clock of its own, by touch, from the composing to the result.

The time is real: an attempt is only moved back to have begun earlier.
"""

import re

import pytest
from people import TEACHER, Test, assert_well_made, sign_in
from playwright.sync_api import Page, expect
from serving import Server

pytestmark = pytest.mark.browser

TITLE = "Bank mock"
SECTION_SECONDS = 120
A_DAY_AHEAD = """
const Real = Date;
Date = class extends Real {
  constructor(...parts) { super(...(parts.length ? parts : [Date.now()])); }
  static now() { return Real.now() + 864e5; }
};
"""


def _compose(page: Page) -> None:
    sign_in(page, TEACHER)
    page.goto("/teach/papers/new?exam=ibps-po-prelims")
    page.get_by_label("Title of the set").fill(TITLE)
    for section in page.locator("main form section").all():
        section.get_by_role("checkbox", name="Indian polity").check()
        section.get_by_label("Questions", exact=True).fill("2")
    page.get_by_role("button", name="Compose the paper").click()
    page.get_by_label("My own number of minutes").check()
    page.get_by_label("Minutes", exact=True).fill(str(3 * SECTION_SECONDS // 60))
    page.get_by_role("button", name="Publish the quiz").click()
    expect(page.locator("h1")).to_have_text(TITLE)


class Sitting(Test):
    """A test with sections, taken by touch; `left` are the seconds of a section to go on with."""

    __test__ = False

    def __init__(self, page: Page, server: Server) -> None:
        super().__init__(page)
        self.server = server
        self.attempt = int(re.search(r"/attempts/(\d+)", page.url)[1])
        self.left = SECTION_SECONDS
        self.tabs = page.locator(".section-tab")

    def touch(self, place: int) -> None:
        self.question.locator("label.option").nth(place).tap()

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def have(self, seconds: int) -> None:
        """Have so much of the section left; the page hears of it with its next save."""
        self.server.move_back(self.attempt, self.left - seconds)
        self.left = seconds


def _first_section(test: Sitting) -> None:
    """Answer both, the second one without a connection; then the time runs out by itself."""
    page = test.page
    expect(test.tabs).to_contain_text(["0 of 2 answered", "not open yet", "not open yet"])
    test.touch(0)
    test.is_saved()
    expect(page.locator("[data-answered]")).to_have_text("1 of 2 answered")
    test.tap("Save & Next")
    test.is_at(2)
    page.context.set_offline(offline=True)
    test.touch(1)
    expect(test.status).to_contain_text("for the connection")
    test.tap("Save")
    expect(page.locator("[data-alerts]")).to_contain_text("the last question of this section")
    assert_well_made(page)
    page.context.set_offline(offline=False)
    test.is_saved()

    test.have(62)
    test.touch(2)
    # A slow machine may have missed the very second.
    expect(page.locator("[data-spoken]")).to_have_text(re.compile("1 minute left|Time left: 00:5"))
    test.have(5)
    page.reload()


def _second_section(test: Sitting) -> None:
    """Answer one; what is over is out of reach."""
    page = test.page
    test.is_at(3)
    expect(test.tabs).to_contain_text(["over", "0 of 2 answered", "not open yet"])
    assert_well_made(page)
    test.touch(2)
    test.is_saved()
    page.goto(f"/attempts/{test.attempt}/questions/1")
    assert_well_made(page)
    test.is_at(3)
    test.left = SECTION_SECONDS
    test.have(-1)
    page.reload()


def _third_section(test: Sitting) -> None:
    """Leave both blank, and submit."""
    test.is_at(5)
    expect(test.tabs.last).to_be_in_viewport(ratio=0.9)
    test.tap("Save & Next")
    test.is_at(6)
    test.tap("Save & finish")
    sheet = test.page.get_by_role("dialog", name="Submit the test?")
    expect(sheet.locator("[data-answered-count]")).to_have_text(["2", "1", "0"])
    assert_well_made(test.page)
    sheet.get_by_role("button", name="Submit the test").tap()


def test_timed_sections_by_touch_with_a_clock_that_is_off(
    desktop: Page, phone: Page, server: Server, student: tuple[str, str]
) -> None:
    _compose(desktop)
    phone.add_init_script(A_DAY_AHEAD)
    sign_in(phone, student)
    phone.goto("/quizzes")
    phone.get_by_role("link", name=TITLE).tap()
    assert_well_made(phone)
    phone.get_by_role("button", name="Start the test").tap()
    expect(Test(phone).status).to_have_text("Choices are saved at once")

    test = Sitting(phone, server)
    _first_section(test)
    _second_section(test)
    _third_section(test)

    expect(phone.locator("h1")).to_have_text("Your result")
    blank = phone.locator(".stats").get_by_text("Blank").locator("..")
    expect(blank).to_contain_text("3")
    assert_well_made(phone)
