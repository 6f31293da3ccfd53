"""Printed papers: what stands on them, where it breaks, and that Devanagari is shaped."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
import uharfbuzz
from bank_strategies import banks
from hypothesis import given, settings
from PIL import Image

from quizapp.domain.items import (
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemText,
    OptionOrder,
    SingleKey,
    Source,
    TextFormat,
)
from quizapp.domain.keys import MatchingKey, MultipleKey
from quizapp.domain.materials import Stimulus, StimulusKind, StimulusText
from quizapp.errors import InvalidInputError
from quizapp.interchange import formats
from quizapp.interchange.answer_words import answer_of
from quizapp.interchange.banks import Action, BankItem, ImageFile, ItemBank
from quizapp.interchange.print import canvas
from quizapp.interchange.print.formulas import formula_runs
from quizapp.interchange.print.layout import PaperLayout, SectionBy
from quizapp.interchange.print.paper_sets import draw_sets
from quizapp.interchange.print.papers import print_keys, print_papers
from quizapp.interchange.spreadsheets.templates import EXAMPLES

FONTS = Path(canvas.__file__).parent / "fonts"
LAYOUT = PaperLayout(
    title="Monthly test",
    institute="Sharda Academy, Gaya",
    instructions="1. Use a black pen.\n2. Do not fold the sheet.",
    minutes=90,
    marks="120",
)
EXAMPLE_ITEMS = tuple(BankItem(content=example) for example in EXAMPLES)


def picture(width: int = 300, height: int = 150) -> ImageFile:
    data = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(data, "PNG")
    return ImageFile(data.getvalue(), "a.png")


def city(number: int, **changes: object) -> BankItem:
    options = ("Patna", "Gaya", "Ara", "Chhapra")
    content = ItemContent(
        texts={"en": ItemText(f"Which city is number {number}?", options)}, key=SingleKey(0)
    )
    return BankItem(content=replace(content, **changes))


def bank(items: Sequence[BankItem], **changes: object) -> ItemBank:
    return replace(ItemBank(title="Test", items=tuple(items)), **changes)


def pages(data: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(data)) as document:
        return [page.extract_text() for page in document.pages]


def test_a_paper_has_its_head_questions_and_page_numbers() -> None:
    written = print_papers(bank(EXAMPLE_ITEMS), LAYOUT)
    assert (written.filename, written.media_type) == ("test.pdf", "application/pdf")
    (text,) = pages(written.data)
    lines = text.splitlines()
    assert lines[:8] == [
        "Sharda Academy, Gaya",
        "Monthly test",
        "Time: 90 minutes Maximum marks: 120",
        "Name: Roll number:",
        "Instructions",
        "1. Use a black pen.",
        "2. Do not fold the sheet.",
        "1. Which article of the Constitution abolishes untouchability?",
    ]
    assert "(a) Article 14 (b) Article 15 (c) Article 17 (d) Article 21" in lines
    assert "One option or more are right." in lines
    assert "Answer:" in lines
    assert "List I List II" in lines
    assert lines[-1] == "1/1"


def test_nothing_is_printed_that_was_not_wished_for() -> None:
    plain = PaperLayout(title="Test", name_line=False)
    (text,) = pages(print_papers(bank([city(1)]), plain).data)
    assert text.splitlines() == [
        "Test",
        "1. Which city is number 1?",
        "(a) Patna (b) Gaya (c) Ara (d) Chhapra",
        "1/1",
    ]


def test_a_key_has_a_table_and_explanations() -> None:
    source = Source("Rivers of India", "https://example.org/rivers", "Survey of India")
    items = [*EXAMPLE_ITEMS, city(8, source=source)]
    (text,) = pages(print_keys(bank(items), LAYOUT).data)
    assert "1. c 2. a 3. a, c 4. a" in text
    assert "Answer: c – Article 17" in text
    assert "Article 17 abolishes untouchability" in text
    assert "Source: Rivers of India, Survey of India, https://example.org/rivers" in text
    short = print_keys(bank(items), replace(LAYOUT, explanations=False))
    (text,) = pages(short.data)
    assert "abolishes" not in text
    assert "1. c 2. a" in text


@pytest.mark.parametrize("columns", [1, 2])
def test_no_question_is_split_between_pages_or_columns(columns: int) -> None:
    items = [city(number) for number in range(1, 101)]
    layout = replace(LAYOUT, columns=columns)
    with pdfplumber.open(BytesIO(print_papers(bank(items), layout).data)) as document:
        total = len(document.pages)
        assert total > 2
        found = []
        for number, page in enumerate(document.pages, start=1):
            assert page.extract_text().splitlines()[-1].endswith(f"{number}/{total}")
            width = page.width / columns
            for column in range(columns):
                part = page.crop((column * width, 0, (column + 1) * width, page.height))
                words = part.extract_text()
                found += [int(line.split("number ")[1][:-1]) for line in _stems(words)]
                # As many last options as stems: each question stands where its stem stands.
                assert words.count("(d) Chhapra") == len(_stems(words))
        assert found == [*range(1, 101)]


def _stems(text: str) -> list[str]:
    return [line for line in text.splitlines() if "Which city" in line]


def test_a_question_that_is_longer_than_a_page_is_split() -> None:
    stem = "\n".join(f"Line {number} of a long passage." for number in range(150))
    long = ItemContent(texts={"en": ItemText(stem, ("Yes", "No"))}, key=SingleKey(0))
    texts = pages(print_papers(bank([city(1), BankItem(content=long), city(3)]), LAYOUT).data)
    assert len(texts) == 4
    assert "Line 149 of a long passage." in texts[-1]


def test_sets_differ_and_each_key_fits_its_paper() -> None:
    layout = replace(LAYOUT, sets=4, seed=7)
    items = [
        *(city(number) for number in range(20)),
        *EXAMPLE_ITEMS,
        city(30, option_order=OptionOrder.FIXED),
    ]
    written = print_papers(bank(items), layout)
    with zipfile.ZipFile(BytesIO(written.data)) as archive:
        assert archive.namelist() == [f"test-set-{letter}.pdf" for letter in "abcd"]
        assert "Set\nB" in "\n".join(pages(archive.read("test-set-b.pdf")))
    with zipfile.ZipFile(BytesIO(print_keys(bank(items), layout).data)) as archive:
        assert archive.namelist() == [f"test-set-{letter}-key.pdf" for letter in "abcd"]
    sets = draw_sets(items, layout)
    orders = [tuple(question.position for question in drawn.questions) for drawn in sets]
    assert orders[0] == (*range(len(items)),)
    assert len(set(orders)) == 4
    assert {tuple(sorted(order)) for order in orders} == {orders[0]}
    for drawn in sets:
        for question in drawn.questions:
            key, answer = (
                question.item.content.key,
                answer_of(question.item.content, question.options),
            )
            if isinstance(key, SingleKey):
                assert question.options["abcd".index(answer)] == key.option
            elif isinstance(key, MultipleKey):
                named = {question.options["abcd".index(each)] for each in answer.split(", ")}
                assert named == key.options
            elif isinstance(key, MatchingKey):
                pairs = [int(pair.split("-")[1]) - 1 for pair in answer.split(", ")]
                assert tuple(question.options[place] for place in pairs) == key.options
            if question.item.content.option_order is OptionOrder.FIXED:
                assert question.options == tuple(sorted(question.options))
    assert sets == draw_sets(items, layout)
    assert sets != draw_sets(items, replace(layout, seed=8))


def test_a_passage_is_printed_once_before_all_its_questions() -> None:
    passage = Stimulus(StimulusKind.PASSAGE, {"en": StimulusText("Tea", "It grows in Assam.")})
    items = [
        replace(city(number), stimulus=passage if number in {3, 4, 5} else None)
        for number in range(1, 10)
    ]
    for drawn in draw_sets(items, replace(LAYOUT, sets=4)):
        shared = [each for each in drawn.questions if each.stimulus is not None]
        assert len(shared) == 1
        assert shared[0].shared_until == shared[0].number + 2
        first = shared[0].number - 1
        assert [each.item.stimulus for each in drawn.questions[first : first + 3]] == [passage] * 3
    (text,) = pages(print_papers(bank(items), LAYOUT).data)
    assert "Questions 3–5\nTea\nIt grows in Assam.\n3. Which" in text


def test_sections_gather_questions_of_a_kind() -> None:
    layout = replace(LAYOUT, section_by=SectionBy.TYPE, sets=2)
    for drawn in draw_sets(EXAMPLE_ITEMS, layout):
        assert [section.title for section in drawn.sections] == [
            "Choose the right option",
            "Choose all right options",
            "True or false",
            "Answer with a number",
            "Answer in a word or two",
            "Match the lists",
        ]
        for section in drawn.sections:
            assert len({each.item.content.type for each in section.questions}) == 1
    by_topic = replace(LAYOUT, section_by=SectionBy.TOPIC, section_titles={"polity": "राजव्यवस्था"})
    assert draw_sets(EXAMPLE_ITEMS, by_topic)[0].sections[0].title == "राजव्यवस्था"


def test_both_languages_stand_on_a_bilingual_paper() -> None:
    content = ItemContent(
        texts={
            "en": ItemText("Which river?", ("Ganga", "1947")),
            "hi": ItemText("कौन-सी नदी?", ("गंगा", "1947")),
        },
        key=SingleKey(0),
    )
    layout = replace(LAYOUT, languages=("hi", "en"))
    (text,) = pages(print_papers(bank([BankItem(content=content)]), layout).data)
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("1. क"))
    assert lines[first + 1] == "Which river?"
    assert lines[first + 2].startswith("(a)")
    assert " / Ganga (b) 1947" in lines[first + 2]


def test_pictures_are_placed_and_broken_ones_named() -> None:
    good, bad = picture(), ImageFile(b"\x89PNG\r\n\x1a\n broken", "b.png")
    images = (
        ImageRef(good.digest, ImagePlacement.STEM, None, {"en": "A map"}),
        ImageRef(good.digest, ImagePlacement.OPTION, 1, {"en": "A map"}),
        ImageRef(bad.digest, ImagePlacement.OPTION, 2, {"en": "A map"}),
    )
    store = {each.digest: each for each in (good, bad)}
    written = print_papers(bank([city(1, images=images)], images=store), LAYOUT)
    with pdfplumber.open(BytesIO(written.data)) as document:
        sizes = [(image["width"], image["height"]) for image in document.pages[0].images]
    assert len(sizes) == 2
    for width, height in sizes:
        assert width == pytest.approx(2 * height, rel=0.01)
    (finding,) = written.findings
    assert (finding.action, finding.problem.text) == (
        Action.CHANGED,
        "A picture cannot be printed.",
    )


def test_characters_that_no_font_has_are_named() -> None:
    content = ItemContent(
        texts={"en": ItemText("Who said வணக்கம் 😀?", ("x \u2264 y", "“z” – क्ष\u200d"))},
        key=SingleKey(0),
    )
    for written in (
        print_papers(bank([BankItem(content=content)]), LAYOUT),
        print_keys(bank([BankItem(content=content)]), LAYOUT),
    ):
        (finding,) = written.findings
        assert finding.problem.text == ("The font has no signs for these characters: க ண ம வ ் 😀.")


def test_html_and_formulas_are_set() -> None:
    stem = (
        "<p>Water is H<sub>2</sub>O.</p><table><tr><th>Year</th><th>Rain</th></tr>"
        "<tr><td>2021</td><td>12.5</td></tr></table><ol start='3'><li>Rise</li><li>Fall</li></ol>"
    )
    content = ItemContent(
        texts={"en": ItemText(stem, (r"\(\frac{a+b}{2}\)", r"\(\sqrt{x}\)"))},
        key=SingleKey(0),
        text_format=TextFormat.HTML,
    )
    (text,) = pages(print_papers(bank([BankItem(content=content)]), LAYOUT).data)
    for part in ("Year Rain", "2021 12.5", "3. Rise", "4. Fall", "(a + b)/2", "√x"):
        assert part in text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{c^2}", "(a + b)/c2"),
        (r"\sqrt[3]{x+1} \le \alpha_i", "3√(x + 1) ≤ \N{GREEK SMALL LETTER ALPHA}i"),
        (r"3 \times 10^{-8}", "3 × 10−8"),
        (r"90^\circ", "90°"),
        (r"\text{speed} = -5", "speed = −5"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1, 2; 3, 4)"),
        (r"\frac{1}{", r"\frac{1}{"),
    ],
)
def test_formulas_stand_on_one_line(tex: str, text: str) -> None:
    assert "".join(run.text for run in formula_runs(tex)) == text


def test_powers_are_raised_and_indices_lowered() -> None:
    shifts = {run.text: run.shift for run in formula_runs("x^2_i")}
    assert (shifts["x"], shifts["2"], shifts["i"]) == (0, 1, -1)


@pytest.mark.parametrize("name", ["NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"])
def test_the_fonts_form_conjuncts(name: str) -> None:
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(FONTS / f"{name}.ttf")))

    def glyphs(text: str) -> list[int]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        return [info.codepoint for info in buffer.glyph_infos]

    virama = glyphs("\u25cc\u094d")[-1]
    for conjunct in ("क्ष", "त्र", "ज्ञ", "श्र", "द्य", "र्क", "ष्ट्र", "हृ"):
        shaped = glyphs(conjunct)
        assert 0 not in shaped
        assert virama not in shaped
        assert len(shaped) < len(conjunct)
    # The sign of i stands before its letter, wherever it is typed.
    assert glyphs("रि")[0] != glyphs("र")[0]
    assert glyphs("रि")[1] == glyphs("र")[0]


def test_the_fonts_hold_what_papers_need() -> None:
    assert set("₹½°²√π…“”‘’–—अआकक्षज्ञ।॥०९") <= canvas.characters()
    assert set("≤≥≠√∑∫∞∈⊂→⇒∠△") <= canvas.characters()
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 1_000_000


def test_shaped_text_is_drawn_differently_from_its_letters_one_by_one() -> None:
    def ink(option: str) -> float:
        content = ItemContent(texts={"hi": ItemText("कौन?", (option, "ब"))}, key=SingleKey(0))
        layout = PaperLayout(title="त", languages=("hi",), name_line=False)
        data = print_papers(bank([BankItem(content=content)]), layout).data
        page = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("L")
        return sum(255 - value for value in page.tobytes())

    joiner_kept_apart = ink("क्\u200cष")
    assert ink("क्ष") != pytest.approx(joiner_kept_apart, rel=0.0001)


def test_the_same_wishes_give_the_same_file() -> None:
    assert print_papers(bank(EXAMPLE_ITEMS), LAYOUT) == print_papers(bank(EXAMPLE_ITEMS), LAYOUT)


def test_a_conversion_prints_the_paper_and_its_key() -> None:
    written = formats.write(bank(EXAMPLE_ITEMS), "print")
    paper, key = pages(written.data)
    assert "1. Which article" in paper
    assert "Answer key" in key


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " "}, ["title"]),
        ({"columns": 3, "sets": 5}, ["columns", "sets"]),
        ({"minutes": 0}, ["minutes"]),
        ({"languages": ("ta",)}, ["languages"]),
        ({"institute": "x" * 201}, ["institute"]),
    ],
)
def test_wishes_that_make_no_sense_are_refused(
    changes: dict[str, object], fields: list[str]
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        replace(LAYOUT, **changes)
    assert [problem.field for problem in caught.value.problems] == fields


@pytest.mark.parametrize("count", [0, 501])
def test_a_paper_has_a_sensible_number_of_questions(count: int) -> None:
    with pytest.raises(InvalidInputError, match=f"these are {count}"):
        print_papers(bank([city(number) for number in range(count)]), LAYOUT)


@settings(deadline=None, max_examples=8)
@given(drawn=banks(images=True))
def test_everything_that_an_item_can_be_is_printed(drawn: ItemBank) -> None:
    layout = replace(LAYOUT, columns=2, languages=("en", "hi"), sets=2)
    for written in (print_papers(drawn, layout), print_keys(drawn, layout)):
        with zipfile.ZipFile(BytesIO(written.data)) as archive:
            for name in archive.namelist():
                assert archive.read(name).startswith(b"%PDF-")
