"""Runs over folders of articles, what is counted of them, and the page for reading."""

from pathlib import Path

import pytest
from generation_articles import SOLAR

from tests.quality.__main__ import main
from tests.quality.figures import Shown, is_direct, key_is_longest, key_places, report
from tests.quality.page import marked, page
from tests.quality.runs import Run, articles, run

GOLD = """[{"kind": "date", "answer": "2014", "accept": [], "importance": 3,
  "sentence": "In 2014, India launched National Solar Pump Policy"},
 {"kind": "place", "answer": "Rabat", "sentence": "signed in Rabat", "importance": 2}]"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2021-03-12-solar.txt").write_text(SOLAR, "utf-8")
    (tmp_path / "noise.txt").write_text("mmm 1 2 3", "utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "2021-03-12-solar.json").write_text(GOLD, "utf-8")
    return tmp_path


@pytest.fixture
def runs(folder: Path) -> list[Run]:
    return list(run(articles(folder)))


def test_each_text_is_run_with_its_gold_facts(runs: list[Run]) -> None:
    solar, noise = runs
    assert solar.questions
    assert solar.gold is not None
    assert solar.found == {0}
    assert noise.gold is None
    assert not noise.questions


def test_an_article_without_a_question_keeps_what_was_turned_down(tmp_path: Path) -> None:
    path = tmp_path / "bare.txt"
    path.write_text("It was shut in 1999.\n\nThe hall of the town was painted blue.", "utf-8")
    (bare,) = run([(path, None)])
    assert (bare.questions, bare.refused) == ((), "")
    assert bare.rejected


def test_the_gold_facts_of_a_single_text_lie_beside_it(tmp_path: Path) -> None:
    (tmp_path / "only.txt").write_text(SOLAR, "utf-8")
    (tmp_path / "gold.json").write_text(GOLD, "utf-8")
    ((_, gold),) = articles(tmp_path)
    assert gold == tmp_path / "gold.json"


def test_the_report_counts_articles_and_recalls_facts(runs: list[Run]) -> None:
    lines = report(runs)
    assert "recall of gold facts in 1 articles" in lines
    assert "  importance >= 2: 1/2 = 0.500" in lines
    asked = len(runs[0].questions)
    assert any(line.startswith(f"questions: {asked}, median of an article") for line in lines)
    assert f"  formats: single {asked}" in lines
    rejected = sum(len(one.rejected) for one in runs)
    assert f"rejected: {rejected}" in lines


def test_cloze_is_no_direct_question() -> None:
    assert is_direct("In which year was the Harbour Museum of Bergen opened?")
    assert not is_direct("In which year was the ____ of Bergen opened?")
    assert not is_direct("The Harbour Museum of Bergen was opened.")


def test_the_longest_option_and_the_places_of_keys() -> None:
    longest, as_long = Shown("?", ("aa", "bbb", "c"), 1), Shown("?", ("aaa", "bbb", "c"), 0)
    assert key_is_longest(longest)
    assert not key_is_longest(as_long)
    assert key_places([longest, as_long]) == {3: {1: 1, 0: 1}}


def test_the_answer_is_marked_in_its_evidence(runs: list[Run]) -> None:
    for question in runs[0].questions:
        _, answer, _ = marked(question.evidence)
        assert answer == question.draft.fact.surface
        assert "".join(marked(question.evidence)) == question.evidence.text


def test_the_page_shows_questions_facts_and_what_was_turned_down(runs: list[Run]) -> None:
    html = page(runs, ["a < b"])
    assert "a &lt; b" in html
    assert f"1. {runs[0].questions[0].stem}" in html
    assert html.count('class="stem"') == len(runs[0].questions)
    assert "<mark>2014</mark>" in html
    assert 'class="missed">missed: 2 place <b>Rabat</b>' in html
    assert "<b>no-pattern</b>" in html


def test_measuring_prints_and_writes_the_page(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["measure", str(folder), "--out", str(tmp_path / "out")])
    assert "importance >= 2: 1/2 = 0.500" in capsys.readouterr().out
    assert (tmp_path / "out" / "index.html").exists()


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(SystemExit, match=r"no articles \(\*\.txt\) in .*none"):
        main(["measure", str(tmp_path / "none")])
