"""An item of QTI 1.2 → a draft of a question, by its structure and by what vendors say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape

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
from quizapp.interchange.qti.feedback12 import read_feedback
from quizapp.interchange.qti.kinds12 import (
    UNSUPPORTED,
    Response,
    kind_of,
    responses_of,
    type_of,
)
from quizapp.interchange.qti.materials12 import MaterialReader
from quizapp.interchange.qti.scoring12 import Condition, numbers_of, read_conditions
from quizapp.interchange.qti.texts import joined

__all__ = ["metadata_of", "read_item"]

BLANK = "____"


@dataclass(slots=True)
class _Item:
    """An item while it is read."""

    draft: Draft
    materials: MaterialReader
    conditions: list[Condition]
    feedback: Feedback
    metadata: Mapping[str, str]
    type: str
    responses: list[Response] = field(default_factory=list)


def metadata_of(element: etree._Element) -> dict[str, str]:
    """Read the fields that vendors add; of fields with the same name the first counts."""
    found: dict[str, str] = {}
    for each in element.iter("qtimetadatafield"):
        name = (each.findtext("fieldlabel") or "").strip().casefold()
        found.setdefault(name, (each.findtext("fieldentry") or "").strip())
    for name in ("bbmd_questiontype", "qmd_itemtype"):
        text = element.findtext(f".//{name}")
        if text is not None:
            found.setdefault(name, text.strip())
    return found


def read_item(element: etree._Element, materials: MaterialReader, place: Place) -> Draft:
    """Read an item. Raises `UnsupportedError` where it is of a type that we do not have."""
    metadata = metadata_of(element)
    presentation = element.find("presentation")
    if presentation is None:
        presentation = etree.Element("presentation")
    conditions = read_conditions(element)
    item = _Item(
        draft=Draft(place=place, stem=MarkedText(), id=element.get("ident", "")),
        materials=materials,
        conditions=conditions,
        feedback=read_feedback(element, conditions, materials),
        metadata=metadata,
        type=type_of(metadata),
        responses=responses_of(presentation),
    )
    kind = kind_of(element, item.type, item.responses, conditions)
    if kind in UNSUPPORTED:
        raise UnsupportedError(UNSUPPORTED[kind])
    item.draft.stem = _stem(presentation, item, kind)
    _READERS[kind](item)
    item.draft.explanation = item.feedback.explanation(item.draft)
    materials.reader.note_formulas(item.draft)
    return item.draft


def _stem(presentation: etree._Element, item: _Item, kind: str) -> MarkedText:
    has_blank = kind in {"short", "numeric"}
    blank = BLANK if has_blank else ""
    stem = item.materials.presentation(presentation, blank=blank)
    response = item.responses[0]
    if kind != "matching" and not item.type.endswith(("blanks", "drop-downs")):
        # Some systems put the question inside the response.
        own = response.element.findall("material")
        stem = joined(stem, item.materials.material(*own))
    if item.type in {"blanks", "drop-downs"} and len(item.responses) == 1:
        name = response.ident.removeprefix("response_")
        marked = f"[{escape(name, quote=False)}]"
        stem = MarkedText(stem.text.replace(marked, BLANK), stem.markup, stem.files)
    return stem


def _take_options(item: _Item) -> list[str]:
    """Take the options; gives their names in the file."""
    response, draft = item.responses[0], item.draft
    named = [
        (ident, item.materials.inside(label))
        for ident, label in zip(response.idents, response.labels, strict=True)
    ]
    filled = [(ident, text) for ident, text in named if text.text.strip()]
    if len(filled) < len(named):
        draft.note(N_("Options without words were left out."), part="options")
    draft.options = [text for _, text in filled]
    draft.shuffles = _shuffles(response)
    return [ident for ident, _ in filled]


def _read_choice(item: _Item) -> None:
    draft, idents = item.draft, _take_options(item)
    scores = dict.fromkeys(idents, Fraction(0))
    for condition in item.conditions:
        for value in condition.values:
            if value.text in scores and condition.score is not None:
                scores[value.text] = max(scores[value.text], condition.score, key=abs)
    listed = [scores[ident] for ident in idents]
    if not any(score > 0 for score in listed) and any(c.is_marked_right for c in item.conditions):
        draft.note(
            N_("No answer earns anything in the file; the one marked as right counts."),
            Action.CHECK,
            part="key",
        )
        marked = [v.text for c in item.conditions if c.is_marked_right for v in c.values]
        listed = [Fraction(int(marked == [ident])) for ident in idents]
    draft.feedback = item.feedback.of_values(draft, idents, _best(listed), single=True)
    if answers.is_true_false(draft.options):
        answers.take_true_false(draft, listed)
    else:
        answers.take_single(draft, listed)


def _best(scores: Sequence[Fraction]) -> list[bool]:
    best = max(scores, default=Fraction(0))
    return [score == best and best > 0 for score in scores]


def _read_multiple(item: _Item) -> None:
    draft, idents = item.draft, _take_options(item)
    whole = [
        condition
        for condition in item.conditions
        if condition.scores and (len(condition.values) > 1 or condition.excluded)
    ]
    scores: list[Fraction] | None = None
    if whole:
        best = max(whole, key=lambda condition: condition.score or 0)
        named = {value.text for value in best.values}
        right = [position for position, ident in enumerate(idents) if ident in named]
    else:
        scored = {
            value.text: condition.score
            for condition in item.conditions
            for value in condition.values
            if condition.score is not None
        }
        scores = [scored.get(ident, Fraction(0)) for ident in idents]
        right = [position for position, score in enumerate(scores) if score > 0]
        if _is_all_or_nothing(item):
            scores = None
    draft.feedback = item.feedback.of_values(draft, idents, [], single=False)
    answers.take_multiple(draft, right, scores)


def _read_short(item: _Item) -> None:
    typed, case = _typed(item)
    answers.take_short_answers(item.draft, typed, case_sensitive=case)


def _typed(item: _Item) -> tuple[list[TypedAnswer], bool]:
    scoring = [each for each in item.conditions if each.scores or each.is_marked_right]
    best = max((each.score or Fraction(0) for each in scoring), default=Fraction(0))
    typed = []
    cases = set()
    for condition in scoring:
        weight = answers.weight_of(condition.score, best) if condition.score else Fraction(1)
        for value in condition.values:
            cases.add(value.case_sensitive)
            said = item.feedback.of_value(value.text, is_right=weight == 1)
            typed.append(TypedAnswer(value.text.replace("*", r"\*"), weight, said))
    return typed, cases == {True}


def _read_one_blank(item: _Item) -> None:
    """A question with blanks that has one: its labels are the texts that are accepted."""
    labels = item.responses[0].labels
    texts = [item.materials.inside(label).words().text for label in labels]
    typed = [
        TypedAnswer(
            text.replace("*", r"\*"),
            Fraction(1),
            item.feedback.of_value(label.get("ident", ""), is_right=True),
        )
        for text, label in zip(texts, labels, strict=True)
    ]
    answers.take_short_answers(item.draft, typed, case_sensitive=False)


def _read_numeric(item: _Item) -> None:
    scoring = [each for each in item.conditions if each.scores or each.is_marked_right]
    best = max((each.score or Fraction(0) for each in scoring), default=Fraction(0))
    typed = []
    for condition in scoring:
        weight = answers.weight_of(condition.score, best) if condition.score else Fraction(1)
        for answer in numbers_of(condition, weight):
            answer.feedback = item.feedback.of_value(answer.text, is_right=weight == 1)
            typed.append(answer)
    answers.take_numbers(item.draft, typed)


def _read_matching(item: _Item) -> None:
    draft = item.draft
    draft.type = ItemType.MATCHING
    options: dict[str, MarkedText] = {}
    for response in item.responses:
        for label in response.labels:
            options.setdefault(label.get("ident", ""), item.materials.inside(label))
    right = {
        value.response: value.text
        for condition in item.conditions
        if condition.scores
        for value in condition.values
    }
    prompts = []
    pairs = []
    feedback = []
    for response in item.responses:
        prompt = item.materials.material(*response.element.findall("material"))
        if not prompt.text.strip():
            draft.note(N_("A pair without words was left out."), part="prompts")
            continue
        prompts.append(prompt)
        pairs.append(right.get(response.ident, ""))
        feedback.append(item.feedback.of_prompt(response.ident))
    used = set(pairs)
    kept = {ident: text for ident, text in options.items() if text.text.strip() or ident in used}
    if len(kept) < len(options):
        draft.note(N_("Options without words were left out."), part="options")
    draft.prompts, draft.options = prompts, list(kept.values())
    draft.feedback = feedback if any(each.text for each in feedback) else []
    item.feedback.of_values(draft, [], [], single=False)
    draft.shuffles = _shuffles(item.responses[0])
    if all(ident in kept for ident in pairs):
        order = {ident: position for position, ident in enumerate(kept)}
        key = tuple(order[ident] for ident in pairs)
        draft.key = MatchingKey(key, all_or_nothing=_is_all_or_nothing(item))
    else:
        draft.lacks(N_("The file does not say which answer is right."), "key")


def _is_all_or_nothing(item: _Item) -> bool:
    return item.metadata.get("scoring_algorithm", "").casefold() == "allornothing"


def _shuffles(response: Response) -> bool | None:
    rendered = response.element.find(".//render_choice")
    said = "" if rendered is None else rendered.get("shuffle", "").casefold()
    return False if said == "no" else None


_READERS = {
    "choice": _read_choice,
    "multiple": _read_multiple,
    "short": _read_short,
    "one blank": _read_one_blank,
    "numeric": _read_numeric,
    "matching": _read_matching,
}
