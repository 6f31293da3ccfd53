"""Questions about a match of two teams: margin, target, runs, wickets, the best player, the place.

A score means nothing without its match, so every stem says which one it was: "the third Test
between A and B in May 2021". Where the article does not tell of one match alone, there is none. May
import the other data types of the engine and the gazetteers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import Surface, headline_of, surfaces, the_state
from quizapp.generation.types import Article, Draft, EntityValue, Fact, Sentence
from quizapp.generation.values import FigureValue

__all__ = ["drafts", "match_of"]

_TEAM = r"(?:[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3})"
_BEAT = (
    r"(?:beat|beats|defeat|defeats|defeated|thrash|thrashed|crush|crushed|trounced?|overcame|"
    r"outplayed|hammered|edged out|routed|humbled)"
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|opening|\d(?:st|nd|rd|th))"
_GAME = (
    r"(?:T20I|T20(?: International)?|Twenty20(?: International)?|ODI|"
    r"One[- ]Day(?: International)?|Test)"
)
_TEAMS_ONLY = frozenset({"England", "Scotland", "Wales", "Northern Ireland", "West Indies"})
"""Teams of their own that are no countries in the gazetteers."""
_MATCH = re.compile(rf"\b(?P<ordinal>{_ORDINAL}) (?:and (?:final|last) )?(?P<game>{_GAME})\b")
_TEAMS = re.compile(rf"(?P<winner>{_TEAM})(?: have| has)? {_BEAT} (?P<loser>{_TEAM})")
_BETWEEN = re.compile(rf"\bbetween (?P<winner>{_TEAM}) and (?P<loser>{_TEAM})")
_NUMBER = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)"
)
MARGIN = re.compile(
    rf"{_BEAT} {_TEAM} by (?:a margin of )?(?P<number>{_NUMBER})[- ](?P<what>wickets|runs)"
)
TARGET = re.compile(
    r"\b[Cc]hasing (?:down )?(?:a|the) (?:\w+ )?(?:target|total) of (?P<number>\d+)(?: runs)?,? "
    rf"(?P<team>(?:the )?{_TEAM})"
)
OPTED = r"(?:,? (?:who|in (?:his|her) \w+ overs?|off \d+ balls|with an? \w+ \w+|also))?"
RUNS = re.compile(
    rf"^{OPTED},? (?:top[- ]?scored with|scored|made|smashed|hit|struck)"
    rf"(?: an?)?(?: \w+)? (?P<number>\d+)(?! (?:sixes|fours|boundaries|balls|overs)| for\b|-|/)\b"
)
WICKETS = re.compile(
    rf"^{OPTED},? (?:took|claimed|picked(?: up)?|scalped|bagged|grabbed)(?: up)? "
    rf"(?P<number>{_NUMBER}) wickets\b"
)
BEST = re.compile(
    r"^,? (?:was|has been) (?:named|adjudged|declared|awarded)(?: as)?(?: the)? "
    r"(?P<what>(?:[Pp]layer|[Mm]an|[Ww]oman) of the [Mm]atch)"
)
PLAYED = re.compile(r"\b(?:at|in) (?:the )?(?:[A-Z][\w.]+ )*(?:[Ss]tadium(?:,| in| at) )?$")


@dataclass(frozen=True, slots=True)
class Contest:
    """A match: "third Test", its teams, and when the article tells of it."""

    match: str
    teams: tuple[str, str]
    label: str

    @property
    def name(self) -> str:
        """As a stem says it."""
        return f"the {self.match} between {self.teams[0]} and {self.teams[1]} in {self.label}"

    @property
    def undated(self) -> str:
        """The match where its teams stand in the stem already."""
        return f"the {self.match} in {self.label}"


def match_of(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> str:
    """The one match that the article tells of, as a stem says it; empty where there is none."""
    contest = _contest(article, surfaces(sentences, facts, label), label, knowledge)
    return contest.name if contest is not None else ""


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """All drafts about the one match that the article tells of."""
    told = surfaces(sentences, facts, label)
    contest = _contest(article, told, label, knowledge)
    if contest is None:
        return
    for surface in told:
        if surface.elsewhen:
            continue
        yield from _margin(surface, contest, knowledge)
        yield from _target(surface, contest, knowledge)
        yield from _place(surface, contest, knowledge)
        for fact in surface.facts:
            if fact.kind is FactKind.PERSON and isinstance(fact.value, EntityValue):
                yield from _feats(surface, fact, fact.value.name, contest)


def _contest(
    article: Article, told: Sequence[Surface], label: str, knowledge: Gazetteer
) -> Contest | None:
    """The match of the lead or the headline, with its teams."""
    texts = [s.text for s in told[:3]] + [headline_of(article)]
    matches = chain.from_iterable(_MATCH.finditer(text) for text in texts)
    match = next(matches, None)
    for text in texts:
        teams = _TEAMS.search(text) or _BETWEEN.search(text)
        if teams is None or match is None:
            continue
        pair = (teams["winner"], teams["loser"])
        entries = [knowledge.lookup(name) for name in pair]
        if all(
            name in _TEAMS_ONLY or (e is not None and e.sub_kind == "country")
            for name, e in zip(pair, entries, strict=True)
        ):
            one, two = (_team(name, knowledge) for name in pair)
            return Contest(f"{match['ordinal']} {match['game']}", (one, two), label)
    return None


def _team(name: str, knowledge: Gazetteer) -> str:
    """A team as a stem says it: "the Netherlands", "the West Indies"."""
    if name in _TEAMS_ONLY:
        return "the West Indies" if name == "West Indies" else name
    return the_state(name, knowledge)


def _margin(surface: Surface, contest: Contest, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "A beat B by six wickets": by how many wickets did A beat B in the match?"""
    match = MARGIN.search(surface.text)
    teams = _TEAMS.search(surface.text)
    if match is None or teams is None:
        return
    one, two = (_team(teams[group], knowledge) for group in ("winner", "loser"))
    fact = surface.figure(match.span("number"))
    if {one, two} != set(contest.teams) or fact is None:
        return
    stem = f"By how many {match['what']} did {one} defeat {two} in {contest.undated}?"
    yield _draft(fact, stem, "margin")


def _target(surface: Surface, contest: Contest, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "chasing down the total of 152 runs, A …": what target was A chasing in the match?"""
    match = TARGET.search(surface.text)
    if match is None:
        return
    team = _team(match["team"].removeprefix("the "), knowledge)
    fact = surface.figure(match.span("number"))
    if team in contest.teams and fact is not None:
        stem = f"A target of how many runs was {team} chasing in {contest.name}?"
        yield _draft(fact, stem, "target")


def _feats(surface: Surface, fact: Fact, name: str, contest: Contest) -> Iterator[Draft]:
    """What one player did: the runs, the wickets, the award."""
    before = surface.text[: fact.span.start - surface.sentence.span.start].rstrip()
    if " " not in name or before.endswith((",", " and", "&")):
        return  # "A and B took five wickets": nobody knows how many were B's
    start = fact.span.end - surface.sentence.span.start
    for pattern, what, verb in ((RUNS, "runs", "score"), (WICKETS, "wickets", "take")):
        match = pattern.match(surface.text[start:])
        if match is None:
            continue
        first, last = match.span("number")
        number = surface.figure((first + start, last + start))
        if number is not None:
            stem = f"How many {what} did {name} {verb} in {contest.name}?"
            yield _draft(number, stem, what)
    best = BEST.match(surface.text[start:])
    if best is not None:
        what = " of the ".join(part.title() for part in best["what"].split(" of the "))
        stem = f"Who was named {what} in {contest.name}?"
        yield Draft(fact, stem, name, "best-player", focus="person", strength=0.75)


def _place(surface: Surface, contest: Contest, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "A beat B in the third Test at C": in which city was the match played?"""
    match = _MATCH.search(surface.text)
    if match is None or _TEAMS.search(surface.text) is None or contest.match not in match.group():
        return
    cities = [
        mention
        for mention in knowledge.find(surface.text[match.end() :])
        if mention.entry.sub_kind in {"city", "world-city"}
    ]
    if len(cities) != 1:
        return
    city = cities[0]
    if PLAYED.search(surface.text[match.end() : match.end() + city.start]):
        fact = surface.entity(city.entry, city.start + match.end(), city.end + match.end())
        stem = f"In which city was {contest.name} played?"
        yield Draft(fact, stem, city.entry.name, "venue", focus="city", strength=0.75)


def _draft(fact: Fact, stem: str, pattern: str) -> Draft:
    value = fact.value
    number = value.text().split()[0] if isinstance(value, FigureValue) else fact.surface
    return Draft(fact, stem, number, pattern, strength=0.75)
