"""Printing a set: the form, the page that looks like the paper, the PDF of papers and keys."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pdfplumber
from browsing import Visitor
from desk import OWNER, bring_set, owner_of, problems
from factories import ItemFactory, JobFactory, QuestionSetFactory, QuizFactory, use_session
from flask import Flask
from sqlalchemy import select
from test_every_route import check_page

from quizapp.domain.presets import PRESETS
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import QuestionSet, QuestionSetItem, Role
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.transactions import writing

ZIP = "application/zip"


def pdf_text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_the_sections_of_a_set_are_printed_with_their_names(app: Flask, teacher: Visitor) -> None:
    set_id = bring_set(app, title="A mock", items__size=4)
    path = f"/teach/sets/{set_id}/print"
    plain = teacher.opens(path)
    assert "category" not in [each.get("value") for each in plain.all("//select//option")]
    with app.app_context(), writing() as session:
        for place in session.scalars(
            select(QuestionSetItem).where(QuestionSetItem.set_id == set_id)
        ):
            place.section = int(place.position > 3)

    page = teacher.opens(path)
    assert page.text("//select[@name='section_by']/option[@selected]") == "As in the set"
    text = pdf_text(teacher.sends(path, press=("as", "paper")).response.data)
    first, second = text.index("Section A"), text.index("Section B")
    assert first < text.index("3.") < second < text.index("4.", second)

    sections = [
        {**PRESETS["practice"].sections[0].as_data(), "name": name}
        for name in ("Reasoning Ability", "Our own part")
    ]
    with app.app_context(), writing() as session:
        use_session(session)
        found = session.get_one(QuestionSet, set_id)
        QuizFactory(question_set=found, sections=sections)
    teacher.opens(path)
    text = pdf_text(teacher.sends(path, press=("as", "paper")).response.data)
    assert text.index("Reasoning Ability") < text.index("Our own part")


def test_a_paper_is_printed_as_the_form_says(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/sets/{bring_set(app, title='Councils')}/print"
    page = teacher.opens(path)
    check_page(page)
    assert page.one("//input[@name='title']").get("value") == "Councils"

    paper = teacher.sends(
        path,
        press=("as", "paper"),
        title="Unit test 3",
        institute="Sharda Academy",
        minutes="45",
        marks="30",
        instructions="Use a pen.",
        columns="2",
    )

    assert paper.response.mimetype == "application/pdf"
    assert "councils.pdf" in paper.response.headers["Content-Disposition"]
    text = pdf_text(paper.response.data)
    for part in ("Sharda Academy", "Unit test 3", "Time: 45 minutes", "Maximum marks: 30"):
        assert part in text
    assert "Use a pen." in text
    assert "Name:" in text
    assert "3." in text

    teacher.opens(path)
    key = teacher.sends(path, press=("as", "key"), title="Unit test 3")
    assert "councils-key.pdf" in key.response.headers["Content-Disposition"]
    assert "Answer key" in pdf_text(key.response.data)


def test_several_sets_come_in_an_archive(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/sets/{bring_set(app, title='Councils')}/print"
    teacher.opens(path)
    answer = teacher.sends(path, press=("as", "paper"), sets="4", seed="12")
    assert answer.response.mimetype == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.response.data)) as archive:
        assert archive.namelist() == [f"councils-set-{letter}.pdf" for letter in "abcd"]


def test_the_page_looks_like_the_paper_and_prints_it(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/sets/{bring_set(app)}/print"
    teacher.opens(path)

    page = teacher.sends(path, press=("as", "page"), title="Unit test", sets="2", minutes="30")

    check_page(page)
    papers = page.all("//article")
    assert [paper.get("aria-label") for paper in papers] == ["Unit test A", "Unit test B"]
    for paper in papers:
        numbers = paper.xpath(".//*[@class='paper-number']/text()")
        assert numbers == ["1.", "2.", "3."]
        assert "Time: 30 minutes" in paper.text_content()
    assert page.all("//link[contains(@href, 'css/print.css')]")
    again = teacher.sends(path, press=("as", "paper"))
    with zipfile.ZipFile(BytesIO(again.response.data)) as archive:
        assert "Time: 30 minutes" in pdf_text(archive.read(archive.namelist()[1]))


def test_wishes_that_make_no_sense_stay_beside_their_fields(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/sets/{bring_set(app)}/print"
    teacher.opens(path)
    page = teacher.sends(path, press=("as", "paper"), title="", minutes="0", institute="Academy")
    assert page.status == 422
    check_page(page)
    assert problems(page) == ["Enter a title.", "Enter a number of minutes from 1 to 1000."]
    assert page.one("//input[@name='institute']").get("value") == "Academy"
    page = teacher.sends(path, press=("as", "paper"), title="A\x80b", minutes="")
    assert "control character" in problems(page)[0]


def test_what_the_font_lacks_is_said_before_the_file(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app)
    edit = teacher.opens(f"/teach/sets/{number}").all("//article//a/@href")[0]
    teacher.opens(edit)
    teacher.sends(edit.partition("?")[0], stem="When was it 😀?")
    path = f"/teach/sets/{number}/print"
    teacher.opens(path)

    page = teacher.sends(path, press=("as", "paper"), institute="Academy")

    check_page(page)
    assert "no signs for these characters: 😀. Question 1" in page.text("//*[@role]")
    assert page.one("//input[@name='institute']").get("value") == "Academy"
    again = teacher.sends(path, press=("as", "paper"))
    assert again.response.mimetype == "application/pdf"


def test_much_is_printed_in_the_background_and_downloaded(
    app: Flask, teacher: Visitor, sign_up: Callable[..., int]
) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        owner = owner_of(session, OWNER)
        made = ItemFactory.create_batch(76, owner=owner)
        number = QuestionSetFactory(owner=owner, title="Councils", items=made).id
    path = f"/teach/sets/{number}/print"
    teacher.opens(path)
    assert teacher.sends(path, press=("as", "paper"), sets="3").response.mimetype == ZIP

    teacher.opens(path)
    page = teacher.sends(
        path, press=("as", "paper"), sets="4", title="Mock test", section_by="topic"
    )

    check_page(page)
    assert "Waiting" in page.text()
    assert teacher.opens(f"{page.path}/file").status == 404
    with app.app_context():
        Worker(db.engine, KINDS, now=now).sweep()
    done = teacher.opens(page.path)
    assert "Done" in done.text()
    (address,) = done.all("//a[contains(@href, '/file')]/@href")
    answer = teacher.client.get(address)
    assert "councils.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(answer.data)) as archive:
        assert archive.namelist() == [f"councils-set-{letter}.pdf" for letter in "abcd"]
        assert "Mock test" in pdf_text(archive.read(archive.namelist()[0]))
    other = Visitor(app).has_session_of(sign_up("other-teacher", Role.TEACHER))
    assert other.opens(address).status == 404


def test_work_that_makes_no_file_has_none(app: Flask, teacher: Visitor) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        job_id = JobFactory(owner=owner_of(session, OWNER)).id
    refused = teacher.opens(f"/teach/jobs/{job_id}/file")
    assert refused.status == 404
    assert "made no file" in refused.text()
