"""A teacher's desk, made below the pages: articles with questions, sets, quizzes."""

from collections.abc import Callable, Sequence

from browsing import Page, Visitor
from factories import (
    ArticleFactory,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    content,
    use_session,
)
from flask import Flask
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.items import Evidence, ItemContent, Source
from quizapp.models import Item, ItemStatus, Role, User
from quizapp.web.transactions import writing

OWNER = "some-teacher"
HOST = "http://localhost"


def sentence(number: int) -> str:
    return f"The council of town {number} met in {1900 + number}."


def _question(number: int, start: int) -> ItemContent:
    text = sentence(number)
    year = start + text.index(str(1900 + number))
    evidence = Evidence(text, start, start + len(text), year, year + 4)
    return content(
        f"In which year did the council of town {number} meet?",
        source=Source("Towns meet", "", "Town Crier", (evidence,)),
    )


def owner_of(session: Session, username: str = OWNER) -> User:
    """The teacher who is signed in; somebody else where there is none of this name."""
    found = session.scalar(select(User).where(User.username == username))
    if found is None:
        found = User(
            username=username,
            display_name=username.title(),
            password_hash="!",
            role=Role.TEACHER,
            created_at=ArticleFactory.created_at,
        )
        session.add(found)
        session.flush()
    return found


def bring_article(
    app: Flask,
    statuses: Sequence[ItemStatus] | int = 3,
    *,
    owner: str = OWNER,
    **fields: object,
) -> int:
    """Store an article of one sentence a question; returns its id."""
    if isinstance(statuses, int):
        statuses = [ItemStatus.DRAFT] * statuses
    body, starts = "Towns meet\n\nIn short:\n", []
    for number, _status in enumerate(statuses, start=1):
        starts.append(len(body))
        body += sentence(number) + " "
    with app.app_context(), writing() as session:
        use_session(session)
        teacher = owner_of(session, owner)
        article = ArticleFactory(
            **{"owner": teacher, "title": "Towns meet", "body": body, **fields}
        )
        for number, (start, status) in enumerate(zip(starts, statuses, strict=True), start=1):
            ItemFactory(
                owner=teacher,
                article_id=article.id,
                status=status,
                position=number,
                quality=0.75,
                content=_question(number, start),
            )
        return article.id


def bring_set(app: Flask, *, owner: str = OWNER, **fields: object) -> int:
    """Store a set of three published questions; returns its id."""
    with app.app_context(), writing() as session:
        use_session(session)
        return QuestionSetFactory(owner=owner_of(session, owner), **fields).id


def bring_quiz(app: Flask, *, owner: str = OWNER, **fields: object) -> int:
    """Store an open quiz of three questions; returns its id."""
    with app.app_context(), writing() as session:
        use_session(session)
        made = QuestionSetFactory(owner=owner_of(session, owner))
        return QuizFactory(question_set=made, **fields).id


def item_ids(app: Flask, article_id: int) -> list[int]:
    with app.app_context(), writing() as session:
        found = session.scalars(
            select(Item.id).where(Item.article_id == article_id).order_by(Item.position)
        )
        return list(found)


def stored_statuses(app: Flask, article_id: int) -> list[ItemStatus]:
    with app.app_context(), writing() as session:
        found = session.scalars(
            select(Item.status).where(Item.article_id == article_id).order_by(Item.position)
        )
        return list(found)


def in_database(app: Flask, ask: Callable[[Session], object]) -> object:
    """What a question to the database gives."""
    with app.app_context(), writing() as session:
        return ask(session)


def problems(page: Page) -> list[str]:
    """The lines of the error summary; each links to something on the page."""
    for link in page.all("//*[@id='error-summary']//a/@href"):
        page.one(f"//*[@id='{link.removeprefix('#')}']")
    return [
        " ".join(line.text_content().split()) for line in page.all("//*[@id='error-summary']//li")
    ]


def draft(page: Page, number: int) -> html.HtmlElement:
    """The box of a question of the review."""
    return page.one(f"//article[.//h3[normalize-space()='Question {number}']]")


def press(who: Visitor, number: int, decision: str) -> Page:
    """Press a button of a question of the review; the page that follows is not fetched."""
    form = draft(who.page, number).xpath(".//form")[0]
    buttons = form.xpath(f".//button[@value='{decision}']")
    assert len(buttons) == 1, f"no button {decision} at question {number}"
    return who.sends(form.action, press=("decision", decision), follow=False)
