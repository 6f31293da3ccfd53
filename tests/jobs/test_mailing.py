"""Notices as letters: sent in the background, none twice, on real databases and a real server."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from factories import ClassFactory, UserFactory, use_session
from mail_server import Postbox, mail_server
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from workbench import Bench

from quizapp.domain.jobs import JobState
from quizapp.jobs.kinds import KINDS
from quizapp.jobs.running import Worker
from quizapp.models import Announcement, Job, Mail, MailState, User
from quizapp.models.engine import begin_writing
from quizapp.services import announcements, mails, notices
from quizapp.services.notices import NoticeKind


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A mail server that this process's environment names."""
    with mail_server() as running:
        for name, value in running.environ.items():
            monkeypatch.setenv(name, value)
        yield running


def worker(bench: Bench) -> Worker:
    return Worker(bench.engine, KINDS, now=lambda: bench.now)


def announce(bench: Bench, **students: object) -> int:
    """Have a class of one student for each name told something."""
    with Session(bench.engine) as session:
        use_session(session)
        members = [
            UserFactory(**{"username": name, "email": f"{name}@example.org", **fields})
            for name, fields in students.items()
        ]
        teacher = session.get_one(User, bench.owner_id)
        number = announcements.announce(
            session,
            title="Mock test on Sunday",
            text="Be there at 10.",
            class_ids=[ClassFactory(teacher=teacher, students=members).id],
            actor=teacher,
            now=bench.now,
        )
        session.commit()
        return number


def send(bench: Bench) -> list[Job]:
    """Do all sending that waits; returns the jobs."""
    worker(bench).sweep()
    with Session(bench.engine, expire_on_commit=False) as session:
        return list(session.scalars(select(Job).where(Job.kind == "send-mail").order_by(Job.id)))


def states(bench: Bench) -> dict[MailState, int]:
    with Session(bench.engine) as session:
        rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
        return {row[0]: row[1] for row in rows}


def undelivered(bench: Bench) -> int:
    with Session(bench.engine) as session:
        teacher = session.get_one(User, bench.owner_id)
        (view,) = announcements.list_announcements(session, user=teacher)
        return view.undelivered


def test_who_wants_letters_gets_one_in_their_language(bench: Bench, box: Postbox) -> None:
    announce(
        bench,
        asha={},
        ravi={"language": "hi"},
        mute={"wants_mail": False},
        gone={"is_active": False},
        none={"email": None},
    )

    (job,) = send(bench)

    assert (job.state, job.result) == (JobState.DONE, {"sent": 2, "failed": 0})
    assert sorted(box.recipients) == ["asha@example.org", "ravi@example.org"]
    by_name = {letter["To"].addresses[0].username: letter for letter in box.letters}
    assert by_name["asha"]["Subject"] == "Mock test on Sunday"
    english = by_name["asha"].get_body(("plain",)).get_content()
    assert "Be there at 10." in english
    assert "https://quiz.example.org/notices" in english
    hindi = by_name["ravi"].get_body(("plain",)).get_content()
    assert "को बताया" in hindi
    assert send(bench)[-1].id == job.id, "there is nothing else to send"
    assert len(box.letters) == 2


def test_what_the_server_puts_off_is_tried_again_and_what_it_refuses_is_not(
    bench: Bench, box: Postbox
) -> None:
    box.refuse |= {"asha": "451 later", "ravi": "550 nobody here"}
    announce(bench, asha={}, ravi={}, mira={})
    send(bench)
    assert states(bench) == {MailState.WAITING: 1, MailState.FAILED: 1, MailState.SENT: 1}
    assert undelivered(bench) == 1

    box.refuse.clear()
    bench.time_passes(timedelta(minutes=9))
    send(bench)
    assert box.recipients == ["mira@example.org"]
    bench.time_passes(timedelta(minutes=2))
    send(bench)
    assert box.recipients == ["mira@example.org", "asha@example.org"]


def test_a_server_that_is_away_loses_nothing(bench: Bench, box: Postbox) -> None:
    box.hangs_up = True
    announce(bench, asha={}, ravi={})
    send(bench)
    assert states(bench) == {MailState.WAITING: 2}
    box.hangs_up = False
    bench.time_passes(timedelta(minutes=15))
    send(bench)
    assert sorted(box.recipients) == ["asha@example.org", "ravi@example.org"]


def test_after_days_a_letter_is_given_up(bench: Bench, box: Postbox) -> None:
    box.hangs_up = True
    announce(bench, asha={})
    send(bench)
    bench.time_passes(timedelta(days=4))
    box.hangs_up = False
    send(bench)
    assert states(bench) == {MailState.FAILED: 1}
    assert box.letters == []


def test_a_letter_during_which_the_work_died_does_not_go_twice(bench: Bench, box: Postbox) -> None:
    announce(bench, asha={})
    with Session(bench.engine) as session:
        session.execute(update(Mail).values(state=MailState.SENDING))
        session.commit()
    send(bench)
    assert box.letters == []
    bench.time_passes(timedelta(minutes=20))
    send(bench)
    assert states(bench) == {MailState.FAILED: 1}
    assert box.letters == []


def test_workers_at_the_same_time_take_different_letters(bench: Bench) -> None:
    names = [f"student{number}" for number in range(4)]
    announce(bench, **{name: {} for name in names})
    together = Barrier(len(names))
    taken: list[int | None] = []

    def take(number: int) -> None:
        with Session(bench.engine) as session:
            together.wait(timeout=30)
            begin_writing(session)
            mail = mails.take_next(session, now=bench.now, new_token=f"token {number}")
            session.commit()
        taken.append(None if mail is None else mail.notice_id)

    threads = [Thread(target=take, args=(number,)) for number in range(len(names))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(set(taken)) == len(names)
    assert None not in taken
    assert states(bench) == {MailState.SENDING: len(names)}


def test_what_is_taken_back_is_not_sent(bench: Bench, box: Postbox) -> None:
    number = announce(bench, asha={})
    with Session(bench.engine) as session:
        teacher = session.get_one(User, bench.owner_id)
        announcements.withdraw(session, number, actor=teacher, now=bench.now)
        session.commit()
        assert session.get_one(Announcement, number).withdrawn_at
    send(bench)
    assert box.letters == []


def test_changed_marks_are_told_exactly(bench: Bench, box: Postbox) -> None:
    with Session(bench.engine) as session:
        use_session(session)
        student = UserFactory(email="asha@example.org")
        told = {
            "attempt_id": 1,
            "position": 3,
            "quiz_title": "Polity",
            "before": "-2/3",
            "after": "22/3",
        }
        notices.tell(session, NoticeKind.REGRADED, [(student.id, told)], now=bench.now)
        session.commit()
    send(bench)
    text = box.letters[0].get_body(("plain",)).get_content()
    assert "7 1/3 marks now, instead of −2/3" in text


def test_without_a_server_letters_wait_and_are_given_up(bench: Bench) -> None:
    announce(bench, asha={})
    (job,) = send(bench)
    assert job.result == {"sent": 0, "failed": 0}
    assert states(bench) == {MailState.WAITING: 1}
    bench.time_passes(timedelta(days=4))
    send(bench)
    assert states(bench) == {MailState.FAILED: 1}
    with Session(bench.engine) as session:
        assert mails.purge(session, before=bench.now, limit=9) == 1
