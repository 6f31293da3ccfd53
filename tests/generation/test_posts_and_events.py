"""Posts by apposition and headline, and stems anchored by the event of the headline."""

from datetime import date
from decimal import Decimal

import pytest
from generation_builders import fact, sentence

from quizapp.domain.items import FactKind
from quizapp.generation.events import anchored, event_of
from quizapp.generation.knowledge import load
from quizapp.generation.patterns.posts import elected, held
from quizapp.generation.reading import read
from quizapp.generation.types import Article, Draft, EntityValue, Fact, Span
from quizapp.generation.values import FigureValue

MAY = "May 2021"
PERSON = "Asha Chelimo"


def person_in(text: str) -> Fact:
    start = text.index(PERSON)
    span = Span(start, start + len(PERSON))
    return Fact(FactKind.PERSON, "", EntityValue(PERSON), PERSON, span, sentence(text), (0, 0))


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Asha Chelimo, the mayor of Nairobi, opened the hall.", "Mayor of Nairobi"),
        ("Asha Chelimo, CEO of Harbour Works, said so.", "CEO of Harbour Works"),
        ("The governor of Ohio, Asha Chelimo, came.", "Governor of Ohio"),
        (
            "Fiji's minister for Forests, Fisheries and Inland Ports, Asha Chelimo, came.",
            "minister for Forests, Fisheries and Inland Ports of Fiji",
        ),
        ("Kenya's president Asha Chelimo opened the hall.", "President of Kenya"),
        (
            "Fiji's Minister of State (Independent Charge) of Sport, Asha Chelimo, came.",
            "Minister of State (Independent Charge) of Sport of Fiji",
        ),
        ("Presidents Asha Chelimo of Kenya and Musa Diop of Mali met.", "President of Kenya"),
        (
            "Prime Ministers Musa Diop of Mali and Asha Chelimo of Kenya met.",
            "Prime Minister of Kenya",
        ),
    ],
)
def test_posts_that_are_asked_for(text: str, post: str) -> None:
    told = person_in(text)
    (made,) = held(told.sentence, [told], MAY, load())
    assert made.stem == f"As of May 2021, who was the {post}?"
    assert made.key == PERSON


@pytest.mark.parametrize(
    "text",
    [
        "Asha Chelimo, the former mayor of Nairobi, opened the hall.",
        "Asha Chelimo, the mayor of Smallville, opened the hall.",
        "Asha Chelimo, a visitor of Nairobi, opened the hall.",
        "Asha Chelimo, the mayor of Nairobi, opened the hall in 2019.",
        "The chancellor of Nairobi, Asha Chelimo, came.",
        "The mayor, Asha Chelimo, came.",
    ],
)
def test_posts_that_are_not(text: str) -> None:
    told = person_in(text)
    assert list(held(told.sentence, [told], MAY, load())) == []


def test_without_a_date_no_post_is_asked_for() -> None:
    told = person_in("Asha Chelimo, the mayor of Nairobi, opened the hall.")
    assert list(held(told.sentence, [told], "", load())) == []


def article(headline: str, body: str = "It was a day like others in the old town.") -> Article:
    return read(f"{headline}\n\n{body}", published=date(2021, 5, 4))


@pytest.mark.parametrize(
    ("headline", "stem"),
    [
        (
            "Asha Chelimo elected as Kerala Assembly Speaker",
            "In May 2021, who was elected as Kerala Assembly Speaker?",
        ),
        (
            "Asha Chelimo appointed Governor of Ohio, first woman in the post",
            "In May 2021, who was appointed Governor of Ohio?",
        ),
        (
            "Asha Chelimo elected Liberal leader, set to be minister",
            "In May 2021, who was elected Liberal leader?",
        ),
        (
            "Asha Chelimo becomes first Kenyan woman to climb Mount Everest",
            "In May 2021, who became the first Kenyan woman to climb Mount Everest?",
        ),
        (
            "Asha Chelimo wins Booker Prize ahead of five others",
            "In May 2021, who won the Booker Prize?",
        ),
        ("Asha Chelimo elected Speaker", None),
        ("Asha Chelimo elected President as voters queue", None),
        ("Asha Chelimo opens the hall in Nairobi", None),
    ],
)
def test_elections_of_headlines(headline: str, stem: str | None) -> None:
    told = person_in("Asha Chelimo came.")
    made = [draft.stem for draft in elected(article(headline), [told], MAY, load())]
    assert made == ([stem] if stem else [])


@pytest.mark.parametrize(
    ("headline", "event"),
    [
        (
            "Paper mill fire kills four in Oldtown, Kerala",
            "the paper mill fire in Oldtown, Kerala, in May 2021",
        ),
        ("Cargo train crashes near Lucknow", "the cargo train crash near Lucknow, in May 2021"),
        ("Harbour Expo 2021 to open on Friday", "the Harbour Expo 2021"),
        ("Minister opens hall in Nairobi", None),
    ],
)
def test_events_of_headlines(headline: str, event: str | None) -> None:
    body = "The Harbour Expo 2021 and the paper mill and the cargo train are told of."
    assert event_of(article(headline, body), MAY) == event


def asked(stem: str, text: str) -> Draft:
    told = fact(FigureValue(Decimal(1)), text)
    return Draft(told, stem, "1", "test")


def test_a_bare_stem_is_anchored_by_the_event() -> None:
    event = "the paper mill fire in Oldtown, Kerala, in May 2021"
    bare = asked("How many people were rescued?", "Nine people were rescued.")
    assert getattr(anchored(bare, event), "stem", None) == (
        "In connection with the paper mill fire in Oldtown, Kerala, in May 2021, "
        "how many people were rescued?"
    )
    dated = asked("As reported in May 2021, how many people died?", "Four people died.")
    assert getattr(anchored(dated, event), "stem", None) == (
        "As reported in May 2021, in connection with the paper mill fire in Oldtown, Kerala, "
        "how many people died?"
    )


@pytest.mark.parametrize(
    ("stem", "text"),
    [
        ("How many fires are there?", "There are nine fires."),
        ("How many people died?", "In a similar fire four people died."),
        ("How many people died?", "In 2011, four people died."),
    ],
)
def test_what_tells_of_something_else_is_not_anchored(stem: str, text: str) -> None:
    assert anchored(asked(stem, text), "the paper mill fire in May 2021") is None
    assert anchored(asked("Who came?", "He came."), None) is None


def test_a_wing_of_a_party_is_nobody_s_name() -> None:
    wing = "A row broke out between the nurses and the Vice President of BJP Asha Chelimo."
    assert list(held(sentence(wing), [person_in(wing)], MAY, load())) == []
    ohio = "A row broke out between the nurses and the Governor of Ohio Asha Chelimo."
    (made,) = held(sentence(ohio), [person_in(ohio)], MAY, load())
    assert made.stem == "As of May 2021, who was the Governor of Ohio?"
