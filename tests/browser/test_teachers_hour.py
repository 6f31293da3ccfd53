"""A teacher's hour: three articles become a reviewed quiz, set for two batches; then the results.

It ends with a key that is fixed after a student's report. The articles are real ones where they lie
beside the external fixtures, and the samples of the project otherwise.
"""

import os
import re
from pathlib import Path

import pytest
from people import TEACHER, Test, assert_well_made, sign_in
from playwright.sync_api import Page, expect
from serving import ROOT, Server

pytestmark = pytest.mark.browser

TITLE = "Today's news, in three articles"
MORNING, EVENING = "Morning batch", "Evening batch"
IN_A_CLASS = 15
REAL = ("air-04-*.txt", "air-12-*.txt", "air-16-*.txt")


def _articles() -> list[Path]:
    place = os.environ.get("QUIZAPP_EXTERNAL_FIXTURES")
    beside = (ROOT / place).resolve().parent / "articles" if place else Path("nowhere")
    real = [path for pattern in REAL for path in sorted(beside.glob(pattern))]
    return real or sorted((ROOT / "questions" / "samples").glob("*.txt"))[:3]


def _review(page: Page, article: Path) -> None:
    """Paste an article and decide by the keyboard alone: one rejected, all others accepted."""
    page.goto("/teach/articles/new")
    page.get_by_label("Text of the article").fill(article.read_text("utf-8"))
    page.get_by_role("button", name="Write questions").click()
    expect(page.locator("[data-item]").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-item]").filter(has_text="Rejected")).to_have_count(1)
    page.get_by_role("button", name="Accept all").click()
    expect(page.get_by_role("region", name="Progress")).to_contain_text("Publish")


def _publish_together(page: Page) -> None:
    """Put what was accepted into one set, and publish it for nobody but the classes."""
    page.goto("/teach/bank?status=accepted")
    page.get_by_role("checkbox", name="Choose all on this page").check()
    page.get_by_label("Title of the new set").fill(TITLE)
    assert_well_made(page)
    page.get_by_role("button", name="Put into the set").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    assert_well_made(page)
    page.get_by_role("main").get_by_role("link", name="Publish").first.click()
    page.get_by_role("radio", name="UPSC").first.check()
    page.get_by_label("Nobody but me, and the classes it is set for").check()
    page.get_by_role("button", name="Publish the quiz").click()
    expect(page.locator("h1")).to_have_text(TITLE)


def _bring_class(page: Page, title: str, names: list[str]) -> dict[str, str]:
    """Make a class of a list; returns the first passwords by user name."""
    page.goto("/teach/classes/new")
    page.get_by_label("Name of the class").fill(title)
    page.get_by_role("button", name="Make the class").click()
    assert_well_made(page)
    page.get_by_role("link", name="Bring a list of students").click()
    # A typing error is told with its line, and nobody is entered.
    listed = "\n".join(["name,user name", *(f"Demo {name},{name}" for name in names)])
    page.get_by_label("Paste the list").fill(f"{listed}\nDemo again,{names[0]}")
    page.get_by_role("button", name="Enter the students").click()
    expect(page.locator("#error-summary")).to_contain_text(f"“{names[0]}” stands in line 2 already")
    assert_well_made(page)
    page.get_by_label("Paste the list").fill(listed)
    page.get_by_role("button", name="Enter the students").click()
    expect(page.locator("h1")).to_have_text("First passwords")
    assert_well_made(page)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(len(names))
    cells = [row.locator("td").all_inner_texts() for row in rows.all()]
    return {cell[0]: cell[1] for cell in cells}


def _assign(page: Page) -> None:
    page.goto("/teach/quizzes")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Set it for a class").click()
    assert_well_made(page)
    for title in (MORNING, EVENING):
        page.get_by_role("checkbox", name=title).check()
    page.get_by_label("Attempts allowed").fill("1")
    page.get_by_label("Note to the students").fill("Before the class, please.")
    page.get_by_role("button", name="Set the quiz").click()
    expect(page.get_by_role("status").first).to_contain_text("set for 2 classes")


def _take_and_report(page: Page, account: tuple[str, str]) -> str:
    """Take what is set on a phone, leave it blank, and report a question; returns its stem."""
    sign_in(page, account)
    expect(page.get_by_role("main")).to_contain_text("Before the class, please.")
    assert_well_made(page)
    page.get_by_role("link", name="Read the instructions").click()
    assert_well_made(page)
    page.get_by_role("button", name="Start the test").click()
    test = Test(page)
    expect(test.status).to_have_text("Choices are saved at once")
    attempt = re.search(r"/attempts/\d+", page.url)
    assert attempt is not None
    page.goto(f"{attempt[0]}/summary")
    page.get_by_role("button", name="Submit the test").click()
    expect(page.locator("h1")).to_have_text("Your result")
    stem = page.locator("#question-1 .stem").inner_text()
    page.locator("#report-1").get_by_role("link", name="Report this question").click()
    page.get_by_label("The right answer is wrong").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator("#report-1")).to_contain_text("has not decided about it yet")
    return stem


def _fix_the_key(page: Page, stem: str) -> None:
    page.goto("/teach/reports")
    reported = page.locator(".reported-item").filter(has_text=stem)
    reported.get_by_role("link", name="Fix the key").click()
    assert_well_made(page)
    page.get_by_label("Full marks to everybody").check()
    page.get_by_label("A word to the students").fill("The article was mended after it came out.")
    page.get_by_role("button", name="See who changes").click()
    expect(page.get_by_role("region", name="Who changes")).to_contain_text("Demo m0")
    assert_well_made(page)
    page.get_by_role("button", name="Mark it again").click()
    expect(page.get_by_role("status").first).to_contain_text("The question is marked again")
    assert_well_made(page)


def test_a_teachers_hour(desktop: Page, phone: Page, server: Server) -> None:
    sign_in(desktop, TEACHER)
    for article in _articles():
        _review(desktop, article)
    _publish_together(desktop)
    morning = _bring_class(
        desktop, MORNING, [f"m{number:02}-pupil" for number in range(IN_A_CLASS)]
    )
    evening = _bring_class(
        desktop, EVENING, [f"e{number:02}-pupil" for number in range(IN_A_CLASS)]
    )
    _assign(desktop)

    first, *others = morning.items()
    stem = _take_and_report(phone, first)
    # One of each class misses it; the others know the more the later they stand in the list.
    for pupils in (others[1:], [*evening.items()][1:]):
        for place, (username, _) in enumerate(pupils):
            server.hand_in(username, TITLE, right=place)

    desktop.goto("/teach/classes")
    assert_well_made(desktop)
    desktop.get_by_role("link", name=MORNING).click()
    expect(desktop.get_by_role("main")).to_contain_text(f"{IN_A_CLASS - 1} of {IN_A_CLASS}")
    assert_well_made(desktop)
    desktop.get_by_role("link", name="Gradebook").click()
    expect(desktop.locator("table.gradebook tbody tr")).to_have_count(IN_A_CLASS)
    assert_well_made(desktop)
    _fix_the_key(desktop, stem)

    phone.goto("/")
    phone.get_by_role("banner").get_by_role("link", name="Notices").click()
    assert_well_made(phone)
    phone.get_by_role("link", name="was marked again").click()
    expect(phone.locator("#question-1")).to_contain_text("Everybody gets its marks.")
    expect(phone.locator("#question-1")).to_contain_text("The article was mended")
    assert_well_made(phone)
