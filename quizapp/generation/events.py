"""The event that an article reports, as its headline names it, to anchor a stem that names nothing.

"How many people were rescued?" becomes a question once it says of what: "In connection with the
mill fire in Oldtown in May 2021, how many people were rescued?" May import the data types and the
gazetteers. The event is taken from the headline alone, and only where the headline has one of a few
plain forms; an article whose headline has none of them anchors nothing.
"""

import re
from dataclasses import replace

from quizapp.generation.knowledge import load
from quizapp.generation.types import Article, BlockKind, Draft

__all__ = ["DATED", "ELSEWHEN", "anchored", "event_of", "lowered"]

_HAPPENING = (
    "fire|blaze|blast|explosion|earthquake|quake|flood|floods|landslide|storm|stampede|shooting|"
    "attack|bombing|accident|collision|avalanche|outbreak|derailment|collapse|eruption|tsunami"
)
_PLACE = r"(?: (?P<place>(?:in|at|near|off) [A-Z][\w'’.-]*(?:,? [A-Z][\w'’.-]*)*))?"
HAPPENED = re.compile(
    rf"(?P<what>(?:[\w'’-]+ ){{1,3}}(?:{_HAPPENING})) (?:[a-z]+s|leave|cause)\b.*?{_PLACE}$"
)
CRASHED = re.compile(rf"(?P<what>(?:[\w'’-]+ ){{1,4}})crashes\b.*?{_PLACE}$")
NAMED = re.compile(
    r"(?P<name>(?:[A-Z][\w'’-]+ ){1,5}(?:Expo|Summit|Festival|Games|Conference|Conclave|Congress|"
    r"Cup|Championships?|Olympics|Marathon|Fair|Exhibition)(?: 20\d\d)?)\b"
)
ELSEWHEN = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\b(?:previous|previously|earlier|similar|last|ago|past|since|another|"
    r"other|usually|often|history|former)\b",
    re.IGNORECASE,
)
IN_THE_PRESENT = re.compile(r"\b(?:do|does|is|are|has|have|can|may)\b")
DATED = re.compile(
    r"(?:As (?:of|reported in)|According to reports in|In) (?P<when>[A-Z][a-z]+ \d{4}), "
)
_IN_MONTH = re.compile(r",? in (?P<month>[A-Z][a-z]+ \d{4})$")
OPENERS = frozenset(
    ["In", "On", "At", "By", "To", "Who", "How", "What", "Which", "According", "From", "For", "The"]
)


def event_of(article: Article, label: str) -> str | None:
    """The event with its place and, from `label` ("May 2021"), its time; None without one."""
    headline = next((b.text for b in article.blocks if b.kind is BlockKind.HEADLINE), article.title)
    body = " ".join(b.text for b in article.blocks if b.kind is BlockKind.PARAGRAPH)
    names = {match["name"] for match in NAMED.finditer(headline)}
    if len(names) == 1:
        name = names.pop()
        dated = "" if re.search(r"\d{4}$", name) or not label else f" in {label}"
        return f"the {name}{dated}" if name in body else None
    for pattern, noun in ((HAPPENED, ""), (CRASHED, "crash")):
        match = pattern.fullmatch(headline.strip())
        if match is None or not label:
            continue
        what = _as_in_a_sentence(f"{match['what'].strip()} {noun}".strip(), body)
        place = f" {match['place']}," if match["place"] else ""
        if what and (place or what[:1].isupper()):
            return f"the {what}{place} in {label}"
    return None


def _as_in_a_sentence(what: str, body: str) -> str:
    """The headline's words with a small first letter, unless the first is a name or demonym."""
    first, _, rest = what.partition(" ")
    known = load().lookup(first) or load().adjective(first)
    if known or re.search(rf"(?<![.!?] )\b{re.escape(first)}\b", body[len(first) :]):
        return what
    return f"{first[:1].lower()}{first[1:]} {rest}".strip()


def anchored(draft: Draft, event: str | None) -> Draft | None:
    """The draft with the event put first, where its sentence tells of the event and no other."""
    if event is None or IN_THE_PRESENT.search(draft.stem):
        return None
    if ELSEWHEN.search(draft.fact.sentence.text):
        return None
    dated = DATED.match(draft.stem)
    month = _IN_MONTH.search(event)
    if dated is None and month is not None and month["month"] in draft.stem:
        event = event.removesuffix(month.group()).rstrip(",")
    if dated is None:
        return replace(draft, stem=f"In connection with {event}, {lowered(draft.stem)}")
    undated = event.removesuffix(f" in {dated['when']}").rstrip(",")
    rest = lowered(draft.stem[dated.end() :])
    return replace(draft, stem=f"{dated.group()}in connection with {undated}, {rest}")


def lowered(stem: str) -> str:
    """The stem as it goes on after an opening: with a small letter, unless it opens with a name."""
    first = stem.split(" ", 1)[0]
    return stem[:1].lower() + stem[1:] if first in OPENERS else stem
