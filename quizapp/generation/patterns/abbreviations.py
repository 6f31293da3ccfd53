"""Full forms: "National Statistical Office (NSO)" asks what NSO stands for.

The wrong options change words of the full form, each to a like word with the same initial, in such
a way that no option is nearer to the rest than another (the convergence cue).
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from random import Random

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.types import (
    Draft,
    EntityValue,
    Fact,
    Knowledge,
    Proposal,
    Sentence,
    Span,
)
from quizapp.generation.words import word_set

__all__ = ["FULL_FORM", "drafts", "propose"]

FULL_FORM = "full-form"
_BRACKET = re.compile(r"\((?P<short>[A-Z][A-Za-z]{1,6}[A-Z])\)")
_FULL_IN_BRACKET = re.compile(
    r"\b(?P<short>[A-Z][A-Za-z]{1,6}[A-Z]),? \((?P<full>[A-Z][\w' &-]+)\)"
)
_GOES_ON = re.compile(r" (?:&|and) [A-Z][\w, ]*(?:Department|Ministry|Board|Council|Commission)\b")
"""As in "Harbours, Inspections (HI) & Pilots Department": the bracket stands within the name."""
_WORD = re.compile(r"[\w'&-]+")
_PLACES = 2
_MINOR = word_set("from of and for the on in to a an at & with by")
_FEWEST_LETTERS = 3
_MOST_WORDS = 8

_ALIKE: tuple[str, ...] = (
    # what a body is
    "Agency Authority Association Alliance Academy Administration",
    "Board Bureau Bank Bench",
    "Council Commission Committee Corporation Centre Company Confederation Congress",
    "Department Directorate Division",
    "Enterprise Establishment Exchange",
    "Federation Foundation Forum Fund Front",
    "Group Grid Guild",
    "Headquarters Hub",
    "Institute Initiative Institution",
    "League Laboratory Lab",
    "Movement Mission Mechanism Ministry",
    "Network Node",
    "Office Organisation Organization Order Operation",
    "Party Platform Programme Program Project Plan Partnership Policy",
    "Registry Register Roster",
    "Society Secretariat Service System Scheme",
    "Trust Tribunal Task",
    "Unit Union University",
    # how far it reaches
    "African Asian American Arab",
    "European Eurasian Eastern",
    "National Northern",
    "International Indian",
    "South Southern",
    "United Universal",
    "World Western Wider",
    # what it is about
    "Agricultural Atomic Advanced Applied Administrative Aeronautical Aviation",
    "Biological Biomedical Border Budgetary",
    "Commercial Civil Clinical Constitutional Cultural Coastal Central Common Consumer Corporate",
    "Direct Digital Domestic Defence Development Disaster Democratic Drug",
    "Economic Electronic Environmental Educational Emergency Energy Electoral Election Employment",
    "Financial Federal Foreign Free Forest Fiscal Food Family",
    "General Genetic Geological Government Global Green Goods",
    "Human Health Housing Hydrological Heritage Highway High",
    "Industrial Integrated Indirect Internal Input Information Investment Insurance",
    "Judicial Joint Justice",
    "Know Keep",
    "Legal Local Legislative Land Labour",
    "Medical Marine Maritime Monetary Multilateral Military Mineral Metropolitan Municipal",
    "Natural Nuclear Naval Nutritional New",
    "Oceanic Open Operational Occupational Online",
    "Public Private Postal Political Petroleum Pharmaceutical Primary Pension Power Police",
    "Quick Quality Quantity",
    "Research Revenue Reserve Renewable Rapid Response Recovery Relief Regional Rural Road",
    "Statistical Strategic Scientific Social Security Solar Space Sports Seismic State Special",
    "Technical Technological Trade Transport Training Tropical Telecom Tribal Tourism",
    "Urban Unified Unique Unorganised",
    "Vocational Voluntary Vaccination Voluntary",
    "Water Welfare Wildlife Women",
    # what is counted, done or given
    "Access Assistance Allowance Assessment",
    "Benefit Budget Business",
    "Care Credit Control Cooperation Coordination Conservation Certificate",
    "Delivery Deposit Data",
    "Efficiency Education Employment Engineering Exploration",
    "Growth Guarantee Grant",
    "Income Index Indicator Infrastructure Interest",
    "Loan Limit Livelihood",
    "Management Monitoring Market Marketing",
    "Price Product Production Profit Performance Protection Promotion Procurement",
    "Rate Ratio Return Risk",
    "Safety Supply Subsidy Survey Skill Standard Storage",
    "Tax Tariff Toll Transfer Target Technology",
    "Value Volume Venture Vehicle Virus Vaccine",
    "Taxes Tariffs Transfers Tolls",
    "Diseases Disorders Disabilities Deficiencies",
    "Area Agreement Arrangement Association",
    "Services Supplies Sales Standards Securities",
    "Export Exchange",
    "Customer Client Consumer",
    "Regulatory Regulation Review",
)
_SYNONYMS = (
    {"Institute", "Institution"},
    {"Agency", "Authority", "Administration"},
    {"Committee", "Commission", "Council"},
    {"Organisation", "Organization"},
    {"Programme", "Program"},
    {"Federation", "Confederation"},
    {"Laboratory", "Lab"},
    {"Customer", "Client", "Consumer"},
    {"Energy", "Power"},
)
"""Pairs that sources mix up; never exchanged for one another."""


def _alternatives() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for line in _ALIKE:
        words = line.split()
        for word in words:
            clash = {w for group in _SYNONYMS if word in group for w in group}
            others = [w for w in words if w != word and w not in clash]
            table.setdefault(word, []).extend(others)
    return {word: tuple(dict.fromkeys(others)) for word, others in table.items()}


_OTHERS = _alternatives()
_WRONG = 3


def drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for each abbreviation with its full form before it or in a bracket after it."""
    for short, start, end in _explained(sentence.text):
        surface = sentence.text[start:end]
        span = Span(sentence.span.start + start, sentence.span.start + end)
        name = " ".join(_cased(word) for word in surface.split())
        fact = Fact(
            kind=FactKind.OTHER,
            sub_kind=FULL_FORM,
            value=EntityValue(name, FULL_FORM),
            surface=surface,
            span=span,
            sentence=sentence,
            words=(0, 0),
        )
        yield Draft(
            fact=fact,
            stem=f"What is the full form of the abbreviation {short}?",
            key=name,
            pattern=FULL_FORM,
            focus="full form",
            strength=0.65,
        )


def _explained(text: str) -> Iterator[tuple[str, int, int]]:
    """Each abbreviation, and where its full form starts and ends."""
    for bracket in _BRACKET.finditer(text):
        found = _expansion(text[: bracket.start()], bracket["short"])
        if _GOES_ON.match(text, bracket.end()):
            continue
        if found is not None:
            yield bracket["short"], *found
    for bracket in _FULL_IN_BRACKET.finditer(text):
        found = _expansion(text[: bracket.end("full")], bracket["short"])
        if found is not None and found[0] == bracket.start("full"):
            yield bracket["short"], *found


def _cased(word: str) -> str:
    return word if word in _MINOR else word[:1].upper() + word[1:]


def _expansion(before: str, short: str) -> tuple[int, int] | None:
    """Where the words stand whose initials make the abbreviation, minor words aside."""
    letters = [letter for letter in short if letter.isupper()]
    if len(letters) < _FEWEST_LETTERS:
        return None
    words = list(_WORD.finditer(before))
    end = words[-1].end() if words else 0
    left = list(letters)
    for count, match in enumerate(reversed(words), 1):
        word = match.group()
        if count > _MOST_WORDS or before[match.end() : end].strip(" ") == ",":
            return None
        if word[0].upper() == left[-1] and word.casefold() not in _MINOR:
            left.pop()
            if not left:
                return match.start(), end
        elif word.casefold() not in _MINOR:
            return None
    return None


def propose(draft: Draft, knowledge: Knowledge, rng: Random) -> Proposal:
    """Three full forms with words exchanged for their like, none that is known as a real name.

    With one word that can change, it changes three times; with two, each changed word stands in two
    of the four options. Empty where the full form offers neither.
    """
    words = draft.key.split()
    places = [i for i, word in enumerate(words) if _OTHERS.get(word)]
    rich = [i for i in places if len(_OTHERS[words[i]]) >= _WRONG]
    made: list[str] = []
    if len(places) >= _PLACES:
        one, two = sorted(rng.sample(places, _PLACES))
        first, second = rng.choice(_OTHERS[words[one]]), rng.choice(_OTHERS[words[two]])
        made = [
            _changed(words, {one: first}),
            _changed(words, {two: second}),
            _changed(words, {one: first, two: second}),
        ]
    elif rich:
        chosen = rng.sample(_OTHERS[words[rich[0]]], _WRONG)
        made = [_changed(words, {rich[0]: word}) for word in chosen]
    if any(knowledge.lookup(option) is not None or _is_doubled(option) for option in made):
        made = []
    return Proposal(tuple(made), OptionOrder.SHUFFLE)


def _is_doubled(option: str) -> bool:
    words = option.split()
    return any(one == two for one, two in pairwise(words))


def _changed(words: list[str], new: Mapping[int, str]) -> str:
    return " ".join(new.get(i, word) for i, word in enumerate(words))
