"""Composing a paper of several sections out of sets, up to its quiz."""

from browsing import Visitor
from desk import bring_set, in_database, problems
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.domain.sections import Section
from quizapp.models import QuestionSet, QuestionSetItem, Quiz, QuizMode


def test_a_paper_of_three_locked_sections(app: Flask, teacher: Visitor) -> None:
    sources = [bring_set(app, title=f"Source {number}", items__size=4) for number in range(3)]
    page = teacher.opens("/teach/papers/new?exam=ibps-po-prelims")
    check_page(page)
    assert [each.text_content() for each in page.all("//section//h2")] == [
        "English Language",
        "Quantitative Aptitude",
        "Reasoning Ability",
    ]
    # What the exam asks stands there, and is more than these sets have.
    page = teacher.sends(
        title="A mock paper",
        **{f"parts-{place}-set_ids": [str(number)] for place, number in enumerate(sources)},
    )
    assert page.status == 422
    assert "These sets have 4 such questions" in problems(page)[0]
    assert len(problems(page)) == 3

    page = teacher.sends(**{f"parts-{place}-questions": "3" for place in range(3)})
    check_page(page)
    assert page.text("//h1") == "Publish as a quiz"
    page = teacher.sends(timing="exam")

    check_page(page)

    def look(session: Session) -> None:
        quiz = session.scalars(select(Quiz).order_by(Quiz.id.desc())).first()
        sections = [Section.from_data(each) for each in quiz.sections]
        assert [each.minutes for each in sections] == [2, 2, 2]
        assert [str(each.scheme.right) for each in sections] == ["1", "6/7", "8/7"]
        places = session.scalars(
            select(QuestionSetItem.section)
            .where(QuestionSetItem.set_id == quiz.set_id)
            .order_by(QuestionSetItem.position)
        ).all()
        assert places == [0, 0, 0, 1, 1, 1, 2, 2, 2]

    in_database(app, look)


def test_a_paper_of_one_section_is_published_under_its_exam(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, items__size=3)
    teacher.opens("/teach/papers/new?exam=upsc-prelims-gs1")
    page = teacher.sends(
        title="A mock",
        **{
            "parts-0-set_ids": [str(number)],
            "parts-0-questions": "3",
            "parts-0-difficulty": "hard",
        },
    )
    assert "These sets have 0 such questions" in problems(page)[0]
    bank = teacher.opens("/teach/bank")
    items = [each.get("value") for each in bank.all("//input[@name='item']")]
    teacher.sends(
        bank.one("//form[@id='chosen']").get("action"),
        press=("action", "difficulty"),
        item=items,
        level="hard",
    )
    teacher.opens("/teach/papers/new?exam=upsc-prelims-gs1")
    teacher.sends(
        title="A mock",
        **{
            "parts-0-set_ids": [str(number)],
            "parts-0-questions": "3",
            "parts-0-difficulty": "hard",
        },
    )
    assert teacher.page.one("//input[@name='preset' and @checked]").get("value") == (
        "upsc-prelims-gs1/0"
    )

    teacher.sends()

    def look(session: Session) -> None:
        quiz = session.scalars(select(Quiz).order_by(Quiz.id.desc())).first()
        assert quiz.mode is QuizMode.MOCK
        assert [str(Section.from_data(each).scheme.wrong) for each in quiz.sections] == ["-2/3"]

    in_database(app, look)


def test_each_section_needs_a_set_and_no_question_is_taken_twice(
    app: Flask, teacher: Visitor
) -> None:
    number = bring_set(app, items__size=3)
    teacher.opens("/teach/papers/new?exam=ssc-cgl-tier-1")
    page = teacher.sends(title="SSC", **{"parts-0-set_ids": [str(number)], "parts-0-questions": ""})
    assert problems(page) == ["Choose at least one set to take questions from."] * 3

    page = teacher.sends(
        **{f"parts-{place}-set_ids": [str(number)] for place in range(4)},
        **{f"parts-{place}-questions": "1" for place in range(4)},
    )
    assert "have 0 such questions that no section before takes" in problems(page)[0]


def test_sets_of_others_are_neither_offered_nor_taken(app: Flask, teacher: Visitor) -> None:
    bring_set(app, title="Mine")
    number = bring_set(app, owner="somebody-else", title="Theirs alone")
    path = "/teach/papers/new?exam=upsc-prelims-gs1"
    assert "Theirs alone" not in teacher.opens(path).text("//main")

    page = teacher.posts(path, {"title": "Taken", "parts-0-set_ids": str(number)})

    assert page.status in {404, 422}
    assert in_database(app, lambda session: session.scalar(select(func.count(QuestionSet.id)))) == 2


def test_students_compose_nothing(student: Visitor) -> None:
    assert student.opens("/teach/papers/new").status == 403
