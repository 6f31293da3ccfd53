"""Pictures in PDF files, where they stand on the page."""

from io import BytesIO

import pytest
from fpdf import FPDF
from pdf_papers import paper
from PIL import Image

from quizapp.domain.items import ItemContent
from quizapp.interchange import formats
from quizapp.interchange.banks import Reading, SourceFile

OPTIONS = ("(a) Goa", "(b) Kerala", "(c) Assam", "(d) Bihar", "Ans. (b)")
RED, GREEN, BLUE, GREY = (200, 0, 0), (0, 200, 0), (0, 0, 200), (90, 90, 90)


def picture(colour: tuple[int, ...], kind: str = "PNG", mode: str = "RGB") -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", (60, 40), colour[:3]).convert(mode).save(stream, kind)
    stream.seek(0)
    return stream


def write(document: FPDF, *lines: str) -> None:
    for line in lines:
        document.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")


def show(document: FPDF, stream: BytesIO) -> None:
    document.image(stream, x=20, y=document.get_y() + 1, w=40)
    document.set_y(document.get_y() + 30)


def read(document: FPDF) -> Reading:
    return formats.read(SourceFile(bytes(document.output()), "paper.pdf"))


def colours(reading: Reading, content: ItemContent) -> dict[int | None, list[tuple[int, ...]]]:
    """Give the colours of an item's pictures by option, roughly."""
    found: dict[int | None, list[tuple[int, ...]]] = {}
    for image in content.images:
        with Image.open(BytesIO(reading.images[image.digest].data)) as shown:
            pixel = shown.convert("RGB").getpixel((30, 20))
        assert isinstance(pixel, tuple)
        found.setdefault(image.option, []).append(tuple(round(each, -1) for each in pixel))
    return found


@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [
        ("PNG", "RGB", RED),
        ("JPEG", "RGB", GREEN),
        ("PNG", "L", GREY),
        ("PNG", "RGBA", BLUE),
        ("PNG", "P", RED),
        ("PNG", "1", (0, 0, 0)),
    ],
)
def test_a_picture_goes_with_the_question_above_it(
    kind: str, mode: str, colour: tuple[int, ...]
) -> None:
    document = paper()
    write(document, "1. Which state does the map show?")
    show(document, picture(colour, kind, mode))
    write(document, *OPTIONS, "2. Where is Gaya?", *OPTIONS)
    reading = read(document)
    first, second = reading.complete
    assert colours(reading, first.content) == {None: [colour]}
    assert second.content.images == ()


def test_options_that_are_pictures() -> None:
    document = paper()
    write(document, "1. Which of these is a figure?")
    for place, colour in enumerate((RED, GREEN, BLUE, GREY)):
        y = document.get_y()
        document.text(12, y + 16, f"({'abcd'[place]})")
        document.image(picture(colour), x=20, y=y + 2, w=30)
        document.set_y(y + 24)
    write(document, "Ans. (c)")
    reading = read(document)
    (item,) = reading.complete
    assert colours(reading, item.content) == {0: [RED], 1: [GREEN], 2: [BLUE], 3: [GREY]}


def test_heads_bullets_and_backgrounds_are_no_pictures_of_questions() -> None:
    class Headed(FPDF):
        def header(self) -> None:
            self.image(picture(RED), x=10, y=5, w=20)
            self.set_y(25)

    document = Headed()
    document.set_font("helvetica", size=11)
    for number in range(1, 4):
        document.add_page()
        document.image(picture(GREY), x=0, y=0, w=210, h=297)
        document.image(picture(GREEN), x=5, y=40, w=1)
        write(document, f"{number}. Which town is number {number}?", *OPTIONS)
    reading = read(document)
    assert [item.content.images for item in reading.complete] == [(), (), ()]
    assert sum("were not read: 1" in str(each.problem) for each in reading.findings) == 3


def test_a_picture_of_a_kind_that_is_not_read_is_told_with_its_page() -> None:
    document = paper()
    write(document, "1. Which state does the map show?")
    show(document, picture(RED, "JPEG"))
    write(document, *OPTIONS)
    data = bytes(document.output()).replace(b"/DCTDecode", b"/JPXDecode")
    reading = formats.read(SourceFile(data, "paper.pdf"))
    (finding,) = (each for each in reading.findings if "were not read" in str(each.problem))
    assert finding.place.element == "page 1"
