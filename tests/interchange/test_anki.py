"""Anki decks: what stands in the database inside, and what stays the same when written again."""

import json
import sqlite3
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from bank_strategies import banks
from hypothesis import given, settings

from quizapp.domain.items import (
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemText,
    SingleKey,
    Source,
    TextFormat,
)
from quizapp.domain.materials import Stimulus, StimulusKind, StimulusText
from quizapp.interchange import formats
from quizapp.interchange.anki import FIELDS, MODEL_ID
from quizapp.interchange.banks import BankItem, ImageFile, ItemBank, WrittenFile
from quizapp.interchange.spreadsheets.templates import EXAMPLES

PICTURE = ImageFile(b"\x89PNG\r\n\x1a\nmap", "map.png")
CITY = ItemContent(
    texts={
        "en": ItemText("Is $$x<y$$ & \\(z\\)?", ("Gaya", "Ara"), "See <b>."),
        "hi": ItemText("कौन-सा?", ("गया", "आरा")),
    },
    key=SingleKey(1),
    topics=("geography", "states"),
    source=Source("Atlas", "https://example.org/?a=1&b=2", "Survey"),
    images=(ImageRef(PICTURE.digest, ImagePlacement.OPTION, 1, {"en": "Map", "hi": "नक्शा"}),),
)
PASSAGE = Stimulus(StimulusKind.PASSAGE, {"en": StimulusText("Rivers", "They\nflow.")})


def bank(*items: BankItem, **changes: object) -> ItemBank:
    images = {PICTURE.digest: PICTURE}
    return replace(ItemBank(title="Cities", items=items, images=images), **changes)


def rows(written: WrittenFile, query: str) -> list[Sequence[object]]:
    with zipfile.ZipFile(BytesIO(written.data)) as archive:
        data = archive.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def notes(written: WrittenFile) -> list[dict[str, str]]:
    found = rows(written, "SELECT flds FROM notes ORDER BY id")
    return [dict(zip(FIELDS, str(row[0]).split("\x1f"), strict=True)) for row in found]


def test_a_card_asks_on_its_front_and_answers_on_its_back() -> None:
    written = formats.write(bank(BankItem(content=CITY, id="c-1", stimulus=PASSAGE)), "anki")
    assert written.filename == "cities.apkg"
    assert written.findings == ()
    (note,) = notes(written)
    image = f'<div><img src="quizapp-{PICTURE.digest[:32]}.png" alt="Map / नक्शा"></div>'
    assert note == {
        "Question": "<div>Is \\[x&lt;y\\] &amp; \\(z\\)?</div><div>कौन-सा?</div>",
        "Options": (
            f'<ul class="options"><li>(a) Gaya / गया</li><li>(b) Ara / आरा{image}</li></ul>'
        ),
        "Answer": f"(b) Ara / आरा{image}",
        "Explanation": "<div>See &lt;b&gt;.</div>",
        "Source": (
            'Atlas, Survey, <a href="https://example.org/?a=1&amp;b=2">'
            "https://example.org/?a=1&amp;b=2</a>"
        ),
        "Passage": "<div><b>Rivers</b></div><div>They<br>flow.</div>",
        "Name": "c-1",
    }
    ((tags,),) = rows(written, "SELECT tags FROM notes")
    assert str(tags).split() == ["geography", "states"]
    ((cards,),) = rows(written, "SELECT count(*) FROM cards")
    assert cards == 1
    with zipfile.ZipFile(BytesIO(written.data)) as archive:
        assert json.loads(archive.read("media")) == {"0": f"quizapp-{PICTURE.digest[:32]}.png"}
        assert archive.read("0") == PICTURE.data


def test_every_type_becomes_a_card() -> None:
    items = [BankItem(content=example) for example in EXAMPLES]
    answers = [note["Answer"] for note in notes(formats.write(bank(*items), "anki"))]
    assert answers == [
        "(c) Article 17",
        "(a) 1 only",
        "a, c",
        "(a) True",
        "1.41 ± 0.005",
        "Mumbai",
        "A-2, B-1, C-4",
    ]


def test_writing_again_updates_the_same_cards() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    later = datetime(2026, 11, 23, tzinfo=UTC)
    other = replace(CITY, texts={"en": ItemText("Which?", ("Gaya", "Ara"))}, images=())
    items = (BankItem(content=CITY, id="c-1"), BankItem(content=other))
    first = formats.write(bank(*items, written_at=now), "anki")
    mended = (BankItem(content=other, id="c-1"), BankItem(content=other))
    second = formats.write(bank(*mended, written_at=later), "anki")
    for query in ("SELECT guid FROM notes", "SELECT did FROM cards", "SELECT mid FROM notes"):
        assert rows(first, query) == rows(second, query)
    assert rows(first, "SELECT DISTINCT mid FROM notes") == [(MODEL_ID,)]
    ((before,), *_) = rows(first, "SELECT mod FROM notes")
    ((after,), *_) = rows(second, "SELECT mod FROM notes")
    assert (before, after) == (int(now.timestamp()), int(later.timestamp()))
    elsewhere = formats.write(bank(*items, title="Towns", written_at=now), "anki")
    assert rows(first, "SELECT guid FROM notes") != rows(elsewhere, "SELECT guid FROM notes")


def test_the_template_suits_the_night_and_a_phone() -> None:
    written = formats.write(bank(BankItem(content=CITY)), "anki")
    ((models,),) = rows(written, "SELECT models FROM col")
    model = json.loads(str(models))[str(MODEL_ID)]
    assert ".nightMode" in model["css"]
    assert "max-width: 100%" in model["css"]
    assert [field["name"] for field in model["flds"]] == [*FIELDS]


def test_what_a_card_cannot_hold_is_said() -> None:
    text = ItemText("Which?", ("a", "b"), feedback=("No", "Yes"))
    with_feedback = replace(CITY, texts={"en": text})
    written = formats.write(bank(BankItem(content=with_feedback), images={}), "anki")
    assert [finding.problem.text for finding in written.findings] == [
        "The file of a picture is missing.",
        "A card has no feedback to single answers.",
    ]


@settings(deadline=None, max_examples=30)
@given(drawn=banks(images=True))
def test_every_item_becomes_a_note_without_markup_of_its_own(drawn: ItemBank) -> None:
    written = formats.write(drawn, "anki")
    found = notes(written)
    assert len(found) == len(drawn.items)
    for note, item in zip(found, drawn.items, strict=True):
        assert "<script" not in "".join(note.values())
        if item.content.text_format is TextFormat.PLAIN:
            assert note["Question"].replace("<br>", "").count("<") <= 2 * (
                len(item.content.texts) + 2 * len(item.content.images) * 2
            )
