"""All pages of the student's side: importing this module hangs every one on the blueprint."""

from quizapp.web.practice import (
    attempts,
    checking,
    classes,
    daily,
    own_articles,
    own_tests,
    presence,
    quizzes,
    reporting,
    results,
    saves,
    sharing,
)
from quizapp.web.practice.blueprint import blueprint

__all__ = [
    "attempts",
    "blueprint",
    "checking",
    "classes",
    "daily",
    "own_articles",
    "own_tests",
    "presence",
    "quizzes",
    "reporting",
    "results",
    "saves",
    "sharing",
]
