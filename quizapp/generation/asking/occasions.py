"""When something happened that a sentence names by a noun: "the launch of X in March 2020".

Such a date says when the launch was, whatever else the sentence tells, so that it can be asked for
without the rest: "In which month and year did the launch of X take place?" It reads trees and
words, no clauses.
"""

from collections.abc import Iterator

from quizapp.generation.language.tree import children, subtree
from quizapp.generation.resolution import Resolved
from quizapp.generation.times import When
from quizapp.generation.types import Draft, Fact, Sentence, Word
from quizapp.generation.values import DateValue
from quizapp.generation.wording import lowered, needs_article, sentence_case, text_of
from quizapp.generation.words import word_set

__all__ = ["occasion"]

_EVENTS = word_set(
    "abdication abolition abrogation accession acquisition adoption annexation appointment arrest "
    "arrival assassination attack bankruptcy battle birth bombing breakup ceremony championship "
    "championships closure collapse commissioning conference congress conquest coronation coup "
    "crash creation cup death debut defeat demolition departure detonation discovery dissolution "
    "earthquake election elections enactment eruption establishment execution exhibition "
    "expedition explosion expo expulsion festival fire flight flood floods formation foundation "
    "founding games genocide hijacking imprisonment inauguration incorporation independence "
    "introduction invasion invention landing launch liberation marathon massacre marriage meeting "
    "merger mission murder nationalisation nationalization olympics opening ouster outbreak "
    "overthrow partition privatisation publication raid ratification recession referendum release "
    "relocation removal renaming resignation restoration retirement reunification revolt "
    "revolution riot riots ruling selection shooting signing spacewalk split suicide summit "
    "surrender takeover tour tournament transfer tsunami unification uprising verdict victory "
    "visit war wedding withdrawal"
)
_RECURRING = word_set(
    "championship championships conference congress cup election elections exhibition expo "
    "festival games marathon meeting olympics summit tour tournament visit"
)
"""What happens every few years: only its place tells one from the others."""
_OTHERS = word_set("previous last next first second third earlier latest upcoming same")
_NOUNS = {"day": "date", "month": "month and year", "year": "year"}
_PREPOSITIONS = {"day": "on", "month": "in", "year": "in"}
_ASIDE = frozenset({"acl:relcl", "appos", "conj", "cc", "punct", "parataxis", "acl", "cop"})
_BESIDE = ("nsubj", "aux", "obl", "advcl", "advmod", "case")
_LONGEST = 16
_FEWEST = 3


def occasion(resolved: Resolved, fact: Fact, now: When) -> Iterator[Draft]:
    """The question for the date of the event whose noun it hangs on, where there is one."""
    sentence, value = resolved.sentence, fact.value
    if not isinstance(value, DateValue) or value.year is None or value.precision not in _NOUNS:
        return
    word = sentence.words[fact.words[0]]
    head = sentence.words[word.head]
    if not _is_event(head) or not _tells_when(sentence, word, value):
        return
    phrase = _named(sentence, head, word)
    if not phrase:
        return
    preposition, noun = _PREPOSITIONS[value.precision], _NOUNS[value.precision]
    published = now.published
    ahead = published is not None and (value.year, value.month or 0) > (
        published.year,
        published.month,
    )
    order = f"was {phrase} to take place" if ahead else f"did {phrase} take place"
    yield Draft(
        fact=fact,
        stem=sentence_case(f"{preposition} which {noun} {order}"),
        key=value.text(),
        pattern="date-of-event",
        focus=noun,
        supports=resolved.supports,
        strength=0.6,
        verb="take",
    )


def _is_event(head: Word) -> bool:
    """A noun for what happens, or a name that ends in one."""
    last = head.text.casefold().split()[-1] if head.text else ""
    return head.pos in {"NOUN", "PROPN"} and (head.lemma.casefold() in _EVENTS or last in _EVENTS)


def _tells_when(sentence: Sentence, word: Word, value: DateValue) -> bool:
    """As in "its launch in 2014" and "its 2014 launch", not "a plan for the launch by 2014"."""
    case = [w.text.casefold() for w in children(sentence, word) if w.dep == "case"]
    if case:
        return case[0] in {"in", "on"} and word.dep.startswith("nmod") and len(case) == 1
    return word.dep in {"compound", "nummod", "amod"} and value.precision == "year"


def _named(sentence: Sentence, head: Word, date: Word) -> str:
    """The event without its date; empty where the words do not say which event it was."""
    gone = {w.index for w in subtree(sentence, date)}
    for child in children(sentence, head):
        aside = child.dep in {
            "acl:relcl",
            "appos",
            "conj",
            "cc",
            "punct",
            "parataxis",
            "acl",
            "cop",
        }
        if aside or child.dep.startswith(("nsubj", "aux", "obl", "advcl", "advmod", "case")):
            gone |= {w.index for w in subtree(sentence, child)}
    words = [w for w in subtree(sentence, head) if w.index not in gone and w.text]
    last = head.text.casefold().split()[-1]
    if {head.lemma.casefold(), last} & _RECURRING:
        places = [w for w in words if w.entity == "place" and w.dep == "nmod"]
        if not places or date.dep in {"compound", "nummod", "amod"}:
            return ""
        words = [w for w in words if w.text.casefold() not in _OTHERS]
    if not words or any(w.entity == "date" or w.pos == "PUNCT" for w in words):
        return ""
    if any(w.tag in {"PRP$", "PRP", "WDT", "WP", "DT"} and _points(w) for w in words):
        return ""
    text = lowered(text_of(words), words[0])
    if words[0].tag not in {"DT", "POS"} and not _is_owned(words):
        if head.entity and not needs_article(head.text):
            pass
        elif head.entity or head.tag in {"NN", "NNP"}:
            text = f"the {text}"
    told = any(w.entity not in {"", "figure"} or w.pos == "PROPN" for w in words)
    short = _FEWEST <= len(text.split()) <= _LONGEST
    return text if told and short else ""


def _points(word: Word) -> bool:
    return word.text.casefold() != "the"


def _is_owned(words: list[Word]) -> bool:
    return any(w.dep == "nmod:poss" or w.tag == "POS" for w in words)
