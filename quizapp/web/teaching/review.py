"""The review: an article with the questions that were written from it, side by side."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from quizapp.errors import N_, ArticleError
from quizapp.models.items import ItemStatus
from quizapp.services import articles, items, reviewing
from quizapp.services.paging import page_of
from quizapp.services.reviewing import ArticleReview, DraftView
from quizapp.web.access import the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text, gettext, ngettext
from quizapp.web.teaching.blueprint import REFUSED, back_to, blueprint, page_number, teacher
from quizapp.web.teaching.evidence import pieces
from quizapp.web.teaching.forms import KIND_NAMES, MoreForm, asked_in, too_few
from quizapp.web.teaching.rules import not_asked
from quizapp.web.transactions import begin_writing, reads_first

#: So many stand beside the article at once; more would make a long page on a bad connection.
DRAFTS_PER_PAGE: Final = 15


class Show(StrEnum):
    """Which of an article's questions are listed."""

    ALL = "all"
    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


_STATUSES: dict[Show, frozenset[ItemStatus]] = {
    Show.ALL: frozenset(ItemStatus),
    Show.PENDING: frozenset({ItemStatus.DRAFT}),
    Show.ACCEPTED: frozenset({ItemStatus.ACCEPTED, ItemStatus.PUBLISHED, ItemStatus.RETIRED}),
    Show.REJECTED: frozenset({ItemStatus.REJECTED}),
}

_TAB_NAMES = {
    Show.ALL: N_("All"),
    Show.PENDING: N_("To review"),
    Show.ACCEPTED: N_("Accepted"),
    Show.REJECTED: N_("Rejected"),
}


class Decision(StrEnum):
    """What a teacher decides about a question."""

    ACCEPT = "accept"
    REJECT = "reject"
    REOPEN = "reopen"
    RETIRE = "retire"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of questions: its name, whether it is the one shown, how many it has."""

    show: Show
    label: str
    is_current: bool
    count: int


@blueprint.get("/articles/<int:article_id>")
@teacher
def review(article_id: int) -> ResponseReturnValue:
    """Show an article beside its questions."""
    article = reviewing.article_review(db.session, article_id, user=the_user())
    return _page(article, MoreForm(formdata=None))


def _page(article: ArticleReview, more: MoreForm) -> str:
    show = _shown()
    decided_now = request.args.get("done", type=int)
    chosen = tuple(
        draft
        for draft in article.drafts
        # What was decided just now stays in its place, so that it can be undone there.
        if draft.status in _STATUSES[show] or draft.item_id == decided_now
    )
    places = [draft.item_id for draft in chosen]
    number = places.index(decided_now) // DRAFTS_PER_PAGE + 1 if decided_now in places else None
    drafts = page_of(chosen, page=number or page_number(), per_page=DRAFTS_PER_PAGE)
    return render_template(
        "teaching/review.html",
        article=article,
        next_article=reviewing.next_to_review(db.session, article.id, user=the_user()),
        drafts=drafts,
        pieces=pieces(article.segments, {draft.item_id for draft in drafts}, article.facts_left),
        numbers={draft.item_id: number for number, draft in enumerate(article.drafts, start=1)},
        tabs_of_drafts=[
            Tab(each, _TAB_NAMES[each], each is show, _count(article.drafts, each)) for each in Show
        ],
        show=show,
        more=more,
        not_asked=not_asked(article.rejected, article.facts_left),
        kind_names=KIND_NAMES,
        is_new="new" in request.args,
    )


def _shown() -> Show:
    try:
        return Show(request.args.get("show", Show.ALL))
    except ValueError:
        return Show.ALL


def _count(drafts: tuple[DraftView, ...], show: Show) -> int:
    return sum(draft.status in _STATUSES[show] for draft in drafts)


@blueprint.post("/items/<int:item_id>/decision")
@teacher
def decide(item_id: int) -> ResponseReturnValue:
    """Accept or reject a question, or take the decision back; return to where it stands."""
    try:
        decision = Decision(request.form.get("decision", ""))
    except ValueError:
        raise UnprocessableEntity from None
    user, moment = the_user(), now()
    match decision:
        case Decision.ACCEPT:
            items.accept(db.session, item_id, actor=user, now=moment)
        case Decision.REJECT:
            items.reject(db.session, item_id, actor=user, now=moment)
        case Decision.REOPEN:
            items.reopen(db.session, item_id, actor=user, now=moment)
        case Decision.RETIRE:
            items.retire(db.session, item_id, actor=user, now=moment)
        case Decision.RESTORE:
            items.restore(db.session, item_id, actor=user, now=moment)
    return redirect(f"{back_to(url_for('teaching.home'))}#item-{item_id}", 303)


@blueprint.post("/articles/<int:article_id>/accept-all")
@teacher
def accept_all(article_id: int) -> ResponseReturnValue:
    """Accept every question of an article that nobody has decided about."""
    count = items.accept_all(db.session, article_id, actor=the_user(), now=now())
    flash(
        ngettext("%(num)s question is accepted.", "%(num)s questions are accepted.", count),
        "success",
    )
    return redirect(url_for("teaching.review", article_id=article_id), 303)


@blueprint.post("/articles/<int:article_id>/more")
@teacher
@reads_first
def more_questions(article_id: int) -> ResponseReturnValue:
    """Write further questions of an article."""
    form = MoreForm()
    article = reviewing.article_review(db.session, article_id, user=the_user())
    if not form.validate_on_submit():
        return _page(article, form), REFUSED
    asked, wanted = asked_in(form, before=len(article.drafts)), form.count.data or 0
    try:
        generated = articles.generate_article(
            article.body, asked, title=article.title, published=article.news_date
        )
    except ArticleError as error:
        form.form_errors.append(error_text(error))
        return _page(article, form), REFUSED
    added = articles.add_drafts(
        begin_writing(),
        article_id,
        generated=generated,
        asked=asked,
        most=wanted,
        actor=the_user(),
        now=now(),
    )
    if added:
        text = ngettext(
            "%(num)s more question is written; it stands at the end.",
            "%(num)s more questions are written; they stand at the end.",
            added,
        )
        flash(text, "success")
        if fewer := too_few(asked, wanted, added):
            flash(fewer, "info")
    else:
        flash(
            gettext(
                "The article gives no more good questions. “Not asked” below says why each of its"
                " other facts was left out."
            ),
            "info",
        )
    last = -(-(len(article.drafts) + added) // DRAFTS_PER_PAGE)
    page = last if added and last > 1 else None
    return redirect(url_for("teaching.review", article_id=article_id, page=page), 303)
