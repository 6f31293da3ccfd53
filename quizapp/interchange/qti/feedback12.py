"""What an item of QTI 1.2 says, and to which answers: by the conditions that show it."""

from collections.abc import Sequence

from lxml import etree

from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.qti.feedback import Feedback
from quizapp.interchange.qti.materials12 import MaterialReader
from quizapp.interchange.qti.scoring12 import Condition, names_of

__all__ = ["read_feedback"]


def read_feedback(
    item: etree._Element, conditions: Sequence[Condition], materials: MaterialReader
) -> Feedback:
    """Read the feedback of an item and find out what each is said to."""
    feedback = Feedback()
    showing: dict[str, list[Condition]] = {}
    for condition in conditions:
        for name in condition.feedback:
            showing.setdefault(name, []).append(condition)
    for element in item.iterfind("itemfeedback"):
        text = materials.inside(element)
        if element.find("hint") is not None:
            feedback.hints.append(text)
        elif text.text:
            _file(feedback, text, element, showing.get(element.get("ident", ""), []))
    return feedback


def _file(
    feedback: Feedback, text: MarkedText, element: etree._Element, linked: Sequence[Condition]
) -> None:
    folded = element.get("ident", "").casefold()
    named = {name for condition in linked for name in names_of(condition)}
    if folded == "general_fb" or element.find("solution") is not None:
        feedback.general.append(text)
    elif "incorrect" in folded:
        feedback.wrong = text
    elif folded.startswith("correct"):
        feedback.right = text
    elif named:
        for value in named:
            feedback.say(value, text)
    elif any(condition.excluded for condition in linked):
        for condition in linked:
            for excluded in condition.excluded:
                feedback.by_prompt[excluded.response] = text
    elif linked:
        feedback.general.append(text)
    else:
        feedback.unknown.append(text)
