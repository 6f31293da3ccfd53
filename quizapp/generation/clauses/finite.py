"""The finite clause of a verb: subject, auxiliaries, verb and what follows, piece by piece."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.generation.clauses.pieces import DROPPED_ADVERBS, closing, opening, take
from quizapp.generation.clauses.types import Chunk, Clause, Doubt, Reason
from quizapp.generation.language.tree import children, contiguous
from quizapp.generation.types import Sentence, Word
from quizapp.generation.words import word_set

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
"""The outer one is that of "X is to go", which the parser reads as a clause inside "is"."""
AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
NEGATIONS = frozenset({"not", "n't", "never", "no"})
_POSSIBLE = frozenset({"may", "might", "could", "should"})
_AS_IF = "would"
_PLACING = word_set("in on at by for with from during after before since within according between")
_SAME_IN_THE_PAST = word_set(
    "met held won led sent built made found left lost paid kept brought bought sold got hit cut "
    "spent put set read stood struck fought caught taught sought laid dealt bid cost shot"
)
"""Past tenses that are participles as well."""
_TIMES = frozenset({"year", "month", "week", "day", "time", "this", "that", "these"})
_MANY = 2


def _disagrees(subject: Chunk, finite: Word) -> bool:
    """As in "the term of A B and C D is ending", of which the parser took the persons alone."""
    head = subject.head
    joined = any(w.dep == "conj" and w.head == head.index for w in subject.words)
    return joined and head.entity == "person" and finite.text in {"is", "was", "has"}


def clause_of(sentence: Sentence, top: Word, after: int = -1, *, said: bool = False) -> Clause:
    """The clause of this word, as far as it stands after the word at that index.

    `said` tells that somebody said it in the past, where "would" is a plain "will".
    """
    kids = tuple(w for w in children(sentence, top) if w.index > after)
    subjects = [w for w in kids if w.dep in SUBJECTS and w.index < top.index]
    expletive = [w for w in kids if w.dep == "expl" and w.text.casefold() == "there"]
    if expletive:
        return _existential(sentence, top, expletive[0])
    subject = _subject(sentence, subjects)
    if subject.words[0].text.casefold() in _PLACING:
        raise Doubt(Reason.AN_UNKNOWN_OPENING)
    if any(w.text == "," for w in subject.words) and not any(
        w.dep == "conj" for w in subject.words
    ):
        raise Doubt(Reason.AN_ASIDE_IN_THE_SUBJECT)
    helpers = tuple(w for w in kids if w.dep in AUXILIARIES and w.index < top.index)
    _refuse_possibility(helpers, said=said)
    planned = _planned(kids, top)
    copula = not planned and any(w.dep == "cop" for w in helpers)
    helpers = planned or helpers
    verb = top
    tail_start = top.index
    if copula:
        verb = helpers[-1]
        helpers = helpers[:-1]
        tail_start = verb.index
    elif top.pos not in {"VERB", "AUX"}:
        raise Doubt(Reason.THE_ROOT_IS_NO_VERB)
    finite = helpers[0] if helpers else verb
    if (
        not _is_finite(sentence, finite, alone=not helpers)
        or finite.index <= subject.words[-1].index
    ):
        raise Doubt(Reason.NO_FINITE_VERB_AFTER_THE_SUBJECT)
    if _disagrees(subject, finite):
        raise Doubt(Reason.A_BROKEN_PARSE)
    between = [
        w
        for w in sentence.words[subject.words[-1].index + 1 : verb.index]
        if w not in helpers and w.pos != "PUNCT"
    ]
    adverbs = _between(sentence, between, top)
    tail = closing(sentence, top, tail_start, copula=copula)
    return Clause(
        sentence=sentence,
        top=top,
        subject=subject,
        auxiliaries=tuple(_plain_future(word) for word in helpers),
        verb=verb,
        tail=tail,
        context=opening(sentence, kids, subject),
        adverbs=tuple(w for w in adverbs if w.text.casefold() not in DROPPED_ADVERBS),
        copula=copula,
        negated=any(w.text.casefold() in NEGATIONS for w in between),
    )


def _refuse_possibility(helpers: Sequence[Word], *, said: bool) -> None:
    texts = [w.text.casefold() for w in helpers]
    as_if = _AS_IF in texts and (not said or "have" in texts)
    if as_if or _POSSIBLE & set(texts):
        raise Doubt(Reason.A_POSSIBILITY)


def _plain_future(word: Word) -> Word:
    """What was said with "would" was a "will" when it was said."""
    return replace(word, text="will", lemma="will") if word.text == _AS_IF else word


def _planned(kids: Sequence[Word], top: Word) -> tuple[Word, ...]:
    """As in "is to build": a form of "be" and the "to" after it as auxiliaries; else nothing."""
    before = [w for w in kids if w.index < top.index]
    to = [w for w in before if w.dep == "mark" and w.text == "to"]
    be = [w for w in before if w.dep in AUXILIARIES and to and w.index < to[0].index]
    if top.tag not in {"VB", "VBN"} or len(be) != 1 or len(to) != 1 or be[0].lemma != "be":
        return ()
    return (*be, *to, *(w for w in before if w.dep in AUXILIARIES and w.index > to[0].index))


def _subject(sentence: Sentence, tops: Sequence[Word]) -> Chunk:
    """The subject; two side by side are one that the parser cut ("Group leader | Mr X")."""
    if len(tops) == 1:
        return take(sentence, tops[0])
    if len(tops) != _MANY:
        raise Doubt(Reason.NO_SINGLE_SUBJECT)
    first, second = (take(sentence, top) for top in tops)
    words = (*first.words, *second.words)
    if not contiguous(words) or tops[0].entity == "date" or tops[0].lemma in _TIMES:
        raise Doubt(Reason.NO_SINGLE_SUBJECT)
    return Chunk(words, tops[0], tops[0].dep)


def _is_finite(sentence: Sentence, word: Word, *, alone: bool) -> bool:
    """A finite verb, or a past tense that was tagged as the participle that looks like it."""
    if word.tag in FINITE_TAGS:
        return True
    before = any(w.tag in FINITE_TAGS for w in sentence.words[: word.index])
    active = any(w.dep == "nsubj" for w in children(sentence, word))
    past = word.tag == "VBN" and (word.text.endswith("ed") or word.text in _SAME_IN_THE_PAST)
    return alone and past and active and not before


def _between(sentence: Sentence, words: Sequence[Word], top: Word) -> list[Word]:
    """Adverbs and dates between subject and verb; anything else is a misread subject."""
    kept: list[Word] = []
    for word in words:
        if word.dep in {"advmod", "mark"} and word.head == top.index:
            kept.append(word)
        elif (
            word.text.casefold() in DROPPED_ADVERBS
            or word.entity == "date"
            or (word.pos == "ADP" and sentence.words[word.head].entity == "date")
        ):
            continue
        else:
            raise Doubt(Reason.WORDS_BETWEEN_SUBJECT_AND_VERB)
    return kept


def _existential(sentence: Sentence, top: Word, there: Word) -> Clause:
    subjects = [w for w in children(sentence, top) if w.dep in SUBJECTS and w.index > top.index]
    if top.lemma != "be" or len(subjects) != 1 or there.index > top.index:
        raise Doubt(Reason.THERE_IS_WITHOUT_ITS_NOUN)
    subject = take(sentence, subjects[0])
    tail = tuple(
        take(sentence, w)
        for w in children(sentence, top)
        if w.index > subject.words[-1].index and w.dep.startswith(("obl", "nmod"))
    )
    return Clause(sentence, top, subject, (), top, tail, copula=True, existential=True)
