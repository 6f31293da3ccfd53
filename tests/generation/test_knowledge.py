"""The gazetteers: what they find, what gives a key away, and that the data is sound."""

from collections import defaultdict

import pytest

from quizapp.generation.distractors.kinship import TITLES
from quizapp.generation.knowledge import load
from quizapp.generation.knowledge.gazetteer import observed_on
from quizapp.generation.knowledge.records import (
    capital_cities,
    read_countries,
    read_days,
    read_headquarters,
    read_lists,
    read_parts,
    read_publishers,
    read_states,
    read_validity,
    state_capitals,
)
from quizapp.generation.reading.lines import Line
from quizapp.generation.reading.publication import date_of_line
from quizapp.generation.types import Entry, Span


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entry.name) for m in load().find(text)]


def test_names_aliases_and_accents_are_found() -> None:
    text = "The U.S. and Cote d'Ivoire asked the World Health Organisation and K R Narayanan."
    assert found(text) == [
        ("U.S.", "United States"),
        ("Cote d'Ivoire", "Côte d'Ivoire"),
        ("World Health Organisation", "World Health Organization"),
        ("K R Narayanan", "K. R. Narayanan"),
    ]


def test_the_longest_name_wins_and_words_stay_whole() -> None:
    assert found("Guinea-Bissau, not Guinea; Omanis are no Oman") == [
        ("Guinea-Bissau", "Guinea-Bissau"),
        ("Guinea", "Guinea"),
        ("Oman", "Oman"),
    ]


def test_only_the_later_words_of_long_names_may_be_small() -> None:
    name = "Ministry of Housing and Urban Affairs"
    assert found("Now the Ministry of Housing and urban affairs does it.")[0][1] == name
    assert found("the ministry of housing and urban affairs") == []
    assert found("who asked us") == []


def test_lookup_knows_aliases_and_a_leading_the() -> None:
    entry = load().lookup("the Reserve Bank of India")
    assert entry is not None
    assert load().lookup("RBI") == entry
    assert load().lookup("rbi of nowhere") is None
    assert load().adjective("Japanese") == load().lookup("Japan")


@pytest.mark.parametrize(
    ("key", "stem", "word"),
    [
        ("Japan", "Which country has its capital at Tokyo?", "Tokyo"),
        ("Japan", "Which country launched the Japanese probe?", "Japanese"),
        ("RBI", "What did the Reserve Bank of India publish?", "Reserve Bank of India"),
        ("Reserve Bank of India", "Which body is called RBI?", "RBI"),
        ("Ministry of Finance", "Which ministry does the Finance Minister head?", "Finance"),
        ("Kerala", "In which state does Kochi lie?", "Kochi"),
        ("Lucknow", "Which city is the capital of Uttar Pradesh?", "Uttar Pradesh"),
        ("Harbour Works Board", "What does HWB build?", "HWB"),
        ("HWB", "What does the Harbour Works Board build?", "Harbour Works Board"),
        ("Harbours Board", "Which board runs the Harbour Fund?", "Harbour"),
        ("Union Cabinet", "Which body approved the pact between India and Oman?", None),
        ("Ministry of Finance", "Which Union ministry published the survey?", None),
    ],
)
def test_what_gives_a_key_away(key: str, stem: str, word: str | None) -> None:
    assert load().gives_away(key, stem) == word


def test_no_two_entries_share_a_name() -> None:
    countries = list(read_countries())
    entries = [
        *(country.entry for country in countries),
        *(n.entry for n in (*capital_cities(countries), *read_states(), *read_lists())),
        *(named.entry for named, _ in read_days()),
    ]
    owners = defaultdict(set)
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            owners[name].add((entry.name, entry.sub_kind))
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_the_countries_are_complete() -> None:
    countries = load().countries
    assert len(countries) >= 195
    assert all(c.capital and c.currency and c.standing in {1, 2, 3} for c in countries.values())
    assert len(load().entries("state")) == 36


def test_whatever_a_file_names_exists() -> None:
    gazetteer = load()
    for whole, parts in read_parts().items():
        for name in (whole, *parts):
            assert gazetteer.lookup(name), name
    for sub_kind in TITLES.values():
        assert gazetteer.entries(sub_kind), sub_kind


def test_every_observed_day_has_a_real_date() -> None:
    for name, day in observed_on().items():
        line = f"{day} 2024"
        assert date_of_line(Line(line, Span(0, len(line)))), name


COUNTS = {
    ("ministry", "department"): 60,
    ("regulator", "commission", "agency"): 80,
    ("international-organisation", "un-organ"): 60,
    ("bank", "psu"): 60,
    ("force",): 10,
    ("military-exercise",): 30,
    ("scheme",): 80,
    ("report",): 40,
    ("observed-day",): 100,
    ("post",): 100,
    ("state",): 36,
    ("country",): 190,
}
"""How much of each sort there is at least, of which examiners ask."""


@pytest.mark.parametrize("sub_kinds", COUNTS)
def test_enough_of_each_sort_is_known(sub_kinds: tuple[str, ...]) -> None:
    names = {entry.name for sub_kind in sub_kinds for entry in load().entries(sub_kind)}
    assert len(names) >= COUNTS[sub_kinds]


def test_every_sort_has_enough_for_wrong_options() -> None:
    few = {"uk-nation", "continent", "ocean", "secretariat"}  # there are no more of them
    kinds = {n.entry.sub_kind for n in (*read_lists(), *read_states())}
    assert {kind for kind in kinds if len(load().entries(kind)) < 6} <= few


def test_states_have_capitals_and_cities() -> None:
    assert len(state_capitals()) >= 30
    assert all(load().lookup(city) for city in state_capitals().values())
    states_with_cities = {entry.group for entry in load().entries("city")}
    assert len(states_with_cities) >= 33


def test_seats_of_organisations_are_known_cities() -> None:
    organisations = {entry.name for entry in load().entries("international-organisation")}
    assert len(read_headquarters().keys() & organisations) >= 60
    for body, city in read_headquarters().items():
        assert _named(body).kind == "body"
        assert _named(city).kind in {"place", "body"}  # Singapore is a country too


def test_reports_have_publishers() -> None:
    reports = {entry.name for entry in load().entries("report")}
    assert reports <= read_publishers().keys()
    for report, publishers in read_publishers().items():
        assert _named(report)
        assert all(_named(name).kind == "body" for name in publishers)


def test_what_came_and_went_has_its_years() -> None:
    for name, (since, until) in read_validity().items():
        entry = _named(name)
        assert (entry.since, entry.until) == (since, until)
        assert since <= until
    jal_shakti = _named("Ministry of Jal Shakti")
    assert jal_shakti.in_force({2019, 2024})
    assert not jal_shakti.in_force({2018})
    assert not _named("Indian Penal Code").in_force({2025})


def test_posts_are_looked_up_but_not_searched_for() -> None:
    assert _named("Home Minister").sub_kind == "post"
    assert found("Home Minister Amit Shah spoke.") == [("Amit Shah", "Amit Shah")]


def _named(name: str) -> Entry:
    entry = load().lookup(name)
    assert entry is not None, name
    return entry
