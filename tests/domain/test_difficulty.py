import pytest

from quizapp.domain.difficulty import (
    Difficulty,
    disagrees,
    facility_range,
    observed_difficulty,
)


@pytest.mark.parametrize(
    ("facility", "difficulty"),
    [
        (1.0, Difficulty.EASY),
        (0.7, Difficulty.EASY),
        (0.69, Difficulty.MEDIUM),
        (0.3, Difficulty.MEDIUM),
        (0.29, Difficulty.HARD),
        (0.0, Difficulty.HARD),
    ],
)
def test_the_facility_index_tells_the_difficulty(facility: float, difficulty: Difficulty) -> None:
    assert observed_difficulty(facility) is difficulty


def test_the_range_of_a_facility_index_is_wilsons() -> None:
    # Wilson's interval of 15 of 30, and of 0 and 30 of 30, as published tables give it.
    assert facility_range(15, 30) == pytest.approx((0.3315, 0.6685), abs=5e-4)
    assert facility_range(0, 30) == pytest.approx((0.0, 0.1135), abs=5e-4)
    assert facility_range(30, 30) == pytest.approx((0.8865, 1.0), abs=5e-4)
    for right, responses in ((1, 0), (4, 3), (-1, 3)):
        with pytest.raises(ValueError, match="right of"):
            facility_range(right, responses)


@pytest.mark.parametrize(
    ("assigned", "right", "responses", "expected"),
    [
        (Difficulty.EASY, 12, 40, True),
        (Difficulty.EASY, 26, 40, False),  # 0.65: chance explains it
        (Difficulty.EASY, 8, 29, False),  # too few
        (Difficulty.MEDIUM, 37, 40, True),
        (Difficulty.MEDIUM, 3, 40, True),
        (Difficulty.MEDIUM, 30, 40, False),
        (Difficulty.HARD, 30, 40, True),
        (Difficulty.HARD, 15, 40, False),
        (Difficulty.HARD, 2, 40, False),
    ],
)
def test_answers_disagree_only_where_chance_does_not_explain_it(
    assigned: Difficulty, right: int, responses: int, *, expected: bool
) -> None:
    assert disagrees(assigned, right, responses) is expected
