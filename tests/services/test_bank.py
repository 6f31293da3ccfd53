"""Searching the bank, and changing several items at once."""

from dataclasses import replace
from datetime import date

import pytest
from databases import CountQueries
from factories import (
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
from taking import at, started, taken

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemText
from quizapp.domain.reports import ReportReason
from quizapp.errors import InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import Item, ItemStatus, QuestionSetItem, User
from quizapp.services import attempts, items, reporting
from quizapp.services.bank import (
    Order,
    Search,
    Which,
    articles_to_choose,
    matching_ids,
    search_bank,
)
from quizapp.services.bank_actions import (
    ITEMS_MAXIMUM,
    add_to_set,
    change_status,
    file_under,
    set_difficulty,
)
from quizapp.services.bank_undo import undo_changes

STEMS = {
    "repo": "At what rate did the Reserve Bank of India keep the repo rate?",
    "tiger": "How many tigers were counted in the Sundarbans?",
    "chem": "What is the formula H<sub>2</sub>O called?",
}


@pytest.fixture
def teacher(session: Session) -> User:  # noqa: ARG001 - the factories need it
    return TeacherFactory()


@pytest.fixture
def bank(session: Session, teacher: User) -> dict[str, int]:
    """Items by their name: three of English words, and one in both languages."""
    made = {
        name: items.add_item(
            session, content(stem), owner=teacher, status=ItemStatus.ACCEPTED, now=at(1)
        )
        for name, stem in STEMS.items()
    }
    both = content("Which bank issues notes?")
    hindi = ItemText("नोट कौन-सा बैंक जारी करता है?", tuple(both.text("en").options), "रिज़र्व बैंक।")
    both = replace(both, texts={**both.texts, "hi": hindi})
    made["both"] = items.add_item(
        session, both, owner=teacher, status=ItemStatus.ACCEPTED, now=at(1)
    )
    session.flush()
    return {name: item.id for name, item in made.items()}


def found(session: Session, user: User, **wanted: object) -> list[int]:
    return [row.item_id for row in search_bank(session, Search(**wanted), user=user)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("repo", ["repo"]),
        ("REPO rate", ["repo"]),
        ("bank", ["both", "repo"]),
        ("tig sund", ["tiger"]),
        ("iger", []),
        ("h 2 o", ["chem"]),
        ("sub", []),
        ("बैंक", ["both"]),
        ("रिज़", ["both"]),
        ("बैं जा", ["both"]),
        ("notes, issues!", ["both"]),
        ("tigers OR repo", []),
        ("\"'*:& -", ["both", "chem", "tiger", "repo"]),
        ("   ", ["both", "chem", "tiger", "repo"]),
    ],
)
def test_every_word_begins_a_word_of_the_item(
    session: Session, teacher: User, bank: dict[str, int], words: str, names: list[str]
) -> None:
    assert found(session, teacher, words=words) == [bank[name] for name in names]


def test_an_item_is_found_by_what_it_says_now(
    session: Session, teacher: User, bank: dict[str, int]
) -> None:
    items.edit(
        session,
        bank["tiger"],
        content=content("How many lions live in Gir?"),
        expected_version=1,
        actor=teacher,
        now=at(2),
    )

    assert found(session, teacher, words="tigers") == []
    assert found(session, teacher, words="gir") == [bank["tiger"]]
    session.delete(session.get_one(Item, bank["tiger"]))
    session.flush()
    assert found(session, teacher, words="gir") == []


def test_the_bank_is_narrowed_by_what_items_are(session: Session, teacher: User) -> None:
    old, new, rejected = (
        ItemFactory(owner_id=teacher.id, status=status)
        for status in (ItemStatus.ACCEPTED, ItemStatus.PUBLISHED, ItemStatus.REJECTED)
    )
    for item, day in ((old, date(2026, 3, 1)), (new, date(2026, 9, 1))):
        changed = content(
            f"What of {day}?",
            topics=("polity",) if item is old else ("economy",),
            news_date=day,
            kind=FactKind.DATE if item is old else FactKind.FIGURE,
            difficulty=Difficulty.HARD if item is old else Difficulty.EASY,
        )
        items.write_version(session, item, changed, author=teacher, now=at(2))
    session.flush()

    def ids(**wanted: object) -> list[int]:
        return found(session, teacher, **wanted)

    assert ids() == [new.id, old.id]
    assert ids(order=Order.OLDEST) == [old.id, new.id]
    assert ids(order=Order.NEWS) == [new.id, old.id]
    assert ids(status=ItemStatus.REJECTED) == [rejected.id]
    assert ids(topic="polity") == [old.id]
    assert ids(kind=FactKind.FIGURE) == [new.id]
    assert ids(difficulty=Difficulty.HARD) == [old.id]
    assert ids(difficulty=Difficulty.MEDIUM) == []
    unsaid = ItemFactory(owner_id=teacher.id)
    assert ids(order=Order.HARDEST) == [old.id, new.id, unsaid.id]
    assert ids(order=Order.EASIEST) == [new.id, old.id, unsaid.id]
    assert ids(since=date(2026, 9, 1)) == [new.id]
    assert ids(until=date(2026, 8, 31)) == [old.id]
    assert ids(topic="polity", words="what", since=date(2026, 3, 1)) == [old.id]


def test_the_bank_is_narrowed_to_an_article_of_those_that_are_offered(
    session: Session, teacher: User
) -> None:
    old, *_others = (
        ArticleFactory(owner_id=teacher.id, created_at=at(minute)) for minute in range(52)
    )
    item = ItemFactory(owner_id=teacher.id, article_id=old.id)
    ItemFactory(owner_id=teacher.id)
    strange = ArticleFactory()

    assert found(session, teacher, article_id=old.id) == [item.id]
    latest = articles_to_choose(session, user=teacher)
    assert len(latest) == 50
    assert old.id not in dict(latest)
    assert dict(articles_to_choose(session, user=teacher, chosen=old.id))[old.id] == old.title
    assert strange.id not in dict(articles_to_choose(session, user=teacher, chosen=strange.id))


def test_all_that_match_are_named_up_to_one_too_many(session: Session, teacher: User) -> None:
    made = [ItemFactory(owner_id=teacher.id).id for _ in range(4)]
    ItemFactory()

    assert matching_ids(session, Search(order=Order.OLDEST), user=teacher, most=9) == tuple(made)
    assert len(matching_ids(session, Search(), user=teacher, most=2)) == 3
    with pytest.raises(NotAllowedError):
        matching_ids(session, Search(), user=UserFactory(), most=2)


def test_first_attempts_tell_the_facility_index(session: Session) -> None:
    quiz = QuizFactory(shuffle_items=False)
    teacher = session.get_one(User, quiz.owner_id)
    items_of = session.scalars(
        select(QuestionSetItem.item_id).order_by(QuestionSetItem.position)
    ).all()
    # The second is wrong at first and right again; who looked at nothing says nothing.
    students = [UserFactory() for _ in range(30)]
    for student in students[:29]:
        taken(session, quiz, "rw-", student)
    taken(session, quiz, "rr-", students[0], at(60))
    unread = started(session, quiz, UserFactory())
    attempts.submit(session, unread.id, user=session.get_one(User, unread.user_id), now=at(1))

    before = {row.item_id: row for row in search_bank(session, Search(), user=teacher)}
    taken(session, quiz, "rw-", students[29])
    set_difficulty(session, items_of[:2], "medium", actor=teacher, now=at(90))
    after = {row.item_id: row for row in search_bank(session, Search(), user=teacher)}

    first, second, _third = (before[each].facility for each in items_of)
    assert (first.right, first.responses, first.index, first.difficulty) == (29, 29, None, None)
    assert (second.right, second.responses) == (0, 29)
    assert not first.contradicts(Difficulty.HARD)
    rows = [after[each] for each in items_of]
    assert [row.facility.index for row in rows] == [1.0, 0.0, 0.0]
    assert [row.facility.difficulty for row in rows[:2]] == [Difficulty.EASY, Difficulty.HARD]
    assert [row.facility.contradicts(row.content.difficulty) for row in rows] == [True, True, False]


def test_each_teacher_has_a_bank_of_their_own(session: Session, teacher: User) -> None:
    mine = ItemFactory(owner_id=teacher.id)
    other = ItemFactory()
    private = ItemFactory(owner_id=UserFactory().id)

    assert found(session, teacher) == [mine.id]
    assert private.id not in found(session, AdminFactory())
    assert other.id in found(session, AdminFactory())
    with pytest.raises(NotAllowedError):
        search_bank(session, Search(), user=UserFactory())


def test_what_needs_a_look(session: Session) -> None:
    quiz = QuizFactory()
    teacher = session.get_one(User, quiz.owner_id)
    attempt = taken(session, quiz, "rw-")
    in_quiz = list(session.scalars(select(QuestionSetItem.item_id)))
    free, again = (ItemFactory(owner_id=teacher.id) for _ in range(2))
    same = content("What is there twice?")
    for item in (free, again):
        items.write_version(session, item, same, author=teacher, now=at(2))
    reporting.report(
        session,
        attempt.id,
        1,
        user=session.get_one(User, attempt.user_id),
        reason=ReportReason.UNCLEAR,
        comment="",
        now=at(5),
    )

    assert found(session, teacher, which=Which.UNUSED) == [again.id, free.id]
    assert found(session, teacher, which=Which.TWICE) == [again.id, free.id]
    (reported,) = search_bank(session, Search(which=Which.REPORTED), user=teacher)
    assert reported.item_id in in_quiz
    assert reported.open_reports == 1
    usage = {row.item_id: row.usage for row in search_bank(session, Search(), user=teacher)}
    assert [usage[each].quizzes for each in in_quiz] == [1] * 3
    assert [usage[each].responses for each in in_quiz] == [1] * 3
    assert sum(usage[each].right for each in in_quiz) == 1
    assert usage[free.id].sets == 0


def test_a_long_page_takes_no_more_queries(
    session: Session, teacher: User, count_queries: CountQueries
) -> None:
    counts = []
    for size in (1, 15):
        for _ in range(size):
            ItemFactory(owner_id=teacher.id)
        session.expire_all()
        user = session.get_one(User, teacher.id)
        with count_queries() as counted:
            search_bank(session, Search(words="", topic=None), user=user)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_statuses_are_changed_together_and_what_cannot_be_is_left(
    session: Session, teacher: User
) -> None:
    draft, accepted, published = (
        ItemFactory(owner_id=teacher.id, status=status)
        for status in (ItemStatus.DRAFT, ItemStatus.ACCEPTED, ItemStatus.PUBLISHED)
    )

    done = change_status(
        session,
        [published.id, draft.id, accepted.id, draft.id],
        "accept",
        actor=teacher,
        now=at(2),
    )

    assert done.changed == (draft.id,)
    assert done.refused == (published.id,)
    assert draft.status is ItemStatus.ACCEPTED
    with pytest.raises(InvalidInputError):
        change_status(session, [], "accept", actor=teacher, now=at(2))
    with pytest.raises(InvalidInputError):
        change_status(session, [draft.id], "burn", actor=teacher, now=at(2))
    with pytest.raises(NotFoundError):
        change_status(session, [draft.id], "reject", actor=TeacherFactory(), now=at(2))


def test_items_are_filed_under_a_topic_once(session: Session, teacher: User) -> None:
    item = ItemFactory(owner_id=teacher.id)

    first = file_under(session, [item.id], "sport", actor=teacher, now=at(2))
    second = file_under(session, [item.id], "sport", actor=teacher, now=at(3))

    assert (first.changed, second.changed) == ((item.id,), ())
    assert items.current_contents(session, [item])[item.id].topics[-1] == "sport"
    with pytest.raises(InvalidInputError):
        file_under(session, [item.id], "gossip", actor=teacher, now=at(3))


def test_the_difficulty_of_items_is_set_and_taken_away(session: Session, teacher: User) -> None:
    item, other = (ItemFactory(owner_id=teacher.id) for _ in range(2))
    set_difficulty(session, [item.id], "hard", actor=teacher, now=at(2))

    done = set_difficulty(session, [item.id, other.id], "hard", actor=teacher, now=at(3))

    assert done.changed == (other.id,)
    contents = items.current_contents(session, [item, other])
    assert {each.difficulty for each in contents.values()} == {Difficulty.HARD}
    assert item.version_number == 2  # as everything that an item says, it has a history
    assert set_difficulty(session, [item.id], "", actor=teacher, now=at(4)).changed == (item.id,)
    assert items.current_contents(session, [item])[item.id].difficulty is None
    with pytest.raises(InvalidInputError):
        set_difficulty(session, [item.id], "brutal", actor=teacher, now=at(5))
    with pytest.raises(NotFoundError):
        set_difficulty(session, [item.id], "easy", actor=TeacherFactory(), now=at(5))


def test_many_are_looked_up_by_no_more_queries_and_not_too_many(
    session: Session, teacher: User, count_queries: CountQueries
) -> None:
    counts = []
    for size in (2, 15):
        made = [ItemFactory(owner_id=teacher.id).id for _ in range(size)]
        session.expire_all()
        user = session.get_one(User, teacher.id)
        with count_queries() as counted:
            done = set_difficulty(session, made, "easy", actor=user, now=at(2))
        assert len(done.changed) == size
        # SQLite takes the new rows one by one.
        counts.append(sum(each.startswith("SELECT") for each in counted.statements))
    assert counts[0] == counts[1]
    with pytest.raises(InvalidInputError, match="At most"):
        set_difficulty(session, range(1, ITEMS_MAXIMUM + 2), "easy", actor=teacher, now=at(2))
    with pytest.raises(NotFoundError):
        set_difficulty(session, [*made, 2**40], "hard", actor=teacher, now=at(2))


def test_what_was_done_together_is_taken_back_together(session: Session, teacher: User) -> None:
    first, second, third = (
        ItemFactory(owner_id=teacher.id, status=status)
        for status in (ItemStatus.DRAFT, ItemStatus.REJECTED, ItemStatus.DRAFT)
    )
    ids = [first.id, second.id, third.id]
    change_status(session, ids, "accept", actor=teacher, now=at(2))
    items.reject(session, third.id, actor=teacher, now=at(3))

    done = undo_changes(session, at(2), actor=teacher, now=at(4))

    assert (sorted(done.changed), done.refused) == (ids[:2], (third.id,))
    assert [each.status for each in (first, second, third)] == [
        *(ItemStatus.DRAFT, ItemStatus.REJECTED, ItemStatus.REJECTED)
    ]
    before = items.current_contents(session, [first])[first.id]
    set_difficulty(session, ids[:2], "hard", actor=teacher, now=at(5))
    file_under(session, ids[1:2], "sport", actor=teacher, now=at(6))
    done = undo_changes(session, at(5), actor=teacher, now=at(7))
    assert (done.changed, done.refused) == ((first.id,), (second.id,))
    assert items.current_contents(session, [first])[first.id] == before
    assert (first.version_number, second.version_number) == (3, 3)
    for moment, actor in ((at(60), teacher), (at(2), TeacherFactory())):
        with pytest.raises(NotFoundError):
            undo_changes(session, moment, actor=actor, now=at(61))


def test_items_are_put_into_a_set(session: Session, teacher: User) -> None:
    target = QuestionSetFactory(owner_id=teacher.id)
    before = list(
        session.scalars(select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == target.id))
    )
    draft, rejected = (
        ItemFactory(owner_id=teacher.id, status=status)
        for status in (ItemStatus.DRAFT, ItemStatus.REJECTED)
    )

    set_id, done = add_to_set(
        session,
        [before[0], draft.id, rejected.id],
        set_id=target.id,
        actor=teacher,
        now=at(2),
    )

    assert set_id == target.id
    assert done.changed == (draft.id,)
    assert done.refused == (before[0], rejected.id)
    assert draft.status is ItemStatus.ACCEPTED
    placed = session.scalars(
        select(QuestionSetItem.item_id)
        .where(QuestionSetItem.set_id == target.id)
        .order_by(QuestionSetItem.position)
    ).all()
    assert placed[-1] == draft.id
    made, done = add_to_set(
        session, [draft.id], set_id=None, title="Of the week", actor=teacher, now=at(3)
    )
    assert made != target.id
    assert done.changed == (draft.id,)
    for wrong in ({"set_id": None, "title": ""}, {"set_id": None, "title": "x" * 201}):
        with pytest.raises(InvalidInputError):
            add_to_set(session, [draft.id], actor=teacher, now=at(3), **wrong)
    with pytest.raises(InvalidInputError):
        add_to_set(session, [rejected.id], set_id=None, title="No", actor=teacher, now=at(3))
    with pytest.raises(NotFoundError):
        add_to_set(session, [draft.id], set_id=QuestionSetFactory().id, actor=teacher, now=at(3))


def test_what_is_put_into_a_quiz_is_published(session: Session) -> None:
    quiz = QuizFactory()
    teacher = session.get_one(User, quiz.owner_id)
    item = ItemFactory(owner_id=teacher.id, status=ItemStatus.ACCEPTED)

    add_to_set(session, [item.id], set_id=quiz.set_id, actor=teacher, now=at(2))

    assert item.status is ItemStatus.PUBLISHED
