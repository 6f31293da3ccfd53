"""YAML text → a question set, or every problem that the file has."""

from typing import NamedTuple

from quizapp.domain.items import (
    LANGUAGES,
    FactKind,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    Key,
    OptionOrder,
    SingleKey,
)
from quizapp.domain.materials import Evidence, Source
from quizapp.domain.ordering import suggested_order
from quizapp.domain.presets import PRESETS
from quizapp.domain.topics import TOPICS
from quizapp.errors import N_, InvalidInputError, QuestionFileError
from quizapp.interchange.fields import Fields, Problems, shortened
from quizapp.interchange.set_schema import (
    EVIDENCE_FIELDS,
    LETTERS,
    QUESTION_FIELDS,
    SCHEMA,
    SET_FIELDS,
    SOURCE_FIELDS,
    TEXT_FIELDS,
    QuestionSetFile,
    SetQuestion,
    id_problems,
)
from quizapp.interchange.yaml_tree import Node, Scalar, decode, parse_tree

__all__ = ["read_question_set"]


class _Place(NamedTuple):
    """Where in the file a part of an item stands."""

    line: int
    field: str


_Places = dict[str, _Place]
"""The domain's name of a part of an item ("options.2", "texts.hi.stem") → its place."""


def read_question_set(source: str | bytes, *, filename: str) -> QuestionSetFile:
    """Read a question file; `filename` is what messages call it.

    Raises `QuestionFileError` with every problem found, each with file, line and field: a path
    that names a question by its id, or by its position from 0 where it has none
    ("questions.polity-04.options.c").
    """
    text = decode(source, filename=filename) if isinstance(source, bytes) else source
    root = parse_tree(text, filename=filename)
    problems = Problems(filename)
    question_set = _SetReader(problems).read(root)
    if question_set is None:
        raise QuestionFileError(problems.in_order())
    return question_set


class _SetReader:
    """Reads one file. Parts that are wrong are reported and read as if they were right."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._languages: tuple[str, ...] = LANGUAGES
        self._ids: set[str] = set()

    def read(self, root: Node) -> QuestionSetFile | None:
        """Read the file; None if there is any problem."""
        fields = Fields(self._problems, root, "", SET_FIELDS)
        if not fields.usable:
            return None
        self._schema(fields)
        title = fields.text("title", required=True)
        slug = fields.text("slug", required=True)
        languages = self._set_languages(fields)
        preset = fields.choice("preset", PRESETS)
        entries = fields.entries("questions", required=True)
        questions = [self._question(entry, position) for position, entry in enumerate(entries)]
        complete = tuple(question for question in questions if question is not None)
        try:
            question_set = QuestionSetFile(
                title="-" if title is None else title,
                slug="-" if slug is None else slug,
                description=fields.text("description") or "",
                languages=languages,
                licence=fields.text("licence") or "",
                source_notes=fields.text("source_notes") or "",
                preset=preset,
                questions=complete,
            )
        except InvalidInputError as error:
            missing = {name for name, text in (("title", title), ("slug", slug)) if text is None}
            self._set_problems(fields, error, missing)
            return None
        return None if self._problems else question_set

    def _schema(self, fields: Fields) -> None:
        if fields.text("schema", required=True) not in {None, SCHEMA}:
            message = N_("Write “schema: %(schema)s”: this program reads no other question files.")
            line = fields.line_of("schema")
            self._problems.add(message, line, "schema", schema=SCHEMA)

    def _set_languages(self, fields: Fields) -> tuple[str, ...]:
        if not fields.has("languages"):
            fields.missing("languages")
            return LANGUAGES
        before = len(self._problems)
        known = [
            language
            for position, (line, text) in enumerate(fields.texts("languages"))
            if (language := fields.one_of(text, LANGUAGES, line, f"languages.{position}"))
        ]
        self._languages = tuple(known) or LANGUAGES
        if not known and len(self._problems) == before:
            message = N_("Name at least one language: %(languages)s.")
            line = fields.line_of("languages")
            self._problems.add(message, line, "languages", languages=", ".join(LANGUAGES))
        return self._languages

    def _set_problems(self, fields: Fields, error: InvalidInputError, missing: set[str]) -> None:
        # What stands for a missing text was reported already, and so were the questions.
        for problem in error.problems:
            name = (problem.field or "").partition(".")[0]
            if name == "questions" and self._problems:
                continue
            if name not in missing:
                line = fields.line_of(name)
                self._problems.add(problem.message, line, problem.field or "", **problem.params)

    def _question(self, node: Node, position: int) -> SetQuestion | None:
        before = len(self._problems)
        id_ = Fields(Problems(""), node, "", QUESTION_FIELDS).text("id")
        path = f"questions.{shortened(id_ or str(position))}"
        fields = Fields(self._problems, node, path, QUESTION_FIELDS)
        if not fields.usable:
            return None
        content = _QuestionReader(self._problems, fields, self._languages).content()
        id_ = fields.text("id", required=True)
        if id_ is not None:
            for problem in id_problems(id_, self._ids, path):
                line, where = fields.line_of("id"), fields.path("id")
                self._problems.add(problem.message, line, where, **problem.params)
            self._ids.add(id_)
        if id_ is None or content is None or len(self._problems) > before:
            return None
        return SetQuestion(id_, content)


class _QuestionReader:
    """Reads one question."""

    def __init__(self, problems: Problems, fields: Fields, languages: tuple[str, ...]) -> None:
        self._problems = problems
        self._fields = fields
        self._languages = languages
        self._places: _Places = {}
        self._options_unread = False

    def content(self) -> ItemContent | None:
        """Read the item; None where the domain refuses it, and then its problems are reported."""
        fields = self._fields
        type_ = ItemType(fields.choice("type", [*ItemType]) or ItemType.SINGLE)
        format_ = ItemFormat(fields.choice("format", [*ItemFormat]) or ItemFormat.DIRECT)
        order = fields.choice("order", [*OptionOrder])
        kind = fields.choice("kind", [*FactKind])
        texts = self._texts()
        main = next(iter(texts.values()))
        for domain, name in (("key", "key"), ("option_order", "order"), ("topics", "topics")):
            self._places[domain] = _Place(fields.line_of(name), fields.path(name))
        key = self._key(type_, len(main.options))
        topics = self._topics()
        news_date = fields.date("news_date")
        source = self._source()
        try:
            return ItemContent(
                texts=texts,
                key=key,
                format=format_,
                option_order=OptionOrder(order)
                if order
                else suggested_order(format_, main.options),
                topics=topics,
                kind=FactKind(kind) if kind else None,
                news_date=news_date,
                source=source,
            )
        except InvalidInputError as error:
            self._report(error)
            return None

    def _texts(self) -> dict[str, ItemText]:
        """Read the words in each language, the question's own language first."""
        fields = self._fields
        language = fields.choice("language", self._languages) or self._languages[0]
        below = {language: fields} | self._translations(language)
        # The domain calls the parts of an item's first language, in its own order, without prefix.
        first = next(code for code in LANGUAGES if code in below)
        return {
            code: self._text(text, "" if code == first else f"texts.{code}.")
            for code, text in below.items()
        }

    def _translations(self, language: str) -> dict[str, Fields]:
        translations = self._fields.below("translations", self._languages)
        below: dict[str, Fields] = {}
        if translations is None:
            return below
        for name in translations.names():
            text = translations.below(name, TEXT_FIELDS, required=True)
            if name == language:
                message = N_("The question itself is in the language “%(language)s”.")
                line, where = translations.line_of(name), translations.path(name)
                self._problems.add(message, line, where, language=name)
            elif text is not None:
                below[name] = text
        return below

    def _text(self, fields: Fields, prefix: str) -> ItemText:
        stem = fields.text("stem", required=True)
        explanation = fields.text("explanation") or ""
        for name in TEXT_FIELDS:
            self._places[prefix + name] = _Place(fields.line_of(name), fields.path(name))
        options = self._options(fields, prefix)
        # A missing stem was reported; the dash keeps the domain from reporting it again.
        return ItemText("-" if stem is None else stem, options, explanation)

    def _options(self, fields: Fields, prefix: str) -> tuple[str, ...]:
        letters = fields.below("options", LETTERS, required=True)
        if letters is None:
            self._options_unread = True
            return ()
        expected = LETTERS[: len(letters.names())]
        if "".join(letters.names()) != expected:
            message = N_("Letter the options in order, without a gap: %(letters)s.")
            line, where = fields.line_of("options"), fields.path("options")
            self._problems.add(message, line, where, letters=", ".join(expected))
        for position, name in enumerate(letters.names()):
            place = _Place(letters.line_of(name), letters.path(name))
            self._places[f"{prefix}options.{position}"] = place
        return tuple(letters.text(name) or "" for name in letters.names())

    def _key(self, type_: ItemType, options: int) -> Key:
        match type_:
            case ItemType.SINGLE:
                return SingleKey(self._letter(options))
            case _:
                message = N_("Question files carry items with a single best answer only, so far.")
                self._problems.add(message, self._fields.line_of("type"), "type")
                return SingleKey(0)

    def _letter(self, options: int) -> int:
        """Read the letter of the one right option; its position, 0 where it is wrong."""
        fields = self._fields
        node = fields.node("key")
        several = node is not None and not isinstance(node, Scalar)
        text = "" if several else (fields.text("key", required=True) or "").strip().casefold()
        letters = LETTERS[:options]
        if several or (len(text) > 1 and not set(text) - set(f"{LETTERS},;/& ")):
            message = N_("A question of type “single” has one key: give one letter.")
            self._problems.add(message, fields.line_of("key"), fields.path("key"))
        elif text and letters and (len(text) > 1 or text not in letters):
            message = N_("The key is “%(key)s”, but the options are lettered %(letters)s.")
            params = {"key": shortened(text), "letters": ", ".join(letters)}
            self._problems.add(message, fields.line_of("key"), fields.path("key"), **params)
        elif text and letters:
            return letters.index(text)
        return 0

    def _topics(self) -> tuple[str, ...]:
        fields = self._fields
        known: list[str] = []
        for position, (line, text) in enumerate(fields.texts("topics")):
            where = f"{fields.path('topics')}.{position}"
            topic = fields.one_of(text, TOPICS, line, where)
            if topic is not None:
                self._places[f"topics.{len(known)}"] = _Place(line, where)
                known.append(topic)
        return tuple(known)

    def _source(self) -> Source | None:
        fields = self._fields.below("source", SOURCE_FIELDS)
        if fields is None:
            return None
        texts = {name: fields.text(name) or "" for name in ("title", "url", "name")}
        read = [
            self._evidence(entry, f"{fields.path('evidence')}.{position}")
            for position, entry in enumerate(fields.entries("evidence"))
        ]
        try:
            return Source(**texts, evidence=tuple(one for one in read if one is not None))
        except InvalidInputError as error:
            for problem in error.problems:
                name = problem.field or ""
                line, where = fields.line_of(name), fields.path(name)
                self._problems.add(problem.message, line, where, **problem.params)
            return None

    def _evidence(self, node: Node, path: str) -> Evidence | None:
        fields = Fields(self._problems, node, path, EVIDENCE_FIELDS)
        text = fields.text("text", required=True)
        answer = fields.text("answer") or ""
        start = fields.number("start") or 0
        if not text:
            return None
        at = text.find(answer)
        if fields.has("answer_start"):
            at = (fields.number("answer_start") or 0) - start
        if at < 0 or text[at : at + len(answer)] != answer or at > len(text):
            name = "answer_start" if fields.has("answer_start") else "answer"
            message = N_("The answer does not stand in the evidence, or not at this place.")
            self._problems.add(message, fields.line_of(name), fields.path(name))
            return None
        try:
            return Evidence(text, start, start + len(text), start + at, start + at + len(answer))
        except InvalidInputError as error:
            for problem in error.problems:
                line, where = fields.line_of("text"), fields.path("text")
                self._problems.add(problem.message, line, where, **problem.params)
            return None

    def _report(self, error: InvalidInputError) -> None:
        for problem in error.problems:
            part = problem.field or ""
            if self._options_unread and part.endswith("options"):
                continue  # that they are not as many as they should be has its cause reported
            nowhere = _Place(self._fields.line, self._fields.path("").rstrip("."))
            line, field = self._places.get(part, nowhere)
            self._problems.add(problem.message, line, field, **problem.params)
