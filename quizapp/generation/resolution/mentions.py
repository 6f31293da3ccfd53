"""What "the agreement" is, when the article has told of one: "the agreement between X and Y".

A noun phrase that holds a name tells which thing is meant; a later "the" with the same noun and no
word of its own that tells it apart means that thing, as long as no other one was told of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.generation.language.tree import children, contiguous, subtree
from quizapp.generation.language.units import Unit
from quizapp.generation.resolution.homes import countries_in
from quizapp.generation.resolution.words import DEFINITE, put
from quizapp.generation.types import Sentence, Span, Word
from quizapp.generation.wording import text_of
from quizapp.generation.words import word_set

_NAMING = frozenset({"body", "place", "person", "scheme", "other", "resolved"})
_TELLING = frozenset({"nmod", "nmod:poss", "amod", "compound", "nummod", "acl"})
_POINTING = frozenset({"PRP$", "PRP", "WDT", "WP"})
_AFTER = _TELLING | {"acl:relcl"}
_NOTHING = word_set(
    "year day month week time part number people percent cent member members end beginning start "
    "case cases way place thing share rate amount total minister president director chief "
    "head chairman secretary leader people person man woman government world country state city "
    "aim purpose result basis addition view order spokesperson spokesman official officials rest "
    "majority increase decrease growth"
)
_ANYBODYS = word_set(
    "initiative decision move step statement report remark effort plan proposal work action "
    "announcement speech visit role policy efforts"
)
"""Things of which everybody has many: "the decision of the court" does not say which."""
_IDLE = word_set(
    "massive ongoing new recent latest major huge big great large small important key crucial "
    "significant historic ambitious much-awaited prestigious landmark powerful strong deadly fresh"
)
"""What a thing may be called without telling which it is."""
_IN_A_ROW = word_set(
    "previous last next first second third opening final earlier another other closing inaugural "
    "preceding following subsequent former latter"
)
"""What tells one of several apart: "the opening match" is not what "the match" means later."""
_LINKS = frozenset({"over", "between", "across", "against"})
_PAIR = word_set("countries nations sides neighbours neighbors states")
_LONGEST = 9
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Mention:
    """A noun phrase without its article, and the sentence that holds it."""

    text: str
    words: frozenset[str]
    sentence: Sentence


class Mentions:
    """The things told of so far, by their noun."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, bool], dict[str, _Mention]] = {}
        self._unnamed: set[tuple[str, bool]] = set()
        self._countries: tuple[str, ...] = ()

    def read(self, sentence: Sentence, units: Mapping[Span, Unit]) -> None:
        """Take in the things that a sentence tells of."""
        for word in sentence.words:
            if word.pos != "NOUN" or word.entity or word.lemma.casefold() in _NOTHING:
                continue
            phrase = _phrase(sentence, word)
            text = text_of(phrase) if phrase else ""
            if any(w.text.casefold() in _IN_A_ROW for w in phrase):
                self._unnamed.add(_key(word))
                continue
            if text:
                held = frozenset(w.text.casefold() for w in phrase)
                self._told.setdefault(_key(word), {}).setdefault(
                    text, _Mention(text, held, sentence)
                )
            elif any(w.text.casefold() in {"a", "an", "another"} for w in children(sentence, word)):
                self._unnamed.add(_key(word))
        countries = countries_in(sentence, units)
        self._countries = countries or self._countries

    def put(self, sentence: Sentence) -> tuple[Sentence, tuple[Sentence, ...]]:
        """The sentence with what is meant for each bare noun, and the sentences that say it."""
        supports: list[Sentence] = []
        for word in sentence.words:
            own = children(sentence, word)
            the = next((w for w in own if w.dep == "det" and w.text.casefold() in DEFINITE), None)
            pair = self._pair(sentence, word, own)
            if pair is not None:
                sentence = pair
                continue
            if the is None or word.pos != "NOUN" or word.entity or the.text.casefold() == "that":
                continue
            if any(w.index > word.index and w.dep in _AFTER for w in own):
                continue
            before = [w for w in own if the.index < w.index < word.index]
            mention = self._meant(word, before)
            if mention is None or the.index + len(before) + 1 != word.index:
                continue
            gone = frozenset(w.index for w in before)
            sentence = put(sentence, word.index, mention.text, gone)
            if the.text.casefold() != "the":
                sentence = put(sentence, the.index, "The" if the.text[0].isupper() else "the")
            supports.append(mention.sentence)
        return sentence, tuple(supports)

    def _meant(self, word: Word, before: list[Word]) -> _Mention | None:
        """The one thing told of with this noun and these words before it."""
        told = list(self._told.get(_key(word), {}).values())
        if not told or (_key(word) in self._unnamed and not before):
            return None
        said = {w.text.casefold() for w in before}
        if any(w.dep not in {"amod", "compound"} or w.entity for w in before):
            return None
        longest = max(told, key=lambda m: len(m.text))
        if any(not m.words <= longest.words for m in told) or not said <= longest.words:
            return None
        return longest

    def _pair(self, sentence: Sentence, word: Word, own: tuple[Word, ...]) -> Sentence | None:
        """As in "the two countries" after a sentence that names two."""
        if word.text.casefold() not in _PAIR or len(self._countries) != _TWO:
            return None
        first = word.index - 1
        while first >= 0 and sentence.words[first].text.casefold() in {"the", "two", "both"}:
            first -= 1
        said = {w.text.casefold() for w in sentence.words[first + 1 : word.index]}
        after = any(w.index > word.index and w.dep in _TELLING for w in own)
        if after or not said & {"two", "both"}:
            return None
        gone = frozenset(range(first + 1, word.index))
        return put(sentence, word.index, " and ".join(self._countries), gone, tag="NNPS")


def _key(word: Word) -> tuple[str, bool]:
    return word.lemma.casefold(), word.tag == "NNS"


def _phrase(sentence: Sentence, top: Word) -> tuple[Word, ...]:
    """The noun with what tells which one it is, without its article; empty where nothing does."""
    if any(w.dep == "nmod:poss" for w in children(sentence, top)):
        return ()
    inner = _inner(sentence, top)
    named = any(w.entity in _NAMING or w.pos == "PROPN" for w in inner)
    if top.lemma.casefold() in _ANYBODYS and any(w.text in {"of", "by"} for w in inner):
        return ()
    clean = not any(
        w.tag in _POINTING or w.entity in {"date", "figure"} or w.text in {",", ";"} for w in inner
    )
    taken = any(w.text == "from" for w in inner)  # "took over the chair of the grouping | from X"
    if not named or not clean or taken or not _runs(inner, top):
        return ()
    return () if len(text_of(inner).split()) > _LONGEST else tuple(inner)


def _inner(sentence: Sentence, top: Word) -> list[Word]:
    """The words of the phrase but for dates, what says nothing, and what stands at its ends."""
    words = {top.index} | _linked(sentence, top)
    for word in children(sentence, top):
        if word.dep in _TELLING and word.dep != "acl":
            words |= {w.index for w in subtree(sentence, word)}
    for word in sentence.words:
        if word.entity == "date" and word.index in words and word.dep != "compound":
            words -= {w.index for w in subtree(sentence, word)}
    inner = [w for w in sentence.words if w.index in words and w.text]
    inner = [w for w in inner if not (w.head == top.index and w.text.casefold() in _IDLE)]
    while inner and (inner[0].pos in {"DET", "PUNCT", "ADP"} or inner[0].tag in {"PRP$", "DT"}):
        inner = inner[1:]
    while inner and inner[-1].pos in {"PUNCT", "ADP"}:
        inner = inner[:-1]
    return inner


def _linked(sentence: Sentence, top: Word) -> set[int]:
    """As in "a bridge | over the Ganges", which the parser hung on the verb."""
    after = sentence.words[top.index + 1 : top.index + 2]
    if not after or after[0].text not in _LINKS or after[0].dep != "case":
        return set()
    other = sentence.words[after[0].head]
    if other.head != top.head or not other.dep.startswith("obl"):
        return set()
    return {w.index for w in subtree(sentence, other)}


def _runs(inner: Sequence[Word], top: Word) -> bool:
    """Whether the words stand side by side, but for what was left out before the noun."""
    after = [w for w in inner if w.index >= top.index]
    before = [w for w in inner if w.index <= top.index]
    return contiguous(after) and before[-1].index - before[0].index <= len(before)
