"""The rules of a good stem, each a named check that says what breaks it.

The numbers in the docstrings are the item-writing flaws of the SAQUET rubric (S. Moore et al. 2023,
after Haladyna, Downing & Rodriguez 2002). A question that breaks any rule is not returned.
The options are read by `checks`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from quizapp.domain.items import FactKind
from quizapp.generation.focus_checks import EVERY_YEAR, YEAR, unfocused
from quizapp.generation.joint_checks import badly_joined
from quizapp.generation.loss_checks import lost
from quizapp.generation.reference_checks import pointing
from quizapp.generation.shape_checks import misshapen
from quizapp.generation.types import Draft, EntityValue, Knowledge
from quizapp.generation.values import MONTHS, Bound, FigureValue

__all__ = ["DRAFT_CHECKS", "Flaw", "draft_flaws", "plain"]

LONGEST_STEM = 30
SHORTEST_STEM = 6
_MANY = 2
_KEPT_TEXTS = 2000
"""How many stems and options are kept in their plain form: each is compared with many."""

_PRONOUNS = re.compile(
    r"\b(?:he|she|it|they|them|him|we|us|our|ours|you|your|i|my|me|this|these|those|such|here)\b",
    re.IGNORECASE,
)
_POSSESSIVES = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_HALF_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][\w'-]+(?! [A-Z])\b")
_OWNER = re.compile(
    r"(?:^|, )[Ww]hich (?:country|state|city)\b"
    r"(?! (?:did|do|does|(?:was|were|is|are|has|have|had|will) (?:the|an?|[A-Z])))"
)
"""A country that is asked for as the subject: "which country doubled its …"."""
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|recently|recent|currently|now|ago|nowadays|so far|"
    r"till date|"
    r"(?:last|this|next|current|previous|coming|same)\s+(?:year|month|week|night|fiscal|day|"
    r"century|decade|season|time)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|year-ago|year ago|to date|at present|earlier|"
    r"the same|the latest|latest|next|upcoming|(?:past|previous|preceding) (?:\w+ ){0,2}"
    r"(?:years?|months?|weeks?|days?|decades?|hours?))\b|"
    r"(?-i:\blast\b)(?! (?:name|rites|emperor|king|queen|ruler|viceroy|surviving|known)\b)|"
    r"(?-i:\bcurrent\b) (?!account|affairs|deficit|transfers)",
    re.IGNORECASE,
)
_BACK_FROM_THEN = re.compile(
    r"\b(?:over|in|during|for) the (?:past|last|previous|preceding) "
    r"(?:(?:\w+|\d+) )?(?:years?|months?|decades?|fiscals?)\b"
)
"""Counted back from the month and year that the stem opens with."""
_VAGUE = re.compile(
    r"\b(?:many|often|some|usually|several|various|few|most|another|other|others|further|more|"
    r"certain|sometimes|mostly|similar|such)\b",
    re.IGNORECASE,
)
_VAGUE_EXCEPTION = re.compile(r"\bhow many\b|\bmore than\b|\bone of the\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?:not|never|no|except|without|neither|nor|n't|cannot|unable)\b|n't\b")
_MONTH_ALONE = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b(?!\s+(?:\d{{1,2}},\s+)?\d{{4}})(?!\s+of\b)")
_QUOTED = re.compile(r"[\"\u201c](\w[^\"\u201c\u201d]{1,40}\w)[\"\u201d](?=[\s?,])")
_CASES_OF_WHAT = re.compile(r"\b(?:cases|infections)\b")
_WH = re.compile(r"\b(?:which|what|who|whom|how many|how much|how)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=\s)[A-Z][\w'&.-]*")
_BROKEN_TEXT = re.compile(
    # The object lost: "did the Cabinet endorse concluded between …".
    r"\b(?:approve|endorse|clear|ratify|accept|adopt|sign|back)d? "
    r"(?:signed|concluded|reached) between|"
    # An aside that lost what stood behind it: "… agreed to mending, in earnest?"
    r",\s(?:on|in|with|by|for|as|at)\s[a-z]+\?$|"
    # An adjective whose noun is gone: "hit by drones in a pre-dawn?"
    r"\ban? (?:pre|mid|early|late|day|week|month|year)-[a-z]+\?$|"
    r"\bhow many\b[^?]*\band (?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:in|at)\b|"
    r"[\"\u201c\u201d;:\[\]{}<>|\\*_=#@]|\.\.|--|\s[-\u2013\u2014]\s|,\s*,|\(\s*\)"
    r"|(?-i:[a-z]{3}[A-Z][a-z])|\bthe the\b|\ba the\b|\bthe (?:a|an|its|their)\b"
    r"|\b(?P<twice>\w+) (?:of which )?(?P=twice)\b",
    re.IGNORECASE,
)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ue000-\uf8ff\ufffd]"
    "|\u00e2\u20ac|\u00c3[\u0080-\u00bf]"
)
"""What no page prints: control marks, invisible ones, and letters of a wrong encoding."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A broken rule: its name and what broke it."""

    rule: str
    detail: str


DraftCheck = Callable[[Draft, Knowledge], str | None]


def _pronoun(draft: Draft, _: Knowledge) -> str | None:
    """1: a pronoun or demonstrative that the stem itself does not explain."""
    stem = draft.stem.replace("US$", "").replace("US ", "")
    match = _PRONOUNS.search(re.sub(r"\bUS\b", "", stem))
    if match:
        return match.group()
    half = _HALF_NAME.search(stem)
    if half:
        return half.group()
    possessive = _POSSESSIVES.search(stem)
    if possessive and not _explained(draft, possessive.start()):
        return possessive.group()
    return None


def _explained(draft: Draft, position: int) -> bool:
    """Whether a name or the asked thing stands before a possessive, for "his" a person's."""
    before = draft.stem[:position]
    if re.match(r"(?:his|her)\b", draft.stem[position:], re.IGNORECASE):
        persons = (w for w in draft.fact.sentence.words if w.entity in {"person", "resolved"})
        if not any(word.text.split()[-1] in draft.stem for word in persons):
            return bool(re.search(r"\bwho\b", before, re.IGNORECASE))
    who = r"" if draft.stem[position:].startswith("its") else "who|"
    asked = re.search(
        rf"\b(?:{who}which (?!date|month|year|city|country|state|day))", before, re.IGNORECASE
    )
    return bool(_NAME.search(before) or asked or _OWNER.search(before))


def _relative_time(draft: Draft, _: Knowledge) -> str | None:
    """1: a time that only the day of publication explains."""
    since_then = draft.stem.startswith("As of ")
    stem = _BACK_FROM_THEN.sub("", draft.stem) if since_then else draft.stem
    match = _RELATIVE.search(stem)
    if match is None and not EVERY_YEAR.search(draft.stem):
        match = _MONTH_ALONE.search(draft.stem)
    return match.group() if match else None


def _finite(draft: Draft, _: Knowledge) -> str | None:
    """1, 19: one question word, and a mark at the end."""
    if not draft.stem.endswith("?"):
        return "no question mark"
    asked = len(_WH.findall(draft.stem))
    return None if asked == 1 else f"{asked} question words"


def _broken(draft: Draft, knowledge: Knowledge) -> str | None:
    """1: marks and doublings that no printed question has, and sentences cut at a wrong joint."""
    stem = _QUOTED.sub(r"\1", draft.stem)
    match = _UNPRINTABLE.search(stem + draft.key) or _BROKEN_TEXT.search(stem)
    if match:
        return match.group()
    return misshapen(draft, knowledge) or lost(draft) or badly_joined(draft)


def _length(draft: Draft, _: Knowledge) -> str | None:
    """15, 19: too long to read, or too short to say what it asks."""
    count = len(draft.stem.split())
    return None if SHORTEST_STEM <= count <= LONGEST_STEM else f"{count} words"


def _negative(draft: Draft, _: Knowledge) -> str | None:
    """9: a negative stem."""
    match = _NEGATIVE.search(draft.stem)
    return match.group() if match else None


def _vague(draft: Draft, _: Knowledge) -> str | None:
    """18: words that mean different things to different readers."""
    match = _VAGUE.search(_VAGUE_EXCEPTION.sub("", draft.stem))
    return match.group() if match else None


def _given_away(draft: Draft, knowledge: Knowledge) -> str | None:
    """10: the stem holds the key, its acronym, its expansion or its demonym."""
    if plain(draft.key) and f" {plain(draft.key)} " in f" {plain(draft.stem)} ":
        return draft.key
    derived = re.search(rf"\b{re.escape(draft.key)}(?:n|ns|an|ans|ian|ians)\b", draft.stem)
    if derived and draft.fact.kind is FactKind.PLACE:
        return derived.group()
    if isinstance(draft.fact.value, EntityValue) and draft.fact.sub_kind != "full-form":
        return knowledge.gives_away(draft.key, draft.stem)
    return None


def _dated_twice(draft: Draft, _: Knowledge) -> str | None:
    """10: the year that is asked for stands elsewhere in the stem."""
    if draft.fact.kind is not FactKind.DATE or "n which month did" in draft.stem:
        return None
    years = set(YEAR.findall(draft.key)) & set(YEAR.findall(draft.stem))
    return next(iter(years), None)


def _evidence(draft: Draft, _: Knowledge) -> str | None:
    """The key must be found where the evidence says."""
    fact = draft.fact
    inside = fact.sentence.span.holds(fact.span)
    return None if inside and fact.surface.strip() else "the key is not in its sentence"


def _home(draft: Draft, knowledge: Knowledge) -> str | None:
    """2: answers that need no knowledge of the news.

    In an Indian exam "India"; of a thing in a country or city that the stem names, its continent.
    """
    if draft.focus == "continent" and _placed(draft.stem, knowledge):
        return draft.key
    return draft.key if draft.key in {"India", "Government of India"} else None


def _placed(stem: str, knowledge: Knowledge) -> bool:
    places = {"country", "city", "world-city", "state"}
    return any(mention.entry.sub_kind in places for mention in knowledge.find(stem))


def _bound(draft: Draft, _: Knowledge) -> str | None:
    """13: a bound is asked only as a reported figure, with who reported it or when."""
    value = draft.fact.value
    if not isinstance(value, FigureValue) or value.bound is Bound.EXACT:
        return None
    told = re.search(r"\b(?:according to|as reported)\b", draft.stem, re.IGNORECASE)
    return None if told else draft.fact.surface


DRAFT_CHECKS: dict[str, DraftCheck] = {
    "unresolved-reference": _pronoun,
    "relative-time": _relative_time,
    "reference-into-the-article": pointing,
    "one-question": _finite,
    "broken-text": _broken,
    "stem-length": _length,
    "negative-stem": _negative,
    "vague-term": _vague,
    "unfocused": unfocused,
    "gives-away-the-key": _given_away,
    "dated-in-the-stem": _dated_twice,
    "evidence": _evidence,
    "trivial-key": _home,
    "bound": _bound,
}


def draft_flaws(draft: Draft, knowledge: Knowledge) -> tuple[Flaw, ...]:
    """The rules that the stem and its key break, in the order of `DRAFT_CHECKS`."""
    found = ((rule, check(draft, knowledge)) for rule, check in DRAFT_CHECKS.items())
    return tuple(Flaw(rule, detail) for rule, detail in found if detail is not None)


@lru_cache(maxsize=_KEPT_TEXTS)
def plain(text: str) -> str:
    """A text as options are compared: small letters, single spaces, no marks."""
    return " ".join(re.sub(r"[^\w%.]+", " ", text.casefold()).split())
