"""A teacher takes a paper as a student would, and nothing of it stays."""

import pytest
from browsing import Page, Visitor
from desk import bring_quiz, bring_set, owner_of
from factories import ItemFactory, QuestionSetFactory, QuizFactory, use_session
from flask import Flask
from item_examples import EXAMPLES, NUMERIC
from quizzing import question
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.domain.items import ItemContent
from quizapp.models import Base
from quizapp.web.transactions import writing


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table has."""

    def count(session: Session) -> dict[str, int]:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }

    with app.app_context(), writing() as session:
        return count(session)


def quiz_of(app: Flask, size: int = 3) -> int:
    """A quiz whose right answers are the options B, in the order of the set."""
    with app.app_context(), writing() as session:
        use_session(session)
        owner = owner_of(session)
        items = [ItemFactory(owner=owner, content=question(n)) for n in range(1, size + 1)]
        made = QuestionSetFactory(owner=owner, items=items)
        return QuizFactory(question_set=made, shuffle_items=False, shuffle_options=False).id


def test_a_quiz_is_tried_without_a_trace(app: Flask, teacher: Visitor) -> None:
    quiz = quiz_of(app)
    before = rows(app)

    teacher.opens(f"/teach/quizzes/{quiz}")
    page = teacher.opens(teacher.page.one("//a[.='See it as a student']").get("href"))
    check_page(page)
    assert len(page.all("//main//article")) == 3
    assert "the right 2" in page.text()
    assert "Rule 2 says so" not in page.text()
    result = teacher.sends(f"/teach/quizzes/{quiz}/preview", **{"q1-option": "1", "q2-option": "0"})

    check_page(result)
    outcomes = [each.text_content().split()[0] for each in result.all("//article//header/p")]
    assert outcomes == ["Right", "Wrong", "Left"]
    assert "Rule 2 says so" in result.text()
    assert "1 1/3 of 6 marks" in result.text("//*[@class='score-marks']")
    assert rows(app) == before


def test_a_set_is_tried_under_the_rules_of_its_exam(app: Flask, teacher: Visitor) -> None:
    made = bring_set(app)
    before = rows(app)

    teacher.opens(f"/teach/sets/{made}")
    page = teacher.opens(teacher.page.one("//a[.='Preview']").get("href"))

    check_page(page)
    result = teacher.sends(f"/teach/sets/{made}/preview")
    assert "0 of 3 marks" in result.text("//*[@class='score-marks']")
    assert rows(app) == before


def test_the_same_seed_gives_the_same_paper(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/quizzes/{bring_quiz(app)}/preview"

    def options(page: Page) -> list[str]:
        return [each.text_content() for each in page.all("//span[@class='option-text']")]

    papers = [options(teacher.opens(f"{path}?seed={seed}")) for seed in (1, 1, 2, 3, 4)]

    assert papers[0] == papers[1]
    assert len({tuple(paper) for paper in papers}) > 1
    assert teacher.opens(f"{path}?seed=nonsense").status == 200
    assert teacher.opens(f"{path}?seed=-99999999999999999999").status == 200


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.type)
def test_questions_of_each_type_can_be_tried(
    example: ItemContent, app: Flask, teacher: Visitor
) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        owner = owner_of(session)
        item = ItemFactory(owner=owner, content=example)
        made = QuestionSetFactory(owner=owner, items=[item]).id

    check_page(teacher.opens(f"/teach/sets/{made}/preview"))
    check_page(teacher.sends(f"/teach/sets/{made}/preview"))


def test_what_cannot_be_marked_stays_in_its_field(app: Flask, teacher: Visitor) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        owner = owner_of(session)
        item = ItemFactory(owner=owner, content=NUMERIC)
        made = QuestionSetFactory(owner=owner, items=[item]).id
    path = f"/teach/sets/{made}/preview"
    teacher.opens(path)

    page = teacher.sends(path, **{"q1-entered": "a dozen"})

    check_page(page)
    assert page.status == 422
    assert page.one("//input[@name='q1-entered']").get("value") == "a dozen"
    assert page.text("//*[@id='entered-1-error']").startswith("Error:")


def test_only_who_may_use_it_tries_it(app: Flask, teacher: Visitor, student: Visitor) -> None:
    quiz, made = bring_quiz(app, owner="other"), bring_set(app, owner="other")

    assert teacher.opens(f"/teach/quizzes/{quiz}/preview").status == 404
    assert teacher.opens(f"/teach/sets/{made}/preview").status == 404
    assert student.opens(f"/teach/sets/{made}/preview").status == 403


def test_a_set_without_questions_says_so(app: Flask, teacher: Visitor) -> None:
    with app.app_context(), writing() as session:
        use_session(session)
        made = QuestionSetFactory(owner=owner_of(session), items__size=0).id

    page = teacher.opens(f"/teach/sets/{made}/preview")

    assert page.status == 409
    assert "no questions yet" in page.text()
