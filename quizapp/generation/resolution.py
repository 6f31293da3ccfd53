"""Say who is meant: put names in place of "it", "the country", "the ministry", "Mr Sharma".

Only where there is one candidate; everything else stays as it is, and the checks refuse a stem
that still points back into the article. The words of a resolved sentence carry the name; its text
and spans stay those of the article.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.records import nouns_for
from quizapp.generation.language.tree import children, root, subtree, surface
from quizapp.generation.language.units import Unit
from quizapp.generation.types import EntityValue, Sentence, Span, Word
from quizapp.generation.words import word_set

_NAMED = frozenset({"body", "scheme", "place"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_COURTESY = word_set("mr mrs ms shri smt dr")
_SHARE_VERBS = word_set("comprise constitute form represent account")
_CHANGE_VERBS = word_set("increase raise reduce bring take double cut lower")
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_ONE_CANDIDATE = word_set(
    "ministry court commission committee council board university bank department assembly "
    "authority organisation organization agency institute tribunal corporation party company "
    "scheme mission programme policy academy union fund cabinet"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sentence with names put in, and the sentences that say what they are."""

    sentence: Sentence
    supports: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Topic:
    """What "it" means after a sentence, and where that is said."""

    name: str
    gender: str
    said: tuple[Sentence, ...]


def resolve(
    sentences: Sequence[Sentence], units: Mapping[Span, Unit], title: str = ""
) -> tuple[Resolved, ...]:
    """Each sentence in turn, with what can be resolved by what stands before it."""
    done: list[Resolved] = []
    home = home_country(units)
    topic: _Topic | None = None
    named = _Names(title)
    state = home_state(units)
    for position, sentence in enumerate(sentences):
        before = sentences[position - 1] if position else None
        near = before is not None and before.block == sentence.block
        expansion = _expansion(sentence, before)
        if expansion is not None and before is not None:
            topic = _Topic(expansion, "Neut", (before, sentence))
        elif not near:
            topic = None
        resolved = sentence
        supports: tuple[Sentence, ...] = ()
        pronoun = _opening_pronoun(sentence)
        if topic is None and pronoun is not None and before is not None:
            topic = _main_person(before, named, units)
        if pronoun is not None and topic is not None and _agrees(pronoun, topic):
            resolved = _put(resolved, pronoun.index, topic.name)
            supports = topic.said
        else:
            topic = None
        if before is not None and near and (share := _share(before, resolved)) is not None:
            resolved, supports = share, (*supports, before)
        if state is not None:
            resolved = _in_state(resolved, state)
        resolved = _named_things(resolved, named, units, home or _country(before, units))
        named.read(sentence, units)
        done.append(Resolved(resolved, supports))
        topic = topic or _topic_of(sentence, units, named)
    return tuple(done)


def _put(sentence: Sentence, index: int, text: str, drop: frozenset[int] = frozenset()) -> Sentence:
    words = tuple(
        replace(word, text=text, pos="PROPN", entity=word.entity or "resolved", features={})
        if word.index == index
        else replace(word, text="")
        if word.index in drop
        else word
        for word in sentence.words
    )
    return replace(sentence, words=words)


def _opening_pronoun(sentence: Sentence) -> Word | None:
    first = sentence.words[0]
    if first.text in {"It", "He", "She"} and first.dep in _SUBJECTS:
        return first
    return None


def _agrees(pronoun: Word, topic: _Topic) -> bool:
    return (pronoun.text == "It") == (topic.gender == "Neut")


def _topic_of(sentence: Sentence, units: Mapping[Span, Unit], named: "_Names") -> _Topic | None:
    """The named subject of a sentence, when nothing else in it could be meant as well."""
    top = root(sentence)
    if top is None:
        return None
    subjects = [w for w in children(sentence, top) if w.dep in _SUBJECTS]
    if len(subjects) != 1:
        return None
    subject = subjects[0]
    words = subtree(sentence, subject)
    unit = units.get(subject.span)
    if unit is None or any(w.pos not in {"DET", "PROPN"} for w in words):
        return None
    same = {"person"} if unit.kind is FactKind.PERSON else _NAMED
    rivals = [w for w in sentence.words if w.entity in same and w.index != subject.index]
    if rivals or not isinstance(unit.value, EntityValue):
        return None
    if unit.kind is FactKind.PERSON:
        last = unit.value.name.split()[-1]
        return _Topic(named.person(last) or unit.value.name, "Person", (sentence,))
    text = surface(words)
    return _Topic(
        text[:1].lower() + text[1:] if words[0].pos == "DET" else text, "Neut", (sentence,)
    )


def _main_person(before: Sentence, named: "_Names", units: Mapping[Span, Unit]) -> _Topic | None:
    """The person of the headline, when the sentence before tells of nobody else."""
    person = named.of_title()
    if person is None:
        return None
    found = [
        unit.value.name
        for word in before.words
        if (unit := units.get(word.span)) is not None
        and unit.kind is FactKind.PERSON
        and isinstance(unit.value, EntityValue)
    ]
    pronoun = before.words[0].text in {"He", "She"}
    top = root(before)
    subjects = [] if top is None else [w for w in children(before, top) if w.dep in _SUBJECTS]
    told = any(w.text and w.text in person and w.text[:1].isupper() for w in subjects)
    if told or (all(name in person for name in found) and (found or pronoun)):
        return _Topic(person, "Person", (before,))
    return None


def _expansion(sentence: Sentence, before: Sentence | None) -> str | None:
    """As in "It is road repair …" after a sentence with the acronym: name and acronym."""
    words = sentence.words
    if before is None or len(words) < 5 or words[0].text != "It" or words[1].text != "is":  # noqa: PLR2004 — "It is" and three initials
        return None
    full = [w for w in words[2:] if w.pos != "PUNCT"]
    initials = "".join(w.text[0] for w in full if w.text not in {"of", "and", "for", "the", "a"})
    for acronym in _ACRONYM.findall(before.text):
        if acronym.casefold() == initials.casefold():
            name = " ".join(
                w.text if w.text in {"of", "and", "for", "the"} else w.text[0].upper() + w.text[1:]
                for w in full
            )
            return f"the {name} ({acronym})"
    return None


def _share(before: Sentence, sentence: Sentence) -> Sentence | None:
    """As in "… forms 8 % of the harvest. X wants to double this by 2031": what "this" is."""
    this = [w for w in sentence.words if w.text in {"this", "it"} and w.dep == "obj"]
    if len(this) != 1 or sentence.words[this[0].head].lemma not in _CHANGE_VERBS:
        return None
    verbs = [w for w in before.words if w.text.casefold().rstrip("sd") in _SHARE_VERBS]
    if len(verbs) != 1:
        return None
    part = surface(before.words[: verbs[0].index])
    after = before.words[verbs[0].index + 1 :]
    figures = [w for w in after if w.entity == "figure"]
    if len(figures) != 1 or not re.search(r"%|per\s?cent", figures[0].text):
        return None
    rest = before.words[figures[0].index + 1 :]
    if not rest or rest[0].text != "of":
        return None
    whole = surface([w for w in rest[1:] if w.pos != "PUNCT"])
    part = part[:1].lower() + part[1:]
    owner = sentence.words[0].text
    if part.startswith("the ") and part.endswith(f" of {owner}"):
        part = f"its {part[4 : -len(owner) - 4]}"
    return _put(sentence, this[0].index, f"the share of {part} in {whole}")


class _Names:
    """The full names read so far, by the common noun or the last name that may stand for them."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._by_noun: dict[str, set[str]] = {}
        self._by_last: dict[str, set[str]] = {}
        self._by_common: dict[str, set[str]] = {}

    def read(self, sentence: Sentence, units: Mapping[Span, Unit]) -> None:
        """Take in the names of a sentence."""
        for word in sentence.words:
            named = _named_phrase(sentence, word)
            if named:
                self._by_common.setdefault(word.lemma.casefold(), set()).add(named)
            unit = units.get(word.span)
            if unit is None or not isinstance(unit.value, EntityValue):
                continue
            words = unit.value.name.split()
            if unit.kind is FactKind.PERSON:
                if len(words) > 1:
                    self._by_last.setdefault(words[-1].casefold(), set()).add(unit.value.name)
                continue
            heads = {words[-1].casefold()}
            heads |= {words[i - 1].casefold() for i, w in enumerate(words) if w == "of" and i}
            if len(words) > 1:
                for noun in (heads & _ONE_CANDIDATE) | nouns_for(unit.value.name):
                    self._by_noun.setdefault(noun, set()).add(unit.value.name)

    def thing(self, noun: str) -> str | None:
        """The only name so far that the common noun fits."""
        names = self._by_noun.get(noun.casefold(), set())
        names = names or self._by_common.get(noun.casefold(), set())
        longest = max(names, key=len, default="")
        if longest in self._title and all(name in longest for name in names):
            return longest or None
        return next(iter(names)) if len(names) == 1 else None

    def of_title(self) -> str | None:
        """The only person whom the headline names in full."""
        everybody = {name for names in self._by_last.values() for name in names}
        found = [name for name in everybody if name in self._title]
        return found[0] if len(found) == 1 else None

    def person(self, last: str) -> str | None:
        """The only full name so far with this last name."""
        names = self._by_last.get(last.casefold(), set())
        names = {name for name in names if name in self._title} or names
        return next(iter(names)) if len(names) == 1 else None


def _named_phrase(sentence: Sentence, word: Word) -> str:
    """As in "the Visit Nepal campaign": a common noun with a name right before it; else nothing."""
    if word.pos != "NOUN" or word.tag != "NN" or not word.index:
        return ""
    name = sentence.words[word.index - 1]
    if name.head != word.index or name.entity not in {"scheme", "body", "other", "place"}:
        return ""
    if name.dep != "compound" or word.lemma.casefold() in {"government", "report", "data"}:
        return ""
    return f"{name.text} {word.text}"


def _named_things(
    sentence: Sentence, named: "_Names", units: Mapping[Span, Unit], country: str | None
) -> Sentence:
    for word in sentence.words:
        unit = units.get(word.span)
        if unit is None and word.pos == "PROPN" and _is_single(sentence, word):
            full = named.person(word.text)
            sentence = _put(sentence, word.index, full) if full else sentence
            continue
        if unit is not None and _may_be_person(unit):
            sentence = _full_name(sentence, word, unit, named)
            continue
        definite = [
            w for w in children(sentence, word) if w.dep == "det" and w.text.casefold() == "the"
        ]
        others = [w for w in children(sentence, word) if w.dep not in {"det", "case", "punct"}]
        if not definite or (others and word.dep != "root" and _restricts(others)):
            continue
        noun = word.text.casefold()
        if noun == "country":
            if country:
                sentence = _put(sentence, word.index, country, frozenset({definite[0].index}))
        elif word.pos in {"NOUN", "PROPN"} and (name := named.thing(noun)):
            sentence = _put(sentence, word.index, name.removeprefix("the "))
    return sentence


def _may_be_person(unit: Unit) -> bool:
    """A person, or one unknown name that the recogniser may have taken for a place or a body."""
    value = unit.value
    if not isinstance(value, EntityValue):
        return False
    return unit.kind is FactKind.PERSON or (value.entry is None and " " not in value.name)


def _is_single(sentence: Sentence, word: Word) -> bool:
    """A capitalised word with none beside it."""
    near = (word.index - 1, word.index + 1)
    beside = [sentence.words[i] for i in near if 0 <= i < len(sentence.words)]
    return word.text[:1].isupper() and not any(
        w.text[:1].isupper() and w.pos == "PROPN" for w in beside
    )


def _restricts(words: Sequence[Word]) -> bool:
    return any(w.dep in {"amod", "nmod", "acl", "acl:relcl", "compound", "nummod"} for w in words)


def _full_name(sentence: Sentence, word: Word, unit: Unit, named: "_Names") -> Sentence:
    if not isinstance(unit.value, EntityValue):
        return sentence
    courtesy = unit.title.casefold().rstrip(".") in _COURTESY
    if (courtesy or not unit.title) and len(unit.value.name.split()) == 1:
        full = named.person(unit.value.name)
        if full:
            return _put(sentence, word.index, full)
    return sentence


def home_country(units: Mapping[Span, Unit]) -> str | None:
    """The one country that all named things of the article belong to, if they do."""
    found: set[str] = set()
    for unit in units.values():
        value = unit.value
        if isinstance(value, EntityValue) and value.entry is not None:
            found.add(value.name if value.sub_kind == "country" else value.entry.country)
    found.discard("")
    return next(iter(found)) if len(found) == 1 else None


def main_country(units: Mapping[Span, Unit]) -> str:
    """The country that over half of the article's named things belong to, or nothing."""
    counted: Counter[str] = Counter()
    for unit in units.values():
        value = unit.value
        if isinstance(value, EntityValue) and value.entry is not None:
            name = value.name if value.sub_kind == "country" else value.entry.country
            counted[name] += 1
    counted.pop("", None)
    if not counted:
        return ""
    name, count = counted.most_common(1)[0]
    return name if count * 2 > counted.total() else ""


def home_state(units: Mapping[Span, Unit]) -> str | None:
    """The one Indian state that the article names, if it names just one."""
    found = {
        unit.value.name
        for unit in units.values()
        if isinstance(unit.value, EntityValue) and unit.value.sub_kind == "state"
    }
    return next(iter(found)) if len(found) == 1 else None


def _in_state(sentence: Sentence, state: str) -> Sentence:
    """As in "the state" and "the State Assembly" of the only state that the article names."""
    for word in sentence.words:
        before = sentence.words[word.index - 1] if word.index else None
        definite = before is not None and before.text.casefold() == "the"
        if word.text in {"state", "State"} and definite and before is not None:
            after = sentence.words[word.index + 1 :][:1]
            if not after or after[0].pos not in {"NOUN", "PROPN"}:
                sentence = _put(sentence, word.index, state, frozenset({before.index}))
        elif word.text in {"Assembly", "State Assembly", "Legislative Assembly"}:
            sentence = _put(sentence, word.index, f"{state} {word.text.removeprefix('State ')}")
    return sentence


def _country(before: Sentence | None, units: Mapping[Span, Unit]) -> str | None:
    """The country of the sentence before, when it names just one."""
    if before is None:
        return None
    found: set[str] = set()
    for word in before.words:
        unit = units.get(word.span)
        value = unit.value if unit is not None else None
        if isinstance(value, EntityValue) and value.sub_kind == "country":
            found.add(value.name)
    return next(iter(found)) if len(found) == 1 else None
