"""Passages of QTI: stimuli of their own (1.2 as Canvas writes it, 2.2, 3.0), and blocks of ours."""

from collections.abc import Iterable

from lxml import etree

from quizapp.domain.items import LANGUAGES, Stimulus, StimulusKind, StimulusText
from quizapp.domain.materials import STIMULUS_TITLE_MAXIMUM
from quizapp.errors import InvalidInputError
from quizapp.interchange.qti.members import NO_MEMBERS
from quizapp.interchange.qti.texts import TextReader
from quizapp.interchange.qti.trees import LANGUAGE_ATTRIBUTE

__all__ = ["DATA_CLASS", "STIMULUS_CLASS", "in_all_languages", "own_stimulus", "stimulus_of"]

STIMULUS_CLASS = "quizapp-stimulus"
"""The class of a block that holds the passage of an item in a file of ours."""
DATA_CLASS = "quizapp-data"
"""The class of what such a block says where it is a data set."""

_DEVANAGARI = range(0x900, 0x980)


def stimulus_of(title: str, body: str) -> Stimulus:
    """Make a passage, in the language of its letters. Raises `InvalidInputError`."""
    letters = sum(ord(letter) in _DEVANAGARI for letter in body)
    language = LANGUAGES[int(letters * 2 > len("".join(body.split())))]
    text = StimulusText(" ".join(title.split())[:STIMULUS_TITLE_MAXIMUM], body)
    return Stimulus(StimulusKind.PASSAGE, {language: text})


def in_all_languages(stimuli: Iterable[Stimulus]) -> Stimulus | None:
    """Make one passage of the same one in several languages; None of none."""
    found = list(stimuli)
    if not found:
        return None
    texts = {language: text for each in found for language, text in each.texts.items()}
    return Stimulus(found[0].kind, texts)


def own_stimulus(block: etree._Element) -> Stimulus | None:
    """Read a block of ours; None where it holds no passage."""
    reader = TextReader(NO_MEMBERS)
    title = reader.elements(*block.iterfind("h3")).words().text
    body = reader.elements(*block.iterfind("div")).words().text
    is_data = any(each.get("class") == DATA_CLASS for each in block.iterfind("div"))
    kind = StimulusKind.DATA if is_data else StimulusKind.PASSAGE
    language = block.get(LANGUAGE_ATTRIBUTE, LANGUAGES[0])
    try:
        return Stimulus(kind, {language: StimulusText(title, body)})
    except InvalidInputError:
        return None
