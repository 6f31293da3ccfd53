"""The answer of a row and its weights → a key of the type that the row is of."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from quizapp.domain.items import TRUE_FALSE_OPTIONS, ItemText, ItemType, Key, Language
from quizapp.domain.keys import (
    AcceptedText,
    MatchingKey,
    MultipleKey,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.materials import normalised
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.banks import Action
from quizapp.interchange.spreadsheets.answers import (
    chosen,
    numeric_answer,
    paired,
    split,
    truth,
    weight_of,
)
from quizapp.interchange.spreadsheets.cells import Cells
from quizapp.interchange.spreadsheets.headers import Role
from quizapp.interchange.weights import summing_to_one

__all__ = ["UnsupportedTypeError", "read_key", "type_of"]

_TYPES: Mapping[ItemType, str] = {
    ItemType.SINGLE: "single|single choice|single best answer|single correct|mcq|mcq single|"
    "multiple choice|multiple choice question|multichoice|objective|एकल|बहुविकल्पीय",
    ItemType.MULTIPLE: "multiple|multiple response|multiple select|multiple answer|multi select|"
    "multiple correct|multiple answers|msq|checkbox|checkboxes|बहु उत्तर",
    ItemType.TRUE_FALSE: "true-false|true false|true/false|truefalse|tf|t/f|boolean|"
    "सही गलत|सही/गलत",
    ItemType.NUMERIC: "numeric|numerical|nat|number|integer|numerical answer|संख्यात्मक",
    ItemType.SHORT_ANSWER: "short-answer|short answer|shortanswer|short text|fill in the blank|"
    "fill in the blanks|fill in|fib|blank|one word|लघु उत्तर|रिक्त स्थान",
    ItemType.MATCHING: "matching|match|match the following|match the column|match the columns|"
    "pairs|मिलान",
}
_NAMED = {normalised(name): kind for kind, names in _TYPES.items() for name in names.split("|")}
_YES = normalised("yes")
_TRUE_FALSE = frozenset(
    tuple(map(normalised, options)) for options in TRUE_FALSE_OPTIONS.values()
) | {("सत्य", "असत्य"), ("yes", "no")}


class UnsupportedTypeError(Exception):
    """The row is of a type that items do not have."""


def type_of(cells: Cells) -> ItemType | None:
    """Tell the type by its name; None where nothing is written.

    Raises `UnsupportedTypeError` for a name that is none of ours.
    """
    name = normalised(cells.one(Role.TYPE).replace("_", " "))
    if not name:
        return None
    try:
        return _NAMED[name]
    except KeyError:
        raise UnsupportedTypeError from None


def read_key(
    cells: Cells, item_type: ItemType | None, texts: Mapping[Language, ItemText]
) -> tuple[ItemType | None, Key | None]:
    """Read the key; where there is none that can be read, `cells` know what is wrong."""
    first = next(iter(texts.values()), ItemText(""))
    guessed = item_type or _guessed(cells, first)
    try:
        key = _key(cells, guessed, [text.options for text in texts.values()], len(first.prompts))
    except InvalidInputError as error:
        cells.take(error.problems)
        return guessed, None
    return (guessed if key is None else key.type), key


def _guessed(cells: Cells, text: ItemText) -> ItemType | None:
    answer = cells.one(Role.KEY)
    if text.prompts:
        return ItemType.MATCHING
    if text.options:
        options = tuple(map(normalised, text.options))
        return ItemType.TRUE_FALSE if options in _TRUE_FALSE else None
    if not answer:
        return None
    if truth(answer) is not None:
        return ItemType.TRUE_FALSE
    try:
        for part in split(answer):
            numeric_answer(part, "", Fraction(1))
    except InvalidInputError:
        return ItemType.SHORT_ANSWER
    return ItemType.NUMERIC


def _key(
    cells: Cells, item_type: ItemType | None, options: Sequence[Sequence[str]], prompts: int
) -> Key | None:
    answer = cells.one(Role.KEY)
    if not answer and item_type is not ItemType.MATCHING and not cells.several(Role.WEIGHT):
        cells.lacks(N_("The answer is missing."), "key")
        return None
    match item_type:
        case ItemType.SINGLE | ItemType.MULTIPLE | None:
            return _choice_key(cells, item_type, answer, options)
        case ItemType.TRUE_FALSE:
            return _true_false_key(cells, answer, options)
        case ItemType.NUMERIC:
            return _numeric_key(cells, answer)
        case ItemType.SHORT_ANSWER:
            return _short_key(cells, answer)
        case ItemType.MATCHING:
            return _matching_key(cells, answer, options, prompts)
        case _ as unreachable:
            assert_never(unreachable)


def _choice_key(
    cells: Cells, item_type: ItemType | None, answer: str, options: Sequence[Sequence[str]]
) -> Key | None:
    count = max(map(len, options), default=0)
    weights = _weights(cells, count)
    choice = chosen(answer, options) if answer else None
    if choice is None and not answer:
        right = tuple(place for place, weight in enumerate(weights) if weight > 0)
        whole = tuple(place for place, weight in enumerate(weights) if weight == 1)
        places = whole if len(whole) == 1 and item_type is not ItemType.MULTIPLE else right
    elif choice is None:
        cells.lacks(
            N_("“%(answer)s” is none of the options; write its letter, such as B, or its text."),
            "key",
            answer=answer[:80],
        )
        return None
    else:
        places = choice.options
        if choice.is_doubtful:
            cells.note(
                N_("“%(answer)s” may mean another option; check which one is right."),
                Action.CHECK,
                part="key",
                answer=answer[:80],
            )
    if item_type is ItemType.MULTIPLE or (item_type is None and len(places) > 1):
        return MultipleKey(frozenset(places), _of_multiple(cells, places, weights))
    if len(places) != 1:
        cells.lacks(N_("A question of this type has exactly one right option."), "key")
        return None
    return SingleKey(places[0], _of_single(cells, places[0], weights))


def _of_single(cells: Cells, right: int, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    if not any(weights) or (weights[right] == 1 and sum(map(abs, weights)) == 1):
        # The key alone says as much, unless all cells are filled.
        filled = [text for text in cells.several(Role.WEIGHT) if text]
        return tuple(weights) if any(weights) and len(filled) == len(weights) else ()
    found = list(weights)
    if found[right] != 1 and not cells.one(Role.WEIGHT, right):
        found[right] = Fraction(1)
    return tuple(found)


def _of_multiple(
    cells: Cells, right: Sequence[int], weights: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    if not any(weights):
        return ()
    stretched = summing_to_one(weights)
    if stretched != tuple(weights) and any(weights[place] > 0 for place in right):
        cells.note(N_("The weights of the right options did not add up to 100%%; now they do."))
    return stretched


def _true_false_key(
    cells: Cells, answer: str, options: Sequence[Sequence[str]]
) -> TrueFalseKey | None:
    value = truth(answer)
    if value is None:
        choice = chosen(answer, options)
        if choice is not None and len(choice.options) == 1:
            return TrueFalseKey(choice.options[0] == 0)
        cells.lacks(
            N_("“%(answer)s” does not say whether it is true; write true or false."),
            "key",
            answer=answer[:80],
        )
        return None
    return TrueFalseKey(value)


def _numeric_key(cells: Cells, answer: str) -> NumericKey:
    answers = split(answer)
    tolerances = split(cells.one(Role.TOLERANCE))
    if len(tolerances) == 1:
        tolerances *= len(answers)
    tolerances += [""] * (len(answers) - len(tolerances))
    weights = _weights(cells, len(answers), missing=Fraction(1))
    return NumericKey(
        tuple(
            numeric_answer(text, tolerance, weight)
            for text, tolerance, weight in zip(answers, tolerances, weights, strict=False)
        )
    )


def _short_key(cells: Cells, answer: str) -> ShortAnswerKey:
    texts = split(answer)
    weights = _weights(cells, len(texts), missing=Fraction(1))
    accepted = tuple(map(AcceptedText, texts, weights))
    return ShortAnswerKey(accepted, truth(cells.one(Role.CASE_SENSITIVE)) is True)


def _matching_key(
    cells: Cells, answer: str, options: Sequence[Sequence[str]], prompts: int
) -> MatchingKey | None:
    whole = truth(cells.one(Role.ALL_OR_NOTHING)) is True
    if not answer:
        cells.note(
            N_("No answer is written; each was taken to go with the option beside it."),
            Action.CHECK,
            part="key",
        )
        return MatchingKey(tuple(range(prompts)), whole)
    found = paired(answer, prompts, options)
    if found is None:
        cells.lacks(
            N_("“%(answer)s” does not name the option of each; write such as “1-b, 2-a, 3-c”."),
            "key",
            answer=answer[:80],
        )
        return None
    return MatchingKey(found, whole)


def _weights(cells: Cells, count: int, *, missing: Fraction = Fraction(0)) -> tuple[Fraction, ...]:
    texts = cells.several(Role.WEIGHT)
    if len(texts) > count:
        cells.note(N_("There are weights of more answers than there are; they were left out."))
    texts = (texts + [""] * count)[:count]
    return tuple(weight_of(text) if text else missing for text in texts)
