"""What the columns of a sheet are: their names in any order, in English or Hindi."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizapp.domain.items import OPTIONS_MAXIMUM, Language
from quizapp.domain.keys.matching import PROMPTS_MAXIMUM
from quizapp.domain.keys.weights import ANSWERS_MAXIMUM
from quizapp.domain.materials import normalised
from quizapp.interchange.spreadsheets.tables import Row

__all__ = ["HEADER_ROWS", "Column", "Header", "Role", "column_of", "find_header"]

HEADER_ROWS = 20
"""The header is looked for in so many rows."""


class Role(StrEnum):
    """What a column holds; the value is the name that it is written under."""

    STEM = "question"
    OPTION = "option"
    OPTIONS = "options"
    KEY = "answer"
    EXPLANATION = "explanation"
    TYPE = "type"
    FORMAT = "format"
    OPTION_ORDER = "option order"
    TEXT_FORMAT = "text format"
    PROMPT = "match"
    PROMPTS = "matches"
    WEIGHT = "weight"
    TOLERANCE = "tolerance"
    CASE_SENSITIVE = "case sensitive"
    ALL_OR_NOTHING = "all or nothing"
    FEEDBACK = "feedback"
    TOPICS = "topics"
    SOURCE = "source"
    PUBLISHER = "publisher"
    URL = "url"
    DATE = "date"
    STALE_ON = "goes stale on"
    KIND = "kind"
    DIFFICULTY = "difficulty"
    ID = "id"
    CATEGORY = "category"
    PASSAGE = "passage"
    PASSAGE_TITLE = "passage title"
    PASSAGE_KIND = "passage kind"
    NUMBER = "number"
    """The number of the question, which the rows tell anyway."""


IN_EACH_LANGUAGE = frozenset(
    {
        Role.STEM,
        Role.OPTION,
        Role.OPTIONS,
        Role.EXPLANATION,
        Role.PROMPT,
        Role.PROMPTS,
        Role.FEEDBACK,
        Role.PASSAGE,
        Role.PASSAGE_TITLE,
    }
)
COUNTED: Mapping[Role, int] = {
    Role.OPTION: OPTIONS_MAXIMUM,
    Role.PROMPT: PROMPTS_MAXIMUM,
    Role.WEIGHT: ANSWERS_MAXIMUM,
    Role.FEEDBACK: ANSWERS_MAXIMUM,
}
"""Roles of which there are several columns, and how many at most."""

_NAMES: Mapping[Role, str] = {
    Role.STEM: "question|questions|stem|question text|question stem|question statement|item|"
    "प्रश्न|सवाल|प्रश्न पाठ",
    Role.OPTION: "option|opt|choice|alternative|विकल्प",
    Role.OPTIONS: "options|choices|answer options|alternatives|all options|सभी विकल्प",
    Role.KEY: "answer|answers|correct|key|answer key|correct answer|correct answers|correct option|"
    "correct options|correct choice|right answer|right option|ans|solution key|"
    "उत्तर|सही उत्तर|सही विकल्प|उत्तर कुंजी",
    Role.EXPLANATION: "explanation|solution|rationale|detailed solution|answer explanation|"
    "explaination|general feedback|व्याख्या|हल|स्पष्टीकरण|समाधान",
    Role.TYPE: "type|question type|item type|प्रकार|प्रश्न प्रकार",
    Role.FORMAT: "format|question format|प्रारूप",
    Role.OPTION_ORDER: "option order|order of options|options order|विकल्प क्रम|विकल्पों का क्रम",
    Role.TEXT_FORMAT: "text format|texts|पाठ प्रारूप",
    Role.PROMPT: "match|prompt|to match|left|pair|मिलान",
    Role.PROMPTS: "matches|prompts|pairs|things to match",
    Role.WEIGHT: "weight|fraction|credit|भार",
    Role.TOLERANCE: "tolerance|give or take|margin|सहनशीलता",
    Role.CASE_SENSITIVE: "case sensitive|capitals|capitals count|case sensitivity",
    Role.ALL_OR_NOTHING: "all or nothing|only all pairs",
    Role.FEEDBACK: "feedback|comment|प्रतिपुष्टि",
    Role.TOPICS: "topics|topic|subject|subjects|chapter|tags|tag|विषय|टॉपिक|अध्याय",
    Role.SOURCE: "source|source title|reference|स्रोत|संदर्भ",
    Role.PUBLISHER: "publisher|source name|publication|प्रकाशक",
    Role.URL: "url|link|source url|source link|web address|लिंक",
    Role.DATE: "date|news date|दिनांक|तारीख|तिथि",
    Role.STALE_ON: "goes stale on|stale on|goes stale|stale date|expires on|expiry date|"
    "पुराना होने की तारीख|पुराना होने की तिथि",
    Role.KIND: "kind|fact kind|asks for",
    Role.DIFFICULTY: "difficulty|difficulty level|level|level of difficulty|toughness|"
    "कठिनाई|कठिनाई स्तर|कठिनता|स्तर",
    Role.ID: "id|identifier|question id|item id|code",
    Role.CATEGORY: "category|group|section|श्रेणी|खंड",
    Role.PASSAGE: "passage|comprehension|paragraph|shared text|गद्यांश|अनुच्छेद",
    Role.PASSAGE_TITLE: "passage title|title of passage|गद्यांश शीर्षक",
    Role.PASSAGE_KIND: "passage kind",
    Role.NUMBER: "number|no|sl no|s no|sr no|q no|question no|question number|serial number|#|"
    "क्रमांक|क्र|क्र सं|प्रश्न संख्या",
}
_ROLES = {normalised(name): role for role, names in _NAMES.items() for name in names.split("|")}
_ABBREVIATED = {"q": Role.STEM, "o": Role.OPTION}
_LANGUAGES: Mapping[str, Language] = {
    normalised(name): language
    for language, names in {
        "en": "en eng english अंग्रेजी अंग्रेज़ी",
        "hi": "hi hin hindi हिन्दी हिंदी",
    }.items()
    for name in names.split()
}
_POSITIONS = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_POSITIONS |= {str(number): number - 1 for number in range(1, ANSWERS_MAXIMUM + 1)}
_POSITIONS |= {letter: place for place, letter in enumerate("कखगघङच")}
_POSITIONS |= {letter: place for place, letter in enumerate("अबसद")}
_NO_PART_OF_A_NAME = re.compile(r"[\s_.:*?()\[\]{}/\\,;–-]+")
_NUMBER_AT_THE_END = re.compile(r"(?<=[^\W\d])(?=\d{1,2}$)")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_NAME_MAXIMUM = 60


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a role, its number from 0 where there are several, its language."""

    role: Role
    index: int = 0
    language: Language | None = None
    is_devanagari: bool = False
    """Whether its name is in Devanagari, which tells the language where there are two columns."""


@dataclass(frozen=True)
class Header:
    """The columns of a table by their position, and the names of those that mean nothing here."""

    row: Row
    columns: Mapping[int, Column]
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that columns are named with."""
        return tuple(
            dict.fromkeys(each.language for each in self.columns.values() if each.language)
        )


def column_of(name: str) -> Column | None:
    """Tell what a column of this name holds, None where it means nothing here."""
    if len(name) > _NAME_MAXIMUM:
        return None
    words = normalised(_NO_PART_OF_A_NAME.sub(" ", name)).split()
    language = _taken(words, _LANGUAGES)
    text = " ".join(words)
    is_devanagari = _DEVANAGARI.search(text) is not None
    role = _ROLES.get(text) or _ABBREVIATED.get(text)
    if role is None or role in COUNTED:
        counted = _counted(text)
        if counted is not None:
            return Column(*counted, language, is_devanagari)
        if role in COUNTED:
            # "Feedback" alone is the explanation; an option without a letter is none.
            role = Role.EXPLANATION if role is Role.FEEDBACK else None
    if role is None and len(text) == 1 and text in "abcdef":
        return Column(Role.OPTION, _POSITIONS[text], language)
    if role is None:
        return None
    return Column(role, 0, language if role in IN_EACH_LANGUAGE else None, is_devanagari)


def find_header(rows: Sequence[Row]) -> Header | None:
    """Find the row that names the columns; None where none of the first rows does."""
    for row in rows[:HEADER_ROWS]:
        header = _header(row)
        roles = {column.role for column in header.columns.values()}
        if Role.STEM in roles and roles & {
            Role.KEY,
            Role.OPTION,
            Role.OPTIONS,
            Role.PROMPT,
            Role.PROMPTS,
            Role.WEIGHT,
        }:
            return header
    return None


def _header(row: Row) -> Header:
    found: dict[int, Column] = {}
    unknown: list[str] = []
    for position, name in enumerate(row.cells):
        column = column_of(name)
        if column is not None:
            found[position] = column
        elif name.strip():
            unknown.append(name.strip())
    columns, repeated = _told_apart(found, row.cells)
    return Header(row, columns, tuple(unknown), repeated)


def _told_apart(
    found: Mapping[int, Column], names: Sequence[str]
) -> tuple[dict[int, Column], tuple[str, ...]]:
    """Take "प्रश्न" beside "Question" for its Hindi, and leave out what is there twice."""
    columns: dict[int, Column] = {}
    repeated: list[str] = []
    scripts: dict[tuple[Role, int], set[bool]] = {}
    for column in found.values():
        scripts.setdefault((column.role, column.index), set()).add(column.is_devanagari)
    seen: set[tuple[Role, int, Language | None]] = set()
    for position, column in found.items():
        language = column.language
        both = len(scripts[column.role, column.index]) > 1
        if language is None and both and column.role in IN_EACH_LANGUAGE:
            language = "hi" if column.is_devanagari else "en"
        if (column.role, column.index, language) in seen:
            repeated.append(names[position].strip())
            continue
        seen.add((column.role, column.index, language))
        columns[position] = Column(column.role, column.index, language, column.is_devanagari)
    return columns, tuple(repeated)


def _counted(text: str) -> tuple[Role, int] | None:
    """Read "option a", "option1", "a option", "feedback 12"."""
    words = _NUMBER_AT_THE_END.sub(" ", text).split()
    for rest, last in ((words[:-1], words[-1:]), (words[1:], words[:1])):
        name = " ".join(rest)
        role = _ROLES.get(name) or _ABBREVIATED.get(name)
        place = _POSITIONS.get("".join(last))
        if role is not None and place is not None and place < COUNTED.get(role, 0):
            return role, place
    return None


def _taken(words: list[str], languages: Mapping[str, Language]) -> Language | None:
    """Take the name of a language off the end or the beginning of a column's name."""
    for end in (-1, 0):
        if len(words) > 1 and words[end] in languages:
            language = languages[words.pop(end)]
            if words[-1] == "in":
                words.pop()
            return language
    return None
