"""Every exam that students prepare for, row by row, and what makes a preset sane."""

from dataclasses import replace
from fractions import Fraction

import pytest
from domain_strategies import item

from quizapp.domain.items import ItemContent
from quizapp.domain.marking import MarkingScheme, mark, score
from quizapp.domain.presets import DEFAULT_PRESET, PRESETS, ExamPreset, preset
from quizapp.domain.responses import Blank, Chosen, NotAttempted
from quizapp.domain.sections import Section
from quizapp.errors import InvalidInputError, NotFoundError

ITEM: ItemContent = item(key=0)


def answered(scheme: MarkingScheme) -> tuple[Fraction, Fraction, Fraction]:
    """The marks of a right answer, a wrong one, and of nothing marked."""
    responses = Chosen.of(0), Chosen.of(1), Blank()
    right, wrong, blank = (mark(ITEM, response, scheme).value for response in responses)
    return right, wrong, blank


@pytest.mark.parametrize(
    ("slug", "questions", "maximum", "minutes", "options", "marks"),
    [
        ("practice", None, None, None, 4, "1 0 0"),
        ("upsc-prelims-gs1", 100, 200, 120, 4, "2 -2/3 0"),
        ("upsc-prelims-csat", 80, 200, 120, 4, "5/2 -5/6 0"),
        ("ssc-cgl-tier-1", 100, 200, 60, 4, "2 -1/2 0"),
        ("ibps-po-prelims", 100, 100, 60, 5, "1 -1/4 0"),
        ("ibps-po-mains-ga", 35, 50, 25, 5, "10/7 -5/14 0"),
        ("rbi-grade-b-phase-1", 200, 200, 120, 5, "1 -1/4 0"),
        ("bpsc-prelims", 150, 150, 120, 4, "1 -1/3 -1/3"),
        ("rpsc", None, None, None, 4, "1 -1/3 -1/3"),
    ],
)
def test_the_rules_of_each_exam(
    *,
    slug: str,
    questions: int | None,
    maximum: int | None,
    minutes: int | None,
    options: int,
    marks: str,
) -> None:
    exam = preset(slug)
    assert (exam.questions, exam.maximum) == (questions, maximum)
    assert (exam.minutes, exam.options) == (minutes, options)
    assert answered(exam.scheme) == tuple(map(Fraction, marks.split()))


def test_every_preset_is_in_the_table_above() -> None:
    assert len(PRESETS) == 9
    assert next(iter(PRESETS)) == DEFAULT_PRESET == "practice"


def test_csat_qualifies_at_a_third() -> None:
    csat = preset("upsc-prelims-csat")
    assert csat.qualifying_percent == 33
    marks = [mark(ITEM, Chosen.of(0), csat.scheme)] * 27 + [mark(ITEM, Blank(), csat.scheme)] * 53
    assert score(marks).total == Fraction(135, 2)
    assert score(marks).qualifies(Fraction(33))
    assert not score([*marks[1:], mark(ITEM, Blank(), csat.scheme)]).qualifies(Fraction(33))


def test_ssc_has_four_sections_and_one_clock() -> None:
    ssc = preset("ssc-cgl-tier-1")
    assert [section.questions for section in ssc.sections] == [25] * 4
    assert {section.minutes for section in ssc.sections} == {None}
    assert not ssc.locked


def test_ibps_prelims_weighs_its_locked_sections_differently() -> None:
    ibps = preset("ibps-po-prelims")
    figures = [(each.questions, each.maximum, each.minutes) for each in ibps.sections]
    assert figures == [(30, 30, 20), (35, 30, 20), (35, 40, 20)]
    assert [each.scheme.right for each in ibps.sections] == [1, Fraction(6, 7), Fraction(8, 7)]
    assert [each.scheme.wrong for each in ibps.sections] == [
        Fraction(-1, 4),
        Fraction(-3, 14),
        Fraction(-2, 7),
    ]
    assert ibps.locked
    assert ibps.unit.denominator == 28


def test_rbi_has_a_clock_for_each_section() -> None:
    clocks = [section.minutes for section in preset("rbi-grade-b-phase-1").sections]
    assert len(clocks) == 4
    assert None not in clocks


@pytest.mark.parametrize("slug", ["bpsc-prelims", "rpsc"])
def test_not_attempted_is_free_where_there_is_a_bubble_for_it(slug: str) -> None:
    scheme = preset(slug).scheme
    assert scheme.has_not_attempted
    assert mark(ITEM, NotAttempted(), scheme).value == 0


def test_only_bpsc_and_rpsc_have_the_bubble() -> None:
    with_bubble = [exam.slug for exam in PRESETS.values() if exam.scheme.has_not_attempted]
    assert with_bubble == ["bpsc-prelims", "rpsc"]


def test_rpsc_disqualifies_whoever_leaves_more_than_a_tenth_unmarked() -> None:
    scheme = preset("rpsc").scheme
    share = scheme.disqualify_unmarked_over
    assert share == Fraction(1, 10)
    blank, right = mark(ITEM, Blank(), scheme), mark(ITEM, Chosen.of(0), scheme)
    assert not score([blank] * 15 + [right] * 135, disqualify_unmarked_over=share).disqualified
    assert score([blank] * 16 + [right] * 134, disqualify_unmarked_over=share).disqualified


def test_rpsc_deducts_a_third_of_whatever_the_paper_gives() -> None:
    scheme = preset("rpsc").scheme.worth(Fraction(4, 3))
    assert (scheme.wrong, scheme.blank, scheme.not_attempted) == (
        Fraction(-4, 9),
        Fraction(-4, 9),
        0,
    )


@pytest.mark.parametrize("exam", PRESETS.values(), ids=PRESETS.keys())
def test_a_preset_is_sane(exam: ExamPreset) -> None:
    assert exam.slug in PRESETS
    assert exam.source or exam.slug == "practice"
    assert exam.year is None or 2020 <= exam.year <= 2100
    clocks = [section.minutes for section in exam.sections if section.minutes]
    assert not clocks or sum(clocks) == exam.minutes
    for section in exam.sections:
        # Blind guessing must not be worth more than leaving the question out, but in practice.
        right, wrong, _ = answered(section.scheme)
        assert exam.slug == "practice" or right + (exam.options - 1) * wrong <= 0.5 * right
        assert exam.unit.from_units(exam.unit.to_units(wrong)) == wrong


def test_an_unknown_preset_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="no exam preset “gre”; use one of: practice, upsc"):
        preset("gre")


PRACTICE = preset("practice")
SECTION = PRACTICE.sections[0]


def timed(*clocks: int | None) -> tuple[Section, ...]:
    return tuple(replace(SECTION, minutes=minutes) for minutes in clocks)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "SSC CGL"}, "slug"),
        ({"name": " "}, "name"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"options": 1}, "options"),
        ({"options": 13}, "options"),
        ({"sections": ()}, "sections"),
        ({"sections": timed(20, 20), "minutes": 50}, "minutes"),
        ({"sections": timed(20, None), "minutes": 20}, "minutes"),
        ({"qualifying_percent": Fraction(0)}, "qualifying_percent"),
        ({"qualifying_percent": Fraction(101)}, "qualifying_percent"),
    ],
    ids=str,
)
def test_a_preset_that_makes_no_sense_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        replace(PRACTICE, **changes)
    assert caught.value.field == field


def test_a_sound_change_is_taken() -> None:
    own = replace(PRACTICE, slug="own", minutes=40, sections=timed(20, 20))
    assert own.locked
