"""A stem has to name something, and what it names must not be of the day, the page or anybody."""

from dataclasses import replace
from decimal import Decimal

import pytest
from generation_builders import draft, entity, fact

from quizapp.domain.items import FactKind
from quizapp.generation.checks import bare_surnames, draft_flaws, misclassed, sound, two_places
from quizapp.generation.knowledge import load
from quizapp.generation.types import Draft, EntityValue, Span
from quizapp.generation.values import DateValue, FigureValue


def body(stem: str, pattern: str = "body-nsubj") -> Draft:
    made = draft(entity("Norway"), stem, text="Norway did it.")
    made = replace(made, fact=replace(made.fact, surface="Norway", span=Span(0, 6)))
    return replace(made, pattern=pattern)


def figure(stem: str) -> Draft:
    made = draft(FigureValue(Decimal(12)), stem, text="12 did it.")
    fact_ = replace(made.fact, surface="12", span=Span(0, 2))
    return replace(made, fact=fact_, pattern="count-subject")


def rules(made: Draft) -> set[str]:
    return {flaw.rule for flaw in draft_flaws(made, load())}


@pytest.mark.parametrize(
    "stem",
    [
        "As of May 2021, which country had claimed responsibility for the deed?",
        "As of May 2021, which country had promised severe revenge in response?",
        "In May 2021, according to Olav Lie, which country was to decide on evidence?",
        "As of May 2021, along with Olav Lie, which country was helping fishing villages?",
        "In May 2021, which country was to meet its Danish counterparts during their stay?",
    ],
)
def test_a_source_or_companion_alone_is_no_anchor(stem: str) -> None:
    assert rules(body(stem)) & {"unfocused", "broken-text"}


@pytest.mark.parametrize(
    "stem",
    [
        "As of May 2021, which country had claimed responsibility for sinking the Bergen ferry?",
        "As of May 2021, which country had freed 55 prisoners and 227 fishermen?",
        "Which country was the first to send a hospital ship into space?",
        "In May 2021, which country passed a law on electric ferries for villages?",
        "As of May 2021, according to Olav Lie, which country was to open a port at Bergen?",
    ],
)
def test_a_name_a_figure_or_what_happened_is_one(stem: str) -> None:
    assert rules(body(stem)) == set()


@pytest.mark.parametrize(
    ("stem", "sound"),
    [
        ("As reported in May 2021, how many inmates were told about HIV and drugs?", False),
        ("As reported in May 2021, what rate of vaccination did NEOC report for measles?", False),
        ("In May 2021, according to Olav Lie, how many fire engines put out fires?", False),
        ("As reported in May 2021, how many inmates of Oslo jail were told about HIV?", True),
    ],
)
def test_a_count_needs_somebody_or_some_place(stem: str, sound: bool) -> None:  # noqa: FBT001
    assert ("unfocused" not in rules(figure(stem))) is sound


@pytest.mark.parametrize(
    "stem",
    [
        "On which social media platform did Olav Lie thank the people of Bergen in May 2021?",
        "In May 2021, which country published a report by researchers from Bergen University?",
        "In May 2021, which country saw a clear morning in Bergen with fog at sea?",
        "In May 2021, in which country was a former adviser of Olav Lie sentenced in Bergen?",
        "In which country is a boat show of the Bergen club underway?",
        "As of May 2021, what was the growth of boats in Bergen, as against 3% in autumn?",
    ],
)
def test_what_is_of_the_day_or_of_nobody_is_not_asked(stem: str) -> None:
    assert "unfocused" in rules(body(stem, "body-in"))


@pytest.mark.parametrize(
    "stem",
    [
        "As reported in May 2021, which country joined the drive at Bergen with boats?",
        "As reported in May 2021, which country paid for the study of boats in Bergen?",
        "As of May 2021, which country had sent nurses to the South American country?",
    ],
)
def test_a_drive_a_vote_and_such_a_country_point_into_the_article(stem: str) -> None:
    pointed = "reference-into-the-article" in rules(body(stem))
    assert pointed is ("the study of" not in stem)


@pytest.mark.parametrize(
    ("name", "focus", "text", "flawed"),
    [
        ("Omsk", "hospital", "He was flown from Omsk.", True),
        ("Omsk Clinic Hospital", "hospital", "He was flown from it.", False),
        ("Omsk", "hospital", "He was flown from the hospital in Omsk.", False),
        ("shooting", "sport", "Police looked into the shooting.", True),
        ("shooting", "sport", "She won the shooting medal.", False),
    ],
)
def test_a_town_is_no_hospital_and_a_crime_no_sport(
    name: str,
    focus: str,
    text: str,
    flawed: bool,  # noqa: FBT001
) -> None:
    made = replace(draft(EntityValue(name), text=text), key=name, focus=focus)
    assert bool(misclassed(made)) is flawed


@pytest.mark.parametrize(
    ("stem", "article", "flawed"),
    [
        ("In which year did Holmgaard sail?", "Olav Holmgaard sailed. Holmgaard won.", True),
        ("In which year did De Holm sail?", "Olav De Holm sailed. De Holm won.", True),
        ("In which year did Olav Holmgaard sail?", "Olav Holmgaard sailed.", False),
        ("In which year did Norway sail?", "Olav Norway sailed. Norway won.", False),
        ("In which year did Holmgaard sail?", "The Holmgaard sailed. Holmgaard won.", False),
    ],
)
def test_a_last_name_that_no_recogniser_saw_is_not_asked_about(
    stem: str,
    article: str,
    flawed: bool,  # noqa: FBT001
) -> None:
    assert bool(bare_surnames(draft(DateValue(1999), stem), article, load())) is flawed


def test_the_days_of_a_month_stay_in_it() -> None:
    asked = replace(
        draft(DateValue(None, 1, 1), "On which date in January 2020 did it?"), key="1 January"
    )
    wrong = ["31 December", "2 January", "30 December", "3 January"]
    assert sound(asked, wrong, load()) == ("2 January", "3 January")


def test_a_name_that_city_and_state_share_is_asked_only_where_the_article_says_which() -> None:
    asked = draft(EntityValue("New York", "world-city"), "In which city did it open?")
    place = fact(EntityValue("New York", "world-city"), "It is in New York.", FactKind.PLACE)
    assert two_places(replace(asked, fact=place, key="New York"))
    told = fact(EntityValue("New York", "world-city"), "It is in New York city.", FactKind.PLACE)
    assert not two_places(replace(asked, fact=told, key="New York"))
