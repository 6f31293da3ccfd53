"""A teacher brings questions: a paste on a phone, and a large sheet while a consumer works."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import TEACHER, assert_well_made, sign_in
from playwright.sync_api import Page, expect
from serving import ROOT, Server

pytestmark = pytest.mark.browser

#: In milliseconds: reading and storing a thousand questions on a busy machine.
PATIENCE = 90_000
QUESTIONS = 1_000

PAPER = """\
Rivers and lakes, week 12

Q1. Which of these rivers does not flow through Odisha?
(a) Mahanadi   (b) Brahmani
(c) Luni       (d) Baitarani

2. Consider the following statements:
1. The Chilika lake is in Odisha.
2. The Loktak lake is in Assam.
Which of the statements given above is/are correct?
(a) 1 only
(b) 2 only
(c) Both 1 and 2
(d) Neither 1 nor 2
Answer: (a)
Explanation: Loktak is in Manipur.

3. Which town stands at the head of the Mahanadi delta?
(a) Cuttack (b) Puri (c) Paradip (d) Sambalpur
Ans. (a)
"""


@pytest.fixture
def consumer(server: Server) -> Iterator[None]:
    """The process that does background work, beside the server."""
    process = subprocess.Popen(
        [sys.executable, "-m", "quizapp.jobs"],
        cwd=ROOT,
        env=server.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield
    process.terminate()
    process.wait(timeout=30)


def test_a_paste_is_completed_chosen_and_stored(phone: Page) -> None:
    sign_in(phone, TEACHER)
    phone.goto("/teach/sets")
    phone.get_by_role("link", name="Add questions").click()
    assert_well_made(phone)
    phone.get_by_label("Paste your questions").fill(PAPER)
    phone.get_by_role("button", name="Look at the questions").click()
    expect(phone.locator("h1")).to_contain_text("Rivers and lakes")
    assert_well_made(phone)

    first = phone.locator("article").nth(0)
    expect(first).to_contain_text("Incomplete")
    first.get_by_role("radio", name="Luni").check()
    first.get_by_role("button", name="That one is right").click()
    expect(phone.get_by_role("status").first).to_contain_text("Question 1 is complete now.")
    expect(phone.locator("article").nth(0)).to_contain_text("Right answer")

    third = phone.locator("article").nth(2)
    third.get_by_role("checkbox").uncheck()
    expect(phone.locator("[data-choice-state]")).to_have_text("2 chosen")
    phone.locator("article").nth(1).get_by_role("link", name="Edit").click()
    assert_well_made(phone)
    text = phone.get_by_label("Explanation (optional)")
    text.fill(text.input_value().replace("Loktak is", "The Loktak lake is"))
    phone.get_by_role("button", name="Keep this").click()
    expect(phone.locator("article").nth(1)).to_contain_text("The Loktak lake is in Manipur")
    expect(phone.locator("article").nth(2).get_by_role("checkbox")).not_to_be_checked()

    phone.get_by_label("Title of the new set").fill("Rivers of Odisha")
    phone.get_by_role("button", name="Import", exact=True).click()
    expect(phone.locator("h1")).to_have_text("Rivers of Odisha")
    expect(phone.locator("article")).to_have_count(2)
    assert_well_made(phone)


@pytest.mark.usefixtures("consumer")
def test_a_large_sheet_is_read_and_stored_with_progress(desktop: Page, tmp_path: Path) -> None:
    sheet = tmp_path / "councils.csv"
    with sheet.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Question", "A", "B", "C", "D", "Answer", "Explanation"])
        for number in range(QUESTIONS):
            stem = f"In which year did the council of town {number} of the north meet first?"
            told = f"The annals of town {number} tell of its first meeting at length. " * 3
            writer.writerow([stem, 1900, 1911, 1925, 1931, "ABCD"[number % 4], told])
    sign_in(desktop, TEACHER)
    desktop.goto("/teach/questions/add")
    desktop.get_by_label("Or choose files").set_input_files(sheet)
    desktop.get_by_role("button", name="Look at the questions").click()
    desktop.get_by_role("link", name="See how far it is").click()
    assert_well_made(desktop)
    box = desktop.locator("[data-job]")
    expect(box).to_contain_text("Done", timeout=PATIENCE)
    desktop.get_by_role("link", name="Look at the questions").click()
    expect(desktop.locator("article")).to_have_count(20)
    assert_well_made(desktop)

    desktop.get_by_role("button", name="Import", exact=True).click()
    desktop.get_by_role("link", name="See how far it is").click()
    expect(desktop.locator("[data-job]")).to_contain_text(
        "1000 questions are imported", timeout=PATIENCE
    )
    desktop.get_by_role("link", name="Go to the set").click()
    expect(desktop.locator("h1")).to_have_text("councils")
