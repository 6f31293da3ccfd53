"""The dates, amounts and names of a text that the parser shall see as one plain word.

The small parser was trained on everyday text: "2.45 billion USD" or "Ministry of Ports, Shipping
and Waterways" break its trees. Each such unit is replaced before parsing by a stand-in that it
knows well ("dollars", "Ministry"), and comes back after it as one word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.domain.items import FactKind
from quizapp.generation.facts.dates import FoundDate
from quizapp.generation.facts.figures import FoundFigure
from quizapp.generation.types import EntityValue, Span
from quizapp.generation.words import word_set

_TITLE_HEADS = word_set(
    "minister president secretary chief speaker governor general justice chairman chairperson "
    "chairwoman director commissioner ambassador premier king queen prince princess pope sultan "
    "emperor senator representative congressman captain admiral marshal lieutenant colonel major "
    "commander judge dr mr mrs ms shri smt sir lord professor prof chancellor mayor ceo cm pm "
    "vice-president spokesperson spokesman envoy coach legislator astronaut sheikh administrator"
)
_RANKS = word_set(
    "chief prime vice deputy managing home finance health education foreign law power"
)
_RANKED = word_set("minister president justice secretary director chancellor governor")
"""Posts of two words that newspapers print in small letters: "chief minister", "prime minister"."""
_JOINING = word_set("of and for & the")
_LONGEST_DESCRIPTION = 7
_SHORTEST_POST = 3
_LONGEST_POST = 11
_NOT_DESCRIBING = word_set(
    "a an the in on at by for from with under of to as and or but that which who is are was were "
    "has have had will said says told according after before during since while when his her its "
    "their our my this these those not also he she it they we including unlike like"
)
_INSIDE = word_set("of and the for")
_OPENERS = word_set(
    "the a an in on at by for from with under of to as after before during since while when "
    "this that these those its their his her it he she they also and but according"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that stands in the text as a whole, at offsets into the article.

    `value` is the date, figure or entity; `inner` is where the value itself stands when the unit
    holds more ("Prime Minister" before a name). `stand_in` is what the parser sees, its last word
    the head. `sub_kind` and `kind` are those of the fact it may become.
    """

    span: Span
    inner: Span
    value: FoundDate | FoundFigure | EntityValue
    stand_in: tuple[str, ...]
    kind: FactKind
    title: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate name: half-open offsets, its kind, and what is known of it."""

    span: Span
    kind: FactKind
    value: EntityValue
    weight: int = 0
    """Who found it, to break ties: the gazetteer before the recogniser before the pattern."""


_COURTESY = word_set("shri smt sri sushri shrimati")
_ARTICLES = frozenset({"The", "the"})
_PAST = word_set("former then late ex erstwhile outgoing")


def date_unit(found: FoundDate, offset: int) -> Unit:
    """A unit for a date; a day stands in as a weekday, a month or a year as a year."""
    span = Span(found.start + offset, found.end + offset)
    word = "Monday" if found.value.precision == "day" else "2013"
    return Unit(span, span, found, (word,), FactKind.DATE)


def figure_unit(found: FoundFigure, offset: int) -> Unit:
    """A unit for a figure: a plain number and its measure."""
    span = Span(found.start + offset, found.end + offset)
    many = found.value.amount != 1
    stand_in: tuple[str, ...] = ("120",)
    if found.sub_kind == "percent":
        stand_in = ("20", "percent")
    elif found.sub_kind == "money":
        stand_in = ("money",)
    elif found.attributive:
        stand_in = ("long",)
    elif found.sub_kind == "duration":
        stand_in = ("10", "years" if many else "year")
    elif found.sub_kind == "quantity":
        stand_in = ("50", "miles")
    elif found.sub_kind == "rank":
        stand_in = ("second",)
    return Unit(span, span, found, stand_in, FactKind.FIGURE)


def is_title(word: str) -> bool:
    """Whether the word is the noun of a post or a form of address: "Minister", "Dr."."""
    return word.rstrip(".").casefold() in _TITLE_HEADS


def title_before(tokens: Sequence[str], start: int, floor: int = 0) -> int:
    """Index of the first token of the post that stands right before a person's name.

    Nothing before `floor`, where the name before this one ends, belongs to it.

    Takes capitalised words backwards, joined by "of", "and", as long as a post's noun is among
    them: "Food and Fisheries Minister", "President of Nepal". `start` when there is none.
    """
    index = start
    while index > floor:
        word = tokens[index - 1]
        plain = word.rstrip(".").casefold()
        post = index == start and plain in _TITLE_HEADS
        ranked = index == start - 1 and word in _RANKS and tokens[index] in _RANKED
        post = post or ranked
        if not (word[:1].isupper() or plain in _JOINING or post):
            break
        index -= 1
    while index < start and (tokens[index].casefold() in _JOINING | _OPENERS):
        index += 1
    run = [token.rstrip(".").casefold() for token in tokens[index:start]]
    if index and tokens[index - 1] in {"-", "\u2013", "\u2014", "/"}:
        return start
    if not run or not any(word in _TITLE_HEADS for word in run):
        return start
    ends_well = run[-1] in _TITLE_HEADS or (run[0] in _TITLE_HEADS and run[1:2] == ["of"])
    return index if ends_well else start


def post_before_comma(tokens: Sequence[str], start: int, floor: int = 0) -> int:
    """As in "the Speaker of the state assembly, A B": index of the post's first token.

    The post must say what it is of and reach up to the comma; `start` when there is none.
    """
    if start <= floor + _SHORTEST_POST or tokens[start - 1] != ",":
        return start
    for index in range(start - 1 - _SHORTEST_POST, max(floor, start - _LONGEST_POST) - 1, -1):
        run = tokens[index + 2 : start - 1]
        if tokens[index].casefold() not in _TITLE_HEADS or tokens[index + 1] != "of":
            continue
        plain = all(w.isalpha() and w.casefold() not in _NOT_DESCRIBING - _INSIDE for w in run)
        return index if plain else start
    return start


def post_before_courtesy(
    tokens: Sequence[str], start: int, title: str, floor: int = 0
) -> tuple[int, str]:
    """As in "The Prime Minister, Shri A B": index of the post's first token, and the post.

    `start` is where the form of address stands, `title` what it is; the index takes in an article.
    Both come back where no post ends at the comma before it, or where it is held no longer.
    """
    if start - 1 <= floor or tokens[start - 1] != "," or not _is_courtesy(tokens[start]):
        return start, title
    index = start - 1
    while index > floor and start - index <= _LONGEST_POST:
        word = tokens[index - 1]
        if not (word[:1].isupper() or word.casefold() in _JOINING) or word in _ARTICLES:
            break
        index -= 1
    while index < start - 1 and tokens[index].casefold() in _JOINING | _OPENERS:
        index += 1
    post = tokens[index : start - 1]
    past = index > floor and tokens[index - 1].casefold() in _PAST
    if past or not any(word.casefold() in _TITLE_HEADS for word in post):
        return start, title
    if any(word.casefold() in _PAST or "." in word for word in post):
        return start, title
    first = index - 1 if index > floor and tokens[index - 1] in _ARTICLES else index
    return first, " ".join(post)


def _is_courtesy(word: str) -> bool:
    return word.rstrip(".").casefold() in _COURTESY


def described_from(tokens: Sequence[str], start: int, first: int) -> int:
    """Index of the first word of what describes a person right before the name.

    Words from `first` (the start of the sentence or the word after a comma) up to the name are
    taken whole ("Young Indian paddler", "Party (PLP) legislator") when none of them can be
    anything but a description; else `start`.
    """
    run = [word for i, word in enumerate(tokens[first:start], first) if i not in brackets(tokens)]
    if not run or len(run) > _LONGEST_DESCRIPTION:
        return start
    plain = all(word.isalpha() or "-" in word for word in run)
    if not plain or any(word.casefold() in _NOT_DESCRIBING for word in run):
        return start
    return first


def brackets(tokens: Sequence[str]) -> frozenset[int]:
    """The positions of the tokens in brackets, the brackets included."""
    out: set[int] = set()
    depth = 0
    for i, token in enumerate(tokens):
        depth += token in {"(", "["}
        if depth:
            out.add(i)
            depth -= token in {")", "]"}
    return frozenset(out)


def choose(names: Iterable[Name]) -> tuple[Name, ...]:
    """The longest names that do not overlap, the better source first among equals."""
    chosen: list[Name] = []
    for name in sorted(names, key=lambda n: (n.span.start - n.span.end, -n.weight, n.span.start)):
        if not any(name.span.overlaps(other.span) for other in chosen):
            chosen.append(name)
    return tuple(sorted(chosen, key=lambda n: n.span))


def stand_in_for(name: str, kind: FactKind) -> str:
    """The one word of a name that the parser takes for the whole: its head noun."""
    words = [word for word in re.split(r"\s+", name) if word]
    if kind is not FactKind.PERSON:
        for position, word in enumerate(words):
            if position and word.casefold() in {"of", "for", "on"}:
                return words[position - 1]
    letters = [word for word in words if word[:1].isalpha()]
    return letters[-1] if letters else name
