"""The topics that items are filed under, loaded from `topics.toml`.

A topic is known by its slug, which is what is stored; its English name is a msgid that the web
layer translates.
"""

import re
from collections.abc import Mapping
from typing import cast

from quizapp.domain.data import read_toml

__all__ = ["SLUG", "TOPICS", "is_topic", "topic_name"]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a slug looks like; use it with `fullmatch`."""


def _load() -> dict[str, str]:
    topics = cast("list[Mapping[str, str]]", read_toml("topics.toml")["topics"])
    return {topic["slug"]: topic["name"] for topic in topics}


TOPICS: Mapping[str, str] = _load()
"""Slug → English name, in the order in which lists of topics are shown."""


def is_topic(slug: str) -> bool:
    """Whether the slug is in the list."""
    return slug in TOPICS


def topic_name(slug: str) -> str:
    """Give the English name, and the slug itself for a topic that was since taken off the list."""
    return TOPICS.get(slug, slug)
