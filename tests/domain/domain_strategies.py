"""Hypothesis strategies for items, responses and marking schemes, shared by the tests here."""

from fractions import Fraction

from hypothesis import strategies as st

from quizapp.domain.items import ItemContent, ItemText, OptionOrder, SingleKey
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.papers import PoolItem
from quizapp.domain.responses import Blank, Chosen, NotAttempted, Response

OPTIONS = ("Delhi", "Mumbai", "Kolkata", "Chennai", "Bengaluru", "Hyderabad")


def item(key: int = 0, options: int = 4) -> ItemContent:
    """A sound item with so many options."""
    return ItemContent(
        texts={"en": ItemText("Which city is meant?", OPTIONS[:options])}, key=SingleKey(key)
    )


@st.composite
def items(draw: st.DrawFn) -> ItemContent:
    count = draw(st.integers(2, 6))
    return item(draw(st.integers(0, count - 1)), count)


def responses_to(content: ItemContent) -> st.SearchStrategy[Response]:
    """Everything that a student can hand in for the item."""
    choices = st.frozensets(st.integers(0, content.options - 1), min_size=1)
    return st.one_of(st.just(Blank()), st.just(NotAttempted()), choices.map(Chosen))


def fractions(low: str, high: str, denominator: int = 12) -> st.SearchStrategy[Fraction]:
    return st.fractions(Fraction(low), Fraction(high), max_denominator=denominator)


@st.composite
def schemes(draw: st.DrawFn) -> MarkingScheme:
    blank = draw(fractions("-3", "0"))
    return MarkingScheme(
        right=draw(fractions("1/12", "10")),
        wrong=draw(fractions("-5", "0")),
        blank=blank,
        not_attempted=draw(st.none() | fractions(str(blank), "0")),
        disqualify_unmarked_over=draw(st.none() | fractions("0", "11/12")),
    )


@st.composite
def pools(draw: st.DrawFn) -> list[PoolItem]:
    """Items for a paper: some share a passage, in up to three sections, in any option order."""
    versions = draw(st.lists(st.integers(1, 10_000), unique=True, max_size=12))
    return [
        PoolItem(
            version,
            draw(
                st.lists(
                    st.sampled_from(["2019", "2021", "5 May 2020", "1 lakh", "Delhi", "3%"]),
                    min_size=2,
                    max_size=6,
                ).map(tuple)
            ),
            draw(st.sampled_from(OptionOrder)),
            draw(st.none() | st.integers(1, 3)),
            draw(st.integers(0, 2)),
        )
        for version in versions
    ]
