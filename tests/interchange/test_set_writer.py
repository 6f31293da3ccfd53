"""What is written is read back as the same set, whatever the texts hold."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from bank_strategies import WEIGHTS, keys
from hypothesis import given, settings
from hypothesis import strategies as st
from item_examples import MATCHING, MULTIPLE, NUMERIC, SHORT_ANSWER, TRUE_FALSE

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    FORMATS_THAT_STAY_PUT,
    TRUE_FALSE_OPTIONS,
    FactKind,
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    Key,
    OptionOrder,
    SingleKey,
    TextFormat,
)
from quizapp.domain.keys import AcceptedText, ShortAnswerKey
from quizapp.domain.materials import (
    LANGUAGES,
    Evidence,
    Source,
    Stimulus,
    StimulusKind,
    StimulusText,
    normalised,
)
from quizapp.domain.presets import PRESETS
from quizapp.domain.topics import TOPICS
from quizapp.errors import InvalidInputError, QuestionFileError
from quizapp.interchange.own_format.sets import (
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
def keys_of(draw: st.DrawFn, type_: ItemType, options: int, prompts: int) -> Key:
    if type_ is not ItemType.SHORT_ANSWER:
        return draw(keys(type_, options, prompts))
    weights = WEIGHTS | st.sampled_from([Fraction(0), Fraction(-1)])
    others = st.lists(st.builds(AcceptedText, FILLED, weights), max_size=2)
    return ShortAnswerKey((AcceptedText(draw(FILLED)), *draw(others)), draw(st.booleans()))


@st.composite
def texts_for(draw: st.DrawFn, language: str, key: Key, options: int, prompts: int) -> ItemText:
    words = draw(st.lists(FILLED, min_size=options, max_size=options, unique_by=normalised))
    if key.type is ItemType.TRUE_FALSE and draw(st.booleans()):
        words = [*TRUE_FALSE_OPTIONS[language]]
    answers = key.answers(options)
    return ItemText(
        draw(FILLED),
        tuple(words),
        draw(TEXTS),
        tuple(draw(st.lists(FILLED, min_size=prompts, max_size=prompts))),
        tuple(draw(st.just([]) | st.lists(TEXTS, min_size=answers, max_size=answers))),
    )


@st.composite
def items(draw: st.DrawFn) -> ItemContent:
    type_ = draw(st.sampled_from(ItemType))
    typed = type_ in {ItemType.NUMERIC, ItemType.SHORT_ANSWER}
    count = 0 if typed else 2 if type_ is ItemType.TRUE_FALSE else draw(st.integers(2, 6))
    prompts = draw(st.integers(2, 4)) if type_ is ItemType.MATCHING else 0
    key = draw(keys_of(type_, count, prompts))
    languages = draw(st.sets(st.sampled_from(LANGUAGES), min_size=1))
    format_ = draw(st.sampled_from(ItemFormat))
    staying = format_ in FORMATS_THAT_STAY_PUT
    orders = [one for one in OptionOrder if not (staying and one is OptionOrder.SHUFFLE)]
    if type_ is ItemType.TRUE_FALSE:
        orders = [OptionOrder.FIXED]
    return ItemContent(
        texts={code: draw(texts_for(code, key, count, prompts)) for code in languages},
        key=key,
        format=format_,
        text_format=draw(st.sampled_from(TextFormat)),
        option_order=draw(st.sampled_from(orders)),
        topics=tuple(draw(st.lists(st.sampled_from([*TOPICS]), max_size=5, unique=True))),
        kind=draw(st.none() | st.sampled_from(FactKind)),
        difficulty=draw(st.none() | st.sampled_from(Difficulty)),
        news_date=draw(st.none() | st.dates()),
        stale_on=draw(st.none() | st.dates()),
        source=draw(st.none() | sources()),
    )


@st.composite
def passages(draw: st.DrawFn) -> Stimulus:
    languages = draw(st.sets(st.sampled_from(LANGUAGES), min_size=1))
    texts = {code: StimulusText(draw(TEXTS), draw(FILLED)) for code in languages}
    return Stimulus(draw(st.sampled_from(StimulusKind)), texts)


@st.composite
def question_sets(draw: st.DrawFn) -> QuestionSetFile:
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    stimuli = [None, *draw(st.lists(passages(), max_size=2))]
    questions = tuple(
        SetQuestion(id_, draw(items()), draw(st.sampled_from(stimuli))) for id_ in ids
    )
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


RIVERS = Stimulus(StimulusKind.PASSAGE, {"en": StimulusText("Rivers", "They flow.")})
EVERY_TYPE = """\
schema: 1
title: Cities
slug: cities
languages: [en]
stimuli:
  - id: passage-1
    kind: passage
    title: Rivers
    body: They flow.
questions:
  - id: multiple
    type: multiple
    stem: Which rivers flow into the Bay of Bengal?
    options:
      a: Godavari
      b: Narmada
      c: Krishna
      d: Tapi
    key: [a, c]
    weights:
      a: 1/2
      b: -1/2
      c: 1/2
      d: -1/2
    explanation: The other two flow west.
    feedback:
      b: The Narmada flows west.
    order: fixed

  - id: true-false
    type: true-false
    stem: The Narmada flows into the Bay of Bengal.
    key: false
    explanation: It flows west.
    order: fixed

  - id: numeric
    type: numeric
    stem: How many degrees is \\(\\frac{\\pi}{2}\\) radian?
    key:
      - 90
      - value: 90
        tolerance: 0.5
        weight: 1/4
    explanation: A right angle.
    feedback:
      1: Exactly.
      2: Nearly.
    order: shuffle

  - id: short-answer
    type: short-answer
    text_format: html
    stem: <p>What is H<sub>2</sub>O called?</p>
    key:
      - water
      - text: "*ice*"
        weight: 1/2
    explanation: <em>Water</em>, of course.
    order: shuffle

  - id: matching
    type: matching
    stimulus: passage-1
    stem: Match each state with its capital.
    prompts:
      1: Madhya Pradesh
      2: Bihar
    options:
      a: Bhopal
      b: Patna
      c: Ranchi
    key:
      1: a
      2: b
    explanation: Ranchi is the capital of Jharkhand.
    feedback:
      1: Bhopal it is.
    order: fixed
"""


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
        stale_on=date(2027, 1, 26),
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
    stale_on: 2027-01-26
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
    with pytest.raises(InvalidInputError, match="hold no pictures") as caught:
        small(replace(small().items[0], images=(image,)))
    assert caught.value.field == "questions.0"


def test_each_type_is_written_as_people_would_write_it() -> None:
    questions = tuple(
        SetQuestion(
            content.type, replace(content, topics=()), RIVERS if content is MATCHING else None
        )
        for content in (MULTIPLE, TRUE_FALSE, NUMERIC, SHORT_ANSWER, MATCHING)
    )
    text = write_question_set(replace(small(), questions=questions))
    assert text == EVERY_TYPE
    assert read_question_set(EVERY_TYPE, filename="set.yaml").questions == questions


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
