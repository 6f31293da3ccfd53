"""Reviews by a second teacher and comments: the pages."""

from collections.abc import Callable

import pytest
from browsing import Visitor
from desk import bring_article, in_database, item_ids, owner_of, problems
from factories import NOW
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp.domain.second_looks import Verdict
from quizapp.models import Item, ItemComment, ItemReview, ItemStatus
from quizapp.models.users import Role
from quizapp.services import second_looks

MakeVisitor = Callable[[Role], Visitor]


def asked_of_teacher(app: Flask, count: int = 2) -> list[int]:
    """Have another teacher ask some-teacher about so many questions; returns their ids."""
    article = bring_article(app, count, owner="other")
    chosen = item_ids(app, article)

    def do(session: Session) -> None:
        owner_of(session)
        second_looks.ask(
            session,
            chosen,
            who="some-teacher",
            note="Is <b>it</b> fair?",
            actor=owner_of(session, "other"),
            now=NOW,
        )

    in_database(app, do)
    return chosen


def test_a_teacher_decides_about_what_they_were_asked(app: Flask, teacher: Visitor) -> None:
    first, second = asked_of_teacher(app)
    assert "To review: 2 questions of other teachers" in teacher.opens("/teach").text()
    page = teacher.opens("/teach/reviews")
    check_page(page)
    assert len(page.all("//main//li[contains(@class, 'card')]")) == 2

    page = teacher.opens(f"/teach/items/{first}/review")
    check_page(page)
    assert "Is <b>it</b> fair?" in page.text()
    assert "The council of town 1 met in 1901." in page.text("//details")
    page = teacher.sends(f"/teach/items/{first}/review", press=("verdict", "changes"))
    assert page.status == 422
    assert problems(page) == ["Say what needs to be changed."]
    page = teacher.sends(
        f"/teach/items/{first}/review", press=("verdict", "changes"), words="It <i>is</i> not."
    )
    assert page.path == f"/teach/items/{second}/review"
    page = teacher.sends(f"/teach/items/{second}/review", press=("verdict", "good"))
    assert "Nothing else waits for your review." in page.text()
    page = teacher.opens("/teach/reviews?state=decided")
    check_page(page)
    assert "It <i>is</i> not." in page.text()
    assert "Nothing waits for your review" in teacher.opens("/teach/reviews").text()


def test_a_question_that_changed_meanwhile_is_shown_anew_with_what_was_typed(
    app: Flask, teacher: Visitor
) -> None:
    (number,) = asked_of_teacher(app, 1)
    path = f"/teach/items/{number}/review"
    page = teacher.posts(path, {"version": "7", "words": "Typed.", "verdict": "changes"})
    assert page.status == 409
    assert page.one("//textarea[@name='words']").text.strip() == "Typed."
    assert page.one("//input[@name='version']").get("value") == "1"
    page = teacher.posts(path, {"version": "x", "words": "Typed.", "verdict": "splendid"})
    assert page.status == 422


def test_asking_and_taking_back(app: Flask, teacher: Visitor) -> None:
    (number,) = item_ids(app, bring_article(app, 1))
    in_database(app, lambda session: owner_of(session, "other").id)
    page = teacher.opens(f"/teach/items/{number}/ask-review")
    check_page(page)
    page = teacher.sends(who="nobody", note="Kept.")
    assert page.status == 422
    assert page.one("//textarea[@name='note']").text.strip() == "Kept."
    page = teacher.sends(who="other")
    check_page(page)
    assert "In review" in page.text()
    assert "In review" in teacher.opens(f"/teach/items/{number}/edit").text()
    assert "In review" in teacher.opens("/teach/reviews?of=others").text()

    review = in_database(app, lambda session: session.scalar(select(ItemReview.id)))
    page = teacher.sends(f"/teach/reviews/{review}/take-back")
    assert "No such reviews" in page.text()


def test_comments_are_written_changed_and_deleted(app: Flask, teacher: Visitor) -> None:
    (number,) = asked_of_teacher(app, 1)
    path = f"/teach/items/{number}/review"
    teacher.opens(path)
    assert teacher.posts(f"/teach/items/{number}/comments", {"comment-text": " "}).status == 422
    long = teacher.posts(f"/teach/items/{number}/comments", {"comment-text": "x" * 2001})
    assert long.status == 422
    assert long.one("//textarea").text.strip() == "x" * 2001
    teacher.posts(f"/teach/items/{number}/comments", {"comment-text": "<script>hm</script>"})
    page = teacher.opens(path)
    check_page(page)
    assert "<script>hm</script>" in page.text("//section[@id='comments']")
    comment = in_database(app, lambda session: session.scalar(select(ItemComment.id)))
    page = teacher.opens(f"/teach/comments/{comment}/edit")
    check_page(page)
    teacher.posts(f"/teach/comments/{comment}/edit", {"comment-text": "Better."})
    assert "Better." in teacher.opens(path).text()
    check_page(teacher.opens(f"/teach/comments/{comment}/delete"))
    teacher.posts(f"/teach/comments/{comment}/delete")
    page = teacher.opens(path)
    assert "Better." not in page.text()
    assert "This comment is deleted." in page.text()
    assert teacher.opens(f"/teach/comments/{comment}/edit").status == 409


def test_many_comments_come_in_pages_the_newest_last(app: Flask, teacher: Visitor) -> None:
    (number,) = asked_of_teacher(app, 1)

    def talk(session: Session) -> None:
        author = owner_of(session, "other").id
        session.add_all(
            ItemComment(item_id=number, author_id=author, text=f"Word {each}.", created_at=NOW)
            for each in range(45)
        )

    in_database(app, talk)
    page = teacher.opens(f"/teach/items/{number}/review")
    assert "Word 44." in page.text()
    assert "Word 39." not in page.text()
    first = teacher.opens(f"/teach/items/{number}/review?page=1")
    assert "Word 0." in first.text()
    assert "Word 20." not in first.text()


@pytest.mark.parametrize("who", ["reviewer", "stranger", "student"])
def test_a_reviewer_may_look_and_comment_and_others_not_even_that(
    who: str, app: Flask, as_role: MakeVisitor
) -> None:
    visitor = as_role(Role.STUDENT if who == "student" else Role.TEACHER)
    if who == "reviewer":
        (number,) = asked_of_teacher(app, 1)
    else:
        (number,) = item_ids(app, bring_article(app, 1, owner="other"))
    article = in_database(app, lambda session: session.get_one(Item, number).article_id)
    allowed = {"reviewer": 200, "stranger": 404, "student": 403}[who]
    never = 403 if who == "student" else 404

    for path in (f"/teach/items/{number}/review", f"/teach/items/{number}/comments"):
        assert visitor.opens(path).status == allowed, path
    for path in ("", "/edit", "/history", "/ask-review", "/alternatives", "/regrade"):
        assert visitor.opens(f"/teach/items/{number}{path}").status == never, path
    for path in ("/copy", "/edit", "/ask-review"):
        assert visitor.posts(f"/teach/items/{number}{path}").status == never, path
    for path in ("", "/ask-review"):
        assert visitor.opens(f"/teach/articles/{article}{path}").status == never, path


def test_questions_in_review_are_told_of_in_the_bank_the_desk_and_on_publishing(
    app: Flask, teacher: Visitor
) -> None:
    article = bring_article(app, [ItemStatus.ACCEPTED, ItemStatus.DRAFT])
    accepted, undecided = item_ids(app, article)
    in_database(app, lambda session: owner_of(session, "other").id)

    teacher.opens("/teach/bank")
    chosen = {"action": "review", "item": str(accepted), "reviewer": "nobody"}
    page = teacher.posts("/teach/bank", chosen)
    assert page.status == 422
    assert page.one("//input[@name='reviewer']").get("value") == "nobody"
    page = teacher.posts("/teach/bank", chosen | {"reviewer": "other"})
    assert page.status == 303
    page = teacher.opens("/teach/bank?which=in-review")
    check_page(page)
    assert "Other is asked to review 1 question, and told." in page.text()
    assert page.all("//input[@name='item']/@value") == [str(accepted)]
    assert "In review" in page.text("//li[contains(@class, 'bank-row')]")

    page = teacher.opens(f"/teach/articles/{article}/publish")
    assert "1 question is still in review" in page.text()
    page = teacher.opens(f"/teach/articles/{article}/ask-review")
    check_page(page)
    page = teacher.sends(who="other")
    check_page(page)
    assert "1 was left out" in page.text()

    def decide(session: Session) -> None:
        other = owner_of(session, "other")
        second_looks.decide(
            session, undecided, verdict=Verdict.GOOD, version=1, actor=other, now=NOW
        )

    in_database(app, decide)
    page = teacher.opens(f"/teach/articles/{article}")
    assert "In review" in page.text(f"//article[@id='item-{accepted}']/header")
    assert "Looks good" in page.text(f"//article[@id='item-{undecided}']/header")
