"""Accepting, rejecting, editing, retiring items."""

from dataclasses import replace
from datetime import timedelta

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
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.items import ImagePlacement, ImageRef, ItemText, SingleKey
from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import AuditEntry, Image, Item, ItemStatus, ItemVersion
from quizapp.services import items
from quizapp.services.reviewing import article_review

DRAFT, ACCEPTED, REJECTED = ItemStatus.DRAFT, ItemStatus.ACCEPTED, ItemStatus.REJECTED
PUBLISHED, RETIRED = ItemStatus.PUBLISHED, ItemStatus.RETIRED


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_an_item_is_accepted_rejected_and_reopened(session: Session) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher, status=DRAFT)
    assert items.accept(session, item.id, actor=teacher, now=NOW) is ACCEPTED
    assert items.accept(session, item.id, actor=teacher, now=NOW) is ACCEPTED
    assert items.reject(session, item.id, actor=teacher, now=NOW, reason="stale") is REJECTED
    assert items.reopen(session, item.id, actor=teacher, now=NOW) is DRAFT
    assert item.status is DRAFT
    assert actions(session) == ["item.accept", "item.reject", "item.reopen"]
    rejected = session.scalars(select(AuditEntry).where(AuditEntry.action == "item.reject")).one()
    assert rejected.detail == {"reason": "stale", "before": "accepted"}
    assert (rejected.actor_id, rejected.at) == (teacher.id, NOW)


@pytest.mark.parametrize("status", [PUBLISHED, RETIRED])
def test_a_published_item_cannot_be_undecided(session: Session, status: ItemStatus) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher, status=status)
    for decide in (items.accept, items.reject, items.reopen):
        with pytest.raises(ConflictError):
            decide(session, item.id, actor=teacher, now=NOW)
    assert actions(session) == []


def test_a_published_item_is_retired_and_restored(session: Session) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher, status=PUBLISHED)
    assert items.retire(session, item.id, actor=teacher, now=NOW) is RETIRED
    assert items.retire(session, item.id, actor=teacher, now=NOW) is RETIRED
    assert items.restore(session, item.id, actor=teacher, now=NOW) is PUBLISHED
    assert actions(session) == ["item.retire", "item.restore"]
    draft = ItemFactory(owner=teacher, status=DRAFT)
    with pytest.raises(ConflictError):
        items.retire(session, draft.id, actor=teacher, now=NOW)


def test_all_undecided_items_are_accepted_at_once(session: Session) -> None:
    teacher = TeacherFactory()
    article = ArticleFactory(owner=teacher)
    made = [
        ItemFactory(owner=teacher, article_id=article.id, status=status)
        for status in (DRAFT, REJECTED, DRAFT, PUBLISHED)
    ]
    other = ItemFactory(owner=teacher, status=DRAFT)
    assert items.accept_all(session, article.id, actor=teacher, now=NOW) == 2
    assert [item.status for item in made] == [ACCEPTED, REJECTED, ACCEPTED, PUBLISHED]
    assert other.status is DRAFT
    assert items.accept_all(session, article.id, actor=teacher, now=NOW) == 0


def test_what_is_somebody_elses_is_not_there(session: Session) -> None:
    item = ItemFactory(status=DRAFT)
    for decide in (items.accept, items.reject, items.reopen, items.retire):
        with pytest.raises(NotFoundError):
            decide(session, item.id, actor=TeacherFactory(), now=NOW)
    for item_id in (item.id + 1, 0, -1, 2**40):
        with pytest.raises(NotFoundError):
            items.get_item(session, item_id, user=TeacherFactory())
    with pytest.raises(NotAllowedError):
        items.get_item(session, item.id, user=UserFactory())
    assert items.get_item(session, item.id, user=AdminFactory()).item_id == item.id


def test_an_edit_is_a_new_version_and_the_old_one_stays(session: Session) -> None:
    teacher = TeacherFactory()
    before = content()
    item = ItemFactory(owner=teacher, content=before)
    after = replace(
        before,
        texts={
            "en": ItemText("When did they meet?", ("1987", "1988", "1991"), "In 1987."),
            "hi": ItemText("वे कब मिले?", ("1987", "1988", "1991")),
        },
        key=SingleKey(2),
        topics=("polity", "history"),
    )
    later = NOW + timedelta(hours=1)
    view = items.edit(session, item.id, content=after, expected_version=1, actor=teacher, now=later)
    assert (view.version, view.content, view.status) == (2, after, PUBLISHED)
    newest, oldest = items.history(session, item.id, user=teacher)
    assert (newest.number, newest.content, newest.created_by_name) == (
        2,
        after,
        teacher.display_name,
    )
    assert (oldest.number, oldest.content, oldest.created_by_name) == (1, before, None)
    assert newest.created_at == later
    assert actions(session) == ["item.edit"]


def test_an_edit_that_changes_nothing_makes_no_version(session: Session) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher)
    present = items.get_item(session, item.id, user=teacher).content
    items.edit(session, item.id, content=present, expected_version=1, actor=teacher, now=NOW)
    # Even when the form was sent twice, and the version that it knew is no longer the present one.
    changed = replace(present, topics=())
    for _ in range(2):
        view = items.edit(
            session, item.id, content=changed, expected_version=1, actor=teacher, now=NOW
        )
    assert view.version == 2
    assert actions(session) == ["item.edit"]


def test_two_who_edit_at_once_do_not_overwrite_each_other(session: Session) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher)
    first, second = content("What did the first editor ask?"), content("And the second one?")
    items.edit(session, item.id, content=first, expected_version=1, actor=teacher, now=NOW)
    with pytest.raises(ConflictError, match="version 2 is newer than version 1"):
        items.edit(session, item.id, content=second, expected_version=1, actor=teacher, now=NOW)
    assert items.get_item(session, item.id, user=teacher).content == first


def test_a_rejected_item_that_is_edited_is_undecided_again(session: Session) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher, status=REJECTED)
    view = items.edit(
        session, item.id, content=content(), expected_version=1, actor=teacher, now=NOW
    )
    assert view.status is DRAFT


def test_an_item_knows_its_article_and_its_quizzes(session: Session) -> None:
    teacher = TeacherFactory()
    article = ArticleFactory(owner=teacher)
    item = ItemFactory(owner=teacher, article_id=article.id)
    made = QuestionSetFactory(owner=teacher, items=[item])
    QuizFactory.create_batch(2, question_set=made)
    view = items.get_item(session, item.id, user=teacher)
    assert (view.article_id, view.article_title, view.in_quizzes) == (
        article.id,
        article.title,
        2,
    )


def test_images_are_kept_with_the_version(session: Session) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher)
    digest = "ab" * 32
    picture = ImageRef(digest, ImagePlacement.STEM, alt={"en": "A map of the river"})
    with_image = replace(items.get_item(session, item.id, user=teacher).content, images=(picture,))
    with pytest.raises(InvalidInputError) as caught:
        items.edit(session, item.id, content=with_image, expected_version=1, actor=teacher, now=NOW)
    assert caught.value.field == "images.0"
    session.add(
        Image(
            digest=digest,
            media_type="image/png",
            width=4,
            height=3,
            data=b"png",
            brought_at=NOW,
        )
    )
    session.flush()
    view = items.edit(
        session, item.id, content=with_image, expected_version=1, actor=teacher, now=NOW
    )
    assert view.content.images == (picture,)


def test_deleting_an_item_takes_its_versions_along(session: Session) -> None:
    item = ItemFactory()
    session.delete(item)
    session.flush()
    assert session.scalars(select(ItemVersion)).all() == []


def test_a_review_asks_as_much_for_many_drafts_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    teacher = TeacherFactory()
    few, many = ArticleFactory(owner=teacher), ArticleFactory(owner=teacher)
    for article, number in ((few, 2), (many, 25)):
        for _ in range(number):
            ItemFactory(owner=teacher, article_id=article.id, status=DRAFT)

    def queries(article_id: int) -> int:
        session.expunge_all()
        with count_queries() as counted:
            assert article_review(session, article_id, user=teacher).drafts
        return len(counted)

    session.expunge_all()
    few_id, many_id = session.scalars(
        select(Item.article_id).distinct().order_by(Item.article_id)
    ).all()
    assert queries(few_id) == queries(many_id)
