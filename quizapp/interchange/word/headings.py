"""What the headings of a table's columns, or the labels of its rows, say stands there."""

import re
from enum import StrEnum

__all__ = ["HEADING_ROWS", "Role", "option_position", "role_of"]

HEADING_ROWS = 3
"""Among so many rows at the top the headings are looked for, since a title may stand above them."""


class Role(StrEnum):
    """What a column or a row of a table of questions holds."""

    NUMBER = "number"
    QUESTION = "question"
    OPTION = "option"
    OPTIONS = "options"
    """All options in one cell."""
    ANSWER = "answer"
    EXPLANATION = "explanation"
    OTHER = "other"


_NAMES: dict[Role, frozenset[str]] = {
    Role.NUMBER: frozenset(
        {
            *("no", "sno", "srno", "sr", "slno", "qno", "qn", "number", "questionno", "queno"),
            *(
                "questionnumber",
                "#",
                "क्र",
                "क्रम",
                "क्रमांक",
                "क्रसं",
                "क्रसंख्या",
                "प्रसं",
                "प्रश्नसंख्या",
                "प्रश्नसं",
            ),
            *("प्रश्नक्रमांक", "सं", "संख्या"),
        }
    ),
    Role.QUESTION: frozenset(
        {"question", "questions", "q", "stem", "que", "questiontext", "प्रश्न", "सवाल"}
    ),
    Role.OPTIONS: frozenset({"options", "choices", "alternatives", "विकल्प"}),
    Role.ANSWER: frozenset(
        {
            *("answer", "answers", "ans", "key", "answerkey", "correctanswer", "correctoption"),
            *("rightanswer", "correct", "correctans", "rightoption", "उत्तर", "सहीउत्तर", "सहीविकल्प"),
        }
    ),
    Role.EXPLANATION: frozenset(
        {
            *("explanation", "explanations", "solution", "solutions", "sol", "exp", "rationale"),
            *("reason", "hint", "व्याख्या", "हल", "स्पष्टीकरण"),
        }
    ),
}
_LANGUAGE = re.compile(
    r"[(\[]?\b(?:english|hindi|eng|hin|en|hi|हिन्दी|हिंदी|अंग्रेज़ी|अंग्रेजी)\b[)\]]?", re.IGNORECASE
)
_NOISE = re.compile(r"[\s.:()\[\]*_-]+")
_OPTION = re.compile(
    r"(?:option|opt|choice|alternative|विकल्प)?[\s.:-]*[(\[]?\s*([a-h]|[1-8]|[कखगघङ]|[अबसद])\s*[)\].]?",
    re.IGNORECASE,
)
_SERIES = ("abcdefgh", "12345678", "कखगघङ", "अबसद")


def role_of(text: str) -> Role:
    """Tell what a heading such as "Q. No.", "Option (a)" or "सही उत्तर" stands for."""
    heading = _LANGUAGE.sub("", text.strip().casefold()).strip()
    name = _NOISE.sub("", heading)
    for role, names in _NAMES.items():
        if name in names:
            return role
    return Role.OPTION if option_position(heading) is not None else Role.OTHER


def option_position(text: str) -> int | None:
    """Give the zero-based position of the option that a label such as "Option B" or "(2)" names."""
    bare = _LANGUAGE.sub("", text.strip().casefold()).strip()
    found = _OPTION.fullmatch(bare)
    if found is None:
        return 0 if bare == "option" else None
    return next(series.index(found[1]) for series in _SERIES if found[1] in series)
