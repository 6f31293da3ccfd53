"""Turn facts into stems by syntax: the asked phrase goes to the front, the rest is put in order.

Every draft says which pattern made it. A stem is built for what the parse says with certainty; the
checks then read the stem itself, as a reader would.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.generation.asking import ask
from quizapp.generation.asking.days import ask_day, day_of
from quizapp.generation.asking.heads import headed_by
from quizapp.generation.asking.included import included
from quizapp.generation.asking.occasions import occasion
from quizapp.generation.asking.sources import said_by, said_when
from quizapp.generation.clauses import Clause, Clauses, clauses, split_for, stated
from quizapp.generation.facts.collect import collect, left_out
from quizapp.generation.language.units import Unit
from quizapp.generation.patterns import parties
from quizapp.generation.resolution import Resolved
from quizapp.generation.times import When
from quizapp.generation.types import (
    Draft,
    Fact,
    Knowledge,
    Rejection,
    Sentence,
    Span,
)
from quizapp.generation.writer import Writer

__all__ = ["Stems", "wants_another_reading", "write"]

_CUT = 0.06
"""How much less sure a statement is that was cut out: it may have lost when it was said."""
_DAY_STRENGTH = 0.5
"""The day of the news is asked for where the sentence offers little else."""
_LEADS = 2
_FIELD_HEADING = re.compile(r"(?P<topic>[A-Z][\w -]{3,40}) in [A-Z]\w+(?: [A-Z]\w+)*")


@dataclass(frozen=True, slots=True)
class Stems:
    """What a sentence gave: drafts, and why its facts gave none."""

    drafts: tuple[Draft, ...]
    rejected: tuple[Rejection, ...]


def write(
    resolved: Resolved,
    facts: Sequence[Fact],
    units: Mapping[Span, Unit],
    now: When,
    knowledge: Knowledge,
    *,
    heading: str = "",
    home: str = "",
    state: str = "",
) -> Stems:
    """All drafts of a sentence. Facts of a sentence without a sound parse are rejected.

    `heading` is the one that the sentence stands under: it names the field of a bare "has".
    `home` is the country that all named things of the article belong to, empty for several, and
    `state` likewise the one Indian state that the article names.
    """
    sentence = resolved.sentence
    taken = _first_sound(sentence)
    drafts: list[Draft] = []
    field = _field(heading, sentence)
    for clause in taken.found:
        if not _is_half_named(clause):
            drafts.extend(_asked_of(clause, facts, facts, resolved, units, now, knowledge, field))
    for alone, found in stated(sentence):
        inside = collect(alone, units)
        for clause in found:
            if not _is_half_named(clause):
                asked_of = _asked_of(clause, inside, facts, resolved, units, now, knowledge, field)
                drafts.extend(replace(d, strength=d.strength - _CUT) for d in asked_of)
    drafts.extend(_days(taken, units, now, resolved))
    for fact in facts:
        drafts.extend(occasion(resolved, fact, now))
        unit = units[sentence.words[fact.words[0]].span]
        drafts.extend(
            parties.special(
                fact,
                facts,
                resolved,
                taken.found,
                now,
                knowledge,
                title=unit.title,
                home=home,
                state=state,
            )
        )
    rejected: list[Rejection] = []
    if taken.doubts and not taken.found and facts:
        rejected.append(Rejection("parse", taken.doubts[0], sentence.text))
    else:
        spans = {draft.fact.span for draft in drafts}
        rejected.extend(
            Rejection("no-pattern", fact.surface, sentence.text)
            for fact in facts
            if fact.span not in spans
        )
    return Stems(tuple(drafts), tuple(rejected))


def _asked_of(  # noqa: PLR0917 — what a stem is made of
    clause: Clause,
    inside: Sequence[Fact],
    around: Sequence[Fact],
    resolved: Resolved,
    units: Mapping[Span, Unit],
    now: When,
    knowledge: Knowledge,
    field: str,
) -> Iterator[Draft]:
    """The drafts of one clause; `around` holds the facts of the whole sentence, with its source."""
    for fact in inside:
        split = split_for(clause, clause.sentence.words[fact.words[0]])
        for form in (clause, split) if split is not None else (clause,):
            writer = Writer(form, units, now, field)
            for asked in (*ask(form, fact, knowledge), *said_when(form, fact)):
                if not writer.is_bare(asked):
                    yield writer.draft(fact, asked, resolved)
            for part, asked in included(form, fact):
                yield writer.draft(part, asked, resolved)
    for fact in (*around, *left_out(clause.sentence, units)):
        writer = Writer(clause, units, now, field)
        for asked in (*said_by(clause, fact, knowledge), *headed_by(clause, fact)):
            if not writer.is_bare(asked):
                yield writer.draft(fact, asked, resolved)


def _days(
    taken: Clauses, units: Mapping[Span, Unit], now: When, resolved: Resolved
) -> Iterator[Draft]:
    """The question for the day of the news, where the sentence tells of it."""
    fact = day_of(resolved.sentence)
    for clause in taken.found[:1] if fact is not None else ():
        if fact is not None and not _is_half_named(clause):
            for asked in ask_day(clause, fact):
                draft = Writer(clause, units, now, "").draft(fact, asked, resolved)
                yield replace(draft, strength=_DAY_STRENGTH)


def wants_another_reading(sentence: Sentence, facts: Sequence[Fact]) -> bool:
    """Whether there is something to ask of the sentence, and no clause that is certain."""
    if not facts and sentence.day is None:
        return False
    taken = clauses(sentence)
    return bool(taken.doubts) or not taken.found


def leads(resolved: Sequence[Resolved]) -> Iterator[Clause]:
    """The clauses of an article's first sentences, which say what it reports."""
    for each in resolved[:_LEADS]:
        yield from _first_sound(each.sentence).found
        for _, found in stated(each.sentence):
            yield from found


def _first_sound(sentence: Sentence) -> Clauses:
    """The clauses of the first reading of the sentence that has any."""
    first = clauses(sentence)
    if first.found and not first.doubts:
        return first
    for reading in sentence.readings:
        words = tuple(
            replace(word, text=told.text, entity=told.entity)
            for word, told in zip(reading, sentence.words, strict=True)
        )
        taken = clauses(replace(sentence, words=words))
        if taken.found and not taken.doubts:
            return taken
    return first


def _field(heading: str, sentence: Sentence) -> str:
    """What the heading "Tea growing in Kenya" is about, when the sentence is about it too."""
    match = _FIELD_HEADING.fullmatch(heading.strip())
    if match is None:
        return ""
    topic = match["topic"]
    squeezed = sentence.text.casefold().replace(" ", "").replace("-", "")
    if topic.casefold().replace(" ", "").replace("-", "") not in squeezed:
        return ""
    return topic if topic[:2].isupper() else topic[:1].lower() + topic[1:]


def _is_half_named(clause: Clause) -> bool:
    """A subject that is a last name alone: years later nobody knows who is meant."""
    head = clause.subject.head
    return head.entity == "person" and " " not in head.text
