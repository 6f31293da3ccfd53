"""Two teachers in a browser: one asks, the other says what they think, by keys."""

import pytest
from people import TEACHER, assert_well_made, sign_in
from playwright.sync_api import Page, expect
from serving import Server

pytestmark = pytest.mark.browser

COLLEAGUE = ("demo-colleague", "learn with a colleague")


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def test_a_second_teacher_is_asked_and_answers(phone: Page, server: Server) -> None:
    page = phone
    server.add_teacher(*COLLEAGUE, "Demo Colleague")
    sign_in(page, TEACHER)
    page.goto("/teach/bank")
    boxes = page.locator("input[name=item]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_label("User name or e-mail address of the teacher").fill(COLLEAGUE[0])
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.get_by_text("Demo Colleague is asked to review 2 questions")).to_be_visible()
    assert_well_made(page)

    sign_out(page)
    sign_in(page, COLLEAGUE)
    page.goto("/notices")
    page.get_by_role("link", name="asks you to review 2 questions").click()
    assert_well_made(page)
    page.locator("main .card a").first.click()
    assert_well_made(page)
    first = page.url
    page.locator("h1").click()
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)

    page.keyboard.press("x")
    words = page.get_by_label("What needs to be changed, or what you noticed")
    expect(words).to_be_focused()
    words.fill("The year is missing.")
    page.get_by_role("button", name="Needs changes").click()
    expect(page.get_by_text("This is the next question.")).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()
    page.keyboard.type("A fine question.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments")).to_contain_text("A fine question.")
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.get_by_text("Nothing else waits for your review.")).to_be_visible()
    assert_well_made(page)

    sign_out(page)
    sign_in(page, TEACHER)
    page.goto("/notices")
    expect(page.locator("main")).to_contain_text("1 look good, 1 need changes")
    page.goto("/teach/reviews?of=others&state=decided")
    expect(page.locator("main")).to_contain_text("The year is missing.")
    assert_well_made(page)
