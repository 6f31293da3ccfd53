"""The words of notices, for the pages and for letters alike: a message and what stands in it."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from quizapp.errors import N_
from quizapp.services.notices import NoticeKind

__all__ = ["message_of"]

_SET = N_("“%(title)s” is set for %(class)s.")
_SET_UNTIL = N_("“%(title)s” is set for %(class)s, until %(when)s.")
_REMINDED = N_("You have not begun “%(title)s” yet, which is set for %(class)s.")
_REMINDED_UNTIL = N_(
    "You have not begun “%(title)s” yet, which is set for %(class)s until %(when)s."
)
_AGAIN = N_(
    "Question %(number)s of “%(title)s” was marked again: you have %(after)s marks now, instead of"
    " %(before)s."
)
_AS_AT_FIRST = N_(
    "Question %(number)s of “%(title)s” counts as at first again: you have %(after)s marks now,"
    " instead of %(before)s."
)
_OF_SETS = {
    NoticeKind.SET_UNSHARED: N_(
        "%(name)s shares the set “%(title)s” with you no more. Quizzes that you made of it go on."
    ),
    NoticeKind.SET_LEFT: N_("%(name)s has left your set “%(title)s”."),
    NoticeKind.SET_HANDED_OVER: N_(
        "%(name)s has handed the set “%(title)s” over to you: it is yours now."
    ),
}

_LOOKED_AT = N_(
    "%(name)s reviewed questions that you asked about: %(good)s look good, %(changes)s need"
    " changes."
)


def message_of(kind: NoticeKind, data: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """Give the message of a notice, a gettext msgid, and its parameters.

    Marks are fractions and points of time are datetimes: whoever shows them knows the reader.
    """
    match kind:
        case NoticeKind.ANNOUNCEMENT:
            names = {"author": data["author"], "class": data["class_title"], "title": data["title"]}
            return N_("%(author)s told %(class)s: %(title)s"), names
        case NoticeKind.QUIZ_SET | NoticeKind.REMINDER:
            return _of_assignment(kind, data)
        case NoticeKind.REVIEW_ASKED | NoticeKind.REVIEW_DECIDED | NoticeKind.ITEM_COMMENTED:
            return _of_review(kind, data)
        case NoticeKind.REGRADED | NoticeKind.REGRADE_UNDONE:
            marks: dict[str, object] = {
                "number": data["position"],
                "title": data["quiz_title"],
                "before": Fraction(data["before"]),
                "after": Fraction(data["after"]),
            }
            return (_AGAIN if kind is NoticeKind.REGRADED else _AS_AT_FIRST), marks
        case NoticeKind.SET_SHARED:
            message = (
                N_("%(name)s shares the set “%(title)s” with you: you may use and edit it.")
                if data["permission"] == "edit"
                else N_("%(name)s shares the set “%(title)s” with you: you may use it.")
            )
            return message, {"name": data["by"], "title": data["set_title"]}
        case NoticeKind.SET_UNSHARED | NoticeKind.SET_LEFT | NoticeKind.SET_HANDED_OVER:
            return _OF_SETS[kind], {"name": data["by"], "title": data["set_title"]}


def _of_assignment(kind: NoticeKind, data: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    is_new = kind is NoticeKind.QUIZ_SET
    told: dict[str, object] = {"title": data["quiz_title"], "class": data["class_title"]}
    if data["closes_at"] is None:
        return (_SET if is_new else _REMINDED), told
    told["when"] = datetime.fromisoformat(data["closes_at"])
    return (_SET_UNTIL if is_new else _REMINDED_UNTIL), told


def _of_review(kind: NoticeKind, data: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    names: dict[str, object] = {"name": data["by"]}
    if kind is NoticeKind.ITEM_COMMENTED:
        return N_("%(name)s commented on a question."), names
    if kind is NoticeKind.REVIEW_ASKED:
        if data["count"] == 1:
            return N_("%(name)s asks you to review a question."), names
        names["count"] = data["count"]
        return N_("%(name)s asks you to review %(count)s questions."), names
    good, changes = data["good"], data["changes"]
    if good + changes > 1:
        return _LOOKED_AT, names | {"good": good, "changes": changes}
    if good:
        return N_("%(name)s reviewed your question: it looks good."), names
    return N_("%(name)s reviewed your question: it needs changes."), names
