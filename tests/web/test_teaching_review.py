"""The review of an article's questions, by forms alone as it works without JavaScript."""

import re
from pathlib import Path

import pytest
from browsing import Page, Visitor
from databases import CountQueries
from desk import bring_article, draft, in_database, item_ids, press, sentence, stored_statuses
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from test_every_route import check_page

from quizapp import generation
from quizapp.domain.difficulty import Difficulty
from quizapp.generation import stem_checks
from quizapp.generation.considered import NOT_CHOSEN
from quizapp.generation.one_fact import GAPPED
from quizapp.models import Article, AuditEntry, Item, ItemStatus, ItemVersion
from quizapp.services.unasked_facts import RejectedFact
from quizapp.web.teaching.rules import RULES, not_asked
from quizapp.web.teaching.samples import sample_articles

DRAFT, ACCEPTED, REJECTED = ItemStatus.DRAFT, ItemStatus.ACCEPTED, ItemStatus.REJECTED


def tabs(page: Page) -> dict[str, int]:
    names = [link.text_content().split() for link in page.all("//*[@data-live='tabs']//a")]
    return {" ".join(words[:-1]): int(words[-1]) for words in names}


def shown(page: Page) -> list[str]:
    return [title.text_content().split()[-1] for title in page.all("//article[@data-item]//h3")]


def test_a_question_and_its_evidence_lead_to_each_other(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app)
    second = item_ids(app, article)[1]

    page = teacher.opens(f"/teach/articles/{article}")

    check_page(page)
    link = draft(page, 2).xpath(".//a[@data-show-evidence]/@href")[0]
    assert link == f"#evidence-{second}"
    answer = page.one(f"//*[@id='evidence-{second}']/following-sibling::*[1]")
    assert (answer.tag, answer.text_content()) == ("mark", "1902")
    parts = page.all(f"//*[@id='article']//*[@data-items='{second}']")
    assert "".join(part.text_content() for part in parts) == sentence(2)
    assert page.one(f"//*[@id='article']//a[@href='#item-{second}']").text_content() == "2"
    page.one(f"//article[@id='item-{second}']")


def test_the_article_stands_there_line_by_line(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app)
    body = in_database(app, lambda session: session.scalar(select(Article.body)))

    page = teacher.opens(f"/teach/articles/{article}")

    (text,) = page.all("//*[contains(@class, 'article-text')]")
    for number in text.xpath(".//a"):
        number.text = ""
    assert text.text_content() == body


def test_the_key_is_told_by_a_word(app: Flask, teacher: Visitor) -> None:
    page = teacher.opens(f"/teach/articles/{bring_article(app)}")

    key = draft(page, 1).xpath(".//li[@class='is-key']")[0].text_content().split()
    assert key == ["A", "1987", "Right", "answer"]
    about = draft(page, 1).xpath(".//header/p")[0].text_content()
    assert " ".join(about.split()) == "Date · quality 75 of 100"


def test_decisions_return_to_where_the_question_stands(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app)
    first, second, _third = item_ids(app, article)
    path = f"/teach/articles/{article}"
    teacher.opens(path)

    assert press(teacher, 1, "accept").location == f"{path}#item-{first}"
    teacher.opens(path)
    assert press(teacher, 2, "reject").location == f"{path}#item-{second}"
    assert stored_statuses(app, article) == [ACCEPTED, REJECTED, DRAFT]

    page = teacher.opens(path)
    assert tabs(page) == {"All": 3, "To review": 1, "Accepted": 1, "Rejected": 1}
    assert "Rejected" in draft(page, 2).text_content()
    press(teacher, 2, "reopen")
    assert stored_statuses(app, article) == [ACCEPTED, DRAFT, DRAFT]


def test_a_decision_sent_twice_is_one(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, 1)
    (item,) = item_ids(app, article)

    for _time in range(2):
        page = teacher.posts(f"/teach/items/{item}/decision", {"decision": "accept"})
        assert page.status == 303

    accepted = select(func.count(AuditEntry.id)).where(AuditEntry.action == "item.accept")
    assert in_database(app, lambda session: session.scalar(accepted)) == 1


def test_a_list_of_some_keeps_what_was_decided_just_now(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, [DRAFT, ACCEPTED, DRAFT, DRAFT])
    page = teacher.opens(f"/teach/articles/{article}?show=pending")
    assert shown(page) == ["1", "3", "4"]

    page = teacher.opens(press(teacher, 3, "accept").location)

    check_page(page)
    assert shown(page) == ["1", "3", "4"]
    assert draft(page, 3).xpath(".//button[@value='reopen']")
    assert shown(teacher.opens(f"/teach/articles/{article}?show=pending")) == ["1", "4"]
    assert shown(teacher.opens(f"/teach/articles/{article}?show=accepted")) == ["2", "3"]
    assert shown(teacher.opens(f"/teach/articles/{article}?show=nonsense")) == [*"1234"]


def test_accepting_all_leaves_what_was_decided(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, [DRAFT, REJECTED, DRAFT])
    path = f"/teach/articles/{article}"
    teacher.opens(path)

    page = teacher.sends(f"{path}/accept-all")

    assert stored_statuses(app, article) == [ACCEPTED, REJECTED, ACCEPTED]
    assert "2 questions are accepted" in page.text("//*[@role='status']")
    assert page.one("//*[@data-live='status']//a").get("href") == f"{path}/publish"
    empty = teacher.opens(f"{path}?show=pending")
    assert "Everything is reviewed" in empty.text("//*[@data-drafts]")


def test_published_questions_are_not_decided_about(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, [ItemStatus.PUBLISHED])
    (item,) = item_ids(app, article)

    page = teacher.opens(f"/teach/articles/{article}")
    assert not draft(page, 1).xpath(".//button")
    assert teacher.posts(f"/teach/items/{item}/decision", {"decision": "reject"}).status == 409
    assert stored_statuses(app, article) == [ItemStatus.PUBLISHED]


@pytest.mark.parametrize("decision", ["", "burn"])
def test_an_unknown_decision_changes_nothing(decision: str, app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, 1)
    (item,) = item_ids(app, article)

    assert teacher.posts(f"/teach/items/{item}/decision", {"decision": decision}).status == 422
    assert stored_statuses(app, article) == [DRAFT]


def test_nobody_decides_about_somebody_elses_question(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, 1, owner="other")
    (item,) = item_ids(app, article)

    assert teacher.posts(f"/teach/items/{item}/decision", {"decision": "accept"}).status == 404
    assert stored_statuses(app, article) == [DRAFT]


def test_the_way_back_stays_on_this_site(app: Flask, teacher: Visitor) -> None:
    (item,) = item_ids(app, bring_article(app, 1))

    answer = teacher.posts(
        f"/teach/items/{item}/decision", {"decision": "accept", "next": "//evil.example"}
    )

    assert answer.location == f"/teach#item-{item}"


def test_what_was_not_asked_is_told_sentence_by_sentence(app: Flask, teacher: Visitor) -> None:
    rejected = [
        {"rule": "no-pattern", "detail": "the hall", "evidence": "They met in the hall."},
        {"rule": "bound", "detail": "at least 12", "evidence": "At least 12 came."},
        {"rule": "a-newer-rule", "detail": "the town", "evidence": "They met in the hall."},
    ]
    article = bring_article(app, rejected=rejected)

    page = teacher.opens(f"/teach/articles/{article}")

    check_page(page)
    told = [" ".join(line.text_content().split()) for line in page.all("//*[@id='not-asked']//li")]
    assert told == [
        f"They met in the hall. the hall – {RULES['no-pattern']} the town – A newer rule",
        f"At least 12 came. at least 12 – {RULES['bound']}",
    ]


def test_every_rule_of_the_generator_is_told_in_words() -> None:
    folder = Path(generation.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    rules = {*stem_checks.DRAFT_CHECKS, *re.findall(r'(?:Flaw|Rejection)\(\s*"([a-z-]+)"', source)}

    assert rules | {NOT_CHOSEN, GAPPED} == set(RULES)


def test_words_of_the_parser_are_kept_from_teachers(app: Flask) -> None:
    with app.test_request_context():
        (sentence_,) = not_asked([RejectedFact("parse", "dep-chain", "It was so.")])

    assert [reason.detail for reason in sentence_.reasons] == [""]


def test_more_questions_come_at_the_end(teacher: Visitor) -> None:
    teacher.opens(f"/teach/articles/new?sample={sample_articles()[0].slug}")
    page = teacher.sends("/teach/articles/new", count="2")
    before = page.all("//article[@data-item]/@id")
    path = f"{page.path}/more"

    page = teacher.sends(path, count="3")

    after = page.all("//article[@data-item]/@id")
    assert after[: len(before)] == before
    assert 0 < len(after) - len(before) <= 3
    assert "stand" in page.text("//*[@role='status']")
    assert teacher.sends(path, count="x").status == 422


def test_more_questions_are_of_the_difficulty_that_is_chosen(app: Flask, teacher: Visitor) -> None:
    teacher.opens(f"/teach/articles/new?sample={sample_articles()[0].slug}")
    page = teacher.sends("/teach/articles/new", count="6", difficulties=["easy"])
    check_page(page)
    had = len(page.all("//article[@data-item]"))
    assert had < 6
    assert f"You asked for 6 (Easy); the article gives {had} good" in page.text(
        "//*[@role='status']"
    )

    page = teacher.sends(f"{page.path}/more", count="2", difficulties=["hard", "medium"])
    check_page(page)

    def levels(session: Session) -> list[Difficulty]:
        found = session.execute(
            select(ItemVersion.difficulty)
            .join(Item, Item.id == ItemVersion.item_id)
            .order_by(Item.position)
        )
        return [row.difficulty for row in found]

    stored = in_database(app, levels)
    assert stored[:had] == [Difficulty.EASY] * had
    assert len(stored) == had + 2
    assert Difficulty.EASY not in stored[had:]
    asked = in_database(app, lambda session: session.scalar(select(Article.generation)))
    assert asked["difficulties"] == ["hard", "medium"]
    assert teacher.posts(f"{page.path}/more", {"count": "2", "difficulties": "odd"}).status == 422


def test_that_an_article_gives_no_more_is_said(teacher: Visitor) -> None:
    teacher.opens(f"/teach/articles/new?sample={sample_articles()[0].slug}")
    page = teacher.sends("/teach/articles/new", count="40")
    before = len(page.all("//article[@data-item]"))

    page = teacher.sends(f"{page.path}/more", count="1")

    assert "gives no more good questions" in page.text("//*[@role='status']")
    assert len(page.all("//article[@data-item]")) == before


def test_where_nothing_more_is_to_be_asked_it_is_said(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, body="It was a fine day, and nobody said much about it.\n" * 4)
    path = f"/teach/articles/{article}"
    teacher.opens(path)

    page = teacher.sends(f"{path}/more")

    check_page(page)
    assert page.status == 422
    assert len(item_ids(app, article)) == 3


def test_more_questions_on_the_page_need_no_more_queries(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    few_questions = bring_article(app, 2)
    many_questions = bring_article(app, 30)
    teacher.opens(f"/teach/articles/{few_questions}")
    with count_queries() as few:
        teacher.opens(f"/teach/articles/{few_questions}")
    with count_queries() as many:
        page = teacher.opens(f"/teach/articles/{many_questions}")

    assert len(page.all("//article[@data-item]")) == 15
    assert len(many) == len(few)
    assert in_database(app, lambda session: session.scalar(select(func.count(Item.id)))) == 32


def test_many_questions_come_in_pages(app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, 17)
    path = f"/teach/articles/{article}"
    assert shown(teacher.opens(path)) == [str(number) for number in range(1, 16)]
    page = teacher.opens(page_link(teacher.page, "next"))
    assert shown(page) == ["16", "17"]

    assert press(teacher, 17, "accept").location.startswith(f"{path}?page=2#item-")

    # What was decided on a page of those that wait stays there until one goes on.
    teacher.opens(f"{path}?show=pending&page=2")
    page = teacher.opens(press(teacher, 16, "reject").location)
    assert shown(page) == ["16"]
    assert page_link(page, "prev") == f"{path}?show=pending&page=1"
    assert shown(teacher.opens(f"{path}?show=pending")) == [str(number) for number in range(1, 16)]


def page_link(page: Page, which: str) -> str:
    return str(page.one(f"//a[@rel='{which}']/@href"))
