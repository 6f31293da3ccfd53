"""What an article reports, as a phrase that anchors a stem: "Kerala opening a harbour in Kochi".

The lead says it in a whole sentence; its clause, with the verb as a gerund and cut to what the
headline says as well, goes where `events` finds no plain name of an event: "In January 2020, in
connection with Kerala opening a harbour in Kochi, how many boats …?".
"""

import re
from collections.abc import Sequence

from quizapp.generation.clauses import Chunk, Clause
from quizapp.generation.wording import lowered, text_of, tidy, with_article, words_in
from quizapp.generation.words import word_set

__all__ = ["context_of", "gerund"]

_LONGEST = 15
"""Words of the phrase; half of a stem."""
_FEWEST = 4
_SHARED = 2
_SILENT = word_set(
    "say tell state add note think believe hope expect want feel claim warn urge ask reiterate "
    "stress underline highlight mention have know see mean seem appear remain become speak address "
    "attend meet deepen include schedule"
)
"""Verbs that report or only describe: what they say is no event."""
_DEATH = "the death of "
_DIES = re.compile(r"\b(?:dies|died|passes away|dead at)\b", re.IGNORECASE)
_ONE_SYLLABLE = re.compile(r"(?:qu|[^aeiou])*[aeiou][^aeiouwxy]")
_DOUBLED = word_set(
    "begin admit commit permit refer prefer occur submit transmit forget upset compel control "
    "expel repel propel cancel travel label signal model level total"
)
_POINTING = re.compile(
    r"\b(?:this|these|those|that|it|he|his|she|her|they|their|today|yesterday|last|next|current)\b",
    re.IGNORECASE,
)


def context_of(leads: Sequence[Clause], headline: str, label: str) -> str | None:
    """The phrase of the first clause that says what the headline says; None without one.

    `leads` are the clauses of the first sentences, in order; `label` their month and year.
    """
    if not label:
        return None
    for clause in leads:
        phrase = _phrase(clause)
        if phrase.startswith(_DEATH) and _DIES.search(headline):
            if _names(phrase) & _names(headline):
                return f"{phrase} in {label}"
            continue
        shared = len(_stems(phrase) & _stems(headline))
        same_verb = bool(_stems(clause.verb.lemma) & _stems(headline))
        if phrase and shared >= (_SHARED if same_verb else _SHARED + 1):
            return f"{phrase} in {label}"
    return None


def _phrase(clause: Clause) -> str:
    """Subject, gerund, and the pieces after it that fit; empty where that would be no event."""
    told = clause.negated or clause.existential or clause.speaker is not None
    if told or clause.copula or clause.relative or clause.top.lemma in _SILENT:
        return ""
    if clause.top.lemma == "die" and clause.subject.head.entity in {"person", "resolved"}:
        return f"{_DEATH}{text_of(clause.subject.words)}"
    passive = any(word.dep == "aux:pass" for word in clause.auxiliaries)
    verb = f"being {clause.verb.text}" if passive else gerund(clause.verb.lemma)
    subject = clause.subject
    start = with_article(subject, lowered(text_of(subject.words), subject.words[0]))
    phrase = bare = tidy(f"{start} {verb}")
    for chunk in clause.tail:
        if chunk.head.entity == "date":
            continue
        longer = f"{phrase} {with_article(chunk, lowered(text_of(chunk.words), chunk.words[0]))}"
        if chunk.dep == "compound:prt":
            phrase, bare = longer, longer if phrase == bare else bare
            continue
        if words_in(longer) > _LONGEST or not _is_whole(clause, chunk):
            break
        phrase = longer
    owned = re.search(r"\bits\b", phrase)
    if owned and (subject.head.entity != "body" or owned.start() < len(start)):
        return ""  # whose it is, only a named subject tells
    if _POINTING.search(phrase) or words_in(phrase) < _FEWEST or '"' in phrase:
        return ""
    needed = {"obj", "xcomp", "ccomp", "advcl"}
    cut = any(chunk.dep in needed for chunk in clause.tail) and phrase == bare
    whole = all(
        chunk.words[-1].text in phrase.split()
        for chunk in clause.tail
        if chunk.dep == "compound:prt"  # "rolling" without its "out" is another verb
    )
    return tidy(phrase) if whole and not cut else ""


def _is_whole(clause: Clause, chunk: Chunk) -> bool:
    """Whether the piece ends in a noun and no list goes on behind it."""
    last = chunk.words[-1]
    after = clause.sentence.words[last.index + 1 :][:2]
    goes_on = bool(after) and after[0].text in {",", "and"} and after[-1].pos in {"NOUN", "PROPN"}
    return not goes_on and (bool(last.entity) or last.pos in {"NOUN", "PROPN", "NUM"})


def gerund(lemma: str) -> str:
    """The "-ing" form of a verb: "making", "lying", "beginning", "seeing"."""
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2:  # noqa: PLR2004 — "be"
        return f"{lemma[:-1]}ing"
    if _ONE_SYLLABLE.fullmatch(lemma) or lemma in _DOUBLED:
        return f"{lemma}{lemma[-1]}ing"
    return f"{lemma}ing"


def _names(text: str) -> set[str]:
    """The words with a capital, but for the first one."""
    return set(re.findall(r"(?<=\s)[A-Z][\w'\u2019-]+", f" {text}"))


def _stems(text: str) -> set[str]:
    """The first letters of the longer words: "launches" and "launching" are alike."""
    return {word.casefold()[:5] for word in re.findall(r"[A-Za-z]{4,}", text)}
