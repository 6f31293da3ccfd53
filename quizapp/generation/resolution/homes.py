"""The country and the state that an article is about, and "the country" and "the state" in it."""

from collections import Counter
from collections.abc import Mapping

from quizapp.generation.knowledge import load
from quizapp.generation.language.units import Unit
from quizapp.generation.resolution.words import put
from quizapp.generation.types import EntityValue, Sentence, Span


def home_country(units: Mapping[Span, Unit]) -> str | None:
    """The one country that all named things of the article belong to, if they do."""
    found: set[str] = set()
    for unit in units.values():
        value = unit.value
        if isinstance(value, EntityValue) and value.entry is not None:
            found.add(value.name if value.sub_kind == "country" else value.entry.country)
    found.discard("")
    return next(iter(found)) if len(found) == 1 else None


def main_country(units: Mapping[Span, Unit]) -> str:
    """The country that over half of the article's named things belong to, or nothing."""
    counted: Counter[str] = Counter()
    for unit in units.values():
        value = unit.value
        if isinstance(value, EntityValue) and value.entry is not None:
            name = value.name if value.sub_kind == "country" else value.entry.country
            counted[name] += 1
    counted.pop("", None)
    if not counted:
        return ""
    name, count = counted.most_common(1)[0]
    return name if count * 2 > counted.total() else ""


def home_state(units: Mapping[Span, Unit]) -> str | None:
    """The one Indian state that the article names, if it names just one."""
    found = {
        unit.value.name
        for unit in units.values()
        if isinstance(unit.value, EntityValue) and unit.value.sub_kind == "state"
    }
    titles = {unit.title for unit in units.values() if unit.title}
    found |= {
        mention.entry.name
        for title in titles
        for mention in load().find(title)
        if mention.entry.sub_kind == "state"
    }
    return next(iter(found)) if len(found) == 1 else None


def in_state(sentence: Sentence, state: str) -> Sentence:
    """As in "the state" and "the State Assembly" of the only state that the article names."""
    for word in sentence.words:
        before = sentence.words[word.index - 1] if word.index else None
        definite = before is not None and before.text.casefold() == "the"
        if word.text in {"state", "State"} and definite and before is not None:
            after = sentence.words[word.index + 1 :][:1]
            if not after or not (after[0].pos in {"NOUN", "PROPN"} or after[0].text == "-"):
                sentence = put(sentence, word.index, state, frozenset({before.index}))
        elif word.text in {"Assembly", "State Assembly", "Legislative Assembly"}:
            sentence = put(sentence, word.index, f"{state} {word.text.removeprefix('State ')}")
    return sentence


def countries_in(sentence: Sentence, units: Mapping[Span, Unit]) -> tuple[str, ...]:
    """The countries that a sentence names, in order, each once."""
    found: dict[str, None] = {}
    for word in sentence.words:
        unit = units.get(word.span)
        value = unit.value if unit is not None else None
        if isinstance(value, EntityValue) and value.sub_kind == "country":
            found[value.name] = None
    return tuple(found)


def only_country(sentence: Sentence | None, units: Mapping[Span, Unit]) -> str | None:
    """The country of a sentence, when it names just one."""
    found = countries_in(sentence, units) if sentence is not None else ()
    return found[0] if len(found) == 1 else None


def is_placeless(sentence: Sentence) -> bool:
    """Whether a sentence names no place and nobody's nation, so that "the country" is of before."""
    return not any(
        w.entity == "place" or (w.pos == "ADJ" and w.text[:1].isupper()) for w in sentence.words[1:]
    )
