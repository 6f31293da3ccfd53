"""Passwords: the rule for a new one, and how they are kept (Argon2id, RFC 9106)."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from quizapp.errors import N_, InvalidInputError

__all__ = ["LONGEST", "SHORTEST", "hash_password", "needs_rehash", "spend_time", "verify_password"]

SHORTEST = 8
#: Far more than anybody types; without a limit a long text would keep a processor busy.
LONGEST = 200
FEWEST_DIFFERENT = 4

_hasher = PasswordHasher()


def hash_password(password: str, *, field: str = "password", not_like: tuple[str, ...] = ()) -> str:
    """Check a new password and hash it.

    Args:
        password: as typed; composed and decomposed letters are the same to it.
        field: what errors name.
        not_like: texts that it must not be, such as the user name.

    Raises:
        InvalidInputError: too short, too long, almost one character only, or the user name.
    """
    if len(password) < SHORTEST:
        raise InvalidInputError(
            N_("The password has %(length)d characters; it needs at least %(shortest)d."),
            field=field,
            length=len(password),
            shortest=SHORTEST,
        )
    if len(password) > LONGEST:
        raise InvalidInputError(
            N_("The password is too long; at most %(longest)d characters are allowed."),
            field=field,
            longest=LONGEST,
        )
    if len(set(password)) < FEWEST_DIFFERENT:
        raise InvalidInputError(
            N_("The password repeats the same few characters; choose a less regular one."),
            field=field,
        )
    if _plain(password).casefold() in {_plain(text).casefold() for text in not_like if text}:
        raise InvalidInputError(
            N_("The password must not be the same as the user name or e-mail address."),
            field=field,
        )
    return _hasher.hash(_plain(password))


def verify_password(password_hash: str, password: str) -> bool:
    """Whether the password is the one that was hashed."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher.verify(password_hash, _plain(password))
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Whether it was hashed with other parameters than those of today."""
    return _hasher.check_needs_rehash(password_hash)


def rehash(password: str) -> str:
    """Hash a password that was just verified, without asking whether it would be allowed today."""
    return _hasher.hash(_plain(password))


def spend_time(password: str) -> None:
    """Take as long as verifying does, for a login that does not exist: hashing costs the same."""
    if len(password) <= LONGEST:
        rehash(password)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)
