"""Publishing, and what became of a quiz."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from browsing import Page, Visitor
from databases import CountQueries
from desk import (
    bring_article,
    bring_quiz,
    bring_set,
    in_database,
    owner_of,
    problems,
    stored_statuses,
)
from flask import Flask
from quizzing import RIGHT, WRONG, begin, take
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.disclosure import DISCLOSURES, Disclosed, Disclosure
from quizapp.domain.quotas import Quota
from quizapp.domain.sections import Section
from quizapp.models import ItemStatus, Quiz, QuizStatus
from quizapp.models.users import Role
from quizapp.web.i18n import TIMEZONE_COOKIE

ACCEPTED = ItemStatus.ACCEPTED


def quizzes(app: Flask) -> int:
    return in_database(app, lambda session: session.scalar(select(func.count(Quiz.id))))


def the_quiz(app: Flask) -> Quiz:
    def look(session: Session) -> Quiz:
        found = session.scalars(select(Quiz)).one()
        session.expunge(found)
        return found

    return in_database(app, look)


def publish_form(app: Flask, teacher: Visitor, accepted: int = 3) -> str:
    """Open the form of publishing an article; returns its address."""
    path = f"/teach/articles/{bring_article(app, [ACCEPTED] * accepted)}/publish"
    teacher.opens(path)
    return path


def choice(page: Page, value: str) -> str:
    label = page.one(f"//input[@name='preset'][@value='{value}']/ancestor::label")
    return " ".join(label.text_content().split())


def test_each_exam_says_its_marks_year_and_source(app: Flask, teacher: Visitor) -> None:
    publish_form(app, teacher)
    page = teacher.page

    check_page(page)
    assert page.one("//input[@name='title']").get("value") == "Towns meet"
    upsc = choice(page, "upsc-prelims-gs1/0")
    assert upsc.startswith(
        "UPSC Prelims: General Studies I 2025 right +2 · wrong −2/3 · blank 0"
        " 4 min for these questions"
    )
    assert "Union Public Service Commission" in upsc
    assert "right +1 1/7 · wrong −2/7" in choice(page, "ibps-po-prelims/2")
    assert "blank −1/3 · “not attempted” 0" in choice(page, "bpsc-prelims/0")
    assert "no clock of its own" in choice(page, "practice/0")


def test_an_article_becomes_a_quiz(app: Flask, teacher: Visitor) -> None:
    publish_form(app, teacher)

    page = teacher.sends(title="Towns, week 11", preset="ibps-po-prelims/1")

    check_page(page)
    quiz = the_quiz(app)
    assert page.path == f"/teach/quizzes/{quiz.id}"
    assert page.text("//h1") == "Towns, week 11"
    assert quiz.preset == "ibps-po-prelims"
    assert Section.from_data(quiz.sections[0]).scheme.right == Fraction(6, 7)
    assert quiz.minutes == 2
    assert (quiz.shuffle_items, quiz.shuffle_options) == (True, True)
    assert Disclosure.from_data(quiz.disclosure) == DISCLOSURES["at-once"]
    assert (quiz.opens_at, quiz.closes_at) == (None, None)


def test_the_same_form_twice_is_one_quiz(app: Flask, teacher: Visitor) -> None:
    publish_form(app, teacher)
    form = teacher.page

    first = teacher.sends(preset="upsc-prelims-gs1/0")
    teacher.page = form
    second = teacher.sends(preset="upsc-prelims-gs1/0")

    assert first.path == second.path
    assert quizzes(app) == 1


def test_rules_of_ones_own(app: Flask, teacher: Visitor) -> None:
    path = publish_form(app, teacher)
    teacher.client.set_cookie(TIMEZONE_COOKIE, "Asia/Kolkata")
    form = teacher.opens(path).form()
    for name in ("shuffle_items", "shuffle_options"):
        del form.xpath(f".//input[@name='{name}']")[0].attrib["checked"]

    teacher.sends(
        mode="mock",
        timing="own",
        minutes="7",
        disclosure="marks-at-once",
        opens_at="2026-03-20T09:00",
        closes_at="2026-03-21T09:30",
    )

    quiz = the_quiz(app)
    assert quiz.minutes == 7
    assert (quiz.shuffle_items, quiz.shuffle_options) == (False, False)
    assert Disclosure.from_data(quiz.disclosure) == DISCLOSURES["marks-at-once"]
    assert quiz.opens_at == datetime(2026, 3, 20, 3, 30, tzinfo=UTC)
    assert quiz.closes_at == datetime(2026, 3, 21, 4, 0, tzinfo=UTC)


def test_no_time_limit_can_be_chosen(app: Flask, teacher: Visitor) -> None:
    publish_form(app, teacher)
    teacher.sends(preset="upsc-prelims-gs1/0", timing="none")

    assert the_quiz(app).minutes is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": " "}, "Enter the title that students will see."),
        ({"timing": "own"}, "Enter how many minutes students have."),
        ({"timing": "own", "minutes": "0"}, "Enter a number of minutes from 1 to 1440."),
        (
            {"opens_at": "2026-03-20T09:00", "closes_at": "2026-03-20T08:00"},
            "A quiz must close after it opens; choose a later time.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    fields: dict[str, str], told: str, app: Flask, teacher: Visitor
) -> None:
    publish_form(app, teacher)

    page = teacher.sends(**{"title": "Kept", "preset": "bpsc-prelims/0", **fields})

    check_page(page)
    assert page.status == 422
    assert problems(page) == [told]
    for name, value in {"title": "Kept", **fields}.items():
        held = page.all(f"//input[@name='{name}'][@type!='radio' or @checked]/@value")
        assert held == [value.strip()], name
    assert page.one("//input[@name='preset'][@checked]").get("value") == "bpsc-prelims/0"
    assert quizzes(app) == 0


@pytest.mark.parametrize("value", ["", "made-up/0", "practice/9", "practice/x"])
def test_tampered_rules_are_refused_or_harmless(value: str, app: Flask, teacher: Visitor) -> None:
    path = publish_form(app, teacher)
    fields = {**dict(teacher.page.form().form_values()), "preset": value, "questions": "x"}

    page = teacher.posts(path, fields)

    assert page.status == (303 if value == "practice/x" else 422)
    assert quizzes(app) == (1 if value == "practice/x" else 0)


def test_what_is_not_reviewed_stays_behind(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, [ACCEPTED, ItemStatus.DRAFT, ItemStatus.REJECTED])
    path = f"/teach/articles/{article}/publish"
    assert "1 question is not reviewed yet" in teacher.opens(path).text()

    teacher.sends()

    assert stored_statuses(app, article) == [
        ItemStatus.PUBLISHED,
        ItemStatus.DRAFT,
        ItemStatus.REJECTED,
    ]


def test_without_accepted_questions_there_is_no_form(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/articles/{bring_article(app)}/publish"

    page = teacher.opens(path)

    check_page(page)
    assert "No question is accepted yet" in page.text()
    fields = {"title": "T", "preset": "practice/0", "timing": "none", "disclosure": "at-once"}
    assert teacher.posts(path, fields).status == 409
    assert quizzes(app) == 0


def test_a_set_is_published_again_under_other_rules(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/sets/{bring_set(app)}/publish"
    for preset in ("practice/0", "bpsc-prelims/0", "bpsc-prelims/0"):
        teacher.opens(path)
        page = teacher.sends(preset=preset)
        assert page.status == 200

    assert quizzes(app) == 2


def test_a_quiz_is_closed_and_opened_again(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/quizzes/{bring_quiz(app)}"
    check_page(teacher.opens(path))

    for action, status in (("close", QuizStatus.CLOSED), ("reopen", QuizStatus.OPEN)):
        page = teacher.sends(f"{path}/{action}")
        assert the_quiz(app).status is status
        assert status.value.title() in page.text("//header[@class='page-header']")
        assert teacher.posts(f"{path}/{action}").status == 303, "twice is no mistake"


def test_taking_a_quiz_back_asks_once(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, [ACCEPTED])
    teacher.opens(f"/teach/articles/{article}/publish")
    page = teacher.sends()
    link = page.one("//a[contains(@href, '/unpublish')]").get("href")
    check_page(teacher.opens(link))
    assert quizzes(app) == 1

    page = teacher.sends(link)

    assert page.path == "/teach/quizzes"
    assert quizzes(app) == 0
    assert stored_statuses(app, article) == [ACCEPTED]


def test_a_quiz_that_was_taken_is_not_taken_back(
    app: Flask, teacher: Visitor, student: Visitor
) -> None:
    quiz = bring_quiz(app)
    path = f"/teach/quizzes/{quiz}/unpublish"
    teacher.opens(path)
    begin(student, quiz)

    page = teacher.sends(path)

    check_page(page)
    assert page.status == 409
    assert quizzes(app) == 1
    assert "unpublish" not in teacher.opens(f"/teach/quizzes/{quiz}").source


def test_how_each_question_did(app: Flask, teacher: Visitor, student: Visitor) -> None:
    quiz = bring_quiz(app, shuffle_items=False, shuffle_options=False)
    path = f"/teach/quizzes/{quiz}"
    assert "Nobody has submitted yet" in teacher.opens(path).text()
    # The key of these questions is their first option.
    take(student, quiz, [WRONG, RIGHT, None])
    begin(student, quiz)

    page = teacher.opens(path)

    check_page(page)
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
        for row in page.all("//table[contains(@class, 'bars')]/tbody/tr")
    ]
    assert rows == [
        ["100%", "1 of 1", "0", "A (key): 1, B: 0, C: 0, D: 0", "–"],
        ["0%: look at this one again", "0 of 1", "0", "A (key): 0, B: 1, C: 0, D: 0", "–"],
        ["0%: look at this one again", "0 of 1", "1", "A (key): 0, B: 0, C: 0, D: 0", "–"],
    ]
    assert "1 1/3 of 6" in page.text("//*[@aria-labelledby='attempts']")
    result = page.one("//*[@aria-labelledby='attempts']//tbody//a").get("href")
    assert teacher.opens(result).status == 200


def test_more_attempts_and_quizzes_need_no_more_queries(
    app: Flask, teacher: Visitor, sign_up: object, count_queries: CountQueries
) -> None:
    quiz = bring_quiz(app)
    paths = [f"/teach/quizzes/{quiz}", "/teach/quizzes", "/teach/sets", "/teach"]

    def another(number: int) -> None:
        bring_quiz(app)
        who = Visitor(app).has_session_of(sign_up(f"student-{number}", Role.STUDENT))
        take(who, quiz, [RIGHT, WRONG, RIGHT])

    another(0)
    counts = []
    for number in range(1, 5, 3):
        for path in paths:
            teacher.opens(path)
        with count_queries() as counted:
            for path in paths:
                assert teacher.opens(path).status == 200
        counts.append(len(counted))
        for more in range(3):
            another(number + more)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["", "/unpublish"])
def test_somebody_elses_quiz_is_not_there(page: str, app: Flask, teacher: Visitor) -> None:
    quiz = bring_quiz(app, owner="other", title="Their quiz")

    assert teacher.opens(f"/teach/quizzes/{quiz}{page}").status == 404
    assert "Their quiz" not in teacher.opens("/teach/quizzes").text()


@pytest.mark.parametrize("action", ["close", "reopen", "unpublish"])
def test_nothing_can_be_done_to_somebody_elses_quiz(
    action: str, app: Flask, teacher: Visitor
) -> None:
    quiz = bring_quiz(app, owner="other")

    assert teacher.posts(f"/teach/quizzes/{quiz}/{action}").status == 404
    assert the_quiz(app).status is QuizStatus.OPEN
    assert in_database(app, lambda session: owner_of(session, "other").username) == "other"


def test_a_paper_may_draw_some_of_the_questions(app: Flask, teacher: Visitor) -> None:
    publish_form(app, teacher)

    page = teacher.sends(**{"preset": "upsc-prelims-gs1/0", "draws-0-questions": "90"})
    check_page(page)
    assert page.status == 422
    assert problems(page) == ["There are only 3 questions to draw from."]

    page = teacher.sends(**{"draws-0-questions": "", "draws-0-quotas-0-topic": "history"})
    assert problems(page) == ["Enter how many of these."]
    page = teacher.sends(**{"draws-0-quotas-0-topic": "", "draws-0-quotas-0-questions": "1"})
    assert "Choose a topic or a difficulty for these." in problems(page)

    page = teacher.sends(
        **{
            "draws-0-questions": "2",
            "draws-0-quotas-0-topic": "history",
            "draws-0-quotas-0-difficulty": "hard",
            "draws-0-quotas-0-questions": "1",
        }
    )
    check_page(page)
    quiz = the_quiz(app)
    (section,) = (Section.from_data(each) for each in quiz.sections)
    assert (section.questions, section.quotas) == (
        2,
        (Quota(1, "history", Difficulty.HARD),),
    )
    assert quiz.minutes == 3


def test_a_teacher_chooses_what_is_shown_when(app: Flask, teacher: Visitor) -> None:
    path = publish_form(app, teacher)
    form = teacher.opens(path).form()
    for moment, ticked in {
        "submitted": {"marks"},
        "later": set(),
        "closed": {"marks", "answers", "comparison"},
    }.items():
        for box in form.xpath(f".//input[@name='shown_{moment}']"):
            box.attrib.pop("checked", None)
            if box.get("value") in ticked:
                box.set("checked", "")
    page = teacher.sends(preset="upsc-prelims-gs1/0", disclosure="own")

    check_page(page)
    assert Disclosure.from_data(the_quiz(app).disclosure) == Disclosure(
        submitted=frozenset({Disclosed.MARKS}),
        closed=frozenset({Disclosed.MARKS, Disclosed.ANSWERS, Disclosed.COMPARISON}),
    )
    rows = [
        " ".join(row.text_content().split())
        for row in page.all("//table[caption[.='What is shown when']]/tbody/tr")
    ]
    assert rows == [
        "In the hour after submitting shown hidden hidden hidden",
        "Later, while the quiz is open hidden hidden hidden hidden",
        "When the quiz is closed shown shown hidden shown",
    ]


def test_boxes_that_give_away_what_is_hidden_are_refused_and_kept(
    app: Flask, teacher: Visitor
) -> None:
    path = publish_form(app, teacher)
    form = teacher.opens(path).form()
    for box in form.xpath(".//input[@name='shown_closed'][@value='marks']"):
        del box.attrib["checked"]
    page = teacher.sends(preset="upsc-prelims-gs1/0", disclosure="own")

    assert page.status == 422
    assert "Right answers give the marks away" in page.text("//*[@id='error-summary']")
    ticked = [
        box.get("value") for box in page.form().xpath(".//input[@name='shown_closed'][@checked]")
    ]
    assert ticked == ["answers", "explanations", "comparison"]
    assert quizzes(app) == 0


@pytest.mark.parametrize(
    ("preset", "said"),
    [
        ("at-once", "Everything right after submitting"),
        ("after-closing", "Nothing until the quiz is closed"),
    ],
)
def test_the_page_of_a_quiz_says_what_students_see(
    app: Flask, teacher: Visitor, preset: str, said: str
) -> None:
    publish_form(app, teacher)
    page = teacher.sends(preset="upsc-prelims-gs1/0", disclosure=preset)

    assert said in page.text("//*[@aria-labelledby='rules']")
