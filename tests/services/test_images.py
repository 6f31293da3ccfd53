"""Pictures of strangers: what is taken in, what is refused and why, and what is stored of it."""

import hashlib
import zlib
from io import BytesIO
from struct import pack

import pytest
from factories import NOW, content
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.domain.items import ImagePlacement, ImageRef
from quizapp.errors import InvalidInputError, NotFoundError
from quizapp.interchange.banks import ImageFile
from quizapp.models import Image
from quizapp.services import images

GREEN = (10, 200, 30)


def picture(name: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **how: object) -> bytes:
    out = BytesIO()
    colours = {"RGB": GREEN, "RGBA": (*GREEN, 128), "CMYK": (90, 0, 90, 0), "L": 77, "P": 3}
    Pillow.new(mode, size, colours[mode]).save(out, name, **how)
    return out.getvalue()


def taken(session: Session, data: bytes) -> tuple[str | None, str | None]:
    """The digest that was stored, and the problem."""
    file = ImageFile(data, "map.png")
    intake = images.take_in(session, {file.digest: file}, now=NOW)
    problem = intake.problems.get(file.digest)
    return intake.stored.get(file.digest), None if problem is None else str(problem)


def opened(session: Session, digest: str) -> tuple[Pillow.Image, str]:
    found = images.fetch(session, digest)
    assert hashlib.sha256(found.data).hexdigest() == digest
    return Pillow.open(BytesIO(found.data)), found.media_type


@pytest.mark.parametrize(
    ("data", "media_type", "mode"),
    [
        (picture("PNG"), "image/png", "RGB"),
        (picture("PNG", "RGBA"), "image/png", "RGBA"),
        (picture("PNG", "P"), "image/png", "RGB"),
        (picture("PNG", "L"), "image/png", "L"),
        (picture("JPEG"), "image/jpeg", "RGB"),
        (picture("JPEG", "CMYK"), "image/jpeg", "RGB"),
        (picture("GIF", "P"), "image/png", "RGB"),
        (picture("WEBP"), "image/jpeg", "RGB"),
        (picture("WEBP", "RGBA"), "image/png", "RGBA"),
    ],
)
def test_pictures_are_stored_as_png_or_jpeg(
    session: Session, data: bytes, media_type: str, mode: str
) -> None:
    digest, problem = taken(session, data)
    assert problem is None
    assert digest is not None
    shown, kept_as = opened(session, digest)
    assert (kept_as, shown.mode, shown.size) == (media_type, mode, (40, 30))
    row = session.scalars(select(Image).where(Image.digest == digest)).one()
    assert (row.width, row.height, row.media_type) == (40, 30, media_type)


def test_what_a_camera_wrote_beside_the_picture_is_gone(session: Session) -> None:
    exif = Pillow.Exif()
    exif[0x010F] = "Maker of cameras"
    exif[0x0112] = 6  # to be turned by 90°
    digest, _ = taken(session, picture("JPEG", exif=exif, comment=b"taken at home"))
    assert digest is not None
    shown, _ = opened(session, digest)
    assert shown.size == (30, 40)
    assert not shown.getexif()
    data = images.fetch(session, digest).data
    assert b"Maker" not in data
    assert b"home" not in data


def test_the_same_picture_is_stored_once_and_ours_is_not_written_anew(session: Session) -> None:
    data = picture("JPEG")
    first, _ = taken(session, data)
    assert first is not None
    assert taken(session, data)[0] == first
    again, _ = taken(session, images.fetch(session, first).data)
    assert again == first
    assert session.scalar(select(func.count()).select_from(Image)) == 1


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int) -> bytes:
    header = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<?xml version="1.0"?><SVG onload="run()"></SVG>', "SVG pictures are not taken"),
        (b"<html><script>run()</script></html>", "no picture that can be read"),
        (b"", "no picture that can be read"),
        (picture("PNG")[:60], "no picture that can be read"),
        (picture("JPEG")[:300], "no picture that can be read"),
        (picture("BMP"), "no picture that can be read"),
        (picture("PNG", "L", (4001, 2)), "may be 4000 pixels wide and high at most"),
        (png_bomb(12_000), "may be 4000 pixels wide and high at most"),
        (png_bomb(60_000), "may be 4000 pixels wide and high at most"),
        (picture("PNG") + b"\0" * 5_000_000, "has 5.0 MB; at most 5 MB"),
    ],
)
def test_what_is_refused_says_why(session: Session, data: bytes, words: str) -> None:
    digest, problem = taken(session, data)
    assert digest is None
    assert problem is not None
    assert problem.startswith("map.png: ")
    assert words in problem
    assert not session.scalar(select(func.count()).select_from(Image))


def test_what_a_file_brings_is_bounded_as_a_whole() -> None:
    side = images.SIDE_MAXIMUM
    large = [ImageFile(picture("PNG", "L", (side, side - n)), f"{n}.png") for n in range(3)]
    few = images.PIXELS_MAXIMUM // side**2
    room = images.Room(pixels=2 * side**2)
    assert few > 50
    checked = images.check({each.digest: each for each in large}, room=room)
    assert {*checked.sound} == {large[0].digest, large[1].digest}
    (problem,) = checked.problems.values()
    assert str(problem) == "2.png: The pictures of this file are too much together. Split the file."


@given(st.binary(max_size=40), st.integers(0, 10_000), st.sampled_from(["PNG", "JPEG", "GIF"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_mutated_pictures_are_stored_or_refused(
    session: Session, junk: bytes, place: int, name: str
) -> None:
    data = picture(name, "P" if name == "GIF" else "RGB")
    place %= len(data)
    digest, problem = taken(session, data[:place] + junk + data[place + len(junk) :])
    assert (digest is None) is (problem is not None)


def test_an_item_refers_to_what_is_stored(session: Session) -> None:
    good, bad = ImageFile(picture("GIF", "P"), "map.gif"), ImageFile(b"nothing", "lost.gif")
    intake = images.take_in(session, {each.digest: each for each in (good, bad)}, now=NOW)
    item = content(
        images=(
            ImageRef(good.digest, ImagePlacement.OPTION, 1, {"en": "A map"}),
            ImageRef(bad.digest, ImagePlacement.STEM, None, {"en": "A lake"}),
        )
    )
    after, problems = images.rewritten(item, intake)
    assert after.images == (
        ImageRef(intake.stored[good.digest], ImagePlacement.OPTION, 1, {"en": "A map"}),
    )
    assert [problem.file for problem in problems] == ["lost.gif"]
    assert images.fetch(session, after.images[0].digest).media_type == "image/png"


def test_an_option_that_is_nothing_but_its_lost_picture_is_refused(session: Session) -> None:
    bad = ImageFile(b"nothing", "lost.gif")
    intake = images.take_in(session, {bad.digest: bad}, now=NOW)
    text = content().text()
    item = content(
        texts={"en": type(text)(text.stem, ("", *text.options[1:]))},
        images=(ImageRef(bad.digest, ImagePlacement.OPTION, 0, {"en": "A map"}),),
    )
    with pytest.raises(InvalidInputError, match="must not be empty"):
        images.rewritten(item, intake)


def test_a_picture_that_is_not_there(session: Session) -> None:
    with pytest.raises(NotFoundError, match="no such picture"):
        images.fetch(session, "0" * 64)
