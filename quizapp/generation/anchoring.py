"""Mend a stem that does not say of what: by the country, the event or the topic of the article.

The topic is the noun phrase of the headline that names a happening and that the article itself
uses: "Officials lift curfew after cholera outbreak" is about "the cholera outbreak", with the
article's country "the cholera outbreak in Fiji". A stem is mended only as far as the checks then
accept it. May import the data types, the gazetteers and the checks of the stem.
"""

import re
from dataclasses import dataclass, replace

from quizapp.generation import events, homelands
from quizapp.generation.focus_checks import OF_WHAT_MATCH
from quizapp.generation.knowledge import load
from quizapp.generation.stem_checks import Flaw, draft_flaws
from quizapp.generation.types import Article, BlockKind, Draft, Knowledge
from quizapp.generation.words import word_set

__all__ = ["Anchors", "mended", "topic_of"]

_MENDABLE = frozenset({"unfocused", "reference-into-the-article"})
_HAPPENINGS = word_set(
    "outbreak epidemic pandemic fire blaze blast explosion earthquake flood floods landslide storm "
    "stampede shooting attack attacks bombing accident collision avalanche derailment collapse "
    "eruption tsunami crash cyclone hurricane typhoon drought wildfire wildfires famine election "
    "elections referendum census summit festival tournament championship championships marathon "
    "expo conference congress congregation exhibition trek protests protest strike riots "
    "war coup spaceflight expedition merger takeover trial inquiry "
    "prorogation treaty agreement accord deal pact truce ceasefire auction inauguration "
    "funeral wedding coronation"
)
_LINKS = word_set(
    "a an the of in on at by for to with after before over amid against from as and or under "
    "between into during its his her their is are was were will be has have"
)
_PRESENT = re.compile(r"\b(?:do|does|is|are|can|may)\b")
_OVERS = re.compile(r"\bhow many overs\b")
"""Counted in sixths, which wrong options do not know."""
_LESS_SURE = 0.1
_LONGEST = 4
"""Words of a topic."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """What an article offers to say of what a stem asks; each may be empty."""

    event: str | None
    """The event that the headline names."""
    context: str | None
    """What the first sentences tell of."""
    topic: str = ""
    """The noun phrase of the headline."""
    match: str = ""
    """The match of two teams, whose scores the article tells."""
    local: bool = False
    """The headline names a place in a country, whose government and cabinet are not meant."""
    of_state: bool = False
    """An Indian state's government may be the one that the article calls "the government"."""


def topic_of(article: Article, home: str, knowledge: Knowledge) -> str:
    """What the headline is about, as "the cholera outbreak in Fiji"; empty where not clear."""
    headline = next((b.text for b in article.blocks if b.kind is BlockKind.HEADLINE), article.title)
    body = " ".join(b.text for b in article.blocks if b.kind is BlockKind.PARAGRAPH)
    words = re.findall(r"[\w'\u2019.-]+", headline)
    ends = [i for i, word in enumerate(words) if word.casefold() in _HAPPENINGS]
    if len({words[i].casefold() for i in ends}) != 1:
        return ""
    phrase = _in_body(words[: ends[0] + 1], body)
    if not phrase:
        return ""
    if re.search(r"\b[A-Z]", phrase):
        return f"the {phrase}"
    place = _place(words[ends[0] + 1 :], knowledge)
    place = place or homelands.part_of(headline, home, knowledge) or home
    if not place:
        return ""
    named = f"the {place}" if place.startswith("United ") else place
    return f"the {phrase} in {named}"


def _in_body(words: list[str], body: str) -> str:
    """The longest end of these words that the article says in one breath, in its own case."""
    for length in range(min(_LONGEST, len(words)), 1, -1):
        tried = words[-length:]
        if any(word.casefold() in _LINKS for word in tried):
            continue
        match = re.search(rf"\b{re.escape(' '.join(tried))}\b", body, re.IGNORECASE)
        if match is not None:
            return "" if _goes_on(body, match) else match.group()
    return ""


def _goes_on(body: str, match: re.Match[str]) -> bool:
    """Whether the words are the middle of a longer name."""
    if not re.search(r"[A-Z]", match.group()):
        return False
    before, after = body[: match.start()], body[match.end() :]
    longer = re.search(r"[\w,] [A-Z][\w.-]* $", before) or re.match(r" [A-Z\d]", after)
    return longer is not None


def _place(words: list[str], knowledge: Knowledge) -> str:
    """The place that stands right after the happening: "fire in Oslo"."""
    if len(words) < 2 or words[0] not in {"in", "at", "near"}:  # noqa: PLR2004 — "in Oslo"
        return ""
    found = knowledge.find(" ".join(words[1:4]))
    return found[0].entry.name if found and found[0].start == 0 else ""


def mended(
    draft: Draft,
    flaws: tuple[Flaw, ...],
    anchors: Anchors,
    knowledge: Knowledge,
) -> tuple[Draft, tuple[Flaw, ...]]:
    """The draft and its flaws, mended where its only flaws are that it does not say of what."""
    rules = {flaw.rule for flaw in flaws}
    if not rules or not rules <= _MENDABLE:
        return draft, flaws
    at_home = None if anchors.local else homelands.at_home(draft, of_state=anchors.of_state)
    home = at_home or draft
    ways = [
        _in_match(draft, flaws, anchors.match),
        home,
        events.anchored(draft, anchors.event),
        events.anchored(home, anchors.event),
        _about(home, anchors.topic),
        events.anchored(draft, anchors.context),
        events.anchored(home, anchors.context),
    ]
    for tried in ways:
        if tried is not None and tried is not draft and not draft_flaws(tried, knowledge):
            return tried, ()
    return draft, flaws


def _in_match(draft: Draft, flaws: tuple[Flaw, ...], match: str) -> Draft | None:
    """A score with its match first: "In the third Test between A and B, how many …?"."""
    if not match or not any(flaw.detail == OF_WHAT_MATCH for flaw in flaws):
        return None
    if events.ELSEWHEN.search(draft.fact.sentence.text) or draft.key in match:
        return None
    if _OVERS.search(draft.stem):
        return None
    rest = events.lowered(events.DATED.sub("", draft.stem).replace(" in the match", ""))
    return replace(draft, stem=f"In {match}, {rest}", strength=draft.strength - _LESS_SURE)


def _about(draft: Draft, topic: str) -> Draft | None:
    """The draft with the topic first, where its sentence tells of no other time."""
    told = topic.partition(" in ")[0].removeprefix("the ")
    if not topic or told in draft.stem or draft.key in topic:
        return None
    if events.ELSEWHEN.search(draft.fact.sentence.text) or _PRESENT.search(draft.stem):
        return None
    if load().gives_away(draft.key, topic):
        return None
    dated = events.DATED.match(draft.stem)
    start = dated.group() if dated is not None else ""
    rest = events.lowered(draft.stem[len(start) :])
    opening = "in connection with" if start else "In connection with"
    stem = f"{start}{opening} {topic}, {rest}"
    return replace(draft, stem=stem, strength=draft.strength - _LESS_SURE)
