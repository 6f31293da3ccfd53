"""Records of judged questions: how they are written down, and the percentages that follow.

A record is a JSON file in `tests/generation/judged/`; the README there documents its fields. It
holds what was judged and the verdicts, and nothing of the articles but their names and hashes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality.figures import Shown, is_direct
from tests.quality.recall import Tally
from tests.quality.runs import Run

__all__ = [
    "CRITERIA",
    "FATAL",
    "Judged",
    "Percentages",
    "RecordError",
    "acceptable",
    "empty",
    "percentages",
    "questions_of",
    "read_records",
    "report",
]

SCHEMA = 1
CRITERIA = {
    1: "ambiguous or unclear",
    2: "implausible distractors",
    3: "none of the above",
    4: "all of the above",
    5: "fill in the blank",
    6: "true/false options",
    7: "absolute terms",
    8: "longest option is the key",
    9: "negative stem",
    10: "word repeats",
    11: "logical cue",
    12: "lost sequence",
    13: "more than one correct",
    14: "complex or K-type options",
    15: "gratuitous information",
    16: "convergence cue",
    17: "grammatical cue",
    18: "vague terms",
    19: "unfocused stem",
}
"""The item-writing flaws of the SAQUET rubric (S. Moore et al. 2023), by number."""
FATAL = {
    "wrong-key": "the key is not what the article says",
    "second-right-answer": "another option is right as well",
    "ungrammatical": "the stem is no English sentence",
    "needs-the-article": "the stem cannot be understood without the article",
}
MOST_FLAWS = 1
"""A question with more of them is not acceptable."""


class RecordError(ValueError):
    """A record is not as the README says; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its verdict: the numbers of its flaws and the names of its fatal faults.

    `flaws` and `fatal` are None until somebody has judged it.
    """

    shown: Shown
    flaws: frozenset[int] | None = None
    fatal: frozenset[str] | None = None

    @property
    def is_judged(self) -> bool:
        """Whether both halves of the verdict are there."""
        return self.flaws is not None and self.fatal is not None

    @property
    def is_acceptable(self) -> bool:
        """At most one flaw and nothing fatal."""
        return self.is_judged and acceptable(self.flaws or (), self.fatal or ())


@dataclass(frozen=True, slots=True)
class Percentages:
    """What the verdicts on a set of questions come to; those not yet judged are only counted."""

    articles: int
    questions: int
    acceptable: Tally
    fatal: Tally
    direct: Tally
    flawless: Tally
    by_fatal: Mapping[str, int]
    by_criterion: Mapping[int, int]


def acceptable(flaws: Collection[int], fatal: Collection[str]) -> bool:
    """Whether a question with these faults may be shown."""
    return not fatal and len(flaws) <= MOST_FLAWS


def empty(runs: Iterable[Run], *, commit: str, count: int, options: int) -> dict[str, Any]:
    """A record of these runs with all verdicts left open, to be filled in by a judge."""
    return {
        "schema": SCHEMA,
        "commit": commit,
        "count": count,
        "options": options,
        "note": "",
        "sources": [
            {
                "file": run.path.name,
                "sha256": hashlib.sha256(run.path.read_bytes()).hexdigest(),
                "questions": [
                    {
                        "stem": question.stem,
                        "options": list(question.options),
                        "key": question.key,
                        "kind": question.kind.value,
                        "format": question.format,
                        "quality": question.quality,
                        "doubts": {name: round(v, 3) for name, v in question.doubts.items() if v},
                        "flaws": None,
                        "fatal": None,
                        "note": "",
                    }
                    for question in run.questions
                ],
            }
            for run in runs
        ],
    }


def read_records(folder: Path) -> dict[str, dict[str, Any]]:
    """The records of a folder by the names of their files, in order.

    Raises:
        RecordError: a record breaks the format.
    """
    records = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if record.get("schema") != SCHEMA:
            message = f"{path.name}: schema must be {SCHEMA}, not {record.get('schema')!r}"
            raise RecordError(message)
        for place, question in enumerate(_questions(record), 1):
            _check(question, f"{path.name}, question {place}")
        records[path.name] = record
    return records


def questions_of(record: Mapping[str, Any]) -> list[Judged]:
    """The questions of a record with their verdicts."""
    return [
        Judged(
            Shown(question["stem"], tuple(question["options"]), question["key"]),
            None if question["flaws"] is None else frozenset(question["flaws"]),
            None if question["fatal"] is None else frozenset(question["fatal"]),
        )
        for question in _questions(record)
    ]


def percentages(records: Iterable[Mapping[str, Any]]) -> Percentages:
    """Acceptable, fatal, direct and flawless questions among the judged ones of some records."""
    records = list(records)
    everything = [judged for record in records for judged in questions_of(record)]
    seen = [judged for judged in everything if judged.is_judged]
    fatal = Counter(name for judged in seen for name in judged.fatal or ())
    flaws = Counter(number for judged in seen for number in judged.flaws or ())
    return Percentages(
        articles=sum(len(record["sources"]) for record in records),
        questions=len(everything),
        acceptable=Tally(sum(judged.is_acceptable for judged in seen), len(seen)),
        fatal=Tally(sum(bool(judged.fatal) for judged in seen), len(seen)),
        direct=Tally(sum(is_direct(judged.shown.stem) for judged in seen), len(seen)),
        flawless=Tally(sum(not judged.fatal and not judged.flaws for judged in seen), len(seen)),
        by_fatal={name: fatal[name] for name in FATAL},
        by_criterion={number: flaws[number] for number in CRITERIA},
    )


def report(records: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The lines that `make quality` prints of the judged records, each by itself."""
    lines = [f"judged records: {len(records)}"]
    for name, record in records.items():
        figures = percentages([record])
        seen = figures.acceptable.there
        lines += [
            f"  {name} (commit {record['commit'][:12]})",
            f"    articles {figures.articles}, questions {figures.questions}, judged {seen}",
            f"    acceptable {figures.acceptable}, without a flaw {figures.flawless}",
            f"    fatal {figures.fatal}: {_listed(figures.by_fatal)}",
            f"    direct {figures.direct}",
            f"    flaws: {_listed(_named(figures.by_criterion))}",
        ]
    return lines


def _named(by_criterion: Mapping[int, int]) -> dict[str, int]:
    return {f"{number} {CRITERIA[number]}": count for number, count in by_criterion.items()}


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items() if count) or "none"


def _questions(record: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [question for source in record["sources"] for question in source["questions"]]


def _check(question: Mapping[str, Any], where: str) -> None:
    if not 0 <= question["key"] < len(question["options"]):
        message = f"{where}: key {question['key']} is none of {len(question['options'])} options"
        raise RecordError(message)
    if (question["flaws"] is None) != (question["fatal"] is None):
        message = f"{where}: flaws and fatal are judged together, or both are null"
        raise RecordError(message)
    for field, allowed in (("flaws", CRITERIA), ("fatal", FATAL)):
        unknown = set(question[field] or ()) - set(allowed)
        if unknown:
            known = ", ".join(map(str, allowed))
            message = f"{where}: {field} holds {min(unknown)!r}, not one of {known}"
            raise RecordError(message)
    if (question["fatal"] or question["flaws"]) and not question["note"].strip():
        message = f"{where}: a flaw needs a note that says where it lies"
        raise RecordError(message)
