"""Texts of items for whoever shows them: as safe HTML, or as plain words."""

from html import escape

from quizapp.domain.items import TextFormat
from quizapp.interchange.item_html import as_plain, rendered

__all__ = ["as_plain", "is_plain", "rendered"]


def is_plain(text: str, text_format: TextFormat) -> bool:
    """Whether a text can stand where no markup can, such as in a list to select from."""
    return rendered(text, text_format) == escape(text, quote=False)
