"""One page with every question, its evidence and all that was turned down, for reading."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quizapp.domain.items import letter
from quizapp.generation.types import Evidence
from tests.quality.runs import Run

__all__ = ["marked", "page"]


def page(runs: Sequence[Run], lines: Sequence[str]) -> str:
    """The page as HTML: the lines of the report, then article by article."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("page.html")
    return template.render(runs=runs, lines=lines, letter=letter, marked=marked)


def marked(evidence: Evidence) -> tuple[str, str, str]:
    """The evidence before its answer, the answer, and what comes after."""
    start = evidence.answer.start - evidence.span.start
    end = evidence.answer.end - evidence.span.start
    return evidence.text[:start], evidence.text[start:end], evidence.text[end:]
