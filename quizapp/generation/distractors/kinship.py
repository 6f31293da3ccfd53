"""Which entries are alike where the gazetteers do not say, and which are too close."""

import re
from functools import cache

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge import load
from quizapp.generation.knowledge.classes import opening_words
from quizapp.generation.knowledge.records import (
    generic_words,
    read_headquarters,
    read_parts,
    read_publishers,
)
from quizapp.generation.types import Draft, EntityValue, Entry, Knowledge

MOSTLY_ACRONYMS = frozenset({"company", "tech-company", "psu", "party"})
"""Sub-kinds whose entries go by short names beside long ones ("NTPC" beside "Coal India")."""
EXPANDED = frozenset({"space-agency", "regulator", "agency", "commission"})
"""Sub-kinds where a spelt-out key has spelt-out names beside it, no short ones."""
_AGENCIES = frozenset({"space-agency", "agency", "research-body", "regulator"})
OF_ANY_FORM = frozenset({"award"})
"""Sub-kinds with so few acronyms that one stands beside names as well ("BAFTA")."""
HOUSES = frozenset({"company", "tech-company", "psu", "bank", "university", "newspaper"})

TITLES = {
    "prime minister": "prime minister",
    "chief minister": "chief minister",
    "vice president": "vice president",
    "president": "president",
    "chancellor": "prime minister",
    "minister": "minister",
    "governor": "governor",
    "mayor": "mayor",
    "king": "monarch",
    "queen": "monarch",
    "sultan": "monarch",
    "emperor": "monarch",
    "justice": "judge",
    "judge": "judge",
    "chiefs of staff": "military officer",
    "defence staff": "military officer",
    "army staff": "military officer",
    "naval staff": "military officer",
    "general": "military officer",
    "admiral": "military officer",
    "speaker": "speaker",
    "legislator": "politician",
    "senator": "politician",
    "mla": "politician",
    "lawmaker": "politician",
    "parliamentarian": "politician",
    "secretary-general": "international official",
    "director-general": "international official",
    "ceo": "business leader",
    "chief executive": "business leader",
    "managing director": "business leader",
    "chairman": "business leader",
    "chairperson": "business leader",
    "secretary": "civil servant",
    "election commissioner": "civil servant",
    "vigilance commissioner": "civil servant",
    "director": "head of agency",
    "administrator": "head of agency",
    "ambassador": "diplomat",
    "high commissioner": "diplomat",
    "cosmonaut": "astronaut",
    "astronaut": "astronaut",
    "physicist": "scientist",
    "scientist": "scientist",
    "economist": "scientist",
    "author": "author",
    "writer": "author",
    "novelist": "author",
    "actor": "actor",
    "actress": "actor",
    "activist": "activist",
    "cricketer": "sportsperson",
    "batsman": "sportsperson",
    "bowler": "sportsperson",
    "skipper": "sportsperson",
    "captain": "sportsperson",
    "footballer": "sportsperson",
    "striker": "sportsperson",
    "paddler": "sportsperson",
    "shuttler": "sportsperson",
    "boxer": "sportsperson",
    "wrestler": "sportsperson",
    "sprinter": "sportsperson",
    "runner": "sportsperson",
    "marathoner": "sportsperson",
    "grandmaster": "sportsperson",
    "shooter": "sportsperson",
}
"""Word of a post → the sub-kind of persons who hold such posts; the longest that fits counts."""


BY_GROUP = frozenset(
    {
        "storm",
        "company",
        "sportsperson",
        "scientist",
        "award",
        "sports-event",
        "sports-body",
        "treaty",
    }
)
"""Sub-kinds that hold quite different things: a carmaker stands beside carmakers only."""
POST = re.compile(
    r"\bwho (?:was|is|became) (?:the )?(?P<post>[\w' -]+? )(?:of|in|for)\b", re.IGNORECASE
)
FIRM = re.compile(r"\b(?:bank|company|corporation|group|ltd|inc)\b", re.IGNORECASE)
CLUB = re.compile(
    r"\bpresident of (?:the )?(?:[\w'.-]+ ){0,6}?(?:League|Association|Federation|Society|Chamber|"
    r"Institute|Academy|University|Club|Foundation|Temple|Bar|(?<!Congress )Committee|"
    r"Confederation|Union of|Guild|Forum|Trust)\b",
    re.IGNORECASE,
)
"""Whose president leads no country, and is known to nobody whom the gazetteers could name."""
PUBLIC = re.compile(r"\b(?:Railway|Railways|Authority|Commission|Board|Council|India)\b")
HOME_FIRMS, FIRMS = "conglomerates and industry", "world industry"
"""Groups of companies of any trade, for a firm of which nothing more is known."""
OF_A_COUNTRY = frozenset(
    {
        "party",
        "ministry",
        "department",
        "commission",
        "court",
        "tribunal",
        "regulator",
        "legislature",
        "scheme",
        "policy",
        "strategy",
        "project",
        "fund",
        "statute",
        "airport",
        "highway",
        "temple",
        "app",
        "portal",
    }
)
"""Sub-kinds that belong to one country: a foreign one beside the key would be silly."""
LEADERS = ("president", "prime minister", "monarch")
"""Who leads a country, whatever the post is called."""
BESIDE = {
    "president": ("prime minister", "politician"),
    "prime minister": ("president", "minister", "politician"),
}
"""Sub-kinds whose people of the same country may stand beside one another."""


_SPORT = re.compile(
    r"\b(?:won|wins|win|scored|beat|defeated|hit|hurdles|medal|championships?|tournament|match|"
    r"innings|wickets?|goals?|final|trophy|cup|retirement from)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:by|along with|under|from|to|then-) ?(?:the )?(?:[A-Z][\w.'-]* ?)+")


OPENED = frozenset({"storm", "operation", "military-exercise"})
"""Sub-kinds whose names open with what they are, or go without it."""


@cache
def openers() -> frozenset[str]:
    """Words in small letters by which names say at their start what they name: "cyclone"."""
    return frozenset(word.casefold() for word in opening_words())


def sub_kinds(draft: Draft, value: EntityValue) -> tuple[str, ...]:
    """Sub-kinds to look for siblings in, best first, for a name that no gazetteer knows."""
    if draft.fact.kind is FactKind.PERSON:
        asked = post_asked_for(draft)
        if asked is not None:
            return (asked,)
        # The post of another in the stem ("by President A B") says nothing of who is asked for.
        plain = _ANOTHER.sub("", draft.stem)
        found = _of_post(value.sub_kind, draft.stem) or _of_post(plain, draft.stem)
        return found or (("sportsperson",) if _SPORT.search(draft.stem) else ())
    if "city" in draft.focus.split():
        return ("city",)
    return (value.sub_kind,) if value.sub_kind else ()


_TOO_LONG_AGO = 1995
_ENOUGH = 3
_FIELDS = {
    "cricket": r"cricket|wickets?|odi|t20i?|ipl|innings|test match",
    "football": r"football|fifa|goals?|league",
    "tennis": r"tennis|atp|wta|wimbledon|grand slam",
    "athletics": r"athletics|marathon|hurdles|sprint|metres|relay|javelin|long jump",
    "shooting": r"shooting|rifle|pistol",
    "physics": r"physics|physicist",
    "chemistry": r"chemistry|chemist",
    "economics": r"economics|economist",
}
"""Words of a text that tell the group of its people; other groups go by their own name."""


def _of_the_country(pool: tuple[Entry, ...], draft: Draft) -> tuple[Entry, ...]:
    """Those of the country that the stem names or the article is about, where they are enough."""
    told = f"{draft.stem} {draft.home}"
    own = tuple(e for e in pool if e.group and e.group in told)
    return own if len(own) >= _ENOUGH else pool


def of_the_field(pool: tuple[Entry, ...], draft: Draft) -> tuple[Entry, ...]:
    """Those of a mixed list who are of the field that stem and evidence name, and of its time.

    Nobody where none is named: a boxer beside a chess player gives the key away, and so does
    somebody of today in what happened long ago.
    """
    if draft.fact.kind is not FactKind.PERSON:
        return pool
    years = [int(year) for year in re.findall(r"\b(?:1[5-9]|20)\d\d\b", draft.stem)]
    told_post = post_asked_for(draft) or getattr(draft.fact.value, "sub_kind", "")
    if years and min(years) < _TOO_LONG_AGO and not told_post:
        return ()
    if not pool or pool[0].sub_kind not in BY_GROUP:
        return _of_the_country(pool, draft)
    told = f"{draft.stem} {draft.fact.sentence.text}"
    return tuple(
        entry
        for entry in pool
        if re.search(rf"\b(?:{_FIELDS.get(entry.group, entry.group)})\b", told, re.IGNORECASE)
    )


def post_asked_for(draft: Draft) -> str | None:
    """The sub-kind of the post that the stem names: "who was the Chief Minister of Kerala"."""
    asked = POST.search(draft.stem)
    if draft.fact.kind is not FactKind.PERSON or asked is None:
        return None
    return next(iter(_of_post(asked["post"], draft.stem)), None)


def _of_post(text: str, stem: str) -> tuple[str, ...]:
    """The sub-kind of persons that a post belongs to.

    A president of a party is a politician, one of a bank or firm a business leader.
    """
    low = text.casefold()
    for title in sorted(TITLES, key=len, reverse=True):
        rank = title != "general" or not re.search(r"\bgeneral\b", text)  # "general election"
        if rank and re.search(rf"\b{re.escape(title)}\b", low):
            found = _in_stem(title, stem)
            return (found,) if found else ()
    return ()


def _in_stem(title: str, stem: str) -> str:
    """What the holders of a title are where the stem says of what they hold it."""
    sub_kind = TITLES[title]
    if sub_kind == "president":
        if CLUB.search(stem):
            return ""
        if re.search(r"\b(?:party|congress|unit|committee|wing)\b", stem, re.IGNORECASE):
            return "politician"
        if FIRM.search(stem):
            return "business leader"
    if sub_kind == "business leader" and _of_an_agency(stem):
        return "head of agency"
    if sub_kind == "business leader" and PUBLIC.search(stem):
        return "civil servant"
    return (_governors(stem) if sub_kind == "governor" else "") or sub_kind


def _of_an_agency(stem: str) -> bool:
    return any(m.entry.sub_kind in _AGENCIES for m in load().find(stem))


def _governors(stem: str) -> str:
    """Governors of central banks and of American states are other people than India's."""
    if re.search(r"\bBank\b", stem):
        return "central banker"
    places = {mention.entry.sub_kind for mention in load().find(stem)}
    return "us governor" if "us-state" in places else ""


@cache
def _wholes() -> dict[str, frozenset[str]]:
    return {whole: frozenset(parts) for whole, parts in read_parts().items()}


def part_of(one: str, other: str) -> bool:
    """Whether either name is a part of the other (`knowledge/data/parts.toml`)."""
    wholes = _wholes()
    return other in wholes.get(one, ()) or one in wholes.get(other, ())


def same_house(one: Entry, other: Entry) -> bool:
    """Whether two companies or the like bear a common name: Tata Steel, Tata Power."""
    if one.sub_kind not in HOUSES:
        return False
    return bool(_telling(one.name) & _telling(other.name))


def _telling(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.casefold()) if len(word) > 3} - generic_words()  # noqa: PLR2004 — short words tell little


_SEAT = re.compile(r"\b(?:headquarter\w*|seat|secretariat|based)\b")


def in_the_same_part(draft: Draft, key: Entry | None, knowledge: Knowledge) -> tuple[Entry, ...]:
    """Entries that play the key's part elsewhere, likelier than those of its sub-kind.

    Beside the publisher of an index the publishers of others, beside the city where an
    organisation has its seat the seats of others.
    """
    named = {mention.entry.name for mention in knowledge.find(draft.stem)}
    if draft.fact.kind is FactKind.BODY and named & read_publishers().keys():
        names = {name for published in read_publishers().values() for name in published}
    elif (
        key is not None
        and draft.fact.kind is FactKind.PLACE
        and key.name in read_headquarters().values()
        and _SEAT.search(draft.stem)
    ):
        names = set(read_headquarters().values())
    else:
        return ()
    found = (knowledge.lookup(name) for name in sorted(names))
    return tuple(entry for entry in found if entry is not None)


def also_right(stem: str, knowledge: Knowledge) -> set[str]:
    """Names that would be right too: all who publish the index that the stem names."""
    named = {mention.entry.name for mention in knowledge.find(stem)}
    return {who for report in named for who in read_publishers().get(report, ())}
