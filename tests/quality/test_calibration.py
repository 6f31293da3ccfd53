"""What calibration learns from judged questions."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.quality.__main__ import DOUBTS, JUDGED, main
from tests.quality.calibration import Example, calibrated, examples
from tests.quality.judged import read_records


def known() -> list[Example]:
    """Forty articles with a poor question that has much left out, and a good one with little."""
    return [
        Example(f"{n}.txt", {"left out": 0.9 * poor + 0.01 * (n % 7)}, not poor, bool(poor))
        for n in range(40)
        for poor in (False, True)
    ]


def question(flaws: list[int] | None, doubts: dict[str, float] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"flaws": flaws, "fatal": None if flaws is None else []}
    return made if doubts is None else made | {"doubts": doubts}


def test_a_telling_figure_gets_its_weight_and_a_threshold() -> None:
    learnt = calibrated(known())
    assert learnt["weights"]["left out"] < 0 < learnt["weights"]["bias"]
    figures = learnt["figures"]
    assert figures["area under the curve, on unseen articles"] == 1.0
    assert (figures["questions"], figures["articles"], figures["acceptable"]) == (80, 40, 0.5)
    assert figures["good questions refused"] <= 0.1
    assert figures["poor questions refused"] == figures["fatal questions refused"] == 1.0


def test_a_figure_that_tells_nothing_gets_hardly_any() -> None:
    mixed = [
        Example(example.article, {"noise": float(n % 2)}, n % 4 < 2, is_fatal=False)
        for n, example in enumerate(known())
    ]
    learnt = calibrated(mixed)
    assert abs(learnt["weights"]["noise"]) < 0.05
    assert learnt["figures"]["area under the curve, on unseen articles"] < 0.7


def test_only_judged_questions_with_figures_are_learnt_from() -> None:
    questions = [
        question([], {"left out": 0.1}),
        question([1, 19], {"left out": 0.5}),
        question(None, {"left out": 0.5}),
        question([], None),
    ]
    record = {"sources": [{"file": "a.txt", "questions": questions}]}
    assert [example.is_good for example in examples([record])] == [True, False]


def test_without_poor_questions_nothing_can_be_learnt(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="good ones and poor ones"):
        calibrated([example for example in known() if example.is_good])
    with pytest.raises(SystemExit, match="good ones and poor ones"):
        main(["calibrate", "--records", str(tmp_path), "--out", str(tmp_path / "doubts.json")])


def test_the_records_give_the_weights_that_are_shipped(tmp_path: Path) -> None:
    out = tmp_path / "doubts.json"
    main(["calibrate", "--records", str(JUDGED), "--out", str(out)])
    made, shipped = json.loads(out.read_text("utf-8")), json.loads(DOUBTS.read_text("utf-8"))
    assert made["weights"] == pytest.approx(shipped["weights"], abs=0.01)
    assert made["least"] == pytest.approx(shipped["least"], abs=0.01)
    assert made["figures"]["questions"] == len(examples(read_records(JUDGED).values()))
