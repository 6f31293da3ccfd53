"""Question sets: making, listing, showing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.domain.items import ItemContent
from quizapp.errors import N_, ConflictError
from quizapp.models import (
    WITH_BINNED,
    Item,
    ItemStatus,
    ItemVersion,
    ItemVersionTopic,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    User,
)
from quizapp.services import audit
from quizapp.services.items import add_item, current_contents
from quizapp.services.ownership import (
    Permission,
    ensure_teacher,
    find_set,
    item_permissions,
    only_own,
    set_permissions,
    sets_for,
)
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.reviewing import QuizLink
from quizapp.services.texts import digest_of, one_line, paragraph, slug_of

__all__ = [
    "SetItemView",
    "SetRow",
    "SetView",
    "add_new_item",
    "edit_set",
    "list_sets",
    "make_set",
    "set_view",
]

TITLE_MAXIMUM: Final = 200
DESCRIPTION_MAXIMUM: Final = 4000
TOPICS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set in a list, with its commonest topics; `quizzes` counts those of the user.

    `permission` is what the user may do with it.
    """

    id: int
    slug: str
    title: str
    description: str
    items: int
    quizzes: int
    topics: tuple[str, ...]
    created_at: datetime
    owner_name: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class SetItemView:
    """An item at its place in a set; `may_edit` whether the user may change it."""

    item_id: int
    position: int
    status: ItemStatus
    version: int
    content: ItemContent
    may_edit: bool


@dataclass(frozen=True, slots=True)
class SetView:
    """A set with a page of its items, and the quizzes that the user made of it.

    `permission` is what the user may do with it.
    """

    id: int
    slug: str
    title: str
    description: str
    article_id: int | None
    items: Page[SetItemView]
    quizzes: tuple[QuizLink, ...]
    owner_name: str
    permission: Permission

    @property
    def stamp(self) -> str:
        """What tells this title and description from others."""
        return digest_of(f"{self.title}\n{self.description}")


def make_set(  # noqa: PLR0913 — what a set is made of
    session: Session,
    items: Sequence[Item],
    *,
    owner: User,
    title: str,
    now: datetime,
    description: str = "",
    slug: str | None = None,
    external_ids: Sequence[str | None] = (),
    article_id: int | None = None,
    sections: Sequence[int] = (),
    for_practice: bool = False,
) -> QuestionSet:
    """Store a set of items that are flushed, in this order.

    Args:
        session: where to write.
        items: at least one.
        owner: whose set it is.
        title: one line, at most 200 characters.
        now: when it is made.
        description: what it is about.
        slug: made of the title, with a number where that is taken; one that is given must be free.
        external_ids: what a file calls the items, as many as there are.
        article_id: the article whose items they are.
        sections: the section of each item, from 0, as many as there are; all one where left out.
        for_practice: it belongs to nobody's bank.

    Raises:
        InvalidInputError: field title or description.
        ConflictError: the slug is taken.
    """
    made = QuestionSet(
        slug=slug or _free_slug(session, title),
        owner_id=owner.id,
        article_id=article_id,
        title=one_line(title, "title", maximum=TITLE_MAXIMUM, required=True),
        description=paragraph(description, "description", maximum=DESCRIPTION_MAXIMUM),
        preset=None,
        licence="",
        source_notes="",
        for_practice=for_practice,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:
        raise ConflictError(
            N_("There is a question set “%(slug)s” already; give this one another name."),
            slug=made.slug,
        ) from error
    names: Sequence[str | None] = external_ids or [None] * len(items)
    places = sections or [0] * len(items)
    session.add_all(
        QuestionSetItem(
            set_id=made.id,
            item_id=item.id,
            position=position,
            section=section,
            external_id=name,
        )
        for position, (item, name, section) in enumerate(
            zip(items, names, places, strict=True), start=1
        )
    )
    audit.record(session, "set.create", "set", made.id, actor=owner, at=now, items=len(items))
    session.flush()
    return made


def list_sets(
    session: Session,
    *,
    user: User,
    needed: Permission = Permission.OWN,
    only_shared: bool = False,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[SetRow]:
    """List the sets with which the user may do so much, newest first; for administrators, all.

    The user's own come first, so that those of others push none out of a short list. With
    `only_shared` those of others alone.
    """
    ensure_teacher(user)
    own_first = [] if needed is Permission.OWN else [QuestionSet.owner_id != user.id]
    statement = (
        select(QuestionSet, User.display_name)
        .join(User, User.id == QuestionSet.owner_id)
        .where(
            sets_for(user, needed),
            QuestionSet.for_practice.is_(False),
            *([QuestionSet.owner_id != user.id] if only_shared else []),
        )
        .order_by(*own_first, QuestionSet.created_at.desc(), QuestionSet.id.desc())
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[SetRow]:
        ids = [found.id for found, _ in rows]
        permissions = set_permissions(session, [found for found, _ in rows], user)
        items, topics = count_items(session, ids), topics_of_sets(session, ids)
        quizzes = _counted(
            session.execute(
                select(Quiz.set_id, func.count())
                .where(Quiz.set_id.in_(ids), only_own(Quiz.owner_id, user))
                .group_by(Quiz.set_id)
            ).all()
        )
        return [
            SetRow(
                id=found.id,
                slug=found.slug,
                title=found.title,
                description=found.description,
                items=items.get(found.id, 0),
                quizzes=quizzes.get(found.id, 0),
                topics=topics.get(found.id, ()),
                created_at=found.created_at,
                owner_name=owner_name,
                permission=permissions[found.id],
            )
            for found, owner_name in rows
        ]

    return fetch_page(session, statement, make, page=page, per_page=per_page)


def set_view(
    session: Session,
    set_id: int,
    *,
    user: User,
    needed: Permission = Permission.USE,
    page: int = 1,
    per_page: int = 50,
) -> SetView:
    """Show a set to who may do so much with it.

    Raises:
        NotFoundError: there is none that the user may use.
        NotAllowedError: the user may use it, and not do this.
    """
    found = find_set(session, set_id, user, needed)
    statement = (
        select(QuestionSetItem.position, Item)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .where(QuestionSetItem.set_id == found.id)
        .order_by(QuestionSetItem.position)
    )

    def make(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[SetItemView]:
        contents = current_contents(session, [item for _, item in rows])
        permissions = item_permissions(session, [item for _, item in rows], user)
        return [
            SetItemView(
                item_id=item.id,
                position=position,
                status=item.status,
                version=item.version_number,
                content=contents[item.id],
                # An owner's set may hold what somebody else lets them use.
                may_edit=permissions[item.id].permits(Permission.EDIT),
            )
            for position, item in rows
        ]

    quizzes = session.execute(
        select(Quiz.id, Quiz.title, Quiz.status)
        .where(Quiz.set_id == found.id, only_own(Quiz.owner_id, user))
        .order_by(Quiz.id)
    )
    return SetView(
        id=found.id,
        slug=found.slug,
        title=found.title,
        description=found.description,
        article_id=found.article_id,
        items=fetch_page(session, statement, make, page=page, per_page=per_page),
        quizzes=tuple(QuizLink(row.id, row.title, row.status) for row in quizzes),
        owner_name=session.get_one(User, found.owner_id).display_name,
        permission=set_permissions(session, [found], user)[found.id],
    )


def edit_set(
    session: Session,
    set_id: int,
    *,
    title: str,
    description: str,
    seen: str | None = None,
    actor: User,
    now: datetime,
) -> None:
    """Give a set another title and description; its slug stays.

    `seen` is the `stamp` of what the actor changed, where that is to be the present one.

    Raises:
        NotFoundError: there is none that the actor may use.
        NotAllowedError: the actor may use it, and not edit it.
        ConflictError: somebody changed it since the actor saw it.
        InvalidInputError: field title or description.
    """
    found = find_set(session, set_id, actor, Permission.EDIT, lock=True)
    if seen is not None and seen != digest_of(f"{found.title}\n{found.description}"):
        raise ConflictError(N_("Somebody changed this set while you were editing it."))
    found.title = one_line(title, "title", maximum=TITLE_MAXIMUM, required=True)
    found.description = paragraph(description, "description", maximum=DESCRIPTION_MAXIMUM)
    audit.record(session, "set.edit", "set", found.id, actor=actor, at=now)
    session.flush()


def add_new_item(
    session: Session, set_id: int, content: ItemContent, *, actor: User, now: datetime
) -> int:
    """Store a new item at the end of a set and return its id.

    New attempts at quizzes of the set get it at once, as they do what is edited.

    Raises:
        NotFoundError: there is no set that the actor may use.
        NotAllowedError: the actor may use it, and not edit it.
        InvalidInputError: an image that is not stored.
    """
    found = find_set(session, set_id, actor, Permission.EDIT, lock=True)
    in_quiz = session.scalar(select(Quiz.id).where(Quiz.set_id == found.id).limit(1)) is not None
    owner = session.get_one(User, found.owner_id)
    item = add_item(
        session,
        content,
        owner=owner,
        status=ItemStatus.PUBLISHED if in_quiz else ItemStatus.ACCEPTED,
        now=now,
        author=actor,
    )
    session.flush()
    last = session.scalar(
        select(func.max(QuestionSetItem.position)).where(QuestionSetItem.set_id == found.id)
    )
    session.add(QuestionSetItem(set_id=found.id, item_id=item.id, position=(last or 0) + 1))
    audit.record(session, "item.create", "item", item.id, actor=actor, at=now, set_id=found.id)
    session.flush()
    return item.id


def count_items(session: Session, set_ids: Sequence[int]) -> dict[int, int]:
    """Count the items of sets that an attempt would ask: id → number."""
    return _counted(
        session.execute(
            select(QuestionSetItem.set_id, func.count())
            .join(Item, Item.id == QuestionSetItem.item_id)
            .where(QuestionSetItem.set_id.in_(set_ids), Item.status != ItemStatus.RETIRED)
            .group_by(QuestionSetItem.set_id)
        ).all()
    )


def count_by_section(session: Session, set_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Count the items of each section of sets that an attempt could ask: id → numbers."""
    found = session.execute(
        select(QuestionSetItem.set_id, QuestionSetItem.section, func.count())
        .join(Item, Item.id == QuestionSetItem.item_id)
        .where(QuestionSetItem.set_id.in_(set_ids), Item.status != ItemStatus.RETIRED)
        .group_by(QuestionSetItem.set_id, QuestionSetItem.section)
    )
    counts: dict[int, dict[int, int]] = {}
    for set_id, section, number in found:
        counts.setdefault(set_id, {})[section] = number
    return {
        set_id: tuple(each.get(section, 0) for section in range(max(each) + 1))
        for set_id, each in counts.items()
    }


def section_counts(session: Session, set_id: int) -> tuple[int, ...]:
    """Count the items of each section of a set that an attempt could ask."""
    return count_by_section(session, [set_id]).get(set_id, (0,))


def unreviewed_sets(session: Session, set_ids: Sequence[int]) -> frozenset[int]:
    """Give the sets with a question that no teacher has reviewed."""
    return frozenset(
        session.scalars(
            select(QuestionSetItem.set_id)
            .join(Item, Item.id == QuestionSetItem.item_id)
            .where(QuestionSetItem.set_id.in_(set_ids), Item.status == ItemStatus.DRAFT)
            .distinct()
        )
    )


def topics_of_sets(session: Session, set_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Give the commonest topics of sets, most frequent first: id → slugs."""
    count = func.count()
    found = session.execute(
        select(QuestionSetItem.set_id, ItemVersionTopic.topic)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .join(
            ItemVersion,
            (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number),
        )
        .join(ItemVersionTopic, ItemVersionTopic.version_id == ItemVersion.id)
        .where(QuestionSetItem.set_id.in_(set_ids))
        .group_by(QuestionSetItem.set_id, ItemVersionTopic.topic)
        .order_by(QuestionSetItem.set_id, count.desc(), ItemVersionTopic.topic)
    )
    topics: dict[int, list[str]] = {}
    for row in found:
        topics.setdefault(row.set_id, []).append(row.topic)
    return {set_id: tuple(slugs[:TOPICS_SHOWN]) for set_id, slugs in topics.items()}


def _counted(rows: Sequence[Row[int, int]]) -> dict[int, int]:
    return {key: count for key, count in rows}  # noqa: C416 — rows are tuples to Python, not to mypy


def _free_slug(session: Session, title: str) -> str:
    slug = slug_of(title)
    taken = set(
        session.scalars(
            select(QuestionSet.slug).where(
                or_(
                    QuestionSet.slug == slug,
                    QuestionSet.slug.startswith(f"{slug}-", autoescape=True),
                )
            ),
            execution_options=WITH_BINNED,
        )
    )
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
