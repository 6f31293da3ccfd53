"""Signing up and in, profiles, passwords, roles."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from factories import NOW, AdminFactory, TeacherFactory, UserFactory
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import AuditEntry, Role, User
from quizapp.services import accounts, audit

PASSWORD = "marigold 42 river"


def sign_up(session: Session, **changes: object) -> User:
    given: dict[str, object] = {"username": "asha.rao", "password": PASSWORD, "now": NOW}
    return accounts.sign_up(session, **(given | changes))  # type: ignore[arg-type]


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_who_signs_up_can_sign_in(session: Session) -> None:
    user = sign_up(
        session, username=" Asha.Rao ", email="Asha@Example.org", display_name=" Asha  R"
    )
    assert (user.username, user.email, user.display_name) == (
        "asha.rao",
        "asha@example.org",
        "Asha R",
    )
    assert user.role is Role.STUDENT
    assert PASSWORD not in user.password_hash
    assert actions(session) == ["user.sign-up"]
    later = NOW + timedelta(days=1)
    for login in ("asha.rao", "ASHA.RAO", " asha@example.org "):
        found = accounts.authenticate(session, login=login, password=PASSWORD, now=later)
        assert found is user
    assert user.last_signed_in_at == later


def test_who_is_wrong_or_inactive_is_not_let_in(session: Session) -> None:
    user = sign_up(session)

    def enter(login: str, password: str) -> User | None:
        return accounts.authenticate(session, login=login, password=password, now=NOW)

    assert enter("asha.rao", "marigold 42 rivet") is None
    assert enter("asha.raoo", PASSWORD) is None
    assert enter("asha.rao", "x" * 100_000) is None
    user.is_active = False
    assert enter("asha.rao", PASSWORD) is None
    assert user.last_signed_in_at is None


def test_a_password_is_the_same_however_its_letters_are_composed(session: Session) -> None:
    sign_up(session, password="caf\u00e9 au lait")
    assert accounts.authenticate(session, login="asha.rao", password="cafe\u0301 au lait", now=NOW)


def test_a_weakly_hashed_password_is_hashed_anew(session: Session) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    user = UserFactory(password_hash=weak)
    assert accounts.authenticate(session, login=user.username, password=PASSWORD, now=NOW)
    assert user.password_hash != weak
    assert accounts.authenticate(session, login=user.username, password=PASSWORD, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "ab"}, "username"),
        ({"username": "no spaces"}, "username"),
        ({"username": "-dash"}, "username"),
        ({"username": "नाम"}, "username"),
        ({"username": "a" * 41}, "username"),
        ({"password": "short"}, "password"),
        ({"password": "x" * 201}, "password"),
        ({"password": "aaaaaaaaab"}, "password"),
        ({"password": "Asha.Rao"}, "password"),
        ({"email": "asha@"}, "email"),
        ({"email": "not an address"}, "email"),
        ({"display_name": "x" * 101}, "display_name"),
        ({"display_name": "bell\x07"}, "display_name"),
        ({"language": "fr"}, "language"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    session: Session, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        sign_up(session, **changes)
    assert caught.value.field == field
    assert str(caught.value)
    assert session.scalars(select(User)).all() == []


def test_a_name_and_an_address_belong_to_one_account(session: Session) -> None:
    sign_up(session, email="asha@example.org")
    with pytest.raises(InvalidInputError) as caught:
        sign_up(session, username="ASHA.RAO")
    assert caught.value.field == "username"
    with pytest.raises(InvalidInputError) as caught:
        sign_up(session, username="other", email="ASHA@example.org")
    assert caught.value.field == "email"


def test_only_an_administrator_or_the_command_line_makes_one(session: Session) -> None:
    with pytest.raises(NotAllowedError):
        sign_up(session, role=Role.ADMIN)
    with pytest.raises(NotAllowedError):
        sign_up(session, role=Role.ADMIN, actor=TeacherFactory())
    assert sign_up(session, role=Role.ADMIN, actor=AdminFactory()).role is Role.ADMIN
    assert sign_up(session, username="root", role=Role.ADMIN, trusted=True).role is Role.ADMIN


def test_a_profile_is_changed(session: Session) -> None:
    user = UserFactory()
    accounts.change_profile(
        session, user, display_name="Asha", language="hi", email="new@example.org", now=NOW
    )
    assert (user.display_name, user.language, user.email) == ("Asha", "hi", "new@example.org")
    accounts.change_profile(session, user, display_name="Asha R", language="hi", now=NOW)
    assert user.email == "new@example.org"
    accounts.change_profile(session, user, display_name="Asha R", language="hi", email="", now=NOW)
    assert user.email is None
    assert actions(session) == ["user.change-profile"] * 3
    accounts.change_profile(session, user, display_name="Asha R", language="hi", now=NOW)
    assert actions(session) == ["user.change-profile"] * 3


def test_a_profile_keeps_what_is_refused(session: Session) -> None:
    user, other = UserFactory(), UserFactory()
    with pytest.raises(InvalidInputError) as caught:
        accounts.change_profile(
            session, user, display_name="New", language="en", email=other.email, now=NOW
        )
    assert caught.value.field == "email"
    assert user.display_name != "New"
    with pytest.raises(InvalidInputError) as caught:
        accounts.change_profile(session, user, display_name=" ", language="en", now=NOW)
    assert caught.value.field == "display_name"


def test_a_password_is_changed_and_ends_other_sessions(session: Session) -> None:
    user = sign_up(session)
    epoch = user.session_epoch
    for old, new, field in (
        ("wrong", "another good one", "old"),
        (PASSWORD, "short", "new"),
        (PASSWORD, PASSWORD, "new"),
    ):
        with pytest.raises(InvalidInputError) as caught:
            accounts.change_password(session, user, old=old, new=new, now=NOW)
        assert caught.value.field == field
    assert user.session_epoch == epoch
    accounts.change_password(session, user, old=PASSWORD, new="another good one", now=NOW)
    assert user.session_epoch == epoch + 1
    assert accounts.authenticate(session, login="asha.rao", password=PASSWORD, now=NOW) is None
    assert accounts.authenticate(session, login="asha.rao", password="another good one", now=NOW)
    accounts.sign_out_everywhere(session, user, now=NOW)
    assert user.session_epoch == epoch + 2


def test_roles_are_an_administrators_business(session: Session) -> None:
    admin, user = AdminFactory(), UserFactory()
    for actor in (user, TeacherFactory()):
        with pytest.raises(NotAllowedError):
            accounts.change_role(session, user.id, role=Role.TEACHER, actor=actor, now=NOW)
        with pytest.raises(NotAllowedError):
            accounts.list_users(session, actor=actor)
    with pytest.raises(NotAllowedError):
        audit.list_entries(session, actor=user)
    accounts.change_role(session, user.id, role=Role.TEACHER, actor=admin, now=NOW)
    assert user.role is Role.TEACHER
    assert user.session_epoch == 1
    accounts.change_role(session, user.id, role=Role.TEACHER, actor=admin, now=NOW)
    (entry,) = audit.list_entries(session, actor=admin)
    assert (entry.action, entry.subject_id, entry.actor_name) == (
        "user.change-role",
        user.id,
        admin.display_name,
    )
    assert entry.detail == {"old": "student", "new": "teacher"}
    with pytest.raises(NotFoundError):
        accounts.change_role(session, 10**6, role=Role.TEACHER, actor=admin, now=NOW)


def test_there_is_always_an_administrator(session: Session) -> None:
    admin = AdminFactory()
    with pytest.raises(ConflictError):
        accounts.change_role(session, admin.id, role=Role.TEACHER, actor=admin, now=NOW)
    with pytest.raises(ConflictError):
        accounts.set_active(session, admin.id, active=False, actor=admin, now=NOW)
    other = AdminFactory()
    accounts.set_active(session, other.id, active=False, actor=admin, now=NOW)
    with pytest.raises(ConflictError):
        accounts.change_role(session, admin.id, role=Role.STUDENT, actor=admin, now=NOW)
    accounts.set_active(session, other.id, active=True, actor=admin, now=NOW)
    accounts.set_active(session, other.id, active=True, actor=admin, now=NOW)
    accounts.change_role(session, admin.id, role=Role.STUDENT, actor=other, now=NOW)
    assert actions(session) == ["user.deactivate", "user.activate", "user.change-role"]


def test_accounts_are_found_by_a_part_of_their_name(session: Session) -> None:
    admin = AdminFactory(username="zoe", display_name="Zoe", email=None)
    UserFactory(username="asha", display_name="Asha Rao", email="asha@example.org")
    UserFactory(username="bela", display_name="Bela 100%", email="bela@example.org")

    def found(search: str) -> list[str]:
        return [row.username for row in accounts.list_users(session, actor=admin, search=search)]

    assert found("") == ["asha", "bela", "zoe"]
    assert found("RAO") == ["asha"]
    assert found("@example") == ["asha", "bela"]
    assert found("%") == ["bela"]
    page = accounts.list_users(session, actor=admin, page=9, per_page=2)
    assert [row.username for row in page] == ["zoe"]
    assert (page.number, page.pages, page.total, page.has_next) == (2, 2, 3, False)
    assert page.has_previous
    assert len(page) == 1


def test_an_account_is_looked_up(session: Session) -> None:
    user = UserFactory(username="asha")
    assert accounts.get_user(session, user.id) is user
    assert accounts.get_user(session, user.id + 1) is None
    assert accounts.named(session, " ASHA ") is user
    with pytest.raises(NotFoundError, match="nobody"):
        accounts.named(session, "nobody")


def test_sets_belong_to_active_teachers_and_else_to_administrators(session: Session) -> None:
    UserFactory()
    assert accounts.authors(session) == []
    admin = AdminFactory()
    assert accounts.authors(session) == [admin]
    TeacherFactory(is_active=False)
    assert accounts.authors(session) == [admin]
    two, one = TeacherFactory(username="two"), TeacherFactory(username="one")
    assert accounts.authors(session) == [one, two]
