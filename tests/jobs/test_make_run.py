"""`make run` as a person starts it: server and consumer side by side, and how both end."""

import os
import re
import signal
import socket
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import Started, environment

BIN = Path(sys.executable).parent

DONE_HERE = "Background work is done by this process"

Run = Callable[[str, int], Started]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def is_served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def group_of(started: Started, name: str) -> int:
    """The group of processes that honcho started under this name."""
    found = re.search(rf"{name}\.1 started \(pid=(\d+)\)", started.written())
    assert found
    return int(found[1])


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Start `make run` on a port, with a fresh instance folder for all starts of the test.

    `-o` keeps make from looking whether the environment is up to date: the tests run in it.
    """
    made = []

    def start(name: str, port: int) -> Started:
        one = Started(
            tmp_path / f"{name}.log",
            *("make", "--no-print-directory", "-o", ".venv/.runtime", "run"),
            env=environment(INSTANCE_PATH=str(tmp_path / "instance"), PORT=str(port)),
        )
        made.append(one)
        return one

    yield start
    for one in made:
        one.close()


def test_both_live_and_end_together(run: Run) -> None:
    port, other_port = free_port(), free_port()
    first = run("first", port)
    first.waits_for(lambda: is_served(port), "the server answers")
    first.says(DONE_HERE)

    refused = run("refused", port)
    assert refused.ends() != 0
    assert f"Port {port} is taken. Choose another: PORT=8001 make run" in refused.written()
    assert "started" not in refused.written()

    second = run("second", other_port)
    second.waits_for(lambda: is_served(other_port), "the second server answers")
    second.says("Another consumer works on this database")
    assert DONE_HERE not in second.written()

    # Ctrl-C ends the server and the consumer of the first, and the second takes over.
    first.signal_group(signal.SIGINT)
    assert first.ends() != 0
    assert not is_served(port)
    second.says(DONE_HERE)

    # The consumer is killed: its server ends as well.
    os.killpg(group_of(second, "jobs"), signal.SIGKILL)
    assert second.ends() != 0
    assert not is_served(other_port)


@pytest.fixture
def side_by_side(tmp_path: Path) -> Iterator[tuple[Started, int, Path]]:
    """Server and consumer without `make`; with the port, and the file of the server's number."""
    port, pid_file = free_port(), tmp_path / "server.pid"
    env = environment(INSTANCE_PATH=str(tmp_path / "instance"), GRANIAN_PID_FILE=str(pid_file))
    migrated = Started(tmp_path / "migrate.log", BIN / "flask", "--app", "wsgi", "migrate", env=env)
    assert migrated.ends() == 0
    program = (sys.executable, "tools/side_by_side.py", "start", "--port", str(port))
    started = Started(tmp_path / "run.log", *program, env=env)
    try:
        started.waits_for(lambda: is_served(port), "the server answers")
        started.says(DONE_HERE)
        yield started, port, pid_file
    finally:
        started.close()


def test_a_killed_server_ends_the_consumer(side_by_side: tuple[Started, int, Path]) -> None:
    started, port, pid_file = side_by_side
    # The main process of the server alone: its workers would live on and answer.
    os.kill(int(pid_file.read_text()), signal.SIGKILL)
    assert started.ends() != 0
    assert not is_served(port)
    assert "jobs.1 stopped" in started.written()


def test_a_closed_terminal_ends_both(side_by_side: tuple[Started, int, Path]) -> None:
    started, port, _pid_file = side_by_side
    started.signal_group(signal.SIGHUP)
    assert started.ends() != 0
    assert not is_served(port)
    assert "jobs.1 stopped" in started.written()
