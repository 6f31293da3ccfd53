"""The pieces of a clause, and why a parse may not be trusted."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.generation.types import Sentence, Word


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of words that moves as one. `head` is its top word, `case` its preposition's words."""

    words: tuple[Word, ...]
    head: Word
    dep: str
    case: tuple[Word, ...] = ()

    @property
    def preposition(self) -> str:
        """Its preposition in small letters ("on", "as of"), empty without one."""
        return " ".join(word.text.casefold() for word in self.case)

    @property
    def body(self) -> tuple[Word, ...]:
        """The words without the preposition."""
        taken = {word.index for word in self.case}
        return tuple(word for word in self.words if word.index not in taken)


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite clause in pieces, in the order of the sentence.

    `verb` is the last verb of the group (for a copula, the form of "be" itself). `tail` are the
    pieces after it. `speaker` is who says it, for reported speech; `said` that verb.
    `top` is the word that the clause hangs on. `context` are the pieces that stood before the
    subject and are worth keeping.
    """

    sentence: Sentence
    top: Word
    subject: Chunk
    auxiliaries: tuple[Word, ...]
    verb: Word
    tail: tuple[Chunk, ...]
    context: tuple[Chunk, ...] = ()
    adverbs: tuple[Word, ...] = ()
    copula: bool = False
    existential: bool = False
    negated: bool = False
    speaker: Chunk | None = None
    said: Word | None = None
    said_when: Chunk | None = None
    relative: bool = False

    @property
    def finite(self) -> Word:
        """The word that carries the tense."""
        return self.auxiliaries[0] if self.auxiliaries else self.verb


class Reason(StrEnum):
    """Why a parse is not trusted."""

    AN_ASIDE_IN_THE_SUBJECT = "an aside in the subject"
    AN_INFINITIVE_IN_PIECES = "an infinitive in pieces"
    AN_OPENING_ADVERB = "an opening adverb"
    AN_OPEN_QUOTATION = "an open quotation"
    AN_UNKNOWN_OPENING = "an unknown opening"
    AN_UNKNOWN_PIECE = "an unknown piece"
    A_BROKEN_PARSE = "a broken parse"
    A_CUT_THAT_TORE = "a cut that tore"
    A_CONDITION = "a condition"
    A_PHRASE_IN_PIECES = "a phrase in pieces"
    A_POSSIBILITY = "a possibility"
    A_PREDICATE_IN_PIECES = "a predicate in pieces"
    A_RELATIVE_CLAUSE_ON_NOTHING_NAMED = "a relative clause on nothing named"
    A_SIGN_THAT_IS_WRITTEN_APART = "a sign that is written apart"
    A_SOURCE_WITHOUT_AN_END = "a source without an end"
    A_STATEMENT_OF_NOTHING_NAMED = "a statement of nothing named"
    A_SOURCE_WITHOUT_A_NAME = "a source without a name"
    NOT_A_STATEMENT = "not a statement"
    NO_END_OF_SENTENCE = "no end of sentence"
    NO_FINITE_VERB_AFTER_THE_SUBJECT = "no finite verb after the subject"
    NO_SINGLE_ROOT = "no single root"
    NO_SINGLE_SUBJECT = "no single subject"
    REPORTED_SPEECH_WITHOUT_ONE_SPEAKER = "reported speech without one speaker"
    SEVERAL_OPENINGS = "several openings"
    THERE_IS_WITHOUT_ITS_NOUN = "there is without its noun"
    THE_ROOT_IS_NO_VERB = "the root is no verb"
    WORDS_BETWEEN_SUBJECT_AND_VERB = "words between subject and verb"


@dataclass(slots=True)
class Doubt(Exception):  # noqa: N818 — a verdict on a parse, caught by `clauses`
    """The parse cannot be trusted, and why."""

    reason: Reason
