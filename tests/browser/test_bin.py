"""Deleting in a browser: undone at once, or brought back from the bin."""

import pytest
from people import TEACHER, assert_well_made, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest) -> Page:
    return request.getfixturevalue(request.param)


def delete_first_question(page: Page) -> str:
    """Delete the first question of the bank that can be, and give its words."""
    page.goto("/teach/bank?status=draft")
    stem = page.locator("main .bank-stem").first
    words = stem.inner_text()
    stem.click()
    page.get_by_role("button", name="Delete the question").click()
    expect(page.get_by_text("1 question is in the bin.")).to_be_visible()
    return words


def test_a_deletion_is_undone_and_something_brought_back(page: Page) -> None:
    sign_in(page, TEACHER)
    delete_first_question(page)
    assert_well_made(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is back.")).to_be_visible()
    expect(page.get_by_role("button", name="Delete the question")).to_be_visible()

    words = delete_first_question(page)
    page.get_by_role("link", name="Open the bin").click()
    expect(page.locator("main h2")).to_have_text("1 thing")
    assert_well_made(page)
    page.get_by_role("checkbox", name=words).check()
    expect(page.get_by_label("Choose all on this page")).to_be_checked()
    page.get_by_role("button", name="Delete for good …").click()
    assert_well_made(page)
    page.get_by_role("link", name="Go back").click()
    page.get_by_role("checkbox", name=words).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Bring back what is chosen").click()
    expect(page.get_by_role("heading", name="The bin is empty")).to_be_visible()
    assert_well_made(page)
    page.goto("/teach/bank?status=draft")
    expect(page.locator("main .bank-stem").first).to_have_text(words)
