"""Sheets as teachers write them: columns by name, answers in many ways, rows with gaps."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from time import process_time

import pytest
from external import shape_of

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    FactKind,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    MatchingKey,
    MultipleKey,
    NumericKey,
    OptionOrder,
    ShortAnswerKey,
    SingleKey,
    Source,
    TextFormat,
    TrueFalseKey,
)
from quizapp.domain.keys import AcceptedText, NumericAnswer
from quizapp.domain.materials import Stimulus, StimulusKind, StimulusText
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, BankItem, ItemBank, Reading, SourceFile
from quizapp.interchange.spreadsheets.templates import EXAMPLES, template

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> SourceFile:
    return SourceFile((SAMPLES / name).read_bytes(), name)


def read(text: str) -> Reading:
    return formats.read(SourceFile(text.encode(), "sheet.csv"))


def only(text: str) -> ItemContent:
    reading = read(text)
    assert [str(finding.problem) for finding in reading.findings] == []
    (item,) = reading.complete
    return item.content


def problems(reading: Reading) -> list[tuple[Action, str]]:
    return [(finding.action, str(finding.problem)) for finding in reading.findings]


def test_a_teachers_sheet_is_read_whole() -> None:
    source = sample("teacher.csv")
    assert formats.detect(source).name == "csv"
    reading = formats.read(source)
    assert shape_of(reading) == {
        "single": 3,
        "multiple": 1,
        "true-false": 1,
        "unfinished": 2,
        "left out": 1,
    }
    contents = [item.content for item in reading.complete]
    assert contents[0] == ItemContent(
        texts={
            "en": ItemText(
                "Who founded the Servants of India Society?",
                ("Gokhale", "Tilak", "Ranade", "Naoroji"),
                "Gopal Krishna Gokhale founded it in Pune.",
            )
        },
        key=SingleKey(0),
        topics=("history",),
    )
    assert contents[1].key == SingleKey(2)
    assert contents[1].option_order is OptionOrder.ASCENDING
    assert contents[2].key == MultipleKey(frozenset({0, 1}))
    assert contents[2].texts["en"].stem.endswith("Marathi?\n(more than one)")
    assert contents[3].key == TrueFalseKey(answer=True)
    assert contents[4].texts["en"].options[0] == "=cmd|'/c calc'!A1"
    assert reading.items[3].place.element == "row 7"
    assert reading.items[3].place.line == 8
    assert problems(reading) == [
        (
            Action.CHANGED,
            "teacher.csv: These columns mean nothing here and were left out: Marks.",
        ),
        (
            Action.CHANGED,
            (
                "teacher.csv:6: topics: These are no topics and were left out:"
                " History and culture, Press."
            ),
        ),
        (
            Action.UNFINISHED,
            (
                "teacher.csv:10: key: “E” is none of the options; write its letter, such as B, or"
                " its text."
            ),
        ),
        (Action.LEFT_OUT, "teacher.csv:11: The row has no question."),
        (Action.UNFINISHED, "teacher.csv:13: key: The answer is missing."),
    ]
    assert [finding.item for finding in reading.findings] == [None, 2, 5, None, 6]


def test_columns_side_by_side_in_two_languages_make_one_item() -> None:
    reading = formats.read(sample("bilingual.tsv"))
    assert shape_of(reading) == {"single": 3, "numeric": 1, "left out": 1}
    first, second, third, fourth = [item.content for item in reading.complete]
    assert first.texts == {
        "en": ItemText("Which state has the longest coast?", ("Kerala", "Gujarat", "Odisha")),
        "hi": ItemText("किस राज्य का समुद्र तट सबसे लंबा है?", ("केरल", "गुजरात", "ओडिशा")),
    }
    assert first.key == SingleKey(1)
    assert second.texts["hi"].options == ("1989", "1991", "1993")
    assert list(third.texts) == ["hi"]
    assert third.key == SingleKey(0)
    assert fourth.key == NumericKey((NumericAnswer(Decimal(4), Decimal("0.5")),))
    assert problems(reading) == [
        (
            Action.CHECK,
            (
                "bilingual.tsv:3: options: The options stand in one language only; they were taken"
                " for both."
            ),
        ),
        (
            Action.LEFT_OUT,
            "bilingual.tsv:6: Questions of the type “essay” are not supported.",
        ),
    ]


@pytest.mark.parametrize(
    ("answer", "options"),
    [
        ("b", {1}),
        ("B.", {1}),
        ("(b)", {1}),
        ("2", {1}),
        ("2.0", {1}),
        ("Option B", {1}),
        ("विकल्प 2", {1}),
        ("ख", {1}),
        ("ब", {1}),
        ("Agra", {1}),
        ("AGRA ", {1}),
        ("(b) Agra", {1}),
        ("2) Agra", {1}),
        ("A, C", {0, 2}),
        ("ac", None),
        ("AC", {0, 2}),
        ("1 and 3", {0, 2}),
        ("Delhi; Pune", {0, 2}),
        ("Delhi, Pune", {0, 2}),
        ("D", None),
        ("0", None),
        ("Nagpur", None),
    ],
)
def test_an_answer_names_options_in_many_ways(answer: str, options: set[int] | None) -> None:
    reading = read(f'question,option a,option b,option c,answer\nWhich?,Delhi,Agra,Pune,"{answer}"')
    if options is None:
        assert shape_of(reading) == {"unfinished": 1}
    elif len(options) == 1:
        assert reading.complete[0].content.key == SingleKey(*options)
    else:
        assert reading.complete[0].content.key == MultipleKey(frozenset(options))


@pytest.mark.parametrize(
    ("options", "answer", "expected"),
    [("2,3,4,5", "3", 1), ("B,A,C,D", "A", 0), ("Delhi,Agra,Pune,Goa", "(b) Goa", 1)],
)
def test_an_answer_that_may_mean_two_options_is_to_be_checked(
    options: str, answer: str, expected: int
) -> None:
    reading = read(f"question,a,b,c,d,answer\nWhich?,{options},{answer}")
    assert reading.complete[0].content.key == SingleKey(expected)
    assert [finding.action for finding in reading.findings] == [Action.CHECK]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("numeric,12.5,,", NumericKey((NumericAnswer(Decimal("12.5")),))),
        (
            ',"1,50,000",5,',
            NumericKey((NumericAnswer(Decimal(150000), Decimal(5)),)),
        ),
        ("number,10..14,,", NumericKey((NumericAnswer(Decimal(12), Decimal(2)),))),
        (
            "numeric,1 | 2,0 | 0.5,100%|50",
            NumericKey(
                (
                    NumericAnswer(Decimal(1)),
                    NumericAnswer(Decimal(2), Decimal("0.5"), Fraction(1, 2)),
                )
            ),
        ),
        ("short answer,1947,,", ShortAnswerKey((AcceptedText("1947"),))),
        (
            r",New Delhi | a\|b,,100|33.33333%",
            ShortAnswerKey((AcceptedText("New Delhi"), AcceptedText("a|b", Fraction(1, 3)))),
        ),
        (",सही,,", TrueFalseKey(answer=True)),
        ("tf,no,,", TrueFalseKey(answer=False)),
    ],
)
def test_typed_answers(row: str, key: object) -> None:
    type_, answer, tolerance, weights = (
        row.replace('"1,50,000"', "1;50;000").replace(";", "§").split(",")
    )
    first, _, second = weights.partition("|")
    text = "\t".join([type_, answer.replace("§", ","), tolerance, first, second])
    content = only(f"type\tanswer\ttolerance\tweight 1\tweight 2\tquestion\n{text}\tHow much?")
    assert content.key == key


@pytest.mark.parametrize(
    "answer", ["b, a, c", "2 1 3", "1-b, 2-a, 3-c", "A-2, B-1, C-3", "Bihar's | Assam's | Goa's"]
)
def test_matching_in_many_ways(answer: str) -> None:
    content = only(
        "question,match 1,match 2,match 3,option a,option b,option c,answer\n"
        f"Match.,Patna,Dispur,Panaji,Assam's,Bihar's,Goa's,\"{answer}\""
    )
    assert content.key == MatchingKey((1, 0, 2))
    assert content.texts["en"].prompts == ("Patna", "Dispur", "Panaji")


def test_pairs_that_stand_side_by_side_are_to_be_checked() -> None:
    reading = read("question,matches,options\nMatch.,Patna|Panaji,Bihar|Goa")
    assert reading.complete[0].content.key == MatchingKey((0, 1))
    assert [finding.action for finding in reading.findings] == [Action.CHECK]


def test_options_of_one_cell_lose_their_labels() -> None:
    content = only('question,options,answer\nWhich?,"(a) Delhi\n(b) Agra\n(c) Pune",c')
    assert content.texts["en"].options == ("Delhi", "Agra", "Pune")
    assert content.key == SingleKey(2)


def test_everything_else_that_an_item_has_survives() -> None:
    passage = Stimulus(StimulusKind.DATA, {"en": StimulusText("Table 1", "Rice: 5\nWheat: 7")})
    content = ItemContent(
        texts={"en": ItemText("Which crop?", ("Rice", "Wheat"), feedback=("No", ""))},
        key=SingleKey(1),
        format=ItemFormat.NEGATIVE,
        option_order=OptionOrder.FIXED,
        topics=("agriculture", "economy"),
        kind=FactKind.FIGURE,
        difficulty=Difficulty.HARD,
        news_date=date(2026, 11, 3),
        stale_on=date(2027, 1, 26),
        source=Source("Crops, 2026", "https://example.org/crops?a=1", "Ministry of Agriculture"),
    )
    items = tuple(
        BankItem(content=content, id=id_, category=("Crops", "Rabi/Kharif"), stimulus=passage)
        for id_ in ("c-1", "c-2")
    )
    for name in ("csv", "xlsx"):
        written = formats.write(ItemBank(title="Crops", items=items), name)
        assert written.filename == f"crops.{name}"
        assert written.findings == ()
        reading = formats.read(SourceFile(written.data, written.filename))
        first, second = reading.complete
        assert (first.content, first.id, first.category) == (content, "c-1", items[0].category)
        assert first.stimulus == passage
        assert first.stimulus is second.stimulus
        assert reading.findings == ()


def test_html_is_cleaned_and_said() -> None:
    reading = read("question,a,b,answer\n<b>Which?</b><script>x</script>,m<sup>2</sup>,a < b,A")
    content = reading.complete[0].content
    assert content.text_format is TextFormat.HTML
    assert content.texts["en"] == ItemText("<b>Which?</b>", ("m<sup>2</sup>", "a &lt; b"))
    assert [finding.action for finding in reading.findings] == [Action.CHECK]


def test_what_cannot_be_kept_of_a_row_is_said() -> None:
    reading = read(
        "question,a,b,answer,date,url,kind,level,format,option order,question\n"
        "Which?,x,y,A,someday,javascript:alert(1),mood,7th,odd,random,Again?"
    )
    assert shape_of(reading) == {"single": 1}
    content = reading.complete[0].content
    assert (content.news_date, content.source, content.kind) == (None, None, None)
    fields = [finding.problem.field for finding in reading.findings]
    assert fields == [
        *(None, "format", "option_order", "kind", "difficulty", "news_date", "source.url")
    ]


@pytest.mark.parametrize(
    ("column", "word", "difficulty"),
    [
        ("difficulty", "Easy", Difficulty.EASY),
        ("Level", "moderate", Difficulty.MEDIUM),
        ("Difficulty Level", "3", Difficulty.HARD),
        ("कठिनाई स्तर", "कठिन", Difficulty.HARD),
        ("difficulty", "", None),
    ],
)
def test_the_difficulty_is_read_as_teachers_write_it(
    column: str, word: str, difficulty: Difficulty | None
) -> None:
    assert only(f"question,a,b,answer,{column}\nWhich?,x,y,A,{word}").difficulty is difficulty


def test_weights_are_made_to_add_up() -> None:
    reading = read("question,a,b,c,answer,weight a,weight b,weight c\nWhich?,x,y,z,A B,50,25%,-1/2")
    key = reading.complete[0].content.key
    assert key == MultipleKey(frozenset({0, 1}), (Fraction(2, 3), Fraction(1, 3), Fraction(-1, 2)))
    assert [finding.action for finding in reading.findings] == [Action.CHANGED]


@pytest.mark.parametrize(
    ("data", "stem"),
    [
        ("question,a,b,answer\nकौन?,x,y,A".encode("utf-8-sig"), "कौन?"),
        ("question;a;b;answer\nकौन?;x;y;A".encode("utf-16"), "कौन?"),
        (b"sep=|\nquestion|a|b|answer\nCaf\xe9?|x|y|A", "Café?"),
        (b"question\ta\tb\tanswer\rWhich?\tx\ty\tA\r", "Which?"),
    ],
)
def test_encodings_and_separators(data: bytes, stem: str) -> None:
    source = SourceFile(data, "sheet.csv")
    assert formats.detect(source).name == "csv"
    assert formats.read(source).complete[0].content.text().stem == stem


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"one,two\nthree,four\n", "names the columns"),
        (b"question,a,b,answer\n" + b"q,x,y,A\n" * 20_001, "more than 20000 rows"),
        (b'question,a,b,answer\nq,x,y,A\n"q,' + b"x" * 140_000, "quotation mark"),
        (b"PK\x03\x04\0\0\0", "not a text file"),
    ],
)
def test_files_that_cannot_be_read_say_why(data: bytes, message: str) -> None:
    with pytest.raises(QuestionFileError, match=message):
        formats.read(SourceFile(data, "sheet.csv"), "csv")


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_the_template_holds_every_type_and_is_read_without_a_doubt(name: str) -> None:
    made = template(name)
    reading = formats.read(SourceFile(made.data, made.filename))
    assert [item.content for item in reading.complete] == [*EXAMPLES]
    assert {item.type for item in EXAMPLES} == set(ItemType)
    assert reading.findings == ()
    assert made.findings == ()


def test_there_is_no_template_of_another_kind() -> None:
    with pytest.raises(QuestionFileError, match="csv, xlsx only"):
        template("ods")


@pytest.mark.parametrize("piece", ["\\", " ", "a ", "1 - ", "<b ", "( ", "a|", "± ", "1.0"])
@pytest.mark.parametrize("columns", ["question,answer", "question,match 1,match 2,a,b,answer"])
def test_long_cells_take_no_longer_than_their_length(piece: str, columns: str) -> None:
    def duration(count: int) -> float:
        cell = "x" + piece * count + "x"
        row = ",".join([cell] * (columns.count(",") + 1))
        source = SourceFile(f"{columns}\n{row}\n".encode(), "sheet.csv")
        started = process_time()
        formats.read(source, "csv")
        return process_time() - started

    short = max(duration(1_000), 0.005)
    # A hundred times as long; what grows with the square takes ten thousand times as long.
    assert duration(100_000 // len(piece)) < 600 * short
