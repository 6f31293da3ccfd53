"""Packages of QTI: what we write obeys the rules and comes back as it was; what others pack."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from bank_strategies import banks
from fuzzing import damaged, ensure_read_or_refused, slow_is_no_failure
from hypothesis import given, settings
from hypothesis import strategies as st
from qti_rules import problems_of_package

from quizapp.domain.items import (
    Evidence,
    FactKind,
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemFormat,
    ItemText,
    NumericKey,
    OptionOrder,
    ShortAnswerKey,
    SingleKey,
    Source,
    Stimulus,
    StimulusKind,
    StimulusText,
    TextFormat,
)
from quizapp.domain.keys import AcceptedText, NumericAnswer, TrueFalseKey
from quizapp.domain.materials import normalised
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import (
    BankItem,
    ImageFile,
    ItemBank,
    Place,
    Reading,
    SourceFile,
)
from quizapp.interchange.qti import package


def members_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(members: dict[str, bytes | str]) -> SourceFile:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return SourceFile(out.getvalue(), "package.zip")


def read_back(bank: ItemBank) -> Reading:
    written = package.write(bank)
    return package.read(SourceFile(written.data, written.filename))


def without_places(reading: Reading) -> list[object]:
    return [replace(item, place=Place()) for item in reading.items]


def has_answers_that_never_count(item: BankItem) -> bool:
    key = item.content.key
    names: list[object] = []
    if isinstance(key, ShortAnswerKey):
        fold = str if key.case_sensitive else normalised
        names = [fold(each.text) for each in key.accepted]
    elif isinstance(key, NumericKey):
        names = [each.value for each in key.accepted]
    return len(names) != len(set(names))


@settings(slow_is_no_failure, max_examples=80)
@given(banks(images=True, proven=True))
def test_items_survive_the_journey(bank: ItemBank) -> None:
    written = package.write(bank)
    reading = package.read(SourceFile(written.data, written.filename))
    # Of two answers with the same value, QTI has a place for what is said to one.
    named = {each.item for each in written.findings if each.problem.field in {"key", "texts"}}
    for number, (item, again) in enumerate(zip(bank.items, reading.items, strict=True)):
        if number in named and has_answers_that_never_count(item):
            continue
        assert replace(again, place=Place()) == item
    assert reading.title == bank.title
    used = {image.digest for item in bank.items for image in item.content.images}
    assert {digest: file.data for digest, file in reading.images.items()} == {
        digest: bank.images[digest].data for digest in used
    }


@settings(slow_is_no_failure, max_examples=80)
@given(banks(images=True, proven=True))
def test_what_is_written_obeys_the_rules(bank: ItemBank) -> None:
    assert list(problems_of_package(members_of(package.write(bank).data))) == []


PNG = ImageFile(b"\x89PNG\r\n and so on", "map.png")
PASSAGE = Stimulus(
    StimulusKind.DATA,
    {"en": StimulusText("Rain  fall", "Year\tmm\n2001\t1,200"), "hi": StimulusText("", "वर्षा")},
)


SENTENCE = "The dam stands on the Kaveri."
EVIDENCE = (Evidence(SENTENCE, 40, 40 + len(SENTENCE), 62, 68),)


def river(stem: str, **changes: object) -> ItemContent:
    given = {
        "texts": {"en": ItemText(stem, ("Kaveri", "Godavari"), "By Karikala.")},
        "key": SingleKey(0),
    }
    return ItemContent(**(given | changes))


def test_everything_an_item_has_comes_back() -> None:
    items = (
        BankItem(
            content=river(
                "1. A\n2. B",
                texts={
                    "en": ItemText("1. A\n2. B", ("1 only", ""), "", feedback=("Yes", "")),
                    "hi": ItemText("1. क\n2. ख", ("केवल 1", ""), "व्याख्या", feedback=("", "नहीं")),
                },
                format=ItemFormat.STATEMENTS,
                option_order=OptionOrder.FIXED,
                topics=("polity", "history"),
                kind=FactKind.PLACE,
                source=Source(
                    "The dam & its delta", "https://news.example/dam?a=1&b=2", "Crier", EVIDENCE
                ),
                images=(
                    ImageRef(PNG.digest, ImagePlacement.STEM, None, {"en": "A dam", "hi": "बाँध"}),
                    ImageRef(PNG.digest, ImagePlacement.OPTION, 1, {"en": "B", "hi": "ख"}),
                ),
            ),
            id="7 rivers/1",
            category=("The south", "Dams"),
            stimulus=PASSAGE,
        ),
        BankItem(content=river("Which?"), id="7 rivers:1", stimulus=PASSAGE),
        BankItem(
            content=river(
                "Name it.",
                texts={"en": ItemText("Name it.")},
                key=ShortAnswerKey((AcceptedText(r"Kav*i \*", Fraction(1)),)),
            ),
            id="wild",
        ),
        BankItem(
            content=river(
                "How many?",
                texts={"en": ItemText("How many?")},
                key=NumericKey((NumericAnswer(Decimal("1.000000000000000000000000000000000001")),)),
            ),
            id="fine",
        ),
    )
    bank = ItemBank(title="Dams & deltas", items=items, images={PNG.digest: PNG})
    written = package.write(bank)
    reading = formats.read(SourceFile(written.data, written.filename))
    assert reading.format == "qti-package"
    assert written.filename == "dams-deltas.zip"
    assert without_places(reading) == list(items)
    assert reading.items[0].stimulus is reading.items[1].stimulus
    assert [finding.problem.text for finding in written.findings] == [
        "Other systems take the star in an answer for a star."
    ]
    assert list(problems_of_package(members_of(written.data))) == []
    assert package.write(bank).data == written.data


def html_item(html: str) -> BankItem:
    content = ItemContent(
        texts={"en": ItemText(html, ("<b>A</b>", "B"))},
        key=SingleKey(0),
        text_format=TextFormat.HTML,
    )
    return BankItem(content=content, id="q1")


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<b>Which<p>of these</p>?</b>", "<b>Which<br/>of these<br/>?</b>"),
        (
            "<blockquote>Jai<p>Hind</p></blockquote>",
            "<blockquote><p>Jai</p><p>Hind</p></blockquote>",
        ),
        ("<ul>One<li>two</li></ul>", "<ul><li>One</li><li>two</li></ul>"),
        ("<dl><dt>A<p>B</p></dt>C</dl>", "<dl><dt>A<br/>B<br/></dt><dd>C</dd></dl>"),
        ("<li>One</li>", "<div>One</div>"),
        ("<pre>H<sub>2</sub>O</pre>", "<pre>H2O</pre>"),
        (
            "<table><tbody><tr><td>1</td></tr></tbody><tfoot><tr><th>2</th></tr></tfoot></table>",
            "<table><tbody><tr><td>1</td></tr><tr><th>2</th></tr></tbody></table>",
        ),
        (
            "<table><thead><tr><td>1</td></tr></thead></table>",
            "<table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        ("a<table><caption>b</caption></table>c", "a<div>b</div>c"),
        ("<i>" * 100 + "deep" + "</i>" * 100, '<span class="quizapp-plain">deep</span>'),
        ("<i>" * 1_000 + "deep" + "</i>" * 1_000, '<span class="quizapp-plain">deep</span>'),
    ],
)
def test_html_is_written_as_the_schema_wants_it_and_comes_back_as_it_was(
    html: str, written: str
) -> None:
    bank = ItemBank(title="Q", items=(html_item(html),))
    file = package.write(bank)
    members = members_of(file.data)
    assert f"<div>{written}</div>" in members["items/item-q1.xml"].decode()
    assert list(problems_of_package(members)) == []
    assert without_places(package.read(SourceFile(file.data, file.filename))) == list(bank.items)
    assert file.findings == ()


@pytest.mark.parametrize(
    ("member", "old", "new", "problem"),
    [
        (
            "imsmanifest.xml",
            'file href="items/item-q1.xml"',
            'file href="q.xml"',
            "q.xml is missing",
        ),
        ("imsmanifest.xml", 'identifierref="item-q1"', 'identifierref="q"', "q is no resource"),
        (
            "imsmanifest.xml",
            'identifier="item-q1"',
            'identifier="1"',
            "identifier of resource is “1”",
        ),
        ("imsmanifest.xml", 'identifier="item-q1"', 'identifier="test"', "manifest stands twice"),
        ("imsmanifest.xml", "<organizations/>", "", "manifest holds"),
        ("imsmanifest.xml", "choiceInteraction", "poll", "interactionType says “poll”"),
        ("assessment.xml", "items/item-q1.xml", "items/q.xml", "the test asks"),
        (
            "items/item-q1.xml",
            'cardinality="single" baseType="id',
            'baseType="id',
            "lacks cardinality",
        ),
        ("items/item-q1.xml", 'baseType="identifier"', 'baseType="float"', "A is no float"),
        ("items/item-q1.xml", "<value>A</value>", "<value>C</value>", "C is no choice"),
        ("items/item-q1.xml", '"SCORE"', '"POINTS"', "POINTS is no outcome"),
        (
            "items/item-q1.xml",
            "<correctResponse>",
            "<mapping/><correctResponse>",
            "holds ['mapping'",
        ),
        ("items/item-q1.xml", 'responseIdentifier="R', 'responseIdentifier="P', "to no response"),
        ("items/item-q1.xml", 'identifier="B"', 'identifier="A"', "A is named twice"),
        ("items/item-q1.xml", 'shuffle="true"', 'shuffle="yes"', "shuffle of choiceInteraction is"),
        ("items/item-q1.xml", "<itemBody>", "<itemBody>Words", "itemBody holds the words"),
        ("items/item-q1.xml", "<div>", '<div onclick="a">', "has the attribute onclick"),
        ("items/item-q1.xml", "<div>", "<div><script/>", "script is no element of"),
    ],
)
def test_the_rules_find_what_is_wrong(member: str, old: str, new: str, problem: str) -> None:
    members = members_of(package.write(ItemBank(title="Q", items=(html_item("A?"),))).data)
    assert list(problems_of_package(members)) == []
    text = members[member].decode()
    assert old in text
    # The first place only, but for a name: that is changed wherever it stands.
    broken = text.replace(old, new, -1 if "SCORE" in old else 1)
    if old == '"SCORE"':
        broken = broken.replace(new, old, 1)
    found = list(problems_of_package(members | {member: broken.encode()}))
    assert [each for each in found if problem in each], found


def test_the_main_language_is_the_one_asked_for_first() -> None:
    texts = {"en": ItemText("Which?", ("A", "B")), "hi": ItemText("कौन?", ("क", "ख"))}
    items = (BankItem(content=river("", texts=texts), id="q"),)
    bank = ItemBank(title="Q", items=items, languages=("hi", "en"))
    members = members_of(package.write(bank).data)
    assert "कौन?" in members["items/item-q.xml"].decode()
    assert "Which?" in members["translations/item-q.en.xml"].decode()
    assert without_places(read_back(bank)) == list(items)
    only = members_of(package.write(replace(bank, languages=("hi",))).data)
    assert not [name for name in only if name.startswith("translations/")]


def test_what_a_package_cannot_carry_is_said() -> None:
    lost = ImageRef("0" * 64, ImagePlacement.STEM, None, {"en": "A dam"})
    item = BankItem(content=river("Which?", images=(lost,)))
    written = package.write(ItemBank(title="Q", items=(item,)))
    assert [(f.item, f.problem.text) for f in written.findings] == [
        (0, "A picture is missing and was left out."),
    ]
    reading = package.read(SourceFile(written.data, "q.zip"))
    again = package.read(
        SourceFile(package.write(ItemBank(title="Q", items=(item,))).data, "q.zip")
    )
    assert reading.items[0].id == again.items[0].id != ""


def test_true_and_false_in_other_words_stay_in_their_order() -> None:
    content = ItemContent(
        texts={"en": ItemText("Rivers flow uphill: what do you call that?", ("False", "A fact"))},
        key=TrueFalseKey(answer=False),
        option_order=OptionOrder.FIXED,
    )
    bank = ItemBank(title="Q", items=(BankItem(content=content, id="q1"),))
    assert [item.content for item in read_back(bank).complete] == [content]


def test_an_item_by_itself_is_read_as_well() -> None:
    bank = ItemBank(title="Q", items=(BankItem(content=river("Which?"), id="q1"),))
    data = members_of(package.write(bank).data)["items/item-q1.xml"]
    reading = formats.read(SourceFile(data, "item.xml"))
    assert reading.format == "qti"
    assert [(item.id, item.content) for item in reading.complete] == [("q1", river("Which?"))]


CANVAS = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
<assessment title="Quiz"><section ident="root_section"><item ident="i1" title="Map"><presentation>
<material><mattext texttype="text/html">&lt;p&gt;Where? &lt;img alt="A map"
src="$IMS-CC-FILEBASE$/maps/a%20b.png?canvas_download=1"&gt;&lt;/p&gt;</mattext></material>
<response_lid ident="r"><render_choice>
<response_label ident="a"><material><matimage uri="c.png" label="Here"/></material>
</response_label>
<response_label ident="b"><material><mattext>There</mattext></material></response_label>
</render_choice></response_lid></presentation><resprocessing><respcondition>
<conditionvar><varequal respident="r">b</varequal></conditionvar><setvar>1</setvar>
</respcondition></resprocessing>
</item></section></assessment></questestinterop>"""


def test_pictures_are_found_where_learning_platforms_put_them() -> None:
    source = packed(
        {
            "imsmanifest.xml": "<manifest><resources><resource identifier='a' type='imsqti' "
            "href='quiz/quiz.xml'><file href='quiz/quiz.xml'/></resource></resources></manifest>",
            "quiz/quiz.xml": CANVAS,
            "web_resources/maps/a b.png": PNG.data,
            "quiz/c.png": b"\x89PNG c",
            "non_cc_assessments/quiz.xml.qti": CANVAS.replace("Where?", "Where exactly?").replace(
                "c.png", "../quiz/c.png"
            ),
            "quiz/assessment_qti.xml": CANVAS,
        }
    )
    assert formats.detect(source).name == "qti-package"
    reading = formats.read(source)
    assert [item.content.text().stem for item in reading.complete] == ["Where?", "Where exactly?"]
    content = reading.complete[0].content
    option = ImageFile(b"\x89PNG c")
    assert content.images == (
        ImageRef(PNG.digest, ImagePlacement.STEM, None, {"en": "A map"}),
        ImageRef(option.digest, ImagePlacement.OPTION, 0, {"en": "Here"}),
    )
    assert {*reading.images} == {PNG.digest, option.digest}
    assert reading.complete[0].place.file == "quiz/quiz.xml"


ITEM = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
identifier="{name}" title="{name}"><qti-response-declaration identifier="R" cardinality="single"
base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response>
</qti-response-declaration>{stimulus}<qti-item-body><p>Which is {name}?</p>
<qti-choice-interaction response-identifier="R" max-choices="1" shuffle="false">
<qti-simple-choice identifier="A">Ganga</qti-simple-choice>
<qti-simple-choice identifier="B">Yamuna</qti-simple-choice></qti-choice-interaction>
</qti-item-body></qti-assessment-item>"""
STIMULUS = '<qti-assessment-stimulus-ref identifier="s" href="../passage.xml"/>'
TEST = """<qti-assessment-test xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" title="Rivers">
<qti-test-part identifier="p"><qti-assessment-section title="North" identifier="s">
<qti-assessment-item-ref identifier="b" href="items/b.xml"/>
<qti-assessment-item-ref identifier="x" href="items/x.xml"/>
<qti-assessment-item-ref identifier="a" href="items/a.xml"/>
</qti-assessment-section></qti-test-part></qti-assessment-test>"""


def test_a_test_says_the_order_and_the_sections() -> None:
    passage = """<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
        title="The plain"><qti-stimulus-body><p>Two rivers meet.</p></qti-stimulus-body>
        </qti-assessment-stimulus>"""
    reading = formats.read(
        packed(
            {
                "Rivers/items/a.xml": ITEM.format(name="a", stimulus=STIMULUS),
                "Rivers/items/b.xml": ITEM.format(name="b", stimulus=STIMULUS),
                "Rivers/items/c.xml": ITEM.format(name="c", stimulus=""),
                "Rivers/items/d.xml": ITEM.format(name="d", stimulus="")[:-30],
                "Rivers/test.xml": TEST,
                "Rivers/passage.xml": passage,
            }
        )
    )
    assert reading.title == "Rivers"
    assert [(item.id, item.category) for item in reading.complete] == [
        ("b", ("North",)),
        ("a", ("North",)),
        ("c", ()),
    ]
    first, second, third = reading.complete
    assert first.stimulus is second.stimulus
    assert first.stimulus == Stimulus(
        StimulusKind.PASSAGE, {"en": StimulusText("The plain", "Two rivers meet.")}
    )
    assert third.stimulus is None
    assert [(finding.place.file, finding.problem.text) for finding in reading.findings] == [
        (
            "Rivers/test.xml",
            "The test refers to “items/x.xml”, which is not in the package.",
        ),
        (
            "Rivers/items/d.xml",
            "“Rivers/items/d.xml” cannot be read: This is not XML that can be read: expected '>'.",
        ),
    ]


@pytest.mark.parametrize("words", ["<p>Two rivers meet.</p>", ""])
def test_the_pictures_of_a_passage_stand_with_each_of_its_questions(words: str) -> None:
    passage = f"""<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
        title="The plain"><qti-stimulus-body>{words}<p><img src="map.png" alt="A map"/></p>
        </qti-stimulus-body></qti-assessment-stimulus>"""
    reading = formats.read(
        packed(
            {
                "items/a.xml": ITEM.format(name="a", stimulus=STIMULUS),
                "items/b.xml": ITEM.format(name="b", stimulus=STIMULUS),
                "passage.xml": passage,
                "map.png": PNG.data,
            }
        )
    )
    shown = ImageRef(PNG.digest, ImagePlacement.STEM, None, {"en": "A map"})
    assert [item.content.images for item in reading.complete] == [(shown,), (shown,)]
    assert [item.stimulus is not None for item in reading.complete] == [bool(words)] * 2
    assert reading.images[PNG.digest].data == PNG.data
    moved = "The picture of the passage now stands with each of its questions."
    assert [f.item for f in reading.findings if f.problem.text == moved] == [0, 1]


def test_a_package_without_questions_is_refused() -> None:
    source = packed({"imsmanifest.xml": "<manifest/>", "page.html": "<p>Nothing</p>"})
    with pytest.raises(QuestionFileError, match="no question here"):
        formats.read(source)


@pytest.mark.parametrize(
    ("members", "is_ours"),
    [
        ({"imsmanifest.xml": "<manifest/>"}, True),
        ({"a/quiz.xml": "<questestinterop/>"}, True),
        ({"a/quiz.xml": "<quiz/>"}, False),
        ({"[Content_Types].xml": "<Types/>", "imsmanifest.xml": ""}, False),
        ({"../imsmanifest.xml": "<manifest/>"}, False),
    ],
)
def test_packages_are_told_from_other_archives(members: dict[str, str], *, is_ours: bool) -> None:
    assert package.recognises(packed(dict(members))) is is_ours


@slow_is_no_failure
@given(st.data())
def test_damaged_packages_are_read_or_refused(data: st.DataObject) -> None:
    whole = packed(
        {
            "imsmanifest.xml": "<manifest><resources><resource href='a.xml'/></resources>"
            "</manifest>",
            "a.xml": ITEM.format(name="a", stimulus=STIMULUS),
            "test.xml": TEST,
            "q.xml": CANVAS,
        }
    ).data
    ensure_read_or_refused("qti-package", data.draw(damaged(whole)))
