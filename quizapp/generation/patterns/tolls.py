"""How many died, were hurt or were saved, asked with the disaster that the headline names.

The report is dated and bounds ("at least 17") stay in the key, since tolls change from day to day.
A count that the sentence ties to a place is asked for that place. May import the data types.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.events import ELSEWHEN
from quizapp.generation.homelands import country_of
from quizapp.generation.types import (
    Article,
    BlockKind,
    Draft,
    Fact,
    Knowledge,
    Proposal,
    Sentence,
    Span,
)
from quizapp.generation.values import Bound, FigureValue

__all__ = ["disaster_of", "drafts", "magnitude", "magnitudes"]

_CAP = r"[A-Z][\w\u00c0-\u024f'\u2019-]+"
_PLACE = rf"(?P<place>(?:in|off|near|at) {_CAP}(?:,? {_CAP})*)"
_DISASTER = (
    "earthquake|quake|floods?|landslides?|tsunami|stampede|explosions?|blasts?|wildfires?|"
    "bushfires?|avalanche|train collision|plane crash|derailment|building collapse|bombings?"
)
STORM = re.compile(rf"(?P<what>(?:Hurricane|Cyclone|Typhoon|Tropical Storm) {_CAP})")
NAMED = re.compile(rf"(?P<what>(?:{_CAP} )+(?:{_DISASTER}))\b(?: {_PLACE})?")
ANY_DISASTER = re.compile(rf"\b(?:{_DISASTER}|fire|crash|attack|shooting)\b")
MAGNITUDE = re.compile(
    r"\b(?:magnitude[- ](?:of )?(?:about )?(?P<one>\d\.\d)|(?P<other>\d\.\d)[- ]magnitude)\b"
)
WEAKEST, STRONGEST = Decimal("4.5"), Decimal("9.2")
OUTBREAK = re.compile(r"\b(?P<disease>[A-Za-z][\w-]+) outbreak\b")
CASES = re.compile(r"^ (?:confirmed )?(?P<what>cases|deaths|infections)\b(?P<rest>[^.;]*)")
OPENING = re.compile(
    r"\b(?:Turkish|Indian|government|police|officials?|kills?|after|over|of) ", re.IGNORECASE
)
_WHO = (
    r"people|persons|passengers|children|soldiers|civilians|workers|pilgrims|residents|miners|"
    r"students|villagers|tourists|police officers|firefighters"
)
_DONE = (
    r"died|killed|injured|wounded|hospitali[sz]ed|rescued|displaced|evacuated|trapped|missing|"
    r"lost their lives"
)
AFTER = re.compile(
    rf"^(?: (?P<who>{_WHO}))?(?: (?:have|had|has))?(?P<be> (?:been|were|was|are))? "
    rf"(?P<done>{_DONE})\b(?P<rest>[^.;]*)"
)
BEFORE = re.compile(
    r"(?P<done>\b(?:killing|injuring|wounding|displacing|killed|injured|wounded|displaced)) $"
)
PEOPLE = re.compile(rf"^ (?P<who>{_WHO})\b(?P<rest>[^.;]*)")
IN_PLACE = re.compile(rf"^[^,]*? in (?P<where>(?:the )?{_CAP}(?: {_CAP})*)")
_PASSIVE = {
    "killing": "killed",
    "injuring": "injured",
    "wounding": "wounded",
    "displacing": "displaced",
}
UNITS = frozenset(
    {
        "",
        "person",
        "passenger",
        "child",
        "soldier",
        "civilian",
        "worker",
        "resident",
        "case",
        "death",
    }
)
STORMS = ("Hurricane", "Cyclone", "Typhoon", "Tropical")
ELSEWHERE = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Aa]t|of|[Nn]ear|[Ff]rom|off) (?:the )?(?![A-Z][a-z]+day\b)[A-Z]"
)
SELVES = frozenset({"died", "lost their lives"})
HERE = re.compile(rf"(?:^|[,;] |\bwhile |\band )[Ii]n (?P<where>(?:the )?{_CAP}(?: {_CAP})*),? $")
CAPITALISED = re.compile(r"\b[A-Z]\w+")
AREAS = frozenset({"country", "state", "us-state", "province", "city", "world-city"})
PART = re.compile(r"^ (?:in|from|at|across|near|on|around) ")
OF_IT = re.compile(
    rf"^ (?:in|from|at|during) the (?:{_DISASTER}|fire|blaze|crash|storm|hurricane)\b"
)
ONE_OF_THEM = re.compile(r"\b(?:of whom|among|including|additional|more|other|another)\b")


def disaster_of(article: Article, event: str | None, label: str, knowledge: Knowledge) -> str:
    """The disaster without its date: "the hotel fire in Oldtown", "Hurricane Ada", or nothing.

    `event` is what `events.event_of` made of the headline.
    """
    headline = next((b.text for b in article.blocks if b.kind is BlockKind.HEADLINE), article.title)
    storms = {match["what"] for match in STORM.finditer(headline)}
    if len(storms) == 1:
        return storms.pop()
    if event is not None and label and event.endswith(f" in {label}"):
        undated = event.removesuffix(f" in {label}").rstrip(",")
        return undated if ANY_DISASTER.search(undated) else ""
    outbreak = OUTBREAK.search(headline)
    disease = knowledge.lookup(outbreak["disease"]) if outbreak else None
    about = country_of(headline, knowledge)
    if outbreak and about and disease is not None and disease.sub_kind == "disease":
        the = "the " if about.startswith("United") else ""
        return f"the {outbreak['disease']} outbreak in {the}{about}"
    match = NAMED.search(headline)
    if match is None or OPENING.search(f"{match['what']} "):
        return ""
    place = f" {match['place']}" if match["place"] else ""
    return f"the {match['what']}{place}"


def drafts(
    facts: Sequence[Fact], disaster: str, label: str, knowledge: Knowledge
) -> tuple[Draft, ...]:
    """Drafts for the tolls among all facts of an article; none without a disaster and a date.

    Where two sentences answer one stem differently, neither is asked.
    """
    if not disaster or not label:
        return ()
    made = [draft for fact in facts for draft in _draft(fact, disaster, label, knowledge)]
    keys = {(draft.stem.partition(", ")[2], draft.key) for draft in made}
    asked = Counter(stem for stem, _ in keys)
    return tuple(draft for draft in made if asked[draft.stem.partition(", ")[2]] == 1)


def magnitude(sentences: Sequence[Sentence], disaster: str, label: str) -> Iterator[Draft]:
    """The strength of the earthquake of the headline, where the article gives only one."""
    found = [(s, m) for s in sentences for m in MAGNITUDE.finditer(s.text)]
    amounts = {m["one"] or m["other"] for _, m in found}
    if len(amounts) != 1 or not label or "quake" not in disaster:
        return
    sentence, match = found[0]
    if ELSEWHEN.search(sentence.text):
        return
    group = "one" if match["one"] else "other"
    start = sentence.span.start
    value = FigureValue(Decimal(match[group]))
    span = Span(match.start(group) + start, match.end(group) + start)
    inside = [word.index for word in sentence.words if word.span.overlaps(span)]
    words = (inside[0], inside[-1] + 1) if inside else (0, 0)
    fact = Fact(FactKind.FIGURE, "count", value, match[group], span, sentence, words)
    stem = f"As reported in {label}, what was the magnitude of {disaster}?"
    yield Draft(fact, stem, match[group], "magnitude", strength=0.75)


def magnitudes(draft: Draft, rng: Random, count: int) -> Proposal:
    """Other magnitudes that earthquakes in the news have, 0.3 to 0.7 apart."""
    key = Decimal(draft.key)
    texts: list[str] = []
    for sign in (1, -1):
        at = key
        for _ in range((count + 1) // 2):
            at += sign * Decimal(rng.randint(3, 7)) / 10
            if WEAKEST <= at <= STRONGEST:
                texts.append(str(at))
    return Proposal(tuple(texts), OptionOrder.ASCENDING)


def _draft(fact: Fact, disaster: str, label: str, knowledge: Knowledge) -> Iterator[Draft]:
    value = fact.value
    if fact.kind is not FactKind.FIGURE or not isinstance(value, FigureValue):
        return
    text = fact.sentence.text
    if value.unit not in UNITS or ELSEWHEN.search(text) or value.high is not None or value.ordinal:
        return
    start = fact.span.start - fact.sentence.span.start
    before, after = text[:start], text[fact.span.end - fact.sentence.span.start :]
    told = _told(before, after)
    if told is None or ONE_OF_THEM.search(f"{before[-25:]} {after[:25]}"):
        return
    if _abroad(text, disaster, knowledge):
        return
    done, who, where = told
    there = HERE.search(before)
    area = knowledge.lookup(there["where"]) if there else None
    if there and not where and area and area.sub_kind in AREAS:
        where = there["where"]
    elif ELSEWHERE.search(before) or any(
        mention.entry.name not in disaster for mention in knowledge.find(before)
    ):
        return
    source = "As reported" if value.bound is Bound.EXACT else "According to reports"
    done = "died" if done in SELVES else done
    verb = done if done in SELVES else f"were {done}"
    joint = "in"
    if disaster.startswith(STORMS) or done.startswith(("rescued", "evacuated")):
        joint = "during"
    place = f"in {where}, " if where and where.split()[-1] not in disaster else ""
    stem = f"{source} in {label}, {place}how many {who} {verb} {joint} {disaster}?"
    yield Draft(fact, stem, value.text(), "toll", strength=0.75)


def _abroad(text: str, disaster: str, knowledge: Knowledge) -> bool:
    """Whether the sentence tells of another country than the one that the outbreak is named for.

    A storm or an earthquake strikes several, but what has an adjective ("Chilean officials said")
    is theirs alone.
    """
    adjectives = (knowledge.adjective(word) for word in CAPITALISED.findall(text))
    theirs = {entry.name for entry in adjectives if entry is not None}
    if " outbreak in " in disaster:
        named = (mention.entry for mention in knowledge.find(text))
        theirs |= {e.name if e.sub_kind == "country" else e.country for e in named} - {""}
    return any(name not in disaster for name in theirs)


def _is_elsewhere(rest: str) -> bool:
    """As in "… were evacuated in the north": a part of what the disaster struck."""
    return PART.match(rest) is not None and _where(rest) == "" and not OF_IT.match(rest)


def _told(before: str, after: str) -> tuple[str, str, str] | None:
    """What happened to whom, and where, if the words around a figure say so."""
    match = AFTER.match(after)
    if match is not None:
        active = match["done"] not in SELVES and not match["be"]
        if active or _is_elsewhere(match["rest"]):
            return None
        return match["done"], match["who"] or "people", _where(match["rest"])
    cases = CASES.match(after)
    if cases is not None and re.search(r"\b(?:total of|reported|recorded|confirmed) $", before):
        return "reported", cases["what"], _where(cases["rest"])
    done, people = BEFORE.search(before), PEOPLE.match(after)
    if done is None or people is None or _is_elsewhere(people["rest"]):
        return None
    if re.search(r"\b(?:he|she|who)\s+\w+ $", before):
        return None
    verb = _PASSIVE.get(done["done"], done["done"])
    return verb, people["who"], _where(people["rest"])


def _where(rest: str) -> str:
    match = IN_PLACE.match(rest)
    return match["where"] if match else ""
