"""Rank, percentile and times among the others, and what blind guessing gives."""

from fractions import Fraction

from databases import CountQueries
from factories import AssignmentFactory, ClassFactory, UserFactory
from sqlalchemy.orm import Session
from taking import at, quiz_of, records, taken, user_of

from quizapp.domain.disclosure import Disclosure
from quizapp.models import Attempt, User
from quizapp.services.cohort import Comparison, compare
from quizapp.services.results import attempt_result

PAPERS = ["rrr", "rrw", "rr-", "r--", "www"]


def others(session: Session, quiz: object, papers: list[str] = PAPERS) -> list[Attempt]:
    return [taken(session, quiz, wanted) for wanted in papers]


def test_rank_and_percentile_among_first_attempts(session: Session) -> None:
    quiz = quiz_of()
    first, *_rest = others(session, quiz)
    # Again, with all that is known now: that is not how the others did.
    taken(session, quiz, "rrr", user_of(session, first), at(30))
    mine = taken(session, quiz, "rr-")

    found = compare(session, mine)

    assert found is not None
    assert (found.others, found.rank) == (5, 2)
    # Five of six got at most as much.
    assert found.percentile == Fraction(100 * 5, 6)


def test_too_few_others_tell_nothing(session: Session) -> None:
    quiz = quiz_of()
    others(session, quiz, PAPERS[:4])
    mine = taken(session, quiz, "rrr")
    taken(session, quiz, "rrr", user_of(session, mine), at(30))
    assert compare(session, mine) is None

    others(session, quiz, ["r--"])
    assert compare(session, mine) is not None


def test_of_what_was_set_the_class_is_the_cohort(session: Session) -> None:
    quiz = quiz_of()
    others(session, quiz, ["rrr"] * 3)
    pupils = UserFactory.create_batch(6)
    found = ClassFactory(students=pupils)
    AssignmentFactory(class_id=found.id, quiz=quiz)
    *_rest, mine = [
        taken(session, quiz, wanted, pupil)
        for wanted, pupil in zip([*PAPERS, "rr-"], pupils, strict=True)
    ]

    compared = compare(session, mine)

    assert compared is not None
    assert (compared.others, compared.rank) == (5, 2)
    assert compared.class_title == found.title


def test_a_class_that_is_too_small_is_compared_with_everybody(session: Session) -> None:
    quiz = quiz_of()
    others(session, quiz)
    pupil = UserFactory()
    AssignmentFactory(class_id=ClassFactory(students=[pupil]).id, quiz=quiz)

    compared = compare(session, taken(session, quiz, "rrr", pupil))

    assert compared is not None
    assert (compared.others, compared.class_title) == (5, None)


def test_the_time_of_others_is_their_mean_on_that_question(session: Session) -> None:
    quiz = quiz_of()
    for number, attempt in enumerate(others(session, quiz), start=1):
        for record in records(session, attempt):
            record.visited, record.time_ms = record.position != 3, 1000 * number
    mine = taken(session, quiz, "r--")
    session.flush()
    positions = {record.item_version_id: record.position for record in records(session, attempt)}

    found = compare(session, mine)

    assert found is not None
    unseen = [
        record.position
        for record in records(session, mine)
        if positions[record.item_version_id] == 3
    ]
    assert found.time_ms == dict.fromkeys({1, 2, 3} - set(unseen), 3000)


def test_the_teacher_decides_whether_it_is_shown(session: Session) -> None:
    data = {
        moment: {"marks": True, "answers": True, "explanations": True, "comparison": False}
        for moment in ("submitted", "later", "closed")
    }
    hiding = {**Disclosure.from_data(quiz_of().disclosure).as_data(), **data}
    quiz = quiz_of(disclosure=hiding)
    others(session, quiz)
    mine = taken(session, quiz, "rrr")

    result = attempt_result(session, mine.id, user=user_of(session, mine), now=at(2))
    assert result.comparison is None
    teacher = session.get_one(User, quiz.owner_id)
    seen = attempt_result(session, mine.id, user=teacher, now=at(2))
    assert seen.comparison is not None


def test_blind_guessing_under_the_rules_of_upsc_gives_nothing(session: Session) -> None:
    mine = taken(session, quiz_of(), "rrr")
    result = attempt_result(session, mine.id, user=user_of(session, mine), now=at(2))
    assert result.guessing == 0


def test_more_others_take_no_more_queries(session: Session, count_queries: CountQueries) -> None:
    quiz = quiz_of()
    counts = []
    for papers in (PAPERS, PAPERS * 3):
        others(session, quiz, papers)
        mine = taken(session, quiz, "rr-", UserFactory())
        session.expire_all()
        mine = session.get_one(Attempt, mine.id)
        with count_queries() as counted:
            assert isinstance(compare(session, mine), Comparison)
        counts.append(len(counted))
    assert counts[0] == counts[1]
