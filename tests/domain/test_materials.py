import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.materials import (
    Evidence,
    ImagePlacement,
    ImageRef,
    Source,
    Stimulus,
    StimulusKind,
    StimulusText,
)
from quizapp.errors import InvalidInputError

DIGEST = "0123456789abcdef" * 4
SENTENCE = "The mission lifted off in July 2023."


def fields(make: Callable[..., object], *arguments: object, **named: object) -> list[str | None]:
    with pytest.raises(InvalidInputError) as caught:
        make(*arguments, **named)
    return [problem.field for problem in caught.value.problems]


def test_evidence_shows_its_answer_in_place() -> None:
    start = 100 + SENTENCE.index("July")
    evidence = Evidence(SENTENCE, 100, 100 + len(SENTENCE), start, start + 9)
    assert (evidence.before, evidence.answer, evidence.after) == (
        "The mission lifted off in ",
        "July 2023",
        ".",
    )


@given(st.text(min_size=1).filter(str.strip), st.integers(0, 10_000), st.data())
def test_evidence_always_falls_into_three_parts_and_survives_storage(
    text: str, start: int, data: st.DataObject
) -> None:
    end = start + len(text)
    answer_start = data.draw(st.integers(start, end))
    answer_end = data.draw(st.integers(answer_start, end))
    evidence = Evidence(text, start, end, answer_start, answer_end)
    assert evidence.before + evidence.answer + evidence.after == text
    assert Evidence.from_data(json.loads(json.dumps(evidence.as_data()))) == evidence


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ((" ", 0, 1, 0, 1), "text"),
        (("abc", 0, 4, 0, 1), "end"),
        (("abc", -1, 2, 0, 1), "end"),
        (("abc", 5, 8, 4, 6), "answer_start"),
        (("abc", 5, 8, 7, 6), "answer_start"),
        (("abc", 5, 8, 6, 9), "answer_start"),
    ],
)
def test_offsets_must_fit(arguments: tuple[object, ...], field: str) -> None:
    assert fields(Evidence, *arguments) == [field]


def test_a_source_survives_storage() -> None:
    evidence = Evidence(SENTENCE, 0, len(SENTENCE), 0, 0)
    source = Source("Lift-off", "https://example.org/a?b=1", "Example News", (evidence,))
    assert Source.from_data(json.loads(json.dumps(source.as_data()))) == source
    assert Source.from_data(Source().as_data()) == Source()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//example.org",
        "example.org",
        "ftp://example.org/",
        "https://",
        "http://[",
        "http://example.org/a b",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert fields(Source, url=url) == ["url"]


def test_a_source_is_of_bounded_size() -> None:
    assert fields(Source, title="x" * 501, name="y" * 501) == ["title", "name"]


@pytest.mark.parametrize("kind", [Evidence, Source])
@pytest.mark.parametrize("data", [{}, {"text": 1}, {"title": "", "url": "", "name": ""}])
def test_data_of_another_shape_is_refused(
    kind: type[Evidence | Source], data: dict[str, object]
) -> None:
    with pytest.raises(InvalidInputError, match="needs a"):
        kind.from_data(data)


def test_an_image_names_bytes_place_and_words() -> None:
    alt = {"hi": "नक़्शा", "en": "A map"}
    image = ImageRef(DIGEST, ImagePlacement.OPTION, 0, alt)
    assert list(image.alt) == ["en", "hi"]
    assert fields(ImageRef, "xyz", ImagePlacement.STEM, None, alt) == ["digest"]
    assert fields(ImageRef, DIGEST, ImagePlacement.STEM, 1, alt) == ["option"]
    assert fields(ImageRef, DIGEST, ImagePlacement.OPTION, None, alt) == ["option"]
    assert fields(ImageRef, DIGEST, ImagePlacement.EXPLANATION, 1, alt) == ["option"]
    assert fields(ImageRef, DIGEST, ImagePlacement.STEM) == ["alt"]
    assert fields(ImageRef, DIGEST, ImagePlacement.STEM, None, {"en": " "}) == ["alt.en"]


def test_a_passage_has_a_body_in_each_language() -> None:
    passage = Stimulus(StimulusKind.PASSAGE, {"en": StimulusText("Monsoon", "It rained.")})
    assert passage.texts["en"].title == "Monsoon"
    assert hash(passage) == hash(Stimulus(StimulusKind.PASSAGE, dict(passage.texts)))
    assert fields(Stimulus, StimulusKind.DATA, {}) == ["texts"]
    assert fields(Stimulus, StimulusKind.DATA, {"en": StimulusText("x" * 201, "")}) == [
        "texts.en.title",
        "texts.en.body",
    ]
