"""Pictures of items: taken in from files of strangers, stored once, and given out again.

What is stored is never what came in: every picture is decoded and written anew as PNG or JPEG,
without metadata, so that nothing but a picture is ever served.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image as Pillow
from PIL import ImageOps
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from quizapp.domain.items import ItemContent
from quizapp.errors import N_, InvalidInputError, NotFoundError, Problem
from quizapp.interchange.banks import ImageFile
from quizapp.models import Image

__all__ = [
    "IMAGE_MAXIMUM",
    "SIDE_MAXIMUM",
    "Intake",
    "StoredImage",
    "fetch",
    "rewritten",
    "take_in",
]

IMAGE_MAXIMUM = 5_000_000
"""The largest picture that is taken in or stored, in bytes."""
SIDE_MAXIMUM = 4_000
"""The longest side, in pixels."""

JPEG_QUALITY = 90

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_SVG_HEAD = 1_000
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of pictures, by the digest of the bytes that came in.

    `stored` gives the digest under which a picture is kept, `problems` says why one is not; each
    has the picture's name as its `file`.
    """

    stored: Mapping[str, str]
    problems: Mapping[str, Problem]


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A picture as it is served."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class _Sound:
    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def take_in(session: Session, files: Mapping[str, ImageFile], *, now: datetime) -> Intake:
    """Check pictures and store those that are sound; the keys are the digests of their bytes.

    Of a moving picture the first frame is kept. A picture that is stored already, even as what we
    made of it earlier, is not stored again.
    """
    stored: dict[str, str] = {}
    problems: dict[str, Problem] = {}
    known = set(session.scalars(select(Image.digest).where(Image.digest.in_(files))))
    for digest, file in files.items():
        if digest in known:
            stored[digest] = digest
            continue
        try:
            sound = _sound(file.data)
        except InvalidInputError as error:
            problems[digest] = replace(error.problems[0], file=file.name or None)
            continue
        _store(session, sound, now)
        stored[digest] = sound.digest
    session.flush()
    return Intake(stored, problems)


def rewritten(content: ItemContent, intake: Intake) -> tuple[ItemContent, tuple[Problem, ...]]:
    """Have an item refer to its stored pictures.

    Pictures that were not stored are left out, each with its problem. Raises `InvalidInputError`
    where an option is nothing without its picture.
    """
    kept = tuple(
        replace(image, digest=intake.stored[image.digest])
        for image in content.images
        if image.digest in intake.stored
    )
    lost = (image.digest for image in content.images if image.digest in intake.problems)
    problems = tuple(intake.problems[digest] for digest in dict.fromkeys(lost))
    return replace(content, images=kept), problems


def fetch(session: Session, digest: str) -> StoredImage:
    """Give a stored picture. Raises `NotFoundError`."""
    found: Image | None = None
    # A database refuses some of what can stand in an address, such as the character zero.
    if digest.isascii() and digest.isalnum():
        statement = select(Image).where(Image.digest == digest).options(undefer(Image.data))
        found = session.scalar(statement)
    if found is None:
        raise NotFoundError(N_("There is no such picture."))
    return StoredImage(found.data, found.media_type)


def _store(session: Session, sound: _Sound, now: datetime) -> None:
    digest = sound.digest
    if session.scalar(select(Image.id).where(Image.digest == digest)) is not None:
        return
    session.add(
        Image(
            digest=digest,
            media_type=sound.media_type,
            width=sound.width,
            height=sound.height,
            data=sound.data,
            created_at=now,
        )
    )
    session.flush()


def _sound(data: bytes) -> _Sound:
    """Decode a picture within bounds and write it anew. Raises `InvalidInputError`."""
    if len(data) > IMAGE_MAXIMUM:
        raise InvalidInputError(
            N_("The picture has %(size).1f MB; at most %(maximum)d MB are taken. Make it smaller."),
            size=len(data) / 1_000_000,
            maximum=IMAGE_MAXIMUM // 1_000_000,
        )
    if b"<svg" in data[:_SVG_HEAD].lower():
        raise InvalidInputError(N_("SVG pictures are not taken. Save it as PNG."))
    try:
        with Pillow.open(BytesIO(data), formats=_FORMATS) as picture:
            _ensure_size(picture.size)
            return _written(picture)
    except InvalidInputError:
        raise
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # decoders raise whatever broken bytes bring them to
        raise InvalidInputError(
            N_("This is no picture that can be read. Save it as PNG, JPEG, GIF or WebP.")
        ) from error


def _ensure_size(size: tuple[int, int]) -> None:
    if max(size) > SIDE_MAXIMUM:
        raise _too_many_pixels()


def _too_many_pixels() -> InvalidInputError:
    return InvalidInputError(
        N_("A picture may be %(maximum)d pixels wide and high at most. Make it smaller."),
        maximum=SIDE_MAXIMUM,
    )


def _written(picture: Pillow.Image) -> _Sound:
    as_jpeg = picture.format in {"JPEG", "WEBP"} and not picture.has_transparency_data
    upright = ImageOps.exif_transpose(picture)
    if as_jpeg:
        bare = upright.convert("L" if upright.mode == "L" else "RGB")
        name, options = "JPEG", {"quality": JPEG_QUALITY}
    else:
        modes = {"1", "L", "LA", "RGB", "RGBA"}
        whole = "RGBA" if upright.has_transparency_data else "RGB"
        bare = upright.convert(upright.mode if upright.mode in modes else whole)
        name, options = "PNG", {}
    # What a decoder found beside the pixels would be written along with them.
    bare.info.clear()
    return _encoded(bare, name, options)


def _encoded(picture: Pillow.Image, name: str, options: Mapping[str, Any]) -> _Sound:
    out = BytesIO()
    picture.save(out, name, **options)
    if out.tell() > IMAGE_MAXIMUM:
        raise InvalidInputError(
            N_("As PNG the picture would have more than %(maximum)d MB. Make it smaller."),
            maximum=IMAGE_MAXIMUM // 1_000_000,
        )
    return _Sound(out.getvalue(), _MEDIA_TYPES[name], picture.width, picture.height)
