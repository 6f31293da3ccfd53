"""Which edition of a festival, which round of a mission, which tranche of a sale it was.

"The 12th edition of the A Congress", "the 31st A Festival", "the 9th tranche of B": the ordinal of
a named event is asked for with the month of the report. May import the other data types of the
engine.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import Surface, headline_of, plainly, surfaces
from quizapp.generation.types import Article, Draft, Fact, Sentence
from quizapp.generation.values import FigureValue

__all__ = ["drafts"]

_WORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_ORDINAL = rf"(?P<ordinal>\d{{1,3}}(?:st|nd|rd|th)|(?i:{'|'.join(_WORDS)}))"
_NAME = (
    r"(?:[A-Z][\w&'\u2019-]*(?: \([A-Z]+\))? (?:(?:of|for|and|on) (?:the )?)?){0,6}"
    r"(?P<last>Congress|Festival|Summit|Conference|Conclave|Convention|Fair|Expo|Exhibition|Games|"
    r"Dialogue|Meet|Forum|Mahotsav|Utsav|Mela|Convocation|Session|Championships?|Marathon|Council|"
    r"Awards?)\b(?: 20\d\d)?"
)
NAMED = re.compile(rf"\b[Tt]he {_ORDINAL} (?P<name>{_NAME})")
PART = re.compile(
    rf"\b[Tt]he {_ORDINAL} (?P<part>edition|session|tranche|round|phase|batch|instal?lment|series|"
    r"meeting|convocation|anniversary) of (?P<the>the )?"
    r"(?P<name>(?:[A-Z][\w&'\u2019-]*(?: \([A-Z]+\))?(?: (?:of|for|and|on)(?: the)?)? ?){1,7}"
    r"(?:20\d\d|\d\.\d)?|(?:[a-z]+ ){0,3}[a-z]+s(?= (?:sale\b|will|was|were|is|has|began|took|"
    r"starts?|started)))"
)
_DONE = {
    "inaugurated": "was inaugurated",
    "launched": "was launched",
    "began": "began",
    "begins": "began",
    "begun": "began",
    "started": "began",
    "commenced": "began",
    "concluded": "concluded",
    "chaired": "was held",
    "held": "was held",
    "addressed": "was held",
    "addressing": "was held",
    "rolled out": "was rolled out",
    "opened": "was opened",
}
DONE = re.compile(
    rf"^(?: sale| at [A-Z]\w+| in [A-Z]\w+(?: [A-Z]\w+)?)?(?: was| has| have| were)? "
    rf"(?P<done>{'|'.join(_DONE)})\b"
)
ACTIVE = re.compile(rf"\b(?P<done>{'|'.join(_DONE)})(?: here| virtually| in [A-Z]\w+)? $")
LEAD = 2
WILL = re.compile(
    r"^(?: sale)?,? (?:will|is (?:scheduled|set|expected) to) "
    r"(?:be (?:held|organi[sz]ed|inaugurated)|begin|start|take place|commence|open)\b"
)
SMALLEST = 2


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """At most one draft for each named event of an article of the month and year `label`."""
    del knowledge
    asked: set[str] = set()
    headline = headline_of(article)
    for surface in surfaces(sentences, facts, label):
        for pattern in (PART, NAMED):
            match = pattern.search(surface.text)
            if match is None:
                continue
            name = plainly(match["name"])
            if name in asked or len(name) < len("Expo 2020"):
                continue
            draft = _draft(surface, match, name, headline)
            if draft is not None:
                asked.add(name)
                yield draft


def _draft(surface: Surface, match: re.Match[str], name: str, headline: str) -> Draft | None:
    ordinal = match["ordinal"]
    number = int(ordinal[:-2]) if ordinal[0].isdigit() else 1 + _WORDS.index(ordinal.casefold())
    if number < SMALLEST:
        return None
    part = match.groupdict().get("part") or ("session" if name.endswith("Congress") else "edition")
    happened = _happened(surface, match, headline)
    if not happened:
        return None
    value = FigureValue(Decimal(number), ordinal=True)
    fact = surface.made(value, "rank", *match.span("ordinal"))
    the = "the " if match.groupdict().get("the") or "part" not in match.groupdict() else ""
    stem = f"Which {part} of {the}{name} {happened}?"
    return Draft(fact, stem, value.text(), "edition", focus=part, strength=0.75)


def _happened(surface: Surface, match: re.Match[str], headline: str) -> str:
    """What the sentence says of the event, with its month; empty where it says nothing plain."""
    if surface.elsewhen and not re.search(r"20\d\d$", match["name"]):
        return ""
    before, after = surface.text[: match.start()], f" {surface.text[match.end() :].lstrip()}"
    if WILL.match(after):
        return f"was announced in {surface.label}"
    done = DONE.match(after) or ACTIVE.search(before)
    if done is not None and surface.sentence.day is not None:
        month = surface.when()
        return f"{_DONE[done['done']]} {month[:1].lower()}{month[1:]}"
    if surface.sentence.block <= LEAD and name_in(match["name"], headline):
        return f"was in the news in {surface.label}"
    return ""


def name_in(name: str, headline: str) -> bool:
    """Whether the headline names the event, by its last two words at least."""
    return " ".join(plainly(name).split()[-2:]).casefold() in headline.casefold()
