"""Papers in both languages: the English and the Hindi text of a question become one.

Three habits are known: both texts inside one question (line under line, or "English / हिन्दी"),
question after question with the same number, and a Hindi half after the English half. Two questions
are joined only where nothing speaks against it; a wrong pair is worse than two questions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from quizapp.domain.items import Language
from quizapp.interchange.exam_text.answer_keys import KeyEntry
from quizapp.interchange.exam_text.answers import chosen_answer
from quizapp.interchange.exam_text.characters import language_of, letters
from quizapp.interchange.exam_text.likeness import numbers_in, shares_number, sounds_alike
from quizapp.interchange.exam_text.phrases import without_tag
from quizapp.interchange.exam_text.prose import Piece, as_paragraphs, as_stem
from quizapp.interchange.exam_text.questions import Passage, Question

__all__ = ["Paired", "Wording", "paired"]

LIKE_SHARE = 0.34
SAME_NUMBERS_SHARE = 0.9
LONGER_MAXIMUM = 5
"""The letters of one language are at most so many times those of the other."""
HALF_MINIMUM = 2
PARTNER_WITHIN = 40
"""So many runs after the first half the second one is looked for."""
_STOPS = ("?", ":", ".", "।", "_", "-", "–", "/", "|", "…")
_CELLS = re.compile(r"( — | \| |\t)")
"""What stands between the cells of a row."""
_CELL_LABEL = re.compile(r"\s*[(\[]?\w{1,4}[)\].]\s+")
_WORD = re.compile(r"\b(?![ivxIVX]+\b)[A-Za-z]{2,}|[\u0904-\u0939]")
"""What codes do not have, such as "A-(iii), B-(i)"."""
_SLASH = re.compile(r"\s*[/|]\s*")


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words in one language."""

    stem: str
    options: tuple[str, ...]
    explanation: str = ""


@dataclass(slots=True)
class Paired:
    """A question with its words by language; `others` are the questions that became one with it."""

    question: Question
    wordings: dict[Language, Wording]
    others: list[Question] = field(default_factory=list)
    passages: dict[Language, Passage] = field(default_factory=dict)
    keyed: list[KeyEntry] = field(default_factory=list)
    """What keys and solutions elsewhere in the paper say to it."""
    tag: str = ""
    """The exam that the question is said to come from."""
    unlike: Question | None = None
    """A question of the same number in the other language that did not fit."""

    @property
    def answers(self) -> list[tuple[str, "Question"]]:
        """Every answer that the paper gives beside the question, with whom it belongs to."""
        return [(text, each) for each in (self.question, *self.others) for text, _ in each.answers]

    @property
    def text(self) -> str:
        """All its words, to compare them."""
        return "\n".join(f"{w.stem}\n{'; '.join(w.options)}" for w in self.wordings.values())


def paired(questions: Sequence[Question]) -> list[Paired]:
    """Give each question its words by language, and join those that are one."""
    single = [_worded(question) for question in questions]
    return list(_halves(_neighbours(single)))


def _worded(question: Question) -> Paired:
    tag = _take_tag(question)
    wordings = _both(question) or _one(question)
    paired_ = Paired(question, wordings, tag=tag)
    if question.passage is not None:
        for language in wordings:
            paired_.passages[language] = question.passage
    return paired_


def _take_tag(question: Question) -> str:
    """Take the name of an exam out of the stem: it is not what is asked."""
    for at, piece in enumerate(question.stem):
        text, tag = without_tag(piece.text)
        if tag:
            question.stem[at] = replace(piece, text=text)
            return tag
    return ""


def _one(question: Question) -> dict[Language, Wording]:
    stem = as_stem(question.stem)
    options = tuple(as_stem(option.pieces) for option in question.options)
    language = language_of(stem) or language_of(" ".join(options)) or "en"
    return {language: Wording(stem, options, as_paragraphs(question.explanation))}


def _both(question: Question) -> dict[Language, Wording] | None:
    """Read a question that says everything in both languages; None for any other."""
    stem = _split_pieces(question.stem, sentences=True)
    if stem is None:
        return None
    lengths = sorted(sum(letters(as_stem(pieces))) for pieces in stem)
    if lengths[0] * LONGER_MAXIMUM < lengths[1]:
        return None
    options: list[tuple[str, str]] = []
    split = 0
    for option in question.options:
        parts = _split_pieces(option.pieces, sentences=False)
        text = as_stem(option.pieces)
        if parts is not None:
            split += 1
            options.append((as_stem(parts[0]), as_stem(parts[1])))
        elif letters(text)[1]:
            return None
        else:
            options.append((text, text))
    lettered = sum(bool(_WORD.search(as_stem(each.pieces))) for each in question.options)
    if lettered and split * 2 < lettered:
        return None
    english, hindi = (as_stem(pieces) for pieces in stem)
    explained = _explanations(question.explanation)
    return {
        "en": Wording(english, tuple(each[0] for each in options), explained["en"]),
        "hi": Wording(hindi, tuple(each[1] for each in options), explained["hi"]),
    }


def _explanations(pieces: Sequence[Piece]) -> dict[Language, str]:
    split = _split_pieces(pieces, sentences=True)
    if split is not None:
        return {"en": as_paragraphs(split[0]), "hi": as_paragraphs(split[1])}
    text = as_paragraphs(pieces)
    language = language_of(text)
    return {each: text if language == each else "" for each in ("en", "hi")}


def _split_pieces(
    pieces: Sequence[Piece], *, sentences: bool
) -> tuple[list[Piece], list[Piece]] | None:
    """Part pieces by language: every piece is of one, or of one after the other.

    `sentences` says that without a slash the first half must be a sentence: "भारत में GDP" is not
    half English.
    """
    parts: dict[Language, list[Piece]] = {"en": [], "hi": []}
    for piece in pieces:
        # A label such as "II." speaks no language; both halves of a statement have it.
        label, _, said = piece.text.partition(" ") if piece.listed else ("", "", piece.text)
        latin, devanagari = letters(said)
        if latin and devanagari:
            halves = _split_cells(said) or _split_text(said, sentences=sentences)
            if halves is None:
                # Hindi with a name or an abbreviation in Latin letters, or the other way round.
                parts[language_of(said) or "en"].append(piece)
                continue
            for language, half in zip(("en", "hi"), halves, strict=True):
                parts[language].append(
                    replace(piece, text=f"{label} {half.strip()}".strip(), language=language)
                )
        elif latin or devanagari:
            parts["en" if latin else "hi"].append(piece)
        elif piece.text:
            for each in parts.values():
                each.append(piece)
    listed = {sum(piece.listed for piece in each) for each in parts.values()}
    spoken = all(any(piece.language for piece in each) for each in parts.values())
    return (parts["en"], parts["hi"]) if spoken and len(listed) == 1 else None


def _split_cells(text: str) -> tuple[str, str] | None:
    """Part a row of two lists, "Agra / आगरा — (i) Fort / क़िला", cell by cell; None for others."""
    cells = _CELLS.split(text)
    if len(cells) < 3:  # noqa: PLR2004 — two cells with what stands between them
        return None
    english, hindi = "", ""
    for cell in cells:
        label = _CELL_LABEL.match(cell)
        head = label[0] if label else ""
        said = cell[len(head) :]
        halves = _split_text(said, sentences=False) if all(letters(said)) else (said, said)
        if halves is None:
            return None
        english += head + halves[0].strip(" ") if _CELLS.fullmatch(cell) is None else cell
        hindi += head + halves[1].strip(" ") if _CELLS.fullmatch(cell) is None else cell
    return english, hindi


def _split_text(text: str, *, sentences: bool) -> tuple[str, str] | None:
    """Part "Ganga / गंगा" where the script changes once; a slash may leave other letters alone."""
    cut = _SLASH.split(text)
    if len(cut) == 2:  # noqa: PLR2004 — one slash, two languages
        first, second = (language_of(each) for each in cut)
        if {first, second} == {"en", "hi"}:
            return (cut[0], cut[1]) if first == "en" else (cut[1], cut[0])
    latin = [at for at, letter in enumerate(text) if letter.isascii() and letter.isalpha()]
    hindi = [at for at, letter in enumerate(text) if "\u0900" <= letter <= "\u097f"]
    if latin[-1] < hindi[0]:
        at = text.rfind(" ", latin[-1], hindi[0])
        halves = text[: at + 1], text[at + 1 :]
    elif hindi[-1] < latin[0]:
        at = text.rfind(" ", hindi[-1], latin[0])
        halves = text[at + 1 :], text[: at + 1]
    else:
        return None
    if at < 0 or (sentences and not text[:at].rstrip(" (").endswith(_STOPS)):
        return None
    english, other = (_trimmed(half) for half in halves)
    return (english, other) if english and other else None


def _trimmed(text: str) -> str:
    text = text.strip()
    bracketed = text[:1] in "([" and text[-1:] in ")]"
    return (text[1:-1] if bracketed else text).strip(" \t/|")


def _neighbours(single: Sequence[Paired]) -> list[Paired]:
    """Join questions that follow one another: the same number, or none, in the other language."""
    result: list[Paired] = []
    for each in single:
        before = result[-1] if result else None
        number = each.question.number
        if (
            before is not None
            and number in {before.question.number, None}
            and _other_language(before, each)
        ):
            if _fits(before, each):
                _join(before, each)
                continue
            before.unlike = each.question
        result.append(each)
    return result


def _other_language(one: Paired, other: Paired) -> bool:
    return (
        len(one.wordings) == len(other.wordings) == 1
        and one.wordings.keys() != other.wordings.keys()
    )


def _fits(one: Paired, other: Paired) -> bool:
    """Whether nothing speaks against two texts being one question."""
    if len(one.question.options) != len(other.question.options):
        return False
    first, second = _chosen(one), _chosen(other)
    if first and second and first != second:
        return False
    here, there = next(iter(one.wordings.values())), next(iter(other.wordings.values()))
    return all(
        numbers_in(a) == numbers_in(b) or not (numbers_in(a) and numbers_in(b))
        for a, b in zip(here.options, there.options, strict=True)
    )


def _chosen(paired_: Paired) -> frozenset[int]:
    question = paired_.question
    if not question.answers or not question.options:
        return frozenset()
    texts = [[as_stem(option.pieces)] for option in question.options]
    labels = [option.label for option in question.options]
    return chosen_answer(question.answers[0][0], labels, texts).options


def _join(one: Paired, other: Paired) -> None:
    one.wordings |= other.wordings
    one.passages |= other.passages
    one.tag = one.tag or other.tag
    one.others.append(other.question)


def _halves(pairs: Sequence[Paired]) -> Iterator[Paired]:
    """Join a run of questions with a later one that repeats it in the other language."""
    runs = list(_runs(pairs))
    at = 0
    while at < len(runs):
        run = runs[at]
        partner = next(
            (
                later
                for later in range(at + 1, min(at + 1 + PARTNER_WITHIN, len(runs)))
                if _are_halves(run, runs[later])
            ),
            None,
        )
        if partner is not None:
            yield from _joined_halves(run, runs.pop(partner))
        else:
            yield from run
        at += 1


def _runs(pairs: Sequence[Paired]) -> Iterator[list[Paired]]:
    """Cut where the numbers begin again or the language changes."""
    run: list[Paired] = []
    for each in pairs:
        number = each.question.number
        before = run[-1] if run else None
        if before is not None and (
            before.wordings.keys() != each.wordings.keys()
            or number is None
            or before.question.number is None
            or number <= before.question.number
        ):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _are_halves(first: Sequence[Paired], second: Sequence[Paired]) -> bool:
    if len(second) < HALF_MINIMUM or not _other_language(first[0], second[0]):
        return False
    by_number = {each.question.number: each for each in first}
    common = [
        (by_number[each.question.number], each)
        for each in second
        if each.question.number in by_number
    ]
    if len(common) < SAME_NUMBERS_SHARE * max(len(first), len(second)):
        return False
    fitting = sum(_fits(one, other) for one, other in common)
    alike = sum(_alike(one, other) for one, other in common)
    return fitting >= SAME_NUMBERS_SHARE * len(common) and alike >= LIKE_SHARE * len(common)


def _alike(one: Paired, other: Paired) -> bool:
    """Whether something speaks for two texts being one question: a number or a name in both."""
    english, hindi = (one, other) if "en" in one.wordings else (other, one)
    return shares_number(english.text, hindi.text) or sounds_alike(english.text, hindi.text)


def _joined_halves(first: Sequence[Paired], second: Sequence[Paired]) -> Iterator[Paired]:
    by_number = {each.question.number: each for each in second}
    for one in first:
        other = by_number.pop(one.question.number, None)
        if other is not None and _fits(one, other):
            _join(one, other)
        elif other is not None:
            one.unlike = other.question
            by_number[one.question.number] = other
        yield one
    yield from by_number.values()
