"""A student's own article on the pages."""

from pathlib import Path

from browsing import Page, Visitor
from desk import problems
from quizzing import answer, attempt_of

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = (ROOT / "questions/samples/india-japan-cyber-security.txt").read_text(encoding="utf-8")
FORM = "/practice/articles/new"
MARK = "Not reviewed by a teacher"


def paste(who: Visitor, text: str = ARTICLE, **fields: str) -> Page:
    who.opens(FORM)
    return who.sends(FORM, text=text, **fields)


def test_an_article_is_practised_and_says_everywhere_that_nobody_reviewed_it(
    student: Visitor,
) -> None:
    page = paste(student, count="5")

    assert page.path.startswith("/quizzes/")
    assert MARK in page.text()
    number = page.path.split("/")[2]
    assert MARK in student.opens("/tests").text()
    student.opens(f"/quizzes/{number}")
    page = student.sends(f"/quizzes/{number}/attempts")
    assert MARK in page.text()
    attempt = attempt_of(page)
    student.opens(f"/attempts/{attempt}/questions/1")
    answer(student, "0")
    student.opens(f"/attempts/{attempt}/summary")
    page = student.sends(f"/attempts/{attempt}/submit")
    assert MARK in page.text()
    assert "Report" not in page.text("//article[contains(@class, 'result-item')]//footer[1]")


def test_it_is_the_students_alone(student: Visitor, teacher: Visitor, admin: Visitor) -> None:
    path = paste(student).path

    assert teacher.opens(path).status == 404
    assert teacher.posts(f"{path}/attempts").status == 404
    assert "cyber" not in teacher.opens("/quizzes").text("//main").casefold()
    assert not admin.opens("/teach/articles").all("//main//a[contains(@href, '/review')]")


def test_too_few_questions_are_told_kindly_and_the_text_stays(student: Visitor) -> None:
    text = (
        "A bridge over the Kosi was opened in the town on Friday.\n\nPeople from both sides came to"
        " walk over it, and said that they were glad. The minister thanked the engineers and the"
        " workers for what they had done in the last years."
    )

    page = paste(student, text)

    assert page.status == 422
    assert "Take an article that reports facts" in " ".join(problems(page))
    assert page.form(FORM).fields["text"].strip() == text


def test_an_article_in_another_language_and_an_empty_one_are_refused(student: Visitor) -> None:
    hindi = "भारत और जापान ने साइबर सुरक्षा पर बातचीत की। " * 20
    page = paste(student, hindi)
    assert page.status == 422
    assert "Take an English version of it." in " ".join(problems(page))
    assert page.form(FORM).fields["text"].strip() == hindi.strip()

    assert "Paste the text of an article." in problems(paste(student, ""))


def test_many_articles_in_an_hour_are_slowed_down_with_the_text_kept(student: Visitor) -> None:
    for _ in range(10):
        assert paste(student, "Too short to ask about.").status == 422

    page = paste(student)

    assert page.status == 429
    assert "Many articles were sent" in " ".join(problems(page))
    assert page.form(FORM).fields["text"].strip() == ARTICLE.strip()


def test_a_teacher_comes_to_the_form_for_teachers(teacher: Visitor) -> None:
    assert teacher.opens(FORM).path == "/teach/articles/new"
