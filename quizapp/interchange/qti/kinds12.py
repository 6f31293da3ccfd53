"""What kind of question an item of QTI 1.2 is: its structure says it, or the name vendors give it.

The names come from Canvas (`multiple_choice_question`), Blackboard ("Multiple Choice") and Common
Cartridge (`cc.multiple_choice.v0p1`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from quizapp.interchange.qti.scoring12 import Condition

__all__ = ["UNSUPPORTED", "Response", "kind_of", "responses_of", "type_of"]

_TYPES = {
    "essay": "essay",
    "cc.essay.v0p1": "essay",
    "short response": "essay",
    "file upload": "file upload",
    "hot spot": "hot spot",
    "calculated": "calculated",
    "formula": "calculated",
    "ordering": "ordering",
    "categorization": "categorization",
    "text only": "text only",
    "multiple choice": "choice",
    "cc.multiple choice.v0p1": "choice",
    "multiple answers": "multiple",
    "multiple answer": "multiple",
    "multiple response": "multiple",
    "cc.multiple response.v0p1": "multiple",
    "true false": "true-false",
    "true/false": "true-false",
    "cc.true false.v0p1": "true-false",
    "numerical": "numeric",
    "numeric": "numeric",
    "matching": "matching",
    "fill in multiple blanks": "blanks",
    "multiple dropdowns": "drop-downs",
}
UNSUPPORTED: Mapping[str, str] = {
    "essay": "essay",
    "file upload": "file upload",
    "hot spot": "hot spot",
    "calculated": "calculated",
    "ordering": "ordering",
    "categorization": "categorization",
    "text only": "text without a question",
    "blanks": "several blanks",
    "drop-downs": "several drop-down lists",
    "several": "several questions in one",
    "group": "matching of groups",
}
"""Kinds that cannot be kept, with their names for people."""
_NAMED_ONLY = frozenset(
    {"essay", "file upload", "hot spot", "calculated", "ordering", "categorization"}
)
"""What vendors name, whatever else the item looks like."""
_TYPE_FIELDS = ("question_type", "bbmd_questiontype", "cc_profile", "qmd_itemtype")


@dataclass(slots=True)
class Response:
    """A response of an item, with the labels that can be chosen."""

    element: etree._Element
    ident: str
    labels: list[etree._Element]
    kind: str
    """The name of its element: `response_lid`, `response_str` …"""
    is_multiple: bool

    @property
    def idents(self) -> list[str]:
        """The names of its labels."""
        return [label.get("ident", "") for label in self.labels]

    @property
    def is_typed(self) -> bool:
        """Whether something is typed."""
        return self.element.find(".//render_fib") is not None


def type_of(metadata: Mapping[str, str]) -> str:
    """Read what the vendor calls it, "" where nothing known is said."""
    for name in _TYPE_FIELDS:
        said = metadata.get(name, "").casefold().removesuffix("_question").replace("_", " ")
        if said in _TYPES:
            return _TYPES[said]
    return ""


def responses_of(presentation: etree._Element) -> list[Response]:
    """Find the responses of an item."""
    names = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
    return [_response(each) for each in presentation.iter(*names)]


def _response(element: etree._Element) -> Response:
    return Response(
        element=element,
        ident=element.get("ident", ""),
        labels=list(element.iter("response_label")),
        kind=str(element.tag),
        is_multiple=element.get("rcardinality", "single").casefold() == "multiple",
    )


def kind_of(
    element: etree._Element,
    said: str,
    responses: Sequence[Response],
    conditions: Sequence[Condition],
) -> str:
    """Tell what kind of question it is: structure first where it leaves no doubt.

    Args:
        element: the item.
        said: what the vendor calls it.
        responses: its responses.
        conditions: its response processing.

    Returns:
        A name of `UNSUPPORTED`, or one of: choice, multiple, short, one blank, numeric, matching.
    """
    if not responses:
        return said if said in {"file upload", "hot spot", "essay"} else "text only"
    named = _unsupported(element, said, responses)
    if named:
        return named
    if len(responses) > 1:
        return _kind_of_several(said, responses)
    first = responses[0]
    if said == "blanks" and first.kind == "response_lid":
        return "one blank"
    if first.is_typed:
        return _kind_of_typed(said, first, conditions)
    return "multiple" if first.is_multiple else "choice"


def _unsupported(element: etree._Element, said: str, responses: Sequence[Response]) -> str:
    kinds = {each.kind for each in responses}
    orders = (each.element.get("rcardinality", "").casefold() for each in responses)
    if "response_xy" in kinds:
        return "hot spot"
    if element.find("itemproc_extension/calculated") is not None:
        return "calculated"
    if "ordered" in orders:
        return "ordering"
    if said in _NAMED_ONLY:
        return said
    return "group" if "response_grp" in kinds else ""


def _kind_of_several(said: str, responses: Sequence[Response]) -> str:
    if all(each.is_typed for each in responses):
        return "blanks"
    if said in {"blanks", "drop-downs"}:
        return said
    have_prompts = all(
        each.kind == "response_lid" and not each.is_multiple and _prompt(each) is not None
        for each in responses
    )
    return "matching" if have_prompts else "several"


def _kind_of_typed(said: str, response: Response, conditions: Sequence[Condition]) -> str:
    scoring = [each for each in conditions if each.scores or each.is_marked_right]
    fib = response.element.find(".//render_fib")
    as_number = fib is not None and fib.get("fibtype", "").casefold() in {
        "decimal",
        "integer",
        "scientific",
    }
    if said == "numeric" or as_number or response.kind == "response_num":
        return "numeric"
    return "short" if any(each.values for each in scoring) else "essay"


def _prompt(response: Response) -> etree._Element | None:
    return response.element.find("material")
