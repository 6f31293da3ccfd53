"""The manifest and the test of a package of QTI 2.1: what is in it, in which order, about what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from quizapp.domain.items import Source
from quizapp.interchange.qti.manifests import ASIDE, BASED_ON, PATH_PURPOSE
from quizapp.interchange.qti.markup_writer import QTI, xml_text
from quizapp.interchange.qti.qti2 import OURS

__all__ = ["ItemEntry", "write_manifest", "write_test"]

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_METADATA = "http://www.imsglobal.org/xsd/imsqti_metadata_v2p1"
_LOM_SOURCE = "LOMv1.0"
_ITEM_TYPE = "imsqti_item_xmlv2p1"
_TEST_TYPE = "imsqti_test_xmlv2p1"
_TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """An item of a package as the manifest tells of it.

    `name` is its identifier there, `pictures` are the addresses of its pictures, `beside`
    (name, address) of its translations and of what is noted about it.
    """

    name: str
    title: str
    language: str
    href: str
    interaction: str
    has_feedback: bool
    tags: Sequence[str]
    category: Sequence[str]
    source: Source | None
    pictures: Sequence[str]
    beside: Sequence[tuple[str, str]]


def write_test(title: str, entries: Sequence[ItemEntry]) -> bytes:
    """Write a test of all items in their order."""
    root = etree.Element(
        f"{{{QTI}}}assessmentTest",
        {"identifier": _TEST, "title": xml_text(title) or "?", "toolName": OURS},
        nsmap={None: QTI},  # type: ignore[dict-item]  # the stubs know no default
    )
    part = _add(
        root,
        QTI,
        "testPart",
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="simultaneous",
    )
    section = _add(part, QTI, "assessmentSection", identifier="section", title="", visible="true")
    for entry in entries:
        _add(section, QTI, "assessmentItemRef", identifier=entry.name, href=entry.href)
    return _written(root)


def write_manifest(title: str, test_href: str, entries: Sequence[ItemEntry]) -> bytes:
    """Write the manifest of a package with a test."""
    root = etree.Element(
        f"{{{_CP}}}manifest",
        {"identifier": "package"},
        nsmap={None: _CP, "imsmd": _LOM, "imsqti": _METADATA},  # type: ignore[dict-item]  # as above
    )
    metadata = _add(root, _CP, "metadata")
    _add(metadata, _CP, "schema").text = "QTIv2.1 Package"
    _add(metadata, _CP, "schemaversion").text = "1.0.0"
    general = _add(_add(metadata, _LOM, "lom"), _LOM, "general")
    _add_string(_add(general, _LOM, "title"), title)
    _add(root, _CP, "organizations")
    resources = _add(root, _CP, "resources")
    test = _add_resource(resources, _TEST, _TEST_TYPE, test_href)
    for entry in entries:
        _add(test, _CP, "dependency", identifierref=entry.name)
    for entry in entries:
        _add_item(resources, entry)
    return _written(root)


def _add_item(resources: etree._Element, entry: ItemEntry) -> None:
    resource = _add(
        resources, _CP, "resource", identifier=entry.name, type=_ITEM_TYPE, href=entry.href
    )
    metadata = _add(resource, _CP, "metadata")
    _add_lom(metadata, entry)
    _add_qti_metadata(metadata, entry)
    for href in (entry.href, *entry.pictures):
        _add(resource, _CP, "file", href=href)
    for name, _ in entry.beside:
        _add(resource, _CP, "dependency", identifierref=name)
    for name, href in entry.beside:
        _add_resource(resources, name, ASIDE, href)


def _add_resource(resources: etree._Element, name: str, kind: str, href: str) -> etree._Element:
    resource = _add(resources, _CP, "resource", identifier=name, type=kind, href=href)
    _add(resource, _CP, "file", href=href)
    return resource


def _add_lom(metadata: etree._Element, entry: ItemEntry) -> None:
    lom = _add(metadata, _LOM, "lom")
    general = _add(lom, _LOM, "general")
    _add_string(_add(general, _LOM, "title"), entry.title, language=entry.language)
    _add(general, _LOM, "language").text = entry.language
    for tag in entry.tags:
        _add_string(_add(general, _LOM, "keyword"), tag)
    if entry.source is not None:
        _add_source(_add(lom, _LOM, "relation"), entry.source)
    if entry.category:
        classification = _add(lom, _LOM, "classification")
        _add_vocabulary(classification, "purpose", PATH_PURPOSE)
        path = _add(classification, _LOM, "taxonPath")
        for group in entry.category:
            _add_string(_add(_add(path, _LOM, "taxon"), _LOM, "entry"), group)


def _add_source(relation: etree._Element, source: Source) -> None:
    _add_vocabulary(relation, "kind", BASED_ON)
    resource = _add(relation, _LOM, "resource")
    if source.url:
        identifier = _add(resource, _LOM, "identifier")
        _add(identifier, _LOM, "catalog").text = "URI"
        _add(identifier, _LOM, "entry").text = source.url
    for text in (source.title, source.name):
        _add_string(_add(resource, _LOM, "description"), text)


def _add_qti_metadata(metadata: etree._Element, entry: ItemEntry) -> None:
    own = _add(metadata, _METADATA, "qtiMetadata")
    said: Mapping[str, str] = {
        "timeDependent": "false",
        "interactionType": entry.interaction,
        "feedbackType": "nonadaptive" if entry.has_feedback else "none",
        "solutionAvailable": "true",
        "toolName": OURS,
    }
    for name, text in said.items():
        _add(own, _METADATA, name).text = text


def _add_vocabulary(parent: etree._Element, name: str, value: str) -> None:
    element = _add(parent, _LOM, name)
    _add(element, _LOM, "source").text = _LOM_SOURCE
    _add(element, _LOM, "value").text = value


def _add_string(parent: etree._Element, text: str, *, language: str = "") -> None:
    attributes = {"language": language} if language else {}
    _add(parent, _LOM, "string", **attributes).text = xml_text(text)


def _add(parent: etree._Element, space: str, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{space}}}{name}", attributes)


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
