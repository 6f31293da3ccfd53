"""Pictures of items: taken in from files of strangers, stored once, and given out again.

What is stored is never what came in: every picture is decoded and written anew as PNG or JPEG,
without metadata, so that nothing but a picture is ever served. That takes long for many of them,
and needs no database: `check` is for callers whom nobody should wait for, before they write.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image as Pillow
from PIL import ImageOps
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, undefer

from quizapp.domain.items import ImageRef, ItemContent
from quizapp.errors import N_, InvalidInputError, NotFoundError, Problem
from quizapp.interchange.banks import ImageFile
from quizapp.models import Image, ItemVersionImage

__all__ = [
    "IMAGE_MAXIMUM",
    "SIDE_MAXIMUM",
    "Checked",
    "Intake",
    "Room",
    "StoredImage",
    "check",
    "fetch",
    "known",
    "purge",
    "referring",
    "rewritten",
    "take_in",
]

IMAGE_MAXIMUM = 5_000_000
"""The largest picture that is taken in or stored, in bytes."""
SIDE_MAXIMUM = 4_000
"""The longest side, in pixels."""

PIXELS_MAXIMUM = 1_000_000_000
"""Of all pictures of a file together: half a minute of work."""
BYTES_MAXIMUM = 200_000_000
"""Of all pictures of a file together, as they are stored."""

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
class Sound:
    """A picture as it will be stored."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(slots=True)
class Room:
    """How much more the pictures of a file may take together."""

    pixels: int = PIXELS_MAXIMUM
    size: int = BYTES_MAXIMUM

    def take(self, *, pixels: int = 0, size: int = 0) -> None:
        """Use some of it up. Raises `InvalidInputError` where there is not so much."""
        self.pixels -= pixels
        self.size -= size
        if min(self.pixels, self.size) < 0:
            raise InvalidInputError(
                N_("The pictures of this file are too much together. Split the file.")
            )


@dataclass(frozen=True, slots=True)
class Checked:
    """Pictures that were looked at, by the digest of the bytes that came in."""

    sound: Mapping[str, Sound] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)


def known(session: Session, digests: Collection[str]) -> frozenset[str]:
    """Say which of these pictures are stored already, so that nobody need check them."""
    return frozenset(session.scalars(select(Image.digest).where(Image.digest.in_(digests))))


def check(
    files: Mapping[str, ImageFile], *, known: Collection[str] = (), room: Room | None = None
) -> Checked:
    """Decode the pictures that are not known and write them anew; the keys are their digests.

    Of a moving picture the first frame is kept. What there is no room for has a problem, too.
    """
    sound: dict[str, Sound] = {}
    problems: dict[str, Problem] = {}
    left = Room() if room is None else room
    for digest, file in files.items():
        if digest in known:
            continue
        try:
            sound[digest] = _sound(file.data, left)
        except InvalidInputError as error:
            problems[digest] = replace(error.problems[0], file=file.name or None)
    return Checked(sound, problems)


def take_in(
    session: Session,
    files: Mapping[str, ImageFile],
    *,
    now: datetime,
    checked: Checked | None = None,
) -> Intake:
    """Store the pictures that are sound; the keys are the digests of their bytes.

    A picture that is stored already, even as what we made of it earlier, is not stored again. What
    was not `checked` before is checked now.
    """
    before = Checked() if checked is None else checked
    renewed = update(Image).where(Image.digest.in_(files)).values(brought_at=now)
    stored = {digest: digest for digest in session.scalars(renewed.returning(Image.digest))}
    done = {*stored, *before.sound, *before.problems}
    rest = check({digest: file for digest, file in files.items() if digest not in done})
    for digest, sound in {**before.sound, **rest.sound}.items():
        if digest not in stored:
            _store(session, sound, now)
            stored[digest] = sound.digest
    session.flush()
    problems = {**before.problems, **rest.problems}
    return Intake(stored, {d: each for d, each in problems.items() if d not in stored})


def rewritten(content: ItemContent, intake: Intake) -> tuple[ItemContent, tuple[Problem, ...]]:
    """Have an item refer to its stored pictures, as `referring` does.

    Raises `InvalidInputError` where an option is nothing without its picture.
    """
    kept, problems = referring(content.images, intake)
    return replace(content, images=kept), problems


def referring(
    images: Sequence[ImageRef], intake: Intake
) -> tuple[tuple[ImageRef, ...], tuple[Problem, ...]]:
    """Refer to stored pictures; those that were not stored are left out, each with its problem."""
    kept = tuple(
        replace(image, digest=intake.stored[image.digest])
        for image in images
        if image.digest in intake.stored
    )
    lost = (image.digest for image in images if image.digest in intake.problems)
    return kept, tuple(intake.problems[digest] for digest in dict.fromkeys(lost))


def purge(session: Session, *, before: datetime, limit: int) -> int:
    """Delete pictures that nothing refers to and that last came in before; returns how many."""
    used = select(ItemVersionImage.image_id).where(ItemVersionImage.image_id == Image.id)
    old = select(Image.id).where(Image.brought_at < before, ~used.exists())
    some = old.order_by(Image.id).limit(limit)
    gone = delete(Image).where(Image.id.in_(some), Image.brought_at < before)
    return len(session.scalars(gone.returning(Image.id)).all())


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


def _store(session: Session, sound: Sound, now: datetime) -> None:
    digest = sound.digest
    renewed = update(Image).where(Image.digest == digest).values(brought_at=now)
    if session.scalar(renewed.returning(Image.id)) is not None:
        return
    session.add(
        Image(
            digest=digest,
            media_type=sound.media_type,
            width=sound.width,
            height=sound.height,
            data=sound.data,
            brought_at=now,
        )
    )
    session.flush()


def _sound(data: bytes, room: Room) -> Sound:
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
            room.take(pixels=picture.width * picture.height)
            sound = _written(picture)
            room.take(size=len(sound.data))
            return sound
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


def _written(picture: Pillow.Image) -> Sound:
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


def _encoded(picture: Pillow.Image, name: str, options: Mapping[str, Any]) -> Sound:
    out = BytesIO()
    picture.save(out, name, **options)
    if out.tell() > IMAGE_MAXIMUM:
        raise InvalidInputError(
            N_("As PNG the picture would have more than %(maximum)d MB. Make it smaller."),
            maximum=IMAGE_MAXIMUM // 1_000_000,
        )
    return Sound(out.getvalue(), _MEDIA_TYPES[name], picture.width, picture.height)
