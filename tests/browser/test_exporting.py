"""Taking questions out in a browser: ticked, downloaded, looked at as a paper, printed."""

import zipfile
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from people import TEACHER, assert_well_made, sign_in
from playwright.sync_api import Page, expect

from quizapp.interchange import formats
from quizapp.interchange.banks import SourceFile

pytestmark = pytest.mark.browser


def open_first_set(page: Page) -> None:
    sign_in(page, TEACHER)
    page.goto("/teach/sets")
    page.locator("main .card a").last.click()
    assert_well_made(page)


def test_ticked_questions_are_downloaded(phone: Page) -> None:
    open_first_set(phone)
    for number in (2, 4):
        phone.get_by_label(f"Choose question {number}", exact=True).check()
    phone.get_by_role("button", name="Export the chosen questions").click()
    expect(phone.get_by_role("main")).to_contain_text("2 questions of")
    assert_well_made(phone)

    phone.get_by_role("link", name="Aiken (Moodle)").click()
    expect(phone.locator("h1")).to_have_text("What the file cannot hold")
    assert_well_made(phone)
    with phone.expect_download() as started:
        phone.get_by_role("link", name="Download anyway").click()

    data = Path(started.value.path()).read_bytes()
    reading = formats.read(SourceFile(data, started.value.suggested_filename))
    assert len(reading.complete) == 2


def test_a_paper_is_looked_at_and_printed(desktop: Page) -> None:
    open_first_set(desktop)
    desktop.get_by_role("link", name="Print", exact=True).click()
    assert_well_made(desktop)
    desktop.get_by_label("Title", exact=True).fill("Unit test 7")
    desktop.get_by_label("Name of the institute").fill("Sharda Academy")
    desktop.get_by_label("Two", exact=True).check()
    desktop.get_by_label("Sets", exact=True).select_option("2")
    desktop.get_by_role("button", name="Look at it").click()
    expect(desktop.get_by_role("article")).to_have_count(2)
    assert_well_made(desktop)

    # What the browser prints: the papers alone, none of the site around them.
    with pdfplumber.open(BytesIO(desktop.pdf(prefer_css_page_size=True))) as document:
        first = document.pages[0]
        assert (round(first.width), round(first.height)) == (595, 842)
        text = "\n".join(page.extract_text() for page in document.pages)
    assert text.count("Sharda Academy") == 2
    for of_the_site in ("Papers as PDF", "Demo teacher", "Language"):
        assert of_the_site not in text

    with desktop.expect_download() as started:
        desktop.get_by_role("button", name="Answer keys as PDF").click()
    with zipfile.ZipFile(started.value.path()) as archive:
        assert [name.rpartition("-set-")[2] for name in archive.namelist()] == [
            "a-key.pdf",
            "b-key.pdf",
        ]
