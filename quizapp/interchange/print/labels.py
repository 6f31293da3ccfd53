"""The words that stand on a paper beside its questions, in the paper's own language."""

from collections.abc import Mapping, Sequence

from quizapp.domain.items import ItemType, Language
from quizapp.interchange.print.layout import PaperLayout

__all__ = ["label", "time_and_marks", "type_title"]

_LABELS: Mapping[str, Mapping[Language, str]] = {
    "answer": {"en": "Answer", "hi": "उत्तर"},
    "answer-key": {"en": "Answer key", "hi": "उत्तर कुंजी"},
    "explanations": {"en": "Answers with explanations", "hi": "व्याख्या सहित उत्तर"},
    "instructions": {"en": "Instructions", "hi": "निर्देश"},
    "list-1": {"en": "List I", "hi": "सूची I"},
    "list-2": {"en": "List II", "hi": "सूची II"},
    "marks": {"en": "Maximum marks", "hi": "पूर्णांक"},
    "minutes": {"en": "minutes", "hi": "मिनट"},
    "name": {"en": "Name", "hi": "नाम"},
    "question": {"en": "Question", "hi": "प्रश्न"},
    "questions": {"en": "Questions", "hi": "प्रश्न"},
    "roll-number": {"en": "Roll number", "hi": "अनुक्रमांक"},
    "set": {"en": "Set", "hi": "सेट"},
    "several": {
        "en": "One option or more are right.",
        "hi": "एक या अधिक विकल्प सही हैं।",
    },
    "source": {"en": "Source", "hi": "स्रोत"},
    "time": {"en": "Time", "hi": "समय"},
}
_TYPES: Mapping[ItemType, Mapping[Language, str]] = {
    ItemType.SINGLE: {"en": "Choose the right option", "hi": "सही विकल्प चुनिए"},
    ItemType.MULTIPLE: {"en": "Choose all right options", "hi": "सभी सही विकल्प चुनिए"},
    ItemType.TRUE_FALSE: {"en": "True or false", "hi": "सही या गलत"},
    ItemType.NUMERIC: {"en": "Answer with a number", "hi": "संख्या में उत्तर दीजिए"},
    ItemType.SHORT_ANSWER: {"en": "Answer in a word or two", "hi": "एक-दो शब्दों में उत्तर दीजिए"},
    ItemType.MATCHING: {"en": "Match the lists", "hi": "सूचियों का मिलान कीजिए"},
}


def label(name: str, languages: Sequence[Language]) -> str:
    """Give a word of the paper; in a bilingual paper both, with a slash between them."""
    return " / ".join(_LABELS[name][language] for language in languages)


def type_title(item_type: ItemType, languages: Sequence[Language]) -> str:
    """Name a section of questions of one type."""
    return " / ".join(_TYPES[item_type][language] for language in languages)


def time_and_marks(layout: PaperLayout) -> tuple[str, str]:
    """Give what the head of the paper says of time and marks; "" for what is not given."""
    languages = layout.languages
    time = marks = ""
    if layout.minutes is not None:
        minutes = label("minutes", languages)
        time = f"{label('time', languages)}: {layout.minutes} {minutes}"
    if layout.marks:
        marks = f"{label('marks', languages)}: {layout.marks}"
    return time, marks
