"""The questions of a set put in order in a browser: dragged, moved by keys and by buttons."""

import pytest
from people import TEACHER, assert_well_made, sign_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def stems(page: Page) -> list[str]:
    return page.locator("main tbody th").all_inner_texts()


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest) -> Page:
    return request.getfixturevalue(request.param)


def test_the_order_is_dragged_and_moved_by_keys(page: Page) -> None:
    sign_in(page, TEACHER)
    page.goto("/teach/sets")
    page.locator("main .card a").last.click()
    page.goto(f"{page.url.partition('?')[0]}/arrange")
    assert_well_made(page)
    first, second, third, *rest = stems(page)

    handles = page.locator("[data-handle]")
    handles.first.focus()
    page.keyboard.press("ArrowDown")
    expect(handles.nth(1)).to_be_focused()
    expect(page.locator("[data-moved]")).to_have_text("Moved to place 2. Nothing is saved yet.")
    assert stems(page) == [second, first, third, *rest]

    rows = page.locator("main tbody tr")
    rows.nth(1).evaluate("row => row.scrollIntoView({block: 'center'})")
    target, grip = rows.nth(0).bounding_box(), handles.nth(2).bounding_box()
    assert target is not None
    assert grip is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, target["y"] + target["height"] * 0.9, steps=8)
    page.mouse.move(grip["x"] + 5, target["y"] + 3, steps=8)
    page.mouse.up()
    assert stems(page) == [third, second, first, *rest]
    page.locator("[data-step='1']").nth(1).click()
    assert stems(page) == [third, first, second, *rest]
    assert_well_made(page)
    page.get_by_role("button", name="Save the order").click()
    expect(page.get_by_text("The order is saved.")).to_be_visible()
    assert stems(page) == [third, first, second, *rest]
