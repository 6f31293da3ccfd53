"""GIFT in and out: Moodle's rules, what people write wrong, and journeys there and back."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from bank_strategies import banks
from external import external_file, shape_of
from fuzzing import slow_is_no_failure
from hypothesis import given, settings

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import ItemContent, ItemText, OptionOrder, TextFormat
from quizapp.domain.keys import (
    AcceptedText,
    Key,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.materials import Source, Stimulus, StimulusKind, StimulusText
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import (
    Action,
    BankItem,
    ItemBank,
    Reading,
    SourceFile,
    UnfinishedItem,
)
from quizapp.interchange.moodle import gift

SAMPLE = SourceFile(
    (Path(__file__).parent / "samples" / "india.gift.txt").read_bytes(), "india.txt"
)
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
AUDIO = "http://demo.moodle.net/file.php/5/media/bonjour.mp3"
UNSUPPORTED = "Questions of the type “{}” cannot be kept; this one was left out."
LONE_BRACE = "A brace { or } stands alone; write the answers between both, or \\{ and \\}."


def read(text: str) -> Reading:
    return gift.read(SourceFile(text.encode(), "questions.txt"))


def only(text: str) -> ItemContent:
    """Read the one complete item of a text."""
    (item,) = read(text).items
    assert isinstance(item, BankItem), item
    return item.content


def problems(reading: Reading) -> list[str]:
    return [str(finding.problem) for finding in reading.findings]


def content(key: Key, text: ItemText, language: str = "en", **others: object) -> ItemContent:
    return ItemContent(texts={language: text}, key=key, **others)  # type: ignore[arg-type]


def test_every_type_of_the_sample_is_complete() -> None:
    assert formats.detect(SAMPLE).name == "gift"
    reading = formats.read(SAMPLE)
    fixed = OptionOrder.FIXED
    assert [item.content for item in reading.complete] == [
        content(
            SingleKey(0, (Fraction(1), HALF, -THIRD, Fraction(0))),
            ItemText(
                "Which river is the <b>longest</b> within India:\nits own valley, = no other's?",
                ("Ganga", "Godavari", "Kaveri", "Tapi"),
                "It is called Padma in Bangladesh.",
                feedback=("Right: 2,525 km.", "Longest of the south", "", ""),
            ),
            text_format=TextFormat.HTML,
            topics=("geography",),
            difficulty=Difficulty.EASY,
        ),
        content(
            MultipleKey(frozenset({0, 1}), (HALF, HALF, Fraction(-1), Fraction(-1))),
            ItemText(
                "Which of these are union territories?",
                ("Lakshadweep", "Andaman {and Nicobar}", "Diu", "Majuli"),
                "Since 1956.",
                feedback=("", "", "", "An island ~ in a river"),
            ),
        ),
        content(
            TrueFalseKey(answer=True),
            ItemText(
                "The Tropic of Cancer crosses eight states.",
                ("True", "False"),
                feedback=("Well known.", "It does."),
            ),
            option_order=fixed,
        ),
        content(
            SingleKey(1),
            ItemText(
                "The Palk Strait lies between India and _____ since ages.",
                ("Myanmar", "Sri Lanka", "Maldives"),
            ),
        ),
        content(
            ShortAnswerKey(
                (
                    AcceptedText("डॉल्फ़िन", Fraction(1)),
                    AcceptedText("*डॉल्फ*", HALF),
                    AcceptedText("*", Fraction(0)),
                )
            ),
            ItemText("भारत का राष्ट्रीय जलीय जीव कौन-सा है?", feedback=("", "लगभग", "नहीं")),
            "hi",
        ),
        content(
            NumericKey((NumericAnswer(Decimal(2)),)),
            ItemText("Into how many districts was Goa divided in 1987?"),
        ),
        content(
            NumericKey(
                (
                    NumericAnswer(Decimal(1962), Decimal("0.5")),
                    NumericAnswer(Decimal(1960), Decimal(10), Fraction(1, 4)),
                    NumericAnswer.anything(),
                )
            ),
            ItemText("When did the plain of the Ganga freeze?", feedback=("Then", "Near", "Far")),
        ),
        content(
            MatchingKey((0, 1, 2)),
            ItemText(
                "Match the <em>state</em> with its <strong>capital</strong>:",
                ("Dispur", "Panaji", "Thiruvananthapuram", "Shimla"),
                prompts=("Assam", "Goa", "Kerala"),
            ),
            text_format=TextFormat.HTML,
        ),
        content(
            ShortAnswerKey((AcceptedText("1/2", Fraction(1)),)),
            ItemText("A first line\nand a second \\n line with \\(\\frac{1}{2}\\)?"),
        ),
        content(
            TrueFalseKey(answer=False),
            ItemText("Next one, without an empty line", ("True", "False")),
            option_order=fixed,
        ),
    ]
    assert reading.complete[0].id == "r-1"
    assert [item.category for item in reading.items] == [
        *[("Geography", "Rivers/Lakes")] * 2,
        *[("Facts",)] * 12,
    ]


def test_what_the_sample_has_and_we_cannot_keep_is_named() -> None:
    assert problems(formats.read(SAMPLE)) == [
        (
            "india.txt:32: feedback: More than one thing is said to any other number; the first was"
            " taken."
        ),
        f"india.txt:44: {UNSUPPORTED.format('essay')}",
        f"india.txt:46: {UNSUPPORTED.format('description')}",
        f"india.txt:49: {LONE_BRACE}",
        "india.txt:51: There are several blocks of answers; leave an empty line between questions.",
        "india.txt:53: A pair lacks its arrow; write “= this -> goes with that”.",
        "india.txt:55: options.1: This must not be empty.",
        "india.txt:57: key: 2 options earn the whole mark; where one may be chosen, one must.",
        "india.txt:59: key: Mark at least one option as right.",
        "india.txt:61: key: “many” is not a number; write digits only, such as 12.5 or -3.",
    ]


def test_items_of_other_files_are_complete() -> None:
    reading = formats.read(external_file("moodle/gift/questions.gift.txt"))
    assert shape_of(reading) == {
        "matching": 1,
        "single": 1,
        "multiple": 1,
        "numeric": 1,
        "short-answer": 1,
        "true-false": 3,
        "left out": 1,
    }
    assert problems(reading) == [
        f"questions.gift.txt:2: {UNSUPPORTED.format('essay')}",
        "questions.gift.txt:31: The signs after the answers were left out.",
        "questions.gift.txt:41: The signs after the answers were left out.",
    ]
    by_element = {item.place.element: item.content for item in reading.complete}
    matching = by_element["question 2 “Moodle activities”"]
    assert matching.key == MatchingKey((0, 1, 2, 3))
    assert matching.texts["en"].options == ("Forum", "Choice", "Database", "Wiki", "Chat")
    assert by_element["question 3 “Q2”"] == content(
        SingleKey(0),
        ItemText(
            "What's between orange and green in the spectrum?",
            ("yellow", "red", "blue"),
            feedback=("right; good!", "wrong, it's yellow", "wrong, it's yellow"),
        ),
    )
    assert by_element["question 4 “colours”"].key == MultipleKey(
        frozenset({0, 2}), (HALF, Fraction(-1), HALF, Fraction(-1))
    )
    assert by_element["question 5 “Q5”"] == content(
        NumericKey((NumericAnswer(Decimal(3), Decimal(2)), NumericAnswer.anything())),
        ItemText("What is a number from 1 to 5?", feedback=("", "Completely wrong")),
    )
    assert by_element["question 6 “Shortanswer”"].key == ShortAnswerKey(
        (
            AcceptedText("Frog", Fraction(1)),
            AcceptedText("Cat", HALF),
            AcceptedText("*", Fraction(0)),
        )
    )
    statement = by_element["question 7 “Q1”"]
    assert statement.key == TrueFalseKey(answer=False)
    assert statement.texts["en"].feedback == (
        "42 is the Ultimate Answer.",
        "You gave the right answer.",
    )
    assert statement.texts["en"].explanation.startswith("This is, of course,")


def test_a_category_of_another_file_is_kept() -> None:
    reading = formats.read(external_file("moodle/gift/questions_in_category.gift.txt"))
    assert shape_of(reading) == {"matching": 1, "single": 1, "short-answer": 1, "true-false": 1}
    assert {item.category for item in reading.items} == {("Default for New Features",)}
    assert problems(reading) == [
        (
            "questions_in_category.gift.txt:14: stem: "
            f"The link to {AUDIO} was left out; its words stay."
        )
    ]
    assert reading.complete[1].content == content(
        SingleKey(1),
        ItemText(
            "Listen to this greeting:\n\nWhat language is being spoken?",
            ("English", "French", "German", "Spanish"),
            feedback=(
                "Sorry, listen again.",
                "Yes, well done!",
                "Sorry, listen again.",
                "Sorry, listen again.",
            ),
        ),
    )


def test_another_file_in_an_older_encoding_is_read() -> None:
    reading = formats.read(external_file("moodle/gift/questions_encoding_windows-1252.gift.txt"))
    assert shape_of(reading) == {"unfinished": 1, "left out": 2}
    (item,) = reading.items
    assert item.category == ("Default for LTTEST",)
    assert isinstance(item, UnfinishedItem)
    assert item.texts["en"].prompts == ("aödf", "asdf", "asdf")
    assert [problem.text for problem in item.problems] == [
        "A question has 2 to 12 options; this one has 1."
    ]
    assert reading.findings[0].problem.params == {"encoding": "Windows-1252"}


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Delhi is on the {=Yamuna ~Ganga}.", "Delhi is on the _____."),
        ("Where is it? {=a ~b};", "Where is it?"),
        ("{=Agra ~Pune} has the Taj.", "_____ has the Taj."),
        ("[plain]<b>?{=a ~b}", "<b>?"),
        ("[strange]x?{=a ~b}", "[strange]x?"),
        ("::t::a\nb?{=a ~b}", "a\nb?"),
        ("::no title?{=a ~b}", "::no title?"),
        ("a \\\\\\{ b?{=a ~b}", "a \\{ b?"),
        ("// [id:x\\]y]\na?\n// c\n{=a\n// d\n~b}", "a?"),
    ],
)
def test_stems_are_read_as_moodle_reads_them(text: str, stem: str) -> None:
    assert only(text).texts["en"].stem == stem


def test_an_empty_line_within_answers_does_not_cut_the_question() -> None:
    reading = read("What?\n{=a\n\n~b}\n\nWho?\n{=c\n\nWhich? {=d ~e}\n")
    assert [item.content.texts["en"].options for item in reading.complete] == [
        ("a", "b"),
        ("d", "e"),
    ]
    assert problems(reading) == [f"questions.txt:6: {LONE_BRACE}"]


def test_parts_that_do_not_add_up_are_stretched_and_cut() -> None:
    reading = read("Which?{~%25%a ~%50%b ~%-200%c}")
    assert reading.complete[0].content.key == MultipleKey(
        frozenset({0, 1}), (THIRD, 2 * THIRD, Fraction(-1))
    )
    assert [finding.action for finding in reading.findings] == [Action.CHANGED] * 2


def test_no_whole_mark_is_said() -> None:
    (item,) = read("Which?{=%50%a ~b}").items
    assert isinstance(item, UnfinishedItem)
    assert item.problems[0].text == "No option earns the whole mark; give one of them 100%."


def test_markdown_keeps_what_it_cannot_turn_into_html() -> None:
    reading = read("[markdown]Lists:\\n- a_b_c\\n- *d* and `e`{T}")
    assert reading.complete[0].content.texts["en"].stem == (
        "Lists:<br>- a_b_c<br>- <em>d</em> and <code>e</code>"
    )
    assert [finding.action for finding in reading.findings] == [Action.CHECK]
    assert only("[markdown]\\(a*b*c\\)?{T}").texts["en"].stem == "\\(a*b*c\\)?"


def test_hostile_html_is_cleaned() -> None:
    item = only(
        "[html]<script>a()</script><b onclick\\=x>Who<iframe src\\=b></iframe></b>?{=a ~<b>b</b>}"
    )
    assert item.texts["en"] == ItemText("<b>Who</b>?", ("a", "<b>b</b>"))


def test_other_formats_are_not_taken_for_gift() -> None:
    for text in (
        "<quiz/>",
        '{"a": 1}',
        "Q1. What is x_{T} or $x^{=a}$?\n(a) 1\n(b) 2",
        "stem,a,b,key\nWhat?,1,2,a",
    ):
        assert not gift.recognises(SourceFile(text.encode(), "q.txt")), text
    assert not gift.recognises(SourceFile(b"PK\x03\x04\0\0{=a ~b}", "q.txt"))


def test_a_file_of_comments_is_refused() -> None:
    with pytest.raises(QuestionFileError) as caught:
        read("// nothing\n\n$CATEGORY: a\n")
    assert str(caught.value) == "questions.txt: There is no question here."


NOTED = (
    r'<!-- quizapp \{"supplement"\: 1, "source"\: \{"title"\: "A book", "url"\: "", "name"\: "",'
    r' "evidence"\: []\}\} -->'
)


def test_what_is_written_reads_like_a_file_of_moodle() -> None:
    item = BankItem(
        content=content(
            SingleKey(0, (Fraction(1), THIRD)),
            ItemText("What is 1:2?", ("[0.5]", "50%\nor so"), "Half.", feedback=("", "No")),
            topics=("science-technology",),
            option_order=OptionOrder.FIXED,
            source=Source(title="A book"),
        ),
        id="m1",
        category=("Sums", "and/or"),
        stimulus=Stimulus(StimulusKind.PASSAGE, {"en": StimulusText("Parts", "a < b")}),
    )
    both = ItemContent(
        texts={"en": ItemText("Rain?", ("a", "b")), "hi": ItemText("वर्षा?", ("a", "ब"))},
        key=MultipleKey(frozenset({0})),
    )
    bank = ItemBank(title="Sums", items=[item, BankItem(content=both)])
    written = gift.write(bank)
    assert written.data.decode() == (
        "$CATEGORY: $course$/top/Sums/and//or\n"
        "\n"
        "// [id:m1] [tag:science-technology] [tag:quizapp:order=fixed]\n"
        '[html]<div class\\="quizapp-stimulus quizapp-en"><p><strong>Parts</strong></p>'
        "<p>a &lt; b</p></div>What is 1\\:2?{\n"
        "\t=&\\#91;0.5]\n"
        '\t~%33.33333%<span style\\="white-space\\: pre-wrap">50%\\nor so</span>#No\n'
        f"\t####Half.{NOTED}\n"
        "}\n"
        "\n"
        "$CATEGORY: $course$/top\n"
        "\n"
        "// [tag:quizapp:all-or-nothing]\n"
        '[html]<span lang\\="en" class\\="multilang">Rain?</span>'
        '<span lang\\="hi" class\\="multilang">वर्षा?</span>{\n'
        "\t~%100%a\n"
        '\t~%-100%<span lang\\="en" class\\="multilang">b</span>'
        '<span lang\\="hi" class\\="multilang">ब</span>\n'
        "}\n"
    )
    assert written.filename == "sums.gift.txt"
    assert [(each.item, each.problem.text) for each in written.findings] == [
        (0, "The passage stands before the question itself."),
        (1, "Moodle gives parts of the mark where only the whole answer earns it."),
    ]
    in_hindi = gift.write(replace(bank, languages=("hi",), items=bank.items[1:]))
    assert "[html]वर्षा?{" in in_hindi.data.decode()


@pytest.mark.parametrize(
    "text",
    [
        "// [id:" * 60_000 + "\na{T}",
        "[html]" + '<img src="' * 60_000 + "{T}",
        "[html]a" + '<span lang\\="en" class\\="multilang">' * 3_000 + "{T}",
        "[markdown]" + "**a" * 60_000 + "{T}",
        "a{\n\n" * 20_000,
    ],
    ids=["ids", "pictures", "languages", "emphasis", "braces"],
)
def test_time_grows_with_the_file_and_no_faster(text: str) -> None:
    # With the square of it, each of these would take minutes.
    reading = read(text)
    assert len(reading.items) + len(reading.findings) >= 1


@settings(slow_is_no_failure, max_examples=60)
@given(banks(images=True, proven=True))
def test_items_survive_the_journey(bank: ItemBank) -> None:
    written = gift.write(bank)
    reading = gift.read(SourceFile(written.data, written.filename))
    place = bank.items[0].place
    assert [replace(item, place=place) for item in reading.items] == list(bank.items)
    used = {image.digest for item in bank.items for image in item.content.images}
    assert {digest: file.data for digest, file in reading.images.items()} == {
        digest: bank.images[digest].data for digest in used
    }
