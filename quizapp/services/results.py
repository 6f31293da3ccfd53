"""The result of an attempt: exact marks, what wrong answers cost, and each question explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from quizapp.domain.attempts import AttemptState, SubmittedBy
from quizapp.domain.disclosure import EVERYTHING, Disclosed, Disclosure, Moment
from quizapp.domain.guessing import expected_of_guessing
from quizapp.domain.items import (
    ItemContent,
    ItemFormat,
    ItemType,
    Source,
    StimulusText,
    TextFormat,
)
from quizapp.domain.marking import (
    Mark,
    MarkingScheme,
    MarkReason,
    MarkUnit,
    Outcome,
    Score,
    score,
)
from quizapp.domain.pace import slow_questions
from quizapp.domain.progress import AttemptPoint, MarkedResponse, TopicStrength, topic_strengths
from quizapp.domain.regrading import Regrade, with_new_key
from quizapp.domain.responses import Response, response_from
from quizapp.domain.sections import PaperSection
from quizapp.errors import N_, ConflictError, NotFoundError
from quizapp.models import (
    AssignedAttempt,
    Assignment,
    Attempt,
    ClassTeacher,
    ItemVersion,
    Quiz,
    ResponseRecord,
    Role,
    StimulusRecord,
    User,
)
from quizapp.services.answered_items import AnsweredItem, answered_item
from quizapp.services.answering import stimulus_text
from quizapp.services.audiences import is_open, may_begin
from quizapp.services.closing import Holding, close_if_overdue, regrades_of
from quizapp.services.cohort import Comparison, compare
from quizapp.services.contents import content_of, with_content
from quizapp.services.disclosing import moment_for, shown_to_student
from quizapp.services.late_answers import LateAnswer, late_answers
from quizapp.services.ownership import ID_MAXIMUM, locked
from quizapp.services.quizzes import percent_of
from quizapp.services.rules import paper_sections, rules_of
from quizapp.services.sets import unreviewed_sets
from quizapp.services.shown_items import (
    ImageView,
    ShownItem,
    images_of_explanation,
    shown_item,
)

__all__ = [
    "AttemptResult",
    "EvidenceView",
    "ResultItem",
    "SectionScore",
    "attempt_result",
    "result_item",
]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A source sentence, cut at the answer in it."""

    before: str
    answer: str
    after: str


@dataclass(frozen=True, slots=True)
class ResultItem:
    """A question of the attempt with its mark, key, explanation and source."""

    position: int
    section: int
    item_id: int
    type: ItemType
    format: ItemFormat
    text_format: TextFormat
    stimulus: StimulusText | None
    shown: ShownItem
    answered: AnsweredItem
    response: Response
    outcome: Outcome
    reason: MarkReason
    mark: Fraction
    maximum: Fraction
    explanation: str
    explanation_images: tuple[ImageView, ...]
    evidence: tuple[EvidenceView, ...]
    source_title: str
    source_url: str
    source_name: str
    news_date: date | None
    topics: tuple[str, ...]
    time_ms: int
    marked: bool
    regrade: Regrade | None
    """By which rule it was marked again, and `regrade_why` the teacher's word on that."""
    regrade_why: str


@dataclass(frozen=True, slots=True)
class SectionScore:
    """What a section of the paper came to."""

    name: str
    scheme: MarkingScheme
    score: Score


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """A submitted attempt, as far as it is `shown`.

    Without marks `score` and `percent` are None, and sections, topics and earlier attempts empty;
    without answers there are no `items`, without explanations these have none and no source.
    `later` says when what is hidden is shown; what is missing there, never. `earlier` are the same
    student's earlier attempts at this quiz, oldest first. `late` is what arrived late, by position.
    `guessing` are the marks that guessing every question blindly gives on average; `comparison`
    is with others, None where that is not shown or they are too few.
    """

    attempt_id: int
    quiz_id: int
    quiz_title: str
    daily_on: date | None
    own: bool
    student_name: str
    started_at: datetime
    submitted_at: datetime
    submitted_by: SubmittedBy
    scheme: MarkingScheme
    questions: int
    shown: frozenset[Disclosed]
    later: Mapping[Disclosed, Moment]
    score: Score | None
    percent: Fraction | None
    sections: tuple[SectionScore, ...]
    qualifying_percent: Fraction | None
    unreviewed: bool
    items: tuple[ResultItem, ...]
    topics: tuple[TopicStrength, ...]
    earlier: tuple[AttemptPoint, ...]
    late: Mapping[int, LateAnswer]
    guessing: Fraction | None
    comparison: Comparison | None
    can_retake: bool

    @property
    def slow(self) -> frozenset[int]:
        """The positions of the questions that took long, against others where that is shown."""
        others = {} if self.comparison is None else self.comparison.time_ms
        return slow_questions({item.position: item.time_ms for item in self.items}, others)

    @property
    def answers_shown(self) -> bool:
        """Whether right answers are shown, and so which questions were missed."""
        return Disclosed.ANSWERS in self.shown


def attempt_result(
    session: Session, attempt_id: int, *, user: User, now: datetime, language: str | None = None
) -> AttemptResult:
    """Show what an attempt got; one whose time is up is submitted first.

    Args:
        session: where to look, and to write a submission by the clock.
        attempt_id: the attempt.
        user: the student, the quiz's teacher, or an administrator.
        now: the time.
        language: of the questions; the user's where it is None.

    Raises:
        NotFoundError: no attempt that the user may see.
        ConflictError: it is still in progress.
    """
    attempt, quiz = _visible(session, attempt_id, user)
    close_if_overdue(session, attempt, now=now)
    if attempt.submitted_at is None or attempt.submitted_by is None:
        raise ConflictError(N_("This attempt is still in progress; submit it to see its result."))
    sections = paper_sections(attempt)
    scheme = sections[0].scheme
    records = _records(session, attempt)
    version_ids = {record.item_version_id for record in records}
    standing = regrades_of(session, version_ids, [attempt.quiz_id])[attempt.quiz_id]
    contents = [content_of(record.version) for record in records]
    marks = [_mark(record, attempt) for record in records]
    own = attempt.user_id == user.id
    shown = shown_to_student(attempt, quiz, now) if own else EVERYTHING
    total = None
    if Disclosed.MARKS in shown:
        total = score(marks, disqualify_unmarked_over=scheme.disqualify_unmarked_over)
    items = (
        result_item(
            record,
            content,
            mark,
            language or user.language,
            held=standing.get(record.item_version_id),
            explained=Disclosed.EXPLANATIONS in shown,
        )
        for record, content, mark in zip(records, contents, marks, strict=True)
    )
    return AttemptResult(
        attempt_id=attempt.id,
        quiz_id=quiz.id,
        quiz_title=quiz.title,
        daily_on=quiz.daily_on,
        own=own,
        student_name=session.get_one(User, attempt.user_id).display_name,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        submitted_by=attempt.submitted_by,
        scheme=scheme,
        questions=len(records),
        shown=shown,
        later=_later(attempt, quiz, now, shown),
        score=total,
        percent=None if total is None else total.percent,
        sections=_section_scores(sections, records, marks) if total else (),
        qualifying_percent=rules_of(quiz).qualifying_percent,
        unreviewed=bool(unreviewed_sets(session, [quiz.set_id])),
        items=tuple(items) if Disclosed.ANSWERS in shown else (),
        topics=_topics(records, contents, marks, attempt.submitted_at) if total else (),
        earlier=_earlier(session, attempt, quiz, now, own=own) if total else (),
        late=late_answers(session, attempt.id),
        guessing=_guessing(sections, records, contents) if total else None,
        comparison=compare(session, attempt) if Disclosed.COMPARISON in shown else None,
        can_retake=own and is_open(quiz, now) and may_begin(session, quiz, user),
    )


def _visible(session: Session, attempt_id: int, user: User) -> tuple[Attempt, Quiz]:
    attempt: Attempt | None = None
    if 0 < attempt_id <= ID_MAXIMUM:
        attempt = locked(session, Attempt, attempt_id)
    if attempt is not None:
        quiz = session.get_one(Quiz, attempt.quiz_id)
        if (
            attempt.user_id == user.id
            or user.role is Role.ADMIN
            or (user.role is Role.TEACHER and _teaches(session, attempt, quiz, user))
        ):
            return attempt, quiz
    raise NotFoundError(N_("There is no such attempt."))


def _teaches(session: Session, attempt: Attempt, quiz: Quiz, user: User) -> bool:
    """Whether a teacher made the quiz, or teaches the class that the attempt was made for."""
    if quiz.owner_id == user.id:
        return True
    of_class = (
        select(ClassTeacher.user_id)
        .join(Assignment, Assignment.class_id == ClassTeacher.class_id)
        .join(AssignedAttempt, AssignedAttempt.assignment_id == Assignment.id)
        .where(AssignedAttempt.attempt_id == attempt.id, ClassTeacher.user_id == user.id)
    )
    return session.scalar(of_class.limit(1)) is not None


def _later(
    attempt: Attempt, quiz: Quiz, now: datetime, shown: frozenset[Disclosed]
) -> dict[Disclosed, Moment]:
    rules, present = Disclosure.from_data(quiz.disclosure), moment_for(attempt, quiz, now)
    comes = {what: rules.next_moment(what, present) for what in Disclosed if what not in shown}
    return {what: moment for what, moment in comes.items() if moment is not None}


def _records(session: Session, attempt: Attempt) -> Sequence[ResponseRecord]:
    to_version = selectinload(ResponseRecord.version)
    return session.scalars(
        select(ResponseRecord)
        .where(ResponseRecord.attempt_id == attempt.id)
        .order_by(ResponseRecord.position)
        .options(
            *with_content(to_version),
            to_version.selectinload(ItemVersion.stimulus).selectinload(StimulusRecord.texts),
        )
    ).all()


def _mark(record: ResponseRecord, attempt: Attempt) -> Mark:
    if record.outcome is None or record.reason is None or record.mark_units is None:
        message = f"response {record.position} of attempt {attempt.id} has no mark"
        raise RuntimeError(message)
    unit = MarkUnit(attempt.mark_denominator)
    dropped = record.reason is MarkReason.DROPPED
    return Mark(
        unit.from_units(record.mark_units),
        record.outcome,
        record.reason,
        Fraction(0) if dropped else unit.from_units(record.maximum_units),
    )


def _guessing(
    sections: Sequence[PaperSection],
    records: Sequence[ResponseRecord],
    contents: Sequence[ItemContent],
) -> Fraction:
    marks = (
        expected_of_guessing(content, sections[record.section].scheme)
        for record, content in zip(records, contents, strict=True)
    )
    return sum(marks, Fraction(0))


def _section_scores(
    sections: Sequence[PaperSection], records: Sequence[ResponseRecord], marks: Sequence[Mark]
) -> tuple[SectionScore, ...]:
    return tuple(
        SectionScore(
            section.name,
            section.scheme,
            score(
                mark for record, mark in zip(records, marks, strict=True) if record.section == place
            ),
        )
        for place, section in enumerate(sections)
        if section.questions
    )


def result_item(
    record: ResponseRecord,
    content: ItemContent,
    mark: Mark,
    language: str,
    *,
    held: Holding | None = None,
    explained: bool = True,
) -> ResultItem:
    """Show a question with what was answered and its key; `explained` with why, and the source.

    A key that was replaced by a regrade is shown as it counts.
    """
    if held is not None:
        content = with_new_key(content, held.regrade)
    if not explained:
        content = _without_explanations(content)
    response = response_from(record.response)
    shown = shown_item(content, record.option_order, response, language)
    source = content.source or Source()
    return ResultItem(
        position=record.position,
        section=record.section,
        item_id=record.version.item_id,
        type=content.type,
        format=content.format,
        text_format=content.text_format,
        stimulus=stimulus_text(record.version.stimulus, shown.language),
        shown=shown,
        answered=answered_item(content, shown, response),
        response=response,
        outcome=mark.outcome,
        reason=mark.reason,
        mark=mark.value,
        maximum=mark.maximum,
        explanation=content.text(shown.language).explanation,
        explanation_images=images_of_explanation(content, shown.language),
        evidence=tuple(
            EvidenceView(each.before, each.answer, each.after) for each in source.evidence
        ),
        source_title=source.title,
        source_url=source.url,
        source_name=source.name,
        news_date=content.news_date,
        topics=content.topics,
        time_ms=record.time_ms,
        marked=record.marked,
        regrade=None if held is None else held.regrade,
        regrade_why="" if held is None else held.why,
    )


def _without_explanations(content: ItemContent) -> ItemContent:
    texts = {
        language: replace(text, explanation="", feedback=())
        for language, text in content.texts.items()
    }
    asked = tuple(image for image in content.images if image not in content.images_of_explanation)
    return replace(content, texts=texts, images=asked, source=None)


def _topics(
    records: Sequence[ResponseRecord],
    contents: Sequence[ItemContent],
    marks: Sequence[Mark],
    when: datetime,
) -> tuple[TopicStrength, ...]:
    return topic_strengths(
        MarkedResponse(record.version.item_id, content.topics, mark, when)
        for record, content, mark in zip(records, contents, marks, strict=True)
    )


def _earlier(
    session: Session, attempt: Attempt, quiz: Quiz, now: datetime, *, own: bool
) -> tuple[AttemptPoint, ...]:
    attempts = session.scalars(
        select(Attempt)
        .where(
            Attempt.user_id == attempt.user_id,
            Attempt.quiz_id == attempt.quiz_id,
            Attempt.state == AttemptState.SUBMITTED,
            Attempt.started_at < attempt.started_at,
        )
        .order_by(Attempt.started_at)
    )
    return tuple(
        AttemptPoint(each.submitted_at, percent)
        for each in attempts
        if each.submitted_at is not None
        and (percent := percent_of(each)) is not None
        and (not own or Disclosed.MARKS in shown_to_student(each, quiz, now))
    )
