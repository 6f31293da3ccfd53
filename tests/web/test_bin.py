"""The bin in the browser's eyes: undo at once, bring back later, delete for good."""

from browsing import Visitor
from desk import bring_article, in_database
from flask import Flask
from quizzing import publish
from sqlalchemy import func, select
from test_every_route import check_page

from quizapp.models import WITH_BINNED, Article, Item, ItemStatus, Quiz


def stored(app: Flask) -> int:
    """Count the articles, those in the bin too."""
    counted = select(func.count(Article.id)).execution_options(**WITH_BINNED)
    return in_database(app, lambda session: session.scalar(counted) or 0)


def test_what_was_deleted_is_undone_at_once(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app)
    page = teacher.opens(f"/teach/articles/{article}/delete")
    assert "bring them back for 30 days" in page.text()
    page = teacher.sends(f"/teach/articles/{article}/delete")
    check_page(page)
    assert "“Towns meet” is in the bin." in page.text("//*[@class='flashes stack stack-s']")

    page = teacher.sends("/teach/bin/restore")

    assert page.path == f"/teach/articles/{article}"
    assert "“Towns meet” is back." in page.text()
    assert in_database(app, lambda session: session.scalar(select(func.count(Item.id)))) == 3
    # The button of an old page says what became of it.
    page = teacher.posts("/teach/bin/restore", {"what": f"article-{article}", "undo": "1"})
    assert page.status == 404
    assert "not in your bin any more" in page.text()


def test_several_are_brought_back_or_deleted_for_good(app: Flask, teacher: Visitor) -> None:
    ids = [
        bring_article(app, 1, body=f"Text {number}.", title=f"Town {number}") for number in "abc"
    ]
    for each in ids:
        teacher.opens(f"/teach/articles/{each}/delete")
        teacher.sends(f"/teach/articles/{each}/delete")
    page = teacher.opens("/teach/bin")
    check_page(page)
    assert page.text("//h2") == "3 things"
    assert "30 days left" in page.text()
    assert "with 1 question" in page.text()

    page = teacher.sends("/teach/bin/restore")
    assert "Choose something first." in page.text()
    page = teacher.sends("/teach/bin/restore", what=[f"article-{each}" for each in ids[:2]])
    assert "2 things are back." in page.text()
    assert page.text("//h2") == "1 thing"

    page = teacher.sends("/teach/bin/restore", what=[f"article-{ids[2]}"], to="/teach/bin/delete")
    check_page(page)
    assert page.text("//h1") == "Delete for good?"
    assert "Town c" in page.text("//main")
    assert stored(app) == 3
    page = teacher.sends()
    assert "1 thing is deleted for good." in page.text()
    assert "The bin is empty" in page.text()
    assert stored(app) == 2


def test_the_bin_is_searched_by_kind_and_words(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app)
    teacher.opens(f"/teach/articles/{article}/delete")
    teacher.sends(f"/teach/articles/{article}/delete")

    page = teacher.opens("/teach/bin?kind=set")
    check_page(page)
    assert "Nothing in the bin matches" in page.text()
    assert teacher.opens("/teach/bin?kind=article&q=MEET+towns").text("//h2") == "1 thing"
    assert teacher.opens("/teach/bin?kind=nonsense&page=99").text("//h2") == "1 thing"
    for name in ("nothing", "article-x", "article-²", "user-1"):
        assert teacher.posts("/teach/bin/restore", {"what": name}).location == "/teach/bin"
        assert "Choose something first." in teacher.opens("/teach/bin").text()


def test_others_see_nothing_of_it(app: Flask, teacher: Visitor, admin: Visitor) -> None:
    article = bring_article(app, owner="somebody-else")
    page = admin.opens(f"/teach/articles/{article}/delete")
    admin.sends(f"/teach/articles/{article}/delete")

    assert "The bin is empty" in teacher.opens("/teach/bin").text()
    page = teacher.posts("/teach/bin/restore", {"what": f"article-{article}"})
    assert page.status == 404
    page = teacher.posts("/teach/bin/delete", {"what": f"article-{article}", "sure": "1"})
    assert page.status == 404
    assert "Towns meet" in admin.opens("/teach/bin").text()


def test_a_text_that_is_in_the_bin_is_offered_from_there(teacher: Visitor) -> None:
    text = (
        "KOCHI, 12 March 2024: The Ministry of Ports, Shipping and Waterways opened a new fishing "
        "harbour in Kochi on 11 March 2024. The harbour cost Rs 240 crore and has room for 310 "
        "boats. The Government of Japan lent 45 per cent of the money in 2019.\n"
    )
    teacher.opens("/teach/articles/new")
    page = teacher.sends("/teach/articles/new", text=text)
    article = int(page.path.rpartition("/")[2])
    teacher.opens(f"/teach/articles/{article}/delete")
    teacher.sends(f"/teach/articles/{article}/delete")

    teacher.opens("/teach/articles/new")
    page = teacher.sends("/teach/articles/new", text=text)

    check_page(page)
    assert page.status == 422
    assert "it is in your bin" in page.text()
    assert "Government of Japan" in page.text("//textarea[@name='text']")
    page = teacher.sends("/teach/bin/restore")
    assert page.path == f"/teach/articles/{article}"


def test_a_question_is_deleted_on_its_page_and_comes_back(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app)
    item = in_database(app, lambda session: session.scalars(select(Item.id)).all())[0]
    check_page(teacher.opens(f"/teach/items/{item}/edit"))
    page = teacher.sends(to=f"/teach/items/{item}/delete")
    assert page.path == f"/teach/articles/{article}"
    assert "1 question is in the bin." in page.text()
    assert in_database(app, lambda session: session.scalar(select(func.count(Item.id)))) == 2

    page = teacher.sends("/teach/bin/restore")
    assert page.path == f"/teach/items/{item}/edit"
    assert in_database(app, lambda session: session.scalar(select(func.count(Item.id)))) == 3


def test_questions_are_deleted_from_the_bank(app: Flask, teacher: Visitor) -> None:
    bring_article(app, [ItemStatus.DRAFT, ItemStatus.DRAFT, ItemStatus.DRAFT])
    ids = in_database(app, lambda session: session.scalars(select(Item.id)).all())
    teacher.opens("/teach/bank")
    teacher.sends("/teach/bank", item=[str(ids[2])], title="Weekly", press=("action", "set"))

    teacher.opens("/teach/bank")
    page = teacher.sends(
        "/teach/bank", item=[str(each) for each in ids], press=("action", "delete")
    )

    assert "2 questions are in the bin." in page.text()
    assert "1 was left: it stands in a set" in page.text()
    page = teacher.sends("/teach/bin/restore")
    assert "2 things are back." in page.text()


def test_a_set_is_deleted_and_comes_back(app: Flask, teacher: Visitor) -> None:
    bring_article(app)
    item = in_database(app, lambda session: session.scalars(select(Item.id)).all())[0]
    teacher.opens("/teach/bank")
    page = teacher.sends("/teach/bank", item=[str(item)], title="Weekly", press=("action", "set"))
    path = page.path
    check_page(teacher.opens(f"{path}/edit"))
    page = teacher.sends(to=f"{path}/delete")
    assert page.path == "/teach/sets"
    assert "“Weekly” is in the bin." in page.text()
    assert teacher.opens(path).status == 404
    page = teacher.opens("/teach/bin")
    assert "Set · with 1 question" in page.text()
    page = teacher.sends("/teach/bin/restore", press=("only", f"set-{path.rpartition('/')[2]}"))
    assert "“Weekly” is back." in page.text()
    assert teacher.opens(path).status == 200


def test_a_set_with_a_quiz_is_not_deleted(app: Flask, admin: Visitor) -> None:
    quiz = publish(app)
    found = in_database(app, lambda session: session.get_one(Quiz, quiz).set_id)
    admin.opens(f"/teach/sets/{found}/edit")
    page = admin.sends(to=f"/teach/sets/{found}/delete")
    assert page.status == 409
    assert "Quizzes were made of this set" in page.text()
