"""Publishing: a set under rules becomes a quiz, which is closed, reopened, or taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from quizapp.errors import N_, ConflictError
from quizapp.models import (
    Article,
    Assignment,
    Attempt,
    Item,
    ItemStatus,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    QuizStatus,
    Role,
    SetShare,
    User,
)
from quizapp.services import audit
from quizapp.services.audiences import Access
from quizapp.services.ownership import Permission, find_set, own_article, own_quiz
from quizapp.services.rules import QuizRules, rules_of, rules_of_preset
from quizapp.services.sets import make_set
from quizapp.services.texts import one_line

__all__ = [
    "QuizRules",
    "accept_unused",
    "close_quiz",
    "publish_article",
    "publish_set",
    "quiz_of",
    "reopen_quiz",
    "rules_of_preset",
    "unpublish_quiz",
]

TITLE_MAXIMUM: Final = 200


def publish_article(
    session: Session,
    article_id: int,
    *,
    title: str,
    rules: QuizRules,
    actor: User,
    now: datetime,
    description: str = "",
    access: Access | None = None,
) -> int:
    """Make the accepted items of an article a set and a quiz; returns the quiz's id.

    The same form sent twice gives the quiz that the first one made. `access` is for everyone where
    it is None.

    Raises:
        NotFoundError: there is no article of the actor's with this id.
        InvalidInputError: field title or description.
        ConflictError: no item of it is accepted.
    """
    title = one_line(title, "title", maximum=TITLE_MAXIMUM, required=True)
    article = own_article(session, article_id, actor, lock=True)
    items = session.scalars(
        select(Item)
        .where(Item.article_id == article.id, Item.status == ItemStatus.ACCEPTED)
        .order_by(Item.position, Item.id)
        .with_for_update()
    ).all()
    if not items:
        published = _published_already(session, article, title, rules, access)
        if published is not None:
            return published
        raise ConflictError(
            N_("No question of this article is accepted; accept at least one before publishing.")
        )
    owner = session.get_one(User, article.owner_id)
    made = make_set(
        session,
        items,
        owner=owner,
        title=title,
        now=now,
        description=description,
        article_id=article.id,
    )
    quiz = quiz_of(made, title=title, rules=rules, now=now, access=access)
    return _publish(session, quiz, items, actor=actor, now=now)


def publish_set(
    session: Session,
    set_id: int,
    *,
    title: str,
    rules: QuizRules,
    actor: User,
    now: datetime,
    access: Access | None = None,
) -> int:
    """Make a quiz of a set that the actor may use; returns its id.

    The quiz is the actor's, and stays so when the set is shared no more; an administrator makes it
    for the set's owner.

    Where an open quiz of the set has this title, these rules and this audience, it is that one: a
    form that is sent twice makes one quiz. `access` is for everyone where it is None.

    Raises:
        NotFoundError: there is no set that the actor may use.
        InvalidInputError: field title.
        ConflictError: the set has no question that can be asked.
    """
    title = one_line(title, "title", maximum=TITLE_MAXIMUM, required=True)
    found = find_set(session, set_id, actor, Permission.USE, lock=True)
    owner_id = found.owner_id if actor.role is Role.ADMIN else actor.id
    same = _same_quiz(
        session, [found.id], title=title, rules=rules, access=access, owner_id=owner_id
    )
    if same is not None:
        return same
    items = session.scalars(
        select(Item)
        .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
        .where(
            QuestionSetItem.set_id == found.id,
            Item.status.in_((ItemStatus.ACCEPTED, ItemStatus.PUBLISHED)),
        )
        .order_by(Item.id)
        .with_for_update(of=Item)
    ).all()
    if not items:
        raise ConflictError(N_("This set has no question that can be asked."))
    quiz = quiz_of(found, title=title, rules=rules, now=now, access=access)
    quiz.owner_id = owner_id
    return _publish(session, quiz, items, actor=actor, now=now)


def close_quiz(session: Session, quiz_id: int, *, actor: User, now: datetime) -> None:
    """Let no new attempt begin; those in progress go on. Closing a closed quiz changes nothing.

    What is shown after closing is shown once the last of these is over.

    Raises:
        NotFoundError: there is no quiz of the actor's with this id.
    """
    quiz = own_quiz(session, quiz_id, actor, lock=True)
    if quiz.status is not QuizStatus.CLOSED:
        quiz.settles_at = session.scalar(
            select(func.max(Attempt.deadline_at)).where(
                Attempt.quiz_id == quiz.id,
                Attempt.submitted_at.is_(None),
                Attempt.deadline_at > now,
            )
        )
    _set_status(session, quiz, QuizStatus.CLOSED, "quiz.close", actor=actor, now=now)


def reopen_quiz(session: Session, quiz_id: int, *, actor: User, now: datetime) -> None:
    """Let attempts begin again; a closing time that has passed is taken away.

    Raises:
        NotFoundError: there is no quiz of the actor's with this id.
    """
    quiz = own_quiz(session, quiz_id, actor, lock=True)
    if quiz.closes_at is not None and quiz.closes_at <= now:
        quiz.closes_at = None
    quiz.settles_at = None
    _set_status(session, quiz, QuizStatus.OPEN, "quiz.reopen", actor=actor, now=now)


def unpublish_quiz(session: Session, quiz_id: int, *, actor: User, now: datetime) -> None:
    """Take back a quiz that nobody has taken: its items are accepted again.

    Items that stand in another quiz stay published. A set that was made by publishing goes with
    its last quiz, if both are of one owner and it is not shared; one that came from a file stays.

    Raises:
        NotFoundError: there is no quiz of the actor's with this id.
        ConflictError: somebody has taken it, or it was set for a class.
    """
    quiz = own_quiz(session, quiz_id, actor, lock=True)
    if session.scalar(select(exists().where(Assignment.quiz_id == quiz.id))):
        raise ConflictError(
            N_("This quiz was set for a class, so that it cannot be unpublished; close it instead.")
        )
    attempts = session.scalar(select(func.count(Attempt.id)).where(Attempt.quiz_id == quiz.id))
    if attempts:
        raise ConflictError(
            N_("This quiz has been taken, so that it cannot be unpublished; close it instead.")
        )
    found = session.get_one(QuestionSet, quiz.set_id)
    item_ids = session.scalars(
        select(QuestionSetItem.item_id).where(QuestionSetItem.set_id == found.id)
    ).all()
    title, owner_id = quiz.title, quiz.owner_id
    session.delete(quiz)
    session.flush()
    is_own = found.owner_id == owner_id
    # What somebody else retired in their set is for them to use again.
    retired = (ItemStatus.RETIRED,) if is_own else ()
    accept_unused(session, item_ids, (ItemStatus.PUBLISHED, *retired))
    is_shared = session.scalar(select(exists().where(SetShare.set_id == found.id)))
    was_made_for_it = found.article_id is not None and is_own and not is_shared
    if was_made_for_it and not session.scalar(
        select(func.count(Quiz.id)).where(Quiz.set_id == found.id)
    ):
        session.execute(delete(QuestionSet).where(QuestionSet.id == found.id))
        session.expunge(found)
    audit.record(session, "quiz.unpublish", "quiz", quiz_id, actor=actor, at=now, title=title)
    session.flush()


def accept_unused(
    session: Session,
    item_ids: Sequence[int],
    statuses: Sequence[ItemStatus] = (ItemStatus.PUBLISHED,),
) -> None:
    """Have those of the items that no quiz asks any more be accepted again."""
    elsewhere = (
        exists()
        .where(
            QuestionSetItem.item_id == Item.id,
            QuestionSetItem.set_id == Quiz.set_id,
            QuestionSet.id == Quiz.set_id,
            QuestionSet.for_practice.is_(False),
        )
        .correlate(Item)
    )
    freed = session.scalars(
        select(Item)
        .where(Item.id.in_(item_ids), Item.status.in_(statuses), ~elsewhere)
        .with_for_update()
    ).all()
    for item in freed:
        item.status = ItemStatus.ACCEPTED


def _publish(
    session: Session, quiz: Quiz, items: Sequence[Item], *, actor: User, now: datetime
) -> int:
    session.add(quiz)
    for item in items:
        item.status = ItemStatus.PUBLISHED
    session.flush()
    audit.record(
        session,
        "quiz.publish",
        "quiz",
        quiz.id,
        actor=actor,
        at=now,
        items=len(items),
        preset=quiz.preset,
    )
    session.flush()
    return quiz.id


def quiz_of(
    found: QuestionSet,
    *,
    title: str,
    rules: QuizRules,
    now: datetime,
    access: Access | None = None,
) -> Quiz:
    """Make the row of an open quiz of a set, for the caller to store."""
    qualifying = rules.qualifying_percent
    access = access or Access()
    return Quiz(
        set_id=found.id,
        owner_id=found.owner_id,
        title=title,
        preset=rules.preset,
        exam_name=rules.exam_name,
        sections=[section.as_data() for section in rules.sections],
        mode=rules.mode,
        audience=access.audience,
        share_code=access.share_code,
        minutes=rules.minutes,
        qualifying_percent=None if qualifying is None else str(qualifying),
        paper_seed=rules.paper_seed,
        shuffle_items=rules.shuffle_items,
        shuffle_options=rules.shuffle_options,
        opens_at=rules.opens_at,
        closes_at=rules.closes_at,
        disclosure=rules.disclosure.as_data(),
        status=QuizStatus.OPEN,
        created_at=now,
    )


def _published_already(
    session: Session, article: Article, title: str, rules: QuizRules, access: Access | None
) -> int | None:
    sets = session.scalars(select(QuestionSet.id).where(QuestionSet.article_id == article.id))
    return _same_quiz(
        session,
        sets.all(),
        title=title,
        rules=rules,
        access=access,
        owner_id=article.owner_id,
    )


def _same_quiz(
    session: Session,
    set_ids: Sequence[int],
    *,
    title: str,
    rules: QuizRules,
    access: Access | None,
    owner_id: int,
) -> int | None:
    quizzes = session.scalars(
        select(Quiz)
        .where(
            Quiz.set_id.in_(set_ids),
            Quiz.owner_id == owner_id,
            Quiz.title == title,
            Quiz.status == QuizStatus.OPEN,
            Quiz.audience == (access or Access()).audience,
        )
        .order_by(Quiz.id.desc())
    )
    return next((quiz.id for quiz in quizzes if rules_of(quiz) == rules), None)


def _set_status(
    session: Session, quiz: Quiz, status: QuizStatus, action: str, *, actor: User, now: datetime
) -> None:
    if quiz.status is not status:
        quiz.status = status
        audit.record(session, action, "quiz", quiz.id, actor=actor, at=now)
    session.flush()
