"""What holds for every scheme, every item and every response."""

import json
from dataclasses import replace
from fractions import Fraction

from domain_strategies import choice_items, items, responses_to, right_answer, schemes
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.items import ItemContent, ItemText, ItemType
from quizapp.domain.judging import answers_given
from quizapp.domain.keys import Key, MultipleKey, SingleKey
from quizapp.domain.marking import (
    Mark,
    MarkingScheme,
    MarkUnit,
    Outcome,
    format_mark,
    mark,
    parse_mark,
    score,
)
from quizapp.domain.responses import Blank, Chosen, NotAttempted, Response


@st.composite
def marked(draw: st.DrawFn) -> tuple[MarkingScheme, list[Mark]]:
    scheme = draw(schemes())
    contents = draw(st.lists(items(), max_size=20))
    return scheme, [mark(each, draw(responses_to(each)), scheme) for each in contents]


@given(items(), schemes(), st.data())
def test_a_mark_lies_within_the_scheme(
    content: ItemContent, scheme: MarkingScheme, data: st.DataObject
) -> None:
    given_mark = mark(content, data.draw(responses_to(content)), scheme)
    assert min(scheme.wrong, scheme.blank) <= given_mark.value <= scheme.right
    assert given_mark.maximum == scheme.right
    assert (given_mark.value > 0) is (given_mark.outcome in {Outcome.RIGHT, Outcome.PARTIAL})
    assert (given_mark.value == scheme.right) is (given_mark.outcome is Outcome.RIGHT)


@given(items(), schemes(), st.data())
def test_every_mark_is_a_whole_number_of_the_papers_unit(
    content: ItemContent, scheme: MarkingScheme, data: st.DataObject
) -> None:
    unit = MarkUnit.of([scheme], [content.key])
    value = mark(content, data.draw(responses_to(content)), scheme).value
    assert unit.from_units(unit.to_units(value)) == value


@given(items(), st.data())
def test_what_was_answered_names_answers_that_the_key_counts(
    content: ItemContent, data: st.DataObject
) -> None:
    given_answers = answers_given(content.key, data.draw(responses_to(content)))
    assert given_answers <= set(range(content.key.answers(content.options)))
    assert answers_given(content.key, Blank()) == frozenset()


@given(items(), schemes())
def test_blank_is_never_better_than_right_and_the_bubble_never_worse_than_blank(
    content: ItemContent, scheme: MarkingScheme
) -> None:
    right = mark(content, right_answer(content), scheme)
    blank = mark(content, Blank(), scheme)
    bubble = mark(content, NotAttempted(), scheme)
    assert blank.value <= bubble.value < right.value
    assert right.outcome is Outcome.RIGHT


@given(choice_items(), schemes(), st.data())
def test_the_order_of_options_is_irrelevant(
    content: ItemContent, scheme: MarkingScheme, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(content.options)))
    response = data.draw(responses_to(content))
    text = content.text()
    moved = replace(
        content,
        texts={"en": ItemText(text.stem, tuple(text.options[stored] for stored in order))},
        key=_moved_key(content.key, order),
    )
    assert mark(moved, _moved(response, order), scheme) == mark(content, response, scheme)


def _moved(response: Response, order: list[int]) -> Response:
    if isinstance(response, Chosen):
        return Chosen(frozenset(order.index(option) for option in response.options))
    return response


def _moved_key(key: Key, order: list[int]) -> Key:
    weights = tuple(key.weights[stored] for stored in order) if key.weights else ()
    if isinstance(key, MultipleKey):
        return MultipleKey(frozenset(map(order.index, key.options)), weights)
    assert isinstance(key, SingleKey)
    return SingleKey(order.index(key.option), weights)


@given(choice_items(ItemType.SINGLE), schemes(), st.data())
def test_more_than_one_option_is_never_right(
    content: ItemContent, scheme: MarkingScheme, data: st.DataObject
) -> None:
    options = data.draw(st.frozensets(st.integers(0, content.options - 1), min_size=2))
    given_mark = mark(content, Chosen(options), scheme)
    assert (given_mark.value, given_mark.outcome) == (scheme.wrong, Outcome.WRONG)


@given(marked())
def test_a_score_lies_within_its_bounds(paper: tuple[MarkingScheme, list[Mark]]) -> None:
    scheme, marks = paper
    result = score(marks)
    worst = min(scheme.wrong, scheme.blank)
    assert worst * len(marks) <= result.total <= result.maximum == scheme.right * len(marks)
    assert result.percent <= 100
    assert result.accuracy is None or 0 <= result.accuracy <= 1
    assert result.items == len(marks)


@given(marked())
def test_a_score_is_what_was_gained_less_what_was_lost(
    paper: tuple[MarkingScheme, list[Mark]],
) -> None:
    scheme, marks = paper
    result = score(marks)
    parts = sum(each.value for each in marks if each.outcome is Outcome.PARTIAL)
    gained = result.right * scheme.right + parts
    assert result.total == gained - result.lost_to_wrong - result.lost_to_blank
    assert 0 <= parts <= result.partial * scheme.right
    assert result.lost_to_wrong == -scheme.wrong * result.wrong


@given(marked(), st.data())
def test_sums_are_exact_in_any_order_and_in_any_parts(
    paper: tuple[MarkingScheme, list[Mark]], data: st.DataObject
) -> None:
    _, marks = paper
    whole = score(marks)
    assert score(data.draw(st.permutations(marks))) == whole
    cut = data.draw(st.integers(0, len(marks)))
    parts = score(marks[:cut]), score(marks[cut:])
    assert parts[0].total + parts[1].total == whole.total
    assert sum((each.value for each in marks), Fraction(0)) == whole.total


@given(marked())
def test_one_more_right_answer_never_lowers_the_score(
    paper: tuple[MarkingScheme, list[Mark]],
) -> None:
    scheme, marks = paper
    answers = [Mark(scheme.right, Outcome.RIGHT, marks[0].reason, scheme.right)] if marks else []
    assert score(answers + marks[1:]).total >= score(marks).total


@given(schemes(), st.integers(-10_000, 10_000))
def test_units_and_marks_are_one_and_the_same(scheme: MarkingScheme, units: int) -> None:
    assert scheme.to_units(scheme.from_units(units)) == units
    for value in (scheme.right, scheme.wrong, scheme.blank):
        assert scheme.from_units(scheme.to_units(value)) == value


@given(st.lists(schemes(), min_size=1, max_size=4))
def test_a_common_unit_fits_every_section(sections: list[MarkingScheme]) -> None:
    unit = MarkUnit.of(sections)
    for scheme in sections:
        assert unit.from_units(unit.to_units(scheme.wrong)) == scheme.wrong
        assert unit.denominator % scheme.denominator == 0


@given(schemes())
def test_a_scheme_survives_storage(scheme: MarkingScheme) -> None:
    assert MarkingScheme.from_data(json.loads(json.dumps(scheme.as_data()))) == scheme


RIGHTS = st.sampled_from(["1", "2", "5/2", "6/7", "8/7", "10/7", "4/3"]).map(Fraction)
SHARES = st.sampled_from(["0", "1/4", "1/3", "1/2", "1"]).map(Fraction)


@given(RIGHTS, SHARES, SHARES, RIGHTS)
def test_a_scheme_in_proportion_keeps_its_shares(
    right: Fraction, wrong: Fraction, blank: Fraction, other: Fraction
) -> None:
    scheme = MarkingScheme(right, -right * wrong, -right * blank, not_attempted=Fraction(0))
    scaled = scheme.worth(other)
    assert (scaled.right, scaled.wrong, scaled.blank) == (other, -other * wrong, -other * blank)
    assert scaled.worth(right) == scheme


@given(st.fractions(-100, 100, max_denominator=1000))
def test_a_mark_is_read_as_it_was_stored_and_written_without_loss(value: Fraction) -> None:
    assert parse_mark(str(value)) == value
    written = format_mark(abs(value)).split()
    assert sum(map(Fraction, written)) == abs(value)
    assert format_mark(value).startswith("−") is (value < 0)
