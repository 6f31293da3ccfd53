"""The bytes of an uploaded file become text."""

import codecs
import re
from dataclasses import dataclass
from pathlib import PurePath

from quizapp.errors import N_, ArticleError

LARGEST = 2_000_000
"""Bytes. A web page may be many times larger than the article in it."""
SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word or ZIP",
    b"\xd0\xcf\x11\xe0": "Word",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "program",
    b"{\\rtf": "RTF",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
SHARE_OF_NILS = 0.4
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
"""Soft hyphens, marks of no width and of direction, which pages put inside words."""
MISREAD = re.compile("\u00e2\u20ac|\u00e2\u0080|[\u00c3\u00c2][\u0080-\u00bf]")
HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE
)

EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`)(?=\S)([^*`\n]*?\S)\1")
"""Bold and the like, as the extractor marks it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a file, and who published it as far as a web page says so itself."""

    text: str
    source: str = ""


def read_upload(data: bytes, filename: str) -> str:
    """Give the text of a file (see `read_page`)."""
    return read_page(data, filename).text


def read_page(data: bytes, filename: str) -> Page:
    """Give the text of a file: plain text as it is, of an HTML page the article in it.

    The encoding is that of the byte order mark, else UTF-8, else what the page declares, else
    Windows-1252. Of a page, title and date come first, each a line of its own, then the article.

    Raises:
        ArticleError: with the reason "empty", "too_long", "binary", or "not_text" for a page
            without an article.
    """
    if not data.strip():
        raise ArticleError(N_("The file %(name)s is empty."), reason="empty", name=_shown(filename))
    if len(data) > LARGEST:
        raise ArticleError(
            N_("The file %(name)s is too large: at most %(limit)d kB can be read."),
            reason="too_long",
            name=_shown(filename),
            limit=LARGEST // 1000,
        )
    for signature, name in SIGNATURES.items():
        if data.startswith(signature):
            raise ArticleError(
                N_(
                    "%(name)s is a %(format)s file, which cannot be read as text. Save the article"
                    " as plain text or HTML, or paste it."
                ),
                reason="binary",
                name=_shown(filename),
                format=name,
            )
    text = _decode(data, filename)
    text = _mended(text)
    if PurePath(filename).suffix.casefold() in {".html", ".htm", ".xhtml"} or HTML.match(text):
        return _article_of_page(text, filename)
    return Page(text)


def _shown(filename: str) -> str:
    return PurePath(filename).name or "-"


def _decode(data: bytes, filename: str) -> str:
    declared = DECLARED.search(data[:4096])
    names = [name for mark, name in MARKS if data.startswith(mark)]
    names = names or _unmarked(data) or ["utf-8"]
    names += [declared[1].decode("ascii")] if declared else []
    for name in (*names, "windows-1252"):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise ArticleError(
        N_("%(name)s is not a text file. Give the article as plain text or HTML."),
        reason="binary",
        name=_shown(filename),
    )


def _unmarked(data: bytes) -> list[str]:
    """UTF-16 without a byte order mark: of Latin text every second byte is nil."""
    sample = data[:4096]
    for first, name in ((0, "utf-16-be"), (1, "utf-16-le")):
        if sample[first::2].count(0) > len(sample) * SHARE_OF_NILS and len(data) % 2 == 0:
            return [name]
    return []


def _mended(text: str) -> str:
    """The text without invisible marks, and UTF-8 that was read as Windows-1252 read again."""
    text = INVISIBLE.sub("", text)
    if not MISREAD.search(text):
        return text
    for name in ("windows-1252", "latin-1"):
        try:
            return text.encode(name).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _article_of_page(page: str, filename: str) -> Page:
    # Loading the extractor takes a third of a second, which plain text need not wait for.
    import trafilatura  # noqa: PLC0415

    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_formatting=True
    )
    fields = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    title, day, text, source = (
        str(fields.get(n) or "").strip() for n in ("title", "date", "text", "sitename")
    )
    if not text:
        raise ArticleError(
            N_("No article was found in the page %(name)s. Paste its text instead."),
            reason="not_text",
            name=_shown(filename),
        )
    text = EMPHASIS.sub(r"\2", text)
    first, _, rest = text.partition("\n")
    if title and first.strip(" #") == title:
        text = rest.lstrip()
    return Page("\n\n".join(part for part in (title, day, text) if part), source)
