"""What is said where something went into the bin, or is there already."""

from collections.abc import Sequence

from flask import flash

from quizapp.domain.binned import BinKind
from quizapp.errors import ArticleError, InvalidInputError
from quizapp.web.i18n import gettext, ngettext

__all__ = ["binned_article", "say_in_bin", "say_items_in_bin", "what_of"]

_MOST = 100


def what_of(kind: BinKind, key: int) -> str:
    """Give the name of something in the bin, as forms hold it."""
    return f"{kind.value}-{key}"


def say_in_bin(kind: BinKind, key: int, title: str) -> None:
    """Say on the next page that something is in the bin, with the way to undo it."""
    text = gettext("“%(title)s” is in the bin.", title=title)
    flash({"text": text, "what": what_of(kind, key)}, "binned")  # type: ignore[arg-type]  # a template reads it


def say_items_in_bin(item_ids: Sequence[int]) -> None:
    """Say on the next page that questions are in the bin, with the way to undo it."""
    text = ngettext(
        "%(num)s question is in the bin.", "%(num)s questions are in the bin.", len(item_ids)
    )
    # A session has no room for more; those are brought back from the page of the bin.
    names = [what_of(BinKind.ITEM, each) for each in item_ids] if len(item_ids) <= _MOST else []
    flash({"text": text, "what": ",".join(names)}, "binned")  # type: ignore[arg-type]  # as above


def binned_article(error: InvalidInputError) -> str:
    """Give the name of the article for which this refuses another; "" where it is for none."""
    if isinstance(error, ArticleError) and error.reason == "in_bin":
        return what_of(BinKind.ARTICLE, int(str(error.params["article_id"])))
    return ""
