"""A quiz of all six types, as a student answers it on a phone and on a laptop."""

import pytest
from people import STUDENT, TEACHER, Test, assert_well_made, sign_in
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

TITLE = "Six ways to ask"


class Student(Test):
    """Somebody who answers questions of every type."""

    @property
    def form(self) -> Locator:
        return self.page.locator("#answer")

    def is_saved(self) -> None:
        expect(self.page.locator("[data-save-status]")).to_have_text("Saved")

    def type(self, text: str) -> None:
        self.page.get_by_label("Your answer").fill(text)
        self.is_saved()

    def match(self, thing: str, option: str) -> None:
        select = self.page.get_by_label(thing)
        value = select.locator("option", has_text=option).get_attribute("value")
        select.select_option(value)
        self.is_saved()

    def tick(self, *options: str) -> None:
        for option in options:
            self.page.get_by_role("checkbox", name=option, exact=True).check()
        self.is_saved()

    def go_on(self) -> None:
        self.form.get_by_role("button", name="Save &").click()


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
    field = page.get_by_label("Your answer")
    field.fill("two hundred")
    palette = page.locator("[data-palette] a").first
    if not palette.is_visible():
        page.locator("[data-palette-box] summary").click()
    palette.click()
    expect(page.locator("#entered-error")).to_contain_text("“two hundred” is not a number")
    expect(field).to_have_value("two hundred")
    expect(field).to_be_focused()
    assert_well_made(page)
    field.fill("250")
    test.is_saved()
    expect(page.locator("#entered-error")).to_be_hidden()


def _take(page: Page) -> None:
    sign_in(page, STUDENT)
    page.goto("/quizzes")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Start the test").click()
    test = Student(page)
    for number in range(1, 13):
        expect(page.locator("h1")).to_have_text(f"Question {number} of 12")
        assert_well_made(page)
        _answer(test)
        test.go_on()
    expect(page.locator("h1")).to_have_text("Before you submit")
    expect(page.get_by_role("main")).to_contain_text("All 12 questions are answered.")
    page.get_by_role("button", name="Submit the test").click()
    expect(page.locator("h1")).to_have_text("Your result")
    assert_well_made(page)
    # 7 right; of two halves, a half and a third each a share of one mark.
    expect(page.locator(".stats")).to_contain_text("Partly right")
    expect(page.locator(".result-item math").first).to_be_visible()


def test_every_type_is_answered_on_a_phone(phone: Page) -> None:
    _take(phone)


def test_every_type_is_answered_on_a_laptop(desktop: Page) -> None:
    _take(desktop)


def test_typed_text_survives_a_reload_and_is_cleared(desktop: Page) -> None:
    sign_in(desktop, STUDENT)
    desktop.goto("/quizzes")
    desktop.get_by_role("link", name=TITLE).first.click()
    desktop.get_by_role("button", name="Start the test").click()
    test = Student(desktop)
    while "electric charge" not in test.stem:
        test.go_on()
    # Gone before the pause is over: it is sent on leaving.
    desktop.get_by_label("Your answer").fill("coul")
    desktop.reload()
    expect(desktop.get_by_label("Your answer")).to_have_value("coul")
    desktop.get_by_role("button", name="Clear Response").click()
    test.is_saved()
    desktop.reload()
    expect(desktop.get_by_label("Your answer")).to_have_value("")


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
