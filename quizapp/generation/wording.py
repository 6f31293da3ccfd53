"""English for stems: word order of questions, auxiliaries, articles, spacing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.knowledge import load
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

_NEEDS_THE = word_set(
    "ministry department policy strategy scheme mission programme commission council committee "
    "court bank organisation organization union memorandum treaty agreement convention act board "
    "authority corporation institute academy government cabinet assembly parliament"
)
_COUNTED_NOUNS = word_set(
    "campaign initiative scheme programme program project mission portal bill policy summit award "
    "agreement index report exercise tournament network"
)
_NO_THE = word_set("nasa isro who unesco unicef opec")
_OF_ONE = {"are": "is", "were": "was", "have": "has", "do": "does"}
_HELPING = word_set("be have do will would can could may might shall should must need")
"""What goes before its subject in a question; "remain" in "remain closed" does not."""
_BE_TO = {"will": "to", "would": "to", "shall": "to"}
_CLITICS = re.compile(r"\s+(?=[,.;:?!%)\]]|['’]s\b|n't\b|['’](?=\s|$))")
_REST = re.compile(r"\b(to|in|from|with|across|for) rest of\b")
_OFFICE = re.compile(
    r"\b(did|does|do|was|were|had|has|by|of|to|with|from|for|in|at|under|between|and|through|"
    r"against|on) (?=(?:(?:[A-Z]\w+ ){0,2}(?:Embassy|Consulate|High Commission|Ministry|Department|"
    r"Government|Directorate|Bureau|Office) (?:General )?of [A-Z]|"
    r"United (?:States|Kingdom|Nations|Arab Emirates)(?:\?|,| (?:of|to|in|on|for|and|[a-z]+ed)\b)))"
)
"""Names that Indian newspapers print without the article that they have."""
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""One syllable, one vowel, one consonant: doubled before "-ed"."""
_OPEN = re.compile(r"(?<=[(\[$₹€£])\s+")
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def text_of(words: Iterable[Word]) -> str:
    """The words as plain text, an article put before a long name that lacks one."""
    parts: list[str] = []
    previous: Word | None = None
    for word in words:
        if not word.text:
            continue
        if _lacks_article(word, previous):
            parts.append("the")
        glued = previous is not None and previous.text and previous.span.end == word.span.start
        if glued and parts:
            parts[-1] += word.text
        else:
            parts.append(word.text)
        previous = word
    return tidy(" ".join(parts))


def tidy(text: str) -> str:
    """Single spaces, none before a mark, straight apostrophes."""
    text = " ".join(text.split()).replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    text = _REST.sub(r"\1 the rest of", text)
    return _OPEN.sub("", _CLITICS.sub("", text))


def _lacks_article(word: Word, previous: Word | None) -> bool:
    if word.entity not in {"body", "scheme", "other", "resolved"} or " " not in word.text:
        return False
    if word.text.casefold().startswith("the "):
        return False
    if previous is not None and (
        previous.pos in {"DET", "ADJ", "NUM", "PROPN", "NOUN"} or previous.tag in {"PRP$", "POS"}
    ):
        return False
    return needs_article(word.text)


def with_article(chunk: Chunk, text: str) -> str:
    """As in "launched Visit Nepal campaign": "launched the Visit Nepal campaign"."""
    head = chunk.head
    named = any(word.text[:1].isupper() and word.head == head.index for word in chunk.words)
    if head.text not in _COUNTED_NOUNS or not named or len(chunk.case) > 1:
        return text
    first = chunk.body[0]
    if first.pos in {"DET", "NUM"} or first.tag in {"PRP$", "DT"} or first.entity == "figure":
        return text
    if any(word.tag in {"POS", "DT", "PRP$"} for word in chunk.words):
        return text
    preposition = chunk.preposition
    if preposition:
        return f"{preposition} the {text.removeprefix(preposition).strip()}"
    return f"the {text}"


def needs_article(name: str) -> bool:
    """Whether English puts "the" before this name in a sentence."""
    words = re.sub(r"\s+(?:20\d\d|\d\.\d).*$", "", name).casefold().split()
    if len(words) < 2 or words[0] in _NO_THE:  # noqa: PLR2004 — one word: a name of its own
        return False
    if words[:2] == ["university", "of"]:
        return True
    heads = {words[-1]} | {words[i - 1] for i, word in enumerate(words) if word == "of" and i}
    return bool(heads & _NEEDS_THE)


_TITLED = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+ (?:[A-Z]|[a-z]+ [A-Z])")
"""As in "External Affairs Minister"."""
_DESCRIBING = word_set("The Former Young Top Veteran Noted Senior Late New Indian Several Two")
_MONEY = re.compile(r"(?:Rs|INR|USD?|EUR|GBP|SEK|Euro|C\$|A\$)\b")
_DESCRIBED = re.compile(r"(?:Former|Young|Top|Veteran|Noted|Senior|First-time|Eminent|Renowned) ")


def lowered(text: str, first: Word) -> str:
    """A phrase that opened its sentence, inside another: "The output" becomes "the output"."""
    if not first.text:
        return text  # a name was put in the place of "the country"
    if first.entity == "figure":
        return text if _MONEY.match(text) else text[:1].lower() + text[1:]
    if first.entity == "person" and _DESCRIBED.match(text):
        return text[:1].lower() + text[1:]
    acronym = len(first.text) > 1 and first.text[:2].isupper()
    named = first.pos == "PROPN" or load().adjective(first.text) is not None
    titled = first.pos == "ADJ" and _TITLED.match(text) and first.text not in _DESCRIBING
    named = named or bool(first.entity or titled)
    if named or acronym or first.text == "I":
        return text if not text.startswith("The ") else f"the {text[4:]}"
    return text[:1].lower() + text[1:]


def is_plural(clause: Clause) -> bool:
    """Whether the subject takes "were" rather than "was"."""
    subject = clause.subject
    if any(word.dep == "conj" and word.head == subject.head.index for word in subject.words):
        return True
    if subject.head.entity and subject.head.tag == "NNP":
        return False
    return subject.head.features.get("Number") == "Plur" or subject.head.tag in PLURAL_TAGS


def question_order(clause: Clause, *, past: bool) -> tuple[str, str]:
    """The auxiliary to put before the subject, and the verb group to put after it.

    `past` puts a present tense or a "will" back in time, for a stem that dates it.
    """
    plural = is_plural(clause)
    group = [*clause.auxiliaries, clause.verb]
    first, rest = group[0], group[1:]
    adverbs = text_of(clause.adverbs)
    if _runs_since(clause):
        return "have" if plural else "has", _join(adverbs, "been", text_of(rest[1:]))
    dated = any(
        chunk.head.entity == "date" and chunk.preposition != "since"
        for chunk in (*clause.tail, *clause.context)
    )
    if first.text.casefold() == "had" and len(rest) == 1 and dated:
        return "did", _join(adverbs, base_form(clause.verb))
    be = first.lemma == "be"
    if first.text.casefold() in _BE_TO and past:
        moved = "were" if plural else "was"
        return moved, _join(adverbs, "to", text_of(rest))
    if be or (clause.auxiliaries and first.lemma in _HELPING):
        moved = _tense(first.text.casefold(), plural=plural, past=past)
        return moved, _join(adverbs, text_of(rest))
    do = "did" if past or first.tag in {"VBD", "VBN"} else ("do" if first.tag == "VBP" else "does")
    return do, _join(adverbs, base_form(first), text_of(rest))


def base_form(verb: Word) -> str:
    """The infinitive; "fined" is of "fine", for a "fin" would have made "finned"."""
    lemma = verb.lemma
    if verb.text.casefold() == f"{lemma}ed" and _DOUBLES.fullmatch(lemma):
        return f"{lemma}e"
    return lemma


def _runs_since(clause: Clause) -> bool:
    """As in "is being celebrated since 2015", which English says with "has been"."""
    since = any(chunk.preposition == "since" for chunk in clause.tail)
    return since and [w.text for w in clause.auxiliaries][1:] == ["being"]


def statement_order(clause: Clause, *, past: bool, plural: bool, singular: bool = False) -> str:
    """The verb group as it follows its subject; `singular` where one of a list is the subject."""
    group = [*clause.auxiliaries, clause.verb]
    first, rest = group[0], group[1:]
    adverbs = text_of(clause.adverbs)
    if singular and (alone := _OF_ONE.get(first.text.casefold())):
        first = replace(first, text=alone)
    if _runs_since(clause):
        return _join("have" if plural else "has", adverbs, "been", text_of(rest[1:]))
    if first.text.casefold() in _BE_TO and past:
        return _join("were" if plural else "was", adverbs, "to", text_of(rest))
    if first.lemma == "be" or clause.auxiliaries:
        return _join(
            _tense(first.text.casefold(), plural=plural, past=past), adverbs, text_of(rest)
        )
    return _join(adverbs, first.text)


def _tense(word: str, *, plural: bool, past: bool) -> str:
    if past and word in {"is", "are", "was", "were"}:
        return "were" if plural else "was"
    if past and word in {"has", "have"}:
        return "had"
    return word


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def sentence_case(text: str) -> str:
    """The stem with a capital at its start and one question mark at its end."""
    text = _OFFICE.sub(r"\1 the ", f"{tidy(text).rstrip(' .,;:?')}?")
    text = _HOUR_LEFT.sub("?", _DROPPED_CAPITALS.sub("the ", text))
    return f"{text[:1].upper()}{text[1:]}"


_HOUR_LEFT = re.compile(r"(?: on)? (?:early|late)\?$")
"""What is left of "on early Saturday" without its day."""
_DROPPED_CAPITALS = re.compile(r"\bTHE (?=[A-Z]?[a-z])")
"""As a paragraph begins in print: "THE Union Government"."""
_ANCHORED = re.compile(
    r"^(?:As of|As reported in|According to reports in|In|On) [^,]*\d{4},", re.IGNORECASE
)
_NOW = re.compile(
    r"(?<=['\u2019]s) (?:current|present|incumbent)\b|\b(?<=its) current\b|"
    r" (?:now|currently|presently|at present|at the moment|as of now|so far|till now)\b|"
    r" (?:last|this) (?:evening|night|morning|afternoon)\b|\b(?:now|currently|presently) "
)


def without_now(stem: str) -> str:
    """A dated stem without the words that its date makes needless: "now", "current"."""
    return _NOW.sub("", stem) if _ANCHORED.match(stem) else stem


def words_in(text: str) -> int:
    """How many words a reader counts."""
    return len(text.split())


def ordered(parts: Sequence[str]) -> str:
    """The parts of a stem in one line."""
    return tidy(" ".join(part for part in parts if part))
