"""Whether articles may be given by their address, and who downloads them then."""

from flask import Flask, current_app

from quizapp.fetching.client import Downloader

__all__ = ["DOWNLOADER", "downloader", "init_downloading"]

#: Where the application keeps its downloader; None where downloading is switched off.
DOWNLOADER = "quizapp.downloader"


def init_downloading(app: Flask) -> None:
    """Give `app` its downloader, unless its configuration switches downloading off."""
    app.extensions[DOWNLOADER] = Downloader() if app.config["ARTICLE_DOWNLOADS"] else None


def downloader() -> Downloader | None:
    """Give who downloads pages here, None where nobody may."""
    found: Downloader | None = current_app.extensions[DOWNLOADER]
    return found
