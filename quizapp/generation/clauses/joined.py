"""Second predicates: "X did A and did B" says B of X as well."""

from dataclasses import replace

from quizapp.generation.clauses.finite import AUXILIARIES, FINITE_TAGS, NEGATIONS, SUBJECTS
from quizapp.generation.clauses.pieces import closing
from quizapp.generation.clauses.types import Clause, Doubt
from quizapp.generation.language.tree import children
from quizapp.generation.types import Sentence


def joined(sentence: Sentence, first: Clause) -> list[Clause]:
    """As in "X did A and did B": the second predicate with the subject of the first."""
    taken: list[Clause] = []
    for verb in children(sentence, first.top):
        own = children(sentence, verb)
        finite = [w for w in own if w.dep in AUXILIARIES] or [verb]
        if verb.dep != "conj" or verb.pos != "VERB" or finite[0].tag not in FINITE_TAGS:
            continue
        if any(w.dep in SUBJECTS | {"expl", "cop", "mark"} for w in own):
            continue
        if not any(w.dep == "cc" or w.text == "," for w in own if w.index < verb.index):
            continue
        helpers = tuple(w for w in own if w.dep in AUXILIARIES and w.index < verb.index)
        between = [w for w in own if w.index < verb.index and w.dep == "advmod"]
        if any(w.text.casefold() in NEGATIONS for w in between):
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
