"""Items → Moodle XML, all six types with pictures, in HTML throughout."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from lxml import etree

from quizapp.domain.items import ImageRef, ItemContent, ItemType, OptionOrder
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, ImageFile, ItemBank, WrittenFile
from quizapp.interchange.drafts import excerpt_of, expected_order
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.html_text import plain_text
from quizapp.interchange.moodle.answers import ANYTHING
from quizapp.interchange.moodle.asides import as_comment
from quizapp.interchange.moodle.categories import category_path
from quizapp.interchange.moodle.losses import losses_of_bank
from quizapp.interchange.moodle.percentages import in_percent, weights_of
from quizapp.interchange.moodle.written_texts import TextWriter, file_address
from quizapp.interchange.moodle.xml_reader import read
from quizapp.interchange.pictures import media_type_of
from quizapp.interchange.tags import Details, tags_of
from quizapp.interchange.whole_files import write_whole

__all__ = ["MEDIA_TYPE", "write"]

MEDIA_TYPE = "application/xml"

_NOT_OF_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_OF_A_NAME = re.compile(r"[^\w. -]")
_TYPES: Mapping[ItemType, str] = {
    ItemType.SINGLE: "multichoice",
    ItemType.MULTIPLE: "multichoice",
    ItemType.TRUE_FALSE: "truefalse",
    ItemType.SHORT_ANSWER: "shortanswer",
    ItemType.NUMERIC: "numerical",
    ItemType.MATCHING: "matching",
}


def write(bank: ItemBank) -> WrittenFile:
    """Write items of all types. Options left over in a matching item come after the others."""
    return write_whole(bank, _written, read)


def _written(bank: ItemBank, supplements: Sequence[str]) -> WrittenFile:
    findings = [*losses_of_bank(bank)]
    root = etree.Element("quiz")
    category: tuple[str, ...] = ()
    for number, (item, supplement) in enumerate(zip(bank.items, supplements, strict=True)):
        if item.category != category:
            category = item.category
            _add_category(root, category)
        question = _Question(item, bank, supplement)
        root.append(question.element)
        if question.lost_characters:
            problem = Problem(N_("Characters that XML cannot hold were left out."))
            findings.append(Finding(problem, Action.CHANGED, item.place, number))
    etree.indent(root)
    return WrittenFile(
        data=etree.tostring(root, encoding="UTF-8", xml_declaration=True),
        filename=f"{slug_of(bank.title)}.xml",
        media_type=MEDIA_TYPE,
        findings=tuple(findings),
    )


def _add_category(root: etree._Element, category: tuple[str, ...]) -> None:
    question = etree.SubElement(root, "question", type="category")
    name = etree.SubElement(question, "category")
    etree.SubElement(name, "text").text = _NOT_OF_XML.sub("", category_path(category))


class _Question:
    """One question while it is written."""

    def __init__(self, item: BankItem, bank: ItemBank, supplement: str) -> None:
        content = item.content
        self._content = content
        self._supplement = supplement
        self._files = _named_files(content, bank.images)
        self._writer = TextWriter(item, bank.languages, self._address)
        self.lost_characters = False
        self.element = etree.Element("question", type=_TYPES[content.type])
        self._write(item)

    def _write(self, item: BankItem) -> None:
        content = self._content
        stem = plain_text(content.text().stem) or item.id
        self._text(etree.SubElement(self.element, "name"), excerpt_of(stem))
        text = self._marked(self.element, "questiontext", self._writer.stem())
        self._add_files(text, content.images_at())
        explanation = self._writer.explanation() + as_comment(self._supplement)
        general = self._marked(self.element, "generalfeedback", explanation)
        self._add_files(general, content.images_of_explanation)
        self._value("idnumber", item.id)
        self._answers()
        shuffles = content.option_order is OptionOrder.SHUFFLE
        has_order = content.type in {ItemType.SINGLE, ItemType.MULTIPLE, ItemType.MATCHING}
        if has_order:
            self._value("shuffleanswers", str(shuffles).lower())
        expected = expected_order(
            content.key,
            content.text().options,
            shuffles=shuffles if has_order else None,
            details=Details(format=content.format),
        )
        tags = [*tags_of(content, expected)]
        if tags:
            parent = etree.SubElement(self.element, "tags")
            for tag in tags:
                self._text(etree.SubElement(parent, "tag"), tag)

    def _answers(self) -> None:
        key = self._content.key
        match key:
            case SingleKey() | MultipleKey():
                self._value("single", str(isinstance(key, SingleKey)).lower())
                self._value("answernumbering", "abc")
                for option, weight in enumerate(weights_of(key, self._content.options)):
                    self._answer(weight, self._writer.option(option), option, is_option=True)
            case TrueFalseKey():
                for option, name in enumerate(("true", "false")):
                    self._answer(Fraction(int(option == key.option)), name, option)
            case ShortAnswerKey():
                self._value("usecase", str(int(key.case_sensitive)))
                for position, typed in enumerate(key.accepted):
                    self._answer(typed.weight, typed.text, position)
            case NumericKey():
                for position, number in enumerate(key.accepted):
                    value = ANYTHING if number.is_anything else str(number.value)
                    answer = self._answer(number.weight, value, position)
                    tolerance = "0" if number.is_anything else str(number.tolerance)
                    etree.SubElement(answer, "tolerance").text = tolerance
            case MatchingKey():
                self._pairs(key)
            case _ as unreachable:
                assert_never(unreachable)

    def _pairs(self, key: MatchingKey) -> None:
        pairs = [(self._writer.prompt(prompt), option) for prompt, option in enumerate(key.options)]
        unused = sorted({*range(self._content.options)} - {*key.options})
        for prompt, option in [*pairs, *(("", option) for option in unused)]:
            pair = self._marked(self.element, "subquestion", prompt)
            answer = etree.SubElement(pair, "answer")
            self._text(answer, self._writer.option(option))
            self._add_files(answer, self._content.images_at(option))

    def _answer(
        self, weight: Fraction, text: str, position: int, *, is_option: bool = False
    ) -> etree._Element:
        answer = etree.SubElement(self.element, "answer", fraction=in_percent(weight))
        answer.set("format", "html" if is_option else "plain_text")
        self._text(answer, text)
        if is_option:
            self._add_files(answer, self._content.images_at(position))
        self._marked(answer, "feedback", self._writer.feedback(position))
        return answer

    def _marked(self, parent: etree._Element, name: str, html: str) -> etree._Element:
        element = etree.SubElement(parent, name, format="html")
        self._text(element, html)
        return element

    def _add_files(self, element: etree._Element, images: Sequence[ImageRef]) -> None:
        for digest in dict.fromkeys(image.digest for image in images):
            if digest in self._files:
                name, data = self._files[digest]
                file = etree.SubElement(element, "file", name=name, path="/", encoding="base64")
                file.text = b64encode(data).decode()

    def _value(self, name: str, text: str) -> None:
        if text:
            etree.SubElement(self.element, name).text = self._sound(text)

    def _text(self, parent: etree._Element, text: str) -> None:
        etree.SubElement(parent, "text").text = self._sound(text)

    def _sound(self, text: str) -> str:
        sound = _NOT_OF_XML.sub("", text)
        self.lost_characters |= sound != text
        return sound

    def _address(self, digest: str) -> str | None:
        return file_address(self._files[digest][0]) if digest in self._files else None


def _named_files(
    content: ItemContent, images: Mapping[str, ImageFile]
) -> dict[str, tuple[str, bytes]]:
    """Give each picture of an item a name of its own, by its digest."""
    files: dict[str, tuple[str, bytes]] = {}
    taken: set[str] = set()
    for image in content.images:
        file = images.get(image.digest)
        if file is None or image.digest in files:
            continue
        ending = media_type_of(file.data).rpartition("/")[2]
        name = _NOT_OF_A_NAME.sub("_", file.name) or f"{image.digest[:12]}.{ending}"
        if name in taken:
            name = f"{image.digest[:12]}-{name}"
        taken.add(name)
        files[image.digest] = (name, file.data)
    return files
