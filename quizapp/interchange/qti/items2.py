"""An item of QTI 2.x or 3.0 → a draft of a question, by its one interaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lxml import etree

from quizapp.domain.items import ItemType
from quizapp.domain.keys import MatchingKey
from quizapp.errors import N_
from quizapp.interchange.banks import Action, Place
from quizapp.interchange.drafts import Draft
from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.qti import answers
from quizapp.interchange.qti.answers import TypedAnswer, UnsupportedError
from quizapp.interchange.qti.feedback import Feedback
from quizapp.interchange.qti.feedback2 import read_feedback
from quizapp.interchange.qti.scoring2 import Declaration, Scoring, number_of, read_scoring
from quizapp.interchange.qti.stimuli import STIMULUS_CLASS
from quizapp.interchange.qti.texts import TextReader, joined
from quizapp.interchange.qti.trees import detached

__all__ = ["BLANK", "WILDCARDS", "read_item"]

BLANK = "____"
"""What stands in the stem where something is to be filled in."""
WILDCARDS = "quizapp-wildcards"
"""The class of a text entry whose answers of ours have stars that stand for anything."""

_UNSUPPORTED: Mapping[str, str] = {
    "extendedTextInteraction": "essay",
    "uploadInteraction": "file upload",
    "drawingInteraction": "drawing",
    "hotspotInteraction": "hot spot",
    "selectPointInteraction": "hot spot",
    "positionObjectInteraction": "hot spot",
    "graphicOrderInteraction": "hot spot",
    "graphicAssociateInteraction": "hot spot",
    "graphicGapMatchInteraction": "hot spot",
    "orderInteraction": "ordering",
    "associateInteraction": "association",
    "gapMatchInteraction": "gap matching",
    "hottextInteraction": "hot text",
    "sliderInteraction": "slider",
    "mediaInteraction": "media",
    "endAttemptInteraction": "end of attempt",
    "customInteraction": "custom interaction",
    "portableCustomInteraction": "custom interaction",
}
_NUMBERS = frozenset({"integer", "float"})
_NOT_OF_THE_STEM = frozenset(
    {"rubricBlock", "feedbackBlock", "feedbackInline", "templateBlock", "templateInline", "prompt"}
)
_NOT_OF_AN_OPTION = frozenset({"feedbackInline", "feedbackBlock"})


@dataclass(slots=True)
class _Item:
    draft: Draft
    texts: TextReader
    interaction: etree._Element
    declaration: Declaration
    scoring: Scoring
    feedback: Feedback = field(default_factory=Feedback)


def read_item(element: etree._Element, texts: TextReader, place: Place) -> Draft:
    """Read an item, changing its tree. Raises `UnsupportedError` for types that we do not have."""
    body = element.find("itemBody")
    if body is None:
        body = etree.Element("itemBody")
    interaction = _the_interaction(body)
    scoring = read_scoring(element)
    declaration = scoring.declarations.get(
        interaction.get("responseIdentifier", ""), Declaration("", "single", "", [], {})
    )
    item = _Item(
        draft=Draft(place=place, stem=MarkedText(), id=element.get("identifier", "")),
        texts=texts,
        interaction=interaction,
        declaration=declaration,
        scoring=scoring,
        feedback=read_feedback(element, scoring, texts),
    )
    prompt = [texts.elements(each) for each in interaction.iterfind("prompt")]
    _READERS[str(interaction.tag)](item)
    item.draft.stem = joined(_stem(body, interaction, texts), *prompt)
    item.draft.explanation = item.feedback.explanation(item.draft)
    _note_losses(body, item)
    texts.note_formulas(item.draft)
    return item.draft


def _the_interaction(body: etree._Element) -> etree._Element:
    found = [each for each in body.iter() if str(each.tag).endswith("Interaction")]
    if not found:
        kind = "text without a question"
        raise UnsupportedError(kind)
    names = {str(each.tag) for each in found}
    unsupported = next((_UNSUPPORTED[name] for name in names if name in _UNSUPPORTED), None)
    if unsupported is not None:
        raise UnsupportedError(unsupported)
    if len(found) > 1 or found[0].tag not in _READERS:
        kinds = {"textEntryInteraction": "several blanks"}
        kinds["inlineChoiceInteraction"] = "several drop-down lists"
        several = kinds.get(names.pop(), "") if len(names) == 1 else ""
        raise UnsupportedError(several or "several questions in one")
    return found[0]


def _stem(body: etree._Element, interaction: etree._Element, texts: TextReader) -> MarkedText:
    """Read what stands around the interaction; one within a line leaves a blank."""
    for each in [each for each in body.iter("div") if each.get("class") == STIMULUS_CLASS]:
        detached(each)
    for part in list(interaction):
        interaction.remove(part)
    parent = interaction.getparent()
    inline = interaction.tag in {"textEntryInteraction", "inlineChoiceInteraction"}
    is_within = inline and parent is not None and bool(_text_in(parent))
    detached(interaction, BLANK if is_within else "")
    return texts.elements(_sole_block(body), skip=_NOT_OF_THE_STEM)


def _sole_block(body: etree._Element) -> etree._Element:
    """Give the block that holds all that the body says, or the body itself."""
    filled = [each for each in body if len(each) or _text_in(each)]
    between = "".join([body.text or "", *(each.tail or "" for each in body)])
    is_sole = len(filled) == 1 and filled[0].tag == "div" and not between.strip()
    return filled[0] if is_sole else body


def _text_in(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _note_losses(body: etree._Element, item: _Item) -> None:
    if next(body.iter("rubricBlock"), None) is not None:
        item.draft.note(N_("Instructions for others than students were left out."), part="stem")
    if not item.scoring.is_known:
        item.draft.note(
            N_("The file has rules of its own for scoring; check which answer is right."),
            Action.CHECK,
            part="key",
        )


def _read_choice(item: _Item) -> None:
    choices = item.interaction.findall("simpleChoice")
    is_several = item.declaration.cardinality != "single"
    _take_options(item, choices)
    if is_several:
        _take_multiple(item, _idents(choices))
    else:
        _take_single(item, _idents(choices))


def _read_inline_choice(item: _Item) -> None:
    choices = item.interaction.findall("inlineChoice")
    _take_options(item, choices)
    _take_single(item, _idents(choices))


def _take_options(item: _Item, choices: Sequence[etree._Element]) -> None:
    draft = item.draft
    draft.options = [item.texts.elements(each, skip=_NOT_OF_AN_OPTION) for each in choices]
    _take_shuffling(item, choices)
    for each in choices:
        inner = [found for name in _NOT_OF_AN_OPTION for found in each.iterfind(name)]
        for found in inner:
            item.feedback.say(each.get("identifier", ""), item.texts.elements(found))


def _take_shuffling(item: _Item, choices: Sequence[etree._Element]) -> None:
    fixed = [each.get("fixed") == "true" for each in choices]
    if item.interaction.get("shuffle") == "false" or (fixed and all(fixed)):
        item.draft.shuffles = False
    elif any(fixed):
        item.draft.note(
            N_("Some options have a place of their own in the file; all change places here."),
            Action.CHECK,
            part="option_order",
        )


def _take_single(item: _Item, idents: Sequence[str]) -> None:
    draft, declaration = item.draft, item.declaration
    scores = _mapped(item, idents)
    if scores is None:
        correct = set(declaration.correct)
        scores = [Fraction(int(ident in correct)) for ident in idents]
    best = max(scores, default=Fraction(0))
    right = [score == best and best > 0 for score in scores]
    draft.feedback = item.feedback.of_values(draft, idents, right, single=True)
    named = [ident.casefold() for ident in idents]
    if named == ["false", "true"]:
        draft.options, draft.feedback = draft.options[::-1], draft.feedback[::-1]
        scores, named = scores[::-1], named[::-1]
    if named == ["true", "false"] or answers.is_true_false(draft.options):
        answers.take_true_false(draft, scores)
    else:
        answers.take_single(draft, scores)


def _take_multiple(item: _Item, idents: Sequence[str]) -> None:
    draft = item.draft
    draft.feedback = item.feedback.of_values(draft, idents, [], single=False)
    scores = _mapped(item, idents)
    if scores is None:
        correct = set(item.declaration.correct)
        right = [position for position, ident in enumerate(idents) if ident in correct]
    else:
        right = [position for position, score in enumerate(scores) if score > 0]
    answers.take_multiple(draft, right, scores)


def _mapped(item: _Item, idents: Sequence[str]) -> list[Fraction] | None:
    """What the mapping gives for each option; None where it does not count."""
    declaration = item.declaration
    if not (item.scoring.uses_mapping and declaration.mapping):
        return None
    mapping = declaration.mapping
    return [mapping[each].score if each in mapping else declaration.default for each in idents]


def _read_text_entry(item: _Item) -> None:
    if item.declaration.base_type in _NUMBERS:
        _read_number(item)
    else:
        _read_short_answer(item)


def _read_short_answer(item: _Item) -> None:
    declaration = item.declaration
    has_wildcards = item.interaction.get("class") == WILDCARDS
    mapping = declaration.mapping
    found = {text: (entry.score, entry.case_sensitive) for text, entry in mapping.items()}
    if not (item.scoring.uses_mapping and found):
        found = dict.fromkeys(declaration.correct, (Fraction(1), True))
        for rule in item.scoring.rules:
            score = rule.score
            if rule.condition is not None and score is not None and not rule.compares_with_correct:
                case = rule.condition.get("caseSensitive", "true") != "false"
                found |= dict.fromkeys(rule.values, (score, case))
    best = max((score for score, _ in found.values()), default=Fraction(0))
    typed = []
    for text, (score, _) in found.items():
        weight = answers.weight_of(score, best) if best > 0 else Fraction(0)
        said = item.feedback.of_value(text, is_right=weight == 1)
        accepted = text if has_wildcards else text.replace("*", r"\*")
        typed.append(TypedAnswer(accepted, weight, said))
    cases = {case for _, case in found.values()}
    answers.take_short_answers(
        item.draft, typed if best > 0 else [], case_sensitive=cases == {True}
    )


def _read_number(item: _Item) -> None:
    declaration = item.declaration
    correct = declaration.correct[0] if declaration.correct else ""
    rules = [each for each in item.scoring.rules if each.score is not None and not each.is_else]
    best = max((rule.score or Fraction(0) for rule in rules), default=Fraction(0))
    typed = []
    for rule in rules:
        text, value, tolerance = number_of(rule, correct)
        if value is not None and best > 0:
            weight = answers.weight_of(rule.score or Fraction(0), best)
            said = item.feedback.of_rule(rule, text, is_right=weight == 1)
            typed.append(TypedAnswer(text, weight, said, value, tolerance))
    if not typed:
        typed = [_number(item, text, Fraction(1)) for text in declaration.correct]
    answers.take_numbers(item.draft, typed)


def _number(item: _Item, text: str, weight: Fraction) -> TypedAnswer:
    said = item.feedback.of_value(text, is_right=True)
    return TypedAnswer(text, weight, said, answers.number(text))


def _read_match(item: _Item) -> None:
    draft = item.draft
    draft.type = ItemType.MATCHING
    sets = [
        each.findall("simpleAssociableChoice")
        for each in item.interaction.iterfind("simpleMatchSet")
    ]
    prompts, options = sets if len(sets) == len(("prompts", "options")) else ([], [])
    pairs = [tuple(value.split()) for value in item.declaration.correct]
    pairs = pairs or [tuple(key.split()) for key in item.declaration.mapping]
    found = {pair[0]: pair[1] for pair in pairs if len(pair) == len(("prompt", "option"))}
    if len(found) < len(pairs):
        # Several options go with a prompt: perhaps each option goes with one prompt.
        found = {pair[-1]: pair[0] for pair in pairs}
        prompts, options = options, prompts
        if len(found) < len(pairs):
            kind = "matching of groups"
            raise UnsupportedError(kind)
    draft.prompts = [item.texts.elements(each) for each in prompts]
    draft.options = [item.texts.elements(each) for each in options]
    _take_shuffling(item, options)
    key = [found.get(ident, "") for ident in _idents(prompts)]
    said = [
        joined(item.feedback.of_value(f"{prompt} {option}"), item.feedback.of_value(prompt))
        for prompt, option in zip(_idents(prompts), key, strict=True)
    ]
    draft.feedback = said if any(each.text for each in said) else []
    item.feedback.of_values(draft, [], [], single=False)
    order = {ident: position for position, ident in enumerate(_idents(options))}
    if all(each in order for each in key):
        whole = not (item.scoring.uses_mapping and item.declaration.mapping)
        draft.key = MatchingKey(tuple(order[each] for each in key), all_or_nothing=whole)
    else:
        draft.lacks(N_("The file does not say which answer is right."), "key")


def _idents(choices: Sequence[etree._Element]) -> list[str]:
    return [each.get("identifier", "") for each in choices]


_READERS: Mapping[str, Callable[[_Item], None]] = {
    "choiceInteraction": _read_choice,
    "inlineChoiceInteraction": _read_inline_choice,
    "textEntryInteraction": _read_text_entry,
    "matchInteraction": _read_match,
}
