"""Pictures in a document → the questions that they stand in."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from quizapp.domain.items import ImagePlacement, ImageRef
from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, ImageFile, Place, Reading
from quizapp.interchange.moodle.pictures import STAND_IN

__all__ = ["PlacedPicture", "is_picture", "with_pictures"]

REPEATED_FROM = 4
"""A picture that stands in so many places is an ornament or a mark of the publisher."""
LINES_MAXIMUM = 30
"""A picture further below the beginning of the last question is none of that question."""
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


class PlacedPicture(NamedTuple):
    """A picture's bytes and the line that it stands in."""

    place: Place
    data: bytes


def is_picture(data: bytes) -> bool:
    """Whether this is a picture of a kind that can be shown on pages, as its beginning says."""
    return data.startswith(_BEGINNINGS)


def with_pictures(reading: Reading, pictures: Sequence[PlacedPicture]) -> Reading:
    """Put each picture with the stem of the question that it stands in, to be checked."""
    items = list(reading.items)
    order = sorted(range(len(items)), key=lambda index: items[index].place.line)
    starts = [items[index].place.line for index in order]
    files = [ImageFile(picture.data) for picture in pictures]
    counts = Counter(file.digest for file in files)
    images = dict(reading.images)
    findings = list(reading.findings)
    for picture, file in zip(pictures, files, strict=True):
        position = bisect_right(starts, picture.place.line) - 1
        index = order[position] if position >= 0 else None
        item = None if index is None else items[index]
        if (
            index is None
            or not isinstance(item, BankItem)
            or picture.place.line - item.place.line > LINES_MAXIMUM
            or counts[file.digest] >= REPEATED_FROM
        ):
            problem = Problem(N_("A picture stands here and was put with no question."))
            findings.append(Finding(problem, Action.CHECK, picture.place))
            continue
        items[index] = _with_picture(item, file)
        images[file.digest] = file
        problem = Problem(
            N_("A picture was put with this question. Check that it belongs there."),
            field="images",
        )
        findings.append(Finding(problem, Action.CHECK, picture.place, index))
    return replace(reading, items=tuple(items), images=images, findings=tuple(findings))


def _with_picture(item: BankItem, file: ImageFile) -> BankItem:
    content = item.content
    alt = {language: STAND_IN[language] for language in content.texts}
    image = ImageRef(file.digest, ImagePlacement.STEM, alt=alt)
    if image.digest in {each.digest for each in content.images if each.option is None}:
        return item
    return replace(item, content=replace(content, images=(*content.images, image)))
