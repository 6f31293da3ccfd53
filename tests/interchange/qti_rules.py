"""The rules of QTI 2.1 and its packaging that no schema says: what refers to what, and how.

Taken from the specification (IMS QTI 2.1 information model, IMS CP 1.1). With each document goes
what its schema says (`qti_schema`).
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from lxml import etree
from qti_schema import CP, FLOATS, NAME, QTI, problems_of_structure

__all__ = ["problems_of_item", "problems_of_package"]

TYPES = {"imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1", "webcontent"}
SHAPES = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "textEntryInteraction": {("single", "string"), ("single", "float"), ("single", "integer")},
    "matchInteraction": {("multiple", "directedPair")},
}
VALUES = {
    "identifier": re.compile(NAME),
    "directedPair": re.compile(f"{NAME} {NAME}"),
    "float": FLOATS,
    "string": re.compile("(?s:.*)"),
}


def problems_of_item(root: etree._Element) -> Iterator[str]:
    """Find what the specification does not allow in an item."""
    if root.tag != f"{QTI}assessmentItem":
        yield f"the root is {root.tag}"
    yield from problems_of_structure(root)
    yield from _names(root)
    yield from _interaction(root)
    yield from _processing(root)
    yield from _operands(root)
    yield from _feedback(root)


def problems_of_package(members: Mapping[str, bytes]) -> Iterator[str]:
    """Find what is wrong with a package, its test and all its items."""
    root = etree.fromstring(members["imsmanifest.xml"])
    yield from problems_of_structure(root)
    listed = list(root.iter(f"{CP}resource"))
    resources = {each.get("identifier", ""): each for each in listed}
    if len({*resources, root.get("identifier")}) != len(listed) + 1:
        yield "an identifier of the manifest stands twice"
    for name, resource in resources.items():
        yield from (f"{name}: {problem}" for problem in _resource(resource, resources, members))
    declared = {each.get("href") for each in root.iter(f"{CP}file")}
    yield from (f"{name} is in no resource" for name in {*members} - declared - {"imsmanifest.xml"})
    tests = [each for each in listed if each.get("type") == "imsqti_test_xmlv2p1"]
    items = {each.get("href") for each in listed if each.get("type") == "imsqti_item_xmlv2p1"}
    yield from (f"there are {len(tests)} tests" for _ in [0] if len(tests) != 1)
    for test in tests:
        yield from _test(test.get("href", ""), members, items)


def _resource(
    resource: etree._Element,
    resources: Mapping[str, etree._Element],
    members: Mapping[str, bytes],
) -> Iterator[str]:
    href, kind = resource.get("href", ""), resource.get("type", "")
    files = [each.get("href", "") for each in resource.iter(f"{CP}file")]
    if kind not in TYPES:
        yield f"its type is {kind}"
    if href not in files:
        yield "its own document is none of its files"
    if len(files) != len(set(files)):
        yield "a file stands twice"
    yield from (f"{each} is missing" for each in files if each not in members)
    needed = [each.get("identifierref") for each in resource.iter(f"{CP}dependency")]
    yield from (f"{each} is no resource" for each in needed if each not in resources)
    if href in members and href.endswith(".xml") and kind != "imsqti_test_xmlv2p1":
        document = etree.fromstring(members[href])
        yield from problems_of_item(document)
        for image in document.iter(f"{QTI}img"):
            name = normpath(join(dirname(href), image.get("src", "")))
            if name not in members:
                yield f"{name} is missing"
            elif kind.startswith("imsqti_item") and name not in files:
                yield f"{name} is not declared"


def _test(href: str, members: Mapping[str, bytes], items: set[str | None]) -> Iterator[str]:
    root = etree.fromstring(members[href])
    if root.tag != f"{QTI}assessmentTest":
        yield f"the root of the test is {root.tag}"
    yield from problems_of_structure(root)
    yield from _names(root)
    references = [each.get("href", "") for each in root.iter(f"{QTI}assessmentItemRef")]
    found = [normpath(join(dirname(href), each)) for each in references]
    if sorted(found) != sorted(map(str, items)):
        yield f"the test asks {found}, and the items are {items}"


def _names(root: etree._Element) -> Iterator[str]:
    """Find names of declarations, choices and parts of a test that stand twice."""
    naming = (
        *("responseDeclaration", "outcomeDeclaration", "simpleChoice", "simpleAssociableChoice"),
        *("testPart", "assessmentSection", "assessmentItemRef"),
    )
    names = [each.get("identifier") for name in naming for each in root.iter(f"{QTI}{name}")]
    yield from (f"{name} is named twice" for name in {*names} if names.count(name) > 1)


def _interaction(root: etree._Element) -> Iterator[str]:
    declared = {each.get("identifier"): each for each in root.iter(f"{QTI}responseDeclaration")}
    interactions = [each for each in root.iter() if _name(each).endswith("Interaction")]
    if len(interactions) != 1 or len(declared) != 1:
        yield f"there are {len(interactions)} interactions and {len(declared)} responses"
    for each in interactions:
        response = declared.get(each.get("responseIdentifier"))
        if response is None:
            yield f"{_name(each)} refers to no response"
            continue
        shape = (response.get("cardinality"), response.get("baseType"))
        if shape not in SHAPES[_name(each)]:
            yield f"{_name(each)} has the shape {shape}"
        yield from _correct(each, response)
        yield from _bounds(each, response)


def _correct(interaction: etree._Element, response: etree._Element) -> Iterator[str]:
    """Find values and keys of the mapping that no response can have."""
    sets = [
        {each.get("identifier", "") for each in parent.iter() if each.get("identifier")}
        for parent in interaction.findall(f"{QTI}simpleMatchSet") or [interaction]
    ]
    values = [each.text or "" for each in response.iter(f"{QTI}value")]
    keys = [each.get("mapKey", "") for each in response.iter(f"{QTI}mapEntry")]
    if len(keys) != len(set(keys)) or len(values) != len(set(values)):
        yield "a value or a key of the mapping stands twice"
    if response.get("cardinality") == "single" and len(values) != 1:
        yield f"there are {len(values)} right values"
    kind = response.get("baseType", "")
    for value in values + keys:
        if not VALUES[kind].fullmatch(value):
            yield f"{value} is no {kind}"
        elif kind == "identifier" and value not in sets[0]:
            yield f"{value} is no choice"
        elif kind == "directedPair" and not all(
            name in choices for name, choices in zip(value.split(), sets, strict=True)
        ):
            yield f"{value} is no pair of choices"


def _bounds(interaction: etree._Element, response: etree._Element) -> Iterator[str]:
    """Find bounds that the right answer itself would break."""
    right = len(list(response.iter(f"{QTI}value")))
    for name in ("maxChoices", "maxAssociations"):
        maximum = int(interaction.get(name, "0"))
        if maximum and maximum < right:
            yield f"{name} is {maximum}, and {right} are right"
    if response.get("cardinality") == "single" and interaction.get("maxChoices") not in {None, "1"}:
        yield "several choices make no single value"
    used = [name for each in response.iter(f"{QTI}value") for name in (each.text or "").split()]
    for choice in interaction.iter(f"{QTI}simpleAssociableChoice"):
        maximum = int(choice.get("matchMax", "0"))
        if maximum and used.count(choice.get("identifier", "")) > maximum:
            yield f"{choice.get('identifier')} may be matched {maximum} times"


def _processing(root: etree._Element) -> Iterator[str]:
    """Find variables that nothing declares, and rules that need what is not declared."""
    outcomes = {each.get("identifier"): each for each in root.iter(f"{QTI}outcomeDeclaration")}
    responses = {each.get("identifier"): each for each in root.iter(f"{QTI}responseDeclaration")}
    for each in root.iter(f"{QTI}setOutcomeValue"):
        outcome = outcomes.get(each.get("identifier"))
        if outcome is None:
            yield f"{each.get('identifier')} is no outcome"
        elif {_shape(value, root) for value in each} != {_declared(outcome)}:
            yield f"{each.get('identifier')} is set to {[_shape(value, root) for value in each]}"
    for each in root.iter(f"{QTI}variable"):
        if each.get("identifier") not in {*outcomes, *responses}:
            yield f"{each.get('identifier')} is no variable"
    for name, part in (("correct", "correctResponse"), ("mapResponse", "mapping")):
        for each in root.iter(f"{QTI}{name}"):
            response = responses.get(each.get("identifier"))
            if response is None or response.find(f"{QTI}{part}") is None:
                yield f"{name} finds no {part}"


def _operands(root: etree._Element) -> Iterator[str]:
    """Find values of another type than they say, and operands that do not go together."""
    for each in root.iter(f"{QTI}baseValue"):
        if not VALUES[each.get("baseType", "")].fullmatch(each.text or ""):
            yield f"{each.text} is no {each.get('baseType')}"
    for name in ("match", "equal", "stringMatch", "member"):
        for each in root.iter(f"{QTI}{name}"):
            (first, kind), (second, other) = (_shape(part, root) for part in each)
            wanted = ("single", "multiple") if name == "member" else (first, first)
            if kind != other or (first, second) != wanted:
                yield f"{name} has operands of {first} {kind} and {second} {other}"
            if (name == "equal" and kind != "float") or (
                name == "stringMatch" and kind != "string"
            ):
                yield f"{name} compares what is {kind}"
    for each in root.iter(f"{QTI}equal"):
        if (each.get("toleranceMode") == "exact") is ("tolerance" in each.attrib):
            yield f"the tolerance of {each.get('toleranceMode')} is {each.get('tolerance')}"


def _feedback(root: etree._Element) -> Iterator[str]:
    outcomes = {each.get("identifier"): each for each in root.iter(f"{QTI}outcomeDeclaration")}
    said = [each.get("identifier", "") for each in root.iter(f"{QTI}modalFeedback")]
    shown = {
        value.text
        for each in root.iter(f"{QTI}setOutcomeValue")
        for value in each.iter(f"{QTI}baseValue")
        if value.get("baseType") == "identifier"
    }
    if {*said} != shown or len(said) != len(shown):
        yield f"{said} is said and {sorted(map(str, shown))} shown"
    for each in root.iter(f"{QTI}modalFeedback"):
        outcome = outcomes.get(each.get("outcomeIdentifier"))
        if outcome is None or outcome.get("baseType") != "identifier":
            yield "feedback belongs to no outcome"


def _shape(expression: etree._Element, root: etree._Element) -> tuple[str | None, str | None]:
    """Give the cardinality and the base type of an expression's value."""
    match _name(expression):
        case "baseValue":
            return "single", expression.get("baseType")
        case "variable" | "correct":
            name = expression.get("identifier")
            declarations = root.iter(f"{QTI}responseDeclaration", f"{QTI}outcomeDeclaration")
            found = (_declared(each) for each in declarations if each.get("identifier") == name)
            return next(found, (None, None))
        case "mapResponse":
            return "single", "float"
        case "multiple":
            return "multiple", _shape(expression[-1], root)[1]
        case _:
            return "single", "boolean"


def _declared(declaration: etree._Element) -> tuple[str | None, str | None]:
    return declaration.get("cardinality"), declaration.get("baseType")


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
