"""The fact sheet under an article: "About the Fund: Headquarters – Rome; Founded – 1977".

What a line tells under a label is a fact of the body, country or state that the heading names: its
seat, its year, its capital, the ministry that it is under, who holds its post. May import the other
data types of the engine.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.domain.items import FactKind
from quizapp.generation.facts.dates import find_dates
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.patterns.surfaces import plainly
from quizapp.generation.types import (
    Article,
    Block,
    BlockKind,
    Draft,
    EntityValue,
    Entry,
    Fact,
    Mention,
    Sentence,
    Span,
)
from quizapp.generation.values import DateValue
from quizapp.generation.wording import needs_article

__all__ = ["drafts"]

_SEAT = r"Head ?quarters?|HQ|Head Office|Headquartered (?:at|in)"
_FOUNDED = (
    r"(?:Year of )?(?:Establishment|Formation|Foundation)|(?:Established|Founded|Formed|Set up)"
    r"(?: in| on)?"
)
_POST = (
    r"Chairman|Chairperson|President|Vice President|Governor|Chief Minister|Prime Minister|CEO|"
    r"Chief Executive Officer|MD & CEO|Managing Director|Director[ -]General|Secretary[ -]General|"
    r"Director|Administrator|Executive Director|Chief Justice"
)
_MINISTRY = r"(?:Parent |Nodal |Administrative )?Ministry"
PAIR = re.compile(
    rf"(?:^|(?<=[;|,.•])\s*)(?:(?P<seat>{_SEAT})|(?P<founded>{_FOUNDED})"
    rf"|(?P<capital>Capital(?: City)?)|(?P<ministry>{_MINISTRY})|(?P<post>{_POST}))"
    r"\s*(?::-?|[–—-])\s*(?P<value>[^;|•\n]+)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:1[6-9]|20)\d\d\b")
ABOUT = re.compile(
    r"(?:About|Know about|Facts about|Quick facts on)\s+(?:the\s+)?|[:–—\s-]+$", re.IGNORECASE
)
LABELLED = re.compile(r"[A-Z][\w &/().'-]{1,40}?\s*(?::|\s[–—-])\s*\S")
OF = re.compile(
    r"\b(?:Fund|Organi[sz]ation|Bank|Board|Council|Union|Agency|Authority|Corporation)\b.*"
    r" (?:of|for|on) "
)
FIRMS = frozenset({"bank", "company", "tech-company", "psu"})
PLACES = frozenset({"city", "world-city"})


def drafts(
    article: Article,
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """Give a draft for each line of a fact sheet whose heading names what it is about."""
    subject: Entry | None = None
    for position, block in enumerate(article.blocks):
        subject = _subject(block, subject, knowledge)
        if subject is None or block.kind not in {BlockKind.BULLET, BlockKind.PARAGRAPH}:
            continue
        for match in PAIR.finditer(block.text):
            sentence = _sentence(sentences, block, position, match)
            sheet = _Sheet(subject, sentence, facts, label, knowledge)
            yield from sheet.drafts(match, block.span.start)


def _subject(block: Block, before: Entry | None, knowledge: Gazetteer) -> Entry | None:
    """What the block is about: what its heading names, until something else is spoken of."""
    if block.kind is BlockKind.HEADING:
        named = knowledge.lookup(plainly(ABOUT.sub("", block.text)))
        return None if named is None or named.kind is FactKind.PERSON else named
    if LABELLED.match(block.text):
        return before
    return before if before in {mention.entry for mention in knowledge.find(block.text)} else None


def _sentence(
    sentences: Sequence[Sentence], block: Block, position: int, match: re.Match[str]
) -> Sentence:
    """The sentence that the line is; one of its own where it was too short to be parsed."""
    start = block.span.start
    whole = Span(start + match.start(), start + match.end())
    parsed = (s for s in sentences if s.block == position and s.span.holds(whole))
    return next(parsed, Sentence(block.text, block.span, (), position, len(sentences)))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is told of one subject, with what is needed to ask for it."""

    subject: Entry
    sentence: Sentence
    facts: Sequence[Fact]
    label: str
    knowledge: Gazetteer

    @property
    def name(self) -> str:
        """The subject as a sentence says it."""
        name = self.subject.name
        described = OF.search(name) is not None and not name.startswith("Bank of")
        plain = self.subject.sub_kind in FIRMS and not described
        if not plain and (name.startswith("United") or needs_article(name) or described):
            return f"the {name}"
        return name

    def drafts(self, match: re.Match[str], offset: int) -> Iterator[Draft]:
        """Give the draft for one labelled value."""
        told, start = match["value"], offset + match.start("value")
        if match["seat"]:
            yield from self._entity(
                told,
                start,
                PLACES,
                "city",
                f"In which city is the headquarters of {self.name} located?",
            )
        elif match["capital"] and self.subject.sub_kind in {"country", "state"}:
            yield from self._entity(
                told, start, PLACES, "city", f"Which city is the capital of {self.name}?"
            )
        elif match["ministry"]:
            yield from self._entity(
                told,
                start,
                frozenset({"ministry"}),
                "ministry",
                f"Under which ministry does {self.name} function?",
            )
        elif match["founded"]:
            yield from self._founded(told, start)
        elif match["post"] and self.label:
            yield from self._holder(match["post"], Span(start, start + len(told)))

    def _entity(
        self, told: str, start: int, kinds: frozenset[str], focus: str, stem: str
    ) -> Iterator[Draft]:
        named: Sequence[Mention] = self.knowledge.find(told)
        if not named or named[0].start > 0 or named[0].entry.sub_kind not in kinds:
            return
        entry = named[0].entry
        span = Span(start, start + named[0].end)
        value = EntityValue(entry.name, entry.sub_kind, entry)
        fact = self._fact(entry.kind, entry.sub_kind, value, span)
        yield Draft(fact, stem, entry.name, "fact-sheet", focus=focus, strength=0.6)

    def _founded(self, told: str, start: int) -> Iterator[Draft]:
        found = next(iter(find_dates(told)), None)
        year = YEAR.match(told)
        if found is not None and found.start == 0 and found.value.year:
            value, end = found.value, found.end
        elif year is not None:
            value, end = DateValue(int(year.group())), year.end()
        else:
            return
        asks = {"year": "In which year", "day": "On which date"}.get(value.precision)
        if asks is None:
            return
        fact = self._fact(FactKind.DATE, value.precision, value, Span(start, start + end))
        stem = f"{asks} was {self.name} established?"
        yield Draft(fact, stem, value.text(), "fact-sheet", focus=asks.split()[-1], strength=0.6)

    def _holder(self, post: str, span: Span) -> Iterator[Draft]:
        person = next((f for f in self.facts if _full_name(f) and span.holds(f.span)), None)
        if person is None or person.span.start > span.start + len("Shri "):
            return
        stem = f"As of {self.label}, who was the {post} of {self.name}?"
        yield Draft(
            person, stem, plainly(person.surface), "fact-sheet", focus="person", strength=0.6
        )

    def _fact(
        self, kind: FactKind, sub_kind: str, value: EntityValue | DateValue, span: Span
    ) -> Fact:
        text = self.sentence.text[
            span.start - self.sentence.span.start : span.end - self.sentence.span.start
        ]
        inside = [word.index for word in self.sentence.words if word.span.overlaps(span)]
        words = (inside[0], inside[-1] + 1) if inside else (0, 0)
        return Fact(kind, sub_kind, value, text, span, self.sentence, words)


def _full_name(fact: Fact) -> bool:
    return (
        fact.kind is FactKind.PERSON
        and isinstance(fact.value, EntityValue)
        and " " in fact.value.name
    )
