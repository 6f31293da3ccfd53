"""What an attempt got, and what many of them say."""

from datetime import timedelta
from fractions import Fraction

import pytest
from databases import CountQueries
from factories import (
    NOW,
    AdminFactory,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    UserFactory,
    content,
)
from sqlalchemy.orm import Session
from taking import answer, at, quiz_of, records, save, started, taken, user_of

from quizapp.domain.attempts import SubmittedBy
from quizapp.domain.items import ItemText
from quizapp.domain.marking import MarkingScheme, MarkReason, Outcome
from quizapp.domain.responses import Chosen
from quizapp.errors import ConflictError, NotFoundError
from quizapp.models import Attempt, Item, Quiz, QuizStatus, User
from quizapp.services import attempts, items
from quizapp.services.progress import ProgressView, my_progress
from quizapp.services.results import AttemptResult, attempt_result


def result(session: Session, attempt: Attempt, when: float = 5) -> AttemptResult:
    return attempt_result(session, attempt.id, user=user_of(session, attempt), now=at(when))


def progress(session: Session, user: User, **paging: int) -> ProgressView:
    return my_progress(session, user=user, now=at(100), **paging)


def quiz_on(*topics: tuple[str, ...], **changes: object) -> Quiz:
    made = [ItemFactory(content=content(topics=each)) for each in topics]
    return QuizFactory(question_set=QuestionSetFactory(items=made), shuffle_items=False, **changes)


def test_a_result_is_exact_and_explains_itself(session: Session) -> None:
    attempt = taken(session, quiz_of(3, shuffle_items=False), "rw-")
    shown = result(session, attempt)
    assert shown.own
    assert (shown.submitted_by, shown.submitted_at) == (SubmittedBy.STUDENT, at(1))
    score = shown.score
    assert (score.total, score.maximum) == (Fraction(4, 3), 6)
    assert score.lost_to_wrong == Fraction(2, 3)
    assert (score.right, score.wrong, score.blank) == (1, 1, 1)
    assert shown.percent == Fraction(200, 9)
    right, wrong, blank = shown.items
    assert (right.outcome, right.mark, right.reason) == (Outcome.RIGHT, 2, MarkReason.RIGHT)
    assert (wrong.outcome, wrong.mark) == (Outcome.WRONG, Fraction(-2, 3))
    assert (blank.outcome, blank.mark, blank.reason) == (Outcome.BLANK, 0, MarkReason.BLANK)
    assert [option.text for option in wrong.answered.options if option.is_key] == ["1987"]
    assert [option.text for option in wrong.answered.options if option.chosen] == ["1988"]
    (evidence,) = right.evidence
    assert evidence.answer == "1987"
    assert evidence.before.startswith("The council of town")
    assert evidence.after == "."
    assert (right.source_title, right.source_name) == ("A town meets", "Town Crier")
    assert right.source_url == "https://news.example/town"
    assert right.explanation.startswith("It met in")
    order = records(session, attempt)[1].option_order
    assert wrong.answered.options[order.index(0)].is_key
    assert [option.letter for option in wrong.answered.options] == ["A", "B", "C", "D"]
    assert [(t.topic, t.answered, t.right) for t in shown.topics] == [("history", 2, 1)]
    assert shown.can_retake


def test_the_result_keeps_the_words_that_were_seen(session: Session) -> None:
    quiz = quiz_on(("polity",))
    attempt = taken(session, quiz, "r")
    before = result(session, attempt).items[0]
    teacher = session.get_one(User, session.get_one(Item, before.item_id).owner_id)
    items.edit(
        session,
        before.item_id,
        content=content("A better question?"),
        expected_version=1,
        actor=teacher,
        now=at(2),
    )
    session.expire_all()
    assert result(session, attempt).items[0] == before


def test_an_attempt_in_progress_has_no_result(session: Session) -> None:
    attempt = started(session, quiz_of())
    with pytest.raises(ConflictError, match="still in progress"):
        result(session, attempt)


def test_looking_at_an_overdue_attempt_closes_it(session: Session) -> None:
    attempt = started(session, quiz_of())
    answer(session, attempt, "rr-")
    shown = result(session, attempt, 60)
    assert (shown.submitted_by, shown.submitted_at) == (SubmittedBy.CLOCK, at(10))
    assert shown.score.total == 4


def test_only_the_student_the_teacher_and_administrators_see_it(session: Session) -> None:
    quiz = quiz_of()
    attempt = taken(session, quiz, "rrr", UserFactory(display_name="Asha"))
    owner = session.get_one(User, quiz.owner_id)
    for user in (owner, AdminFactory()):
        shown = attempt_result(session, attempt.id, user=user, now=at(5))
        assert (shown.own, shown.student_name, shown.can_retake) == (False, "Asha", False)
    for user in (UserFactory(), TeacherFactory()):
        for attempt_id in (attempt.id, attempt.id + 1, 0, 2**50):
            with pytest.raises(NotFoundError):
                attempt_result(session, attempt_id, user=user, now=at(5))


def test_answers_are_kept_until_the_quiz_closes_where_the_teacher_says_so(
    session: Session,
) -> None:
    quiz = quiz_of(shown="marks-at-once", closes_at=at(30))
    attempt = taken(session, quiz, "rw-")
    user = user_of(session, attempt)
    hidden = result(session, attempt)
    assert not hidden.answers_shown
    assert hidden.items == ()
    assert hidden.score.total == Fraction(4, 3)
    assert my_progress(session, user=user, now=at(5)).to_revise.total == 0
    owner = session.get_one(User, quiz.owner_id)
    assert attempt_result(session, attempt.id, user=owner, now=at(5)).answers_shown
    assert len(result(session, attempt, 30).items) == 3
    assert my_progress(session, user=user, now=at(30)).to_revise.total == 2
    quiz.closes_at = None
    quiz.status = QuizStatus.CLOSED
    session.flush()
    assert result(session, attempt).answers_shown
    assert my_progress(session, user=user, now=at(5)).to_revise.total == 2


def test_a_result_knows_the_earlier_attempts(session: Session) -> None:
    quiz, user = quiz_of(), UserFactory()
    for number, wanted in enumerate(("w--", "r--", "rr-")):
        last = taken(session, quiz, wanted, user, at(number))
    taken(session, quiz, "rrr")
    assert [point.percent for point in result(session, last).earlier] == [
        Fraction(-100, 9),
        Fraction(100, 3),
    ]


def test_a_result_is_shown_in_the_language_that_is_asked_for(session: Session) -> None:
    both = content(
        texts={
            "en": ItemText("When did it rain?", ("1987", "1988")),
            "hi": ItemText("वर्षा कब हुई?", ("१९८७", "१९८८")),
        },
        source=None,
    )
    quiz = QuizFactory(question_set=QuestionSetFactory(items=[ItemFactory(content=both)]))
    attempt = started(session, quiz)
    user = user_of(session, attempt)
    save(session, attempt, Chosen.of(1))
    attempts.submit(session, attempt.id, user=user, now=at(1))
    (item,) = attempt_result(session, attempt.id, user=user, now=at(2), language="hi").items
    assert (item.shown.language, item.shown.stem) == ("hi", "वर्षा कब हुई?")
    assert item.evidence == ()
    assert result(session, attempt).items[0].shown.language == "en"


def test_progress_begins_empty(session: Session) -> None:
    view = progress(session, UserFactory())
    assert (view.points, view.attempts, view.accuracy, view.topics) == ((), 0, None, ())
    assert view.to_revise.total == 0
    assert view.trend is None


def test_progress_adds_up_exactly_across_schemes(session: Session) -> None:
    user = UserFactory()
    thirds = quiz_on(("polity",), ("polity", "history"), ("history",))
    quarters = quiz_on(("polity",), ("polity",), scheme=MarkingScheme(Fraction(1), Fraction(-1, 4)))
    taken(session, thirds, "rw-", user)
    taken(session, quarters, "ww", user, at(5))
    taken(session, quarters, "rr", UserFactory())
    started(session, quarters, user, at(20))
    view = progress(session, user)
    assert (view.attempts, view.answered, view.right) == (2, 4, 1)
    assert view.accuracy == Fraction(1, 4)
    assert [(p.percent, p.score, p.maximum) for p in view.points] == [
        (100 * Fraction(4, 3) / 6, Fraction(4, 3), 6),
        (-25, Fraction(-1, 2), 2),
    ]
    assert view.trend == -25 - 100 * Fraction(4, 3) / 6
    polity, history = sorted(view.topics, key=lambda each: -each.answered)
    assert (polity.topic, polity.answered, polity.right, polity.left_out) == ("polity", 4, 1, 0)
    assert polity.marks_lost == Fraction(2, 3) + Fraction(1, 2)
    assert (history.answered, history.right, history.left_out) == (1, 0, 1)
    assert [each.topic for each in view.weak_topics] == ["polity"]


def test_what_was_missed_stays_until_it_is_right(session: Session) -> None:
    user, quiz = UserFactory(), quiz_on(("polity",), ("history",), ("economy",))
    first = taken(session, quiz, "w-r", user)
    missed = progress(session, user).to_revise
    assert [(m.position, m.outcome, m.topics, m.attempt_id) for m in missed] == [
        (1, Outcome.WRONG, ("polity",), first.id),
        (2, Outcome.BLANK, ("history",), first.id),
    ]
    assert missed.items[0].stem.startswith("In which year")
    second = taken(session, quiz, "rww", user, at(20))
    missed = progress(session, user).to_revise
    assert [(m.position, m.attempt_id) for m in missed] == [(2, second.id), (3, second.id)]
    page = progress(session, user, page=2, per_page=1).to_revise
    assert (page.total, page.pages, page.items[0].position) == (2, 2, 3)


def test_an_item_is_one_item_whichever_version_was_seen(session: Session) -> None:
    user, quiz = UserFactory(), quiz_on(("polity",))
    attempt = taken(session, quiz, "w", user)
    item_id = result(session, attempt).items[0].item_id
    items.edit(
        session,
        item_id,
        content=content("A better question?"),
        expected_version=1,
        actor=session.get_one(User, session.get_one(Item, item_id).owner_id),
        now=at(2),
    )
    taken(session, quiz, "r", user, at(20))
    assert progress(session, user).to_revise.total == 0


def test_results_and_progress_ask_as_much_for_many_rows_as_for_few(
    session: Session, count_queries: CountQueries
) -> None:
    user = UserFactory()

    def queries(size: int) -> tuple[int, int]:
        attempt = taken(session, quiz_of(size), "w" * size, user, NOW + timedelta(hours=size))
        attempt_id, user_id = attempt.id, user.id
        session.expunge_all()
        reader = session.get_one(User, user_id)
        with count_queries() as one:
            attempt_result(session, attempt_id, user=reader, now=NOW + timedelta(hours=99))
        with count_queries() as many:
            my_progress(session, user=reader, now=at(1))
        return len(one), len(many)

    few = queries(2)
    for size in (3, 12):
        assert queries(size) == few
