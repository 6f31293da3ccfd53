"""What a stem lost of the sentence that it was made of: half a name, a complement, a "not".

`stem_checks` runs this among its own checks. The checks before it read the stem alone; these put it
beside its sentence, for a stem may be sound English and yet say less, or something else.
"""

import re
from itertools import pairwise

from quizapp.domain.items import FactKind
from quizapp.generation.focus_checks import OF_A_CLAUSE
from quizapp.generation.language.tree import ancestors, children
from quizapp.generation.types import Draft, Sentence, Word
from quizapp.generation.words import word_set

__all__ = ["lost"]

_PARTS = re.compile(r"[^\W\d_][\w'’.]*(?:[-–—][^\W\d_][\w'’.]*)+")
"""A word of several parts: "Saffir–Simpson", "ex-chairman"."""
_NUMBERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve week month year day hour mile"
)
_NEXT_PHRASE = frozenset({"VERB", "AUX", "ADV", "DET", "SCONJ", "CCONJ", "PRON", "PART"})
_NEXT_WORDS = word_set(
    "about above across after against along alongside amid among around as at before behind "
    "between beyond by despite during except following for from in including inside into like "
    "near of off on onto out outside over past per regarding since than that through throughout "
    "till to toward towards under until up upon via when where which while who whom whose with "
    "within without worth early late last next today tonight yesterday tomorrow here there both "
    "recently also again"
)
"""What begins a phrase of its own, however it was parsed."""
_COMPLEMENTS = frozenset({"obj", "xcomp", "ccomp"})
_TIES = word_set("from to of against into on with that")
_SAYING = word_set(
    "announce argue claim confirm declare note post reply report say state tell tweet vote write"
)
_DENIALS = word_set("not n't never nor neither deny refuse hardly barely")
_LINKING = re.compile(
    r"\b(?:likewise|finally|relatively|instead|similarly|thereby|meanwhile|respectively|"
    r"accordingly|therefore|moreover|furthermore|nevertheless|nonetheless|thereafter)\b",
    re.IGNORECASE,
)
"""Adverbs that tie a sentence to the one before it."""
_REPORTS = word_set(
    "announce appeal ask call claim condemn confirm criticise criticize declare deny mourn reply "
    "report request say state suspect tell urge warn welcome write"
)
"""What is said or asked of a thing somewhere is not said there."""
_OPENS = word_set("after before since when while as because until")
"""What opens a clause, which needs its verb."""
_ACTIVITIES = word_set("studies education degree training career schooling speech address visit")
_BY_ITSELF = word_set("open reopen close begin end start resume expand grow shrink sink explode")
"""What a thing may do as well as have done to it."""
_PLACED = re.compile(r"(?:place|body)-(?:in|at)\b")
_MOMENT = word_set("into later after before earlier ago")
_FEWEST_LETTERS = 2
_OF_TWO = re.compile(
    r"\b(?:in|at) (?:the )?[A-Z][^,;]*? and (?:(?:at|in) )?(?:the )?[A-Z][\w'’ ,.-]* in (?:the )?$"
)
"""What stands before a place that is that of the second of two: "in Fiji and the Works in …"."""


_NEAR = 3
"""Words behind a figure in which the phrase that goes with it begins."""


def lost(draft: Draft) -> str | None:
    """1: what the stem needs and its sentence has; None where nothing is missing."""
    if not OF_A_CLAUSE.match(draft.pattern) or not draft.fact.sentence.words:
        return None
    linking = _LINKING.search(draft.stem)
    if linking:
        return linking.group()
    return (
        _half_word(draft)
        or _half_phrase(draft)
        or _lost_complement(draft)
        or _half_clause(draft)
        or _denied(draft)
        or _active(draft)
        or _owned_place(draft)
        or _placed_elsewhere(draft)
        or _place_of_the_last(draft)
        or _of_another_figure(draft)
        or _moment(draft)
        or _two_in_a_row(draft)
    )


def _moment(draft: Draft) -> str | None:
    """A span up to a moment, asked as if something had lasted so long: "two minutes into …"."""
    if draft.fact.sub_kind != "duration":
        return None
    first, last = draft.fact.words
    opens = not any(w.pos == "VERB" for w in draft.fact.sentence.words[:first])
    if opens and draft.pattern == "duration-obl:unmarked":
        return draft.fact.sentence.words[first].text
    after = draft.fact.sentence.words[last:][:1]
    told = after[0].text if after else ""
    return told if told in _MOMENT and f" {told} " not in draft.stem else None


def _two_in_a_row(draft: Draft) -> str | None:
    """Two persons with nothing between them: the one explains the other, or is another's."""
    for word, following in pairwise(draft.fact.sentence.words):
        both = f"{word.text} {following.text}"
        if word.entity == following.entity == "person" and both in draft.stem:
            return both
    return None


def _of_another_figure(draft: Draft) -> str | None:
    """What the sentence says of a second figure: "5 lakh for firms and 2 lakh for persons"."""
    words, last = draft.fact.sentence.words, draft.fact.words[1]
    if draft.fact.kind is not FactKind.FIGURE:
        return None
    for word in words[last:]:
        if word.entity != "figure" or word.text in draft.stem:
            continue
        between = words[last : word.index]
        own = next((w for w in words[word.index + 1 :][:_NEAR] if w.pos == "ADP"), None)
        if own is None or not any(w.pos == "CCONJ" for w in between):
            continue
        after = " ".join(w.text for w in words[own.index : own.index + _NEAR + 2])
        if after in draft.stem and any(w.text == own.text for w in between):
            return f"{word.text} {after}"
    return None


def _half_word(draft: Draft) -> str | None:
    """As in "the Simpson scale" of "the Saffir–Simpson scale"."""
    text = draft.fact.sentence.text
    for match in _PARTS.finditer(text):
        whole = match.group()
        around = text[: match.start()] + " " + text[match.end() :]
        parts = re.split(r"[-–—]", whole)
        if parts[0].casefold() in _NUMBERS or whole in draft.key:
            continue
        for part in parts:
            alone = rf"(?<![\w–—-]){re.escape(part.removesuffix('.'))}(?![\w–—-])"
            told = part[:1].isupper() or part == parts[0]
            if len(part) < _FEWEST_LETTERS or not told or re.search(alone, around):
                continue
            if re.search(alone, draft.stem) and not parts[-1].islower():
                return f"{part} of {whole}"
    return None


def _half_phrase(draft: Draft) -> str | None:
    """A last word with the rest of its phrase cut off: "in response to the US" airstrike."""
    last = draft.stem.rstrip("?").split()[-1]
    words, asked = draft.fact.sentence.words, range(*draft.fact.words)
    found = [w for w in words if w.text.split()[-1:] == [last]]
    goes_on = ""
    for word in found:
        following = words[word.index + 1 : word.index + 2]
        if not following or word.pos not in {"NOUN", "PROPN", "ADJ"}:
            return None
        (after,) = following
        then = words[after.index + 1 : after.index + 2]
        if after.pos == "ADP" and then and then[0].tag == "VBG" and word.pos == "NOUN":
            goes_on = f"{last} {after.text} {then[0].text}"
            continue
        if word.pos == "ADJ" and after.pos == "CCONJ" and then and then[0].pos == "ADJ":
            return f"{last} {after.text} {then[0].text}"  # "big" of "big and small ships"
        ends = not after.text.isalpha() or after.entity in {"date", "figure"}
        if ends or after.index in asked or after.pos in _NEXT_PHRASE or after.text in _NEXT_WORDS:
            return None
        if f"{last} {after.text}" not in draft.stem:
            goes_on = f"{last} {after.text}"
    return goes_on or None


def _lost_complement(draft: Draft) -> str | None:
    """A verb at the end without what its sentence says it of: "announce", "withdraw from"."""
    sentence = draft.fact.sentence
    last = draft.stem.rstrip("?").split()[-1]
    asked = range(*draft.fact.words)
    for word in sentence.words:
        if word.pos != "VERB" or last not in {word.text, word.lemma}:
            continue
        own = children(sentence, word)
        has_object = any(w.dep == "obj" for w in own)
        for child in own:
            if child.index <= word.index or child.index in asked or _asks(sentence, child, asked):
                continue
            missing = child.text.split()[-1] not in draft.stem
            tied = not has_object and _is_tied(sentence, child)
            if missing and (child.dep in _COMPLEMENTS or tied):
                return f"{last} … {child.text}"
    if draft.verb in _SAYING and not draft.pattern.startswith("source"):
        return _says_nothing(draft)
    return None


def _half_clause(draft: Draft) -> str | None:
    """As in "were killed after a camp" of "after a camp was attacked"; and a list's next member."""
    words = draft.fact.sentence.words
    for word in words:
        if word.dep == "mark" and word.text in _OPENS and f" {word.text} " in draft.stem:
            verb = words[word.head]
            following = " ".join(w.text for w in words[word.index : word.index + 2])
            told = {verb.text, verb.lemma} & set(re.findall(r"[\w'-]+", draft.stem))
            if verb.index > word.index and following in draft.stem and not told:
                return f"{word.text} … {verb.text}"
    last = draft.stem.rstrip("?").split()[-1]
    for before, word in pairwise(words):
        if word.text == last and word.tag == "VBZ" and word.dep == "conj" and " did " in draft.stem:
            return f"{last} …"
        if word.text == last and last.isupper() and before.text in {",", ")", ";"}:
            return f"{before.text} {last}"
    return None


def _is_tied(sentence: Sentence, child: Word) -> bool:
    """Whether a phrase hangs on its verb by a preposition that most verbs need."""
    marks = (w for w in children(sentence, child) if w.dep in {"case", "mark"})
    dated = child.entity in {"date", "figure"}
    return not dated and any(w.text.casefold() in _TIES for w in marks)


def _asks(sentence: Sentence, child: Word, asked: range) -> bool:
    """Whether what is asked for stands within this piece."""
    return any(child in ancestors(sentence, sentence.words[index]) for index in asked)


def _says_nothing(draft: Draft) -> str | None:
    """A verb of saying whose words are left out: "did the city announce on Twitter"."""
    sentence = draft.fact.sentence
    asked = range(*draft.fact.words)
    for word in sentence.words:
        if word.lemma != draft.verb or word.pos != "VERB":
            continue
        said = [w for w in children(sentence, word) if w.dep in _COMPLEMENTS]
        shown = (w.index in asked or w.text.split()[-1] in draft.stem for w in said)
        passive = any(w.dep.endswith(":pass") for w in children(sentence, word))
        return None if passive or any(shown) else f"{draft.verb} what"
    return None


def _denied(draft: Draft) -> str | None:
    """A "not" over what is asked that the stem leaves out."""
    sentence = draft.fact.sentence
    word = sentence.words[draft.fact.words[0]]
    above = {word.index, *(w.index for w in ancestors(sentence, word))}
    for denial in sentence.words:
        if denial.lemma.casefold() not in _DENIALS and denial.text.casefold() not in _DENIALS:
            continue
        over = denial.head if denial.pos != "VERB" else denial.index
        if over in above and over != draft.fact.words[0] and _is_said(sentence, over, draft):
            return denial.text
    return None


def _is_said(sentence: Sentence, index: int, draft: Draft) -> bool:
    """Whether the denied word, or what it hangs on, is what the stem says."""
    word = sentence.words[index]
    told = draft.stem.casefold()
    return any(form.casefold() in told for form in (word.lemma, word.text))


def _active(draft: Draft) -> str | None:
    """As in "was elected in 1981 and admitted in 1992": what was done to a person, not by one."""
    sentence = draft.fact.sentence
    for word in sentence.words:
        alone = word.lemma in _BY_ITSELF
        if (
            word.lemma != draft.verb
            or alone
            or word.dep != "conj"
            or not re.search(r"\bdid\b", draft.stem)
        ):
            continue
        own = children(sentence, word)
        first = children(sentence, sentence.words[word.head])
        passive = any(w.dep == "aux:pass" for w in first)
        if passive and not any(w.dep.startswith(("obj", "nsubj", "aux")) for w in own):
            return f"was {word.text}"
    return None


def _owned_place(draft: Draft) -> str | None:
    """As in "during his studies at Oslo": the place is that of the studies."""
    fact = draft.fact
    before = fact.sentence.words[max(0, fact.words[0] - 3) : fact.words[0]]
    texts = [w.text for w in before]
    owned = [w.tag for w in before[:1]] == ["PRP$"] and texts[-1] in {"at", "from", "with"}
    if (
        owned
        and texts[1] in _ACTIVITIES
        and _PLACED.match(draft.pattern)
        and f"{texts[1]} {texts[2]}" not in draft.stem
    ):
        return " ".join(texts)
    return None


def _placed_elsewhere(draft: Draft) -> str | None:
    """As in "wrote to the embassy in Oslo": the place is the embassy's, not the writer's."""
    fact = draft.fact
    if fact.kind not in {FactKind.PLACE, FactKind.BODY} or draft.verb not in _REPORTS:
        return None
    if not _PLACED.match(draft.pattern):
        return None
    words = fact.sentence.words
    for before, preposition in pairwise(words[: fact.words[0]]):
        near = preposition.index == fact.words[0] - 1
        if near and preposition.text in {"in", "at"} and before.pos in {"NOUN", "PROPN"}:
            return f"{before.text} {preposition.text} …"
    return None


def _place_of_the_last(draft: Draft) -> str | None:
    """As in "studied in Fiji and the Naval College in Peru": not all of it was in Peru."""
    fact = draft.fact
    before = _OF_TWO.search(fact.sentence.text[: fact.span.start - fact.sentence.span.start])
    return before.group() if before and _PLACED.match(draft.pattern) else None
