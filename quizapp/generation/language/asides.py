"""What the parser need not see: brackets, asides between commas, tails after "but", idle adverbs.

What is left out stays in the text; it is only not parsed, and no question is made of it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.generation.words import word_set

_IDLE = word_set(
    "reportedly also already currently however meanwhile moreover furthermore therefore "
    "additionally previously altogether further"
)
_SO_FAR = frozenset(
    {
        ("this", "morning"),
        ("this", "evening"),
        ("this", "afternoon"),
        ("till", "date"),
        ("so", "far"),
        ("to", "date"),
        ("till", "now"),
    }
)
_RELATIVE = word_set("which who whose where when whom")
_APPOSITION = word_set("a an the former formerly previously now then once its")
_SHORT_OPENING = 3
_TAIL = word_set("but although though while whereas as because")
_CONCESSION = word_set("while although though")
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)$")
_IRREGULAR = word_set("known held led built made born set seen run begun including")
_LONGEST_ASIDE = 18
_VERBS = frozenset({"have", "has", "had", "were", "was", "are", "is", "will"})
_DASHES = frozenset({"\u2014", "--"})
_OPENING = word_set("in on at unlike after during by with for under from since")
_FEWEST_LEFT = 4
_OTHERS = 5
"""Words of "along with 18 other satellites"."""
_CORRESPONDENT = re.compile(r"^(?:\w+ ){0,3}correspondent reports that$", re.IGNORECASE)


def left_out(words: Sequence[str]) -> frozenset[int]:
    """The positions of the words that are not to be parsed."""
    out = _in_brackets(words) | _agency(words)
    out |= _opening_concession(words, out)
    out |= _including(words) | _dashes(words, out) | _tail(words, out)
    out |= _between_commas(words, out)
    out |= {i for i, word in enumerate(words) if word.casefold() in _IDLE and i not in out}
    out |= _till_date(words) | _total(words) | _with_others(words)
    out |= _stray_comma(words, out)
    return frozenset(out)


def unread(words: Sequence[str]) -> frozenset[int]:
    """The positions of the words that are part of no statement: brackets, idle adverbs."""
    out = _in_brackets(words) | _agency(words) | _till_date(words) | _total(words)
    out |= {i for i, word in enumerate(words) if word.casefold() in _IDLE}
    out |= _with_others(words)
    return frozenset(out | _stray_comma(words, out))


def _in_brackets(words: Sequence[str]) -> set[int]:
    out: set[int] = set()
    depth = 0
    for i, word in enumerate(words):
        depth += word in {"(", "["}
        if depth:
            out.add(i)
            depth -= word in {")", "]"}
    return out


def _agency(words: Sequence[str]) -> set[int]:
    """As in "Our correspondent reports that" in front of the news itself."""
    for length in (3, 4, 5, 6):
        if _CORRESPONDENT.match(" ".join(words[:length])):
            return set(range(length))
    return set()


def _opening_concession(words: Sequence[str], out: set[int]) -> set[int]:
    """As in "While …," at the start: what follows the comma is the statement."""
    start = next((i for i in range(len(words)) if i not in out), 0)
    if not words or words[start].casefold() not in _CONCESSION or "," not in words:
        return set()
    comma = words.index(",")
    return set(range(start, comma + 1)) if len(words) - comma > _FEWEST_LEFT else set()


def _including(words: Sequence[str]) -> set[int]:
    """As in ", including 150 firms have registered": up to the verb, where no comma closes it."""
    for i in range(len(words) - 1):
        if words[i] == "," and words[i + 1] == "including":
            verb = next((j for j in range(i, len(words)) if words[j] in _VERBS), None)
            if verb is not None and "," not in words[i + 1 : verb]:
                return set(range(i, verb))
    return set()


def _dashes(words: Sequence[str], out: set[int]) -> set[int]:
    """What stands between two dashes, or after a single one."""
    dashes = [i for i, word in enumerate(words) if word in _DASHES and i not in out]
    if not dashes or dashes[0] < _FEWEST_LEFT:
        return set()
    if len(dashes) == 1:
        return set(range(dashes[0], len(words) - (words[-1] == ".")))
    return set(range(dashes[0], dashes[1] + 1))


def _tail(words: Sequence[str], out: set[int]) -> set[int]:
    """All after "; …", ", but …", ", although …": a statement of its own."""
    for i, word in enumerate(words[:-1]):
        if i in out or i < _FEWEST_LEFT:
            continue
        breaks = word == ";" or (word == "," and words[i + 1].casefold() in _TAIL)
        if breaks:
            return set(range(i, len(words) - (words[-1] == ".")))
    return set()


def _between_commas(words: Sequence[str], out: set[int]) -> set[int]:
    """As in ", which …," or ", a member of …,"; to the end where no comma closes it."""
    found: set[int] = set()
    commas = [i for i, word in enumerate(words) if word == "," and i not in out]
    for position, comma in enumerate(commas):
        if comma in found or comma + 1 >= len(words) or comma == 0:
            continue
        first = words[comma + 1]
        later = [c for c in commas[position + 1 :] if c > comma + 1]
        end = later[0] if later else None
        relative = first in _RELATIVE
        participle = first != "aged" and (bool(_PARTICIPLE.match(first)) or first in _IRREGULAR)
        if end is None:
            if relative or (participle and comma >= _FEWEST_LEFT and position == len(commas) - 1):
                found |= set(range(comma, len(words) - (words[-1] == ".")))
            continue
        # "In Kenya, where …, the board has": the opening phrase keeps its comma, and what follows
        # a short one ("On Friday, the Sultan …") is the subject.
        opens = words[0].casefold() in _OPENING and comma <= _SHORT_OPENING
        apposition = first in _APPOSITION and not opens
        listed = words[end + 1 : end + 2] and words[end + 1] in {"and", "or", "the", "a"}
        listed = listed or _goes_on(words, end)
        long = end - comma > _LONGEST_ASIDE
        if (relative or participle or apposition) and not listed and not long:
            found |= set(range(comma, end + (0 if opens else 1)))
    return found


def _goes_on(words: Sequence[str], comma: int) -> bool:
    """Whether the comma is one of a list: "…, Poland, and Slovakia" follows."""
    near = words[comma + 1 : comma + 6]
    pairs = pairwise(near)
    return any(one == "," and two in {"and", "or"} for one, two in pairs)


def _till_date(words: Sequence[str]) -> set[int]:
    """As in "till date", "so far": what a stem says with its own "as of"."""
    out: set[int] = set()
    for i in range(len(words) - 1):
        if (words[i].casefold(), words[i + 1].casefold()) in _SO_FAR:
            out |= {i, i + 1}
    return out


def _with_others(words: Sequence[str]) -> set[int]:
    """As in "along with 18 other satellites" before a preposition: what is told holds without."""
    for i in range(len(words) - _OTHERS):
        if words[i].casefold() not in {"along", "together"} or words[i + 1] != "with":
            continue
        if words[i + 3] == "other" and words[i + _OTHERS].casefold() in _OPENING:
            return set(range(i, i + _OTHERS))
    return set()


def _total(words: Sequence[str]) -> set[int]:
    """As in "a total of" before a number: the number alone says it."""
    out: set[int] = set()
    for i in range(len(words) - 3):
        if [t.casefold() for t in words[i : i + 3]] == ["a", "total", "of"]:
            out |= {i, i + 1, i + 2} if words[i + 3][:1].isdigit() else set()
    return out


def _stray_comma(words: Sequence[str], out: set[int]) -> set[int]:
    """A comma that nothing stands before any more."""
    for i, word in enumerate(words):
        if i not in out:
            return {i} if word == "," else set()
    return set()
