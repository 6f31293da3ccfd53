"""A question of a fact that nobody asked for yet: what the generator offers, in the editor."""

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from quizapp.domain.items import ItemType, letter
from quizapp.errors import ArticleError
from quizapp.services import articles, fact_questions, items
from quizapp.services.articles import ArticleText
from quizapp.services.fact_questions import FactWays, Place
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext
from quizapp.web.teaching.blueprint import REFUSED, blueprint, teacher
from quizapp.web.teaching.editing.item_forms import ItemForm
from quizapp.web.teaching.editing.making import filled_form, new_form_class, ready
from quizapp.web.teaching.items import with_other_rows
from quizapp.web.teaching.rules import rule_text

#: The generator reads and writes English.
_LANGUAGE = "en"
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


@blueprint.get("/articles/<int:article_id>/ask")
@teacher
def ask_fact(article_id: int) -> ResponseReturnValue:
    """Show a question of a fact in the editor, or say why none can be made."""
    article = articles.article_text(db.session, article_id, user=the_user())
    if "fact" not in request.args:
        return _nothing(article, None, ())
    try:
        found = fact_questions.ways_to_ask(article, *_span("fact"))
    except ArticleError as error:
        return _nothing(article, None, (error_text(error),)), REFUSED
    if found is None or not found.ways:
        reasons = map(rule_text, found.refused if found is not None else ())
        return _nothing(article, found, tuple(reasons))
    return _offer(article, found)


@blueprint.post("/articles/<int:article_id>/ask")
@teacher
def keep_question(article_id: int) -> ResponseReturnValue:
    """Keep the question of a fact, or give its form one row more or less."""
    article = articles.article_text(db.session, article_id, user=the_user())
    place = Place(*_span("fact"), *_span("sentence"))
    form_class = new_form_class(ItemType.SINGLE, [_LANGUAGE])
    form = ready(form_class())
    if changed := with_other_rows(form):
        return _page(article, place, ready(form_class(formdata=None, data=changed)))
    content = form.validated_content(None)
    if content is None:
        return _page(article, place, form), REFUSED
    item_id = fact_questions.add_question(
        db.session, article_id, content, place, actor=the_user(), now=now()
    )
    if request.form.get("then") == "accept":
        items.accept(db.session, item_id, actor=the_user(), now=now())
        flash(gettext("The question is saved and accepted."), "success")
    else:
        flash(gettext("The question is saved."), "success")
    address = url_for("teaching.review", article_id=article_id)
    return redirect(f"{address}#item-{item_id}", 303)


def _span(name: str) -> tuple[int, int]:
    """Return a place in the article, as the address says it."""
    match = _SPAN.fullmatch(request.args.get(name, ""))
    if match is None:
        raise NotFound
    return int(match[1]), int(match[2])


def _offer(article: ArticleText, found: FactWays) -> str:
    chosen = min(max(request.args.get("way", 0, type=int), 0), len(found.ways) - 1)
    way = found.ways[chosen]
    return _page(article, found.place, filled_form(way.content, 0), found, chosen)


def _page(
    article: ArticleText,
    place: Place,
    form: ItemForm,
    found: FactWays | None = None,
    chosen: int = 0,
) -> str:
    fact = f"{place.start}-{place.end}"
    way = found.ways[chosen] if found is not None else None
    return render_template(
        "teaching/ask_fact.html",
        article=article,
        form=form,
        fact=fact,
        evidence=place.evidence(article.body),
        ways=found.ways if found is not None else (),
        chosen=chosen,
        spare=way.spare if way is not None else (),
        doubt=rule_text(way.rule) if way is not None and way.rule else "",
        address=url_for(
            "teaching.keep_question",
            article_id=article.id,
            fact=fact,
            sentence=f"{place.sentence_start}-{place.sentence_end}",
        ),
        letter=letter,
    )


def _nothing(article: ArticleText, found: FactWays | None, reasons: tuple[str, ...]) -> str:
    return render_template(
        "teaching/no_question.html",
        article=article,
        evidence=found.place.evidence(article.body) if found is not None else None,
        surface=found.surface if found is not None else "",
        reasons=reasons,
    )
