"""Papers as PDF files, made with fpdf2 in the styles of teachers and publishers."""

from collections.abc import Sequence
from importlib.resources import as_file, files

from fpdf import FPDF
from paper_questions import Question

__all__ = ["one_column", "paper", "two_columns"]

LATIN = "helvetica"


class _Paper(FPDF):
    """A4 with a running head, and a foot that counts pages."""

    head = ""

    def header(self) -> None:
        if self.head:
            self.set_font(self.font_family or LATIN, size=9)
            self.set_y(8)
            self.cell(0, 5, self.head, align="C", new_x="LMARGIN", new_y="NEXT")
            self.ln(6)

    def footer(self) -> None:
        if self.head:
            self.set_font(self.font_family or LATIN, size=9)
            self.set_y(-15)
            self.cell(0, 5, f"Page {self.page_no()}", align="C")


def paper(*, head: str = "", devanagari: bool = False) -> FPDF:
    """Begin a paper, in a font of our own where Hindi is to be written."""
    document = _Paper()
    document.head = head
    if devanagari:
        fonts = files("quizapp.interchange.print") / "fonts"
        for style, name in (("", "NotoSans-Regular.ttf"), ("b", "NotoSans-Bold.ttf")):
            with as_file(fonts / name) as path:
                document.add_font("noto", style, path)
        document.set_font("noto", size=11)
        document.set_text_shaping(use_shaping_engine=True, script="deva", language="hin")
    else:
        document.set_font(LATIN, size=11)
    document.set_auto_page_break(auto=True, margin=25)
    document.add_page()
    return document


def one_column(document: FPDF, questions: Sequence[Question], *, in_bold: bool = False) -> bytes:
    """Write questions below one another, with their answers, or with the answer in bold."""
    for number, each in enumerate(questions, start=1):
        _write(document, f"{number}. {each.stem}")
        for position, option in enumerate(each.options):
            bold = "b" if in_bold and position == each.key else ""
            document.set_font(document.font_family, bold)
            _write(document, f"({'abcd'[position]}) {option}")
            document.set_font(document.font_family, "")
        if not in_bold:
            _write(document, f"Ans. ({'abcd'[each.key]})")
            _write(document, f"Sol. {each.explanation}")
        document.ln(3)
    return bytes(document.output())


def two_columns(
    document: FPDF, title: str, questions: Sequence[Question], *, is_balanced: bool = True
) -> bytes:
    """Write a title across the page, questions in two columns and the key across it again."""
    _write(document, title)
    document.ln(4)
    with document.text_columns(ncols=2, gutter=10, text_align="L", balance=is_balanced) as columns:
        for number, each in enumerate(questions, start=1):
            lines = [f"{number}. {each.stem}"]
            lines += [
                f"({letter}) {text}" for letter, text in zip("abcd", each.options, strict=True)
            ]
            columns.write("\n".join(lines) + "\n\n")
    document.add_page()
    _write(document, "ANSWER KEY")
    keys = [f"{number}-{'abcd'[each.key]}" for number, each in enumerate(questions, start=1)]
    _write(document, "   ".join(keys))
    return bytes(document.output())


def _write(document: FPDF, text: str) -> None:
    document.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
