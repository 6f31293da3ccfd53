"""Other words and other wrong options for a generated item, one at a time, and the way back.

Each change is a version like any other edit; the way back is a further version that says what an
earlier one said.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain.items import Evidence, ItemContent, ItemFormat, ItemText, OptionOrder, SingleKey
from quizapp.domain.materials import normalised
from quizapp.domain.ordering import ascending
from quizapp.errors import N_, ConflictError, InvalidInputError
from quizapp.models import User
from quizapp.services import items
from quizapp.services.articles import ArticleText
from quizapp.services.fact_questions import ways_to_ask
from quizapp.services.items import ItemView

__all__ = [
    "Alternatives",
    "OtherWording",
    "alternatives",
    "evidence_of",
    "go_back",
    "replace_option",
    "restore_version",
    "reword",
    "version_before",
]

_SPARE_SHOWN = 8


@dataclass(frozen=True, slots=True)
class OtherWording:
    """A stem for the same fact; `rule` stood against it, empty where none did."""

    stem: str
    rule: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What the generator offers beside what an item says."""

    wordings: tuple[OtherWording, ...] = ()
    options: tuple[str, ...] = ()


def evidence_of(content: ItemContent) -> Evidence | None:
    """The one place of an article that an item asks for; None for items of another making."""
    plain = content.format in {ItemFormat.DIRECT, ItemFormat.CLOZE}
    evidence = () if content.source is None else content.source.evidence
    single = isinstance(content.key, SingleKey) and set(content.texts) == {"en"}
    return evidence[0] if plain and single and len(evidence) == 1 else None


def alternatives(article: ArticleText, content: ItemContent) -> Alternatives:
    """Offer other words and wrong options for an item of an article. Needs time, no database.

    Raises:
        ArticleError: the text cannot be read.
    """
    evidence = evidence_of(content)
    if evidence is None:
        return Alternatives()
    found = ways_to_ask(article, evidence.answer_start, evidence.answer_end)
    if found is None:
        return Alternatives()
    said = content.text()
    taken = {normalised(each) for each in said.options}
    wordings = [OtherWording(way.content.text().stem, way.rule) for way in found.ways]
    offered: dict[str, str] = {}
    for way in found.ways:
        for option in (*way.content.text().options, *way.spare):
            offered.setdefault(normalised(option), option)
    key = normalised(found.surface)
    return Alternatives(
        tuple(each for each in wordings if normalised(each.stem) != normalised(said.stem)),
        tuple(text for same, text in offered.items() if same not in taken and same != key)[
            :_SPARE_SHOWN
        ],
    )


def reword(
    session: Session, item_id: int, stem: str, *, version: int, actor: User, now: datetime
) -> ItemView:
    """Give an item another stem, as its next version. Raises as `items.edit` does.

    Raises:
        InvalidInputError: it is empty or too long.
    """
    view = items.get_item(session, item_id, user=actor)
    content = view.content
    cloze = "____" in stem
    plain = content.format in {ItemFormat.DIRECT, ItemFormat.CLOZE}
    form = (ItemFormat.CLOZE if cloze else ItemFormat.DIRECT) if plain else content.format
    changed = replace(
        content, format=form, texts=_with(content, replace(content.text(), stem=stem.strip()))
    )
    return items.edit(
        session, item_id, content=changed, expected_version=version, actor=actor, now=now
    )


def replace_option(
    session: Session,
    item_id: int,
    place: int,
    text: str,
    *,
    version: int,
    actor: User,
    now: datetime,
) -> ItemView:
    """Put another wrong option in the place of one, as the item's next version.

    Options that stand by value are put in order again. Raises as `items.edit` does.

    Raises:
        InvalidInputError: the place is the right answer's or none, or the option is there already.
    """
    content = items.get_item(session, item_id, user=actor).content
    key = content.key
    if not isinstance(key, SingleKey) or not 0 <= place < content.options or place == key.option:
        raise InvalidInputError(N_("Choose a wrong option to replace."), field="place")
    said = content.text()
    options = [text.strip() if at == place else old for at, old in enumerate(said.options)]
    feedback = ["" if at == place else old for at, old in enumerate(said.feedback)]
    order = list(range(len(options)))
    if content.option_order is OptionOrder.ASCENDING and not content.images and not key.weights:
        order = list(ascending(options) or order)
    changed = replace(
        content,
        texts=_with(
            content,
            replace(
                said,
                options=tuple(options[at] for at in order),
                feedback=tuple(feedback[at] for at in order) if feedback else (),
            ),
        ),
        key=replace(key, option=order.index(key.option)),
    )
    return items.edit(
        session, item_id, content=changed, expected_version=version, actor=actor, now=now
    )


def version_before(session: Session, item_id: int, *, user: User) -> int | None:
    """The version whose content stood before the present one did; None where nothing did.

    Going back is itself a version: two steps back lead to what stood before both.
    """
    versions = sorted(items.history(session, item_id, user=user), key=lambda each: each.number)
    present = versions[-1].content
    first = next(each.number for each in versions if each.content == present)
    return first - 1 if first > 1 else None


def go_back(
    session: Session, item_id: int, *, version: int, actor: User, now: datetime
) -> ItemView:
    """Undo the last change of an item. Raises as `items.edit` does.

    Raises:
        ConflictError: it is as it was written first.
    """
    before = version_before(session, item_id, user=actor)
    if before is None:
        raise ConflictError(N_("The question is as it was written first; nothing can be undone."))
    return restore_version(session, item_id, before, version=version, actor=actor, now=now)


def restore_version(
    session: Session, item_id: int, number: int, *, version: int, actor: User, now: datetime
) -> ItemView:
    """Let an item say again what one of its versions said. Raises as `items.edit` does.

    Raises:
        ConflictError: it has no such version.
    """
    versions = items.history(session, item_id, user=actor)
    wanted = next((each.content for each in versions if each.number == number), None)
    if wanted is None:
        raise ConflictError(N_("The question has no version %(number)d."), number=number)
    return items.edit(
        session, item_id, content=wanted, expected_version=version, actor=actor, now=now
    )


def _with(content: ItemContent, text: ItemText) -> dict[str, ItemText]:
    return {**content.texts, content.language: text}
