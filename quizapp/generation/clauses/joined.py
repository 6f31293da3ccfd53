"""Second predicates: "X did A and did B" says B of X as well."""

from dataclasses import replace

from quizapp.generation.clauses.finite import AUXILIARIES, FINITE_TAGS, NEGATIONS, SUBJECTS
from quizapp.generation.clauses.pieces import closing
from quizapp.generation.clauses.types import Clause, Doubt
from quizapp.generation.language.tree import children
from quizapp.generation.types import Sentence, Word


def joined(sentence: Sentence, first: Clause) -> list[Clause]:
    """As in "X did A and did B": the second predicate with the subject of the first."""
    taken: list[Clause] = []
    for top in children(sentence, first.top):
        own = children(sentence, top)
        if top.dep != "conj" or any(w.dep in SUBJECTS | {"expl", "mark"} for w in own):
            continue
        before = [w for w in own if w.index < top.index]
        if not any(w.dep == "cc" or w.text == "," for w in before):
            continue
        if any(w.text.casefold() in NEGATIONS for w in before):
            continue
        helpers = tuple(w for w in before if w.dep in AUXILIARIES)
        helpers = helpers or _shared(sentence, first, top)
        group = (*helpers, top)
        copula = any(w.dep == "cop" for w in helpers)
        if (not copula and top.pos != "VERB") or group[0].tag not in FINITE_TAGS:
            continue
        if copula and group[-2].dep != "cop":
            continue
        start = group[-2].index if copula else top.index
        try:
            tail = closing(sentence, top, start, copula=copula)
        except Doubt:
            continue
        taken.append(
            replace(
                first,
                top=top,
                verb=group[-2] if copula else top,
                auxiliaries=helpers[:-1] if copula else helpers,
                tail=tail,
                context=(),
                adverbs=(),
                copula=copula,
                negated=False,
            )
        )
    return taken


def _shared(sentence: Sentence, first: Clause, top: Word) -> tuple[Word, ...]:
    """The auxiliaries of the first predicate, where the second goes on after them.

    As in "will build A and train B", "was closed in 1990 and reopened in 2000"; not in "was born
    in A and moved B", which has an object of its own.
    """
    if first.negated or first.copula or not first.auxiliaries:
        return ()
    last = first.auxiliaries[-1]
    if first.verb.tag != top.tag or top.tag not in {"VB", "VBN", "VBG"}:
        return ()
    owns = any(w.dep == "obj" for w in children(sentence, top))
    return () if owns and top.tag == "VBN" and last.lemma == "be" else first.auxiliaries
