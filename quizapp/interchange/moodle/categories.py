"""Paths of categories: "$course$/top/History/Dates", where a slash of a name is doubled."""

import re

__all__ = ["category_of", "category_path"]

ROOT = "$course$/top"

_CONTEXT = re.compile(r"\$\w*\$")
_DOUBLED = "\0"


def category_of(path: str) -> tuple[str, ...]:
    """Read a path; the course and its uppermost category are no part of the names."""
    names = [
        " ".join(name.replace(_DOUBLED, "/").split())
        for name in path.strip().replace("//", _DOUBLED).split("/")
    ]
    if _CONTEXT.fullmatch(names[0]):
        names = names[2:] if names[1:2] == ["top"] else names[1:]
    return tuple(name for name in names if name)


def category_path(category: tuple[str, ...]) -> str:
    """Write a path, below the uppermost category of the course that it is read into."""
    return "/".join([ROOT, *(name.replace("/", "//") for name in category)])
