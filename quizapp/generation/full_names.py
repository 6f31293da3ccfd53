"""Names in a stem as an examiner prints them: with their capital letter, and in full.

A report gives a name in full once and then says "Rao" or begins a sentence with it, where its
capital tells nothing; a question printed years later has to say "A. B. Rao". May import the data
types and the gazetteers.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge import load
from quizapp.generation.types import Article, BlockKind, Draft, EntityValue, Fact

__all__ = ["with_full_names"]

_SMALL = re.compile(r"(?<![\w'’-])[a-z][a-z'’]{3,}(?![\w-])")
_INSIDE = r"[a-z,] {}(?![\w'’-]|\s+[A-Z])"
"""Where a name stands within a sentence, with no other name behind it."""


def with_full_names(draft: Draft, article: Article, facts: Sequence[Fact]) -> Draft:
    """The draft with capitals and full names in its stem, where the article gives just one."""
    stem = _capitalised(draft, article)
    for last, full in _by_one_name(facts).items() if draft.verb else ():
        alone = rf"(?<![A-Z][\w.'’-] )(?<![\w'’-]){re.escape(last)}(?![\w-]|\s+[A-Z])"
        match = re.search(alone, stem)
        if match is None or full in stem or full == draft.key or last in draft.key:
            continue
        before = stem[: match.start()].split()
        named = bool(before) and before[-1][:1].isupper() and len(before) > 1
        if not named or before[-1].endswith(","):
            stem = stem[: match.start()] + full + stem[match.end() :]
    return draft if stem == draft.stem else replace(draft, stem=stem)


def _capitalised(draft: Draft, article: Article) -> str:
    """The stem with a capital for the name that opened its sentence: "hammons founded"."""
    opening = re.match(r"[A-Z][\w'’]+", draft.fact.sentence.text)
    if opening is None:
        return draft.stem
    told = [b.text for b in article.blocks if b.kind is BlockKind.PARAGRAPH]
    name = opening.group().partition("'")[0].partition("’")[0]
    for match in _SMALL.finditer(draft.stem):
        if match.group().partition("'")[0] != name.lower():
            continue
        inside = re.compile(_INSIDE.format(re.escape(name)))
        small = re.compile(rf"(?<![\w'’-]){re.escape(name.lower())}(?![\w-])")
        if any(inside.search(text) for text in told) and not any(map(small.search, told)):
            return draft.stem[: match.start()] + name + draft.stem[match.start() + len(name) :]
    common = re.compile(rf"(?<![\w'’-]){re.escape(name.lower())}(?![\w-])")
    words = draft.fact.sentence.words[:1]
    no_name = words and not words[0].entity and any(map(common.search, told))
    behind = rf"(?<=[a-z,] ){re.escape(name)}(?= [a-z])"
    return re.sub(behind, name.lower(), draft.stem) if no_name else draft.stem


def _by_one_name(facts: Sequence[Fact]) -> dict[str, str]:
    """The one person whom each last name means, and each name that the article uses alone.

    Not where something else has the name as well: the firm "Kamat & Sons", the country of "Loom
    India".
    """
    names = (f.surface.split() for f in facts if f.kind is not FactKind.PERSON)
    others = {word for words in names if len(words) > 1 for word in words}
    persons = [f for f in facts if f.kind is FactKind.PERSON and isinstance(f.value, EntityValue)]
    alone = {fact.surface for fact in persons}
    found: dict[str, set[str]] = {}
    for fact in persons:
        name = fact.value.name if isinstance(fact.value, EntityValue) else ""
        first, *more = name.split()
        for word in (first, more[-1]) if more else ():
            entry = load().lookup(word)
            if word in others or (entry is not None and entry.kind is not FactKind.PERSON):
                continue
            if word[1:].islower() and (word in alone or word == more[-1]):
                found.setdefault(word, set()).add(name)
    return {word: full.pop() for word, full in found.items() if len(full) == 1}
