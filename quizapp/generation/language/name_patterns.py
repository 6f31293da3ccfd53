"""Names that their form gives away where neither gazetteer nor recogniser finds them."""

import re
from collections.abc import Iterator, Sequence

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.classes import class_of_name, class_of_noun
from quizapp.generation.language.units import Name
from quizapp.generation.types import EntityValue, Knowledge, Span
from quizapp.generation.words import word_set

_HEADS = (
    "Scheme|Mission|Policy|Strategy|Programme|Program|Yojana|Plan|Act|Campaign|Initiative|Project|"
    "Abhiyan|Bill|Treaty|Convention|Protocol|Index|Report|Award|Awards|Prize|Medal|Summit|"
    "Conference|Expo|Festival|Fund|Charter|Accord|Link|Portal|Framework|Samman|Puraskar|Mahotsav|"
    "Utsav|Trophy|Ordinance|Telescope|Expressway"
)
_CAPITAL = r"[A-Z][\w\u2019'&./-]*"
_ENDED = re.compile(
    rf"\b{_CAPITAL}(?:\s+(?:{_CAPITAL}|of|for|and|on|to|the|[a-z]+(?=\s+(?:[a-z]+\s+)?20\d\d)))"
    rf"{{0,7}}?\s+(?:{_HEADS}|(?:{_HEADS.lower()})(?=\s+20\d\d))"
    r"(?:\s*[-,]?\s*(?:(?:1[89]|20)\d\d(?:-\d\d)?|\d\.\d))?(?![\w-])"
)
_OPENED = re.compile(
    r"\b(?:Exercise|Operation|INS|USS|HMS|Cyclone|Hurricane|Typhoon|Mount)"
    rf"(?:\s+(?!(?:On|In|At|For|And|The)\b){_CAPITAL}){{1,3}}"
)
_NOUNS = (
    "rocket|launch vehicle|capsule|spacecraft|strain|variant|genotype|vaccine|missile|satellite|"
    "telescope|probe|rover|lander|helicopter|fighter jet|chain|app|portal|exercise|campaign|"
    "initiative|virus|exoplanet|airliner|jetliner|spacecraft|scheme|project"
)
_FOLLOWED = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\s+(?:{_CAPITAL}|\d+[A-Z]?)){{0,3}})\s+"
    rf"(?=(?:\w+ )?(?P<noun>{_NOUNS})\b)"
)
_JOINING = word_set("of and for & the")
_OPENERS = word_set(
    "the a an in on at by for from with under of to as after before during since while when "
    "this that these those its their his her it he she they also and but according"
)
_MANY = 2


def pattern_names(text: str, offset: int, knowledge: Knowledge) -> Iterator[Name]:
    """Names that end in what they are ("… Mission", "… Strategy 2020") or are by it.

    It may open them ("Exercise …"), or follow them as a common noun ("the … rocket").
    """
    for match in _ENDED.finditer(text):
        yield from _ended(match, offset)
    for match in _OPENED.finditer(text):
        yield _name(match.group(), match.start() + offset, FactKind.OTHER)
    for match in _FOLLOWED.finditer(text):
        yield from _followed(match, offset, knowledge)


def _ended(match: re.Match[str], offset: int) -> Iterator[Name]:
    words = match.group().split()
    kept = _without_openers(words)
    if len(kept) < _MANY:  # the noun alone is no name
        return
    start = match.end() - len(_from(match.group(), len(words) - len(kept)))
    cased = [w if w in _JOINING or not w.islower() else w.capitalize() for w in kept]
    yield _name(" ".join(cased), start + offset, FactKind.SCHEME, match.end() + offset)


def _followed(match: re.Match[str], offset: int, knowledge: Knowledge) -> Iterator[Name]:
    name = match["name"]
    words = name.split()
    kept = _without_openers(words)
    while kept and knowledge.adjective(kept[0]) is not None:
        kept = kept[1:]
    found = class_of_noun(match["noun"])
    opens = match.start() == 0 and len(kept) == len(words) == 1 and not _telling(kept[0])
    if not kept or opens or found is None or kept[0][0].isdigit():
        return
    start = match.end("name") - len(_from(name, len(words) - len(kept)))
    yield _name(" ".join(kept), start + offset, found.kind, match.end("name") + offset)


def _telling(word: str) -> bool:
    """Whether one word at the start of a sentence is a name by its form: "K2-18b", "RISAT"."""
    return word[1:] != word[1:].lower() or any(char.isdigit() for char in word)


def _without_openers(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while kept and kept[0].casefold() in _OPENERS:
        kept = kept[1:]
    return kept


def _from(text: str, count: int) -> str:
    """The text from its word of that number on."""
    for _ in range(count):
        text = text.split(None, 1)[1]
    return text


def _name(name: str, start: int, kind: FactKind, end: int | None = None) -> Name:
    found = class_of_name(name)
    kind = found.kind if found is not None else kind
    stop = end if end is not None else start + len(name)
    return Name(Span(start, stop), kind, EntityValue(" ".join(name.split())), weight=1)
