"""Where the text of a new article comes from: a file, the field, or a page of the web."""

from flask_limiter.errors import RateLimitExceeded
from werkzeug.datastructures import FileStorage

from quizapp.errors import N_, ArticleError, InvalidInputError
from quizapp.services.article_files import ReadArticle, read_article, read_download
from quizapp.web.access import the_user
from quizapp.web.article_refusals import refusal_text
from quizapp.web.downloading import downloader
from quizapp.web.extensions import limiter
from quizapp.web.i18n import gettext, problem_text
from quizapp.web.teaching.forms import ArticleForm

__all__ = ["show_refusal", "take_text"]

#: Pages that one teacher may have downloaded.
DOWNLOADS = "60 per hour"


def take_text(form: ArticleForm) -> ReadArticle:
    """Put the text into the form, from where it is: a file, else the field, else an address.

    From then on it is in the form, so that the teacher sees what was read if it is refused.

    Raises:
        ArticleError: there is no article in the file or in the page.
        InvalidInputError: field url; it could not be downloaded.
    """
    upload = form.file.data
    text = form.text.data or ""
    if isinstance(upload, FileStorage) and upload.filename:
        read = read_article(upload.read(), upload.filename)
    elif "url" in form and form.url.data and not text.strip():
        read = _downloaded(form)
    else:
        return ReadArticle(text)
    form.text.data = read.text
    form.source_name.data = form.source_name.data or read.source[:200]
    return read


def _downloaded(form: ArticleForm) -> ReadArticle:
    client = downloader()
    if client is None:  # the form has no such field then
        return ReadArticle("")
    try:
        with limiter.limit(DOWNLOADS, key_func=lambda: f"downloads of {the_user().id}"):
            page = client.get(form.url.data or "")
    except RateLimitExceeded:
        raise InvalidInputError(
            N_("Many pages were downloaded within an hour. Wait a while."), field="url"
        ) from None
    try:
        read = read_download(page)
    except ArticleError as error:
        error.field = "url"
        raise
    form.source_url.data = form.source_url.data or page.url
    return read


def show_refusal(form: ArticleForm, error: InvalidInputError) -> None:
    """Put the refusal at its field, with what would help."""
    if error.field == "url" and "url" in form:
        advice = gettext("Open the page in a browser, copy the article, and paste it here.")
        told = [problem_text(problem) for problem in error.problems]
        form.url.errors = [*form.url.errors, " ".join([*told, advice])]
    elif isinstance(error, ArticleError):
        came_as_file = form.file.data and not form.text.data
        field = form.file if came_as_file else form.text
        field.errors = [*field.errors, refusal_text(error)]
    else:
        form.take(error)
