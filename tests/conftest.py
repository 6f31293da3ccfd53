"""What all tests share. Database fixtures stand in `databases.py`, factories in `factories.py`."""

import pytest
from pytest_socket import socket_allow_hosts

pytest_plugins = ("databases",)


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let no test reach beyond this machine."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
