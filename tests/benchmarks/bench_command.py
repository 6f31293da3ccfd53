"""What the command line costs from a cold start: a whole process, its imports included."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from interleaved import compare

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "questions" / "samples" / "national-space-day.txt"


def test_the_command_against_importing_the_language_library(tmp_path: Path) -> None:
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", "questions", "generate"]
    environment = {**os.environ, "INSTANCE_PATH": str(tmp_path)}
    result = compare(
        _run([*flask, str(SAMPLE), "--format", "json"], environment),
        _run([sys.executable, "-c", "import spacy"], environment),
        pairs=7,
    )
    print("\n" + result.line("questions generate, from a cold start", "python -c 'import spacy'"))


def _run(command: list[str], environment: dict[str, str]) -> Callable[[], object]:
    return lambda: subprocess.run(  # noqa: S603 - our own command
        command, env=environment, cwd=ROOT, check=True, capture_output=True
    )
