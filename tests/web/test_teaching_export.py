"""Taking questions out: the formats, what each cannot hold, a choice of questions, the template."""

import pytest
from browsing import Visitor
from databases import CountQueries
from desk import bring_set, in_database
from flask import Flask
from sqlalchemy import select
from test_every_route import check_page

from quizapp.domain.items import ItemType
from quizapp.interchange import formats
from quizapp.interchange.banks import SourceFile
from quizapp.models import QuestionSetItem


def items_of(app: Flask, set_id: int) -> list[int]:
    found = in_database(
        app,
        lambda session: list(
            session.scalars(
                select(QuestionSetItem.item_id)
                .where(QuestionSetItem.set_id == set_id)
                .order_by(QuestionSetItem.position)
            )
        ),
    )
    assert isinstance(found, list)
    return found


def test_a_set_can_be_had_in_every_format(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Councils", slug="councils")
    teacher.opens(f"/teach/sets/{number}")

    page = teacher.opens(f"/teach/sets/{number}/export")

    check_page(page)
    assert "3 questions of “Councils”." in page.text("//h1/..")
    addresses = page.all("//*[@aria-labelledby='as-files']//a/@href")
    names = [address.rpartition("/")[2] for address in addresses]
    assert names == [name for name in formats.WRITABLE if name != "print"]
    for name, address in zip(names, addresses, strict=True):
        answer = teacher.client.get(f"{address}?anyway=1")
        chosen = formats.FORMATS[name]
        assert answer.status_code == 200
        assert answer.mimetype == chosen.media_type
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert "councils" in disposition
        assert f".{chosen.extensions[0]}" in disposition
        if chosen.read is not None:
            reading = formats.read(SourceFile(answer.data, "councils"), name)
            assert len(reading.complete) == 3


def test_what_a_format_cannot_hold_is_shown_before_the_file(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Councils")
    page = teacher.opens(f"/teach/sets/{number}/export")
    aiken = page.one("//li[.//a[text()='Aiken (Moodle)']]")
    assert "cannot hold" in aiken.text_content()

    page = teacher.opens(f"/teach/sets/{number}/export/aiken")

    check_page(page)
    assert page.text("//h1") == "What the file cannot hold"
    (loss,) = page.all("//li[contains(., 'Aiken holds no explanation')]")
    assert "Questions 1, 2, 3" in loss.text_content()
    (anyway,) = page.all("//a[normalize-space()='Download anyway']/@href")
    assert teacher.opens(anyway).response.mimetype == "text/plain"


def test_only_the_chosen_questions_are_exported(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app)
    first, _, third = items_of(app, number)
    page = teacher.opens(f"/teach/sets/{number}")
    assert len(page.all("//input[@name='item'][@form='selection']")) == 3
    check_page(page)

    page = teacher.opens(f"/teach/sets/{number}/export?item={third}&item={first}")

    assert "2 questions" in page.text("//h1/..")
    (address,) = page.all("//a[text()='CSV']/@href")
    data = teacher.client.get(f"{address}&anyway=1").data
    assert len(formats.read(SourceFile(data, "a.csv")).complete) == 2
    (printing,) = page.all("//a[normalize-space()='Print']/@href")
    assert "2 questions" in teacher.opens(printing).text("//h1/..")


@pytest.mark.parametrize("path", ["export", "export/csv", "print"])
def test_questions_of_another_set_are_not_taken_along(
    app: Flask, teacher: Visitor, path: str
) -> None:
    mine, others = bring_set(app), bring_set(app, owner="someone")
    foreign = items_of(app, others)[0]
    assert teacher.opens(f"/teach/sets/{others}/{path}").status == 404
    page = teacher.opens(f"/teach/sets/{mine}/{path}?item={foreign}")
    assert page.status == 422
    assert "There is no question to export." in page.text()


def test_the_template_is_offered_where_questions_are_added(teacher: Visitor) -> None:
    page = teacher.opens("/teach/questions/add")
    addresses = page.all("//a[contains(@href, '/teach/templates/')]/@href")
    assert addresses == ["/teach/templates/xlsx", "/teach/templates/csv"]


def test_an_unknown_format_is_not_found(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app)
    assert teacher.opens(f"/teach/sets/{number}/export/docx").status == 404
    assert teacher.opens("/teach/templates/docx").status == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_shows_each_type(teacher: Visitor, kind: str) -> None:
    answer = teacher.client.get(f"/teach/templates/{kind}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    reading = formats.read(SourceFile(answer.data, f"template.{kind}"), kind)
    assert {item.content.type for item in reading.complete} == set(ItemType)


def test_more_questions_need_no_more_queries(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    few_questions, many_questions = bring_set(app), bring_set(app, items__size=30)
    teacher.opens(f"/teach/sets/{few_questions}/export")
    with count_queries() as few:
        teacher.opens(f"/teach/sets/{few_questions}/export")
    with count_queries() as many:
        teacher.opens(f"/teach/sets/{many_questions}/export")
    assert len(many) == len(few)
