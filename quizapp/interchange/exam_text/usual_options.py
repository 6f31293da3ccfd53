"""How the options of a paper are labelled, where enough of its questions show it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from quizapp.interchange.exam_text.labels import Family
from quizapp.interchange.exam_text.tokens import Kind, Token

__all__ = ["usual_options"]

RUNS_MINIMUM = 3
OPTIONS_USUAL = 4
SHARE = 0.6
"""Of all rows of four or five labels, those that must be of one kind."""


def usual_options(tokens: Sequence[Token]) -> tuple[Family, str] | None:
    """Tell the label before options: of rows that count to four or five and end a question.

    Only labels in brackets are told: "1." is more often a question or a statement.
    """
    counts = Counter(_runs([token for token in tokens if token.kind is not Kind.BLANK]))
    if not counts:
        return None
    kind, count = counts.most_common(1)[0]
    return kind if count >= max(RUNS_MINIMUM, SHARE * counts.total()) else None


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[Family, str]]:
    """Give the kind of each row of labels that counts from one and ends where a question does."""
    run: tuple[Family, str] | None = None
    counted = 0
    for token in tokens:
        if token.kind is Kind.TEXT:
            continue
        labels = {(each.family, each.dress): each.ordinal for each in token.readings}
        if run is not None and labels.get(run) == counted + 1:
            counted += 1
            continue
        if run is not None and counted >= OPTIONS_USUAL and 1 not in labels.values():
            yield run
        run = next((kind for kind, at in labels.items() if at == 1 and kind[1][0] in "(["), None)
        counted = 1
    if run is not None and counted >= OPTIONS_USUAL:
        yield run
