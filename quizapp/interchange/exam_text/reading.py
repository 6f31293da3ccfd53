"""Lines of a paper → a reading: the stages in order, and what was found on the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizapp.domain.items import Key, Language, Stimulus, StimulusKind, StimulusText
from quizapp.domain.materials import normalised
from quizapp.errors import N_, InvalidInputError, Problem, QuestionFileError
from quizapp.interchange.banks import Action, BankItem, Finding, Reading, ReadItem
from quizapp.interchange.exam_text.answer_keys import KeyRegion, key_regions
from quizapp.interchange.exam_text.bilingual import Paired, paired
from quizapp.interchange.exam_text.characters import cleaned, language_of
from quizapp.interchange.exam_text.furniture import without_furniture
from quizapp.interchange.exam_text.items import Made, item_of
from quizapp.interchange.exam_text.keying import hand_out
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.pictures import (
    Album,
    has_picture,
    is_picture_alone,
    placed,
    with_labels,
    without_pictures,
)
from quizapp.interchange.exam_text.prose import Piece, as_paragraphs
from quizapp.interchange.exam_text.questions import Passage, Question, Questions, questions_of
from quizapp.interchange.exam_text.roles import roles_of
from quizapp.interchange.exam_text.tokens import Kind, Token, blank, tokens_of

__all__ = ["read_lines"]

EXCERPT = 80
TITLE_MAXIMUM = 200
_DATA = re.compile(
    r"\b(?:table|charts?|graphs?|data|diagram)\b|तालिका|आँकड़|आंकड़|ग्राफ|चार्ट", re.IGNORECASE
)


def read_lines(
    lines: Sequence[Line],
    *,
    format_name: str,
    findings: Sequence[Finding] = (),
    filename: str | None = None,
    album: Album | None = None,
) -> Reading:
    """Read a paper. `findings` are what was found while its file was turned into lines.

    `album` has the pictures that stand in the lines.

    Raises:
        QuestionFileError: there is no question in it; `filename` is what the message calls it.
    """
    if album is not None:
        lines = with_labels(lines)
    kept, furniture = without_furniture([cleaned(line) for line in lines])
    regions = key_regions(kept)
    tokens, positions = _tokens(kept, regions)
    keyed = {entry.number: entry.text for region in regions for entry in region.entries}
    questions = questions_of(tokens, roles_of(tokens, keyed))
    if not questions.found:
        raise QuestionFileError(
            [
                Problem(
                    N_(
                        "No question was found. Begin each with its number, such as “1.”, and each"
                        " option with its letter, such as “(a)”."
                    ),
                    file=filename,
                )
            ]
        )
    pairs = paired(questions.found)
    entries = [(at, region.entries) for at, region in zip(positions, regions, strict=True)]
    lost = list(hand_out(pairs, entries))
    collected = _Collected(_Stimuli())
    for each in pairs:
        collected.add(each)
    reading = Reading(
        format=format_name,
        title=questions.title.strip("#* \t")[:TITLE_MAXIMUM],
        items=tuple(collected.items),
        findings=(
            *findings,
            *furniture,
            *_left_out(questions),
            *_gaps(questions.found),
            *lost,
            *collected.all_findings(),
        ),
    )
    return placed(reading, album) if album is not None else reading


def _tokens(lines: Sequence[Line], regions: Sequence[KeyRegion]) -> tuple[list[Token], list[int]]:
    """Cut the lines outside the regions; a region becomes one token, whose position is given."""
    tokens: list[Token] = []
    positions = []
    at = 0
    for region in regions:
        _cut(lines[at : region.start], tokens)
        positions.append(len(tokens))
        tokens.append(blank(lines[region.start], Kind.KEY))
        at = region.end
    _cut(lines[at:], tokens)
    return tokens, positions


def _cut(lines: Sequence[Line], tokens: list[Token]) -> None:
    """Cut lines; an answer's label that stands alone takes the line below it."""
    open_answer = False
    for line in lines:
        for token in tokens_of(line):
            if open_answer and token.kind is not Kind.BLANK:
                open_answer = False
                if token.kind in {Kind.TEXT, Kind.LABELLED}:
                    tokens[-1] = replace(tokens[-1], text=token.whole, line=line)
                    continue
            if open_answer:
                continue
            tokens.append(token)
            open_answer = token.kind is Kind.ANSWER and not token.text


class _Stimuli:
    """One stimulus for each passage, so that items that share a passage hold the same object."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, ...], Stimulus | None] = {}
        self.findings: list[Finding] = []

    def of(self, pair: Paired) -> Stimulus | None:
        passages = pair.passages
        known = tuple(sorted(map(id, passages.values())))
        if known and known not in self._made:
            self._made[known] = self._make(passages)
        return self._made.get(known)

    def _make(self, passages: dict[Language, Passage]) -> Stimulus | None:
        texts: dict[Language, StimulusText] = {}
        for passage in {id(each): each for each in passages.values()}.values():
            texts |= _passage_texts(passage)
        first = next(iter(passages.values()))
        kind = StimulusKind.DATA if _DATA.search(first.pieces[0].text) else StimulusKind.PASSAGE
        if all(passage.range is None for passage in passages.values()):
            problem = Problem(N_("It is not said which questions this passage is for; check them."))
            excerpt = first.line.text.strip()[:EXCERPT]
            self.findings.append(Finding(problem, Action.CHECK, first.line.place, excerpt=excerpt))
        try:
            return Stimulus(kind, texts)
        except InvalidInputError as error:
            self.findings += [
                Finding(
                    problem, Action.CHANGED, first.line.place, excerpt=first.line.text[:EXCERPT]
                )
                for problem in error.problems
            ]
            return None


def _passage_texts(passage: Passage) -> dict[Language, StimulusText]:
    """Part a passage that is printed in both languages, paragraph by paragraph."""
    parts: dict[Language, list[Piece]] = {"en": [], "hi": []}
    for piece in passage.pieces:
        parts[piece.language or "en"].append(piece)
    whole = language_of(" ".join(piece.text for piece in passage.pieces)) or "en"
    bodies = {language: as_paragraphs(pieces) for language, pieces in parts.items()}
    lengths = sorted(map(len, bodies.values()))
    if 3 * lengths[0] < lengths[1]:
        return {whole: StimulusText("", as_paragraphs(passage.pieces))}
    return {language: StimulusText("", body) for language, body in bodies.items()}


class _Collected:
    """Items in order with their findings; a question that repeats another is left out."""

    def __init__(self, stimuli: _Stimuli) -> None:
        self.items: list[ReadItem] = []
        self.findings: list[Finding] = []
        self._stimuli = stimuli
        self._known: dict[tuple[str, tuple[str, ...]], ReadItem] = {}
        self._from_bold: list[ReadItem] = []

    def add(self, pair: Paired) -> None:
        """Make the item of a question and keep it, unless it is there already."""
        made = item_of(pair, self._stimuli.of(pair))
        same = self._known.setdefault(_likeness(made.item), made.item)
        if same is not made.item and _key_of(same) == _key_of(made.item):
            self._repeats(made, same, Action.LEFT_OUT)
            return
        position = len(self.items)
        self.items.append(made.item)
        self.findings += [replace(finding, item=position) for finding in made.findings]
        if same is not made.item:
            self._repeats(made, same, Action.CHECK)
        if made.from_bold:
            self._from_bold.append(made.item)
        if pair.unlike is not None:
            self._unlike(pair, position)
        for line in (each.picture_below for each in (pair.question, *pair.others)):
            if line is not None:
                problem = Problem(
                    N_(
                        "A picture stands below this question. Check whether it belongs to it or"
                        " to the next one."
                    ),
                    field="images",
                )
                self.findings.append(Finding(problem, Action.CHECK, line.place, position))

    def _repeats(self, made: Made, same: ReadItem, action: Action) -> None:
        left_out = action is Action.LEFT_OUT
        message = (
            N_("This repeats the question in line %(line)d and was left out.")
            if left_out
            else N_("This repeats the question in line %(line)d, with another answer.")
        )
        problem = Problem(message, {"line": same.place.line}, "stem")
        item = None if left_out else len(self.items) - 1
        excerpt = _stem(made.item)[:EXCERPT]
        self.findings.append(Finding(problem, action, made.item.place, item, excerpt))

    def _unlike(self, pair: Paired, position: int) -> None:
        problem = Problem(
            N_(
                "Question %(number)s in the other language does not fit this one; they were kept as"
                " two questions."
            ),
            {"number": pair.question.number or "–"},
        )
        place = pair.question.line.place
        self.findings.append(Finding(problem, Action.CHECK, place, position, pair.text[:EXCERPT]))

    def all_findings(self) -> Iterator[Finding]:
        """Give the findings about passages, about looks, and about single items."""
        yield from self._stimuli.findings
        if self._from_bold:
            problem = Problem(
                N_("Answers taken from what is bold or coloured: %(count)d. Check them."),
                {"count": len(self._from_bold)},
                "key",
            )
            yield Finding(problem, Action.CHECK, self._from_bold[0].place)
        yield from self.findings


def _stem(item: ReadItem) -> str:
    texts = item.content.texts if isinstance(item, BankItem) else item.texts
    return next(iter(texts.values())).stem


def _likeness(item: ReadItem) -> tuple[str, tuple[str, ...]]:
    texts = item.content.texts if isinstance(item, BankItem) else item.texts
    text = next(iter(texts.values()))
    about = "" if item.stimulus is None else str(id(item.stimulus))
    return normalised(text.stem) + about, tuple(map(normalised, text.options))


def _key_of(item: ReadItem) -> Key | None:
    return item.content.key if isinstance(item, BankItem) else item.key


def _left_out(questions: Questions) -> Iterator[Finding]:
    before = [line for line in questions.before if not is_picture_alone(line.text)]
    if len(before) > 1:
        problem = Problem(N_("The lines before the first question were left out."))
        excerpt = " ".join(line.text.strip() for line in before)[:EXCERPT]
        yield Finding(problem, Action.CHANGED, before[0].place, excerpt=excerpt)
    for line in (*questions.before, *questions.between):
        if has_picture(line.text):
            problem = Problem(N_("A picture stands here and was put with no question."))
            excerpt = without_pictures(line.text)[:EXCERPT]
            yield Finding(problem, Action.CHECK, line.place, excerpt=excerpt)
    for line in questions.between:
        if is_picture_alone(line.text):
            continue
        problem = Problem(N_("This line belongs to no question and was left out."))
        yield Finding(problem, Action.CHANGED, line.place, excerpt=line.text.strip()[:EXCERPT])


def _gaps(questions: Sequence[Question]) -> Iterator[Finding]:
    """Find numbers that were left out: a question may hide inside the one before."""
    before: int | None = None
    for question in questions:
        number = question.number
        if number is not None and before is not None and number > before + 1:
            problem = Problem(
                N_("After question %(before)d comes %(after)d. Check that none is missing."),
                {"before": before, "after": number},
            )
            excerpt = question.line.text.strip()[:EXCERPT]
            yield Finding(problem, Action.CHECK, question.line.place, excerpt=excerpt)
        before = number if number is not None else before
