"""What all tests share. Database fixtures stand in `databases.py`, factories in `factories.py`."""

import signal

import pytest
from pytest_socket import socket_allow_hosts

pytest_plugins = ("databases",)

# A shell that runs the tests in its background, or `nohup`, has them ignore these, and the programs
# that tests start would ignore them with them.
for _each in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_each) is signal.SIG_IGN:
        signal.signal(_each, signal.SIG_DFL)


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let no test reach beyond this machine."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
