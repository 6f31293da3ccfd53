from io import BytesIO
from pathlib import Path

import pytest

from quizapp.domain import data
from quizapp.domain.presets import PRESETS
from quizapp.domain.topics import SLUG, TOPICS, is_topic, topic_name

FOLDER = Path(data.__file__).parent


def test_topics_are_slugs_with_names() -> None:
    assert len(TOPICS) >= 25
    assert all(SLUG.fullmatch(slug) for slug in TOPICS)
    assert len(set(TOPICS.values())) == len(TOPICS)
    assert {"polity", "economy", "international", "science-technology"} <= set(TOPICS)


def test_a_topic_is_known_by_its_slug() -> None:
    assert is_topic("polity")
    assert not is_topic("Polity")
    assert topic_name("polity") == "Polity and governance"
    assert topic_name("former-topic") == "former-topic"


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("topics.toml", list(TOPICS.values())),
        (
            "presets.toml",
            [
                text
                for exam in PRESETS.values()
                for text in (exam.name, exam.note, *(each.name for each in exam.sections))
                if text
            ],
        ),
    ],
)
def test_every_text_of_a_data_file_is_offered_for_translation(file: str, names: list[str]) -> None:
    raw = (FOLDER / file).read_bytes()
    lines = raw.decode("utf-8").splitlines()
    found = list(data.translatable(BytesIO(raw), {}, [], {}))
    assert [text for _, _, text, _ in found] == names
    assert all(text in lines[number - 1] for number, _, text, _ in found)
