"""Parse an article: blocks to sentences of words, with dates, amounts and names as single words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.domain.items import FactKind
from quizapp.generation.facts.classes import classed, relabelled
from quizapp.generation.facts.dates import find_dates, is_relative_day
from quizapp.generation.facts.figures import find_figures
from quizapp.generation.language import loading
from quizapp.generation.language.cutting import Cut, cuts
from quizapp.generation.language.cutting.subjects import (
    is_weak,
    pronoun_for,
    put_back,
    subject_length,
)
from quizapp.generation.language.joining import COMPRISE, Piece, joined, units_of
from quizapp.generation.language.mending import mended
from quizapp.generation.language.name_patterns import pattern_names
from quizapp.generation.language.recognised import bounded
from quizapp.generation.language.tokens import tokenised
from quizapp.generation.language.units import (
    Name,
    Unit,
    choose,
    date_unit,
    described_from,
    figure_unit,
    post_before_comma,
    post_before_courtesy,
    stand_in_for,
    title_before,
)
from quizapp.generation.types import (
    Article,
    BlockKind,
    EntityValue,
    Knowledge,
    Sentence,
    Span,
    Statement,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from quizapp.generation.values import DateValue

_ENTITY_KINDS = {
    "PERSON": FactKind.PERSON,
    "PER": FactKind.PERSON,
    "ORG": FactKind.BODY,
    "LOC": FactKind.PLACE,
}
_ORDINARY = {FactKind.PERSON: "Smith", FactKind.PLACE: "London", FactKind.BODY: "Microsoft"}
_POS_OF_KIND = {FactKind.DATE: "PROPN", FactKind.FIGURE: "NUM"}
_LONGEST_SENTENCE = 70
"""Tokens. Longer ones are lists or broken text, and the parse of them is a guess."""
_MANY_WORDS = 2


class _Parser:
    """Parses what an article shows it: each row of words once, and those of a call together.

    Together they take a third of the time that they take one by one.
    """

    def __init__(self) -> None:
        self._done: dict[tuple[str, ...], Doc] = {}

    def parse(self, cuts: Iterable[Sequence[Piece]]) -> list[Doc]:
        rows = [_shown(cut) for cut in cuts]
        new = [row for row in dict.fromkeys(rows) if row not in self._done]
        documents = loading.pipeline().pipe(map(_document, new), disable=["sentencizer", "ner"])
        self._done.update(zip(new, documents, strict=True))
        return [self._done[row] for row in rows]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The parsed sentences of an article and the units in them, by the span of their word."""

    sentences: tuple[Sentence, ...]
    units: Mapping[Span, Unit]
    _pieces: Sequence[Sequence[Piece]]
    """What the parser saw of each sentence."""
    _parser: _Parser

    def read_again(self, sentences: Iterable[Sentence]) -> dict[int, tuple[Word, ...]]:
        """Parse sentences with more ordinary words in place of their names.

        Gives their words by the index of the sentence, where the parser saw anything new.
        """
        plainer = {s.index: [_plainer(piece) for piece in self._pieces[s.index]] for s in sentences}
        changed = {i: cut for i, cut in plainer.items() if cut != self._pieces[i]}
        documents = self._parser.parse(changed.values())
        return {
            index: _folded(cut, document)
            for (index, cut), document in zip(changed.items(), documents, strict=True)
        }


def analyse(article: Article, knowledge: Knowledge) -> Analysis:
    """Parse every paragraph and bullet (not headline, headings, table rows) of the article."""
    pieces: list[list[Piece]] = []
    whole: list[list[Piece]] = []
    places: list[int] = []
    begins: list[int] = []
    blocks = [
        (position, block)
        for position, block in enumerate(article.blocks)
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.BULLET}
    ]
    found = tokenised(block.text for _, block in blocks)
    for (position, block), in_block in zip(blocks, found, strict=True):
        for tokens, names in in_block:
            cut, full = _pieces(tokens, names, article, block.span.start, knowledge)
            if len(cut) > _MANY_WORDS:
                pieces.append(cut)
                whole.append(full)
                places.append(position)
                begins.append(tokens[0].idx + block.span.start)
    parser = _Parser()
    parsed = [_folded(cut, doc) for cut, doc in zip(pieces, parser.parse(pieces), strict=True)]
    unabridged = [
        words if full is cut else _folded(full, document)
        for full, cut, words, document in zip(
            whole, pieces, parsed, parser.parse(whole), strict=True
        )
    ]
    stated = _statements(whole, unabridged, parser)
    sentences: list[Sentence] = []
    units: dict[Span, Unit] = {}
    for number, (cut, place, words) in enumerate(zip(pieces, places, parsed, strict=True)):
        sentence = _sentence(cut, words, article, place, number)
        sentence = _widened(sentence, whole[number], article, begins[number])
        sentences.append(replace(sentence, statements=stated[number]))
        units |= units_of(whole[number])
    told = classed(units, article.text, knowledge)
    named = tuple(relabelled(sentence, told) for sentence in sentences)
    return Analysis(named, told, pieces, parser)


def _widened(sentence: Sentence, pieces: Sequence[Piece], article: Article, begin: int) -> Sentence:
    """The sentence with the asides and the day at its ends, which the first parse does not see."""
    start, end = pieces[0].span.start, pieces[-1].span.end
    if _days_in(article.text[begin:end], article) and not _days_in(
        article.text[start:end], article
    ):
        start = begin
    span, text = Span(start, end), article.text[start:end]
    days = _days_in(text, article)
    return replace(sentence, span=span, text=text, day=days.pop() if len(days) == 1 else None)


def _days_in(text: str, article: Article) -> set[DateValue]:
    """The days that a text names by "today" or a weekday."""
    found = find_dates(text, article.published)
    return {f.value for f in found if is_relative_day(f, text)}


def _statements(
    whole: Sequence[list[Piece]], words: Sequence[tuple[Word, ...]], parser: _Parser
) -> list[tuple[Statement, ...]]:
    """The statements of each sentence: cut along its first parse, and parsed one by one."""
    found = [(number, cut) for number, own in enumerate(words) for cut in cuts(own)]
    runs = [_run(whole[number], cut) for number, cut in found]
    parsed = [_folded(run, doc) for run, doc in zip(runs, parser.parse(runs), strict=True)]
    _mend(parsed, runs, [_first_words(cut, words[n]) for n, cut in found], parser)
    stated: list[list[Statement]] = [[] for _ in whole]
    for (number, cut), own in zip(found, parsed, strict=True):
        stated[number].append(_statement(cut, own, words[number]))
    return [tuple(own) for own in stated]


def _first_words(cut: Cut, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a statement as the first parse has them; none where a "be" was put in."""
    if any(isinstance(part, str) for part in cut.parts):
        return ()
    return tuple(words[part] for part in cut.parts if isinstance(part, int))


def _mend(
    parsed: list[tuple[Word, ...]],
    runs: Sequence[list[Piece]],
    firsts: Sequence[tuple[Word, ...]],
    parser: _Parser,
) -> None:
    """Parse weak statements again with a pronoun for their subject."""
    weak = [
        (i, length)
        for i, first in enumerate(firsts)
        if is_weak(parsed[i]) and (length := subject_length(first))
    ]
    again = [
        [replace(runs[i][0], unit=None, shown=(pronoun_for(firsts[i], length),)), *runs[i][length:]]
        for i, length in weak
    ]
    for (i, length), run, document in zip(weak, again, parser.parse(again), strict=True):
        subject = tuple(
            replace(word, text=piece.text, entity=piece.entity)
            for word, piece in zip(firsts[i], runs[i][:length], strict=False)
        )
        parsed[i] = put_back(subject, _folded(run, document)) or parsed[i]


def _run(pieces: Sequence[Piece], cut: Cut) -> list[Piece]:
    """The pieces of a statement with a stop; what opened the sentence is small inside it."""
    run = [
        pieces[part] if isinstance(part, int) else Piece(Span(0, 0), part, (part,), space=True)
        for part in (*cut.parts, ".")
    ]
    moved = cut.parts.index(0) if 0 in cut.parts else 0
    if moved and run[moved].unit is None:
        small = run[moved].text.lower()
        run[moved] = replace(run[moved], text=small, shown=(small,))
    return run


def _statement(cut: Cut, words: tuple[Word, ...], first: tuple[Word, ...]) -> Statement:
    said = first[cut.said] if cut.said is not None else None
    speaker, when = (tuple(first[i] for i in places) for places in (cut.speaker, cut.when))
    return Statement(words, cut.kind, speaker, said, when, cut.alone)


def _plainer(piece: Piece) -> Piece:
    """The piece with the most ordinary word of its kind for the parser."""
    ordinary = _ORDINARY.get(piece.unit.kind) if piece.unit is not None else None
    return piece if ordinary is None else replace(piece, shown=(ordinary,))


def _pieces(
    tokens: Sequence[Token],
    recognised: Sequence[tuple[int, int, str]],
    article: Article,
    offset: int,
    knowledge: Knowledge,
) -> tuple[list[Piece], list[Piece]]:
    """The pieces that are parsed, and those of the whole sentence, which is cut into statements."""
    if len(tokens) > _LONGEST_SENTENCE:
        return [], []
    begin = tokens[0].idx + offset
    end = tokens[-1].idx + len(tokens[-1].text) + offset
    text = article.text[begin:end]
    dates = find_dates(text, article.published)
    amounts = [date_unit(found, begin) for found in dates if not is_relative_day(found, text)]
    for figure in find_figures(text):
        unit = figure_unit(figure, begin)
        if not any(unit.span.overlaps(other.span) for other in amounts):
            amounts.append(unit)
    names = list(_names(article.text, Span(begin, end), recognised, offset, knowledge))
    units = _units(tokens, offset, choose(names), amounts)
    days = [Span(f.start + begin, f.end + begin) for f in dates if is_relative_day(f, text)]
    seen = list(joined(tokens, offset, units, article.text, days))
    whole = list(joined(tokens, offset, units, article.text, days, whole=True))
    return seen, seen if seen == whole else whole


def _names(
    whole: str,
    sentence: Span,
    recognised: Iterable[tuple[int, int, str]],
    offset: int,
    knowledge: Knowledge,
) -> Iterator[Name]:
    text, begin = whole[sentence.start : sentence.end], sentence.start
    for mention in knowledge.find(text):
        entry = mention.entry
        value = EntityValue(entry.name, entry.sub_kind, entry)
        yield Name(Span(mention.start + begin, mention.end + begin), entry.kind, value, weight=3)
    yield from pattern_names(text, begin, knowledge)
    for start, end, label in recognised:
        kind = _ENTITY_KINDS.get(label)
        if kind is None:
            continue
        span = bounded(Span(start + offset, end + offset), whole, kind, knowledge)
        if span.start < span.end:
            name = " ".join(whole[span.start : span.end].split())
            yield Name(span, kind, EntityValue(name), weight=2)


def _units(
    tokens: Sequence[Token], offset: int, names: Sequence[Name], amounts: Sequence[Unit]
) -> list[Unit]:
    """Names and amounts that end on token borders; a name that holds an amount swallows it."""
    starts = {token.idx + offset: i for i, token in enumerate(tokens)}
    ends = {token.idx + offset + len(token.text) for token in tokens}
    texts = [token.text for token in tokens]
    units: list[Unit] = []
    floor = 0
    for name in names:
        if name.span.start not in starts or name.span.end not in ends:
            continue
        if any(amount.span.holds(name.span) for amount in amounts):
            continue
        first = starts[name.span.start]
        outer, title = name.span, ""
        if name.kind is FactKind.PERSON:
            before = title_before(texts, first, floor)
            if before == first:
                before = post_before_comma(texts, first, floor)
            title = " ".join(texts[before:first]).removesuffix(" ,")
            before, title = post_before_courtesy(texts, before, title, floor)
            comma = max((i + 1 for i in range(before) if texts[i] == ","), default=floor)
            before = min(before, described_from(texts, before, max(comma, floor)))
            floor = next(
                i + 1 for i, t in enumerate(tokens) if t.idx + offset + len(t.text) == name.span.end
            )
            outer = Span(tokens[before].idx + offset, name.span.end)
        shown = (stand_in_for(name.value.name, name.kind),)
        units = [unit for unit in units if not outer.overlaps(unit.span)]
        units.append(Unit(outer, name.span, name.value, shown, name.kind, title))
    for amount in amounts:
        sound = amount.span.start in starts and amount.span.end in ends
        if sound and not any(amount.span.overlaps(unit.span) for unit in units):
            units.append(amount)
    return units


def _shown(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """What the parser sees: stand-ins, and a comma after a date that opens the sentence."""
    shown = [word for piece in pieces for word in piece.shown]
    position = _missing_comma(pieces)
    if position is not None:
        shown.insert(position, ",")
    return tuple(shown)


def _document(shown: Sequence[str]) -> Doc:
    from spacy.tokens import Doc  # noqa: PLC0415 — see loading

    starts: list[bool | int | None] = [position == 0 for position in range(len(shown))]
    return Doc(loading.pipeline().vocab, words=list(shown), sent_starts=starts)


def _missing_comma(pieces: Sequence[Piece]) -> int | None:
    """Where a comma belongs: after "In 2013" or "As per the Act" at the start without one."""
    if [piece.text for piece in pieces[:2]] == ["As", "per"]:
        return _end_of_source(pieces)
    if len(pieces) <= _MANY_WORDS or pieces[0].text not in {"On", "In", "By", "Since", "During"}:
        return None
    unit = pieces[1].unit
    if unit is None or not pieces[2].text[:1].isalnum():
        return None
    named = unit.kind in {FactKind.PLACE, FactKind.BODY} and pieces[0].text == "In"
    starts_anew = pieces[2].text[:1].isupper() or pieces[2].text == "the"
    if unit.kind is not FactKind.DATE and not (named and starts_anew):
        return None
    return len(pieces[0].shown) + len(pieces[1].shown)


def _end_of_source(pieces: Sequence[Piece]) -> int | None:
    """After the name behind "As per the", where a word goes on that has nothing to do with it."""
    name = 3 if [piece.text for piece in pieces[2:3]] == ["the"] else 2
    if len(pieces) <= name + 1 or pieces[name].unit is None:
        return None
    if not pieces[name + 1].text.isalpha() or pieces[name + 1].text in {"and", "of", "for"}:
        return None
    return sum(len(piece.shown) for piece in pieces[: name + 1])


def _sentence(
    pieces: Sequence[Piece], words: tuple[Word, ...], article: Article, block: int, index: int
) -> Sentence:
    span = Span(pieces[0].span.start, pieces[-1].span.end)
    text = article.text[span.start : span.end]
    return Sentence(text, span, words, block, index)


def _folded(pieces: Sequence[Piece], document: Doc) -> tuple[Word, ...]:
    """Fold what the parser saw back into one word for each piece."""
    owner: list[int | None] = [
        number for number, piece in enumerate(pieces) for _ in range(len(piece.shown))
    ]
    position = _missing_comma(pieces)
    if position is not None:
        owner.insert(position, None)
    heads = [_outer_head(tokens, owner) for tokens in _grouped(document, owner, len(pieces))]
    words = tuple(
        _word(piece, token, number, _owner_of_head(token, owner, number))
        for number, (piece, token) in enumerate(zip(pieces, heads, strict=True))
    )
    return mended(words)


def _grouped(document: Doc, owner: Sequence[int | None], count: int) -> list[list[Token]]:
    groups: list[list[Token]] = [[] for _ in range(count)]
    for token, number in zip(document, owner, strict=True):
        if number is not None:
            groups[number].append(token)
    return groups


def _outer_head(tokens: Sequence[Token], owner: Sequence[int | None]) -> Token:
    """The token of a group that hangs outside it; the last one when several do."""
    own = owner[tokens[0].i]
    outside = [t for t in tokens if owner[t.head.i] != own or t.head.i == t.i]
    return outside[-1] if outside else tokens[-1]


def _owner_of_head(token: Token, owner: Sequence[int | None], own: int) -> int:
    """The piece of the head, past an inserted comma; its own for the root."""
    head = token.head
    for _ in range(len(owner)):
        number = owner[head.i]
        if number is not None:
            return number
        head = head.head
    return own


def _lemma(piece: Piece, token: Token) -> str:
    if piece.unit is not None:
        return piece.text
    return piece.text.removesuffix("s") if piece.text in COMPRISE else token.lemma_


def _is_missed_verb(token: Token) -> bool:
    """A root such as "seeks" that has a subject and an infinitive but was tagged as a noun."""
    if token.dep_ != "ROOT" or token.tag_ != "NNS":
        return False
    kids = {child.dep_ for child in token.children}
    return {"nsubj", "xcomp"} <= kids and "cop" not in kids


def _word(piece: Piece, token: Token, index: int, head: int) -> Word:
    pos, tag, lemma = token.pos_, token.tag_, _lemma(piece, token)
    if _is_missed_verb(token):
        pos, tag, lemma = "VERB", "VBZ", piece.text.removesuffix("s")
    if piece.unit is not None:
        pos = _POS_OF_KIND.get(piece.unit.kind, "PROPN")
    return Word(
        index=index,
        text=piece.text,
        lemma=lemma,
        pos=pos,
        tag=tag,
        dep="root" if token.dep_ == "ROOT" else token.dep_,
        head=head,
        span=piece.span,
        features=token.morph.to_dict(),
        entity=piece.entity,
        space=piece.space,
    )
