"""Turn news articles into exam-grade questions, and practice into progress.

Holds a docstring and the version only, so that importing one of the pure packages
(`quizapp.domain`, `quizapp.generation`, `quizapp.interchange`) loads no web framework and no
database library.
"""

__version__ = "0.1.0"
