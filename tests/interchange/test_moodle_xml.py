"""Moodle XML in and out: its types, what we cannot keep, and journeys there and back."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from bank_strategies import banks
from external import external_file, shape_of
from fuzzing import slow_is_no_failure
from hypothesis import given, settings
from lxml import etree

from quizapp.domain.items import (
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemText,
    OptionOrder,
    TextFormat,
)
from quizapp.domain.keys import (
    AcceptedText,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, BankItem, ImageFile, ItemBank, Reading, SourceFile
from quizapp.interchange.moodle import xml

SAMPLE = SourceFile(
    (Path(__file__).parent / "samples" / "monuments.moodle.xml").read_bytes(), "monuments.xml"
)
PNG = b"\x89PNG\r\n\x1a\n"
HALF = Fraction(1, 2)
UNSUPPORTED = "Questions of the type “{}” cannot be kept; this one was left out."
TRUTH = ("True", "False")
OF_FEEDBACK = "The picture of the feedback now stands with the explanation."


def read(questions: str) -> Reading:
    return xml.read(SourceFile(f"<quiz>{questions}</quiz>".encode(), "questions.xml"))


def problems(reading: Reading) -> list[str]:
    return [str(finding.problem) for finding in reading.findings]


def test_every_type_of_the_sample_is_complete() -> None:
    assert formats.detect(SAMPLE).name == "moodle-xml"
    reading = formats.read(SAMPLE)
    digest = sha256(PNG[:8]).hexdigest()
    assert [item.content for item in reading.complete] == [
        ItemContent(
            texts={
                "en": ItemText(
                    "Who built the <em>Red Fort</em>?",
                    ("Akbar", "Shah Jahan", "A &lt;b&gt; emperor"),
                    "Begun in 1639;<br>finished in 1648.",
                    feedback=("He built at Agra.", "", ""),
                )
            },
            key=SingleKey(1, (Fraction(-1, 3), Fraction(1), Fraction(0))),
            text_format=TextFormat.HTML,
            option_order=OptionOrder.FIXED,
            topics=("history",),
            images=(ImageRef(digest, ImagePlacement.STEM, None, {"en": "A red wall"}),),
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "Which stand in Rajasthan?", ("Amber Fort", "Jantar Mantar", "Golconda")
                ),
                "hi": ItemText("कौन-से राजस्थान में हैं?", ("आमेर क़िला", "जंतर मंतर", "गोलकुंडा")),
            },
            key=MultipleKey(frozenset({0, 1}), (HALF, HALF, Fraction(-1))),
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "Which are UNESCO sites & forts?",
                    ("Gwalior? no: Agra Fort", "Red Fort", "Purana Qila"),
                )
            },
            key=MultipleKey(frozenset({0, 1})),
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "The Sanchi stupa is older than the Taj Mahal.",
                    TRUTH,
                    feedback=("By far.", ""),
                )
            },
            key=TrueFalseKey(answer=True),
            option_order=OptionOrder.FIXED,
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "Which tower of <strong>Delhi</strong> did Iltutmish finish?",
                    feedback=("", "Spelling!"),
                )
            },
            key=ShortAnswerKey(
                (
                    AcceptedText("Qutb Minar", Fraction(1)),
                    AcceptedText("Q*b M*nar", Fraction(4, 5)),
                ),
                case_sensitive=True,
            ),
            text_format=TextFormat.HTML,
        ),
        ItemContent(
            texts={"en": ItemText("How high is it?", feedback=("", "Measure again."))},
            key=NumericKey(
                (NumericAnswer(Decimal("72.5"), Decimal("0.5")), NumericAnswer.anything())
            ),
        ),
        ItemContent(
            texts={
                "en": ItemText(
                    "Where do they stand?",
                    ("Hyderabad", "Vijayapura", "Hampi"),
                    prompts=("Charminar", "Golconda", "Gol Gumbaz"),
                )
            },
            key=MatchingKey((0, 0, 1)),
        ),
    ]
    assert [(item.id, item.category) for item in reading.items] == [
        ("fort-1", ("Monuments", "Forts/Palaces")),
        *[("", ("Monuments", "Forts/Palaces"))] * 2,
        *[("", ("Monuments",))] * 7,
    ]
    assert {key: file.name for key, file in reading.images.items()} == {digest: "red fort.png"}


def test_what_the_sample_has_and_we_cannot_keep_is_named() -> None:
    combined = "Feedback for right, partly right or wrong answers as such was left out."
    moved = "The picture stood between the words; it now stands after them."
    truth = "One of the answers “true” and “false” must have the fraction 100, the other 0."
    category = "The description of the category “$course$/top/Monuments/Forts//Palaces”"
    units = "The units were left out; say in the question which one is meant: m."
    outside = "The picture at http://example.org/a.png lies outside the file; it was left out."
    attached = "The attached file “a.mp3” was left out: only pictures are kept."
    assert problems(formats.read(SAMPLE)) == [
        f"monuments.xml:3: {category} was left out.",
        f"monuments.xml:7: feedback: {combined}",
        "monuments.xml:7: feedback: A hint for another try was left out.",
        "monuments.xml:30: The text in “fr” was left out; questions are kept in: en, hi.",
        f"monuments.xml:64: key: {units}",
        f"monuments.xml:80: {UNSUPPORTED.format('description')}",
        f"monuments.xml:81: {UNSUPPORTED.format('ddwtos')}",
        "monuments.xml:82: key: No option earns the whole mark; give one of them 100%.",
        "monuments.xml:82: key: “many” is no percentage; it was read as 0.",
        "monuments.xml:82: stem: The link to https://example.org/ was left out; its words stay.",
        "monuments.xml:82: stem: “audio” cannot be kept in a question; it was left out.",
        f"monuments.xml:82: stem: {outside}",
        f"monuments.xml:82: stem: {moved}",
        f"monuments.xml:82: stem: {attached}",
        f"monuments.xml:90: key: {truth}",
        "monuments.xml:92: stem: This must not be empty.",
        "monuments.xml:93: The element <section> is no question; it was left out.",
        "monuments.xml: These tags are no topics and were left out: class 7.",
    ]


@pytest.mark.parametrize(
    ("name", "shape", "findings"),
    [
        (
            "broken_cloze_questions.xml",
            {"left out": 5},
            [f"{line}: {UNSUPPORTED.format('cloze')}" for line in (4, 20, 36, 52, 68)],
        ),
        (
            "categories_reverse_order.xml",
            {"short-answer": 1, "left out": 1},
            ["4: …", f"14: {UNSUPPORTED.format('essay')}", "41: …"],
        ),
        ("category_with_description.xml", {"true-false": 1}, ["4: …"]),
        ("export_category.xml", {"true-false": 1}, ["4: …"]),
        ("html_chars_in_idnumbers.xml", {"true-false": 1}, ["4: …"]),
        ("multianswer.xml", {"left out": 1}, [f"12: {UNSUPPORTED.format('cloze')}"]),
        (
            "multichoice.xml",
            {"single": 1},
            ["12: stem: The attached file “bonjour.mp3” was left out: only pictures are kept."],
        ),
        ("nested_categories.xml", {"true-false": 1}, ["4: …", "15: …", "26: …"]),
        (
            "nested_categories_with_questions.xml",
            {"true-false": 4, "left out": 1},
            ["4: …", "44: …", f"55: {UNSUPPORTED.format('essay')}", "116: …", "156: …"],
        ),
        ("old_format_file.xml", {"true-false": 2}, []),
        (
            "sample_questions_with_old_image_tag.xml",
            {"single": 1, "left out": 1},
            [
                f"16: {UNSUPPORTED.format('cloze')}",
                "36: stem: The picture has no description that can be kept; say what it shows.",
            ],
        ),
        (
            "truefalse.xml",
            {"true-false": 2},
            [
                f"{line}: {part}: {text}"
                for line in (12, 40)
                for part, text in (
                    (
                        "explanation",
                        (
                            "The link to http://docs.moodle.org/en/About_Moodle was left out;"
                            " its words stay."
                        ),
                    ),
                    *((part, OF_FEEDBACK) for part in ("feedback.0", "feedback.1")),
                    ("stem", "The picture stood between the words; it now stands after them."),
                )
            ],
        ),
        (
            "type-match.xml",
            {"matching": 1},
            [
                (
                    "12: feedback: Feedback for right, partly right or wrong answers as such"
                    " was left out."
                )
            ]
            * 3,
        ),
        (
            "type-multichoice.xml",
            {"multiple": 1},
            ["12: feedback: A hint for another try was left out."] * 2,
        ),
        (
            "type-numerical.xml",
            {"numeric": 1},
            ["12: feedback: A hint for another try was left out."] * 2,
        ),
        ("type-shortanswer.xml", {"short-answer": 1}, []),
        ("type-truefalse.xml", {"true-false": 1}, []),
    ],
)
def test_files_of_others(name: str, shape: dict[str, int], findings: list[str]) -> None:
    reading = formats.read(external_file(f"moodle/xml/{name}"))
    assert reading.format == "moodle-xml"
    assert shape_of(reading) == shape
    found = [
        problem.replace(f"{name}:", "", 1).split(": The description of the category")
        for problem in problems(reading)
    ]
    assert [each[0] if len(each) == 1 else f"{each[0]}: …" for each in found] == findings


def test_pictures_of_other_files_go_with_stem_and_options() -> None:
    reading = formats.read(external_file("moodle/xml/multichoice.xml"))
    (item,) = reading.complete
    assert item.content.texts["en"].options == ("English", "French", "German", "Danish")
    assert item.content.key == SingleKey(1)
    assert [(image.option, image.alt["en"]) for image in item.content.images] == [
        (0, "British Flag"),
        (1, "French flag"),
        (2, "German flag"),
        (3, "Denmark flag"),
    ]
    assert [reading.images[image.digest].name for image in item.content.images] == [
        "flag-uk.jpg",
        "flag-france.jpg",
        "flag-german.jpg",
        "flag-denmark.jpg",
    ]
    old = formats.read(external_file("moodle/xml/sample_questions_with_old_image_tag.xml"))
    (image,) = old.complete[0].content.images
    assert old.images[image.digest].data.startswith(PNG)
    assert image.alt == {"en": "Picture of the question"}


def test_items_of_other_files_are_complete() -> None:
    def content(name: str) -> ItemContent:
        return formats.read(external_file(f"moodle/xml/{name}")).complete[0].content

    assert content("type-match.xml") == ItemContent(
        texts={
            "en": ItemText(
                "Classify the animals.",
                ("amphibian", "mammal", "insect"),
                "General feedback.",
                ("frog", "cat", "newt"),
            )
        },
        key=MatchingKey((0, 1, 0)),
    )
    several = content("type-multichoice.xml")
    assert several.key == MultipleKey(
        frozenset({2, 4}), (Fraction(0), Fraction(0), HALF, Fraction(0), HALF)
    )
    assert several.texts["en"].explanation == "Berlin, Paris and London"
    assert content("type-numerical.xml").key == NumericKey(
        (NumericAnswer(Decimal("6.25"), Decimal("0.05")),)
    )
    assert content("type-shortanswer.xml").texts["en"].feedback == (
        "Frog is a very good answer.",
        "Toad is an OK good answer.",
        "That is a bad answer.",
    )
    statement = content("truefalse.xml")
    assert statement.key == TrueFalseKey(answer=False)
    assert statement.texts["en"].feedback == (
        "Your answer is incorrect.",
        "Your answer is correct.",
    )
    assert statement.images[0].alt == {"en": "Moodle logo"}


def test_categories_and_ids_of_other_files_are_kept() -> None:
    nested = formats.read(external_file("moodle/xml/nested_categories_with_questions.xml"))
    assert [item.category for item in nested.items] == [
        ("Iota",),
        ("Iota", "Kappa"),
        ("Iota", "Kappa", "Lambda"),
        ("Iota", "Mu"),
    ]
    named = formats.read(external_file("moodle/xml/html_chars_in_idnumbers.xml"))
    assert named.items[0].id == "T & F"


def test_html_that_was_not_escaped_is_read_as_html() -> None:
    question = (
        '<question type="truefalse"><questiontext format="html"><text>Is <b>H<sub>2</sub>O</b> wet'
        "</text></questiontext><answer fraction='0'><text>true</text></answer>"
        "<answer fraction='100'><text>false</text></answer></question>"
    )
    item = read(question).complete[0].content
    assert item.texts["en"].stem == "Is <b>H<sub>2</sub>O</b> wet"
    assert item.key == TrueFalseKey(answer=False)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<quiz><question", "q.xml:1: This is not XML that can be read: "),
        (b"<a/>", "q.xml:1: This is no Moodle XML: its outermost element is <a>, not <quiz>."),
        (
            b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>',
            "q.xml: The file declares XML entities; remove them and try again.",
        ),
        (SAMPLE.data[:3000], "q.xml:"),
        (
            b"<!DOCTYPE quiz [<!ENTITY a 'lol'>"
            + b"".join(b"<!ENTITY %c '%b'>" % (c, b"&%c;" % (c - 1) * 10) for c in range(98, 108))
            + b"]><quiz><question type='essay'>&k;</question></quiz>",
            "q.xml: The file declares XML entities; remove them and try again.",
        ),
        (
            b"<!DOCTYPE quiz [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><quiz name='&a;'/>",
            "q.xml: The file declares XML entities; remove them and try again.",
        ),
        (
            b"<quiz>" + b"<a>" * 300 + b"</a>" * 300 + b"</quiz>",
            "q.xml:1: The elements of the XML are nested too deeply.",
        ),
        (
            "<quiz>\n<question type='essay'>café</question></quiz>".encode("cp1252"),
            "q.xml:2: Here are characters that its encoding does not have. Save the file as UTF-8.",
        ),
        (
            b"<quiz>" + b'<a b=""/>' * 1_500_000 + b"</quiz>",
            "q.xml: The file has too many XML elements to be read. Split it.",
        ),
        (
            b"<quiz>" + b"<a/>" * 20_001 + b"</quiz>",
            "q.xml: More than 20000 parts of the file cannot be kept. Is it the right file?",
        ),
    ],
)
def test_a_file_that_is_broken_as_a_whole_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(QuestionFileError) as caught:
        xml.read(SourceFile(data, "q.xml"))
    assert str(caught.value.problems[0]).startswith(message)


def test_the_file_is_as_moodle_writes_it() -> None:
    picture = ImageFile(PNG, "a/b.png")
    both = ItemContent(
        texts={
            "en": ItemText("Which fort\nis it?", ("Amber", "Agra"), feedback=("", "No")),
            "hi": ItemText("यह कौन-सा क़िला है?", ("आमेर", "आगरा")),
        },
        key=SingleKey(0, (Fraction(1), Fraction(1, 3))),
        option_order=OptionOrder.FIXED,
        images=(
            ImageRef(picture.digest, ImagePlacement.STEM, None, {"en": "A fort", "hi": "क़िला"}),
            ImageRef("0" * 64, ImagePlacement.OPTION, 0, {"en": "A gate", "hi": "द्वार"}),
        ),
    )
    bank = ItemBank(
        title="Forts",
        items=[BankItem(content=both, id="f1\ufffe", category=("a/b",))],
        images={picture.digest: picture},
    )
    written = xml.write(bank)
    root = etree.fromstring(written.data)
    assert root.findtext("question[1]/category/text") == "$course$/top/a//b"
    question = root[1]
    assert question.get("type") == "multichoice"
    assert question.findtext("name/text") == "Which fort is it?"
    assert question.findtext("questiontext/text") == (
        '<span style="white-space: pre-wrap"><span lang="en" class="multilang">Which fort\nis it?'
        '</span><span lang="hi" class="multilang">यह कौन-सा क़िला है?</span></span>'
        '<p><span lang="en" class="multilang"><img src="@@PLUGINFILE@@/a_b.png" alt="A fort">'
        '</span><span lang="hi" class="multilang"><img src="@@PLUGINFILE@@/a_b.png" alt="क़िला">'
        "</span></p>"
    )
    assert question.find("questiontext/file").attrib == {  # type: ignore[union-attr]
        "name": "a_b.png",
        "path": "/",
        "encoding": "base64",
    }
    assert question.findtext("idnumber") == "f1"
    assert question.findtext("shuffleanswers") == "false"
    assert [each.get("fraction") for each in question.findall("answer")] == ["100", "33.33333"]
    assert question.findtext("answer[2]/feedback/text") == (
        '<span lang="en" class="multilang">No</span><span lang="hi" class="multilang"></span>'
    )
    assert [(each.action, each.problem.text) for each in written.findings] == [
        (Action.CHANGED, "A picture is missing and was left out."),
        (Action.CHANGED, "Characters that XML cannot hold were left out."),
        (Action.CHANGED, "Details of this question come back from the file changed."),
    ]
    (read_back,) = xml.read(SourceFile(written.data, "q.xml")).complete
    assert read_back.content == replace(both, images=both.images[:1])
    in_hindi = xml.write(replace(bank, languages=("hi",)))
    assert etree.fromstring(in_hindi.data).findtext("question[2]/answer/text") == "आमेर"


@settings(slow_is_no_failure, max_examples=60)
@given(banks(images=True, proven=True))
def test_items_survive_the_journey(bank: ItemBank) -> None:
    written = xml.write(bank)
    reading = xml.read(SourceFile(written.data, written.filename))
    place = bank.items[0].place
    assert [replace(item, place=place) for item in reading.items] == list(bank.items)
    used = {image.digest for item in bank.items for image in item.content.images}
    assert {digest: file.data for digest, file in reading.images.items()} == {
        digest: bank.images[digest].data for digest in used
    }
