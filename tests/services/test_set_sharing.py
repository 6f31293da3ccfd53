"""Sharing sets with other teachers: who may do what, ending it, copies, handing over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AdminFactory,
    ArticleFactory,
    ItemFactory,
    QuestionSetFactory,
    TeacherFactory,
    UserFactory,
    content,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.permissions import Permission
from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import (
    Item,
    ItemStatus,
    ItemVersion,
    Notice,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    User,
)
from quizapp.services import (
    arranging,
    bank,
    bank_actions,
    copying,
    items,
    publishing,
    set_sharing,
    sets,
)
from quizapp.services.composing import PartChoice, compose_set
from quizapp.services.ownership import find_item, find_set, own_quiz
from quizapp.services.rules import rules_of_preset

USE, EDIT, OWN = Permission


def share(session: Session, found: QuestionSet, who: User, permission: Permission = USE) -> None:
    owner = session.get_one(User, found.owner_id)
    set_sharing.share_set(
        session, found.id, who=who.username, permission=permission, actor=owner, now=NOW
    )


def items_of(session: Session, set_id: int) -> list[Item]:
    return list(
        session.scalars(
            select(Item)
            .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
            .where(QuestionSetItem.set_id == set_id)
            .order_by(QuestionSetItem.position)
        )
    )


def told(session: Session, user: User) -> list[str]:
    kinds = select(Notice.kind).where(Notice.user_id == user.id).order_by(Notice.id)
    return list(session.scalars(kinds))


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInputError) as caught:
        action()
    return str(caught.value)


@pytest.mark.parametrize("has", [None, USE, EDIT, OWN])
@pytest.mark.parametrize("needed", list(Permission))
def test_whoever_asks_gets_what_they_may_do(
    session: Session, has: Permission | None, needed: Permission
) -> None:
    found = QuestionSetFactory()
    item = items_of(session, found.id)[0]
    who = TeacherFactory()
    if has is OWN:
        who = session.get_one(User, found.owner_id)
    elif has is not None:
        share(session, found, who, has)

    for look_up in (
        lambda: find_set(session, found.id, who, needed),
        lambda: find_item(session, item.id, who, needed),
    ):
        if has is None:
            with pytest.raises(NotFoundError):
                look_up()
        elif has.permits(needed):
            assert look_up()
        else:
            with pytest.raises(NotAllowedError):
                look_up()


def test_a_set_for_all_teachers_is_not_for_students_nor_to_be_changed(session: Session) -> None:
    found, later, student = QuestionSetFactory(), TeacherFactory(), UserFactory()
    owner = session.get_one(User, found.owner_id)

    for _twice in range(2):
        set_sharing.share_with_all(session, found.id, actor=owner, now=NOW)

    assert find_set(session, found.id, later, USE)
    with pytest.raises(NotAllowedError):
        find_set(session, found.id, later, EDIT)
    with pytest.raises(NotAllowedError):
        find_set(session, found.id, student, USE)
    with pytest.raises(ConflictError):
        set_sharing.leave_set(session, found.id, actor=later, now=NOW)
    set_sharing.stop_sharing_with_all(session, found.id, actor=owner, now=NOW)
    with pytest.raises(NotFoundError):
        find_set(session, found.id, later, USE)


def test_nobody_passes_on_more_than_they_have(session: Session) -> None:
    """What is in a set for use only cannot be edited by those who may edit that set."""
    first, second = QuestionSetFactory(), TeacherFactory()
    item = items_of(session, first.id)[0]
    share(session, first, second)
    mine, _done = bank_actions.add_to_set(
        session, [item.id], set_id=None, title="Mine", actor=second, now=NOW
    )
    third = TeacherFactory()
    share(session, session.get_one(QuestionSet, mine), third, EDIT)

    assert find_set(session, mine, third, EDIT)
    assert find_item(session, item.id, third, USE)
    for who in (second, third):
        with pytest.raises(NotAllowedError):
            find_item(session, item.id, who, EDIT)


def test_clear_words_for_whom_a_set_cannot_be_shared_with(session: Session) -> None:
    found = QuestionSetFactory()
    owner = session.get_one(User, found.owner_id)
    other = TeacherFactory(email="other@example.org")
    student, gone = UserFactory(), TeacherFactory(is_active=False)

    def sharing(who: str, by: User = owner) -> Callable[[], object]:
        return lambda: set_sharing.share_set(
            session, found.id, who=who, permission=USE, actor=by, now=NOW
        )

    assert "typing errors" in refused(sharing("nobody-at-all"))
    assert "typing errors" in refused(sharing(gone.username))
    assert "is a student here" in refused(sharing(student.username))
    assert "you yourself" in refused(sharing(owner.username.upper()))
    assert "own" in refused(sharing(owner.username, AdminFactory()))
    assert sharing(" Other@Example.org ")()
    assert "already" in refused(sharing(other.username))
    assert told(session, other) == ["set-shared"]
    share(session, found, other, EDIT)
    assert find_set(session, found.id, other, EDIT)
    assert len(set_sharing.sharing_view(session, found.id, user=owner).people) == 1
    for stranger in (TeacherFactory(), other):
        with pytest.raises((NotFoundError, NotAllowedError)):
            sharing("nobody", stranger)()


def test_a_quiz_of_a_shared_set_is_whose_who_made_it_and_goes_on(session: Session) -> None:
    found, other = QuestionSetFactory(), TeacherFactory()
    owner = session.get_one(User, found.owner_id)
    share(session, found, other)
    rules = rules_of_preset("upsc-prelims-gs1", questions=(3,))

    made = {
        who.id: publishing.publish_set(
            session, found.id, title="Towns", rules=rules, actor=who, now=NOW
        )
        for who in (owner, other)
    }
    assert made[owner.id] != made[other.id]
    assert session.get_one(Quiz, made[other.id]).owner_id == other.id
    set_sharing.end_share(session, found.id, user_id=other.id, actor=owner, now=NOW)

    assert told(session, other) == ["set-shared", "set-unshared"]
    assert own_quiz(session, made[other.id], other)
    with pytest.raises(NotFoundError):
        own_quiz(session, made[other.id], owner)
    shown = sets.set_view(session, found.id, user=owner)
    assert [quiz.id for quiz in shown.quizzes] == [made[owner.id]]
    with pytest.raises(NotFoundError):
        publishing.publish_set(session, found.id, title="More", rules=rules, actor=other, now=NOW)


def test_unpublishing_ones_quiz_leaves_the_others_set(session: Session) -> None:
    owner, other = TeacherFactory(), TeacherFactory()
    found = QuestionSetFactory(owner=owner, article_id=ArticleFactory(owner=owner).id)
    share(session, found, other)
    rules = rules_of_preset("upsc-prelims-gs1", questions=(3,))
    quiz = publishing.publish_set(
        session, found.id, title="Towns", rules=rules, actor=other, now=NOW
    )

    retired = items_of(session, found.id)[0]
    retired.status = ItemStatus.RETIRED

    publishing.unpublish_quiz(session, quiz, actor=other, now=NOW)

    assert find_set(session, found.id, owner, OWN)
    assert [item.status for item in items_of(session, found.id)] == [
        ItemStatus.RETIRED,
        ItemStatus.ACCEPTED,
        ItemStatus.ACCEPTED,
    ]
    quiz = publishing.publish_set(
        session, found.id, title="Towns", rules=rules, actor=owner, now=NOW
    )
    publishing.unpublish_quiz(session, quiz, actor=owner, now=NOW)
    assert find_set(session, found.id, other, USE)


def test_an_editor_writes_versions_and_adds_what_becomes_the_owners(session: Session) -> None:
    found, editor = QuestionSetFactory(), TeacherFactory()
    share(session, found, editor, EDIT)
    item = items_of(session, found.id)[0]
    own = ItemFactory(owner=editor, status=ItemStatus.ACCEPTED)

    items.edit(
        session, item.id, content=content("When?"), expected_version=1, actor=editor, now=NOW
    )
    written = sets.add_new_item(session, found.id, content(), actor=editor, now=NOW)
    bank_actions.add_to_set(session, [own.id], set_id=found.id, actor=editor, now=NOW)

    version = session.scalars(
        select(ItemVersion).where(ItemVersion.item_id == item.id, ItemVersion.number == 2)
    ).one()
    assert version.created_by_id == editor.id
    *_, new, copied = items_of(session, found.id)
    assert (new.id, new.owner_id) == (written, found.owner_id)
    assert (copied.owner_id, copied.copied_from_id) == (found.owner_id, own.id)
    set_sharing.leave_set(session, found.id, actor=editor, now=NOW)
    assert told(session, session.get_one(User, found.owner_id)) == ["set-left"]
    with pytest.raises(NotFoundError):
        items.retire(session, item.id, actor=editor, now=NOW)


def test_shared_sets_are_composed_of_and_stay_where_they_were_put(session: Session) -> None:
    from random import Random  # noqa: PLC0415

    found, other = QuestionSetFactory(), TeacherFactory()
    owner = session.get_one(User, found.owner_id)
    share(session, found, other)

    made = compose_set(
        session, [PartChoice((found.id,))], title="Paper", actor=other, now=NOW, rng=Random(1)
    )
    set_sharing.end_share(session, found.id, user_id=other.id, actor=owner, now=NOW)

    shown = sets.set_view(session, made, user=other)
    assert len(shown.items) == 3
    assert not any(each.may_edit for each in shown.items)


def test_the_bank_finds_what_is_shared_and_copies_what_one_lacks(session: Session) -> None:
    found, me = QuestionSetFactory(), TeacherFactory()
    QuestionSetFactory()
    share(session, found, me)
    search = bank.Search(whose=bank.Whose.SHARED)

    rows = bank.search_bank(session, search, user=me)
    ids = [row.item_id for row in rows]
    assert sorted(ids) == [item.id for item in items_of(session, found.id)]
    assert {row.permission for row in rows} == {USE}
    assert all(row.owner_name for row in rows)
    assert bank.search_bank(session, bank.Search(), user=me).total == 0
    with pytest.raises(NotAllowedError):
        bank_actions.change_status(session, ids, "retire", actor=me, now=NOW)

    assert len(bank_actions.copy_to_bank(session, ids[:2], actor=me, now=NOW).changed) == 2
    again = bank_actions.copy_to_bank(session, ids, actor=me, now=NOW)
    assert (len(again.changed), sorted(again.refused)) == (1, sorted(ids[:2]))


def test_a_copy_is_of_items_of_ones_own(session: Session) -> None:
    found, other = QuestionSetFactory(items__size=4), TeacherFactory()
    share(session, found, other)
    first, second, third, fourth = items_of(session, found.id)
    third.status = ItemStatus.RETIRED
    same = ItemFactory(
        owner=other,
        content=items.get_item(
            session, first.id, user=session.get_one(User, found.owner_id)
        ).content,
    )
    assert copying.copy_view(session, found.id, user=other).present == 1

    copied = copying.copy_set(
        session, found.id, title="Mine", take_present=True, actor=other, now=NOW
    )

    assert (copied.copied, copied.taken) == (2, 1)
    mine = items_of(session, copied.set_id)
    assert mine[0] is same
    assert [each.copied_from_id for each in mine[1:]] == [second.id, fourth.id]
    assert {each.owner_id for each in mine} == {other.id}
    view = items.get_item(session, mine[1].id, user=other)
    assert view.copied_from == session.get_one(User, found.owner_id).display_name
    items.edit(
        session, mine[1].id, content=content("Mine?"), expected_version=1, actor=other, now=NOW
    )
    assert second.version_number == 1


def test_handing_over_takes_along_what_is_in_no_other_set(session: Session) -> None:
    owner, other = TeacherFactory(), TeacherFactory()
    article = ArticleFactory(owner=owner)
    alone = ItemFactory(owner=owner, article_id=article.id, position=1)
    twice, foreign = ItemFactory(owner=owner), ItemFactory()
    found = QuestionSetFactory(owner=owner, items=[alone, twice, foreign])
    QuestionSetFactory(owner=owner, items=[twice])
    share(session, found, other)
    view = set_sharing.hand_over_view(session, found.id, user=owner)
    assert (view.items, view.others) == (1, 2)

    set_sharing.hand_over(
        session, found.id, who=other.username, actor=owner, now=NOW + timedelta(days=1)
    )

    session.expire_all()
    assert found.owner_id == other.id
    assert [alone.owner_id, twice.owner_id] == [other.id, owner.id]
    assert alone.article_id is None
    assert told(session, other) == ["set-shared", "set-handed-over"]
    assert find_set(session, found.id, owner, EDIT)
    assert find_item(session, alone.id, owner, EDIT)
    with pytest.raises(NotAllowedError):
        set_sharing.sharing_view(session, found.id, user=owner)
    with pytest.raises(NotAllowedError):
        find_item(session, twice.id, other, EDIT)


def test_questions_are_put_in_order_and_taken_out(session: Session) -> None:
    found = QuestionSetFactory(items__size=4)
    owner, editor = session.get_one(User, found.owner_id), TeacherFactory()
    share(session, found, editor, EDIT)
    a, b, c, d = (item.id for item in items_of(session, found.id))
    for row in session.scalars(select(QuestionSetItem).where(QuestionSetItem.item_id.in_([c, d]))):
        row.section = 1
    session.flush()

    def arranged(wanted: dict[int, int], removed: tuple[int, ...] = ()) -> list[tuple[int, int]]:
        order = arranging.arrangement(session, found.id, user=editor).order
        arranging.arrange(
            session, found.id, wanted, removed=removed, order=order, actor=editor, now=NOW
        )
        places = arranging.arrangement(session, found.id, user=owner).places
        assert [place.position for place in places] == [*range(1, len(places) + 1)]
        return [(place.item_id, place.section) for place in places]

    assert arranged({d: 1}) == [(d, 0), (a, 0), (b, 0), (c, 1)]
    assert arranged({d: 4}) == [(a, 0), (b, 0), (c, 1), (d, 1)]
    assert arranged({b: 3, a: 99}) == [(c, 1), (d, 1), (b, 1), (a, 1)]
    assert arranged({c: 2}, removed=(d,)) == [(b, 1), (c, 1), (a, 1)]
    assert session.get_one(Item, d).status is ItemStatus.ACCEPTED
    with pytest.raises(arranging.OrderChangedError):
        arranging.arrange(session, found.id, {a: 1}, order="of before", actor=owner, now=NOW)
    publishing.publish_set(
        session,
        found.id,
        title="Towns",
        rules=rules_of_preset("practice", questions=(3,)),
        actor=owner,
        now=NOW,
    )
    assert "no question left" in refused(lambda: arranged({}, (a, b, c)))


def test_the_list_tells_owner_and_permission_with_as_many_queries(
    session: Session, count_queries: CountQueries
) -> None:
    me = TeacherFactory()
    QuestionSetFactory(owner=me)

    def listed() -> int:
        session.expire_all()
        with count_queries() as counted:
            found = sets.list_sets(session, user=me, needed=USE, only_shared=True)
        assert all(row.owner_name and row.permission is USE for row in found)
        return len(counted) if found.total else 0

    share(session, QuestionSetFactory(), me)
    few = listed()
    for _more in range(5):
        share(session, (found := QuestionSetFactory()), me)
        for _others in range(3):
            share(session, found, TeacherFactory())

    assert listed() == few
    mine = sets.list_sets(session, user=me).items
    assert len(mine) == 1
    assert sets.list_sets(session, user=me, needed=USE).items[0] == mine[0]
    assert sets.list_sets(session, user=me, needed=EDIT).total == 1
