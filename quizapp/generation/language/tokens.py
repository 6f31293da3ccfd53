"""Cut the text of a block into sentences of tokens, with the names that the model recognises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generation.language import loading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

_NUMBERED = 2
"""Tokens between "no" and its number, the stop included."""


def tokenised(text: str) -> Iterator[tuple[list[Token], list[tuple[int, int, str]]]]:
    """The tokens of each sentence, white space left out, with the recogniser's names.

    A name is (first character, last character + 1, label) in the text.
    """
    from spacy.tokens import Doc  # noqa: PLC0415 — see loading

    nlp = loading.pipeline()
    raw = nlp.make_doc(text)
    kept = [token for token in raw if not token.is_space]
    if not kept:
        return
    spaces = [bool(token.whitespace_) or not _touches(token) for token in kept]
    clean = Doc(nlp.vocab, words=[plain(token.text) for token in kept], spaces=spaces)
    for name in ("sentencizer", "ner"):
        clean = nlp.get_pipe(name)(clean)
    starts = [token.i for token in clean if token.is_sent_start]
    starts = [i for i in starts if i == 0 or not _runs_on(kept[max(0, i - 2) : i + 1])]
    for begin, end in zip(starts, [*starts[1:], len(kept)], strict=True):
        names = [
            (kept[e.start].idx, kept[e.end - 1].idx + len(kept[e.end - 1].text), e.label_)
            for e in clean.ents
            if begin <= e.start and e.end <= end
        ]
        yield kept[begin:end], names


def _runs_on(tokens: Sequence[Token]) -> bool:
    """Not the start of a sentence after all: a small letter, or the number after "no."."""
    first = tokens[-1].text
    numbered = len(tokens) > _NUMBERED and tokens[0].text.casefold() in {"no", "nos"}
    return first[:1].islower() or (numbered and first[:1].isdigit())


def _touches(token: Token) -> bool:
    following = token.i + 1
    return following < len(token.doc) and not token.doc[following].is_space


def plain(text: str) -> str:
    """Straight quotes and apostrophes, as the model was trained on."""
    return text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'})
