"""Whether a stem says which event it asks about, and when that was (criteria 1 and 19).

`stem_checks` runs this among its own checks. A stem that asks of casualties, of scores or of seats
has to name the disaster, the match or the election; a figure has to carry the year that it is of;
and what officials do every day is asked by no examiner.
"""

import re

from quizapp.domain.items import FactKind
from quizapp.generation.types import Draft, Knowledge
from quizapp.generation.values import MONTHS
from quizapp.generation.words import word_set

__all__ = ["EVERY_YEAR", "OF_A_CLAUSE", "OF_WHAT_MATCH", "YEAR", "unfocused"]

OF_WHAT_MATCH = "of what match"
"""What a score lacks that stands alone."""
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?!\s*(?:UTC|GMT|IST|hrs|hours))")
EVERY_YEAR = re.compile(r"\b(?:every|each) year\b|\bannual|\b(?:celebrated|observed)\b")
_NAME = re.compile(r"(?<=\s)[A-Z][\w'&.-]*")
_STEM_NAMES_NEEDED = 1
_ENOUGH_CONTENT = 4
_CASUALTIES = re.compile(
    r"\b(?:died|killed|injured|wounded|dead|deaths?|hospitali[sz]ed|rescued|displaced|evacuated|"
    r"missing|survived|affected)\b"
)
_DISASTER = re.compile(
    r"\b(?:[a-z]*quake|crash|fire|attack|outbreak|flood|floods|hurricane|cyclone|typhoon|storm|"
    r"pandemic|epidemic|explosion|blast|war|accident|collapse|shooting|landslide|tsunami|born|age|"
    r"COVID-19|Ebola|measles|coronavirus|disease|virus|after|bombing|operation)\b",
    re.IGNORECASE,
)
_PLAY = re.compile(
    r"^\s*runs\b|\b(?:wickets?|overs|innings|balls|\d+ runs|toss|(?:Player|Man) of the Match|"
    r"unbeaten|Group [A-H]|(?:shared?|tied|tie) [\w ]*places?)\b|^\s*(?:points|goals)\b(?! of)|"
    r"\b(?:\d[\d.]*|two|three|four|five|six|seven|eight|nine|ten) (?:points|goals)\b|"
    r"\b(?:to|the) (?:[a-z]+ )?(?:spot|table)\b|^\s*games\b"
)
_MATCH = re.compile(
    r"\b(?:T20I?|Twenty20|ODI|One[- ]Day|Test|"
    r"[Ff]inal(?! (?:\w+ )?(?:wickets?|overs?|balls?|minutes?|day)\b)|"
    r"[Ss]emi-?final|Cup|League|Trophy|Open|"
    r"Championships?|Games|Tournament|Masters|Olympics|Prix|Congress|Marathon|marathon|race|Race|index|Index)\b"
)
_OF_SOMEBODY = re.compile(r"\bdeaths? of (?:[a-z][\w-]* )*[A-Z]")
"""A death that says whose it was is the event itself."""
_CASES_OF_WHAT = re.compile(r"\b(?:cases|infections)\b")
_SEATS = re.compile(
    r"\b(?:win|wins|won|gain|gains|gained|lose|lost|obtain|obtained|secure|secured|bag|bagged) "
    r"(?:[\w,]+ ){0,3}seats?\b|\b[Hh]ow many (?:\w+ )?seats\b.*"
    r"\b(?:win|won|gain|gained|lose|lost|secure|secured)\b|"
    r"\bpolling\b|\b(?:leading|ahead|trailing) in\b|\b(?:places|positions|seats|wards|posts) "
    r"[^?]*\b(?:leading|ahead|trailing)\b|\bAssembly (?:elections?|polls?)\b"
)
_MOURNING = re.compile(r"\bmourning\b(?! (?:for|after|over|following)\b)")
_BEATS = word_set("finish beat defeat hammer thrash rout crush edge trounce outclass overcome")
_CONTEST = re.compile(r"\b(?:[Ee]lections?|[Pp]olls?|[Bb]attle|[Ww]ar|constituency|series|seat)\b")
_ECONOMY = re.compile(
    r"\b(?:GDP|gross domestic product|inflation|exports|imports|unemployment|retail sales|"
    r"(?:industrial|factory) (?:output|production)|trade (?:deficit|surplus)|jobless rate)\b",
    re.IGNORECASE,
)
_LOST_ADVERBS = word_set("previously formerly earlier almost nearly hardly barely initially")
"""Adverbs without which a sentence says something else."""
_SAYS_NOTHING = re.compile(
    r"\b(?:an?|the) (?:[\w-]+ )?(?:advisory|statement|warning|order|notice|report|decree|"
    r"referendum|ruling|bill|law|resolution|decision|agreement|meeting|announcement|study|survey|plan|line|"
    r"measure|step|move|appeal|letter|message|speech|address|proposal|guidelines?|circular)"
    r"(?: [a-z]+ed)?\?$|\b(?:its|their|his|her) (?:approval|assent|consent|nod|support|view)\?$|"
    r"\ban? (?:explanation|apology|answer|response|clarification|inquiry|probe|reply)"
    r"(?: (?:from|to|by) [A-Z]\w+)?\?$"
)
"""An end that leaves open what it was about: "did Norway hold a referendum?"."""
_PUBLISHES = re.compile(
    r"\b(?:publish|release|issue|submit)(?:e?d)? (?:an?|its|their|the) (?:\w+ )?"
    r"(?:study|report|paper|statement|letter|notice|warning|findings)\b"
    r"(?![^?]*\b(?:on|about|saying|that|of how|entitled|titled|called|regarding)\b)"
)
_COMPARED = re.compile(r"\bas against\b|\bcompared (?:to|with)\b|\b(?:up|down) from\b")
_TWO_TIMES = 2
"""A growth between two times says both."""
_WEATHER = re.compile(
    r"\b(?:clear morning|(?:minimum|maximum) temperature|snowfall|light rain|cloudy sky|"
    r"lashed by (?:heavy )?rains?|showers|hailstorm|dense fog|cold wave)\b",
    re.IGNORECASE,
)
"""The weather of the day."""
_PLATFORM = re.compile(r"\bwhich social media platform\b")
"""Where something was posted is no matter of an exam."""
_SOMEBODY = re.compile(
    r"\b(?:did|was|were|had|has) an? (?:[\w'.-]+ ){0,3}?(?:advis[eo]r|aide|official|"
    r"officer|man|woman|lawmaker|lawyer|politician|leader|player|spokes\w+|student|teacher|doctor|driver|"
    r"teenager|user|resident|passenger|citizen|couple|family|worker|engineer|soldier|policeman|"
    r"farmer|patient|judge|pilot|suspect)\b"
)
"""Somebody of whom the stem does not say who it is."""
_POSITION = re.compile(r"^\s*(?:position|rank|spot)\b")
_RANKING = re.compile(
    r"\b(?:rank(?:s|ed|ing|ings)?|index|list|table|standings|survey|report|among|in the world)\b"
    r"(?! (?:had|has|have|was|were|did)\b)",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"(?:As of|As reported in|According to reports in) \w+ \d{4}, "
    r"(?:how much |how many (?:(?!of\b|for\b|in\b|on\b|against\b|between\b)[\w'-]+ ){1,4})"
    r"(?:did|had|has|have|was|were)(?: [^,?]*?)? (?P<verb>[a-z]+)\?$"
)
_OF_A_KIND = word_set("have win own contain comprise include consist employ weigh measure")
"""Verbs that say what somebody has, at any time."""
_PAST_MATCH = re.compile(r"\bdo \w+(?: \w+)* beat\b")
_NEEDS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str], ...] = (
    (_CASUALTIES, _DISASTER, "of what event"),
    (_PLAY, _MATCH, OF_WHAT_MATCH),
    (_CASES_OF_WHAT, _DISASTER, "cases of what"),
    (_POSITION, _RANKING, "of what ranking"),
    (_MOURNING, _OF_SOMEBODY, "mourning for whom"),
    (_PAST_MATCH, None, "a past match in the present"),
)
"""What is asked, the event that it needs, and what to say where there is none."""
_NOW = re.compile(r"\b(?:currently|presently|now|at present)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![\d,.])(?:1[5-9]|20)\d\d(?![\d,.]\d|\d)")
"""Also one that is glued to its month, as sloppy sources print it."""
_PERIOD = re.compile(r"(?:As of|As reported in|According to reports in) [A-Z]\w+ (?P<year>\d{4}),")
_NEAR = 40
"""Letters within which another year of the sentence is taken to date the figure."""
_LASTING = re.compile(r"\b(?:do|does|is|are|born)\b|^Which \w+ \w+s\b")
_OPENING = re.compile(
    r"^(?:(?:As of|In|As reported in|According to reports in) (?:\w+ )?\d{4}, )?"
    r"(?:according to (?:[A-Z]\w+ )*[A-Z]\w+, )?"
    r"(?:\w+ )?(?:which|what|who|whom|how many|how much)\b",
    re.IGNORECASE,
)
_EVERYDAY = word_set(
    "appreciate applaud arrive assure comment congratulate emphasise emphasize exhort express "
    "extol feel felicitate flay grace greet hail highlight hope inspect interact laud note "
    "praise reach recall reflect reiterate remain reply slam speak stress thank tweet "
    "underline underscore urge welcome wish"
)
"""What is said and done at every function."""
_EMPTY = word_set(
    "did does were have been which what many much year month date this that with from into year "
    "percentage after before would could during under over when most first place take made said "
    "year held done take come went till until"
)
_CONTENT = re.compile(r"[A-Za-z]{4,}")
OF_A_CLAUSE = re.compile(
    r"(?:place|body|person|other|scheme|date|count|percent|money|quantity|duration|rank)-"
    r"(?!of-event|headline)"
)
"""The patterns that put the pieces of a clause in order, of which any may be missing."""
_SOURCE = re.compile(r"\b[Aa]ccording to [^,?]+(?=[,?])")
_ALONG_WITH = re.compile(r"\balong with [^,?]+(?=[,?])")
_PASSING_PERIOD = re.compile(r"^(?:As of|As reported in|According to reports in) \w+ \d{4},")
_OWN = re.compile(r"\b(?:its|their|is|are|do|does)\b")
_LEAST = re.compile(r"^[A-Z]\w*")
"""The capital that opens the stem is no name's."""
_ILLNESSES = word_set("COVID-19 HIV AIDS SARS-CoV-2 Ebola H1N1 TB")
_PRESENT = re.compile(r"\b(?:is|are|do|does)\b")
_TELLING = re.compile(
    r"(?<![\d,.])(?!(?:1[5-9]|20)\d\d\b)\d|"
    r"\b(?:first|only|largest|biggest|highest|longest|oldest|youngest|fastest|tallest|"
    r"smallest|lowest|richest)\b"
)


def unfocused(draft: Draft, knowledge: Knowledge) -> str | None:
    """19: a stem needs a name, and unless it asks for the date or a lasting truth, its year."""
    told = _OPENING.sub("", draft.stem)
    names = [name for name in _NAME.findall(f" {told}") if name not in MONTHS]
    content = _content(told)
    yearly = EVERY_YEAR.search(told)
    if not yearly and _names_nothing(draft, knowledge):
        return "no name"
    # What happened can tell who did it; a number needs to be somebody's or some place's.
    number = draft.fact.kind is FactKind.FIGURE and draft.fact.sub_kind != "rank"
    enough = len(content) >= _ENOUGH_CONTENT + number
    if not yearly and len(names) < _STEM_NAMES_NEEDED and not enough:
        return "no name"
    if draft.verb in _EVERYDAY:
        return f"to {draft.verb} is an everyday act"
    return (
        _eventless(told)
        or _vague(draft, knowledge)
        or _bare_deed(draft)
        or _undated(draft)
        or _dated_elsewhere(draft)
    )


def _content(told: str) -> set[str]:
    return {
        word.casefold()
        for word in _CONTENT.findall(told)
        if word.casefold() not in _EMPTY and word not in MONTHS
    }


def _names_nothing(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether nothing but its source, its companion or an illness anchors what is asked.

    A body, person or place is anchored by a figure or a superlative as well, and by its year where
    enough is said of what happened in it.
    """
    if not OF_A_CLAUSE.match(draft.pattern):
        return False
    told = _ALONG_WITH.sub("", _PERIOD.sub("", draft.stem))
    source = _SOURCE.search(told)
    if source and not any(m.entry.sub_kind == "country" for m in knowledge.find(source.group())):
        told = _SOURCE.sub("", told)
    told = _LEAST.sub("", told)
    opening = draft.fact.sentence.words[:1]
    if opening and not opening[0].entity and not knowledge.find(opening[0].text):
        told = re.sub(rf"\b{re.escape(opening[0].text)}\b", "", told)
    words = [w for word in _NAME.findall(told) if (w := word.strip("'")) not in MONTHS]
    names = [w for w in words if w not in _ILLNESSES]
    names = [w for w in names if not _is_unknown_acronym(w, knowledge)]
    if any(knowledge.adjective(name) is None for name in names):
        return False
    if draft.fact.kind is FactKind.FIGURE:
        return not (names or _ECONOMY.search(told))
    if draft.fact.kind is FactKind.DATE:
        of_the_news = draft.pattern == "date-of-news" and not words
        unknown = not names and any(_is_unknown_acronym(w, knowledge) for w in words)
        return of_the_news or unknown or bool(_SOURCE.search(draft.stem) or _PRESENT.search(told))
    when = YEAR.search(_PASSING_PERIOD.sub("", draft.stem))
    happened = when and not _OWN.search(told) and len(_content(told)) >= _ENOUGH_CONTENT
    return not (names or happened or _TELLING.search(told) or len(words) > len(names))


def _is_unknown_acronym(word: str, knowledge: Knowledge) -> bool:
    return re.fullmatch(r"[A-Z]{3,6}", word) is not None and not knowledge.find(word)


def _vague(draft: Draft, knowledge: Knowledge) -> str | None:
    """A win without its match, an economy without its country, a ruling about nothing."""
    if draft.verb in _BEATS and not (_MATCH.search(draft.stem) or _CONTEST.search(draft.stem)):
        return OF_WHAT_MATCH
    if _SEATS.search(draft.stem) and not _names_place(draft.stem, knowledge):
        return "of what election"
    economy = _ECONOMY.search(draft.stem)
    if economy and not (draft.home or _names_place(draft.stem, knowledge)):
        return f"{economy.group()} of what country"
    compared = _COMPARED.search(draft.stem)
    if compared and len(YEAR.findall(draft.stem)) < _TWO_TIMES:
        return f"of what time {compared.group()}"
    for pattern in (_SAYS_NOTHING, _PUBLISHES, _WEATHER, _PLATFORM):
        nothing = pattern.search(draft.stem)
        if nothing:
            return nothing.group()
    somebody = None if "nsubj" in draft.pattern else _SOMEBODY.search(draft.stem)
    return somebody.group() if somebody else _lost_adverb(draft)


def _lost_adverb(draft: Draft) -> str | None:
    """A stem without the "previously" of its verb says that it is still so."""
    words = draft.fact.sentence.words
    for word in words:
        told = word.text.casefold()
        if told in _LOST_ADVERBS and words[word.head].lemma == draft.verb:
            return f"{told} is lost" if told not in draft.stem.casefold() else None
    return None


def _eventless(told: str) -> str | None:
    """Casualties, scores and seats without the event that they belong to."""
    bare = _OF_SOMEBODY.sub("", told)
    for asked, event, missing in _NEEDS:
        if asked.search(bare) and not (event and event.search(told)):
            return missing
    return None


def _names_place(told: str, knowledge: Knowledge) -> bool:
    named = any(
        mention.entry.kind is FactKind.PLACE or mention.entry.sub_kind in {"country", "legislature"}
        for mention in knowledge.find(told)
    )
    return named or any(knowledge.adjective(word) for word in re.findall(r"\b[A-Z]\w+", told))


def _undated(draft: Draft) -> str | None:
    if YEAR.search(draft.stem) or draft.fact.sub_kind == "full-form":
        return None
    if draft.fact.kind is FactKind.DATE:
        dated = YEAR.search(draft.key) or EVERY_YEAR.search(draft.stem)
        return None if dated else "no year"
    if draft.fact.kind is FactKind.FIGURE or not _LASTING.search(draft.stem):
        return "no year"
    now = _NOW.search(draft.fact.sentence.text)
    return f"no year of {now.group()}" if now else _under_way(draft)


def _under_way(draft: Draft) -> str | None:
    """What is going on in the news is no lasting truth: "is gathering" needs its year."""
    on = _GOING_ON.search(draft.stem)
    if on:
        return f"no year of {on.group()}"
    words = draft.fact.sentence.words
    for word in words:
        if word.tag == "VBG" and re.search(rf"\b(?:is|are)\b[^?]* {word.text}\b", draft.stem):
            aux = (w for w in words if w.head == word.index and w.dep == "aux")
            if any(w.lemma == "be" for w in aux):
                return f"no year of {word.text}"
    return None


_GOING_ON = re.compile(
    r"\b(?:is|are)\b[^?]* (?:underway|under way|ongoing|in progress|"
    r"being \w+ed\b(?![^?]*\b(?:every|each) year))\b"
)


def _dated_elsewhere(draft: Draft) -> str | None:
    """A figure anchored in the month of the news, though its sentence gives it another year."""
    fact, anchor = draft.fact, _PERIOD.match(draft.stem)
    if anchor is None or fact.kind is not FactKind.FIGURE or fact.sub_kind == "duration":
        return None
    place = fact.span.start - fact.sentence.span.start
    for match in _ANY_YEAR.finditer(fact.sentence.text):
        near = match.start() < _NEAR or abs(match.start() - place) < _NEAR
        if near and match.group() not in draft.stem:
            return f"the figure of {match.group()}"
    return None


def _bare_deed(draft: Draft) -> str | None:
    """A count of what somebody did, with nothing that says when or where: "did Norway build?"."""
    match = _DEED.match(draft.stem)
    if match is None or draft.fact.kind is not FactKind.FIGURE or draft.verb in _OF_A_KIND:
        return None
    end = match["verb"]
    verbs = (w for w in draft.fact.sentence.words if w.pos == "VERB")
    return match.group() if any(end in {w.text, w.lemma} for w in verbs) else None
