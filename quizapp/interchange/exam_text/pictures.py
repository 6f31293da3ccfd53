"""Pictures in a paper: each is a character of the text, until its question is known.

A document puts a character of a private range where a picture stands. So it goes wherever its line
goes: with the stem, an option, an explanation, or the passage of several questions. `placed` takes
the characters out of what was read, and has the items refer to the pictures instead.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizapp.domain.items import (
    ImagePlacement,
    ImageRef,
    ItemText,
    Language,
    Stimulus,
    StimulusText,
)
from quizapp.domain.materials import ALT_MAXIMUM, text_problems
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.interchange.banks import (
    Action,
    BankItem,
    Finding,
    ImageFile,
    Reading,
    ReadItem,
    UnfinishedItem,
)
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.pictures import STAND_IN

__all__ = ["Album", "has_picture", "is_picture_alone", "placed", "with_labels", "without_pictures"]

REPEATED_FROM = 4
"""A picture with so many questions, and with most of them, is a mark of the publisher."""

_FIRST, _LAST = 0xF0000, 0xFFFFD
_PICTURE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_ALONE = re.compile(rf"[\s|]*(?:{_PICTURE.pattern}[\s|]*)+")
_BETWEEN = re.compile(r"[\s|]+")
_LABEL = re.compile(r"[(\[]?([a-hA-H1-8कखगघअबसद])[)\].]*")
_SERIES = ("abcdefgh", "12345678", "कखगघ", "अबसद")
_SPACES = re.compile(r" {2,}")
_SEE: Mapping[Language, str] = {"en": "See the picture.", "hi": "चित्र देखें।"}
"""What a stem or an explanation says that is a picture alone."""


@dataclass(frozen=True, slots=True)
class _Picture:
    file: ImageFile
    alt: str


class Album:
    """The pictures of a paper, by the characters that stand for them."""

    def __init__(self) -> None:
        self.pictures: dict[str, _Picture] = {}
        self._characters: dict[str, str] = {}

    def character(self, data: bytes, alt: str = "") -> str:
        """Keep a picture and give its character: always the same for the same; "" for too many."""
        file = ImageFile(data)
        digest = file.digest
        if digest not in self._characters:
            if _FIRST + len(self._characters) > _LAST:
                return ""
            character = chr(_FIRST + len(self._characters))
            sound = " ".join(alt.split())[:ALT_MAXIMUM]
            if any(text_problems(sound, "alt", maximum=ALT_MAXIMUM, required=True)):
                sound = ""
            self._characters[digest] = character
            self.pictures[character] = _Picture(file, sound)
        return self._characters[digest]


def has_picture(text: str) -> bool:
    """Whether a picture stands in a text."""
    return _PICTURE.search(text) is not None


def is_picture_alone(text: str) -> bool:
    """Whether a text is nothing but pictures."""
    return _ALONE.fullmatch(text) is not None


def without_pictures(text: str) -> str:
    """Take the pictures out of a text, and the lines that were nothing else."""
    if not has_picture(text):
        return text
    lines = (line for line in text.split("\n") if not is_picture_alone(line))
    return "\n".join(_SPACES.sub(" ", _PICTURE.sub(" ", line)).strip() for line in lines).strip()


def with_labels(lines: Sequence[Line]) -> list[Line]:
    """Put labels and pictures together that stand in lines of their own, as (a) (b) under two."""
    joined: list[Line] = []
    at = 0
    while at < len(lines):
        after = at + 1
        if after < len(lines) and not lines[after].text:
            after += 1
        found = _labelled(lines[at], lines[after]) if after < len(lines) else []
        joined += found or [lines[at]]
        at = after + 1 if found else at + 1
    return joined


def _labelled(first: Line, second: Line) -> list[Line]:
    """Give a line for each picture of one line with its label in the other."""
    above, below = is_picture_alone(first.text), is_picture_alone(second.text)
    if above == below:
        return []
    pictures = _PICTURE.findall(first.text if above else second.text)
    labels = _BETWEEN.split((second if above else first).text.strip())
    ordinals = [_ordinal(label) for label in labels]
    counts_on = all(a + 1 == b for a, b in pairwise(ordinals))
    if len(labels) != len(pictures) or ordinals[0] < 0 or not counts_on:
        return []
    if len(labels) == 1 and (above or labels[0].isalnum()):
        return []
    return [
        Line(f"({label}) {each}" if label.isalnum() else f"{label} {each}", first.place)
        for label, each in zip(labels, pictures, strict=True)
    ]


def _ordinal(label: str) -> int:
    """Give the place of a label in its series; less than none for what is no label."""
    found = _LABEL.fullmatch(label)
    name = found[1].casefold() if found else ""
    return next((series.index(name) for series in _SERIES if name and name in series), -1)


def placed(reading: Reading, album: Album) -> Reading:
    """Have the items of a reading refer to the pictures that stand in their texts."""
    return _Placing(reading, album).reading() if album.pictures else reading


class _Placing:
    def __init__(self, reading: Reading, album: Album) -> None:
        self._read = reading
        self._pictures = album.pictures
        self._ornaments = _ornaments(reading.items)
        self._stimuli: dict[int, tuple[Stimulus | None, str]] = {}
        self._findings: list[Finding] = []
        self._shown: dict[str, None] = {}

    def reading(self) -> Reading:
        items = tuple(self._item(item, place) for place, item in enumerate(self._read.items))
        findings = [
            replace(each, excerpt=without_pictures(each.excerpt)) for each in self._read.findings
        ]
        nameless = [each for each in self._shown if not self._pictures[each].alt]
        if nameless:
            problem = Problem(
                N_(
                    "Pictures without a description: %(count)d. Say what they show, for those who"
                    " do not see them."
                ),
                {"count": len(nameless)},
                "images",
            )
            findings.append(Finding(problem, Action.CHECK))
        files = (self._pictures[each].file for each in self._shown)
        return replace(
            self._read,
            items=items,
            findings=(*findings, *self._findings),
            images={**self._read.images, **{file.digest: file for file in files}},
            title=without_pictures(self._read.title),
        )

    def _item(self, item: ReadItem, place: int) -> ReadItem:
        texts = _texts_of(item)
        stimulus, passage = self._passage(item.stimulus)
        if not passage and not any(map(has_picture, _parts(texts.values()))):
            return replace(item, stimulus=stimulus)
        images = tuple(self._images(texts, passage))
        if any(
            map(_is_within, (line for text in texts.values() for line in text.stem.split("\n")))
        ):
            self._find(
                N_("The picture stood between the words; it now stands after them."), item, place
            )
        if self._ornaments & {*"".join(text.stem for text in texts.values())}:
            self._find(N_("A picture stands here and was put with no question."), item, place)
        bare = {language: _bare(text, language) for language, text in texts.items()}
        category = tuple(filter(None, map(without_pictures, item.category)))
        item = replace(item, stimulus=stimulus, category=category)
        if isinstance(item, UnfinishedItem):
            return replace(item, texts=bare, images=images)
        try:
            content = replace(item.content, texts=bare, images=images)
        except InvalidInputError as error:
            return _unfinished(item, bare, images, error)
        return replace(item, content=content)

    def _passage(self, stimulus: Stimulus | None) -> tuple[Stimulus | None, str]:
        """Give a passage without its pictures, and them: each of its questions shows them."""
        if stimulus is None:
            return None, ""
        if id(stimulus) not in self._stimuli:
            found = "".join(_PICTURE.findall("".join(t.body for t in stimulus.texts.values())))
            texts = {
                language: StimulusText(
                    without_pictures(text.title), without_pictures(text.body) or _SEE[language]
                )
                for language, text in stimulus.texts.items()
            }
            self._stimuli[id(stimulus)] = replace(stimulus, texts=texts), found
        return self._stimuli[id(stimulus)]

    def _images(self, texts: Mapping[Language, ItemText], passage: str) -> Iterator[ImageRef]:
        words = [*texts.values()]
        stem = passage + "".join(text.stem for text in words)
        languages = tuple(texts)
        yield from self._refs(stem, ImagePlacement.STEM, None, languages)
        explanation = "".join(text.explanation for text in words)
        yield from self._refs(explanation, ImagePlacement.EXPLANATION, None, languages)
        for option in range(len(words[0].options)):
            shown = "".join(text.options[option] for text in words if option < len(text.options))
            yield from self._refs(shown, ImagePlacement.OPTION, option, languages)

    def _refs(
        self,
        text: str,
        placement: ImagePlacement,
        option: int | None,
        languages: Iterable[Language],
    ) -> Iterator[ImageRef]:
        for character in dict.fromkeys(_PICTURE.findall(text)):
            picture = self._pictures.get(character)
            is_ornament = character in self._ornaments and option is None
            if picture is not None and not is_ornament:
                self._shown[character] = None
                alt = {language: picture.alt or STAND_IN[language] for language in languages}
                yield ImageRef(picture.file.digest, placement, option, alt)

    def _find(self, message: str, item: ReadItem, place: int) -> None:
        problem = Problem(message, field="images")
        self._findings.append(Finding(problem, Action.CHECK, item.place, place))


def _ornaments(items: Iterable[ReadItem]) -> frozenset[str]:
    questions = [
        {*_PICTURE.findall("".join(text.stem + text.explanation for text in texts.values()))}
        for texts in map(_texts_of, items)
    ]
    counts = Counter(character for found in questions for character in found)
    least = max(REPEATED_FROM, len(questions) // 2 + 1)
    return frozenset(character for character, count in counts.items() if count >= least)


def _texts_of(item: ReadItem) -> Mapping[Language, ItemText]:
    return item.content.texts if isinstance(item, BankItem) else item.texts


def _parts(texts: Iterable[ItemText]) -> Iterator[str]:
    for text in texts:
        yield from (text.stem, text.explanation, *text.options)


def _is_within(line: str) -> bool:
    """Whether a picture stands between the words of a line."""
    said = (any(map(str.isalnum, part)) for part in _PICTURE.split(line))
    return has_picture(line) and sum(said) > 1


def _bare(text: ItemText, language: Language) -> ItemText:
    explanation = without_pictures(text.explanation)
    return replace(
        text,
        stem=without_pictures(text.stem) or _SEE[language],
        options=tuple(map(without_pictures, text.options)),
        explanation=explanation or (_SEE[language] if text.explanation else ""),
    )


def _unfinished(
    item: BankItem,
    texts: Mapping[Language, ItemText],
    images: tuple[ImageRef, ...],
    error: InvalidInputError,
) -> UnfinishedItem:
    content = item.content
    return UnfinishedItem(
        texts=texts,
        problems=error.problems,
        type=content.type,
        key=content.key,
        format=content.format,
        text_format=content.text_format,
        images=images,
        place=item.place,
        id=item.id,
        category=item.category,
        stimulus=item.stimulus,
    )
