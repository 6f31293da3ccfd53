"""A teacher's desk on which much has happened, and a student who has taken part in all of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from factories import (
    NOW,
    AdminFactory,
    ArticleFactory,
    ClassFactory,
    ItemFactory,
    JobFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    UploadFactory,
    UserFactory,
    content,
    use_session,
)
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from quizapp.domain.assignments import Exemption, Terms
from quizapp.domain.blueprints import Blueprint, Part
from quizapp.domain.items import Evidence, Source
from quizapp.domain.jobs import JobState
from quizapp.domain.permissions import Permission
from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.domain.regrading import Regrade, RegradeRule
from quizapp.domain.reports import ReportReason
from quizapp.domain.responses import Chosen, response_as_data
from quizapp.interchange.banks import SourceFile
from quizapp.models import (
    Article,
    Attempt,
    Audience,
    ItemStatus,
    ItemVersion,
    Job,
    Quiz,
    ResponseRecord,
    User,
)
from quizapp.services import (
    announcements,
    article_batches,
    assignments,
    attempts,
    blueprints,
    class_students,
    exam_rules,
    items,
    late_answers,
    own_tests,
    regrading,
    reporting,
    set_sharing,
)
from quizapp.services.asked import Asked
from quizapp.services.importing import staging
from quizapp.services.late_answers import LateSave

MINUTE = timedelta(minutes=1)


def crowd(session: Session, size: int, *, picture: str, now: datetime) -> dict[str, object]:
    """Have `size` of everything at one desk; returns the ids that addresses name, and who is who.

    `user_id` is the teacher, `student_id` the student who is in each class and took each quiz; what
    the other keys name has `size` of what it can have of its own.
    """
    use_session(session)
    teacher, colleague = TeacherFactory(), TeacherFactory(username=f"colleague-{size}")
    students = UserFactory.create_batch(size)
    things: dict[str, object] = {
        "user_id": teacher.id,
        "student_id": students[0].id,
        "admin_id": AdminFactory().id,
        "position": 1,
        "digest": picture,
        "code": f"code-{size}",
        "token": f"mail-token-{size}",
        "join_code": f"ABCDEF{size:02}",
    }
    students[0].mail_token = things["token"]
    things |= _articles(session, teacher, size)
    things |= _brought(session, teacher, size, now=now)
    things |= _written_down(session, teacher, size, now=now)
    quizzes = _quizzes(teacher, size)
    QuizFactory(audience=Audience.LINK, share_code=things["code"])
    things |= {"quiz_id": quizzes[0].id, "set_id": quizzes[0].set_id}
    for quiz in quizzes:
        set_sharing.share_set(
            session,
            quiz.set_id,
            who=colleague.username,
            permission=Permission.EDIT,
            actor=teacher,
            now=now,
        )
    for other in TeacherFactory.create_batch(size - 1):
        set_sharing.share_set(
            session,
            quizzes[0].set_id,
            who=other.username,
            permission=Permission.USE,
            actor=teacher,
            now=now,
        )
    things |= _classes(session, teacher, students, quizzes, str(things["join_code"]), now=now)
    things |= _taken(session, teacher, students, quizzes, now=now)
    session.flush()
    return things


def _articles(session: Session, teacher: User, size: int) -> dict[str, object]:
    sentences = [f"The council of town {number} met in {1900 + number}." for number in range(size)]
    body = " ".join(sentences)
    article: Article = ArticleFactory(owner=teacher, body=body)
    first = None
    for number, sentence in enumerate(sentences, start=1):
        start = body.index(sentence)
        year = start + sentence.index("met in ") + 7
        evidence = Evidence(sentence, start, start + len(sentence), year, year + 4)
        made = content(
            f"In which year did the council of town {number} meet, of those of this article?",
            source=Source(article.title, "", "Town Crier", (evidence,)),
        )
        item = ItemFactory(
            owner=teacher,
            article_id=article.id,
            status=ItemStatus.DRAFT if number % 2 else ItemStatus.ACCEPTED,
            position=number,
            quality=0.5,
            content=made,
        )
        first = first or item
        ItemFactory(owner=teacher, article_id=ArticleFactory(owner=teacher).id)
    assert first is not None
    for number in range(size):
        changed = replace(
            made, texts={"en": replace(made.texts["en"], stem=f"In which year, {number}?")}
        )
        items.write_version(session, first, changed, author=teacher, now=NOW)
    return {"article_id": article.id, "item_id": first.id}


def _brought(session: Session, teacher: User, size: int, *, now: datetime) -> dict[str, object]:
    """Imports, articles that came together, background work and its files."""

    def questions(count: int) -> bytes:
        each = [
            f"  - id: q-{number}\n    stem: Which year is meant by clue {size}-{number}?\n"
            '    options: {a: "1987", b: "1988", c: "1991"}\n    key: b\n'
            for number in range(count)
        ]
        head = 'schema: "1"\ntitle: Clues\nslug: clues\nlanguages: [en]\nquestions:\n'
        return (head + "".join(each)).encode()

    things: dict[str, object] = {}
    for count in (*[1] * (size - 1), size):
        files = [SourceFile(questions(count), "clues.yaml")]
        things["import_id"] = staging.start(
            session, files, read=staging.read_at_once(session, files), owner=teacher, now=now
        )
        files = [SourceFile(b"-", f"article-{number}.txt") for number in range(count)]
        things["batch_id"] = article_batches.start(
            session, files, asked=Asked(), owner=teacher, now=now
        )
        session.execute(
            update(Job)
            .where(Job.state == JobState.QUEUED)
            .values(state=JobState.CANCELLED, finished_at=NOW)
        )
        job = JobFactory(
            owner=teacher, kind="print-papers", state=JobState.DONE, started_at=NOW, finished_at=NOW
        )
        job.result = {"file": UploadFactory(owner=teacher, job_id=job.id).id}
        things["job_id"] = job.id
    return things


def _written_down(
    session: Session, teacher: User, size: int, *, now: datetime
) -> dict[str, object]:
    """Blueprints and exam rules."""
    for number in range(size):
        plan = Blueprint(name=f"Weekly {number}", exam="", parts=(Part("", 5),))
        things = {
            "blueprint_id": blueprints.store_blueprint(session, plan, actor=teacher, now=now),
            "rules_id": exam_rules.copy_rules(
                session, DEFAULT_PRESET, name=f"Rules {number}", actor=teacher, now=now
            ),
        }
    return dict(things)


def _quizzes(teacher: User, size: int) -> list[Quiz]:
    """One quiz of so many questions, the others of one each."""
    sets = [
        QuestionSetFactory(owner=teacher, items__size=count) for count in (size, *[1] * (size - 1))
    ]
    return [QuizFactory(question_set=each) for each in sets]


def _classes(
    session: Session,
    teacher: User,
    students: list[User],
    quizzes: list[Quiz],
    code: str,
    *,
    now: datetime,
) -> dict[str, object]:
    found = ClassFactory(teacher=teacher, join_code=code)
    numbers = [student.id for student in students]
    class_students.admit(session, found, numbers, actor=teacher, now=NOW)
    for _ in students[1:]:
        other = ClassFactory(teacher=teacher)
        class_students.admit(session, other, numbers[:1], actor=teacher, now=NOW)
    for number, quiz in enumerate(quizzes):
        (assignment,) = assignments.set_quiz(
            session,
            quiz_id=quiz.id,
            class_ids=[found.id],
            terms=Terms(closes_at=now + timedelta(days=3)),
            note="",
            actor=teacher,
            now=now,
        )
        if quiz is quizzes[0]:
            set_first = assignment.id
        announced = announcements.announce(
            session,
            title=f"Moved {number}",
            text="To Sunday.",
            class_ids=[found.id],
            actor=teacher,
            now=now,
        )
    for number in numbers:
        assignments.exempt(
            session,
            set_first,
            number,
            exemption=Exemption(extra_minutes=5),
            actor=teacher,
            now=now,
        )
    return {"class_id": found.id, "assignment_id": set_first, "announcement_id": announced}


def _taken(
    session: Session, teacher: User, students: list[User], quizzes: list[Quiz], *, now: datetime
) -> dict[str, object]:
    """Everybody took the first quiz, the first student all others too; then came the questions."""
    things: dict[str, object] = {"attempt_id": _hand_in(session, quizzes[0], students[0], now)}
    for place, student in enumerate(students[1:], start=1):
        attempt = _hand_in(session, quizzes[0], student, now)
        reporting.report(
            session,
            attempt,
            place,
            user=student,
            reason=ReportReason.WRONG_KEY,
            comment="It is the other one.",
            now=now,
        )
        late = {place: LateSave(Chosen.of(0), "a-page", 1)}
        late_answers.keep_late(session, session.get_one(Attempt, attempt), late, now=now)
    for number, quiz in enumerate(quizzes[1:]):
        attempt = _hand_in(session, quiz, students[0], now - number * MINUTE)
        things["test_id"] = own_tests.practise_again(
            session, attempt, title=f"Again {number}", user=students[0], now=now
        )
    first = session.get_one(ResponseRecord, (things["attempt_id"], 1))
    asked = session.get_one(ItemVersion, first.item_version_id)
    regrading.regrade(
        session, asked.item_id, Regrade(RegradeRule.FULL_MARKS), why="", actor=teacher, now=now
    )
    return things


def _hand_in(session: Session, quiz: Quiz, student: User, now: datetime) -> int:
    """Take a quiz: the first question wrong, the others right."""
    attempt = attempts.start(session, quiz.id, user=student, now=now - 5 * MINUTE, rng=Random(1))
    rows = session.scalars(
        select(ResponseRecord)
        .where(ResponseRecord.attempt_id == attempt)
        .order_by(ResponseRecord.position)
    )
    for row in rows:
        key = session.get_one(ItemVersion, row.item_version_id).key["option"]
        chosen = (key + 1) % 4 if row.position == 1 else key
        row.response = response_as_data(Chosen.of(chosen))
    attempts.submit(session, attempt, user=student, now=now)
    return attempt
