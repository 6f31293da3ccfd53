"""Measure the generator on real articles, and write down what is to be judged.

`make quality` runs `measure`; `python -m tests.quality judge FILES --out RECORD` writes an empty
record of the best questions of some articles, for a judge to fill in; `python -m tests.quality
calibrate` learns from all records how far the generator may trust its questions.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.quality import figures, judged
from tests.quality.calibration import calibrated, examples
from tests.quality.page import page
from tests.quality.runs import articles, run

ROOT = Path(__file__).resolve().parents[2]
JUDGED = ROOT / "tests" / "generation" / "judged"
DOUBTS = ROOT / "quizapp" / "generation" / "doubts.json"
BEST = 10
"""So many of an article's questions are judged unless more are asked for."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one of the three commands."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    commands = parser.add_subparsers(required=True)
    measure = commands.add_parser("measure", help="print the figures and write the page")
    measure.add_argument("folders", nargs="*", type=Path, help="folders of articles")
    measure.add_argument("--out", type=Path, default=ROOT / "quality-report")
    measure.set_defaults(run=_measure)
    judge = commands.add_parser("judge", help="write an empty record")
    judge.add_argument("files", nargs="+", type=Path)
    judge.add_argument("--out", type=Path, required=True)
    judge.add_argument("--count", type=int, default=BEST)
    judge.add_argument("--options", type=int, default=4)
    judge.set_defaults(run=_judge)
    learn = commands.add_parser("calibrate", help="learn the weights of doubts.json")
    learn.add_argument("--records", type=Path, default=JUDGED)
    learn.add_argument("--out", type=Path, default=DOUBTS)
    learn.set_defaults(run=_calibrate)
    asked = parser.parse_args(arguments)
    asked.run(asked)


def _measure(asked: argparse.Namespace) -> None:
    files = [found for folder in asked.folders for found in articles(folder)]
    empty = [str(folder) for folder in asked.folders if not any(folder.glob("*.txt"))]
    if empty:
        sys.exit(f"no articles (*.txt) in {', '.join(empty)}: name folders that hold some")
    runs = list(run(files))
    lines = figures.report(runs) if runs else []
    lines += judged.report(judged.read_records(JUDGED))
    print("\n".join(lines))
    if runs:
        asked.out.mkdir(parents=True, exist_ok=True)
        target = asked.out / "index.html"
        target.write_text(page(runs, lines), "utf-8")
        print(f"all questions: {target}")


def _judge(asked: argparse.Namespace) -> None:
    if asked.out.exists():
        sys.exit(f"{asked.out} exists already; a record is not written over")
    runs = run(((path, None) for path in asked.files), count=asked.count, options=asked.options)
    record = judged.empty(runs, commit=_commit(), count=asked.count, options=asked.options)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    asked.out.write_text(text + "\n", "utf-8")
    print(f"{asked.out}: {len(judged.questions_of(record))} questions to judge")


def _calibrate(asked: argparse.Namespace) -> None:
    known = examples(judged.read_records(asked.records).values())
    try:
        learnt = calibrated(known)
    except ValueError as error:
        sys.exit(f"{asked.records}: {error}")
    asked.out.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")
    print("\n".join(f"{name}: {value}" for name, value in learnt["figures"].items()))


def _commit() -> str:
    """The commit that runs, with "-changed" behind it where files differ from it."""
    return _git("rev-parse", "HEAD") + ("-changed" if _git("status", "--porcelain", "-uno") else "")


def _git(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - words of our own
        ["git", *words],  # noqa: S607 - the git of whoever judges
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
