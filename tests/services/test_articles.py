"""Articles in, drafts beside them."""

from dataclasses import replace
from datetime import date

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AdminFactory,
    ArticleFactory,
    ItemFactory,
    TeacherFactory,
    UserFactory,
    content,
)
from generated import FIRST, SECOND, TEXT, WHAT, WHEN, WHO, generated
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.binned import BinKind
from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import Evidence
from quizapp.errors import (
    ArticleError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from quizapp.generation.types import Generated
from quizapp.models import Article, ArticleWords, AuditEntry, Item, ItemStatus, User
from quizapp.services import articles, binning, items, publishing
from quizapp.services.article_library import list_articles
from quizapp.services.article_search import ArticleOrder, ArticleSearch, sources_to_choose
from quizapp.services.articles import StoredArticle
from quizapp.services.asked import Asked
from quizapp.services.binning import Binned
from quizapp.services.publishing import rules_of_preset
from quizapp.services.reviewing import Segment, article_review, segments_of


def create(
    session: Session, owner: User, made: Generated | None = None, **changes: object
) -> StoredArticle:
    made = made or generated(WHEN, WHO)
    return articles.create_article(
        session, owner=owner, text=made.article.text, generated=made, now=NOW, **changes
    )


def test_an_article_comes_in_with_its_drafts(session: Session) -> None:
    teacher = TeacherFactory()
    stored = create(
        session,
        teacher,
        source_url=" https://news.example/ferry ",
        news_date=date(2025, 5, 5),
        asked=Asked(count=7, seed=3),
    )
    assert (stored.created, stored.drafts) == (True, 2)
    view = article_review(session, stored.article_id, user=teacher)
    assert (view.title, view.source_name) == ("Ferry returns to Lake Sarus", "Lake News")
    assert (view.source_url, view.news_date) == ("https://news.example/ferry", date(2025, 5, 5))
    assert view.body == TEXT
    when, who = view.drafts
    assert (when.status, when.version, when.quality, when.position) == (
        ItemStatus.DRAFT,
        1,
        0.75,
        1,
    )
    words = when.content.text()
    assert (words.stem, words.options, words.explanation) == (WHEN.stem, WHEN.options, FIRST)
    assert when.content.news_date == date(2025, 5, 5)
    assert when.content.difficulty is Difficulty.EASY
    assert when.content.topics == ("infrastructure",)
    assert when.content.source is not None
    assert when.content.source.evidence[0].answer == "4 May 2025"
    assert when.content.source.url == "https://news.example/ferry"
    assert who.content.key.option == 0
    assert [(fact.rule, fact.evidence) for fact in view.rejected] == [
        ("unresolved pronoun", SECOND)
    ]
    assert (view.counts.pending, view.counts.accepted, view.quizzes) == (2, 0, ())
    article = session.get_one(Article, stored.article_id)
    figures = {"count": 7, "options": 4, "seed": 3}
    assert article.generation == {
        **figures,
        "formats": ["single"],
        "kinds": None,
        "difficulties": None,
    }
    assert session.scalars(select(AuditEntry.action)).all() == ["article.create"]


def test_the_evidence_is_marked_in_the_body(session: Session) -> None:
    teacher = TeacherFactory()
    stored = create(session, teacher, generated(WHEN, WHAT, WHO))
    view = article_review(session, stored.article_id, user=teacher)
    when, what, who = (draft.item_id for draft in view.drafts)
    assert "".join(segment.text for segment in view.segments) == TEXT
    marked = [(s.text, s.item_ids, s.answer_item_ids) for s in view.segments if s.item_ids]
    assert marked == [
        ("The ferry ", (when, what), ()),
        ("Heron", (when, what), (what,)),
        (" crossed Lake Sarus again on ", (when, what), ()),
        ("4 May 2025", (when, what), (when,)),
        (" after nine years.", (when, what), ()),
        ("Mayor ", (who,), ()),
        ("Lata Bose", (who,), (who,)),
        (" steered it herself.", (who,), ()),
    ]


def test_evidence_that_does_not_stand_there_marks_nothing() -> None:
    moved = Evidence("not these words", 3, 18, 3, 6)
    assert segments_of("The words that are here.", [(1, moved)])[0].item_ids == ()
    assert segments_of("", []) == ()
    assert segments_of("plain", []) == (Segment("plain"),)


def test_the_same_article_twice_is_one(session: Session) -> None:
    teacher = TeacherFactory()
    first = create(session, teacher)
    again = create(session, teacher, title="Another title")
    assert again == replace(first, created=False)
    assert create(session, TeacherFactory()).created
    assert session.scalar(select(func.count(Item.id))) == 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "x" * 201}, "title"),
        ({"source_name": "x" * 201}, "source_name"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "https://"}, "source_url"),
        ({"source_url": "http://[::1"}, "source_url"),
        ({"source_url": "https://a.example/a b"}, "source_url"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    session: Session, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        create(session, TeacherFactory(), **changes)
    assert caught.value.field == field
    assert session.scalars(select(Article)).all() == []


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_a_text_that_cannot_be_stored_is_refused(session: Session, text: str) -> None:
    with pytest.raises(ArticleError) as caught:
        create(session, TeacherFactory(), generated(text=text))
    assert caught.value.reason == "binary"


def test_students_have_no_articles(session: Session) -> None:
    with pytest.raises(NotAllowedError):
        create(session, UserFactory())
    with pytest.raises(NotAllowedError):
        list_articles(session, user=UserFactory())


def test_an_article_without_a_headline_is_named_by_its_first_words(session: Session) -> None:
    teacher = TeacherFactory()
    made = generated(WHEN)
    nameless = replace(made, article=replace(made.article, title=""))
    stored = create(session, teacher, nameless)
    title = session.get_one(Article, stored.article_id).title
    assert title.startswith("Ferry returns to Lake Sarus The ferry Heron")
    assert len(title) <= 200


def test_more_questions_are_added_but_none_twice(session: Session) -> None:
    teacher = TeacherFactory()
    stored = create(session, teacher)
    more = generated(replace(WHO, stem=WHO.stem.upper()), WHAT)

    def add(made: Generated) -> int:
        return articles.add_drafts(
            session, stored.article_id, generated=made, actor=teacher, now=NOW, asked=Asked(seed=9)
        )

    assert add(more) == 1
    assert add(more) == 0
    view = article_review(session, stored.article_id, user=teacher)
    assert [draft.content.text().stem for draft in view.drafts] == [
        WHEN.stem,
        WHO.stem,
        WHAT.stem,
    ]
    with pytest.raises(ConflictError):
        add(generated(WHAT, text="Another text."))
    with pytest.raises(NotFoundError):
        articles.add_drafts(
            session, stored.article_id, generated=more, actor=TeacherFactory(), now=NOW
        )
    text = articles.article_text(session, stored.article_id, user=teacher)
    assert text.body == TEXT


def test_articles_are_listed_with_their_counts(session: Session) -> None:
    teacher = TeacherFactory()
    stored = create(session, teacher, generated(WHEN, WHO, WHAT))
    create(session, TeacherFactory())
    first, second, _ = article_review(session, stored.article_id, user=teacher).drafts
    items.accept(session, first.item_id, actor=teacher, now=NOW)
    items.reject(session, second.item_id, actor=teacher, now=NOW)
    (row,) = list_articles(session, user=teacher)
    assert (row.pending, row.accepted, row.rejected, row.published) == (1, 1, 1, 0)
    publishing.publish_article(
        session,
        stored.article_id,
        title="Ferry",
        rules=rules_of_preset("practice", questions=[1]),
        actor=teacher,
        now=NOW,
    )
    (row,) = list_articles(session, user=teacher)
    assert (row.accepted, row.published) == (0, 1)
    view = article_review(session, stored.article_id, user=teacher)
    assert [quiz.title for quiz in view.quizzes] == ["Ferry"]
    assert len(list_articles(session, user=AdminFactory())) == 2


def test_correcting_the_source_corrects_it_in_every_item(session: Session) -> None:
    teacher = TeacherFactory()
    stored = create(session, teacher)

    def rename(**changes: object) -> None:
        given = {
            "title": "The ferry is back",
            "source_name": "Lake Times",
            "source_url": "https://times.example",
            "news_date": date(2025, 5, 6),
        }
        articles.rename_article(
            session, stored.article_id, actor=teacher, now=NOW, **(given | changes)
        )

    rename()
    rename()
    for draft in article_review(session, stored.article_id, user=teacher).drafts:
        source = draft.content.source
        assert source is not None
        assert (source.title, source.name) == ("The ferry is back", "Lake Times")
        assert source.evidence
        assert draft.content.news_date == date(2025, 5, 6)
        assert draft.version == 2
    with pytest.raises(InvalidInputError) as caught:
        rename(title="")
    assert caught.value.field == "title"


def test_a_rewritten_item_needs_no_source(session: Session) -> None:
    teacher = TeacherFactory()
    stored = create(session, teacher)
    draft = article_review(session, stored.article_id, user=teacher).drafts[0]
    items.edit(
        session,
        draft.item_id,
        content=content(source=None),
        expected_version=1,
        actor=teacher,
        now=NOW,
    )
    view = article_review(session, stored.article_id, user=teacher)
    assert not any(draft.item_id in segment.item_ids for segment in view.segments)


def test_an_article_is_deleted_only_while_nothing_of_it_is_published(session: Session) -> None:
    teacher = TeacherFactory()
    stored = create(session, teacher)
    with pytest.raises(NotFoundError):
        articles.delete_article(session, stored.article_id, actor=TeacherFactory(), now=NOW)
    items.accept_all(session, stored.article_id, actor=teacher, now=NOW)
    quiz_id = publishing.publish_article(
        session,
        stored.article_id,
        title="Ferry",
        rules=rules_of_preset("practice", questions=[2]),
        actor=teacher,
        now=NOW,
    )
    with pytest.raises(ConflictError):
        articles.delete_article(session, stored.article_id, actor=teacher, now=NOW)
    publishing.unpublish_quiz(session, quiz_id, actor=teacher, now=NOW)
    articles.delete_article(session, stored.article_id, actor=teacher, now=NOW)
    session.expire_all()
    assert session.scalar(select(func.count(Item.id))) == 0
    assert session.scalar(select(func.count(Article.id))) == 0


def test_the_generator_itself_feeds_the_review(session: Session) -> None:
    teacher = TeacherFactory()
    text = (
        "Harbour opens in Kochi\n\n"
        "KOCHI, 12 March 2024: The Ministry of Ports, Shipping and Waterways opened a new fishing "
        "harbour in Kochi on 11 March 2024. The harbour cost Rs 240 crore and has room for 310 "
        "boats. The Government of Japan lent 45 per cent of the money in 2019.\n"
    )
    made = articles.generate_article(text, Asked(count=5, seed=1))
    again = articles.generate_article(text, Asked(count=5, seed=1))
    assert [q.stem for q in made.questions] == [q.stem for q in again.questions]
    stored = articles.create_article(session, owner=teacher, text=text, generated=made, now=NOW)
    view = article_review(session, stored.article_id, user=teacher)
    assert len(view.drafts) == len(made.questions) > 0
    for draft in view.drafts:
        assert any(draft.item_id in segment.answer_item_ids for segment in view.segments)
    with pytest.raises(ArticleError) as caught:
        articles.generate_article("   ", Asked())
    assert caught.value.reason == "empty"


def test_a_list_asks_as_much_for_many_articles_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    teacher = TeacherFactory()

    def queries(number: int) -> int:
        for _ in range(number):
            total = session.scalar(select(func.count(Article.id)))
            create(session, teacher, generated(text=f"{TEXT} {total}"))
        session.expunge_all()
        user = session.get_one(User, teacher_id)
        with count_queries() as counted:
            list_articles(session, user=user, search=ArticleSearch(words="lake"))
        return len(counted)

    teacher_id = teacher.id
    few = queries(1)
    teacher = session.get_one(User, teacher_id)
    assert queries(6) == few


def test_articles_are_found_by_words_and_days_in_the_order_that_is_asked(session: Session) -> None:
    teacher = TeacherFactory()
    for day, title, source in (
        (date(2026, 5, 4), "A canal opens", "Town Crier"),
        (None, "bridge at 100% cost", "PIB Delhi"),
        (date(2026, 5, 9), "Zinc mine and canal", "PIB Delhi"),
    ):
        ArticleFactory(owner_id=teacher.id, title=title, source_name=source, news_date=day)
    ArticleFactory(title="Canal of somebody else")

    def titles(**search: object) -> list[str]:
        asked = ArticleSearch(**search)
        return [row.title for row in list_articles(session, user=teacher, search=asked)]

    canal, bridge, mine = "A canal opens", "bridge at 100% cost", "Zinc mine and canal"
    assert titles(words="CANAL") == [mine, canal]
    assert titles(words="canal pib") == [mine]
    assert titles(words="can del") == [mine]
    assert titles(words="anal") == []
    assert titles(words="100%") == [bridge]
    assert titles(words="\"'*:& -") == [mine, bridge, canal]
    assert titles(source="PIB Delhi") == [mine, bridge]
    assert titles(source="PIB") == []
    assert titles(since=date(2026, 5, 5)) == [mine]
    assert titles(until=date(2026, 5, 4)) == [canal]
    assert titles(order=ArticleOrder.OLDEST) == [canal, bridge, mine]
    assert titles(order=ArticleOrder.NEWS) == [mine, canal, bridge]
    assert titles(order=ArticleOrder.TITLE) == [canal, bridge, mine]


def found(session: Session, user: User, **search: object) -> list[int]:
    page = list_articles(session, user=user, search=ArticleSearch(**search))
    return [row.id for row in page]


def test_an_article_is_found_by_its_text_and_by_what_is_known_of_it_now(session: Session) -> None:
    teacher = TeacherFactory()
    article_id = create(session, teacher).article_id
    other = create(session, TeacherFactory()).article_id

    assert found(session, teacher, words="SARUS ferr") == [article_id]
    (row,) = list_articles(session, user=teacher, search=ArticleSearch(words="sarus"))
    assert ("Sarus", True) in row.excerpt.pieces
    assert found(session, AdminFactory(), words="sarus") == [other, article_id]

    articles.rename_article(
        session,
        article_id,
        title="नौका सेवा",
        source_name="Harbour Post",
        source_url="",
        news_date=None,
        actor=teacher,
        now=NOW,
    )
    assert found(session, teacher, words="नौका harbour sarus") == [article_id]
    assert found(session, teacher, words="lake news") == []
    (row,) = list_articles(session, user=teacher, search=ArticleSearch(words="नौका"))
    assert row.excerpt is None

    articles.delete_article(session, article_id, actor=teacher, now=NOW)
    assert found(session, teacher, words="sarus") == []
    what = [Binned(BinKind.ARTICLE, article_id)]
    binning.delete_for_good(session, what, actor=teacher, now=NOW)
    assert session.scalar(select(func.count()).select_from(ArticleWords)) == 1


def test_a_text_of_many_and_long_words_is_stored_and_found(session: Session) -> None:
    teacher = TeacherFactory()
    words = " ".join(f"अक्षरमाला{number}" for number in range(60_000))
    article = ArticleFactory(owner_id=teacher.id, title="Long", body=f"{'x' * 5000} {words}")

    assert found(session, teacher, words=f"long {'x' * 200}") == [article.id]


def test_articles_are_found_by_the_topics_that_their_questions_have_now(session: Session) -> None:
    teacher = TeacherFactory()
    both, rejected, none = (ArticleFactory(owner_id=teacher.id) for _ in range(3))
    for article, topics, status in (
        (both, ("economy", "polity"), ItemStatus.DRAFT),
        (both, ("polity",), ItemStatus.PUBLISHED),
        (rejected, ("polity",), ItemStatus.REJECTED),
    ):
        item = ItemFactory(owner_id=teacher.id, article_id=article.id, status=status)
        for filed in (("sport",), topics):
            changed = content("What is it?", topics=filed)
            items.write_version(session, item, changed, author=teacher, now=NOW)
    session.flush()

    assert found(session, teacher, topic="polity") == [both.id]
    assert found(session, teacher, topic="economy") == [both.id]
    assert found(session, teacher, topic="sport") == []
    rows = list_articles(session, user=teacher)
    assert {row.id: row.topics for row in rows} == {
        both.id: ("polity", "economy"),
        rejected.id: (),
        none.id: (),
    }


def test_the_sources_of_most_articles_are_offered_by_name(session: Session) -> None:
    teacher = TeacherFactory()
    for name in ("PIB", "herald", "PIB", "", "Crier"):
        ArticleFactory(owner_id=teacher.id, source_name=name)
    ArticleFactory(source_name="Of somebody else")

    assert sources_to_choose(session, user=teacher) == ("Crier", "herald", "PIB")
    chosen = sources_to_choose(session, user=teacher, chosen="Asked")
    assert chosen == ("Asked", "Crier", "herald", "PIB")
    with pytest.raises(NotAllowedError):
        sources_to_choose(session, user=UserFactory())
