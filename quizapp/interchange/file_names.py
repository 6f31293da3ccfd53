"""Names of the files that are written."""

import re

from quizapp.domain.topics import SLUG

__all__ = ["slug_of"]

_NOT_OF_A_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(title: str) -> str:
    """Make a short name of a title; "questions" where none of its letters can stand in one."""
    slug = _NOT_OF_A_SLUG.sub("-", title.casefold()).strip("-")[:80].strip("-")
    return slug if SLUG.fullmatch(slug) else "questions"
