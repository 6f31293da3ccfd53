"""Aiken: a stem, options lettered A. or A), and a line “ANSWER: B”. Single best answers only.

Moodle wants the stem on one line, capital letters and no empty line within a question. We read more
than that, as teachers write it: stems and options over several lines, small letters, "(a)", empty
lines before the options; and we write what Moodle reads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quizapp.domain.items import ItemType, Language, SingleKey, TextFormat, letter
from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import (
    Action,
    BankItem,
    FileFormat,
    Finding,
    ItemBank,
    Reading,
    SourceFile,
    WrittenFile,
)
from quizapp.interchange.drafts import Draft, ReadingBuilder, excerpt_of, place_of
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.html_text import plain_text
from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.text_files import decoded, looks_binary

__all__ = ["FORMAT"]

NAME = "aiken"
MEDIA_TYPE = "text/plain"
HEAD = 65_536

_OPTION = re.compile(r"\(?([A-Za-z])[.)]\s*(.*)")
_ANSWER = re.compile(r"answer\s*:\s*(.*)", re.IGNORECASE)
_LETTER = re.compile(r"\(?([A-Za-z])[.)]?\s*")
_STRICT_OPTION = re.compile(r"[A-Z][.)].*")
_STRICT_ANSWER = re.compile(r"ANSWER: ?[A-Z]")
# Signs of the richer ways in which papers are typed, which another format reads.
_SOLUTION = re.compile(r"(?:explanation|solution|sol)\s*[.:]", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:q\s*[.:]?\s*)?\d+\s*[.)]", re.IGNORECASE)
_HIDDEN = "\u200b"
"""A space of no width: keeps a stem such as “A. P. J. …” from being read as an option."""


def recognises(source: SourceFile) -> bool:
    """Whether an ANSWER line in capitals follows an option, and nothing richer stands beside."""
    if looks_binary(source.data):
        return False
    text, _ = decoded(SourceFile(source.data[:HEAD], source.filename))
    found = False
    before = ""
    for line in map(str.strip, text.split("\n")):
        if _SOLUTION.match(line) or (not before and _NUMBERED.match(line)):
            return False
        found |= bool(_STRICT_ANSWER.fullmatch(line) and _STRICT_OPTION.fullmatch(before))
        before = line
    return found


class _Line(NamedTuple):
    number: int
    text: str


@dataclass(slots=True)
class _Block:
    """A question while its lines come in."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    answer: _Line | None = None


TEXT_MAXIMUM = 10_000_000
"""In characters; its lines take thirty times their room while they are read."""


def read(source: SourceFile) -> Reading:
    """Read an Aiken file. Raises `QuestionFileError` for what is no text or has no question."""
    text, findings = decoded(source)
    if len(text) > TEXT_MAXIMUM:
        message = N_("The text has %(length)d characters; at most %(maximum)d are read. Split it.")
        params = {"length": len(text), "maximum": TEXT_MAXIMUM}
        raise QuestionFileError([Problem(message, params, file=source.filename)])
    builder = ReadingBuilder(NAME, source.filename)
    builder.take(findings)
    number = 0
    for number, block in enumerate(_blocks(text), start=1):
        _add(builder, block, number)
    if not number:
        raise QuestionFileError([Problem(N_("There is no question here."), file=source.filename)])
    return builder.reading()


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    after_gap = False
    lines = [_Line(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1)]
    following = _next_filled(lines)
    for line, next_line in zip(lines, following, strict=True):
        if not line.text:
            after_gap = True
            continue
        answer = _ANSWER.fullmatch(line.text)
        option = None if answer else _option(line.text, block, next_line)
        if block is not None and (
            block.answer is not None
            or (block.options and after_gap and answer is None and option is None)
        ):
            yield block
            block = None
        block = block or _Block(line.number)
        if answer is not None:
            block.answer = _Line(line.number, answer[1])
        elif option is not None:
            block.letters.append(option[1].upper())
            block.options.append([option[2]])
        elif block.options:
            block.options[-1].append(line.text)
        else:
            block.stem.append(line.text.removeprefix(_HIDDEN))
        after_gap = False
    if block is not None:
        yield block


def _next_filled(lines: Sequence[_Line]) -> list[str]:
    """For each line, the next one that is not empty; "" after the last."""
    found: list[str] = []
    following = ""
    for line in reversed(lines):
        found.append(following)
        following = line.text or following
    return found[::-1]


def _option(text: str, block: _Block | None, following: str) -> re.Match[str] | None:
    """Whether this line is an option: lettered, with a letter that the question has not had.

    A stem that begins with an initial ("A. P. J. Abdul Kalam …") is followed by option A.
    """
    found = _OPTION.fullmatch(text)
    if found is None:
        return None
    here = found[1].upper()
    is_new = block is None or block.answer is not None
    after = _OPTION.fullmatch(following)
    if is_new and after is not None and after[1].upper() == "A":
        return None
    return None if block is not None and not is_new and here in block.letters else found


def _add(builder: ReadingBuilder, block: _Block, number: int) -> None:
    place = place_of(number, "", block.line)
    if not block.stem:
        builder.note(
            N_("There is no question before this; write it on the line above the first option."),
            Action.LEFT_OUT,
            place,
            excerpt=" ".join(block.options[0]) if block.options else "",
        )
        return
    draft = Draft(
        place=place,
        stem=MarkedText("\n".join(block.stem)),
        type=ItemType.SINGLE,
        options=[MarkedText("\n".join(lines)) for lines in block.options],
    )
    _take_key(draft, block)
    builder.add(draft)


def _take_key(draft: Draft, block: _Block) -> None:
    if block.answer is None:
        draft.lacks(N_("The question has no line such as “ANSWER: B” after its options."), "key")
        return
    named = _LETTER.fullmatch(block.answer.text)
    if named is None or named[1].upper() not in block.letters:
        draft.lacks(
            N_("“%(answer)s” in line %(line)d is no option’s letter; write one of: %(letters)s."),
            "key",
            answer=excerpt_of(block.answer.text),
            line=block.answer.number,
            letters=", ".join(block.letters),
        )
        return
    draft.key = SingleKey(block.letters.index(named[1].upper()))


def write(bank: ItemBank) -> WrittenFile:
    """Write the single-best-answer items; what else there is becomes a finding."""
    findings: list[Finding] = []
    blocks = []
    for number, item in enumerate(bank.items):
        key = item.content.key
        if not isinstance(key, SingleKey) or not all(map(str.strip, item.content.text().options)):
            problem = Problem(
                N_("Aiken holds single-best-answer questions in words only; this is “%(type)s”."),
                {"type": item.content.type.value},
            )
            findings.append(Finding(problem, Action.LEFT_OUT, item.place, number))
            continue
        blocks.append(_written(item, key, bank.languages))
        findings += (
            Finding(each, Action.CHANGED, item.place, number) for each in _losses(item, key)
        )
    return WrittenFile(
        data="\n".join(blocks).encode(),
        filename=f"{slug_of(bank.title)}.txt",
        media_type=MEDIA_TYPE,
        findings=tuple(findings),
    )


def _losses(item: BankItem, key: SingleKey) -> Iterator[Problem]:
    content, text = item.content, item.content.text()
    if text.explanation or any(text.feedback):
        yield Problem(N_("Aiken holds no explanation and no feedback."), field="explanation")
    if content.images:
        yield Problem(N_("Aiken holds no pictures."), field="images")
    if content.text_format is TextFormat.HTML:
        yield Problem(N_("Aiken holds plain text; tables and emphasis are gone."), field="stem")
    if len(content.texts) > 1:
        yield Problem(N_("Aiken holds one language; the others are not in the file."))
    if not {*key.weights} <= {0, 1}:
        yield Problem(N_("Aiken holds no partial marks."), field="key")
    if item.stimulus is not None:
        yield Problem(N_("The passage stands before the question itself."), field="stem")
    dated = content.news_date or content.stale_on
    if content.source or content.topics or content.kind or dated or item.category:
        yield Problem(N_("Aiken holds no source, no topics, no category and no date."))
    if content.difficulty is not None:
        yield Problem(N_("Aiken holds no difficulty."), field="difficulty")


def _written(item: BankItem, key: SingleKey, languages: Sequence[Language]) -> str:
    content = item.content
    language = next((each for each in languages if each in content.texts), content.language)
    text = content.text(language)
    passage = ""
    if item.stimulus is not None:
        passages = item.stimulus.texts
        told = passages.get(language) or next(iter(passages.values()))
        passage = f"{told.title}\n{told.body}\n"
    lines = [_stem_line(passage, _one_line(text.stem, content.text_format))]
    lines += (
        f"{letter(position)}. {_one_line(option, content.text_format)}"
        for position, option in enumerate(text.options)
    )
    return "\n".join([*lines, f"ANSWER: {letter(key.option)}", ""])


def _stem_line(passage: str, stem: str) -> str:
    line = _one_line(passage + stem, TextFormat.PLAIN)
    is_mistakable = _OPTION.fullmatch(line) or _ANSWER.fullmatch(line)
    return f"{_HIDDEN}{line}" if is_mistakable else line


def _one_line(text: str, text_format: TextFormat) -> str:
    plain = plain_text(text) if text_format is TextFormat.HTML else text
    return " ".join(plain.split())


FORMAT = FileFormat(
    name=NAME,
    title="Aiken (Moodle)",
    extensions=("txt",),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
    write=write,
)
