"""All the statements of a sentence, longest first, each once."""

from collections.abc import Iterator

from quizapp.generation.language.asides import left_out
from quizapp.generation.language.cutting.cuts import Cut, Run, first_finite, opens_well, trimmed
from quizapp.generation.language.cutting.hanging import asides, openings, restricting
from quizapp.generation.language.cutting.joined import parts, predicates
from quizapp.generation.language.cutting.told import Told, told
from quizapp.generation.types import Word
from quizapp.generation.words import word_set

__all__ = ["cuts"]

_MOST = 8
"""Statements of one sentence: more are a list that was taken for clauses."""
_LEFT_OUT_FIRST = word_set(
    "accordingly notably interestingly earlier simultaneously thereafter later subsequently thus "
    "hence besides also meanwhile however similarly likewise elsewhere then incidentally overall "
    "afterwards rather instead additionally nevertheless nonetheless"
)
_MARKS = frozenset({"?", "!"})


def cuts(words: tuple[Word, ...]) -> tuple[Cut, ...]:
    """The statements of these words, which are those of the whole sentence."""
    if any(word.text in _MARKS for word in words):
        return ()
    found: dict[tuple[int | str, ...], Cut] = {}
    for cut in _all(words):
        found.setdefault(cut.parts, cut)
    return tuple(found.values())[:_MOST]


def _all(words: Run) -> Iterator[Cut]:
    reports = tuple(told(words)) or (Told(words),)
    for report in reports:
        runs = parts(report.body)
        for run in runs:
            yield from _of(run, report, alone=len(runs) == 1)


def _of(run: Run, report: Told, *, alone: bool) -> Iterator[Cut]:
    speaker = tuple(word.index for word in report.speaker)
    said = report.said.index if report.said is not None else None
    when = tuple(word.index for word in report.when)
    for cut in (*asides(run), *openings(run), *restricting(run)):
        yield Cut(cut.parts, cut.kind, speaker, said, when)
    core = _core(run)
    told_in = predicates(core) or (core,)
    for told_of in told_in:
        if opens_well(told_of):
            places = tuple(word.index for word in told_of)
            only = alone and len(told_in) == 1
            yield Cut(places, "statement", speaker, said, when, only)


def _core(run: Run) -> Run:
    """The statement without its asides, its closing participle and an opening one."""
    out = left_out([word.text for word in run])
    core = trimmed([word for i, word in enumerate(run) if i not in out])
    while core and core[0].text.casefold() in _LEFT_OUT_FIRST:
        core = trimmed(core[1:])
    return _without_opening(core) if core and core[0].tag in {"VBG", "VBN"} else core


def _without_opening(core: Run) -> Run:
    """As in "Born in 1935, in Aba, X …": from the noun phrase on that the first verb follows."""
    verb = first_finite(core)
    commas = [i for i, word in enumerate(core[: verb or 0]) if word.text == ","]
    return trimmed(core[commas[-1] + 1 :]) if commas else core
