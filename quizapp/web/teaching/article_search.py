"""What the list of articles is searched by."""

from flask import request
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from quizapp.domain.topics import TOPICS
from quizapp.services.article_search import ArticleOrder, ArticleSearch, sources_to_choose
from quizapp.web.access import the_user
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.forms import one_line

__all__ = ["ArticleSearchForm"]


class ArticleSearchForm(BaseForm):
    """What is looked for. It stands in the address, so that a search can be kept and shared."""

    class Meta:
        """It changes nothing, and needs no token."""

        csrf = False

    q = StringField(
        _("Words of the text, the title or the source"), [Length(max=200)], filters=[one_line]
    )
    topic = SelectField(
        _("Topic"),
        [Optional()],
        choices=choices(
            [("", _("any topic")), *((slug, _(name)) for slug, name in TOPICS.items())]
        ),
    )
    source = SelectField(
        _("Source"), [Optional()], coerce=str, validate_choice=False, filters=[one_line]
    )
    since = DateField(_("News from"), [Optional()])
    until = DateField(_("News until"), [Optional()])
    order = SelectField(
        _("Order"),
        [Optional()],
        choices=choices(
            [
                (ArticleOrder.NEWEST, _("Newest first")),
                (ArticleOrder.OLDEST, _("Oldest first")),
                (ArticleOrder.NEWS, _("Latest news first")),
                (ArticleOrder.TITLE, _("By title")),
            ]
        ),
    )

    @property
    def opens(self) -> bool:
        """Whether something stands in the fields that are folded away."""
        folded = (self.source, self.since, self.until)
        return any(field.data or field.errors for field in folded)

    def offer_sources(self) -> None:
        """Have the sources of the user's articles to choose from."""
        own = sources_to_choose(db.session, user=the_user(), chosen=self.source.data or "")
        self.source.choices = choices(
            [("", gettext("any source")), *((name, name) for name in own)]
        )

    def as_arguments(self) -> dict[str, str]:
        """Return what the address keeps."""
        kept = {field.name: request.args.get(field.name, "") for field in self}
        return {name: value for name, value in kept.items() if value}

    def search(self) -> ArticleSearch:
        """Return what is looked for; what cannot be understood narrows nothing."""
        order = self.order.data
        return ArticleSearch(
            words=self.q.data or "",
            topic=self.topic.data if self.topic.data in TOPICS else None,
            source=(self.source.data or "").replace("\x00", ""),
            since=self.since.data,
            until=self.until.data,
            order=ArticleOrder(order) if order in set(ArticleOrder) else ArticleOrder.NEWEST,
        )
