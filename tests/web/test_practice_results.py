"""The summary, submitting, and the result of an attempt."""

from collections.abc import Callable

import pytest
from browsing import Page, Visitor
from databases import CountQueries
from factories import use_session
from flask import Flask
from quizzing import (
    RIGHT,
    WITH_BUBBLE,
    WRONG,
    answer,
    attempt_of,
    begin,
    let_time_pass,
    publish,
    question,
    take,
)
from taking import records, taken
from test_every_route import check_page

from quizapp.models import Quiz, QuizStatus, ResponseRecord, User
from quizapp.models.users import Role
from quizapp.web.transactions import writing


def tiles(page: Page) -> dict[str, str]:
    """The figures of the result, by their labels."""
    return {
        " ".join(tile.xpath("string(dt)").split()): " ".join(tile.xpath("string(dd)").split())
        for tile in page.all("//dl[@class='stats']/div")
    }


def shown(page: Page) -> list[str]:
    """The questions that a result shows."""
    return [heading.text_content() for heading in page.all("//article//h3")]


def test_the_summary_counts_states_and_asks_once(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 4, scheme=WITH_BUBBLE))
    attempt = attempt_of(student.page)
    answer(student, RIGHT)
    answer(student, None, "mark")

    page = student.opens(f"/attempts/{attempt}/summary")

    check_page(page)
    assert "1 of 4 answered; 3 questions are still open." in page.text()
    assert "nothing marked at all costs 1/3 mark" in page.text()
    legend = page.text("//ul[@class='palette-legend']")
    assert legend.startswith("1 Answered (1)")
    assert len(page.all("//nav[@data-palette]//a")) == 4
    # Back leads to the first question that is open.
    back = page.one("//a[contains(., 'Back to the questions')]")
    assert back.get("href") == f"/attempts/{attempt}"


def test_resuming_leads_to_where_one_was(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 3))
    attempt = attempt_of(student.page)
    answer(student, RIGHT)

    room = student.opens(f"/attempts/{attempt}")
    assert room.one("//article[not(@hidden)]").get("id") == "question-2"


def test_the_result_is_exact(app: Flask, student: Visitor) -> None:
    page = take(student, publish(app, 4), [RIGHT, RIGHT, WRONG, None])

    check_page(page)
    assert page.title() == "Result: The laws · quizapp"
    assert page.text("//p[@class='score-marks']") == "3 1/3 of 8 marks"
    assert page.text("//p[@class='score-percent']") == "41.7%"
    assert tiles(page) == {
        "Right": "2",
        "Wrong": "1",
        "Blank": "1",
        "Marks lost to wrong answers": "2/3",
        "Accuracy: right of those answered": "67%",
        "Marks that blind guessing gives on average": "0",
    }
    topics = [" ".join(" ".join(row.itertext()).split()) for row in page.all("//table//tbody/tr")]
    assert sorted(topics) == ["Economy 1 of 2 0 2/3", "Polity and governance 1 of 1 1 0"]


def test_every_question_is_explained_with_its_source(app: Flask, student: Visitor) -> None:
    page = take(student, publish(app, 2), [WRONG, RIGHT])

    first, second = page.all("//article")
    words = " ".join(first.text_content().split())
    assert "Wrong" in words
    assert "−2/3 mark" in words
    assert "wrong a1 Your answer" in words
    assert "the right 1 Right answer" in words
    assert "Rule 1 says so." in words
    assert first.xpath("string(.//blockquote)").strip() == (
        "The sum of rule 1 is the right 1, says the law."
    )
    assert first.xpath("string(.//mark)") == "the right 1"
    link = first.xpath(".//figcaption/a")[0]
    assert link.get("href") == "https://law.example/1"
    assert "noopener" in link.get("rel")
    assert "The gazette" in words
    assert "Right answer, and yours" in " ".join(second.text_content().split())


def test_penalised_blanks_and_bubbles_are_told_apart(app: Flask, student: Visitor) -> None:
    page = take(student, publish(app, 3, scheme=WITH_BUBBLE), [RIGHT, "not-attempted", None])

    assert page.text("//p[@class='score-marks']") == "2/3 of 3 marks"
    assert tiles(page)["Not attempted"] == "1"
    assert tiles(page)["Marks lost to blanks"] == "1/3"
    assert "Nothing at all was marked, and this test deducts for that." in page.text()


def test_filters_show_what_was_asked_for(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 4))
    attempt = attempt_of(student.page)
    for choice, press in ((RIGHT, "mark"), (WRONG, "next"), (None, "next"), (WRONG, "next")):
        answer(student, choice, press)
    student.sends(f"/attempts/{attempt}/submit")

    def ask(which: str) -> list[str]:
        return shown(student.opens(f"/attempts/{attempt}/result?show={which}"))

    assert ask("wrong") == ["Question 2", "Question 4"]
    assert ask("blank") == ["Question 3"]
    assert ask("marked") == ["Question 1"]
    assert len(ask("all")) == len(ask("nonsense")) == 4


def test_a_filter_that_finds_nothing_says_so(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 1), [RIGHT])
    path = student.page.path

    assert "No wrong answers" in student.opens(f"{path}?show=wrong").text()
    assert "Nothing here" in student.opens(f"{path}?show=marked").text()


def test_a_long_result_comes_in_pages_and_leads_to_one_question(
    app: Flask, student: Visitor
) -> None:
    begin(student, publish(app, 27))
    attempt = attempt_of(student.page)
    student.opens(f"/attempts/{attempt}/summary")
    first = student.sends(f"/attempts/{attempt}/submit")

    assert len(first.all("//article")) == 25
    assert shown(student.opens(f"{first.path}?page=2")) == ["Question 26", "Question 27"]
    assert "Question 27" in shown(student.opens(f"{first.path}?question=27"))
    assert len(student.opens(f"{first.path}?page=-4&question=nonsense").all("//article")) == 25
    # Every question has its square, whatever page is shown.
    assert len(first.all("//details[@class='result-squares']//a")) == 27


def test_submitting_twice_is_once(app: Flask, student: Visitor) -> None:
    page = take(student, publish(app, 2), [RIGHT, WRONG])
    attempt = attempt_of(page)

    again = student.posts(f"/attempts/{attempt}/submit")

    assert again.status == 303
    assert student.opens(again.location).text("//p[@class='score-marks']") == "1 1/3 of 4 marks"


def test_what_is_submitted_leads_to_its_result_with_a_word(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(take(student, publish(app, 2), [RIGHT, WRONG]))

    for path in ("", "/questions/1", "/summary"):
        page = student.opens(f"/attempts/{attempt}{path}")
        assert page.path == f"/attempts/{attempt}/result"
        assert "submitted" in page.text("//div[contains(@class, 'flashes')]")
    fields = {"option": RIGHT, "revision": "1"}
    late = student.posts(f"/attempts/{attempt}/questions/2", fields)
    assert (late.status, late.location) == (303, f"/attempts/{attempt}/result")
    assert "1 1/3 of 4 marks" in student.opens(late.location).text()


@pytest.mark.parametrize("path", ["", "/questions/1", "/summary", "/result"])
def test_the_clock_submits_by_itself(path: str, app: Flask, student: Visitor) -> None:
    begin(student, publish(app, 2))
    attempt = attempt_of(student.page)
    answer(student, RIGHT)
    let_time_pass(app, attempt, 11)

    page = student.opens(f"/attempts/{attempt}{path}")

    assert page.path == f"/attempts/{attempt}/result"
    assert "submitted by itself with the answers saved until then" in page.text()
    assert page.text("//p[@class='score-marks']") == "2 of 4 marks"


def test_a_form_that_comes_too_late_is_not_counted(app: Flask, student: Visitor) -> None:
    form = begin(student, publish(app, 2))
    let_time_pass(app, attempt_of(form), 11)

    page = answer(student, RIGHT)

    assert page.path.endswith("/result")
    assert "time is up" in page.text()
    assert tiles(page)["Right"] == "0"


def test_the_result_of_an_attempt_in_progress_leads_back(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app, 2)))

    page = student.opens(f"/attempts/{attempt}/result")

    assert page.path == f"/attempts/{attempt}/summary"
    assert "still going on" in page.text()


def test_answers_wait_until_the_quiz_is_closed_where_the_teacher_wants_so(
    app: Flask, student: Visitor
) -> None:
    page = take(student, publish(app, 2, shown="marks-at-once"), [RIGHT, WRONG])

    assert page.text("//p[@class='score-marks']") == "1 1/3 of 4 marks"
    assert "Answers come later" in page.text()
    assert "Rule 1 says so" not in page.source
    check_page(page)


def test_the_teacher_of_the_quiz_sees_it_and_others_do_not(
    app: Flask, student: Visitor, sign_up: Callable[..., int]
) -> None:
    quiz = publish(app, 2)
    attempt = attempt_of(begin(student, quiz))
    with app.app_context(), writing() as session:
        owner = session.query(User).filter_by(role=Role.TEACHER).one().id
    teacher = Visitor(app).has_session_of(owner)
    stranger = Visitor(app).has_session_of(sign_up("stranger", Role.TEACHER))

    assert teacher.opens(f"/attempts/{attempt}/result").status == 409
    student.posts(f"/attempts/{attempt}/submit")

    page = teacher.opens(f"/attempts/{attempt}/result")
    assert page.text("//h1") == "Result of Some-Student"
    assert not page.all("//button[contains(., 'Take it again')]")
    assert stranger.opens(f"/attempts/{attempt}/result").status == 404


def test_taking_it_again_compares_with_the_time_before(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 2)
    first = take(student, quiz, [RIGHT, WRONG])
    again = attempt_of(student.sends(f"/quizzes/{quiz}/attempts"))
    assert again != attempt_of(first)
    student.opens(f"/attempts/{again}/questions/1")
    for choice in (RIGHT, RIGHT):
        answer(student, choice)
    better = student.sends(f"/attempts/{again}/submit")
    assert "66.7 percentage points more than the time before" in better.text()
    assert "less than the time before" in take(student, quiz, [WRONG, WRONG]).text()
    assert "Just as much" in take(student, quiz, [WRONG, WRONG]).text()


def test_the_result_stands_among_those_of_others(app: Flask, student: Visitor) -> None:
    quiz_id = publish(app, 3)
    with app.app_context(), writing() as session:
        use_session(session)
        for wanted in ("rrr", "rr-", "rr-", "r--", "www"):
            for record in records(session, taken(session, session.get_one(Quiz, quiz_id), wanted)):
                record.visited, record.time_ms = True, 61_000

    page = take(student, quiz_id, [RIGHT, RIGHT, RIGHT])

    check_page(page)
    among = page.text("//section[@aria-labelledby='comparison']")
    assert "Rank 1 of 6" in among
    assert "Percentile 100" in among
    assert "others on average 1 min 1 s" in page.text("//article[@id='question-2']")
    with app.app_context(), writing() as session:
        session.get_one(ResponseRecord, (attempt_of(page), 2)).time_ms = 300_000
    page = student.opens(f"{page.path}?show=slow")
    check_page(page)
    assert [each.get("id") for each in page.all("//article")] == ["question-2"]
    assert "as others took on average" in page.text("//main")


def test_the_result_comes_in_the_language_of_the_questions(app: Flask, student: Visitor) -> None:
    begin(student, publish(app, [question(1, hindi=True)]))
    student.sends(student.page.path, press=("language", "hi"), option=RIGHT)
    attempt = attempt_of(student.page)
    student.opens(f"/attempts/{attempt}/summary")

    page = student.sends(f"/attempts/{attempt}/submit")

    assert page.one("//*[contains(@class, 'stem')]").get("lang") == "hi"
    assert "नियम 1 यही कहता है।" in page.text()


def test_a_longer_result_needs_no_more_queries(
    app: Flask, student: Visitor, count_queries: CountQueries
) -> None:
    paths = [
        take(student, publish(app, size, title=f"Of {size}"), [RIGHT] * size).path
        for size in (2, 12)
    ]
    counts = []
    for path in paths:
        student.opens(path)
        with count_queries() as counted:
            student.opens(path)
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_marks_that_are_kept_back_stand_nowhere(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 2, shown="after-closing")
    page = take(student, quiz, [RIGHT, WRONG])
    attempt = attempt_of(page)

    assert "Your test is submitted" in page.text()
    assert "once this quiz is closed" in page.text()
    check_page(page)
    for path in (page.path, f"/quizzes/{quiz}", "/quizzes", "/progress", "/"):
        shown = student.opens(path)
        assert "33%" not in shown.text(), path
        assert "1 1/3" not in shown.text(), path
        check_page(shown)
    assert "1 test whose marks are not shown now" in student.opens("/progress").text()
    assert "marks not shown now" in student.opens("/quizzes").text()
    page = student.opens(f"/quizzes/{quiz}")
    assert page.text("//*[@aria-labelledby='shown']//dl").startswith(
        "In the hour after submitting Nothing Later, while the quiz is open Nothing When"
    )
    with app.app_context(), writing() as session:
        session.get_one(Quiz, quiz).status = QuizStatus.CLOSED
    assert "33.3%" in student.opens(f"/attempts/{attempt}/result").text()
