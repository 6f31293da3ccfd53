"""A quiz of all six types, as a student answers it on a phone and on a laptop."""

import pytest
from people import TEACHER, Test, assert_well_made, sign_in
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

TITLE = "Six ways to ask"


class Student(Test):
    """Somebody who answers questions of every type."""

    @property
    def entered(self) -> Locator:
        return self.question.get_by_label("Your answer")

    def type(self, text: str) -> None:
        self.entered.fill(text)
        self.entered.blur()
        self.is_saved()

    def match(self, thing: str, option: str) -> None:
        select = self.question.get_by_label(thing)
        value = select.locator("option", has_text=option).get_attribute("value")
        select.select_option(value)
        self.is_saved()

    def tick(self, *options: str) -> None:
        for option in options:
            self.page.get_by_role("checkbox", name=option, exact=True).check()
        self.is_saved()

    def go_on(self) -> None:
        self.press("Save &")


ANSWERS = {
    "In which month": lambda test: test.choose(test.option("August")),
    "mean monthly rainfall": lambda test: test.type("210"),
    "flow into the Arabian Sea": lambda test: test.tick("Narmada"),
    "are prime": lambda test: test.tick("53", "59"),
    "Tropic of Cancer": lambda test: test.choose(test.option("True")),
    "Light travels": lambda test: test.choose(test.option("True")),
    "to two decimals": lambda test: test.type("1.4"),
    "Rajya Sabha": lambda test: test.type("-"),
    "common name": lambda test: test.type("Sulphuric  acid"),
    "electric charge": lambda test: test.type("coulombs"),
    "instrument": lambda test: (
        test.match("Barometer", "pressure"),
        test.match("Hygrometer", "Speed"),
    ),
    "national park": lambda test: test.match("Kaziranga", "Assam"),
}


def _answer(test: Student) -> None:
    stem = test.stem
    part = next(part for part in ANSWERS if part in stem)
    if part != "Rajya Sabha":
        ANSWERS[part](test)
        return
    # What is no number yet is told only when the field is left, and nothing is lost.
    page = test.page
    test.entered.fill("two hundred")
    test.press("Save &")
    words = "“two hundred” is not a number"
    sheet = page.get_by_role("dialog")
    if sheet.is_visible():
        # The last question: what opens instead of the next one says it, and does not count it.
        expect(sheet.get_by_role("status")).to_contain_text(words)
        expect(sheet.locator("[data-answered-count]")).to_have_text("11")
        sheet.get_by_role("button", name="Back to the questions").click()
        test.entered.focus()
    else:
        notice = page.get_by_role("alert").filter(has_text=words)
        expect(notice).to_be_visible()
        assert_well_made(page)
        notice.get_by_role("button", name="Go to question").click()
        # What is said beside the field is not said twice.
        expect(notice).to_have_count(0)
    expect(test.entered).to_be_focused()
    expect(test.entered).to_have_value("two hundred")
    expect(test.question.locator(".error-message")).to_contain_text("is not a number")
    expect(test.status).to_have_text("Not saved yet")
    test.type("250")
    expect(test.question.locator(".error-message")).to_be_hidden()
    expect(page.get_by_role("alert").filter(has_text=words)).to_have_count(0)


def _take(page: Page, student: tuple[str, str]) -> None:
    sign_in(page, student)
    page.goto("/quizzes")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Start practising").click()
    test = Student(page)
    for number in range(1, 13):
        expect(page.locator("h1")).to_have_text(f"Question {number} of 12")
        assert_well_made(page)
        _answer(test)
        test.go_on()
    expect(page.get_by_role("dialog").locator("[data-answered-count]")).to_have_text("12")
    test.confirm()
    assert_well_made(page)
    # 7 right; of two halves, a half and a third each a share of one mark.
    expect(page.locator(".stats")).to_contain_text("Partly right")
    expect(page.locator(".result-item math").first).to_be_visible()


def test_every_type_is_answered_on_a_phone(phone: Page, student: tuple[str, str]) -> None:
    _take(phone, student)


def test_every_type_is_answered_on_a_laptop(desktop: Page, student: tuple[str, str]) -> None:
    _take(desktop, student)


def test_typed_text_survives_a_reload_and_is_cleared(
    desktop: Page, student: tuple[str, str]
) -> None:
    sign_in(desktop, student)
    desktop.goto("/quizzes")
    desktop.get_by_role("link", name=TITLE).first.click()
    desktop.get_by_role("button", name="Start practising").click()
    test = Student(desktop)
    while "electric charge" not in test.stem:
        test.go_on()
    # Gone before the pause is over, and without a connection on leaving.
    desktop.route("**/saves", lambda route: route.abort())
    test.entered.fill("coul")
    desktop.reload()
    expect(test.entered).to_have_value("coul")
    desktop.unroute("**/saves")
    test.is_saved()
    desktop.reload()
    expect(test.entered).to_have_value("coul")
    test.press("Clear Response")
    test.is_saved()
    desktop.reload()
    expect(test.entered).to_have_value("")


@pytest.mark.parametrize("item_type", ["single", "multiple", "numeric", "matching"])
def test_a_new_question_is_written_by_hand(desktop: Page, phone: Page, item_type: str) -> None:
    for page in (desktop, phone):
        sign_in(page, TEACHER)
        page.goto("/teach/sets")
        page.get_by_role("link", name=TITLE).first.click()
        page.get_by_role("main").get_by_role("link", name="New question").click()
        assert_well_made(page)
        page.locator(f"input[name=type][value={item_type}]").check()
        page.get_by_role("button", name="Write it").click()
        assert_well_made(page)
        page.get_by_label("Question", exact=True).fill("What stays?")
        add = page.get_by_role("button", name="Add a")
        rows = page.locator(".option-row, .answer-row")
        before = rows.count()
        add.first.click()
        expect(rows).to_have_count(before + 1)
        expect(page.get_by_label("Question", exact=True)).to_have_value("What stays?")
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.locator("#error-summary")).to_be_focused()
        assert_well_made(page)
