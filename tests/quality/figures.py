"""Figures over a set of questions that need no judge: counts, cues and lengths."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.domain.items import letter
from tests.quality.recall import Tally, tally
from tests.quality.runs import Run

__all__ = ["Shown", "is_direct", "key_is_longest", "key_places", "report"]

BLANK = re.compile(r"_{2,}|\.{4,}|\u2026\s*[?.]|\[\s*\]")
"""What a stem leaves for the reader to fill in."""
QUESTION = re.compile(
    r"\b(?:which|what|who|whom|whose|when|where|why|how|consider|match|arrange|given below)\b",
    re.IGNORECASE,
)
MOST_RULES = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """What a candidate sees of a question, and which option is right."""

    stem: str
    options: tuple[str, ...]
    key: int


def is_direct(stem: str) -> bool:
    """Whether a stem asks outright, with no blank to be filled in."""
    return bool(QUESTION.search(stem)) and BLANK.search(stem) is None


def key_is_longest(question: Shown) -> bool:
    """Whether the key has more letters than each other option."""
    others = [len(option) for place, option in enumerate(question.options) if place != question.key]
    return len(question.options[question.key]) > max(others, default=0)


def key_places(questions: Iterable[Shown]) -> dict[int, Counter[int]]:
    """Number of options → how often the key stands at each place."""
    places: dict[int, Counter[int]] = {}
    for question in questions:
        places.setdefault(len(question.options), Counter())[question.key] += 1
    return places


def report(runs: Sequence[Run]) -> list[str]:
    """The lines that `make quality` prints of its runs."""
    lines = [*_recall(runs), *_counts(runs)]
    shown = [Shown(q.stem, q.options, q.key) for run in runs for q in run.questions]
    if shown:
        lines += _cues(shown)
    rules = Counter(rejection.rule for run in runs for rejection in run.rejected)
    lines.append(f"rejected: {rules.total()}")
    lines += [f"  {count:5} {rule}" for rule, count in rules.most_common(MOST_RULES)]
    return lines


def _recall(runs: Sequence[Run]) -> list[str]:
    scored = [(run.gold, run.found) for run in runs if run.gold is not None]
    return [f"recall of gold facts in {len(scored)} articles"] + [
        f"  {label}: {value}" for label, value in tally(scored).items()
    ]


def _counts(runs: Sequence[Run]) -> list[str]:
    counts = [len(run.questions) for run in runs]
    formats = Counter(q.format for run in runs for q in run.questions)
    kinds = Counter(q.kind.value for run in runs for q in run.questions)
    refused = [run for run in runs if run.refused]
    return [
        f"articles: {len(runs)}, of which {counts.count(0)} gave no question"
        + (f" ({len(refused)} could not be read)" if refused else ""),
        f"questions: {sum(counts)}, median of an article {statistics.median(counts or [0]):g}",
        f"  of an article: {' '.join(map(str, sorted(counts)))}",
        f"  formats: {_listed(formats)}",
        f"  kinds: {_listed(kinds)}",
    ]


def _cues(shown: Sequence[Shown]) -> list[str]:
    lengths = [len(question.stem.split()) for question in shown]
    direct = Tally(sum(is_direct(question.stem) for question in shown), len(shown))
    longest = Tally(sum(map(key_is_longest, shown)), len(shown))
    lines = [
        f"direct questions: {direct}",
        f"key the longest option: {longest}",
        f"words of a stem: median {statistics.median(lengths):g}, longest {max(lengths)}",
    ]
    for options, places in sorted(key_places(shown).items()):
        dealt = ", ".join(f"{letter(place)} {places[place]}" for place in range(options))
        lines.append(f"key places with {options} options: {dealt}")
    return lines


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"
