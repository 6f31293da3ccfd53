"""My progress and the home page of a student."""

from collections.abc import Callable

from browsing import Visitor
from databases import CountQueries
from flask import Flask
from quizzing import RIGHT, WRONG, attempt_of, begin, let_time_pass, publish, take
from test_every_route import check_page

from quizapp.models.users import Role


def test_before_the_first_test_the_next_step_is_taught(app: Flask, student: Visitor) -> None:
    page = student.opens("/progress")

    check_page(page)
    assert page.one("//div[@class='empty-state']//a").get("href") == "/quizzes"
    assert not page.all("//svg[@class='chart-drawing']")
    home = student.opens("/")
    check_page(home)
    assert "No quiz is open right now" in home.text()
    publish(app, 2)
    assert "Take your first quiz" in student.opens("/").text()


def test_scores_over_time_are_drawn_and_tabled(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 2, title="Two laws")
    take(student, quiz, [RIGHT, WRONG])
    one = student.opens("/progress")
    assert "with the second one there is a line" in one.text()
    take(student, quiz, [RIGHT, RIGHT])

    page = student.opens("/progress")

    check_page(page)
    drawing = page.one("//svg[contains(@class, 'chart-drawing')]")
    assert len(drawing.xpath(".//circle")) == 2
    assert "Two laws: 33%" in drawing.text_content()
    assert "66.7" not in page.text("//figcaption")
    assert "67 percentage points better" in page.text("//figcaption")
    rows = [" ".join(" ".join(row.itertext()).split()) for row in page.all("//figure//tbody/tr")]
    assert len(rows) == 2
    assert rows[0].endswith("Two laws 4 of 4 100%")
    assert rows[1].endswith("Two laws 1 1/3 of 4 33.3%")
    links = [link.get("href") for link in page.all("//ul[@class='attempt-list']//a")]
    assert len(links) == 2
    assert all(link.endswith("/result") for link in links)


def test_a_score_below_zero_stays_in_the_drawing(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 2)
    take(student, quiz, [WRONG, WRONG])
    take(student, quiz, [WRONG, WRONG])

    page = student.opens("/progress")

    assert "−33.3%" in page.text("//figure//tbody")
    assert "−50%" in page.text("//figure")
    assert "as good as those before" in page.text("//figcaption")


def test_worse_results_are_said_kindly(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 2)
    take(student, quiz, [RIGHT, RIGHT])
    take(student, quiz, [WRONG, RIGHT])

    assert "67 percentage points below those before" in student.opens("/progress").text()


def test_topics_are_ordered_by_what_is_to_be_gained(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 4), [WRONG, RIGHT, WRONG, RIGHT])

    rows = student.opens("/progress").all("//table[contains(@class, 'bars')]//tbody/tr")

    words = [" ".join(" ".join(row.itertext()).split()) for row in rows]
    assert words == ["Economy 0 of 2 0 1 1/3", "Polity and governance 2 of 2 0 0"]


def test_what_was_missed_is_to_be_gone_over_until_it_is_right(app: Flask, student: Visitor) -> None:
    quiz = publish(app, 3)
    take(student, quiz, [WRONG, RIGHT, None])
    attempt = attempt_of(student.page)

    page = student.opens("/progress")
    links = [link.get("href") for link in page.all("//ul[@class='revise-list']//a")]
    assert links == [
        f"/attempts/{attempt}/result?question={position}#question-{position}" for position in (1, 3)
    ]
    assert "2 questions were not right" in page.text()
    assert "All 2 questions to go over" in student.opens("/").text()

    take(student, quiz, [RIGHT, RIGHT, RIGHT])
    assert "Nothing: every question you have met was right" in student.opens("/progress").text()
    assert "go over" not in student.opens("/").text()


def test_much_to_go_over_comes_in_pages(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 12), [WRONG] * 12)

    first = student.opens("/progress")
    second = student.opens("/progress?page=2")

    assert len(first.all("//ul[@class='revise-list']/li")) == 10
    assert len(second.all("//ul[@class='revise-list']/li")) == 2


def test_an_attempt_that_ran_out_counts(app: Flask, student: Visitor) -> None:
    attempt = attempt_of(begin(student, publish(app, 2)))
    assert "Go on" in student.opens("/").text()
    let_time_pass(app, attempt, 11)

    page = student.opens("/progress")

    assert f"/attempts/{attempt}/result" in page.source
    assert "Go on" not in student.opens("/").text()


def test_progress_is_ones_own(
    app: Flask, student: Visitor, as_role: Callable[[Role], Visitor]
) -> None:
    take(student, publish(app, 2), [RIGHT, WRONG])

    assert "begins with one quiz" in as_role(Role.TEACHER).opens("/progress").text()


def test_more_attempts_need_no_more_queries(
    app: Flask, student: Visitor, count_queries: CountQueries
) -> None:
    quiz = publish(app, 4)
    take(student, quiz, [WRONG, RIGHT, None, WRONG])
    student.opens("/progress")
    with count_queries() as few:
        student.opens("/progress")
    for _ in range(3):
        take(student, quiz, [WRONG, WRONG, None, WRONG])
    with count_queries() as many:
        student.opens("/progress")

    assert len(many) == len(few)


def test_a_topic_without_answers_claims_nothing(app: Flask, student: Visitor) -> None:
    take(student, publish(app, 2), [RIGHT, None])

    words = student.opens("/progress").text("//table[contains(@class, 'bars')]//tbody")

    assert "none answered" in words
    assert "0 of 0" not in words
