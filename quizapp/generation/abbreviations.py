"""Full forms: "National Statistical Office (NSO)" asks what NSO stands for.

The wrong options change two words of the full form, each to another word with the same initial:
of the four options every changed word stands in two, so that no option is nearer to the rest than
another (the convergence cue).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

__all__ = ["FULL_FORM", "drafts", "propose"]

FULL_FORM = "full-form"
_BRACKET = re.compile(r"\((?P<short>[A-Z][A-Za-z]{1,6}[A-Z])\)")
_WORD = re.compile(r"[\w'&-]+")
_MINOR = frozenset("of and for the on in to a an at & with by".split())
_FEWEST_LETTERS = 3
_MOST_WORDS = 8

_HEADS = (
    "Agency Authority Association Alliance Academy Administration Act Area Board Bureau Bank Body "
    "Bill Council Commission Committee Corporation Centre Company Code Conference Department "
    "Directorate Division Establishment Enterprise Exchange Fund Federation Foundation Forum Force "
    "Facility Group Grid Gateway House Index Institute Initiative Interface Item League Law "
    "Laboratory Ministry Mission Mechanism Measure Network Norm Organisation Office Operation "
    "Order Programme Project Plan Policy Protocol Party Procedure Record Register Review Report "
    "Scheme Society Service System Survey Strategy Station Tax Tribunal Trust Treaty Team Test "
    "Union Unit University Undertaking Venture Vehicle Virus Wing Zone Yojana"
).split()
_MODIFIERS = (
    "African Advanced Asian Agricultural Allied Applied Basic Bilateral Border British Central "
    "Common Combined Continental Commercial Capital Computer Direct Digital Defence Development "
    "Domestic Economic Electronic Environmental Energy Export European Financial Federal Foreign "
    "Free Food General Global Gross Geological Green Health High Home Human Housing International "
    "Indian Industrial Integrated Indirect Internal Input Joint Judicial Land Legal Local Liquid "
    "Medical Marine Monetary Multilateral Mutual National Natural Northern Nuclear Naval Open "
    "Overseas Optical Ocean Public Private Pacific Planetary Primary Petroleum Quality Quick "
    "Quantitative Regional Rural Research Resource Reserve Renewable Rapid Royal State Social "
    "Scientific Statistical Strategic Security Special Solar Standard Technical Trade Table "
    "Technology Telecom Tropical Transport Training Table Universal United Urban Unified Virtual "
    "Voluntary Veterinary Value Viral World Western Water Wildlife Working Youth Yield Zonal "
    "Agreement Budget Credit Customs Data Export Growth Goods Knowledge Labour Management Output "
    "Product Production Services Taxes Tariff Trade Tennis Tourism Treatment Transit Education "
    "Emergency Engineering Infrastructure Information Innovation Insurance Response Recovery Relief"
).split()


def _by_initial(words: list[str]) -> Mapping[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        table.setdefault(word[0], []).append(word)
    return {letter: tuple(found) for letter, found in table.items()}


_HEADS_BY_INITIAL = _by_initial(_HEADS)
_MODIFIERS_BY_INITIAL = _by_initial(_MODIFIERS)


def drafts(sentence: Sentence) -> Iterator[Draft]:
    """A draft for each abbreviation in brackets whose full form stands right before it."""
    for bracket in _BRACKET.finditer(sentence.text):
        short = bracket["short"]
        found = _expansion(sentence.text[: bracket.start()], short)
        if found is None:
            continue
        start, end = found
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
    """Three to four full forms with two words exchanged, none that is known to be a real name."""
    words = draft.key.split()
    heads = {i for i, word in enumerate(words) if _is_head(words, i) and word not in _MINOR}
    table = {i: _others(words[i], is_head=i in heads) for i in range(len(words))}
    places = [i for i in range(len(words)) if table[i]]
    if len(places) < 2:  # noqa: PLR2004 — two words have to change
        return Proposal((), OptionOrder.SHUFFLE)
    last = next((i for i in reversed(places) if i in heads), places[-1])
    other = rng.choice([i for i in places if i != last])
    first_new, *more_first = rng.sample(table[last], len(table[last]))
    other_new, *more_other = rng.sample(table[other], len(table[other]))
    made = [
        _changed(words, {last: first_new}),
        _changed(words, {other: other_new}),
        _changed(words, {last: first_new, other: other_new}),
    ]
    if more_first and more_other:
        made.append(_changed(words, {last: more_first[0], other: more_other[0]}))
    real = [option for option in made if knowledge.lookup(option) is not None]
    return Proposal(tuple(o for o in made if o not in real), OptionOrder.SHUFFLE)


def _is_head(words: list[str], index: int) -> bool:
    return index == len(words) - 1 or words[index + 1] in {"of", "for", "on"}


def _others(word: str, *, is_head: bool) -> list[str]:
    if word in _MINOR:
        return []
    table = _HEADS_BY_INITIAL if is_head else _MODIFIERS_BY_INITIAL
    same = {word, word.rstrip("s"), f"{word}s"}
    plural = word.endswith("s") and not word.endswith(("ss", "us"))
    found = [other for other in table.get(word[0], ()) if other not in same]
    return [o if not plural or o.endswith("s") else f"{o}s" for o in found] if is_head else found


def _changed(words: list[str], new: Mapping[int, str]) -> str:
    return " ".join(new.get(i, word) for i, word in enumerate(words))
