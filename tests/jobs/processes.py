"""Real processes, and waiting for what they do."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120

OURS = ("COV_CORE", "DATABASE_URL", "INSTANCE_PATH", "REDIS_URL", "SECRET_KEY", "LOG_LEVEL", "PORT")


def environment(**values: str) -> dict[str, str]:
    """The environment of this process without what the application reads, and with `values`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "PYTHONPATH": os.pathsep.join(map(str, PATHS)), **values}


PATHS = (ROOT, ROOT / "tests", ROOT / "tests" / "jobs")


class Started:
    """A process that a test started, and what it has written so far."""

    def __init__(self, log: Path, *command: str | Path, env: dict[str, str]) -> None:
        self.log = log
        with log.open("ab") as output:
            # In a session of its own: what is sent to its group does not reach the tests.
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def written(self) -> str:
        return self.log.read_text("utf-8")

    def waits_for(
        self, happened: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Wait until something happened; fail with the log when it does not."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if happened():
                return
            time.sleep(0.05)
        pytest.fail(f"not in {seconds} s: {what}\n{self.written()[-4000:]}")

    def says(self, text: str) -> None:
        self.waits_for(lambda: text in self.written(), text)

    def ends(self) -> int:
        """Wait for the end; returns the exit code."""
        self.waits_for(lambda: self.process.poll() is not None, "the process ends")
        return self.process.returncode

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def signal_group(self, number: int) -> None:
        """What Ctrl-C sends: to the process and to what it started without a session of its own."""
        os.killpg(self.process.pid, number)

    def close(self) -> None:
        if self.process.poll() is None:
            self.signal_group(15)
            self.ends()
