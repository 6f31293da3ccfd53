"""Rockets and aircraft: which rocket launched a craft, which type of aircraft crashed.

The names come from lists of this module, and so do the wrong options. May import the data types.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from random import Random

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.types import (
    Article,
    Draft,
    EntityValue,
    Fact,
    Knowledge,
    Proposal,
    Sentence,
    Span,
)

__all__ = ["PATTERNS", "drafts", "propose"]

ROCKET, AIRCRAFT = "craft-rocket", "craft-aircraft"
PATTERNS = frozenset({ROCKET, AIRCRAFT})
_ROCKETS = {
    "India": ["PSLV", "GSLV", "LVM3", "GSLV Mk III", "SSLV"],
    "": [
        "Falcon 9", "Falcon Heavy", "Atlas V", "Delta IV Heavy", "Antares", "Electron",
        "Ariane 5", "Vega", "Soyuz-2", "Proton-M", "Angara A5", "H-IIA", "H3",
        "Long March 5", "Long March 2F", "Long March 3B", "Starship", "Vulcan Centaur",
    ],
}  # fmt: skip
_TWINS = [
    {"LVM3", "GSLV Mk III", "GSLV"},
    {"Falcon 9", "Falcon Heavy"},
]
_AIRCRAFT = [
    "Boeing 707", "Boeing 737", "Boeing 747", "Boeing 757", "Boeing 767", "Boeing 777",
    "Boeing 787", "Airbus A300", "Airbus A310", "Airbus A320", "Airbus A321", "Airbus A330",
    "Airbus A350", "Airbus A380", "Antonov An-26", "Antonov An-124", "Ilyushin Il-76",
    "Tupolev Tu-154", "ATR 72", "Embraer 190", "Sukhoi Superjet 100", "Fokker 100",
]  # fmt: skip
_ALL_ROCKETS = sorted((name for names in _ROCKETS.values() for name in names), key=len)[::-1]
_NAMES = "|".join(re.escape(name) for name in _ALL_ROCKETS)
BY_ROCKET = re.compile(
    r"\b(?:atop|aboard|on|on board|by|using|with) (?:an? |the |its |India's |ISRO's |SpaceX's )?"
    rf"(?P<rocket>{_NAMES})(?:-[A-Z]?\d+)? (?:rocket|launch vehicle|launcher|booster)\b"
)
DEMONYM = re.compile(r"^[A-Za-z]+(?:ean|ian|ese|ish|can)$")
NOT_YET = re.compile(r"\b(?:to be|will|would|may|might|could|planned|scheduled|expected)\b")
LAUNCHED = re.compile(r"\b(?:launched|lifted off|blasted off|carried|sent into)\b")
CRAFT = re.compile(
    r"(?P<craft>(?:[A-Z][\w-]+ ?){1,3})(?: (?:spacecraft|capsule|satellite|probe|rover))"
    r"\b(?! [A-Z])"
)
MODEL = re.compile(rf"\b(?P<model>{'|'.join(map(re.escape, _AIRCRAFT))})\b")
CRASH = re.compile(r"\bcrash")
ANOTHER = re.compile(
    r"\b(?:19|20)\d\d\b(?! (?:UTC|GMT|hours))|\b(?:other|another|previous|earlier|similar)\b"
)


def drafts(
    article: Article, sentences: Sequence[Sentence], disaster: str, label: str, knowledge: Knowledge
) -> Iterator[Draft]:
    """Drafts over all sentences; `disaster` is what `tolls.disaster_of` says of the headline."""
    if not label:
        return
    for sentence in sentences:
        match = BY_ROCKET.search(sentence.text)
        carried = {m["craft"].strip().removeprefix("The ") for m in CRAFT.finditer(sentence.text)}
        if match is None or len(carried) != 1 or not LAUNCHED.search(sentence.text):
            continue
        if NOT_YET.search(sentence.text):
            continue
        if ANOTHER.search(sentence.text) or len(set(BY_ROCKET.findall(sentence.text))) > 1:
            continue
        craft = carried.pop()
        if craft in match["rocket"] or knowledge.adjective(craft) or DEMONYM.search(craft):
            continue
        what = re.search(rf"{re.escape(craft)} (\w+)", sentence.text)
        noun = f" {what[1]}" if what else ""
        stem = f"As reported in {label}, which rocket launched the {craft}{noun}?"
        yield _draft(sentence, match.start("rocket"), match["rocket"], stem, ROCKET)
    models = {match["model"] for match in MODEL.finditer(article.text)}
    if len(models) != 1 or not CRASH.search(disaster):
        return
    for sentence in sentences:
        match = MODEL.search(sentence.text)
        if match is not None and not ANOTHER.search(sentence.text):
            stem = f"As reported in {label}, which type of aircraft was involved in {disaster}?"
            yield _draft(sentence, match.start(), match["model"], stem, AIRCRAFT)
            return


def _draft(sentence: Sentence, at: int, name: str, stem: str, pattern: str) -> Draft:
    span = Span(at + sentence.span.start, at + sentence.span.start + len(name))
    inside = [word.index for word in sentence.words if word.span.overlaps(span)]
    words = (inside[0], inside[-1] + 1) if inside else (0, 0)
    sub_kind = pattern.partition("-")[2]
    fact = Fact(FactKind.OTHER, sub_kind, EntityValue(name, sub_kind), name, span, sentence, words)
    return Draft(fact, stem, name, pattern, focus=sub_kind, strength=0.75)


def propose(draft: Draft, said: Collection[str], rng: Random, count: int) -> Proposal:
    """Other rockets, of the same country first, or other aircraft; none that is `said`."""
    key = draft.key
    if draft.pattern == AIRCRAFT:
        maker = key.split()[0]
        near = [name for name in _AIRCRAFT if name != key]
        rng.shuffle(near)
        near.sort(key=lambda name: name.split()[0] != maker)
        chosen = [*near[:2], *near[-(count - 2) :]]
    else:
        pool = next(names for names in _ROCKETS.values() if key in names)
        twins = next((twin for twin in _TWINS if key in twin), {key})
        chosen = [name for name in pool if name not in twins]
        rng.shuffle(chosen)
        others = [name for name in _ROCKETS[""] if name not in {*chosen, *twins}]
        chosen = [*chosen, *others]
    return Proposal(tuple(n for n in chosen if n not in said)[:count], OptionOrder.SHUFFLE)
