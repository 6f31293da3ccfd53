"""The macros that pages are made of."""

from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string
from lxml import html
from wtforms import FieldList, FormField, SelectMultipleField, StringField
from wtforms.validators import InputRequired

from quizapp.domain.attempts import PaletteState
from quizapp.errors import N_, InvalidInputError, Problem
from quizapp.services.answered_items import ResultOption
from quizapp.services.paging import Page
from quizapp.services.reviewing import Segment
from quizapp.services.shown_items import OptionView, ShownItem
from quizapp.web import charts
from quizapp.web.charts import Point
from quizapp.web.forms import BaseForm, choices
from quizapp.web.teaching.evidence import pieces

Render = Callable[..., html.HtmlElement]


@pytest.fixture
def render(app: Flask) -> Render:
    """Render a template in a request, and read it as HTML."""

    def make(source: str, **values: object) -> html.HtmlElement:
        with app.test_request_context():
            page = render_template_string(f"<div>{source}</div>", **values)
        return html.fromstring(page)

    return make


class TestTheArticle:
    SEGMENTS = (
        Segment("One.\n\n"),
        Segment("The bank began in ", (1, 2)),
        Segment("1935", (1, 2), (1,)),
        Segment(", in ", (1, 2)),
        Segment("Kolkata", (1, 2), (2,)),
        Segment(".", (1, 2)),
        Segment(" It has <31> offices.", (3,)),
        Segment("\n"),
    )

    def _article(self, render: Render, numbers: dict[int, int]) -> html.HtmlElement:
        source = (
            "{% from 'components/article.html' import article_text %}"
            "{{ article_text(pieces, numbers) }}"
        )
        return render(source, pieces=pieces(self.SEGMENTS, numbers), numbers=numbers)

    def test_is_the_text_and_nothing_else(self, render: Render) -> None:
        article = self._article(render, {1: 1, 2: 2, 3: 3}).find_class("article-text")[0]
        for link in article.find_class("evidence-number"):
            link.drop_tree()
        assert article.text_content() == "".join(segment.text for segment in self.SEGMENTS)

    def test_marks_answers_and_leads_to_their_questions(self, render: Render) -> None:
        article = self._article(render, {1: 1, 2: 2, 3: 3})
        assert [mark.text for mark in article.findall(".//mark")] == ["1935", "Kolkata"]
        links = article.find_class("evidence-number")
        assert [link.get("href") for link in links] == ["#item-1", "#item-2", "#item-3"]
        assert [link.get("aria-label") for link in links] == [
            "Question 1",
            "Question 2",
            "Question 3",
        ]

    def test_has_a_place_that_each_question_leads_to(self, render: Render) -> None:
        article = self._article(render, {1: 1, 2: 2, 3: 3})
        for number, text in ((1, "1935"), (2, "Kolkata"), (3, " It has <31> offices.")):
            anchor = article.get_element_by_id(f"evidence-{number}")
            assert anchor.getnext().text == text

    def test_leaves_evidence_of_other_questions_alone(self, render: Render) -> None:
        article = self._article(render, {1: 1})
        assert [mark.text for mark in article.findall(".//mark")] == ["1935"]
        assert len(article.find_class("evidence-number")) == 1


class TestThePalette:
    def _palette(self, render: Render) -> html.HtmlElement:
        squares = [(number, state, f"/{number}") for number, state in enumerate(PaletteState, 1)]
        return render(
            "{% from 'components/exam.html' import palette, palette_legend %}"
            "{{ palette(squares, current=2) }}{{ palette_legend({'answered': 4}) }}",
            squares=squares,
        )

    def test_tells_each_state_by_words_and_by_a_shape_of_its_own(self, render: Render) -> None:
        squares = self._palette(render).xpath("//a")
        assert {square.get("aria-label").partition(": ")[2] for square in squares} == {
            "Not visited",
            "Not answered",
            "Answered",
            "Marked for review",
            "Answered and marked for review",
        }
        shapes = {square.get("class") for square in squares}
        assert shapes == {f"square square-{state}" for state in PaletteState}
        assert [s.get("href") for s in squares if s.get("aria-current")] == ["/2"]

    def test_has_a_legend_with_how_many_there_are(self, render: Render) -> None:
        rows = self._palette(render).xpath("//ul[@class='palette-legend']/li")
        texts = [" ".join(row.text_content().split()) for row in rows]
        assert len(texts) == 5
        assert texts[0] == "4 Answered (4)"
        assert texts[1] == "0 Not answered (0)"


def test_options_are_labelled_and_one_is_chosen(render: Render) -> None:
    options = (
        OptionView(2, "A", "two", chosen=False),
        OptionView(0, "B", "<zero>", chosen=True),
    )
    shown = ShownItem("en", "How many?", (), options, (), "", has_plain_options=True)
    question = SimpleNamespace(shown=(shown,), item=shown, text_format="plain")
    tree = render(
        "{% from 'components/answering.html' import option_list %}{{ option_list(question) }}",
        question=question,
    )
    options = tree.xpath("//label")
    texts = [" ".join(option.text_content().split()) for option in options]
    assert texts == ["A two", "B <zero>"]
    assert [field.get("value") for field in tree.xpath("//input[@checked]")] == ["0"]
    assert tree.xpath("//fieldset/legend")


def reviewed(letter: str, *, chosen: bool, is_key: bool, weight: str = "0") -> ResultOption:
    feedback = "said <b>" if chosen else ""
    return ResultOption(letter, "x", chosen, is_key, (), Fraction(weight), feedback)


def test_a_review_says_which_is_right_and_which_was_chosen(render: Render) -> None:
    tree = render(
        "{% from 'components/answered.html' import option_review %}"
        "{{ option_review(options) }}{{ option_review(options[2:]) }}",
        options=[
            reviewed("A", chosen=False, is_key=True),
            reviewed("B", chosen=True, is_key=False),
            reviewed("A", chosen=True, is_key=True),
        ],
    )
    signs = [" ".join(li.text_content().split()) for li in tree.xpath("//li")]
    own = "A x Right answer, and yours said <b>"
    assert signs == ["A x Right answer", "B x Your answer said <b>", own, own]


def test_an_option_that_earns_a_part_says_so(render: Render) -> None:
    tree = render(
        "{% from 'components/answered.html' import option_review %}{{ option_review([option]) }}",
        option=reviewed("A", chosen=True, is_key=False, weight="1/2"),
    )
    assert "Your answer, partly right" in tree.text_content()
    assert "said <b>" in tree.text_content()


@pytest.mark.parametrize(
    ("seconds", "shown", "short"),
    [(7000, "1:56:40", False), (754, "12:34", False), (300, "05:00", True), (0, "00:00", True)],
)
def test_the_clock_shows_hours_only_where_there_are_any(
    render: Render,
    seconds: int,
    shown: str,
    short: bool,  # noqa: FBT001 - a column of the table
) -> None:
    tree = render(
        "{% from 'components/exam.html' import clock %}{{ clock(seconds) }}", seconds=seconds
    )
    clock = tree.xpath("//*[@role='timer']")[0]
    assert clock.xpath("string(.//*[@data-clock-text])") == shown
    assert ("clock-short" in clock.get("class")) is short


def test_without_a_limit_there_is_no_clock(render: Render) -> None:
    tree = render("{% from 'components/exam.html' import clock %}{{ clock(none) }}")
    assert not tree.xpath("//*[@role='timer']")


def test_pages_of_a_list_lead_on_and_back(render: Render) -> None:
    source = (
        "{% from 'components/content.html' import pagination %}"
        "{{ pagination(page, 'admin.users', {'search': 'x'}) }}"
    )
    middle = render(source, page=Page(items=(1,), number=2, per_page=1, total=3))
    assert [link.get("href") for link in middle.xpath("//a")] == [
        "/admin/users?search=x&page=1",
        "/admin/users?search=x&page=3",
    ]
    assert not render(source, page=Page(items=(), number=1, per_page=1, total=0)).xpath("//a")


MARKS = {"marks": [0, 50, 100], "mark_texts": ["0%", "50%", "100%"]}


class TestCharts:
    @pytest.mark.parametrize("draw", [charts.line, charts.columns])
    @pytest.mark.parametrize("count", [1, 2, 7, 50])
    def test_hold_every_value_and_nothing_inline(
        self, draw: Callable[..., str], count: int
    ) -> None:
        points = [Point(f"<{n}>", n * 100 / count, f"{n} & more") for n in range(count)]
        drawing = html.fragment_fromstring(draw(points, **MARKS))

        assert drawing.tag == "svg"
        assert [title.text for title in drawing.iter("title")] == [p.text for p in points]
        assert not drawing.xpath("//*[@style] | //*[@id]")
        assert not [*drawing.iter("style", "script", "defs")]
        assert {"0%", "50%", "100%"} <= {text.text for text in drawing.iter("text")}

    def test_have_few_enough_labels_for_a_phone(self) -> None:
        points = [Point(f"day {n}", n, "x") for n in range(30)]
        drawing = html.fragment_fromstring(charts.line(points, **MARKS))
        labels = [t.text for t in drawing.iter("text") if t.text and t.text.startswith("day")]
        assert labels == ["day 0", "day 10", "day 19", "day 29"]

    def test_stand_above_their_figures(self, render: Render) -> None:
        tree = render(
            "{% from 'components/chart.html' import bars, chart_figure %}"
            "{% call chart_figure('Scores', drawing, ['When', 'Score']) %}"
            "<tr><th scope='row'>May</th><td>5</td></tr>{% endcall %}"
            "{{ bars('Topics', ['Topic', 'Right', 'Lost'], rows) }}",
            drawing=charts.line([Point("May", 5, "May: 5")], **MARKS),
            rows=[{"name": "Polity", "share": 0.25, "text": "25%", "cells": ["1"], "href": "/p"}],
        )
        assert tree.xpath("string(//figure//caption)") == "Scores"
        assert tree.xpath("//figure//tbody/tr/td/text()") == ["5"]
        assert tree.xpath("//rect[@class='bar-value']/@width") == ["25.00"]
        assert tree.xpath("//td[@data-label='Lost']/text()") == ["1"]


class _Option(BaseForm):
    text = StringField("Text", [InputRequired("Write something.")])


class _Question(BaseForm):
    stem = StringField("Stem")
    options = FieldList(StringField("Option"), min_entries=3)
    parts = FieldList(FormField(_Option), min_entries=1)
    topics = SelectMultipleField("Topics", choices=choices([("a", "A"), ("b", "B")]))


class TestForms:
    def test_show_the_problems_of_a_service_where_they_belong(self, app: Flask) -> None:
        with app.test_request_context(method="POST"):
            form = _Question()
            form.take(
                InvalidInputError.from_problems(
                    [
                        Problem(N_("Option %(n)d is empty."), {"n": 3}, "options.2"),
                        Problem(N_("Too long."), {}, "body"),
                        Problem(N_("There is no such option."), {}, "options.9"),
                        Problem(N_("Nobody knows where."), {}, "elsewhere"),
                    ]
                ),
                {"body": "stem"},
            )
            assert form.options.entries[2].errors == ["Option 3 is empty."]
            assert form.stem.errors == ["Too long."]
            assert form.all_problems() == [
                ("", "Nobody knows where."),
                ("stem", "Too long."),
                ("options-2", "Option 3 is empty."),
                ("options", "There is no such option."),
            ]

    def test_list_the_problems_of_their_parts(self, app: Flask) -> None:
        with app.test_request_context(method="POST", data={"parts-0-text": ""}):
            form = _Question()
            assert not form.validate_on_submit()
            assert ("parts-0-text", "Write something.") in form.all_problems()

    def test_offer_choices_with_labels_hints_and_errors(self, app: Flask) -> None:
        with app.test_request_context(method="POST", data={"topics": ["a", "x"]}):
            form = _Question()
            form.validate()
            source = (
                "{% from 'components/forms.html' import choices, error_summary %}"
                "{{ error_summary(form) }}{{ choices(form.topics, hint='Several') }}"
            )
            tree = html.fromstring(render_template_string(f"<div>{source}</div>", form=form))
        assert [field.get("type") for field in tree.xpath("//fieldset//input")] == ["checkbox"] * 2
        assert tree.xpath("//input[@checked]/@value") == ["a"]
        described = tree.xpath("//fieldset/@aria-describedby")[0].split()
        assert described == ["topics-hint", "topics-error"]
        assert tree.xpath("//*[@id='topics-hint']")
        assert tree.xpath("//*[@id='error-summary']//a[@href='#topics']")
