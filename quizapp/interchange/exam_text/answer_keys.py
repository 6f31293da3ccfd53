"""Answers that stand apart from their questions: keys as tables, lists or runs, and solutions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quizapp.interchange.exam_text.characters import folded
from quizapp.interchange.exam_text.labels import Family, head_labels, inner_labels, question_label
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.exam_text.phrases import (
    ANSWER_HERE,
    LETTER,
    answer_label,
    explanation_label,
    heading_of,
    is_directions,
    is_key_heading,
    solution_label,
)

__all__ = ["KeyEntry", "KeyRegion", "key_regions"]

PAIRS_WITHOUT_HEADING = 6
"""Five could be the options of a question: 1) A 2) B … 5) E."""
LOOKED_AHEAD = 8
SHORT_ANSWER_MAXIMUM = 60

_PAIR = re.compile(
    rf"(?:Q\.?\s?)?(?P<number>\d{{1,4}})\s?(?:[-:=.)\]|>]+\s*|\s+(?=[(\[a-hA-H\u0900-\u097f]))[(\[]?\s?"
    rf"(?P<answer>{LETTER}(?![\w\u0900-\u0963])(?:\s?(?:,|&|and|और)\s?[a-hA-H](?!\w))*)\s?[)\]]?[.]?"
)
_SECTION = re.compile(r"\s*(?:[IVX]{1,4}|[A-E]|(?i:section|part)\s?-?\s?\w{1,3})\s?[.):]+\s*(?=\d)")
_TABLE_HEAD = re.compile(
    r"\W*(?:(?i:q(?:ues(?:tion)?)?s?\.?\s?(?:no\.?)?|s(?:l|r)?\.?\s?no\.?)|प्रश्न\s?(?:सं\S{0,6}|क्र\S{0,5})?)"
    r"[\s|:,-]+(?:(?i:ans(?:wers?)?\.?(?:\skeys?)?|key|correct\s\w{1,10})|(?:सही\s)?उत्तर)\W*$"
)
_WORDS = re.compile(r"(?P<number>\d{1,4})\s?[.)]\s*(?P<words>[^\W\d][^\d]*)")
_IN_LINE = re.compile(r"\W*(?i:answers?(?:\s?keys?)?|ans\.?|उत्तरमाला|उत्तर)\s?[:.-]+\s*")
_BETWEEN = re.compile(r"[\s,;|/]*")
_NUMBERS = re.compile(
    r"(?i:[|\s]*(?:q(?:ues(?:tion)?)?s?|प्रश्न)?\.?\s?(?:no\.?|सं\.?|संख्या)?[\s|:.]*)((?:\d{1,4}[\s|.]+)+\d{1,4}[\s|.]*)$"
)
_LETTERS = re.compile(
    rf"(?i:[|\s]*(?:ans(?:wer)?s?|key|उत्तर)?)[.\s|:]*((?:[(\[]?{LETTER}[)\]]?[\s|]+)+[(\[]?{LETTER}[)\]]?[\s|]*)$"
)
_ENTRY = re.compile(r"\s*(?:Q\.?\s?)?(?P<number>\d{1,4})\s?[.):\]-]+\s*(?P<text>.*)$")


@dataclass(slots=True)
class KeyEntry:
    """An answer by number, with the solution that follows it; `text` "" where only that stands."""

    number: int
    text: str
    line: Line
    explanation: list[str] = field(default_factory=list)


@dataclass(slots=True)
class KeyRegion:
    """Lines from `start` up to `end` that hold nothing but answers."""

    start: int
    end: int
    entries: list[KeyEntry]


def key_regions(lines: Sequence[Line]) -> list[KeyRegion]:
    """Find the regions of a paper that are answer keys or solutions, in order."""
    shapes = [folded(line.text) for line in lines]
    regions: list[KeyRegion] = []
    at = 0
    while at < len(lines):
        region = _region_at(lines, shapes, at)
        if region is None:
            at += 1
        else:
            regions.append(region)
            at = max(region.end, at + 1)
    return regions


def _region_at(lines: Sequence[Line], shapes: Sequence[str], at: int) -> KeyRegion | None:
    if not shapes[at].strip():
        return None
    after = _next(shapes, at + 1)
    if _is_headed(lines, shapes, at, after):
        return _Entries(lines, shapes).read(at, after)
    if _speaks_for_itself(shapes, at):
        return _Entries(lines, shapes).read(at, at)
    tail = _IN_LINE.match(shapes[at])
    if tail is not None and len(_pairs(shapes[at][tail.end() :])) > 1:
        return _Entries(lines, shapes).read(at, at, skip=tail.end())
    return None


def _is_headed(lines: Sequence[Line], shapes: Sequence[str], at: int, after: int) -> bool:
    """Whether "Answer key" stands here, with answers below."""
    if after >= len(shapes):
        return False
    heading = is_key_heading(shapes[at])
    if heading:
        return _Entries(lines, shapes).starts(after)
    if heading is None:
        return bool(_pairs(shapes[after]) or _table(shapes, after))
    return _TABLE_HEAD.match(shapes[at]) is not None and bool(_pairs(shapes[after]))


def _speaks_for_itself(shapes: Sequence[str], at: int) -> bool:
    """Whether a line can be nothing but an answer apart: "S1. Ans.(d)", "1. Answer: b", a table."""
    shape = shapes[at]
    solved = solution_label(shape)
    if solved is not None and _is_solution(shape, solved.end):
        return True
    entry = _ENTRY.match(shape)
    label = answer_label(entry["text"]) if entry else None
    if entry is not None and label is not None and ANSWER_HERE.match(entry["text"], label.end):
        return True
    return _is_run(shapes, at) or bool(_table(shapes, at))


def _is_solution(shape: str, at: int) -> bool:
    """Whether an answer or an explanation follows "S1.", rather than a word of the question."""
    rest = shape[at:]
    return bool(
        ANSWER_HERE.match(rest)
        or answer_label(rest)
        or explanation_label(rest)
        or re.match(r"\s*(?:S|Sol|Solution|Explanation|व्याख्या)\b", shape)
    )


def _next(shapes: Sequence[str], at: int) -> int:
    while at < len(shapes) and not shapes[at].strip():
        at += 1
    return at


def _pairs(shape: str) -> list[tuple[int, str]]:
    """Read a line that is nothing but "1-c 2-a 3. (b)"; nothing of any other line."""
    found = []
    at = _after(_BETWEEN, shape, _after(_SECTION, shape, 0))
    while at < len(shape):
        pair = _PAIR.match(shape, at)
        if pair is None:
            return []
        found.append((int(pair["number"]), pair["answer"]))
        at = _after(_BETWEEN, shape, pair.end())
    return found


def _is_run(shapes: Sequence[str], at: int) -> bool:
    """Whether enough pairs stand here, in one line or in lines that follow one another."""
    count = 0
    while at < len(shapes) and count < PAIRS_WITHOUT_HEADING:
        pairs = _pairs(shapes[at])
        if not pairs:
            return False
        count += len(pairs)
        at = _next(shapes, at + 1)
    return count >= PAIRS_WITHOUT_HEADING


def _after(pattern: re.Pattern[str], shape: str, at: int) -> int:
    found = pattern.match(shape, at)
    return at if found is None else found.end()


def _table(shapes: Sequence[str], at: int) -> list[tuple[int, str]]:
    """Read a row of numbers with the row of as many letters under it."""
    numbers = _NUMBERS.match(shapes[at])
    below = _next(shapes, at + 1)
    if numbers is None or below >= len(shapes):
        return []
    letters = _LETTERS.match(shapes[below])
    if letters is None:
        return []
    count = [int(each) for each in re.findall(r"\d+", numbers[1])]
    named = re.findall(LETTER, letters[1])
    rising = all(after == before + 1 for before, after in pairwise(count))
    return list(zip(count, named, strict=True)) if rising and len(count) == len(named) else []


class _Entries:
    """Reads one region, line by line."""

    def __init__(self, lines: Sequence[Line], shapes: Sequence[str]) -> None:
        self.lines = lines
        self.shapes = shapes
        self.entries: list[KeyEntry] = []

    def starts(self, at: int) -> bool:
        """Whether an entry stands here, below a subheading at most."""
        if heading_of(self.lines[at].text):
            at = _next(self.shapes, at + 1)
        return at < len(self.lines) and bool(self._advance(at))

    def read(self, start: int, at: int, skip: int = 0) -> KeyRegion:
        """Read entries from line `at` on, from its character `skip`, as far as they go."""
        if skip:
            self._take(_pairs(self.shapes[at][skip:]), at)
            at += 1
        while at < len(self.lines):
            if not self.shapes[at].strip():
                at += 1
                continue
            step = self._advance(at)
            if not step and self._is_subheading(at):
                step = 1
            if not step and self._goes_on(at):
                self.entries[-1].explanation.append(self.lines[at].text.strip())
                step = 1
            if not step:
                break
            at += step
        return KeyRegion(start, max(at, start + 1), self.entries)

    def _is_subheading(self, at: int) -> bool:
        after = _next(self.shapes, at + 1)
        named = heading_of(self.lines[at].text) or is_key_heading(self.shapes[at])
        return bool(named) and after < len(self.lines) and self._is_entry(after)

    def _is_entry(self, at: int) -> bool:
        probe = _Entries(self.lines, self.shapes)
        return bool(probe._advance(at)) and not self._asks(at)

    def _advance(self, at: int) -> int:
        """Take the entries of a line (or of a table's two); give how many lines that were."""
        table = _table(self.shapes, at)
        if table:
            self._take(table, at)
            return _next(self.shapes, at + 1) + 1 - at
        pairs = _pairs(self.shapes[at]) or self._words(at)
        if pairs:
            self._take(pairs, at)
            return 1
        return int(self._solution(at))

    def _words(self, at: int) -> list[tuple[int, str]]:
        """Read "3. ampere 4. switch": several answers in words in one line, counting on."""
        line, shape = self.lines[at].text, self.shapes[at]
        start = _after(_SECTION, shape, 0)
        found = list(_WORDS.finditer(shape, start))
        numbers = [int(each["number"]) for each in found]
        if len(found) < 2 or not all(b == a + 1 for a, b in pairwise(numbers)):  # noqa: PLR2004
            return []
        whole = found[0].start() == start and all(a.end() == b.start() for a, b in pairwise(found))
        spans = [each.span("words") for each in found]
        if not whole or max(end - begin for begin, end in spans) > SHORT_ANSWER_MAXIMUM:
            return []
        return [(n, line[a:b].strip(" ,;")) for n, (a, b) in zip(numbers, spans, strict=True)]

    def _take(self, pairs: Sequence[tuple[int, str]], at: int) -> None:
        self.entries += [KeyEntry(number, answer, self.lines[at]) for number, answer in pairs]

    def _solution(self, at: int) -> bool:
        """Take "S1. Ans.(d)", "1. (c) because …" or "7) New Delhi"."""
        shape, line = self.shapes[at], self.lines[at]
        solved = solution_label(shape)
        if solved is not None and solved.number is not None and _is_solution(shape, solved.end):
            self._entry(solved.number, line, shape, solved.end)
            return True
        found = _ENTRY.match(shape)
        if found is None or not found["text"].strip():
            return False
        text, number = found["text"], int(found["number"])
        answers = ANSWER_HERE.match(text) or answer_label(text)
        solutions = any(entry.explanation for entry in self.entries)
        brief = len(text) <= SHORT_ANSWER_MAXIMUM and text.rstrip()[-1:] not in "?:"
        following = not self.entries or number == self.entries[-1].number + 1
        if answers or (brief and following and not solutions and not self._asks(at)):
            self._entry(number, line, shape, found.start("text"))
            return True
        return False

    def _entry(self, number: int, line: Line, shape: str, at: int) -> None:
        text = line.text[at:].strip()
        rest = shape[at:].strip()
        label = answer_label(rest)
        cut = label.end if label else 0
        about = None if label else explanation_label(rest)
        if about is not None:
            self.entries.append(KeyEntry(number, "", line, [text[about.end :]]))
        else:
            self.entries.append(KeyEntry(number, text[cut:], line))

    def _goes_on(self, at: int) -> bool:
        """Whether a line belongs to the solution before it."""
        if not self.entries or is_directions(self.shapes[at]) or heading_of(self.lines[at].text):
            return False
        if question_label(self.shapes[at]) is not None or self._asks(at):
            return False
        last = self.entries[-1]
        explained = bool(last.explanation) or explanation_label(self.shapes[at]) is not None
        return explained or len(last.text) > SHORT_ANSWER_MAXIMUM or self._has_words(last)

    def _has_words(self, entry: KeyEntry) -> bool:
        """Whether an entry is a solution: "S1.", or an answer with words after it."""
        shape = folded(entry.text)
        answer = ANSWER_HERE.match(shape)
        explains = answer is not None and any(map(str.isalpha, shape[answer.end() :]))
        return explains or solution_label(folded(entry.line.text)) is not None

    def _asks(self, at: int) -> bool:
        """Whether a numbered line has options below it, so that it is a question."""
        if not (head_labels(self.shapes[at]) or question_label(self.shapes[at])):
            return False
        wanted = 1
        stop = min(len(self.shapes), at + 1 + LOOKED_AHEAD)
        for shape in [self.shapes[position] for position in range(at + 1, stop)]:
            for reading in self._ordinals(shape):
                wanted += wanted in reading
        return wanted > 3  # noqa: PLR2004 — (a), (b) and (c) in order

    def _ordinals(self, shape: str) -> Iterator[set[int]]:
        for labels in [head_labels(shape), *inner_labels(shape)]:
            yield {label.ordinal for label in labels if label.family is not Family.NUMBER}
