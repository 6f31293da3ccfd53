"""Practice on a phone and on a laptop: an own test, the daily quiz, an article, a shared link."""

from pathlib import Path

from people import TEACHER, Test, assert_well_made, sign_in
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "questions/samples/national-space-day.txt"


def _check_a_question(page: Page, number: int, total: int) -> None:
    """Ask too early, then answer, check, and read why."""
    expect(page.locator("h1")).to_have_text(f"Question {number} of {total}")
    expect(page.locator("[data-save-status]")).not_to_contain_text("buttons below")
    check = page.get_by_role("button", name="Check my answer")
    check.click()
    expect(page.get_by_text("Answer the question first")).to_be_in_viewport()
    assert_well_made(page)
    test = Test(page)
    test.choose(test.place(0))
    check.click()
    checked = test.question.locator("[data-checked]")
    expect(checked).to_contain_text("Right answer")
    expect(test.question.locator("input[name=option]")).to_have_count(0)
    assert_well_made(page)


def _practise(page: Page, student: tuple[str, str]) -> None:
    sign_in(page, student)
    assert_well_made(page)
    page.get_by_role("main").get_by_role("link", name="Make your own test").click()
    assert_well_made(page)
    page.get_by_label("Number of questions", exact=True).fill("200")
    page.get_by_text("Kinds and formats of questions").click()
    page.get_by_role("checkbox", name="Which is NOT correct").check()
    page.get_by_role("button", name="How many questions match?").click()
    expect(page.locator("#matching")).to_contain_text("with all formats")
    assert_well_made(page)
    page.get_by_label("Number of questions", exact=True).fill("2")
    page.get_by_role("button", name="Start the test").click()
    _check_a_question(page, 1, 2)
    page.get_by_role("button", name="Next question").click()
    _check_a_question(page, 2, 2)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Submit the test").click()
    expect(page.locator("h1")).to_have_text("Your result")
    assert_well_made(page)
    page.goto("/tests")
    assert_well_made(page)
    page.get_by_role("link", name="Rename").click()
    assert_well_made(page)
    page.get_by_label("Name of the test", exact=True).fill("Just two")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Delete …").click()
    assert_well_made(page)
    page.get_by_role("button", name="Delete the test").click()
    expect(page.get_by_role("main")).to_contain_text("You have no test of your own yet")
    assert_well_made(page)


def test_an_own_test_is_practised_on_a_phone(phone: Page, student: tuple[str, str]) -> None:
    _practise(phone, student)


def test_an_own_test_is_practised_on_a_laptop(desktop: Page, student: tuple[str, str]) -> None:
    _practise(desktop, student)


def test_the_daily_quiz_is_begun_at_home(phone: Page, student: tuple[str, str]) -> None:
    sign_in(phone, student)
    daily = phone.get_by_role("region", name="Today's quiz")
    expect(daily).to_contain_text("10 questions, the same for everybody.")
    daily.get_by_role("button").click()
    expect(phone.locator("h1")).to_have_text("Question 1 of 10")
    phone.goto("/")
    expect(daily).to_contain_text("Begun")
    assert_well_made(phone)


def test_an_article_is_practised_and_marked_as_not_reviewed(
    phone: Page, student: tuple[str, str]
) -> None:
    sign_in(phone, student)
    phone.get_by_role("main").get_by_role("link", name="Practise on an article").click()
    assert_well_made(phone)
    phone.get_by_label("Text of the article").fill(ARTICLE.read_text(encoding="utf-8"))
    phone.get_by_role("button", name="Write questions").click()
    expect(phone.get_by_role("main")).to_contain_text("Not reviewed by a teacher")
    assert_well_made(phone)
    phone.get_by_role("button", name="Start practising").click()
    expect(phone.get_by_role("main")).to_contain_text("Not reviewed by a teacher")
    assert_well_made(phone)
    phone.goto("/tests")
    expect(phone.get_by_role("main")).to_contain_text("Not reviewed by a teacher")
    assert_well_made(phone)


def test_a_quiz_is_shared_by_link(desktop: Page, phone: Page, student: tuple[str, str]) -> None:
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(desktop, TEACHER)
    desktop.goto("/teach/sets")
    desktop.get_by_role("main").locator("a[href*='/teach/sets/']").first.click()
    desktop.get_by_role("link", name="Publish").first.click()
    desktop.get_by_label("Title of the quiz").fill("For the Sunday class")
    desktop.get_by_label("Only who has its link").check()
    assert_well_made(desktop)
    desktop.get_by_role("button", name="Publish the quiz").click()
    assert_well_made(desktop)
    desktop.get_by_role("button", name="Copy the link").click()
    expect(desktop.get_by_text("Copied")).to_be_visible()
    link = desktop.get_by_label("Link", exact=True).input_value()
    assert desktop.evaluate("navigator.clipboard.readText()") == link

    # A stranger signs in first and comes to the quiz.
    phone.goto(link)
    phone.get_by_label("User name").fill(student[0])
    phone.get_by_label("Password", exact=True).fill(student[1])
    phone.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(phone.locator("h1")).to_have_text("For the Sunday class")
    assert_well_made(phone)

    desktop.get_by_role("link", name="Make a new link").click()
    assert_well_made(desktop)
    desktop.get_by_role("button", name="Make a new link").click()
    expect(desktop.get_by_label("Link", exact=True)).not_to_have_value(link)
    phone.goto(link)
    expect(phone.get_by_role("main")).to_contain_text("leads to no quiz any more")
