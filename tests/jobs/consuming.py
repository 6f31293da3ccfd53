"""A consumer as it is deployed, but with the kind of work of the bench, which can be held up."""

import logging
import os
import threading
from pathlib import Path

from workbench import Counting

from quizapp.jobs.consumer import consume

HANGS_AT = int(os.environ.get("HANGS_AT", "-1"))
GATE = Path(os.environ.get("GATE", os.devnull))
LOOK_SECONDS = 0.05


def wait_at_gate(number: int) -> None:
    """Wait at a step until the file `GATE` is there."""
    while number == HANGS_AT and not GATE.exists():
        threading.Event().wait(LOOK_SECONDS)


if __name__ == "__main__":
    logging.getLogger("huey.consumer").setLevel(logging.INFO)  # the tests wait for what it says
    consume(os.environ, Counting(before=wait_at_gate).kinds)
