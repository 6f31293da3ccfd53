"""The rules of QTI 2.1 and its packaging that can be checked without the schema's own file.

Taken from the specification (IMS QTI 2.1 information model and XML binding, IMS CP 1.1): the order
of elements, required attributes, identifiers, what belongs together, what refers to what.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from lxml import etree

__all__ = ["problems_of_item", "problems_of_package"]

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/LOM}"
METADATA = "{http://www.imsglobal.org/xsd/imsqti_metadata_v2p1}"
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")

ORDER = {
    "assessmentItem": [
        *("responseDeclaration", "outcomeDeclaration", "templateDeclaration"),
        *("templateProcessing", "stylesheet", "itemBody", "responseProcessing", "modalFeedback"),
    ],
    "responseDeclaration": ["defaultValue", "correctResponse", "mapping", "areaMapping"],
    "responseCondition": ["responseIf", "responseElseIf", "responseElse"],
    "choiceInteraction": ["prompt", "simpleChoice"],
    "matchInteraction": ["prompt", "simpleMatchSet"],
    "assessmentTest": ["outcomeDeclaration", "timeLimits", "stylesheet", "testPart"],
    "manifest": ["metadata", "organizations", "resources"],
    "resource": ["metadata", "file", "dependency"],
    "general": ["identifier", "title", "language", "description", "keyword"],
    "lom": ["general", "lifeCycle", "technical", "educational", "relation", "classification"],
    "classification": ["purpose", "taxonPath", "description", "keyword"],
    "relation": ["kind", "resource"],
    "qtiMetadata": [
        *("itemTemplate", "timeDependent", "composite", "interactionType", "feedbackType"),
        *("solutionAvailable", "toolName", "toolVersion", "toolVendor"),
    ],
}
REQUIRED = {
    "assessmentItem": {"identifier", "title", "adaptive", "timeDependent"},
    "responseDeclaration": {"identifier", "cardinality", "baseType"},
    "outcomeDeclaration": {"identifier", "cardinality", "baseType"},
    "mapping": {"defaultValue"},
    "mapEntry": {"mapKey", "mappedValue"},
    "choiceInteraction": {"responseIdentifier", "shuffle", "maxChoices"},
    "simpleChoice": {"identifier"},
    "matchInteraction": {"responseIdentifier", "shuffle", "maxAssociations"},
    "simpleAssociableChoice": {"identifier", "matchMax"},
    "textEntryInteraction": {"responseIdentifier"},
    "modalFeedback": {"outcomeIdentifier", "identifier", "showHide"},
    "baseValue": {"baseType"},
    "variable": {"identifier"},
    "correct": {"identifier"},
    "mapResponse": {"identifier"},
    "setOutcomeValue": {"identifier"},
    "equal": {"toleranceMode"},
    "stringMatch": {"caseSensitive"},
    "img": {"src", "alt"},
    "assessmentTest": {"identifier", "title"},
    "testPart": {"identifier", "navigationMode", "submissionMode"},
    "assessmentSection": {"identifier", "title", "visible"},
    "assessmentItemRef": {"identifier", "href"},
    "manifest": {"identifier"},
    "resource": {"identifier", "type"},
    "file": {"href"},
    "dependency": {"identifierref"},
}
SHAPES = {
    "choiceInteraction": {("single", "identifier"), ("multiple", "identifier")},
    "textEntryInteraction": {("single", "string"), ("single", "float"), ("single", "integer")},
    "matchInteraction": {("multiple", "directedPair")},
}
OPERANDS = {"match": 2, "equal": 2, "member": 2, "stringMatch": 2, "isNull": 1}
HTML_BLOCKS = {
    *("address", "blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p"),
    *("pre", "table", "ul"),
}
HTML_INLINE = {
    *("a", "abbr", "acronym", "b", "big", "br", "cite", "code", "dfn", "em", "i", "img", "kbd"),
    *("object", "q", "samp", "small", "span", "strong", "sub", "sup", "tt", "var"),
}
HTML_PARTS = {
    *("caption", "col", "colgroup", "dd", "dt", "li", "tbody", "td", "tfoot", "th", "thead", "tr"),
}
FLOATS = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def problems_of_item(root: etree._Element) -> Iterator[str]:
    """Find what the specification does not allow in an item."""
    if root.tag != f"{QTI}assessmentItem":
        yield f"the root is {root.tag}"
    yield from _general(root, {QTI})
    yield from _body(root)
    yield from _values(root)
    yield from _processing(root)


def problems_of_package(members: Mapping[str, bytes]) -> Iterator[str]:
    """Find what is wrong with a package, its test and all its items."""
    root = etree.fromstring(members["imsmanifest.xml"])
    yield from _general(root, {CP, LOM, METADATA})
    resources = {each.get("identifier"): each for each in root.iter(f"{CP}resource")}
    if len(resources) != len(list(root.iter(f"{CP}resource"))):
        yield "an identifier of a resource stands twice"
    for name, resource in resources.items():
        yield from _identifier(name or "", "resource")
        files = [each.get("href") for each in resource.iter(f"{CP}file")]
        if resource.get("href") not in files:
            yield f"{name}: its own document is none of its files"
        yield from (f"{name}: {href} is missing" for href in files if href not in members)
        for each in resource.iter(f"{CP}dependency"):
            if each.get("identifierref") not in resources:
                yield f"{name}: it depends on nothing"
    declared = {each.get("href") for each in root.iter(f"{CP}file")}
    yield from (f"{name} is in no resource" for name in {*members} - declared - {"imsmanifest.xml"})
    for resource in resources.values():
        href = resource.get("href", "")
        document = etree.fromstring(members[href])
        if resource.get("type") == "imsqti_test_xmlv2p1":
            yield from _test(document, href, members)
        else:
            yield from (f"{href}: {problem}" for problem in problems_of_item(document))
            files = {each.get("href") for each in resource.iter(f"{CP}file")}
            yield from _pictures(document, href, files, members, resource.get("type", ""))


def _test(root: etree._Element, href: str, members: Mapping[str, bytes]) -> Iterator[str]:
    yield from _general(root, {QTI})
    names = [each.get("identifier") or "" for each in root.iter() if each.get("identifier")]
    for each in root.iter(f"{QTI}assessmentItemRef"):
        yield from _identifier(each.get("identifier", ""), "assessmentItemRef")
        if normpath(join(dirname(href), each.get("href", ""))) not in members:
            yield f"{href}: {each.get('href')} is missing"
    if len(names) != len(set(names)):
        yield f"{href}: an identifier stands twice"


def _pictures(
    document: etree._Element,
    href: str,
    files: set[str | None],
    members: Mapping[str, bytes],
    kind: str,
) -> Iterator[str]:
    for image in document.iter(f"{QTI}img"):
        name = normpath(join(dirname(href), image.get("src", "")))
        if name not in members:
            yield f"{href}: {name} is missing"
        elif kind.startswith("imsqti_item") and name not in files:
            yield f"{href}: {name} is not declared"


def _general(root: etree._Element, spaces: set[str]) -> Iterator[str]:
    for element in root.iter():
        space, _, name = str(element.tag).rpartition("}")
        if f"{space}}}" not in spaces:
            yield f"{name} is in the namespace {space}"
        missing = REQUIRED.get(name, set()) - set(map(str, element.attrib))
        # LOM has a resource of its own.
        if missing and not (name == "resource" and f"{space}}}" == LOM):
            yield f"{name} lacks {sorted(missing)}"
        order = ORDER.get(name)
        if order is not None and not (name == "resource" and f"{space}}}" == LOM):
            names = [str(child.tag).rpartition("}")[2] for child in element]
            if any(each not in order for each in names):
                yield f"{name} holds {names}"
            elif names != sorted(names, key=order.index):
                yield f"{name} holds its elements in the order {names}"


def _body(root: etree._Element) -> Iterator[str]:
    body = root.find(f"{QTI}itemBody")
    if body is None:
        yield "there is no body"
        return
    blocks = HTML_BLOCKS | {"choiceInteraction", "matchInteraction"}
    for child in body:
        if _name(child) not in blocks:
            yield f"{_name(child)} is no block"
        if (child.tail or "").strip():
            yield "there are words between the blocks"
    known = HTML_BLOCKS | HTML_INLINE | HTML_PARTS
    structure = {
        *("choiceInteraction", "simpleChoice", "textEntryInteraction", "matchInteraction"),
        *("simpleMatchSet", "simpleAssociableChoice"),
    }
    parts = [body, *root.iter(f"{QTI}modalFeedback")]
    for element in (each for part in parts for each in part.iter()):
        if element not in parts and _name(element) not in known | structure:
            yield f"{_name(element)} is no element of a body"
        if _name(element) in HTML_INLINE | {"p", "h3"} and any(
            _name(child) in HTML_BLOCKS for child in element
        ):
            yield f"{_name(element)} holds a block"
    interactions = [each for each in body.iter() if _name(each).endswith("Interaction")]
    if len(interactions) != 1:
        yield f"there are {len(interactions)} interactions"


def _values(root: etree._Element) -> Iterator[str]:
    declared = {each.get("identifier"): each for each in root.iter(f"{QTI}responseDeclaration")}
    yield from (each for name in declared for each in _identifier(name or "", "response"))
    body = root.find(f"{QTI}itemBody")
    for each in () if body is None else body.iter():
        if not _name(each).endswith("Interaction"):
            continue
        response = declared.get(each.get("responseIdentifier"))
        if response is None:
            yield f"{_name(each)} refers to no response"
            continue
        shape = (response.get("cardinality"), response.get("baseType"))
        if shape not in SHAPES[_name(each)]:
            yield f"{_name(each)} has the shape {shape}"
        yield from _correct(each, response)


def _correct(interaction: etree._Element, response: etree._Element) -> Iterator[str]:
    choices = [each.get("identifier", "") for each in interaction.iter() if each.get("identifier")]
    yield from (problem for name in choices for problem in _identifier(name, "choice"))
    if len(choices) != len(set(choices)):
        yield "a choice stands twice"
    values = [each.text or "" for each in response.iter(f"{QTI}value")]
    keys = [each.get("mapKey", "") for each in response.iter(f"{QTI}mapEntry")]
    if len(keys) != len(set(keys)):
        yield "a key of the mapping stands twice"
    if response.get("cardinality") == "single" and len(values) != 1:
        yield f"there are {len(values)} right values"
    kind = response.get("baseType")
    for value in values + keys:
        if kind == "identifier" and value not in choices:
            yield f"{value} is no choice"
        if kind == "directedPair" and not set(value.split()) <= set(choices):
            yield f"{value} is no pair of choices"
        if kind == "float" and not FLOATS.fullmatch(value):
            yield f"{value} is no number"
    maximum = interaction.get("maxChoices")
    if response.get("cardinality") == "single" and maximum not in {None, "1"}:
        yield "several choices make no single value"
    numbers = [each.get("mappedValue", "") for each in response.iter(f"{QTI}mapEntry")]
    yield from (f"{each} is no number" for each in numbers if not FLOATS.fullmatch(each))


def _processing(root: etree._Element) -> Iterator[str]:
    outcomes = {each.get("identifier") for each in root.iter(f"{QTI}outcomeDeclaration")}
    responses = {each.get("identifier") for each in root.iter(f"{QTI}responseDeclaration")}
    for each in root.iter(f"{QTI}setOutcomeValue"):
        if each.get("identifier") not in outcomes:
            yield f"{each.get('identifier')} is no outcome"
        if len(each) != 1:
            yield "an outcome is set to one value"
    for each in root.iter(f"{QTI}variable", f"{QTI}correct", f"{QTI}mapResponse"):
        if each.get("identifier") not in outcomes | responses:
            yield f"{each.get('identifier')} is no variable"
    for each in root.iter(f"{QTI}responseCondition"):
        if [_name(child) for child in each][:1] != ["responseIf"]:
            yield "a condition begins with responseIf"
    yield from _operands(root)
    yield from _feedback(root, outcomes)


def _operands(root: etree._Element) -> Iterator[str]:
    for each in root.iter():
        if len(each) != OPERANDS.get(_name(each), len(each)):
            yield f"{_name(each)} has {len(each)} operands"
    for each in root.iter(f"{QTI}equal"):
        tolerance = each.get("tolerance", "0" if each.get("toleranceMode") == "exact" else "")
        if not FLOATS.fullmatch(tolerance):
            yield f"the tolerance is {tolerance}"


def _feedback(root: etree._Element, outcomes: set[str | None]) -> Iterator[str]:
    said = [each.get("identifier", "") for each in root.iter(f"{QTI}modalFeedback")]
    shown = {
        value.text
        for each in root.iter(f"{QTI}setOutcomeValue")
        for value in each.iter(f"{QTI}baseValue")
        if value.get("baseType") == "identifier"
    }
    if set(said) != shown:
        yield f"{said} is said and {sorted(map(str, shown))} shown"
    for each in root.iter(f"{QTI}modalFeedback"):
        if each.get("outcomeIdentifier") not in outcomes:
            yield "feedback belongs to no outcome"


def _identifier(name: str, where: str) -> Iterator[str]:
    if not IDENTIFIER.fullmatch(name):
        yield f"“{name}” is no identifier of a {where}"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
