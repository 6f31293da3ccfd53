"""Ask for a figure that is the predicate ("The fee was 4 %") or stands after "there are"."""

from collections.abc import Iterator
from dataclasses import replace

from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.counts import counted_noun
from quizapp.generation.asking.measures import question_for
from quizapp.generation.asking.slots import is_plural, said
from quizapp.generation.clauses.types import Chunk, Clause
from quizapp.generation.types import Fact, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import text_of

__all__ = ["predicate", "there"]

_COMPARED = ("as against", "as compared", "against", "compared", "down from", "up from")


def predicate(
    clause: Clause, chunk: Chunk, word: Word, fact: Fact, value: FigureValue
) -> Iterator[Asked]:
    """As in "The fee was 0.4 per cent": what was the fee?"""
    rest = [w for w in chunk.words if w.index > word.index]
    joined = next((i for i, w in enumerate(rest) if w.pos == "CCONJ"), len(rest))
    rest = rest[:joined]
    if clause.existential or clause.finite.text.casefold() == "had":
        return
    if any(w.pos == "VERB" for w in rest) or any(w.index < word.index for w in chunk.body):
        return
    if fact.sub_kind == "quantity" and rest and rest[0].text != "of":
        asked = question_for(fact, value)
        if asked is not None:
            phrase = f"{asked[0]} {said(rest)}"
            yield Asked(phrase, asked[1].text(), "quantity-pred", (chunk,), value=asked[1])
        return
    head = clause.subject.head
    if (
        fact.sub_kind == "duration"
        or (rest and rest[0].text == "of")
        or is_plural(head)
        or head.entity
        or head.pos != "NOUN"
    ):
        return
    after = text_of(rest)
    if after.startswith(_COMPARED):
        after = f", {after}"
    yield Asked("what", value.text(), f"{fact.sub_kind}-be", (chunk,), after=after)


def there(
    clause: Clause, word: Word, words: tuple[Word, ...], value: FigureValue
) -> Iterator[Asked]:
    """As in "There were 36 boats in the bay": how many boats were there in the bay?"""
    noun = counted_noun(clause, clause.subject, word)
    if noun is None or any(w.index < word.index and w.dep not in {"advmod", "amod"} for w in words):
        return
    of = next((w for w in words if w.index > noun.index and w.text.casefold() == "of"), None)
    close = of is not None and of.index == noun.index + 1
    rest = [w for w in words if w.index > noun.index]
    end = next(
        (w.index for w in rest if w.pos in {"ADP", "CCONJ", "VERB"} and not (close and w == of)),
        rest[-1].index + 1 if rest else noun.index + 1,
    )
    counted = [w for w in words if word.index < w.index < end]
    after = [w for w in words if w.index >= end]
    phrase = f"how many {text_of(counted)} were there {said(after)}".strip()
    yield Asked(phrase, value.text(), "count-there", is_subject=True, value=replace(value))
