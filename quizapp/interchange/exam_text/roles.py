"""What each token is: the cheapest way to read a paper as questions in order.

A number at the head of a line can begin a question, a statement or an option, and only what
stands around it tells which. So the paper is read in several ways at once. Each way costs what is
unusual about it (a number left out, a question without options, letters that count wrongly); at
each token the cheapest ways are kept, and in the end the cheapest of all is taken. Time is linear
in the number of tokens.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import NamedTuple

from quizapp.domain.items import Language
from quizapp.interchange.exam_text.labels import Family, Label
from quizapp.interchange.exam_text.phrases import ANSWER_HERE
from quizapp.interchange.exam_text.tokens import Kind, Token
from quizapp.interchange.exam_text.usual_options import usual_options

__all__ = ["Role", "Told", "roles_of"]

WAYS_KEPT = 8
COST_KEPT = 5.0
OPTIONS_MINIMUM = 2
HEADING_MAXIMUM = 60


class Role(Enum):
    """What a token is in its paper."""

    QUESTION = auto()
    STATEMENT = auto()
    OPTION = auto()
    MORE = auto()
    """Goes on with what stands before it."""
    APART = auto()
    """Belongs to no question."""
    ANSWER = auto()
    EXPLANATION = auto()
    DIRECTIONS = auto()
    HEADING = auto()


class Told(NamedTuple):
    """A token's role, and how its label was read."""

    role: Role
    label: Label | None = None
    number: int | None = None


class _Part(IntEnum):
    NONE = auto()
    STEM = auto()
    OPTIONS = auto()
    AFTER = auto()


class _Answered(IntEnum):
    NO = auto()
    LETTER = auto()
    WORDS = auto()


class _State(NamedTuple):
    """How far one way of reading has come; ways in the same state are one from there on."""

    part: _Part = _Part.NONE
    number: int | None = None
    dress: str = ""
    counter: tuple[Family, str, int] | None = None
    options: int = 0
    last: tuple[Family, str, int] | None = None
    usual: tuple[Family, str] | None = None
    answered: _Answered = _Answered.NO
    listed: bool = False
    asks: bool = False
    fresh: bool = True
    directed: bool = False
    """Directions stand open, and say which numbers they are for."""
    language: Language | None = None


class _Trail(NamedTuple):
    told: Told
    before: "_Trail | None"


class _Way(NamedTuple):
    cost: float
    state: _State
    trail: _Trail | None


class _Step(NamedTuple):
    cost: float
    state: _State
    told: Told


@dataclass(frozen=True, slots=True)
class _Seen:
    """A token with what its neighbours say about it."""

    token: Token
    after_blank: bool
    asks: bool
    heads: bool
    """Stands between blank lines before a number, like the name of a section."""


def roles_of(tokens: Sequence[Token], keyed: Mapping[int, str]) -> list[Told]:
    """Tell the role of each token. `keyed` are the answers that stand apart, by number."""
    reader = _Reader(keyed, _says_question(tokens))
    ways = [_Way(0.0, _State(usual=usual_options(tokens)), None)]
    blank = True
    for at, token in enumerate(tokens):
        if token.kind is Kind.BLANK:
            blank = True
            ways = [_Way(w.cost, w.state, _Trail(Told(Role.MORE), w.trail)) for w in ways]
            continue
        seen = _Seen(token, blank, _asks(token.text), blank and _heads(tokens, at))
        ways = _cheapest(
            _Way(way.cost + step.cost, step.state, _Trail(step.told, way.trail))
            for way in ways
            for step in reader.steps(way.state, seen)
        )
        blank = False
    best = min(ways, key=lambda way: way.cost + reader.closing(way.state))
    told: list[Told] = []
    trail = best.trail
    while trail is not None:
        told.append(trail.told)
        trail = trail.before
    return told[::-1]


def _says_question(tokens: Collection[Token]) -> bool:
    """Whether the paper's questions say that they are questions."""
    said = sum(token.kind is Kind.QUESTION for token in tokens)
    return said >= OPTIONS_MINIMUM and said * 8 >= sum(
        token.kind is Kind.LABELLED for token in tokens
    )


def _asks(text: str) -> bool:
    return text.rstrip(" .").endswith(("?", ":", "-", "–", "।", "__", "…", "है", "हैं"))


def _heads(tokens: Sequence[Token], at: int) -> bool:
    """Whether a short text stands alone before a numbered line."""
    text = tokens[at].text
    if len(text) > HEADING_MAXIMUM or text.endswith((".", "?", ":", "।", ",", ";")):
        return False
    near = tokens[at + 1 : at + 3]
    numbered = len(near) > 1 and (
        near[1].kind is Kind.QUESTION
        or any(label.family is Family.NUMBER for label in near[1].readings)
    )
    return numbered and near[0].kind is Kind.BLANK and not text[:1].islower()


def _cheapest(ways: Iterator[_Way]) -> list[_Way]:
    best: dict[_State, _Way] = {}
    for way in ways:
        known = best.get(way.state)
        if known is None or way.cost < known.cost:
            best[way.state] = way
    ordered = sorted(best.values(), key=lambda way: way.cost)[:WAYS_KEPT]
    return [way for way in ordered if way.cost <= ordered[0].cost + COST_KEPT]


class _Reader:
    """The costs of all steps."""

    def __init__(self, keyed: Mapping[int, str], explicit: bool) -> None:  # noqa: FBT001 — private, called once
        self.keyed = keyed
        self.explicit = explicit

    def steps(self, state: _State, seen: _Seen) -> Iterator[_Step]:
        """Give each way to go on with a token."""
        match seen.token.kind:
            case Kind.TEXT:
                yield from self._text(state, seen)
            case Kind.LABELLED:
                yield from self._labelled(state, seen)
            case Kind.QUESTION:
                yield self._question(state, seen, seen.token.number, "Q")
            case Kind.ANSWER:
                yield self._answer(state, seen.token)
            case Kind.EXPLANATION:
                after = state._replace(part=_Part.AFTER, counter=None)
                cost = 4.0 if state.part is _Part.NONE else 0.0
                role = Role.APART if state.part is _Part.NONE else Role.EXPLANATION
                yield _Step(cost, state if cost else after, Told(role))
            case Kind.HEADING | Kind.DIRECTIONS | Kind.KEY | Kind.BLANK as kind:
                role = Role.DIRECTIONS if kind is Kind.DIRECTIONS else Role.HEADING
                ranged = kind is Kind.DIRECTIONS and seen.token.range is not None
                after = self._closed(state)._replace(directed=ranged)
                yield _Step(self.closing(state), after, Told(role))

    def closing(self, state: _State) -> float:
        """What it costs that the question ends here."""
        if state.part is _Part.NONE or state.options >= OPTIONS_MINIMUM:
            return 0.0
        if state.options:
            return 3.0
        answered = state.answered
        keyed = None if state.number is None else self.keyed.get(state.number)
        if answered is _Answered.NO and keyed is not None:
            answered = _kind_of_answer(keyed)
        match answered:
            case _Answered.NO:
                return 1.5 if state.asks and not state.listed else 3.0
            case _Answered.LETTER:
                return 2.5
            case _Answered.WORDS:
                return 1.5 if state.listed else 0.3

    def _closed(self, state: _State) -> _State:
        return state._replace(
            part=_Part.NONE,
            counter=None,
            options=0,
            last=None,
            answered=_Answered.NO,
            listed=False,
            asks=False,
            fresh=True,
            directed=False,
        )

    def _question(self, state: _State, seen: _Seen, number: int | None, dress: str) -> _Step:
        """Begin a question; the cost of its number is the caller's."""
        after = self._closed(state)._replace(
            part=_Part.STEM,
            number=state.number if number is None else number,
            dress=dress or state.dress,
            asks=seen.asks,
            fresh=False,
            language=seen.token.language or state.language,
        )
        return _Step(self.closing(state), after, Told(Role.QUESTION, None, number))

    def _answer(self, state: _State, token: Token) -> _Step:
        if state.part is _Part.NONE:
            return _Step(3.0, state, Told(Role.APART))
        cost = 1.0 if state.answered is not _Answered.NO else 0.0
        kind = _kind_of_answer(token.text)
        after = state._replace(part=_Part.AFTER, counter=None, answered=kind)
        return _Step(cost, after, Told(Role.ANSWER))

    def _text(self, state: _State, seen: _Seen) -> Iterator[_Step]:
        role = Role.APART if state.part is _Part.NONE else Role.MORE
        yield _Step(self._more(state, seen), self._continued(state, seen), Told(role))
        if seen.heads and state.part in {_Part.OPTIONS, _Part.AFTER}:
            yield _Step(0.3 + self.closing(state), self._closed(state), Told(Role.HEADING))
        cost = self._unnumbered(state, seen)
        if cost is not None and seen.token.begins:
            step = self._question(state, seen, None, "")
            yield step._replace(cost=step.cost + cost)

    def _continued(self, state: _State, seen: _Seen) -> _State:
        if state.part is _Part.STEM:
            # A statement list can go on after a text, but rarely does; the options come next.
            return state._replace(asks=seen.asks or (state.asks and state.listed))
        return state

    def _more(self, state: _State, seen: _Seen) -> float:
        match state.part:
            case _Part.NONE:
                return 0.3 if seen.asks else 0.0
            case _Part.STEM:
                return 0.2 if seen.after_blank else 0.0
            case _Part.OPTIONS:
                return (0.6 if seen.after_blank else 0.05) + (0.6 if seen.asks else 0.0)
            case _Part.AFTER:
                return 0.3 if seen.asks else 0.0

    def _unnumbered(self, state: _State, seen: _Seen) -> float | None:
        """What it costs that a question begins without a number; None where none can."""
        if (
            state.directed
            or state.part is _Part.STEM
            or (state.part is _Part.OPTIONS and state.options < OPTIONS_MINIMUM)
        ):
            return None
        cost = 0.4 if state.part is _Part.NONE else 0.8 if seen.after_blank else 1.4
        other = _differs(seen.token.language, state.language)
        if state.number is not None or self.explicit:
            cost += 0.1 if other else 1.5
        if other and state.part is _Part.OPTIONS:
            cost -= 0.5
        return cost - (0.3 if seen.asks else 0.0)

    def _labelled(self, state: _State, seen: _Seen) -> Iterator[_Step]:
        for label in seen.token.readings:
            if label.family is Family.NUMBER and seen.token.begins:
                step = self._question(state, seen, label.ordinal, label.dress)
                cost = self._number(state, label, seen.token.language)
                yield step._replace(cost=step.cost + cost)
            yield from self._option(state, label)
            yield self._listed(state, label, seen)
        role = Role.APART if state.part is _Part.NONE else Role.MORE
        yield _Step(2.0, state, Told(role))

    def _number(self, state: _State, label: Label, language: Language | None) -> float:
        """What it costs that this number begins a question."""
        cost = 1.5 if self.explicit else 0.0
        ahead = label.ordinal - (state.number or 0)
        if state.dress and state.dress not in {label.dress, "Q"}:
            cost += 0.8 if ahead == 1 else 2.0
        if state.number is None:
            return cost + (0.0 if label.ordinal == 1 else 0.4)
        other = _differs(language, state.language)
        if ahead == 1:
            return cost
        if ahead > 1:
            return cost + (0.8 if ahead <= 5 else 1.5)  # noqa: PLR2004 — a few left out
        if ahead == 0:
            return cost + (0.1 if other else 2.5)
        if label.ordinal == 1:
            return cost + (0.3 if state.fresh else 0.8 if other else 2.0)
        return cost + (1.0 if state.fresh or other else 3.0)

    def _option(self, state: _State, label: Label) -> Iterator[_Step]:
        if state.part not in {_Part.STEM, _Part.OPTIONS} or label.ordinal > 12:  # noqa: PLR2004
            return
        this = (label.family, label.dress, label.ordinal)
        if state.part is _Part.STEM:
            cost = self._first_option(state, label)
        elif state.last is not None and _same_row(state.last, label):
            cost = _step_cost(label.ordinal - state.last[2])
            cost += 0.4 if state.last[1] != label.dress else 0.0
        else:
            return
        after = state._replace(
            part=_Part.OPTIONS,
            options=state.options + 1,
            last=this,
            usual=(label.family, label.dress),
            counter=None,
        )
        yield _Step(cost, after, Told(Role.OPTION, label))

    def _first_option(self, state: _State, label: Label) -> float:
        cost = 0.0 if label.ordinal == 1 else 2.0 * min(label.ordinal - 1, 3)
        if state.usual is not None:
            return cost + (0.0 if state.usual == (label.family, label.dress) else 1.2)
        match label.family:
            case Family.NUMBER:
                return cost + 1.0
            case Family.ROMAN:
                return cost + 0.8
            case Family.LATIN | Family.HINDI:
                return cost + (0.0 if label.dress[0] in "([" else 0.1)

    def _listed(self, state: _State, label: Label, seen: _Seen) -> _Step:
        """Take the label as one of a list of statements, in a stem or wherever else."""
        this = (label.family, label.dress, label.ordinal)
        known = state.counter
        if known is not None and known[:2] == this[:2] and known[2] + 1 == label.ordinal:
            cost = 0.1
        else:
            cost = 0.2 if label.ordinal == 1 else 2.5
            if state.usual is not None and state.usual != this[:2] and state.asks:
                cost += 0.4
            elif label.family is Family.LATIN:
                cost += 0.8 if label.dress[0] == "A" else 1.6
            elif label.family is Family.HINDI:
                cost += 1.0
        after = state._replace(counter=this)
        match state.part:
            case _Part.NONE:
                return _Step(cost + (1.0 if seen.asks else 0.2), after, Told(Role.APART, label))
            case _Part.STEM:
                return _Step(cost, after._replace(listed=True), Told(Role.STATEMENT, label))
            case _Part.OPTIONS:
                return _Step(cost + 4.0, after, Told(Role.MORE, label))
            case _Part.AFTER:
                return _Step(cost + 0.2, after, Told(Role.MORE, label))


def _differs(language: Language | None, other: Language | None) -> bool:
    return language is not None and other is not None and language != other


def _same_row(last: tuple[Family, str, int], label: Label) -> bool:
    return last[0] is label.family


def _step_cost(step: int) -> float:
    if step == 1:
        return 0.0
    return {0: 1.5, 2: 1.2}.get(step, 2.5)


def _kind_of_answer(text: str) -> _Answered:
    found = ANSWER_HERE.match(text)
    if found is None:
        return _Answered.WORDS
    # "Answer: 4" may be a number as well as an option.
    return _Answered.WORDS if found[0].strip().isdigit() else _Answered.LETTER
