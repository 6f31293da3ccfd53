"""Records of verdicts, and the percentages that are recomputed from them."""

import json
from pathlib import Path
from typing import Any

import pytest
from generation_articles import SOLAR

from tests.quality.__main__ import JUDGED, main
from tests.quality.judged import RecordError, percentages, read_records, report

STEM = "In which year was the Harbour Museum of Bergen opened?"


def question(flaws: list[int] | None, fatal: list[str] | None, **more: object) -> dict[str, Any]:
    made: dict[str, Any] = {"stem": STEM, "options": ["1997", "1998", "1999"], "key": 2}
    note = "why" if flaws or fatal else ""
    return made | {"flaws": flaws, "fatal": fatal, "note": note} | more


def record(*questions: dict[str, Any]) -> dict[str, Any]:
    sources = [{"file": "a.txt", "sha256": "0", "questions": list(questions)}]
    return {"schema": 1, "commit": "c" * 40, "sources": sources}


def written(folder: Path, made: dict[str, Any]) -> Path:
    (folder / "one.json").write_text(json.dumps(made), "utf-8")
    return folder


def test_one_flaw_is_acceptable_and_two_or_anything_fatal_are_not() -> None:
    figures = percentages(
        [
            record(
                question([], []),
                question([15], []),
                question([2, 15], []),
                question([], ["wrong-key"]),
                question([1], ["needs-the-article", "ungrammatical"]),
            )
        ]
    )
    assert str(figures.acceptable) == "2/5 = 0.400"
    assert str(figures.flawless) == "1/5 = 0.200"
    assert str(figures.fatal) == "2/5 = 0.400"
    assert {name: n for name, n in figures.by_fatal.items() if n} == {
        "wrong-key": 1,
        "ungrammatical": 1,
        "needs-the-article": 1,
    }
    assert {number: n for number, n in figures.by_criterion.items() if n} == {1: 1, 2: 1, 15: 2}


def test_what_nobody_has_judged_is_counted_and_no_more() -> None:
    figures = percentages([record(question([], []), question(None, None))])
    assert figures.questions == 2
    assert str(figures.acceptable) == str(figures.direct) == "1/1 = 1.000"


def test_a_blank_is_no_direct_question() -> None:
    cloze = question([5], [], stem="The Harbour Museum of Bergen was opened in ____.")
    assert str(percentages([record(question([], []), cloze)]).direct) == "1/2 = 0.500"


def test_the_report_gives_each_record_its_figures(tmp_path: Path) -> None:
    records = read_records(written(tmp_path, record(question([2], []), question([], []))))
    text = "\n".join(report(records))
    assert "one.json (commit cccccccccccc)" in text
    assert "acceptable 2/2 = 1.000, without a flaw 1/2 = 0.500" in text
    assert "flaws: 2 implausible distractors 1" in text
    assert "fatal 0/2 = 0.000: none" in text


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (record(question([20], [])), "question 1: flaws holds 20"),
        (record(question([], ["dull"])), "question 1: fatal holds 'dull'"),
        (record(question([], [], key=3)), "key 3 is none of 3 options"),
        (record(question([], None)), "judged together"),
        (record(question([4], [], note=" ")), "needs a note"),
        (record() | {"schema": 2}, "schema must be 1, not 2"),
    ],
)
def test_a_record_that_breaks_the_format_is_refused(
    tmp_path: Path, made: dict[str, Any], message: str
) -> None:
    with pytest.raises(RecordError, match=f"one.json.*{message}"):
        read_records(written(tmp_path, made))


def test_an_empty_record_holds_the_best_questions_and_no_verdict(tmp_path: Path) -> None:
    article, out = tmp_path / "2021-03-12-solar.txt", tmp_path / "one.json"
    article.write_text(SOLAR, "utf-8")
    main(["judge", str(article), "--out", str(out), "--count", "3"])
    (made,) = read_records(tmp_path).values()
    (source,) = made["sources"]
    assert source["file"] == article.name
    assert len(source["questions"]) == 3
    assert all(q["flaws"] is q["fatal"] is None for q in source["questions"])
    assert made["commit"][:40].isalnum()
    assert percentages([made]).acceptable.there == 0
    with pytest.raises(SystemExit, match="not written over"):
        main(["judge", str(article), "--out", str(out)])


def test_the_records_of_the_repository_keep_the_format() -> None:
    for name, made in read_records(JUDGED).items():
        assert percentages([made]).questions > 0, name
