"""Read the corpora of names into one form: persons, organisations and places in tokenised text."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale
from spacy.tokens import Doc
from spacy.tokens import Span as Mention

from quizapp.generation.language.train.treebanks import read_documents, read_text
from quizapp.generation.language.units import is_title
from quizapp.generation.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language

    from quizapp.generation.language.train.treebanks import Tree

_IOB_LABELS = {"PER": "PERSON", "LOC": "LOC", "ORG": "ORG"}
_TREEBANK_LABELS = {"person": "PERSON", "place": "LOC", "organization": "ORG"}
_ALWAYS = {"U.S.": "LOC", "US": "LOC", "U.K.": "LOC", "UK": "LOC", "West Bank": "LOC"}
_ALWAYS |= dict.fromkeys(Locale("en").territories.values(), "LOC")
_ALWAYS |= dict.fromkeys(
    ("U.N.", "UN", "United Nations", "NATO", "EU", "African Union", "European Union"), "ORG"
)
_NEVER = word_set(
    "Muslim Muslims Islamic Islam Islamist Islamists Christian Christians Shi'ite Shi'ites "
    "Sunni Sunnis Kurdish Kurds Kurd Arab Arabs Jewish Jews Hindu Hindus Buddhist Maoist "
    "Taliban-led Western Christmas Internet State Prime General President Mr. Saint "
    "Communist Soviet"
)
_BYTES = {0x92: "'", 0x91: "'", 0x93: '"', 0x94: '"', 0x96: "-", 0x97: "-", 0x85: "..."}
_OFTEN = 4
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """Words and their names as (first word, last word + 1, label)."""

    words: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...]


def share(passage: Passage) -> int:
    """A number below a hundred that only depends on the words: what is held out, and how much."""
    digest = hashlib.md5(" ".join(passage.words).encode(), usedforsecurity=False)
    return int(digest.hexdigest(), 16) % _HUNDRED


def meaning_bank(path: Path) -> list[Passage]:
    """The sentences of the Groningen Meaning Bank, each once, with its noise mended by majority."""
    seen: set[tuple[str, ...]] = set()
    raw: list[tuple[tuple[str, ...], list[tuple[int, int, str]]]] = []
    for words, tags in _gmb_sentences(path):
        if words not in seen:
            seen.add(words)
            raw.append((words, _rejoined(words, list(_runs(tags)))))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, runs in raw:
        for first, end, label in runs:
            counts[" ".join(words[first:end])][label] += 1
    out: list[Passage] = []
    for words, runs in raw:
        names = (_settled(words, run, counts) for run in runs)
        out.append(Passage(words, tuple(name for name in names if name is not None)))
    return out


def _gmb_sentences(path: Path) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    with zipfile.ZipFile(path) as packed:
        name = next(n for n in packed.namelist() if n.endswith("ner_dataset.csv") and "/" not in n)
        text = packed.read(name).decode("latin-1").translate(_BYTES)
    words: list[str] = []
    tags: list[str] = []
    for row in list(csv.reader(io.StringIO(text)))[1:]:
        if row[0] and words:
            yield tuple(words), tags
            words, tags = [], []
        words.append(row[1])
        tags.append(row[3])
    yield tuple(words), tags


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    begin = 0
    while begin < len(tags):
        label = tags[begin][2:]
        end = begin + 1
        while label and end < len(tags) and tags[end] == f"I-{label}":
            end += 1
        if label:
            yield begin, end, label
        begin = end


def _rejoined(
    words: Sequence[str], runs: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Two persons with at most one capitalised word between them are one whose middle was lost."""
    out: list[tuple[int, int, str]] = []
    for first, end, label in runs:
        if out and label == out[-1][2] == "per":
            between = words[out[-1][1] : first]
            if len(between) <= 1 and all(word[:1].isupper() for word in between):
                out[-1] = (out[-1][0], end, label)
                continue
        out.append((first, end, label))
    return out


def _settled(
    words: Sequence[str], run: tuple[int, int, str], counts: dict[str, Counter[str]]
) -> tuple[int, int, str] | None:
    """The name as the engine wants it: without title and article, demonyms none, by majority."""
    first, end, label = run
    text = " ".join(words[first:end])
    if text in _NEVER:
        return None
    seen = counts[text]
    kind = _ALWAYS.get(text) or _kind(label, seen)
    if kind == "PERSON":
        first = _after_titles(words, first, end)
        if not words[first][:1].isupper() and "-" not in words[first]:
            return None
    if words[first].casefold() == "the":
        first += 1
    return (first, end, kind) if kind and first < end else None


def _kind(label: str, seen: Counter[str]) -> str:
    places, bodies, peoples = seen["geo"], seen["org"], seen["gpe"]
    if label == "gpe" or peoples > _OFTEN * (places + bodies):
        return "LOC" if _OFTEN * places >= peoples else ""
    if label in {"geo", "org"}:
        if places + bodies >= _OFTEN and places != bodies:
            return "LOC" if places * 3 > bodies * 2 else "ORG"
        return "LOC" if label == "geo" else "ORG"
    return "PERSON" if label == "per" else ""


def _after_titles(words: Sequence[str], first: int, end: int) -> int:
    titles = [i for i in range(first, end - 1) if is_title(words[i])]
    return titles[-1] + 1 if titles else first


def tagged(path: Path, form: int = 0, tag: int = -1) -> list[Passage]:
    """The sentences of a file of one word a line, its name tag in a column, IOB either way."""
    out: list[Passage] = []
    for block in read_text(path).split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line and not line.startswith("# ")]
        if not rows:
            continue
        words = tuple(row[form] for row in rows)
        tags = [row[tag] for row in rows]
        begun = [t.replace("I-", "B-") if _opens(tags, i) else t for i, t in enumerate(tags)]
        names = [
            (first, end, _IOB_LABELS[label])
            for first, end, label in _runs([t if t != "O" else "" for t in begun])
            if label in _IOB_LABELS
        ]
        out.append(Passage(words, tuple(names)))
    return out


def _opens(tags: Sequence[str], position: int) -> bool:
    tag = tags[position]
    return tag.startswith("I-") and (position == 0 or tags[position - 1][2:] != tag[2:])


def treebank_names(path: Path) -> list[Passage]:
    """The proper names among the mentions of GUM, cut down to the name itself."""
    return [_named(tree) for trees in read_documents(path) for tree in trees]


def _named(tree: Tree) -> Passage:
    words = tuple(node.form for node in tree)
    found: list[tuple[int, int, str]] = []
    for first, end, kind in _mentions(tree):
        label = _TREEBANK_LABELS.get(kind)
        heads = [
            i for i in range(first, end) if not first <= tree[i].head < end or tree[i].head == i
        ]
        if label and len(heads) == 1 and tree[heads[0]].pos == "PROPN":
            found.append((*_core(tree, first, end, heads[0], label), label))
    names: list[tuple[int, int, str]] = []
    for first, end, label in sorted(found, key=lambda name: name[0] - name[1]):
        apart = all(end <= other[0] or other[1] <= first for other in names)
        if apart and tree[first].form[:1].isupper() and tree[first].tag != "NNPS":
            names.append((first, end, label))
    return Passage(words, tuple(sorted(names)))


def _mentions(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Each mention as (first, last + 1, kind) from what opens and closes at the words."""
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for position, node in enumerate(tree):
        for part in node.mentions.replace("(", "\0(").replace(")", ")\0").split("\0"):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                kind = fields[1] if len(fields) > 1 else ""
                if part.endswith(")"):
                    yield position, position + 1, kind
                else:
                    opened[fields[0]].append((position, kind))
            elif part.endswith(")") and opened[part[:-1]]:
                first, kind = opened[part[:-1]].pop()
                yield first, position + 1, kind


def _core(tree: Tree, first: int, end: int, head: int, label: str) -> tuple[int, int]:
    begin, stop = head, head + 1
    while begin > first and _belongs(tree, begin - 1, head):
        begin -= 1
    while stop < end and (
        _belongs(tree, stop, head) or (label != "PERSON" and _links(tree, stop, end))
    ):
        stop += 1
    if label == "PERSON":
        begin = _after_titles([node.form for node in tree], begin, stop)
    return begin, stop


def _belongs(tree: Tree, position: int, head: int) -> bool:
    node = tree[position]
    if node.form == "-":
        return (
            tree[position - 1].form[:1].isupper()
            and tree[min(position + 1, len(tree) - 1)].form[:1].isupper()
        )
    capital = node.form[:1].isupper() and node.pos in {"PROPN", "ADJ", "NOUN"}
    while position not in {head, tree[position].head}:
        if tree[position].relation in {"appos", "conj", "parataxis"}:
            return False
        position = tree[position].head
    return capital and position == head


def _links(tree: Tree, position: int, end: int) -> bool:
    """A small word between the halves of a name: "University of the West"."""
    following = position + 1
    if following < end and tree[following].form == "the":
        following += 1
    linked = tree[position].form in {"of", "for", "and", "&", "the", "on"}
    return linked and following < end and tree[following].form[:1].isupper()


def document(passages: Iterable[Passage], nlp: Language) -> Doc:
    """The passages one after the other, cut into the tokens of our own tokenizer."""
    words: list[str] = []
    names: list[tuple[int, int, str]] = []
    for passage in passages:
        places: list[int] = []
        for word in passage.words:
            places.append(len(words))
            words += [token.text for token in nlp.tokenizer(word)]
        places.append(len(words))
        names += [(places[first], places[end], label) for first, end, label in passage.names]
    made = Doc(nlp.vocab, words=words)
    made.ents = tuple(Mention(made, first, end, label=label) for first, end, label in names)
    return made
