"""What a format has no place for: it comes back, those who edit elsewhere are right, files lie."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.domain.items import (
    Evidence,
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemText,
    OptionOrder,
    Source,
    Stimulus,
    StimulusKind,
    StimulusText,
    TextFormat,
)
from quizapp.domain.keys import (
    AcceptedText,
    MatchingKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.errors import Problem, QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import (
    BankItem,
    ImageFile,
    ItemBank,
    Reading,
    SourceFile,
    WrittenFile,
)
from quizapp.interchange.supplements import SUPPLEMENT_MAXIMUM, supplement_of, supplemented
from quizapp.interchange.whole_files import write_whole

FORMATS = pytest.mark.parametrize("name", ["moodle-xml", "gift", "qti-package"])
OF_MOODLE = pytest.mark.parametrize("name", ["moodle-xml", "gift"])
SENTENCE = "The dam stands on the Kaveri -- since <1924>."
SOURCE = Source(
    "A dam",
    "https://news.example/dam",
    "Crier",
    (Evidence(SENTENCE, 7, 7 + len(SENTENCE), 29, 35),),
)
UNREADABLE = "What the file notes beside this question cannot be understood; it was left out."
OUTDATED = "This was changed since the file was written; what it noted about it was left out."
SINGLE = ItemContent(
    texts={"en": ItemText("Where is the dam?", ("Kaveri", "Tapi"))}, key=SingleKey(0), source=SOURCE
)
MATCHING = ItemContent(
    texts={
        "en": ItemText(
            "Which state?",
            ("Patna", "Bhopal", "Ranchi"),
            prompts=("Bihar", "Madhya Pradesh"),
            feedback=("On the Ganga.", ""),
        )
    },
    key=MatchingKey((0, 1)),
    option_order=OptionOrder.FIXED,
)
SWAPPED = replace(MATCHING, key=MatchingKey((1, 0)))
TRUTH = ItemContent(
    texts={"en": ItemText("It is old.", ("Right", "Wrong"))},
    key=TrueFalseKey(answer=True),
    option_order=OptionOrder.FIXED,
    source=SOURCE,
)
PARAGRAPH = ItemContent(
    texts={"en": ItemText("<p>Where is it?</p>", ("<b>Here</b>", "There"))},
    key=SingleKey(0),
    text_format=TextFormat.HTML,
)


def written(content: ItemContent, name: str, **others: object) -> SourceFile:
    bank = ItemBank(title="Dams", items=[BankItem(content=content, id="q1")], **others)  # type: ignore[arg-type]
    file = formats.write(bank, name)
    return SourceFile(file.data, file.filename)


def edited(source: SourceFile, old: str, new: str) -> Reading:
    text = source.data.decode()
    assert old in text
    return formats.read(SourceFile(text.replace(old, new).encode(), source.filename))


def only(reading: Reading) -> ItemContent:
    (item,) = reading.complete
    return item.content


@FORMATS
@pytest.mark.parametrize(
    "content",
    [
        *(SINGLE, MATCHING, SWAPPED, TRUTH, PARAGRAPH),
        replace(SINGLE, texts={"en": SINGLE.text(), "hi": SINGLE.text()}),
        replace(PARAGRAPH, texts={"en": ItemText("A &amp; B", ("x", "y"))}),
        replace(SINGLE, texts={"en": ItemText(" Where\n\n\n is it?\t", (" a ", "b\n"), " \n ")}),
    ],
    ids=["source", "pairs", "order", "truth", "paragraph", "languages", "markup", "spaces"],
)
def test_what_has_no_place_of_its_own_comes_back(name: str, content: ItemContent) -> None:
    reading = formats.read(written(content, name))
    assert only(reading) == content
    assert reading.findings == ()


@FORMATS
def test_only_the_languages_that_were_wanted_are_in_the_file(name: str) -> None:
    hindi = ItemText("<p>कहाँ है?</p>", ("यहाँ", "वहाँ"), feedback=("हाँ", ""))
    english = ItemText("<p>Where is it?</p>", ("Here", "There"))
    both = replace(PARAGRAPH, texts={"en": english, "hi": hindi})
    reading = formats.read(written(both, name, languages=("hi",)))
    assert only(reading) == replace(both, texts={"hi": hindi})


@OF_MOODLE
def test_who_edits_the_words_elsewhere_is_right(name: str) -> None:
    found = only(edited(written(SINGLE, name), "Where is the dam?", "Where was it?"))
    assert found == replace(SINGLE, texts={"en": ItemText("Where was it?", ("Kaveri", "Tapi"))})
    found = only(edited(written(TRUTH, name), "It is old.", "It was old."))
    assert found.text() == ItemText("It was old.", ("Right", "Wrong"))
    assert found.source == SOURCE


@OF_MOODLE
def test_a_changed_text_is_not_put_back(name: str) -> None:
    source = written(PARAGRAPH, name)
    reading = edited(source, "Where is it?", "Where was it?")
    assert only(reading).text().stem == "Where was it?"
    assert [(f.problem.field, f.problem.text) for f in reading.findings] == [("stem", OUTDATED)]


@OF_MOODLE
def test_an_edited_pair_keeps_what_is_said_to_the_others(name: str) -> None:
    both = replace(SWAPPED.text(), feedback=("On the Ganga.", "By the lake."))
    source = written(replace(SWAPPED, texts={"en": both}), name)
    reading = edited(source, "Madhya Pradesh", "MP")
    found = only(reading)
    assert found.text() == replace(both, prompts=("Bihar", "MP"), feedback=("On the Ganga.", ""))
    assert [each.problem.field for each in reading.findings] == ["feedback.1"]
    # With other options, nothing says which was meant to be where: the key is what the file shows.
    found = only(edited(source, "Patna", "Gaya"))
    assert [found.text().options[option] for option in found.key.options] == ["Bhopal", "Gaya"]  # type: ignore[union-attr]


def test_a_passage_edited_elsewhere_is_read_as_it_is() -> None:
    passage = Stimulus(StimulusKind.DATA, {"en": StimulusText("Rain", "2001\t10\n2002\t20")})
    bank = ItemBank(title="Q", items=[BankItem(content=SINGLE, id="q1", stimulus=passage)])
    file = formats.write(bank, "moodle-xml")
    source = SourceFile(file.data, file.filename)
    assert formats.read(source).complete[0].stimulus == passage
    (item,) = edited(source, "2002\t20", "2002\t25").complete
    assert item.stimulus == Stimulus(
        StimulusKind.DATA, {"en": StimulusText("Rain", "2001\t10\n2002\t25")}
    )
    assert item.content == SINGLE
    (item,) = edited(source, "&lt;/div&gt;", "").complete
    assert item.stimulus is None
    assert "2001" in item.content.text().stem


PICTURE = ImageFile(b"\x89PNG\r\n", "a.png")


@OF_MOODLE
@pytest.mark.parametrize(
    ("content", "loss"),
    [
        (
            replace(
                TRUTH,
                images=(ImageRef(PICTURE.digest, ImagePlacement.OPTION, 0, {"en": "A dam"}),),
            ),
            "Pictures of this question do not all come back from the file.",
        ),
        (
            ItemContent(
                texts={"en": ItemText("Which?")},
                key=ShortAnswerKey((AcceptedText(" a ", Fraction(1)),)),
            ),
            "The answers that count come back from the file changed.",
        ),
    ],
    ids=["pictures", "spaces"],
)
def test_what_a_file_cannot_hold_even_so_is_said(
    name: str, content: ItemContent, loss: str
) -> None:
    bank = ItemBank(title="Q", items=[BankItem(content=content)], images={PICTURE.digest: PICTURE})
    written_file = formats.write(bank, name)
    assert loss in [finding.problem.text for finding in written_file.findings]


def told(content: ItemContent, **changes: object) -> str:
    shown = replace(content, source=None, texts={"en": ItemText("Where is it?", ("Here", "There"))})
    return json.dumps(json.loads(supplement_of(content, shown)) | changes)


def put(texts: dict[str, object]) -> str:
    return told(PARAGRAPH, format="html", texts=texts)


STEM = json.loads(told(PARAGRAPH))["texts"]["en.stem"][0]


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "7", "{}", '{"supplement": 2}', '{"supplement": 1, "colour": "red"}'),
        "[" * 100_000,
        json.dumps({"supplement": 1, "format": "x" * SUPPLEMENT_MAXIMUM}),
        told(SINGLE, languages=["fr"]),
        told(SINGLE, languages="en"),
        told(SINGLE, order=[1, 0]),
        told(SINGLE, order=["a", [True, 0]]),
        told(SINGLE, format="markdown"),
        told(SINGLE, source={"title": "A"}),
        told(SINGLE, source=SOURCE.as_data() | {"url": "javascript:alert(1)"}),
        told(SINGLE, source=SOURCE.as_data() | {"evidence": [{"text": "a"}]}),
        put({"en.stem": "Where is it?"}),
        put({"fr.stem": [STEM, "Where is it?"]}),
        put({"en.stem.0": [STEM, "Where is it?"]}),
        put({"en.stem": [STEM, 7]}),
    ],
    ids=lambda text: text[:30],
)
def test_a_supplement_that_is_none_changes_nothing(text: str) -> None:
    shown = replace(PARAGRAPH, text_format=TextFormat.PLAIN)
    found, problems = supplemented(shown, text)
    assert found == shown
    assert [problem.text for problem in problems] == [UNREADABLE]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Where is it not?</p>",
        "<p>Where is it?</p><script>alert(1)</script>",
        "<p onclick=alert(1)>Where is it?</p>",
    ],
)
def test_a_file_asks_what_it_shows(text: str) -> None:
    shown = replace(PARAGRAPH, texts={"en": ItemText("Where is it?", ("Here", "There"))})
    found, problems = supplemented(shown, put({"en.stem": [STEM, text]}))
    assert found == shown
    assert [(problem.field, problem.text) for problem in problems] == [("stem", OUTDATED)]


def test_another_source_in_sight_is_the_source() -> None:
    shown = replace(SINGLE, source=Source("Another dam"))
    found, problems = supplemented(shown, supplement_of(SINGLE, replace(SINGLE, source=None)))
    assert found == shown
    assert [(problem.field, problem.text) for problem in problems] == [("source", OUTDATED)]


VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just(STEM),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["en.stem", "en.options.1", "title", "url"]), inner)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["languages", "order", "format", "texts", "source"]), VALUES),
    st.sampled_from([SINGLE, MATCHING, TRUTH, PARAGRAPH]),
)
def test_whatever_a_file_notes_is_taken_or_refused(
    noted: dict[str, object], content: ItemContent
) -> None:
    found, _ = supplemented(content, json.dumps({"supplement": 1} | noted))
    assert found.key == content.key or isinstance(found.key, MatchingKey)


def hostile_comments(explanation: str) -> str:
    return f"[html]a{{T####{explanation}}}"


@pytest.mark.parametrize(
    "make",
    [
        lambda: "<!-- quizapp \\{" * 60_000,
        lambda: "<!-- quizapp \\{\\} -->" * 20_000,
    ],
)
def test_time_grows_with_the_comments_and_no_faster(make: Callable[[], str]) -> None:
    reading = formats.read(SourceFile(hostile_comments(make()).encode(), "q.txt"), "gift")
    assert len(reading.complete) == 1


def test_a_file_that_is_too_large_to_be_read_again_is_written_all_the_same() -> None:
    def refuse(source: SourceFile) -> Reading:
        raise QuestionFileError([Problem("Too large.", file=source.filename)])

    def write(bank: ItemBank, supplements: Sequence[str]) -> WrittenFile:
        assert [*supplements] == [""] * len(bank.items)
        return WrittenFile(data=b"all", filename="q.txt", media_type="text/plain")

    bank = ItemBank(title="Q", items=[BankItem(content=SINGLE)])
    file = write_whole(bank, write, refuse)
    assert file.data == b"all"
    assert [(each.item, each.problem.text) for each in file.findings] == [
        (0, "This question is not read again from the file.")
    ]
