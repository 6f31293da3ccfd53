"""Formulas become MathML that is safe on a page, or stay what they are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from quizapp.domain.items import TextFormat
from quizapp.interchange.formulas import Formula, as_mathml, pieces
from quizapp.interchange.item_html import as_plain, rendered

PLAIN, HTML = TextFormat.PLAIN, TextFormat.HTML
TEX = st.lists(
    st.sampled_from(
        [
            *[
                "\\frac",
                "{",
                "}",
                "a",
                "1",
                "^",
                "_",
                "\\sqrt",
                "\\text{",
                "<script>",
                "<img src=x>",
            ],
            *["&", "&lt;", "\\left(", "\\right)", "\\begin{matrix}", "\\end{matrix}", "\\\\", "क"],
            *["\\href{javascript:x}{y}", "\\style{x}{y}", "\\color{red}{x}", "\\(", "$$", "x"],
        ]
    )
    | st.text(max_size=4),
    max_size=12,
).map("".join)


def elements(markup: str) -> set[str]:
    """The names of all elements of a piece of HTML."""
    tree = html.fragment_fromstring(markup, create_parent="section")
    return {str(each.tag) for each in tree.iterdescendants()}


def test_a_text_is_cut_at_its_formulas() -> None:
    assert list(pieces(r"If \(x^2\) and $$y$$, \[z\].")) == [
        "If ",
        Formula("x^2", r"\(x^2\)", is_block=False),
        " and ",
        Formula("y", "$$y$$", is_block=True),
        ", ",
        Formula("z", r"\[z\]", is_block=True),
        ".",
    ]


def test_a_formula_is_written_as_mathml() -> None:
    markup = rendered(r"Which is \(\frac{a}{b} < c\)?", PLAIN)
    assert markup.startswith('Which is <span class="formula"><math')
    assert {"mfrac", "mi", "mo"} <= elements(markup)
    assert "&lt;" in markup
    assert markup.endswith("?")


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a",
        r"\frac{a}",
        r"a}{",
        r"\nosuchcommand x",
        "x^",
        r"\left( x",
        "{" * 1_000,
        "x" * 2_001,
        r"\text{<script>alert(1)</script>}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
    ],
)
def test_what_is_no_formula_or_none_of_ours_is_shown_as_it_was_written(tex: str) -> None:
    assert as_mathml(tex) is None
    markup = rendered(rf"\({tex}\)", PLAIN)
    assert elements(markup) == {"code"}
    assert html.fromstring(markup).text_content() == rf"\({tex}\)"


def test_plain_text_is_escaped_and_keeps_its_lines() -> None:
    assert rendered("1 < 2 & <b>\n2", PLAIN) == "1 &lt; 2 &amp; &lt;b&gt;<br>\n2"
    assert as_plain("1 < 2 & <b>", PLAIN) == "1 < 2 & <b>"


def test_html_is_cleaned_again_and_its_formulas_shown() -> None:
    markup = rendered(r"<p onclick='x'>A<b>b</b> \(x &lt; y\)<script>1</script></p>", HTML)
    assert elements(markup) == {"p", "b", "span", "math", "mrow", "mi", "mo"}
    assert "onclick" not in markup
    assert as_plain("<p>A <b>b</b></p>", HTML) == "A b"


def test_code_holds_no_formulas() -> None:
    assert rendered(r"<code>\(x\)</code> \(y\)", HTML).count("<math") == 1


@given(TEX, st.sampled_from(TextFormat))
def test_whatever_is_written_nothing_but_known_elements_comes_out(
    tex: str, text_format: TextFormat
) -> None:
    tree = html.fragment_fromstring(rendered(rf"a \({tex}\) b", text_format), create_parent="p")
    for element in tree.iterdescendants():
        assert element.tag not in {"script", "img", "iframe", "a", "style", "svg"}
        assert not [name for name in element.attrib if name.startswith("on") or name == "href"]


def test_a_text_full_of_formulas_takes_no_time() -> None:
    started = time.process_time()
    rendered(r"\(\frac{\sqrt{x}}{y^2}\) " * 320, PLAIN)
    rendered(r"\(" * 4_000, PLAIN)
    rendered("$$" + "{" * 7_000, PLAIN)
    rendered(r"\(" + r"\frac{1}{" * 200 + "}" * 200 + r"\)", PLAIN)
    assert time.process_time() - started < 3
