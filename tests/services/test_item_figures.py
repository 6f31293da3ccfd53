"""The figures for finding faulty questions of a quiz, and what becomes of them by a regrade."""

from factories import NOW, UserFactory
from sqlalchemy.orm import Session
from taking import at, keys, quiz_of, started, taken

from quizapp.domain.item_analysis import Doubt
from quizapp.domain.regrading import Regrade, RegradeRule
from quizapp.models import User
from quizapp.services import regrading
from quizapp.services.managing import managed_quiz


def test_a_wrong_key_is_found_by_the_answers_and_settled_by_a_regrade(session: Session) -> None:
    quiz = quiz_of(5, shuffle_items=False)
    owner = session.get_one(User, quiz.owner_id)
    strong = [taken(session, quiz, "wrrrr") for _ in range(8)]
    for wanted in ("rwwwr", "r-wrw", "-rwww", "wwrww"):
        weak = taken(session, quiz, wanted)
    # A second attempt, and one that runs, count for nothing.
    taken(session, quiz, "rrrrr", session.get_one(User, weak.user_id), at(5))
    started(session, quiz, UserFactory())
    first, *others = managed_quiz(session, quiz.id, user=owner).items
    key = next(keys(session, strong[0]))
    rival = (key + 1) % 4
    assert [(each.position, each.chosen, each.is_key) for each in first.figures.options] == [
        (place, {key: 2, rival: 9}.get(place, 0), place == key) for place in range(4)
    ]
    assert first.figures.discrimination is not None
    assert first.figures.discrimination < -0.5
    assert first.figures.doubts == {Doubt.RIVAL, Doubt.UPSIDE_DOWN}
    assert not any(each.figures.doubts for each in others)
    regrading.regrade(
        session,
        first.item_id,
        Regrade(RegradeRule.NEW_KEY, rival),
        why="",
        actor=owner,
        now=NOW,
    )
    settled = managed_quiz(session, quiz.id, user=owner).items[0].figures
    assert (settled.regraded, settled.doubts) == (True, frozenset())
    assert settled.discrimination is not None
    assert settled.discrimination > 0.5


def test_nothing_is_said_before_there_is_something_to_say(session: Session) -> None:
    quiz = quiz_of(1)
    owner = session.get_one(User, quiz.owner_id)
    (item,) = managed_quiz(session, quiz.id, user=owner).items
    assert (item.figures.options, item.figures.discrimination) == ((), None)
    taken(session, quiz, "w")
    (item,) = managed_quiz(session, quiz.id, user=owner).items
    assert sum(option.chosen for option in item.figures.options) == 1
    assert (item.figures.doubts, item.figures.discrimination) == (frozenset(), None)
