"""How long a road, line, tunnel or pipeline is that the article names by its ends.

"The 82-kilometre stretch between A and B", "a 45-km-long pipeline from A to B". May import the
other data types of the engine.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import Surface, plainly, surfaces
from quizapp.generation.types import Article, Draft, Fact, Sentence
from quizapp.generation.values import FigureValue, Grouping

__all__ = ["drafts"]

_PLACE = r"[A-Z][\w'\u2019]+(?: [A-Z][\w'\u2019]+){0,2}"
LONG = re.compile(
    r"\b(?P<article>[Tt]he|[Aa]|[Aa]n)(?: new| proposed)? "
    r"(?P<number>\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?:-| )?"
    r"(?P<unit>km|kilomet(?:er|re)s?|met(?:er|re)s?)"
    r"(?:-| )?(?:long )?(?P<what>(?:[a-z-]+ ){0,2}(?:stretch|road|highway|expressway|line|section|"
    r"corridor|tunnel|bridge|pipeline|canal|route|track))(?: project)? "
    rf"(?P<joint>between|from) (?P<one>{_PLACE}) (?P<and>and|to) (?P<two>{_PLACE})(?=[ ,.;]|$)"
)
OF_ANY_KIND = frozenset({"stretch", "section", "route", "line", "corridor", "track"})
"""Of road or of rail: two places have more than one of these, unless a word says which."""
FULL = {"km": "kilometres", "kilometer": "kilometres", "meter": "metres"}


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """A draft for each length whose two ends are named."""
    del article, knowledge
    for surface in surfaces(sentences, facts, label):
        for match in LONG.finditer(surface.text):
            draft = _draft(surface, match)
            if draft is not None:
                yield draft


def _draft(surface: Surface, match: re.Match[str]) -> Draft | None:
    joined = {"between": "and", "from": "to"}[match["joint"]]
    if match["and"] != joined or match["one"] == match["two"] or match["what"] in OF_ANY_KIND:
        return None
    bare = match["unit"].removesuffix("s")
    unit = FULL.get(bare, f"{bare}s")
    number = match["number"].replace(",", "")
    value = FigureValue(Decimal(number), unit=unit, after=f" {unit}")
    if "," in match["number"]:
        value = replace(value, grouping=Grouping.WESTERN)
    start = match.start("number")
    fact = surface.made(value, "quantity", start, match.end("unit"))
    ends = plainly(f"{match['joint']} {match['one']} {joined} {match['two']}")
    stem = f"As reported in {surface.label}, what was the length of the {match['what']} {ends}?"
    return Draft(fact, stem, value.text(), "length", strength=0.7)
