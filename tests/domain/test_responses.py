import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.responses import (
    Blank,
    Chosen,
    Entered,
    Matched,
    NotAttempted,
    Response,
    response_as_data,
    response_from,
)
from quizapp.errors import InvalidInputError

CHOICES = st.frozensets(st.integers(0, 5), min_size=1).map(Chosen)


TYPED = st.text(min_size=1, max_size=200).filter(str.strip).map(Entered)
PAIRS = st.dictionaries(st.integers(0, 11), st.integers(0, 11), min_size=1)
MATCHES = PAIRS.map(lambda pairs: Matched(frozenset(pairs.items())))


@given(st.one_of(st.just(Blank()), st.just(NotAttempted()), CHOICES, TYPED, MATCHES))
def test_a_response_survives_storage(response: Response) -> None:
    assert response_from(json.loads(json.dumps(response_as_data(response)))) == response


def test_each_state_has_its_own_form() -> None:
    assert response_as_data(Blank()) == {"state": "blank"}
    assert response_as_data(NotAttempted()) == {"state": "not-attempted"}
    assert response_as_data(Chosen.of(2, 0)) == {"state": "chosen", "options": [0, 2]}
    assert response_as_data(Entered(" 9,8 ")) == {"state": "entered", "text": " 9,8 "}
    pairs = {"state": "matched", "pairs": [[0, 2], [1, 0]]}
    assert response_as_data(Matched.of((1, 0), (0, 2))) == pairs


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
        {"state": "entered"},
        {"state": "entered", "text": " \n"},
        {"state": "entered", "text": 5},
        {"state": "entered", "text": "x" * 201},
        {"state": "matched", "pairs": []},
        {"state": "matched", "pairs": [[0, 1], [0, 2]]},
        {"state": "matched", "pairs": [[0]]},
        {"state": "matched", "pairs": [[0, True]]},
        {"state": "matched", "pairs": [[0, -1]]},
        {"state": "matched", "pairs": {"0": 1}},
    ],
    ids=str,
)
def test_anything_else_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        response_from(data)
    assert caught.value.field == "response"
