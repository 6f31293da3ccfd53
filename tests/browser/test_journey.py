"""From an article to progress: the whole path, as a teacher and a student walk it."""

import re

import pytest
from people import STUDENT, TEACHER, Asked, Review, Test, assert_well_made, sign_in
from playwright.sync_api import Browser, Page, expect
from serving import ROOT, Server

pytestmark = pytest.mark.browser

ARTICLE = ROOT / "questions" / "samples" / "india-japan-cyber-security.txt"


def _paste_an_article(page: Page) -> Review:
    # Where another test left an open report, the link also says how many there are.
    page.get_by_role("banner").get_by_role("link", name=re.compile("^Teach")).click()
    assert_well_made(page)
    page.get_by_role("main").get_by_role("link", name="Add an article").click()
    assert_well_made(page)
    page.get_by_label("Text of the article").fill(ARTICLE.read_text("utf-8"))
    page.get_by_label("Number of questions").fill("20")
    page.get_by_role("button", name="Write questions").click()
    expect(page.locator("h1")).to_have_text("India and Japan to cooperate on cyber security")
    return Review(page)


def _review(review: Review) -> list[Asked]:
    """Decide about every draft in one way or another; return what was accepted."""
    page = review.page
    assert_well_made(page)
    expect(page.locator("[data-article] mark").first).to_be_visible()
    asked = review.questions()
    assert len(asked) >= 6

    review.accept(1)
    review.reject(2)
    review.undo(2)
    review.reject(2)

    review.draft(3).get_by_role("link", name="Edit").click()
    assert_well_made(page)
    explanation = page.get_by_label("Explanation")
    explanation.fill(explanation.input_value() + " Remember the year.")
    page.get_by_role("main").get_by_role("button", name="Save").last.click()
    expect(review.draft(3)).to_contain_text("edited")

    page.get_by_role("button", name="Accept all").click()
    expect(page.get_by_role("region", name="Progress")).to_contain_text("Publish")
    assert_well_made(page)
    return [question for number, question in enumerate(asked, 1) if number != 2]


def _publish(page: Page, title: str) -> None:
    page.get_by_role("region", name="Progress").get_by_role("link", name="Publish").click()
    assert_well_made(page)
    page.get_by_label("Title").fill(title)
    page.get_by_role("radio", name="UPSC").first.check()
    page.get_by_role("button", name="Publish the quiz").click()
    expect(page.locator("h1")).to_have_text(title)
    assert_well_made(page)


def _take(page: Page, title: str, keys: dict[str, str]) -> None:
    """Answer the first wrongly, leave the second blank, and know all others."""
    page.get_by_role("link", name="Quizzes").first.click()
    assert_well_made(page)
    page.get_by_role("link", name=title).click()
    assert_well_made(page)
    page.get_by_role("button", name="Start the test").click()
    test = Test(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 1 of")
    assert_well_made(page)

    test.choose(test.wrong_option(keys[test.stem]))
    page.reload()
    expect(test.question.locator("input:checked")).to_have_count(1)
    test.press("Mark for Review & Next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 2 of")
    test.press("Save & Next")
    for number in range(3, len(keys) + 1):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Question {number} of")
        test.choose(test.option(keys[test.stem]))
        test.press("Save & Next" if number < len(keys) else "Save & finish")
    expect(page.get_by_role("dialog")).to_contain_text("Submit the test?")
    assert_well_made(page)
    test.confirm()


def test_from_an_article_to_progress(desktop: Page, phone: Page) -> None:
    title = "Cyber security, from the news"
    sign_in(desktop, TEACHER)
    assert_well_made(desktop)
    accepted = _review(_paste_an_article(desktop))
    _publish(desktop, title)

    sign_in(phone, STUDENT)
    assert_well_made(phone)
    _take(phone, title, {question.stem: question.key for question in accepted})

    right = len(accepted) - 2
    # +2 for a right answer, −2/3 for the wrong one, nothing for the blank one.
    expect(phone.locator(".score-value")).to_have_text(f"{2 * right - 1} 1/3")
    expect(phone.get_by_role("main")).to_contain_text(f"of {2 * len(accepted)} marks")
    expect(phone.locator(".stats")).to_contain_text("2/3")
    first = phone.locator("#question-1")
    expect(first).to_contain_text("Your answer")
    expect(first).to_contain_text("Why")
    expect(phone.locator(".result-item mark").first).to_be_visible()
    assert_well_made(phone)

    phone.get_by_role("link", name="My progress").first.click()
    expect(phone.locator("figure svg").first).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text(title)
    expect(phone.locator(".revise-list li")).to_have_count(2)
    assert_well_made(phone)

    desktop.reload()
    expect(desktop.get_by_role("main")).to_contain_text("Demo student")
    assert_well_made(desktop)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/sign-up", "/no-such-page"])
def test_a_page_of_a_stranger_is_well_made(
    browser: Browser, server: Server, path: str, scheme: str
) -> None:
    context = browser.new_context(
        base_url=server.url,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 360, "height": 800},
    )
    page = context.new_page()
    page.goto(path)
    assert_well_made(page)
    context.close()


def test_a_first_page_is_small(phone: Page) -> None:
    sizes: list[int] = []
    phone.on("requestfinished", lambda request: sizes.append(len(request.response().body())))
    phone.goto("/", wait_until="networkidle")
    assert sizes
    assert sum(sizes) < 100_000, f"{sum(sizes)} bytes for the first page"
