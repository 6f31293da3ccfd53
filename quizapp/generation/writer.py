"""Put what is asked and the pieces of its clause into the order of a question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.asking import Asked
from quizapp.generation.clauses import Chunk, Clause
from quizapp.generation.language.units import Unit
from quizapp.generation.omissions import (
    cut_back,
    is_owned,
    is_vague,
    lasting,
    says_nothing,
    without_spans,
)
from quizapp.generation.resolution import Resolved
from quizapp.generation.times import YEAR, When, anchor, as_phrase
from quizapp.generation.types import Draft, Fact, Span
from quizapp.generation.values import Bound, DateValue, FigureValue
from quizapp.generation.wording import (
    is_plural,
    lowered,
    ordered,
    question_order,
    sentence_case,
    statement_order,
    text_of,
    tidy,
    with_article,
    without_now,
    words_in,
)

_IMPLIED = frozenset({"till date", "so far", "to date", "till now", "at present", "as of now"})
_OWN_SPEECH = re.compile(r"\b(?:his|her) (address|speech|visit|tour|interview|message)\b")
_ASKED_YEAR = re.compile(r"\b(?:date in|month of) (\d{4})$")
_IN_ISLAND = re.compile(r"\b([Ii])n which island\b")
_EXPECTED = frozenset({"expect", "schedule", "slate"})
_LONG = 19
_PASSING = re.compile(r"\b(?:currently|now|presently|at present)\b", re.IGNORECASE)
"""What tells that a present tense holds on the day of the news only."""


class Writer:
    """Puts the pieces of one clause into the order of a question."""

    def __init__(self, clause: Clause, units: Mapping[Span, Unit], now: When, topic: str) -> None:
        self._clause = clause
        self._topic = topic
        self._units = units
        self._now = now

    def draft(self, fact: Fact, asked: Asked, resolved: Resolved) -> Draft:
        """The stem for what is asked, dated where the clause itself is not."""
        if asked.whole:
            return self._draft(fact, asked, resolved, asked.phrase)
        opening = [] if asked.is_source else self._speaker(fact)
        future = any(w.lemma == "will" for w in self._clause.auxiliaries) or self._is_expected()
        plain = self._stem(asked, opening, past=future)
        compared = plain.removesuffix(asked.after) if asked.pattern.endswith("-be") else plain
        undated = fact.kind is not FactKind.DATE and not YEAR.search(compared)
        speaker = self._clause.speaker
        reported = speaker is not None and not _is_known(speaker) and not asked.is_source
        hedged = isinstance(fact.value, FigureValue) and fact.value.bound is not Bound.EXACT
        future = future or self._is_over(fact)
        plain = self._stem(asked, opening, past=future)
        past, stem = future, plain
        if hedged and (speaker is None or reported) and self._now.label:
            past, opening = True, [f"According to reports in {self._now.label},"]
            stem = self._stem(asked, opening, past=past)
        elif reported and undated and self._now.label:
            opening = [f"As reported in {self._now.label},"]
            stem = self._stem(asked, opening, past=past)
        elif (
            undated
            and not self._is_timeless(fact)
            and (dated := anchor(self._clause, self._now, exact=fact.kind is FactKind.FIGURE))
        ):
            past = future or dated.startswith("As of")
            opening = [f"{dated},", *opening]
            stem = self._stem(asked, opening, past=past)
        draft = self._draft(fact, asked, resolved, stem)
        return replace(draft, statement=self._stated(fact, asked, opening, past=past))

    def _is_over(self, fact: Fact) -> bool:
        """A present tense of a year before the article's: "is honoured with the award in 1991"."""
        clause, year = self._clause, self._now.year
        if clause.finite.tag not in {"VBZ", "VBP"} or year is None:
            return False
        if isinstance(fact.value, DateValue) and fact.value.year is not None:
            since = any(c.preposition == "since" for c in clause.tail)
            return fact.value.year < year and not since
        told = (
            int(match.group())
            for chunk in (*clause.tail, *clause.context)
            if chunk.head.entity == "date" and chunk.preposition in {"in", "on", "during"}
            for match in YEAR.finditer(chunk.head.text)
        )
        return any(each < year for each in told)

    def _is_expected(self) -> bool:
        """As in "is scheduled to open": so it was on the day of the news only."""
        clause = self._clause
        return clause.verb.lemma in _EXPECTED and clause.finite.lemma == "be"

    def is_bare(self, asked: Asked) -> bool:
        """A "has" with nothing that says what of, and no heading to say it."""
        if self._clause.subject.head.entity:
            return False
        return self._is_short(asked) and self._clause.verb.lemma == "have" and not self._topic

    def _is_short(self, asked: Asked) -> bool:
        clause = self._clause
        if asked.whole or asked.kept or clause.speaker is not None or clause.existential:
            return False
        rest = [c for c in (*clause.tail, *clause.context) if c not in asked.used]
        return not rest and not asked.is_subject and asked.pattern.startswith("count")

    def _draft(self, fact: Fact, asked: Asked, resolved: Resolved, stem: str) -> Draft:
        if fact.kind is FactKind.PERSON:
            stem = _OWN_SPEECH.sub(_some, stem)
            stem = re.sub(
                r"\b(?:his|her)\b(?! (?:in|at|on|to|from|for|with|by|as|of)\b)", "their", stem
            )
        stem = _IN_ISLAND.sub(
            lambda match: f"{'O' if match[1] == 'I' else 'o'}n which island", stem
        )
        return Draft(
            fact=fact if asked.value is None else replace(fact, value=asked.value),
            stem=without_now(sentence_case(stem)),
            key=asked.key,
            pattern=asked.pattern,
            verb=self._clause.top.lemma,
            focus=asked.focus,
            supports=resolved.supports,
            strength=self._strength(resolved),
        )

    def _is_timeless(self, fact: Fact) -> bool:
        clause = self._clause
        simple = not any(w.lemma in {"have", "will"} for w in clause.auxiliaries)
        return (
            fact.kind is not FactKind.FIGURE
            and not (fact.kind is FactKind.PERSON and clause.copula)
            and simple
            and clause.finite.tag in {"VBZ", "VBP"}
            and clause.speaker is None
            and clause.verb.tag != "VBG"
            and not _PASSING.search(clause.sentence.text)
        )

    def _strength(self, resolved: Resolved) -> float:
        strength = 0.8
        if resolved.supports:
            strength -= 0.1
        if self._clause.speaker is not None:
            strength -= 0.1
        if self._clause.relative:
            strength -= 0.05
        return strength

    def _speaker(self, fact: Fact) -> list[str]:
        """As in "In 2016, according to the banks of India," for what somebody said."""
        clause = self._clause
        if clause.speaker is None or not _is_known(clause.speaker):
            return []
        speaker = lowered(text_of(clause.speaker.words), clause.speaker.words[0])
        parts = [f"according to {speaker},"]
        said_when = clause.said_when
        if said_when is not None and fact.words[0] != said_when.head.index:
            phrase = as_phrase(said_when, self._units, self._now, clause.sentence.text)
            if phrase:
                parts.insert(0, f"{phrase},")
        return parts

    def _stem(self, asked: Asked, opening: Sequence[str], *, past: bool) -> str:
        clause = self._clause
        context = [
            f"{self._text(c)},"
            for c in clause.context
            if c not in asked.used and not is_owned(c) and not says_nothing(c, opens=True)
        ]
        kept = (asked.kept if c in asked.used else c for c in clause.tail)
        left = [c for c in kept if c is not None and not is_vague(c) and not says_nothing(c)]
        left = without_spans(left)
        while words_in(" ".join(self._text(c) for c in left)) > _LONG:
            if not cut_back(left):
                break
        tail = [self._text(c) for c in left]
        if self._topic and self._is_short(asked):
            tail.append(f"in the field of {self._topic}")
        if asked.after:
            tail.append(asked.after)
        if asked.is_subject:
            verb = statement_order(clause, past=past, plural=asked.plural, singular=asked.singular)
            if clause.existential:
                return ordered([*opening, *context, asked.phrase, *tail])
            return ordered([*opening, *context, asked.phrase, verb, *tail])
        auxiliary, verb = question_order(clause, past=past)
        return ordered([*opening, *context, asked.phrase, auxiliary, self._subject(), verb, *tail])

    def _subject(self) -> str:
        """The subject without "current" and a year that the parser put at its front."""
        words = lasting(self._clause.subject)
        text = lowered(text_of(words), words[0]) if words else ""
        return with_article(self._clause.subject, text)

    def _stated(self, fact: Fact, asked: Asked, opening: Sequence[str], *, past: bool) -> str:
        """What the question asks about as a statement, with "{}" where its key stands.

        Empty where the key does not stand in the words of the clause, each once.
        """
        clause = self._clause
        if asked.is_source or clause.existential or "along with" in asked.phrase:
            return ""
        word = tidy(clause.sentence.words[fact.words[0]].text)
        if clause.sentence.words[fact.words[0]].entity == "person":
            word, slot = asked.key, "{}"
        else:
            slot = word.replace(asked.key, "{}", 1) if asked.key in word else "{}"
            year = _ASKED_YEAR.search(asked.phrase)
            if year is not None and year.group(1) not in slot:
                slot += f"{',' if word[:1].isalpha() else ''} {year.group(1)}"
        subject = clause.subject
        verb = statement_order(clause, past=past, plural=is_plural(clause))
        parts = [
            *opening,
            *(f"{self._kept(c, word)}," for c in clause.context),
            with_article(subject, lowered(text_of(subject.words), subject.words[0])),
            verb,
            *(self._kept(c, word) for c in clause.tail if not is_vague(c)),
        ]
        statement = ordered(parts)
        if statement.count(word) != 1:
            return ""
        statement = statement.replace(word, slot)
        statement = re.sub(r"\bthe \{\}(?! [a-z])", "{}", statement)
        return f"{statement[:1].upper()}{statement[1:]}."

    def _kept(self, chunk: Chunk, word: str) -> str:
        """The piece as it stands in a stem, but in its own words where the key is in it."""
        plain = lowered(text_of(chunk.words), chunk.words[0])
        return with_article(chunk, plain) if word in plain else self._text(chunk)

    def _text(self, chunk: Chunk) -> str:
        if tidy(text_of(chunk.words)).casefold() in _IMPLIED:
            return ""
        phrase = as_phrase(chunk, self._units, self._now, self._clause.sentence.text)
        if phrase is not None:
            return phrase
        if chunk.head.entity == "figure" and chunk.preposition in {"in", "over", "within"}:
            body = [w for w in chunk.body if w.text.casefold() not in {"next", "coming", "the"}]
            if len(body) < len(chunk.body):
                return f"over {text_of(body)}"
        words = lasting(chunk)
        text = lowered(text_of(words), words[0]) if words else ""
        return with_article(chunk, text)


def _is_known(speaker: Chunk) -> bool:
    """Whether the one who says it is named: "according to officials" is only that it was said."""
    return any(w.entity and w.entity not in {"date", "figure"} for w in speaker.words)


def _some(match: re.Match[str]) -> str:
    """As in "an address" for "his address": the pronoun tells who is asked for."""
    noun = match.group(1)
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
