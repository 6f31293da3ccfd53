"""Workbooks as spreadsheet programs save them, and as attackers would."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

import pytest
from external import shape_of
from fuzzing import damaged, ensure_read_or_refused
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizapp.domain.items import MatchingKey, NumericKey, SingleKey, TrueFalseKey
from quizapp.domain.keys import NumericAnswer
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, SourceFile
from quizapp.interchange.spreadsheets.templates import template

XLSX = formats.FORMATS["xlsx"]


def saved(fill: Callable[[Worksheet], None]) -> SourceFile:
    workbook = Workbook()
    fill(workbook.active)
    data = BytesIO()
    workbook.save(data)
    return SourceFile(data.getvalue(), "sheet.xlsx")


def repacked(source: SourceFile, change: Callable[[str, bytes], bytes]) -> SourceFile:
    data = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(source.data)) as before,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return SourceFile(data.getvalue(), source.filename)


def simple(sheet: Worksheet) -> None:
    sheet.append(["question", "option a", "option b", "answer"])
    sheet.append(["Which?", "x", "y", "B"])


def test_cells_are_read_as_they_are_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "Monthly test"
        sheet.merge_cells("B2:G2")
        sheet.append([])
        sheet.append(["", "Question", "Option A", "Option B", "Answer", "Date", "Topic", "Type"])
        sheet.append(["", "Since when?", 1991.0, 2004, 1991, date(2026, 11, 3), "history", ""])
        sheet.append(["", "How much?", 0.25, 0.5, 2, datetime(2026, 1, 2), None, ""])  # noqa: DTZ001
        sheet["C6"].number_format = sheet["D6"].number_format = "0%"
        sheet.append(["", "Is it so?", None, None, True, None, None, None])
        sheet.append(["", "How long?", None, None, 12.5, None, None, "numeric"])
        sheet.append(["", "", "", "", "", "", "", ""])
        sheet.append(["", "Which?", "=1+1", "y", "B", "", "=A1", ""])
        sheet.merge_cells("G5:G6")

    reading = formats.read(saved(fill))
    assert reading.format == "xlsx"
    assert shape_of(reading) == {"single": 2, "true-false": 1, "numeric": 1, "unfinished": 1}
    since, share, truth, length = [item.content for item in reading.complete]
    assert since.text().options == ("1991", "2004")
    assert since.key == SingleKey(0)
    assert since.news_date == date(2026, 11, 3)
    assert since.topics == share.topics == ("history",)
    assert share.text().options == ("25%", "50%")
    assert share.key == SingleKey(1)
    assert share.news_date == date(2026, 1, 2)
    assert truth.key == TrueFalseKey(answer=True)
    assert isinstance(length.key, NumericKey)
    assert [str(each.value) for each in length.key.accepted] == ["12.5"]
    found = [(each.action, each.place.element, str(each.problem)) for each in reading.findings]
    assert found == [
        (
            Action.CHECK,
            "",
            "sheet.xlsx: Merged cells were taken for the same text. Rows: 1.",
        ),
        (
            Action.CHANGED,
            "row 10",
            (
                "sheet.xlsx:10: option: “Option A” holds a formula, which is not read; write its"
                " value."
            ),
        ),
        (
            Action.CHANGED,
            "row 10",
            "sheet.xlsx:10: topics: “Topic” holds a formula, which is not read; write its value.",
        ),
        (
            Action.UNFINISHED,
            "row 10",
            "sheet.xlsx:10: options.0: This must not be empty.",
        ),
    ]


def test_a_saved_value_of_a_formula_is_not_believed() -> None:
    def fill(sheet: Worksheet) -> None:
        simple(sheet)
        sheet["D2"] = '=IF(1,"A","B")'

    def with_value(_name: str, data: bytes) -> bytes:
        return data.replace(b"<v></v>", b"<v>A</v>").replace(b"<v />", b"<v>A</v>")

    reading = formats.read(repacked(saved(fill), with_value))
    assert shape_of(reading) == {"unfinished": 1}


def test_every_sheet_that_names_its_columns_is_read() -> None:
    workbook = Workbook()
    simple(workbook.active)
    notes = workbook.create_sheet("Notes")
    notes.append(["to do"])
    more = workbook.create_sheet("More")
    more.append(["उत्तर", "विकल्प 1", "विकल्प 2", "प्रश्न"])
    more.append([2, "क्या", "कौन", "कौन-सा?"])
    hidden = workbook.create_sheet("Hidden")
    simple(hidden)
    hidden.sheet_state = "hidden"
    data = BytesIO()
    workbook.save(data)
    reading = formats.read(SourceFile(data.getvalue(), "a.xlsx"))
    assert [item.place.element for item in reading.items] == ["Sheet, row 2", "More, row 2"]
    assert list(reading.complete[1].content.texts) == ["hi"]
    assert [str(each.problem) for each in reading.findings] == [
        "a.xlsx: The sheet “Notes” has no questions."
    ]


def test_matching_prompts_that_are_numbers() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["question", "match 1", "match 2", "option a", "option b", "answer"])
        sheet.append(["Match.", 1857, 1942.0, "Revolt", "Quit India", "a, b"])

    content = formats.read(saved(fill)).complete[0].content
    assert content.key == MatchingKey((0, 1))
    assert content.text().prompts == ("1857", "1942")


def test_a_number_of_the_key_is_exact() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["question", "answer", "tolerance"])
        sheet.append(["How much?", 0.1 + 0.2, 1e-3])

    (item,) = formats.read(saved(fill)).complete
    assert isinstance(item.content.key, NumericKey)
    (answer,) = item.content.key.accepted
    assert isinstance(answer, NumericAnswer)
    assert (str(answer.value), str(answer.tolerance)) == ("0.3", "0.001")


# Made once: a workbook tells the time when it was saved, and examples must not change.
SIMPLE = saved(simple)
WHOLE = template("xlsx").data


def _with_entities(name: str, data: bytes) -> bytes:
    if name == "xl/worksheets/sheet1.xml":
        return b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + data
    return data


def _in_another_encoding(name: str, data: bytes) -> bytes:
    if name == "xl/worksheets/sheet1.xml":
        return data.decode().encode("utf-16")
    return data


def _with_a_giant_row(name: str, data: bytes) -> bytes:
    if name == "xl/worksheets/sheet1.xml":
        cells = b"".join(b'<c r="A%d"><v>%d</v></c>' % (n, n * 7919) for n in range(60_000))
        return data.replace(b'<row r="2"', b'<row r="2">' + cells + b'</row><row r="3"')
    return data


def _without_styles(name: str, data: bytes) -> bytes:
    return b"<broken" if name == "xl/styles.xml" else data


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_with_entities, "declares XML entities"),
        (_in_another_encoding, "workbook is damaged"),
        (_with_a_giant_row, "more than 1 MB"),
        (_without_styles, "workbook is damaged"),
    ],
)
def test_hostile_parts_are_refused(change: Callable[[str, bytes], bytes], message: str) -> None:
    source = repacked(saved(simple), change)
    assert XLSX.recognises is not None
    assert XLSX.recognises(source)
    with pytest.raises(QuestionFileError, match=message):
        formats.read(source, "xlsx")


def test_an_encrypted_or_old_workbook_says_what_to_do() -> None:
    source = SourceFile(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "marks.xls")
    assert formats.detect(source).name == "xlsx"
    with pytest.raises(QuestionFileError, match="without a password"):
        formats.read(source)


def test_too_many_rows_are_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        simple(sheet)
        sheet.cell(20_002, 1, "Which?")

    with pytest.raises(QuestionFileError, match="more than 20000 rows"):
        formats.read(saved(fill))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    ensure_read_or_refused("xlsx", data.draw(damaged(WHOLE)))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_workbook_with_a_damaged_part_is_read_or_refused(data: st.DataObject) -> None:
    def damage(_name: str, part: bytes) -> bytes:
        if not data.draw(st.booleans()):
            return part
        at = data.draw(st.integers(0, len(part)))
        until = data.draw(st.integers(at, min(len(part), at + 30)))
        return part[:at] + data.draw(st.binary(max_size=4)) + part[until:]

    assert XLSX.read is not None
    with suppress(QuestionFileError):
        XLSX.read(repacked(SIMPLE, damage))
