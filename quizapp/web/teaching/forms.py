"""Forms of articles and sets. They check shape; the rules are the services'."""

from typing import Self

from flask_wtf.file import FileField, MultipleFileField
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat
from quizapp.errors import N_
from quizapp.services.article_batches import ARTICLES_MAXIMUM
from quizapp.services.asked import Asked
from quizapp.services.reviewing import ArticleReview
from quizapp.web.forms import BaseForm, choices, in_one_direction
from quizapp.web.i18n import gettext, ngettext
from quizapp.web.i18n import lazy_gettext as _

#: What a form offers to begin with, and what it takes at most.
DEFAULT_COUNT = 10
MOST_QUESTIONS = 40

_LONGEST = 300
_LONGEST_URL = 2000
_LONGEST_DESCRIPTION = 2000


def one_line(text: str | None) -> str:
    """Fold the white space of a short text."""
    return " ".join(in_one_direction(text).split())


def lines(text: str | None) -> str:
    r"""Give a text its lines as they are stored: a browser sends "\r\n" for every "\n"."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def trimmed_lines(text: str | None) -> str:
    """Give a text its lines as they are stored, without white space around the whole."""
    return lines(in_one_direction(text)).strip()


def too_long(maximum: int = _LONGEST) -> Length:
    """Check that a text has at most so many characters."""
    return Length(max=maximum, message=_("This is longer than %(max)d characters; shorten it."))


def _count() -> IntegerField:
    return IntegerField(
        _("Number of questions"),
        [
            InputRequired(_("Enter how many questions you want.")),
            NumberRange(1, MOST_QUESTIONS, _("Enter a number from %(min)d to %(max)d.")),
        ],
        description=_("At most so many. Fewer come where the article gives no more good ones."),
        default=DEFAULT_COUNT,
    )


#: What the kinds of facts are called.
KIND_NAMES: dict[FactKind, str] = {
    FactKind.DATE: N_("Date"),
    FactKind.FIGURE: N_("Figure"),
    FactKind.BODY: N_("Body or country"),
    FactKind.PERSON: N_("Person"),
    FactKind.PLACE: N_("Place"),
    FactKind.SCHEME: N_("Scheme"),
    FactKind.OTHER: N_("Other"),
}

#: How difficult a question is said to be.
DIFFICULTY_NAMES: dict[Difficulty, str] = {
    Difficulty.EASY: N_("Easy"),
    Difficulty.MEDIUM: N_("Medium"),
    Difficulty.HARD: N_("Hard"),
}

#: The formats that an article's facts can be asked in, as examiners call them.
FORMAT_NAMES: dict[ItemFormat, str] = {
    ItemFormat.DIRECT: N_("Direct questions"),
    ItemFormat.STATEMENTS: N_("Statements: which are correct"),
    ItemFormat.HOW_MANY: N_("Statements: how many are correct"),
    ItemFormat.PAIRS: N_("Pairs: how many are correctly matched"),
    ItemFormat.ORDER: N_("Order of events"),
    ItemFormat.NEGATIVE: N_("Which is NOT correct"),
    ItemFormat.CLOZE: N_("Fill in the blank"),
}


def _formats() -> SelectMultipleField:
    return SelectMultipleField(
        _("Formats"),
        [InputRequired(_("Choose at least one format."))],
        choices=choices((value.value, _(name)) for value, name in FORMAT_NAMES.items()),
        default=[ItemFormat.DIRECT.value],
        description=_("Besides direct questions, at most one in five is of another format."),
    )


def _kinds() -> SelectMultipleField:
    return SelectMultipleField(
        _("Kinds of facts"),
        choices=choices((kind.value, _(name)) for kind, name in KIND_NAMES.items()),
        description=_("None chosen, all kinds are asked."),
    )


def _difficulties() -> SelectMultipleField:
    return SelectMultipleField(
        _("Difficulty"),
        choices=choices((level.value, _(name)) for level, name in DIFFICULTY_NAMES.items()),
        description=_(
            "None chosen, questions of any difficulty are written. It is estimated, and you may"
            " correct it."
        ),
    )


def _options() -> RadioField:
    return RadioField(
        _("Options of each question"),
        choices=choices([("4", _("4 options")), ("5", _("5 options (banking exams)"))]),
        default="4",
    )


class ArticleDetailsForm(BaseForm):
    """What is known of an article beside its text."""

    title = StringField(
        _("Title"), [DataRequired(_("Enter a title.")), too_long()], filters=[one_line]
    )
    source_name = StringField(
        _("Source (optional)"),
        [too_long()],
        filters=[one_line],
        description=_("Who published it, such as a newspaper or a ministry."),
    )
    source_url = URLField(_("Address (optional)"), [too_long(_LONGEST_URL)], filters=[one_line])
    news_date = DateField(_("Date of the news (optional)"), [Optional()])

    @classmethod
    def of(cls, article: ArticleReview) -> Self:
        """Return the form filled with an article's details."""
        return cls(formdata=None, obj=article)


class ArticleForm(ArticleDetailsForm):
    """A new article: typed or pasted text, or a file."""

    title = StringField(
        _("Title (optional)"),
        [too_long()],
        filters=[one_line],
        description=_("Left empty, it is the article's own headline."),
    )
    news_date = DateField(
        _("Date of the news (optional)"),
        [Optional()],
        description=_("Left empty, it is the date in the text, if one is found there."),
    )
    text = TextAreaField(_("Text of the article"), filters=[lines])
    url = URLField(
        _("Or its address on the web"),
        [too_long(_LONGEST_URL)],
        filters=[one_line],
        description=_("The page is downloaded and its article read, if the text is empty."),
    )
    file = FileField(
        _("Or a file"),
        description=_(
            "Text or a web page (.txt, .html) up to 2 MB, Word or PDF (.docx, .pdf) up to 5 MB."
            " It is used instead of the text."
        ),
    )
    count = _count()
    options = _options()
    formats = _formats()
    difficulties = _difficulties()
    kinds = _kinds()


class BatchForm(BaseForm):
    """Several articles, each a file or in an archive of files."""

    files = MultipleFileField(
        _("Files"),
        description=_(
            "Text or web pages (.txt, .html), Word or PDF (.docx, .pdf), or a .zip of such files."
            " At most %(maximum)d at once, and 50 MB each.",
            maximum=ARTICLES_MAXIMUM,
        ),
    )
    folder = MultipleFileField(
        _("Or a whole folder"),
        description=_("Where your browser can take one: all articles in it are read."),
    )
    count = _count()
    options = _options()
    formats = _formats()
    difficulties = _difficulties()
    kinds = _kinds()


class MoreForm(BaseForm):
    """Further questions of an article."""

    count = IntegerField(
        _("How many more"),
        [
            InputRequired(_("Enter how many more questions you want.")),
            NumberRange(1, MOST_QUESTIONS, _("Enter a number from %(min)d to %(max)d.")),
        ],
        default=5,
    )
    options = _options()
    formats = _formats()
    difficulties = _difficulties()
    kinds = _kinds()


def asked_in(form: ArticleForm | BatchForm | MoreForm, *, before: int = 0) -> Asked:
    """Give what is asked of the generator, of an article that has so many questions `before`.

    As many again and the new ones are asked for then: what it has is found again and left out.
    """
    return Asked(
        count=before + (form.count.data or DEFAULT_COUNT),
        options=int(form.options.data),
        seed=before,
        formats=tuple(map(ItemFormat, form.formats.data or ())),
        kinds=frozenset(map(FactKind, form.kinds.data or ())) or None,
        difficulties=frozenset(map(Difficulty, form.difficulties.data or ())) or None,
    )


def too_few(asked: Asked, wanted: int, found: int) -> str:
    """Say that the article gives fewer questions of the chosen difficulty; "" where it does not."""
    if asked.difficulties is None or found >= wanted:
        return ""
    names = [
        gettext(name) for level, name in DIFFICULTY_NAMES.items() if level in asked.difficulties
    ]
    return ngettext(
        "You asked for %(wanted)s (%(levels)s); the article gives %(num)s good one.",
        "You asked for %(wanted)s (%(levels)s); the article gives %(num)s good ones.",
        found,
        wanted=wanted,
        levels=", ".join(names),
    )


class SetForm(BaseForm):
    """What a set is called, and what it says about itself."""

    title = StringField(
        _("Title"), [DataRequired(_("Enter a title.")), too_long()], filters=[one_line]
    )
    description = TextAreaField(
        _("Description (optional)"), [too_long(_LONGEST_DESCRIPTION)], filters=[trimmed_lines]
    )
    stamp = HiddenField()
