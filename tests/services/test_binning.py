"""The bin: what is in it is nowhere else, and comes back as it was."""

from datetime import timedelta
from random import Random

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AdminFactory,
    ArticleFactory,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    UserFactory,
    content,
    use_session,
)
from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from quizapp.domain.binned import BIN_KEPT, BinKind, days_left
from quizapp.domain.blueprints import Blueprint, Part
from quizapp.domain.permissions import Permission
from quizapp.errors import ArticleError, ConflictError, NotAllowedError, NotFoundError
from quizapp.generation.pipeline import generate
from quizapp.models import (
    WITH_BINNED,
    Article,
    AuditEntry,
    BlueprintRecord,
    Item,
    ItemSearch,
    ItemStatus,
    ItemVersion,
    QuestionSetItem,
    SetShare,
    User,
)
from quizapp.services import (
    articles,
    attempts,
    binned,
    binning,
    blueprints,
    deleting,
    exam_rules,
    sets,
)
from quizapp.services.article_library import list_articles
from quizapp.services.article_search import ArticleSearch, sources_to_choose
from quizapp.services.bank import Search, Whose, articles_to_choose, search_bank
from quizapp.services.binning import Binned
from quizapp.services.ownership import find_items, own_article, own_item
from quizapp.services.reviewing import article_review

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _factories(session: Session) -> None:
    use_session(session)


def bring(owner: User, drafts: int = 2) -> Article:
    article = ArticleFactory(owner=owner, title="The sarus ferry", body="The sarus ferry sails.")
    for position in range(1, drafts + 1):
        ItemFactory(
            owner=owner,
            article_id=article.id,
            position=position,
            status=ItemStatus.DRAFT,
            content=content(f"Where does the sarus ferry sail to, number {position}?"),
            search=ItemSearch(words=f"sarus ferry {position}"),
        )
    return article


def titles(session: Session, user: User, **wanted: object) -> list[str]:
    return [row.title for row in binning.list_bin(session, user=user, now=LATER, **wanted)]


# --- what leaves binned rows out


def test_every_way_of_asking_leaves_binned_rows_out(session: Session) -> None:
    owner = TeacherFactory()
    article = bring(owner, drafts=1)
    item = session.scalars(select(Item)).one()
    articles.delete_article(session, article.id, actor=owner, now=NOW)
    article_id, item_id = article.id, item.id
    session.expunge_all()

    other = aliased(Item)
    assert session.get(Article, article_id) is None
    assert session.get(Item, item_id, with_for_update=True, populate_existing=True) is None
    assert session.scalars(select(Item)).all() == []
    assert session.scalars(select(Item.id)).all() == []
    assert session.scalar(select(func.count(Item.id))) == 0
    assert session.scalar(select(func.count()).select_from(Item)) == 0
    assert session.scalar(select(func.count()).where(Item.owner_id == owner.id)) == 0
    assert session.scalar(select(exists().where(Item.id == item_id))) is False
    assert session.scalar(select(select(Item.id).exists())) is False
    assert session.scalars(select(other.id)).all() == []
    assert session.scalars(select(Item.id).union_all(select(other.id))).all() == []
    inside = select(Item.id).where(Item.id == item_id)
    assert (
        session.scalars(select(ItemVersion.id).where(ItemVersion.item_id.in_(inside))).all() == []
    )
    joined = select(ItemVersion.id).join(Item, Item.id == ItemVersion.item_id)
    assert session.scalars(joined).all() == []
    counted = select(func.count()).select_from(select(Item).subquery())
    assert session.scalar(counted) == 0
    outer = select(ItemVersion.id, Item.id).outerjoin(Item, Item.id == ItemVersion.item_id)
    assert [row[1] for row in session.execute(outer)] == [None]

    seen = session.scalars(select(Item).execution_options(**WITH_BINNED)).one()
    assert seen.article_id == article_id
    session.expire(seen)
    assert seen.deleted_at == NOW, "what somebody holds is read anew"


def test_who_holds_a_binned_row_finds_it_no_more(session: Session) -> None:
    owner = TeacherFactory()
    article, item = bring(owner), ItemFactory(owner=owner)
    binned.put(article, actor=owner, now=NOW)
    binned.put(item, actor=owner, now=NOW)
    session.flush()

    with pytest.raises(NotFoundError):
        own_article(session, article.id, owner)
    with pytest.raises(NotFoundError):
        own_item(session, item.id, owner)
    with pytest.raises(NotFoundError):
        find_items(session, [item.id], owner, Permission.USE)


# --- articles


def test_a_binned_article_is_nowhere_and_comes_back_as_it_was(session: Session) -> None:
    owner, admin = TeacherFactory(), AdminFactory()
    article = bring(owner)
    kept = bring_other(owner)
    before = article_review(session, article.id, user=owner)

    articles.delete_article(session, article.id, actor=owner, now=NOW)
    session.expire_all()

    for user in (owner, admin):
        assert [row.id for row in list_articles(session, user=user)] == [kept.id]
        assert dict(articles_to_choose(session, user=user)) == {kept.id: kept.title}
        assert search_bank(session, Search(words="sarus"), user=user).total == 0
        assert search_bank(session, Search(), user=user).total == 0
        found = list_articles(session, user=user, search=ArticleSearch(words="sarus"))
        assert found.total == 0
        assert sources_to_choose(session, user=user) == ("Other Post",)
        assert titles(session, user) == ["The sarus ferry"]
    with pytest.raises(NotFoundError):
        article_review(session, article.id, user=owner)
    assert titles(session, TeacherFactory()) == []
    (row,) = binning.list_bin(session, user=admin, now=LATER)
    assert (row.questions, row.deleted_by, row.days_left) == (2, owner.display_name, 30)

    back = binning.restore(session, [Binned(BinKind.ARTICLE, article.id)], actor=owner, now=LATER)

    assert list(back.values()) == ["The sarus ferry"]
    session.expire_all()
    assert article_review(session, article.id, user=owner) == before
    assert search_bank(session, Search(words="sarus"), user=owner).total == 2
    assert titles(session, owner) == []
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["article.delete", "bin.bring-back"]


def bring_other(owner: User) -> Article:
    return ArticleFactory(owner=owner, source_name="Other Post")


def test_what_was_binned_before_its_article_stays_in_the_bin(session: Session) -> None:
    owner = TeacherFactory()
    article = bring(owner)
    first, second = session.scalars(select(Item).order_by(Item.id))
    binned.put(first, actor=owner, now=NOW)
    session.flush()
    articles.delete_article(session, article.id, actor=owner, now=NOW)
    assert len(titles(session, owner)) == 2

    with pytest.raises(ConflictError, match="article of this question is in the bin"):
        binning.restore(session, [Binned(BinKind.ITEM, first.id)], actor=owner, now=LATER)
    with pytest.raises(NotFoundError):
        binning.restore(session, [Binned(BinKind.ITEM, second.id)], actor=owner, now=LATER)

    binning.restore(session, [Binned(BinKind.ARTICLE, article.id)], actor=owner, now=LATER)
    assert session.scalars(select(Item.id)).all() == [second.id]
    assert titles(session, owner) == ["Where does the sarus ferry sail to, number 1?"]
    # Chosen together, the article comes first whatever the order.
    articles.delete_article(session, article.id, actor=owner, now=NOW)
    both = [Binned(BinKind.ITEM, first.id), Binned(BinKind.ARTICLE, article.id)]
    binning.restore(session, both, actor=owner, now=LATER)
    assert session.scalars(select(Item.id).order_by(Item.id)).all() == [first.id, second.id]


def test_an_article_that_is_in_the_bin_is_not_brought_twice(session: Session) -> None:
    owner = TeacherFactory()
    text = (
        "KOCHI, 12 March 2024: The Ministry of Ports, Shipping and Waterways opened a new fishing "
        "harbour in Kochi on 11 March 2024. The harbour cost Rs 240 crore and has room for 310 "
        "boats. The Government of Japan lent 45 per cent of the money in 2019.\n"
    )
    made = generate(text, count=2)
    stored = articles.create_article(session, owner=owner, text=text, generated=made, now=NOW)
    articles.delete_article(session, stored.article_id, actor=owner, now=NOW)

    with pytest.raises(ArticleError) as refused:
        articles.create_article(session, owner=owner, text=text, generated=made, now=LATER)
    assert refused.value.reason == "in_bin"
    assert refused.value.params == {"article_id": stored.article_id}

    binning.delete_for_good(
        session, [Binned(BinKind.ARTICLE, stored.article_id)], actor=owner, now=LATER
    )
    assert articles.create_article(
        session, owner=owner, text=text, generated=made, now=LATER
    ).created


# --- who may, and what is refused


def test_only_owners_and_administrators_bring_back_or_delete_for_good(session: Session) -> None:
    owner, other = TeacherFactory(), TeacherFactory()
    article = bring(owner)
    articles.delete_article(session, article.id, actor=owner, now=NOW)
    what = [Binned(BinKind.ARTICLE, article.id)]

    for do in (binning.restore, binning.delete_for_good):
        with pytest.raises(NotFoundError):
            do(session, what, actor=other, now=LATER)
        with pytest.raises(NotAllowedError):
            do(session, what, actor=UserFactory(), now=LATER)
        with pytest.raises(NotFoundError):
            do(session, [Binned(BinKind.ARTICLE, 2**40)], actor=owner, now=LATER)
    with pytest.raises(NotAllowedError):
        binning.list_bin(session, user=UserFactory(), now=LATER)
    binning.restore(session, what, actor=AdminFactory(), now=LATER)
    assert session.get(Article, article.id) is not None
    with pytest.raises(NotFoundError, match="not in your bin any more"):
        binning.restore(session, what, actor=owner, now=LATER)


def test_a_refusal_changes_nothing(session: Session) -> None:
    owner = TeacherFactory()
    article = bring(owner)
    first = session.scalars(select(Item)).first()
    assert first is not None
    binned.put(first, actor=owner, now=NOW)
    plan = blueprint_of(session, owner)
    blueprints.delete_blueprint(session, plan, actor=owner, now=NOW)
    articles.delete_article(session, article.id, actor=owner, now=NOW)

    chosen = [Binned(BinKind.BLUEPRINT, plan), Binned(BinKind.ITEM, first.id)]
    with pytest.raises(ConflictError):
        binning.restore(session, chosen, actor=owner, now=LATER)
    assert len(titles(session, owner)) == 3


def blueprint_of(session: Session, owner: User, name: str = "Weekly") -> int:
    plan = Blueprint(name=name, exam="", parts=(Part("", 5),))
    return blueprints.store_blueprint(session, plan, actor=owner, now=NOW)


# --- blueprints and rules


def test_blueprints_and_rules_go_and_come_back(session: Session) -> None:
    owner = TeacherFactory()
    plan = blueprint_of(session, owner)
    rules = exam_rules.copy_rules(session, "practice", name="My rules", actor=owner, now=NOW)
    before = (
        blueprints.list_blueprints(session, user=owner),
        exam_rules.list_rules(session, user=owner),
    )

    assert blueprints.delete_blueprint(session, plan, actor=owner, now=NOW) == "Weekly"
    assert exam_rules.delete_rules(session, rules, actor=owner, now=LATER) == "My rules"

    assert blueprints.list_blueprints(session, user=owner) == ()
    assert exam_rules.list_rules(session, user=owner) == ()
    with pytest.raises(NotFoundError):
        blueprints.own_blueprint(session, plan, user=owner)
    with pytest.raises(NotFoundError):
        exam_rules.own_rules(session, rules, user=owner)
    assert titles(session, owner) == ["My rules", "Weekly"]
    assert titles(session, owner, kind=BinKind.BLUEPRINT) == ["Weekly"]
    assert titles(session, owner, words="RULES my") == ["My rules"]
    assert titles(session, owner, words="100%") == []

    chosen = [Binned(BinKind.BLUEPRINT, plan), Binned(BinKind.RULES, rules)]
    binning.restore(session, chosen, actor=owner, now=LATER)
    assert before == (
        blueprints.list_blueprints(session, user=owner),
        exam_rules.list_rules(session, user=owner),
    )


# --- the end


def test_what_is_old_is_purged_in_portions_and_what_is_needed_stays(session: Session) -> None:
    owner = TeacherFactory()
    old, at_end = NOW - BIN_KEPT, NOW
    article = bring(owner)
    articles.delete_article(session, article.id, actor=owner, now=old)
    for number in range(3):
        plan = blueprint_of(session, owner, f"Plan {number}")
        blueprints.delete_blueprint(session, plan, actor=owner, now=old)
    fresh = blueprint_of(session, owner, "Fresh")
    blueprints.delete_blueprint(session, fresh, actor=owner, now=old + timedelta(seconds=1))
    used = ItemFactory(owner=owner)
    QuestionSetFactory(owner=owner, items=[used])
    binned.put(used, actor=owner, now=old)
    session.flush()

    steps = []
    while gone := binning.purge(session, now=at_end, limit=2):
        steps.append(gone)

    assert steps == [2, 2]
    everything = {"execution_options": WITH_BINNED}
    assert session.scalars(select(Article.id), **everything).all() == []
    assert session.scalars(select(Item.id), **everything).all() == [used.id]
    assert session.scalars(select(BlueprintRecord.id), **everything).all() == [fresh]
    purged = select(func.count()).where(AuditEntry.action == "bin.purge")
    assert session.scalar(purged) == 4
    with pytest.raises(ConflictError, match="cannot be deleted for good yet"):
        binning.delete_for_good(session, [Binned(BinKind.ITEM, used.id)], actor=owner, now=NOW)


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (timedelta(0), 30),
        (timedelta(hours=1), 30),
        (timedelta(days=1), 29),
        (timedelta(days=29, hours=23), 1),
        (timedelta(days=30), 0),
        (timedelta(days=31), 0),
    ],
)
def test_a_day_that_has_begun_counts_as_left(after: timedelta, left: int) -> None:
    assert days_left(NOW, NOW + after) == left


def test_the_list_asks_as_often_for_many_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    owner = TeacherFactory()

    def fill(number: int) -> None:
        for _ in range(number):
            article = ArticleFactory(owner=owner)
            ItemFactory(owner=owner, article_id=article.id, status=ItemStatus.DRAFT)
            articles.delete_article(session, article.id, actor=owner, now=NOW)
            item = ItemFactory(owner=owner)
            binned.put(item, actor=owner, now=NOW)
        session.flush()

    def count() -> int:
        session.expire_all()
        with count_queries() as asked:
            page = binning.list_bin(session, user=owner, now=LATER, per_page=100)
        assert len(page) == page.total
        return len(asked)

    fill(1)
    few = count()
    fill(10)
    assert count() == few


# --- questions


def test_a_binned_question_is_nowhere_and_comes_back_as_it_was(session: Session) -> None:
    owner = TeacherFactory()
    article = bring(owner)
    first, second = session.scalars(select(Item).order_by(Item.id))
    before = article_review(session, article.id, user=owner)

    deleting.delete_item(session, first.id, actor=owner, now=NOW)

    review = article_review(session, article.id, user=owner)
    assert [draft.item_id for draft in review.drafts] == [second.id]
    assert [row.item_id for row in search_bank(session, Search(), user=owner)] == [second.id]
    (row,) = list_articles(session, user=owner)
    assert row.pending == 1
    with pytest.raises(NotFoundError):
        deleting.delete_item(session, first.id, actor=owner, now=NOW)
    (row,) = binning.list_bin(session, user=owner, now=LATER)
    assert (row.title, row.language) == ("Where does the sarus ferry sail to, number 1?", "en")

    binning.restore(session, [Binned(BinKind.ITEM, first.id)], actor=owner, now=LATER)
    assert article_review(session, article.id, user=owner) == before


def test_questions_that_something_needs_stay(session: Session) -> None:
    owner, other = TeacherFactory(), TeacherFactory()
    loose, in_set, asked = (ItemFactory(owner=owner) for _ in range(3))
    found = QuestionSetFactory(owner=owner, items=[in_set, asked], title="Weekly set")
    quiz, user = QuizFactory(question_set=found), UserFactory()
    attempts.start(session, quiz.id, user=user, now=NOW, rng=Random(1))
    session.execute(delete(QuestionSetItem).where(QuestionSetItem.item_id == asked.id))

    with pytest.raises(ConflictError, match="stands in the set “Weekly set”"):
        deleting.delete_item(session, in_set.id, actor=owner, now=LATER)
    with pytest.raises(ConflictError, match="Students had this question"):
        deleting.delete_item(session, asked.id, actor=owner, now=LATER)
    with pytest.raises(NotFoundError):
        deleting.delete_items(session, [loose.id], actor=other, now=LATER)
    everything = [loose.id, in_set.id, asked.id]
    done = deleting.delete_items(session, everything, actor=owner, now=LATER)
    assert done == deleting.Deleted((loose.id,), (in_set.id, asked.id))
    binning.purge(session, now=LATER + BIN_KEPT, limit=10)
    left = session.scalars(select(Item.id).order_by(Item.id), execution_options=WITH_BINNED)
    assert left.all() == [in_set.id, asked.id]


# --- sets


def test_a_binned_set_is_nowhere_and_comes_back_as_it_was(session: Session) -> None:
    owner, other = TeacherFactory(), TeacherFactory()
    items = [ItemFactory(owner=owner, status=ItemStatus.ACCEPTED) for _ in range(2)]
    found = QuestionSetFactory(owner=owner, items=items, title="Weekly")
    session.add(
        SetShare(
            set_id=found.id,
            user_id=other.id,
            permission=Permission.USE,
            shared_at=NOW,
            shared_by_id=owner.id,
        )
    )
    session.flush()
    before = sets.set_view(session, found.id, user=owner)

    assert deleting.delete_set(session, found.id, actor=owner, now=NOW) == "Weekly"

    session.expunge_all()
    owner, other = session.get_one(User, owner.id), session.get_one(User, other.id)
    for user in (owner, other):
        listed = sets.list_sets(session, user=user, needed=Permission.USE)
        assert listed.total == 0
        with pytest.raises(NotFoundError):
            sets.set_view(session, found.id, user=user)
    shared = search_bank(session, Search(whose=Whose.SHARED), user=other)
    assert shared.total == 0
    with pytest.raises(NotFoundError):
        own_item(session, items[0].id, other)
    bank = search_bank(session, Search(), user=owner)
    assert [row.usage.sets for row in bank] == [0, 0]
    (row,) = binning.list_bin(session, user=owner, now=LATER)
    assert (row.kind, row.questions) == (BinKind.SET, 2)
    # Its name stays taken, so that it can come back.
    again = sets.make_set(
        session, [session.get_one(Item, items[0].id)], owner=owner, title="Weekly", now=NOW
    )
    assert again.slug != found.slug

    # Its questions can go as well; they come back first.
    session.execute(delete(QuestionSetItem).where(QuestionSetItem.set_id == again.id))
    deleting.delete_item(session, items[0].id, actor=owner, now=NOW)
    what = Binned(BinKind.SET, found.id)
    with pytest.raises(ConflictError, match="Questions of “Weekly” are in the bin"):
        binning.restore(session, [what], actor=owner, now=LATER)
    both = [what, Binned(BinKind.ITEM, items[0].id)]
    binning.restore(session, both, actor=owner, now=LATER)
    session.expire_all()
    assert sets.set_view(session, found.id, user=owner) == before
    assert sets.list_sets(session, user=other, needed=Permission.USE).total == 1


def test_a_set_of_which_quizzes_were_made_stays(session: Session) -> None:
    owner, admin = TeacherFactory(), AdminFactory()
    found = QuestionSetFactory(owner=owner)
    quiz = QuizFactory(question_set=found)
    with pytest.raises(ConflictError, match="Quizzes were made of this set"):
        deleting.delete_set(session, found.id, actor=owner, now=NOW)
    session.delete(quiz)
    session.flush()
    with pytest.raises(NotFoundError):
        deleting.delete_set(session, found.id, actor=TeacherFactory(), now=NOW)
    deleting.delete_set(session, found.id, actor=admin, now=NOW)
    binning.purge(session, now=NOW + BIN_KEPT, limit=10)
    assert session.scalar(select(func.count(QuestionSetItem.set_id))) == 0
    assert session.scalar(select(func.count(Item.id))) == 3
