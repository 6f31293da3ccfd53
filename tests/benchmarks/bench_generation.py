"""What an article costs beyond the bare language pipeline."""

from pathlib import Path

from interleaved import compare

from quizapp.generation.language.loading import pipeline
from quizapp.generation.pipeline import generate

SAMPLE = Path(__file__).parents[2] / "questions" / "samples" / "national-space-day.txt"


def test_generating_against_parsing_alone() -> None:
    text = SAMPLE.read_text("utf-8")
    parse = pipeline()
    result = compare(lambda: generate(text, count=20), lambda: parse(text))
    print("\n" + result.line("questions of a 400-word article", "the bare parse of its text"))


def test_a_long_article_costs_in_proportion() -> None:
    text = SAMPLE.read_text("utf-8")
    long_text = "\n\n".join([text] * 8)
    result = compare(
        lambda: generate(long_text, count=20), lambda: generate(text, count=20), pairs=5
    )
    print("\n" + result.line("an article 8 times as long", "the article"))
