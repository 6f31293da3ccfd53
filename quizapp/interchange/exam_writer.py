"""Items → exam text: numbered questions with lettered options, as people type them.

What a person can type back, `exam_text` reads back. Text has no place for weights and feedback:
`cannot_carry` names what would be lost.
"""

from collections.abc import Iterator
from typing import assert_never

from quizapp.domain.items import ItemContent, ItemText, TextFormat, letter
from quizapp.domain.keys import (
    Key,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.interchange.banks import BankItem, ReadItem
from quizapp.interchange.html_text import plain_text

__all__ = ["carries", "write_question"]

LANGUAGE_LABELS = {"en": ("Answer", "Explanation"), "hi": ("उत्तर", "व्याख्या")}


def carries(content: ItemContent) -> bool:
    """Whether exam text loses nothing of the item but its topics and sources."""
    text = content.text()
    return (
        len(content.texts) == 1
        and content.text_format is TextFormat.PLAIN
        and not content.images
        and not any(text.feedback)
        and isinstance(content.key, SingleKey | TrueFalseKey | MultipleKey)
        and not getattr(content.key, "weights", ())
    )


def write_question(item: ReadItem, number: int = 1) -> str:
    """Write one question, in its first language; what an unfinished one lacks is left open."""
    if isinstance(item, BankItem):
        content = item.content
        language, text = content.language, content.text()
        is_html = content.text_format is TextFormat.HTML
        key: Key | None = content.key
    else:
        language, text = next(iter(item.texts.items()))
        is_html = item.text_format is TextFormat.HTML
        key = item.key
    return "\n".join(_lines(_plain(text) if is_html else text, key, language, number)) + "\n"


def _plain(text: ItemText) -> ItemText:
    return ItemText(
        plain_text(text.stem),
        tuple(map(plain_text, text.options)),
        plain_text(text.explanation),
        tuple(map(plain_text, text.prompts)),
    )


def _lines(text: ItemText, key: Key | None, language: str, number: int) -> Iterator[str]:
    answer, explanation = LANGUAGE_LABELS.get(language, LANGUAGE_LABELS["en"])
    yield f"Q{number}. {text.stem}"
    for position, prompt in enumerate(text.prompts, start=1):
        yield f"{position}. {prompt}"
    for position, option in enumerate(text.options):
        yield f"({letter(position).lower()}) {option}"
    yield f"{answer}: {'' if key is None else _answer(key)}".rstrip()
    if text.explanation:
        yield f"{explanation}: {text.explanation}"


def _answer(key: Key) -> str:
    match key:
        case SingleKey(option):
            return f"({letter(option).lower()})"
        case TrueFalseKey():
            return f"({letter(key.option).lower()})"
        case MultipleKey(options):
            return ", ".join(f"({letter(option).lower()})" for option in sorted(options))
        case NumericKey(accepted):
            return _number(accepted[0])
        case ShortAnswerKey(accepted):
            return accepted[0].text
        case MatchingKey(options):
            return ", ".join(
                f"{prompt}-{letter(option).lower()}"
                for prompt, option in enumerate(options, start=1)
            )
        case _ as unreachable:
            assert_never(unreachable)


def _number(answer: NumericAnswer) -> str:
    return f"{answer.value} ± {answer.tolerance}" if answer.tolerance else str(answer.value)
