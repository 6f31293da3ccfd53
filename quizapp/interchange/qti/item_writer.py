"""An item in one language → an assessment item of QTI 2.1."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from lxml import etree

from quizapp.domain.items import ImageRef, Language, OptionOrder, StimulusKind, TextFormat
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.interchange.banks import BankItem
from quizapp.interchange.drafts import excerpt_of
from quizapp.interchange.html_text import plain_text
from quizapp.interchange.qti.items2 import WILDCARDS
from quizapp.interchange.qti.markup_writer import QTI, MarkupWriter, xml_text
from quizapp.interchange.qti.processing_writer import (
    EXPLANATION,
    FEEDBACK,
    RESPONSE,
    add_declarations,
    add_processing,
    choice_names,
    feedback_name,
    has_wildcards,
    option_name,
    prompt_name,
)
from quizapp.interchange.qti.qti2 import OURS
from quizapp.interchange.qti.stimuli import DATA_CLASS, STIMULUS_CLASS
from quizapp.interchange.qti.trees import LANGUAGE_ATTRIBUTE

__all__ = ["interaction_of", "title_of", "write_item"]

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_LINE = 15
"""How many characters a field for a number or a word shows."""


def title_of(item: BankItem, language: Language) -> str:
    """Name an item by the beginning of its stem."""
    stem = item.content.text(language).stem
    is_html = item.content.text_format is TextFormat.HTML
    return xml_text(excerpt_of(plain_text(stem) if is_html else stem)) or "?"


def interaction_of(item: BankItem) -> str:
    """Name the interaction that an item of this type has."""
    match item.content.key:
        case SingleKey() | MultipleKey() | TrueFalseKey():
            return "choiceInteraction"
        case NumericKey() | ShortAnswerKey():
            return "textEntryInteraction"
        case MatchingKey():
            return "matchInteraction"
        case _ as unreachable:
            assert_never(unreachable)


def write_item(
    item: BankItem,
    language: Language,
    *,
    identifier: str,
    addresses: Mapping[str, str],
    passages: Sequence[Language],
) -> bytes:
    """Write an item.

    Args:
        item: what to write.
        language: one of its languages.
        identifier: what to call it.
        addresses: where the document finds the pictures, by digest.
        passages: the languages in which its passage is written with it.
    """
    return _ItemWriter(item, language, addresses, passages=passages).document(identifier)


class _ItemWriter:
    def __init__(
        self,
        item: BankItem,
        language: Language,
        addresses: Mapping[str, str],
        *,
        passages: Sequence[Language],
    ) -> None:
        self._item = item
        self._content = item.content
        self._text = item.content.text(language)
        self._language = language
        self._addresses = addresses
        self._passages = passages
        self._markup = MarkupWriter(item.content.text_format)

    def document(self, identifier: str) -> bytes:
        """Write the whole document."""
        content, text = self._content, self._text
        root = etree.Element(
            f"{{{QTI}}}assessmentItem",
            {
                f"{{{_XSI}}}schemaLocation": _SCHEMA,
                "identifier": xml_text(identifier),
                "title": title_of(self._item, self._language),
                "adaptive": "false",
                "timeDependent": "false",
                "toolName": OURS,
                LANGUAGE_ATTRIBUTE: self._language,
            },
            nsmap={None: QTI, "xsi": _XSI},  # type: ignore[dict-item]  # stubs: no default
        )
        said = [bool(each) for each in text.feedback]
        pictures = self._addressed(content.images_of_explanation)
        explained = bool(text.explanation or pictures)
        speaks = any(said) or explained
        add_declarations(root, content.key, content.options, feedback=speaks)
        self._add_body(root)
        add_processing(root, content.key, content.options, said, explained=explained)
        for answer, feedback in enumerate(text.feedback):
            if feedback:
                self._add_feedback(root, feedback_name(answer), feedback)
        if explained:
            self._add_feedback(root, EXPLANATION, text.explanation, pictures)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def _add_body(self, root: etree._Element) -> None:
        body = _add(root, "itemBody")
        self._add_stimulus(body)
        self._markup.fill(_add(body, "div"), self._text.stem, self._pictures(None))
        match self._content.key:
            case SingleKey() | MultipleKey() | TrueFalseKey():
                self._add_choices(body)
            case NumericKey() | ShortAnswerKey():
                self._add_entry(body)
            case MatchingKey():
                self._add_match(body)
            case _ as unreachable:
                assert_never(unreachable)

    def _add_stimulus(self, body: etree._Element) -> None:
        stimulus = self._item.stimulus
        if stimulus is None:
            return
        plain = MarkupWriter(TextFormat.PLAIN)
        for language in self._passages:
            text, is_data = stimulus.texts[language], stimulus.kind is StimulusKind.DATA
            block = _add(body, "div", {"class": STIMULUS_CLASS, LANGUAGE_ATTRIBUTE: language})
            if text.title:
                plain.fill(_add(block, "h3"), text.title)
            plain.fill(_add(block, "div", {"class": DATA_CLASS} if is_data else {}), text.body)

    def _add_choices(self, body: etree._Element) -> None:
        several = isinstance(self._content.key, MultipleKey)
        interaction = _add(
            body,
            "choiceInteraction",
            {
                "responseIdentifier": RESPONSE,
                "shuffle": self._shuffle(),
                "maxChoices": "0" if several else "1",
            },
        )
        names = choice_names(self._content.key, self._content.options)
        for option, (name, text) in enumerate(zip(names, self._text.options, strict=True)):
            choice = _add(interaction, "simpleChoice", {"identifier": name})
            self._markup.fill(choice, text, self._pictures(option))

    def _add_entry(self, body: etree._Element) -> None:
        key = self._content.key
        attributes = {"responseIdentifier": RESPONSE, "expectedLength": str(_LINE)}
        if isinstance(key, ShortAnswerKey) and has_wildcards(key):
            attributes["class"] = WILDCARDS
        _add(_add(body, "div"), "textEntryInteraction", attributes)

    def _add_match(self, body: etree._Element) -> None:
        interaction = _add(
            body,
            "matchInteraction",
            {
                "responseIdentifier": RESPONSE,
                "shuffle": self._shuffle(),
                "maxAssociations": str(len(self._text.prompts)),
            },
        )
        prompts, options = (_add(interaction, "simpleMatchSet") for _ in "12")
        for prompt, text in enumerate(self._text.prompts):
            self._add_associable(prompts, prompt_name(prompt), "1", text, ())
        for option, text in enumerate(self._text.options):
            self._add_associable(options, option_name(option), "0", text, self._pictures(option))

    def _add_associable(
        self,
        parent: etree._Element,
        name: str,
        maximum: str,
        text: str,
        pictures: Sequence[tuple[str, str]],
    ) -> None:
        attributes = {"identifier": name, "matchMax": maximum}
        self._markup.fill(_add(parent, "simpleAssociableChoice", attributes), text, pictures)

    def _add_feedback(
        self,
        root: etree._Element,
        name: str,
        text: str,
        pictures: Sequence[tuple[str, str]] = (),
    ) -> None:
        attributes = {"outcomeIdentifier": FEEDBACK, "identifier": name, "showHide": "show"}
        self._markup.fill(_add(root, "modalFeedback", attributes), text, pictures)

    def _pictures(self, option: int | None) -> list[tuple[str, str]]:
        return self._addressed(self._content.images_at(option))

    def _addressed(self, images: Sequence[ImageRef]) -> list[tuple[str, str]]:
        return [
            (self._addresses[image.digest], image.alt[self._language])
            for image in images
            if image.digest in self._addresses
        ]

    def _shuffle(self) -> str:
        return "true" if self._content.option_order is OptionOrder.SHUFFLE else "false"


def _add(
    parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None
) -> etree._Element:
    return etree.SubElement(parent, f"{{{QTI}}}{name}", dict(attributes or {}))
