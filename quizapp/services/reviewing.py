"""An article with its drafts beside it: what the reviewing teacher sees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from quizapp.domain.items import Evidence, ItemContent
from quizapp.models import Article, Item, ItemStatus, QuestionSet, Quiz, QuizStatus, User
from quizapp.services.items import current_contents
from quizapp.services.ownership import own_article
from quizapp.services.review_lists import ReviewRow, reviews_of
from quizapp.services.unasked_facts import FoundFact, RejectedFact, facts_left, rejected_facts

__all__ = [
    "ArticleLink",
    "ArticleReview",
    "DraftView",
    "QuizLink",
    "RejectedFact",
    "ReviewCounts",
    "Segment",
    "article_review",
    "next_to_review",
    "segments_of",
]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the article.

    `item_ids` are the items whose evidence covers it, `answer_item_ids` those whose answer it is.
    """

    text: str
    item_ids: tuple[int, ...] = ()
    answer_item_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftView:
    """An item of the article; its evidence is in `content.source`.

    `reviews` are those of other teachers, the newest first.
    """

    item_id: int
    version: int
    status: ItemStatus
    content: ItemContent
    quality: float | None
    position: int
    reviews: tuple[ReviewRow, ...] = ()

    @property
    def in_review(self) -> bool:
        """Whether another teacher is asked to look at it, and has not decided."""
        return any(each.is_open for each in self.reviews)

    @property
    def verdict(self) -> ReviewRow | None:
        """What another teacher said last, None where nobody did."""
        return next((each for each in self.reviews if each.verdict is not None), None)


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many items of the article are in which state."""

    pending: int
    accepted: int
    rejected: int
    published: int


@dataclass(frozen=True, slots=True)
class QuizLink:
    """A quiz by name."""

    id: int
    title: str
    status: QuizStatus


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """An article by name."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """The whole page. The segments' texts, joined, are the body.

    `facts_left` are the facts that no question asks for by now.
    """

    id: int
    title: str
    source_name: str
    source_url: str
    news_date: date | None
    created_at: datetime
    body: str
    segments: tuple[Segment, ...]
    drafts: tuple[DraftView, ...]
    rejected: tuple[RejectedFact, ...]
    facts_left: tuple[FoundFact, ...]
    counts: ReviewCounts
    quizzes: tuple[QuizLink, ...]


def article_review(session: Session, article_id: int, *, user: User) -> ArticleReview:
    """Show an article of the user with everything that was made of it.

    Raises:
        NotFoundError: there is no article of the user's with this id.
    """
    article = own_article(session, article_id, user)
    items = session.scalars(
        select(Item).where(Item.article_id == article.id).order_by(Item.position, Item.id)
    ).all()
    contents = current_contents(session, items)
    reviews = reviews_of(session, [item.id for item in items])
    drafts = tuple(
        DraftView(
            item_id=item.id,
            version=item.version_number,
            status=item.status,
            content=contents[item.id],
            quality=item.quality,
            position=number,
            reviews=reviews.get(item.id, ()),
        )
        for number, item in enumerate(items, start=1)
    )
    evidence = [
        (draft.item_id, piece)
        for draft in drafts
        if draft.content.source is not None
        for piece in draft.content.source.evidence
    ]
    rejected = rejected_facts(article.rejected)
    return ArticleReview(
        id=article.id,
        title=article.title,
        source_name=article.source_name,
        source_url=article.source_url,
        news_date=article.news_date,
        created_at=article.created_at,
        body=article.body,
        segments=segments_of(article.body, evidence),
        drafts=drafts,
        rejected=rejected,
        facts_left=facts_left(article.body, rejected, [piece for _, piece in evidence]),
        counts=_counts(drafts),
        quizzes=_quizzes(session, article),
    )


def next_to_review(session: Session, article_id: int, *, user: User) -> ArticleLink | None:
    """Give the user's next article with drafts, in the order in which they came in.

    After the last one it begins again with the first.
    """
    has_drafts = exists().where(Item.article_id == Article.id, Item.status == ItemStatus.DRAFT)
    for_practice = exists().where(
        QuestionSet.article_id == Article.id, QuestionSet.for_practice.is_(True)
    )
    row = session.execute(
        select(Article.id, Article.title)
        .where(Article.owner_id == user.id, Article.id != article_id, has_drafts, ~for_practice)
        .order_by(Article.id < article_id, Article.id)
        .limit(1)
    ).first()
    return None if row is None else ArticleLink(row.id, row.title)


def segments_of(body: str, evidence: Sequence[tuple[int, Evidence]]) -> tuple[Segment, ...]:
    """Cut a text at every border of evidence and of the answer in it.

    Args:
        body: the text that the offsets count in.
        evidence: pairs of an item's id and a piece of its evidence. A piece that is not what
            stands in the text at its offsets (a teacher reworded it) marks nothing.
    """
    sound = [
        (item_id, each) for item_id, each in evidence if body[each.start : each.end] == each.text
    ]
    cuts = {0, len(body)}
    for _, each in sound:
        cuts |= {each.start, each.end, each.answer_start, each.answer_end}
    borders = sorted(cuts)
    segments = []
    for start, end in pairwise(borders):
        covering = [pair for pair in sound if pair[1].start <= start < pair[1].end]
        answering = [
            pair for pair in covering if pair[1].answer_start <= start < pair[1].answer_end
        ]
        segments.append(Segment(body[start:end], _ids(covering), _ids(answering)))
    return tuple(segments)


def _ids(pairs: Iterable[tuple[int, Evidence]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item_id for item_id, _ in pairs))


def _counts(drafts: Sequence[DraftView]) -> ReviewCounts:
    states = [draft.status for draft in drafts]
    return ReviewCounts(
        pending=states.count(ItemStatus.DRAFT),
        accepted=states.count(ItemStatus.ACCEPTED),
        rejected=states.count(ItemStatus.REJECTED),
        published=states.count(ItemStatus.PUBLISHED) + states.count(ItemStatus.RETIRED),
    )


def _quizzes(session: Session, article: Article) -> tuple[QuizLink, ...]:
    found = session.execute(
        select(Quiz.id, Quiz.title, Quiz.status)
        .join(QuestionSet, QuestionSet.id == Quiz.set_id)
        .where(QuestionSet.article_id == article.id)
        .order_by(Quiz.id)
    )
    return tuple(QuizLink(row.id, row.title, row.status) for row in found)
