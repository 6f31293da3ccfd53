"""Ask who leads what did something: "A bench headed by X ruled …", "A team led by X reached …"."""

import re

from quizapp.domain.items import FactKind
from quizapp.generation.asking.asked import Asked
from quizapp.generation.clauses import Clause
from quizapp.generation.types import EntityValue, Fact, Word
from quizapp.generation.wording import is_plural, text_of
from quizapp.generation.words import word_set

__all__ = ["headed_by"]

_TITLES = r"(?:the )?(?:(?:[A-Z][\w.&-]*|of|and|for|the) ){0,8}"
_HEADED = re.compile(
    rf"(?:,? (?:which (?:is|was) )?(?P<verb>headed|led|chaired) by "
    rf"|,? (?:(?:held|constituted|working|formed) )?under the "
    rf"(?P<office>chairmanship|leadership|presidentship) of ){_TITLES}(?<!and )(?<!and the )$"
)
_VERBS = {"chairmanship": "chaired", "leadership": "led", "presidentship": "presided over"}
_LED = word_set(
    "bench committee panel commission council team delegation group meeting mission board jury "
    "conference government cabinet coalition court consortium expedition force company party "
    "forum session contingent alliance authority"
)
"""What has one head."""
_COUNTED = re.compile(
    r"^(\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(judge|member|nation|party) "
)
"""A number that sloppy sources write apart from its noun."""
_MANY = 2


def headed_by(clause: Clause, fact: Fact) -> list[Asked]:
    """Who headed the subject of this clause, where the sentence says so right behind it."""
    value = fact.value
    if fact.kind is not FactKind.PERSON or not isinstance(value, EntityValue):
        return []
    told = clause.negated or clause.copula or clause.speaker is not None or is_plural(clause)
    if told or len(value.name.split()) < _MANY or _goes_on(fact):
        return []
    before = fact.sentence.text[: fact.span.start - fact.sentence.span.start]
    match = _HEADED.search(before)
    led = _led(clause, match.start() + fact.sentence.span.start) if match is not None else ()
    if match is None or not led:
        return []
    verb = match["verb"] or _VERBS[match["office"]]
    named = re.sub(r"^(?:an?|the) ", "", text_of(led), flags=re.IGNORECASE)
    named = _COUNTED.sub(r"\1-\2 ", named)
    phrase = f"who {verb} the {named} that"
    return [Asked(phrase, value.name, "person-head", is_subject=True, focus="person", value=value)]


def _led(clause: Clause, end: int) -> tuple[Word, ...]:
    """The words of the subject up to this offset, if they name what has one head."""
    led = tuple(word for word in clause.subject.words if word.span.end <= end)
    if not led or led[-1].text.casefold() not in _LED or led[-1].span.end != end:
        return ()
    return () if any(w.entity == "person" or w.tag == "PRP$" for w in led) else led


def _goes_on(fact: Fact) -> bool:
    """A second person behind the first: both headed it."""
    after = fact.sentence.text[fact.span.end - fact.sentence.span.start :]
    return re.match(r",? (?:and|&) (?:[A-Z]|the [A-Z])", after) is not None
