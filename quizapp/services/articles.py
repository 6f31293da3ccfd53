"""Articles: bring one in, make drafts of it, correct what is known of it, put it in the bin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, load_only

from quizapp.domain.materials import normalised
from quizapp.errors import N_, ArticleError, ConflictError
from quizapp.generation.pipeline import generate
from quizapp.generation.types import Generated, Question
from quizapp.models import (
    WITH_BINNED,
    Article,
    ArticleWords,
    Item,
    ItemStatus,
    QuestionSet,
    QuestionSetItem,
    User,
    in_bin,
)
from quizapp.services import audit, binned
from quizapp.services.article_search import article_words
from quizapp.services.asked import Asked
from quizapp.services.generated_items import item_content, with_source_of
from quizapp.services.items import Origin, add_item, current_contents, write_version
from quizapp.services.ownership import ensure_teacher, own_article
from quizapp.services.texts import digest_of, one_line, web_address
from quizapp.services.unasked_facts import unasked_data

__all__ = [
    "ArticleText",
    "StoredArticle",
    "add_drafts",
    "article_text",
    "create_article",
    "delete_article",
    "generate_article",
    "rename_article",
]

TITLE_MAXIMUM: Final = 200
_NOTHING_SAID: Final = Asked()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """Where an article went. `created` is False where the owner had brought it in before."""

    article_id: int
    created: bool
    drafts: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What generating more questions needs."""

    id: int
    title: str
    body: str
    news_date: date | None
    options: int = 4
    """How many options its questions were asked for with last."""


def generate_article(
    text: str,
    asked: Asked,
    *,
    title: str | None = None,
    published: date | None = None,
    filed: date | None = None,
) -> Generated:
    """Make questions of a text. Needs no database, and can take a second: do it before writing.

    Raises:
        ArticleError: empty, binary, too long, not in English; `reason` says which.
    """
    return generate(
        text,
        count=asked.count,
        options=asked.options,
        seed=asked.seed,
        formats=asked.formats,
        kinds=asked.kinds,
        difficulties=asked.difficulties,
        title=title,
        published=published,
        filed=filed,
    )


def create_article(  # noqa: PLR0913 — the fields of one form
    session: Session,
    *,
    owner: User,
    text: str,
    generated: Generated,
    now: datetime,
    title: str = "",
    source_name: str = "",
    source_url: str = "",
    news_date: date | None = None,
    asked: Asked = _NOTHING_SAID,
    for_practice: bool = False,
) -> StoredArticle:
    """Store an article with its drafts, ready for review.

    The same text of the same owner is stored once: a form that is posted twice gives one article.

    Args:
        session: where to write.
        owner: the teacher; a student where it is for their own practice.
        text: exactly what `generated` was made of.
        generated: from `generate_article`.
        now: when it came in.
        title: the headline that was found, or the first words, where it is empty.
        source_name: the publisher.
        source_url: where it was published.
        news_date: when; what the article itself says where it is None.
        asked: what was asked of the generator, for the record.
        for_practice: the drafts are for the owner's private practice and nobody's review.

    Raises:
        InvalidInputError: field title, source_name or source_url.
        ArticleError: a text that cannot be stored, or one that is in the owner's bin (reason
            `in_bin`, with its `article_id`).
        NotAllowedError: the owner is a student, and it is not for practice.
    """
    if not for_practice:
        ensure_teacher(owner)
    if "\x00" in text or re.search("[\ud800-\udfff]", text):
        raise ArticleError(
            N_("This is not a text: it has characters that no text has."), reason="binary"
        )
    read = generated.article
    article = Article(
        owner_id=owner.id,
        title=one_line(title, "title", maximum=TITLE_MAXIMUM) or _title_of(generated),
        body=text,
        source_name=one_line(source_name, "source_name", maximum=TITLE_MAXIMUM)
        or read.source[:TITLE_MAXIMUM],
        source_url=web_address(source_url, "source_url"),
        news_date=news_date or read.published,
        digest=digest_of(text),
        generation=asked.as_data(),
        rejected=unasked_data(generated),
        created_at=now,
    )
    if (stored := _stored(session, article)) is not None:
        return stored
    article.search = ArticleWords(words=_words(article))
    try:
        with session.begin_nested():
            session.add(article)
    except IntegrityError:
        # The same form came in twice at the same time, and the other one was first.
        stored = _stored(session, article)
        if stored is None:
            raise
        return stored
    drafts = _add_questions(session, article, generated.questions, owner=owner, now=now, first=1)
    audit.record(
        session, "article.create", "article", article.id, actor=owner, at=now, drafts=drafts
    )
    session.flush()
    return StoredArticle(article.id, created=True, drafts=drafts)


def add_drafts(
    session: Session,
    article_id: int,
    *,
    generated: Generated,
    actor: User,
    now: datetime,
    asked: Asked = _NOTHING_SAID,
    most: int | None = None,
) -> int:
    """Add further questions to an article, but none whose stem it has; returns how many.

    Of more than `most` the best are added.

    Raises:
        NotFoundError: there is no article of the actor's with this id.
        ConflictError: they were made of another text.
    """
    article = own_article(session, article_id, actor, lock=True)
    if generated.article.text != article.body:
        raise ConflictError(N_("These questions were made of another text than this article's."))
    items = session.scalars(select(Item).where(Item.article_id == article.id)).all()
    stems = {
        normalised(content.text().stem) for content in current_contents(session, items).values()
    }
    questions = [each for each in generated.questions if normalised(each.stem) not in stems]
    if most is not None:
        best = sorted(questions, key=lambda each: -each.quality)[:most]
        questions = [each for each in questions if each in best]
    first = max((item.position or 0 for item in items), default=0) + 1
    added = _add_questions(session, article, questions, owner=actor, now=now, first=first)
    article.generation = asked.as_data()
    article.rejected = unasked_data(generated)
    audit.record(
        session, "article.generate", "article", article.id, actor=actor, at=now, drafts=added
    )
    session.flush()
    return added


def article_text(session: Session, article_id: int, *, user: User) -> ArticleText:
    """Give the text of an article, for generating more questions.

    Raises:
        NotFoundError: there is no article of the user's with this id.
    """
    article = own_article(session, article_id, user)
    options = article.generation.get("options") or 4
    return ArticleText(article.id, article.title, article.body, article.news_date, options)


def rename_article(
    session: Session,
    article_id: int,
    *,
    title: str,
    source_name: str,
    source_url: str,
    news_date: date | None,
    actor: User,
    now: datetime,
) -> None:
    """Correct what is known of an article; its items name the source anew, in a new version.

    Raises:
        NotFoundError: there is no article of the actor's with this id.
        InvalidInputError: field title, source_name or source_url.
    """
    article = own_article(session, article_id, actor, lock=True)
    article.title = one_line(title, "title", maximum=TITLE_MAXIMUM, required=True)
    article.source_name = one_line(source_name, "source_name", maximum=TITLE_MAXIMUM)
    article.source_url = web_address(source_url, "source_url")
    article.news_date = news_date
    session.merge(ArticleWords(article_id=article.id, words=_words(article)))
    items = session.scalars(
        select(Item).where(Item.article_id == article.id).order_by(Item.id).with_for_update()
    ).all()
    contents = current_contents(session, items)
    for item in items:
        present = contents[item.id]
        changed = with_source_of(present, article)
        if changed != present:
            write_version(session, item, changed, author=actor, now=now)
    audit.record(session, "article.rename", "article", article.id, actor=actor, at=now)
    session.flush()


def delete_article(session: Session, article_id: int, *, actor: User, now: datetime) -> None:
    """Put an article into the bin, with its drafts.

    Raises:
        NotFoundError: there is no article of the actor's with this id.
        ConflictError: questions of it were published.
    """
    article = own_article(session, article_id, actor, lock=True)
    in_set = (
        exists()
        .where(QuestionSetItem.item_id == Item.id, QuestionSet.id == QuestionSetItem.set_id)
        .correlate(Item)
    )
    used = session.scalar(
        select(func.count(Item.id)).where(
            Item.article_id == article.id,
            or_(
                Item.status.in_((ItemStatus.PUBLISHED, ItemStatus.RETIRED)),
                in_set,
                binned.item_asked(),
            ),
        )
    )
    sets = session.scalar(
        select(func.count(QuestionSet.id)).where(QuestionSet.article_id == article.id)
    )
    if used or sets:
        raise ConflictError(
            N_(
                "Questions of this article are published or were answered by students, so that it"
                " cannot be deleted."
            )
        )
    audit.record(
        session, "article.delete", "article", article.id, actor=actor, at=now, title=article.title
    )
    items = session.scalars(select(Item).where(Item.article_id == article.id).with_for_update())
    for item in items:
        binned.put(item, actor=actor, now=now, along=True)
    binned.put(article, actor=actor, now=now)
    session.flush()


def _add_questions(
    session: Session,
    article: Article,
    questions: Sequence[Question],
    *,
    owner: User,
    now: datetime,
    first: int,
) -> int:
    for position, question in enumerate(questions, start=first):
        add_item(
            session,
            item_content(question, article),
            owner=owner,
            status=ItemStatus.DRAFT,
            now=now,
            origin=Origin(article.id, position, question.quality),
        )
    session.flush()
    return len(questions)


def _words(article: Article) -> str:
    return article_words(article.title, article.source_name, article.body)


def _title_of(generated: Generated) -> str:
    text = generated.article.title or generated.article.text.strip()
    words = " ".join(text[: 2 * TITLE_MAXIMUM].split())
    return words if len(words) <= TITLE_MAXIMUM else words[: TITLE_MAXIMUM - 1] + "…"


def _stored(session: Session, article: Article) -> StoredArticle | None:
    found = session.scalar(
        select(Article)
        .where(Article.owner_id == article.owner_id, Article.digest == article.digest)
        .options(load_only(Article.id, Article.title, Article.deleted_at))
        .execution_options(**WITH_BINNED)
    )
    if found is None:
        return None
    if in_bin(found):
        raise ArticleError(
            N_("You brought this article before and deleted it; it is in your bin."),
            reason="in_bin",
            article_id=found.id,
        )
    drafts = session.scalar(select(func.count(Item.id)).where(Item.article_id == found.id))
    return StoredArticle(found.id, created=False, drafts=drafts or 0)
