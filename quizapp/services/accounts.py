"""Accounts: signing up and in, profiles, passwords, roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Row, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.domain.items import LANGUAGES
from quizapp.errors import N_, ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from quizapp.models import Role, User
from quizapp.services import audit, built_in, passwords
from quizapp.services.paging import PER_PAGE, Page, fetch_page
from quizapp.services.texts import one_line

__all__ = [
    "UserRow",
    "authenticate",
    "change_password",
    "change_profile",
    "change_role",
    "get_user",
    "list_users",
    "named",
    "record_sign_in",
    "set_active",
    "sign_out_everywhere",
    "sign_up",
    "verify",
]

USERNAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]")
NAME_MAXIMUM: Final = 100


@dataclass(frozen=True, slots=True)
class UserRow:
    """An account as a list shows it."""

    id: int
    username: str
    email: str | None
    display_name: str
    role: Role
    is_active: bool
    created_at: datetime
    last_signed_in_at: datetime | None


def sign_up(  # noqa: PLR0913 — the fields of one form
    session: Session,
    *,
    username: str,
    password: str,
    now: datetime,
    display_name: str = "",
    email: str | None = None,
    role: Role = Role.STUDENT,
    language: str = "en",
    actor: User | None = None,
    trusted: bool = False,
) -> User:
    """Make an account.

    Args:
        session: where to write.
        username: 3–40 small letters, digits, dots, hyphens, underscores; case is ignored.
        password: see `passwords.hash_password`.
        now: the time of the account's making.
        display_name: how others see the person; the user name where it is empty.
        email: optional, for signing in with it.
        role: student and teacher are for everybody; an administrator is made by one, or by
            whoever has the command line.
        language: of the pages.
        actor: who makes it, when that is somebody else.
        trusted: whether it is the command line.

    Raises:
        InvalidInputError: field username, password, email, display_name or language.
        NotAllowedError: an administrator made by somebody who is none.
    """
    if role is Role.ADMIN and not (trusted or (actor is not None and actor.role is Role.ADMIN)):
        raise NotAllowedError(N_("Only an administrator can make another administrator."))
    username = _username(username)
    email = _email(email)
    user = User(
        username=username,
        email=email,
        display_name=_display_name(display_name or username),
        password_hash=passwords.hash_password(password, not_like=(username, email or "")),
        role=role,
        language=_language(language),
        extra_time_percent=0,
        session_epoch=0,
        is_active=True,
        created_at=now,
    )
    _ensure_free(session, username=username, email=email)
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError as error:
        # Somebody took the name between the look and the writing.
        _ensure_free(session, username=username, email=email)
        raise ConflictError(N_("The account could not be made; please try again.")) from error
    audit.record(
        session, "user.sign-up", "user", user.id, actor=actor or user, at=now, role=role.value
    )
    session.flush()
    return user


def verify(session: Session, *, login: str, password: str) -> User | None:
    """Find whose name and password these are; reads only, so that nobody waits for the hashing.

    None for a wrong name, a wrong password, or an inactive account, after the same time.
    """
    login = login.strip().casefold()
    user = session.scalar(select(User).where(or_(User.username == login, User.email == login)))
    if user is None:
        passwords.spend_time(password)
        return None
    if not passwords.verify_password(user.password_hash, password) or not user.is_active:
        return None
    return user


def record_sign_in(session: Session, user_id: int, *, password: str, now: datetime) -> User:
    """Write down that somebody whom `verify` found signs in.

    A password that was hashed with weaker parameters than today's is hashed anew.
    """
    user = session.get_one(User, user_id)
    if passwords.needs_rehash(user.password_hash):
        user.password_hash = passwords.rehash(password)
    user.last_signed_in_at = now
    session.flush()
    return user


def authenticate(session: Session, *, login: str, password: str, now: datetime) -> User | None:
    """Sign somebody in within one transaction: `verify`, then `record_sign_in`."""
    user = verify(session, login=login, password=password)
    return user and record_sign_in(session, user.id, password=password, now=now)


def get_user(session: Session, user_id: int) -> User | None:
    """Look an account up."""
    return session.get(User, user_id)


def named(session: Session, username: str) -> User:
    """Find an account by its user name.

    Raises:
        NotFoundError: there is none.
    """
    user = session.scalar(select(User).where(User.username == username.strip().casefold()))
    if user is None:
        raise NotFoundError(
            N_("There is no account with the user name “%(username)s”."), username=username[:80]
        )
    return user


def authors(session: Session) -> list[User]:
    """List those whose a question set can be: the teachers, or where there is none the admins."""
    active = list(
        session.scalars(
            select(User).where(User.is_active, User.role != Role.STUDENT).order_by(User.username)
        )
    )
    return [user for user in active if user.role is Role.TEACHER] or active


def change_profile(
    session: Session,
    user: User,
    *,
    display_name: str,
    language: str,
    now: datetime,
    email: str | None = None,
    wants_mail: bool | None = None,
) -> User:
    """Change how a person is called and addressed.

    An empty e-mail address takes it away; None leaves it as it is, and so it does whether notices
    go there.

    Raises:
        InvalidInputError: field display_name, email or language.
    """
    name, tongue = _display_name(display_name), _language(language)
    address = user.email if email is None else _email(email)
    if address is not None and address != user.email:
        _ensure_free(session, email=address)
    wants = user.wants_mail if wants_mail is None else wants_mail
    changed = [
        field
        for field, old, new in (
            ("wants_mail", user.wants_mail, wants),
            ("display_name", user.display_name, name),
            ("language", user.language, tongue),
            ("email", user.email, address),
        )
        if old != new
    ]
    if changed:
        user.display_name, user.language, user.email = name, tongue, address
        user.wants_mail = wants
        audit.record(
            session, "user.change-profile", "user", user.id, actor=user, at=now, fields=changed
        )
        session.flush()
    return user


def change_password(session: Session, user: User, *, old: str, new: str, now: datetime) -> None:
    """Change one's own password, which signs out every other session.

    Raises:
        InvalidInputError: field "old" when it is wrong, "new" when it cannot be used.
    """
    if not passwords.verify_password(user.password_hash, old):
        raise InvalidInputError(N_("That is not your present password."), field="old")
    user.password_hash = passwords.hash_password(
        new, field="new", not_like=(user.username, user.email or "", old)
    )
    user.session_epoch += 1
    audit.record(session, "user.change-password", "user", user.id, actor=user, at=now)
    session.flush()


def sign_out_everywhere(session: Session, user: User, *, now: datetime) -> None:
    """End every session of the account."""
    user.session_epoch += 1
    audit.record(session, "user.sign-out-everywhere", "user", user.id, actor=user, at=now)
    session.flush()


def change_role(session: Session, user_id: int, *, role: Role, actor: User, now: datetime) -> User:
    """Give an account another role; it signs in anew, so that the role counts everywhere.

    Raises:
        NotAllowedError: the actor is no administrator.
        NotFoundError: there is no such account.
        ConflictError: it is the last administrator.
    """
    user = _managed(session, user_id, actor)
    if user.role is role:
        return user
    if user.role is Role.ADMIN:
        _ensure_another_admin(session, user)
    old = user.role
    user.role = role
    user.session_epoch += 1
    audit.record(
        session,
        "user.change-role",
        "user",
        user.id,
        actor=actor,
        at=now,
        old=old.value,
        new=role.value,
    )
    session.flush()
    return user


def set_active(session: Session, user_id: int, *, active: bool, actor: User, now: datetime) -> User:
    """Let an account sign in, or no longer; everything that belongs to it stays.

    Raises:
        NotAllowedError: the actor is no administrator.
        NotFoundError: there is no such account.
        ConflictError: it is the last administrator.
    """
    user = _managed(session, user_id, actor)
    if user.is_active is active:
        return user
    if user.role is Role.ADMIN and not active:
        _ensure_another_admin(session, user)
    user.is_active = active
    user.session_epoch += 1
    action = "user.activate" if active else "user.deactivate"
    audit.record(session, action, "user", user.id, actor=actor, at=now)
    session.flush()
    return user


def list_users(
    session: Session, *, actor: User, page: int = 1, per_page: int = PER_PAGE, search: str = ""
) -> Page[UserRow]:
    """List the accounts of people by name; `search` is a part of a name or an e-mail address.

    Raises:
        NotAllowedError: the actor is no administrator.
    """
    _ensure_admin(actor)
    statement = select(User).where(User.username != built_in.USERNAME).order_by(User.username)
    if wanted := search.strip().casefold():
        statement = statement.where(
            or_(
                User.username.contains(wanted, autoescape=True),
                User.email.contains(wanted, autoescape=True),
                func.lower(User.display_name).contains(wanted, autoescape=True),
            )
        )
    return fetch_page(session, statement, _user_rows, page=page, per_page=per_page)


def _user_rows(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[UserRow]:
    return [
        UserRow(
            id=user.id,
            username=user.username,
            email=user.email,
            display_name=user.display_name,
            role=user.role,
            is_active=user.is_active,
            created_at=user.created_at,
            last_signed_in_at=user.last_signed_in_at,
        )
        for (user,) in rows
    ]


def _ensure_admin(actor: User) -> None:
    if actor.role is not Role.ADMIN:
        raise NotAllowedError(N_("Only an administrator may manage accounts."))


def _managed(session: Session, user_id: int, actor: User) -> User:
    _ensure_admin(actor)
    user = session.get(User, user_id, with_for_update=True)
    if user is None or user.username == built_in.USERNAME:
        raise NotFoundError(N_("There is no such account."))
    return user


def _ensure_another_admin(session: Session, user: User) -> None:
    # Locking them all keeps two administrators from taking the role from each other at once.
    admins = session.scalars(
        select(User.id)
        .where(User.role == Role.ADMIN, User.is_active.is_(True))
        .order_by(User.id)
        .with_for_update()
    ).all()
    if set(admins) <= {user.id}:
        raise ConflictError(
            N_("%(name)s is the last administrator; make somebody else one first."),
            name=user.display_name,
        )


def _ensure_free(session: Session, *, username: str | None = None, email: str | None) -> None:
    if username is not None and session.scalar(select(User.id).where(User.username == username)):
        raise InvalidInputError(
            N_("The user name “%(username)s” is taken; choose another one."),
            field="username",
            username=username,
        )
    if email is not None and session.scalar(select(User.id).where(User.email == email)):
        raise InvalidInputError(
            N_("There is an account with this e-mail address already; sign in instead."),
            field="email",
        )


def _username(text: str) -> str:
    name = text.strip().casefold()
    if not USERNAME.fullmatch(name):
        raise InvalidInputError(
            N_(
                "A user name has 3 to 40 characters: letters a to z, digits, and between them"
                " dots, hyphens and underscores."
            ),
            field="username",
        )
    return name


def _email(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    try:
        address = validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise InvalidInputError(
            N_("“%(email)s” is not an e-mail address; write it like name@example.org."),
            field="email",
            email=text.strip()[:100],
        ) from error
    return address.casefold()


def _display_name(text: str) -> str:
    return one_line(text, "display_name", maximum=NAME_MAXIMUM, required=True)


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise InvalidInputError(
            N_("“%(language)s” is not a language of quizapp; use one of: %(languages)s."),
            field="language",
            language=code[:20],
            languages=", ".join(LANGUAGES),
        )
    return code
