"""Who held a post: by apposition, by possession, and by headlines that tell of an election.

Reads words, not the parse: "A B, the mayor of C", "the governor of D, E F", "G's minister for
tourism, H I", "J K elected as Speaker of L". What a post is of must be named in the same words, so
that the question stands alone. May import the other data types of the engine and the gazetteers.
"""

import re
from collections.abc import Iterator, Sequence

from quizapp.domain.items import FactKind
from quizapp.generation.knowledge.gazetteer import Gazetteer
from quizapp.generation.types import Article, BlockKind, Draft, EntityValue, Fact, Sentence, Span

__all__ = ["elected", "held"]

_POST = (
    r"(?:(?:[Cc]hief|[Pp]rime|[Vv]ice|[Dd]eputy|[Ff]oreign|[Ff]inance|[Hh]ome|[Dd]efen[cs]e|[Hh]ealth|"
    r"[Uu]nion|[Ss]tate|[Mm]anaging|[Aa]ssistant|[Ee]xecutive) )*"
    r"(?:[Mm]inister of State \(Independent Charge\)|"
    r"[Mm]inister|[Pp]resident|[Cc]hairman|[Cc]hairperson|[Cc]hairwoman|[Gg]overnor|[Mm]ayor|CEO|"
    r"[Cc]hief [Ee]xecutive|[Dd]irector|[Dd]irector[- ][Gg]eneral|[Ss]ecretary[- ][Gg]eneral|"
    r"[Ss]ecretary|[Cc]ommissioner|[Ss]peaker|[Cc]hancellor|[Aa]mbassador)"
)
_NAME = r"[A-Z][\w.&'’-]*(?: (?:of|for|and|the|[A-Z&][\w.&'’-]*))*"
AFTER = re.compile(
    rf", (?:the |a )?(?P<post>{_POST}) (?P<joint>of|for|at) (?P<of>(?:the )?{_NAME})"
)
BEFORE = re.compile(rf"(?:^|[Tt]he |, )(?P<post>{_POST}) of (?P<of>(?:the )?{_NAME}),? $")
_PORTFOLIO = r" (?:for|of) [A-Z]\w*(?:(?:,| and|, and) [A-Z]\w*| [A-Z]\w*)*"
OWNED = re.compile(rf"(?P<of>{_NAME})['’]s? (?P<post>{_POST}(?:{_PORTFOLIO})?),? $")
_PLAIN = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*"
SEVERAL = re.compile(
    rf"\b(?P<post>(?:(?:Prime|Chief|Foreign|Defen[cs]e|Finance) Minister|President|Governor))s "
    rf"(?:{_PLAIN} of (?:the )?{_PLAIN}(?:,|,? and) )*\x00 of (?P<of>(?:the )?{_PLAIN})"
)
"""As in "Presidents A B of Mali and \\x00 of Togo", where the name that is asked for is a mark."""
_CLAUSE = r"(?: (?:as|after|amid|following|with|over|despite|ahead|while|for|by)\b.*|[,:;].*)?"
ELECTED = re.compile(
    r"^(?P<verb>(?:re-?)?elected|appointed|named|sworn in|chosen)(?P<joint> as)? (?:the )?(?:new )?"
    rf"(?P<post>[A-Z][^,:;]*?){_CLAUSE}$"
)
BECAME = re.compile(
    r"^(?P<verb>becomes|wins|takes charge as) (?P<what>(?:the )?(?:first |new |[A-Z])[^,:;]*?)"
    r"(?: (?:as|after|amid|following|despite|ahead)\b.*|[,:;].*)?$"
)
PAST = {"becomes": "became", "wins": "won", "takes charge as": "took charge as"}
POST_ALONE = re.compile(
    r"\b(?:Speaker|President|Minister|Prime|Chief|Governor|Chairman|Chairperson|Director|General|"
    r"Secretary|Leader|Mayor|CEO|Deputy|Vice|New)\b"
)
NO_LONGER = re.compile(r"\b(?:former|late|then|ex|acting|outgoing|incoming|next)\b", re.IGNORECASE)
OF_PLACES = re.compile(r"mayor|governor|minister|secretary|speaker", re.IGNORECASE)
"""Posts that cities and states have; a "chancellor of San Diego" is one of a university there."""
LOOK_BACK = 90
FULL_NAME = 2


def held(
    sentence: Sentence,
    facts: Sequence[Fact],
    label: str,
    knowledge: Gazetteer,
) -> Iterator[Draft]:
    """Drafts that ask who held a post as of `label` ("May 2021"); none without it."""
    if not label or re.search(r"\b(?:1[5-9]|20)\d\d\b", sentence.text):
        return
    offset = sentence.span.start
    for fact in facts:
        value = fact.value
        if fact.kind is not FactKind.PERSON or not isinstance(value, EntityValue):
            continue
        if len(value.name.split()) < FULL_NAME:
            continue
        start, end = fact.span.start - offset, fact.span.end - offset
        before = sentence.text[max(0, start - LOOK_BACK) : start]
        post = _post_around(before, sentence.text[end:])
        if post is not None and post.re is BEFORE and _goes_on(post, knowledge):
            continue
        whole = _of_what(post, knowledge) if post is not None else ""
        if whole:
            stem = f"As of {label}, who was the {whole}?"
            yield Draft(fact, stem, value.name, "post-held", focus="person", strength=0.65)


def _post_around(before: str, after: str) -> re.Match[str] | None:
    match = AFTER.match(after)
    if match is not None and re.match(
        r",|\.|;| (?:said|told|added|announced)", after[match.end() :]
    ):
        return None if NO_LONGER.search(match.group()) else match
    several = SEVERAL.search(f"{before}\x00{after}")
    if several is not None:
        return several
    for pattern in (BEFORE, OWNED):
        match = pattern.search(before)
        if match is not None and not NO_LONGER.search(before[max(0, match.start() - 10) :]):
            return match
    return None


def _goes_on(post: re.Match[str], knowledge: Gazetteer) -> bool:
    """As in "President of BJP Youth Wing": no comma, and no place, so the name may be its own."""
    entry = knowledge.lookup(post["of"].removeprefix("the "))
    placed = entry is not None and (
        entry.kind is FactKind.PLACE or entry.sub_kind in {"country", "state"}
    )
    return "," not in post.group()[post.group().rfind(post["of"]) :] and not placed


def _of_what(match: re.Match[str], knowledge: Gazetteer) -> str:
    """Say "Mayor of Moscow", where what stands after "of" is known or of several words."""
    whole = match["of"].removeprefix("the ")
    entry = knowledge.lookup(whole)
    if entry is None and (" " not in whole or " and " in whole):
        return ""
    if entry is not None and entry.kind is FactKind.PLACE and not OF_PLACES.search(match["post"]):
        return ""
    the = "the " if match["of"].startswith("the ") or whole.startswith("United") else ""
    post = match["post"]
    joint = match.groupdict().get("joint") or "of"
    if re.search(r" (?:for|of) ", post):
        return f"{post} of {the}{whole}"
    shown = post if post.isupper() else " ".join(w[:1].upper() + w[1:] for w in post.split())
    return f"{shown} {joint} {the}{whole}"


def _stands_alone(post: str) -> bool:
    """Whether a post says what it is of: "Jharkhand Assembly Speaker", not "Speaker"."""
    return re.search(r"\b[A-Z]", POST_ALONE.sub("", post)) is not None


def elected(
    article: Article, facts: Sequence[Fact], label: str, knowledge: Gazetteer, *, home: str = ""
) -> Iterator[Draft]:
    """From "A B elected as Speaker of C": in May 2021, who was elected as Speaker of C?

    Where the headline names no place or body, `home` says in which country it was.
    """
    block = next((b for b in article.blocks if b.kind is BlockKind.HEADLINE), None)
    if block is None or not label:
        return
    persons = {
        fact.value.name
        for fact in facts
        if fact.kind is FactKind.PERSON and isinstance(fact.value, EntityValue)
    }
    name = max((n for n in persons if block.text.startswith(f"{n} ")), key=len, default="")
    asked = _done(block.text[len(name) + 1 :], knowledge)
    if len(name.split()) < FULL_NAME or not asked:
        return
    if home and not knowledge.find(asked):
        asked += f" in {'the ' if home.startswith('United') else ''}{home}"
    sentence = Sentence(block.text, block.span, (), article.blocks.index(block), -1)
    span = Span(block.span.start, block.span.start + len(name))
    value = EntityValue(name, "", knowledge.lookup(name))
    fact = Fact(FactKind.PERSON, value.sub_kind, value, name, span, sentence, (0, 0))
    stem = f"In {label}, who {asked}?"
    yield Draft(fact, stem, name, "headline-elected", focus="person", strength=0.8)


def _done(headline: str, knowledge: Gazetteer) -> str:
    """What the headline says of the person, in the past: "was elected as Speaker of C"."""
    chosen = ELECTED.match(headline)
    if chosen is not None and _stands_alone(chosen["post"]):
        return f"was {chosen['verb']}{chosen['joint'] or ''} {chosen['post'].strip()}"
    became = BECAME.match(headline)
    if became is None or not _stands_alone(became["what"]):
        return ""
    what = became["what"].removeprefix("the ").strip()
    named = [mention.start for mention in knowledge.find(what)]
    the = "the " if what.startswith(("first ", "new ")) or 0 in named else ""
    return f"{PAST[became['verb']]} {the}{what}"
