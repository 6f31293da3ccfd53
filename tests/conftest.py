"""What all tests share. Database fixtures stand in `databases.py`, factories in `factories.py`."""

import os
import signal

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts

pytest_plugins = ("databases",)

# The whole suite has half an hour; `--hypothesis-profile=thorough` looks harder. A loaded machine
# is no failure, so that nothing is timed. Where CI judges a change, it looks at the same examples
# each time: a rare one that has always failed is found, and mended, at somebody's desk.
settings.register_profile("suite", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "suite")

# A shell that runs the tests in its background, or `nohup`, has them ignore these, and the programs
# that tests start would ignore them with them.
for _each in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_each) is signal.SIG_IGN:
        signal.signal(_each, signal.SIG_DFL)


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let no test reach beyond this machine."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
