"""What the parser need not see: brackets, asides between commas, tails after "but", idle adverbs.

What is left out stays in the text; it is only not parsed, and no question is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_IDLE = frozenset(
    "reportedly also already currently however meanwhile moreover furthermore therefore "
    "additionally previously altogether further".split()
)
_SO_FAR = frozenset({("till", "date"), ("so", "far"), ("to", "date"), ("till", "now")})
_RELATIVE = frozenset("which who whose where when whom".split())
_APPOSITION = frozenset("a an the former its".split())
_TAIL = frozenset("but although though while whereas as because".split())
_CONCESSION = frozenset("while although though".split())
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_IRREGULAR = frozenset("known held led built made born set seen run begun including".split())
_LONGEST_ASIDE = 18
_FEWEST_LEFT = 4
_CORRESPONDENT = re.compile(r"^(?:\w+ )?correspondent reports that$", re.IGNORECASE)


def left_out(tokens: Sequence[str]) -> frozenset[int]:
    """The positions of the tokens that are not to be parsed."""
    out = _in_brackets(tokens) | _agency(tokens)
    out |= _opening_concession(tokens, out)
    out |= _tail(tokens, out)
    out |= _between_commas(tokens, out)
    out |= {i for i, token in enumerate(tokens) if token.casefold() in _IDLE and i not in out}
    out |= _till_date(tokens) | _total(tokens)
    out |= _stray_comma(tokens, out)
    return frozenset(out)


def _in_brackets(tokens: Sequence[str]) -> set[int]:
    out: set[int] = set()
    depth = 0
    for i, token in enumerate(tokens):
        depth += token in {"(", "["}
        if depth:
            out.add(i)
            depth -= token in {")", "]"}
    return out


def _agency(tokens: Sequence[str]) -> set[int]:
    """ "AIR correspondent reports that" in front of the news itself."""
    for length in (3, 4):
        if _CORRESPONDENT.match(" ".join(tokens[:length])):
            return set(range(length))
    return set()


def _opening_concession(tokens: Sequence[str], out: set[int]) -> set[int]:
    """ "While …," at the start: what follows the comma is the statement."""
    start = next((i for i in range(len(tokens)) if i not in out), 0)
    if not tokens or tokens[start].casefold() not in _CONCESSION or "," not in tokens:
        return set()
    comma = tokens.index(",")
    return set(range(start, comma + 1)) if len(tokens) - comma > _FEWEST_LEFT else set()


def _tail(tokens: Sequence[str], out: set[int]) -> set[int]:
    """All after "; …", ", but …", ", although …": a statement of its own."""
    for i, token in enumerate(tokens[:-1]):
        if i in out or i < _FEWEST_LEFT:
            continue
        breaks = token == ";" or (token == "," and tokens[i + 1].casefold() in _TAIL)
        if breaks:
            return set(range(i, len(tokens) - (tokens[-1] == ".")))
    return set()


def _between_commas(tokens: Sequence[str], out: set[int]) -> set[int]:
    """ ", which …," and ", a member of …," after a noun; to the end where no comma closes it."""
    found: set[int] = set()
    commas = [i for i, token in enumerate(tokens) if token == "," and i not in out]
    for position, comma in enumerate(commas):
        if comma in found or comma + 1 >= len(tokens) or comma == 0:
            continue
        first = tokens[comma + 1]
        later = [c for c in commas[position + 1 :] if c > comma + 1]
        end = later[0] if later else None
        relative = first in _RELATIVE
        participle = bool(_PARTICIPLE.match(first)) or first in _IRREGULAR
        if end is None:
            if relative or (participle and comma >= _FEWEST_LEFT and position == len(commas) - 1):
                found |= set(range(comma, len(tokens) - (tokens[-1] == ".")))
            continue
        apposition = first in _APPOSITION
        listed = tokens[end + 1 : end + 2] and tokens[end + 1] in {"and", "or", "the", "a"}
        long = end - comma > _LONGEST_ASIDE
        if (relative or participle or apposition) and not listed and not long:
            found |= set(range(comma, end + 1))
    return found


def _till_date(tokens: Sequence[str]) -> set[int]:
    """ "till date", "so far": what a stem says with its own "as of"."""
    out: set[int] = set()
    for i in range(len(tokens) - 1):
        if (tokens[i].casefold(), tokens[i + 1].casefold()) in _SO_FAR:
            out |= {i, i + 1}
    return out


def _total(tokens: Sequence[str]) -> set[int]:
    """ "a total of" before a number: the number alone says it."""
    out: set[int] = set()
    for i in range(len(tokens) - 3):
        if [t.casefold() for t in tokens[i : i + 3]] == ["a", "total", "of"]:
            out |= {i, i + 1, i + 2} if tokens[i + 3][:1].isdigit() else set()
    return out


def _stray_comma(tokens: Sequence[str], out: set[int]) -> set[int]:
    """A comma that nothing stands before any more."""
    for i, token in enumerate(tokens):
        if i not in out:
            return {i} if token == "," else set()
    return set()
