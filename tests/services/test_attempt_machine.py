"""An attempt in the hands of somebody with two pages open, a bad connection and a clock.

Whatever is done in whatever order, a simple model and the stored attempt agree: nothing that was
acknowledged is lost, nobody overwrites what they have not seen, nothing changes after its time, and
the marks at the end are those of the answers that stand.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from factories import SCHEME, QuestionSetFactory, QuizFactory, UserFactory
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update
from sqlalchemy.orm import Session
from taking import at, keys, records

from quizapp.domain.attempts import SubmittedBy
from quizapp.domain.responses import Blank, Chosen, Response, response_from
from quizapp.domain.saving import SaveOutcome
from quizapp.domain.sections import Section
from quizapp.models import Attempt, QuestionSetItem
from quizapp.services import attempts, closing
from quizapp.services.saving import Save, save_responses

QUESTIONS = 4
MINUTES = (6, 4)
"""Two sections of two questions each; the paper takes the sum."""


@dataclass
class Answered:
    """What stands of a question, by the model."""

    response: Response = field(default_factory=Blank)
    marked: bool = False
    changes: int = 0
    by: str = ""


@dataclass
class Tab:
    """A page that is open: what it saw, and what it could not send yet."""

    name: str
    seen: dict[int, int]
    number: int = 0
    online: bool = True
    waiting: list[Save] = field(default_factory=list)


class Sitting(RuleBasedStateMachine):
    """One attempt; `minute` is the time since its start."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = self.session.begin_nested()
        made = QuestionSetFactory(items__size=QUESTIONS)
        self.session.execute(
            update(QuestionSetItem)
            .where(QuestionSetItem.set_id == made.id, QuestionSetItem.position > 2)
            .values(section=1)
        )
        sections = [
            Section(name=f"Part {minutes}", minutes=minutes, scheme=SCHEME).as_data()
            for minutes in MINUTES
        ]
        quiz = QuizFactory(question_set=made, sections=sections, minutes=sum(MINUTES))
        self.user = UserFactory()
        self.minute = 0.0
        attempt_id = attempts.start(self.session, quiz.id, user=self.user, now=at(0), rng=Random(7))
        self.attempt = self.session.get_one(Attempt, attempt_id)
        self.model = {position: Answered() for position in range(1, QUESTIONS + 1)}
        self.submitted_at: float | None = None
        self.tabs = {name: Tab(name, self.revisions()) for name in ("first", "other")}

    def teardown(self) -> None:
        self.savepoint.rollback()
        self.session.expire_all()

    # --- what the model knows

    def revisions(self) -> dict[int, int]:
        return {position: answered.changes for position, answered in self.model.items()}

    @property
    def is_over(self) -> bool:
        return self.submitted_at is not None or self.minute >= sum(MINUTES)

    def is_open(self, position: int) -> bool:
        begins, ends = (0, MINUTES[0]) if position <= 2 else (MINUTES[0], sum(MINUTES))
        return not self.is_over and begins <= self.minute < ends

    def expected(self, tab: Tab, save: Save) -> SaveOutcome:
        """Say what has to become of a save, and note what stands then."""
        stands = self.model[save.position]
        mine = stands.by == tab.name
        if mine and save.sequence <= self.taken[tab.name, save.position]:
            return SaveOutcome.STORED
        if not self.is_open(save.position):
            later = save.position > 2 and self.minute < MINUTES[0] and not self.is_over
            return SaveOutcome.REFUSED if later else SaveOutcome.LATE
        response = stands.response if save.response is None else save.response
        marked = stands.marked if save.marked is None else save.marked
        if not mine and save.revision != stands.changes:
            same = (response, marked) == (stands.response, stands.marked)
            return SaveOutcome.STORED if same else SaveOutcome.ELSEWHERE
        self.model[save.position] = Answered(response, marked, stands.changes + 1, tab.name)
        self.taken[tab.name, save.position] = save.sequence
        return SaveOutcome.STORED

    @property
    def taken(self) -> dict[tuple[str, int], int]:
        return self.__dict__.setdefault("_taken", {})

    # --- what is done

    def send(self, tab: Tab, saves: list[Save], *, twice: bool = False) -> None:
        for _time in range(2 if twice else 1):
            wanted = [self.expected(tab, save) for save in saves]
            answer = save_responses(
                self.session,
                self.attempt.id,
                saves,
                user=self.user,
                now=at(self.minute),
                client=tab.name,
            )
            assert [result.outcome for result in answer.results] == wanted
            assert answer.is_over == self.is_over
            for result in answer.results:
                if result.outcome is SaveOutcome.STORED and result.stands is not None:
                    tab.seen[result.position] = result.stands.standing.revision

    @rule(
        name=st.sampled_from(["first", "other"]),
        position=st.integers(1, QUESTIONS),
        option=st.none() | st.integers(0, 3),
        marked=st.none() | st.booleans(),
        twice=st.booleans(),
    )
    def answer(
        self, *, name: str, position: int, option: int | None, marked: bool | None, twice: bool
    ) -> None:
        tab = self.tabs[name]
        tab.number += 1
        save = Save(
            position,
            Blank() if option is None else Chosen.of(option),
            marked,
            1000,
            tab.number,
            tab.seen[position],
        )
        if tab.online:
            self.send(tab, [save], twice=twice)
        else:
            tab.waiting.append(save)

    @rule(first=st.integers(0, 3), other=st.integers(0, 3), sees=st.booleans())
    def answer_the_open_section_on_both_pages(self, *, first: int, other: int, sees: bool) -> None:
        """What most often meets: the same question on two pages, seen anew in between or not."""
        position = 1 if self.minute < MINUTES[0] else 3
        self.answer(name="first", position=position, option=first, marked=None, twice=False)
        if sees:
            self.tabs["other"].seen = self.revisions()
        self.answer(name="other", position=position, option=other, marked=None, twice=False)

    @rule(name=st.sampled_from(["first", "other"]))
    def lose_the_connection(self, name: str) -> None:
        self.tabs[name].online = False

    @rule(name=st.sampled_from(["first", "other"]), twice=st.booleans())
    def find_the_connection(self, *, name: str, twice: bool) -> None:
        tab = self.tabs[name]
        tab.online = True
        if tab.waiting:
            self.send(tab, tab.waiting, twice=twice)
            tab.waiting = []

    @rule(name=st.sampled_from(["first", "other"]))
    def load_the_page_again(self, name: str) -> None:
        """A page that is loaded knows what stands; what waited is sent under its old name."""
        tab = self.tabs[name]
        tab.online = True
        if tab.waiting:
            self.send(tab, tab.waiting)
            tab.waiting = []
        tab.seen = self.revisions()

    @rule(minutes=st.sampled_from([0.25, 0.5, 1.0, 4.0]))
    def wait(self, minutes: float) -> None:
        self.minute += minutes

    @rule()
    def the_sweep_comes_by(self) -> None:
        closing.close_overdue(self.session, now=at(self.minute))

    @precondition(lambda self: self.minute > 0)
    @rule()
    def submit(self) -> None:
        by = attempts.submit(self.session, self.attempt.id, user=self.user, now=at(self.minute))
        if self.submitted_at is None:
            self.submitted_at = min(self.minute, sum(MINUTES))
            in_time = self.minute < sum(MINUTES)
            assert by is (SubmittedBy.STUDENT if in_time else SubmittedBy.CLOCK)

    # --- what always holds

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        for record in records(self.session, self.attempt):
            stands = self.model[record.position]
            assert response_from(record.response) == stands.response
            assert record.marked == stands.marked
            assert record.revision == stands.changes

    @invariant()
    def the_marks_are_those_of_what_stands(self) -> None:
        if self.attempt.score_units is None:
            return
        total = Fraction(0)
        for position, key in enumerate(keys(self.session, self.attempt), start=1):
            response = self.model[position].response
            if isinstance(response, Chosen):
                total += SCHEME.right if response.options == {key} else SCHEME.wrong
        assert Fraction(self.attempt.score_units, self.attempt.mark_denominator) == total


def test_any_order_of_things_agrees_with_a_simple_model(session: Session) -> None:
    machine = type("Sitting", (Sitting,), {"session": session})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
