"""A question set → YAML text: always the same text for the same set.

Fields stand in one order and empty ones are left out. What `set_reader` makes of the text equals
the set that was written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import count
from typing import TypeAlias, assert_never

from quizapp.domain.items import (
    LANGUAGES,
    TRUE_FALSE_OPTIONS,
    ItemContent,
    ItemFormat,
    ItemType,
    Language,
    TextFormat,
)
from quizapp.domain.keys import (
    Key,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.materials import Evidence, Source, Stimulus, StimulusText
from quizapp.interchange.own_format.schema import LETTERS, SCHEMA, QuestionSetFile, SetQuestion
from quizapp.interchange.own_format.yaml_text import Value, Word, render

__all__ = ["write_question_set"]

_NEXT_ENTRY = re.compile(r"(?<!questions:)(?<!stimuli:)\n(?=  - id: )")
_Identity: TypeAlias = tuple[object, ...]


def write_question_set(question_set: QuestionSetFile) -> str:
    """Write a set as the text of a question file, to be stored in UTF-8."""
    main = question_set.languages[0]
    names = _names(question_set)
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
            **({"stimuli": _stimuli(question_set, names)} if names else {}),
            "questions": [_question(question, main, names) for question in question_set.questions],
        }
    )
    # An empty line between entries. No other line can begin so: texts are indented deeper.
    return _NEXT_ENTRY.sub("\n\n", text)


def _names(question_set: QuestionSetFile) -> dict[_Identity, str]:
    """Name the passages of a set: their ids count them, each once."""
    names: dict[_Identity, str] = {}
    for stimulus in _passages(question_set):
        names.setdefault(_identity(stimulus), f"{stimulus.kind}-{len(names) + 1}")
    return names


def _passages(question_set: QuestionSetFile) -> list[Stimulus]:
    found = (question.stimulus for question in question_set.questions)
    return [stimulus for stimulus in found if stimulus is not None]


def _identity(stimulus: Stimulus) -> _Identity:
    texts = ((code, text.title, text.body) for code, text in stimulus.texts.items())
    return (stimulus.kind, *texts)


def _stimuli(question_set: QuestionSetFile, names: Mapping[_Identity, str]) -> list[Value]:
    once = {_identity(stimulus): stimulus for stimulus in _passages(question_set)}
    return [
        _stimulus(stimulus, names[identity], question_set.languages[0])
        for identity, stimulus in once.items()
    ]


def _stimulus(stimulus: Stimulus, name: str, main: str) -> Value:
    language = main if main in stimulus.texts else next(iter(stimulus.texts))
    fields: dict[str, Value] = {"id": name, "kind": Word(stimulus.kind)}
    if language != main:
        fields["language"] = Word(language)
    fields |= _passage(stimulus.texts[language])
    others = {code: _passage(text) for code, text in stimulus.texts.items() if code != language}
    return fields | ({"translations": others} if others else {})


def _passage(text: StimulusText) -> dict[str, Value]:
    return {**_given(title=text.title), "body": text.body}


def _question(question: SetQuestion, main: str, names: Mapping[_Identity, str]) -> Value:
    content = question.content
    language = main if main in content.texts else content.language
    fields: dict[str, Value] = {"id": question.id}
    if language != main:
        fields["language"] = Word(language)
    fields |= _kind(content)
    if question.stimulus is not None:
        fields["stimulus"] = names[_identity(question.stimulus)]
    fields |= _text(content, language, _key(content.key))
    if content.topics:
        fields["topics"] = tuple(map(Word, content.topics))
    if content.kind is not None:
        fields["kind"] = Word(content.kind)
    if content.difficulty is not None:
        fields["difficulty"] = Word(content.difficulty)
    fields["order"] = Word(content.option_order)
    if content.news_date is not None:
        fields["news_date"] = Word(content.news_date.isoformat())
    if content.stale_on is not None:
        fields["stale_on"] = Word(content.stale_on.isoformat())
    if content.source is not None:
        fields["source"] = _source(content.source)
    others = [code for code in LANGUAGES if code in content.texts and code != language]
    if others:
        fields["translations"] = {code: _text(content, code) for code in others}
    return fields


def _kind(content: ItemContent) -> dict[str, Value]:
    """Write how the question is answered and put; a direct one of another type is no news."""
    is_single = content.type is ItemType.SINGLE
    fields: dict[str, Value] = {} if is_single else {"type": Word(content.type)}
    if is_single or content.format is not ItemFormat.DIRECT:
        fields["format"] = Word(content.format)
    if content.text_format is not TextFormat.PLAIN:
        fields["text_format"] = Word(content.text_format)
    return fields


def _text(
    content: ItemContent, language: Language, key: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    text = content.texts[language]
    fields: dict[str, Value] = {"stem": text.stem}
    if text.prompts:
        fields["prompts"] = _numbered(text.prompts)
    is_customary = content.type is ItemType.TRUE_FALSE and (
        text.options == TRUE_FALSE_OPTIONS[language]
    )
    if text.options and not is_customary:
        # Options beyond the letters cannot be: the domain allows as many as there are letters.
        fields["options"] = dict(zip(LETTERS, text.options, strict=False))
    fields |= {} if key is None else key
    fields |= _given(explanation=text.explanation)
    if text.feedback:
        names = map(str, count(1)) if text.prompts or not text.options else LETTERS
        fields["feedback"] = _given(**dict(zip(names, text.feedback, strict=False)))
    return fields


def _numbered(texts: Iterable[str]) -> dict[str, Value]:
    return {str(number): text for number, text in enumerate(texts, start=1)}


def _key(key: Key) -> dict[str, Value]:
    match key:
        case SingleKey(option, weights):
            return {"key": Word(LETTERS[option]), **_weights(weights)}
        case MultipleKey(options, weights):
            letters = tuple(Word(LETTERS[option]) for option in sorted(options))
            return {"key": letters, **_weights(weights)}
        case TrueFalseKey(answer):
            return {"key": Word(str(answer).lower())}
        case NumericKey(accepted):
            return {"key": [_number(each) for each in accepted]}
        case ShortAnswerKey(accepted, case_sensitive):
            texts: list[Value] = [
                {"text": each.text, **_weight(each.weight)} if each.weight != 1 else each.text
                for each in accepted
            ]
            return {"key": texts, **_said(case_sensitive=case_sensitive)}
        case MatchingKey(options, all_or_nothing):
            pairs = _numbered(Word(LETTERS[option]) for option in options)
            return {"key": pairs, **_said(all_or_nothing=all_or_nothing)}
        case _ as unreachable:
            assert_never(unreachable)


def _number(answer: NumericAnswer) -> Value:
    value = Word(str(answer.value))
    if not answer.tolerance and answer.weight == 1:
        return value
    tolerance = {"tolerance": Word(str(answer.tolerance))} if answer.tolerance else {}
    return {"value": value, **tolerance, **_weight(answer.weight)}


def _weight(weight: Fraction) -> dict[str, Value]:
    return {} if weight == 1 else {"weight": Word(str(weight))}


def _weights(weights: Sequence[Fraction]) -> dict[str, Value]:
    by_letter: dict[str, Value] = {
        letter: Word(str(weight)) for letter, weight in zip(LETTERS, weights, strict=False)
    }
    return {"weights": by_letter} if weights else {}


def _said(**switches: bool) -> dict[str, Value]:
    return {name: Word("true") for name, is_on in switches.items() if is_on}


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
