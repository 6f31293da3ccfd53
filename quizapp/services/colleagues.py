"""Finding another teacher by name, without a list of all."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.errors import N_, InvalidInputError
from quizapp.models import Role, User

__all__ = ["find_colleague"]


def find_colleague(
    session: Session, who: str, actor: User, *, student: str, may_be_actor: bool = False
) -> User:
    """Find a teacher by user name or e-mail address.

    Args:
        session: where to look.
        who: what was typed.
        actor: who looks; not found unless `may_be_actor`.
        student: the refusal, with %(name)s, where it is a student.
        may_be_actor: whether it may be who looks.

    Raises:
        InvalidInputError: field who: nobody is called so, or it is nobody to be found here.
    """
    name = who.strip().casefold()
    by = User.email if "@" in name else User.username
    found = session.scalar(select(User).where(by == name, User.is_active)) if name else None
    if found is None:
        raise InvalidInputError(
            N_(
                "Nobody has the user name or e-mail address “%(who)s” here; look for typing errors."
            ),
            field="who",
            who=name,
        )
    if found.id == actor.id and not may_be_actor:
        raise InvalidInputError(N_("That is you yourself. Enter another teacher."), field="who")
    if found.role is Role.STUDENT:
        raise InvalidInputError(student, field="who", name=found.display_name)
    return found
