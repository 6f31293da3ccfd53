"""The index of the gazetteers: what is named in a text, and what is like it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from quizapp.generation.knowledge.records import (
    Country,
    Named,
    capital_cities,
    generic_words,
    read_countries,
    read_days,
    read_lists,
    read_states,
    state_capitals,
)
from quizapp.generation.types import Entry, Mention

TOKEN = re.compile(r"\w+|[^\w\s.]")
"""Words and marks but full stops, so that "U.S." and "K. R. Rao" match "US" and "K R Rao"."""
INDIAN_METROPOLES = frozenset({"New Delhi", "Ahmedabad", "Pune", "Varanasi", "Visakhapatnam"})
"""Cities that are in the news like a state's capital."""
ASKS_WHERE = re.compile(r"In which (?:country|state|union territory) is the city of ")
"""A question that asks where a city lies has to name the city."""
KEPT_TEXTS = 500
"""How many searched texts are kept with what was found: stems are looked through many times."""
KEPT_KEYS = 10_000
"""How many names are kept in the form in which they are looked up."""
LONG_NAME = 3
"""From so many words on, a name is known whatever the case of its later words."""


def folded(text: str) -> str:
    """The text without accents, apostrophes straightened; its length may change."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A name of an entry, its words as written and in small letters."""

    words: tuple[str, ...]
    small: tuple[str, ...]
    name: str
    entry: Entry
    long: bool

    def fits(self, words: tuple[str, ...]) -> bool:
        """Whether words that agree but for their case are the name; see `Knowledge.find`."""
        if words == self.words:
            return True
        return self.long and words[0][0].isupper() and sum(w[0].isupper() for w in words) > 1


class Gazetteer:
    """All entries, found by name; see `quizapp.generation.types.Knowledge` for what is promised.

    Building takes some 30 ms; finding is linear in the text: at each word the names that begin
    with it are tried, longest first.
    """

    def __init__(self, named: Iterable[Named], countries: Iterable[Country] = ()) -> None:
        self.countries: Mapping[str, Country] = {c.entry.name: c for c in countries}
        self._focus: dict[str, str] = {}
        self._by_name: dict[str, Entry] = {}
        self._by_sub_kind: dict[str, list[Entry]] = defaultdict(list)
        self._index: dict[str, list[_Indexed]] = defaultdict(list)
        self._found: dict[str, tuple[Mention, ...]] = {}
        self._adjectives: dict[str, Entry] = {}
        self._state_capitals = state_capitals()
        self._like_state_capitals = INDIAN_METROPOLES.union(self._state_capitals.values())
        for country in self.countries.values():
            self._add(Named(country.entry, "country"))
        for item in named:
            self._add(item)
        for candidates in self._index.values():
            candidates.sort(key=lambda candidate: -len(candidate.words))

    def _add(self, named: Named) -> None:
        entry = named.entry
        if _key(entry.name) in self._by_name:
            return  # the first file to name it decides, such as the capital before the city
        self._focus[entry.name] = named.focus
        self._by_sub_kind[entry.sub_kind].append(entry)
        for name in (entry.name, *entry.aliases):
            if self._by_name.setdefault(_key(name), entry) is entry:
                words = _words(name)
                small = tuple(word.casefold() for word in words)
                indexed = _Indexed(words, small, name, entry, _is_long(words))
                if named.find:
                    self._index[small[0]].append(indexed)
        for adjective in entry.adjectives:
            self._adjectives.setdefault(_key(adjective), entry)

    def find(self, text: str) -> tuple[Mention, ...]:
        """All entries named in the text: longest first at each place, in order, no overlaps."""
        if text not in self._found:
            if len(self._found) >= KEPT_TEXTS:
                self._found.clear()
            self._found[text] = tuple(self._mentions(text))
        return self._found[text]

    def _mentions(self, text: str) -> Iterator[Mention]:
        tokens = list(TOKEN.finditer(text))
        words = tuple(folded(token.group()) for token in tokens)
        small = tuple(word.casefold() for word in words)
        position = 0
        while position < len(tokens):
            found = self._longest(words, small, position)
            if found is None:
                position += 1
                continue
            last = position + len(found.words) - 1
            end = tokens[last].end()
            if found.name.endswith(".") and text[end : end + 1] == ".":
                end += 1
            yield Mention(tokens[position].start(), end, found.entry)
            position = last + 1

    def _longest(
        self, words: tuple[str, ...], small: tuple[str, ...], position: int
    ) -> "_Indexed | None":
        for candidate in self._index.get(small[position], ()):
            end = position + len(candidate.words)
            if small[position:end] == candidate.small and candidate.fits(words[position:end]):
                return candidate
        return None

    def lookup(self, name: str) -> Entry | None:
        """The entry with this name or alias, a leading "the" and the case aside."""
        return self._by_name.get(_key(name))

    def adjective(self, word: str) -> Entry | None:
        """The entry that the adjective belongs to: "Japanese" gives Japan."""
        return self._adjectives.get(_key(word))

    def focus(self, entry: Entry) -> str:
        """The noun that asks for such an entry: "country", "Union ministry", "organisation"."""
        return self._focus.get(entry.name, entry.sub_kind.replace("-", " "))

    def entries(self, sub_kind: str) -> tuple[Entry, ...]:
        """All entries of a sub-kind, in the order of the files."""
        return tuple(self._by_sub_kind.get(sub_kind, ()))

    def standing(self, entry: Entry) -> int:
        """How often a country or city is in the news: 1 often, 3 seldom; 2 for all else.

        A capital is of its country's standing, an Indian state's capital of the first.
        """
        if entry.name in self._like_state_capitals:
            return 1
        country = self.countries.get(entry.country)
        if country is None or entry.name not in {country.entry.name, country.capital}:
            return 2
        return country.standing

    def gives_away(self, key: str, stem: str) -> str | None:
        """A word of the stem that gives the key away: alias, acronym, demonym, telling word.

        For a country and an Indian state also what lies in it or belongs to it: a question whose
        key is Japan must not name Tokyo.
        """
        entry = self.lookup(key)
        for mention in () if ASKS_WHERE.match(stem) else self.find(stem):
            shown = stem[mention.start : mention.end]
            if entry is not None and self._tells(mention.entry, entry):
                return shown
        if entry is not None and entry.adjectives:
            for match in TOKEN.finditer(stem):
                if self.adjective(match.group()) == entry:
                    return match.group()
            for adjective in entry.adjectives:
                if adjective in stem and re.search(rf"\b{re.escape(adjective)}s?\b", stem):
                    return adjective
        return _shared_word(key, stem) or _shared_acronym(key, stem)

    def _tells(self, mentioned: Entry, key: Entry) -> bool:
        if mentioned == key:
            return True
        if key.sub_kind == "country":
            return mentioned.country == key.name
        if key.sub_kind == "state":
            return mentioned.sub_kind == "city" and mentioned.group == key.name
        return key.sub_kind == "city" and self._state_capitals.get(mentioned.name) == key.name


@lru_cache(maxsize=KEPT_KEYS)
def _key(name: str) -> str:
    words = [folded(word).casefold() for word in TOKEN.findall(name)]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _words(name: str) -> tuple[str, ...]:
    words = tuple(folded(word) for word in TOKEN.findall(name))
    return words[1:] if words[:1] == ("the",) else words


def _is_long(words: tuple[str, ...]) -> bool:
    return sum(word.isalnum() for word in words) >= LONG_NAME


def _shared_word(key: str, stem: str) -> str | None:
    """A capitalised word that key and stem share and that few names have."""
    own = {w.casefold() for w in re.findall(r"\w+", key) if w[:1].isupper() and len(w) > LONG_NAME}
    own = {word.removesuffix("s") for word in own - generic_words()}
    if not own:
        return None
    return next(
        (w for w in re.findall(r"\w+", stem) if w.casefold().removesuffix("s") in own), None
    )


def _shared_acronym(key: str, stem: str) -> str | None:
    """An acronym of the key in the stem ("RBI" for Reserve Bank of India), or the reverse."""
    initials = _initials(key)
    for match in re.finditer(r"\b[A-Z][A-Za-z&-]*[A-Z]\b", stem):
        if match.group().upper() in initials:
            return match.group()
    if key.isupper() and key.isalpha() and len(key) > 1:
        capitalised = [w for w in re.findall(r"\w+", stem) if w[0].isupper()]
        for start in range(len(capitalised) - len(key) + 1):
            run = capitalised[start : start + len(key)]
            if "".join(word[0] for word in run) == key:
                return " ".join(run)
    return None


def _initials(name: str) -> set[str]:
    words = [w for w in re.findall(r"\w+", name) if w[0].isupper()]
    every = re.findall(r"\w+", name)
    return (
        {"".join(w[0] for w in words).upper(), "".join(w[0] for w in every).upper()}
        if len(every) > 1
        else set()
    )


@cache
def load() -> Gazetteer:
    """The gazetteers of `data/`, read once a process."""
    countries = list(read_countries())
    days = [named for named, _ in read_days()]
    named = [*capital_cities(countries), *read_states(), *read_lists(), *days]
    return Gazetteer(named, countries)


@cache
def observed_on() -> Mapping[str, str]:
    """Observed day → its date, such as "World Environment Day" → "5 June"."""
    return {named.entry.name: date for named, date in read_days()}
