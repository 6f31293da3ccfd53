"""Names in stems get their capital and their first name, where the article gives just one."""

from dataclasses import replace

import pytest
from generation_builders import draft, entity, fact

from quizapp.domain.items import FactKind
from quizapp.generation.full_names import with_full_names
from quizapp.generation.reading import read
from quizapp.generation.types import EntityValue, Fact

ARTICLE = read(
    "Harbour society of Norway turns thirty\n\n"
    "Petroff bakes bread for it. The bakers met Petroff and Astrid Holmgaard. Bread was sold."
)


def person(name: str, surface: str = "") -> Fact:
    told = fact(EntityValue(name), "She did.", kind=FactKind.PERSON)
    return replace(told, surface=surface or name)


def told(stem: str, facts: list[Fact], text: str = "It was.", verb: str = "found") -> str:
    made = replace(draft(entity("Norway"), stem, text=text), verb=verb)
    return with_full_names(made, ARTICLE, facts).stem


@pytest.mark.parametrize(
    ("stem", "names", "printed"),
    [
        ("did Holmgaard found it?", ["Astrid Holmgaard"], "did Astrid Holmgaard found it?"),
        ("did Holmgaard's club meet?", ["Astrid Holmgaard"], "did Astrid Holmgaard's club meet?"),
        ("did Astrid Holmgaard found it?", ["Astrid Holmgaard"], "did Astrid Holmgaard found it?"),
        ("did Dr Holmgaard found it?", ["Astrid Holmgaard"], "did Dr Holmgaard found it?"),
        ("did Holmgaard found it?", ["Astrid Holmgaard", "Olav Holmgaard"], ""),
        ("did Holmgaard Shipping found it?", ["Astrid Holmgaard"], ""),
        ("did NATO found it?", ["Olav NATO"], ""),
        ("did Astrid found it?", ["Astrid Holmgaard"], ""),
    ],
)
def test_a_name_is_printed_in_full_where_it_is_one_person_s(
    stem: str, names: list[str], printed: str
) -> None:
    opening = "In which year "
    expected = opening + (printed or stem)
    assert told(opening + stem, [person(name) for name in names]) == expected


def test_a_first_name_that_the_article_uses_alone_is_printed_in_full() -> None:
    facts = [person("Astrid Holmgaard"), person("Astrid")]
    stem = "In which year did Astrid found it?"
    assert told(stem, facts) == "In which year did Astrid Holmgaard found it?"


def test_patterns_of_words_print_what_they_found() -> None:
    stem = "As of May 2021, in which town did Holmgaard work?"
    assert told(stem, [person("Astrid Holmgaard")], verb="") == stem


@pytest.mark.parametrize(
    ("sentence", "stem", "printed"),
    [
        ("Petroff bakes bread.", "In which year did petroff bake?", "did Petroff bake?"),
        ("Bread was sold.", "In which year was bread sold?", "was bread sold?"),
        ("Salt was sold.", "In which year was salt sold?", "was salt sold?"),
    ],
)
def test_a_name_that_opened_its_sentence_keeps_its_capital(
    sentence: str, stem: str, printed: str
) -> None:
    assert told(stem, [], text=sentence) == f"In which year {printed}"


def test_a_firm_s_or_a_country_s_name_is_nobody_s_last_name() -> None:
    firm = replace(
        fact(EntityValue("Holmgaard Shipping"), kind=FactKind.BODY), surface="Holmgaard Shipping"
    )
    stem = "In which year did Holmgaard found it?"
    assert told(stem, [person("Astrid Holmgaard"), firm]) == stem
    india = "In which year did the third largest bakery in India open?"
    assert told(india, [person("Holmgaard Bread India")]) == india
