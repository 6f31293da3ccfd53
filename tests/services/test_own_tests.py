"""A student's own tests: what they are drawn from, and whose they are."""

from datetime import date
from random import Random

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
from taking import answer, at, quiz_of, records, save, started, taken

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat
from quizapp.errors import ConflictError, InvalidInputError, NotFoundError
from quizapp.models import (
    Attempt,
    Audience,
    Item,
    ItemStatus,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    QuizMode,
    QuizStatus,
    User,
)
from quizapp.services import attempts, items, my_tests, own_tests, progress, publishing, quizzes
from quizapp.services.articles import delete_article
from quizapp.services.managing import list_managed, managed_quiz
from quizapp.services.own_tests import Choice, Part, Which
from quizapp.services.results import attempt_result
from quizapp.services.rules import rules_of_preset
from quizapp.services.sets import list_sets, set_view

EVERYTHING = Choice()


def pool(*changes: dict[str, object], **quiz: object) -> Quiz:
    """Open a quiz of one item for each of the changes."""
    owner = TeacherFactory()
    made = [ItemFactory(owner=owner, content=content(**change)) for change in changes]
    return QuizFactory(question_set=QuestionSetFactory(owner=owner, items=made), **quiz)


def count(session: Session, choice: Choice = EVERYTHING, user: User | None = None) -> int:
    user = user or UserFactory()
    return own_tests.count_matching(session, choice, user=user, now=at(60)).total


def make(
    session: Session,
    user: User,
    size: int,
    choice: Choice = EVERYTHING,
    key: str = "1",
) -> Quiz:
    quiz_id = own_tests.make_test(
        session,
        choice,
        count=size,
        rules=rules_of_preset("practice", questions=[size]),
        title="Mine",
        key=key,
        user=user,
        now=at(60),
        rng=Random(4),
    )
    return session.get_one(Quiz, quiz_id)


def item_ids(session: Session, quiz: Quiz) -> set[int]:
    return set(
        session.scalars(
            select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == quiz.set_id)
        )
    )


# --- what is drawn from


def test_topics_kinds_formats_and_dates_narrow(session: Session) -> None:
    pool(
        {"topics": ("economy",), "kind": FactKind.DATE, "news_date": date(2026, 3, 1)},
        {"topics": ("economy", "polity"), "kind": FactKind.FIGURE, "news_date": date(2026, 3, 9)},
        {"topics": ("polity",), "format": ItemFormat.NEGATIVE, "difficulty": Difficulty.HARD},
        {"topics": ()},
    )

    assert count(session) == 4
    assert count(session, Choice(topics=frozenset({"economy"}))) == 2
    assert count(session, Choice(topics=frozenset({"economy", "polity"}))) == 3
    assert count(session, Choice(kinds=frozenset({FactKind.FIGURE}))) == 1
    assert count(session, Choice(formats=frozenset({ItemFormat.NEGATIVE}))) == 1
    hard = Choice(difficulties=frozenset({Difficulty.HARD}))
    assert count(session, hard) == 1
    assert hard.without(Part.DIFFICULTIES) == Choice()
    assert count(session, Choice(since=date(2026, 3, 1), until=date(2026, 3, 9))) == 2
    assert count(session, Choice(since=date(2026, 3, 2))) == 1
    assert count(session, Choice(until=date(2026, 3, 8))) == 1


@pytest.mark.parametrize(
    "quiz",
    [
        {"audience": Audience.PRIVATE},
        {"audience": Audience.LINK, "share_code": "abc"},
        {"status": QuizStatus.CLOSED},
        {"opens_at": at(61)},
        {"closes_at": at(59)},
        {"daily_on": date(2026, 3, 14)},
        {"shown": "marks-at-once"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_only_quizzes_that_everybody_can_begin_now_are_drawn_from(
    session: Session, quiz: dict[str, object]
) -> None:
    pool({}, {}, **quiz)

    assert count(session) == 0


@pytest.mark.parametrize(
    "status", [ItemStatus.DRAFT, ItemStatus.ACCEPTED, ItemStatus.REJECTED, ItemStatus.RETIRED]
)
def test_only_published_items_are_drawn(session: Session, status: ItemStatus) -> None:
    quiz = pool({}, {})
    session.get_one(Item, min(item_ids(session, quiz))).status = status
    session.flush()

    assert count(session) == 1


def test_what_another_quiz_keeps_secret_is_not_drawn(session: Session) -> None:
    """A question of a mock test that keeps its answers is not to be looked up by practising it."""
    quiz = pool({}, {}, {})
    shared = session.scalars(select(Item).where(Item.id.in_(item_ids(session, quiz)))).first()
    assert shared is not None
    owner = session.get_one(User, shared.owner_id)
    exam = QuizFactory(
        question_set=QuestionSetFactory(owner=owner, items=[shared]),
        shown="marks-at-once",
        audience=Audience.PRIVATE,
    )

    assert count(session) == 2
    exam.status = QuizStatus.CLOSED
    session.flush()
    assert count(session) == 3


def test_what_is_asked_in_a_mock_test_is_not_drawn_meanwhile(session: Session) -> None:
    user = UserFactory()
    started(session, quiz_of(2, mode=QuizMode.PRACTICE, audience=Audience.EVERYONE), user)
    attempt = started(session, quiz_of(3), user)

    assert (count(session, user=user), count(session)) == (2, 5)
    attempts.submit(session, attempt.id, user=user, now=at(1))
    assert count(session, user=user) == 5


def test_new_missed_and_marked_follow_what_was_done_before(session: Session) -> None:
    user, quiz = UserFactory(), quiz_of(3)
    quiz_of(2)
    attempt = started(session, quiz, user)
    answer(session, attempt, "rw-")
    save(session, attempt, None, when=at(1), marked=True)
    attempts.submit(session, attempt.id, user=user, now=at(2))

    found = {which: count(session, Choice(which=which), user) for which in Which}

    assert found == {Which.ALL: 5, Which.NEW: 2, Which.MISSED: 2, Which.MARKED: 1}
    # Somebody else has done nothing of this.
    others = {which: count(session, Choice(which=which)) for which in Which}
    assert others == {Which.ALL: 5, Which.NEW: 5, Which.MISSED: 0, Which.MARKED: 0}


def test_what_was_right_at_last_is_missed_no_more(session: Session) -> None:
    user, quiz = UserFactory(), quiz_of(2)
    taken(session, quiz, "ww", user)
    taken(session, quiz, "rr", user, when=at(20))

    assert count(session, Choice(which=Which.MISSED), user) == 0


def test_it_says_what_to_loosen(session: Session) -> None:
    pool({"topics": ("economy",), "news_date": date(2026, 1, 1)}, {"topics": ("polity",)}, {}, {})
    choice = Choice(topics=frozenset({"economy"}), since=date(2026, 3, 1), which=Which.NEW)

    matching = own_tests.count_matching(session, choice, user=UserFactory(), now=at(60))

    assert matching.total == 0
    assert matching.loosened == ((Part.DATES, 1),)


# --- making one


def test_a_test_is_a_private_quiz_of_drawn_questions(session: Session) -> None:
    public, user = quiz_of(9), UserFactory()

    quiz = make(session, user, 5)

    assert len(item_ids(session, quiz)) == 5
    assert item_ids(session, quiz) < item_ids(session, public)
    assert (quiz.audience, quiz.mode, quiz.minutes) == (Audience.PRIVATE, QuizMode.PRACTICE, None)
    assert quiz.owner_id == user.id
    attempt = started(session, quiz, user, at(61))
    assert len(records(session, attempt)) == 5


def test_a_form_that_is_sent_twice_makes_one_test(session: Session) -> None:
    quiz_of(9)
    user = UserFactory()

    assert make(session, user, 3) is make(session, user, 3)
    assert make(session, user, 3, key="2") is not make(session, user, 3)
    assert make(session, UserFactory(), 3).owner_id != user.id


def test_too_many_are_refused_with_the_number_that_there_is(session: Session) -> None:
    quiz_of(3)

    with pytest.raises(InvalidInputError, match="only 3 match") as refused:
        make(session, UserFactory(), 4)

    assert refused.value.field == "count"
    assert session.scalars(select(QuestionSet.for_practice)).all() == [False]


def test_nobody_else_sees_takes_or_changes_it(session: Session) -> None:
    quiz_of(3)
    user = UserFactory()
    quiz = make(session, user, 2)
    attempt = taken(session, quiz, "rw", user, at(61))

    for other in (UserFactory(), TeacherFactory()):
        with pytest.raises(NotFoundError):
            quizzes.quiz_card(session, quiz.id, user=other, now=at(70))
        with pytest.raises(NotFoundError):
            attempts.start(session, quiz.id, user=other, now=at(70), rng=Random(1))
        with pytest.raises(NotFoundError):
            attempt_result(session, attempt.id, user=other, now=at(70))
        with pytest.raises(NotFoundError):
            own_tests.practise_again(session, attempt.id, title="x", user=other, now=at(70))
        with pytest.raises(NotFoundError):
            my_tests.rename_test(session, quiz.id, title="x", user=other, now=at(70))
        with pytest.raises(NotFoundError):
            my_tests.delete_test(session, quiz.id, user=other, now=at(70))
        listed = quizzes.list_open(session, user=other, now=at(70))
        assert quiz.id not in [card.id for card in listed]


def test_it_stands_in_no_teachers_list_and_no_bank(session: Session) -> None:
    public = quiz_of(3)
    teacher, admin = TeacherFactory(), AdminFactory()
    quiz = make(session, teacher, 2)

    for user in (teacher, admin):
        assert quiz.id not in [each.id for each in list_managed(session, user=user)]
        assert quiz.set_id not in [each.id for each in list_sets(session, user=user)]
        with pytest.raises(NotFoundError):
            managed_quiz(session, quiz.id, user=user)
        with pytest.raises(NotFoundError):
            set_view(session, quiz.set_id, user=user)
    owner = session.get_one(User, public.owner_id)
    drawn = min(item_ids(session, quiz))
    assert items.get_item(session, drawn, user=owner).in_quizzes == 1


def test_taking_a_quiz_back_and_its_article_go_together_with_tests_of_students(
    session: Session,
) -> None:
    """What a student drew keeps nobody from taking a quiz back, and is not torn out of the test."""
    public, user = quiz_of(3), UserFactory()
    quiz = make(session, user, 2)
    owner = session.get_one(User, public.owner_id)

    publishing.unpublish_quiz(session, public.id, actor=owner, now=at(61))

    statuses = set(session.scalars(select(Item.status)))
    assert statuses == {ItemStatus.ACCEPTED}
    attempt = started(session, quiz, user, at(62))
    assert len(records(session, attempt)) == 2


def test_an_article_whose_questions_students_practise_cannot_be_deleted(session: Session) -> None:
    owner, user = TeacherFactory(), UserFactory()
    article = ArticleFactory(owner=owner)
    made = [ItemFactory(owner=owner, article_id=article.id, position=1)]
    public = QuizFactory(
        question_set=QuestionSetFactory(owner=owner, items=made, article_id=article.id)
    )
    make(session, user, 1)
    publishing.unpublish_quiz(session, public.id, actor=owner, now=at(61))

    with pytest.raises(ConflictError):
        delete_article(session, article.id, actor=owner, now=at(62))


# --- listing, renaming, deleting


def test_tests_are_listed_renamed_and_deleted(session: Session) -> None:
    quiz_of(3)
    user = UserFactory()
    first, second = make(session, user, 1, key="1"), make(session, user, 1, key="2")

    my_tests.rename_test(session, first.id, title="  Dates  of March ", user=user, now=at(61))

    listed = my_tests.list_tests(session, user=user, now=at(61))
    assert [card.title for card in listed] == ["Mine", "Dates of March"]
    my_tests.delete_test(session, second.id, user=user, now=at(62))
    assert [card.id for card in my_tests.list_tests(session, user=user, now=at(62))] == [first.id]
    assert session.get(Quiz, second.id) is None
    with pytest.raises(NotFoundError):
        my_tests.delete_test(session, second.id, user=user, now=at(63))


def test_a_deleted_test_stays_in_the_progress(session: Session) -> None:
    quiz_of(3)
    user = UserFactory()
    quiz = make(session, user, 2)
    attempt = taken(session, quiz, "rw", user, at(61))

    my_tests.delete_test(session, quiz.id, user=user, now=at(70))

    assert my_tests.list_tests(session, user=user, now=at(70)).total == 0
    assert progress.my_progress(session, user=user, now=at(70)).attempts == 1
    assert attempt_result(session, attempt.id, user=user, now=at(70)).score.right == 1
    with pytest.raises(ConflictError):
        attempts.start(session, quiz.id, user=user, now=at(71), rng=Random(1))


def test_deleting_ends_what_is_in_progress(session: Session) -> None:
    quiz_of(3)
    user = UserFactory()
    begun, untouched = make(session, user, 2, key="1"), make(session, user, 2, key="2")
    attempt = started(session, begun, user, at(61))
    answer(session, attempt, "r-", at(62))
    nothing = started(session, untouched, user, at(61)).id

    for quiz in (begun, untouched):
        my_tests.delete_test(session, quiz.id, user=user, now=at(70))

    assert (attempt.right_count, attempt.blank_count) == (1, 1)
    assert session.get(Attempt, nothing) is None
    assert session.get(Quiz, untouched.id) is None


def test_listing_takes_the_same_queries_for_many(
    session: Session, count_queries: CountQueries
) -> None:
    quiz_of(3)
    user = UserFactory()
    counts = []
    for number in range(1, 9):
        make(session, user, 2, key=str(number))
        session.expire_all()
        session.refresh(user)
        with count_queries() as counted:
            my_tests.list_tests(session, user=user, now=at(61))
        counts.append(len(counted))

    assert counts[1] == counts[-1]


# --- practising what was missed


def test_what_was_missed_in_an_attempt_becomes_a_practice_test(session: Session) -> None:
    user = UserFactory()
    attempt = taken(session, quiz_of(4), "rw-w", user)
    missed = {each.version.item_id for each in _with_versions(session, attempt)[1:]}

    quiz_id = own_tests.practise_again(session, attempt.id, title="Missed", user=user, now=at(60))

    quiz = session.get_one(Quiz, quiz_id)
    assert item_ids(session, quiz) == missed
    assert (quiz.mode, quiz.audience) == (QuizMode.PRACTICE, Audience.PRIVATE)
    again = own_tests.practise_again(session, attempt.id, title="Missed", user=user, now=at(61))
    assert again == quiz_id


def _with_versions(session: Session, attempt: Attempt) -> list:
    found = records(session, attempt)
    for record in found:
        session.refresh(record, ["version"])
    return found


def test_a_deleted_test_of_what_was_missed_comes_back(session: Session) -> None:
    user = UserFactory()
    attempt = taken(session, quiz_of(2), "ww", user)
    quiz_id = own_tests.practise_again(session, attempt.id, title="M", user=user, now=at(60))
    taken(session, session.get_one(Quiz, quiz_id), "rr", user, at(61))
    my_tests.delete_test(session, quiz_id, user=user, now=at(62))

    assert (
        own_tests.practise_again(session, attempt.id, title="M", user=user, now=at(63)) == quiz_id
    )
    assert started(session, session.get_one(Quiz, quiz_id), user, at(64)).quiz_id == quiz_id


def test_nothing_missed_makes_no_test(session: Session) -> None:
    user = UserFactory()
    attempt = taken(session, quiz_of(2), "rr", user)

    with pytest.raises(ConflictError, match="nothing to go over"):
        own_tests.practise_again(session, attempt.id, title="M", user=user, now=at(60))
    with pytest.raises(ConflictError, match="nothing to go over"):
        own_tests.practise_missed(session, title="M", user=user, now=at(60))


def test_answers_that_are_kept_are_not_practised(session: Session) -> None:
    user = UserFactory()
    attempt = taken(session, quiz_of(2, shown="marks-at-once"), "ww", user)

    with pytest.raises(ConflictError, match="once it is closed"):
        own_tests.practise_again(session, attempt.id, title="M", user=user, now=at(60))
    with pytest.raises(ConflictError, match="nothing to go over"):
        own_tests.practise_missed(session, title="M", user=user, now=at(60))


def test_what_is_to_be_gone_over_becomes_a_test(session: Session) -> None:
    user = UserFactory()
    taken(session, quiz_of(3), "rw-", user)
    taken(session, quiz_of(2), "rw", user)
    quiz_of(4)

    quiz_id = own_tests.practise_missed(session, title="To go over", user=user, now=at(60))

    assert len(item_ids(session, session.get_one(Quiz, quiz_id))) == 3
