"""Papers in PDF, read whole, and PDFs that cannot be read."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from kruti_dev_code import kruti_dev
from paper_questions import ENGLISH, HINDI, Question, share_complete
from pdf_papers import one_column, paper, two_columns

import quizapp
from quizapp.domain.items import Language
from quizapp.errors import QuestionFileError
from quizapp.interchange import formats
from quizapp.interchange.banks import Action, Reading, SourceFile
from quizapp.interchange.pdf.confined import read_confined
from quizapp.interchange.pdf.document import read_document
from quizapp.interchange.pdf.hindi import in_order, script_of
from quizapp.interchange.pdf.worker import PAGES_MAXIMUM, answer

FONTS = Path(quizapp.__file__).parent / "interchange" / "print" / "fonts"
TITLE = "General Studies, paper of the preliminary examination, all questions are compulsory, set A"
HINDI_TITLE = "सामान्य अध्ययन का प्रश्न-पत्र, प्रारंभिक परीक्षा, अधिकतम अंक सौ, सभी प्रश्न अनिवार्य हैं"


def read(data: bytes) -> Reading:
    source = SourceFile(data, "paper.pdf")
    assert formats.detect(source).name == "pdf"
    return formats.read(source)


def lines_of(data: bytes) -> list[str]:
    lines = read_document(SourceFile(data, "paper.pdf")).lines
    return [line.text for line in lines]


def written(*rows: tuple[float, float, str]) -> bytes:
    """Make a page of texts at these places, in points."""
    document = FPDF(unit="pt")
    document.set_font("helvetica", size=11)
    document.add_page()
    for x, y, text in rows:
        document.text(x, y, text)
    return bytes(document.output())


@pytest.mark.parametrize(
    ("make", "questions", "language"),
    [
        (lambda: one_column(paper(), ENGLISH), ENGLISH, "en"),
        (lambda: one_column(paper(), ENGLISH, in_bold=True), ENGLISH, "en"),
        (lambda: two_columns(paper(), TITLE, ENGLISH), ENGLISH, "en"),
        (lambda: one_column(paper(devanagari=True), HINDI), HINDI, "hi"),
        (lambda: two_columns(paper(devanagari=True), HINDI_TITLE, HINDI), HINDI, "hi"),
    ],
    ids=["one column", "answers in bold", "two columns", "Hindi", "Hindi in two columns"],
)
def test_papers_in_the_styles_of_publishers(
    make: Callable[[], bytes], questions: tuple[Question, ...], language: Language
) -> None:
    reading = read(make())
    assert share_complete(reading, questions, language) == 1
    assert len(reading.items) == len(questions)


def test_heads_feet_and_page_numbers_are_left_out_and_told() -> None:
    reading = read(one_column(paper(head="Prabhat Institute, Patna"), ENGLISH))
    assert len(reading.items) == len(ENGLISH)
    assert share_complete(reading, ENGLISH) == 1
    (told,) = [each for each in reading.findings if each.action is Action.CHANGED]
    assert "Prabhat Institute, Patna · Page 1 · Page 2" in told.problem.text


def test_questions_that_are_alike_are_no_heads() -> None:
    rows = [f"({letter}) Statement {letter}" for letter in "abcd"]
    document = paper()
    for number in range(1, 5):
        for line in (f"{number}. Which is right?", *rows, f"Ans. ({'abcd'[number - 1]})"):
            document.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
        if number < 4:
            document.add_page()
    lines = lines_of(bytes(document.output()))
    assert [lines.count(row) for row in rows] == [4, 4, 4, 4]


def test_a_last_page_with_little_text_has_the_columns_of_the_page_before() -> None:
    lines = lines_of(two_columns(paper(), TITLE, ENGLISH * 3, is_balanced=False))
    numbers = [line.split(".")[0] for line in lines if line.split(".")[0].isdigit()]
    assert numbers == [str(number) for number in range(1, 31)]


def test_options_side_by_side_are_no_columns() -> None:
    rows = []
    for number, each in enumerate(ENGLISH[:5]):
        y = 60 + number * 60
        rows.append((40.0, y, f"{number + 1}. {each.stem[:30]}"))
        for position, option in enumerate(each.options):
            place = (40.0 + 260 * (position % 2), y + 15 * (1 + position // 2))
            rows.append((*place, f"({'abcd'[position]}) {option[:12]}"))
    lines = lines_of(written(*rows))
    assert lines[1] == "(a) Article 14\t(b) Article 15"
    assert lines[2] == "(c) Article 17\t(d) Article 21"


def test_words_cut_at_the_end_of_a_row_are_joined() -> None:
    lines = lines_of(
        written((40, 60, "1. The govern-"), (40, 74, "ment of a state is"), (40, 88, "x-"))
    )
    assert lines == ["1. The government", "of a state is", "x-"]


def test_raised_and_lowered_figures() -> None:
    document = FPDF(unit="pt")
    document.set_font("helvetica", size=12)
    document.add_page()
    document.write(14, "10")
    document.char_vpos = "SUP"
    document.write(14, "-3")
    document.char_vpos = "LINE"
    document.write(14, " m of H")
    document.char_vpos = "SUB"
    document.write(14, "2")
    document.char_vpos = "LINE"
    document.write(14, "O")
    assert lines_of(bytes(document.output())) == ["10⁻³ m of H₂O"]


def test_a_paper_in_kruti_dev(tmp_path: Path) -> None:
    font = TTFont(FONTS / "NotoSans-Regular.ttf")
    for name in (1, 4, 6):
        font["name"].setName("KrutiDev010", name, 3, 1, 0x409)
    font.save(tmp_path / "kruti.ttf")
    document = FPDF()
    document.add_font("kruti", "", tmp_path / "kruti.ttf")
    document.set_font("kruti", size=12)
    document.add_page()
    questions = tuple(each for each in HINDI if "SI" not in each.stem)
    for number, each in enumerate(questions, start=1):
        options = [f"({a}) {b}" for a, b in zip("कखगघ", each.options, strict=True)]
        for line in (f"{number}. {each.stem}", *options, f"उत्तर: ({'कखगघ'[each.key]})"):
            document.multi_cell(0, 7, kruti_dev(line), new_x="LMARGIN", new_y="NEXT")
    assert share_complete(read(bytes(document.output())), questions, "hi") == 1


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("िकसने", "किसने"),
        ("िस्थित", "स्थिति"),
        ("कमर् और धमर्", "कर्म और धर्म"),
        ("पािर्टी", "पार्टिी"),
    ],
)
def test_signs_in_the_order_of_the_page_are_put_in_unicodes(stored: str, text: str) -> None:
    assert in_order(stored) == text


def test_the_order_of_signs_is_told_from_the_text() -> None:
    sound = [each.stem for each in HINDI]
    assert not script_of(sound).is_visual
    assert script_of(["िकस िदन", "िवद्यालय की िस्थित"]).is_visual
    assert script_of(["\ufffd\ufffd\ufffda"]).is_unreadable
    assert not script_of(["What is 7?"]).is_doubtful


def encrypted() -> bytes:
    document = paper()
    document.cell(0, 5, "1. What?")
    document.set_encryption(owner_password="a", user_password="b")
    return bytes(document.output())


def scanned() -> bytes:
    document = FPDF()
    document.add_page()
    document.rect(10, 10, 100, 100)
    return bytes(document.output())


def many_pages() -> bytes:
    document = FPDF()
    for _ in range(PAGES_MAXIMUM + 1):
        document.add_page()
    return bytes(document.output())


def bomb() -> bytes:
    """Make a page whose content is 2 GB of spaces, packed twice."""
    packer, outer = zlib.compressobj(1), zlib.compressobj(1)
    block = b" " * 16_000_000
    content = b"".join(outer.compress(packer.compress(block)) for _ in range(125))
    content += outer.compress(packer.flush()) + outer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%b\nendstream"
        % (len(content), content),
    ]
    body = b"".join(
        b"%d 0 obj%b endobj\n" % (number, each) for number, each in enumerate(objects, start=1)
    )
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (encrypted, "password"),
        (scanned, "its pages are pictures"),
        (many_pages, "more than 500 pages"),
        (lambda: one_column(paper(), ENGLISH)[:700], "PDF"),
        (lambda: b"%PDF-1.7\nnothing", "PDF"),
        (bomb, "PDF"),
    ],
    ids=["encrypted", "scanned", "too many pages", "truncated", "no PDF at all", "a bomb"],
)
def test_what_cannot_be_read_is_explained(make: Callable[[], bytes], word: str) -> None:
    with pytest.raises(QuestionFileError) as caught:
        formats.read(SourceFile(make(), "paper.pdf"), "pdf")
    assert word in str(caught.value)
    assert "paper.pdf" in str(caught.value)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    endless = b"%PDF-1.4\n" + b"1 0 obj\n" * 3_000_000
    with pytest.raises(QuestionFileError) as caught:
        read_confined(SourceFile(endless, "paper.pdf"), seconds=1)
    assert "too much time" in str(caught.value)


def test_a_page_that_is_a_picture_is_told() -> None:
    document = paper()
    for line in ("1. Who?", "(a) He", "(b) She", "Ans. (a)"):
        document.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    document.add_page()
    document.rect(10, 10, 100, 100)
    reading = read(bytes(document.output()))
    assert [(each.action, each.place.element) for each in reading.findings] == [
        (Action.CHECK, "page 2")
    ]


SAMPLE = one_column(paper(), ENGLISH[:2])


@given(st.data())
@settings(deadline=None)
def test_damaged_files_are_parsed_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE) - 1))
    length = data.draw(st.integers(0, 200))
    damaged = SAMPLE[:start] + data.draw(st.binary(max_size=100)) + SAMPLE[start + length :]
    found = answer(damaged)
    assert found["failure"] in {"", "damaged", "encrypted"}


@given(st.binary(max_size=2_000))
@settings(deadline=None)
def test_bytes_of_any_kind_are_refused(data: bytes) -> None:
    found = answer(b"%PDF-1.4\n" + data)
    assert found["failure"] or not any(page["rows"] for page in found["pages"])
