"""What is written is read back as the same set, whatever the texts hold."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.items import (
    FORMATS_THAT_STAY_PUT,
    FactKind,
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemFormat,
    ItemText,
    OptionOrder,
    SingleKey,
)
from quizapp.domain.materials import LANGUAGES, Evidence, Source, normalised
from quizapp.domain.presets import PRESETS
from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError, QuestionFileError
from quizapp.interchange.question_sets import (
    QuestionSetFile,
    SetQuestion,
    read_question_set,
    write_question_set,
)

# A busy machine may take its time over the pure-Python YAML library.
slow_is_no_failure = settings(deadline=None)

# What YAML treats in a way of its own, next to anything else that the domain allows.
PECULIAR = st.sampled_from(
    [
        *["null", "~", "true", "No", "1.50", "0x1F", "2019-05-20", "1:20", "<<", "=", "---", "..."],
        *["a: b", "a #b", "- a", "? a", "[a", "{a}", "&a", "*a", "!a", "%a", "@a", "`a", "a:"],
        *["'", '"', "\\", "|-", ">", "a\n\nb", " a", "a ", "a\n", "\na", "a\n b", "a\tb", "\ta"],
        *["a\u2028b", "\ufeffa", "क\u200dष", "नदी", "😀", "\ufffe", "a\xa0b", "  - id: x", "\xad"],
        "a\n  - id: x\nb",
        "questions:",
    ]
)
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t :#-")
TEXTS = PECULIAR | st.text(CHARACTERS, max_size=30)
FILLED = TEXTS.filter(lambda text: bool(text.strip()))
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
IDS = st.from_regex(r"[A-Za-z0-9]{1,8}([._-][A-Za-z0-9]{1,8})?", fullmatch=True)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    text = draw(FILLED)
    start = draw(st.integers(0, 5000))
    first = draw(st.integers(0, len(text)))
    last = draw(st.integers(first, len(text)))
    return Evidence(text, start, start + len(text), start + first, start + last)


def sources() -> st.SearchStrategy[Source]:
    url = st.sampled_from(["", "https://example.org/a?b=c#d", "http://example.org/é"])
    return st.builds(Source, TEXTS, url, TEXTS, st.lists(evidences(), max_size=2).map(tuple))


@st.composite
def items(draw: st.DrawFn) -> ItemContent:
    count = draw(st.integers(2, 6))
    options = st.lists(FILLED, min_size=count, max_size=count, unique_by=normalised)
    languages = draw(st.sets(st.sampled_from(LANGUAGES), min_size=1))
    format_ = draw(st.sampled_from(ItemFormat))
    staying = format_ in FORMATS_THAT_STAY_PUT
    orders = [one for one in OptionOrder if not (staying and one is OptionOrder.SHUFFLE)]
    return ItemContent(
        texts={
            code: ItemText(draw(FILLED), tuple(draw(options)), draw(TEXTS)) for code in languages
        },
        key=SingleKey(draw(st.integers(0, count - 1))),
        format=format_,
        option_order=draw(st.sampled_from(orders)),
        topics=tuple(draw(st.lists(st.sampled_from([*TOPICS]), max_size=5, unique=True))),
        kind=draw(st.none() | st.sampled_from(FactKind)),
        news_date=draw(st.none() | st.dates()),
        source=draw(st.none() | sources()),
    )


@st.composite
def question_sets(draw: st.DrawFn) -> QuestionSetFile:
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    questions = tuple(SetQuestion(id_, draw(items())) for id_ in ids)
    return QuestionSetFile(
        title=draw(FILLED.filter(lambda title: "\n" not in title)),
        slug=draw(SLUGS),
        questions=questions,
        description=draw(TEXTS),
        languages=tuple(draw(st.permutations(LANGUAGES))),
        licence=draw(TEXTS),
        source_notes=draw(TEXTS),
        preset=draw(st.none() | st.sampled_from([*PRESETS])),
    )


def small(content: ItemContent | None = None, *languages: str) -> QuestionSetFile:
    item = content or ItemContent(
        texts={"en": ItemText("Which city is meant?", ("Delhi", "Agra"))}, key=SingleKey(1)
    )
    return QuestionSetFile(
        title="Cities",
        slug="cities",
        questions=(SetQuestion("c1", item),),
        languages=languages or ("en",),
    )


@slow_is_no_failure
@given(question_sets())
def test_reading_gives_back_what_was_written(question_set: QuestionSetFile) -> None:
    text = write_question_set(question_set)
    assert read_question_set(text, filename="set.yaml") == question_set
    assert read_question_set(text.encode(), filename="set.yaml") == question_set


@slow_is_no_failure
@given(st.text() | st.binary() | st.lists(PECULIAR).map("\n".join))
def test_any_input_is_read_or_refused_with_its_problems(source: str | bytes) -> None:
    with pytest.raises(QuestionFileError) as caught:
        read_question_set(source, filename="set.yaml")
    assert all(str(problem).startswith("set.yaml:") for problem in caught.value.problems)


@slow_is_no_failure
@given(question_sets(), st.data())
def test_a_damaged_file_is_read_or_refused(
    question_set: QuestionSetFile, data: st.DataObject
) -> None:
    text = write_question_set(question_set)
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(len(text), at + 20)))
    damaged = text[:at] + data.draw(TEXTS) + text[until:]
    with suppress(QuestionFileError):
        read = read_question_set(damaged, filename="set.yaml")
        assert read_question_set(write_question_set(read), filename="set.yaml") == read


def test_the_text_is_plain_and_has_one_line_a_value() -> None:
    item = ItemContent(
        texts={
            "en": ItemText("Consider:\n1. A\n2. B\nWhich is right?", ("1 only", "2 only", "1857")),
            "hi": ItemText("कौन-सा सही है?", ("केवल 1", "केवल 2", "1857"), "दूसरा: सही"),
        },
        key=SingleKey(1),
        format=ItemFormat.STATEMENTS,
        option_order=OptionOrder.FIXED,
        topics=("polity", "history"),
        kind=FactKind.OTHER,
        news_date=date(2020, 10, 7),
        source=Source(name="Gazette", evidence=(Evidence("B is, B was.", 40, 52, 46, 47),)),
    )
    question_set = replace(
        small(item, "en", "hi"), description="Long " * 40 + "line", licence="CC0-1.0"
    )
    assert (
        write_question_set(question_set)
        == f"""\
schema: 1
title: Cities
slug: cities
description: {"Long " * 40}line
languages: [en, hi]
licence: CC0-1.0
questions:
  - id: c1
    format: statements
    stem: |-
      Consider:
      1. A
      2. B
      Which is right?
    options:
      a: 1 only
      b: 2 only
      c: "1857"
    key: b
    topics: [polity, history]
    kind: other
    order: fixed
    news_date: 2020-10-07
    source:
      name: Gazette
      evidence:
        - text: B is, B was.
          answer: B
          start: 40
          answer_start: 46
    translations:
      hi:
        stem: कौन-सा सही है?
        options:
          a: केवल 1
          b: केवल 2
          c: "1857"
        explanation: "दूसरा: सही"
"""
    )


def test_what_the_format_cannot_carry_is_refused_by_name() -> None:
    image = ImageRef("0" * 64, ImagePlacement.STEM, alt={"en": "A map"})
    item = small().items[0]
    for content in (replace(item, images=(image,)), replace(item, stimulus_ref=3)):
        with pytest.raises(InvalidInputError, match="cannot carry images or passages") as caught:
            small(content)
        assert caught.value.field == "questions.0"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "a\nb"}, "title"),
        ({"slug": "Cities"}, "slug"),
        ({"slug": "c" * 81}, "slug"),
        ({"languages": ()}, "languages"),
        ({"languages": ("en", "en")}, "languages.1"),
        ({"languages": ("en", "fr")}, "languages.1"),
        ({"languages": ("hi",)}, "questions.0"),
        ({"preset": "none-such"}, "preset"),
        ({"questions": ()}, "questions"),
        ({"questions": small().questions * 2}, "questions.1.id"),
        ({"description": "a\x00"}, "description"),
        ({"licence": "a" * 101}, "licence"),
    ],
)
def test_a_set_that_no_file_could_hold_cannot_be_made(
    change: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        replace(small(), **change)  # type: ignore[arg-type]
    assert field in {problem.field for problem in caught.value.problems}
