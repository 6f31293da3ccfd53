"""Bytes → text, whatever the encoding: what teachers' editors and old systems write."""

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import Action, Finding, SourceFile

__all__ = ["decoded", "looks_binary"]

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HEAD = 4_096
_ZEROES_OF_UTF_16 = 0.3


def looks_binary(data: bytes) -> bool:
    """Whether this cannot be text: a zero byte where no UTF-16 explains it."""
    head = data[:_HEAD]
    return b"\0" in head and _encoding_by_signs(head) is None


def decoded(source: SourceFile) -> tuple[str, tuple[Finding, ...]]:
    r"""Decode a text file; line ends become `\n`, and what had to be guessed is a finding.

    Tried in turn: a byte order mark, UTF-16 by its zero bytes, UTF-8, Windows-1252. Raises
    `QuestionFileError` for what is no text.
    """
    if looks_binary(source.data):
        raise QuestionFileError(
            [
                Problem(
                    N_("This is not a text file. Save it as plain text in UTF-8 and try again."),
                    file=source.filename,
                )
            ]
        )
    text, guessed = _decode(source.data)
    findings = []
    if guessed is not None:
        findings.append(
            Finding(
                Problem(
                    N_("The file is not in UTF-8; it was read as %(encoding)s. Check its accents."),
                    {"encoding": guessed},
                    file=source.filename,
                ),
                Action.CHECK,
            )
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"), tuple(findings)


def _decode(data: bytes) -> tuple[str, str | None]:
    encoding = _encoding_by_signs(data[:_HEAD])
    if encoding is not None:
        return data.decode(encoding, errors="replace"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        # The five bytes that Windows-1252 leaves open become the replacement character.
        return data.decode("cp1252", errors="replace"), "Windows-1252"


def _encoding_by_signs(head: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[0::2], head[1::2]
    if odd and odd.count(0) / len(odd) > _ZEROES_OF_UTF_16 and not even.count(0):
        return "utf-16-le"
    if even and even.count(0) / len(even) > _ZEROES_OF_UTF_16 and not odd.count(0):
        return "utf-16-be"
    return None
