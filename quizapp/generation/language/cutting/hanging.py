"""What hangs on a name between commas, as a statement of its own with the name for subject."""

from collections.abc import Iterator, Sequence

from quizapp.generation.language.cutting.cuts import Cut, Run, first_finite, is_finite, trimmed
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["asides", "openings", "restricting"]

_HANGING = frozenset({"acl", "acl:relcl", "appos"})
_LINKS = word_set("who which that")
_ARTICLES = word_set("a an the former formerly")
_NAMED = frozenset({"person", "body", "place", "scheme", "other", "resolved"})
_PASSIVE_ENDS = word_set("by in on at from to for under with as between near since")
_NO_OPENING = word_set("compared based given provided asked")
_LONGEST_NOUN = 12
_LONGEST_ASIDE = 22
_NO_HEAD = frozenset({"date", "figure"})


def asides(words: Run) -> Iterator[Cut]:
    """As in "X, who …,", "X, the capital of Y,", "X, founded in 1921,"."""
    commas = [i for i, word in enumerate(words) if word.text == ","]
    for position, comma in enumerate(commas):
        inner = _aside(words, comma, commas[position + 1 :])
        if inner is None:
            continue
        noun = _noun_before(words[:comma])
        if noun is None or not _hangs_on(noun, inner, words):
            continue
        cut = _statement(noun, inner)
        if cut is not None:
            yield cut


def restricting(words: Run) -> Iterator[Cut]:
    """As in "the Delta Treaty signed in 2019", "the Delta Bridge which links": without commas."""
    for word in words:
        if word.dep not in {"acl", "acl:relcl"} or (word.dep == "acl" and word.tag != "VBN"):
            continue
        inner = _under(words, word)
        noun = _noun_before([w for w in words if w.index < inner[0].index])
        if noun is None or noun[-1].index != word.head or len(inner) > _LONGEST_ASIDE:
            continue
        if any(w.text == "," for w in inner) or not any(w.pos == "PROPN" for w in noun):
            continue
        if word.dep == "acl" or inner[0].text.casefold() in _LINKS:
            cut = _statement(noun, inner)
            if cut is not None:
                yield cut


def _under(words: Run, top: Word) -> Run:
    """The words that hang on this one in the first parse, as far as they stand side by side."""
    inside = {top.index}
    for _ in range(_LONGEST_ASIDE):
        more = {word.index for word in words if word.head in inside} - inside
        if not more:
            break
        inside |= more
    return tuple(word for word in words if word.index in inside and word.pos != "PUNCT")


def openings(words: Run) -> Iterator[Cut]:
    """As in "Born in 1935 in Aba, X …": X was born in 1935 in Aba."""
    verb = first_finite(words)
    commas = [i for i, word in enumerate(words[: verb or 0]) if word.text == ","]
    if not verb or not commas or words[0].tag != "VBN":
        return
    if words[0].text.casefold() in _NO_OPENING:
        return
    comma = commas[-1]
    subject = words[comma + 1 : verb]
    if any(w.pos == "PRON" for w in subject) or not _is_noun(subject):
        return
    was = "were" if _is_plural(subject) else "was"
    parts: tuple[int | str, ...] = (*_places(subject), was, *_places(trimmed(words[:comma])))
    yield Cut(parts, "opening")


def _aside(words: Run, comma: int, later: Sequence[int]) -> Run | None:
    """The words from this comma to the one that closes the aside, or to the end."""
    if comma + 2 >= len(words):
        return None
    first = words[comma + 1]
    if first.text.casefold() not in _LINKS | _ARTICLES and first.tag != "VBN":
        return None
    verbal = first.text.casefold() in _LINKS
    for end in (*later, len(words)):
        inner = trimmed(words[comma + 1 : end])
        if len(inner) > _LONGEST_ASIDE:
            return None
        after = words[end + 1 : end + 2] if end < len(words) else ()
        if end in later and after and after[0].text in {"and", "or"}:
            return None
        if not verbal or first_finite(inner) is not None:
            return inner
    return None


def _hangs_on(noun: Run, inner: Run, words: Run) -> bool:
    """Whether the aside is surely the noun's: the first parse says so, or the noun opens it all.

    What hangs on a noun may be said of the one before it ("the deal with Iran, agreed in 2015");
    of who is said what, the tags tell.
    """
    inside = {word.index for word in inner}
    places = {word.index for word in noun}
    attached = any(word.head in places and word.dep in _HANGING for word in inner)
    before = [word for word in words if word.index < noun[0].index]
    if not before:
        return attached or inner[0].text.casefold() in _LINKS
    if not attached or any(w.index in inside for w in before):
        return False
    nested = before[-1].pos in {"ADP", "CCONJ"} and noun[-1].dep in {"nmod", "conj"}
    return not nested or noun[-1].entity in _NAMED


def _statement(noun: Run, inner: Run) -> Cut | None:
    link = inner[0].text.casefold()
    if link in _LINKS:
        return _relative(noun, inner[1:], link)
    if inner[0].tag == "VBN":
        ends = len(inner) > 1 and inner[1].text.casefold() in _PASSIVE_ENDS
        if not ends or any(is_finite(w) for w in inner):
            return None
        was = "were" if _is_plural(noun) else "was"
        return Cut((*_places(noun), was, *_places(inner)), "participle")
    return _apposition(noun, inner)


def _relative(noun: Run, rest: Run, link: str) -> Cut | None:
    """What follows "who" has its verb at once, of the number of the noun."""
    verb = first_finite(rest)
    if verb is None or any(w.pos != "ADV" for w in rest[:verb]):
        return None
    person = noun[-1].entity == "person"
    if (link == "who") != person:
        return None
    plural = _is_plural(noun)
    if (rest[verb].tag == "VBP" or rest[verb].text == "were") != plural and (
        rest[verb].tag in {"VBP", "VBZ"} or rest[verb].text in {"was", "were"}
    ):
        return None
    return Cut((*_places(noun), *_places(rest)), "relative")


def _apposition(noun: Run, inner: Run) -> Cut | None:
    """As in "X, the capital of Y": only of a name, and with no verb in it."""
    if noun[-1].entity not in _NAMED or len(noun) > 2:  # noqa: PLR2004 — an article and a name
        return None
    if any(is_finite(w) or w.text == "," for w in inner) or len(inner) > _LONGEST_NOUN:
        return None
    if not any(w.pos in {"NOUN", "PROPN"} for w in inner) or inner[0].text.casefold() in {
        "former",
        "formerly",
    }:
        return None
    if not _is_noun(inner):
        return None
    return Cut((*_places(noun), "is", *_places(inner)), "apposition")


def _noun_before(words: Sequence[Word]) -> Run | None:
    """The name or noun phrase that ends here; None where it is not clear where it begins.

    "The head of the bank, who": of whom is it said? So no "of" in what is not a name.
    """
    if not words:
        return None
    last = words[-1]
    if last.entity in _NO_HEAD or last.pos not in {"NOUN", "PROPN"}:
        return None
    taken = [last]
    for word in reversed(words[:-1]):
        if word.pos not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} and word.tag != "POS":
            if word.text == "of" or word.text in {"and", "or"}:
                return None
            break
        taken.insert(0, word)
        if word.pos == "DET":
            break
    if last.entity in _NAMED and all(w.pos == "DET" for w in taken[:-1]):
        return tuple(taken)
    definite = taken[0].text.casefold() == "the" or any(w.entity in _NAMED for w in taken)
    return tuple(taken) if definite else None


def _is_noun(words: Sequence[Word]) -> bool:
    first = words[0] if words else None
    return first is not None and first.pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}


def _is_plural(words: Sequence[Word]) -> bool:
    head = next(
        (
            w
            for i, w in enumerate(words)
            if w.pos in {"NOUN", "PROPN"}
            and (i + 1 == len(words) or words[i + 1].pos in {"ADP", "PUNCT"})
        ),
        words[-1],
    )
    if head.entity in _NAMED:
        return False
    return head.features.get("Number") == "Plur" or head.tag in {"NNS", "NNPS"}


def _places(words: Sequence[Word]) -> tuple[int, ...]:
    return tuple(word.index for word in words)
