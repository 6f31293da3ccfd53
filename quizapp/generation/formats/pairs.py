"""Posts and their holders in pairs: how many are correctly matched."""

import re
from collections.abc import Sequence
from random import Random

from quizapp.domain.items import ItemFormat, OptionOrder
from quizapp.generation.formats.composed import Composed
from quizapp.generation.selection import Candidate

__all__ = ["is_pair", "matched"]

_ASKED = re.compile(r"As of (?P<when>[A-Z]\w+ \d{4}), who was the (?P<post>.+)\?")
_COUNTS = ("Only one pair", "Only two pairs", "All three pairs", "None of the pairs")


def is_pair(candidate: Candidate) -> bool:
    """Whether the fact is who held a post."""
    told = _ASKED.fullmatch(candidate.draft.stem)
    return told is not None and bool(candidate.proposal.distractors)


def matched(of: Sequence[Candidate], rng: Random, options: int) -> Composed | None:
    """As in UPSC papers: "How many of the above pairs are correctly matched?"."""
    told = [_ASKED.fullmatch(each.draft.stem) for each in of]
    found = [match for match in told if match is not None]
    if len(found) != 3 or len(of) != 3 or options < len(_COUNTS):  # noqa: PLR2004 — the options count to three
        return None
    truths = [rng.random() < 0.5 for _ in of]  # noqa: PLR2004 — a coin
    holders = [
        each.draft.key if true else each.proposal.distractors[0]
        for each, true in zip(of, truths, strict=True)
    ]
    if len(set(holders)) < len(holders):
        return None
    lines = [
        f"{number}. {match['post'][:1].upper()}{match['post'][1:]} : {holder}"
        for number, (match, holder) in enumerate(zip(found, holders, strict=True), start=1)
    ]
    facts = "; ".join(f"{m['post']}: {e.draft.key}" for m, e in zip(found, of, strict=True))
    return Composed(
        ItemFormat.PAIRS,
        "\n".join(
            [
                f"Consider the following pairs of posts and holders as of {found[0]['when']}:",
                *lines,
                "How many of the above pairs are correctly matched?",
            ]
        ),
        _COUNTS,
        (sum(truths) - 1) % len(_COUNTS),
        OptionOrder.FIXED,
        f"By the article: {facts}.",
        tuple(of),
    )
