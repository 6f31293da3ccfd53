"""What is looked for in the bank: the fields, and what they mean."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from flask import request
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemType
from quizapp.domain.topics import TOPICS
from quizapp.models.items import ItemStatus
from quizapp.services.bank import Order, Search, Which, Whose, articles_to_choose
from quizapp.web.access import the_user
from quizapp.web.extensions import db
from quizapp.web.forms import BaseForm, choices
from quizapp.web.i18n import gettext
from quizapp.web.i18n import lazy_gettext as _
from quizapp.web.teaching.editing.names import TYPE_NAMES
from quizapp.web.teaching.forms import DIFFICULTY_NAMES, KIND_NAMES, one_line
from quizapp.web.teaching.staleness import FRESHNESS_NAMES, Freshness, days_wanted

_WORDS_MAXIMUM = 200
#: No article and no set has an id of so many digits.
_DIGITS = 10

_STATUS_NAMES = {
    ItemStatus.DRAFT: _("To review"),
    ItemStatus.ACCEPTED: _("Accepted"),
    ItemStatus.PUBLISHED: _("Published"),
    ItemStatus.RETIRED: _("Retired"),
    ItemStatus.REJECTED: _("Rejected"),
}
_WHICH_NAMES = {
    Which.UNUSED: _("In no quiz"),
    Which.REPORTED: _("Reported by students"),
    Which.TWICE: _("There more than once"),
    Which.IN_REVIEW: _("In review"),
}
_WHOSE_NAMES = {
    Whose.MINE: _("My questions"),
    Whose.SHARED: _("Shared with me"),
}
_ORDER_NAMES = {
    Order.NEWEST: _("Newest first"),
    Order.OLDEST: _("Oldest first"),
    Order.NEWS: _("Latest news first"),
    Order.EASIEST: _("Easiest first"),
    Order.HARDEST: _("Hardest first"),
}


Value = TypeVar("Value", bound=StrEnum)


def _any(first: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return choices([("", first), *pairs])


class SearchForm(BaseForm):
    """What is looked for. It stands in the address, so that a search can be kept and shared."""

    class Meta:
        """It changes nothing, and needs no token."""

        csrf = False

    q = StringField(_("Words"), [Length(max=_WORDS_MAXIMUM)], filters=[one_line])
    topic = SelectField(
        _("Topic"),
        [Optional()],
        choices=_any(_("any topic"), ((slug, _(name)) for slug, name in TOPICS.items())),
    )
    status = SelectField(
        _("Status"),
        [Optional()],
        choices=_any(_("all but rejected"), _STATUS_NAMES.items()),
    )
    whose = SelectField(_("Whose"), [Optional()], choices=choices(_WHOSE_NAMES.items()))
    which = SelectField(_("Only"), [Optional()], choices=_any(_("all"), _WHICH_NAMES.items()))
    type = SelectField(
        _("Type"),
        [Optional()],
        choices=_any(
            _("any type"), ((each, _(name)) for each, (name, _hint) in TYPE_NAMES.items())
        ),
    )
    kind = SelectField(
        _("Asks for"),
        [Optional()],
        choices=_any(_("anything"), ((each, _(name)) for each, name in KIND_NAMES.items())),
    )
    difficulty = SelectField(
        _("Difficulty"),
        [Optional()],
        choices=_any(_("any"), ((each, _(name)) for each, name in DIFFICULTY_NAMES.items())),
    )
    article = SelectField(_("Article"), [Optional()], coerce=str, validate_choice=False)
    stale = SelectField(_("Stale"), [Optional()], choices=_any(_("any"), FRESHNESS_NAMES.items()))
    since = DateField(_("News from"), [Optional()])
    until = DateField(_("News until"), [Optional()])
    into = StringField()
    order = SelectField(_("Order"), [Optional()], choices=choices(_ORDER_NAMES.items()))

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked for."""
        beside = {"q", "order", "whose", "into"}
        return any(field.data for field in self if field.name not in beside)

    @property
    def article_id(self) -> int | None:
        """Return the article whose questions are asked for."""
        return _id_in(self.article.data)

    @property
    def into_id(self) -> int | None:
        """Return the set that questions are looked for; those in it already are left out."""
        return _id_in(self.into.data)

    def offer_articles(self) -> None:
        """Have the user's articles to choose from."""
        own = articles_to_choose(db.session, user=the_user(), chosen=self.article_id)
        self.article.choices = _any(
            gettext("any article"), [(str(number), title) for number, title in own]
        )

    def as_arguments(self) -> dict[str, str]:
        """Return what the address keeps."""
        kept = {field.name: request.args.get(field.name, "") for field in self}
        return {name: value for name, value in kept.items() if value}

    def search(self) -> Search:
        """Return what is looked for; what cannot be understood narrows nothing."""
        return Search(
            words=self.q.data or "",
            whose=_value(Whose, self.whose.data) or Whose.MINE,
            topic=self.topic.data if self.topic.data in TOPICS else None,
            status=_value(ItemStatus, self.status.data),
            which=_value(Which, self.which.data),
            type=_value(ItemType, self.type.data),
            kind=_value(FactKind, self.kind.data),
            difficulty=_value(Difficulty, self.difficulty.data),
            article_id=self.article_id,
            outside_set=self.into_id,
            since=self.since.data,
            until=self.until.data,
            order=_value(Order, self.order.data) or Order.NEWEST,
            **days_wanted(_value(Freshness, self.stale.data)),
        )


def _id_in(data: object) -> int | None:
    text = str(data or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else None


def _value(values: type[Value], text: str | None) -> Value | None:
    return values(text) if text in set(values) else None
