"""Questions by patterns of words, each with the fact at its place in the sentence."""

import pytest
from generation_builders import entity, sentence

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge import load
from quizapp.generation.patterns.attributes import drafts
from quizapp.generation.types import Draft, EntityValue, Fact, Span
from quizapp.generation.values import DateValue

JULY = "July 2019"


def ask(text: str, *named: tuple[str, FactKind], day: DateValue | None = None) -> list[Draft]:
    """The drafts of a sentence in which these names, and this date, stand."""
    told = sentence(text)
    facts = []
    for name, kind in named:
        known = load().lookup(name)
        value = entity(name) if known else EntityValue(name)
        start = text.index(name)
        span = Span(start, start + len(name))
        facts.append(Fact(kind, value.sub_kind, value, name, span, told, (0, 0)))
    if day is not None:
        start = text.index(day.text())
        span = Span(start, start + len(day.text()))
        facts.append(Fact(FactKind.DATE, day.precision, day, day.text(), span, told, (0, 0)))
    return list(drafts(told, facts, JULY, load()))


RUNNER = ("Asha Chelimo", FactKind.PERSON)


@pytest.mark.parametrize(
    ("text", "named", "stem", "key", "surface"),
    [
        (
            "The race was won by the Kenyan marathon runner Asha Chelimo.",
            RUNNER,
            "From which country is the marathon runner Asha Chelimo?",
            "Kenya",
            "Kenyan",
        ),
        (
            "A prize went to South Korean novelist Asha Chelimo in spring.",
            RUNNER,
            "From which country is the novelist Asha Chelimo?",
            "South Korea",
            "South Korean",
        ),
        (
            "A hall was given by the Norway-based shipping line Fjordline Group.",
            ("Fjordline Group", FactKind.BODY),
            "In which country is the shipping line Fjordline Group based?",
            "Norway",
            "Norway",
        ),
        (
            "The 55-member African Union has a new market.",
            ("African Union", FactKind.BODY),
            "As of July 2019, how many members did the African Union have?",
            "55",
            "55",
        ),
        (
            "The ten-nation Harbour League has a new market.",
            ("Harbour League", FactKind.BODY),
            "As of July 2019, how many members did the Harbour League have?",
            "ten",
            "ten",
        ),
        (
            "They met in Hanoi, Vietnam's capital, in summer.",
            ("Hanoi", FactKind.PLACE),
            "Which city is the capital of Vietnam?",
            "Hanoi",
            "Hanoi",
        ),
        (
            "They met in Osaka, Japan, in summer.",
            ("Osaka", FactKind.PLACE),
            "In which country is the city of Osaka located?",
            "Japan",
            "Japan",
        ),
        (
            "They met in Kathmandu, the capital of Nepal, in summer.",
            ("Kathmandu", FactKind.PLACE),
            "Which city is the capital of Nepal?",
            "Kathmandu",
            "Kathmandu",
        ),
    ],
)
def test_what_is_asked(
    text: str, named: tuple[str, FactKind], stem: str, key: str, surface: str
) -> None:
    (made,) = ask(text, named)
    assert (made.stem, made.key, made.fact.surface) == (stem, key, surface)
    assert text[made.fact.span.start : made.fact.span.end] == surface


def test_a_party_is_asked_for_by_its_member() -> None:
    text = "In the hall, Samajwadi Party legislator Asha Chelimo spoke first."
    (made,) = ask(text, ("Samajwadi Party", FactKind.BODY), RUNNER)
    assert made.stem == "As of July 2019, to which political party did Asha Chelimo belong?"
    assert made.key == "Samajwadi Party"


def test_a_birth_and_a_founding_are_asked_for_by_their_dates() -> None:
    (born,) = ask(
        "Born on 4 May 1950, in Kisumu, Asha Chelimo began early.",
        RUNNER,
        day=DateValue(1950, 5, 4),
    )
    assert (born.stem, born.key) == ("On which date was Asha Chelimo born?", "4 May 1950")
    (founded,) = ask(
        "The Harbour League, founded in 1993, met again.",
        ("Harbour League", FactKind.BODY),
        day=DateValue(1993),
    )
    assert founded.stem == "In which year was the Harbour League founded?"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The former Kenyan runner of the town, Asha Chelimo, came.", RUNNER),
        ("They saw the Anglo-Kenyan runner Asha Chelimo.", RUNNER),
        ("They saw the Kenyan visitor Asha Chelimo.", RUNNER),
        ("They saw the Atlantean runner Asha Chelimo.", RUNNER),
        ("They met in Lagos, Nigeria's capital, in summer.", ("Lagos", FactKind.PLACE)),
        ("They met in New Delhi, India's capital, in summer.", ("New Delhi", FactKind.PLACE)),
        ("A clean-based system of the Harbour League.", ("Harbour League", FactKind.BODY)),
        ("The multi-member Harbour League met.", ("Harbour League", FactKind.BODY)),
    ],
)
def test_what_is_not_asked(text: str, named: tuple[str, FactKind]) -> None:
    assert ask(text, named) == []


def test_a_party_left_behind_is_not_asked_for() -> None:
    text = "In the hall, former Samajwadi Party legislator Asha Chelimo spoke first."
    assert ask(text, ("Samajwadi Party", FactKind.BODY), RUNNER) == []


@pytest.mark.parametrize(
    "text",
    [
        "The hall was full when Samajwadi Party's Asha Chelimo spoke.",
        "The hall was full when Asha Chelimo of the Samajwadi Party spoke.",
        "The hall was full when Asha Chelimo (Samajwadi Party) spoke.",
        "The hall was full when Samajwadi Party leader Asha Chelimo spoke.",
    ],
)
def test_a_party_stands_before_or_behind_its_member(text: str) -> None:
    found = ask(text, RUNNER, ("Samajwadi Party", FactKind.BODY))
    stems = {made.stem: made.key for made in found}
    asked = "As of July 2019, to which political party did Asha Chelimo belong?"
    assert stems.get(asked) == "Samajwadi Party"


@pytest.mark.parametrize(
    "text",
    [
        "The hall was full when Asha Chelimo met the Samajwadi Party.",
        "The hall was full when former member Asha Chelimo of the Samajwadi Party spoke.",
        "The hall was full when Samajwadi Party rival Asha Chelimo spoke.",
    ],
)
def test_whoever_is_near_a_party_is_no_member(text: str) -> None:
    assert not ask(text, RUNNER, ("Samajwadi Party", FactKind.BODY))


def test_where_a_firm_is_based_stands_behind_its_name_as_well() -> None:
    text = "The sheets were read by Loomwise, the Bengaluru-based software firm, in May."
    (made,) = ask(text, ("Loomwise", FactKind.BODY))
    assert (made.stem, made.key) == (
        "In which city is the software firm Loomwise based?",
        "Bengaluru",
    )
    assert made.fact.surface == "Bengaluru"
