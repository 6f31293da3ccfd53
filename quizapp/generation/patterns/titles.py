"""Who held a post, by the title before a name: "Konkan Railway Chairman A B", "Goa Governor C D".

A title is what the post is of and the post; where it does not say what it is of, the country or
the state of the article does, if there is only one. Posts that several hold at a time are nobody's.
"""

import re
from collections.abc import Iterator, Sequence

from quizapp.domain.items import FactKind
from quizapp.generation.resolution import Resolved
from quizapp.generation.times import YEAR, When
from quizapp.generation.types import Draft, EntityValue, Entry, Fact, Knowledge, Mention
from quizapp.generation.wording import needs_article, sentence_case
from quizapp.generation.words import word_set

__all__ = ["held"]

_COURTESY = word_set("dr mr mrs ms shri smt")
_LONGEST_POST = 5
_OWNER = re.compile(r"((?:[A-Z][\w.]+ )*[A-Z][\w.]+)['\u2019]s\s+$")
_OF_NAME = re.compile(r"\s+of\s+(?:the\s+)?((?:[A-Z]\w+ ?)+)")
_COUNTRY_POSTS = frozenset(
    {"president", "prime minister", "chancellor", "king", "queen", "sultan", "emperor", "premier"}
)
_PORTFOLIO = re.compile(r"(?:[A-Z]\w+ (?:and )?)+[Mm]inister|(?:[a-z]+ )+minister")
_NO_LONGER = re.compile(
    r"\b(?:former|then|late|ex|erstwhile|outgoing|acting|interim|deputy|incoming|next|designate|"
    r"elect|young|previous|first)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:^| )(?P<post>(?:Chief (?:Election Commissioner|Vigilance Commissioner|Justice|Minister|"
    r"Secretary|Executive Officer|Executive|Economic Adviser|of [A-Z]\w+ Staff)|Prime Minister|"
    r"(?:Lieutenant|Lt\.?) Governor|Vice[- ]Chancellor|Vice[- ]President|Managing Director|"
    r"Director[- ]General|Secretary[- ]General|Chairman|Chairperson|Chairwoman|President|Governor|"
    r"Speaker|Commissioner|Chancellor|Mayor|Premier|Administrator|CEO|Director|Secretary|"
    r"president|chairman|chairperson|chairwoman|chancellor|administrator|director|"
    r"chief (?:minister|justice|secretary|executive officer|executive)|prime minister|governor|"
    r"speaker|mayor|premier|vice[- ]chancellor|"
    r"secretary[- ]general|director[- ]general|managing director))$"
)
_TWO_POSTS = re.compile(r"\band (?:(?:Prime|Chief) )?(?:Minister|President|Governor)\b(?! of)")
_SECRETARY = re.compile(
    r"(?:Foreign|Home|Defen[cs]e|Health|Finance|Treasury|Energy|Interior|Commerce|Education|Trade) "
    r"Secretary|Secretary of State"
)
_FIELDS = word_set(
    "foreign home finance health defence defense revenue interior treasury education trade energy "
    "commerce state external internal prime chief political military economic press"
)
_MANY_HOLD = word_set(
    "joint assistant associate additional regional deputy co under special senior vice zonal "
    "district divisional executive principal general working acting independent additional founder "
    "whole-time part-time nominee"
)
_NO_PORTFOLIO = frozenset({"State", "Deputy", "Foreign", "First", "Senior"})
_OF_STATES = frozenset({"Governor", "Chief Minister", "Chief Secretary"})
_UNION_SECRETARIES = frozenset(
    f"{field} Secretary"
    for field in (
        "Finance",
        "Revenue",
        "Home",
        "Foreign",
        "Defence",
        "Cabinet",
        "Health",
        "Commerce",
    )
)
"""Posts of which the Union has one; what a state calls so is told apart by the article."""
_GENERIC = word_set(
    "state national union assembly party house congress council committee board central federal "
    "new the local district city company group world protem park bank unit cell wing zone "
    "legislative municipal student students users youth women"
)
_CAPITAL_LETTERS = re.compile(r"^[A-Z]{3,}$")


def held(
    fact: Fact, resolved: Resolved, now: When, knowledge: Knowledge, of: tuple[str, str, str]
) -> Iterator[Draft]:
    """As in "Konkan Railway Chairman A B said …": who was the Chairman of Konkan Railway?

    `of` are the post that stands before the name, and the country and the state of the article.
    """
    title, home, state = of
    value = fact.value
    if fact.kind is not FactKind.PERSON or not isinstance(value, EntityValue) or not now.label:
        return
    years = set(YEAR.findall(fact.sentence.text))
    if len(value.name.split()) < 2 or years - {str(now.year)}:  # noqa: PLR2004 — a full name
        return
    if not title or _is_past(fact, title) or _TWO_POSTS.search(title):
        return
    post = _post_of_country(fact, title, knowledge) or _named(
        title, value, (home, state), knowledge
    )
    if not post:
        return
    yield Draft(
        fact=fact,
        stem=sentence_case(f"as of {now.label}, who was the {post}"),
        key=value.name,
        pattern="post",
        focus="person",
        supports=resolved.supports,
        strength=0.7,
    )


def _is_past(fact: Fact, title: str) -> bool:
    """Whether the title, or the two words before it, say that the post is held no longer."""
    text = fact.sentence.text
    start = text.rfind(title, 0, fact.span.start - fact.sentence.span.start)
    before = " ".join(text[: max(0, start)].split()[-2:])
    return _NO_LONGER.search(f"{before} {title}") is not None


def _post_of_country(fact: Fact, title: str, knowledge: Knowledge) -> str:
    """As in "Niger's president", "Nepali Prime Minister", "President A B of Egypt"."""
    words = [word for word in title.split() if word.rstrip(".").casefold() not in _COURTESY]
    if not words:
        return ""
    start = fact.span.start - fact.sentence.span.start
    before = fact.sentence.text[: fact.sentence.text.rfind(title, 0, start)]
    after = fact.sentence.text[fact.span.end - fact.sentence.span.start :]
    country = knowledge.adjective(words[0]) or _country_named(words[0], knowledge)
    if country is not None:
        words = words[1:]
    elif owner := _OWNER.search(before):
        country = _country_named(owner.group(1), knowledge)
    elif following := _OF_NAME.match(after):
        country = _country_named(following.group(1), knowledge)
    if country is None or country.sub_kind != "country" or not words:
        return ""
    post = " ".join(words)
    if len(words) > _LONGEST_POST or sum(w.casefold() == "minister" for w in words) > 1:
        return ""
    known = post.casefold() in _COUNTRY_POSTS or _SECRETARY.fullmatch(post)
    if not known and not _PORTFOLIO.fullmatch(post):
        return ""
    return f"{post.title() if post.islower() else post} of {_the(country.name)}"


def _country_named(name: str, knowledge: Knowledge) -> Entry | None:
    entry = knowledge.lookup(name)
    return entry if entry is not None and entry.sub_kind == "country" else None


def _named(title: str, value: EntityValue, of: tuple[str, str], knowledge: Knowledge) -> str:
    """The post with what it is of: "Chairman of Konkan Railway", "Defence Minister of India"."""
    home, state = of
    words = title.split()
    while words and words[-1].rstrip(".").casefold() in _COURTESY:
        words = words[:-1]
    plain = " ".join(words)
    if not plain[:1].isupper() or re.search(r"[a-z] and (?!\w+ (?:Minister|Secretary))", plain):
        return ""
    if words[-1] == "Minister" and words[-2:] not in (["Chief", "Minister"], ["Prime", "Minister"]):
        return _minister(words, value, home, state, knowledge)
    if plain in _UNION_SECRETARIES:
        return f"{plain} of {_the(home)}" if home and not state else ""
    whole = re.fullmatch(r"(?P<post>[A-Z][\w-]+) of (?:the )?(?P<of>[A-Z].*)", plain)
    match = whole or _POST.search(plain)
    if match is None:
        return ""
    post = match["post"].replace("Lt ", "Lieutenant ").replace("Lt. ", "Lieutenant ")
    post = post.title() if post.islower() else post
    owner = whole["of"] if whole else plain[: match.start()].strip()
    if post == "Minister":
        return ""  # one of several, or a Chief Minister cut short
    if owner == "State" or (not owner and post in _OF_STATES):
        owner = state
    if not owner and post == "Chief Election Commissioner":
        owner = home
    state_named = knowledge.lookup(owner)
    if state_named is not None and state_named.sub_kind == "state":
        owner = state_named.name  # "UP" is read by nobody abroad
    return f"{post} of {_the(owner)}" if _is_owner(owner, knowledge) else ""


def _minister(
    words: list[str], value: EntityValue, home: str, state: str, knowledge: Knowledge
) -> str:
    """A minister with a portfolio: of the country, unless a state's may be meant."""
    portfolio = [w for w in words[:-1] if w != "Union"]
    if not portfolio or portfolio[0] in _NO_PORTFOLIO or not home:
        return ""
    places = [m for m in knowledge.find(" ".join(portfolio)) if m.entry.kind is FactKind.PLACE]
    if places:  # "Tamil Nadu Revenue Minister" is none of the country's
        return _states_minister(" ".join(words), places)
    in_union = value.entry is not None and value.entry.sub_kind == "minister"
    if state and not in_union and "Union" not in words:
        return ""
    return f"{' '.join(words)} of {_the(home)}"


def _states_minister(title: str, places: Sequence[Mention]) -> str:
    """As in "Goa Health Minister": the Health Minister of Goa."""
    (place, *others) = places
    rest = title[place.end :].strip()
    if others or place.start or place.entry.sub_kind != "state":
        return ""
    telling = rest.split()[0] not in _NO_PORTFOLIO | {"Chief", "Prime", "Minister", "Cabinet"}
    return f"{rest} of {place.entry.name}" if telling else ""


def _is_owner(owner: str, knowledge: Knowledge) -> bool:
    """Whether a post can be of it: a known name, or a name of several words that is no rank."""
    words = owner.split()
    if not words or {w.casefold() for w in words} & _MANY_HOLD or not words[-1][:1].isupper():
        return False
    if words[-1].casefold() in _FIELDS:
        return False
    if "and" in words and knowledge.lookup(owner) is None:
        return False
    if knowledge.lookup(owner) is not None or _CAPITAL_LETTERS.match(owner):
        return True
    return len(words) > 1 and not all(w.casefold() in _GENERIC for w in words)


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("United") or needs_article(name) else name
