"""Whether the one who is the key held the post that a stem asks for, in the month that it names.

An article names many a holder of a post who holds it no longer: a statue of a president, a judge's
ruling of long ago. The gazetteers know who held the best-known posts and when; of others the
sentence must not look back, and the article must not name two.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from quizapp.generation.knowledge.records import read_holders
from quizapp.generation.stem_checks import Flaw
from quizapp.generation.types import Draft
from quizapp.generation.values import MONTHS

__all__ = ["held_by_others", "holder_rivals"]

_ASKED = re.compile(
    r"^As of (?P<month>[A-Z][a-z]+) (?P<year>\d{4}), who was the (?P<post>[^?]+)\?$"
)
_LOOKS_BACK = re.compile(
    r"\b(?:statues?|monuments?|memorials?|portraits?|tombs?|busts?|biograph\w+|mausoleum|graves?|"
    r"assassinat\w+|centuries|century|birthplace|legacy|named (?:after|for)|history|historic\w*|"
    r"slave\w*|era of|in the time of|during the (?:reign|rule|presidency|tenure) of|"
    r"signed into law|founding fathers?|anniversary of)\b",
    re.IGNORECASE,
)
_LOCATED = re.compile(
    r"\b(?:Lieutenant|Lt\.?|Vice|Deputy|Acting|Interim|Honorary|Former|Then|Ex)[- ]$", re.IGNORECASE
)


def held_by_others(draft: Draft, several: Mapping[str, frozenset[str]]) -> tuple[Flaw, ...]:
    """13: the key held the post at another time, or another one held it as well.

    `several` are the `holder_rivals` of the article.
    """
    asked = _ASKED.match(draft.stem)
    if asked is None or not draft.pattern.startswith("post"):
        return ()
    month = f"{asked['year']}-{MONTHS.index(asked['month']) + 1:02}"
    known = _known_holders(asked["post"], month)
    if known is not None:
        fits = any(_same_person(draft.key, name) for name in known)
        return () if fits else (Flaw("wrong-holder", f"{draft.key}, not {' or '.join(known)}"),)
    others = [key for key in several.get(draft.stem, ()) if not _same_person(key, draft.key)]
    if others:
        return (Flaw("second-right-answer", min(others)),)
    looks_back = _LOOKS_BACK.search(draft.fact.sentence.text)
    if looks_back:
        return (Flaw("wrong-holder", looks_back.group()),)
    return _of_lower_rank(draft, asked["post"])


def _of_lower_rank(draft: Draft, post: str) -> tuple[Flaw, ...]:
    """As in "the Lieutenant Governor of Delhi", asked for as its Governor."""
    first = post.split(maxsplit=1)[0]
    text = draft.fact.sentence.text
    ranked = list(re.finditer(rf"\b{re.escape(first)}\b", text, re.IGNORECASE))
    lower = [_LOCATED.search(text[: m.start()]) for m in ranked]
    if ranked and all(lower):
        return (Flaw("wrong-holder", f"{lower[0].group() if lower[0] else ''}{first}"),)
    return ()


def _known_holders(post: str, month: str) -> tuple[str, ...] | None:
    """Who held the post in that month, both where it changed hands; None where nobody knows."""
    posts, last = read_holders()
    held = posts.get(post)
    if held is None or not min(held) <= month <= last:
        return None
    before = [start for start in sorted(held) if start <= month]
    latest = before[-1]
    changed = latest == month and len(before) > 1
    return (held[before[-2]], held[latest]) if changed else (held[latest],)


def _same_person(one: str, other: str) -> bool:
    """Whether two spellings may be one person's: the last names agree, and the first letters."""
    first, second = (re.findall(r"[^\W\d_]+", name.casefold()) for name in (one, other))
    alike = bool(first and second) and first[-1] == second[-1]
    return alike and (len(first) == 1 or first[0][0] == second[0][0])


def holder_rivals(drafts: Iterable[Draft]) -> Mapping[str, frozenset[str]]:
    """Stem → the keys, where drafts give the same stem several: two holders of one post."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.pattern.startswith("post"):
            keys[draft.stem].add(draft.key)
    return {stem: frozenset(found) for stem, found in keys.items() if len(found) > 1}
