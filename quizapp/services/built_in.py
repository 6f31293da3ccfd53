"""The account that owns what nobody made, such as the daily quiz."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.models import Role, User

__all__ = ["USERNAME", "built_in_owner"]

#: Nobody can sign up with it: names of people have letters, digits, dots, hyphens and underscores.
USERNAME: Final = "~quizapp"
#: No password has this hash.
NO_PASSWORD: Final = "!"  # noqa: S105


def built_in_owner(session: Session, *, now: datetime) -> User:
    """Give the account, which is made when it is first needed.

    Sets and quizzes have an owner, who may change them and sees how everybody did. Those that the
    app makes for all are to be nobody's: with a teacher as owner they would stand in that
    teacher's lists, and would change with what becomes of the teacher. It is inactive and has no
    password, so that nobody can sign in with it, and a student, so that it could do nothing.
    """
    found = session.scalar(select(User).where(User.username == USERNAME))
    if found is not None:
        return found
    made = User(
        username=USERNAME,
        display_name="quizapp",
        password_hash=NO_PASSWORD,
        role=Role.STUDENT,
        is_active=False,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # Two needed it at once.
        return session.scalars(select(User).where(User.username == USERNAME)).one()
    return made
