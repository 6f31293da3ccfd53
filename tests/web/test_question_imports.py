"""Bringing questions: a paste or files, the preview, the choice, and the set that comes of it."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from browsing import Page, Visitor
from databases import CountQueries
from desk import HOST, bring_set, in_database, problems
from flask import Flask
from PIL import Image as Pillow
from quizzing import attempt_of, begin, publish
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from test_every_route import check_page

import quizapp
from quizapp.domain.items import ItemType
from quizapp.domain.keys import TrueFalseKey
from quizapp.models import (
    Import,
    ImportEntry,
    Item,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Role,
    Upload,
)
from quizapp.services.contents import content_of, with_content

ADD = "/teach/questions/add"
REFUSED = "//*[contains(@class, 'refused-file')]//tbody/tr"


def bring(who: Visitor, *files: tuple[str, bytes | str], text: str = "") -> Page:
    """Send files and a pasted text, as a browser does."""
    values = dict(who.opens(ADD).form().form_values())
    sent = [
        (BytesIO(each if isinstance(each, bytes) else each.encode()), name) for name, each in files
    ]
    answer = who.client.post(
        ADD,
        data={**values, "text": text, "files": sent},
        headers={"Origin": HOST},
        follow_redirects=True,
    )
    who.page = Page(answer)
    return who.page


def count(app: Flask, what: type) -> int:
    return in_database(app, lambda session: session.scalar(select(func.count()).select_from(what)))


def a_question(name: str, number: int) -> str:
    return f"""\
  - id: {name}-{number}
    stem: Which year is meant by clue {number} of {name}?
    options:
      a: "1987"
      b: "1988"
      c: "1991"
    key: b
    topics: [history]
"""


def a_set(name: str = "councils", questions: int = 3) -> str:
    """A file in our own format."""
    head = f"""\
schema: "1"
title: Councils
slug: {name}
description: Towns and their councils.
licence: CC0-1.0
languages: [en]
questions:
"""
    return head + "".join(a_question(name, number) for number in range(questions))


def ticked(page: Page) -> list[bool]:
    return [box.get("checked") is not None for box in page.all("//input[@name='chosen']")]


def test_a_file_is_shown_before_it_is_stored(app: Flask, teacher: Visitor) -> None:
    page = bring(teacher, ("councils.yaml", a_set()))

    check_page(page)
    assert page.text("//h1") == "Councils"
    assert len(page.all("//article")) == 3
    assert ticked(page) == [True] * 3
    assert len(page.all("//article//li[@class='is-key']")) == 3
    assert count(app, Item) == 0
    listed = teacher.opens("/teach/imports")
    check_page(listed)
    assert "Councils" in listed.text()
    assert "Councils" in teacher.opens(ADD).text()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (
            "\U0001f4da\U0001f3fd rivers \U0001f30a.gift",
            "\U0001f4da\U0001f3fd rivers \U0001f30a.gift",
        ),
        ("..\\..\\windows\\system32\\rivers.gift", "....windowssystem32rivers.gift"),
        ("/etc/../root/rivers.gift", "rivers.gift"),
        ("riv\u202eers\x07.gift", "rivers.gift"),
        (f"{'r' * 5000}.gift", f"{'r' * 179}…{'r' * 15}.gift"),
        ("<b>rivers</b>&amp;.gift", "b>&amp;.gift"),
    ],
)
def test_odd_names_of_files_are_shown_plainly_and_never_reach_a_header(
    sent: str, shown: str, teacher: Visitor
) -> None:
    broken = bring(teacher, (sent, b"\x00\x01 no questions"))
    assert f" {shown} " in f" {' '.join(broken.text().split())} "

    page = bring(teacher, (sent, "::q::Which \u202eriver? {=Ganga ~Indus}"))
    check_page(page)
    assert "\u202e" not in page.source
    assert "direction of writing" in page.text()
    made = teacher.sends(to=f"{page.path}/store", target="new")
    check_page(made)
    exported = teacher.opens(f"{made.path}/export/gift").response
    header = exported.headers["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=[a-z0-9-]{1,90}\.gift\.txt", header)


def test_what_is_chosen_becomes_a_set_that_says_what_the_file_said(
    app: Flask, teacher: Visitor
) -> None:
    page = bring(teacher, ("councils.yaml", a_set()))
    address = page.path
    del page.all("//input[@name='chosen']")[1].attrib["checked"]

    page = teacher.sends(to=f"{address}/store", title="Town councils", target="new")

    check_page(page)
    assert page.text("//h1") == "Town councils"
    assert "2 questions are imported" in page.source
    assert len(page.all("//article")) == 2

    def of_the_set(session: Session) -> tuple[str, str]:
        found = session.scalars(select(QuestionSet)).one()
        return found.slug, found.licence

    assert in_database(app, of_the_set) == ("councils", "CC0-1.0")
    assert "Towns and their councils." in page.text()
    again = teacher.opens(address)
    assert "2 questions are imported" in again.text()
    assert not again.all("//button[@formaction]")
    assert teacher.posts(f"{address}/store", {"title": "Again", "target": "new"}).status == 303
    assert count(app, QuestionSet) == 1


def test_questions_are_added_to_a_set_that_is_there(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Old ones")
    page = bring(teacher, ("councils.yaml", a_set()))

    page = teacher.sends(to=f"{page.path}/store", target="old", set_id=str(number))

    assert page.text("//h1") == "Old ones"
    assert len(page.all("//article")) == 6
    positions = in_database(
        app,
        lambda session: list(
            session.scalars(select(QuestionSetItem.position).order_by(QuestionSetItem.position))
        ),
    )
    assert positions == [1, 2, 3, 4, 5, 6]


def test_somebody_elses_set_is_no_place_for_them(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, owner="other", title="Theirs")
    bring_set(app, title="Mine")
    page = bring(teacher, ("councils.yaml", a_set()))

    answer = teacher.posts(
        f"{page.path}/store",
        {"target": "old", "set_id": str(number), "shown": "1", "chosen": "1"},
    )

    assert answer.status == 422
    assert "This set is no longer there. Choose another one." in answer.text()
    assert "Theirs" not in answer.text()
    assert count(app, QuestionSetItem) == 6


def test_an_import_that_is_done_leads_to_its_set_whatever_is_pressed(
    app: Flask, teacher: Visitor
) -> None:
    address = bring(teacher, ("councils.yaml", a_set())).path
    wish = {"title": "Councils", "target": "new", "shown": "1", "chosen": "1", "key-1": "0"}
    teacher.posts(f"{address}/store", wish)

    for path in ("store", "choose", "1/key"):
        assert teacher.posts(f"{address}/{path}", wish).status == 303
        again = teacher.opens(address)
        assert "These questions are imported already." in again.text()
        assert "Go to the set" in again.text()
    teacher.opens(f"{address}/1/edit")
    typed = teacher.sends(action=f"{address}/1/edit?type=single", stem="Which lake is it?")
    assert typed.status == 409
    assert typed.one("//textarea[@name='stem']").value.strip() == "Which lake is it?"
    assert "These questions are imported already." in typed.text()
    assert count(app, QuestionSet) == 1


def test_what_is_there_already_is_told_and_left_out(teacher: Visitor) -> None:
    page = bring(teacher, ("councils.yaml", a_set()))
    teacher.sends(to=f"{page.path}/store", title="Councils", target="new")

    text = a_set("others", 2) + a_question("others", 0).replace("others-0", "third")
    page = bring(teacher, ("again.yaml", text.replace("clue 1 of others", "clue 1, of COUNCILS")))

    assert ticked(page) == [True, False, False]
    assert "Recognised as: quizapp (YAML)" in page.text()
    assert "Already in your questions" in page.text("(//article)[2]")
    assert "The same as question 1" in page.text("(//article)[3]")
    duplicates = teacher.opens(f"{page.path}?show=duplicates")
    assert len(duplicates.all("//article")) == 2


def test_the_choice_is_kept_without_storing(app: Flask, teacher: Visitor) -> None:
    address = bring(teacher, ("councils.yaml", a_set())).path

    page = teacher.sends(press=("every", "none"))
    assert ticked(page) == [False] * 3
    refused = teacher.sends(to=f"{address}/store", title="Councils", target="new")
    assert refused.status == 422
    assert problems(refused) == ["No question is chosen. Choose at least one."]

    teacher.opens(address)
    page = teacher.sends(press=("every", "all"))
    assert ticked(page) == [True] * 3
    assert count(app, Item) == 0


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_read(teacher: Visitor) -> None:
    broken = a_set("broken").replace("    key: ", "    kee: ")
    page = bring(teacher, ("good.yaml", a_set()), ("broken.yaml", broken))

    check_page(page)
    assert len(page.all("//article")) == 3
    rows = [" ".join(row.text_content().split()) for row in page.all(REFUSED)]
    assert rows
    assert all("broken.yaml, line" in row for row in rows)
    assert any("kee" in row for row in rows)


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\xff\x00", b"schema: 1\n- a list", b"   \n", b"%PDF-1.4 broken", b"PK\x03\x04"],
)
def test_what_is_no_question_file_is_refused(data: bytes, app: Flask, teacher: Visitor) -> None:
    page = bring(teacher, ("what.bin", data))

    check_page(page)
    assert "Not readable" in page.text()
    assert page.all(REFUSED)
    assert count(app, ImportEntry) == 0


def test_something_has_to_come(teacher: Visitor) -> None:
    page = bring(teacher)

    check_page(page)
    assert page.status == 422
    assert problems(page) == ["Paste questions, or choose a file."]


def test_an_import_is_thrown_away_after_asking(app: Flask, teacher: Visitor) -> None:
    page = bring(teacher, ("councils.yaml", a_set()))

    asked = teacher.opens(f"{page.path}/discard")
    check_page(asked)
    assert count(app, Import) == 1
    teacher.sends()

    assert count(app, Import) == 0
    assert count(app, ImportEntry) == 0


def test_more_questions_need_no_more_queries(teacher: Visitor, count_queries: CountQueries) -> None:
    few_address = bring(teacher, ("few.yaml", a_set("few", 2))).path
    many_address = bring(teacher, ("many.yaml", a_set("many", 60))).path
    teacher.opens(few_address)
    with count_queries() as few:
        teacher.opens(few_address)
    with count_queries() as many:
        page = teacher.opens(many_address)

    assert len(page.all("//article")) == 20
    assert len(many) == len(few)


def test_somebody_elses_import_is_not_there(
    app: Flask, teacher: Visitor, sign_up: Callable[..., int]
) -> None:
    other = Visitor(app).has_session_of(sign_up("other-teacher", Role.TEACHER))
    address = bring(other, ("councils.yaml", a_set())).path

    for path in (address, f"{address}/discard", f"{address}/1/edit"):
        assert teacher.opens(path).status == 404
    for path in ("store", "choose", "1/key", "discard"):
        assert teacher.posts(f"{address}/{path}", {"title": "Mine", "target": "new"}).status == 404
    assert "Councils" not in teacher.opens("/teach/imports").text()
    assert count(app, QuestionSet) == 0


def test_a_file_of_many_megabytes_waits_for_the_background(app: Flask, teacher: Visitor) -> None:
    page = bring(teacher, ("large.yaml", a_set() + "# nothing more\n" * 700_000))

    check_page(page)
    assert page.status == 200
    assert "Being read" in page.text()
    assert count(app, Upload) == 1
    assert count(app, ImportEntry) == 0


UNFINISHED = """\
Type,Question,A,B,C,Answer,Matches
single,Which lake is salt?,Chilika,Dal,Wular,,
multiple,Which are rivers?,Ganga,Chilika,Yamuna,,
true/false,Chilika is a lake.,,,,,
numeric,How many states are there?,,,,,
short answer,Name the capital of India.,,,,,
matching,Where are they?,Odisha,Kashmir,,1-A; 2-X,Chilika; Dal
"""
COMPLETED = {
    1: {"key": "0"},
    2: {"key_options": ["0", "2"]},
    3: {"answer": "0"},
    4: {"values-0": "28"},
    5: {"accepted-0": "New Delhi"},
    6: {"pairs-0": "0", "pairs-1": "1"},
}


def test_unfinished_questions_of_every_type_are_completed(app: Flask, teacher: Visitor) -> None:
    address = bring(teacher, ("lakes.csv", UNFINISHED)).path
    page = teacher.opens(address)
    assert not ticked(page)
    assert "Dal" in page.text("(//article)[6]")

    for position, answer in COMPLETED.items():
        page = teacher.opens(f"{address}/{position}/edit?page=1&show=all")
        check_page(page)
        (action,) = page.all("//form[@data-editor]/@action")
        refused = teacher.sends(action=action)
        assert refused.status == 422, position
        kept = teacher.sends(action=action, **answer)
        assert (kept.status, kept.path) == (200, address), problems(kept)
        assert f"Question {position} is complete now." in kept.text()

    assert ticked(kept) == [True] * 6
    assert "Incomplete" not in kept.text("//article")
    teacher.sends(to=f"{address}/store", title="Lakes", target="new")
    types = in_database(app, lambda session: list(session.scalars(select(ItemVersion.type))))
    assert sorted(types) == sorted(ItemType)


def stored_entries(session: Session) -> dict[int, object]:
    rows = select(ImportEntry.position, ImportEntry.data).order_by(ImportEntry.position)
    return {row.position: row.data for row in session.execute(rows)}


def test_a_complete_question_is_edited_without_losing_anything(
    app: Flask, teacher: Visitor
) -> None:
    sample = Path(quizapp.__file__).parents[1] / "questions" / "six-ways-to-ask.yaml"
    address = bring(teacher, (sample.name, sample.read_bytes())).path
    entries = in_database(app, stored_entries)
    assert len(entries) > 5

    for position in entries:
        page = teacher.opens(f"{address}/{position}/edit")
        (action,) = page.all("//form[@data-editor]/@action")
        kept = teacher.sends(action=action)
        assert kept.status == 200, problems(kept)

    assert in_database(app, stored_entries) == entries


def test_a_true_false_statement_without_a_key_is_decided_on_the_list(
    app: Flask, teacher: Visitor
) -> None:
    address = bring(teacher, ("lakes.csv", UNFINISHED)).path
    page = teacher.opens(address)
    assert len(page.all("//article[.//input[@type='radio']]")) == 2

    teacher.posts(f"{address}/3/key", {"key-3": "1"})

    (data,) = in_database(
        app,
        lambda session: list(
            session.scalars(select(ImportEntry.data).where(ImportEntry.position == 3))
        ),
    )
    assert data["content"]["type"] == ItemType.TRUE_FALSE
    assert data["content"]["key"] == TrueFalseKey(answer=False).as_data()


def test_the_picture_of_a_question_without_a_key_is_there_when_it_has_one(teacher: Visitor) -> None:
    picture = BytesIO()
    Pillow.new("RGB", (40, 30), "green").save(picture, "PNG")
    paper = docx.Document()
    paper.add_paragraph("1. Which state does the map show?")
    paper.add_picture(BytesIO(picture.getvalue()))
    for option in ("(a) Goa", "(b) Kerala", "(c) Assam", "(d) Bihar"):
        paper.add_paragraph(option)
    file = BytesIO()
    paper.save(file)
    page = bring(teacher, ("maps.docx", file.getvalue()))
    assert "Incomplete" in page.text()
    (shown,) = page.all("//article//img/@src")
    assert teacher.opens(f"{page.path}/1/edit").all("//form//img/@src") == [shown]

    teacher.posts(f"{page.path}/1/key", {"key-1": "1"})

    kept = teacher.opens(page.path)
    assert "Incomplete" not in kept.text("//article")
    assert kept.all("//article//img/@src") == [shown]
    assert teacher.client.get(shown).status_code == 200


def test_findings_that_are_alike_are_told_once(teacher: Visitor) -> None:
    question = (
        '<question type="truefalse"><questiontext><text>Is {0} a lake?</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer>'
        '<answer fraction="0"><text>false</text></answer></question>'
    )
    essays = '<question type="essay"><questiontext><text>Tell {0}.</text></questiontext></question>'
    text = question.format("Chilika") + "".join(essays.format(number) for number in range(50))

    page = bring(teacher, ("lakes.xml", f"<quiz>{text}</quiz>"))

    remarks = page.one("//details[contains(@class, 'import-remarks')]")
    assert "50 remarks about the file" in page.text("//details/summary")
    assert len(remarks.xpath(".//li")) == 3
    assert "and 47 more like it" in remarks.text_content()
    assert "question 2" in remarks.text_content()
    teacher.posts("/language", {"language": "hi"})
    assert "प्रश्न 2" in teacher.opens(page.path).text("//details")


def test_a_file_of_which_nothing_can_be_taken_says_why(teacher: Visitor) -> None:
    essay = '<question type="essay"><questiontext><text>Tell.</text></questiontext></question>'

    page = bring(teacher, ("lakes.xml", f"<quiz>{essay}</quiz>"))

    assert "Nothing of this can be taken in; the remarks say why." in page.text()
    assert page.all("//details[contains(@class, 'import-remarks')][@open]")
    assert "“essay” cannot be kept" in page.text("//details")


def test_pictures_of_a_word_file_reach_the_student(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    paper = docx.Document()

    def figure(size: int) -> None:
        picture = BytesIO()
        Pillow.new("RGB", (size, size), "green").save(picture, "PNG")
        paper.paragraphs[-1].add_run().add_picture(BytesIO(picture.getvalue()))

    for number, size in ((1, 40), (2, 60)):
        paper.add_paragraph(f"{number}. Which figure comes next? ")
        figure(size)
        for place, letter in enumerate("abc"):
            paper.add_paragraph(f"({letter}) ")
            figure(size + place + 1)
        for line in ("Ans. (b)", "Explanation: It grows. "):
            paper.add_paragraph(line)
        figure(size + 9)
    data = BytesIO()
    paper.save(data)

    page = bring(teacher, ("figures.docx", data.getvalue()))

    assert ticked(page) == [True, True]
    assert [len(each.xpath(".//img")) for each in page.all("//article")] == [5, 5]
    teacher.sends(to=f"{page.path}/store", title="Figures", target="new")
    contents = in_database(
        app,
        lambda session: [
            content_of(version)
            for version in session.scalars(select(ItemVersion).options(*with_content()))
        ],
    )
    page = begin(student, publish(app, contents))
    assert len(page.all("//article[not(@hidden)]//form//img")) == 4
    page = student.sends(page.path, press=("action", "summary"))
    page = student.sends(f"/attempts/{attempt_of(page)}/submit")
    assert len(page.all("//article[1]//img")) == 5
