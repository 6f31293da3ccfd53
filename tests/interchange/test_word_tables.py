"""Tables of question papers, told apart by what is in them."""

from collections.abc import Sequence

import pytest

from quizapp.interchange.typeset import Piece, text_of
from quizapp.interchange.word.headings import Role, role_of
from quizapp.interchange.word.tables import TableReading, read_table


def reading_of(rows: Sequence[Sequence[str]]) -> TableReading:
    def cell(text: str) -> list[list[Piece]]:
        return [[Piece(line)] for line in text.split("\n")] if text else []

    return read_table([[cell(text) for text in row] for row in rows])


def texts_of(rows: Sequence[Sequence[str]]) -> list[str]:
    texts = [text_of(line.pieces) for line in reading_of(rows).lines]
    return [text for text in texts if text]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Q. No.", Role.NUMBER),
        ("क्र. सं.", Role.NUMBER),
        ("Question (English)", Role.QUESTION),
        ("प्रश्न", Role.QUESTION),
        ("Option (a)", Role.OPTION),
        ("विकल्प 2", Role.OPTION),
        ("C", Role.OPTION),
        ("Options", Role.OPTIONS),
        ("Correct Ans.", Role.ANSWER),
        ("सही उत्तर", Role.ANSWER),
        ("Solution", Role.EXPLANATION),
        ("व्याख्या", Role.EXPLANATION),
        ("Difficulty", Role.OTHER),
    ],
)
def test_headings_are_known_by_name(heading: str, role: Role) -> None:
    assert role_of(heading) is role


def test_a_question_a_row_under_a_title_with_columns_that_nothing_has_a_place_for() -> None:
    reading = reading_of(
        [
            ["Test 4", "", "", "", "", ""],
            ["No", "Question", "Option 1", "Option 2", "Ans", "Level"],
            ["7", "Who wrote it?\nSay the name.", "Kalidasa", "Bana", "2", "hard"],
            ["8", "Which came first?", "Rigveda", "Samaveda", "Rigveda", "easy"],
        ]
    )
    assert [text_of(line.pieces) for line in reading.lines] == [
        "Test 4",
        "7. Who wrote it?",
        "Say the name.",
        "(a) Kalidasa",
        "(b) Bana",
        "Ans. (b)",
        "",
        "8. Which came first?",
        "(a) Rigveda",
        "(b) Samaveda",
        "Ans. (a)",
        "",
    ]
    assert [line.row for line in reading.lines[:2]] == [1, 3]
    assert reading.left_out == ["Level"]


def test_columns_in_two_languages_become_two_texts_of_the_same_number() -> None:
    assert texts_of(
        [
            ["No", "Question", "A", "B", "प्रश्न", "A (Hindi)", "B (Hindi)", "Answer"],
            ["1", "Which?", "One", "Two", "कौन-सा?", "एक", "दो", "A"],
        ]
    ) == [
        *("1. Which?", "(a) One", "(b) Two", "Ans. (a)"),
        *("1. कौन-सा?", "(a) एक", "(b) दो"),
    ]


def test_all_options_in_one_cell() -> None:
    rows = [["Question", "Options", "Key"], ["Which?", "(a) One\n(b) Two", "b"]]
    assert texts_of(rows) == ["1. Which?", "(a) One", "(b) Two", "Ans. b"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Q.No", "Ans", "Q.No", "Ans"], ["1", "c", "3", "B"], ["2", "(a)", "4", "d"]],
        [["1", "2", "3", "4"], ["c", "a", "B", "d"]],
        [["Q", "1", "2", "3", "4"], ["Ans", "c", "a", "B", "d"]],
        [["1.", "c"], ["2.", "a"], ["3.", "B"], ["4.", "d"]],
        [["1-c", "2-a"], ["3 (B)", "4. d"]],
    ],
)
def test_answer_keys_in_every_shape(rows: list[list[str]]) -> None:
    heading, *entries = texts_of(rows)
    assert heading == "Answer Key"
    assert sorted(entry.casefold() for entry in entries) == ["1. (c)", "2. (a)", "3. (b)", "4. (d)"]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            [["List-I", "List-II"], ["A. Sun", "1. Star"], ["B. Moon", "2. Satellite"]],
            ["List-I — List-II", "A. Sun — 1. Star", "B. Moon — 2. Satellite"],
        ),
        (
            [["सूची-I", "सूची-II"], ["A. सूर्य", "1. तारा"]],
            ["सूची-I — सूची-II", "A. सूर्य — 1. तारा"],
        ),
        (
            [["A.", "Sun", "1.", "Star"], ["B.", "Moon", "2.", "Satellite"]],
            ["A. Sun — 1. Star", "B. Moon — 2. Satellite"],
        ),
    ],
)
def test_two_lists_to_match(rows: list[list[str]], lines: list[str]) -> None:
    assert texts_of(rows) == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["(a) w", "(b) x"], ["(c) y", "(d) z"]], ["(a) w", "(b) x", "(c) y", "(d) z"]),
        ([["(a) w", "(c) y"], ["(b) x", "(d) z"]], ["(a) w", "(b) x", "(c) y", "(d) z"]),
        (
            [["1.", "Which?"], ["(a)", "One"], ["b", "Two"]],
            ["1. Which?", "(a) One", "b) Two"],
        ),
        (
            [["1. Which?\n(a) One", "1. कौन-सा?\n(a) एक"], ["2. Who?\n(a) I", "2. कौन?\n(a) मैं"]],
            [
                *("1. Which?", "(a) One", "1. कौन-सा?", "(a) एक"),
                *("2. Who?", "(a) I", "2. कौन?", "(a) मैं"),
            ],
        ),
        (
            [["Year", "Wheat", "Rice"], ["2019", "107 t", "118 t"]],
            ["Year | Wheat | Rice", "2019 | 107 t | 118 t"],
        ),
        ([["A passage\nin a box"]], ["A passage", "in a box"]),
    ],
)
def test_options_labels_layouts_data_and_boxes(rows: list[list[str]], lines: list[str]) -> None:
    assert texts_of(rows) == lines
