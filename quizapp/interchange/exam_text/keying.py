"""Answers that stand apart → the questions that they are for."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, Finding
from quizapp.interchange.exam_text.answer_keys import KeyEntry
from quizapp.interchange.exam_text.bilingual import Paired

__all__ = ["hand_out"]

COVERED = 0.5

NumberedT = TypeVar("NumberedT")


def hand_out(
    pairs: Sequence[Paired], regions: Sequence[tuple[int, Sequence[KeyEntry]]]
) -> Iterator[Finding]:
    """Give each question its entries. A region is its position in the paper, and its entries.

    A key is for the questions since the key before it, where those have its numbers; else for all
    before it, and else for any. Where numbers begin again, so must the key's.
    """
    # A second half that was joined with the first stands where the first does.
    ordered = sorted(pairs, key=lambda each: each.question.position)
    positions = [each.question.position for each in ordered]
    by_number: dict[int | None, list[Paired]] = {}
    for each in ordered:
        by_number.setdefault(each.question.number, []).append(each)
    start = 0
    for at, (position, entries) in enumerate(regions):
        end = bisect_left(positions, position)
        near = ordered[start:end]
        if _covers(near, entries):
            yield from _in_runs(near, entries)
        else:
            yield from _by_number(by_number, entries, position)
        following = regions[at + 1][0] if at + 1 < len(regions) else None
        if following is not None and bisect_left(positions, following) > end:
            # More questions follow before the next key: it is theirs.
            start = end


def _covers(scope: Sequence[Paired], entries: Sequence[KeyEntry]) -> bool:
    numbers = {each.question.number for each in scope}
    return sum(entry.number in numbers for entry in entries) > COVERED * len(entries)


def _in_runs(scope: Sequence[Paired], entries: Sequence[KeyEntry]) -> Iterator[Finding]:
    """Give entries to a scope whose numbers may begin again in every section."""
    by_number: dict[int | None, list[tuple[int, Paired]]] = {}
    runs = 0
    for run, each in _counted([(each.question.number, each) for each in scope]):
        by_number.setdefault(each.question.number, []).append((run, each))
        runs = run + 1
    counted = list(_counted([(entry.number, entry) for entry in entries]))
    same_runs = bool(counted) and counted[-1][0] + 1 == runs
    for run, entry in counted:
        found = by_number.get(entry.number, [])
        if len(found) > 1 and same_runs:
            found = [(its_run, each) for its_run, each in found if its_run == run]
        yield from _give(entry, [each for _, each in found])


def _by_number(
    by_number: dict[int | None, list[Paired]], entries: Sequence[KeyEntry], position: int
) -> Iterator[Finding]:
    for entry in entries:
        found = by_number.get(entry.number, [])
        before = [each for each in found if each.question.position < position]
        yield from _give(entry, before or found)


def _counted(numbered: Sequence[tuple[int | None, NumberedT]]) -> Iterator[tuple[int, NumberedT]]:
    """Number the runs: a new one begins where the numbers do not rise."""
    run, before = 0, 0
    for number, each in numbered:
        if number is not None:
            run += number <= before
            before = number
        yield run, each


def _give(entry: KeyEntry, found: Sequence[Paired]) -> Iterator[Finding]:
    if len(found) == 1:
        found[0].keyed.append(entry)
        return
    message = (
        N_("The key has an answer for question %(number)d, and several questions have this number.")
        if found
        else N_("The key has an answer for question %(number)d, which was not found.")
    )
    problem = Problem(message, {"number": entry.number}, "key")
    excerpt = f"{entry.number}. {entry.text}"[:80]
    yield Finding(problem, Action.CHECK, entry.line.place, excerpt=excerpt)
