"""Trees as the parser meets them in the engine: names, dates and amounts as one plain word each.

`analysis` shows the parser "Monday" for "12 March 2021" and "Jaishankar" for "External Affairs
Minister S. Jaishankar". These copies of the treebanks' sentences teach it the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.generation.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizapp.generation.language.train.treebanks import Node, Tree

_MONTHS = word_set(
    "January February March April May June July August September October November December "
    "Jan Jan. Feb Feb. Mar Mar. Apr Apr. Jun Jul Aug Aug. Sept Sept. Sep Sep. Oct Oct. Nov "
    "Nov. Dec Dec."
)
_LINKS = frozenset({"of", "for", "and", "&", "the", "-", "on"})
_INNER = frozenset({"compound", "flat", "nmod:desc", "nmod", "amod", "case", "punct", "cc", "conj"})
_INNER |= {"det", "nummod", "nmod:unmarked", "goeswith"}
_HEAD_BEFORE = frozenset({"of", "for", "on"})
_SIGNS = frozenset({"$", "€", "£", "US$", "¥", "₹", "Rs", "Rs."})
_DAYS_OF_MONTH = 31
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class _Group:
    """Half-open positions of the words that become one, and that word."""

    first: int
    end: int
    form: str
    pos: str
    tag: str
    features: str


def plain_tree(tree: Tree) -> Tree:
    """The sentence with its names, dates and amounts of several words as one word each."""
    groups: list[_Group] = []
    for group in (*_amounts(tree), *_dates(tree), *_names(tree)):
        apart = all(group.end <= other.first or other.end <= group.first for other in groups)
        if apart and _is_one_branch(tree, group.first, group.end):
            groups.append(group)
    return _merged(tree, sorted(groups, key=lambda group: group.first))


def _is_one_branch(tree: Tree, first: int, end: int) -> bool:
    return sum(_hangs_outside(tree, i, first, end) for i in range(first, end)) == 1


def _hangs_outside(tree: Tree, position: int, first: int, end: int) -> bool:
    head = tree[position].head
    return head == position or not first <= head < end


def _amounts(tree: Tree) -> Iterator[_Group]:
    position = 0
    while position < len(tree):
        end = position
        while end < len(tree) and _is_amount(tree[end]):
            end += 1
        words = [node.form for node in tree[position:end]]
        if any(word in _SIGNS for word in words) and end - position > 1:
            yield _Group(position, end, "money", "NOUN", "NN", "Number=Sing")
        elif len(words) > 1 and all(node.pos == "NUM" for node in tree[position:end]):
            yield _Group(position, end, "120", "NUM", "CD", "NumForm=Digit|NumType=Card")
        position = max(end, position + 1)


def _is_amount(node: Node) -> bool:
    return node.form in _SIGNS or (node.pos == "NUM" and not _is_year(node.form))


def _is_year(form: str) -> bool:
    return (
        form.isdigit() and len(form) == _YEAR_DIGITS and form[:2] in {"16", "17", "18", "19", "20"}
    )


def _dates(tree: Tree) -> Iterator[_Group]:
    """A month with the day before or after it, a year after that: "12 March 2021"."""
    for position, node in enumerate(tree):
        if node.form not in _MONTHS or node.pos != "PROPN":
            continue
        first, end, day = position, position + 1, False
        if position and _is_day(tree[position - 1].form):
            first, day = position - 1, True
        elif end < len(tree) and _is_day(tree[end].form):
            end, day = end + 1, True
        comma = end + 1 < len(tree) and tree[end].form == ","
        if end + comma < len(tree) and _is_year(tree[end + comma].form):
            end += comma + 1
        if end - first == 1:
            continue
        if day:
            yield _Group(first, end, "Monday", "PROPN", "NNP", "Number=Sing")
        else:
            yield _Group(first, end, "2013", "NUM", "CD", "NumForm=Digit|NumType=Card")


def _is_day(form: str) -> bool:
    digits = form.rstrip("stndrh")
    return digits.isdigit() and 1 <= int(digits) <= _DAYS_OF_MONTH


def _names(tree: Tree) -> Iterator[_Group]:
    """The longest runs of capitalised words that hang together under a proper noun."""
    position = 0
    while position < len(tree):
        if not _is_capital(tree[position]):
            position += 1
            continue
        found = next(
            (
                e
                for e in range(_run_end(tree, position), position + 1, -1)
                if _fits(tree, position, e)
            ),
            None,
        )
        if found is None:
            position += 1
            continue
        node = tree[found - 1]
        form = _head_noun(tree, position, found)
        features = node.features if node.pos == "PROPN" else "Number=Sing"
        yield _Group(position, found, form, "PROPN", "NNP", features)
        position = found


def _is_capital(node: Node) -> bool:
    return node.form[:1].isupper() and node.pos in {"PROPN", "ADJ", "NOUN"}


def _run_end(tree: Tree, first: int) -> int:
    end = first
    while end < len(tree) and (_is_capital(tree[end]) or tree[end].form in _LINKS):
        end += 1
    return end


def _fits(tree: Tree, first: int, end: int) -> bool:
    """Ends in a name, hangs together, and nothing but name-like relations inside."""
    if not _is_capital(tree[end - 1]) or not any(n.pos == "PROPN" for n in tree[first:end]):
        return False
    outer = [i for i in range(first, end) if _hangs_outside(tree, i, first, end)]
    if len(outer) != 1 or tree[outer[0]].pos not in {"PROPN", "NOUN"}:
        return False
    names = all(tree[i].relation in _INNER for i in range(first, end) if i != outer[0])
    listed = any(tree[i].relation == "conj" and tree[i].head == outer[0] for i in range(first, end))
    return names and not listed


def _head_noun(tree: Tree, first: int, end: int) -> str:
    for position in range(first + 1, end):
        if tree[position].form in _HEAD_BEFORE:
            return tree[position - 1].form
    return tree[end - 1].form


def _merged(tree: Tree, groups: list[_Group]) -> Tree:
    begins = {group.first: group for group in groups}
    place: dict[int, int] = {}
    kept: list[tuple[int, _Group | None]] = []
    position = 0
    while position < len(tree):
        group = begins.get(position)
        end = group.end if group else position + 1
        place |= dict.fromkeys(range(position, end), len(kept))
        outer = next(i for i in range(position, end) if _hangs_outside(tree, i, position, end))
        kept.append((outer, group))
        position = end
    return tuple(_renewed(tree, outer, group, place) for outer, group in kept)


def _renewed(tree: Tree, outer: int, group: _Group | None, place: dict[int, int]) -> Node:
    node = replace(tree[outer], head=place[tree[outer].head])
    if group is None:
        return node
    return replace(
        node,
        form=group.form,
        lemma=group.form,
        pos=group.pos,
        tag=group.tag,
        features=group.features,
        space=tree[group.end - 1].space,
    )
