"""Learn from judged questions how far a question with certain figures may be trusted.

A logistic regression with a quadratic penalty, solved by Newton's method (Hastie, Tibshirani,
Friedman, The Elements of Statistical Learning, 4.4.1): the same records give the same weights. How
well it tells good questions from poor ones is measured on articles that it has not learnt from.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.quality.judged import acceptable

__all__ = ["Example", "calibrated", "examples"]

PENALTY = 2.0
STEPS = 30
FOLDS = 5
GIVEN_UP = 0.05
"""The share of good questions that may be lost with the poor ones."""

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A judged question: its article, its figures and whether it is acceptable, or fatal."""

    article: str
    doubts: Mapping[str, float]
    is_good: bool
    is_fatal: bool


def examples(records: Iterable[Mapping[str, Any]]) -> list[Example]:
    """The judged questions that have figures."""
    return [
        Example(
            source["file"],
            question["doubts"],
            acceptable(question["flaws"], question["fatal"]),
            bool(question["fatal"]),
        )
        for record in records
        for source in record["sources"]
        for question in source["questions"]
        if question.get("doubts") and question["flaws"] is not None
    ]


def calibrated(known: Sequence[Example]) -> dict[str, Any]:
    """What `doubts.json` holds: weights, the least trust, and how good they are.

    Raises:
        ValueError: no example, or only good or only poor ones.
    """
    if len({example.is_good for example in known}) != 2:
        message = "calibration needs judged questions with figures, good ones and poor ones"
        raise ValueError(message)
    names = sorted({name for example in known for name in example.doubts})
    table = np.array([[1.0, *(e.doubts.get(name, 0.0) for name in names)] for e in known])
    good = np.array([float(example.is_good) for example in known])
    fatal = np.array([example.is_fatal for example in known])
    weights = _fit(table, good)
    unseen = _cross_validated(table, good, [example.article for example in known])
    least = float(np.quantile(unseen[good == 1], GIVEN_UP))
    return {
        "weights": dict(zip(["bias", *names], (round(float(w), 4) for w in weights), strict=True)),
        "least": round(least, 3),
        "figures": {
            "questions": len(known),
            "articles": len({example.article for example in known}),
            "acceptable": round(float(good.mean()), 3),
            "area under the curve, on unseen articles": round(_area(unseen, good), 3),
            "good questions refused": _share(unseen[good == 1] < least),
            "poor questions refused": _share(unseen[good == 0] < least),
            "fatal questions refused": _share(unseen[fatal] < least),
        },
    }


def _fit(table: Array, good: Array) -> Array:
    weights = np.zeros(table.shape[1])
    penalty = np.eye(table.shape[1]) * PENALTY
    penalty[0, 0] = 0.0
    for _ in range(STEPS):
        likely = _likely(table, weights)
        curvature = table.T @ (table * (likely * (1 - likely))[:, None]) + penalty
        slope = table.T @ (good - likely) - penalty @ weights
        weights += np.linalg.solve(curvature, slope)
    return weights


def _likely(table: Array, weights: Array) -> Array:
    likely: Array = 1 / (1 + np.exp(-(table @ weights)))
    return likely


def _cross_validated(table: Array, good: Array, articles: Sequence[str]) -> Array:
    """The trust in each question by weights learnt from the other folds' articles."""
    folds = np.array([int(hashlib.sha256(a.encode()).hexdigest(), 16) % FOLDS for a in articles])
    trust = np.zeros(len(good))
    for fold in range(FOLDS):
        out = folds == fold
        if out.any() and not out.all():
            trust[out] = _likely(table[out], _fit(table[~out], good[~out]))
    return trust


def _share(which: npt.NDArray[np.bool_]) -> float:
    return round(float(which.mean()), 3) if which.size else 0.0


def _area(trust: Array, good: Array) -> float:
    """The share of pairs of a good and a poor question that are in the right order."""
    better = trust[good == 1][:, None] - trust[good == 0][None, :]
    return float(((better > 0) + 0.5 * (better == 0)).mean())
