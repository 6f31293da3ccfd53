"""What a question set is, and the names of its fields in a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from quizapp.domain.items import LANGUAGES, OPTIONS_MAXIMUM, ItemContent
from quizapp.domain.materials import Stimulus, text_problems
from quizapp.domain.presets import PRESETS
from quizapp.domain.topics import SLUG, TOPICS
from quizapp.errors import N_, InvalidInputError, Problem

__all__ = [
    "EVIDENCE_FIELDS",
    "LETTERS",
    "NO_IMAGES",
    "NUMERIC_ANSWER_FIELDS",
    "QUESTION_FIELDS",
    "SCHEMA",
    "SET_FIELDS",
    "SOURCE_FIELDS",
    "STIMULUS_FIELDS",
    "STIMULUS_TEXT_FIELDS",
    "TEXT_ANSWER_FIELDS",
    "TEXT_FIELDS",
    "QuestionSetFile",
    "SetQuestion",
    "id_problems",
    "is_id",
]

SCHEMA = "1"
"""The version of the format that this code reads and writes."""

LETTERS = ascii_lowercase[:OPTIONS_MAXIMUM]
"""What options are called in a file, in order."""

TITLE_MAXIMUM = 200
DESCRIPTION_MAXIMUM = 4000
LICENCE_MAXIMUM = 100
ID_MAXIMUM = 80

SET_FIELDS = (
    "schema",
    "title",
    "slug",
    "description",
    "languages",
    "licence",
    "source_notes",
    "preset",
    "stimuli",
    "questions",
)
STIMULUS_FIELDS = ("id", "kind", "language", "title", "body", "translations")
STIMULUS_TEXT_FIELDS = ("title", "body")
TEXT_FIELDS = ("stem", "prompts", "options", "explanation", "feedback")
QUESTION_FIELDS = (
    "id",
    "language",
    "type",
    "format",
    "text_format",
    "stimulus",
    "stem",
    "prompts",
    "options",
    "key",
    "weights",
    "case_sensitive",
    "all_or_nothing",
    "explanation",
    "feedback",
    "topics",
    "kind",
    "difficulty",
    "order",
    "news_date",
    "stale_on",
    "source",
    "translations",
)
SOURCE_FIELDS = ("name", "title", "url", "evidence")
EVIDENCE_FIELDS = ("text", "answer", "start", "answer_start")
NUMERIC_ANSWER_FIELDS = ("value", "tolerance", "weight")
TEXT_ANSWER_FIELDS = ("text", "weight")

NO_IMAGES = N_("Question files in YAML hold no pictures; choose Moodle XML or QTI for them.")

_ID = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """An item of a set. The id is its name in the set and stays when the item is reworded.

    `stimulus` is the passage or data set that it shares with others; the content's own
    `stimulus_ref` stays None, since nothing is stored.
    """

    id: str
    content: ItemContent
    stimulus: Stimulus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSetFile:
    """A question set as a file carries it. Making one validates it.

    `languages` are those of its items, the main one first; an item need not have all of them.
    `preset` is the slug of the exam preset it suits, `licence` best an SPDX name.
    """

    title: str
    slug: str
    questions: tuple[SetQuestion, ...]
    description: str = ""
    languages: tuple[str, ...] = LANGUAGES[:1]
    licence: str = ""
    source_notes: str = ""
    preset: str | None = None

    def __post_init__(self) -> None:
        problems = [*self._header_problems(), *self._question_problems()]
        if problems:
            raise InvalidInputError.from_problems(problems)

    @property
    def items(self) -> tuple[ItemContent, ...]:
        """The items without their ids, in order."""
        return tuple(question.content for question in self.questions)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of all items, in the order of the list of topics."""
        used = {topic for item in self.items for topic in item.topics}
        return tuple(topic for topic in TOPICS if topic in used)

    def _header_problems(self) -> Iterator[Problem]:
        yield from text_problems(self.title, "title", maximum=TITLE_MAXIMUM, required=True)
        if "\n" in self.title:
            yield Problem(N_("A title stands on one line."), field="title")
        yield from text_problems(self.description, "description", maximum=DESCRIPTION_MAXIMUM)
        yield from text_problems(self.licence, "licence", maximum=LICENCE_MAXIMUM)
        yield from text_problems(self.source_notes, "source_notes", maximum=DESCRIPTION_MAXIMUM)
        yield from _name_problems(self.slug, SLUG, "slug")
        if not self.languages:
            yield Problem(N_("Name at least one language."), field="languages")
        for position, language in enumerate(self.languages):
            where = f"languages.{position}"
            if language not in LANGUAGES:
                message = N_("“%(language)s” is not a language of items; use one of: %(known)s.")
                params = {"language": language, "known": ", ".join(LANGUAGES)}
                yield Problem(message, params, where)
            elif language in self.languages[:position]:
                yield Problem(N_("This language is named twice."), field=where)
        if self.preset is not None and self.preset not in PRESETS:
            message = N_("“%(preset)s” is not an exam preset; use one of: %(known)s.")
            yield Problem(message, {"preset": self.preset, "known": ", ".join(PRESETS)}, "preset")

    def _question_problems(self) -> Iterator[Problem]:
        if not self.questions:
            yield Problem(N_("A set needs at least one question."), field="questions")
        seen: set[str] = set()
        for position, question in enumerate(self.questions):
            where = f"questions.{position}"
            yield from id_problems(question.id, seen, f"{where}.id")
            seen.add(question.id)
            passage = {} if question.stimulus is None else question.stimulus.texts
            for language in dict.fromkeys([*question.content.texts, *passage]):
                if language not in self.languages:
                    message = N_("The set does not name the language “%(language)s” of this item.")
                    yield Problem(message, {"language": language}, where)
            if question.content.images:
                yield Problem(NO_IMAGES, field=where)


def is_id(name: str) -> bool:
    """Whether a question can have this id."""
    return len(name) <= ID_MAXIMUM and _ID.fullmatch(name) is not None


def id_problems(id_: str, seen: set[str], where: str) -> Iterator[Problem]:
    """Find what is wrong with the id of a question, given the ids of those before it."""
    yield from _name_problems(id_, _ID, where)
    if id_ in seen:
        message = N_("The id “%(id)s” is used by an earlier question; give each its own.")
        yield Problem(message, {"id": id_}, where)


def _name_problems(name: str, pattern: re.Pattern[str], where: str) -> Iterator[Problem]:
    if not name:
        yield Problem(N_("This must not be empty."), field=where)
    elif len(name) > ID_MAXIMUM or not pattern.fullmatch(name):
        message = N_(
            "“%(name)s” cannot be used: write letters a–z and digits, with single hyphens"
            " between them, such as “polity-01”; at most %(maximum)d characters."
        )
        yield Problem(message, {"name": name[: ID_MAXIMUM + 1], "maximum": ID_MAXIMUM}, where)
