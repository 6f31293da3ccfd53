"""Questions as files tell them → items, or what they lack, and what was found in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from quizapp.domain.items import (
    LANGUAGES,
    TRUE_FALSE_OPTIONS,
    ItemContent,
    ItemText,
    ItemType,
    Key,
    Language,
    OptionOrder,
    Source,
    Stimulus,
    TextFormat,
)
from quizapp.domain.keys import MatchingKey, MultipleKey, ShortAnswerKey
from quizapp.domain.materials import normalised
from quizapp.domain.ordering import suggested_order
from quizapp.errors import N_, InvalidInputError, Problem, QuestionFileError
from quizapp.interchange.banks import (
    Action,
    BankItem,
    Finding,
    ImageFile,
    Place,
    Reading,
    ReadItem,
    UnfinishedItem,
)
from quizapp.interchange.marked_texts import MarkedText, Words
from quizapp.interchange.pictures import PictureBox
from quizapp.interchange.supplements import supplemented
from quizapp.interchange.tags import Details, language_by_letters, read_tags

__all__ = ["Draft", "ReadingBuilder", "TooManyError", "excerpt_of", "expected_order", "place_of"]

QUESTIONS_MAXIMUM = 20_000
"""In one file; and as many remarks that belong to none of them."""
EXCERPT_MAXIMUM = 120
_TAGS_SHOWN = 20
_TRUE_FALSE = ("true", "false")
"""The options of a true/false question where the file has no words of its own for them."""


@dataclass(kw_only=True, slots=True)
class Draft:
    """A question as the file tells it. `feedback` has one text for each answer of the key.

    `passage` is the text that the stimulus was made of, for the pictures that it shows;
    `shuffles` is what the file says about the order of the options, None where it says nothing;
    `supplement` what a writer of ours noted beside it; `problems` say what keeps it from being an
    item.
    """

    place: Place
    stem: MarkedText
    type: ItemType | None = None
    key: Key | None = None
    options: Sequence[MarkedText] = ()
    prompts: Sequence[MarkedText] = ()
    feedback: Sequence[MarkedText] = ()
    explanation: MarkedText = field(default_factory=MarkedText)
    shuffles: bool | None = None
    id: str = ""
    category: tuple[str, ...] = ()
    tags: Sequence[str] = ()
    stimulus: Stimulus | None = None
    passage: MarkedText = field(default_factory=MarkedText)
    source: Source | None = None
    supplement: str = ""
    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(
        self,
        message: str,
        action: Action = Action.CHANGED,
        *,
        part: str | None = None,
        excerpt: str = "",
        **params: object,
    ) -> None:
        """Remember something that was found in the question; `part` is the item's field."""
        problem = Problem(message, params, part)
        self.findings.append(Finding(problem, action, self.place, excerpt=excerpt_of(excerpt)))

    def lacks(self, message: str, part: str, **params: object) -> None:
        """Remember what keeps it from being an item."""
        self.problems.append(Problem(message, params, part))

    @property
    def parts(self) -> Iterable[tuple[str, MarkedText]]:
        """All its texts, each with the field of the item that it becomes."""
        return chain(
            [("stem", self.stem), ("explanation", self.explanation)],
            ((f"options.{number}", text) for number, text in enumerate(self.options)),
            ((f"prompts.{number}", text) for number, text in enumerate(self.prompts)),
            ((f"feedback.{number}", text) for number, text in enumerate(self.feedback)),
        )


class TooManyError(QuestionFileError):
    """There is more in the file than is read of one."""


class ReadingBuilder:
    """Collects what a reader understands of a file, question by question.

    Raises `TooManyError` where that becomes more than is read of one file.
    """

    def __init__(self, format_name: str, filename: str) -> None:
        self._format = format_name
        self._filename = filename
        self._items: list[ReadItem] = []
        self._findings: list[Finding] = []
        self._images: dict[str, ImageFile] = {}
        self._unused_tags: dict[str, None] = {}
        self._notes = 0
        self._passages: dict[object, Stimulus] = {}

    def note(
        self,
        message: str,
        action: Action,
        place: Place | None = None,
        *,
        excerpt: str = "",
        **params: object,
    ) -> None:
        """Add a finding that belongs to no item, such as a question that was left out."""
        self._notes += 1
        if self._notes > QUESTIONS_MAXIMUM:
            raise self._too_many(
                N_("More than %(maximum)d parts of the file cannot be kept. Is it the right file?")
            )
        place = place or Place()
        file = place.file or self._filename
        problem = Problem(message, params, file=file, line=place.line or None)
        self._findings.append(Finding(problem, action, place, excerpt=excerpt_of(excerpt)))

    def take(self, findings: Iterable[Finding]) -> None:
        """Add findings that another reader made of the file."""
        self._findings.extend(findings)

    def add(self, draft: Draft) -> None:
        """Make an item of the question, complete or unfinished."""
        details = read_tags(draft.tags)
        self._unused_tags |= dict.fromkeys(details.other)
        box = PictureBox(self._images)
        draft.stimulus = self._shared(draft.stimulus)
        item = _supplemented(draft, _item(draft, details, box))
        for message, action, part, params in box.remarks:
            problem = Problem(message, params, part)
            draft.findings.append(Finding(problem, action, draft.place))
        number = len(self._items)
        if number == QUESTIONS_MAXIMUM:
            raise self._too_many(N_("The file has more than %(maximum)d questions. Split it."))
        self._items.append(item)
        problems = item.problems if isinstance(item, UnfinishedItem) else ()
        unfinished = [Finding(each, Action.UNFINISHED, draft.place) for each in problems]
        for finding in (*unfinished, *draft.findings):
            place = finding.place
            file = place.file or self._filename
            problem = replace(finding.problem, file=file, line=place.line or None)
            self._findings.append(replace(finding, problem=problem, item=number))

    def _too_many(self, message: str) -> TooManyError:
        return TooManyError([Problem(message, {"maximum": QUESTIONS_MAXIMUM}, file=self._filename)])

    def _shared(self, stimulus: Stimulus | None) -> Stimulus | None:
        """Give items with the same passage the same object."""
        if stimulus is None:
            return None
        key = (stimulus.kind, tuple(stimulus.texts.items()))
        return self._passages.setdefault(key, stimulus)

    def reading(self, title: str = "") -> Reading:
        """Give everything that was added."""
        if self._unused_tags:
            tags = list(self._unused_tags)
            self.note(
                N_("These tags are no topics and were left out: %(tags)s."),
                Action.CHANGED,
                tags=", ".join(tags[:_TAGS_SHOWN]) + (" …" if len(tags) > _TAGS_SHOWN else ""),
            )
        return Reading(
            format=self._format,
            items=tuple(self._items),
            findings=tuple(self._findings),
            images=self._images,
            title=title,
        )


def place_of(number: int, name: str, line: int) -> Place:
    """Name a question by its number in the file, from 1, and by its name if it has one."""
    name = excerpt_of(name)
    return Place(line=line, element=f"question {number} “{name}”" if name else f"question {number}")


def excerpt_of(text: str) -> str:
    """Shorten a text to what people need to find it."""
    text = " ".join(text[: 2 * EXCERPT_MAXIMUM].split())
    return text if len(text) <= EXCERPT_MAXIMUM else f"{text[: EXCERPT_MAXIMUM - 1]}…"


def expected_order(
    key: Key | None, options: Sequence[str], *, shuffles: bool | None, details: Details
) -> OptionOrder:
    """Conclude where the options stand when a paper is drawn."""
    if details.order is not None:
        return details.order
    if shuffles is False or (key is not None and key.type is ItemType.TRUE_FALSE):
        return OptionOrder.FIXED
    return suggested_order(details.format, options)


def _item(draft: Draft, details: Details, box: PictureBox) -> ReadItem:
    _note_losses(draft)
    languages = _languages(draft, details)
    words = {
        language: {part: text.words(language) for part, text in draft.parts}
        for language in languages
    }
    needs_html = any(
        each.format is TextFormat.HTML for found in words.values() for each in found.values()
    )
    text_format = TextFormat.HTML if needs_html else TextFormat.PLAIN
    texts = {
        language: _text(draft, words[language], language, needs_html=needs_html)
        for language in words
    }
    images = box.images(
        {part: text.files for part, text in [("passage", draft.passage), *draft.parts]},
        {each: {"passage": draft.passage.words(each)} | found for each, found in words.items()},
    )
    key = _key(draft.key, details)
    problems: Sequence[Problem] = draft.problems
    if key is not None and not problems:
        try:
            content = ItemContent(
                texts=texts,
                key=key,
                format=details.format,
                text_format=text_format,
                option_order=_order(draft, texts, details),
                topics=details.topics,
                kind=details.kind,
                difficulty=details.difficulty,
                news_date=details.news_date,
                stale_on=details.stale_on,
                source=draft.source,
                images=images,
            )
        except InvalidInputError as error:
            problems = error.problems
        else:
            return BankItem(
                content=content,
                place=draft.place,
                id=draft.id,
                category=draft.category,
                stimulus=draft.stimulus,
            )
    return UnfinishedItem(
        texts=texts,
        problems=tuple(problems),
        type=draft.type,
        key=key,
        format=details.format,
        text_format=text_format,
        images=images,
        place=draft.place,
        id=draft.id,
        category=draft.category,
        stimulus=draft.stimulus,
    )


def _supplemented(draft: Draft, item: ReadItem) -> ReadItem:
    """Complete an item with what a writer of ours noted; others stay as they are."""
    if not draft.supplement or isinstance(item, UnfinishedItem):
        return item
    content, problems = supplemented(item.content, draft.supplement)
    draft.findings += [Finding(each, Action.CHECK, draft.place) for each in problems]
    return replace(item, content=content)


def _order(draft: Draft, texts: dict[Language, ItemText], details: Details) -> OptionOrder:
    options = next(iter(texts.values())).options
    return expected_order(draft.key, options, shuffles=draft.shuffles, details=details)


def _text(
    draft: Draft, words: dict[str, Words], language: Language, *, needs_html: bool
) -> ItemText:
    def text(part: str) -> str:
        return words[part].html if needs_html else words[part].text

    def texts(part: str, count: int) -> tuple[str, ...]:
        return tuple(text(f"{part}.{number}") for number in range(count))

    options = texts("options", len(draft.options))
    if draft.type is ItemType.TRUE_FALSE and tuple(map(normalised, options)) == _TRUE_FALSE:
        options = TRUE_FALSE_OPTIONS[language]
    feedback = texts("feedback", len(draft.feedback))
    return ItemText(
        stem=text("stem"),
        options=options,
        explanation=text("explanation"),
        prompts=texts("prompts", len(draft.prompts)),
        feedback=feedback if any(feedback) else (),
    )


def _key(key: Key | None, details: Details) -> Key | None:
    if details.all_or_nothing and isinstance(key, MultipleKey):
        return replace(key, weights=())
    if details.all_or_nothing and isinstance(key, MatchingKey):
        return replace(key, all_or_nothing=True)
    if details.capitals_count and isinstance(key, ShortAnswerKey):
        return replace(key, case_sensitive=True)
    return key


def _languages(draft: Draft, details: Details) -> list[Language]:
    """The languages that the file marks, or else the one that the letters show."""
    named = dict.fromkeys(language for _, text in draft.parts for language in text.languages)
    for language in named:
        if language not in LANGUAGES:
            draft.note(
                N_(
                    "The text in “%(language)s” was left out; questions are kept in: %(languages)s."
                ),
                language=language,
                languages=", ".join(LANGUAGES),
            )
    known = [language for language in named if language in LANGUAGES]
    if known:
        return known
    texts = [draft.stem, *draft.options, *draft.prompts]
    return [details.language or language_by_letters(text.words().html for text in texts)]


def _note_losses(draft: Draft) -> None:
    for part, text in draft.parts:
        for address in text.links:
            draft.note(
                N_("The link to %(address)s was left out; its words stay."),
                part=part,
                address=excerpt_of(address),
            )
        for element in text.unsupported:
            draft.note(
                N_("“%(element)s” cannot be kept in a question; it was left out."),
                part=part,
                element=element,
            )
        if text.is_structured_markdown:
            draft.note(
                N_("Lists, headings and links in Markdown stay as they are written."),
                Action.CHECK,
                part=part,
                excerpt=text.text,
            )
