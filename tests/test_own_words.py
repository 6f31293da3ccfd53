"""Nothing in the repository repeats the wording of the articles that the engine is measured on."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORDS_IN_A_ROW = 7
"""Long names and stock phrases stay below it; a sentence that was carried over does not."""
TRAINED_OR_BINARY = re.compile(
    r"^quizapp/generation/language/model/|\.(?:bin|ico|lock|mo|png|ttf|woff2?)$|(?:^|/)requirements[^/]*\.txt$"
)
NAMES_ONLY = "quizapp/generation/knowledge/data/"
"""Gazetteers: official names of bodies and schemes, which anyone must write alike."""
VERDICTS = "tests/generation/judged/"
"""Questions that the engine wrote of articles, kept with a verdict; of the articles no sentence."""


def runs(text: str) -> Iterator[str]:
    """Each seven words in a row of a text, in small letters and without punctuation."""
    words = re.findall(r"[^\W_]+", text.casefold())
    for start in range(len(words) - WORDS_IN_A_ROW + 1):
        yield " ".join(words[start : start + WORDS_IN_A_ROW])


def tracked() -> list[str]:
    run = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 — the git of whoever runs the tests
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        path
        for path in run.stdout.split("\0")
        if path and not TRAINED_OR_BINARY.search(path)
        if not path.startswith((NAMES_ONLY, VERDICTS))
    ]


@pytest.fixture(scope="module")
def foreign() -> frozenset[str]:
    """The runs of the outside articles; they lie beside the folder of external fixtures."""
    place = os.environ.get("QUIZAPP_EXTERNAL_FIXTURES")
    if not place:
        reason = "QUIZAPP_EXTERNAL_FIXTURES is not set, so there are no articles to compare with"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; CI skips nothing")
        pytest.skip(reason)
    beside = (ROOT / place).resolve().parent
    paths = [path for folder in ("articles", "seed") for path in (beside / folder).glob("*.txt")]
    assert paths, f"no articles in {beside}/articles or {beside}/seed"
    return frozenset(run for path in paths for run in runs(path.read_text("utf-8")))


def test_no_file_repeats_seven_words_of_an_article(foreign: frozenset[str]) -> None:
    paths = tracked()
    assert len(paths) > 100
    repeated = {
        path: shared
        for path in paths
        if (ROOT / path).is_file()
        if (shared := sorted(foreign.intersection(runs((ROOT / path).read_text("utf-8")))))
    }
    assert repeated == {}


def test_runs_pass_over_case_punctuation_and_ends_of_lines() -> None:
    (one, two) = runs('"The mill of Naxos," he wrote,\n# stood_still.')
    assert one == "the mill of naxos he wrote stood"
    assert two == "mill of naxos he wrote stood still"
