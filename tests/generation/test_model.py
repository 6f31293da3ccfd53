"""What the shipped model promises: its size, its card, and the names that it helps to find."""

import os
from pathlib import Path

import pytest

from quizapp.generation.language import evaluate, loading, weights

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(__file__).with_name("gold_entities")
LARGEST = 12_000_000


def test_the_model_is_small_and_says_what_it_is_and_whose() -> None:
    files = [path for path in loading.MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= LARGEST
    card = (loading.MODEL / "README.md").read_text("utf-8")
    for said in ("CC BY-SA 4.0", "EWT", "GUM", "Groningen", "WikiGold", "LAS", "language.train"):
        assert said in card, said


def test_the_weights_compute_in_full_width() -> None:
    for name in ("tok2vec", "parser", "ner"):
        model = loading.pipeline().get_pipe(name).model
        stored = (node.get_param(p) for node in model.walk() for p in node.param_names)
        assert {weight.dtype.name for weight in stored} == {"float32"}


def test_narrow_weights_are_half_the_size_and_read_the_same(tmp_path: Path) -> None:
    loading.pipeline().to_disk(tmp_path)
    wide = (tmp_path / "parser" / "model").stat().st_size
    weights.narrow(tmp_path)
    assert (tmp_path / "parser" / "model").stat().st_size < 0.55 * wide
    text = "The port of Lirana will open its third dock next spring, Minister Olga Maron said."
    again, shipped = loading.load(tmp_path)(text), loading.pipeline()(text)
    assert [(t.tag_, t.dep_, t.head.i) for t in again] == [
        (t.tag_, t.dep_, t.head.i) for t in shipped
    ]


def test_a_score_counts_offsets_and_types() -> None:
    score = evaluate.Score()
    score.add({(0, 4, "person"), (9, 14, "place")}, {(0, 4, "person"), (9, 14, "organisation")})
    assert score.figures() == (0.5, 0.5, 0.5)
    assert score.figures(["person"]) == (1.0, 1.0, 1.0)
    assert score.figures(["law"]) == (0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def articles() -> Path:
    """The folder of the articles that the gold files speak of."""
    place = os.environ.get("QUIZAPP_EXTERNAL_FIXTURES")
    if not place:
        reason = "QUIZAPP_EXTERNAL_FIXTURES is not set, so the gold names have no articles"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI skips nothing")
        pytest.skip(reason)
    return (ROOT / place).resolve().parent / "articles"


def test_the_names_of_real_indian_news_are_recognised(articles: Path) -> None:
    score, sentences = evaluate.evaluate(GOLD, articles)
    assert sentences >= 200
    assert score.figures()[2] >= 0.74
    assert score.figures(["person"])[2] >= 0.85
    assert score.figures(["place"])[2] >= 0.86
    assert score.figures(["organisation"])[2] >= 0.5


def test_the_table_is_printed(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate.main([str(GOLD), str(articles)])
    printed = capsys.readouterr().out
    assert "sentences" in printed
    assert "organisation" in printed
