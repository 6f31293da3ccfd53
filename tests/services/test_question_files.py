"""Question files in and out, the samples, and the demo."""

import shutil
from pathlib import Path

import pytest
from factories import (
    NOW,
    ItemFactory,
    QuestionSetFactory,
    TeacherFactory,
    UserFactory,
    content,
)
from generated import TEXT, WHEN, WHO, generated
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    QuestionFileError,
)
from quizapp.interchange.banks import WrittenFile
from quizapp.interchange.own_format.sets import read_question_set
from quizapp.models import (
    Article,
    AuditEntry,
    Item,
    ItemStatus,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    Role,
    User,
)
from quizapp.services import accounts, articles, items, question_files, seeding, sets
from quizapp.services.publishing import rules_of_preset
from quizapp.services.question_files import ImportedSet
from quizapp.services.seeding import DemoReport, SeedReport

ROOT = Path(__file__).resolve().parents[2]
PASSWORDS = {role: f"a password for {role.value}" for role in Role}
TOWNS = """\
schema: 1
title: Towns and rivers
slug: towns
description: Where towns stand.
languages: [en]
licence: CC-BY-4.0
source_notes: Written for the tests.
preset: ssc-cgl-tier-1
questions:
  - id: towns-01
    stem: On which river does Ahmedabad stand?
    options:
      a: Sabarmati
      b: Tapi
      c: Mahi
      d: Luni
    key: a
    topics: [geography]
  - id: towns-02
    stem: On which river does Cuttack stand?
    options:
      a: Godavari
      b: Mahanadi
      c: Krishna
    key: b
    topics: [geography]
"""


def import_(session: Session, text: str = TOWNS, **changes: object) -> ImportedSet:
    given = {"data": text.encode(), "filename": "towns.yaml", "now": NOW} | changes
    return question_files.import_set(
        session,
        **({"owner": TeacherFactory()} | given),  # type: ignore[arg-type]
    )


def test_a_file_becomes_a_set_of_accepted_items(session: Session) -> None:
    teacher = TeacherFactory()
    stored = import_(session, owner=teacher)
    assert (stored.slug, stored.title, stored.items) == ("towns", "Towns and rivers", 2)
    view = sets.set_view(session, stored.set_id, user=teacher)
    assert view.description == "Where towns stand."
    assert [item.status for item in view.items] == [ItemStatus.ACCEPTED] * 2
    assert view.items.items[1].content.text().options == ("Godavari", "Mahanadi", "Krishna")
    (version,) = items.history(session, view.items.items[0].item_id, user=teacher)
    assert version.created_by_name == teacher.display_name


def test_what_is_exported_is_what_was_imported(session: Session) -> None:
    teacher = TeacherFactory()
    stored = import_(session, owner=teacher)

    def export(which: int | str, user: User | None) -> WrittenFile:
        return question_files.export_set(session, which, user=user)

    exported = export("towns", None)
    assert exported == export(stored.set_id, teacher)
    assert exported.filename == "towns.yaml"
    before = read_question_set(TOWNS, filename="before")
    assert read_question_set(exported.data, filename="after") == before
    for which, user in (("nowhere", None), (10**6, None), (stored.set_id, TeacherFactory())):
        with pytest.raises(NotFoundError):
            export(which, user)


def test_a_set_made_here_can_be_exported_too(session: Session) -> None:
    made = QuestionSetFactory(slug="here")
    read = read_question_set(
        question_files.export_set(session, "here", user=None).data, filename="here"
    )
    assert [question.id for question in read.questions] == ["here-01", "here-02", "here-03"]
    passage = content(stimulus_ref=None)
    assert read.questions[0].content.texts != passage.texts
    assert made.slug == read.slug


def test_the_names_of_all_sets_are_listed(session: Session) -> None:
    assert question_files.slugs(session) == []
    QuestionSetFactory(slug="rivers")
    QuestionSetFactory(slug="hills")
    assert question_files.slugs(session) == ["hills", "rivers"]


def test_a_set_of_retired_items_has_nothing_to_export(session: Session) -> None:
    QuestionSetFactory(slug="gone", items=[ItemFactory(status=ItemStatus.RETIRED)])
    with pytest.raises(InvalidInputError):
        question_files.export_set(session, "gone", user=None)


def test_a_file_with_problems_stores_nothing(session: Session) -> None:
    broken = TOWNS.replace("key: b", "key: e").replace("b: Tapi", "b: Sabarmati")
    with pytest.raises(QuestionFileError) as caught:
        import_(session, broken)
    assert len(caught.value.problems) == 2
    assert all(problem.file == "towns.yaml" for problem in caught.value.problems)
    with pytest.raises(QuestionFileError):
        import_(session, data=b"\xff\xfe\x00bad")
    assert session.scalar(select(func.count(Item.id))) == 0
    assert session.scalar(select(func.count(QuestionSet.id))) == 0


def test_a_set_that_exists_is_not_imported_again(session: Session) -> None:
    import_(session)
    with pytest.raises(ConflictError, match="towns"):
        import_(session)
    with pytest.raises(NotAllowedError):
        import_(session, owner=UserFactory())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "towns.yaml").write_text(TOWNS, "utf-8")
    return tmp_path


def load(session: Session, folder: Path) -> SeedReport:
    owner = session.scalar(select(User).where(User.username == "seeder")) or TeacherFactory(
        username="seeder"
    )
    return seeding.load_samples(session, folder=folder, owner=owner, now=NOW)


def contents(session: Session) -> dict[str | None, str]:
    rows = session.execute(
        select(QuestionSetItem.external_id, Item)
        .join(Item, Item.id == QuestionSetItem.item_id)
        .order_by(QuestionSetItem.position)
    ).all()
    found = items.current_contents(session, [row.Item for row in rows])
    return {row.external_id: found[row.Item.id].text().stem for row in rows}


def test_samples_become_sets_with_open_quizzes(session: Session, folder: Path) -> None:
    assert load(session, folder) == SeedReport(sets_added=1, sets_kept=0, items=2)
    quiz = session.scalars(select(Quiz)).one()
    rules = rules_of_preset("ssc-cgl-tier-1", questions=[2])
    assert (quiz.title, quiz.preset, quiz.minutes) == (
        "Towns and rivers",
        rules.preset,
        rules.minutes,
    )
    assert set(session.scalars(select(Item.status))) == {ItemStatus.PUBLISHED}
    assert load(session, folder) == SeedReport(sets_added=0, sets_kept=1, items=0)
    assert session.scalar(select(func.count(Quiz.id))) == 1


def test_samples_follow_their_file_but_not_over_a_teachers_words(
    session: Session, folder: Path
) -> None:
    load(session, folder)
    edited = session.scalars(
        select(QuestionSetItem).where(QuestionSetItem.external_id == "towns-02")
    ).one()
    owner = accounts.named(session, "seeder")
    items.edit(
        session,
        edited.item_id,
        content=content("What the teacher asks?"),
        expected_version=1,
        actor=owner,
        now=NOW,
    )
    longer = TOWNS.replace("On which river", "Beside which river") + (
        "  - id: towns-03\n    stem: On which river does Agra stand?\n"
        "    options: {a: Yamuna, b: Ganga}\n    key: a\n    topics: [geography]\n"
    )
    (folder / "towns.yaml").write_text(longer, "utf-8")
    assert load(session, folder) == SeedReport(sets_added=0, sets_kept=1, items=2)
    assert contents(session) == {
        "towns-01": "Beside which river does Ahmedabad stand?",
        "towns-02": "What the teacher asks?",
        "towns-03": "On which river does Agra stand?",
    }
    added = session.scalars(select(Item).order_by(Item.id.desc())).first()
    assert added is not None
    assert added.status is ItemStatus.PUBLISHED
    assert load(session, folder).items == 0


def test_samples_leave_the_set_of_somebody_else_alone(session: Session, folder: Path) -> None:
    import_(session)
    (folder / "towns.yaml").write_text(TOWNS.replace("On which", "Beside which"), "utf-8")
    assert load(session, folder) == SeedReport(sets_added=0, sets_kept=1, items=0)
    assert contents(session)["towns-01"].startswith("On which")


def demo(session: Session, folder: Path) -> DemoReport:
    return seeding.load_demo(
        session,
        passwords=PASSWORDS,
        sample_text=TEXT,
        generated=generated(WHEN, WHO),
        folder=folder,
        now=NOW,
    )


def test_the_demo_is_complete_and_safe_to_repeat(session: Session, folder: Path) -> None:
    first = demo(session, folder)
    assert [(a.username, a.role, a.created) for a in first.accounts] == [
        ("demo-student", Role.STUDENT, True),
        ("demo-teacher", Role.TEACHER, True),
        ("demo-admin", Role.ADMIN, True),
    ]
    assert first.samples.sets_added == 1
    for account in first.accounts:
        assert accounts.authenticate(
            session, login=account.username, password=PASSWORDS[account.role], now=NOW
        )
    entries = session.scalar(select(func.count(AuditEntry.id)))
    second = demo(session, folder)
    assert second.article_id == first.article_id
    assert not any(account.created for account in second.accounts)
    assert all(account.password_given for account in second.accounts)
    assert session.scalar(select(func.count(User.id))) == 3
    assert session.scalar(select(func.count(AuditEntry.id))) == entries


def test_the_demo_does_not_undo_what_people_did(session: Session, folder: Path) -> None:
    first = demo(session, folder)
    teacher = accounts.named(session, "demo-teacher")
    accounts.change_password(
        session, teacher, old=PASSWORDS[Role.TEACHER], new="my own secret", now=NOW
    )
    assert first.article_id is not None
    articles.delete_article(session, first.article_id, actor=teacher, now=NOW)
    second = demo(session, folder)
    assert second.article_id is None
    given = {account.username: account.password_given for account in second.accounts}
    assert given == {"demo-student": True, "demo-teacher": False, "demo-admin": True}
    assert session.scalar(select(func.count(Article.id))) == 0


def test_the_shipped_sets_are_loaded_and_exported_without_loss(
    session: Session, tmp_path: Path
) -> None:
    for path in (ROOT / "questions").glob("*.yaml"):
        shutil.copy(path, tmp_path)
    report = load(session, tmp_path)
    assert report.sets_added >= 4
    assert report.items >= 60
    for path in tmp_path.glob("*.yaml"):
        before = read_question_set(path.read_bytes(), filename=path.name)
        exported = question_files.export_set(session, before.slug, user=None)
        assert read_question_set(exported.data, filename=exported.filename) == before
