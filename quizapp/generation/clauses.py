"""Take a parsed sentence apart into the pieces that a question moves, keeps or leaves out.

A clause is: what stands before the subject, the subject, auxiliaries, the verb, and what follows
it piece by piece. Where the parse is in doubt there is no clause: a wrong tree gives a wrong
question. `Clauses.doubts` says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizapp.generation.clause_types import Chunk, Clause, Doubt, Reason
from quizapp.generation.language.tree import (
    ancestors,
    children,
    contiguous,
    root,
    subtree,
)
from quizapp.generation.pieces import DROPPED_ADVERBS, closing, opening, take
from quizapp.generation.types import Sentence, Word
from quizapp.generation.words import word_set

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_REPORTING = word_set(
    "say tell state announce report inform add note claim mention reveal declare confirm "
    "estimate explain observe describe show find suggest"
)
_BROKEN = frozenset({"dep", "list", "reparandum", "orphan", "goeswith", "dislocated", "vocative"})
_NEGATIONS = frozenset({"not", "n't", "never", "no"})
_PARTICIPLES = frozenset({"VBN", "VBG", "VBD", "VBZ", "VBP"})
_POSSIBLE = frozenset({"may", "might", "could", "would", "should"})
_SPLITTING = word_set("in at on during through to from under")
_COMPLEX = word_set("addition order accordance response relation regard terms favour")
_EVENTS = word_set(
    "hold organise organize launch inaugurate confer award unveil sign open host celebrate release "
    "begin start conduct win achieve install distribute set build construct present extend mark "
    "commission flag dedicate establish"
)
_MANY = 2


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a sentence, and why others were not taken."""

    found: tuple[Clause, ...]
    doubts: tuple[str, ...] = field(default=())


def clauses(sentence: Sentence) -> Clauses:
    """The main clause, the clause that it reports, and relative clauses on a named thing."""
    top = root(sentence)
    if top is None:
        return Clauses((), (Reason.NO_SINGLE_ROOT,))
    found: list[Clause] = []
    doubts: list[str] = []
    try:
        found.append(_main(sentence, top))
    except Doubt as doubt:
        doubts.append(doubt.reason)
    found.extend(_joined(sentence, found[0]) if found else ())
    for word in sentence.words:
        if word.dep == "acl:relcl":
            try:
                found.append(_relative(sentence, word))
            except Doubt as doubt:
                doubts.append(doubt.reason)
    return Clauses(tuple(found), tuple(doubts))


def _joined(sentence: Sentence, first: Clause) -> list[Clause]:
    """As in "X did A and did B": the second predicate with the subject of the first."""
    taken: list[Clause] = []
    for verb in children(sentence, first.top):
        own = children(sentence, verb)
        finite = [w for w in own if w.dep in _AUXILIARIES] or [verb]
        if verb.dep != "conj" or verb.pos != "VERB" or finite[0].tag not in _FINITE_TAGS:
            continue
        if any(w.dep in SUBJECTS | {"expl", "cop", "mark"} for w in own):
            continue
        helpers = tuple(w for w in own if w.dep in _AUXILIARIES and w.index < verb.index)
        between = [w for w in own if w.index < verb.index and w.dep == "advmod"]
        if any(w.text.casefold() in _NEGATIONS for w in between):
            continue
        try:
            tail = closing(sentence, verb, verb.index, copula=False)
        except Doubt:
            continue
        taken.append(
            replace(
                first,
                top=verb,
                verb=verb,
                auxiliaries=helpers,
                tail=tail,
                context=(),
                adverbs=(),
                copula=False,
                negated=False,
            )
        )
    return taken


def split_for(clause: Clause, word: Word) -> Clause | None:
    """The clause with a closing "in six valleys of …" that holds the word as a piece of its own.

    The parser hangs such a phrase on the noun before it as often as on the verb; a question may
    put it first only where both come to the same.
    """
    for position, chunk in enumerate(clause.tail):
        if word not in chunk.words or chunk.head == word:
            continue
        cut = _closing_phrase(clause, chunk, word)
        if cut is None:
            continue
        first = cut.words[0].index
        kept = tuple(w for w in chunk.words if w.index < first)
        if not kept or kept == chunk.case:
            return None
        rest = replace(chunk, words=kept)
        tail = (*clause.tail[:position], rest, cut, *clause.tail[position + 1 :])
        return replace(clause, tail=tail)
    return None


def _closing_phrase(clause: Clause, chunk: Chunk, word: Word) -> Chunk | None:
    eventful = chunk.dep != "obj" or clause.verb.lemma in _EVENTS
    if not eventful:
        return None
    allowed = _SPLITTING
    if clause.copula:
        # "is a judge at the High Court" comes apart, "is the capital in the north" not.
        allowed = frozenset({"at"})
    for top in (word, *ancestors(clause.sentence, word)):
        if top not in chunk.words or top == chunk.head:
            return None
        inner = [w for w in subtree(clause.sentence, top) if w in chunk.words]
        case = [w for w in inner if w.dep == "case" and w.head == top.index and w.index < top.index]
        before = clause.sentence.words[case[0].index - 1] if case else None
        if before is not None and (before.pos == "ADP" or before.lemma in _COMPLEX):
            return None
        if clause.sentence.words[top.head].tag in _PARTICIPLES or _has_verb(chunk, word):
            return None
        closes = bool(inner) and inner[-1] == chunk.words[-1] and contiguous(inner)
        if case and closes and case[0] == inner[0] and case[0].text in allowed:
            return Chunk(tuple(inner), top, "obl", tuple(case))
    return None


def _has_verb(chunk: Chunk, word: Word) -> bool:
    """What belongs to another verb: in "the deadline set in 2017" the year is the deadline's.

    So is a place in "approve conferring a title on a school in Pune": nothing was approved there.
    """
    other = any(w.tag in _PARTICIPLES for w in chunk.words)
    return other and (word.entity == "date" or chunk.dep in {"xcomp", "ccomp", "advcl"})


def _main(sentence: Sentence, top: Word) -> Clause:
    _refuse_broken(sentence)
    source = _source(sentence)
    if source is not None:
        return replace(_clause(sentence, top, after=source[1]), speaker=source[0])
    reported = _reported(sentence, top)
    if reported is None:
        return _clause(sentence, top)
    clause = _clause(sentence, reported)
    speakers = [w for w in children(sentence, top) if w.dep in SUBJECTS]
    if len(speakers) != 1:
        raise Doubt(Reason.REPORTED_SPEECH_WITHOUT_ONE_SPEAKER)
    when = [
        take(sentence, w)
        for w in children(sentence, top)
        if w.dep.startswith("obl") and w.entity == "date"
    ]
    speaker = take(sentence, speakers[0])
    if _speaks_of_itself(clause, speaker):
        return replace(clause, subject=replace(speaker, dep=clause.subject.dep))
    return replace(
        clause,
        speaker=speaker,
        said=top,
        said_when=when[0] if when else None,
    )


def _speaks_of_itself(clause: Clause, speaker: Chunk) -> bool:
    """As in "The World Bank said they had paid": the pronoun is the speaker."""
    pronoun = clause.subject.words[0].text.casefold()
    alone = len(clause.subject.words) == 1 and not clause.copula
    return alone and pronoun == "they" and speaker.head.entity == "body"


def _refuse_broken(sentence: Sentence) -> None:
    text = sentence.text
    if text.count('"') % _MANY or text.count("\u201c") != text.count("\u201d"):
        raise Doubt(Reason.AN_OPEN_QUOTATION)
    if "(-)" in text:
        raise Doubt(Reason.A_SIGN_THAT_IS_WRITTEN_APART)
    if "?" in text or "!" in text:
        raise Doubt(Reason.NOT_A_STATEMENT)
    if any(word.dep in _BROKEN for word in sentence.words):
        raise Doubt(Reason.A_BROKEN_PARSE)
    last = sentence.text.rstrip("\"'\u201d\u2019 ")[-1:]
    if last not in {".", ";"} and not last.isalnum():
        raise Doubt(Reason.NO_END_OF_SENTENCE)


def _source(sentence: Sentence) -> tuple[Chunk, int] | None:
    """Who is named after "According to" at the start, and the index of the comma that ends it."""
    words = sentence.words
    if len(words) < 5 or [w.text for w in words[:2]] != ["According", "to"]:  # noqa: PLR2004 — a source, a comma, a clause
        return None
    comma = next((w.index for w in words if w.text == ","), None)
    if comma is None:
        raise Doubt(Reason.A_SOURCE_WITHOUT_AN_END)
    end = next((w.index for w in words[2:comma] if w.pos == "VERB" or w.entity == "date"), comma)
    named = words[2:end]
    if not any(w.entity in {"body", "person", "resolved", "scheme"} for w in named):
        raise Doubt(Reason.A_SOURCE_WITHOUT_A_NAME)
    return Chunk(named, named[-1], "source"), comma


def _reported(sentence: Sentence, top: Word) -> Word | None:
    """The verb of the clause that a verb of saying governs."""
    if top.lemma not in _REPORTING:
        return None
    inner = [w for w in children(sentence, top) if w.dep == "ccomp" and w.index > top.index]
    return inner[0] if len(inner) == 1 else None


def _relative(sentence: Sentence, verb: Word) -> Clause:
    """As in "X which was set up to …" as a clause of its own with X for its subject."""
    antecedent = sentence.words[verb.head]
    links = [
        w for w in children(sentence, verb) if w.dep in SUBJECTS and w.text in {"that", "which"}
    ]
    if antecedent.entity not in {"scheme", "body"} or len(links) != 1:
        raise Doubt(Reason.A_RELATIVE_CLAUSE_ON_NOTHING_NAMED)
    clause = _clause(sentence, verb)
    subject = Chunk((antecedent,), antecedent, clause.subject.dep)
    return replace(clause, subject=subject, context=(), relative=True)


def _clause(sentence: Sentence, top: Word, after: int = -1) -> Clause:
    """The clause of this word, as far as it stands after the word at that index."""
    kids = tuple(w for w in children(sentence, top) if w.index > after)
    subjects = [w for w in kids if w.dep in SUBJECTS and w.index < top.index]
    expletive = [w for w in kids if w.dep == "expl" and w.text.casefold() == "there"]
    if expletive:
        return _existential(sentence, top, expletive[0])
    subject = _subject(sentence, subjects)
    if any(w.text == "," for w in subject.words) and not any(
        w.dep == "conj" for w in subject.words
    ):
        raise Doubt(Reason.AN_ASIDE_IN_THE_SUBJECT)
    helpers = tuple(w for w in kids if w.dep in _AUXILIARIES and w.index < top.index)
    if any(w.text.casefold() in _POSSIBLE for w in helpers):
        raise Doubt(Reason.A_POSSIBILITY)
    copula = any(w.dep == "cop" for w in helpers)
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
        auxiliaries=helpers,
        verb=verb,
        tail=tail,
        context=opening(sentence, kids, subject),
        adverbs=tuple(w for w in adverbs if w.text.casefold() not in DROPPED_ADVERBS),
        copula=copula,
        negated=any(w.text.casefold() in _NEGATIONS for w in between),
    )


def _subject(sentence: Sentence, tops: Sequence[Word]) -> Chunk:
    """The subject; two that stand side by side are one that the parser cut ("the death of | X")."""
    if len(tops) == 1:
        return take(sentence, tops[0])
    if len(tops) != _MANY:
        raise Doubt(Reason.NO_SINGLE_SUBJECT)
    first, second = (take(sentence, top) for top in tops)
    words = (*first.words, *second.words)
    bridged = first.words[-1].pos == "ADP" or second.words[0].pos == "ADP"
    if not contiguous(words) or not bridged:
        raise Doubt(Reason.NO_SINGLE_SUBJECT)
    return Chunk(words, tops[0], tops[0].dep)


def _is_finite(sentence: Sentence, word: Word, *, alone: bool) -> bool:
    """A finite verb, or a regular past tense that was tagged as a participle."""
    if word.tag in _FINITE_TAGS:
        return True
    others = any(w.tag in _FINITE_TAGS for w in sentence.words)
    return alone and word.tag == "VBN" and word.text.endswith("ed") and not others


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
