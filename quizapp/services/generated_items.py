"""What was generated of an article, as content of items."""

from dataclasses import replace
from typing import Final

from quizapp.domain.items import Evidence, ItemContent, ItemFormat, ItemText, SingleKey, Source
from quizapp.generation.difficulty import estimate
from quizapp.generation.types import Question
from quizapp.models import Article

__all__ = ["LANGUAGE", "item_content", "with_source_of"]

#: The generator reads and writes English.
LANGUAGE: Final = "en"


def item_content(question: Question, article: Article) -> ItemContent:
    """Give the content of an item that asks a generated question of an article."""
    evidence = tuple(
        Evidence(each.text, each.span.start, each.span.end, each.answer.start, each.answer.end)
        for each in (question.evidence, *question.more_evidence)
    )
    return ItemContent(
        texts={LANGUAGE: ItemText(question.stem, question.options, question.explanation)},
        key=SingleKey(question.key),
        format=ItemFormat(question.format),
        option_order=question.order,
        topics=question.topics,
        kind=question.kind,
        difficulty=estimate(question),
        news_date=article.news_date,
        source=Source(article.title, article.source_url, article.source_name, evidence),
    )


def with_source_of(content: ItemContent, article: Article) -> ItemContent:
    """Give the content with the article's title, address, publisher and date."""
    evidence = () if content.source is None else content.source.evidence
    source = Source(article.title, article.source_url, article.source_name, evidence)
    return replace(content, news_date=article.news_date, source=source)
