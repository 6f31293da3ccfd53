"""Hypothesis strategies for items, responses and marking schemes, shared by the tests here."""

from fractions import Fraction
from typing import assert_never

from hypothesis import strategies as st

from quizapp.domain.items import ItemContent, ItemText, ItemType, OptionOrder
from quizapp.domain.keys import (
    AcceptedText,
    Key,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.papers import PoolItem
from quizapp.domain.responses import Blank, Chosen, Entered, Matched, NotAttempted, Response

OPTIONS = ("Delhi", "Mumbai", "Kolkata", "Chennai", "Bengaluru", "Hyderabad")


def item(key: int = 0, options: int = 4) -> ItemContent:
    """A sound item with so many options."""
    return ItemContent(
        texts={"en": ItemText("Which city is meant?", OPTIONS[:options])}, key=SingleKey(key)
    )


WEIGHTS = st.sampled_from([Fraction(n, d) for d in range(1, 11) for n in range(d)])
NUMBERS = st.decimals(-1_000, 1_000, places=2)
WORDS = st.text("abAB *\\é नदी", min_size=1, max_size=6).filter(str.strip)


@st.composite
def keys(draw: st.DrawFn, type_: ItemType, options: int, prompts: int) -> Key:
    """A sound key for an item with so many options and prompts."""
    match type_:
        case ItemType.SINGLE:
            option = draw(st.integers(0, options - 1))
            weights = [draw(WEIGHTS) for _ in range(options)]
            weights[option] = Fraction(1)
            return SingleKey(option, tuple(weights) if draw(st.booleans()) else ())
        case ItemType.MULTIPLE:
            right = draw(st.sets(st.integers(0, options - 1), min_size=1))
            share = Fraction(1, len(right))
            wrong = -draw(WEIGHTS)
            weights = [share if place in right else wrong for place in range(options)]
            return MultipleKey(frozenset(right), tuple(weights) if draw(st.booleans()) else ())
        case ItemType.TRUE_FALSE:
            return TrueFalseKey(draw(st.booleans()))
        case ItemType.NUMERIC:
            more = st.lists(
                st.builds(NumericAnswer, NUMBERS, NUMBERS.map(abs), WEIGHTS), max_size=2
            )
            return NumericKey((NumericAnswer(draw(NUMBERS)), *draw(more)))
        case ItemType.SHORT_ANSWER:
            texts = st.lists(st.builds(AcceptedText, WORDS, WEIGHTS), max_size=2)
            return ShortAnswerKey((AcceptedText(draw(WORDS)), *draw(texts)), draw(st.booleans()))
        case ItemType.MATCHING:
            pairs = [draw(st.integers(0, options - 1)) for _ in range(prompts)]
            return MatchingKey(tuple(pairs), draw(st.booleans()))


@st.composite
def items(draw: st.DrawFn) -> ItemContent:
    """A sound item of any type."""
    type_ = draw(st.sampled_from(ItemType))
    typed = type_ in {ItemType.NUMERIC, ItemType.SHORT_ANSWER}
    count = 0 if typed else 2 if type_ is ItemType.TRUE_FALSE else draw(st.integers(2, 6))
    prompts = draw(st.integers(2, 4)) if type_ is ItemType.MATCHING else 0
    return ItemContent(
        texts={"en": ItemText("Which city is meant?", OPTIONS[:count], prompts=OPTIONS[:prompts])},
        key=draw(keys(type_, count, prompts)),
        option_order=OptionOrder.FIXED if type_ is ItemType.TRUE_FALSE else OptionOrder.SHUFFLE,
    )


@st.composite
def choice_items(draw: st.DrawFn, *types: ItemType) -> ItemContent:
    """A sound item with options that can stand in any order."""
    type_ = draw(st.sampled_from(types or (ItemType.SINGLE, ItemType.MULTIPLE)))
    count = draw(st.integers(2, 6))
    texts = {"en": ItemText("Which city is meant?", OPTIONS[:count])}
    return ItemContent(texts=texts, key=draw(keys(type_, count, 0)))


def right_answer(content: ItemContent) -> Response:
    """An answer that earns the whole mark."""
    key = content.key
    match key:
        case SingleKey() | TrueFalseKey():
            return Chosen.of(key.option)
        case MultipleKey(options):
            return Chosen(options)
        case MatchingKey(options):
            return Matched.of(*enumerate(options))
        case NumericKey(accepted):
            return Entered(str(accepted[0].value))
        case ShortAnswerKey(accepted):
            plain = accepted[0].text.replace("\\*", "\0").replace("*", "x")
            return Entered(plain.replace("\0", "*"))
        case _ as unreachable:
            assert_never(unreachable)


def responses_to(content: ItemContent) -> st.SearchStrategy[Response]:
    """Everything that a student can hand in for the item."""
    return st.one_of(st.just(Blank()), st.just(NotAttempted()), answers_to(content))


def answers_to(content: ItemContent) -> st.SearchStrategy[Response]:
    """Every answer that a student can give to the item, right ones often enough."""
    key = content.key
    match key:
        case SingleKey() | MultipleKey() | TrueFalseKey():
            choices = st.frozensets(st.integers(0, content.options - 1), min_size=1)
            return choices.map(Chosen)
        case NumericKey(accepted):
            known = st.sampled_from([each.value for each in accepted])
            return (known | NUMBERS).map(lambda number: Entered(str(number)))
        case ShortAnswerKey(accepted):
            known = st.sampled_from([each.text for each in accepted])
            return (known | WORDS).map(Entered)
        case MatchingKey():
            option = st.integers(0, content.options - 1)
            prompt = st.integers(0, content.prompts - 1)
            pairs = st.dictionaries(prompt, option, min_size=1)
            return pairs.map(lambda found: Matched(frozenset(found.items())))
        case _ as unreachable:
            assert_never(unreachable)


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
