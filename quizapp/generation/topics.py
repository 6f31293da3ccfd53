"""Suggest the topics of a question by its words and by what it names; the teacher decides.

The words stand in `topics.toml`. A hit in the stem counts most, then one in the source sentence,
then one in the article's title.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypedDict, cast

from quizapp.domain.topics import TOPICS
from quizapp.generation.types import Knowledge

__all__ = ["suggest"]

HOME = "India"
"""The country whose exams the topics are made for; the others are international."""
KEPT_TEXTS = 500
"""How many texts are kept with their hits: title and sentences are those of many questions."""
MOST = 3
STEM, SENTENCE, TITLE = 3.0, 1.0, 2.0
"""Weights of a hit. The title says what the article is about, a sentence may wander off."""
NEEDED = 0.5
"""A further topic must reach this share of the best one's score."""


class Signs(TypedDict):
    """What `topics.toml` holds."""

    words: dict[str, list[str]]
    sub_kinds: dict[str, str]


@cache
def _signs() -> Signs:
    text = (files("quizapp.generation") / "topics.toml").read_text(encoding="utf-8")
    return cast("Signs", tomllib.loads(text))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Topic → the pattern of its words, in the order in which topics are listed."""
    words = _signs()["words"]
    return {
        slug: re.compile(rf"\b(?:{'|'.join(map(_pattern, words[slug]))})(?!\w)", re.IGNORECASE)
        for slug in TOPICS
        if slug in words
    }


def _pattern(word: str) -> str:
    return re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")


@lru_cache(maxsize=KEPT_TEXTS)
def _hits(text: str) -> tuple[tuple[str, int], ...]:
    """How many different words of each topic the text holds, for topics with any."""
    found = (
        (slug, len({match.group().casefold() for match in pattern.finditer(text)}))
        for slug, pattern in _patterns().items()
    )
    return tuple((slug, hits) for slug, hits in found if hits)


def suggest(stem: str, sentence: str, title: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Slugs of topics that fit, best first, at most three; none where no word points anywhere."""
    scores: dict[str, float] = dict.fromkeys(TOPICS, 0.0)
    for text, weight in ((stem, STEM), (sentence, SENTENCE), (title, TITLE)):
        for slug, hits in _hits(text):
            scores[slug] += weight * hits
        for mention in knowledge.find(text):
            slug = _signs()["sub_kinds"].get(mention.entry.sub_kind, "")
            if slug:
                scores[slug] += weight
            elif mention.entry.sub_kind == "country" and mention.entry.name != HOME:
                scores["international"] += weight / 2
    best = max(scores.values())
    ranked = sorted(scores, key=lambda slug: -scores[slug])[:MOST]
    return tuple(slug for slug in ranked if scores[slug] > 0 and scores[slug] >= NEEDED * best)
