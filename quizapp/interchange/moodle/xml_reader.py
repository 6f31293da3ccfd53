"""Moodle XML → items. Elements that only Moodle's own marking needs are passed over."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from lxml import etree

from quizapp.domain.items import ItemType
from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import Action, Place, Reading, SourceFile
from quizapp.interchange.drafts import Draft, ReadingBuilder, place_of
from quizapp.interchange.marked_texts import MarkedText, Markup, has_markup
from quizapp.interchange.moodle.answers import (
    Answer,
    take_choices,
    take_numbers,
    take_pairs,
    take_short_answers,
    take_truth,
)
from quizapp.interchange.moodle.asides import without_passage, without_supplement
from quizapp.interchange.moodle.categories import category_of
from quizapp.interchange.moodle.percentages import weight_of
from quizapp.interchange.moodle.xml_elements import (
    is_yes,
    line_of,
    marked,
    plain,
    with_old_picture,
    words_of,
)
from quizapp.interchange.tags import ALL_OR_NOTHING
from quizapp.interchange.xml_files import parse_xml, root_name

__all__ = ["NAME", "read", "recognises"]

NAME = "moodle-xml"
ROOT = "quiz"

_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_SAYING_NOTHING = {
    "your answer is correct.",
    "your answer is partially correct.",
    "your answer is incorrect.",
}
"""What Moodle puts into combined feedback by itself."""


def recognises(source: SourceFile) -> bool:
    """Whether the root element is <quiz>."""
    return root_name(source) == ROOT


def read(source: SourceFile) -> Reading:
    """Read a file. Raises `QuestionFileError` for what is not XML or has another root."""
    root = parse_xml(source)
    if root.tag != ROOT:
        raise QuestionFileError(
            [
                Problem(
                    N_("This is no Moodle XML: its outermost element is <%(name)s>, not <quiz>."),
                    {"name": str(root.tag)},
                    file=source.filename,
                    line=line_of(root) or None,
                )
            ]
        )
    builder = ReadingBuilder(NAME, source.filename)
    category: tuple[str, ...] = ()
    number = 0
    for element in root:
        line = line_of(element)
        kind = element.get("type", "").strip().casefold()
        if element.tag != "question":
            builder.note(
                N_("The element <%(name)s> is no question; it was left out."),
                Action.LEFT_OUT,
                Place(line=line, element=str(element.tag)),
                name=str(element.tag),
            )
        elif kind == "category":
            category = _category(builder, element)
        else:
            number += 1
            _add(builder, element, place_of(number, plain(element, "name"), line), category)
    return builder.reading()


def _category(builder: ReadingBuilder, element: etree._Element) -> tuple[str, ...]:
    path = plain(element, "category")
    description = marked(element.find("info"))
    if description.text:
        builder.note(
            N_("The description of the category “%(name)s” was left out."),
            Action.CHANGED,
            Place(line=line_of(element), element=f"category “{path}”"),
            excerpt=description.text,
            name=path,
        )
    return category_of(path)


def _add(
    builder: ReadingBuilder, element: etree._Element, place: Place, category: tuple[str, ...]
) -> None:
    kind = element.get("type", "").strip().casefold()
    stem = with_old_picture(marked(element.find("questiontext")), element)
    take = _TAKERS.get(kind)
    if take is None:
        builder.note(
            N_("Questions of the type “%(type)s” cannot be kept; this one was left out."),
            Action.LEFT_OUT,
            place,
            excerpt=stem.text,
            type=kind,
        )
        return
    stem, stimulus = without_passage(stem)
    explanation, supplement = without_supplement(marked(element.find("generalfeedback")))
    draft = Draft(
        place=place,
        stem=stem,
        explanation=explanation,
        stimulus=stimulus,
        supplement=supplement,
        shuffles=is_yes(element, "shuffleanswers"),
        id=plain(element, "idnumber"),
        category=category,
        tags=[words_of(tag) for tag in element.findall("tags/tag")],
    )
    take(draft, element)
    _note_unkept(draft, element)
    builder.add(draft)


def _note_unkept(draft: Draft, element: etree._Element) -> None:
    for name in _COMBINED:
        words = marked(element.find(name)).words().text
        if words and words.casefold() not in _SAYING_NOTHING:
            draft.note(
                N_("Feedback for right, partly right or wrong answers as such was left out."),
                part="feedback",
                excerpt=words,
            )
    for hint in element.findall("hint"):
        draft.note(
            N_("A hint for another try was left out."),
            part="feedback",
            excerpt=marked(hint).words().text,
        )
    units = [plain(unit, "unit_name") for unit in element.findall("units/unit")]
    if any(units):
        draft.note(
            N_("The units were left out; say in the question which one is meant: %(units)s."),
            part="key",
            units=", ".join(units),
        )


def _answers(draft: Draft, element: etree._Element, markup: Markup = Markup.HTML) -> list[Answer]:
    answers = []
    for answer in element.findall("answer"):
        percent = answer.get("fraction") or plain(answer, "fraction", "0")
        weight = weight_of(percent)
        if weight is None:
            draft.note(
                N_("“%(text)s” is no percentage; it was read as 0."), part="key", text=percent
            )
        answers.append(
            Answer(
                text=marked(answer, markup),
                weight=weight or Fraction(0),
                feedback=marked(answer.find("feedback")),
                tolerance=plain(answer, "tolerance"),
            )
        )
    return answers


def _take_choices(draft: Draft, element: etree._Element) -> None:
    take_choices(
        draft, _answers(draft, element), single=is_yes(element, "single", default=True) is True
    )


def _take_set_of_choices(draft: Draft, element: etree._Element) -> None:
    """Take a question of Moodle's “all-or-nothing multiple choice”."""
    answers = _answers(draft, element)
    right = sum(answer.weight > 0 for answer in answers)
    shared = [
        Answer(
            text=answer.text,
            weight=Fraction(int(answer.weight > 0), max(right, 1)),
            feedback=answer.feedback,
        )
        for answer in answers
    ]
    draft.tags = [*draft.tags, ALL_OR_NOTHING]
    take_choices(draft, shared, single=False)


def _take_truth(draft: Draft, element: etree._Element) -> None:
    by_name = {answer.text.words().text.casefold(): answer for answer in _answers(draft, element)}
    is_true, is_false = by_name.get("true"), by_name.get("false")
    if is_true is None or is_false is None or (is_true.weight == 1) is (is_false.weight == 1):
        draft.type = ItemType.TRUE_FALSE
        draft.lacks(
            N_("One of the answers “true” and “false” must have the fraction 100, the other 0."),
            "key",
        )
        return
    take_truth(
        draft,
        answer=is_true.weight == 1,
        if_true=is_true.feedback,
        if_false=is_false.feedback,
    )


def _take_short_answers(draft: Draft, element: etree._Element) -> None:
    take_short_answers(
        draft, _answers(draft, element), case_sensitive=is_yes(element, "usecase") is True
    )


def _take_numbers(draft: Draft, element: etree._Element) -> None:
    take_numbers(draft, _answers(draft, element))


def _take_pairs(draft: Draft, element: etree._Element) -> None:
    pairs = []
    for pair in element.findall("subquestion"):
        answer = marked(pair.find("answer"))
        if draft.stem.markup is Markup.PLAIN or not has_markup(answer.text):
            answer = MarkedText(answer.text, Markup.PLAIN)
        pairs.append((marked(pair), answer))
    take_pairs(draft, pairs)


_TAKERS: Mapping[str, Callable[[Draft, etree._Element], None]] = {
    "multichoice": _take_choices,
    "multichoiceset": _take_set_of_choices,
    "truefalse": _take_truth,
    "shortanswer": _take_short_answers,
    "numerical": _take_numbers,
    "matching": _take_pairs,
    "match": _take_pairs,
}
"""The types that we have, by Moodle's names; whatever else there is gets named and left out."""
