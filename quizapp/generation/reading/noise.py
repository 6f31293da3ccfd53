"""What stands on the page around an article: share buttons, bylines, captions, quiz questions."""

import re
from functools import cache

from quizapp.generation.reading.lines import HEADING_WORDS, WORD, Line, wording

LINK = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,64}@[^\s@]{1,80}\.\w+|[@#]\w+")
POST = re.compile(r"pic\.twitter\.com/|(?:^|\s)[—–-]\s?[^.!?]{1,60}\(@\w+\)", re.IGNORECASE)
"""A post of a social network that the page shows, or the line that signs it."""
BYLINE = re.compile(
    r"(?:(?:Written|Edited|Reported|Posted|Compiled|Curated)\s+)?[Bb]y:?\s+"
    r"(?:[A-Z][\w.'-]*,?\s*(?:(?:and|&)\s+|\|\s*)?){1,6}"
)
CAPTION_END = re.compile(
    r"(?:[(\[]\s?(?:file|file (?:photo|pic|image)|(?:photo|pic|image|picture|credit|courtesy)s?\b"
    r"[^()]{0,40}|represent(?:ation|ative|ational)[^()]{0,30}|pti|ani|reuters|ap|afp)\s*[)\]]"
    r"|[|/–—-]\s*(?:photo|image|picture|pic)s?(?:\s+(?:credits?|courtesy|source|by))?\s*:.{0,60})\W*$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"[(\[]\s?(?:with\s+)?[^()\[\]]{0,30}\b(?:inputs?|reporting)\s+(?:from|by)\b"
    r"[^()\[\]]{0,80}[)\]]\W*$|[(\[]\s?with\s[^()\[\]]{0,30}\binputs?\s*[)\]]\W*$"
    r"|(?<=[.!?\"\u201d])\s[(\[]?(?:also read|read also|read more|must read|also see|watch)"
    r"\s?[:|\u2013-]\s.{3,150}$",
    re.IGNORECASE,
)
"""What a paragraph may end with: "(With inputs from agencies)", "Also read: …"."""
SIGNATURE = re.compile(r"[A-Z][A-Za-z]{0,5}(?:\s?/\s?[A-Z][A-Za-z]{0,5}){1,6}")
"""The initials under a press release: "APS/SKP"."""
TRAIL = re.compile(r"home\b[^.!?]{0,20}?\s*[»>/|\u203a].*", re.IGNORECASE)
"""The way to the page: "Home » National » Schemes"."""
COUNTER = re.compile(
    r"(?:read(?:ing)? time\W*)?(?:\W*\d[\d.,]*\s*[km]?\W*(?:min(?:ute)?s?(?:\s+read)?"
    r"|(?:views?|shares?|comments?|likes?|reads?|claps?)(?:\s+to read)?))+\W*",
    re.IGNORECASE,
)
QUIZ = re.compile(
    r"q\.?\s?\d{1,3}\s?[.):]\s|q[.:]\s|que(?:s(?:tion)?)?\s?\d{0,3}\s?[.:)]\s"
    r"|(?:correct\s+)?ans(?:wer)?s?(?:\s+key)?\s?[.:)(]",
    re.IGNORECASE,
)
LONGEST_SIGN = 200
SHORTEST_SCRIPT = 3
LATIN_END = "\u0250"
"""From here on letters are of other scripts than English names are written in."""
NOTE_WORDS = 7
COMMAND_WORDS = 4
"""So short a sentence of words that pages say is theirs: "Join the channel."."""
FEW_WORDS = 2
"""A line with links and so few other words is a link: "Source: <link>"."""


@cache
def _agency_line() -> re.Pattern[str]:
    """A line that only names those who wrote it: "PTI", "Special Correspondent | TNN"."""
    one = "|".join(re.escape(name) for name in wording()["agencies"])
    return re.compile(
        rf"(?:by:?\s+)?(?:{one})(?:\s*(?:[|/,–—-]|and|&)?\s*(?:{one}))*", re.IGNORECASE
    )


def is_noise(line: Line) -> bool:
    """Whether the line belongs to the page around the article: share buttons, bylines, links."""
    low = line.text.casefold().strip(" *_|<>«»([:")
    if low.rstrip(":.)] ") in wording()["noise_lines"] or not WORD.search(low):
        return True
    if any(
        low.startswith(tuple(starts)) and (line.words <= longest or not line.ends_sentence)
        for starts, longest in (
            (wording()["noise_starts"], HEADING_WORDS),
            (wording()["noise_words"], COMMAND_WORDS),
            (wording()["labels_of_notes"], NOTE_WORDS),
        )
    ):
        return True
    without_links = LINK.sub("", line.text)
    if without_links != line.text and len(WORD.findall(without_links)) <= FEW_WORDS:
        return True
    signed = _signed(line.text.strip(" *_([:)]"))
    return signed or POST.search(line.text) is not None or _is_of_another_script(line.text)


def _is_of_another_script(text: str) -> bool:
    """Whether most letters are none that English has: the same news in Hindi, on one page."""
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return len(letters) > SHORTEST_SCRIPT and 2 * sum(map(_is_latin, letters)) < len(letters)


def _is_latin(letter: str) -> bool:
    return letter < LATIN_END


def _signed(text: str) -> bool:
    if len(text) > LONGEST_SIGN:
        return False
    whole = (BYLINE, _agency_line(), SIGNATURE, TRAIL, COUNTER)
    return any(p.fullmatch(text) for p in whole) or bool(QUIZ.match(text))


def is_caption(line: Line) -> bool:
    """Whether the line stands under a picture: it ends with whose picture it is."""
    return CAPTION_END.search(line.text) is not None


def without_credit(line: Line) -> Line:
    """The line without "(With inputs from agencies)" or a hint to another text at its end."""
    match = CREDIT.search(line.text)
    return line if match is None else line.upto(match.start())


def ends_article(line: Line) -> bool:
    """Whether what follows the line is no longer the article (comments, related stories)."""
    low = line.text.casefold().strip(" #*").rstrip(":.? ")
    return any(
        low == start or (low.startswith(start) and line.words <= len(start.split()) + 3)
        for start in wording()["end_starts"]
    )
