"""Items → GIFT, in HTML throughout, so that Moodle shows formulas, languages and pictures."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import assert_never

from quizapp.domain.items import ItemContent
from quizapp.domain.keys import (
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, ItemBank, WrittenFile
from quizapp.interchange.drafts import expected_order
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.moodle.answers import ANYTHING
from quizapp.interchange.moodle.asides import as_comment
from quizapp.interchange.moodle.categories import category_path
from quizapp.interchange.moodle.gift_reader import read
from quizapp.interchange.moodle.gift_syntax import CATEGORY, escaped
from quizapp.interchange.moodle.losses import losses_of_bank
from quizapp.interchange.moodle.percentages import in_percent, weights_of
from quizapp.interchange.moodle.written_texts import TextWriter
from quizapp.interchange.pictures import media_type_of
from quizapp.interchange.tags import CAPITALS_COUNT, Details, tags_of
from quizapp.interchange.whole_files import write_whole

__all__ = ["MEDIA_TYPE", "write"]

MEDIA_TYPE = "text/plain"


def write(bank: ItemBank) -> WrittenFile:
    """Write items of all types; pictures go into the texts as data."""
    return write_whole(bank, _written, read)


def _written(bank: ItemBank, supplements: Sequence[str]) -> WrittenFile:
    findings = [*losses_of_bank(bank), *_losses_of_gift(bank)]
    blocks: list[str] = []
    category: tuple[str, ...] = ()
    for item, supplement in zip(bank.items, supplements, strict=True):
        if item.category != category:
            category = item.category
            blocks.append(f"{CATEGORY} {category_path(category)}\n")
        blocks.append("\n".join([*_block(item, bank, supplement), ""]))
    return WrittenFile(
        data="\n".join(blocks).encode(),
        filename=f"{slug_of(bank.title)}.gift.txt",
        media_type=MEDIA_TYPE,
        findings=tuple(findings),
    )


def _losses_of_gift(bank: ItemBank) -> Iterator[Finding]:
    for number, item in enumerate(bank.items):
        key = item.content.key
        if isinstance(key, ShortAnswerKey) and key.case_sensitive:
            message = N_("GIFT does not say that capitals count; in Moodle they no longer do.")
            yield Finding(Problem(message, field="key"), Action.CHANGED, item.place, number)
        if isinstance(key, ShortAnswerKey) and any("->" in each.text for each in key.accepted):
            message = N_("Moodle takes an answer with an arrow -> for a pair to be matched.")
            yield Finding(Problem(message, field="key"), Action.CHECK, item.place, number)


def _block(item: BankItem, bank: ItemBank, supplement: str) -> Iterator[str]:
    content = item.content

    def address(digest: str) -> str | None:
        file = bank.images.get(digest)
        if file is None:
            return None
        return f"data:{media_type_of(file.data)};base64,{b64encode(file.data).decode()}"

    writer = TextWriter(item, bank.languages, address)
    expected = expected_order(
        content.key, content.text().options, shuffles=None, details=Details(format=content.format)
    )
    tags = [*tags_of(content, expected)]
    if isinstance(content.key, ShortAnswerKey) and content.key.case_sensitive:
        tags.append(CAPITALS_COUNT)
    tagged = "".join(f" [tag:{tag}]" for tag in tags)
    if item.id or tags:
        id_ = item.id.replace("]", r"\]")
        yield f"// [id:{id_}]{tagged}" if item.id else f"//{tagged}"
    explanation = writer.explanation() + as_comment(supplement)
    yield f"[html]{escaped(writer.stem())}{{{_sign(content)}"
    yield from (f"\t{answer}" for answer in _answers(content, writer))
    if explanation:
        yield f"\t####{_text(explanation)}"
    yield "}"


def _sign(content: ItemContent) -> str:
    match content.key:
        case NumericKey():
            return "#"
        case TrueFalseKey(answer=answer):
            return "TRUE" if answer else "FALSE"
        case _:
            return ""


def _answers(content: ItemContent, writer: TextWriter) -> Iterator[str]:
    key = content.key
    match key:
        case SingleKey() | MultipleKey():
            yield from _choices(key, content.options, writer)
        case TrueFalseKey():
            wrong, right = (writer.feedback(option) for option in (1 - key.option, key.option))
            if wrong or right:
                yield f"#{_text(wrong)}#{_text(right)}"
        case ShortAnswerKey():
            for position, typed in enumerate(key.accepted):
                text = escaped(typed.text)
                # A text that begins like a format would be taken for one.
                plain = "[plain]" if text.startswith("[") else ""
                weight = in_percent(typed.weight)
                yield f"=%{weight}%{plain}{text}{_feedback(writer, position)}"
        case NumericKey():
            for position, number in enumerate(key.accepted):
                value = ANYTHING if number.is_anything else f"{number.value}:{number.tolerance}"
                yield f"=%{in_percent(number.weight)}%{value}{_feedback(writer, position)}"
        case MatchingKey():
            yield from _pairs(key, content.options, writer)
        case _ as unreachable:
            assert_never(unreachable)


def _choices(key: SingleKey | MultipleKey, options: int, writer: TextWriter) -> Iterator[str]:
    for option, weight in enumerate(weights_of(key, options)):
        text = _text(writer.option(option))
        if isinstance(key, SingleKey) and option == key.option:
            sign = "="
        else:
            sign = f"~%{in_percent(weight)}%" if weight else "~"
        yield f"{sign}{text}{_feedback(writer, option)}"


def _pairs(key: MatchingKey, options: int, writer: TextWriter) -> Iterator[str]:
    for prompt, option in enumerate(key.options):
        yield f"={_text(writer.prompt(prompt))} -> {escaped(writer.option(option))}"
    for option in sorted({*range(options)} - {*key.options}):
        yield f"= -> {escaped(writer.option(option))}"


def _feedback(writer: TextWriter, position: int) -> str:
    feedback = writer.feedback(position)
    return f"#{_text(feedback)}" if feedback else ""


def _text(html: str) -> str:
    """Escape a text; where its first sign would mean a format or a percentage, write it as HTML."""
    if html.startswith(("[", "%")):
        html = f"&#{ord(html[0])};{html[1:]}"
    return escaped(html)
