"""What is said of an article that no questions can be made of."""

from quizapp.errors import N_, ArticleError, ArticleReason
from quizapp.web.i18n import error_text, gettext

#: What would help, by the reason why no questions can be made of an article.
ADVICE: dict[ArticleReason, str] = {
    "empty": N_("Paste the text of an article, or choose a file."),
    "binary": N_("Open the file in the program that made it, copy its text, and paste it here."),
    "not_text": N_("Save it as plain text in UTF-8, or copy its text and paste it here."),
    "too_long": N_("Paste one article at a time, without the pages around it."),
    "language": N_("Take an English version of it."),
    "nothing_askable": N_(
        "Take an article that reports facts: dates, figures, ministries, places or people."
    ),
    "in_bin": N_("Bring it back from the bin, or delete it there for good and add it anew."),
}


def advice(reason: ArticleReason | None) -> str:
    """Return what would help; "" where nothing is known to."""
    return "" if reason is None else gettext(ADVICE[reason])


def refusal_text(error: ArticleError) -> str:
    """Return why the article is refused, with what would help."""
    return f"{error_text(error)} {advice(error.reason)}"
