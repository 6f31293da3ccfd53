"""Who says what: the speaker before, after or in the middle of what is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.generation.language.cutting.cuts import (
    QUOTES,
    Run,
    first_finite,
    is_finite,
    opens_well,
    trimmed,
)
from quizapp.generation.language.cutting.pronouns import named
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["Told", "told"]

_SAYING = word_set(
    "say tell state announce report inform add note mention reveal declare confirm estimate "
    "explain observe tweet write remark disclose"
)
_TOLD_TO = word_set("tell inform")
_HEARERS = word_set("reporters journalists media newsmen press")
_NAMED = frozenset({"body", "person", "resolved", "scheme", "place", "other"})
_OWN = word_set("i we our us my me mine ours you your")
_LONGEST_SPEAKER = 14
_LONGEST_WAY = 9
_LONGEST_CLOSE = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What is said, by whom, and the verb of saying; nobody for what the article itself says."""

    body: Run
    speaker: Run = ()
    said: Word | None = None
    when: Run = ()
    """The day or year in which it was said, with its preposition."""


def told(words: Run) -> Iterator[Told]:
    """What somebody says in this sentence, without the words that say so."""
    for found in (_according(words), _before(words), _after(words)):
        if found is not None and _is_plain(found.body):
            own = (
                None
                if _is_quoted(words)
                else named(found.body, found.speaker, _beside(words, found))
            )
            yield found if own is None else Told(own)
            return


def _is_quoted(words: Run) -> bool:
    """Who is quoted as saying "he" means somebody else."""
    return any(word.text in QUOTES for word in words)


def _beside(words: Run, found: Told) -> Run:
    """All that the sentence says beside what is told: "X said of Y he …" may mean Y."""
    inside = {word.index for word in found.body}
    return tuple(word for word in words if word.index not in inside)


def _is_plain(body: Run) -> bool:
    """A statement about others: what one says of "us" can't be told by the article."""
    return opens_well(body) and not any(word.text.casefold() in _OWN for word in body)


def _before(words: Run) -> Told | None:
    """As in "The minister told reporters on Sunday (that) …"."""
    verb = first_finite(words)
    if verb is None:
        return None
    at = verb
    if words[verb].lemma in {"have", "do"} and words[verb].pos == "AUX":
        at = next((i for i in range(verb + 1, min(verb + 3, len(words))) if _says(words[i])), verb)
    if not _says(words[at]):
        return None
    speaker = _named_by(words[:verb])
    rest = _said_after(words, at)
    if speaker is None or rest is None:
        return None
    return Told(trimmed(rest), speaker, words[at], _day_of(words, speaker, rest))


def _day_of(words: Run, speaker: Run, body: Run) -> Run:
    """The date that stands in neither speaker nor statement, with its preposition."""
    inside = {word.index for word in (*speaker, *body)}
    for i, word in enumerate(words):
        if word.entity == "date" and word.index not in inside:
            return words[i - 1 : i + 1] if i and words[i - 1].pos == "ADP" else (word,)
    return ()


def _says(word: Word) -> bool:
    return word.lemma in _SAYING and word.pos == "VERB" and word.tag in {"VBD", "VBZ", "VBP", "VBN"}


def _named_by(words: Run) -> Run | None:
    """The speaker among the words before the verb.

    It is the last run that commas leave, or the one before a run in commas ("Wang Yi, the foreign
    minister, said").
    """
    runs: list[list[Word]] = [[]]
    for word in words:
        if word.text == ",":
            runs.append([])
        elif word.pos != "ADV" and word.text not in QUOTES:
            runs[-1].append(word)
    closed = not runs[-1]
    runs = [run for run in runs if run]
    if not runs:
        return None
    who = runs[-2] if closed and len(runs) > 1 else runs[-1]
    if len(who) > _LONGEST_SPEAKER or any(is_finite(word) for word in who):
        return None
    if who[0].pos == "ADP" or who[0].tag in {"VBG", "VBN", "IN", "TO", "WP", "WDT"}:
        return None
    if any(word.text.casefold() in {"that", "which", "who", "to"} for word in who):
        return None
    return tuple(who)


def _said_after(words: Run, verb: int) -> Run | None:
    """What follows the verb of saying, without hearers, place and day."""
    rest = list(words[verb + 1 :])
    if words[verb].lemma in _TOLD_TO and not (rest and rest[0].text == "that"):
        if rest and rest[0].text.casefold() == "the":
            rest = rest[1:]
        if not rest or not (rest[0].entity in _NAMED or rest[0].text.casefold() in _HEARERS):
            return None
        rest = rest[1:]
    rest = _past_the_way(_past_an_aside(rest))
    while rest and (rest[0].text in {",", ":"} or rest[0].text in QUOTES):
        rest = rest[1:]
    plain = True
    if rest and rest[0].text == "that":
        rest, plain = rest[1:], False
        while rest and (rest[0].text == "," or rest[0].text in QUOTES):
            rest = rest[1:]
    if not rest or (plain and rest[0].tag in {"VBG", "TO", "IN", "VBN"} and rest[0].text != "In"):
        return None
    return tuple(rest)


def _past_an_aside(rest: list[Word]) -> list[Word]:
    """Past ", citing a report,"."""
    if len(rest) > 1 and rest[0].text == "," and rest[1].tag == "VBG":
        comma = next((i for i, word in enumerate(rest) if i and word.text == ","), None)
        return rest[comma:] if comma is not None else rest
    return rest


def _past_the_way(rest: list[Word]) -> list[Word]:
    """Past "in a statement that", "on Sunday,", "at the launch that"."""
    if not rest or rest[0].pos != "ADP":
        return rest
    for i, word in enumerate(rest[:_LONGEST_WAY]):
        if word.text in {",", "that", ":"}:
            return rest[i:]
        if is_finite(word) or word.tag == "VBG":
            break
    dated = len(rest) > 1 and rest[1].entity == "date"
    return rest[2:] if dated else rest


def _after(words: Run) -> Told | None:
    """As in "…, officials said", "…, said the minister of X", "…, according to X"."""
    end = len(words)
    while end and (words[end - 1].text == "." or words[end - 1].text in QUOTES):
        end -= 1
    commas = [i for i, word in enumerate(words[:end]) if word.text == "," or word.text in QUOTES]
    for comma in reversed(commas):
        closing = [w for w in words[comma + 1 : end] if w.text != "," and w.text not in QUOTES]
        if len(closing) > _LONGEST_CLOSE:
            return None
        said = [w for w in closing if is_finite(w)]
        if len(said) != 1 or not _says(said[0]):
            continue
        place = closing.index(said[0])
        speaker = tuple(closing[:place]) if place else tuple(closing[1:])
        speaker = _without_day(speaker)
        if place and len(closing) - place > _LONGEST_WAY:
            continue
        if not speaker or speaker[0].pos in {"ADP", "CCONJ", "SCONJ", "VERB", "AUX"}:
            continue
        if any(w.tag in {"VBG", "WP", "WDT", "TO"} for w in speaker):
            continue
        return Told(trimmed(words[:comma]), speaker, said[0])
    return None


def _without_day(words: Run) -> Run:
    """The speaker without "on Sunday" or "in a statement" behind it."""
    for i, word in enumerate(words):
        if i and word.pos == "ADP" and word.text.casefold() in {"on", "in", "at", "during"}:
            return words[:i]
    return words


def _according(words: Run) -> Told | None:
    """As in "According to X, …" at the start, at the end, or between commas."""
    start = _index_of(words, "according", "to")
    if start is None:
        start = _index_of(words, "as", "per")
    if start is None:
        return None
    until = next(
        (i for i in range(start + 2, len(words)) if words[i].text in {",", "."}), len(words)
    )
    speaker = words[start + 2 : until]
    end = next(
        (i for i, w in enumerate(speaker) if w.pos == "VERB" or w.entity == "date"), len(speaker)
    )
    speaker = trimmed(speaker[:end])
    closes = start > 0 and until < len(words) and words[start - 1].text == words[until].text == ","
    body = (
        (*words[: start - 1], *words[until + 1 :]) if closes else (*words[:start], *words[until:])
    )
    if not speaker or any(is_finite(w) for w in speaker):
        return None
    if not any(w.entity in _NAMED for w in speaker):
        speaker = ()
    return Told(trimmed(body), speaker)


def _index_of(words: Sequence[Word], first: str, second: str) -> int | None:
    for i in range(len(words) - 1):
        if words[i].text.casefold() == first and words[i + 1].text == second:
            return i
    return None
