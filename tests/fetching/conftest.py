from collections.abc import Iterator

import pytest
from site_on_loopback import Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as made:
        yield made
