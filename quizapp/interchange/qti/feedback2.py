"""What an item of QTI 2.x or 3.0 says, and to which answers: by the rules that show it."""

from lxml import etree

from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.qti.feedback import Feedback
from quizapp.interchange.qti.scoring2 import Rule, Scoring
from quizapp.interchange.qti.texts import TextReader

__all__ = ["read_feedback"]


def read_feedback(item: etree._Element, scoring: Scoring, texts: TextReader) -> Feedback:
    """Read the feedback of an item and find out what each is said to."""
    feedback = Feedback()
    showing: dict[tuple[str, str], list[Rule]] = {}
    for rule in scoring.rules:
        for outcome, values in rule.outcomes:
            for value in values:
                showing.setdefault((outcome, value), []).append(rule)
    for element in item.iter("modalFeedback"):
        body = element.find("contentBody")
        text = texts.elements(element if body is None else body)
        name = element.get("identifier", "")
        if text.text:
            rules = showing.get((element.get("outcomeIdentifier", ""), name), [])
            _file(feedback, name, text, rules)
    _file_blocks(feedback, item, texts)
    return feedback


def _file(feedback: Feedback, name: str, text: MarkedText, rules: list[Rule]) -> None:
    folded = name.casefold()
    if any(rule.values for rule in rules):
        for value in dict.fromkeys(
            value for rule in rules if rule.score is None for value in rule.values
        ):
            feedback.say(value, text)
        for rule in rules:
            for value in rule.values if rule.score is not None else ():
                feedback.say_by(rule, value, text)
    elif any(rule.condition is None and not rule.is_else for rule in rules):
        feedback.general.append(text)
    elif "incorrect" in folded or "wrong" in folded or any(rule.is_else for rule in rules):
        feedback.wrong = text
    elif "correct" in folded or any(rule.compares_with_correct for rule in rules):
        feedback.right = text
    elif rules:
        feedback.unknown.append(text)
    else:
        # Often an outcome is set to the response itself, and the feedback named like the choice.
        feedback.say(name, text)


def _file_blocks(feedback: Feedback, item: etree._Element, texts: TextReader) -> None:
    """Take what the body shows after the answer."""
    body = item.find("itemBody")
    for element in () if body is None else body.iter("feedbackBlock"):
        parent = element.getparent()
        if parent is None or parent.tag != "simpleChoice":
            feedback.general.append(texts.elements(element))
