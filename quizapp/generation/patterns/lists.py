"""Lists that one country hands to another, and what is on them.

"A handed over a list of 40 fishermen to B": a list of how many fishermen was it? Both countries
must be named and known. May import the other data types of the engine and the gazetteers.
"""

import re
from collections.abc import Iterator, Sequence

from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import Surface, headline_of, surfaces, the_state
from quizapp.generation.types import Article, Draft, Fact, Sentence

__all__ = ["drafts"]

_NUMBER = r"\d{1,3}(?:,\d{2,3})+|\d+"
_NOUN = r"(?:[A-Za-z-]+ ){0,3}?(?:[a-z]+s|fishermen|people|women|men|children|personnel|sailors)"
GAVE = re.compile(
    r"(?P<giver>[A-Z]\w+(?: [A-Z]\w+)?)(?: has| also| today| yesterday| on \w+day|,)* "
    r"(?:handed over|gave|given|shared|provided|submitted|presented|supplied)\b(?P<to>[^.;]{0,80}?)"
    rf"\blists? of (?P<first>{_NUMBER}) (?P<noun>{_NOUN})"
    rf"(?: and (?P<second>{_NUMBER}) (?P<other>{_NOUN}))?(?=[ ,.]|$)"
)
INCLUDING = re.compile(
    rf",? (?:including|comprising|which includes?) (?P<first>{_NUMBER}) (?P<noun>{_NOUN}) "
    rf"and (?P<second>{_NUMBER}) (?P<other>{_NOUN})(?=[ ,.]|$)"
)
SMALLEST = 2


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """Drafts for each list that a country handed to the other country of the headline or lead."""
    told = surfaces(sentences, facts, label)
    lead = " ".join([headline_of(article), *(surface.text for surface in told[:1])])
    parties = {m.entry.name for m in knowledge.find(lead) if m.entry.sub_kind == "country"}
    if len(parties) != SMALLEST:
        return
    for surface in told:
        if not surface.elsewhen:
            yield from _handed(surface, parties, knowledge)


def _handed(surface: Surface, parties: set[str], knowledge: Gazetteer) -> Iterator[Draft]:
    match = GAVE.search(surface.text)
    giver = knowledge.lookup(match["giver"]) if match else None
    if match is None or giver is None or giver.name not in parties:
        return
    one = the_state(giver.name, knowledge)
    two = the_state(next(iter(parties - {giver.name})), knowledge)
    deed = f"did {one} hand over to {two}"
    yield from _counted(surface, match, "first", "noun", deed)
    yield from _counted(surface, match, "second", "other", deed)
    part = INCLUDING.match(surface.text, match.end())
    if part is not None and match["second"] is None:
        inside = f"were on the list of {match['noun']} that {one} handed over to {two}"
        yield from _counted(surface, part, "first", "noun", inside)
        yield from _counted(surface, part, "second", "other", inside)


def _counted(
    surface: Surface, match: re.Match[str], number: str, noun: str, deed: str
) -> Iterator[Draft]:
    if match[number] is None:
        return
    fact = surface.figure(match.span(number))
    if fact is None:
        return
    when = surface.when()
    if deed.startswith("did "):
        stem = f"{when}, a list of how many {match[noun]} {deed}?"
    else:
        stem = f"{when}, how many {match[noun]} {deed}?"
    yield Draft(fact, stem, match[number], "listed", strength=0.75)
