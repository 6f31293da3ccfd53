"""How far away something lies: islands off a coast, stars from Earth, towns from a capital.

Reads words, not the parse: "A is located 900 miles off the coast of B", "A, a giant planet some 60
light years from Earth". May import the data types of the engine.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from quizapp.domain.items import FactKind
from quizapp.generation.types import Draft, Fact, Sentence, Span
from quizapp.generation.values import Bound, FigureValue, Grouping

__all__ = ["drafts"]

_CAP = r"[A-Z][\w\u00c0-\u024f'\u2019-]+"
_NAME = rf"(?P<name>(?:{_CAP}|\d+)(?: (?:{_CAP}|[a-z]\b))*)"
_UNIT = (
    r"(?P<unit>light[ -]years|(?:million |billion )?(?:miles|kilomet(?:re|er)s|km)|nautical miles)"
)
_ABOUT = r"(?P<about>about |some |around |roughly |approximately |nearly )?"
_FAR = rf"{_ABOUT}(?P<number>\d[\d,]*(?:\.\d+)?) {_UNIT}(?: \([^)]*\))?"
_FROM = (
    r"(?P<where>(?:away )?from (?:the )?(?:Earth|Sun|[A-Z]\w+)|off (?:the )?(?:[a-z]+ )?coast of "
    rf"{_CAP}(?: {_CAP})?|(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)"
    rf" of {_CAP}(?: {_CAP})?)(?=[,.;]| and\b|$)"
)
LIES = re.compile(rf"^(?:The )?{_NAME} (?:is|lies|sits) (?:located |situated )?{_FAR} {_FROM}")
APPOSED = re.compile(rf"{_NAME}, an? [^,;.]*? ?{_FAR} {_FROM}")
LASTING = re.compile(r"\b(?:was|were) (?:located|travelling|traveling|flying|sailing)\b")


def drafts(sentence: Sentence, label: str) -> Iterator[Draft]:
    """The draft of a distance in a sentence; `label` is the month and year of the article."""
    match = LIES.search(sentence.text) or APPOSED.search(sentence.text)
    if match is None or not label or LASTING.search(sentence.text):
        return
    name = match["name"]
    if " " not in name and not any(c.isdigit() for c in name):
        return
    grouped = Grouping.WESTERN if "," in match["number"] else Grouping.NONE
    bound = Bound.ABOUT if match["about"] else Bound.EXACT
    amount = Decimal(match["number"].replace(",", ""))
    scale, _, _ = match["unit"].rpartition("illion ")
    scale = f"{scale}illion" if scale else ""
    value = FigureValue(
        amount,
        unit=match["unit"],
        bound=bound,
        scale=scale,
        after=f" {scale}" if scale else "",
        grouping=grouped,
    )
    start = match.start("number")
    span = Span(start + sentence.span.start, start + sentence.span.start + len(match["number"]))
    inside = [word.index for word in sentence.words if word.span.overlaps(span)]
    words = (inside[0], inside[-1] + 1) if inside else (0, 0)
    fact = Fact(FactKind.FIGURE, "quantity", value, match["number"], span, sentence, words)
    unit = re.sub(r"^[mb]illion ", "", match["unit"])
    unit = "kilometres" if unit == "km" else unit
    how = "about how many" if match["about"] else "how many"
    stem = f"As reported in {label}, {how} {unit} {match['where']} is {name} located?"
    yield Draft(fact, stem, value.text(), "distance", strength=0.6)
