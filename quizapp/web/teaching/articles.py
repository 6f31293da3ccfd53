"""Articles: the list, a new one, what is known of it, and its end."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.domain.binned import BinKind
from quizapp.errors import ConflictError, InvalidInputError
from quizapp.generation.types import Generated
from quizapp.services import article_library, articles, reviewing
from quizapp.services.articles import StoredArticle
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.downloading import downloader
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.teaching.article_search import ArticleSearchForm
from quizapp.web.teaching.article_sources import show_refusal, take_text
from quizapp.web.teaching.bin_messages import binned_article, say_in_bin
from quizapp.web.teaching.blueprint import CONFLICT, REFUSED, blueprint, page_number, teacher
from quizapp.web.teaching.forms import (
    ArticleDetailsForm,
    ArticleForm,
    asked_in,
    too_few,
)
from quizapp.web.teaching.samples import Sample, sample_article, sample_articles
from quizapp.web.transactions import begin_writing, reads_first


@blueprint.get("/articles", endpoint="articles")
@teacher
def list_articles() -> ResponseReturnValue:
    """List the teacher's articles, or those that are looked for."""
    form = ArticleSearchForm(request.args)
    form.validate()
    page = article_library.list_articles(
        db.session, user=the_user(), search=form.search(), page=page_number()
    )
    form.offer_sources()
    return render_template(
        "teaching/articles.html", page=page, form=form, samples=sample_articles()
    )


@blueprint.route("/articles/new", methods=["GET", "POST"])
@teacher
@reads_first
def new_article() -> ResponseReturnValue:
    """Take an article and write questions from it."""
    sample = sample_article(request.args.get("sample", ""))
    form = _filled_with(sample) if sample and request.method == "GET" else ArticleForm()
    if downloader() is None:
        del form.url
    binned = ""
    if form.validate_on_submit():
        try:
            stored = _store(form, _generate(form))
        except InvalidInputError as error:
            show_refusal(form, error)
            binned = binned_article(error)
        else:
            _say_what_came(form, stored)
            return redirect(url_for("teaching.review", article_id=stored.article_id, new=1), 303)
    page = render_template(
        "teaching/new_article.html",
        form=form,
        sample=sample,
        samples=sample_articles(),
        binned=binned,
    )
    return page, REFUSED if form.errors else 200


def _filled_with(sample: Sample) -> ArticleForm:
    return ArticleForm(
        formdata=None, data={"text": sample.text, "source_name": gettext("quizapp sample article")}
    )


def _generate(form: ArticleForm) -> Generated:
    """Write the questions. This takes a while: nothing is stored yet, and nobody waits for it."""
    read = take_text(form)
    return articles.generate_article(
        read.text,
        asked_in(form),
        title=form.title.data or None,
        published=form.news_date.data,
        filed=read.filed,
    )


def _store(form: ArticleForm, generated: Generated) -> StoredArticle:
    return articles.create_article(
        begin_writing(),
        owner=the_user(),
        text=form.text.data or "",
        generated=generated,
        title=form.title.data or "",
        source_name=form.source_name.data or "",
        source_url=form.source_url.data or "",
        news_date=form.news_date.data,
        asked=asked_in(form),
        now=now(),
    )


def _say_what_came(form: ArticleForm, stored: StoredArticle) -> None:
    if not stored.created:
        flash(gettext("You brought this article before. Here it is, as you left it."), "info")
        return
    text = ngettext(
        "%(num)s question is written. Look at it beside the article.",
        "%(num)s questions are written. Look at each beside the article.",
        stored.drafts,
    )
    flash(text, "success")
    asked = asked_in(form)
    if fewer := too_few(asked, asked.count, stored.drafts):
        flash(fewer, "info")


@blueprint.route("/articles/<int:article_id>/details", methods=["GET", "POST"])
@teacher
def article_details(article_id: int) -> ResponseReturnValue:
    """Change the title, the source and the date of an article."""
    article = reviewing.article_review(db.session, article_id, user=the_user())
    form = ArticleDetailsForm() if request.method == "POST" else ArticleDetailsForm.of(article)
    if form.validate_on_submit():
        try:
            articles.rename_article(
                db.session,
                article_id,
                title=form.title.data or "",
                source_name=form.source_name.data or "",
                source_url=form.source_url.data or "",
                news_date=form.news_date.data,
                actor=the_user(),
                now=now(),
            )
        except InvalidInputError as error:
            form.take(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            return redirect(url_for("teaching.review", article_id=article_id), 303)
    page = render_template("teaching/article_details.html", form=form, article=article)
    return page, REFUSED if form.errors else 200


@blueprint.route("/articles/<int:article_id>/delete", methods=["GET", "POST"])
@teacher
def delete_article(article_id: int) -> ResponseReturnValue:
    """Ask once, then put an article into the bin with the questions written from it."""
    article = reviewing.article_review(db.session, article_id, user=the_user())
    if request.method == "POST":
        try:
            articles.delete_article(db.session, article_id, actor=the_user(), now=now())
        except ConflictError as error:
            return _delete_page(article, error_text(error)), CONFLICT
        say_in_bin(BinKind.ARTICLE, article_id, article.title)
        return redirect(url_for("teaching.articles"), 303)
    return _delete_page(article)


def _delete_page(article: reviewing.ArticleReview, refusal: str = "") -> str:
    return render_template("teaching/delete_article.html", article=article, refusal=refusal)
