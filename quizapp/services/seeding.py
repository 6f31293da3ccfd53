"""Samples and demo accounts, so that a stranger can make the whole journey. Safe to repeat.

What people changed is never overwritten: an account that exists keeps its password, an item that
somebody edited keeps their words, an article that was deleted stays deleted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.generation.types import Generated
from quizapp.interchange.own_format.sets import QuestionSetFile, SetQuestion, read_question_set
from quizapp.models import (
    WITH_BINNED,
    Article,
    AuditEntry,
    Item,
    ItemStatus,
    ItemVersion,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    Role,
    User,
    in_bin,
)
from quizapp.services import accounts, audit
from quizapp.services.articles import create_article
from quizapp.services.items import current_contents, write_version
from quizapp.services.passwords import verify_password
from quizapp.services.publishing import publish_set
from quizapp.services.question_files import add_questions, store_set
from quizapp.services.rules import rules_of_preset
from quizapp.services.texts import digest_of

__all__ = [
    "DemoAccount",
    "DemoReport",
    "SeedReport",
    "demo_username",
    "load_demo",
    "load_samples",
]

DISPLAY_NAMES: Final = {
    Role.STUDENT: "Demo student",
    Role.TEACHER: "Demo teacher",
    Role.ADMIN: "Demo administrator",
}


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What loading the samples did. `items` counts those that are new or newly worded."""

    sets_added: int
    sets_kept: int
    items: int


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demo account. `password_given` tells whether it has the password that was given."""

    username: str
    role: Role
    created: bool
    password_given: bool


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What there is for trying out. `article_id` is None where somebody deleted the article."""

    accounts: tuple[DemoAccount, ...]
    samples: SeedReport
    article_id: int | None


def load_demo(
    session: Session,
    *,
    passwords: Mapping[Role, str],
    sample_text: str,
    generated: Generated,
    folder: Path,
    now: datetime,
) -> DemoReport:
    """Make the demo accounts, the sample sets with their quizzes, and the sample article.

    Args:
        session: where to write.
        passwords: one for each role; there must be one for teachers.
        sample_text: the article.
        generated: what was made of it.
        folder: where the question files are (`*.yaml`).
        now: the time.

    Raises:
        QuestionFileError: a file of the folder has problems.
    """
    made = tuple(_account(session, role, password, now) for role, password in passwords.items())
    teacher = accounts.named(session, demo_username(Role.TEACHER))
    samples = load_samples(session, folder=folder, owner=teacher, now=now)
    article_id = _sample_article(session, sample_text, generated, owner=teacher, now=now)
    return DemoReport(made, samples, article_id)


def load_samples(session: Session, *, folder: Path, owner: User, now: datetime) -> SeedReport:
    """Store every question file of a folder as a set with an open quiz.

    A set that is there already gets the questions that its file has gained, and the new wording of
    those that nobody edited.

    Raises:
        QuestionFileError: a file has problems.
    """
    added = kept = items = 0
    for path in sorted(folder.glob("*.yaml")):
        read = read_question_set(path.read_bytes(), filename=path.name)
        named = select(QuestionSet).where(QuestionSet.slug == read.slug)
        found = session.scalar(named, execution_options=WITH_BINNED)
        if found is None:
            _add(session, read, owner=owner, now=now)
            added += 1
            items += len(read.questions)
        else:
            kept += 1
            if found.owner_id == owner.id and not in_bin(found):
                items += _refresh(session, found, read, owner=owner, now=now)
    return SeedReport(added, kept, items)


def _account(session: Session, role: Role, password: str, now: datetime) -> DemoAccount:
    username = demo_username(role)
    user = session.scalar(select(User).where(User.username == username))
    if user is not None:
        same = verify_password(user.password_hash, password)
        return DemoAccount(username, user.role, created=False, password_given=same)
    accounts.sign_up(
        session,
        username=username,
        password=password,
        display_name=DISPLAY_NAMES[role],
        role=role,
        now=now,
        trusted=True,
    )
    return DemoAccount(username, role, created=True, password_given=True)


def demo_username(role: Role) -> str:
    """Return the user name of the demo account of a role."""
    return f"demo-{role.value}"


def _add(session: Session, read: QuestionSetFile, *, owner: User, now: datetime) -> None:
    stored = store_set(session, read, owner=owner, author=None, now=now)
    rules = rules_of_preset(read.preset or DEFAULT_PRESET, questions=[len(read.questions)])
    publish_set(session, stored.id, title=read.title, rules=rules, actor=owner, now=now)


def _refresh(
    session: Session, found: QuestionSet, read: QuestionSetFile, *, owner: User, now: datetime
) -> int:
    rows = session.execute(
        select(QuestionSetItem.external_id, Item, ItemVersion.created_by_id)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .join(
            ItemVersion,
            (ItemVersion.item_id == Item.id) & (ItemVersion.number == Item.version_number),
        )
        .where(QuestionSetItem.set_id == found.id)
    ).all()
    stored = {row.external_id: row for row in rows}
    contents = current_contents(session, [row.Item for row in rows])
    changed = 0
    for question in read.questions:
        row = stored.get(question.id)
        if row is None or row.created_by_id is not None:
            continue
        present = contents[row.Item.id]
        # A passage stays what it was when the question came; only its wording is compared.
        worded = replace(question.content, stimulus_ref=present.stimulus_ref)
        if present != worded:
            write_version(session, row.Item, worded, author=None, now=now)
            changed += 1
    gained = [question for question in read.questions if question.id not in stored]
    if gained:
        _append(session, found, gained, owner=owner, now=now)
    session.flush()
    return changed + len(gained)


def _append(
    session: Session,
    found: QuestionSet,
    questions: list[SetQuestion],
    *,
    owner: User,
    now: datetime,
) -> None:
    items = add_questions(session, questions, owner=owner, author=None, now=now)
    last = max(
        session.scalars(select(QuestionSetItem.position).where(QuestionSetItem.set_id == found.id)),
        default=0,
    )
    session.add_all(
        QuestionSetItem(
            set_id=found.id, item_id=item.id, position=last + number, external_id=question.id
        )
        for number, (item, question) in enumerate(zip(items, questions, strict=True), start=1)
    )
    if session.scalar(select(Quiz.id).where(Quiz.set_id == found.id).limit(1)) is not None:
        for item in items:
            item.status = ItemStatus.PUBLISHED
    audit.record(session, "set.extend", "set", found.id, actor=None, at=now, items=len(items))


def _sample_article(
    session: Session, text: str, generated: Generated, *, owner: User, now: datetime
) -> int | None:
    digest = digest_of(text)
    article_id = session.scalar(
        select(Article.id).where(Article.owner_id == owner.id, Article.digest == digest)
    )
    if article_id is not None:
        return article_id
    seeded = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "article.seed"))
    if any(detail.get("digest") == digest for detail in seeded):
        return None
    stored = create_article(session, owner=owner, text=text, generated=generated, now=now)
    audit.record(
        session, "article.seed", "article", stored.article_id, actor=None, at=now, digest=digest
    )
    session.flush()
    return stored.article_id
