"""What the people of the journey do, in the words that stand on the pages."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

TEACHER = ("demo-teacher", "learn-with-teacher")
STUDENT = ("demo-student", "learn-with-student")


# What a bar that sticks to the edge covers at this moment is reached by scrolling; axe would call
# it too small to touch.
LOOSEN = """() => {
  const sheet = new CSSStyleSheet();
  for (const each of document.querySelectorAll("body *")) {
    if (getComputedStyle(each).position === "sticky") each.dataset.loosened = "";
  }
  sheet.replaceSync("[data-loosened] { position: static !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
FASTEN = """() => {
  for (const each of document.querySelectorAll("[data-loosened]")) delete each.dataset.loosened;
  document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
}"""


def assert_accessible(page: Page) -> None:
    """Run axe on the page as it stands; WCAG 2.2 A and AA."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    # Halfway from one colour to the next, contrast is nobody's choice.
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(LOOSEN)
    results = Axe().run(page, options=options)
    page.evaluate(FASTEN)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def assert_fits(page: Page) -> None:
    """No sideways scrolling, neither of the page nor of a sheet on it."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{page.url} is {width} px wide"
    sheets = page.locator("dialog[open]").all()
    assert not any(sheet.evaluate("it => it.scrollWidth > it.clientWidth") for sheet in sheets)


def assert_well_made(page: Page) -> None:
    """What holds of every page that a person comes to."""
    expect(page.locator("h1")).to_have_count(1)
    assert_fits(page)
    assert_accessible(page)


def sign_in(page: Page, account: tuple[str, str]) -> None:
    """Sign in from the landing page."""
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    assert_well_made(page)
    page.get_by_label("User name").fill(account[0])
    page.get_by_label("Password", exact=True).fill(account[1])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("banner")).to_contain_text("Demo")


@dataclass(frozen=True)
class Asked:
    """A question as the teacher saw it."""

    stem: str
    key: str


class Review:
    """The teacher's page of one article."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def draft(self, number: int) -> Locator:
        return self.page.locator(f"[data-item]:has(h3:text-is('Question {number}'))")

    def accept(self, number: int) -> None:
        self.page.get_by_role("button", name=f"Accept question {number}", exact=True).click()
        expect(self.draft(number)).to_contain_text("Accepted")

    def reject(self, number: int) -> None:
        self.page.get_by_role("button", name=f"Reject question {number}", exact=True).click()
        expect(self.draft(number)).to_contain_text("Rejected")

    def undo(self, number: int) -> None:
        name = f"Undo the decision about question {number}"
        self.page.get_by_role("button", name=name, exact=True).click()
        expect(self.draft(number)).to_contain_text("To review")

    def questions(self) -> list[Asked]:
        """Stem and key of each question that is still open to review."""
        return [
            Asked(
                draft.locator(".stem").inner_text(),
                draft.locator(".key-options .is-key [lang]").inner_text(),
            )
            for draft in self.page.locator("[data-item]").all()
        ]


class Test:
    """The student's exam room."""

    __test__ = False  # not a test, although it is called one

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def question(self) -> Locator:
        """The question that is shown; all others are on the page, hidden."""
        return self.page.locator("article:visible")

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-save-status]")

    @property
    def stem(self) -> str:
        return self.question.locator(".stem:visible").inner_text()

    def is_at(self, number: int) -> None:
        expect(self.page.locator("h1")).to_contain_text(f"Question {number} of")
        expect(self.question).to_have_count(1)

    def is_saved(self) -> None:
        expect(self.status).to_have_text("Saved")

    def option(self, text: str) -> Locator:
        return self.page.get_by_role("radio", name=text, exact=True)

    def place(self, number: int) -> Locator:
        """The option in this place, from 0."""
        return self.question.locator("input[name=option]").nth(number)

    def wrong_option(self, key: str) -> Locator:
        texts = self.question.locator(".option-text:visible").all_inner_texts()
        return self.option(next(text.strip() for text in texts if text.strip() != key))

    def choose(self, option: Locator) -> None:
        """Touch an option and wait until the page says that it is saved."""
        option.check()
        self.is_saved()

    def press(self, name: str) -> None:
        self.page.locator("[data-buttons]").get_by_role("button", name=name).click()

    def square(self, number: int) -> Locator:
        return self.page.locator(f"[data-palette] [data-position='{number}']")

    def open_palette(self) -> None:
        if not self.square(1).is_visible():
            self.page.locator("[data-palette-box] summary").click()

    def submit(self) -> None:
        """Open the summary, and confirm once."""
        self.page.get_by_role("button", name="Summary and submit").click()
        self.confirm()

    def confirm(self) -> None:
        sheet = self.page.get_by_role("dialog", name="Submit the test?")
        sheet.get_by_role("button", name="Submit the test").click()
        expect(self.page.locator("h1")).to_have_text("Your result")
