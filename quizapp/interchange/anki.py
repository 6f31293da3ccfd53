"""Anki decks (.apkg), written only: a card for each item, with its answer and explanation behind.

Note and deck have ids that come from the names of item and set, so that bringing a deck in again
updates its cards and keeps what was learnt; Anki takes a card only from a newer file, which is what
`ItemBank.written_at` is for. Nothing is written to disk: the database inside is made in memory.
"""

import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from quizapp.domain.items import ImageRef, ItemContent, ItemText, ItemType, Language, TextFormat
from quizapp.domain.keys import SingleKey, TrueFalseKey
from quizapp.errors import N_, Problem
from quizapp.interchange.answer_words import answer_of, option_label, prompt_label
from quizapp.interchange.banks import (
    Action,
    BankItem,
    FileFormat,
    Finding,
    ImageFile,
    ItemBank,
    WrittenFile,
)
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.html_text import as_html

if TYPE_CHECKING:
    import genanki

__all__ = ["FORMAT"]

NAME = "anki"
MEDIA_TYPE = "application/octet-stream"
MODEL_ID = 1_791_553_027
"""Never changed: by it Anki knows the kind of note, and would add every card anew."""
MODEL_NAME = "quizapp question"
FIELDS = ("Question", "Options", "Answer", "Explanation", "Source", "Passage", "Name")
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)

_FRONT = """\
<div class="card-body">
{{#Passage}}<div class="passage">{{Passage}}</div>{{/Passage}}
<div class="stem">{{Question}}</div>
{{Options}}
</div>"""
_BACK = """\
{{FrontSide}}
<hr id="answer">
<div class="card-body">
<div class="answer">{{Answer}}</div>
{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}
{{#Source}}<div class="source">{{Source}}</div>{{/Source}}
</div>"""
_STYLE = """\
.card { font-family: "Noto Sans", "Noto Sans Devanagari", system-ui, sans-serif; font-size: 18px;
  line-height: 1.5; color: #1d1d1f; background: #fdfcf9; text-align: left; }
.card-body { max-width: 36em; margin: 0 auto; padding: 0 0.5em; overflow-wrap: anywhere; }
.stem p { margin: 0 0 0.5em; }
.options { padding: 0; margin: 0.8em 0 0; list-style: none; }
.options li { padding: 0.4em 0.6em; margin: 0.3em 0; border: 1px solid #c9c6bd;
  border-radius: 6px; }
.passage { padding: 0.5em 0.8em; margin-bottom: 1em; border-left: 3px solid #7a8fb3; }
.answer { font-weight: 600; color: #14603c; }
.explanation { margin-top: 0.6em; }
.source { margin-top: 0.8em; font-size: 0.8em; color: #5d5a52; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; } td, th { border: 1px solid #c9c6bd; padding: 0.2em 0.5em; }
.nightMode.card, .night_mode.card, .nightMode .card { color: #ecebe7; background: #1f2023; }
.nightMode .options li, .night_mode .options li { border-color: #56575c; }
.nightMode .answer, .night_mode .answer { color: #7fd4a5; }
.nightMode .source, .night_mode .source { color: #aaa8a1; }
"""
_ENDINGS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}


def _tags(content: ItemContent) -> list[str]:
    return [*content.topics, *([content.difficulty.value] if content.difficulty else [])]


def write(bank: ItemBank) -> WrittenFile:
    """Write a deck."""
    import genanki  # noqa: PLC0415 — a library that only this format needs

    slug = bank.details.slug or slug_of(bank.title)
    model = genanki.Model(
        MODEL_ID,
        MODEL_NAME,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(_deck_id(slug), bank.title, bank.details.description)
    media: dict[str, bytes] = {}
    for item in bank.items:
        card = _Card(item.content, _languages(item.content, bank.languages), bank.images)
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[*card.fields(item), _name(item)],
                tags=_tags(item.content),
                guid=genanki.guid_for("quizapp", slug, _name(item)),
            )
        )
        media |= card.media
    made = (bank.written_at or EARLIEST).timestamp()
    return WrittenFile(
        data=_packed(deck, media, made),
        filename=f"{slug}.apkg",
        media_type=MEDIA_TYPE,
        findings=tuple(_losses(bank)),
    )


def _packed(deck: "genanki.Deck", media: Mapping[str, bytes], made: float) -> bytes:
    import genanki  # noqa: PLC0415 — as above

    collection = sqlite3.connect(":memory:")
    try:
        genanki.Package(deck).write_to_db(
            collection.cursor(), made, itertools.count(int(made * 1000))
        )
        collection.commit()
        database = collection.serialize()
    finally:
        collection.close()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", database)
        archive.writestr("media", json.dumps({str(n): name for n, name in enumerate(media)}))
        for number, data in enumerate(media.values()):
            archive.writestr(str(number), data)
    return packed.getvalue()


class _Card:
    """The fields of a note. `media` are the pictures that they show, by their names in Anki."""

    def __init__(
        self,
        content: ItemContent,
        languages: Sequence[Language],
        images: Mapping[str, ImageFile],
    ) -> None:
        self.media: dict[str, bytes] = {}
        self._content = content
        self._languages = languages
        self._texts = [content.texts[language] for language in languages]
        self._images = images

    def fields(self, item: BankItem) -> list[str]:
        """Give the fields but for the last, in HTML."""
        return [
            self._blocks([text.stem for text in self._texts]) + self._pictures(None),
            self._options(),
            self._answer(),
            self._blocks([text.explanation for text in self._texts])
            + "".join(self._shown(self._content.images_of_explanation)),
            self._source(),
            self._passage(item),
        ]

    def _html(self, text: str, text_format: TextFormat | None = None) -> str:
        """Write a text; Anki knows another mark than `$$` around a formula."""
        html = as_html(text, text_format or self._content.text_format)
        parts = html.split("$$")
        # An odd one is no delimiter.
        if len(parts) % 2 == 0:
            return html
        return "".join(
            rf"\[{part}\]" if position % 2 else part for position, part in enumerate(parts)
        )

    def _blocks(self, texts: Sequence[str]) -> str:
        """Put the texts of the languages below one another."""
        return "".join(f"<div>{self._html(text)}</div>" for text in dict.fromkeys(texts) if text)

    def _inline(self, texts: Sequence[str]) -> str:
        return " / ".join(self._html(text) for text in dict.fromkeys(texts) if text)

    def _options(self) -> str:
        content = self._content
        is_matching = content.type is ItemType.MATCHING
        prompts = [
            f"<li>{prompt_label(place)}. {self._prompt(place)}</li>"
            for place in range(content.prompts)
        ]
        options = [
            f"<li>({option_label(place, is_matching=is_matching)}) {self._option(place)}</li>"
            for place in range(content.options)
        ]
        lists = ("".join(entries) for entries in (prompts, options) if entries)
        return "".join(f'<ul class="options">{entries}</ul>' for entries in lists)

    def _prompt(self, place: int) -> str:
        return self._inline([text.prompts[place] for text in self._texts])

    def _option(self, place: int) -> str:
        words = self._inline([text.options[place] for text in self._texts])
        return words + self._pictures(place)

    def _answer(self) -> str:
        content = self._content
        words = escape(answer_of(content, range(content.options)), quote=False)
        if isinstance(content.key, SingleKey | TrueFalseKey):
            return f"({words}) {self._option(content.key.option)}"
        return words

    def _source(self) -> str:
        source = self._content.source
        if source is None:
            return ""
        words = [escape(each) for each in (source.title, source.name) if each]
        if source.url:
            url = escape(source.url)
            words.append(f'<a href="{url}">{url}</a>')
        return ", ".join(words)

    def _passage(self, item: BankItem) -> str:
        if item.stimulus is None:
            return ""
        texts = item.stimulus.texts
        chosen = [texts[language] for language in self._languages if language in texts]
        return "".join(
            (f"<div><b>{escape(text.title)}</b></div>" if text.title else "")
            + f"<div>{self._html(text.body, TextFormat.PLAIN)}</div>"
            for text in chosen or list(texts.values())[:1]
        )

    def _pictures(self, option: int | None) -> str:
        return "".join(self._shown(self._content.images_at(option)))

    def _shown(self, images: Sequence[ImageRef]) -> Iterator[str]:
        for image in images:
            file = self._images.get(image.digest)
            if file is not None:
                name = f"quizapp-{image.digest[:32]}.{_ending(file.data)}"
                self.media[name] = file.data
                words = " / ".join(image.alt[each] for each in self._languages if each in image.alt)
                yield f'<div><img src="{name}" alt="{escape(words)}"></div>'


def _ending(data: bytes) -> str:
    return next((end for mark, end in _ENDINGS.items() if data.startswith(mark)), "png")


def _languages(content: ItemContent, wanted: Sequence[Language]) -> list[Language]:
    found = [language for language in wanted or content.texts if language in content.texts]
    return found or [content.language]


def _name(item: BankItem) -> str:
    """Name an item so that it is known again: by its id, or where it has none by its words."""
    if item.id:
        return item.id
    text: ItemText = item.content.text()
    words = "\0".join((text.stem, *text.options))
    return sha256(words.encode()).hexdigest()[:16]


def _deck_id(slug: str) -> int:
    """Anki's ids are numbers of some thirteen digits."""
    return int.from_bytes(sha256(f"quizapp deck {slug}".encode()).digest()[:5]) + (1 << 30)


def _losses(bank: ItemBank) -> Iterator[Finding]:
    for position, item in enumerate(bank.items):
        content = item.content
        missing = sum(image.digest not in bank.images for image in content.images)
        has_feedback = any(any(text.feedback) for text in content.texts.values())
        for is_lost, message, part in (
            (missing, N_("The file of a picture is missing."), "images"),
            (has_feedback, N_("A card has no feedback to single answers."), "feedback"),
        ):
            if is_lost:
                yield Finding(
                    Problem(message, field=part),
                    Action.CHANGED,
                    item.place,
                    position,
                    content.text().stem[:120],
                )


FORMAT = FileFormat(
    name=NAME,
    title="Anki (APKG)",
    extensions=("apkg",),
    media_type=MEDIA_TYPE,
    write=write,
)
