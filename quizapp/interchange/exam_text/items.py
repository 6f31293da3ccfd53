"""Questions of a paper → items: the answer becomes a key, and what is missing or odd is found."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.domain.items import (
    TRUE_FALSE_OPTIONS,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    Key,
    Language,
    OptionOrder,
    ShortAnswerKey,
    Source,
    Stimulus,
    TrueFalseKey,
)
from quizapp.domain.ordering import suggested_order
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, ReadItem, UnfinishedItem
from quizapp.interchange.exam_text.answers import (
    Answer,
    chosen_answer,
    key_of_options,
    truth_of,
    typed_key,
)
from quizapp.interchange.exam_text.bilingual import Paired
from quizapp.interchange.exam_text.characters import folded, language_of
from quizapp.interchange.exam_text.item_formats import format_of
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.phrases import ANSWER_HERE, explanation_label

__all__ = ["Made", "item_of"]

EXCERPT = 80
_TRUTH_FIRST = re.compile(r"\s*(\w+|[\u0900-\u0963]+)\s*[.,:;।-]\s*(?=\S)")


@dataclass(slots=True)
class Made:
    """An item, and what was found while it was made; the findings do not know its position yet."""

    item: ReadItem
    findings: list[Finding] = field(default_factory=list)
    from_bold: bool = False
    """The answer was told by an option's looks alone."""


@dataclass(slots=True)
class _Answered:
    key: Key | None = None
    problem: Problem | None = None
    rest: str = ""
    from_bold: bool = False


def item_of(paired: Paired, stimulus: Stimulus | None) -> Made:
    """Make the item of a question."""
    return _Maker(paired, stimulus).made()


class _Maker:
    def __init__(self, paired: Paired, stimulus: Stimulus | None) -> None:
        self.paired = paired
        self.question = paired.question
        self.stimulus = stimulus
        self.findings: list[Finding] = []
        self.languages = tuple(paired.wordings)

    def made(self) -> Made:
        self._look_at_labels()
        answered = self._chosen() if self.question.options else self._typed()
        source = Source(title=self.paired.tag) if self.paired.tag else None
        texts = self._texts(answered)
        key = answered.key
        if key is not None and self.question.options:
            key, texts = _true_false(key, texts)
        elif isinstance(key, TrueFalseKey):
            texts = {
                language: ItemText(text.stem, TRUE_FALSE_OPTIONS[language], text.explanation)
                for language, text in texts.items()
            }
        return Made(self._item(key, texts, source, answered), self.findings, answered.from_bold)

    def _item(
        self,
        key: Key | None,
        texts: Mapping[Language, ItemText],
        source: Source | None,
        answered: _Answered,
    ) -> ReadItem:
        first = texts[self.languages[0]]
        single = key is None or key.type is ItemType.SINGLE
        form = (
            format_of(first.stem, first.options) if single and first.options else ItemFormat.DIRECT
        )
        problems: Sequence[Problem] = [answered.problem] if answered.problem else []
        name = "" if self.question.number is None else str(self.question.number)
        if key is not None and not problems:
            order = suggested_order(form, first.options)
            if key.type is ItemType.TRUE_FALSE:
                order = OptionOrder.FIXED
            try:
                content = ItemContent(
                    texts=texts, key=key, format=form, option_order=order, source=source
                )
            except InvalidInputError as error:
                problems = error.problems
            else:
                return BankItem(
                    content=content,
                    place=self.question.line.place,
                    id=name,
                    category=self.question.section,
                    stimulus=self.stimulus,
                )
        for problem in problems:
            self._find(problem, Action.UNFINISHED, self.question.line, first.stem)
        return UnfinishedItem(
            texts=_with_tag(texts, source),
            problems=tuple(problems),
            type=_type_of(key, first),
            key=key,
            format=form,
            place=self.question.line.place,
            id=name,
            category=self.question.section,
            stimulus=self.stimulus,
        )

    def _find(self, problem: Problem, action: Action, line: Line, excerpt: str) -> None:
        self.findings.append(
            Finding(problem, action, line.place, excerpt=excerpt.strip()[:EXCERPT])
        )

    def _look_at_labels(self) -> None:
        """Find options that are labelled alike, and letters that were left out."""
        before = labelled = 0
        for option in self.question.options:
            ordinal, head = option.label.ordinal, option.line.text
            if before and option.label.ordinal == labelled:
                problem = Problem(
                    N_("Two options have the same label; they were taken in their order."),
                    field="options",
                )
                self._find(problem, Action.CHANGED, option.line, head)
                ordinal += 1
            elif ordinal != before + 1:
                problem = Problem(
                    N_("The labels of the options do not follow one another; one may be missing."),
                    field="options",
                )
                self._find(problem, Action.CHECK, option.line, head)
            before, labelled = ordinal, option.label.ordinal

    def _given(self) -> list[tuple[str, Line]]:
        """Every answer in words, those beside the question first."""
        beside = [given for each in (self.question, *self.paired.others) for given in each.answers]
        apart = [(entry.text, entry.line) for entry in self.paired.keyed]
        return [(text, line) for text, line in (*beside, *apart) if text.strip()]

    def _chosen(self) -> _Answered:
        labels = [option.label for option in self.question.options]
        options = list(
            zip(*(wording.options for wording in self.paired.wordings.values()), strict=True)
        )
        read = [(chosen_answer(text, labels, options), line) for text, line in self._given()]
        signs = self._signs()
        if signs:
            read.insert(0, (Answer(signs), self.question.options[min(signs)].line))
        sound = [(answer, line) for answer, line in read if answer.options]
        if sound:
            return self._agreed(
                sound, next(iter(answer.rest for answer, _ in read if answer.rest), "")
            )
        bold = [at for at, option in enumerate(self.question.options) if option.bold]
        if not read and len(bold) == 1:
            return _Answered(key_of_options(frozenset(bold)), from_bold=True)
        problem = read[0][0].problem if read else None
        return _Answered(problem=problem or _no_answer())

    def _agreed(self, sound: Sequence[tuple[Answer, Line]], rest: str) -> _Answered:
        first, _ = sound[0]
        for answer, line in sound[1:]:
            if answer.options != first.options:
                problem = Problem(
                    N_("The paper gives two different answers. The first one was taken; check it."),
                    field="key",
                )
                self._find(problem, Action.CHECK, line, line.text)
                break
        for answer, line in sound:
            if answer.doubt is not None:
                self._find(answer.doubt, Action.CHECK, line, line.text)
        return _Answered(key_of_options(first.options), rest=rest)

    def _signs(self) -> frozenset[int]:
        """Give the options that a star or a tick calls right; not where all of them have one."""
        found: set[int] = set()
        for each in (self.question, *self.paired.others):
            here = {at for at, option in enumerate(each.options) if option.flagged}
            found |= here if len(here) < len(each.options) else set()
        return frozenset(found)

    def _typed(self) -> _Answered:
        keys: list[Key] = []
        rest = ""
        for text, _ in self._given():
            named = ANSWER_HERE.match(folded(text))
            if (
                named is not None
                and not named[0].strip().isdigit()
                and named.end() == len(text.rstrip())
            ):
                problem = Problem(
                    N_("The answer names an option, but the question has none."), field="options"
                )
                return _Answered(problem=problem)
            key = typed_key(text)
            begin = _TRUTH_FIRST.match(text)
            if begin is not None and (truth := truth_of(begin[1])) is not None:
                key, rest = TrueFalseKey(truth), text[begin.end() :]
            if key is not None:
                keys.append(key)
        if not keys:
            problem = Problem(N_("There are neither options nor an answer."), field="key")
            return _Answered(problem=problem)
        return _Answered(_united(keys), rest=rest)

    def _texts(self, answered: _Answered) -> dict[Language, ItemText]:
        more: dict[Language, list[str]] = {language: [] for language in self.languages}
        if answered.rest:
            more[self._language(answered.rest)].append(answered.rest)
        texts = {}
        for language, wording in self.paired.wordings.items():
            if wording.explanation:
                more[language].append(wording.explanation)
        for entry in self.paired.keyed:
            explained = _explanation(entry.explanation)
            if explained and explained not in more[self._language(explained)]:
                more[self._language(explained)].append(explained)
        for language, wording in self.paired.wordings.items():
            explanation = "\n".join(dict.fromkeys(more[language]))
            texts[language] = ItemText(wording.stem, wording.options, explanation)
        return texts

    def _language(self, text: str) -> Language:
        language = language_of(text)
        return language if language in self.languages else self.languages[0]


def _explanation(lines: Sequence[str]) -> str:
    cut = []
    for line in lines:
        label = explanation_label(folded(line))
        cut.append(line if label is None else line[label.end :])
    return "\n".join(line.strip() for line in cut if line.strip())


def _united(keys: Sequence[Key]) -> Key:
    """Accept what the answers in both languages say."""
    words = [key for key in keys if isinstance(key, ShortAnswerKey)]
    if len(words) < len(keys) or len(words) == 1:
        return keys[0]
    accepted = {each.text: each for key in words for each in key.accepted}
    return ShortAnswerKey(tuple(accepted.values()))


def _true_false(key: Key, texts: dict[Language, ItemText]) -> tuple[Key, dict[Language, ItemText]]:
    """Make a true/false item of two options that say so, "true" first; any other stays as it is."""
    truths = [[truth_of(option) for option in text.options] for text in texts.values()]
    if key.type is not ItemType.SINGLE or any(set(each) != {True, False} for each in truths):
        return key, texts
    if len(truths[0]) != 2 or any(each != truths[0] for each in truths):  # noqa: PLR2004
        return key, texts
    options = key.as_data()["option"]
    answer = truths[0][0] if options == 0 else truths[0][1]
    ordered = {
        language: ItemText(
            text.stem, text.options if truths[0][0] else text.options[::-1], text.explanation
        )
        for language, text in texts.items()
    }
    return TrueFalseKey(answer is True), ordered


def _with_tag(
    texts: Mapping[Language, ItemText], source: Source | None
) -> dict[Language, ItemText]:
    """Put the exam's name back where an unfinished item has no other place for it."""
    if source is None:
        return dict(texts)
    return {
        language: ItemText(f"{text.stem} [{source.title}]", text.options, text.explanation)
        for language, text in texts.items()
    }


def _type_of(key: Key | None, text: ItemText) -> ItemType | None:
    if key is not None:
        return key.type
    return ItemType.SINGLE if text.options else None


def _no_answer() -> Problem:
    return Problem(N_("The answer is missing. Choose the right option."), field="key")
