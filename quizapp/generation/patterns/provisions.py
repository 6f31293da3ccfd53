"""Which article or section of a law provides for something.

"The court said that C is a right under Article 21 of the Constitution": under which Article is C a
right, according to the court? "Article 9 of the D Act": the number within its law. May import the
other data types of the engine.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import Surface, plainly, surfaces
from quizapp.generation.types import Article, Draft, Fact, Sentence
from quizapp.generation.values import FigureValue

__all__ = ["drafts"]

_COURT = r"(?P<court>(?:[Tt]he )?(?:Supreme Court|[A-Z]\w+ High Court))"
_LAW = (
    r"(?P<law>(?:the )?(?:Indian )?(?:Constitution(?: of India)?|"
    r"(?:[A-Z][\w'-]+ (?:of |and )?){1,6}(?:Act|Code)(?:,? (?:19|20)\d\d)?|CrPC|IPC))"
)
RULED = re.compile(
    rf"^{_COURT},?(?: today| yesterday| on \w+day| has| also)* "
    r"(?:said|held|ruled|observed|declared|reiterated)(?: that|,)? "
    r"(?P<what>[^,;:.]{3,80}?) (?P<be>is|are) (?P<right>(?:a|an|part of|protected|"
    r"guaranteed|covered|recogni[sz]ed)\b[^,;:.]{0,60}?) under (?P<kind>Article|Section) "
    rf"(?P<number>\d{{1,3}}) of {_LAW}"
)
NEGATIVE = re.compile(r"\b(?:not|never|no|its|their|this|these|it)\b")


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """A draft for each provision under which a court put something."""
    del knowledge, article
    for surface in surfaces(sentences, facts, label):
        yield from _ruled(surface)


def _ruled(surface: Surface) -> Iterator[Draft]:
    match = RULED.search(surface.text)
    if match is None or NEGATIVE.search(f"{match['what']} {match['right']}"):
        return
    court = match["court"].removeprefix("The ").removeprefix("the ")
    law = plainly(match["law"]).removeprefix("the ")
    if law == "Constitution" and court == "Supreme Court":
        law = "Constitution of India"
    start, end = match.span("number")
    fact = surface.made(FigureValue(Decimal(match["number"])), "count", start, end)
    said = f"{match['what']} {match['be']} {match['right']}"
    stem = (
        f"As reported in {surface.label}, under which {match['kind']} of the {law} did the "
        f"{court} say that {said}?"
    )
    yield Draft(fact, stem, match["number"], "provision", focus=match["kind"], strength=0.75)
