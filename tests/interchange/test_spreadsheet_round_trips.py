"""Items → CSV and XLSX → the same items, and nothing in between that a program would run."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from bank_strategies import banks
from fuzzing import slow_is_no_failure
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from quizapp.interchange import formats
from quizapp.interchange.banks import BankItem, ItemBank, Place, SourceFile
from quizapp.interchange.spreadsheets.answers import joined, split
from quizapp.interchange.spreadsheets.tables import guarded, unguarded

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BOTH = pytest.mark.parametrize("name", ["csv", "xlsx"])
a_few = settings(slow_is_no_failure, max_examples=40)


def without_places(items: tuple[BankItem, ...]) -> list[BankItem]:
    return [replace(item, place=Place()) for item in items]


@BOTH
@a_few
@given(bank=banks())
def test_every_type_comes_back_as_it_was_written(name: str, bank: ItemBank) -> None:
    written = formats.write(bank, name)
    source = SourceFile(written.data, written.filename)
    assert formats.detect(source).name == name
    reading = formats.read(source)
    assert without_places(reading.complete) == list(bank.items)
    assert reading.findings == ()
    assert written.findings == ()


@a_few
@given(bank=banks())
def test_no_cell_of_a_csv_can_be_run(bank: ItemBank) -> None:
    text = formats.write(bank, "csv").data.decode("utf-8-sig")
    for row in csv.reader(StringIO(text, newline="")):
        for cell in row:
            assert not cell.startswith(RUN)


@a_few
@given(bank=banks())
def test_every_cell_of_a_workbook_is_a_text(bank: ItemBank) -> None:
    workbook = load_workbook(BytesIO(formats.write(bank, "xlsx").data))
    for row in workbook.active.iter_rows():
        for cell in row:
            assert cell.value is None or cell.data_type == "s"
            if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                assert cell.quotePrefix


@given(st.text(st.sampled_from("'=+-@\tab"), max_size=6))
def test_a_guard_is_taken_away_where_one_was_put(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(st.text(st.sampled_from("|\\ab*"), min_size=1, max_size=6), min_size=1))
def test_texts_of_one_cell_are_cut_where_they_were_joined(texts: list[str]) -> None:
    assert split(joined(texts)) == texts
