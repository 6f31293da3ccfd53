"""A second teacher looks at items: who may do what, verdicts, notices, comments."""

from dataclasses import replace
from datetime import timedelta

import pytest
from databases import CountQueries
from factories import (
    NOW,
    ArticleFactory,
    ItemFactory,
    QuestionSetFactory,
    TeacherFactory,
    UserFactory,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.permissions import Permission
from quizapp.domain.second_looks import Verdict
from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import AuditEntry, Item, ItemReview, ItemStatus, User
from quizapp.services import item_comments, items, notices, second_looks, set_sharing
from quizapp.services.notice_texts import message_of
from quizapp.services.ownership import find_item
from quizapp.services.review_lists import discussed_item, list_reviews

GOOD, CHANGES = Verdict
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def asker(session: Session) -> User:
    assert session
    return TeacherFactory()


@pytest.fixture
def reviewer(session: Session) -> User:
    assert session
    return TeacherFactory()


def draft(owner: User, status: ItemStatus = ItemStatus.DRAFT, **more: object) -> Item:
    return ItemFactory(owner=owner, status=status, **more)


def ask(session: Session, who: User, *asked: Item) -> second_looks.Asked:
    owner = session.get_one(User, asked[0].owner_id)
    return second_looks.ask(
        session, [each.id for each in asked], who=who.username, actor=owner, now=NOW
    )


def decide(session: Session, item: Item, actor: User, verdict: Verdict, words: str = "") -> None:
    second_looks.decide(
        session,
        item.id,
        verdict=verdict,
        words=words,
        version=item.version_number,
        actor=actor,
        now=LATER,
    )


def told(session: Session, user: User) -> list[str]:
    shown = [message_of(each.kind, each.data) for each in notices.list_notices(session, user=user)]
    return [message % params for message, params in shown]


def review_of(session: Session, item: Item) -> ItemReview:
    return session.scalars(select(ItemReview).where(ItemReview.item_id == item.id)).one()


def test_who_is_asked_may_look_say_something_and_nothing_else(
    session: Session, asker: User, reviewer: User
) -> None:
    item, stranger = draft(asker), TeacherFactory()
    with pytest.raises(NotFoundError):
        discussed_item(session, item.id, user=reviewer)
    ask(session, reviewer, item)

    seen = discussed_item(session, item.id, user=reviewer)
    assert (seen.may_edit, seen.in_review) == (False, True)
    item_comments.comment(session, item.id, text="Hm.", actor=reviewer, now=NOW)
    for needed in Permission:
        with pytest.raises(NotFoundError):
            find_item(session, item.id, reviewer, needed)
    with pytest.raises(NotFoundError):
        discussed_item(session, item.id, user=stranger)
    with pytest.raises(NotFoundError):
        second_looks.take_back(session, review_of(session, item).id, actor=stranger, now=NOW)
    with pytest.raises(NotAllowedError):
        second_looks.take_back(session, review_of(session, item).id, actor=reviewer, now=NOW)

    second_looks.take_back(session, review_of(session, item).id, actor=asker, now=NOW)
    for look in (discussed_item, item_comments.list_comments):
        with pytest.raises(NotFoundError):
            look(session, item.id, user=reviewer)
    with pytest.raises(NotFoundError):
        decide(session, item, reviewer, GOOD)
    assert told(session, reviewer) == []
    assert second_looks.count_open(session, user=reviewer) == 0


def test_a_verdict_is_about_the_version_that_was_seen(
    session: Session, asker: User, reviewer: User
) -> None:
    item = draft(asker)
    ask(session, reviewer, item)
    view = items.get_item(session, item.id, user=asker)
    items.edit(
        session,
        item.id,
        content=replace(view.content, topics=("polity",)),
        expected_version=1,
        actor=asker,
        now=NOW,
    )
    assert discussed_item(session, item.id, user=reviewer).version == 2
    with pytest.raises(ConflictError, match="version 2"):
        second_looks.decide(session, item.id, verdict=GOOD, version=1, actor=reviewer, now=LATER)
    with pytest.raises(InvalidInputError, match="Say what"):
        decide(session, item, reviewer, CHANGES, " \n")
    decide(session, item, reviewer, CHANGES, "The year is missing.")

    (review,) = discussed_item(session, item.id, user=asker).reviews
    assert (review.verdict, review.version) == (CHANGES, 2)
    assert review.words == "The year is missing."
    assert told(session, asker) == [
        f"{reviewer.display_name} reviewed your question: it needs changes."
    ]
    decide(session, item, reviewer, GOOD)
    assert told(session, asker) == [
        f"{reviewer.display_name} reviewed your question: it looks good."
    ]
    assert not second_looks.under_review(session, [item.id])


def test_several_are_asked_about_at_once_and_told_of_in_one_notice(
    session: Session, asker: User, reviewer: User
) -> None:
    first, second = draft(asker), draft(asker, ItemStatus.ACCEPTED)
    rejected = draft(asker, ItemStatus.REJECTED)
    done = ask(session, reviewer, first, second, rejected)
    assert done.item_ids == (first.id, second.id)
    assert done.left_out == (rejected.id,)
    assert told(session, reviewer) == [f"{asker.display_name} asks you to review 2 questions."]
    with pytest.raises(InvalidInputError, match="nothing to ask"):
        ask(session, reviewer, first)

    decide(session, first, reviewer, GOOD)
    decide(session, second, reviewer, CHANGES, "Too easy.")
    (notice,) = told(session, asker)
    assert notice.endswith("questions that you asked about: 1 look good, 1 need changes.")
    assert list_reviews(session, user=reviewer, decided=True).total == 2
    assert list_reviews(session, user=asker, asked_by_me=True, decided=True).total == 2
    assert list_reviews(session, user=reviewer).total == 0
    ask(session, reviewer, first)
    assert second_looks.under_review(session, [first.id, second.id]) == {first.id}


@pytest.mark.parametrize(
    ("who", "refusal"), [("nobody", "Nobody has"), ("pupil", "is a student"), ("me", "yourself")]
)
def test_only_another_teacher_is_asked(
    session: Session, asker: User, who: str, refusal: str
) -> None:
    item = draft(asker)
    UserFactory(username="pupil")
    name = asker.username if who == "me" else who
    with pytest.raises(InvalidInputError, match=refusal) as caught:
        second_looks.ask(session, [item.id], who=name, actor=asker, now=NOW)
    assert caught.value.field == "who"


def test_who_may_only_use_an_item_neither_asks_nor_reads_what_is_said(
    session: Session, asker: User, reviewer: User
) -> None:
    item = draft(asker, ItemStatus.ACCEPTED)
    found = QuestionSetFactory(owner=asker, items=[item])
    set_sharing.share_set(
        session,
        found.id,
        who=reviewer.username,
        permission=Permission.USE,
        actor=asker,
        now=NOW,
    )
    with pytest.raises(NotAllowedError):
        second_looks.ask(session, [item.id], who=asker.username, actor=reviewer, now=NOW)
    with pytest.raises(NotAllowedError):
        item_comments.list_comments(session, item.id, user=reviewer)
    with pytest.raises(NotAllowedError):
        item_comments.comment(session, item.id, text="Hm.", actor=reviewer, now=NOW)


def test_all_open_questions_of_an_article_are_given_to_a_teacher(
    session: Session, asker: User, reviewer: User
) -> None:
    article = ArticleFactory(owner=asker)
    accepted = draft(asker, ItemStatus.ACCEPTED, article_id=article.id)
    open_one = draft(asker, article_id=article.id)
    draft(asker, ItemStatus.REJECTED, article_id=article.id)

    done = second_looks.ask_for_article(
        session, article.id, who=reviewer.email, note="Both?", actor=asker, now=NOW
    )

    assert set(done.item_ids) == {accepted.id, open_one.id}
    assert second_looks.open_of_article(session, article.id) == 1
    with pytest.raises(NotFoundError):
        second_looks.ask_for_article(
            session, article.id, who=asker.username, actor=reviewer, now=NOW
        )
    first = discussed_item(session, accepted.id, user=reviewer)
    assert first.mine is not None
    assert (first.mine.note, first.next_id) == ("Both?", open_one.id)


def test_comments_tell_the_others_once_until_they_read(
    session: Session, asker: User, reviewer: User
) -> None:
    item, gone = draft(asker), TeacherFactory()
    ask(session, reviewer, item)
    ask(session, gone, item)
    item_comments.comment(session, item.id, text="I was here.", actor=gone, now=NOW)
    ended = session.scalars(select(ItemReview).where(ItemReview.reviewer_id == gone.id)).one()
    second_looks.take_back(session, ended.id, actor=asker, now=NOW)
    notices.mark_read(session, user=reviewer, now=NOW)
    notices.mark_read(session, user=asker, now=NOW)
    for text in ("One.", "Two.\nOf two lines."):
        item_comments.comment(session, item.id, text=text, actor=asker, now=LATER)

    assert notices.count_unread(session, user=reviewer) == 1
    assert notices.count_unread(session, user=asker) == 0
    assert notices.count_unread(session, user=gone) == 0
    shown = item_comments.list_comments(session, item.id, user=reviewer)
    assert [each.text for each in shown] == ["I was here.", "One.", "Two.\nOf two lines."]
    mine = list(item_comments.list_comments(session, item.id, user=asker))[-1]

    with pytest.raises(NotAllowedError):
        item_comments.edit_comment(session, mine.id, text="No.", actor=reviewer, now=LATER)
    with pytest.raises(InvalidInputError):
        item_comments.edit_comment(session, mine.id, text="x" * 2001, actor=asker, now=LATER)
    item_comments.edit_comment(session, mine.id, text="Three.", actor=asker, now=LATER)
    item_comments.delete_comment(session, mine.id, actor=asker, now=LATER)
    last = list(item_comments.list_comments(session, item.id, user=reviewer))[-1]
    assert (last.is_deleted, last.text, last.author_name) == (True, "", asker.display_name)
    with pytest.raises(ConflictError):
        item_comments.edit_comment(session, mine.id, text="Again.", actor=asker, now=LATER)
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.actor_id == asker.id))
    assert {"comment.write", "comment.change", "comment.delete", "item.end-review"} <= {*actions}


def test_lists_ask_as_often_for_many_as_for_few(
    session: Session, asker: User, reviewer: User, count_queries: CountQueries
) -> None:
    counts = []
    for size in (2, 12):
        asked = [draft(asker) for _ in range(size)]
        ask(session, reviewer, *asked)
        item_comments.comment(session, asked[0].id, text="Hm.", actor=asker, now=NOW)
        session.flush()
        session.expire_all()
        with count_queries() as queries:
            list_reviews(session, user=reviewer)
            discussed_item(session, asked[0].id, user=reviewer)
            item_comments.list_comments(session, asked[0].id, user=reviewer)
        counts.append(len(queries))
    assert counts[0] == counts[1]
