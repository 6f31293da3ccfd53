"""Sets and quizzes: publish, close, reopen, take back, list."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

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
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from taking import at, quiz_of, started, taken

from quizapp.domain.disclosure import DISCLOSURES
from quizapp.domain.marking import MarkingScheme
from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import (
    Article,
    AuditEntry,
    Item,
    ItemStatus,
    QuestionSet,
    Quiz,
    QuizStatus,
    User,
)
from quizapp.services import publishing, quizzes, sets
from quizapp.services.publishing import QuizRules, rules_of_preset
from quizapp.services.rules import rules_of

ACCEPTED, PUBLISHED = ItemStatus.ACCEPTED, ItemStatus.PUBLISHED
UPSC = rules_of_preset("upsc-prelims-gs1", questions=[12])


def publish(session: Session, article: Article, rules: QuizRules = UPSC, **more: str) -> Quiz:
    quiz_id = publishing.publish_article(
        session,
        article.id,
        title=more.get("title", "Bridges"),
        rules=rules,
        actor=session.get_one(User, article.owner_id),
        now=NOW,
    )
    return session.get_one(Quiz, quiz_id)


def article_with(*statuses: ItemStatus) -> tuple[Article, list[Item]]:
    teacher = TeacherFactory()
    article = ArticleFactory(owner=teacher)
    return article, [
        ItemFactory(owner=teacher, article_id=article.id, status=status, position=position)
        for position, status in enumerate(statuses, start=1)
    ]


def test_rules_of_an_exam_take_time_in_proportion() -> None:
    assert UPSC.minutes == 15
    assert UPSC.scheme == MarkingScheme(Fraction(2), Fraction(-2, 3))
    assert rules_of_preset("upsc-prelims-gs1", questions=[1]).minutes == 2
    assert rules_of_preset("practice", questions=[12]).minutes is None
    with pytest.raises(InvalidInputError) as caught:
        rules_of_preset("no-such-exam", questions=[1])
    assert caught.value.field == "preset"
    with pytest.raises(InvalidInputError) as caught:
        rules_of_preset("practice", questions=[1], section=1)
    assert caught.value.field == "section"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"preset": "no-such-exam"}, "preset"),
        ({"opens_at": NOW, "closes_at": NOW}, "closes_at"),
    ],
)
def test_rules_that_cannot_be_are_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        replace(UPSC, **changes)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_the_accepted_items_of_an_article_become_a_quiz(session: Session) -> None:
    article, items = article_with(ACCEPTED, ItemStatus.DRAFT, ACCEPTED, ItemStatus.REJECTED)
    quiz = publish(
        session, article, replace(UPSC, disclosure=DISCLOSURES["marks-at-once"], closes_at=at(60))
    )
    assert [item.status for item in items] == [
        PUBLISHED,
        ItemStatus.DRAFT,
        PUBLISHED,
        ItemStatus.REJECTED,
    ]
    assert rules_of(quiz) == replace(
        UPSC, disclosure=DISCLOSURES["marks-at-once"], closes_at=at(60)
    )
    owner = session.get_one(User, article.owner_id)
    view = sets.set_view(session, quiz.set_id, user=owner)
    assert [each.item_id for each in view.items] == [items[0].id, items[2].id]
    assert (view.slug, view.article_id, view.quizzes[0].id) == ("bridges", article.id, quiz.id)
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["set.create", "quiz.publish"]


def test_publishing_without_an_accepted_item_is_refused(session: Session) -> None:
    article, _ = article_with(ItemStatus.DRAFT)
    with pytest.raises(ConflictError, match="accept at least one"):
        publish(session, article)
    accepted, _ = article_with(ACCEPTED)
    with pytest.raises(InvalidInputError) as caught:
        publish(session, accepted, title=" ")
    assert caught.value.field == "title"
    with pytest.raises(NotFoundError):
        publishing.publish_article(
            session, accepted.id, title="x", rules=UPSC, actor=TeacherFactory(), now=NOW
        )
    assert session.scalar(select(func.count(Quiz.id))) == 0


def test_the_same_form_twice_is_one_quiz_and_more_items_are_another(session: Session) -> None:
    article, items = article_with(ACCEPTED, ItemStatus.DRAFT)
    first = publish(session, article)
    assert publish(session, article) is first
    with pytest.raises(ConflictError):
        publish(session, article, title="Other")
    items[1].status = ACCEPTED
    second = publish(session, article)
    assert second is not first
    items.append(ItemFactory(article_id=article.id, status=ACCEPTED))
    assert publish(session, article) is not second
    slugs = session.scalars(select(QuestionSet.slug).order_by(QuestionSet.id)).all()
    assert slugs == ["bridges", "bridges-2", "bridges-3"]


def test_a_set_is_published_under_other_rules(session: Session) -> None:
    teacher = TeacherFactory()
    made = QuestionSetFactory(owner=teacher)
    practice = rules_of_preset("practice", questions=[3])

    def again(rules: QuizRules, title: str = "Towns") -> int:
        return publishing.publish_set(
            session, made.id, title=title, rules=rules, actor=teacher, now=NOW
        )

    first = again(practice)
    assert again(practice) == first
    assert len({first, again(UPSC), again(practice, "Others")}) == 3
    empty = QuestionSetFactory(
        owner=teacher, items=[ItemFactory(owner=teacher, status=ItemStatus.RETIRED)]
    )
    with pytest.raises(ConflictError):
        publishing.publish_set(session, empty.id, title="x", rules=UPSC, actor=teacher, now=NOW)


def test_a_quiz_is_closed_and_reopened(session: Session) -> None:
    quiz = quiz_of(closes_at=at(5))
    owner, stranger = session.get_one(User, quiz.owner_id), TeacherFactory()
    publishing.close_quiz(session, quiz.id, actor=owner, now=NOW)
    publishing.close_quiz(session, quiz.id, actor=owner, now=NOW)
    assert quiz.status is QuizStatus.CLOSED
    for act in (publishing.close_quiz, publishing.reopen_quiz, publishing.unpublish_quiz):
        with pytest.raises(NotFoundError):
            act(session, quiz.id, actor=stranger, now=NOW)
        with pytest.raises(NotAllowedError):
            act(session, quiz.id, actor=UserFactory(), now=NOW)
    publishing.reopen_quiz(session, quiz.id, actor=owner, now=at(9))
    assert (quiz.status, quiz.closes_at) == (QuizStatus.OPEN, None)
    assert started(session, quiz, when=at(9))
    actions = session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject_type == "quiz").order_by(AuditEntry.id)
    ).all()
    assert actions == ["quiz.close", "quiz.reopen"]


def test_a_quiz_that_nobody_took_is_taken_back(session: Session) -> None:
    article, items = article_with(ACCEPTED, ACCEPTED)
    quiz = publish(session, article)
    owner = session.get_one(User, article.owner_id)
    publishing.unpublish_quiz(session, quiz.id, actor=owner, now=NOW)
    session.expire_all()
    assert [item.status for item in items] == [ACCEPTED, ACCEPTED]
    assert session.scalar(select(func.count(Quiz.id))) == 0
    assert session.scalar(select(func.count(QuestionSet.id))) == 0
    assert publish(session, article)


def test_items_of_another_quiz_stay_published(session: Session) -> None:
    teacher = TeacherFactory()
    shared, alone = ItemFactory.create_batch(2, owner=teacher)
    first = QuizFactory(question_set=QuestionSetFactory(owner=teacher, items=[shared, alone]))
    QuizFactory(question_set=QuestionSetFactory(owner=teacher, items=[shared]))
    publishing.unpublish_quiz(session, first.id, actor=teacher, now=NOW)
    session.expire_all()
    assert (shared.status, alone.status) == (PUBLISHED, ACCEPTED)
    # The set did not come of publishing an article, and so it stays.
    assert session.scalar(select(func.count(QuestionSet.id))) == 2


def test_a_quiz_that_was_taken_stays(session: Session) -> None:
    quiz = quiz_of()
    started(session, quiz)
    with pytest.raises(ConflictError, match="close it instead"):
        publishing.unpublish_quiz(
            session, quiz.id, actor=session.get_one(User, quiz.owner_id), now=NOW
        )


def test_a_student_sees_the_open_quizzes_with_their_own_attempts(session: Session) -> None:
    quiz, user = quiz_of(), UserFactory()
    quiz_of(status=QuizStatus.CLOSED)
    quiz_of(opens_at=at(60))
    quiz_of(closes_at=NOW)
    (card,) = quizzes.list_open(session, user=user, now=NOW)
    assert (card.id, card.questions, card.minutes, card.topics) == (quiz.id, 3, 10, ("history",))
    assert (card.attempts, card.best_percent, card.in_progress_id) == (0, None, None)
    taken(session, quiz, "rrw", user)
    last = taken(session, quiz, "www", user, at(2))
    taken(session, quiz, "rrr")
    running = started(session, quiz, user, at(5))
    (card,) = quizzes.list_open(session, user=user, now=at(6))
    assert (card.attempts, card.best_percent) == (2, 100 * Fraction(10, 18))
    assert (card.in_progress_id, card.overdue, card.last_attempt_id) == (running.id, False, last.id)
    (card,) = quizzes.list_open(session, user=user, now=at(15))
    assert card.overdue


def test_what_was_begun_is_at_hand_even_when_it_is_closed(session: Session) -> None:
    user = UserFactory()
    assert quizzes.list_begun(session, user=user, now=NOW) == ()
    first, second = quiz_of(), quiz_of(minutes=None)
    begun = [started(session, first, user), started(session, second, user, at(1))]
    started(session, quiz_of())
    taken(session, quiz_of(), "rrr", user)
    second.status = QuizStatus.CLOSED
    cards = quizzes.list_begun(session, user=user, now=at(11))
    assert [card.in_progress_id for card in cards] == [begun[1].id, begun[0].id]
    assert [card.overdue for card in cards] == [False, True]


def test_a_quiz_page_shows_ones_own_attempts(session: Session) -> None:
    quiz, user = quiz_of(), UserFactory()
    first = taken(session, quiz, "r--", user)
    second = started(session, quiz, user, at(5))
    shown = quizzes.quiz_card(session, quiz.id, user=user, now=at(6))
    assert [attempt.id for attempt in shown.attempts] == [second.id, first.id]
    assert shown.attempts[1].percent == Fraction(100, 3)
    assert shown.attempts[0].percent is None
    assert shown.can_start
    quiz.status = QuizStatus.CLOSED
    closed = quizzes.quiz_card(session, quiz.id, user=user, now=at(6))
    assert not closed.can_start
    owner = session.get_one(User, quiz.owner_id)
    for other in (owner, AdminFactory()):
        assert quizzes.quiz_card(session, quiz.id, user=other, now=at(6)).attempts == ()
    for quiz_id in (quiz.id, 0, 10**12):
        with pytest.raises(NotFoundError):
            quizzes.quiz_card(session, quiz_id, user=UserFactory(), now=at(6))


def test_a_teacher_sees_how_a_quiz_went(session: Session) -> None:
    quiz = quiz_of(2, shuffle_items=False)
    owner = session.get_one(User, quiz.owner_id)
    taken(session, quiz, "rw", UserFactory(display_name="Asha"))
    taken(session, quiz, "r-", UserFactory(display_name="Bela"), at(1))
    started(session, quiz, UserFactory(display_name="Chand"), at(2))
    quiz_of()
    (row,) = quizzes.list_managed(session, user=owner)
    assert (row.attempts, row.in_progress, row.questions) == (2, 1, 2)
    assert row.mean_percent == 100 * (Fraction(4, 12) + Fraction(6, 12)) / 2
    shown = quizzes.managed_quiz(session, quiz.id, user=owner)
    assert shown.quiz == row
    assert [attempt.display_name for attempt in shown.attempts] == ["Chand", "Bela", "Asha"]
    asha = shown.attempts.items[2]
    assert (asha.score, asha.maximum, asha.percent) == (
        Fraction(4, 3),
        4,
        Fraction(100, 3),
    )
    first, second = shown.items
    assert (first.asked, first.right, first.facility) == (2, 2, 1)
    assert (second.asked, second.answered, second.right, second.facility) == (2, 1, 0, 0)
    with pytest.raises(NotFoundError):
        quizzes.managed_quiz(session, quiz.id, user=TeacherFactory())
    assert len(quizzes.list_managed(session, user=AdminFactory())) == 2


def test_sets_are_listed_and_renamed(session: Session) -> None:
    teacher = TeacherFactory()
    item = ItemFactory(owner=teacher, content=content(topics=("polity", "history")))
    made = QuestionSetFactory(owner=teacher, items=[item, ItemFactory(owner=teacher)])
    QuizFactory(question_set=made)
    QuestionSetFactory()
    (row,) = sets.list_sets(session, user=teacher)
    assert (row.items, row.quizzes, row.topics) == (2, 1, ("history", "polity"))
    sets.edit_set(
        session, made.id, title=" New  name ", description="a\r\nb", actor=teacher, now=NOW
    )
    view = sets.set_view(session, made.id, user=teacher, per_page=1, page=2)
    assert (view.title, view.description, view.items.total) == ("New name", "a\nb", 2)
    assert view.items.items[0].position == 2
    with pytest.raises(NotFoundError):
        sets.set_view(session, made.id, user=TeacherFactory())
    with pytest.raises(NotAllowedError):
        sets.list_sets(session, user=UserFactory())


def test_lists_ask_as_much_for_many_rows_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    teacher, student = TeacherFactory(), UserFactory()

    def add(number: int) -> None:
        for _ in range(number):
            made = QuestionSetFactory(owner=teacher)
            quiz = QuizFactory(question_set=made, created_at=NOW + timedelta(seconds=1))
            taken(session, quiz, "rw-", student)
            started(session, quiz, student, at(2))

    def queries() -> tuple[int, ...]:
        counts = []
        for look in (
            lambda: quizzes.list_open(session, user=student, now=at(3)),
            lambda: quizzes.list_managed(session, user=teacher),
            lambda: sets.list_sets(session, user=teacher),
        ):
            session.flush()
            session.expire_all()
            session.refresh(student)
            session.refresh(teacher)
            with count_queries() as counted:
                assert len(look()) > 0
            counts.append(len(counted))
        return tuple(counts)

    add(2)
    few = queries()
    add(8)
    assert queries() == few
