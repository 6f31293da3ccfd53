"""What Moodle's formats cannot hold of items, said once for each item or once for the file."""

from collections.abc import Iterator

from quizapp.domain.items import TRUE_FALSE_OPTIONS, ItemType
from quizapp.domain.keys import MatchingKey, NumericKey, ShortAnswerKey
from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, ItemBank
from quizapp.interchange.moodle.percentages import is_known_to_moodle
from quizapp.interchange.tags import is_all_or_nothing

__all__ = ["losses_of_bank"]


def losses_of_bank(bank: ItemBank) -> Iterator[Finding]:
    """Find what is lost when the bank is written with HTML, tags and percentages."""
    for number, item in enumerate(bank.items):
        for problem in _losses(item):
            yield Finding(problem, Action.CHANGED, item.place, number)
        for image in item.content.images:
            if image.digest not in bank.images:
                problem = Problem(N_("A picture is missing and was left out."), field="images")
                yield Finding(problem, Action.CHANGED, item.place, number)
    unknown = sum(_has_unknown_weights(item) for item in bank.items)
    if unknown:
        message = N_(
            "Questions with parts of the mark that Moodle does not offer: %(count)d. Let its import"
            " take the nearest ones."
        )
        yield Finding(Problem(message, {"count": unknown}), Action.CHECK)


def _losses(item: BankItem) -> Iterator[Problem]:
    content = item.content
    if item.stimulus is not None:
        yield Problem(N_("The passage stands before the question itself."), field="stem")
    if is_all_or_nothing(content):
        yield Problem(
            N_("Moodle gives parts of the mark where only the whole answer earns it."), field="key"
        )
    if content.type is ItemType.TRUE_FALSE and any(
        text.options != TRUE_FALSE_OPTIONS[language] for language, text in content.texts.items()
    ):
        yield Problem(
            N_("Moodle names the options of true/false questions itself."), field="options"
        )
    if isinstance(content.key, MatchingKey) and any(map(_has_feedback, _texts(item))):
        yield Problem(N_("Moodle has no feedback for single pairs."), field="feedback")


def _texts(item: BankItem) -> Iterator[tuple[str, ...]]:
    return (text.feedback for text in item.content.texts.values())


def _has_feedback(feedback: tuple[str, ...]) -> bool:
    return any(feedback)


def _has_unknown_weights(item: BankItem) -> bool:
    key = item.content.key
    if isinstance(key, NumericKey | ShortAnswerKey):
        return not all(is_known_to_moodle(each.weight) for each in key.accepted)
    return not all(map(is_known_to_moodle, getattr(key, "weights", ())))
