"""Zip archives that strangers packed: opened within bounds, members read by their true names."""

import stat
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from lzma import LZMAError
from pathlib import PurePosixPath
from zlib import error as ZlibError  # noqa: N812 — zlib's own name for its one exception

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import SourceFile

__all__ = ["Archive", "is_archive", "open_archive"]

MEMBERS_MAXIMUM = 20_000
UNPACKED_MAXIMUM = 300_000_000
"""All members together, in bytes."""
MEMBER_MAXIMUM = 60_000_000
RATIO_MAXIMUM = 300
"""How many times its packed size a member may take; text packs 5 to 20 times, a bomb 1,000."""
RATIO_FROM = 1_000_000
"""Smaller members may pack as well as they like."""

_DAMAGES = (
    *(zipfile.BadZipFile, ZlibError, LZMAError, EOFError, OSError),
    # A table of contents that points before the file, or names a method that there is not.
    *(ValueError, RuntimeError, NotImplementedError),
)


class Archive(Mapping[str, bytes]):
    """The members of an archive by name, unpacked when they are asked for."""

    def __init__(self, packed: zipfile.ZipFile, filename: str) -> None:
        self._packed = packed
        self._filename = filename
        self._members = {info.filename: info for info in packed.infolist() if not info.is_dir()}

    def __getitem__(self, name: str) -> bytes:
        """Unpack a member. Raises `KeyError`, and `QuestionFileError` where it is damaged."""
        info = self._members[name]
        try:
            with self._packed.open(info) as member:
                data = member.read(MEMBER_MAXIMUM + 1)
        except _DAMAGES as error:
            raise _failure(
                N_("“%(name)s” in the archive is damaged. Make the file anew and try again."),
                self._filename,
                name=name,
            ) from error
        if len(data) > MEMBER_MAXIMUM:
            raise _too_large(self._filename)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin as a zip archive."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def open_archive(source: SourceFile) -> Archive:
    """Open an archive after looking at its table of contents.

    Raises `QuestionFileError` for one that is damaged, encrypted or too large when unpacked, and
    for members whose names lead out of it or that are links.
    """
    try:
        packed = zipfile.ZipFile(BytesIO(source.data))
        members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _failure(
            N_("The file is damaged: it is no complete archive. Save it anew and try again."),
            source.filename,
        ) from error
    if len(members) > MEMBERS_MAXIMUM or sum(m.file_size for m in members) > UNPACKED_MAXIMUM:
        raise _too_large(source.filename)
    for member in members:
        _ensure_harmless(member, source.filename)
    return Archive(packed, source.filename)


def _ensure_harmless(member: zipfile.ZipInfo, filename: str) -> None:
    if member.flag_bits & 1:
        raise _failure(
            N_("The file is encrypted. Save it without a password and try again."), filename
        )
    large = member.file_size > RATIO_FROM
    if large and member.file_size > RATIO_MAXIMUM * max(member.compress_size, 1):
        raise _too_large(filename)
    path = PurePosixPath(member.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0:1] or is_link:
        raise _failure(
            N_("“%(name)s” leads out of the archive; such a file is not read."),
            filename,
            name=member.filename[:80],
        )


def _too_large(filename: str) -> QuestionFileError:
    return _failure(
        N_("The archive is too large when unpacked (at most %(maximum)d MB). Split it."),
        filename,
        maximum=UNPACKED_MAXIMUM // 1_000_000,
    )


def _failure(message: str, filename: str, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, file=filename)])
