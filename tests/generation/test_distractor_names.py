"""Wrong names: of the key's sort, in its form, neither it nor its parts, nor of the article."""

import pytest
from generation_builders import draft, entity, fact, rng
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.distractors import propose
from quizapp.generation.knowledge import load
from quizapp.generation.knowledge.records import read_headquarters, read_publishers
from quizapp.generation.types import Draft, EntityValue, Entry, Fact

ENTRIES = [
    entry
    for sub_kind in (
        "country",
        "ministry",
        "state",
        "city",
        "world-city",
        "bank",
        "regulator",
        "company",
        "international-organisation",
        "scheme",
        "award",
        "sportsperson",
    )
    for entry in load().entries(sub_kind)
]


def wrong(asked: Draft, *facts: Fact, seed: int = 0, count: int = 4) -> tuple[str, ...]:
    proposal = propose(
        asked, facts=[asked.fact, *facts], knowledge=load(), rng=rng(seed), count=count
    )
    assert proposal.order is OptionOrder.SHUFFLE
    return proposal.distractors


def entries(names: tuple[str, ...]) -> list[Entry]:
    found = [load().lookup(name) for name in names]
    assert all(found)
    return [entry for entry in found if entry is not None]


@given(st.sampled_from(ENTRIES), st.integers(0, 1000))
def test_siblings_are_of_the_keys_sub_kind_and_differ_from_it(key: Entry, seed: int) -> None:
    names = wrong(draft(EntityValue(key.name, key.sub_kind, key), "Which one is it?"), seed=seed)
    assert len(names) >= 2
    assert len(set(names)) == len(names)
    for entry in entries(names):
        assert entry.sub_kind == key.sub_kind
        assert entry != key


def test_the_same_seed_gives_the_same_options() -> None:
    asked = draft(entity("Japan"))
    assert wrong(asked, seed=5) == wrong(asked, seed=5)


def test_names_of_the_article_and_of_the_stem_are_no_options() -> None:
    asked = draft(
        entity("Kenya"),
        "Which country signed the pact with Uganda in 2019?",
        text="Kenya signed it, and so did Tanzania.",
    )
    said = [fact(entity(name)) for name in ("Rwanda", "Ethiopia", "Nigeria", "South Africa")]
    shut_out = {"Uganda", "Tanzania", "Rwanda", "Ethiopia", "Nigeria", "South Africa"}
    assert not shut_out & {n for seed in range(20) for n in wrong(asked, *said, seed=seed)}


def test_what_the_stem_gives_away_is_no_option() -> None:
    asked = draft(entity("Germany"), "Which country joined the French in the Baltic Sea in 2021?")
    assert "France" not in {n for seed in range(20) for n in wrong(asked, seed=seed)}


def test_a_whole_never_stands_beside_its_part() -> None:
    names = {n for seed in range(20) for n in wrong(draft(entity("United Nations")), seed=seed)}
    assert not names & {"World Health Organization", "UNESCO", "UNICEF", "World Bank"}


def test_companies_of_one_house_do_not_stand_beside_each_other() -> None:
    names = {n for seed in range(20) for n in wrong(draft(entity("Tata Steel")), seed=seed)}
    assert names
    assert not any(name.startswith("Tata") for name in names)


@pytest.mark.parametrize("key", ["SEBI", "TRAI", "ONGC", "WHO"])
def test_acronyms_stand_beside_acronyms(key: str) -> None:
    names = wrong(draft(entity(key), key=key))
    assert len(names) >= 3
    assert all(name.isupper() or " " not in name for name in names)


def test_long_names_stand_beside_long_names() -> None:
    key = "Indian Space Research Organisation"
    names = wrong(draft(entity(key), key=key))
    assert all(" " in name for name in names)
    both = "Reserve Bank of India (RBI)"
    assert all(n.endswith(")") for n in wrong(draft(entity("Reserve Bank of India"), key=both)))


def test_the_key_is_not_the_longest_by_far() -> None:
    key = "Ministry of Electronics and Information Technology"
    for seed in range(10):
        names = wrong(draft(entity(key)), seed=seed, count=3)
        assert len(key) <= 1.25 * max(map(len, names))


def test_a_city_of_a_named_state_has_cities_of_that_state_beside_it() -> None:
    asked = draft(entity("Gwalior"), "In which city of Madhya Pradesh was the hall built in 2020?")
    assert {entry.group for entry in entries(wrong(asked))} == {"Madhya Pradesh"}


def test_a_city_that_is_a_territory_has_cities_beside_it() -> None:
    asked = draft(entity("Chandigarh"), "In which city was the hall built in 2020?", focus="city")
    assert {entry.sub_kind for entry in entries(wrong(asked))} == {"city"}


def test_countries_of_the_same_standing_come_first() -> None:
    asked = draft(entity("Australia"), "Which country pledged the fund in 2020?")
    for entry in entries(wrong(asked, count=3)):
        assert load().standing(entry) <= 2


def test_leaders_of_one_country_stand_together() -> None:
    asked = draft(entity("Bidya Devi Bhandari"), "As of January 2020, who led the country?")
    assert {entry.country for entry in entries(wrong(asked, count=3))} == {"Nepal"}


@pytest.mark.parametrize(
    ("post", "stem", "sub_kind"),
    [
        ("Chief Minister", "Who laid the stone in 2020?", "chief minister"),
        ("", "Who was sworn in as Governor of Goa in 2020?", "governor"),
        ("President", "Who was the President of the state unit of the party?", "politician"),
        ("Cosmonaut", "Who walked in space in 1965?", "astronaut"),
        ("President", "Who was the President of Harbour Bank in 2020?", "business leader"),
        ("Chairman", "Who was the Chairman of the Railway Board in 2020?", "civil servant"),
        ("", "Who was the Governor of Ohio in 2020?", "us governor"),
        ("", "Who was the Governor of the Bank of Harbour in 2020?", "central banker"),
        ("Mayor", "Who opened the hall in 2020?", "mayor"),
    ],
)
def test_unknown_persons_get_persons_of_the_same_post(post: str, stem: str, sub_kind: str) -> None:
    value = EntityValue("Asha Vaidyanathan", post)
    unknown = Draft(fact(value, kind=FactKind.PERSON), stem, value.name, "test")
    assert {entry.sub_kind for entry in entries(wrong(unknown))} == {sub_kind}


def test_a_minister_abroad_has_leaders_of_that_country_beside_him() -> None:
    value = EntityValue("Asha Vaidyanathan", "minister")
    stem = "As of May 2021, who was the Tourism Minister of Nepal?"
    unknown = Draft(fact(value, kind=FactKind.PERSON), stem, value.name, "test")
    assert {entry.country for entry in entries(wrong(unknown))} == {"Nepal"}


def test_the_last_names_of_the_article_are_kept_apart() -> None:
    asked = draft(entity("Emmanuel Macron"), "Who was the President of France in May 2021?")
    said = fact(EntityValue("Hollande"), kind=FactKind.PERSON)
    names = {n for seed in range(10) for n in wrong(asked, said, seed=seed)}
    assert names
    assert "François Hollande" not in names


def test_an_unknown_city_has_cities_beside_it() -> None:
    value = EntityValue("Harbourpur", "")
    stem = "In which city was the hall opened in 2020?"
    unknown = Draft(fact(value, kind=FactKind.PLACE), stem, value.name, "test", focus="city")
    assert {entry.sub_kind for entry in entries(wrong(unknown))} == {"city"}


def test_an_unknown_person_without_a_post_gets_no_strangers() -> None:
    value = EntityValue("Asha Vaidyanathan")
    unknown = Draft(
        fact(value, kind=FactKind.PERSON), "Who found the harbour in 2020?", value.name, "test"
    )
    assert wrong(unknown) == ()


def test_beside_a_publisher_stand_publishers_of_other_reports() -> None:
    asked = draft(
        entity("World Intellectual Property Organization"),
        "Which organisation publishes the Global Innovation Index?",
    )
    publishers = {name for names in read_publishers().values() for name in names}
    assert set(wrong(asked, count=3)) <= publishers


def test_who_publishes_a_report_together_with_the_key_is_no_wrong_option() -> None:
    asked = draft(
        entity("Concern Worldwide"), "Which organisation publishes the Global Hunger Index?"
    )
    assert all("Welthungerhilfe" not in wrong(asked, seed=seed) for seed in range(20))


def test_beside_a_seat_stand_other_seats() -> None:
    asked = draft(
        entity("Geneva"), "In which city does the World Trade Organization have its headquarters?"
    )
    assert set(wrong(asked, count=3)) <= set(read_headquarters().values())


def test_what_did_not_exist_yet_is_no_wrong_option() -> None:
    asked = draft(
        entity("Ministry of Textiles"), "Which Union ministry opened the mill of Surat in 2016?"
    )
    names = {name for seed in range(30) for name in wrong(asked, seed=seed)}
    assert "Ministry of Coal" in names
    assert not names & {"Ministry of Cooperation", "Ministry of Jal Shakti"}
