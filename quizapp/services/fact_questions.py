"""A question of a fact that a teacher chose: what the generator offers, and what is kept of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.items import Evidence, FactKind, ItemContent, ItemText, SingleKey
from quizapp.errors import N_, InvalidInputError
from quizapp.generation.one_fact import Way, ask_fact
from quizapp.generation.types import Span
from quizapp.models import Item, ItemStatus, User
from quizapp.services import audit
from quizapp.services.articles import ArticleText
from quizapp.services.generated_items import LANGUAGE, with_source_of
from quizapp.services.items import Origin, add_item, current_contents
from quizapp.services.ownership import own_article

__all__ = ["FactWays", "Place", "WayToAsk", "add_question", "ways_to_ask"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands in an article, and the sentence around it."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int

    def evidence(self, body: str) -> Evidence:
        """The evidence of a question that asks for it.

        Raises:
            InvalidInputError: there is no such place in the text.
        """
        text = body[self.sentence_start : self.sentence_end]
        return Evidence(text, self.sentence_start, self.sentence_end, self.start, self.end)


@dataclass(frozen=True, slots=True)
class WayToAsk:
    """A question as it could be kept; `rule` stood against it, empty where none did."""

    content: ItemContent
    spare: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class FactWays:
    """What the generator makes of a fact; `refused` are the rules where it makes nothing."""

    surface: str
    place: Place
    ways: tuple[WayToAsk, ...]
    refused: tuple[str, ...]


def ways_to_ask(article: ArticleText, start: int, end: int) -> FactWays | None:
    """Ask the generator for a fact; None where it finds none there. Needs no database, but time.

    Raises:
        ArticleError: the text cannot be read.
    """
    if not 0 <= start < end <= len(article.body):
        return None
    asked = ask_fact(
        article.body,
        Span(start, end),
        options=article.options,
        title=article.title,
        published=article.news_date,
    )
    if asked is None:
        return None
    fact, around = asked.fact, asked.fact.sentence.span
    place = Place(fact.span.start, fact.span.end, around.start, around.end)
    ways = tuple(
        WayToAsk(_content(way, fact.kind, place, article), way.spare, way.rule)
        for way in asked.ways
    )
    return FactWays(
        fact.surface, place, ways, tuple(dict.fromkeys(rule for rule, _ in asked.refused))
    )


def add_question(
    session: Session,
    article_id: int,
    content: ItemContent,
    place: Place,
    *,
    actor: User,
    now: datetime,
) -> int:
    """Keep a question of an article's fact as a draft; the same one again gives the same item.

    Raises:
        NotFoundError: there is no article of the actor's with this id.
        InvalidInputError: there is no such place in the article.
    """
    article = own_article(session, article_id, actor, lock=True)
    if max(place.end, place.sentence_end) > len(article.body):
        raise InvalidInputError(N_("The article has no such place."))
    evidence = place.evidence(article.body)
    sourced = with_source_of(content, article)
    source = replace(sourced.source, evidence=(evidence,)) if sourced.source is not None else None
    sourced = replace(sourced, source=source)
    items = session.scalars(select(Item).where(Item.article_id == article.id)).all()
    for item_id, present in current_contents(session, items).items():
        if present == sourced:
            return item_id
    last = session.scalar(select(func.max(Item.position)).where(Item.article_id == article.id))
    item = add_item(
        session,
        sourced,
        owner=actor,
        status=ItemStatus.DRAFT,
        now=now,
        author=actor,
        origin=Origin(article.id, (last or 0) + 1, None),
    )
    session.flush()
    audit.record(session, "item.create", "item", item.id, actor=actor, at=now)
    session.flush()
    return item.id


def _content(way: Way, kind: FactKind, place: Place, article: ArticleText) -> ItemContent:
    said = " ".join(article.body[place.sentence_start : place.sentence_end].split())
    explanation = f"{way.options[way.key]}. The article says: \u201c{said}\u201d"
    return ItemContent(
        texts={LANGUAGE: ItemText(way.stem, way.options, explanation)},
        key=SingleKey(way.key),
        format=way.format,
        option_order=way.order,
        topics=way.topics,
        kind=kind,
        news_date=article.news_date,
    )
