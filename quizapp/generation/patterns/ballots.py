"""Parliaments: how a vote went, and how many seats a chamber has.

Reads words, not the parse: "the parliament of A voted 60 to 12 to allow B", "the National
Assembly has 120 seats". A chamber that several countries have is named with the country that the
article is about. May import the other data types of the engine and the gazetteers.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import Draft, Fact, Sentence, Span
from quizapp.generation.values import FigureValue

__all__ = ["drafts"]

_CAP = r"[A-Z][\w\u00c0-\u024f'\u2019-]+"
_BODY = (
    rf"(?P<body>(?:[Tt]he )?(?:{_CAP}(?:'s|\u2019s)? )*(?:[Ll]egislature|[Pp]arliament|[Ss]enate|"
    rf"[Hh]ouse|[Aa]ssembly|Yuan|Duma|Bundestag|Knesset|Congress|[Cc]ouncil|[Cc]abinet|Sabha)"
    rf"(?: of (?:the )?{_CAP}(?: {_CAP})*)?)"
)
VOTED = re.compile(
    rf"{_BODY}(?:, [^,]+,)? voted (?:by )?(?P<for>\d+)"
    r"(?: ?to ?|\u2013|-| against )(?P<against>\d+) (?P<what>to [a-z][^,.;]+)"
)
DATE_TAIL = re.compile(r" (?:on|in|by|at|after|before|during|until) (?:[A-Z]|\d|the ).*$")
CHAMBER = re.compile(
    r"\b[Tt]he (?P<chamber>House of Commons|House of Representatives|House of Lords|Senate|"
    r"National Assembly|Parliament|Legislative Assembly|Bundestag|Knesset|Legislative Yuan|"
    r"State Duma|Federal Assembly|National Council) "
    r"(?:includes|has|comprises|consists of|is made up of) (?:a total of )?"
    r"(?P<number>\d{2,4}) (?P<what>seats|members|deputies|senators|lawmakers)\b"
    r"(?! (?:in|of|from)\b)"
)
SHARED = frozenset(
    {"House of Commons", "House of Representatives", "Senate", "National Assembly", "Parliament"}
)
"""Chambers that several countries have."""
LONGEST = 14
"""So many words of what was voted on make a stem that can still be read."""


def drafts(sentence: Sentence, about: str, label: str, knowledge: Gazetteer) -> Iterator[Draft]:
    """All drafts of this module for a sentence.

    `about` is the country that the headline names, `label` the month and year of the article.
    """
    if not label:
        return
    yield from _votes(sentence, label, knowledge)
    yield from _seats(sentence, about, label, knowledge)


def _votes(sentence: Sentence, label: str, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "A voted 60 to 12 to allow B": how many votes in favour?"""
    match = VOTED.search(sentence.text)
    if match is None:
        return
    what = DATE_TAIL.sub("", match["what"])
    named = knowledge.find(match["body"]) or any(
        knowledge.adjective(word) for word in match["body"].split()
    )
    if not named or len(what.split()) > LONGEST or int(match["for"]) <= int(match["against"]):
        return
    body = match["body"][:1].lower() + match["body"][1:] if match["body"][:3] == "The" else ""
    body = body or match["body"]
    stem = f"In {label}, with how many votes in favour did {body} vote {what}?"
    yield _count(sentence, match.start("for"), match["for"], "vote", stem)


def _seats(sentence: Sentence, about: str, label: str, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "the National Assembly has 120 seats": how many has that of the country?"""
    match = CHAMBER.search(sentence.text)
    if match is None or not about:
        return
    entry = knowledge.lookup(match["chamber"])
    at_home = entry is not None and entry.country == about
    if not at_home and match["chamber"] not in SHARED:
        return
    the = "the " if about.startswith("United") else ""
    chamber = f"the {match['chamber']} of {the}{about}"
    stem = f"As of {label}, how many {match['what']} did {chamber} have?"
    yield _count(sentence, match.start("number"), match["number"], "seat", stem)


def _count(sentence: Sentence, at: int, number: str, unit: str, stem: str) -> Draft:
    start = sentence.span.start
    span = Span(at + start, at + start + len(number))
    inside = [word.index for word in sentence.words if word.span.overlaps(span)]
    words = (inside[0], inside[-1] + 1) if inside else (0, 0)
    figure = FigureValue(Decimal(number), unit=unit)
    fact = Fact(FactKind.FIGURE, "count", figure, number, span, sentence, words)
    return Draft(fact, stem, number, f"ballot-{unit}", strength=0.7)
