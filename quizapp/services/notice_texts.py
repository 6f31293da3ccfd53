"""The words of notices, for the pages and for letters alike: a message and what stands in it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from quizapp.errors import N_
from quizapp.services.notices import NoticeKind

__all__ = ["message_of"]

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


def message_of(kind: NoticeKind, data: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """Give the message of a notice, a gettext msgid, and its parameters; marks are fractions."""
    match kind:
        case NoticeKind.ANNOUNCEMENT:
            names = {"author": data["author"], "class": data["class_title"], "title": data["title"]}
            return N_("%(author)s told %(class)s: %(title)s"), names
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
