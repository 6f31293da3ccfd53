"""The other party of an agreement, the holder of a post, an age: what two facts say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizapp.domain.items import FactKind
from quizapp.generation.clauses.types import Clause
from quizapp.generation.language.tree import subtree
from quizapp.generation.resolution import Resolved
from quizapp.generation.times import YEAR, When
from quizapp.generation.types import Draft, EntityValue, Entry, Fact, Knowledge, Word
from quizapp.generation.values import FigureValue
from quizapp.generation.wording import lowered, ordered, sentence_case, text_of
from quizapp.generation.words import word_set

_AGED = re.compile(r"\b(?:aged|at the age of|at age)\s+$")
_WAS = re.compile(r"\bwas\s+$")
_OLD = re.compile(r"\s+old\b|\s+and died\b|\s*[.,]|\s+when\b")
_COURTESY = word_set("dr mr mrs ms shri smt")
_NO_LONGER = word_set("former then late ex acting deputy incoming outgoing young")
_RANKS = word_set("vice deputy joint assistant associate additional former co")
_LOWER = frozenset({"Deputy", "State", "Former"})
_POSTS = word_set(
    "president chairman chairperson chairwoman secretary governor director speaker commissioner "
    "chancellor mayor premier king queen sultan emperor ceo"
)
_LONGEST_POST = 5
_OWNER = re.compile(r"((?:[A-Z][\w.]+ )*[A-Z][\w.]+)['\u2019]s\s+$")
_OF_NAME = re.compile(r"\s+of\s+(?:the\s+)?((?:[A-Z]\w+ ?)+)")
_COUNTRY_POSTS = frozenset(
    {"president", "prime minister", "chancellor", "king", "queen", "sultan", "emperor", "premier"}
)
_PORTFOLIO = re.compile(r"(?:[A-Z]\w+ (?:and )?)+[Mm]inister|(?:[a-z]+ )+minister")
_GENERIC = word_set(
    "state national union assembly party house congress protem pro-tem council committee board "
    "central federal new the of local district city company group world"
)
_NO_PORTFOLIO = frozenset({"Prime", "Chief", "Deputy", "First", "Foreign"})
_PARTIES = {"signed": "sign", "agreed": "make", "concluded": "conclude", "reached": "reach"}


def special(  # noqa: PLR0913, PLR0917 — what a stage is given
    fact: Fact,
    facts: Sequence[Fact],
    resolved: Resolved,
    found: Sequence[Clause],
    now: When,
    knowledge: Knowledge,
    *,
    title: str = "",
    home: str = "",
    state: str = "",
) -> Iterator[Draft]:
    """Drafts of the patterns of this module for one fact."""
    yield from _post(fact, resolved, now, knowledge, (title, home, state))
    yield from _age(fact, facts, resolved, found, now)
    for clause in found:
        yield from _other_party(fact, facts, resolved, clause, now, knowledge)


def _post(
    fact: Fact, resolved: Resolved, now: When, knowledge: Knowledge, of: tuple[str, str, str]
) -> Iterator[Draft]:
    """As in "Konkan Railway Chairman A B said …": who was the Chairman of Konkan Railway?

    `of` are the post that stands before the name, and the country and the state of the article.
    """
    title, home, state = of
    value = fact.value
    if fact.kind is not FactKind.PERSON or not isinstance(value, EntityValue) or not now.label:
        return
    years = set(YEAR.findall(fact.sentence.text))
    if len(value.name.split()) < 2 or years - {str(now.year)}:  # noqa: PLR2004 — a full name
        return
    post = _post_of_country(fact, title, knowledge) or _post_named(title, home, state)
    if not post:
        return
    yield Draft(
        fact=fact,
        stem=sentence_case(f"as of {now.label}, who was the {post}"),
        key=value.name,
        pattern="post",
        focus="person",
        supports=resolved.supports,
        strength=0.7,
    )


def _post_of_country(fact: Fact, title: str, knowledge: Knowledge) -> str:
    """As in "Niger's president", "Nepali Prime Minister", "President A B of Egypt"."""
    words = [word for word in title.split() if word.rstrip(".").casefold() not in _COURTESY]
    if not words or words[0].casefold() in _NO_LONGER:
        return ""
    start = fact.span.start - fact.sentence.span.start
    before = fact.sentence.text[: fact.sentence.text.rfind(title, 0, start)]
    after = fact.sentence.text[fact.span.end - fact.sentence.span.start :]
    country = knowledge.adjective(words[0]) or _country_named(words[0], knowledge)
    if country is not None:
        words = words[1:]
    elif owner := _OWNER.search(before):
        country = _country_named(owner.group(1), knowledge)
    elif following := _OF_NAME.match(after):
        country = _country_named(following.group(1), knowledge)
    if country is None or country.sub_kind != "country" or not words:
        return ""
    post = " ".join(words)
    if len(words) > _LONGEST_POST or sum(w.casefold() == "minister" for w in words) > 1:
        return ""
    if post.casefold() not in _COUNTRY_POSTS and not _PORTFOLIO.fullmatch(post):
        return ""
    the = "the " if country.name.startswith("United") else ""
    return f"{post.title() if post.islower() else post} of {the}{country.name}"


def _country_named(name: str, knowledge: Knowledge) -> Entry | None:
    entry = knowledge.lookup(name)
    return entry if entry is not None and entry.sub_kind == "country" else None


def _post_named(title: str, home: str, state: str) -> str:
    """The post with what it is of: "Chairman of Konkan Railway", "Defence Minister of India"."""
    words = title.split()
    while words and words[-1].rstrip(".").casefold() in _COURTESY:
        words = words[:-1]
    if len(words) < 2 or not words[0][:1].isupper() or words[0].casefold() in _NO_LONGER:  # noqa: PLR2004 — a post of something
        return ""
    head = words[-1].casefold()
    of = ""
    if "and" in words and {"Governor", "President", "Speaker", "Minister"} & set(words[:-1]):
        return ""
    if all(word.casefold() in _GENERIC | _POSTS for word in words):
        pass
    elif words[-2:] == ["Chief", "Minister"]:
        where = " ".join(words[:-2]) or state
        of = f"Chief Minister of {where}" if where and not set(words) & _LOWER else ""
    elif "of" in words[1:-1] and words[0].casefold() in _POSTS:
        of = " ".join(words)
    elif head == "minister":
        of = f"{' '.join(words)} of {home}" if words[0] not in _NO_PORTFOLIO and home else ""
    elif head in _POSTS and len(words) > 2 and words[-2].casefold() not in _RANKS:  # noqa: PLR2004 — body and post
        of = f"{words[-1]} of {' '.join(words[:-1])}"
    return of


def _age(
    fact: Fact, facts: Sequence[Fact], resolved: Resolved, found: Sequence[Clause], now: When
) -> Iterator[Draft]:
    """As in "A B died on Friday, aged 84" or "A B was 84": at what age did A B die?"""
    value = fact.value
    counted = fact.sub_kind in {"count", "duration"}
    if not isinstance(value, FigureValue) or not counted or not now.label or not found:
        return
    clause = found[0]
    head = clause.subject.head
    text = fact.sentence.text
    start = fact.span.start - fact.sentence.span.start
    rest = text[fact.span.end - fact.sentence.span.start :]
    aged = _AGED.search(text[:start]) and (clause.verb.lemma == "die" or now.of_death)
    was = now.of_death and _WAS.search(text[:start]) and _OLD.match(rest)
    if not (aged or was) or head.entity not in {"person", "resolved", "body"}:
        return
    told = [n for f in facts if f.words[0] == head.index and (n := _full_name(f))]
    name = told[0] if told else head.text
    if " " not in name or value.unit not in {"", "year"}:
        return
    value = replace(value, after="")
    yield Draft(
        fact=replace(fact, value=value),
        stem=sentence_case(f"as reported in {now.label}, at what age did {name} die"),
        key=value.text(),
        pattern="age",
        supports=resolved.supports,
        strength=0.8,
    )


def _full_name(fact: Fact) -> str:
    """The name of a person in more words than one, without what describes them."""
    value = fact.value
    return value.name if isinstance(value, EntityValue) and " " in value.name else ""


def _other_party(  # noqa: PLR0917 — what a stage is given
    fact: Fact,
    facts: Sequence[Fact],
    resolved: Resolved,
    clause: Clause,
    now: When,
    knowledge: Knowledge,
) -> Iterator[Draft]:
    """As in "S approved the X signed between A and B": with which country did A sign X?"""
    words = clause.sentence.words
    second = words[fact.words[0]]
    first = words[second.head]
    value = fact.value
    if second.dep != "conj" or not isinstance(value, EntityValue) or value.entry is None:
        return
    case = [w.text for w in words if w.head == first.index and w.dep == "case"]
    signed = words[first.head]
    parties = [f for f in facts if f.words[0] == first.index]
    if case != ["between"] or signed.text not in _PARTIES or len(parties) != 1:
        return
    paper = words[signed.head]
    chunks = [c for c in clause.tail if c.head == paper and c.dep == "obj"]
    others = [w for w in words if w.dep == "conj" and w.head == first.index]
    if signed.dep != "acl" or len(chunks) != 1 or len(others) != 1:
        return
    what = [w for w in chunks[0].words if w.index < signed.index]
    about = [w for w in subtree(clause.sentence, signed) if w.index > second.index]
    by = _approval(clause, now)
    focus = knowledge.focus(value.entry)
    stem = ordered(
        [
            f"with which {focus} did {first.text} {_PARTIES[signed.text]}",
            text_of(what),
            text_of(_trimmed(about)),
            by,
        ]
    )
    yield Draft(
        fact=fact,
        stem=sentence_case(stem),
        key=value.name,
        pattern="other-party",
        focus=focus,
        supports=resolved.supports,
        strength=0.8,
    )


def _trimmed(words: Sequence[Word]) -> list[Word]:
    return [w for w in words if w.pos != "PUNCT"]


def _approval(clause: Clause, now: When) -> str:
    """As in "approved by the Union Cabinet in October 2020", when the verb is a regular one."""
    if clause.auxiliaries or not clause.verb.text.endswith("ed") or not now.label:
        return ""
    by = lowered(text_of(clause.subject.words), clause.subject.words[0])
    return f"{clause.verb.text} by {by} in {now.label}"
