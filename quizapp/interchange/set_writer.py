"""A question set → YAML text: always the same text for the same set.

Fields stand in one order and empty ones are left out. What `set_reader` makes of the text equals
the set that was written.
"""

import re
from typing import assert_never

from quizapp.domain.items import (
    LANGUAGES,
    ItemText,
    Key,
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.materials import Evidence, Source
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.set_schema import LETTERS, SCHEMA, QuestionSetFile, SetQuestion
from quizapp.interchange.yaml_text import Value, Word, render

__all__ = ["write_question_set"]

_NEXT_QUESTION = re.compile(r"(?<!questions:)\n(?=  - id: )")


def write_question_set(question_set: QuestionSetFile) -> str:
    """Write a set as the text of a question file, to be stored in UTF-8."""
    text = render(
        {
            "schema": Word(SCHEMA),
            "title": question_set.title,
            "slug": question_set.slug,
            **_given(description=question_set.description),
            "languages": tuple(map(Word, question_set.languages)),
            **_given(
                licence=question_set.licence,
                source_notes=question_set.source_notes,
                preset=question_set.preset or "",
            ),
            "questions": [
                _question(question, question_set.languages[0])
                for question in question_set.questions
            ],
        }
    )
    # An empty line between questions. No other line can begin so: texts are indented deeper.
    return _NEXT_QUESTION.sub("\n\n", text)


def _question(question: SetQuestion, main: str) -> Value:
    content = question.content
    language = main if main in content.texts else content.language
    fields: dict[str, Value] = {"id": question.id}
    if language != main:
        fields["language"] = Word(language)
    fields["format"] = Word(content.format)
    fields |= _text(content.texts[language], _key(content.key))
    if content.topics:
        fields["topics"] = tuple(map(Word, content.topics))
    if content.kind is not None:
        fields["kind"] = Word(content.kind)
    fields["order"] = Word(content.option_order)
    if content.news_date is not None:
        fields["news_date"] = Word(content.news_date.isoformat())
    if content.source is not None:
        fields["source"] = _source(content.source)
    others = [code for code in LANGUAGES if code in content.texts and code != language]
    if others:
        fields["translations"] = {code: _text(content.texts[code]) for code in others}
    return fields


def _text(text: ItemText, key: Word | None = None) -> dict[str, Value]:
    # Options beyond the letters cannot be: the domain allows as many as there are letters.
    options = dict(zip(LETTERS, text.options, strict=False))
    fields: dict[str, Value] = {"stem": text.stem, "options": options}
    if key is not None:
        fields["key"] = key
    return fields | _given(explanation=text.explanation)


def _key(key: Key) -> Word:
    match key:
        case SingleKey(option):
            return Word(LETTERS[option])
        case MultipleKey() | TrueFalseKey() | NumericKey() | ShortAnswerKey() | MatchingKey():
            raise InvalidInputError(
                N_("Question files carry items with a single best answer only, so far."),
                field="type",
            )
        case _ as unreachable:
            assert_never(unreachable)


def _source(source: Source) -> Value:
    fields: dict[str, Value] = {**_given(name=source.name, title=source.title, url=source.url)}
    if source.evidence:
        fields["evidence"] = [_evidence(evidence) for evidence in source.evidence]
    return fields


def _evidence(evidence: Evidence) -> Value:
    fields: dict[str, Value] = {"text": evidence.text, **_given(answer=evidence.answer)}
    if evidence.start:
        fields["start"] = Word(str(evidence.start))
    if evidence.answer_start != evidence.start + evidence.text.find(evidence.answer):
        fields["answer_start"] = Word(str(evidence.answer_start))
    return fields


def _given(**texts: str) -> dict[str, Value]:
    return {name: text for name, text in texts.items() if text}
