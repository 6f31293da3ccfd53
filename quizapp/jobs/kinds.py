"""The registry: every kind of background work there is.

A kind is a module of this package that makes a `Kind` (see `contract` for what it has to keep to),
and a line here. How a kind and its result are called on the page of background work stands in
`quizapp.web.background.presenting`.
"""

from collections.abc import Mapping

from quizapp.jobs.article_batches import READ_ARTICLES
from quizapp.jobs.contract import Kind
from quizapp.jobs.mailing import SEND_MAIL
from quizapp.jobs.printing import PRINT_PAPERS
from quizapp.jobs.purging import PURGE
from quizapp.jobs.question_imports import READ_QUESTIONS, STORE_QUESTIONS
from quizapp.jobs.reminding import REMIND

__all__ = ["KINDS"]

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        PRINT_PAPERS,
        PURGE,
        READ_ARTICLES,
        READ_QUESTIONS,
        REMIND,
        SEND_MAIL,
        STORE_QUESTIONS,
    )
}
