"""What the form of a question sends, in the domain's words.

No WTForms here: these fields are choices and figures that a page cannot get wrong, so that what
does not fit was made by hand or by a broken script. It is refused with words, not asked for again.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from werkzeug.datastructures import MultiDict

from quizapp.domain.items import LANGUAGES
from quizapp.domain.responses import (
    Blank,
    Chosen,
    Entered,
    Matched,
    NotAttempted,
    Response,
)
from quizapp.errors import N_, InvalidInputError
from quizapp.services.saving import Save

#: Options and things to match are numbered from 0, and there are never more than twelve.
_NUMBER_DIGITS: Final = 2

REVISION_MAXIMUM: Final = 2**31 - 1

NOT_ATTEMPTED: Final = "not-attempted"
_MATCH: Final = "match-"


class Action(StrEnum):
    """What the buttons of a question page do after the choice is saved."""

    NEXT = "next"
    MARK = "mark"
    CLEAR = "clear"
    PREVIOUS = "previous"
    SUMMARY = "summary"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question page that was sent: what to save, and where to go then.

    `response` and `marked` are None where they stay as they are. `revision` is what the page knew
    of the question. `entered` is what was typed, None where the page has nothing to type into.
    """

    response: Response | None
    marked: bool | None
    revision: int
    action: Action
    language: str | None
    entered: str | None

    def save(self, position: int) -> Save:
        """Give what is to be saved of this question."""
        return Save(position, self.response, self.marked, revision=self.revision)


def answer_from(form: MultiDict[str, str]) -> Answer:
    """Read the fields of a question page.

    The answer is in `option` (as often as options are marked), `entered` (what was typed) or
    `match-0`, `match-1` … (the option that goes with each thing). `empties` says that nothing in
    them means nothing marked; without it nothing leaves what is stored as it is.

    Raises:
        InvalidInputError: `field` names the one that no page of ours sends.
    """
    language = form.get("language")
    if language is not None and language not in LANGUAGES:
        raise InvalidInputError(
            N_("Questions are in English or Hindi; choose one of the two."), field="language"
        )
    action = _action(form.get("action", Action.STAY if language else Action.NEXT))
    response = _response(form)
    if action is Action.CLEAR or (response is None and "empties" in form):
        response = Blank()
    return Answer(
        response,
        _marked_by(action),
        _revision(form.get("revision", "0")),
        action,
        language,
        form.get("entered"),
    )


def _action(text: str) -> Action:
    try:
        return Action(text)
    except ValueError:
        raise InvalidInputError(
            N_("This button does not exist. Load the question again and use its buttons."),
            field="action",
        ) from None


def _marked_by(action: Action) -> bool | None:
    """Say what a button does to the mark for review; the others leave it as it is."""
    return {Action.NEXT: False, Action.MARK: True}.get(action)


def _response(form: MultiDict[str, str]) -> Response | None:
    """Read what was answered; the bubble "not attempted" counts only where nothing was."""
    entered = form.get("entered", "")
    if entered.strip():
        return Entered(entered)
    pairs = [
        (_number(name.removeprefix(_MATCH)), _number(text))
        for name, text in form.items()
        if name.startswith(_MATCH) and text
    ]
    if pairs:
        return Matched.of(*pairs)
    marked = [text for text in form.getlist("option") if text]
    options = [_number(text) for text in marked if text != NOT_ATTEMPTED]
    if options:
        return Chosen.of(*options)
    return NotAttempted() if marked else None


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= _NUMBER_DIGITS:
        return int(text)
    raise InvalidInputError(
        N_("“%(text)s” is not an option of this question. Choose one of those on the page."),
        field="response",
        text=text[:40],
    )


def _revision(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= REVISION_MAXIMUM:
        return int(text)
    raise InvalidInputError(
        N_("This page does not say what it knew of the question. Load the question again."),
        field="revision",
    )
