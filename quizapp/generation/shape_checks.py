"""How a stem opens and ends: what stands before its question word, and what was cut off its end.

`stem_checks` runs this among its own checks. The faults are those of a sentence taken apart at the
wrong joint: an apposition left as if it were a circumstance, a list of which the first member hangs
on, half of two joined clauses, a verb without what it says.
"""

import re
from itertools import pairwise

from quizapp.domain.items import FactKind
from quizapp.generation.types import Draft, Knowledge
from quizapp.generation.words import word_set

__all__ = ["misshapen"]

_WH = re.compile(r"\b(?:which|what|who|whom|whose|how (?:many|much|long|old|far))\b", re.IGNORECASE)
_OPENERS = word_set(
    "about above according across after against along alongside amid among around as at based "
    "because before besides between beyond by despite due during following for from given if in "
    "including inside into like near nearly of off on out outside over owing per since through "
    "throughout till to together towards under unlike until up upon via when where while with "
    "within without"
)
"""What a circumstance or the head of an asked phrase may begin with."""
_DISCOURSE = re.compile(
    r"(?:^|, )(?:in (?:all|comparison|contrast|addition|total|turn|fact|short|brief|particular|"
    r"general|return|response|reply|conclusion|football|cricket|hockey|tennis|badminton|sports)|"
    r"by (?:comparison|contrast|the way)|for (?:example|instance|now|sure)|at (?:first|last|least|"
    r"the same time)|as (?:a result|such|well|usual)|on the (?:other hand|occasion|whole|contrary)|"
    r"of (?:these|them|those|late|course)),",
    re.IGNORECASE,
)
_ASKED_PART = re.compile(
    r"(?:a|an|the|lists|lists?|about|around)\b[^,]* of$|[a-z]{3,}s of$", re.IGNORECASE
)
"""As in "the parliament of which country" and "leaders of which grouping"."""
_TWO_WITH_ONE_VERB = re.compile(
    r"\b(?:was|is|has|does) the (?:(?!between|of|in|by|for|with)\w+ ){1,3}and the \w+"
)
_LOST_END = re.compile(
    r"\b(?:to|of|and|or|the|a|an|than|as|from|with|by|for|at|into|between|that|which|who)"
    r"(?: \w+ly)?\?$|\beach\?$|\band (?:about|around|nearly|over|at least|more than|up to) \d|"
    r"\bto hear(?: from [^?]*)?\?$|\b[Hh]ow (?:many|much) (?:(?!of\b|for\b|in\b)[\w'-]+ ){1,4}"
    r"(?:were|was|are) there\?$|\b[a-z]+ed (?:[a-z]+ed|aimed|meant)\?$"
)
_LONG_ASKED = re.compile(
    r"\b[Hh]ow (?:many|much) [a-z' -]*?\b(?:during|after|before|since|until|while|amid|following|"
    r"daily|with the|to [A-Z])\b[^?]* (?:did|do|does|was|were|had|has|have) "
)
"""As in "how many ships during the war did Norway lose": the circumstance belongs to the end."""
_NO_SUBJECT = re.compile(
    r"(?:^|, )(?:[Ii]n|[Oo]n|[Tt]o|[Bb]y|[Ff]rom|[Ss]ince|[Ff]or|[Aa]t|[Uu]nder|[Oo]ver) "
    r"(?:which|what|how many|how much)\b[^?,]*? (?:did|had|has|have|was|were) "
    r"(?:in|per|on|at|during|as|over|by) "
)
"""As in "to how many tons had in the last years the catch grown"."""
_SHARE = re.compile(r"\b[Ww]hat percentage of (?:its|their) \w+ (?:on|in|for|to|as)\b[^?]* did ")
_TWICE = re.compile(
    r"\bhow many (?:magnitudes|ages|percents?)\b|\b[Dd]uring which date\b|"
    r"\b(?:in|of|for|with) that to\b|"
    r"\b(?:Assembly|Parliament|Sabha|Senate)(?: to be)? held\b|"
    r"\b(\w+) of which \1\b|\w -[A-Z]|\b(?P<name>[A-Z][\w.'-]+ [A-Z][\w.'-]+)\b.* (?P=name)(?!\w)"
)
_OF_THE_ARTICLE = re.compile(
    r"\bduring their (?:stay|visit|meeting|tour|talks|speech|address)\b|"
    r"\b(?:[Dd]uring|[Ii]n|[Aa]t|[Oo]n|[Aa]fter|[Bb]efore|[Ff]or|[Bb]y) that (?:\w+ ){0,1}"
    r"(?:service|time|period|year|month|day|date|case|meeting|match|visit|war|occasion|event)\b"
)
_GOES_ON = word_set("to of against into onto that")
"""What ties the next phrase to the one before it."""
_ASKED_WITHIN = 6
"""Words behind such a preposition in which the asked thing may stand."""
_TAIL = re.compile(r", (?P<tail>[A-Z][\w.'-]*(?: [\w.'-]+){0,2})\?$")
_LOOSE_LIST = re.compile(
    r"(?<=\s)[a-z]+, (?P<tail>[A-Z][\w.'-]*(?: [\w.'-]+)?(?:, [A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?)*"
    r",? and [A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*)\?$"
)
"""A list of names behind a word that is none of them: "with 70 posts, Fiji, Tonga, and Samoa?"."""
_JOINED = re.compile(r" (?:and|or|but) (?P<tail>(?:the )?[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*)\?$")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WITHOUT_COMPLEMENT = re.compile(
    # A verb of saying or judging that says nothing, a verb that needs its "of" or "to".
    r" (?:rule|ruled|lead|led|say|said|argue|argued|claim|claimed|allege|alleged|decide|decided|"
    r"conclude|concluded|deem|deemed|consider|considered|prove|proved|seek|sought|intend|intended|aim|aimed|"
    r"plan|planned|agree|agreed|fail|failed|try|tried|want|wanted|refuse|refused|win|won|"
    r"succeed|succeeded)\?$|"
    r"\b[Oo]n which date [^?]* (?:involved|engaged|embroiled|associated|linked)\?$|"
    r"\b(?:in|at|on|by|from|with) (?:how|which|what) [^?]* find\?$|"
    r"\b(?:accus|urg|request|instruct|persuad|convinc|remind|warn)(?:e[sd]?|ed|s)? "
    r"(?:the )?[A-Z][\w.']*(?: [A-Z][\w.']*)*\?$"
)
_COUNTED = (
    "agreement|assembly|bill|campaign|committee|conference|contract|course|deal|delegation|"
    "district|event|exhibition|festival|function|government|launch|ministry|mission|party|plan|"
    "policy|pact|portal|process|programme|project|scheme|summit|system|treaty|village"
)
_BARE = re.compile(
    rf"\b(?:was|were|is|led|by|for|in|at|to|with|under|from|over|on) "
    rf"(?:(?:high[- ]level|[Ss]tate|[Dd]elhi|new|polling|joint|current) ){{0,2}}"
    rf"(?:high[- ]level|polling|current|Delhi) (?:{_COUNTED})(?=\?|,| (?:to|of|in|on|for|at|by)\b)|"
    r"\b(?:did|was|were|had|has) (?:Vice )?(?:President|Prime Minister|Chief Minister|Governor)"
    r"(?! (?:of\b|[A-Z]))\b|"
    r"\baccording to (?:report|survey|study|official)\b|"
    r"\b(?:by|to|of|from|with|in) (?:power|finance|home|health|railway|chief|prime|union) "
    r"[Mm]inister\b|"
    r"\b(?:by|to|of|from|with|in|for|between|against|did|do|does) "
    r"United (?:States|Kingdom|Nations|Arab Emirates)(?=\?|,| (?:[a-z]+)\b)"
)


_STRAY = re.compile(
    r"\b[Hh]ow many [^?,]*?\b(?:for|of|to|with|that|who|which)(?: (?:were|was|are|is))? "
    r"(?:did|do|does|was|were|had|has|have)\b|"
    r"\bwhere (?:[A-Z]\w*|the)(?: \w+){0,2}\?$|\baccording to [^,?]*\b[a-z]+ing,|"
    r"\bwith (?:the )?(?:\w+ ){1,4}[a-z]+ing (?:at|to|in|by) (?:how|which|what)\b|\bwith being\b|"
    r"\b[Oo]n which date in \d{4} (?:does|do)\b|\b(?:did|do|does) .* [a-z]{4,}rie\?$|"
    r"\s[-\u2013]\?$|\bdid (?:[A-Z][\w.]+ ){1,3}(?:said|reported|announced|told|claimed|noted) |"
    r"\b(?:the remaining|with|other) (?:\d+|one)\?$|\b(?:did|do|does|were|had|have) both [a-z]|"
    r"\bhow many (?:\w+ ){1,3}to [a-z]+ [^?,]{0,20}\b(?:did|had|was|were) |"
    r"\b(?:in (?:connection|addition|response|relation|accordance|case)|with regard)\?$|"
    r"\b(?:did|was|were) (?:the )?(?:(?!who|which|that)[\w']+ ){1,4}(?:was|were) [a-z]+(?:ed|en)\b|"
    r"^[^)]*\([^)]*$|\bby (?:whom |which (?:\w+ ){1,3}?)did\b|\bof how many [^?]+ (?:was|were) \d|"
    r"\bwith an? \w+ of how (?:many|much)\b[^?]* (?:was|were|is|are) (?:the|[A-Z])|"
    r"\b(?:did|had|has|was|were) [A-Z]\w+ since [A-Z]|"
    r"\bdid [^?,]* (?:confirm|say|report|announce|claim|find|show) [^?]* "
    r"(?:died|were|was|had|rose|fell)\?$|"
    r"\balong (?:on|in|at|from|to|by|under)\b|\b(?:along|together)\?$|"
    r"\bof how many \w+ ['\"\u2018\u201c]|"
    r"\bin how many [^?]+ in \d[\d,]* \w+\?$|\bof how many (?:strongs|odds|pluses)\b|"
    r"\b[Ww]hich [a-z]+ [A-Z][\w-]+ (?:was|were|is|are|has|had|will)\b|"
    r"\b[Ww]hich [a-z]+ for the [A-Z]|"
    r"\band (?:a|the) (?:second|third|other)\?$|"
    r"\b[Ww]ith how (?:many|much)\b[^?]* (?:was|were|is|are) [^?,]* an? [^?]*\?$|"
    r"(?:^|, )[Hh]ow many (?:did|do|does|had|has|have)\b|"
    r"\b[Hh]ow much (?:for|from|at|by|with) [^?]*? (?:did|do|does|was|were|had|has|have)\b|"
    r"\b(?:how (?:many|much)|which|what)\b[^?,]*, (?:up|down|or|an?|with|from)\b[^,?]* "
    r"(?:was|were|did|is|are|had|has|have)\b|"
    r"\b(?:did|do|does) (?:(?!that\b|which\b|who\b|where\b|when\b|while\b|after\b|before\b|as\b)"
    r"[\w'.-]+ )+(?:is|are|was|were) (?:an?|the) |"
    r"\b[Oo]n which date [^?]* have(?:\?| [a-z]+ed\b)|"
    r"\b(?:accounts?|accounted) for [\d.]+%(?! of\b)|"
    r"\bfor what percentage (?:did|does) [^?]* account\b(?! of\b)|"
    r"\b[A-Z][\w.]+ (?:alleged|claimed|added|stated) (?:that )?[A-Z]|"
    r"(?<!\w)'[A-Z][^']*\?$|"
    r"\d-odd [a-z]+(?<!s)\?$|\bin (?P<where>[A-Z]\w+) in (?P=where)\b|"
    r"\b[Ww]hat percentage (?:stake|share|interest|holding)\b(?![^?]*\b(?:in|of) (?:the )?[A-Z])|"
    r"\bleave of how many days of\b|\b[Ww]hich [a-z]+ are the\b|\bof that (?:year|month)\b|"
    r"(?:^|, )the source of (?:what|how)\b|"
    r"\b(?:stop|prevent|ban|bar)(?:ped|ned|red|ed)? (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)*\?$|"
    r"\b(?:was|were) (?:[A-Z][\w.]+ ){1,3}the (?:[a-z]+ ){1,3}(?:[a-z]+ed|rose|fell|grew|sank)\b|"
    r"\b(?:was|were) [a-z]+ed (?:[A-Z][\w.]+ )+[a-z]+ing\b|\bwith an? [a-z]+\?$|"
    r"\b(?:did|do|does|was|were|had|has|have) [a-z]+ing [^?]*, (?:the )?[A-Z]|"
    r"\b[Ww]hich [a-z]+ (?:wrote|said|added|tweeted|posted|asked) (?:one|an?|the)\b|"
    r"\b(?:is|are) [^?]*\bdue to [a-z]+\b|"
    r"\bwere there [a-z]+ed to\b|^[Ii]n which (?:year|month and year) (?:have|has) |"
    r"\b[Ii]n how many (?:years|months|weeks|days)\b[^?]* (?:had|has|have) "
)
"""A word that belonged to what was cut off behind it."""


_BROKEN = (
    _STRAY,
    _DISCOURSE,
    _WITHOUT_COMPLEMENT,
    _BARE,
    _TWO_WITH_ONE_VERB,
    _LOST_END,
    _LONG_ASKED,
    _NO_SUBJECT,
    _SHARE,
    _TWICE,
    _OF_THE_ARTICLE,
)


def misshapen(draft: Draft, knowledge: Knowledge) -> str | None:
    """1: a stem that opens with what is no circumstance, or lost what its end needs."""
    if "\n" in draft.stem:
        return None
    for pattern in _BROKEN:
        match = pattern.search(draft.stem)
        if match:
            return match.group()
    return (
        _opening(draft.stem, knowledge)
        or _hanging(draft, knowledge)
        or _half(draft)
        or _cut_short(draft)
        or _two_determiners(draft.stem, knowledge)
    )


def _two_determiners(stem: str, knowledge: Knowledge) -> str | None:
    """As in "the Peru's satellite"."""
    for match in re.finditer(r"\bthe (?P<name>[A-Z]\w+)'s\b", stem):
        entry = knowledge.lookup(match["name"])
        if entry is not None and entry.sub_kind in {"country", "state", "city", "world-city"}:
            return match.group()
    return None


def _opening(stem: str, knowledge: Knowledge) -> str | None:
    """What stands before the question word and is neither a circumstance nor part of what is asked.

    As in "The oldest bank of Goa, which bank …" and "Ravi with how many runs …".
    """
    asked = _WH.search(stem)
    before = stem[: asked.start()].strip() if asked else ""
    *circumstances, head = [part.strip() for part in before.split(",")]
    for place, part in enumerate(circumstances):
        first = part.split(" ", 1)[0]
        opens = first.casefold() in _OPENERS or first.endswith(("ing", "ed")) or part[:1].isdigit()
        named = place > 0 and _is_place(part, knowledge)
        if not opens and not named:
            return part
    first = head.split(" ", 1)[0].casefold()
    fits = not head or first in _OPENERS or _ASKED_PART.fullmatch(head)
    return None if fits else head


def _is_place(text: str, knowledge: Knowledge) -> bool:
    entry = knowledge.lookup(text)
    return entry is not None and (entry.kind is FactKind.PLACE or entry.sub_kind == "country")


def _hanging(draft: Draft, knowledge: Knowledge) -> str | None:
    """The first member of a list at the end of the stem: "… in reefs off Fiji, Acropora?"."""
    loose = _LOOSE_LIST.search(draft.stem)
    if loose:
        return loose["tail"]
    match = _TAIL.search(draft.stem)
    if match is None or _is_place(match["tail"], knowledge):
        return None
    told = draft.fact.sentence.text
    after = told.partition(match["tail"])[2].lstrip()
    return match["tail"] if after.startswith((",", "and ", "& ")) else None


def _half(draft: Draft) -> str | None:
    """The subject of a second clause left at the end: "… won the cup and Norway?"."""
    match = _JOINED.search(draft.stem)
    if match is None:
        return None
    last = match["tail"].split()[-1]
    words = draft.fact.sentence.words
    for word, following in pairwise(words):
        if word.text.split()[-1:] == [last] and following.tag in _FINITE:
            return match.group()
    return None


def _cut_short(draft: Draft) -> str | None:
    """A phrase that goes on in the source: "approved giving the title" with "to the port" lost."""
    words, (first, last) = draft.fact.sentence.words, draft.fact.words
    end = draft.stem.rstrip("?").split()[-1]
    for word, following in pairwise(words):
        if word.text.split()[-1:] != [end] or following.text not in _GOES_ON:
            continue
        after = words[following.index + 1 : following.index + 2]
        asked = any(
            following.index < index <= following.index + _ASKED_WITHIN for index in (first, last)
        )
        dated = any(w.entity in {"date", "figure"} for w in after)
        told = after and f"{following.text} {after[0].text}" in draft.stem
        if not (asked or dated or told):
            return f"{end} {following.text} …"
    return None
