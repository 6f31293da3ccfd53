"""Train on gold documents: batches by words, a falling learning rate, averaged weights."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language

_WORDS_IN_BATCH = 1000
_WARM_UP = 1 / 16
"""Of all steps, with a rising learning rate."""
_REPORT_EVERY = 200


@dataclass(frozen=True, slots=True)
class Course:
    """How often the documents are read, how fast is learned at most, in which order they come."""

    epochs: float
    rate: float
    seed: int
    dropout: float = 0.2


def learn(
    nlp: Language, documents: Sequence[Doc], course: Course, *, fresh: bool = True
) -> Iterator[tuple[int, dict[str, float]]]:
    """Train in place, from what it knows unless `fresh`; yields (step, losses since the last).

    The weights at the end are the averages over the last steps.
    """
    words = sum(len(document) for document in documents)
    steps = max(1, int(course.epochs * words / _WORDS_IN_BATCH))
    fix_random_seed(course.seed)
    if fresh:
        known = [Example(_unread(document), document) for document in documents]
        nlp.initialize(lambda: known)
    optimizer = Adam(
        course.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True, eps=1e-8
    )
    losses: dict[str, float] = {}
    for step, batch in enumerate(_batches(documents, course.seed)):
        if step == steps:
            break
        optimizer.learn_rate = (
            course.rate * min((step + 1) / (steps * _WARM_UP), 1.0) * (1 - step / steps)
        )
        examples = [Example(_unread(document), document) for document in batch]
        nlp.update(examples, drop=course.dropout, sgd=optimizer, losses=losses)
        if (step + 1) % _REPORT_EVERY == 0:
            yield step + 1, losses
            losses = {}
    _keep_averages(nlp, optimizer)
    yield steps, losses


def _unread(document: Doc) -> Doc:
    """The same words without anything said of them."""
    return Doc(
        document.vocab,
        words=[token.text for token in document],
        spaces=[bool(token.whitespace_) for token in document],
    )


def _batches(documents: Sequence[Doc], seed: int) -> Iterator[list[Doc]]:
    """Documents in ever new order, about a thousand words at a time, without end."""
    order = list(documents)
    shuffler = random.Random(seed)  # noqa: S311 — the order of training data is no secret
    batch: list[Doc] = []
    words = 0
    while True:
        shuffler.shuffle(order)
        for document in order:
            batch.append(document)
            words += len(document)
            if words >= _WORDS_IN_BATCH:
                yield batch
                batch, words = [], 0


def _keep_averages(nlp: Language, optimizer: Optimizer) -> None:
    averages = optimizer.averages or {}
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") else ():
            for name in node.param_names:
                key = (node.id, name)
                if key in averages:
                    node.set_param(name, averages[key])
