"""A student reports a question, and the teacher answers: on a phone and on a laptop."""

import re

import pytest
from people import TEACHER, assert_well_made, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TITLE = "Indian polity"
COMMENT = "The map of page 12 says otherwise.\nSee also the legend."


def _hand_in(page: Page) -> None:
    """Take the quiz without an answer."""
    page.goto("/quizzes")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Start the test").click()
    page.wait_for_url(re.compile(r"/attempts/\d+"))
    attempt = re.search(r"/attempts/\d+", page.url)
    assert attempt is not None
    page.goto(f"{attempt[0]}/summary")
    page.get_by_role("button", name="Submit the test").click()
    expect(page.locator("h1")).to_have_text("Your result")


def _report(page: Page, number: int) -> None:
    line = page.locator(f"#report-{number}")
    line.get_by_role("link", name="Report this question").click()
    assert_well_made(page)
    # Refused, and nothing typed is lost.
    page.get_by_label("More about it").fill(COMMENT)
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("#error-summary")).to_contain_text("Choose what is wrong")
    assert_well_made(page)
    page.get_by_label("The right answer is wrong").check()
    expect(page.get_by_label("More about it")).to_have_value(COMMENT)
    page.get_by_role("button", name="Send the report").click()
    expect(line).to_contain_text("has not decided about it yet")
    expect(line).to_be_in_viewport()
    assert_well_made(page)


def _decide(page: Page) -> None:
    page.goto("/teach")
    expect(page.locator(".nav-count")).to_have_text("2 open reports")
    assert_well_made(page)
    page.get_by_role("link", name="2 reports of students wait for you").click()
    # The last of the tabs, which are wider than a phone.
    tabs = page.get_by_role("navigation", name="Teaching")
    expect(tabs.locator("[aria-current]")).to_be_in_viewport(ratio=1)
    assert_well_made(page)
    expect(page.locator(".reported-item")).to_have_count(2)
    newest = page.locator(".reported-item").first
    expect(newest).to_contain_text("The map of page 12 says otherwise.")
    expect(newest).to_contain_text("Right answer")
    newest.get_by_label("A word to the students").fill("The map is old. Thank you.")
    newest.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("status")).to_contain_text("1 report is decided.")
    assert_well_made(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".reported-item")).to_have_count(2)
    newest = page.locator(".reported-item").first
    expect(newest.get_by_label("A word to the students")).to_have_value(
        "The map is old. Thank you."
    )
    newest.get_by_role("button", name="Resolve").click()
    newest = page.locator(".reported-item").first
    newest.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("main")).to_contain_text("No open reports")
    expect(page.locator(".nav-count")).to_have_count(0)
    page.get_by_role("link", name="All", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Decided by")
    assert_well_made(page)


def _converse(student: Page, account: tuple[str, str], teacher: Page) -> None:
    sign_in(student, account)
    _hand_in(student)
    _report(student, 3)
    _report(student, 5)
    sign_in(teacher, TEACHER)
    _decide(teacher)
    student.reload()
    expect(student.locator("#report-5")).to_contain_text("The teacher agrees")
    expect(student.locator("#report-5")).to_contain_text("The map is old. Thank you.")
    expect(student.locator("#report-3")).to_contain_text("the question stays as it is")
    assert_well_made(student)


def test_a_student_on_a_phone_is_answered_from_a_laptop(
    phone: Page, desktop: Page, student: tuple[str, str]
) -> None:
    _converse(phone, student, desktop)


def test_a_student_on_a_laptop_is_answered_from_a_phone(
    phone: Page, desktop: Page, student: tuple[str, str]
) -> None:
    _converse(desktop, student, phone)
