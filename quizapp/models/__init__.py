"""The tables, as SQLAlchemy classes with `Mapped[]` columns and named constraints.

It may import the domain (for its enumerations) and the errors, and SQLAlchemy; nothing of the web,
the generator or the file formats, because what is stored must outlive how it came in and how it is
shown. Rules live in the domain and in the services; the constraints here are the last defence.

Everything is imported here so that `Base.metadata` is complete for whoever imports the package.
Relationships raise when they would load by themselves (`lazy="raise_on_sql"`): a page states what
it reads, so that no page runs one query a row.
"""

from quizapp.models.announcements import Announcement, AnnouncementClass
from quizapp.models.article_batches import ArticleBatch, ArticleBatchEntry, BatchEntryState
from quizapp.models.articles import Article
from quizapp.models.assignments import AssignedAttempt, Assignment, AssignmentExemption
from quizapp.models.attempts import Attempt, ResponseRecord
from quizapp.models.audit import AuditEntry
from quizapp.models.base import Base
from quizapp.models.binned import WITH_BINNED, Binnable, in_bin
from quizapp.models.blueprints import BlueprintRecord
from quizapp.models.classes import Class, ClassStudent, ClassTeacher
from quizapp.models.exam_rules import ExamRules
from quizapp.models.imports import Import, ImportEntry, ImportState
from quizapp.models.item_reviews import ItemComment, ItemReview
from quizapp.models.items import Item, ItemStatus, ItemText, ItemVersion, ItemVersionTopic
from quizapp.models.jobs import Job, Upload
from quizapp.models.late_responses import LateResponse
from quizapp.models.mails import Mail, MailState
from quizapp.models.materials import (
    Image,
    ItemVersionImage,
    StimulusRecord,
    StimulusTextRecord,
)
from quizapp.models.notices import Notice
from quizapp.models.presences import AttemptPresence
from quizapp.models.quizzes import Audience, Quiz, QuizMode, QuizStatus
from quizapp.models.regrades import RegradedVersion, RegradeRecord
from quizapp.models.reports import ItemReport
from quizapp.models.search import ArticleWords, ItemSearch
from quizapp.models.set_shares import SetShare
from quizapp.models.sets import QuestionSet, QuestionSetItem
from quizapp.models.users import Role, User

__all__ = [
    "WITH_BINNED",
    "Announcement",
    "AnnouncementClass",
    "Article",
    "ArticleBatch",
    "ArticleBatchEntry",
    "ArticleWords",
    "AssignedAttempt",
    "Assignment",
    "AssignmentExemption",
    "Attempt",
    "AttemptPresence",
    "Audience",
    "AuditEntry",
    "Base",
    "BatchEntryState",
    "Binnable",
    "BlueprintRecord",
    "Class",
    "ClassStudent",
    "ClassTeacher",
    "ExamRules",
    "Image",
    "Import",
    "ImportEntry",
    "ImportState",
    "Item",
    "ItemComment",
    "ItemReport",
    "ItemReview",
    "ItemSearch",
    "ItemStatus",
    "ItemText",
    "ItemVersion",
    "ItemVersionImage",
    "ItemVersionTopic",
    "Job",
    "LateResponse",
    "Mail",
    "MailState",
    "Notice",
    "QuestionSet",
    "QuestionSetItem",
    "Quiz",
    "QuizMode",
    "QuizStatus",
    "RegradeRecord",
    "RegradedVersion",
    "ResponseRecord",
    "Role",
    "SetShare",
    "StimulusRecord",
    "StimulusTextRecord",
    "Upload",
    "User",
    "in_bin",
]
