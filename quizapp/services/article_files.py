"""Files and web pages become the text of an article, whatever they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from quizapp.errors import N_, ArticleError, InvalidInputError, Problem, QuestionFileError
from quizapp.fetching.client import MEDIA_TYPES, Download
from quizapp.generation.reading import date_of_name, read_page
from quizapp.interchange.archives import Archive, is_archive, open_archive
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.pdf.file import recognises as is_pdf
from quizapp.interchange.pdf.prose import read_prose as prose_of_pdf
from quizapp.interchange.word.document import is_old_or_encrypted
from quizapp.interchange.word.prose import read_prose as prose_of_word

__all__ = [
    "DOCUMENT_MAXIMUM",
    "FoundFile",
    "ReadArticle",
    "archive_of",
    "files_in",
    "read_article",
    "read_download",
]

DOCUMENT_MAXIMUM: Final = 5_000_000
"""Bytes of a Word or PDF file, of which pictures take the most."""


_ENDS = frozenset({".txt", ".text", ".html", ".htm", ".docx", ".pdf"})
_OFFICE = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """The text of an article, and what its file says beside: who published it, and when."""

    text: str
    source: str = ""
    filed: date | None = None


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that came by itself or in an archive, which `upload` counts from 0.

    `member` is its name in the archive; `refusal` says why it will not be read.
    """

    path: str
    upload: int
    member: str | None = None
    refusal: str | None = None


def read_article(data: bytes, filename: str) -> ReadArticle:
    """Give the article in a text file, a web page, a Word document or a PDF.

    Paragraphs of documents are set off by blank lines, and headings marked by "## ".

    Raises:
        ArticleError: `reason` says why there is none.
    """
    source = SourceFile(data, PurePosixPath(filename).name or "-")
    filed = date_of_name(filename)
    try:
        if is_pdf(source):
            return ReadArticle(_joined(source, prose_of_pdf), filed=filed)
        if is_old_or_encrypted(data) or is_archive(data):
            return ReadArticle(_joined(source, prose_of_word), filed=filed)
    except QuestionFileError as error:
        raise _refused(error) from error
    page = read_page(data, filename)
    return ReadArticle(page.text, page.source, filed)


def archive_of(source: SourceFile) -> Archive | None:
    """Open an archive of files; None where the file is something else, such as a Word document.

    Raises `QuestionFileError` for an archive that cannot or must not be opened.
    """
    if not is_archive(source.data):
        return None
    archive = open_archive(source)
    return None if _OFFICE in archive else archive


def _could_be_article(filename: str) -> bool:
    """Whether a file of this name may be read as an article."""
    return PurePosixPath(filename).suffix.casefold() in _ENDS


def files_in(files: Sequence[SourceFile]) -> list[FoundFile]:
    """Name the files, and those in archives; hidden ones are not worth a word.

    Raises:
        InvalidInputError: field files; an archive cannot or must not be opened.
    """
    found: list[FoundFile] = []
    for number, file in enumerate(files):
        try:
            archive = archive_of(file)
        except InvalidInputError as error:
            raise InvalidInputError.from_problems(
                [
                    Problem(each.message, each.params, "files", file.filename)
                    for each in error.problems
                ]
            ) from error
        if archive is None and _is_litter(file.filename):
            continue
        if archive is None:
            found.append(FoundFile(file.filename, number, None, _refusal(file.filename)))
            continue
        for member in sorted(archive):
            path = PurePosixPath(member.replace("\\", "/"))
            if not any(_is_litter(part) for part in path.parts):
                found.append(FoundFile(str(path), number, member, _refusal(path.name)))
    return found


def _is_litter(name: str) -> bool:
    """Whether it is what systems leave in folders, unseen."""
    return name.startswith((".", "__MACOSX")) or name.casefold() in {"thumbs.db", "desktop.ini"}


def _refusal(name: str) -> str | None:
    if _could_be_article(name):
        return None
    if name.casefold().endswith(".zip"):
        return N_("An archive within an archive is not opened. Bring it by itself.")
    return N_("This is no text, web page, Word document or PDF (.txt, .html, .docx, .pdf).")


def read_download(download: Download) -> ReadArticle:
    """Give the article in a page that was downloaded.

    Raises:
        ArticleError: `reason` says why there is none.
    """
    parts = urlsplit(download.url)
    stem = PurePosixPath(unquote(parts.path)).stem or parts.netloc
    data = download.data
    if download.charset and download.media_type.startswith(("text/", "application/xhtml")):
        try:
            data = data.decode(download.charset).encode()
        except (LookupError, UnicodeDecodeError):
            data = download.data  # The page knows better than its server, or is guessed.
    read = read_article(data, f"{stem}.{MEDIA_TYPES[download.media_type]}")
    return ReadArticle(
        read.text, read.source or (parts.hostname or "").removeprefix("www."), read.filed
    )


def _refused(error: QuestionFileError) -> ArticleError:
    refused = ArticleError(error.message, reason="binary")
    refused.params = error.params
    refused.problems = (Problem(error.message, error.params),)
    return refused


def _joined(source: SourceFile, prose: Callable[[SourceFile], list[str]]) -> str:
    if len(source.data) > DOCUMENT_MAXIMUM:
        raise ArticleError(
            N_("The file %(name)s is too large: at most %(limit)d kB can be read."),
            reason="too_long",
            name=source.filename,
            limit=DOCUMENT_MAXIMUM // 1000,
        )
    return "\n\n".join(prose(source))
