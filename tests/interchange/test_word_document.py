"""What of a Word file becomes lines: numbers, runs, text boxes, tracked changes, formulas."""

import pytest
from kruti_dev_code import kruti_dev
from word_packages import numbering, packed, paragraph, word_package

from quizapp.errors import QuestionFileError
from quizapp.interchange.banks import Action, SourceFile
from quizapp.interchange.exam_text.lines import Line
from quizapp.interchange.word.document import read_document
from quizapp.interchange.word.numbering import written_number


def lines_of(body: str, **parts: str) -> list[Line]:
    lines, *_ = read_document(SourceFile(word_package(body, **parts), "paper.docx"))
    return lines


def texts_of(body: str, **parts: str) -> list[str]:
    return [line.text for line in lines_of(body, **parts)]


def run(text: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {3: "03"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {4: "D"}),
        ("lowerRoman", {4: "iv", 9: "ix", 40: "xl"}),
        ("upperRoman", {14: "XIV"}),
        ("ordinal", {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"}),
        ("hindiVowels", {1: "क", 4: "घ"}),
        ("hindiConsonants", {1: "अ", 2: "आ"}),
        ("hindiNumbers", {12: "१२"}),
        ("none", {5: ""}),
        ("chineseCounting", {7: "7"}),
    ],
)
def test_numbers_are_written_as_word_writes_them(kind: str, numbers: dict[int, str]) -> None:
    assert {number: written_number(number, kind) for number in numbers} == numbers


def test_options_begin_anew_under_each_question() -> None:
    numbers = numbering(("decimal", "Q%1."), ("lowerLetter", "(%2)"))
    body = "".join(
        [
            paragraph("First?", number=1),
            paragraph("x", number=1, level=1),
            paragraph("y", number=1, level=1),
            paragraph("Second?", number=1),
            paragraph("z", number=1, level=1),
        ]
    )
    assert texts_of(body, numbers=numbers) == [
        "Q1. First?",
        "(a) x",
        "(b) y",
        "Q2. Second?",
        "(a) z",
    ]


def test_a_list_of_its_own_goes_on_where_it_was_and_one_with_an_override_begins_anew() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = numbering(("decimal", "%1."), ids=(1, 2)) + (
        f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{restart}</w:num>'
    )
    body = "".join(paragraph("x", number=number) for number in (1, 2, 3, 3))
    assert texts_of(body, numbers=numbers) == ["1. x", "2. x", "5. x", "6. x"]


def test_levels_are_written_together_and_a_style_brings_its_list() -> None:
    numbers = numbering(("upperRoman", "%1."), ("decimal", "%1.%2)"))
    styles = (
        '<w:style w:type="paragraph" w:styleId="Part"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Unit"><w:basedOn w:val="Part"/>'
        "</w:style>"
    )
    body = (
        paragraph("Part", style="Part")
        + paragraph("x", number=1, level=1)
        + paragraph("Unit", style="Unit")
        + paragraph("No number", number=0, style="Part")
        + paragraph("", style="Part")
    )
    assert texts_of(body, numbers=numbers, styles=styles) == [
        *("I. Part", "I.1) x", "II. Unit", "No number", ""),
    ]


def test_what_is_set_off_is_marked() -> None:
    body = "<w:p>{}</w:p>".format(
        run("(a) ")
        + run("bold", "<w:b/>")
        + run(" (b) ", '<w:b w:val="0"/>')
        + run("red", '<w:color w:val="FF0000"/>')
        + run(" black ", '<w:color w:val="000000"/>')
        + run("lit", '<w:highlight w:val="yellow"/>')
    )
    (line,) = lines_of(body)
    assert [line.text[start:end] for start, end in line.marked] == ["bold", "red", "lit"]


def test_settings_of_styles_hold_until_a_nearer_one_says_otherwise() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Calm"><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="Strong"/></w:pPr>{}</w:p>'.format(
        run("loud ") + run("calm", '<w:rStyle w:val="Calm"/>')
    )
    (line,) = lines_of(body, styles=styles)
    assert line.marked == ((0, 5),)


def test_raised_and_lowered_text_stays_raised_and_lowered() -> None:
    def raised(text: str) -> str:
        return run(text, '<w:vertAlign w:val="superscript"/>')

    body = "<w:p>{}</w:p>".format(
        run("H")
        + run("2", '<w:vertAlign w:val="subscript"/>')
        + run("O, 10")
        + raised("-3")
        + run(", x")
        + raised("ab")
        + run(", 42")
        + raised("nd")
    )
    assert texts_of(body) == ["H₂O, 10⁻³, x^(ab), 42nd"]


def test_legacy_hindi_is_converted_even_where_a_word_is_cut() -> None:
    font = '<w:rFonts w:ascii="Kruti Dev 010" w:hAnsi="Kruti Dev 010"/>'
    code = kruti_dev("राष्ट्रपति कौन है?")
    body = f"<w:p>{run('1. ')}{run(code[:5], font)}{run(code[5:], font)}{run(' (President)')}</w:p>"
    assert texts_of(body) == ["1. राष्ट्रपति कौन है? (President)"]


def test_inserted_text_is_taken_and_deleted_text_is_not() -> None:
    body = (
        f"<w:p>{run('The ')}<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        f"<w:ins>{run('new')}</w:ins>{run(' name', '<w:vanish/>')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p><w:p>{run('line')}</w:p>"
    )
    assert texts_of(body) == ["The new", "One line"]


def test_breaks_tabs_symbols_fields_and_links() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/></w:r>'
        f"<w:hyperlink>{run(' link')}</w:hyperlink><w:fldSimple>{run(' 7')}</w:fldSimple>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert texts_of(body) == ["a\tb", "c-✓\u03b1 link 7"]


def test_a_text_box_is_read_once_although_it_is_written_twice() -> None:
    box = f"<w:txbxContent><w:p>{run('In a box')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('Before')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "</w:p>"
    )
    assert texts_of(body) == ["Before", "In a box"]


def test_formulas_become_tex_and_are_to_be_checked() -> None:
    def part(name: str, text: str) -> str:
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    formula = (
        f"<m:oMath><m:f>{part('num', 'a')}{part('den', 'b')}</m:f><m:r><m:t>+</m:t></m:r>"
        f"<m:rad><m:deg/>{part('e', 'x')}</m:rad><m:r><m:t>+</m:t></m:r>"
        f"<m:sSup>{part('e', 'c')}{part('sup', '2')}</m:sSup></m:oMath>"
    )
    source = SourceFile(word_package(f"<w:p>{run('Find ')}{formula}</w:p>"), "paper.docx")
    lines, findings, _ = read_document(source)
    assert [line.text for line in lines] == [r"Find \(\frac{a}{b}+\sqrt{x}+{c}^{2}\)"]
    assert [(each.action, each.place.line) for each in findings] == [(Action.CHECK, 1)]


def test_pictures_are_told_where_they_stand() -> None:
    body = (
        paragraph("Look:") + '<w:p><w:r><w:drawing><a:blip r:embed="r9"/></w:drawing></w:r></w:p>'
    )
    _, findings, _ = read_document(SourceFile(word_package(body), "paper.docx"))
    assert [each.place.element for each in findings] == ["paragraph 2"]
    assert "picture" in findings[0].problem.text


NOT_READ = {
    "an encrypted or old file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "a truncated file": (word_package(paragraph("x"))[:200], "damaged"),
    "an archive of something else": (packed({"a.txt": "x"}), "no Word document"),
    "no text": (word_package("<w:p/>"), "no text"),
    "XML that ends early": (
        packed({"word/document.xml": "<w:document><w:body>"}),
        "not XML",
    ),
    "entities": (
        packed(
            {
                "word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><document><body><p><r>'
                "<t>&b;</t></r></p></body></document>"
            }
        ),
        "entities",
    ),
    "an external entity": (
        packed(
            {
                "word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
                "<document><body><p><r><t>&b;</t></r></p></body></document>"
            }
        ),
        "entities",
    ),
    "a way out of the archive": (
        packed({"../evil.xml": "x", "word/document.xml": "x"}),
        "leads out",
    ),
    "a bomb": (packed({"word/document.xml": b"<a>" + b" " * 30_000_000}), "too large"),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_cannot_be_read_is_explained(name: str) -> None:
    data, word = NOT_READ[name]
    with pytest.raises(QuestionFileError) as caught:
        read_document(SourceFile(data, "paper.docx"))
    assert word in str(caught.value)
    assert "paper.docx" in str(caught.value)


def test_strict_documents_are_read_as_others_are() -> None:
    strict = packed(
        {
            "word/document.xml": (
                '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
                "<w:p><w:r><w:t>Strict</w:t></w:r></w:p></w:body></w:document>"
            )
        }
    )
    lines, *_ = read_document(SourceFile(strict, "paper.docx"))
    assert [line.text for line in lines] == ["Strict"]
