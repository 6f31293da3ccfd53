"""A class from a list: accounts for those who have none, and a place in the class for all.

A list has a row a student under a header: a name, and a user name, an e-mail address or both, all
optional but one of name and user name. It is taken as a whole or not at all. First passwords are
made here and told once, since only their hashes are kept.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.errors import N_, InvalidInputError, Problem, QuestionFileError
from quizapp.interchange.archives import is_archive
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.spreadsheets.xlsx_files import read_xlsx
from quizapp.interchange.text_files import decoded
from quizapp.models import Role, User
from quizapp.services import accounts
from quizapp.services.class_students import admit
from quizapp.services.classes import own_class

__all__ = ["ROWS_MAXIMUM", "Entered", "Listed", "enter", "read_list", "rows_of"]

#: Each new account costs the hashing of a password.
ROWS_MAXIMUM: Final = 120
NAME_MAXIMUM: Final = 100
#: Without what is mistaken for something else when it is read from paper.
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz"
DIGITS: Final = "23456789"
_HEADERS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"name", "student", "student name", "full name", "नाम", "छात्र"}),
    "username": frozenset({"user name", "username", "user", "login", "roll no", "उपयोगकर्ता नाम"}),
    "email": frozenset({"email", "e-mail", "mail", "email address", "ईमेल", "ई-मेल"}),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list: `line` is its number, the header's being 1. Empty: not given."""

    line: int
    name: str
    username: str
    email: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A student who was entered. `password` is the first one; empty for who had an account."""

    display_name: str
    username: str
    password: str


def rows_of(data: bytes, filename: str) -> list[list[str]]:
    """Read a sheet's cells: a workbook's first sheet, or text with commas, semicolons or tabs.

    Raises:
        InvalidInputError: field list, for what is no sheet.
    """
    source = SourceFile(data, filename)
    try:
        if is_archive(data):
            return [row.cells for row in read_xlsx(source)[0].rows]
        text, _ = decoded(source)
        lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
        delimiter = max("\t;,", key=lines[0].count) if lines else ","
        return [[*row] for row in csv.reader(lines, delimiter=delimiter)]
    except (QuestionFileError, csv.Error) as error:
        raise InvalidInputError(
            N_("This is no list of students that can be read; save it as CSV or XLSX."),
            field="list",
        ) from error


def read_list(rows: Iterable[Sequence[str]]) -> tuple[Listed, ...]:
    """Read the rows of a list, the first of which names the columns.

    Raises:
        InvalidInputError: field list: no header, no row, too many; or what is wrong in which line,
            all of it at once.
    """
    header, *below = [[*row] for row in rows] or [[]]
    columns = {_column(cell): place for place, cell in enumerate(header)}
    columns.pop("", None)
    if not {"name", "username"} & columns.keys():
        raise InvalidInputError(
            N_("The first line must name the columns, such as: name, user name, e-mail."),
            field="list",
        )
    found = tuple(_listed(below, columns))
    if not found:
        raise InvalidInputError(N_("There is no student below the first line."), field="list")
    if len(found) > ROWS_MAXIMUM:
        raise InvalidInputError(
            N_("The list has %(rows)d students; bring at most %(maximum)d at a time."),
            field="list",
            rows=len(found),
            maximum=ROWS_MAXIMUM,
        )
    problems = tuple(_problems(found))
    if problems:
        raise InvalidInputError.from_problems(problems)
    return found


def enter(
    session: Session,
    class_id: int,
    listed: Sequence[Listed],
    *,
    actor: User,
    now: datetime,
    rng: Random,
) -> tuple[Entered, ...]:
    """Enter the students of a list into a class, all of them or none.

    Who has an account, by user name or else by e-mail address, gets a place in the class and keeps
    their password. `rng` makes first passwords: a cryptographic one.

    Raises:
        NotFoundError: no class of the actor's.
        InvalidInputError: field list, with each line that cannot be: an account of that name is a
            teacher's, or the names belong to two accounts.
        ConflictError: the class is full.
    """
    found = own_class(session, class_id, actor, lock=True)
    known = _accounts(session, listed)
    entered, members, problems = [], [], []
    for row in listed:
        by_name, by_mail = known.get(row.username), known.get(row.email)
        person = by_name or by_mail
        if by_name is not None and by_mail is not None and by_name.id != by_mail.id:
            text = N_("The user name and the e-mail address belong to two accounts.")
            problems.append(_problem(row, text))
        elif person is not None and person.role is not Role.STUDENT:
            text = N_("“%(username)s” is a teacher's account.")
            problems.append(_problem(row, text, username=person.username))
        elif person is not None:
            members.append(person.id)
            entered.append(Entered(person.display_name, person.username, ""))
        elif not problems:
            made, password = _account(session, row, known, actor=actor, now=now, rng=rng)
            members.append(made.id)
            entered.append(Entered(made.display_name, made.username, password))
    if problems:
        raise InvalidInputError.from_problems(tuple(problems))
    admit(session, found, [*dict.fromkeys(members)], actor=actor, now=now)
    return tuple(entered)


def _account(
    session: Session,
    row: Listed,
    known: dict[str, User],
    *,
    actor: User,
    now: datetime,
    rng: Random,
) -> tuple[User, str]:
    password = _password(rng)
    made = accounts.sign_up(
        session,
        username=row.username or _free_name(session, row.name, known),
        password=password,
        now=now,
        display_name=row.name,
        email=row.email or None,
        actor=actor,
    )
    known[made.username] = made
    return made, password


def _password(rng: Random) -> str:
    """As in "kutam-pivor-47": easy to read from paper and to type on a phone; 41 bits."""
    parts = ["".join(rng.choice(LETTERS) for _ in range(4)) for _ in range(2)]
    return "-".join((*parts, "".join(rng.choice(DIGITS) for _ in range(2))))


def _free_name(session: Session, name: str, known: Mapping[str, User]) -> str:
    """Make a user name of a name: "asha.rao", and "asha.rao2" where that is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", ".", plain).strip(".")[:30] or "student"
    stem = stem if len(stem) > 2 else f"student.{stem}"  # noqa: PLR2004 — the shortest user name has three
    taken = set(
        session.scalars(select(User.username).where(User.username.startswith(stem))).all()
    ) | set(known)
    number = 1
    while (tried := stem if number == 1 else f"{stem}{number}") in taken:
        number += 1
    return tried


def _accounts(session: Session, listed: Sequence[Listed]) -> dict[str, User]:
    names = {row.username for row in listed} - {""}
    mails = {row.email for row in listed} - {""}
    found = session.scalars(
        select(User).where(User.username.in_(names) | User.email.in_(mails))
    ).all()
    return {key: user for user in found for key in (user.username, user.email or "") if key}


def _listed(rows: Iterable[Sequence[str]], columns: Mapping[str, int]) -> Iterator[Listed]:
    for line, row in enumerate(rows, start=2):
        cells = {
            name: " ".join(row[place].split()) if place < len(row) else ""
            for name, place in columns.items()
        }
        if any(cells.values()):
            yield Listed(
                line,
                cells.get("name", ""),
                cells.get("username", "").casefold(),
                cells.get("email", "").casefold(),
            )


def _problems(found: Sequence[Listed]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in found:
        if not (row.name or row.username):
            yield _problem(row, N_("There is neither a name nor a user name."))
        if len(row.name) > NAME_MAXIMUM:
            yield _problem(
                row, N_("The name is longer than %(maximum)d characters."), maximum=NAME_MAXIMUM
            )
        if row.username and not accounts.USERNAME.fullmatch(row.username):
            yield _problem(
                row,
                N_(
                    "“%(username)s” cannot be a user name: it needs 3 to 40 small letters, digits, "
                    "dots, hyphens or underscores."
                ),
                username=row.username,
            )
        if row.email and not _is_mail(row.email):
            yield _problem(
                row,
                N_("“%(email)s” is no e-mail address such as asha@example.org."),
                email=row.email,
            )
        key = row.username or row.email or row.name.casefold()
        if key in seen:
            yield _problem(
                row,
                N_("“%(name)s” stands in line %(other)d already; take one of the two out."),
                name=row.username or row.email or row.name,
                other=seen[key],
            )
        seen.setdefault(key, row.line)


def _is_mail(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _problem(row: Listed, text: str, **params: object) -> Problem:
    return Problem(text, params, "list", line=row.line)


def _column(cell: str) -> str:
    plain = " ".join(cell.replace("_", " ").replace("\ufeff", "").split()).casefold()
    return next((name for name, names in _HEADERS.items() if plain in names), "")
