"""The statements of a compound sentence: "A; B", "A, and B", "A, while B", "While A, B"."""

from collections.abc import Sequence

from quizapp.generation.language.cutting.cuts import Run, first_finite, is_finite, trimmed
from quizapp.generation.language.cutting.pronouns import named, subject_of
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["parts", "predicates"]

_JOINING = word_set("and but while whereas although though")
_CONCEDING = word_set("while whereas although though")
_UNMARKED = frozenset({"and", "but", "while", "whereas"})
"""What may begin another statement without a comma before it."""
_LINKS = word_set("who which that whose where when if")
_LONGEST_SUBJECT = 14
_NO_SUBJECT = word_set("that which who whose whom to as of if when where not there")


def parts(words: Run) -> tuple[Run, ...]:
    """The statements that stand side by side; the run itself where it is but one."""
    found: list[Run] = []
    rest = words
    if rest and rest[0].text.casefold() in _CONCEDING:
        comma = _comma_before_clause(rest)
        if comma is not None:
            found.append(trimmed(rest[1:comma]))
            rest = rest[comma + 1 :]
    start = 0
    for i, word in enumerate(rest):
        if i <= start or i + 1 >= len(rest):
            continue
        at = i + 1
        comma = word.text == ","
        if comma and rest[at].text.casefold() in _JOINING:
            at += 1
        breaks = word.text == ";" or (comma and at > i + 1)
        breaks = breaks or (word.text in _UNMARKED and rest[i - 1].text != ",")
        if breaks and _is_clause(rest[start:i]) and _begins_clause(rest, at):
            found.append(trimmed(rest[start:i]))
            start = at
    found.append(trimmed(rest[start:]))
    first = found[0]
    clear = [
        named(run, subject_of(first), words[: _place(words, run)]) or run for run in found if run
    ]
    return tuple(_placed(run, first) for run in clear)


def _place(words: Run, run: Run) -> int:
    """Where a part begins in the whole."""
    return next((i for i, word in enumerate(words) if word.index == run[0].index), 0)


def _placed(run: Run, first: Run) -> Run:
    """The statement with the opening of the first one: "In 2015, A won 67 seats and B won 3"."""
    comma = next((i for i, word in enumerate(first) if word.text == ","), None)
    if run == first or comma is None or first[0].pos != "ADP" or run[0].pos == "ADP":
        return run
    if first_finite(first[:comma]) is not None or any(w.entity == "date" for w in run):
        return run
    return (*first[: comma + 1], *run)


def predicates(run: Run) -> tuple[Run, ...]:
    """The statements of "X will build A and train B": each predicate with the one subject.

    The run itself, cut before the second predicate, comes first; nothing where there is but one.
    """
    verb = first_finite(run)
    if not verb or any(w.text.casefold() in _LINKS for w in run[:verb]):
        return ()
    starts = [i for i in range(verb + 2, len(run) - 2) if _goes_on(run, verb, i)]
    if not starts:
        return ()
    modal = run[verb].tag == "MD"
    head = run[: verb + 1] if modal else run[:verb]
    ends = [*starts[1:], len(run)]
    found = [trimmed(run[: starts[0]])]
    found += [
        trimmed((*head, *run[start + 1 : end])) for start, end in zip(starts, ends, strict=True)
    ]
    return tuple(found)


def _goes_on(run: Run, verb: int, at: int) -> bool:
    """Whether "and" stands here with a second verb of the first one's form behind it."""
    if run[at].text not in {"and", "but"} or run[at - 1].pos in {"VERB", "AUX", "ADV"}:
        return False
    top = run[at + 1]
    wanted = "VB" if run[verb].tag == "MD" else run[verb].tag
    if top.tag != wanted or top.pos != "VERB" or top.dep != "conj":
        return False
    if any(w.text.casefold() in _LINKS | {"not", "n't", "never"} for w in run[verb:at]):
        return False
    if run[verb].lemma == "be" and not _has_object(run, top):
        return False  # "was elected and admitted": the second is as passive as the first
    heads = {run[verb].index, run[verb].head}
    misread = any(w.index == top.head and w.pos in {"NOUN", "PROPN", "NUM"} for w in run[verb:at])
    return top.head in heads or misread


def _has_object(run: Run, verb: Word) -> bool:
    return any(w.head == verb.index and w.dep == "obj" for w in run)


def _is_clause(words: Sequence[Word]) -> bool:
    verb = first_finite(words)
    return verb is not None and verb > 0


def _comma_before_clause(words: Run) -> int | None:
    for i, word in enumerate(words):
        if word.text == "," and i and _begins_clause(words, i + 1):
            return i
    return None


def _begins_clause(words: Run, start: int) -> bool:
    """Whether a subject and its own finite verb follow: by their tags, and by the first parse."""
    span = words[start : start + _LONGEST_SUBJECT]
    verb = first_finite(span)
    if not verb:
        return False
    subject = span[:verb]
    if subject[0].pos in {"ADP", "SCONJ", "VERB", "AUX", "PUNCT", "CCONJ"}:
        return False
    if any(w.text.casefold() in _NO_SUBJECT - {"of", "there"} for w in subject):
        return False
    if any(w.text == "," for w in subject):
        return False
    if not any(w.pos in {"NOUN", "PROPN", "NUM", "PRON"} for w in subject):
        return False
    return _agrees(span[verb], subject) and _is_parsed_so(span[verb], subject)


def _agrees(verb: Word, subject: Run) -> bool:
    """Whether number speaks against it: "… the roof and the spire | were" has two heads."""
    head = next((w for w in _heads(subject) if w.pos in {"NOUN", "PROPN", "NUM", "PRON"}), None)
    if head is None:
        return False
    plural = head.features.get("Number") == "Plur" or head.tag in {"NNS", "NNPS"}
    plural = plural or head.entity == "figure"
    if any(w.text in {"and", "or"} for w in subject):
        return True
    if verb.tag == "VBZ" or verb.text == "was":
        return not plural or head.entity == "figure"
    if verb.tag == "VBP" or verb.text == "were":
        return plural or head.pos == "PRON"
    return True


def _heads(subject: Run) -> list[Word]:
    """The last words before a preposition, from the left: the head noun of the subject first."""
    heads: list[Word] = []
    for i, word in enumerate(subject):
        last = i + 1 == len(subject) or subject[i + 1].pos in {"ADP", "PUNCT", "ADV"}
        if last and word.pos in {"NOUN", "PROPN", "NUM", "PRON"}:
            heads.append(word)
    return heads


def _is_parsed_so(verb: Word, subject: Run) -> bool:
    """Whether the first parse too gives the verb a subject of its own there."""
    places = {w.index for w in subject}
    heads = {verb.index, verb.head}
    own = [w for w in subject if w.dep.startswith("nsubj") and w.head in heads]
    if not own:
        return False
    return not any(w.dep == "conj" and w.head not in places for w in own) and is_finite(verb)
