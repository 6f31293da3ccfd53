"""YAML text → a question set, or every problem that the file has."""

from quizapp.domain.items import LANGUAGES
from quizapp.domain.materials import Stimulus, StimulusKind, StimulusText
from quizapp.domain.presets import PRESETS
from quizapp.errors import N_, InvalidInputError, QuestionFileError
from quizapp.interchange.own_format.fields import Fields, Problems, shortened
from quizapp.interchange.own_format.question_reader import QuestionReader
from quizapp.interchange.own_format.schema import (
    QUESTION_FIELDS,
    SCHEMA,
    SET_FIELDS,
    STIMULUS_FIELDS,
    STIMULUS_TEXT_FIELDS,
    QuestionSetFile,
    SetQuestion,
    id_problems,
)
from quizapp.interchange.own_format.yaml_tree import Node, decode, parse_tree

__all__ = ["read_question_set"]


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
        self._stimuli: dict[str, Stimulus | None] = {}

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
        for position, entry in enumerate(fields.entries("stimuli")):
            self._stimulus(entry, position)
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
        content = QuestionReader(self._problems, fields, self._languages).content()
        stimulus = fields.choice("stimulus", self._stimuli)
        id_ = fields.text("id", required=True)
        if id_ is not None:
            for problem in id_problems(id_, self._ids, path):
                line, where = fields.line_of("id"), fields.path("id")
                self._problems.add(problem.message, line, where, **problem.params)
            self._ids.add(id_)
        if id_ is None or content is None or len(self._problems) > before:
            return None
        return SetQuestion(id_, content, self._stimuli.get(stimulus or ""))

    def _stimulus(self, node: Node, position: int) -> None:
        """Read a passage or data set; one that is wrong is reported, and its id still known."""
        fields = Fields(self._problems, node, f"stimuli.{position}", STIMULUS_FIELDS)
        if not fields.usable:
            return
        id_ = fields.text("id", required=True) or ""
        if id_:
            for problem in id_problems(id_, set(self._stimuli), ""):
                line, where = fields.line_of("id"), fields.path("id")
                self._problems.add(problem.message, line, where, **problem.params)
        kind = StimulusKind(fields.choice("kind", [*StimulusKind]) or StimulusKind.PASSAGE)
        language = fields.choice("language", self._languages) or self._languages[0]
        translations = fields.below("translations", self._languages)
        below = {language: fields}
        for name in [] if translations is None else translations.names():
            text = translations and translations.below(name, STIMULUS_TEXT_FIELDS, required=True)
            if text is not None:
                below.setdefault(name, text)
        try:
            made = Stimulus(kind, {code: _passage(text) for code, text in below.items()})
        except InvalidInputError as error:
            for problem in error.problems:
                _, code, name = (problem.field or "").split(".")
                line, where = below[code].line_of(name), below[code].path(name)
                self._problems.add(problem.message, line, where, **problem.params)
            made = None
        self._stimuli.setdefault(id_, made)


def _passage(fields: Fields) -> StimulusText:
    return StimulusText(fields.text("title") or "", fields.text("body") or "")
