"""One question of a file → an item, or every problem that it has."""

from collections.abc import Sequence
from typing import NamedTuple

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    LANGUAGES,
    TRUE_FALSE_OPTIONS,
    FactKind,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    OptionOrder,
    TextFormat,
)
from quizapp.domain.keys.matching import PROMPTS_MAXIMUM
from quizapp.domain.materials import Evidence, Language, Source
from quizapp.domain.ordering import suggested_order
from quizapp.domain.topics import TOPICS
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.own_format import yaml_tree
from quizapp.interchange.own_format.fields import Fields, Problems
from quizapp.interchange.own_format.key_reader import KeyReader, numbers
from quizapp.interchange.own_format.schema import (
    EVIDENCE_FIELDS,
    LETTERS,
    SOURCE_FIELDS,
    TEXT_FIELDS,
)
from quizapp.interchange.own_format.yaml_tree import Node

__all__ = ["QuestionReader"]


class _Place(NamedTuple):
    """Where in the file a part of an item stands."""

    line: int
    field: str


_Places = dict[str, _Place]
"""The domain's name of a part of an item ("options.2", "texts.hi.stem") → its place."""


class QuestionReader:
    """Reads one question. What is wrong is reported, each with the place where it stands."""

    def __init__(self, problems: Problems, fields: Fields, languages: tuple[str, ...]) -> None:
        self._problems = problems
        self._fields = fields
        self._languages = languages
        self._places: _Places = {}
        self._type = ItemType.SINGLE
        self._options_unread = False

    def content(self) -> ItemContent | None:
        """Read the item; None where the domain refuses it, and then its problems are reported."""
        fields = self._fields
        self._type = ItemType(fields.choice("type", [*ItemType]) or ItemType.SINGLE)
        text_format = TextFormat(fields.choice("text_format", [*TextFormat]) or TextFormat.PLAIN)
        format_ = ItemFormat(fields.choice("format", [*ItemFormat]) or ItemFormat.DIRECT)
        order = fields.choice("order", [*OptionOrder])
        kind = fields.choice("kind", [*FactKind])
        difficulty = fields.choice("difficulty", [*Difficulty])
        texts = self._texts()
        main = next(iter(texts.values()))
        for domain, name in (("key", "key"), ("option_order", "order"), ("topics", "topics")):
            self._places[domain] = _Place(fields.line_of(name), fields.path(name))
        key = KeyReader(self._problems, fields, len(main.options), len(main.prompts)).read(
            self._type
        )
        topics = self._topics()
        news_date = fields.date("news_date")
        stale_on = fields.date("stale_on")
        source = self._source()
        try:
            return ItemContent(
                texts=texts,
                key=key,
                format=format_,
                text_format=text_format,
                option_order=OptionOrder(order) if order else self._order(format_, main.options),
                topics=topics,
                kind=FactKind(kind) if kind else None,
                difficulty=Difficulty(difficulty) if difficulty else None,
                news_date=news_date,
                stale_on=stale_on,
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
            code: self._text(text, code, "" if code == first else f"texts.{code}.")
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

    def _order(self, format_: ItemFormat, options: tuple[str, ...]) -> OptionOrder:
        if self._type is ItemType.TRUE_FALSE:
            return OptionOrder.FIXED
        return suggested_order(format_, options)

    def _text(self, fields: Fields, language: Language, prefix: str) -> ItemText:
        stem = fields.text("stem", required=True)
        explanation = fields.text("explanation") or ""
        for name in TEXT_FIELDS:
            self._places[prefix + name] = _Place(fields.line_of(name), fields.path(name))
        options = self._options(fields, language, prefix)
        prompts = self._entries(fields, "prompts", numbers(PROMPTS_MAXIMUM), prefix) or ()
        return ItemText(
            # A missing stem was reported; the dash keeps the domain from reporting it again.
            "-" if stem is None else stem,
            options,
            explanation,
            prompts,
            self._feedback(fields, len(options), len(prompts), prefix),
        )

    def _options(self, fields: Fields, language: Language, prefix: str) -> tuple[str, ...]:
        if self._type is ItemType.TRUE_FALSE and fields.node("options") is None:
            return TRUE_FALSE_OPTIONS[language]
        is_chosen = self._type not in {ItemType.NUMERIC, ItemType.SHORT_ANSWER}
        options = self._entries(fields, "options", LETTERS, prefix, required=is_chosen)
        self._options_unread = self._options_unread or (is_chosen and options is None)
        return options or ()

    def _entries(
        self,
        fields: Fields,
        field: str,
        names: Sequence[str],
        prefix: str,
        *,
        required: bool = False,
    ) -> tuple[str, ...] | None:
        """Read texts that are lettered or numbered in order; None where there are none."""
        entries = fields.below(field, names, required=required)
        if entries is None:
            return None
        expected = names[: len(entries.names())]
        if entries.names() != list(expected):
            message = (
                N_("Letter the options in order, without a gap: %(letters)s.")
                if field == "options"
                else N_("Number these in order, without a gap: %(letters)s.")
            )
            line, where = fields.line_of(field), fields.path(field)
            self._problems.add(message, line, where, letters=", ".join(expected))
        for position, name in enumerate(entries.names()):
            place = _Place(entries.line_of(name), entries.path(name))
            self._places[f"{prefix}{field}.{position}"] = place
        return tuple(entries.text(name) or "" for name in entries.names())

    def _feedback(self, fields: Fields, options: int, prompts: int, prefix: str) -> tuple[str, ...]:
        """Read what is said to answers: to lettered options, numbered answers or prompts."""
        names: Sequence[str] = LETTERS[:options]
        if self._type is ItemType.MATCHING:
            names = numbers(prompts)
        elif self._type in {ItemType.NUMERIC, ItemType.SHORT_ANSWER}:
            node = self._fields.node("key")
            names = numbers(len(node.items) if isinstance(node, yaml_tree.Sequence) else 1)
        said = fields.below("feedback", names)
        if said is None:
            return ()
        for position, name in enumerate(names):
            place = _Place(said.line_of(name), said.path(name))
            self._places[f"{prefix}feedback.{position}"] = place
        return tuple(said.text(name) or "" for name in names)

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
            whole = self._places.get(part.rpartition(".")[0], nowhere)
            line, field = self._places.get(part, whole)
            self._problems.add(problem.message, line, field, **problem.params)
