"""What the schemas of QTI 2.1, its metadata, LOM and IMS CP 1.1 say of the elements that we write.

Written after the specification (IMS QTI 2.1 information model and XML binding), since the schemas'
own files are not ours to ship: which elements there are, in which order, with which attributes, and
where words may stand.
"""

import re
from collections.abc import Iterator

from lxml import etree

__all__ = ["CP", "FLOATS", "LOM", "METADATA", "NAME", "QTI", "problems_of_structure"]

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/LOM}"
METADATA = "{http://www.imsglobal.org/xsd/imsqti_metadata_v2p1}"

NO_ELEMENTS: frozenset[str] = frozenset()
HTML_LINES = frozenset(
    {"b", "br", "code", "em", "i", "img", "small", "span", "strong", "sub", "sup"}
)
HTML_BLOCKS = frozenset(
    {"blockquote", "div", "dl", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"}
)
FLOW = HTML_LINES | HTML_BLOCKS
LINES = (HTML_LINES - {"br", "img"}) | {"p", "h3", "h4", "h5", "h6", "dt", "caption"}
MIXED = {
    "value": NO_ELEMENTS,
    "baseValue": NO_ELEMENTS,
    **dict.fromkeys(LINES, HTML_LINES),
    "pre": HTML_LINES - {"img", "small", "sub", "sup"},
    **dict.fromkeys(("li", "dd", "td", "th"), FLOW),
    "div": FLOW | {"textEntryInteraction"},
    **dict.fromkeys(("simpleChoice", "simpleAssociableChoice", "modalFeedback"), FLOW),
}
"""Where words may stand, and which elements among them."""

EXPRESSION = (
    "(?:(?:baseValue|variable|correct|isNull|match|member|equal|stringMatch|multiple|mapResponse) )"
)
RULE = "(?:(?:setOutcomeValue|responseCondition) )"
MODELS = {
    "assessmentItem": (
        "(responseDeclaration )*(outcomeDeclaration )*(itemBody )?(responseProcessing )?"
        "(modalFeedback )*"
    ),
    "responseDeclaration": "(defaultValue )?(correctResponse )?(mapping )?",
    "outcomeDeclaration": "(defaultValue )?",
    "correctResponse": "(value )+",
    "mapping": "(mapEntry )+",
    "itemBody": "((div|choiceInteraction|matchInteraction) )*",
    "blockquote": f"(({'|'.join(sorted(HTML_BLOCKS))}) )*",
    "ul": "(li )*",
    "ol": "(li )*",
    "dl": "((dt|dd) )*",
    "table": "(caption )?(thead )?(tfoot )?(tbody )+",
    **dict.fromkeys(("thead", "tfoot", "tbody"), "(tr )+"),
    "tr": "((td|th) )*",
    "choiceInteraction": "(prompt )?(simpleChoice )+",
    "matchInteraction": "(prompt )?simpleMatchSet simpleMatchSet ",
    "simpleMatchSet": "(simpleAssociableChoice )*",
    "responseProcessing": f"{RULE}*",
    "responseCondition": "responseIf (responseElseIf )*(responseElse )?",
    "responseIf": f"{EXPRESSION}{RULE}*",
    "responseElseIf": f"{EXPRESSION}{RULE}*",
    "responseElse": f"{RULE}*",
    "setOutcomeValue": EXPRESSION,
    "isNull": EXPRESSION,
    **dict.fromkeys(("match", "member", "equal", "stringMatch"), f"{EXPRESSION}{EXPRESSION}"),
    "multiple": f"{EXPRESSION}*",
    **dict.fromkeys(("br", "img", "textEntryInteraction", "mapEntry"), ""),
    **dict.fromkeys(("variable", "correct", "mapResponse", "assessmentItemRef"), ""),
    "assessmentTest": "(outcomeDeclaration )*(testPart )+",
    "testPart": "(assessmentSection )+",
    "assessmentSection": "((assessmentItemRef|assessmentSection) )*",
}
"""Elements that hold elements only: each name with a space behind it, in the order allowed."""
CP_MODELS = {
    "manifest": "(metadata )?organizations resources ",
    "metadata": "(schema )?(schemaversion )?(lom )?(qtiMetadata )?",
    "organizations": "",
    "resources": "(resource )*",
    "resource": "(metadata )?(file )*(dependency )*",
    **dict.fromkeys(("file", "dependency"), ""),
}
CP_WORDS = {"schema", "schemaversion"}
LOM_MODELS = {
    "lom": "(general )?(lifeCycle )?(educational )?(relation )*(classification )*",
    "general": "(identifier )*(title )?(language )*(description )*(keyword )*",
    **dict.fromkeys(("title", "description", "keyword"), "(string )+"),
    "relation": "(kind )?(resource )?",
    "resource": "(identifier )*(description )*",
    "identifier": "(catalog )?(entry )?",
    **dict.fromkeys(("kind", "purpose"), "source value "),
    "classification": "(purpose )?(taxonPath )*(description )?(keyword )*",
    "taxonPath": "(source )?(taxon )*",
    "taxon": "(id )?(entry )?",
    "entry": "(string )*",
}
LOM_WORDS = {"entry", "string", "language", "catalog", "source", "value"}
METADATA_MODELS = {
    "qtiMetadata": (
        "(itemTemplate )?(timeDependent )?(composite )?(interactionType )*(feedbackType )?"
        "(solutionAvailable )?(toolName )?(toolVersion )?(toolVendor )?"
    )
}
METADATA_WORDS = {
    *("timeDependent", "interactionType", "feedbackType", "solutionAvailable", "toolName"),
}

NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
TRUTH = "true|false"
NATURAL = r"\d+"
FLOAT = r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"
ANY = r"(?s:.*)"
FILLED = r"(?s:.*\S.*)"
URI = r"[A-Za-z0-9_./-]+"
LANGUAGE = r"[a-z]{2}"
BASE_TYPES = "identifier|boolean|integer|float|string|point|pair|directedPair|duration|file|uri"
CARDINALITIES = "single|multiple|ordered|record"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ANYWHERE = {"class?": r"\S+( \S+)*", f"{XML_LANG}?": LANGUAGE}
VARIABLE = {"identifier": NAME, "cardinality": CARDINALITIES, "baseType": BASE_TYPES}
NAMING = {"identifier": NAME}
SPANNING = {"colspan?": NATURAL, "rowspan?": NATURAL}
ATTRIBUTES: dict[str, dict[str, str]] = {
    "assessmentItem": {
        "identifier": FILLED,
        "title": FILLED,
        "adaptive": TRUTH,
        "timeDependent": TRUTH,
        "toolName?": FILLED,
        f"{XML_LANG}?": LANGUAGE,
        "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation?": FILLED,
    },
    "responseDeclaration": VARIABLE,
    "outcomeDeclaration": VARIABLE,
    "mapping": {"defaultValue": FLOAT, "lowerBound?": FLOAT, "upperBound?": FLOAT},
    "mapEntry": {"mapKey": ANY, "mappedValue": FLOAT, "caseSensitive?": TRUTH},
    "choiceInteraction": {"responseIdentifier": NAME, "shuffle": TRUTH, "maxChoices": NATURAL},
    "matchInteraction": {"responseIdentifier": NAME, "shuffle": TRUTH, "maxAssociations": NATURAL},
    "textEntryInteraction": {"responseIdentifier": NAME, "expectedLength?": NATURAL} | ANYWHERE,
    "simpleChoice": {"identifier": NAME},
    "simpleAssociableChoice": {"identifier": NAME, "matchMax": NATURAL},
    "modalFeedback": {"outcomeIdentifier": NAME, "identifier": NAME, "showHide": "show|hide"},
    "baseValue": {"baseType": BASE_TYPES},
    **dict.fromkeys(("variable", "correct", "mapResponse", "setOutcomeValue"), NAMING),
    "equal": {"toleranceMode": "exact|absolute|relative", "tolerance?": FLOAT},
    "stringMatch": {"caseSensitive": TRUTH},
    "img": {"src": URI, "alt": ANY},
    "td": SPANNING,
    "th": SPANNING,
    **dict.fromkeys(("div", "span"), ANYWHERE),
    "assessmentTest": {"identifier": FILLED, "title": FILLED, "toolName?": FILLED},
    "testPart": {
        "identifier": NAME,
        "navigationMode": "linear|nonlinear",
        "submissionMode": "individual|simultaneous",
    },
    "assessmentSection": {"identifier": NAME, "title": ANY, "visible": TRUTH},
    "assessmentItemRef": {"identifier": NAME, "href": URI},
    "manifest": {"identifier": NAME},
    "resource": {"identifier": NAME, "type": FILLED, "href?": URI},
    "file": {"href": URI},
    "dependency": {"identifierref": NAME},
}
"""What attributes elements must and, with a question mark, may have, and what may stand in them."""
LOM_ATTRIBUTES = {"string": {"language?": LANGUAGE}}
VOCABULARIES = {
    "interactionType": "choiceInteraction|textEntryInteraction|matchInteraction",
    "feedbackType": "none|nonadaptive|adaptive",
    "timeDependent": TRUTH,
    "solutionAvailable": TRUTH,
}
FLOATS = re.compile(FLOAT)
SCHEMAS = {
    QTI: (MODELS, ATTRIBUTES, MIXED),
    CP: (CP_MODELS, ATTRIBUTES, dict.fromkeys(CP_WORDS, NO_ELEMENTS)),
    LOM: (LOM_MODELS, LOM_ATTRIBUTES, dict.fromkeys(LOM_WORDS, NO_ELEMENTS)),
    METADATA: (METADATA_MODELS, {}, dict.fromkeys(METADATA_WORDS, NO_ELEMENTS)),
}


def problems_of_structure(root: etree._Element) -> Iterator[str]:
    """Find what the schemas do not let an element hold or say, for it and all within it."""
    for element in root.iter():
        space, _, name = str(element.tag).rpartition("}")
        models, attributes, mixed = SCHEMAS[f"{space}}}"]
        if name not in models and name not in mixed:
            yield f"{name} is no element of {space[1:]}"
            continue
        yield from _content(element, name, models, mixed)
        yield from _attributes(element, name, attributes.get(name, {}))


def _content(
    element: etree._Element, name: str, models: dict[str, str], mixed: dict[str, frozenset[str]]
) -> Iterator[str]:
    children = [str(child.tag).rpartition("}")[2] for child in element]
    words = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if name in mixed and (name not in models or words):
        yield from (f"{name} holds {child}" for child in children if child not in mixed[name])
        if name in VOCABULARIES and not re.fullmatch(VOCABULARIES[name], words):
            yield f"{name} says “{words}”"
        return
    if words:
        yield f"{name} holds the words “{words}”"
    if not re.fullmatch(models[name], "".join(f"{child} " for child in children)):
        yield f"{name} holds {children}"


def _attributes(element: etree._Element, name: str, known: dict[str, str]) -> Iterator[str]:
    given = {str(key): str(value) for key, value in element.items()}
    for key, shape in known.items():
        value = given.pop(key.removesuffix("?"), None)
        if value is None and not key.endswith("?"):
            yield f"{name} lacks {key}"
        if value is not None and not re.fullmatch(shape, value):
            yield f"{key} of {name} is “{value}”"
    yield from (f"{name} has the attribute {key}" for key in given)
