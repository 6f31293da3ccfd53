"""QTI 2.x and 3.0 as other systems write them: one item in one file."""

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.items import (
    ItemContent,
    ItemText,
    ItemType,
    MatchingKey,
    NumericKey,
    OptionOrder,
    ShortAnswerKey,
    SingleKey,
    TextFormat,
    TrueFalseKey,
)
from quizapp.domain.keys import AcceptedText, Key, MultipleKey, NumericAnswer
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Reading, SourceFile, UnfinishedItem
from quizapp.interchange.qti import qti2

SAMPLES = Path(__file__).parent / "samples"
HALF = Fraction(1, 2)
ONE = Fraction(1)


def sample(name: str) -> SourceFile:
    return SourceFile((SAMPLES / name).read_bytes(), name)


def read(declaration: str, body: str, after: str = "", *, kind: str = "identifier") -> Reading:
    several = "multiple" if kind == "directedPair" else "single"
    text = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q">'
        f'<responseDeclaration identifier="R" cardinality="{several}" baseType="{kind}">'
        f"{declaration}</responseDeclaration><itemBody>{body}</itemBody>{after}</assessmentItem>"
    )
    return formats.read(SourceFile(text.encode(), "item.xml"))


def correct(*values: str) -> str:
    return f"<correctResponse>{''.join(f'<value>{v}</value>' for v in values)}</correctResponse>"


def choices(*options: str, name: str = "choiceInteraction", attributes: str = "") -> str:
    inner = "simpleChoice" if name == "choiceInteraction" else "inlineChoice"
    listed = "".join(
        f'<{inner} identifier="{chr(65 + n)}">{option}</{inner}>'
        for n, option in enumerate(options)
    )
    return f'<{name} responseIdentifier="R" {attributes}>{listed}</{name}>'


def key_of(reading: Reading) -> Key:
    assert [str(finding.problem) for finding in reading.findings] == []
    return reading.complete[0].content.key


def test_an_item_of_2_1_with_mapping_formula_and_feedback() -> None:
    source = sample("lakes.qti21.xml")
    assert formats.detect(source).name == "qti"
    reading = formats.read(source)
    third = Fraction(1, 3)
    assert [item.content for item in reading.complete] == [
        ItemContent(
            texts={
                "en": ItemText(
                    "<p>Some lakes of India are <em>large</em>, others are x^2 small.</p>"
                    "Which of them are lakes?",
                    ("Wular", "Chilika", "Sambhar &amp; salt"),
                    feedback=("It is fed by the Jhelum.", "", "Its water is brine."),
                )
            },
            key=MultipleKey(frozenset({0, 1}), (2 * third, third, -third)),
            text_format=TextFormat.HTML,
        )
    ]
    assert [str(finding.problem) for finding in reading.findings] == [
        (
            "lakes.qti21.xml:2: option_order: Some options have a place of their own in the file;"
            " all change places here."
        ),
        "lakes.qti21.xml:2: stem: Instructions for others than students were left out.",
        "lakes.qti21.xml:2: A formula was put in a line; check that it says the same.",
        (
            "lakes.qti21.xml:2: options.2: The picture at salt.png is not in the file; it was left"
            " out. If the file came in a package (.zip or .imscc), bring that as a whole."
        ),
    ]


def test_an_item_of_3_0_with_rules_on_numbers() -> None:
    reading = formats.read(sample("lakes.qti30.xml"))
    assert [item.content for item in reading.complete] == [
        ItemContent(
            texts={
                "en": ItemText(
                    "How deep is the lake? ____ metres.", feedback=("Measured in 2019.", "")
                )
            },
            key=NumericKey(
                (
                    NumericAnswer(Decimal("5.5"), Decimal("0.55")),
                    NumericAnswer(Decimal("5.5"), Decimal("1.5"), HALF),
                )
            ),
        )
    ]
    assert reading.findings == ()


def test_choices() -> None:
    assert key_of(read(correct("B"), "<p>Which?</p>" + choices("Ganga", "Yamuna"))) == SingleKey(1)
    assert key_of(read(correct("A"), "<p>Is it?</p>" + choices("False", "True"))) == TrueFalseKey(
        answer=False
    )
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="A" mappedValue="1"/>'
        '<mapEntry mapKey="B" mappedValue="4"/></mapping>'
    )
    assert key_of(
        read(correct("A") + mapping, "<p>Which?</p>" + choices("x", "y", "z"))
    ) == SingleKey(1, (Fraction(1, 4), ONE, Fraction(0)))
    by_template = '<responseProcessing template="http://x/rptemplates/match_correct"/>'
    assert key_of(
        read(correct("A") + mapping, "<p>?</p>" + choices("x", "y"), by_template)
    ) == SingleKey(0)
    fixed = read(correct("A"), "<p>?</p>" + choices("x", "y", attributes='shuffle="false"'))
    assert fixed.complete[0].content.option_order is OptionOrder.FIXED
    inline = choices("red", "green", name="inlineChoiceInteraction")
    reading = read(correct("B"), f"<p>Leaves are {inline} in spring.</p>")
    assert reading.complete[0].content.text().stem == "Leaves are ____ in spring."


def test_texts_that_are_typed() -> None:
    entry = '<p>Name it.</p><p><textEntryInteraction responseIdentifier="R"/></p>'
    mapping = (
        '<mapping><mapEntry mapKey="Kaveri*" mappedValue="2" caseSensitive="false"/>'
        '<mapEntry mapKey="Cauvery" mappedValue="1" caseSensitive="false"/></mapping>'
    )
    assert key_of(read(mapping, entry, kind="string")) == ShortAnswerKey(
        (AcceptedText(r"Kaveri\*", ONE), AcceptedText("Cauvery", HALF))
    )
    assert key_of(read(correct("Kaveri"), entry, kind="string")) == ShortAnswerKey(
        (AcceptedText("Kaveri", ONE),), case_sensitive=True
    )
    assert key_of(read(correct("12.50"), entry, kind="float")) == NumericKey(
        (NumericAnswer(Decimal("12.5")),)
    )
    bad = read(correct("many"), entry, kind="integer")
    assert isinstance(bad.items[0], UnfinishedItem)
    assert bad.findings[0].problem.text == (
        "“many” is not a number; write digits only, such as 12.5 or -3."
    )


def match(prompts: str, options: str) -> str:
    sets = (
        "".join(f'<simpleAssociableChoice identifier="{n}">{n}</simpleAssociableChoice>' for n in s)
        for s in (prompts, options)
    )
    inner = "".join(f"<simpleMatchSet>{each}</simpleMatchSet>" for each in sets)
    return f'<matchInteraction responseIdentifier="R">{inner}</matchInteraction>'


def test_matching() -> None:
    body = "<p>Match.</p>" + match("ab", "xyz")
    reading = read(correct("a y", "b x"), body, kind="directedPair")
    assert key_of(reading) == MatchingKey((1, 0), all_or_nothing=True)
    turned = read(correct("a x", "a y", "b z"), body, kind="directedPair")
    assert key_of(turned) == MatchingKey((0, 0, 1), all_or_nothing=True)
    assert turned.complete[0].content.text().prompts == ("x", "y", "z")
    missing = read(correct("a y"), body, kind="directedPair").items[0]
    assert isinstance(missing, UnfinishedItem)
    assert missing.type is ItemType.MATCHING


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<p>Read this.</p>", "text without a question"),
        ('<extendedTextInteraction responseIdentifier="R"/>', "essay"),
        ('<uploadInteraction responseIdentifier="R"/>', "file upload"),
        ('<hotspotInteraction responseIdentifier="R"/>', "hot spot"),
        ('<orderInteraction responseIdentifier="R"/>', "ordering"),
        ("<p><textEntryInteraction/><textEntryInteraction/></p>", "several blanks"),
        ("<p><inlineChoiceInteraction/><inlineChoiceInteraction/></p>", "several drop-down lists"),
        ("<choiceInteraction/><p><textEntryInteraction/></p>", "several questions in one"),
        ("<unheardOfInteraction/>", "several questions in one"),
    ],
)
def test_what_cannot_be_kept_is_named(body: str, name: str) -> None:
    reading = read(correct("A"), body)
    assert reading.items == ()
    assert [finding.problem.params["type"] for finding in reading.findings] == [name]


def test_feedback_to_right_and_wrong_answers_goes_to_each() -> None:
    rules = (
        '<responseProcessing><responseCondition><responseIf><match><variable identifier="R"/>'
        '<correct identifier="R"/></match><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="float">1</baseValue></setOutcomeValue><setOutcomeValue '
        'identifier="F"><baseValue baseType="identifier">good</baseValue></setOutcomeValue>'
        '</responseIf><responseElse><setOutcomeValue identifier="F"><baseValue '
        'baseType="identifier">bad</baseValue></setOutcomeValue></responseElse></responseCondition>'
        '</responseProcessing><modalFeedback outcomeIdentifier="F" identifier="good">Well done'
        '</modalFeedback><modalFeedback outcomeIdentifier="F" identifier="bad">No</modalFeedback>'
    )
    reading = read(correct("B"), "<p>Which?</p>" + choices("x", "y", "z"), rules)
    assert reading.complete[0].content.text().feedback == ("No", "Well done", "No")


def test_rules_that_are_not_understood_are_doubted() -> None:
    rules = '<responseProcessing><responseCondition><responseIf><isNull><variable identifier="R"/>'
    rules += "</isNull></responseIf></responseCondition></responseProcessing>"
    reading = read(correct("A"), "<p>?</p>" + choices("x", "y"), rules)
    assert [finding.problem.text for finding in reading.findings][-1:] == [
        "The file has rules of its own for scoring; check which answer is right."
    ]


def test_a_test_by_itself_says_what_is_missing() -> None:
    source = SourceFile(b"<assessmentTest/>", "test.xml")
    with pytest.raises(QuestionFileError, match=r"bring the whole package \(\.zip\)"):
        formats.read(source)


@settings(deadline=None)
@given(st.data())
def test_mutated_items_are_read_or_refused(data: st.DataObject) -> None:
    text = sample(data.draw(st.sampled_from(["lakes.qti21.xml", "lakes.qti30.xml"]))).data.decode()
    words = st.sampled_from(
        ["identifier", ">W<", "value", "equal", "Choice", "5.5", "multiple", "prompt", "R", "float"]
    )
    for _ in range(data.draw(st.integers(1, 4))):
        old, new = data.draw(words), data.draw(words | st.text(max_size=5))
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + text[start:].replace(old, new, 1)
    with suppress(QuestionFileError):
        qti2.FORMAT.read(SourceFile(text.encode(errors="replace"), "mutated.xml"))


@pytest.mark.parametrize("name", ["qti-", "qti-5", "qti--", "qti-A"])
def test_names_that_begin_as_those_of_qti_3_and_go_on_otherwise(name: str) -> None:
    text = sample("lakes.qti30.xml").data.decode().replace("qti-prompt", name)
    (item,) = qti2.FORMAT.read(SourceFile(text.encode(), "odd.xml")).items
    assert item.content.texts


@given(st.binary(max_size=60))
def test_arbitrary_bytes_are_refused(junk: bytes) -> None:
    with suppress(QuestionFileError):
        qti2.FORMAT.read(SourceFile(b"<assessmentItem>" + junk, "junk.xml"))
