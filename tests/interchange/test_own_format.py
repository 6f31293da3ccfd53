"""The project's own format among the others: banks out and in."""

import json
from dataclasses import replace

import pytest
from bank_strategies import banks
from fuzzing import slow_is_no_failure
from hypothesis import given
from item_examples import EXAMPLES, SINGLE

from quizapp.domain.items import ImagePlacement, ImageRef
from quizapp.domain.materials import Stimulus, StimulusKind, StimulusText
from quizapp.errors import InvalidInputError
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, BankItem, ItemBank, SetDetails, SourceFile
from quizapp.interchange.own_format import format as own_format

PASSAGE = Stimulus(StimulusKind.DATA, {"hi": StimulusText("तालिका", "१, २")})
PICTURED = replace(SINGLE, images=(ImageRef("0" * 64, ImagePlacement.STEM, alt={"en": "A map"}),))


def there_and_back(bank: ItemBank) -> ItemBank:
    written = own_format.write(bank)
    assert written.findings == ()
    source = SourceFile(written.data, written.filename)
    assert formats.detect(source).name == "quizapp"
    return formats.read(source).bank()


@slow_is_no_failure
@given(banks(proven=True))
def test_whatever_a_bank_holds_comes_back(bank: ItemBank) -> None:
    found = there_and_back(bank)
    assert [item.content for item in found.items] == [item.content for item in bank.items]
    assert [item.id for item in found.items] == [item.id for item in bank.items]


def test_passages_come_back_shared_and_details_with_them() -> None:
    stored = [replace(each, stimulus_ref=7) for each in EXAMPLES[:2]]
    items = [BankItem(content=each, id=each.type, stimulus=PASSAGE) for each in stored]
    details = SetDetails(description="All types.", slug="all-types", preset="practice")
    found = there_and_back(ItemBank(title="Types", items=items, details=details))
    assert [item.content for item in found.items] == list(EXAMPLES[:2])
    assert found.items[0].stimulus == PASSAGE
    assert found.items[0].stimulus is found.items[1].stimulus
    assert found.details == details


def test_questions_with_pictures_are_left_out_by_name() -> None:
    items = [BankItem(content=each) for each in (SINGLE, PICTURED, EXAMPLES[1])]
    written = own_format.write(ItemBank(title="Types", items=items))
    (finding,) = written.findings
    assert (finding.action, finding.item) == (Action.LEFT_OUT, 1)
    assert "no pictures" in finding.problem.text
    read = formats.read(SourceFile(written.data, "x.yaml"))
    assert [item.content for item in read.complete] == [SINGLE, EXAMPLES[1]]
    with pytest.raises(InvalidInputError, match="at least one question"):
        own_format.write(ItemBank(title="Types", items=items[1:2]))


def test_names_that_other_formats_allow_become_ids() -> None:
    names = ["Q 1/2", "q001", "q001", "", "x" * 81, "नदी"]
    items = [BankItem(content=SINGLE, id=name) for name in names]
    found = there_and_back(ItemBank(title=json.dumps("नदियाँ"), items=items))
    ids = [item.id for item in found.items]
    assert ids == ["q002", "q001", "q003", "q004", "q005", "q006"]
