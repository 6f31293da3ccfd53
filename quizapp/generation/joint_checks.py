"""Where a stem puts two words side by side that its sentence keeps apart, and no joint is between.

What stands behind the verb of a stem is pieces of the sentence, some of them left out. Each piece
but the object opens with a word that joins it to what stands before: a preposition, a conjunction,
"to", an adverb. A noun or a number right behind a piece that it did not follow is a clause taken
apart at the wrong joint: "to pack a punch at the Grand Prix two silver and one bronze medal".
"""

import re
from itertools import pairwise

from quizapp.generation.focus_checks import OF_A_CLAUSE
from quizapp.generation.types import Draft
from quizapp.generation.words import word_set

__all__ = ["badly_joined"]

_WORD = re.compile(r"[^\W_][\w.'’-]*")
_ASKED = re.compile(r"\b(?:which|what|who|whom|whose|how (?:many|much))\b", re.IGNORECASE)
_NAME_BEHIND = re.compile(r"(?<![\w'’-])(?P<one>[\w.'’-]*\w) (?=(?P<two>[A-Z][\w'’-]+))")
_JOINTS = word_set(
    "of in on at by for from with to and or the a an as under over into than that which who did do "
    "does was were is are had has have against between near after before since"
)
_NUMBERS = re.compile(r"\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$")


def badly_joined(draft: Draft) -> str | None:
    """1: the two words that nothing joins; None where each piece is joined to the one before."""
    sentence = draft.fact.sentence
    if not OF_A_CLAUSE.match(draft.pattern) or not sentence.words or not draft.verb:
        return None
    asked = _ASKED.search(draft.stem)
    words = _WORD.findall(draft.stem[asked.end() :] if asked else "")
    told = _plain(_WORD.findall(sentence.text))
    source = set(told)
    beside = set(pairwise(told))
    verbs = {
        form
        for word in sentence.words
        if word.pos in {"VERB", "AUX"}
        for form in (word.text.casefold(), word.lemma.casefold())
    }
    plain = _plain(words)
    seen = False
    for (one, two), shown in zip(pairwise(plain), words[1:], strict=True):
        seen = seen or one in verbs
        if not seen or one in verbs or (one, two) in beside:
            continue
        if one not in source or two not in source or not _opens(shown, two):
            continue
        if told.count(one) == 1 and told.count(two) == 1 and told.index(one) < told.index(two):
            return f"{one} {two}"
    return _list_torn(draft, asked.end() if asked else 0)


def _list_torn(draft: Draft, start: int) -> str | None:
    """A name right behind a word from which a comma parts it: "India Russia" of a longer list."""
    text = draft.fact.sentence.text
    for match in _NAME_BEHIND.finditer(draft.stem, start):
        one, two = match["one"], match["two"]
        if one.casefold() in _JOINTS or f"{one} {two}" in text or text.count(two) != 1:
            continue
        before, _, _ = text.partition(two)
        place = before.rfind(f"{one},")
        if place >= 0 and before.count(f"{one},") == 1 and "(" not in before[place:]:
            return f"{one} {two}"
    return None


def _plain(words: list[str]) -> list[str]:
    return [word.casefold().replace("’", "'").removesuffix("'s").rstrip(".'") for word in words]


def _opens(shown: str, plain: str) -> bool:
    """Whether the word is a number: what nothing but a preposition leads up to."""
    return bool(_NUMBERS.match(plain)) and not shown[:1].isupper()
