"""The data that passes between the stages of the generator, and the shape of each stage.

Every offset is a half-open pair of Unicode code points into `Article.text`, which is the text as
it was given, newlines unchanged. All types are frozen: a stage returns new data.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random
from typing import Protocol

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.values import DateValue, FigureValue

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Draft",
    "EntityValue",
    "Entry",
    "Evidence",
    "Fact",
    "Generated",
    "Knowledge",
    "Mention",
    "Proposal",
    "Propose",
    "Question",
    "Read",
    "Rejection",
    "Sentence",
    "Span",
    "Statement",
    "SuggestTopics",
    "Unasked",
    "Value",
    "Word",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the article's text."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a piece of the article is. Noise (share lines, comment forms) makes no block at all."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One headline, heading, paragraph, bullet or table row; `text` is the article's at `span`."""

    kind: BlockKind
    text: str
    span: Span
    heading: str = ""
    """The heading that the block stands under, empty before the first one."""


@dataclass(frozen=True, slots=True)
class Article:
    """What reading found in a text. `blocks` are in order and do not overlap."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    published: date | None = None
    source: str = ""
    place: str = ""
    """The place of the dateline ("NEW DELHI, …"), which the first block no longer holds."""


@dataclass(frozen=True, slots=True)
class Word:
    """One token with its analysis (Universal Dependencies), independent of the library used.

    `head` is the index of its head in the sentence's words, its own index for the root. `features`
    are the morphological ones, such as {"Number": "Sing", "Tense": "Past"}. `entity` is "PER",
    "ORG", "LOC" or empty. `space` tells whether white space follows in the text.
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    span: Span
    features: Mapping[str, str] = field(default_factory=dict)
    entity: str = ""
    space: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    """A simple statement cut out of a sentence and parsed by itself.

    Its words keep the spans that they have in the article; a form of "be" that was put in has the
    empty span at 0. `speaker`, `said` and `when` (it was said) are words of the first parse.
    """

    words: tuple[Word, ...]
    kind: str
    speaker: tuple[Word, ...] = ()
    said: Word | None = None
    when: tuple[Word, ...] = ()
    alone: bool = False
    """The sentence says this and nothing else."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence; `text` is exactly the article's text at `span`."""

    text: str
    span: Span
    words: tuple[Word, ...]
    block: int
    """Position of its block in `Article.blocks`."""
    index: int
    """Position among the article's sentences."""
    readings: tuple[tuple["Word", ...], ...] = field(default=(), compare=False)
    """Other analyses of the same words, for where the first one cannot be trusted."""
    statements: tuple[Statement, ...] = ()
    """The simple statements in it, each with a parse of its own."""
    day: DateValue | None = None
    """The day that "today" or "on Wednesday" means in it; the words leave those out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the knowledge base says of one named thing.

    `sub_kind` is what makes two entries comparable as options of one question: "country",
    "state", "capital-city", "ministry", "regulator", "international-organisation", "scheme" …
    `aliases` hold other names, abbreviations and expansions; `adjectives` demonyms ("Indian").
    `country` is the name of the country it belongs to, empty for an international one.
    """

    name: str
    kind: FactKind
    sub_kind: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    country: str = ""
    group: str = ""
    """A finer likeness used to rank options: the region of a country, the field of a body."""
    since: int = 0
    until: int = 9999
    """The years in which it has existed under its name, where `validity.toml` tells them."""

    def in_force(self, years: Collection[int]) -> bool:
        """Whether it existed in all of the years."""
        return all(self.since <= year <= self.until for year in years)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text where an entry is named. Offsets are into the text that was searched."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class EntityValue:
    """A named thing: its name as it is to be printed in an option, and what is known of it.

    `sub_kind` repeats the entry's, or is what the article says ("prime minister" for a person,
    "university" for a name that ends in University), or is empty when nothing is known.
    """

    name: str
    sub_kind: str = ""
    entry: Entry | None = None
    focus: str = ""
    """The noun that asks for it where there is no entry: "retailer"."""
    group: str = ""
    """What its wrong options have in common where there is no entry: a field, a state."""


Value = DateValue | FigureValue | EntityValue


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be asked for: a value at a span of the article.

    `surface` is exactly the article's text at `span`. `sub_kind` is, for dates, "day", "month",
    "year", "range"; for figures, "percent", "money", "count", "duration", "quantity", "rank";
    for the rest the entity's sub-kind. `words` are the half-open indices in the sentence's words.
    """

    kind: FactKind
    sub_kind: str
    value: Value
    surface: str
    span: Span
    sentence: Sentence
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A question without its wrong options.

    `key` is the text of the right option: the value's own rendering, close to the article's.
    `pattern` names the template, for tests and for reading the output. `focus` is the noun that the
    question word asks for ("country", "ministry", "year"), empty for "how many".
    `supports` are the sentences beside the fact's own that the stem draws on.
    `strength` is how sure the template is of itself, 0–1.
    """

    fact: Fact
    stem: str
    key: str
    pattern: str
    focus: str = ""
    supports: tuple[Sentence, ...] = ()
    strength: float = 0.5
    home: str = ""
    """The country that most of the article is about, empty when that is not clear."""
    verb: str = ""
    """The lemma of the verb that the asked phrase goes with, empty where none does."""
    statement: str = ""
    """What is asked about as a statement with "{}" for the key; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Wrong options, best first, and how the whole set is to be shown."""

    distractors: tuple[str, ...]
    order: OptionOrder


@dataclass(frozen=True, slots=True)
class Evidence:
    """The source sentence and, inside it, the answer, as offsets into the article's text."""

    text: str
    span: Span
    answer: Span


@dataclass(frozen=True, slots=True)
class Question:
    """An accepted question. `key` is the zero-based position of the right option."""

    kind: FactKind
    format: str
    stem: str
    options: tuple[str, ...]
    key: int
    order: OptionOrder
    explanation: str
    evidence: Evidence
    quality: float
    topics: tuple[str, ...]
    draft: Draft
    more_evidence: tuple[Evidence, ...] = ()
    doubts: Mapping[str, float] = field(default_factory=dict)
    """The figures that `quality` comes from, by name; empty for questions of several facts."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why something did not become a question: the rule's name, and what broke it."""

    rule: str
    detail: str
    evidence: str
    draft: Draft | None = field(default=None, compare=False, repr=False)
    """What was turned down; None where it came to no draft."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A fact that no question asks for, and the rule that stood against it."""

    kind: FactKind
    surface: str
    span: Span
    rule: str
    detail: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Generated:
    """What came of an article: the questions, and everything that was turned down and why."""

    article: Article
    questions: tuple[Question, ...]
    rejected: tuple[Rejection, ...]
    unasked: tuple[Unasked, ...] = ()


class Read(Protocol):
    """`reading.read`: find headline, date, dateline, sections; drop noise; keep the offsets.

    Raises `errors.ArticleError` for empty, binary, over-long or foreign-language text.
    """

    def __call__(
        self,
        text: str,
        *,
        title: str | None = None,
        published: date | None = None,
        filed: date | None = None,
    ) -> Article:
        """Read a text; see the class."""


class Knowledge(Protocol):
    """`knowledge.load() -> Knowledge` (cached): the gazetteers, indexed."""

    def find(self, text: str) -> tuple[Mention, ...]:
        """All entries named in the text, longest first at each place, in order, no overlaps.

        Whole words only; case counts, but for the minor words of long names ("and information
        technology" is found for "and Information Technology"). Adjectives are not mentions.
        """

    def lookup(self, name: str) -> Entry | None:
        """The entry with this name or alias (leading "the" and case of long names aside)."""

    def gives_away(self, key: str, stem: str) -> str | None:
        """A word of the stem that gives the key away: alias, acronym, expansion, demonym."""

    def focus(self, entry: Entry) -> str:
        """The noun that asks for such an entry: "country", "Union ministry", "organisation"."""

    def adjective(self, word: str) -> Entry | None:
        """The entry that a demonym belongs to: "Japanese" gives Japan."""

    def entries(self, sub_kind: str) -> tuple[Entry, ...]:
        """All entries of a sub-kind, in the order of the data."""

    def standing(self, entry: Entry) -> int:
        """How often a country is in the news: 1 often, 3 seldom; 2 for what is no country."""


class Propose(Protocol):
    """`distractors.propose`: ranked wrong options of the key's kind, sub-kind, form and era.

    Returns up to `count`, fewer where no plausible one is left; never the key or an alias, never
    a value that is true of the same slot elsewhere in the article, none that stands in the stem.
    Figures and dates are made with `dataclasses.replace` of the key's value and `value.text()`, so
    that form, unit and precision agree.
    """

    def __call__(
        self,
        draft: Draft,
        *,
        facts: Sequence[Fact],
        knowledge: Knowledge,
        rng: Random,
        count: int,
    ) -> Proposal:
        """Propose wrong options; see the class."""


class SuggestTopics(Protocol):
    """`topics.suggest`: slugs of `quizapp.domain.topics` that fit, best first, at most 3."""

    def __call__(
        self, stem: str, sentence: str, title: str, knowledge: Knowledge
    ) -> tuple[str, ...]:
        """Suggest topics; see the class."""
