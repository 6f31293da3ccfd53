"""Texts of items → Moodle's HTML: every language, spaces that count, pictures."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from urllib.parse import quote

from quizapp.domain.items import ImageRef, ItemText, Language, TextFormat
from quizapp.interchange.banks import BankItem
from quizapp.interchange.html_text import as_html, read_html
from quizapp.interchange.marked_texts import FILE_PREFIX, PRESERVED
from quizapp.interchange.moodle.asides import passage_block

__all__ = ["TextWriter", "file_address"]

_SPAN = re.compile(r"</?span[^<>]*>")


class TextWriter:
    """Writes the texts of one item. `address` gives an image's address, None to leave it out."""

    def __init__(
        self,
        item: BankItem,
        languages: Sequence[Language],
        address: Callable[[str], str | None],
    ) -> None:
        content = item.content
        self._item = item
        self._format = content.text_format
        wanted = [language for language in languages if language in content.texts]
        self._texts = {language: content.texts[language] for language in wanted or content.texts}
        self._address = address

    def stem(self) -> str:
        """The stem with its pictures, after the passage that the item shares with others."""
        stem = self.html(lambda text: text.stem)
        return self._passage() + stem + self._pictures(None)

    def option(self, position: int) -> str:
        """An option with its pictures."""
        words = self.html(lambda text: text.options[position])
        return words + self._pictures(position)

    def explanation(self) -> str:
        """The explanation with its pictures."""
        pictures = map(self._picture, self._item.content.images_of_explanation)
        return self.html(lambda text: text.explanation) + "".join(pictures)

    def prompt(self, position: int) -> str:
        """What a matching item asks to match."""
        return self.html(lambda text: text.prompts[position])

    def feedback(self, position: int) -> str:
        """What is said to an answer; "" where nothing is."""
        return self.html(lambda text: text.feedback[position] if text.feedback else "")

    def html(self, pick: Callable[[ItemText], str]) -> str:
        """A text of the item in all its languages."""
        return _written({code: pick(text) for code, text in self._texts.items()}, self._format)

    def _passage(self) -> str:
        stimulus = self._item.stimulus
        if stimulus is None:
            return ""
        titles = {language: text.title for language, text in stimulus.texts.items()}
        bodies = {language: text.body for language, text in stimulus.texts.items()}
        title = _written(titles, TextFormat.PLAIN)
        return passage_block(stimulus, title, _written(bodies, TextFormat.PLAIN))

    def _pictures(self, option: int | None) -> str:
        return "".join(map(self._picture, self._item.content.images_at(option)))

    def _picture(self, image: ImageRef) -> str:
        address = self._address(image.digest)
        if address is None:
            return ""
        tags = {
            language: f'<img src="{escape(address)}" alt="{escape(image.alt[language])}">'
            for language in self._texts
        }
        return f"<p>{_in_languages(tags)}</p>"


def file_address(name: str) -> str:
    """Say where a text finds a file that its question carries."""
    return FILE_PREFIX + quote(name)


def _written(texts: Mapping[Language, str], text_format: TextFormat) -> str:
    if text_format is TextFormat.HTML:
        return _in_languages(
            {language: as_html(text, text_format) for language, text in texts.items()}
        )
    escaped = {language: escape(text, quote=False) for language, text in texts.items()}
    html = _in_languages(escaped)
    if all(read_html(escaped[language]) == (texts[language], text_format) for language in texts):
        return html
    # Moodle shows, and we read back, spaces and line breaks only where the text asks for it.
    return f"{PRESERVED}{html}</span>"


def _in_languages(html: Mapping[Language, str]) -> str:
    """Write the same words in several languages; once where they do not differ."""
    if len(set(html.values())) == 1:
        return next(iter(html.values()))
    # Moodle ends a language at the first end of a span; those of items carry no meaning.
    return "".join(
        f'<span lang="{language}" class="multilang">{_SPAN.sub("", text)}</span>'
        for language, text in html.items()
    )
