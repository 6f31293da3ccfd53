"""A fact of an article that no question asks for, and the question that a teacher makes of it."""

import pytest
from browsing import Page, Visitor
from desk import bring_article, in_database, item_ids, owner_of, stored_statuses
from flask import Flask
from sqlalchemy import func, select
from test_every_route import check_page

from quizapp.domain.items import FactKind, ItemFormat
from quizapp.models import Article, Item, ItemStatus
from quizapp.services import items
from quizapp.web.teaching.samples import sample_articles

BODY = (
    "Singapore set up its Cyber Security Agency in April 2015. Mayor Bose read the plan aloud. "
    "The government wanted the share to reach 20 per cent by 2024."
)


def place(words: str) -> str:
    start = BODY.index(words)
    return f"{start}-{start + len(words)}"


def asks_for(who: Visitor, article: int, words: str) -> Page:
    return who.opens(f"/teach/articles/{article}/ask?fact={place(words)}")


@pytest.fixture
def article(app: Flask, teacher: Visitor) -> int:
    assert teacher is not None
    return bring_article(app, 0, body=BODY, title="Cyber security")


def test_every_fact_that_is_not_asked_leads_to_its_question(app: Flask, teacher: Visitor) -> None:
    teacher.opens(f"/teach/articles/new?sample={sample_articles()[0].slug}")
    page = teacher.sends("/teach/articles/new", count="1")
    body = in_database(app, lambda session: session.scalar(select(Article.body)))

    links = page.all("//*[@id='article']//a[@class='fact']")
    listed = {each.get("href") for each in page.all("//*[@id='not-asked']//p/a")}

    assert len(links) > 10
    assert {link.get("href") for link in links} == listed
    for link in links:
        start, _, end = link.get("href").partition("fact=")[2].partition("-")
        assert body[int(start) : int(end)] == link.text_content()
    (text,) = page.all("//*[contains(@class, 'article-text')]")
    for number in text.xpath(".//a[@class='evidence-number']"):
        number.text = ""
    assert text.text_content() == body
    assert "it was not among those that were chosen" in page.text("//*[@id='not-asked']")


def test_a_sure_question_is_kept_with_its_evidence(
    app: Flask, teacher: Visitor, article: int
) -> None:
    page = asks_for(teacher, article, "Singapore")
    check_page(page)
    assert "No rule stands against" in page.text()

    page = teacher.sends()

    (item,) = item_ids(app, article)
    assert page.path == f"/teach/articles/{article}"
    assert stored_statuses(app, article) == [ItemStatus.DRAFT]
    content = in_database(
        app, lambda session: items.get_item(session, item, user=owner_of(session)).content
    )
    assert content.text().stem.startswith("Which country set up")
    assert (content.kind, content.format) == (FactKind.BODY, ItemFormat.DIRECT)
    assert content.text().options[content.key.option] == "Singapore"
    (evidence,) = content.source.evidence
    assert (evidence.answer, evidence.text) == ("Singapore", BODY[: len(evidence.text)])
    assert not page.all(f"//a[contains(@href, 'fact={place('Singapore')}')]")


def test_it_has_as_many_options_as_the_article_was_asked_for(app: Flask, teacher: Visitor) -> None:
    five = bring_article(app, 0, body=BODY, generation={"options": 5})
    page = asks_for(teacher, five, "Singapore")
    assert len(page.all("//input[@name='key']")) == 5


def test_a_doubtful_one_opens_marked_and_keeps_what_is_typed(
    app: Flask, teacher: Visitor, article: int
) -> None:
    page = asks_for(teacher, article, "20 per cent")
    assert "This needs your eye" in page.text()
    assert page.one("//textarea[@name='stem']").text.strip() == (
        "The government wanted the share to reach _____ by 2024."
    )

    refused = teacher.sends(stem="")
    assert refused.status == 422
    assert refused.one("//input[@value='20 per cent']") is not None
    teacher.sends(stem="What share did the government want?", press=("then", "accept"))

    assert stored_statuses(app, article) == [ItemStatus.ACCEPTED]


def test_the_same_question_again_is_the_same_item(
    app: Flask, teacher: Visitor, article: int
) -> None:
    for _time in range(2):
        asks_for(teacher, article, "Singapore")
        teacher.sends()
    assert in_database(app, lambda session: session.scalar(select(func.count(Item.id)))) == 1


def test_where_no_question_can_be_made_it_says_why(teacher: Visitor, article: int) -> None:
    page = asks_for(teacher, article, "Cyber Security Agency")
    check_page(page)
    assert "There are not enough plausible wrong options." in page.text()
    nothing = asks_for(teacher, article, "set up")
    assert "No date, figure or name is found at this place" in nothing.text()


def test_places_that_the_article_does_not_have_are_refused(teacher: Visitor, article: int) -> None:
    address = f"/teach/articles/{article}/ask"
    assert teacher.opens(f"{address}?fact=x").status == 404
    page = asks_for(teacher, article, "Singapore")
    form = dict(page.form().form_values())
    for bad in ("fact=0-9&sentence=0-99999", "fact=40-60&sentence=0-10", "fact=0-9"):
        assert teacher.posts(f"{address}?{bad}", form).status in {404, 422}


def test_nobody_asks_of_somebody_elses_article(app: Flask, teacher: Visitor) -> None:
    other = bring_article(app, 1, owner="other")
    address = f"/teach/articles/{other}/ask?fact=0-5"
    assert teacher.opens(address).status == 404
    assert teacher.posts(f"{address}&sentence=0-9").status == 404
