"""Cut what hangs on a verb into the runs of words that a question moves as one."""

from collections.abc import Sequence

from quizapp.generation.clauses.types import Chunk, Doubt, Reason
from quizapp.generation.language.tree import children, contiguous, subtree
from quizapp.generation.types import Sentence, Word
from quizapp.generation.words import word_set

__all__ = ["DROPPED_ADVERBS", "closing", "opening", "take"]

_CONDITIONS = word_set("if unless until till whether lest because although though while")
DROPPED_ADVERBS = word_set(
    "therefore however meanwhile moreover besides also already currently now further furthermore "
    "earlier recently today yesterday tomorrow reportedly thus hence then so thereby "
    "additionally instead still just later subsequently successfully unanimously jointly"
)
_DROPPED_OPENINGS = word_set("unlike with besides despite like amid amidst following")
_OPENERS = word_set("whereby where when while which who that whose and or but because as with")
_VERB_TAGS = frozenset({"VB", "VBD", "VBZ", "VBP"})
_APART = frozenset({"obl", "advmod", "mark"})
_COMPLEMENTS = frozenset({"obj", "iobj", "xcomp", "nmod", "compound:prt"})


def take(sentence: Sentence, top: Word, dep: str = "") -> Chunk:
    """The phrase of this word, without the marks and asides at its ends.

    Raises:
        Doubt: the phrase is torn.
    """
    words = subtree(sentence, top)
    words = _without_asides(sentence, words, top)
    words = _without_predicates(sentence, words, top)
    while words and (_is_edge(words[-1], top) or _is_cut_off(words[-1], top)):
        words = words[:-1]
    while words and _is_edge(words[0], top):
        words = words[1:]
    if not words or not contiguous(words) or top.text in {"whereby", "wherein"}:
        raise Doubt(Reason.A_PHRASE_IN_PIECES)
    case = tuple(
        w
        for w in words
        if w.index < top.index
        and (
            (w.dep == "case" and w.head == top.index)
            or (w.dep == "fixed" and sentence.words[w.head].dep == "case")
        )
    )
    return Chunk(words, top, dep or top.dep, case)


def _without_predicates(sentence: Sentence, words: tuple[Word, ...], top: Word) -> tuple[Word, ...]:
    """A phrase without a verb that the parser joined to its noun: "in Togo | and train nurses"."""
    for word in words:
        joined = word.dep == "conj" and word.tag in _VERB_TAGS and word.pos == "VERB"
        head = sentence.words[word.head]
        if not joined or head.pos not in {"NOUN", "PROPN", "NUM"}:
            continue
        if head.index and sentence.words[head.index - 1].text == "to":
            continue
        cut = min(w.index for w in subtree(sentence, word))
        if cut > top.index:
            return tuple(w for w in words if w.index < cut)
    return words


def _is_edge(word: Word, top: Word) -> bool:
    """A mark, or a "today" that the parser hung on the wrong word."""
    stray = word.entity == "date" and word != top and not any(c.isdigit() for c in word.text)
    return word.pos == "PUNCT" or (stray and not word.text[:1].isupper())


def _is_cut_off(word: Word, top: Word) -> bool:
    """As "whereby" in "a deal whereby": it opened what is no longer there."""
    return word != top and word.text.casefold() in _OPENERS


def _without_asides(sentence: Sentence, words: tuple[Word, ...], top: Word) -> tuple[Word, ...]:
    """A phrase without the relative clause or apposition that closes it after a comma."""
    for word in words:
        aside = word.head != word.index and word.dep in {"acl:relcl", "acl", "appos", "advcl"}
        if not aside or word.index <= top.index:
            continue
        inner = subtree(sentence, word)
        first = inner[0].index
        commas = [w for w in sentence.words[max(first - 1, 0) : first + 1] if w.text == ","]
        if commas and inner[-1].index >= words[-1].index - 1:
            words = tuple(w for w in words if w.index < min(first, commas[0].index))
    return words


def _refuse_condition(kids: Sequence[Word]) -> None:
    """An "if" that the parser hung on the verb of the clause after it."""
    if any(word.dep == "mark" and word.text.casefold() in _CONDITIONS for word in kids):
        raise Doubt(Reason.A_CONDITION)


def opening(sentence: Sentence, kids: Sequence[Word], subject: Chunk) -> tuple[Chunk, ...]:
    """The pieces before the subject that place the statement in time or space."""
    _refuse_condition(kids)
    kept: list[Chunk] = []
    for word in kids:
        if word.index >= subject.words[0].index or word.dep in {"punct", "cc", "mark", "discourse"}:
            continue
        inner = subtree(sentence, word)
        if word.dep in {"advcl", "acl", "ccomp", "parataxis"}:
            if {w.text.casefold() for w in inner} & _CONDITIONS:
                raise Doubt(Reason.A_CONDITION)
            continue
        if word.dep == "advmod":
            if word.text.casefold() not in DROPPED_ADVERBS:
                raise Doubt(Reason.AN_OPENING_ADVERB)
            continue
        if not word.dep.startswith("obl"):
            raise Doubt(Reason.AN_UNKNOWN_OPENING)
        chunk = take(sentence, word)
        if chunk.preposition.split(" ")[0] not in _DROPPED_OPENINGS:
            kept.append(chunk)
    if len(kept) > 1:
        raise Doubt(Reason.SEVERAL_OPENINGS)
    return tuple(kept)


def closing(sentence: Sentence, top: Word, start: int, *, copula: bool) -> tuple[Chunk, ...]:
    """The pieces after the verb, in order; what follows a comma of its own is left out."""
    chunks: list[Chunk] = []
    if copula:
        own = _predicate(sentence, top)
        chunks.append(own)
        start = own.words[-1].index
    for word in children(sentence, top):
        if word.index <= start or word.dep in {"punct", "cc"}:
            continue
        if any(word.index in {w.index for w in chunk.words} for chunk in chunks):
            continue
        if not _add(sentence, word, chunks):
            break
    return tuple(chunks)


def _predicate(sentence: Sentence, top: Word) -> Chunk:
    """What a copula says of its subject, with what hangs on it after it."""
    gone = {"nsubj", "nsubj:pass", "cop", "aux", "punct", "advcl", "conj", "cc", "parataxis"}
    inside: set[int] = {top.index}
    for word in children(sentence, top):
        if word.dep in gone or (word.index < top.index and word.dep in _APART):
            continue
        if top.pos == "ADJ" and word.dep.startswith(("obl", "xcomp")) and word.index > top.index:
            continue
        inside |= {w.index for w in subtree(sentence, word)}
    words = tuple(w for w in sentence.words if w.index in inside)
    while words and words[-1].pos == "PUNCT":
        words = words[:-1]
    if not contiguous(words):
        raise Doubt(Reason.A_PREDICATE_IN_PIECES)
    case = tuple(w for w in words if w.dep == "case" and w.head == top.index)
    return Chunk(words, top, "pred", case)


def _add(sentence: Sentence, word: Word, chunks: list[Chunk]) -> bool:
    """Add the piece that hangs on this word; False where the rest is to be left out."""
    inner = subtree(sentence, word)
    comma = inner[0].index > 0 and (
        inner[0].text == "," or sentence.words[inner[0].index - 1].text == ","
    )
    if word.dep == "parataxis" and word.pos == "NOUN" and not any(c.dep == "obj" for c in chunks):
        raise Doubt(Reason.AN_UNKNOWN_PIECE)  # "will hear from May 13, the issue of …"
    if word.dep in {"conj", "parataxis"}:
        return False
    if word.dep in {"advcl", "acl"}:
        return _add_purpose(sentence, word, inner, chunks, after_comma=comma)
    if word.dep == "xcomp" and word.pos in {"VERB", "AUX"}:
        _open(sentence, word, chunks)
    elif word.dep == "advmod":
        if word.text.casefold() not in DROPPED_ADVERBS:
            chunks.append(take(sentence, word))
    elif word.dep.startswith("obl") or word.dep in _COMPLEMENTS:
        first_object = word.dep == "obj" and not any(c.dep == "obj" for c in chunks)
        if comma and word.entity != "date" and not first_object:
            return False
        chunks.append(take(sentence, word))
    else:
        raise Doubt(Reason.AN_UNKNOWN_PIECE)
    return True


def _add_purpose(
    sentence: Sentence,
    word: Word,
    inner: tuple[Word, ...],
    chunks: list[Chunk],
    *,
    after_comma: bool,
) -> bool:
    """As in "to protect infrastructure"; other clauses end what a stem says."""
    if {w.text.casefold() for w in inner} & _CONDITIONS:
        raise Doubt(Reason.A_CONDITION)
    if after_comma or inner[0].text != "to":
        return False
    chunks.append(take(sentence, word))
    return True


def _open(sentence: Sentence, word: Word, chunks: list[Chunk]) -> None:
    """As in "to lend | 2.45 billion USD | over 8 years": an infinitive, then its own pieces."""
    helpers = [
        w
        for w in children(sentence, word)
        if w.index < word.index and w.dep in {"mark", "aux", "aux:pass", "advmod", "cop"}
    ]
    words = tuple(sorted([*helpers, word], key=lambda w: w.index))
    if not contiguous(words) or any(w.dep == "cop" for w in helpers):
        raise Doubt(Reason.AN_INFINITIVE_IN_PIECES)
    chunks.append(Chunk(words, word, "open"))
    for inner in children(sentence, word):
        if inner.index <= word.index or inner.dep in {"punct", "cc"}:
            continue
        if not _add(sentence, inner, chunks):
            break
