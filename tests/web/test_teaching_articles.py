"""Articles: bringing one in, changing what is known of it, deleting it."""

from collections.abc import Callable
from io import BytesIO

import pytest
from browsing import Page, Visitor
from databases import CountQueries
from desk import HOST, bring_article, in_database, problems
from flask import Flask
from site_on_loopback import downloader, moved, running
from site_on_loopback import page as answer_with
from sqlalchemy import func, select
from test_every_route import check_page

from quizapp.domain.items import FactKind, ItemFormat
from quizapp.domain.topics import TOPICS
from quizapp.models import Article, Item, ItemStatus, ItemVersion
from quizapp.web.article_refusals import ADVICE
from quizapp.web.downloading import DOWNLOADER
from quizapp.web.teaching.samples import sample_articles

NEW = "/teach/articles/new"
SAMPLE = sample_articles()[0]


def articles(app: Flask) -> int:
    return in_database(app, lambda session: session.scalar(select(func.count(Article.id))))


def upload(who: Visitor, data: bytes, name: str, **fields: str) -> Page:
    """Send the form with a file, as a browser does."""
    form = who.opens(NEW).form(NEW)
    values = {**dict(form.form_values()), **fields, "file": (BytesIO(data), name)}
    answer = who.client.post(NEW, data=values, headers={"Origin": HOST}, follow_redirects=True)
    who.page = Page(answer)
    return who.page


def test_a_new_teacher_is_shown_how_to_begin(teacher: Visitor) -> None:
    for path in ("/teach", "/teach/articles", "/teach/sets", "/teach/quizzes"):
        check_page(teacher.opens(path))
        assert teacher.page.all("//*[@class='empty-state']"), path

    link = teacher.opens("/teach").one("//a[.='Use the sample article']")
    page = teacher.opens(link.get("href"))

    check_page(page)
    assert page.one("//textarea[@name='text']").text_content().strip() == SAMPLE.text.strip()


def test_an_article_becomes_questions_beside_it(app: Flask, teacher: Visitor) -> None:
    teacher.opens(f"{NEW}?sample={SAMPLE.slug}")
    page = teacher.sends(NEW, count="6")

    check_page(page)
    assert page.text("//h1") == SAMPLE.title
    assert "questions are written" in page.text("//*[@role='status']")
    drafts = page.all("//article[@data-item]")
    assert 3 <= len(drafts) <= 6
    # A browser sends "\r\n"; what is stored has the lines that the evidence counts in.
    body = in_database(app, lambda session: session.scalar(select(Article.body)))
    assert "\r" not in body
    assert body.strip() == SAMPLE.text.strip()


def test_an_article_is_asked_in_the_formats_of_exams(app: Flask, teacher: Visitor) -> None:
    teacher.opens(f"{NEW}?sample={SAMPLE.slug}")
    page = teacher.sends(NEW, formats=[])
    assert (page.status, problems(page)) == (422, ["Choose at least one format."])

    teacher.sends(NEW, formats=["statements"])

    formats = in_database(app, lambda session: set(session.scalars(select(ItemVersion.format))))
    assert formats == {ItemFormat.STATEMENTS}
    more = teacher.sends(teacher.page.path + "/more", formats=["single"])
    assert "more questions are written" in more.text("//*[@role='status']")


def test_only_the_kinds_of_facts_that_are_chosen_are_asked(app: Flask, teacher: Visitor) -> None:
    teacher.opens(f"{NEW}?sample={SAMPLE.slug}")
    teacher.sends(NEW, kinds=["date"])

    def kinds() -> set[FactKind | None]:
        return in_database(app, lambda session: set(session.scalars(select(ItemVersion.kind))))

    assert kinds() == {FactKind.DATE}
    teacher.sends(teacher.page.path + "/more", count="20", kinds=["figure"])
    assert kinds() == {FactKind.DATE, FactKind.FIGURE}
    asked = in_database(app, lambda session: session.scalar(select(Article.generation)))
    assert asked["kinds"] == ["figure"]


def test_the_same_article_twice_is_one_article(app: Flask, teacher: Visitor) -> None:
    for _time in range(2):
        teacher.opens(f"{NEW}?sample={SAMPLE.slug}")
        page = teacher.sends(NEW)

    assert "You brought this article before" in page.text("//*[@role='status']")
    assert articles(app) == 1


BAD = {
    "empty": b"  \n ",
    "binary": b"%PDF-1.7\x00\x01\x02\x03" * 50,
    "language": ("यह समाचार हिंदी में है और इसमें कई वाक्य हैं। " * 30).encode(),
    "too_long": b"The town council met on 4 May 2021 in the old hall. " * 45_000,
    "nothing_askable": b"It was a fine day. We walked along and were glad. Nobody said much. " * 4,
}


@pytest.mark.parametrize("reason", BAD)
def test_each_unusable_file_is_told_in_its_own_words(
    reason: str, app: Flask, teacher: Visitor
) -> None:
    page = upload(teacher, BAD[reason], "news.txt", title="My headline", count="7")

    check_page(page)
    assert page.status == 422
    (problem,) = problems(page)
    assert problem.endswith(ADVICE[reason])
    assert page.one("//input[@name='title']").get("value") == "My headline"
    assert page.one("//input[@name='count']").get("value") == "7"
    assert articles(app) == 0


def test_what_was_typed_stays_when_it_is_refused(app: Flask, teacher: Visitor) -> None:
    teacher.opens(NEW)
    page = teacher.sends(NEW, text="Nothing to ask here.", count="0", source_name="The Crier")

    assert page.status == 422
    assert problems(page) == ["Enter a number from 1 to 40."]
    assert page.one("//textarea[@name='text']").text_content().strip() == "Nothing to ask here."
    assert page.one("//input[@name='source_name']").get("value") == "The Crier"
    assert articles(app) == 0


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in SAMPLE.text.splitlines()[1:] if line)
PAGE = f"<article><h1>{SAMPLE.title}</h1>{PARAGRAPHS}</article>"


def test_an_article_is_given_by_its_address(
    app: Flask, teacher: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running() as site:
        site.answers["/news/1"] = answer_with(PAGE.encode())
        monkeypatch.setitem(app.extensions, DOWNLOADER, downloader(site))
        teacher.opens(NEW)
        page = teacher.sends(NEW, url=site.url("/news/1"))
        url = site.url("/news/1")

    assert page.text("//h1") == SAMPLE.title
    columns = select(Article.source_url, Article.source_name)
    stored = in_database(app, lambda session: tuple(session.execute(columns).one()))
    assert stored == (url, "news.example")


def test_a_download_that_fails_keeps_the_address_and_says_what_to_do(
    app: Flask, teacher: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running() as site:
        site.answers["/empty"] = answer_with(b"<p></p>")
        site.answers["/away"] = moved("http://169.254.169.254/latest/meta-data/")
        monkeypatch.setitem(app.extensions, DOWNLOADER, downloader(site))
        for path, words in {
            "/none": "no page at this address (404)",
            "/empty": "No article was found",
            "/away": "80 and 443",
        }.items():
            teacher.opens(NEW)
            page = teacher.sends(NEW, url=site.url(path), source_name="The Crier")
            check_page(page)
            assert page.status == 422
            assert words in page.text("//*[@id='url-error']")
            assert "paste it here" in page.text("//*[@id='url-error']")
            assert page.one("//input[@name='url']").get("value") == site.url(path)
            assert page.one("//input[@name='source_name']").get("value") == "The Crier"
    assert articles(app) == 0


def test_without_injection_no_private_page_is_downloaded(teacher: Visitor) -> None:
    teacher.opens(NEW)
    page = teacher.sends(NEW, url="http://localhost/")
    assert "public internet" in page.text("//*[@id='url-error']")


def test_downloading_can_be_switched_off(
    app: Flask, make_app: Callable[..., Flask], teacher: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_off = make_app(ARTICLE_DOWNLOADS=False).extensions[DOWNLOADER]
    monkeypatch.setitem(app.extensions, DOWNLOADER, switched_off)

    page = teacher.opens(NEW)
    assert "downloads no articles" in page.text()
    assert page.all("//input[@name='url']") == []

    with running() as site:
        token = page.one("//meta[@name='csrf-token']").get("content")
        values = {"csrf_token": token, "url": site.url("/"), "count": "5", "options": "4"}
        answer = teacher.client.post(NEW, data={**values, "formats": "single"})
        assert answer.status_code == 422
        assert site.asked == []


def test_a_bad_address_is_shown_at_its_field(app: Flask, teacher: Visitor) -> None:
    teacher.opens(NEW)
    page = teacher.sends(NEW, text=SAMPLE.text, source_url="javascript:alert(1)")

    assert page.status == 422
    assert "http" in page.text("//*[@id='source_url-error']")
    assert articles(app) == 0


@pytest.mark.parametrize("name", ["news.txt", "news.html"])
def test_files_are_read(name: str, app: Flask, teacher: Visitor) -> None:
    text = SAMPLE.text
    if name.endswith("html"):
        blocks = "".join(f"<p>{line}</p>" for line in text.splitlines()[1:] if line)
        text = f"<html><body><article><h1>{SAMPLE.title}</h1>{blocks}</article></body></html>"

    page = upload(teacher, text.encode(), name, text="This is not used.")

    assert page.status == 200
    assert page.all("//article[@data-item]")
    assert articles(app) == 1


def test_what_is_known_of_an_article_can_be_changed(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/articles/{bring_article(app)}/details"
    check_page(teacher.opens(path))

    assert problems(teacher.sends(title=" ")) == ["Enter a title."]
    page = teacher.sends(title="Kept", source_url="ftp://news.example")
    assert page.status == 422
    assert "http" in page.text("//*[@id='source_url-error']")
    page = teacher.sends(
        title="Towns of  the north", source_url="https://news.example", news_date="2026-03-02"
    )

    assert page.text("//h1") == "Towns of the north"
    assert "News of 2 March 2026" in page.text("//header")


def test_deleting_an_article_asks_once(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/articles/{bring_article(app)}/delete"
    page = teacher.opens(path)
    check_page(page)
    assert "its 3 questions" in page.text()
    assert articles(app) == 1

    page = teacher.sends(path)

    assert page.path == "/teach/articles"
    assert articles(app) == 0
    assert in_database(app, lambda session: session.scalar(select(func.count(Item.id)))) == 0
    assert teacher.opens(path).status == 404


def test_an_article_with_published_questions_stays(app: Flask, teacher: Visitor) -> None:
    path = f"/teach/articles/{bring_article(app, [ItemStatus.PUBLISHED])}/delete"
    teacher.opens(path)

    page = teacher.sends(path)

    check_page(page)
    assert page.status == 409
    assert "The article stays" in page.text("//h1")
    assert articles(app) == 1


def test_the_dashboard_names_one_next_step(app: Flask, teacher: Visitor) -> None:
    bring_article(app, [ItemStatus.PUBLISHED], body="One.", title="First")
    assert "All is reviewed" in teacher.opens("/teach").text("//*[@class='next-step']")

    article = bring_article(app, [ItemStatus.ACCEPTED], body="Two.", title="Second")
    step = teacher.opens("/teach").one("//*[@class='next-step']//a").get("href")
    assert step == f"/teach/articles/{article}/publish"

    article = bring_article(app, 2, body="Three.", title="Third")
    page = teacher.opens("/teach")
    check_page(page)
    assert "2 questions wait for you" in page.text("//*[@class='next-step']")
    assert page.one("//*[@class='next-step']//a").get("href") == f"/teach/articles/{article}"


def test_long_lists_come_in_pages_and_need_no_more_queries(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    for path in ("/teach", "/teach/articles"):
        bring_article(app, 1, body=f"First of {path}")
        teacher.opens(path)
        with count_queries() as few:
            teacher.opens(path)
        for number in range(21):
            bring_article(app, 2, body=f"{number} of {path}")
        with count_queries() as many:
            teacher.opens(path)
        assert len(many) == len(few)

    link = teacher.opens("/teach/articles").one("//a[@rel='next']").get("href")
    assert teacher.opens(link).all("//section[contains(@class, 'card')]")


@pytest.mark.parametrize("page", ["", "/details", "/delete", "/publish"])
def test_somebody_elses_article_is_not_there(page: str, app: Flask, teacher: Visitor) -> None:
    article = bring_article(app, owner="other")

    assert teacher.opens(f"/teach/articles/{article}{page}").status == 404
    assert "Towns meet" not in teacher.opens("/teach/articles").text()


@pytest.mark.parametrize("action", ["accept-all", "more", "delete", "details", "publish"])
def test_nothing_can_be_done_to_somebody_elses_article(
    action: str, app: Flask, teacher: Visitor
) -> None:
    article = bring_article(app, owner="other")

    fields = {"title": "Mine", "count": "3", "options": "4"}
    assert teacher.posts(f"/teach/articles/{article}/{action}", fields).status == 404
    assert articles(app) == 1


def test_an_administrator_may_help_every_teacher(app: Flask, admin: Visitor) -> None:
    article = bring_article(app, owner="other")

    assert admin.opens(f"/teach/articles/{article}").status == 200


def test_students_do_not_come_here(app: Flask, student: Visitor) -> None:
    article = bring_article(app, owner="other")

    assert student.opens(f"/teach/articles/{article}").status == 403


def test_teachers_begin_at_their_desk(app: Flask, teacher: Visitor, admin: Visitor) -> None:
    bring_article(app, title="Towns meet again")

    for who in (teacher, admin):
        page = who.opens("/")
        check_page(page)
        assert "Towns meet again" in page.text("//*[@class='next-step']")


def test_the_list_of_articles_is_searched(app: Flask, teacher: Visitor) -> None:
    bring_article(app)
    page = teacher.opens("/teach/articles?q=nothing+of+this&since=not+a+day")
    check_page(page)
    assert page.text("//*[@class='empty-state']//h2") == "No article matches"
    assert page.one("//input[@name='q']").get("value") == "nothing of this"
    title = in_database(app, lambda session: session.scalar(select(Article.title)))
    assert title in teacher.opens(f"/teach/articles?order=title&q={title.split()[0]}").text()


def test_the_library_is_searched_by_text_topic_and_source(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    teacher.opens(f"{NEW}?sample={SAMPLE.slug}")
    teacher.sends(NEW, source_name="Lake & News")
    bring_article(app, 1, body="A canal was dug.", title="Canal")

    def titles(query: str) -> list[str]:
        page = teacher.opens(f"/teach/articles?{query}")
        check_page(page)
        return [each.text_content() for each in page.all("//section//h3")]

    word = SAMPLE.text.split()[-1].strip(".").lower()
    assert titles(f"q={word}") == [SAMPLE.title]
    assert teacher.page.one("//section//mark").text_content().lower().startswith(word)
    assert teacher.page.text("//main//h2") == "1 article"
    assert titles("q=dug+canal") == ["Canal"]
    assert titles("source=Lake+%26+News") == [SAMPLE.title]
    assert teacher.page.one("//select[@name='source']/option[@selected]").text_content() == (
        "Lake & News"
    )
    assert teacher.page.all("//details[@open]//select[@name='source']")
    named = teacher.page.one("//section[contains(@class, 'card')]/p[2]").text_content()
    topic = next(slug for slug, name in TOPICS.items() if named.startswith(name))
    assert titles(f"topic={topic}") == [SAMPLE.title]
    assert titles("topic=nothing&source=%00&order=nothing") == [SAMPLE.title, "Canal"]
    assert titles("source=Nobody") == []

    with count_queries() as few:
        teacher.opens("/teach/articles?q=canal")
    for number in range(5):
        bring_article(app, 2, body=f"Canal {number}.", title="Canal")
    with count_queries() as many:
        teacher.opens("/teach/articles?q=canal")
    assert len(many) == len(few)
