"""Where things belong, by patterns of words: landmarks, firms and papers, islands, researchers.

"At the North Hill Observatory in Chile", "the Finnish daily newspaper A", "the Greek island of B",
"ecologist C D of the University of E": each says of a name where it is at home. What is asked for
must be in the gazetteers, or be a university. May import the other data types of the engine.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import cast

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import (
    Article,
    Draft,
    EntityValue,
    Entry,
    Fact,
    Mention,
    Sentence,
    Span,
    Word,
)

__all__ = ["drafts", "researchers"]

_CAP = r"[A-Z][\w\u00c0-\u024f'\u2019-]+"
_PLAIN = r"[A-Z][\w\u00c0-\u024f-]+"
_NAME = rf"{_CAP}(?: (?:(?:of|and|de|for) )?{_CAP}){{0,6}}"
_LANDMARK = (
    r"University|Airport|Hospital|Center|Centre|Museum|Stadium|Temple|Mosque|Cathedral|Palace|"
    r"Park|Dam|Fort|Institute|College|Observatory|Laboratory|Cosmodrome|Bridge|Sanctuary|Reserve|"
    r"Zoo|Cemetery|Library|Arena|Circuit|Raceway|Speedway|Spaceport|Monastery|Shrine|Church"
)
LANDMARK = re.compile(
    rf"(?:\b(?:at|from|near|outside|to|of|inside|visited) |(?:^|, )(?=[Tt]he ))(?P<the>[Tt]he )?"
    rf"(?P<name>(?:{_NAME} )?(?:{_LANDMARK})(?: of {_CAP}(?: {_CAP}){{0,3}})?),? (?:located )?in $"
)
_CONTEST = (
    r"Games|Olympics|Championships?|World Cup|Cup|Open|Masters|Grand Prix|Marathon|Summit|Expo|"
    r"Congress|Festival|Biennale|Conference"
)
VENUE = re.compile(
    rf"\b(?:at|in|of|during) the (?P<name>(?:19|20)\d\d (?:{_CAP} ){{0,5}}(?P<what>{_CONTEST})),? "
    r"(?:held )?(?:in|at) $"
)
"""A contest with its year, before the city that held it."""
_SEVERAL = frozenset({"Games", "Olympics", "Championships"})
_THINGS = (
    r"newspaper|daily|tabloid|magazine|broadcaster|news agency|space agency|manufacturer|"
    r"retailer|airline|carrier|automaker|carmaker|company|conglomerate|chain|bank|regulator|firm|"
    r"drugmaker|brewer|steelmaker|shipbuilder|football club|startup"
)
OF_A_COUNTRY = re.compile(
    rf"(?<![\w-])(?P<adjective>{_CAP}(?: {_CAP})?) (?P<what>(?:[a-z]+ ){{0,4}}?(?:{_THINGS})) "
    rf"(?P<name>{_NAME})"
)
APPOSED = re.compile(
    rf"(?:^|[,;] |\b(?:by|with|of|from|to) )(?P<name>{_NAME}), (?:the|a|an) "
    rf"(?P<adjective>{_CAP}(?: {_CAP})?) (?P<what>(?:[a-z-]+ ){{0,3}}?(?:agency|{_THINGS}))"
    rf"(?=[,.;])"
)
ISLE = re.compile(
    rf"(?<![\w-])(?P<adjective>{_CAP}(?: {_CAP})?) (?P<what>(?:[a-z]+ )?(?:island|city|town|"
    rf"province|village|port)) of (?P<name>{_NAME})"
)
_UNIVERSITY = (
    rf"(?:{_CAP} ){{1,3}}University\b(?! of)|University College {_CAP}|"
    rf"University of {_PLAIN}(?: {_PLAIN})?\b(?!,? {_CAP})"
)
WHO_WORKS = re.compile(
    rf"\b(?P<what>[A-Za-z]+) (?P<name>{_CAP}(?: [A-Z]\.)? {_CAP}),? (?:of|at|from|with) (?:the )?"
    rf"(?P<body>{_UNIVERSITY})"
)
SCHOLARS = ("professor", "epidemiologist", "virologist", "ecologist", "geophysicist", "zoologist")
ENDS = re.compile(r"(?<=[.!?\"\u201d])\s+(?=[A-Z\"\u201c])")
NO_LONGER = re.compile(r"\b(?:former|late|then|ex|state-owned)\b", re.IGNORECASE)
AREAS = frozenset({"city", "world-city", "state", "us-state", "province", "country"})


def drafts(sentence: Sentence, facts: Sequence[Fact], knowledge: Gazetteer) -> Iterator[Draft]:
    """Drafts about the places and countries of what a sentence names."""
    yield from _landmarks(sentence, knowledge)
    yield from _venues(sentence, knowledge)
    yield from _nations(sentence, facts, knowledge)


def _landmarks(sentence: Sentence, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "at X Airport in Y": in which city is X Airport located?"""
    for place in knowledge.find(sentence.text):
        match = LANDMARK.search(sentence.text[: place.start])
        if match is None or place.entry.sub_kind not in AREAS or " " not in match["name"]:
            continue
        if sentence.text[place.end : place.end + 1] in {"'", "\u2019", "-"}:
            continue
        noun = "city" if "city" in place.entry.sub_kind else knowledge.focus(place.entry)
        the = (match["the"] or "").lower()
        stem = f"In which {noun} is {the}{match['name']} located?"
        yield _draft(sentence, place, stem, noun, "landmark")


def _venues(sentence: Sentence, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "in the 2018 X Games in Y": in which city were the 2018 X Games held?"""
    for place in knowledge.find(sentence.text):
        match = VENUE.search(sentence.text[: place.start])
        if match is None or place.entry.sub_kind not in {"city", "world-city"}:
            continue
        if re.match(r"['\u2019-]|,? and [A-Z]", sentence.text[place.end :]):
            continue
        was = "were" if match["what"].endswith("s") and match["what"] in _SEVERAL else "was"
        stem = f"In which city {was} the {match['name']} held?"
        yield replace(_draft(sentence, place, stem, "city", "venue"), strength=0.9)


def _nations(sentence: Sentence, facts: Sequence[Fact], knowledge: Gazetteer) -> Iterator[Draft]:
    """From "Finnish newspaper A" and "A, the Finnish agency": in which country is A based?"""
    for pattern in (OF_A_COUNTRY, APPOSED, ISLE):
        for match in pattern.finditer(sentence.text):
            name = match["name"]
            before = sentence.text[max(0, match.start() - 8) : match.end("what")]
            if NO_LONGER.search(before) or _is_person(name, facts):
                continue
            country = _country(match["adjective"], knowledge)
            if country is None or _elsewhere(name, country, knowledge):
                continue
            end = match.end("adjective")
            mention = Mention(end - len(match["adjective"].rsplit(" ", 1)[-1]), end, country)
            if pattern is ISLE:
                stem = f"To which country does the {match['what']} of {name} belong?"
            else:
                what = re.sub(r"^.* and (?:[a-z]+ )*?(?=[a-z]+$)", "", match["what"])
                stem = f"In which country is the {what} {name} based?"
            yield _draft(sentence, mention, stem, "country", "nation")


def _country(adjective: str, knowledge: Gazetteer) -> Entry | None:
    for words in (adjective, adjective.rsplit(maxsplit=1)[-1]):
        country = knowledge.adjective(words)
        if country is not None and country.sub_kind == "country":
            return country
    return None


def _elsewhere(name: str, country: Entry, knowledge: Gazetteer) -> bool:
    """Whether the gazetteers put the name into another country."""
    entry = knowledge.lookup(name)
    return entry is not None and bool(entry.country) and entry.country != country.name


def _is_person(name: str, facts: Sequence[Fact]) -> bool:
    persons = [f for f in facts if f.kind is FactKind.PERSON]
    return any(f.surface in name or name in f.surface for f in persons)


def researchers(article: Article, label: str, knowledge: Gazetteer) -> Iterator[Draft]:
    """From "ecologist C D of the University of E": with which university was C D associated?

    Reads the paragraphs themselves: such names mostly stand in asides and beside quotations.
    """
    if not label:
        return
    for index, block in enumerate(article.blocks):
        for match in WHO_WORKS.finditer(block.text):
            what = match["what"].lower()
            before = block.text[max(0, match.start() - 12) : match.start()]
            if what not in _scholars() or NO_LONGER.search(before):
                continue
            start = max((m.end() for m in ENDS.finditer(block.text, 0, match.start())), default=0)
            after = ENDS.search(block.text, match.end())
            end = after.start() if after else len(block.text)
            offset = block.span.start
            text = block.text[start:end].rstrip()
            span = Span(start + offset, start + offset + len(text))
            sentence = Sentence(text, span, (), index, -1)
            entry = knowledge.lookup(match["body"])
            value = EntityValue(match["body"], "university", entry)
            place = Span(match.start("body") + offset, match.end("body") + offset)
            fact = Fact(FactKind.BODY, "university", value, match["body"], place, sentence, (0, 0))
            who = (
                f"Professor {match['name']}"
                if what == "professor"
                else f"the {what} {match['name']}"
            )
            stem = f"As of {label}, with which university was {who} associated?"
            yield Draft(fact, stem, match["body"], "researcher", focus="university", strength=0.45)


@cache
def _scholars() -> frozenset[str]:
    text = (files("quizapp.generation") / "attributes.toml").read_text(encoding="utf-8")
    return frozenset([*cast("list[str]", tomllib.loads(text)["occupations"]), *SCHOLARS])


def _draft(sentence: Sentence, place: Mention, stem: str, noun: str, pattern: str) -> Draft:
    start = sentence.span.start
    span = Span(place.start + start, place.end + start)
    value = EntityValue(place.entry.name, place.entry.sub_kind, place.entry)
    inside: list[Word] = [word for word in sentence.words if word.span.overlaps(span)]
    words = (inside[0].index, inside[-1].index + 1) if inside else (0, 0)
    surface = sentence.text[place.start : place.end]
    fact = Fact(place.entry.kind, place.entry.sub_kind, value, surface, span, sentence, words)
    return Draft(fact, stem, place.entry.name, pattern, focus=noun, strength=0.5)
