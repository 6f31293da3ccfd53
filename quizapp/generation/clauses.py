"""Take a parsed sentence apart into the pieces that a question moves, keeps or leaves out.

A clause is: what stands before the subject, the subject, auxiliaries, the verb, and what follows
it piece by piece. Where the parse is in doubt there is no clause: a wrong tree gives a wrong
question. `doubt` says why, so that the reason can be reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizapp.generation.language.tree import (
    ancestors,
    children,
    contiguous,
    root,
    subtree,
)
from quizapp.generation.types import Sentence, Word

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_REPORTING = frozenset(
    "say tell state announce report inform add note claim mention reveal declare confirm "
    "estimate explain observe describe show find suggest".split()
)
_CONDITIONS = frozenset("if unless until till whether lest because although though while".split())
_BROKEN = frozenset({"dep", "list", "reparandum", "orphan", "goeswith", "dislocated", "vocative"})
_DROPPED_ADVERBS = frozenset(
    "therefore however meanwhile moreover besides also already currently now further furthermore "
    "earlier recently today yesterday tomorrow reportedly thus hence then so thereby "
    "additionally instead still just later subsequently successfully unanimously jointly".split()
)
_DROPPED_OPENINGS = frozenset("unlike with besides despite like amid amidst following".split())
_NEGATIONS = frozenset({"not", "n't", "never", "no"})
_APART = frozenset({"obl", "advmod", "mark"})
_PARTICIPLES = frozenset({"VBN", "VBG", "VBD", "VBZ", "VBP"})
_SPLITTING = frozenset("in at on during through to from under".split())
_COMPLEX = frozenset("addition order accordance response relation regard terms favour".split())
_EVENTS = frozenset(
    "hold organise organize launch inaugurate confer award unveil sign open host celebrate release "
    "begin start conduct win achieve install distribute set build construct present extend mark "
    "commission flag dedicate establish".split()
)
_MANY = 2


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of words that moves as one. `head` is its top word, `case` its preposition's words."""

    words: tuple[Word, ...]
    head: Word
    dep: str
    case: tuple[Word, ...] = ()

    @property
    def preposition(self) -> str:
        """Its preposition in small letters ("on", "as of"), empty without one."""
        return " ".join(word.text.casefold() for word in self.case)

    @property
    def body(self) -> tuple[Word, ...]:
        """The words without the preposition."""
        taken = {word.index for word in self.case}
        return tuple(word for word in self.words if word.index not in taken)


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite clause in pieces, in the order of the sentence.

    `verb` is the last verb of the group (for a copula, the form of "be" itself). `tail` are the
    pieces after it. `speaker` is who says it, for reported speech; `said` that verb.
    `top` is the word that the clause hangs on. `context` are the pieces that stood before the subject and are worth keeping.
    """

    sentence: Sentence
    top: Word
    subject: Chunk
    auxiliaries: tuple[Word, ...]
    verb: Word
    tail: tuple[Chunk, ...]
    context: tuple[Chunk, ...] = ()
    adverbs: tuple[Word, ...] = ()
    copula: bool = False
    existential: bool = False
    negated: bool = False
    speaker: Chunk | None = None
    said: Word | None = None
    said_when: Chunk | None = None
    relative: bool = False

    @property
    def finite(self) -> Word:
        """The word that carries the tense."""
        return self.auxiliaries[0] if self.auxiliaries else self.verb


@dataclass(slots=True)
class Doubt(Exception):  # noqa: N818 — a verdict on a parse, caught by `clauses`
    """The parse cannot be trusted, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a sentence, and why others were not taken."""

    found: tuple[Clause, ...]
    doubts: tuple[str, ...] = field(default=())


def clauses(sentence: Sentence) -> Clauses:
    """The main clause, the clause that it reports, and relative clauses on a named thing."""
    top = root(sentence)
    if top is None:
        return Clauses((), ("no single root",))
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
    """ "X did A and did B": the second predicate with the subject of the first."""
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
            tail = _tail(sentence, verb, verb.index, copula=False)
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
    """The clause with a closing "in 35 districts of …" that holds the word as a piece of its own.

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
    if chunk.dep == "pred" or not eventful or clause.copula:
        return None
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
        if case and closes and case[0] == inner[0] and case[0].text in _SPLITTING:
            return Chunk(tuple(inner), top, "obl", tuple(case))
    return None


def _has_verb(chunk: Chunk, word: Word) -> bool:
    """A date after a participle in the phrase ("the deadline issued in 2017") is the participle's."""
    return word.entity == "date" and any(w.tag in _PARTICIPLES for w in chunk.words)


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
        raise Doubt("reported speech without one speaker")
    when = [
        _chunk(sentence, w)
        for w in children(sentence, top)
        if w.dep.startswith("obl") and w.entity == "date"
    ]
    return replace(
        clause,
        speaker=_chunk(sentence, speakers[0]),
        said=top,
        said_when=when[0] if when else None,
    )


def _refuse_broken(sentence: Sentence) -> None:
    text = sentence.text
    if text.count('"') % _MANY or text.count("\u201c") != text.count("\u201d"):
        raise Doubt("an open quotation")
    if "(-)" in text:
        raise Doubt("a sign that is written apart")
    if "?" in text or "!" in text:
        raise Doubt("not a statement")
    if any(word.dep in _BROKEN for word in sentence.words):
        raise Doubt("a broken parse")
    last = sentence.text.rstrip("\"'\u201d\u2019 ")[-1:]
    if last not in {".", ";"} and not last.isalnum():
        raise Doubt("no end of sentence")


def _source(sentence: Sentence) -> tuple[Chunk, int] | None:
    """Who is named after "According to" at the start, and the index of the comma that ends it."""
    words = sentence.words
    if len(words) < 5 or [w.text for w in words[:2]] != ["According", "to"]:  # noqa: PLR2004 — a source, a comma, a clause
        return None
    comma = next((w.index for w in words if w.text == ","), None)
    if comma is None:
        raise Doubt("a source without an end")
    end = next((w.index for w in words[2:comma] if w.pos == "VERB" or w.entity == "date"), comma)
    named = words[2:end]
    if not any(w.entity in {"body", "person", "resolved", "scheme"} for w in named):
        raise Doubt("a source without a name")
    return Chunk(named, named[-1], "source"), comma


def _reported(sentence: Sentence, top: Word) -> Word | None:
    """The verb of the clause that a verb of saying governs."""
    if top.lemma not in _REPORTING:
        return None
    inner = [w for w in children(sentence, top) if w.dep == "ccomp" and w.index > top.index]
    return inner[0] if len(inner) == 1 else None


def _relative(sentence: Sentence, verb: Word) -> Clause:
    """ "X that is to be implemented …" as a clause of its own with X for its subject."""
    antecedent = sentence.words[verb.head]
    links = [
        w for w in children(sentence, verb) if w.dep in SUBJECTS and w.text in {"that", "which"}
    ]
    if antecedent.entity not in {"scheme", "body"} or len(links) != 1:
        raise Doubt("a relative clause on nothing named")
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
    if len(subjects) != 1:
        raise Doubt("no single subject")
    subject = _chunk(sentence, subjects[0])
    if any(w.text == "," for w in subject.words) and not any(
        w.dep == "conj" for w in subject.words
    ):
        raise Doubt("an aside in the subject")
    helpers = tuple(w for w in kids if w.dep in _AUXILIARIES and w.index < top.index)
    copula = any(w.dep == "cop" for w in helpers)
    verb = top
    tail_start = top.index
    if copula:
        verb = helpers[-1]
        helpers = helpers[:-1]
        tail_start = verb.index
    elif top.pos not in {"VERB", "AUX"}:
        raise Doubt("the root is no verb")
    finite = helpers[0] if helpers else verb
    if finite.tag not in _FINITE_TAGS or finite.index <= subject.words[-1].index:
        raise Doubt("no finite verb after the subject")
    between = [
        w
        for w in sentence.words[subject.words[-1].index + 1 : verb.index]
        if w not in helpers and w.pos != "PUNCT"
    ]
    adverbs = _between(sentence, between, top)
    tail = _tail(sentence, top, tail_start, copula=copula)
    return Clause(
        sentence=sentence,
        top=top,
        subject=subject,
        auxiliaries=helpers,
        verb=verb,
        tail=tail,
        context=_context(sentence, kids, subject),
        adverbs=tuple(w for w in adverbs if w.text.casefold() not in _DROPPED_ADVERBS),
        copula=copula,
        negated=any(w.text.casefold() in _NEGATIONS for w in between),
    )


def _between(sentence: Sentence, words: Sequence[Word], top: Word) -> list[Word]:
    """Adverbs and dates between subject and verb; anything else is a misread subject."""
    kept: list[Word] = []
    for word in words:
        if word.dep in {"advmod", "mark"} and word.head == top.index:
            kept.append(word)
        elif word.text.casefold() in _DROPPED_ADVERBS or word.entity == "date":
            continue
        elif word.pos == "ADP" and sentence.words[word.head].entity == "date":
            continue
        else:
            raise Doubt("words between subject and verb")
    return kept


def _existential(sentence: Sentence, top: Word, there: Word) -> Clause:
    subjects = [w for w in children(sentence, top) if w.dep in SUBJECTS and w.index > top.index]
    if top.lemma != "be" or len(subjects) != 1 or there.index > top.index:
        raise Doubt("there is without its noun")
    subject = _chunk(sentence, subjects[0])
    tail = tuple(
        _chunk(sentence, w)
        for w in children(sentence, top)
        if w.index > subject.words[-1].index and w.dep.startswith(("obl", "nmod"))
    )
    return Clause(sentence, top, subject, (), top, tail, copula=True, existential=True)


def _chunk(sentence: Sentence, top: Word, dep: str = "") -> Chunk:
    words = subtree(sentence, top)
    words = _without_asides(sentence, words, top)
    while words and _is_edge(words[-1], top):
        words = words[:-1]
    while words and _is_edge(words[0], top):
        words = words[1:]
    if not words or not contiguous(words):
        raise Doubt("a phrase in pieces")
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


def _is_edge(word: Word, top: Word) -> bool:
    """A mark, or a "today" that the parser hung on the wrong word."""
    stray = word.entity == "date" and word != top and not any(c.isdigit() for c in word.text)
    return word.pos == "PUNCT" or (stray and not word.text[:1].isupper())


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


def _context(sentence: Sentence, kids: Sequence[Word], subject: Chunk) -> tuple[Chunk, ...]:
    """The pieces before the subject that place the statement in time or space."""
    kept: list[Chunk] = []
    for word in kids:
        if word.index >= subject.words[0].index or word.dep in {"punct", "cc", "mark", "discourse"}:
            continue
        inner = subtree(sentence, word)
        if word.dep in {"advcl", "acl", "ccomp", "parataxis"}:
            if {w.text.casefold() for w in inner} & _CONDITIONS:
                raise Doubt("a condition")
            continue
        if word.dep == "advmod":
            if word.text.casefold() not in _DROPPED_ADVERBS:
                raise Doubt("an opening adverb")
            continue
        if not word.dep.startswith("obl"):
            raise Doubt("an unknown opening")
        chunk = _chunk(sentence, word)
        if chunk.preposition.split(" ")[0] not in _DROPPED_OPENINGS:
            kept.append(chunk)
    if len(kept) > 1:
        raise Doubt("several openings")
    return tuple(kept)


def _tail(sentence: Sentence, top: Word, start: int, *, copula: bool) -> tuple[Chunk, ...]:
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
        raise Doubt("a predicate in pieces")
    case = tuple(w for w in words if w.dep == "case" and w.head == top.index)
    return Chunk(words, top, "pred", case)


def _add(sentence: Sentence, word: Word, chunks: list[Chunk]) -> bool:
    """Add the piece that hangs on this word; False where the rest is to be left out."""
    inner = subtree(sentence, word)
    comma = inner[0].index > 0 and (
        inner[0].text == "," or sentence.words[inner[0].index - 1].text == ","
    )
    if word.dep in {"conj", "parataxis"}:
        return False
    if word.dep in {"advcl", "acl"}:
        if {w.text.casefold() for w in inner} & _CONDITIONS:
            raise Doubt("a condition")
        if comma or inner[0].text != "to":
            return False
        chunks.append(_chunk(sentence, word))
        return True
    if word.dep == "advmod":
        if word.text.casefold() not in _DROPPED_ADVERBS:
            chunks.append(_chunk(sentence, word))
        return True
    if word.dep == "xcomp" and word.pos in {"VERB", "AUX"}:
        _open(sentence, word, chunks)
        return True
    if word.dep.startswith("obl") or word.dep in {"obj", "iobj", "xcomp", "nmod", "compound:prt"}:
        if comma and not word.entity == "date":
            return False
        chunks.append(_chunk(sentence, word))
        return True
    raise Doubt(f"an unknown piece ({word.dep})")


def _open(sentence: Sentence, word: Word, chunks: list[Chunk]) -> None:
    """ "to invest | 1.67 billion USD | in 10 years": an infinitive, then its own pieces."""
    helpers = [
        w
        for w in children(sentence, word)
        if w.index < word.index and w.dep in {"mark", "aux", "aux:pass", "advmod", "cop"}
    ]
    words = tuple(sorted([*helpers, word], key=lambda w: w.index))
    if not contiguous(words) or any(w.dep == "cop" for w in helpers):
        raise Doubt("an infinitive in pieces")
    chunks.append(Chunk(words, word, "open"))
    for inner in children(sentence, word):
        if inner.index <= word.index or inner.dep in {"punct", "cc"}:
            continue
        if not _add(sentence, inner, chunks):
            break
