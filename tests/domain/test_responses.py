import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.responses import (
    Blank,
    Chosen,
    NotAttempted,
    Response,
    response_as_data,
    response_from,
)
from quizapp.errors import InvalidInputError

CHOICES = st.frozensets(st.integers(0, 5), min_size=1).map(Chosen)


@given(st.one_of(st.just(Blank()), st.just(NotAttempted()), CHOICES))
def test_a_response_survives_storage(response: Response) -> None:
    assert response_from(json.loads(json.dumps(response_as_data(response)))) == response


def test_each_state_has_its_own_form() -> None:
    assert response_as_data(Blank()) == {"state": "blank"}
    assert response_as_data(NotAttempted()) == {"state": "not-attempted"}
    assert response_as_data(Chosen.of(2, 0)) == {"state": "chosen", "options": [0, 2]}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"state": "maybe"},
        {"state": "chosen"},
        {"state": "chosen", "options": []},
        {"state": "chosen", "options": ["0"]},
        {"state": "chosen", "options": [True]},
        {"state": "chosen", "options": [-1]},
        {"state": "chosen", "options": 0},
    ],
    ids=str,
)
def test_anything_else_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        response_from(data)
    assert caught.value.field == "response"
