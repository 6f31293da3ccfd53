"""All pages of the student's side: importing this module hangs every one on the blueprint."""

from quizapp.web.practice import attempts, quizzes, results
from quizapp.web.practice.blueprint import blueprint

__all__ = ["attempts", "blueprint", "quizzes", "results"]
