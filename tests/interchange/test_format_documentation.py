"""questions/README.md says what the code does."""

import re
from pathlib import Path

import pytest

from quizapp.domain.items import FactKind, ItemFormat, ItemType, OptionOrder, TextFormat
from quizapp.domain.materials import LANGUAGES, StimulusKind
from quizapp.errors import QuestionFileError
from quizapp.interchange.own_format import schema
from quizapp.interchange.own_format.sets import read_question_set, write_question_set
from quizapp.interchange.own_format.yaml_tree import SIZE_MAXIMUM

QUESTIONS = Path(__file__).parents[2] / "questions"
README = (QUESTIONS / "README.md").read_text("utf-8")
EXAMPLE = re.search(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def example() -> str:
    assert EXAMPLE is not None
    return EXAMPLE.group(1)


def test_the_example_is_a_sound_set() -> None:
    question_set = read_question_set(example(), filename="README.md")
    direct, year, statements, *others = question_set.items
    assert set(direct.texts) == {"en", "hi"}
    assert year.option_order is OptionOrder.ASCENDING
    assert statements.option_order is OptionOrder.FIXED
    assert {item.type for item in question_set.items} == set(ItemType)
    assert all(item.type is not ItemType.SINGLE for item in others)
    assert [question.stimulus is not None for question in question_set.questions].count(True) == 2
    written = write_question_set(question_set)
    assert read_question_set(written, filename="README.md") == question_set


def test_the_message_that_it_quotes_is_the_one_that_is_given() -> None:
    found = re.search(r"`my-set\.yaml:\d+: (.*?)`\n", README)
    assert found is not None
    broken = example().replace("key: c", "key: e", 1)
    with pytest.raises(QuestionFileError) as caught:
        read_question_set(broken, filename="my-set.yaml")
    line = broken.splitlines().index("    key: e") + 1
    assert str(caught.value) == f"my-set.yaml:{line}: {found[1]}"


@pytest.mark.parametrize(
    "words",
    [
        schema.SET_FIELDS,
        schema.QUESTION_FIELDS,
        schema.SOURCE_FIELDS,
        schema.EVIDENCE_FIELDS,
        schema.STIMULUS_FIELDS,
        TextFormat,
        StimulusKind,
        ItemType,
        ItemFormat,
        OptionOrder,
        FactKind,
        LANGUAGES,
    ],
)
def test_every_field_and_every_choice_is_documented(words: tuple[str, ...]) -> None:
    assert [word for word in words if f"`{word}`" not in README] == []


def test_the_tables_stand_in_the_order_in_which_fields_are_written() -> None:
    fields = tuple(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE))
    assert fields == schema.SET_FIELDS + schema.QUESTION_FIELDS


def test_limits_are_the_real_ones() -> None:
    assert SIZE_MAXIMUM == 2_000_000  # "two million characters"
    assert schema.TITLE_MAXIMUM == 200


def test_the_list_of_sets_is_complete() -> None:
    listed = dict(re.findall(r"^\| `([\w-]+\.yaml)` \| .* \| (\d+) \|$", README, re.MULTILINE))
    shipped = {
        path.name: str(len(read_question_set(path.read_bytes(), filename=path.name).questions))
        for path in QUESTIONS.glob("*.yaml")
    }
    assert listed == shipped
