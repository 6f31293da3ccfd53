"""A row → an item, complete or unfinished, with what was found in it."""

from collections.abc import Sequence
from datetime import date, datetime

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    FORMATS_THAT_STAY_PUT,
    FactKind,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    Key,
    Language,
    OptionOrder,
    Source,
    TextFormat,
)
from quizapp.domain.materials import normalised
from quizapp.domain.ordering import suggested_order
from quizapp.domain.topics import TOPICS
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.banks import Action, BankItem, ReadItem, UnfinishedItem
from quizapp.interchange.spreadsheets.cells import Cells
from quizapp.interchange.spreadsheets.headers import Role
from quizapp.interchange.spreadsheets.row_keys import UnsupportedTypeError, read_key, type_of
from quizapp.interchange.spreadsheets.row_texts import (
    read_stimulus,
    read_texts,
    text_format_of,
    with_feedback,
)

__all__ = ["read_row"]

TOPICS_MAXIMUM = 5
_TOPICS = {normalised(name): slug for slug, name in TOPICS.items()}
_TOPICS |= {slug: slug for slug in TOPICS}
_DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y")
_FORMATS = {each.value: each for each in ItemFormat} | {
    "direct": ItemFormat.DIRECT,
    "statement": ItemFormat.STATEMENTS,
    "how many": ItemFormat.HOW_MANY,
    "assertion reason": ItemFormat.ASSERTION_REASON,
    "pair": ItemFormat.PAIRS,
}

_DIFFICULTIES = {
    normalised(name): difficulty
    for difficulty, names in {
        Difficulty.EASY: "easy|very easy|simple|low|e|1|आसान|सरल",
        Difficulty.MEDIUM: "medium|moderate|average|normal|intermediate|m|2|मध्यम|सामान्य",
        Difficulty.HARD: "hard|very hard|difficult|very difficult|tough|high|h|3|कठिन|मुश्किल",
    }.items()
    for name in names.split("|")
}


def read_row(cells: Cells) -> ReadItem | None:
    """Make an item of a row; None for one that was left out, which `cells` know."""
    try:
        named = type_of(cells)
    except UnsupportedTypeError:
        cells.note(
            N_("Questions of the type “%(type)s” are not supported."),
            Action.LEFT_OUT,
            excerpt=cells.one(Role.STEM),
            type=cells.one(Role.TYPE)[:60],
        )
        return None
    texts = read_texts(cells, named)
    if not any(text.stem for text in texts.values()):
        cells.note(N_("The row has no question."), Action.LEFT_OUT, excerpt=" ".join(cells.texts))
        return None
    for language, text in texts.items():
        if not text.stem:
            cells.lacks(N_("This must not be empty."), f"texts.{language}.stem")
    found_type, key = read_key(cells, named, texts)
    if found_type is ItemType.TRUE_FALSE and named is None:
        texts = read_texts(cells, found_type)
    if key is not None:
        answers = key.answers(max(len(text.options) for text in texts.values()))
        texts = with_feedback(cells, texts, answers)
    texts, text_format = text_format_of(cells, texts)
    return _item(cells, found_type, key, texts, text_format)


def _item(
    cells: Cells,
    item_type: ItemType | None,
    key: Key | None,
    texts: dict[Language, ItemText],
    text_format: TextFormat,
) -> ReadItem:
    stimulus = read_stimulus(cells)
    item_format = _format(cells)
    category = _category(cells.one(Role.CATEGORY))
    if key is not None and not cells.problems:
        try:
            content = ItemContent(
                texts=texts,
                key=key,
                format=item_format,
                text_format=text_format,
                option_order=_order(cells, key, item_format, next(iter(texts.values())).options),
                topics=_topics(cells),
                kind=_kind(cells),
                difficulty=_difficulty(cells),
                news_date=_date(cells, Role.DATE, "news_date"),
                stale_on=_date(cells, Role.STALE_ON, "stale_on"),
                source=_source(cells),
            )
        except InvalidInputError as error:
            cells.take(error.problems)
        else:
            return BankItem(
                content=content,
                place=cells.place,
                id=cells.one(Role.ID),
                category=category,
                stimulus=stimulus,
            )
    return UnfinishedItem(
        texts=texts,
        problems=tuple(cells.problems),
        type=item_type,
        key=key,
        format=item_format,
        text_format=text_format,
        place=cells.place,
        id=cells.one(Role.ID),
        category=category,
        stimulus=stimulus,
    )


def _format(cells: Cells) -> ItemFormat:
    name = normalised(cells.one(Role.FORMAT))
    if name and name not in _FORMATS:
        cells.note(
            N_("“%(format)s” is no format of questions; it was taken for a plain question."),
            part="format",
            format=name[:60],
        )
    return _FORMATS.get(name, ItemFormat.DIRECT)


def _order(cells: Cells, key: Key, item_format: ItemFormat, options: Sequence[str]) -> OptionOrder:
    if key.type is ItemType.TRUE_FALSE:
        return OptionOrder.FIXED
    name = normalised(cells.one(Role.OPTION_ORDER))
    try:
        order = OptionOrder(name) if name else suggested_order(item_format, options)
    except ValueError:
        cells.note(
            N_("“%(order)s” is no order of options; write fixed, ascending or shuffle."),
            part="option_order",
            order=name[:60],
        )
        order = suggested_order(item_format, options)
    if item_format in FORMATS_THAT_STAY_PUT and order is OptionOrder.SHUFFLE:
        return OptionOrder.FIXED
    return order


def _topics(cells: Cells) -> tuple[str, ...]:
    text = cells.one(Role.TOPICS)
    for separator in ";|\n":
        text = text.replace(separator, ",")
    names = [name.strip() for name in text.split(",") if name.strip()]
    found = dict.fromkeys(
        _TOPICS[normalised(name)] for name in names if normalised(name) in _TOPICS
    )
    unknown = [name for name in names if normalised(name) not in _TOPICS]
    if unknown:
        cells.note(
            N_("These are no topics and were left out: %(topics)s."),
            part="topics",
            topics=", ".join(unknown)[:200],
        )
    return tuple(found)[:TOPICS_MAXIMUM]


def _kind(cells: Cells) -> FactKind | None:
    name = normalised(cells.one(Role.KIND))
    if not name:
        return None
    try:
        return FactKind(name)
    except ValueError:
        cells.note(
            N_("“%(kind)s” is no kind of fact; it was left out."), part="kind", kind=name[:60]
        )
        return None


def _difficulty(cells: Cells) -> Difficulty | None:
    name = normalised(cells.one(Role.DIFFICULTY))
    if name and name not in _DIFFICULTIES:
        cells.note(
            N_("“%(difficulty)s” is no difficulty; write easy, medium or hard."),
            part="difficulty",
            difficulty=name[:60],
        )
    return _DIFFICULTIES.get(name)


def _date(cells: Cells, role: Role, part: str) -> date | None:
    text = cells.one(role)
    if not text:
        return None
    for form in _DATES:
        try:
            # A day has no time zone.
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    cells.note(
        N_("“%(date)s” is no date that can be read; write it as 2026-01-31."),
        part=part,
        date=text[:60],
    )
    return None


def _source(cells: Cells) -> Source | None:
    title, name, url = (cells.one(role) for role in (Role.SOURCE, Role.PUBLISHER, Role.URL))
    if title.startswith(("http://", "https://")) and not url and " " not in title:
        title, url = "", title
    if not (title or name or url):
        return None
    try:
        return Source(title=title, url=url, name=name)
    except InvalidInputError as error:
        cells.doubt(error.problems, "source", excerpt=url)
        return None


def _category(text: str) -> tuple[str, ...]:
    r"""Cut a path of groups at its `/`; a name writes its own as `\/`."""
    names = text.replace(r"\/", "\0").split("/")
    return tuple(name.replace("\0", "/").strip() for name in names if name.strip())
