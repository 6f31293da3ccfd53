"""The exam room by keyboard, in both languages, in every size, and what its sheets say."""

from collections.abc import Iterator
from itertools import count

import pytest
from people import Test, assert_well_made, sign_in
from playwright.sync_api import Browser, Locator, Page, expect
from serving import Server

pytestmark = pytest.mark.browser

QUIZ = "Science, space and environment"
PASSWORD = "a long walk by the river"
_numbers = count(1)
# Which questions and numbers of the palette the page changes from now on.
WATCH = """() => {
  window.touched = new Set();
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const { dataset } = target.closest("[data-question], [data-position]");
      touched.add(Number(dataset.question ?? dataset.position));
    }
  }).observe(document.querySelector("[data-exam]"), {
    attributes: true, childList: true, subtree: true,
  });
}"""


@pytest.fixture(params=[(360, "light"), (1280, "dark")], ids=["phone", "laptop"])
def room(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Test]:
    """Somebody new who has just started a test."""
    width, scheme = request.param
    name = f"roomer{next(_numbers)}"
    server.add_student(name, PASSWORD, "Demo")
    context = browser.new_context(
        base_url=server.url, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    sign_in(page, (name, PASSWORD))
    page.goto("/quizzes")
    enter(page, page.get_by_role("link", name=QUIZ))
    enter(page, page.get_by_role("button", name="Start the test"))
    test = Test(page)
    expect(test.status).to_have_text("Choices are saved at once")
    yield test
    context.close()


def enter(page: Page, target: Locator) -> None:
    """Reach something by Tab, and press Enter on it."""
    target.wait_for()
    for _stop in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_whole_test_by_keyboard_alone(room: Test) -> None:
    page = room.page
    press(page, "b")
    expect(room.place(1)).to_be_checked()
    press(page, "4")
    expect(room.place(3)).to_be_checked()
    page.evaluate(WATCH)
    press(page, "n")
    room.is_at(2)
    room.is_saved()
    assert page.evaluate("[...touched].sort()") == [1, 2]
    expect(page.locator("h1")).to_be_focused()
    press(page, "1", "m")
    room.is_at(3)
    press(page, "c", "x")
    expect(room.question.locator("input:checked")).to_have_count(0)
    press(page, "p")
    room.is_at(2)
    expect(room.place(0)).to_be_checked()

    press(page, "q")
    expect(room.square(2)).to_be_focused()
    press(page, "ArrowRight", "ArrowRight", "Home", "End")
    expect(room.square(17)).to_be_focused()
    press(page, "ArrowLeft", "Enter")
    room.is_at(16)
    assert_well_made(page)
    press(page, "n", "n")
    sheet = page.get_by_role("dialog", name="Submit the test?")
    expect(sheet.locator("[data-answered-count]")).to_have_text("2")
    expect(sheet.locator("[data-marked-count]")).to_have_text("1")
    assert_well_made(page)
    press(page, "Escape")
    expect(sheet).to_be_hidden()
    press(page, "n")
    expect(sheet.get_by_role("button", name="Submit the test")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("Your result")


def test_the_keys_can_be_switched_off_and_do_not_work_in_fields(room: Test) -> None:
    page = room.page
    press(page, "h")
    help_sheet = page.get_by_role("dialog", name="Help")
    expect(help_sheet).to_be_visible()
    assert_well_made(page)
    press(page, "n")
    help_sheet.get_by_label("Use these keys").uncheck()
    press(page, "Escape")
    page.reload()
    press(page, "a", "n")
    room.is_at(1)
    expect(room.question.locator("input:checked")).to_have_count(0)


def test_the_time_left_is_said_on_request(room: Test) -> None:
    press(room.page, "t")
    expect(room.page.locator("[data-spoken]")).to_contain_text("Time left: ")


def test_the_last_minutes_are_said_by_themselves(phone: Page, student: tuple[str, str]) -> None:
    phone.clock.install()
    sign_in(phone, student)
    phone.goto("/quizzes")
    phone.get_by_role("link", name=QUIZ).click()
    with phone.expect_response("**/saves"):
        phone.get_by_role("button", name="Start the test").click()
    clock, spoken = phone.locator("[data-clock-text]"), phone.locator("[data-spoken]")
    phone.clock.pause_at(phone.evaluate("Date.now() / 1000 + 1"))
    for mark, words in ((10, "10 minutes left"), (5, "5 minutes left"), (1, "1 minute left")):
        minutes, seconds = map(int, clock.inner_text().split(":"))
        expect(spoken).not_to_have_text(words)
        phone.clock.fast_forward((60 * (minutes - mark) + seconds - 2) * 1000)
        phone.clock.run_for(3000)
        expect(spoken).to_have_text(words)


def test_the_clock_of_the_device_is_not_believed(room: Test) -> None:
    clock = room.page.locator("[data-clock-text]")
    before = clock.inner_text()
    room.page.evaluate("const day = 864e5; const now = Date.now; Date.now = () => now() + day")
    room.choose(room.place(0))
    minutes = [int(text.split(":")[0]) for text in (before, clock.inner_text())]
    assert minutes[0] - minutes[1] <= 1


def test_language_and_size_are_switched_without_a_new_page(room: Test) -> None:
    page = room.page
    visits: list[str] = []
    page.on("framenavigated", lambda frame: visits.append(frame.url))
    stem = room.question.locator(".stem:visible")
    expect(stem).to_have_attribute("lang", "en")
    page.get_by_role("button", name="हिन्दी").click()
    bilingual = room.question.locator("[data-in]").count() > 0
    expect(stem).to_have_attribute("lang", "hi" if bilingual else "en")
    page.get_by_role("button", name="Large letters").click()
    assert_well_made(page)
    assert visits == []
    page.reload()
    expect(page.get_by_role("button", name="हिन्दी")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Large letters")).to_have_attribute(
        "aria-pressed", "true"
    )
