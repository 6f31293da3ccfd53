"""Items on pages: the filters that write their texts as safe HTML or plain words, and their key."""

from flask import Flask
from markupsafe import Markup

from quizapp.domain.items import TextFormat
from quizapp.services import rendering
from quizapp.services.keyed_items import keyed_item


def init_item_texts(app: Flask) -> None:
    """Give the templates of `app` the filters `item_html`, `item_plain` and `keyed`."""
    app.add_template_filter(item_html, "item_html")
    app.add_template_filter(keyed_item, "keyed")
    app.add_template_filter(rendering.as_plain, "item_plain")


def item_html(text: str, text_format: TextFormat = TextFormat.PLAIN) -> Markup:
    """Write a text of an item for a page: escaped or cleaned, its formulas as MathML."""
    return Markup(rendering.rendered(text, text_format))  # noqa: S704 — made of safe parts alone
