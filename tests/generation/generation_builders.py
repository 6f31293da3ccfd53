"""Facts and drafts for tests of single stages, without the language model."""

from random import Random

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge import load
from quizapp.generation.types import Draft, EntityValue, Fact, Sentence, Span, Value
from quizapp.generation.values import DateValue, FigureValue


def rng(seed: int) -> Random:
    return Random(seed)


def sentence(text: str) -> Sentence:
    return Sentence(text, Span(0, len(text)), (), block=0, index=0)


def fact(value: Value, text: str = "The hall was opened.", kind: FactKind | None = None) -> Fact:
    if isinstance(value, DateValue):
        kind, sub_kind = FactKind.DATE, value.precision
    elif isinstance(value, FigureValue):
        kind, sub_kind = FactKind.FIGURE, "count"
    else:
        entry_kind = value.entry.kind if value.entry else FactKind.OTHER
        kind, sub_kind = kind or entry_kind, value.sub_kind
    return Fact(kind, sub_kind, value, "", Span(0, 0), sentence(text), (0, 0))


def entity(name: str) -> EntityValue:
    entry = load().lookup(name)
    assert entry is not None, f"the gazetteers do not know {name}"
    return EntityValue(name, entry.sub_kind, entry)


def draft(value: Value, stem: str = "What is asked?", key: str | None = None, **more: str) -> Draft:
    shown = key or (value.name if isinstance(value, EntityValue) else value.text())
    return Draft(fact(value, more.pop("text", "It was.")), stem, shown, "test", **more)
