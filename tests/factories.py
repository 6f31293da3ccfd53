"""Rows for tests, made with factory_boy; they are flushed into the session of the test.

Whatever a test does not care about has a plausible value, and no two rows share one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from itertools import count
from typing import Any

import factory
from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from quizapp.domain.disclosure import DEFAULT_DISCLOSURE, DISCLOSURES
from quizapp.domain.items import (
    Evidence,
    FactKind,
    ItemContent,
    ItemText,
    OptionOrder,
    SingleKey,
    Source,
)
from quizapp.domain.jobs import JobState
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.sections import Section
from quizapp.models import (
    Article,
    ArticleWords,
    Assignment,
    Audience,
    Class,
    ClassStudent,
    ClassTeacher,
    Item,
    ItemStatus,
    Job,
    QuestionSet,
    QuestionSetItem,
    Quiz,
    QuizMode,
    QuizStatus,
    Role,
    Upload,
    User,
)
from quizapp.services.article_search import article_words
from quizapp.services.contents import new_version
from quizapp.services.texts import digest_of

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
SCHEME = MarkingScheme(Fraction(2), Fraction(-2, 3))

_numbers = count(1)
_session: list[Session] = []


def use_session(session: Session) -> None:
    """Have the factories write into this session from now on."""
    _session[:] = [session]


def content(stem: str | None = None, **changes: object) -> ItemContent:
    """Make the content of an item whose first option is right."""
    number = next(_numbers)
    text = f"The council of town {number} met in 1987."
    year = text.index("1987")
    stem = stem or f"In which year did the council of town {number} meet?"
    given: dict[str, Any] = {
        "texts": {"en": ItemText(stem, ("1987", "1988", "1991", "1993"), f"It met in {number}.")},
        "key": SingleKey(0),
        "option_order": OptionOrder.SHUFFLE,
        "topics": ("history",),
        "kind": FactKind.DATE,
        "source": Source(
            "A town meets",
            "https://news.example/town",
            "Town Crier",
            (Evidence(text, 0, len(text), year, year + 4),),
        ),
    }
    return ItemContent(**(given | changes))


class _Factory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: _session[0]  # noqa: E731 - as factory_boy wants it
        sqlalchemy_session_persistence = "flush"


class UserFactory(_Factory):
    """A student; their password cannot be used for signing in."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    display_name = factory.LazyAttribute(lambda user: user.username.title())
    password_hash = "!"
    role = Role.STUDENT
    language = "en"
    extra_time_percent = 0
    session_epoch = 0
    is_active = True
    created_at = NOW


class TeacherFactory(UserFactory):
    role = Role.TEACHER


class AdminFactory(UserFactory):
    role = Role.ADMIN


class ArticleFactory(_Factory):
    class Meta:
        model = Article

    class Params:
        owner = factory.SubFactory(TeacherFactory)

    owner_id = factory.SelfAttribute("owner.id")
    title = factory.Sequence(lambda n: f"A bridge opens in town {n}")
    body = factory.LazyAttribute(lambda article: f"{article.title}. It took five years.")
    source_name = "Town Crier"
    source_url = "https://news.example/bridge"
    news_date = None
    digest = factory.LazyAttribute(lambda article: digest_of(article.body))
    generation = factory.LazyFunction(dict)
    rejected = factory.LazyFunction(list)
    created_at = NOW
    search = factory.LazyAttribute(
        lambda new: ArticleWords(words=article_words(new.title, new.source_name, new.body))
    )


class ItemFactory(_Factory):
    """An item with its first version, of `content`."""

    class Meta:
        model = Item

    class Params:
        owner = factory.SubFactory(TeacherFactory)
        content = factory.LazyFunction(content)

    owner_id = factory.SelfAttribute("owner.id")
    article_id = None
    status = ItemStatus.PUBLISHED
    version_number = 1
    position = None
    quality = None
    created_at = NOW
    versions = factory.LazyAttribute(
        lambda item: [new_version(_session[0], item.content, number=1, now=NOW, author=None)]
    )


class QuestionSetFactory(_Factory):
    """A set of `items`, of `size` new ones where none are given."""

    class Meta:
        model = QuestionSet

    class Params:
        owner = factory.SubFactory(TeacherFactory)

    owner_id = factory.SelfAttribute("owner.id")
    slug = factory.Sequence(lambda n: f"set-{n}")
    article_id = None
    title = factory.Sequence(lambda n: f"Set {n}")
    description = "Towns and their councils."
    preset = None
    licence = ""
    source_notes = ""
    for_practice = False
    created_at = NOW

    @factory.post_generation
    def items(made: QuestionSet, _create: bool, given: list[Item] | None, size: int = 3) -> None:  # noqa: N805, FBT001 - factory_boy's form
        owner = _session[0].get_one(User, made.owner_id)
        items = given or ItemFactory.create_batch(size, owner=owner)
        _session[0].add_all(
            QuestionSetItem(set_id=made.id, item_id=item.id, position=position)
            for position, item in enumerate(items, start=1)
        )
        _session[0].flush()


class QuizFactory(_Factory):
    """An open quiz of 10 minutes over a set of three, 2 marks right and −2/3 wrong."""

    class Meta:
        model = Quiz

    class Params:
        question_set = factory.SubFactory(QuestionSetFactory)
        scheme = SCHEME
        #: What students see when: one of `DISCLOSURES`.
        shown = DEFAULT_DISCLOSURE

    set_id = factory.SelfAttribute("question_set.id")
    owner_id = factory.SelfAttribute("question_set.owner_id")
    title = factory.Sequence(lambda n: f"Quiz {n}")
    preset = "upsc-prelims-gs1"
    sections = factory.LazyAttribute(
        lambda quiz: [Section(name="Questions", scheme=quiz.scheme).as_data()]
    )
    mode = QuizMode.MOCK
    audience = Audience.EVERYONE
    share_code = None
    daily_on = None
    minutes = 10
    shuffle_items = True
    shuffle_options = True
    opens_at = None
    closes_at = None
    disclosure = factory.LazyAttribute(
        lambda quiz: (
            DISCLOSURES[quiz.shown].taken_as(practice=quiz.mode == QuizMode.PRACTICE).as_data()
        )
    )
    status = QuizStatus.OPEN
    created_at = NOW


class ClassFactory(_Factory):
    """A class of one teacher; with a `join_code` it can be joined for years."""

    class Meta:
        model = Class

    title = factory.Sequence(lambda n: f"Class {n}")
    join_code = None
    join_until = factory.LazyAttribute(
        lambda found: NOW + timedelta(days=3650) if found.join_code else None
    )
    created_at = NOW
    archived_at = None

    @factory.post_generation
    def teacher(self, create: bool, given: User | None, **_more: object) -> None:  # noqa: FBT001 — as factory_boy calls it
        assert create
        user = given or TeacherFactory()
        _session[0].add(ClassTeacher(class_id=self.id, user_id=user.id, added_at=NOW))
        _session[0].flush()

    @factory.post_generation
    def students(self, create: bool, given: Sequence[User] | None, **_more: object) -> None:  # noqa: FBT001
        assert create
        for user in given or ():
            _session[0].add(ClassStudent(class_id=self.id, user_id=user.id, joined_at=NOW))
        _session[0].flush()


class AssignmentFactory(_Factory):
    """A quiz that is set for a class, without an end."""

    class Meta:
        model = Assignment

    class Params:
        quiz = factory.SubFactory(QuizFactory)

    quiz_id = factory.SelfAttribute("quiz.id")
    set_by_id = factory.SelfAttribute("quiz.owner_id")
    note = ""
    opens_at = None
    closes_at = None
    late_until = None
    attempts_allowed = None
    created_at = NOW
    withdrawn_at = None


class JobFactory(_Factory):
    """A job of a teacher's that nobody has taken up."""

    class Meta:
        model = Job

    class Params:
        owner = factory.SubFactory(TeacherFactory)

    kind = "count"
    owner_id = factory.SelfAttribute("owner.id")
    subject = factory.Sequence(lambda n: f"questions-{n}.docx")
    state = JobState.QUEUED
    payload = factory.LazyFunction(dict)
    attempts = 0
    lease_until = None
    heartbeat_at = None
    cancel_asked_at = None
    progress_done = 0
    progress_total = None
    result = None
    problems = None
    created_at = NOW
    started_at = None
    finished_at = None


class UploadFactory(_Factory):
    """A small file of a teacher's, of no job."""

    class Meta:
        model = Upload

    class Params:
        owner = factory.SubFactory(TeacherFactory)

    owner_id = factory.SelfAttribute("owner.id")
    job_id = None
    filename = "questions.docx"
    data = b"Q1. Which?"
    size = factory.LazyAttribute(lambda upload: len(upload.data))
    sha256 = factory.LazyAttribute(lambda upload: sha256(upload.data).hexdigest())
    created_at = NOW
