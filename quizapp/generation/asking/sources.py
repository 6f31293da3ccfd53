"""Which phrase asks who said what a clause reports, and when."""

from quizapp.domain.items import FactKind
from quizapp.generation.asking.asked import Asked
from quizapp.generation.clauses import Clause
from quizapp.generation.types import EntityValue, Fact, Knowledge
from quizapp.generation.values import DateValue
from quizapp.generation.wording import lowered, text_of

_SOURCES = frozenset(
    {
        "ministry",
        "international-organisation",
        "un-organ",
        "regulator",
        "central-bank",
        "court",
        "tribunal",
        "commission",
    }
)
"""Kinds of which any could have said it; of agencies only one is likely."""


def said_when(clause: Clause, fact: Fact) -> list[Asked]:
    """As in "In 2016, X announced that …": in which year did X announce that …?"""
    when, said, speaker = clause.said_when, clause.said, clause.speaker
    value = fact.value
    if when is None or said is None or speaker is None or not isinstance(value, DateValue):
        return []
    if when.head.index != fact.words[0] or said.tag != "VBD" or value.resolved:
        return []
    noun = {"day": "date", "month": "month", "year": "year"}.get(value.precision)
    if noun is None or when.preposition not in {"in", "on"} or len(when.body) > 1:
        return []
    told = [w for w in clause.sentence.words[said.index + 1 :] if w.pos != "PUNCT"]
    if not told or told[0].text != "that":
        return []
    who = lowered(text_of(speaker.words), speaker.words[0])
    phrase = f"{when.preposition} which {noun} did {who} {said.lemma} {text_of(told)}"
    return [Asked(phrase, value.text(), "date-said", (), focus=noun, whole=True)]


def said_by(clause: Clause, fact: Fact, knowledge: Knowledge) -> list[Asked]:
    """As in "The Finance Ministry said that …": according to which ministry …?"""
    speaker, value = clause.speaker, fact.value
    if speaker is None or not isinstance(value, EntityValue) or value.entry is None:
        return []
    named = [w for w in speaker.words if w.entity == "body"]
    if (
        value.sub_kind not in _SOURCES
        or len(named) != 1
        or named[0].span != fact.sentence.words[fact.words[0]].span
        or fact.kind is not FactKind.BODY
    ):
        return []
    beside = {w.text.casefold() for w in speaker.words if w != named[0]}
    focus = knowledge.focus(value.entry)
    if not focus or beside - {"the", "data", "report", "figures"}:
        return []
    phrase = f"according to which {focus}"
    return [Asked(phrase, value.name, "source", (), focus=focus, is_source=True)]
