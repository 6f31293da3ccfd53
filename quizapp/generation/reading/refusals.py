"""Which texts are no article that can be read, and why."""

import re
import unicodedata
from collections import Counter

from quizapp.errors import N_, ArticleError
from quizapp.generation.reading.lines import CAPITALS, SMALL, wording

LONGEST = 100_000
"""Code points; some 16,000 words, ten times a long news feature."""
SAMPLE = 20_000
"""Code points looked at to tell the language; enough for certainty, and quick."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd]")
MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)
CODE_SIGNS = frozenset("{}[]<>=_;\\|`~^$#*+/")
SHARE_OF_CODE_SIGNS = 0.03
"""News has a tenth of this; program code twice as much."""
FEW_SIGNS = 10
"""So many code signs are no reason to refuse even a short text."""
SHARE_OF_CONTROLS = 0.01
SHARE_OF_LETTERS = 0.55
SHARE_OF_LATIN = 0.35
"""Less than this is a page in another language; more may be one with a translation beside it."""
SHARE_OF_SMALL_WORDS = 0.12
"""Of the words of English news, a third or more are in the list of small words; names in rows,
program code and other languages stay far below this."""
ENOUGH_WORDS = 20
SHARE_OF_CAPITALS = 0.6
WORDS_A_SENTENCE = 60
MARKS = (".", "!", "?", '."', ".\u201d", ".)", '?"', "?\u201d")
CODE_LINE = re.compile(
    r"\s*(?:(?:import|from|class|def|return|elif|else|for|while|try|except|with|public|private|static"
    r"|const|let|var|function|fn|func|struct|package|using|namespace|print|echo|SELECT|INSERT|CREATE"
    r"|#include|#define|end)\b.*[:;{}()\"'>]\s*$|(?:import|from)\s+[\w.]+(?:\s+import\s.*)?$"
    r"|return\b[^.]*$|[\w.\[\]\"']+\s*[-+*/]?=\s*\S.*[^.]$|.*[;{}]\s*$|\s*(?://|/\*|#\s|--\s|<\w+|</\w))"
)
FEWEST_CODE_LINES = 5
SHARE_OF_CODE_LINES = 0.5


def refuse_unreadable(text: str) -> None:
    """Raise `ArticleError` for a text that is empty, binary, too long, no prose or not English."""
    if not text.strip():
        raise ArticleError(
            N_("The article is empty. Paste its text or choose a file that holds it."),
            reason="empty",
        )
    if len(text) > LONGEST:
        raise ArticleError(
            N_(
                "The article is too long: it has %(length)d characters, and at most %(limit)d can"
                " be read at once. Give one article at a time, or a part of this one."
            ),
            reason="too_long",
            length=len(text),
            limit=LONGEST,
        )
    if "\x00" in text or len(CONTROL.findall(text)) > SHARE_OF_CONTROLS * len(text):
        raise ArticleError(
            N_(
                "This is not readable text but binary data. Give the article as plain text or HTML."
            ),
            reason="binary",
        )
    if MARKUP.match(text):
        raise ArticleError(
            N_(
                "This is the source code of a web page. Upload it as an .html file, or paste the"
                " text as the browser shows it."
            ),
            reason="not_text",
        )
    sample = text[:SAMPLE]
    _refuse_code(sample)
    _refuse_other_languages(sample)
    _refuse_bare_words(sample)


def _refuse_other_languages(sample: str) -> None:
    visible = [char for char in sample if not char.isspace()]
    letters = [char for char in visible if unicodedata.category(char)[0] in "LM"]
    signs = sum(char in CODE_SIGNS for char in visible)
    if (
        len(letters) < SHARE_OF_LETTERS * len(visible)
        or signs > SHARE_OF_CODE_SIGNS * len(visible) + FEW_SIGNS
    ):
        raise ArticleError(
            N_("There are hardly any sentences in this text, mostly figures and signs."),
            reason="not_text",
        )
    if sum(char.isascii() or "LATIN" in unicodedata.name(char, "") for char in letters) < (
        SHARE_OF_LATIN * len(letters)
    ):
        raise _not_latin(letters)
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if len(words) < ENOUGH_WORDS:
        return
    shares = {
        language: sum(map(Counter(words).__getitem__, small.split())) / len(words)
        for language, small in wording()["languages"].items()
    }
    if shares["English"] >= SHARE_OF_SMALL_WORDS:
        return
    likely = max(shares, key=lambda language: shares[language])
    if likely != "English" and shares[likely] >= SHARE_OF_SMALL_WORDS:
        raise _not_english(likely)
    raise ArticleError(
        N_("This does not read as English prose: there are hardly any sentences in it."),
        reason="not_text",
    )


def _refuse_code(sample: str) -> None:
    lines = [line for line in sample.splitlines() if line.strip()]
    code = sum(CODE_LINE.match(line) is not None for line in lines)
    if code >= FEWEST_CODE_LINES and code > SHARE_OF_CODE_LINES * len(lines):
        raise ArticleError(
            N_("This is the source code of a program, not an article."),
            reason="not_text",
        )


def _refuse_bare_words(sample: str) -> None:
    """Refuse a text whose letters or marks were lost, which hides names and sentences."""
    words = sample.split()
    if len(words) < ENOUGH_WORDS:
        return
    capitals, small = len(CAPITALS.findall(sample)), len(SMALL.findall(sample))
    if capitals > SHARE_OF_CAPITALS * (capitals + small) or capitals == 0:
        raise ArticleError(
            N_(
                "The article is written in capitals or in small letters throughout, which hides"
                " the names in it. Give it as it was printed."
            ),
            reason="not_text",
        )
    if len(words) > WORDS_A_SENTENCE and not any(word.endswith(MARKS) for word in words):
        raise ArticleError(
            N_("There are no full stops in the text, so its sentences cannot be told apart."),
            reason="not_text",
        )


def _not_english(language: str) -> ArticleError:
    return ArticleError(
        N_("The article seems to be in %(language)s. Only articles in English can be read so far."),
        reason="language",
        language=language,
    )


def _not_latin(letters: list[str]) -> ArticleError:
    """Return the error for letters of which most are of another script than English has."""
    names = Counter(unicodedata.name(char, "another").split()[0] for char in letters)
    script = names.most_common(1)[0][0]
    if script == "CJK":
        return _not_english("Chinese or Japanese")
    return ArticleError(
        N_(
            "The article seems to be in the %(script)s script. Only articles in English can be"
            " read so far."
        ),
        reason="language",
        script=script.title(),
    )
