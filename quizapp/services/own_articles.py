"""A student's own article: its questions become a private practice quiz that no teacher reviewed.

The items stay drafts, so that they enter no bank and no pool; that is also how every page knows to
say that nobody has reviewed them.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.errors import N_, ArticleError
from quizapp.generation.types import Generated
from quizapp.models import Article, Audience, Item, QuestionSet, Quiz, QuizStatus, User
from quizapp.services import audit
from quizapp.services.articles import create_article
from quizapp.services.asked import Asked
from quizapp.services.audiences import Access
from quizapp.services.publishing import quiz_of
from quizapp.services.rules import rules_of_preset
from quizapp.services.sets import make_set

__all__ = ["FEWEST", "practise_article"]

#: With fewer questions there is nothing to practise.
FEWEST: Final = 3


def practise_article(  # noqa: PLR0913 — the fields of one form
    session: Session,
    *,
    user: User,
    text: str,
    generated: Generated,
    asked: Asked,
    now: datetime,
    title: str = "",
    source_name: str = "",
    source_url: str = "",
) -> int:
    """Make a private practice quiz of an article's questions, and return the quiz's id.

    The same text of the same student gives the same quiz again.

    Args:
        session: where to write.
        user: the student.
        text: exactly what `generated` was made of.
        generated: from `articles.generate_article`.
        asked: what was asked of the generator.
        now: when it came in.
        title: the headline that was found, or the first words, where it is empty.
        source_name: the publisher.
        source_url: where it was published.

    Raises:
        ArticleError: too few questions come out of it, or a text that cannot be stored.
        InvalidInputError: field title, source_name or source_url.
    """
    found = len(generated.questions)
    if found < FEWEST:
        raise ArticleError(
            N_(
                "Good questions that this article gives: %(found)d; to practise, at least"
                " %(fewest)d are needed."
            ),
            reason="nothing_askable",
            found=found,
            fewest=FEWEST,
        )
    stored = create_article(
        session,
        owner=user,
        text=text,
        generated=generated,
        title=title,
        source_name=source_name,
        source_url=source_url,
        asked=asked,
        for_practice=True,
        now=now,
    )
    article = session.get_one(Article, stored.article_id)
    present = _present(session, article)
    if present is not None:
        present.status = QuizStatus.OPEN
        session.flush()
        return present.id
    items = session.scalars(
        select(Item).where(Item.article_id == article.id).order_by(Item.position, Item.id)
    ).all()
    made = make_set(
        session,
        items,
        owner=user,
        title=article.title,
        slug=f"article-{article.id}",
        article_id=article.id,
        for_practice=True,
        now=now,
    )
    rules = rules_of_preset(DEFAULT_PRESET, questions=[len(items)])
    quiz = quiz_of(made, title=made.title, rules=rules, now=now, access=Access(Audience.PRIVATE))
    session.add(quiz)
    session.flush()
    audit.record(session, "quiz.practise", "quiz", quiz.id, actor=user, at=now, items=len(items))
    session.flush()
    return quiz.id


def _present(session: Session, article: Article) -> Quiz | None:
    return session.scalar(
        select(Quiz)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(
            QuestionSet.article_id == article.id,
            QuestionSet.for_practice.is_(True),
            Quiz.owner_id == article.owner_id,
        )
        .order_by(Quiz.id)
        .limit(1)
    )
