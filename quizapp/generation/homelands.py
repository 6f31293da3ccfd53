"""Say of which country: "the government" becomes "the government of Malta", where that is certain.

A definite phrase that the reader of the article understands says too little years later. Where more
than half of an article's named things belong to one country, or its headline names just one, its
government, its court, its president and what befell it can be told by the country's name. May
import the data types and the gazetteers.
"""

import re
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge import load
from quizapp.generation.types import Draft, Knowledge

__all__ = ["at_home", "country_of", "is_local", "part_of"]

_OF = (
    "government|parliament|cabinet|central bank|economy|population|armed forces|army|"
    "legislature|constitution|capital|national team"
)
_IN = (
    r"(?:[a-z]+ )?(?:outbreak|epidemic|lockdown|general election|presidential election|"
    r"civil war|coup|census|referendum|curfew)|state of emergency|state of national mourning|"
    r"national (?:[a-z]+ )?(?:campaign|programme|drive|survey|strike|lottery|holiday)"
)
_HEADED = (
    "chief|chiefs|spokes[a-z]+|officials?|officers?|district|city|region|ministers?|secretary|"
    "departments?|hospital|schools?|employees|committee|sources?|agency|agencies|policy|decision|"
    "meeting|formation|data|growth|reshuffle|expansion|plans?|programme|scheme|personnel|men|units?|"
    "convoy|camps?|base|helicopters?|market|expenditure|outlay|team|move|order|note|body|bodies"
)
"""Nouns that the word before them only describes: "the capital district", "the army chief"."""
_NOT_TOLD = r"(?! (?:of|in|for|between|that|which|on|at|across|against)\b)"
_PHRASE = re.compile(
    rf"\b(?:the|The) (?:(?P<of>{_OF})|(?P<in>{_IN}))(?! (?:{_HEADED})\b)"
    rf"(?=(?: [a-z][a-z]+)*\?| [a-z]){_NOT_TOLD}"
)
_BODY = re.compile(
    r"\b(?:[Tt]he )(?P<of>Supreme Court|High Court|Constitutional Court|Central Bank|Senate|"
    r"National Assembly|House of Representatives|Election Commission|Prime Minister|President|"
    r"Chief Justice|Cabinet|Parliament)(?!'s)(?! [A-Z])"
    rf"{_NOT_TOLD}"
)
_OFFICE = re.compile(
    r"\b(?:become|became|elected|appointed|as|named|crowned) (?:the )?(?:first )?"
    r"(?P<of>[Pp]rime [Mm]inister|[Pp]resident|[Cc]hancellor|[Kk]ing|[Qq]ueen|[Pp]remier|[Ss]ultan)"
    rf"(?! [A-Z])(?!'s)\b{_NOT_TOLD}"
)
_NATION = re.compile(
    r"\bthe (?:[A-Z]\w+ |[a-z]+ )?(?:nation|country)\b(?! of\b)(?!-)(?! [A-Z])", re.ASCII
)
_WITH_THE = ("United ", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia")


def country_of(headline: str, knowledge: Knowledge) -> str:
    """The one country that a headline names, itself or by its adjective; empty for none or several.

    "Maltese government lifts the night curfew" is of Malta.
    """
    entries = [mention.entry for mention in knowledge.find(headline)]
    words = re.findall(r"\b[A-Z]\w+", headline)
    entries += [entry for word in words if (entry := knowledge.adjective(word)) is not None]
    found = {entry.name for entry in entries if entry.sub_kind == "country"}
    return found.pop() if len(found) == 1 else ""


def part_of(headline: str, country: str, knowledge: Knowledge) -> str:
    """The one place in the country, or outside all countries, that a headline names; else empty."""
    entries = [mention.entry for mention in knowledge.find(headline)]
    places = {
        entry.name
        for entry in entries
        if entry.kind is FactKind.PLACE and entry.country in {"", country}
    }
    return places.pop() if len(places) == 1 else ""


def is_local(headline: str, country: str, knowledge: Knowledge) -> bool:
    """Whether a headline tells of a state or another part, not of the country as a whole."""
    return bool(part_of(headline, country, knowledge))


def at_home(draft: Draft, *, of_state: bool = False) -> Draft | None:
    """The draft with the article's country in its stem; None where nothing can be told by it.

    With `of_state` an Indian state's government may be meant.
    Not where the country is asked for, or where the stem names it or any other country already:
    then the phrase may be that one's.
    """
    home, stem = draft.home, draft.stem
    if not home or home in stem or home == draft.key or draft.focus == "country":
        return None
    if country_of(stem, load()) not in {"", home}:
        return None
    name = f"the {home}" if home.startswith(_WITH_THE) else home
    nations = list(_NATION.finditer(stem))
    if len(nations) == 1:
        (match,) = nations
        return replace(draft, stem=f"{stem[: match.start()]}{name}{stem[match.end() :]}")
    matches = [m for p in (_PHRASE, _BODY, _OFFICE) for m in p.finditer(stem)]
    if len(matches) != 1:
        return None
    (match,) = matches
    ruled = match["of"] in {"government", "cabinet", "legislature", "Cabinet"}
    if ruled and (of_state or any(m.entry.sub_kind == "state" for m in load().find(stem))):
        return None
    link = "of" if match["of"] else "in"
    return replace(draft, stem=f"{stem[: match.end()]} {link} {name}{stem[match.end() :]}")
