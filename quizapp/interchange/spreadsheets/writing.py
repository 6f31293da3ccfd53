"""Items → a header and rows, with a finding for what no cell can carry."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from quizapp.domain.items import (
    TRUE_FALSE_OPTIONS,
    ItemContent,
    ItemText,
    Key,
    Language,
    letter,
)
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, ItemBank
from quizapp.interchange.spreadsheets.answers import joined, percent
from quizapp.interchange.spreadsheets.headers import COUNTED, Column, Role
from quizapp.interchange.spreadsheets.row_texts import language_by_letters

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["rows_of"]

_ORDER = (
    Role.ID,
    Role.TYPE,
    Role.FORMAT,
    Role.CATEGORY,
    Role.PASSAGE_KIND,
    Role.PASSAGE_TITLE,
    Role.PASSAGE,
    Role.STEM,
    Role.PROMPT,
    Role.OPTION,
    Role.KEY,
    Role.TOLERANCE,
    Role.WEIGHT,
    Role.CASE_SENSITIVE,
    Role.ALL_OR_NOTHING,
    Role.EXPLANATION,
    Role.FEEDBACK,
    Role.TOPICS,
    Role.KIND,
    Role.DIFFICULTY,
    Role.DATE,
    Role.STALE_ON,
    Role.SOURCE,
    Role.PUBLISHER,
    Role.URL,
    Role.OPTION_ORDER,
    Role.TEXT_FORMAT,
)
_ALWAYS = frozenset({Role.TYPE, Role.STEM, Role.KEY, Role.EXPLANATION, Role.TOPICS})
_LETTERS = 26


def rows_of(bank: ItemBank) -> tuple[list[list[str]], tuple[Finding, ...]]:
    """Give the header and a row for each item."""
    findings: list[Finding] = []
    cells = [dict(_cells(item, bank.languages)) for item in bank.items]
    for position, item in enumerate(bank.items):
        findings.extend(_losses(item, position))
    columns = _columns(cells, languages=_named_languages(bank))
    header = [_name(column) for column in columns]
    rows = [[row.get(column, "") for column in columns] for row in _in(cells, columns)]
    return [header, *rows], tuple(findings)


def _in(
    cells: Sequence[Mapping[Column, str]], columns: Sequence[Column]
) -> Sequence[Mapping[Column, str]]:
    """Let the columns of an only language go without its name."""
    if any(column.language for column in columns):
        return cells
    return [
        {Column(column.role, column.index): text for column, text in row.items()} for row in cells
    ]


def _named_languages(bank: ItemBank) -> bool:
    """Whether columns must say their language, since the letters do not."""
    spoken = [(_languages(item.content, bank.languages), item.content) for item in bank.items]
    one = {language for languages, _ in spoken for language in languages}
    one |= {code for item in bank.items for code in _passage_languages(item, bank.languages)}
    return len(one) > 1 or any(
        language_by_letters(content.texts[language].stem) != language
        for languages, content in spoken
        for language in languages
    )


def _columns(cells: Sequence[Mapping[Column, str]], *, languages: bool) -> list[Column]:
    found: dict[Column, None] = {}
    for row in cells:
        for column, text in row.items():
            if text or column.role in _ALWAYS:
                found[column if languages else Column(column.role, column.index)] = None

    def place(column: Column) -> tuple[int, str, int]:
        # Options, and the feedback to them, stand together by language.
        return _ORDER.index(column.role), column.language or "", column.index

    return sorted(found, key=place)


def _name(column: Column) -> str:
    name = column.role.value
    if column.role is Role.PROMPT:
        name = f"{name} {column.index + 1}"
    elif column.role in COUNTED:
        few = column.index < _LETTERS
        name = f"{name} {letter(column.index).lower() if few else column.index + 1}"
    return f"{name} ({column.language})" if column.language else name


def _cells(item: BankItem, wanted: Sequence[Language]) -> Iterator[tuple[Column, str]]:
    content = item.content
    yield Column(Role.ID), item.id
    yield Column(Role.TYPE), content.type.value
    yield Column(Role.FORMAT), "" if content.format == "single" else content.format.value
    yield Column(Role.CATEGORY), " / ".join(name.replace("/", r"\/") for name in item.category)
    yield Column(Role.OPTION_ORDER), content.option_order.value
    yield Column(Role.TEXT_FORMAT), content.text_format.value
    yield Column(Role.TOPICS), ", ".join(content.topics)
    yield Column(Role.KIND), content.kind.value if content.kind else ""
    yield Column(Role.DIFFICULTY), content.difficulty.value if content.difficulty else ""
    yield Column(Role.DATE), content.news_date.isoformat() if content.news_date else ""
    yield Column(Role.STALE_ON), content.stale_on.isoformat() if content.stale_on else ""
    if content.source is not None:
        yield Column(Role.SOURCE), content.source.title
        yield Column(Role.PUBLISHER), content.source.name
        yield Column(Role.URL), content.source.url
    yield from _key_cells(content.key)
    for language in _languages(content, wanted):
        yield from _text_cells(content, content.texts[language], language)
    if item.stimulus is not None:
        yield Column(Role.PASSAGE_KIND), item.stimulus.kind.value
        for language in _passage_languages(item, wanted):
            text = item.stimulus.texts[language]
            yield Column(Role.PASSAGE, 0, language), text.body
            yield Column(Role.PASSAGE_TITLE, 0, language), text.title


def _text_cells(
    content: ItemContent, text: ItemText, language: Language
) -> Iterator[tuple[Column, str]]:
    options = text.options
    if isinstance(content.key, TrueFalseKey) and options == TRUE_FALSE_OPTIONS[language]:
        options = ()
    yield Column(Role.STEM, 0, language), text.stem
    yield Column(Role.EXPLANATION, 0, language), text.explanation
    for role, texts in (
        (Role.OPTION, options),
        (Role.PROMPT, text.prompts),
        (Role.FEEDBACK, text.feedback),
    ):
        for index, each in enumerate(texts):
            yield Column(role, index, language), each


def _key_cells(key: Key) -> Iterator[tuple[Column, str]]:
    weights: Sequence[Fraction] = ()
    match key:
        case SingleKey():
            yield Column(Role.KEY), letter(key.option)
            weights = key.weights
        case MultipleKey():
            yield Column(Role.KEY), ", ".join(map(letter, sorted(key.options)))
            weights = key.weights
        case TrueFalseKey():
            yield Column(Role.KEY), "true" if key.answer else "false"
        case NumericKey():
            yield Column(Role.KEY), joined(str(each.value) for each in key.accepted)
            if any(each.tolerance for each in key.accepted):
                yield Column(Role.TOLERANCE), joined(str(each.tolerance) for each in key.accepted)
            weights = tuple(each.weight for each in key.accepted)
        case ShortAnswerKey():
            yield Column(Role.KEY), joined(each.text for each in key.accepted)
            yield Column(Role.CASE_SENSITIVE), "yes" if key.case_sensitive else ""
            weights = tuple(each.weight for each in key.accepted)
        case MatchingKey():
            yield Column(Role.KEY), ", ".join(letter(option).lower() for option in key.options)
            yield Column(Role.ALL_OR_NOTHING), "yes" if key.all_or_nothing else ""
        case _ as unreachable:
            assert_never(unreachable)
    if isinstance(key, SingleKey | MultipleKey) or any(weight != 1 for weight in weights):
        for index, weight in enumerate(weights):
            yield Column(Role.WEIGHT, index), percent(weight)


def _languages(content: ItemContent, wanted: Sequence[Language]) -> list[Language]:
    found = [language for language in content.texts if not wanted or language in wanted]
    return found or [content.language]


def _passage_languages(item: BankItem, wanted: Sequence[Language]) -> list[Language]:
    told = [] if item.stimulus is None else list(item.stimulus.texts)
    return [language for language in told if language in wanted] or told


def _losses(item: BankItem, position: int) -> Iterator[Finding]:
    content = item.content

    def lost(message: str, part: str, count: int = 1) -> Finding:
        problem = Problem(message, {"count": count}, part)
        return Finding(problem, Action.CHANGED, item.place, position, content.text().stem[:120])

    if content.images:
        yield lost(
            N_("A sheet holds no images. Left out: %(count)d."), "images", len(content.images)
        )
    if content.source is not None and content.source.evidence:
        yield lost(N_("The sentences that the answer rests on were left out."), "source")
