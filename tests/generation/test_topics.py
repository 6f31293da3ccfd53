"""Topics are suggested by words and names, best first."""

import pytest

from quizapp.domain.topics import TOPICS
from quizapp.generation.knowledge import load
from quizapp.generation.topics import _signs, suggest


@pytest.mark.parametrize(
    ("stem", "topic"),
    [
        ("How many mills did the cyber attack of May 2018 hit?", "cyber"),
        ("Who won the mixed doubles final of the badminton championship in 2021?", "sport"),
        ("Which space agency launched the satellite in March 2020?", "space"),
        ("At what repo rate did the bank lend in May 2020?", "banking"),
        ("On which date is World Environment Day observed every year?", "days"),
        ("Who was given the Booker Prize in 2018?", "awards"),
        ("How many children were vaccinated against polio in Chad in 2017?", "health"),
    ],
)
def test_the_best_topic_comes_first(stem: str, topic: str) -> None:
    assert suggest(stem, "", "", load())[0] == topic


def test_no_more_than_three_and_none_without_a_sign() -> None:
    every = " ".join(word for words in _signs()["words"].values() for word in words)
    assert len(suggest(every, every, every, load())) <= 3
    assert suggest("What is it?", "It is.", "", load()) == ()


def test_the_files_name_topics_that_exist() -> None:
    assert set(_signs()["words"]) == set(TOPICS)
    assert set(_signs()["sub_kinds"].values()) <= set(TOPICS)
    assert all(load().entries(sub_kind) for sub_kind in _signs()["sub_kinds"])
