"""Names beside a name: entries of the key's sub-kind, the likest first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from quizapp.domain.items import FactKind
from quizapp.generation.distractors import kinship
from quizapp.generation.types import Draft, EntityValue, Entry, Fact, Knowledge

LONGEST_KEY_RATIO = 1.25
"""A key longer than this times the longest wrong option gives itself away."""
ACRONYM = re.compile(r"[A-Z][a-z]?(?:[A-Z&-][a-z]?)*[A-Z]")
ACRONYM_AFTER = re.compile(r"\(([A-Z][A-Za-z&-]*[A-Z])\)$")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CHANCE = 0.9
"""How far chance moves an entry in the ranking; a shared group is worth 1."""


FARTHER = 1.0
"""What it costs to come from another list than the key's own."""
NEARNESS = 0.5
"""What a step away in the lists of persons costs; they go back in time."""


REGION = 2.0
"""What it is worth to lead a country of the same part of the world."""


CONTINENTS = {
    "Africa": re.compile(r"Africa$"),
    "Asia": re.compile(r"Asia$|^Caucasus$"),
    "Europe": re.compile(r"Europe$|^Balkans$"),
    "Latin America": re.compile(r"^(?:South|Central) America$|^Caribbean$"),
}
"""Continent or part of one → the regions of the gazetteer that lie in it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the ranking needs of a question: the key's name, its entry, and where it is at home."""

    draft: Draft
    value: EntityValue
    entry: Entry | None
    home: str


def siblings(
    draft: Draft,
    value: EntityValue,
    facts: Sequence[Fact],
    knowledge: Knowledge,
    *,
    rng: Random,
    count: int,
) -> tuple[str, ...]:
    """Names of the key's sub-kind that the article does not mention, the likest first.

    Few or none where nothing is known that is of the same sort: a person whose work nobody told
    the gazetteers gets no strangers beside him.
    """
    entry = value.entry or knowledge.lookup(value.name)
    asked = Asked(draft, value, entry, _home(entry, facts))
    said = _mentioned(draft, facts, knowledge) | kinship.also_right(draft.stem, knowledge)
    years = {int(year) for year in YEAR.findall(draft.stem)}
    ranked = sorted(
        (
            (
                _likeness(candidate, abs(place - own), asked, knowledge)
                - FARTHER * (order > 0)
                + CHANCE * rng.random(),
                candidate,
            )
            for order, pool in enumerate(_pools(asked, knowledge))
            for own in (pool.index(entry) if entry in pool else 0,)
            for place, candidate in enumerate(pool)
        ),
        key=lambda pair: (-pair[0], pair[1].name),
    )
    fitting = (
        name
        for _, candidate in ranked
        if candidate.name not in said
        and candidate.in_force(years)
        and not _related(candidate, asked)
        and _on_the_continent(candidate, asked)
        and (name := _without_opener(shown_like(draft.key, candidate), draft)) is not None
        and _apart(name, draft)
        and knowledge.gives_away(candidate.name, draft.stem) is None
    )
    return _with_long_ones(draft.key, _first(fitting, 3 * count), count)


def _without_opener(name: str | None, draft: Draft) -> str | None:
    """As in "Hagibis" for "Typhoon Hagibis", where the key says no more than its own name."""
    first, _, rest = (name or "").partition(" ")
    plain = draft.key.split()[0].casefold() not in kinship.openers()
    opened = draft.fact.sub_kind in kinship.OPENED and first.casefold() in kinship.openers()
    return rest if rest and plain and opened else name


def _pools(asked: Asked, knowledge: Knowledge) -> Iterator[tuple[Entry, ...]]:
    likest = kinship.in_the_same_part(asked.draft, asked.entry, knowledge)
    if likest:
        yield likest
    if asked.entry is not None and not _is_city_state(asked):
        sub_kind = kinship.post_asked_for(asked.draft) or asked.entry.sub_kind
        yield knowledge.entries(sub_kind)
        for other in kinship.BESIDE.get(sub_kind, ()):
            if other != sub_kind:
                pool = knowledge.entries(other)
                yield tuple(e for e in pool if e.country and e.country == asked.entry.country)
        return
    person = asked.draft.fact.kind is FactKind.PERSON
    home = asked.draft.home if asked.draft.home != "India" else ""
    abroad = (_country_abroad(asked.draft.stem, knowledge) or home) if person else ""
    for sub_kind in kinship.sub_kinds(asked.draft, asked.value):
        pool = kinship.of_the_field(knowledge.entries(sub_kind), asked.draft)
        if pool and abroad and all(entry.country == "India" for entry in pool):
            leaders = [e for kind in kinship.LEADERS for e in knowledge.entries(kind)]
            pool = tuple(e for e in leaders if e.country == abroad)
        pool = _of_the_class(pool, asked)
        if pool:
            yield pool
            return


def _of_the_class(pool: tuple[Entry, ...], asked: Asked) -> tuple[Entry, ...]:
    """The entries that are like a name without an entry: of its group, of its country."""
    group, kind = asked.value.group, asked.value.sub_kind
    if kind == "company" and not group:
        group = kinship.HOME_FIRMS if asked.home == "India" else kinship.FIRMS
    if group:
        part = f"{group} of "
        pool = tuple(e for e in pool if group in {e.group, e.country} or e.group.startswith(part))
    if kind in kinship.OF_A_COUNTRY:
        pool = tuple(e for e in pool if e.country in {"", asked.home})
    return pool


def _country_abroad(stem: str, knowledge: Knowledge) -> str:
    """The country other than India that the stem names: whose ministers stand beside the key."""
    named = (m.entry.name for m in knowledge.find(stem) if m.entry.sub_kind == "country")
    return next((name for name in named if name != "India"), "")


def _is_city_state(asked: Asked) -> bool:
    """Delhi or Chandigarh, asked for as a city: its neighbours are cities then."""
    return (
        asked.entry is not None
        and asked.entry.sub_kind == "state"
        and "city" in asked.draft.focus.split()
    )


def _home(entry: Entry | None, facts: Iterable[Fact]) -> str:
    """The country of the key, or else the one that the article's names point to most."""
    if entry is not None and entry.country:
        return entry.country
    countries = Counter(
        fact.value.entry.country
        for fact in facts
        if isinstance(fact.value, EntityValue) and fact.value.entry and fact.value.entry.country
    )
    return countries.most_common(1)[0][0] if countries else ""


def _mentioned(draft: Draft, facts: Iterable[Fact], knowledge: Knowledge) -> set[str]:
    """Names of all entries that the article or the stem mentions, and of what holds them.

    They might be right too: what is said of one country is often true of the next in the list.
    """
    names = {
        fact.value.entry.name
        for fact in facts
        if isinstance(fact.value, EntityValue) and fact.value.entry is not None
    }
    last_names = {
        fact.value.name.split()[-1]
        for fact in facts
        if isinstance(fact.value, EntityValue) and fact.kind is FactKind.PERSON
    }
    names |= {
        entry.name
        for sub_kind in kinship.LEADERS
        for entry in knowledge.entries(sub_kind)
        if entry.name.split()[-1] in last_names
    }
    for text in (draft.stem, draft.fact.sentence.text, *(s.text for s in draft.supports)):
        names |= {mention.entry.name for mention in knowledge.find(text)}
    return names


def _likeness(candidate: Entry, away: int, asked: Asked, knowledge: Knowledge) -> float:
    """How like the key a candidate is: group, country, standing, nearness in the list, length.

    `away` tells how many places lie between them in the list.
    """
    key = asked.entry
    score = 0.0
    if key is not None:
        score += (4.0 if key.sub_kind in kinship.BY_GROUP else 1.0) * (candidate.group == key.group)
        at_home = candidate.country == key.country or key.sub_kind == "country"
        score += (3.0 if key.kind is FactKind.PERSON else 1.5) * at_home
        score += 1.2 * (knowledge.standing(candidate) == knowledge.standing(key))
        if knowledge.standing(candidate) > max(2, knowledge.standing(key)):
            score -= 2.0
        if key.kind is FactKind.PERSON:
            score -= NEARNESS * away
        if _told_place(key, asked.draft.stem):
            score += 3.0 * (candidate.group == key.group)
    else:
        score += 2.0 * (candidate.country == asked.home)
        score += REGION * _of_the_region(candidate, asked, knowledge)
    score += 2.5 * _is_named_alike(candidate.name, asked.draft)
    longer = abs(len(candidate.name) - len(asked.draft.key)) / max(1, len(asked.draft.key))
    return score - 0.5 * min(longer, 1.0)


def _of_the_region(candidate: Entry, asked: Asked, knowledge: Knowledge) -> bool:
    """Whether a person's country lies in the part of the world that the stem names."""
    if candidate.kind is not FactKind.PERSON or not candidate.country:
        return False
    home = knowledge.lookup(_country_abroad(asked.draft.stem, knowledge) or asked.draft.home)
    own = knowledge.lookup(candidate.country)
    return home is not None and own is not None and bool(own.group) and home.group == own.group


def _on_the_continent(candidate: Entry, asked: Asked) -> bool:
    """Whether a country fits the continent that the stem names: "Africa's biggest economy"."""
    key = asked.entry
    if key is None or key.sub_kind != "country" or candidate.sub_kind != "country":
        return True
    for continent, regions in CONTINENTS.items():
        told = re.search(rf"\b{continent}(?:n|'s)?\b(?!-)(?! [A-Z])", asked.draft.stem)
        if told and regions.search(key.group):
            return regions.search(candidate.group) is not None
    return True


def _is_named_alike(name: str, draft: Draft) -> bool:
    """Whether a candidate ends or begins with the key's noun, where the stem repeats that noun."""
    one, key = name.casefold().split(), draft.key.casefold().split()
    ends = {key[0], key[-1]} if len(key) > 1 else set()
    return bool(ends & {one[0], one[-1]} & (set(draft.focus.split()) | kinship.openers()))


def _told_place(key: Entry, stem: str) -> bool:
    """Whether the stem says in which state or country the city lies that is asked for."""
    return key.kind is FactKind.PLACE and bool(
        (key.group and key.group in stem) or (key.country and key.country in stem)
    )


def _related(candidate: Entry, asked: Asked) -> bool:
    if asked.entry is None:
        return False
    if asked.entry.sub_kind == candidate.sub_kind and kinship.same_house(asked.entry, candidate):
        return True
    return kinship.part_of(asked.entry.name, candidate.name)


def _apart(name: str, draft: Draft) -> bool:
    """Whether neither of name and key holds the other, and the stem does not hold the name."""
    one, key, stem = (f" {_plain(text)} " for text in (name, draft.key, draft.stem))
    return one not in key and key not in one and one not in stem


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def shown_like(key: str, candidate: Entry) -> str | None:
    """The candidate in the key's form: an acronym beside acronyms, with it where the key has it.

    None where it has no such form.
    """
    if candidate.kind in {FactKind.PERSON, FactKind.PLACE} or candidate.sub_kind == "country":
        return candidate.name
    names = (candidate.name, *candidate.aliases)
    short = next((n for n in names if ACRONYM.fullmatch(n) and len(n) <= len(candidate.name)), None)
    full = next((n for n in names if " " in n or not ACRONYM.fullmatch(n)), None)
    if key.endswith(" Ministry") and candidate.name.startswith("Ministry of "):
        return f"{candidate.name.removeprefix('Ministry of ')} Ministry"
    if ACRONYM_AFTER.search(key):
        return f"{full} ({short})" if full and short else None
    if ACRONYM.fullmatch(key) and candidate.sub_kind not in kinship.OF_ANY_FORM:
        return short
    if " " in key and candidate.sub_kind in kinship.EXPANDED:
        return next((n for n in names if " " in n), None)
    spelt_out = " " in key and candidate.sub_kind not in kinship.MOSTLY_ACRONYMS
    return full if spelt_out else candidate.name


def _first(names: Iterable[str], count: int) -> list[str]:
    chosen: list[str] = []
    for name in names:
        if len(chosen) == count:
            break
        if name not in chosen:
            chosen.append(name)
    return chosen


def _with_long_ones(key: str, names: list[str], count: int) -> tuple[str, ...]:
    """The first `count` names, one of the first two long enough that the key does not stand out."""
    needed = len(key) / LONGEST_KEY_RATIO
    if names and all(len(name) < needed for name in names[:2]):
        longer = next((name for name in names if len(name) >= needed), None)
        if longer is not None:
            names.remove(longer)
            names.insert(1, longer)
    return tuple(names[:count])
