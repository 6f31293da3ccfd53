"""Sets: looking at them, renaming them, their files in and out."""

from io import BytesIO

import pytest
from browsing import Page, Visitor
from databases import CountQueries
from desk import HOST, bring_set, in_database, problems
from flask import Flask
from sqlalchemy import func, select
from test_every_route import check_page

from quizapp.models import QuestionSet

IMPORT = "/teach/sets/import"


def sets(app: Flask) -> int:
    return in_database(app, lambda session: session.scalar(select(func.count(QuestionSet.id))))


def send_file(who: Visitor, data: bytes | str, name: str = "towns.yaml") -> Page:
    """Import a file, as a browser does."""
    values = dict(who.opens(IMPORT).form().form_values())
    raw = data if isinstance(data, bytes) else data.encode()
    answer = who.client.post(
        IMPORT,
        data={**values, "file": (BytesIO(raw), name)},
        headers={"Origin": HOST},
        follow_redirects=True,
    )
    who.page = Page(answer)
    return who.page


def test_a_set_shows_its_questions_with_their_keys(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Councils")

    page = teacher.opens(f"/teach/sets/{number}")

    check_page(page)
    assert page.text("//h1") == "Councils"
    assert len(page.all("//article//li[@class='is-key']")) == 3
    edit = page.all("//article//a/@href")[0]
    assert edit.endswith(f"?next=/teach/sets/{number}")
    teacher.opens(edit)
    back = teacher.sends(edit.partition("?")[0], stem="When was it?", follow=False).location
    assert back.startswith(f"/teach/sets/{number}#item-")


def test_a_set_is_given_another_title(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/sets/{bring_set(app)}/edit"
    check_page(teacher.opens(path))

    page = teacher.sends(title="", description="About\ntowns")
    assert (page.status, problems(page)) == (422, ["Enter a title."])
    assert page.one("//textarea[@name='description']").text_content().strip() == "About\ntowns"
    assert "control character" in problems(teacher.sends(title="To\x80wns"))[0]
    page = teacher.sends(title="Towns")

    assert page.text("//h1") == "Towns"
    assert "About towns" in page.text("//*[@class='set-description']")


def test_a_set_goes_out_as_a_file_and_comes_back(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Councils", slug="councils")

    file = teacher.opens(f"/teach/sets/{number}/download")

    assert file.response.mimetype == "application/yaml"
    disposition = file.response.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "councils.yaml" in disposition
    page = send_file(teacher, file.source)
    check_page(page)
    assert page.status == 409
    assert "councils" in problems(page)[0]

    page = send_file(teacher, file.source.replace("slug: councils", "slug: councils-again"))

    check_page(page)
    assert page.status == 200
    assert page.text("//h1") == "Councils"
    assert len(page.all("//article")) == 3
    assert sets(app) == 2


def test_every_problem_of_a_file_is_listed_with_line_and_field(
    app: Flask, teacher: Visitor
) -> None:
    good = teacher.opens(f"/teach/sets/{bring_set(app, slug='councils')}/download").source
    bad = good.replace("slug: councils", "slug: others").replace("    key: ", "    kee: ")

    page = send_file(teacher, bad)

    check_page(page)
    assert page.status == 422
    assert "things in it must be changed" in page.text("//*[@role='alert']")
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page.all("//*[@id='problems']//tbody/tr")
    ]
    lines = [number for number, line in enumerate(bad.splitlines(), start=1) if "kee:" in line]
    assert {row[0] for row in rows} >= {str(line) for line in lines}
    assert all(row[1] != "–" and row[2] for row in rows)
    assert sets(app) == 1


@pytest.mark.parametrize("data", [b"", b"\x00\x01\xff", b"- just\n- a list", b"a: [unclosed"])
def test_what_is_no_question_file_is_refused(data: bytes, app: Flask, teacher: Visitor) -> None:
    page = send_file(teacher, data)

    check_page(page)
    assert page.status == 422
    assert page.all("//*[@id='problems']//tbody/tr")
    assert sets(app) == 0


def test_a_file_has_to_be_chosen(teacher: Visitor) -> None:
    teacher.opens(IMPORT)

    page = teacher.sends()

    check_page(page)
    assert (page.status, problems(page)) == (422, ["Choose the question file to import."])


def test_more_questions_need_no_more_queries(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    few_questions, many_questions = bring_set(app), bring_set(app, items__size=45)
    teacher.opens(f"/teach/sets/{few_questions}")
    with count_queries() as few:
        teacher.opens(f"/teach/sets/{few_questions}")
    with count_queries() as many:
        page = teacher.opens(f"/teach/sets/{many_questions}")

    assert len(page.all("//article")) == 45
    assert len(many) == len(few)


@pytest.mark.parametrize("page", ["", "/edit", "/download", "/publish"])
def test_somebody_elses_set_is_not_there(page: str, app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, owner="other", title="Theirs")

    assert teacher.opens(f"/teach/sets/{number}{page}").status == 404
    assert "Theirs" not in teacher.opens("/teach/sets").text()
    if page in {"/edit", "/publish"}:
        assert teacher.posts(f"/teach/sets/{number}{page}", {"title": "Mine"}).status == 404
