"""Full names for "the ministry", "Mr Sharma", "the Prime Minister": what only one name fits."""

import re
from collections.abc import Mapping, Sequence

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.records import nouns_for
from quizapp.generation.language.tree import children
from quizapp.generation.language.units import Unit
from quizapp.generation.resolution.words import DEFINITE, SUBJECTS, put, restricts
from quizapp.generation.types import EntityValue, Sentence, Span, Word
from quizapp.generation.wording import needs_article
from quizapp.generation.words import word_set

_COURTESY = word_set("mr mrs ms shri smt dr")
_ONE_CANDIDATE = word_set(
    "ministry court commission committee council board university bank department assembly "
    "authority organisation organization agency institute tribunal corporation party company "
    "scheme mission programme policy academy union fund cabinet"
)
_PLANS = word_set("scheme mission programme program campaign initiative project drive plan")
_POSTS = word_set(
    "minister president chancellor premier governor chairman chairperson chairwoman commissioner "
    "secretary director speaker mayor king queen emperor pope prince princess sultan ambassador "
    "secretary-general"
)
_FUNCTION = frozenset({"ADP", "ADV", "AUX", "CCONJ", "DET", "PRON", "SCONJ"})
_BROKEN = re.compile(r"[\u2018\u2019'\"](?!s\b|\w)|^[\u2018\u2019'\"]")
_OWNERS = frozenset({"body", "place"})
_LONGEST = 7
"""Words of a name that may be said again in full."""


class Names:
    """The full names read so far, by the common noun or the last name that may stand for them."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._by_noun: dict[str, set[str]] = {}
        self._by_last: dict[str, set[str]] = {}
        self._by_common: dict[str, set[str]] = {}
        self._by_class: dict[str, set[str]] = {}
        self._by_post: dict[str, set[str]] = {}
        self._plans: set[str] = set()
        self._bare: set[str] = set()
        self._of_others: set[str] = set()

    def read(self, sentence: Sentence, units: Mapping[Span, Unit]) -> None:
        """Take in the names of a sentence."""
        for word in sentence.words:
            named = _named_phrase(sentence, word)
            if named:
                self._by_common.setdefault(word.lemma.casefold(), set()).add(named)
            unit = units.get(word.span)
            if unit is None or not isinstance(unit.value, EntityValue):
                continue
            called = _called(sentence, word, unit)
            if called and not _BROKEN.search(unit.value.name):
                self._by_class.setdefault(called, set()).add(word.text)
            words = unit.value.name.split()
            if unit.kind is FactKind.PERSON:
                self._read_person(unit, unit.value.name)
                continue
            self._of_others |= _own_words(unit, words)
            if _BROKEN.search(unit.value.name):
                continue
            if unit.kind is FactKind.SCHEME and len(words) > 1:
                self._plans.add(unit.value.name)
            heads = {words[-1].casefold()}
            heads |= {words[i - 1].casefold() for i, w in enumerate(words) if w == "of" and i}
            if 1 < len(words) <= _LONGEST and (
                unit.value.entry is not None or not {"and", "for"} & set(words)
            ):
                for noun in (heads & _ONE_CANDIDATE) | nouns_for(unit.value.name):
                    self._by_noun.setdefault(noun, set()).add(unit.value.name)

    def _read_person(self, unit: Unit, name: str) -> None:
        last = _last(name)
        if " " not in name and last not in self._by_last:
            self._bare.add(last)
        if " " in name:
            self._by_last.setdefault(last, set()).add(name)
        full = self.person(last) or name
        post = post_of(unit.title)
        if post and " " in full:
            self._by_post.setdefault(post, set()).add(full)

    def thing(self, noun: str) -> str | None:
        """The only name so far that the common noun fits."""
        names = self._by_noun.get(noun.casefold(), set())
        names = names or self._by_common.get(noun.casefold(), set())
        if not names and noun.casefold() in _PLANS:
            names = {name for name in self._plans if name in self._title}
        longest = max(sorted(names), key=len, default="")
        if longest in self._title and all(name in longest for name in names):
            return longest or None
        return next(iter(names)) if len(names) == 1 else None

    def called(self, noun: str) -> str | None:
        """The only name so far that stood right after this noun: "airline", "typhoon"."""
        names = self._by_class.get(noun.casefold(), set())
        return next(iter(names)) if len(names) == 1 else None

    def holder(self, post: str) -> str | None:
        """The only person so far of whom the article says just this post."""
        names = self._by_post.get(post, set())
        return next(iter(names)) if len(names) == 1 else None

    def of_title(self) -> str | None:
        """The only person whom the headline names, in full or by the last name."""
        everybody = sorted({name for names in self._by_last.values() for name in names})
        found = [name for name in everybody if name in self._title]
        if not found:
            words = set(self._title.replace("'s", " ").replace("\u2019s", " ").split())
            found = [name for name in everybody if name.split()[-1] in words]
        return found[0] if len(found) == 1 else None

    def is_person(self, name: str) -> bool:
        """Whether this is the full name of a person who was named so far."""
        return name in self._by_last.get(_last(name), set())

    def person(self, last: str) -> str | None:
        """The only full name so far with this last name."""
        names = self._by_last.get(last.casefold(), set())
        told = {name for name in names if name in self._title}
        if last.casefold() in self._bare | self._of_others and not told:
            return None  # called so before the full name was told, or a firm of that name
        names = told or names
        return next(iter(names)) if len(names) == 1 else None


def _own_words(unit: Unit, words: Sequence[str]) -> set[str]:
    """The words of a body's name: "Kamat" of "Kamat & Sons" is nobody's last name alone."""
    if unit.kind is not FactKind.BODY or len(words) == 1:
        return set()  # one word may be a person whom the recogniser did not know
    return {word.casefold() for word in words if word[:1].isupper()}


def _last(name: str) -> str:
    """The last word of a name in small letters."""
    return name.casefold().rpartition(" ")[2]


def post_of(title: str) -> str:
    """The post of "India's Prime Minister" or "President of Nepal": "prime minister"."""
    plain = title.casefold().partition(" of ")[0]
    words = [w.strip(".,") for w in plain.split()]
    while words and words[-1] in _COURTESY:
        words.pop()
    if not words or words[-1] not in _POSTS:
        return ""
    before = words[-2:-1]
    ranked = before and before[0] in {"prime", "chief", "vice", "deputy", "home", "foreign"}
    return f"{before[0]} {words[-1]}" if ranked else words[-1]


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


def _called(sentence: Sentence, word: Word, unit: Unit) -> str:
    """As in "the Iranian airline Mahan Air": the common noun right before a name."""
    if unit.kind is FactKind.PERSON or not word.index:
        return ""
    noun = sentence.words[word.index - 1]
    fits = noun.pos == "NOUN" and noun.tag == "NN" and not noun.entity and noun.text.islower()
    linked = noun.head == word.index or word.head == noun.index
    return noun.lemma.casefold() if fits and linked else ""


def put_names(
    sentence: Sentence, named: Names, units: Mapping[Span, Unit], country: str | None
) -> Sentence:
    """The sentence with the full name for each word that stands for one name only."""
    for word in sentence.words:
        unit = units.get(word.span)
        if unit is None and word.pos == "PROPN" and _is_single(sentence, word):
            full = named.person(word.text)
            sentence = put(sentence, word.index, full) if full else sentence
        elif unit is not None and _may_be_person(unit):
            sentence = _full_name(sentence, word, unit, named)
        else:
            sentence = _definite(sentence, word, named, country)
    return sentence


def _definite(sentence: Sentence, word: Word, named: Names, country: str | None) -> Sentence:
    """The sentence with the name for "the ministry", "the Prime Minister" or "the country"."""
    own = children(sentence, word)
    the = next((w for w in own if w.dep == "det" and w.text.casefold() in DEFINITE), None)
    first = the.index if the is not None else _bare_post(sentence, word)
    if first is not None and (holder := _holder(sentence, word, first, named)) is not None:
        return put(sentence, word.index, holder, frozenset(range(first, word.index)))
    others = [w for w in own if w.dep not in {"det", "case", "punct"}]
    if the is None or restricts(others) or any(w.dep == "cop" for w in own):
        return sentence
    noun = word.text.casefold()
    if noun == "country" and the.text.casefold() == "the":
        gone = frozenset({the.index})
        return put(sentence, word.index, country, gone) if country else sentence
    name = named.thing(noun) if word.pos in {"NOUN", "PROPN"} else None
    told = any(noun in w.text.casefold().split() for w in sentence.words[: word.index])
    if told:
        return sentence
    if name is None:
        called = named.called(noun) if word.pos == "NOUN" else None
        gone = frozenset() if called and needs_article(called) else frozenset({the.index})
        return put(sentence, word.index, called, gone) if called else sentence
    return _with_the(put(sentence, word.index, name.removeprefix("the ")), the)


def _with_the(sentence: Sentence, determiner: Word) -> Sentence:
    """As in "this campaign": with its name it is "the Clean Coast campaign"."""
    if determiner.text.casefold() == "the":
        return sentence
    return put(sentence, determiner.index, "The" if determiner.text[:1].isupper() else "the")


def _bare_post(sentence: Sentence, word: Word) -> int | None:
    """Where "Home Minister" without an article begins, as the subject of a sentence."""
    if word.text not in {post.capitalize() for post in _POSTS} or word.dep not in SUBJECTS:
        return None
    first = word.index
    while first and sentence.words[first - 1].text[:1].isupper():
        first -= 1
    return first


def _holder(sentence: Sentence, word: Word, first: int, named: Names) -> str | None:
    """Who "the Prime Minister" is, when the phrase says no more than the post."""
    if word.text.casefold() not in _POSTS:
        return None
    own = [w for w in children(sentence, word) if w.dep not in {"det", "case", "punct"}]
    if any(w.index > word.index or w.dep not in {"compound", "amod"} for w in own):
        return None
    after = sentence.words[word.index + 1 : word.index + 2]
    if after and (after[0].pos == "PROPN" or after[0].text in {"'s", "\u2019s", "\u2019", "'"}):
        return None
    phrase = [w.text.casefold() for w in sentence.words[first : word.index + 1]]
    if phrase[0] in DEFINITE and phrase[0] != "the":
        return None
    said = [w for w in phrase if w != "the"]
    while len(said) > 1 and sentence.words[word.index - len(said) + 1].entity in _OWNERS:
        said = said[1:]
    return named.holder(" ".join(said))


def _may_be_person(unit: Unit) -> bool:
    """A person, or one unknown name that the recogniser may have taken for a place or a body."""
    value = unit.value
    if not isinstance(value, EntityValue):
        return False
    return unit.kind is FactKind.PERSON or (value.entry is None and " " not in value.name)


def _is_single(sentence: Sentence, word: Word) -> bool:
    """A capitalised word with none beside it but one that opens the sentence."""
    near = (word.index - 1, word.index + 1)
    beside = [sentence.words[i] for i in near if 0 <= i < len(sentence.words)]
    return word.text[:1].isupper() and not any(
        w.text[:1].isupper() and w.pos not in _FUNCTION for w in beside
    )


def _full_name(sentence: Sentence, word: Word, unit: Unit, named: Names) -> Sentence:
    if not isinstance(unit.value, EntityValue):
        return sentence
    courtesy = unit.title.casefold().rstrip(".") in _COURTESY
    if (courtesy or not unit.title) and len(unit.value.name.split()) == 1:
        full = named.person(unit.value.name)
        if full:
            return put(sentence, word.index, full)
    return sentence
