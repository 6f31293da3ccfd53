"""The record of changes: who sees what of it, and the words for each action."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from browsing import Visitor
from databases import CountQueries
from desk import bring_article, in_database, owner_of
from factories import NOW
from flask import Flask
from sqlalchemy.orm import Session
from test_every_route import check_page

import quizapp
from quizapp.models import AuditEntry
from quizapp.services import audit
from quizapp.web.audit.wording import ACTIONS, PAGES, SUBJECTS
from quizapp.web.transactions import writing

PAGE = "/teach/changes"
SOURCES = [
    path.read_text("utf-8")
    for path in Path(quizapp.__file__).parent.rglob("*.py")
    if "wording" not in path.name
]


def note(app: Flask, who: str, action: str, subject: str, number: int, **detail: object) -> None:
    with app.app_context(), writing() as session:
        audit.record(
            session, action, subject, number, actor=owner_of(session, who), at=NOW, **detail
        )


def rows(page: object) -> list[str]:
    return [" ".join(row.text_content().split()) for row in page.all("//tbody/tr")]


def test_a_teacher_sees_what_they_did_and_an_administrator_everything(
    app: Flask, teacher: Visitor, admin: Visitor
) -> None:
    article = bring_article(app, 1)
    note(app, "some-teacher", "article.rename", "article", article)
    note(app, "some-teacher", "article.delete", "article", 4321, title="Gone <b>")
    note(app, "somebody-else", "set.create", "set", 7)

    page = teacher.opens(PAGE)
    check_page(page)
    assert len(rows(page)) == 2
    assert "deleted an article (Gone <b>)" in page.text()
    assert page.all("//tbody//a/@href") == [f"/teach/articles/{article}"]
    page = admin.opens(PAGE)
    check_page(page)
    assert len(rows(page)) == 3
    page = admin.opens(f"{PAGE}?who=somebody-else")
    assert [("made a set" in row) for row in rows(page)] == [True]
    assert "made a set" not in teacher.opens(f"{PAGE}?who=somebody-else").text()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("subject=set", 1),
        ("subject=nonsense", 2),
        (f"since={NOW.date()}", 2),
        (f"until={NOW.date()}", 2),
        ("since=2031-01-01", 0),
        ("until=2001-01-01", 0),
        ("since=yesterday", 2),
    ],
)
def test_it_is_narrowed(app: Flask, teacher: Visitor, query: str, found: int) -> None:
    note(app, "some-teacher", "set.create", "set", 7)
    note(app, "some-teacher", "quiz.close", "quiz", 7)
    page = teacher.opens(f"{PAGE}?{query}")
    check_page(page)
    assert len(rows(page)) == found


def test_a_day_begins_where_the_reader_is(app: Flask, teacher: Visitor) -> None:
    late = datetime(2026, 3, 9, 20, 0, tzinfo=UTC)  # 1:30 am of the tenth in India
    with app.app_context(), writing() as session:
        actor = owner_of(session, "some-teacher")
        audit.record(session, "set.create", "set", 7, actor=actor, at=late)
    assert len(rows(teacher.opens(f"{PAGE}?since=2026-03-10"))) == 1
    assert len(rows(teacher.opens(f"{PAGE}?until=2026-03-09"))) == 0


def test_the_file_has_the_same_and_runs_no_formula(app: Flask, teacher: Visitor) -> None:
    note(app, "some-teacher", "set.edit", "set", 7, title="=1+1")
    answer = teacher.client.get(f"{PAGE}/file.csv?subject=set")
    assert answer.content_type.startswith("text/csv")
    head, row = csv.reader(StringIO(answer.get_data().decode("utf-8-sig")))
    assert head[2] == "What was done"
    assert row[2:5] == ["changed what a set is called", "Set", "7"]
    assert not row[5].startswith("=")


def test_a_student_reads_none_of_it(student: Visitor) -> None:
    assert student.opens(PAGE).status == 403
    assert student.opens(f"{PAGE}/file.csv").status == 403


def test_more_changes_need_no_more_queries(
    app: Flask, teacher: Visitor, count_queries: CountQueries
) -> None:
    note(app, "some-teacher", "set.create", "set", 1)
    with count_queries() as few:
        teacher.opens(PAGE)

    def more(session: Session) -> None:
        actor = owner_of(session)
        for number in range(60):
            audit.record(session, "set.create", "set", number + 2, actor=actor, at=NOW)
        session.commit()

    in_database(app, more)
    with count_queries() as many:
        page = teacher.opens(PAGE)
    assert len(rows(page)) == 50
    assert many.reads == few.reads


def test_every_action_that_is_recorded_has_its_words() -> None:
    subjects = "|".join([*SUBJECTS, "articles", "bin", "rules", "late-answer"])
    written = {
        name for text in SOURCES for name in re.findall(rf'"((?:{subjects})\.[a-z-]+)"', text)
    }
    assert len(written) > 70
    assert written - {*ACTIONS} == {"articles.id"}, "which is a column"
    assert {*ACTIONS} - written == set()


def test_every_kind_of_subject_has_its_word() -> None:
    recorded = {
        name
        for text in SOURCES
        for name in re.findall(r'audit\.record\([^"]*(?:"[^"]*"|\w+),\s*"([a-z_]+)"', text)
    }
    assert len(recorded) > 10
    assert recorded - {*SUBJECTS} == set()
    assert {*PAGES} <= {*SUBJECTS}


def test_an_action_of_a_version_to_come_is_shown_by_its_name(app: Flask, admin: Visitor) -> None:
    def keep(session: Session) -> None:
        session.add(
            AuditEntry(
                at=NOW,
                actor_id=None,
                action="moon.land",
                subject_type="moon",
                subject_id=1,
                detail={},
            )
        )
        session.commit()

    in_database(app, keep)
    assert "moon.land" in admin.opens(PAGE).text()
    assert "The application itself" in admin.opens(PAGE).text()
