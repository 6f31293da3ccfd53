"""Who "he", "her", "it" and "they" are: the topic of what was said before.

A subject goes on being the topic until another one takes its place. Where somebody or something
else could be meant as well, nothing is put in, and the checks refuse the stem.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizapp.domain.items import FactKind
from quizapp.generation.language.tree import children, root, subtree, surface
from quizapp.generation.language.units import Unit
from quizapp.generation.resolution.names import Names, post_of
from quizapp.generation.resolution.words import SUBJECTS, put, subjects
from quizapp.generation.types import EntityValue, Sentence, Span, Word
from quizapp.generation.words import word_set

_NAMED = frozenset({"body", "scheme", "other"})
_MALE = word_set("he him his")
_FEMALE = word_set("she her hers")
_MEN = word_set("mr shri king prince sir lord sheikh sultan emperor pope father brother son uncle")
_WOMEN = word_set("mrs ms smt queen princess lady madam mother sister daughter dame baroness")
_SAYING = word_set("say add tell state note inform announce claim stress mention explain observe")
_DOING = word_set(
    "say add approve announce launch plan aim decide offer order ask recommend sign appoint employ "
    "acquire buy sell get implement organise organize publish issue urge reject refuse demand "
    "propose pledge promise seek intend advise warn"
)
"""What a body does and no thing that it made."""
_EMPTY_IT = word_set("seem appear take happen rain snow turn emerge matter remain")
_EMPTY_PREDICATES = word_set("time turn first case fact thing")
_STYLES = frozenset({"Majesty", "Highness", "Excellency", "Honour", "Holiness"})
_PEOPLE = frozenset({"person", "man", "woman"})
_FAR = 3
"""Sentences after which a person who was named is no longer meant by "he"."""
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Topic:
    """What "it" or "he" means after a sentence, and where that is said."""

    name: str
    form: str
    """"man", "woman", "person", "thing" or "several"."""
    said: tuple[Sentence, ...]
    speaks: bool = False
    alone: bool = True
    """Whether nothing else of its kind stands in that sentence."""
    acts: bool = False
    """Whether it is a body that alone of the things in that sentence can do something."""


@dataclass(slots=True)
class Talk:
    """What was talked of so far: the topic, and who was named how long ago."""

    named: Names
    units: Mapping[Span, Unit]
    topic: Topic | None = None
    sexes: dict[str, str] = field(default_factory=dict)
    recent: list[frozenset[str]] = field(default_factory=list)
    last: Sentence | None = None
    block: int = -1
    marks: int = 0
    quoted: bool = False
    stranger: bool = False
    """Whether the last sentence tells of somebody whose name is not known."""

    def put(self, sentence: Sentence) -> tuple[Sentence, tuple[Sentence, ...]]:
        """The sentence with names for its pronouns, and the sentences that say who is meant."""
        resolved = sentence
        supports: list[Sentence] = []
        done: set[str] = set()
        self._enter(sentence)
        for word in sentence.words:
            form = _form(word)
            if form is None or word.entity or _is_title(sentence, word):
                continue
            if self.quoted or _is_quoted(sentence, word):
                continue
            meant = self._meant(sentence, word, form, done)
            if meant is None:
                continue
            owner = word.tag == "PRP$"
            if owner and meant.name in done:
                continue
            text = _owner(meant.name) if owner else meant.name
            tag = "POS" if owner else "NNPS" if meant.form == "several" else None
            resolved = put(resolved, word.index, text, tag=tag)
            if meant.form in _PEOPLE and form in {"man", "woman"}:
                self.sexes[meant.name] = form
            done.add(meant.name)
            supports.extend(s for s in meant.said if s.index != sentence.index)
        return resolved, tuple(supports)

    def read(self, sentence: Sentence, resolved: Sentence) -> None:
        """Take in a sentence and what its pronouns stood for."""
        if self.quoted:
            return
        people = self._people(sentence) | self._people(resolved)
        for word in sentence.words:
            self._sex_of(word)
        said = _subject_of(resolved)
        kept = self.topic
        self.topic = None
        self.stranger = said is not None and said.entity == "" and post_of(said.text) != ""
        if said is not None:
            before = sentence.words[said.index]
            if kept is not None and _form(before) is not None and said.text == kept.name:
                self.topic = replace(
                    kept,
                    alone=not (people - {kept.name}) and not self._rivals(sentence, None),
                    speaks=_speaks(sentence),
                )
            else:
                self.topic = self._topic(sentence, resolved, said, people)
        self.recent = [*self.recent, people][-_FAR:]
        self.last = sentence

    def _enter(self, sentence: Sentence) -> None:
        """See whether the sentence begins inside a quotation of its paragraph."""
        if sentence.block != self.block:
            self.block, self.marks = sentence.block, 0
        self.quoted = self.marks > 0
        self.marks = _open_marks(sentence.text, self.marks)

    def _meant(self, sentence: Sentence, word: Word, form: str, done: set[str]) -> Topic | None:
        if form in {"thing", "several"}:
            return self._thing(sentence, word) if form == "thing" else self._several(sentence, word)
        before = self._people(sentence, word.index)
        if _has_own_subject(sentence, word, before):
            return None
        if before:
            return self._named_here(sentence, word, form, before)
        if _is_cataphoric(sentence, word, self._people(sentence)):
            return None
        topic = self.topic
        if topic is None or topic.form not in _PEOPLE or not self._may_be(topic.name, form):
            return self._lonely(form)
        safe = topic.alone or topic.name == self.named.of_title() or topic.name in done
        return topic if safe or (topic.speaks and _speaks(sentence)) else None

    def _named_here(
        self, sentence: Sentence, word: Word, form: str, before: frozenset[str]
    ) -> Topic | None:
        """As in "Ann Lee said she …": the one person whom the sentence itself has named."""
        if len(before) != 1 or not _is_new_subject(sentence, word):
            return None
        (name,) = before
        return Topic(name, form, ()) if " " in name and self._may_be(name, form) else None

    def _lonely(self, form: str) -> Topic | None:
        """The only person of the last sentences, or of the headline, whom the pronoun fits."""
        told = {name for names in self.recent for name in names if self._may_be(name, form)}
        main = self.named.of_title()
        if main is not None and self._may_be(main, form) and told <= {main} and self.last:
            return Topic(main, form, (self.last,))
        if len(told) == 1 and self.last is not None and not self.stranger:
            (name,) = told
            return Topic(name, form, (self.last,)) if " " in name else None
        return None

    def _several(self, sentence: Sentence, word: Word) -> Topic | None:
        topic = self.topic
        first = word.dep in SUBJECTS and not any(
            w.tag in {"NNS", "NNPS"} or w.entity for w in sentence.words[: word.index]
        )
        return topic if topic is not None and topic.form == "several" and first else None

    def _thing(self, sentence: Sentence, word: Word) -> Topic | None:
        """What an "it" that opens its sentence or what somebody says means."""
        topic = self.topic
        if topic is None or topic.form != "thing":
            return None
        does = word.dep == "nsubj" and sentence.words[word.head].lemma in _DOING
        if not topic.alone and not (topic.acts and does):
            return None
        first = not any(
            w.pos in {"NOUN", "PROPN"} and w.entity != "date" for w in sentence.words[: word.index]
        )
        if not first:
            return None
        if word.tag == "PRP$":
            return topic
        if word.dep not in SUBJECTS or _is_empty(sentence, word):
            return None
        return topic

    def _topic(
        self, sentence: Sentence, resolved: Sentence, said: Word, people: frozenset[str]
    ) -> Topic | None:
        """The subject of a sentence as the topic of the next one."""
        words = subtree(resolved, said)
        joined = [w for w in words if w.dep == "conj" and w.head == said.index]
        if joined:
            return self._pair(sentence, said, joined)
        unit = self.units.get(said.span)
        speaks = _speaks(sentence)
        name = said.text if " " in said.text and said.text in people else None
        if unit is not None and unit.kind is FactKind.PERSON:
            name = self._full(unit)
        if name is not None:
            sex = self.sexes.get(name, "person")
            return Topic(name, sex, (sentence,), speaks, alone=not people - {name})
        if said.tag in {"NNS", "NNPS", "PRP"} or people or said.entity == "person":
            return None
        text = _described(words, said)
        alone = not self._rivals(sentence, said)
        body = said.entity == "body" and not any(
            w.entity in _NAMED and w.index != said.index for w in sentence.words
        )
        return Topic(text, "thing", (sentence,), speaks, alone, acts=body) if text else None

    def _pair(self, sentence: Sentence, said: Word, joined: Sequence[Word]) -> Topic | None:
        """As in "Fiji and Tonga": what "they" means."""
        members = [said, *joined]
        names = []
        for word in members:
            unit = self.units.get(word.span)
            if unit is None or not isinstance(unit.value, EntityValue):
                return None
            full = self._full(unit) if unit.kind is FactKind.PERSON else unit.value.name
            if full is None:
                return None
            names.append(full)
        if len(names) != 2:  # noqa: PLR2004 — a pair
            return None
        return Topic(" and ".join(names), "several", (sentence,))

    def _rivals(self, sentence: Sentence, said: Word | None) -> bool:
        """Whether another thing than the subject could be meant by "it"."""
        inside = set() if said is None else {w.index for w in subtree(sentence, said)}
        for word in sentence.words:
            if word.index in inside:
                continue
            if word.entity in _NAMED:
                return True
            single = word.tag in {"NN", "NNP"} and word.entity not in {"date", "figure", "place"}
            if word.entity == "person" or not single:
                continue
            new = any(w.text.casefold() in {"a", "an"} for w in children(sentence, word))
            if new or word.dep in {"obj", "nsubj:pass", "nsubj"}:
                return True
        return False

    def _people(self, sentence: Sentence, before: int | None = None) -> frozenset[str]:
        """The persons that a sentence names, by their full names where those are known."""
        found: set[str] = set()
        for word in sentence.words[:before]:
            unit = self.units.get(word.span)
            if " " in word.text and self.named.is_person(word.text):
                found.add(word.text)
                continue
            if unit is None or unit.kind is not FactKind.PERSON:
                continue
            if isinstance(unit.value, EntityValue):
                found.add(self._full(unit) or unit.value.name)
        return frozenset(found)

    def _full(self, unit: Unit) -> str | None:
        value = unit.value
        if not isinstance(value, EntityValue):
            return None
        if " " in value.name:
            return value.name
        return self.named.person(value.name)

    def _sex_of(self, word: Word) -> None:
        unit = self.units.get(word.span)
        if unit is None or unit.kind is not FactKind.PERSON:
            return
        name = self._full(unit)
        title = {w.strip(".").casefold() for w in unit.title.split()}
        if name is not None and title & _MEN:
            self.sexes[name] = "man"
        elif name is not None and title & _WOMEN:
            self.sexes[name] = "woman"

    def _may_be(self, name: str, form: str) -> bool:
        return self.sexes.get(name, form) == form


def _form(word: Word) -> str | None:
    """Which sort of thing a pronoun may mean; None for other words."""
    text = word.text.casefold()
    if word.pos not in {"PRON", "DET"} and word.tag not in {"PRP", "PRP$"}:
        return None
    if text in _MALE:
        return "man"
    if text in _FEMALE:
        return "woman"
    if text in {"it", "its"}:
        return "thing"
    return "several" if text in {"they", "their"} else None


def _owner(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _subject_of(sentence: Sentence) -> Word | None:
    found = subjects(sentence)
    return found[0] if len(found) == 1 else None


def _open_marks(text: str, marks: int) -> int:
    """How many quotation marks are open after a text, 0 or 1."""
    for mark in text:
        if mark == "\u201c":
            marks = 1
        elif mark == "\u201d":
            marks = 0
        elif mark == '"':
            marks = 1 - marks
    return marks


def _is_quoted(sentence: Sentence, word: Word) -> bool:
    """Whether the word stands in somebody's own words."""
    before = sentence.text[: word.span.start - sentence.span.start]
    return _open_marks(before, 0) > 0


def _is_title(sentence: Sentence, word: Word) -> bool:
    """As in "Her Majesty"."""
    after = sentence.words[word.index + 1 : word.index + 2]
    return bool(after) and after[0].text in _STYLES


def _has_own_subject(sentence: Sentence, word: Word, people: frozenset[str]) -> bool:
    """As in "Her mother said she …": somebody or something unnamed that may be meant."""
    before = sentence.words[word.index - 1] if word.index else None
    if before is not None and before.pos == "CCONJ" and word.tag == "PRP$" and not people:
        return True
    for other in sentence.words[: word.index]:
        if other.dep in SUBJECTS and other.pos == "NOUN" and other.entity != "figure":
            return True
        if other.dep in SUBJECTS and other.pos == "PROPN" and other.text not in people:
            named = any(name.endswith(other.text) or other.text.endswith(name) for name in people)
            if other.entity in {"", "person"} and not named:
                return True
    return False


def _speaks(sentence: Sentence) -> bool:
    top = root(sentence)
    return top is not None and top.lemma in _SAYING


def _is_new_subject(sentence: Sentence, word: Word) -> bool:
    """A subject of a clause of its own, which a question may tell without what stands before."""
    if word.dep not in SUBJECTS:
        return False
    verb = sentence.words[word.head]
    return verb.dep in {"ccomp", "root", "parataxis", "conj"}


def _is_cataphoric(sentence: Sentence, word: Word, people: frozenset[str]) -> bool:
    """As in "For her novel, Ann Lee won the prize": the name comes after."""
    subject = _subject_of(sentence)
    return (
        bool(people)
        and subject is not None
        and subject.index > word.index
        and (subject.entity == "person")
    )


def _is_empty(sentence: Sentence, word: Word) -> bool:
    """As in "It is expected that …": an "it" that means nothing."""
    verb = sentence.words[word.head]
    own = children(sentence, verb)
    saying = verb.lemma in _SAYING and word.dep == "nsubj"
    if saying:
        return False
    clausal = {"csubj", "csubj:pass", "ccomp", "expl"}
    if any(w.dep in clausal for w in own) or verb.lemma in _EMPTY_IT:
        return True
    copula = any(w.dep == "cop" for w in own)
    if copula and (verb.pos == "ADJ" or verb.lemma.casefold() in _EMPTY_PREDICATES):
        return True
    return copula and any(w.dep in {"acl:relcl", "advcl"} and w.index > verb.index for w in own)


def _described(words: Sequence[Word], head: Word) -> str:
    """A subject as a later sentence can say it; empty where it does not tell which it is."""
    kept = [w for w in words if w.text]
    plain = all(w.pos not in {"PUNCT", "PRON", "VERB", "SCONJ"} for w in kept)
    named = any(w.entity in _NAMED | {"place", "resolved"} or w.pos == "PROPN" for w in kept)
    if not kept or not plain or not named or any(w.tag in {"PRP$", "PRP"} for w in kept):
        return ""
    if kept[0].text.casefold() in {"a", "an"}:
        if head.pos == "PROPN":
            return ""
        text = f"the {surface(kept[1:])}"
    else:
        text = surface(kept)
        if kept[0].pos == "DET":
            if kept[0].text.casefold() != "the":
                return ""
            text = text[:1].lower() + text[1:]
    return text if len(text.split()) <= _LONGEST else ""
