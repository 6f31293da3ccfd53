"""The manifest of a package (`imsmanifest.xml`): its resources, and what it says of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from quizapp.domain.items import Source
from quizapp.errors import InvalidInputError
from quizapp.interchange.qti.trees import without_namespaces

__all__ = ["ASIDE", "BASED_ON", "MANIFEST", "PATH_PURPOSE", "Resource", "read_manifest"]

MANIFEST = "imsmanifest.xml"
PATH_PURPOSE = "discipline"
"""The purpose (as LOM says) of the classification that files an item under its category."""
BASED_ON = "isbasedon"
"""The kind of the relation (as LOM says) to the source of an item."""
ASIDE = "webcontent"
"""The type of resources that are mere files to other systems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource: a document with the names of others that it needs.

    `tags` are its keywords, `category` the groups that it is filed under, outermost first, `source`
    what it says it is based on.
    """

    identifier: str
    type: str
    href: str
    files: tuple[str, ...]
    dependencies: tuple[str, ...]
    tags: tuple[str, ...]
    category: tuple[str, ...]
    source: Source | None


def read_manifest(root: etree._Element) -> Mapping[str, Resource]:
    """Read the resources by their identifiers, in their order."""
    without_namespaces(root)
    found = (_resource(each) for each in root.iterfind("resources/resource"))
    return {each.identifier: each for each in found}


def _resource(element: etree._Element) -> Resource:
    files = tuple(each.get("href", "") for each in element.iterfind("file"))
    return Resource(
        identifier=element.get("identifier", ""),
        type=element.get("type", ""),
        href=element.get("href", "") or next(iter(files), ""),
        files=files,
        dependencies=tuple(
            each.get("identifierref", "") for each in element.iterfind("dependency")
        ),
        tags=tuple(_strings(element, "metadata/lom/general/keyword")),
        category=tuple(_category(element)),
        source=_source(element),
    )


def _strings(element: etree._Element, path: str) -> Iterator[str]:
    for each in element.iterfind(path):
        for text in each.iter("string", "langstring"):
            found = " ".join((text.text or "").split())
            if found:
                yield found


def _category(element: etree._Element) -> Iterator[str]:
    for each in element.iterfind("metadata/lom/classification"):
        if each.findtext("purpose/value") == PATH_PURPOSE:
            yield from _strings(each, "taxonPath/taxon/entry")
            return


def _source(element: etree._Element) -> Source | None:
    for relation in element.iterfind("metadata/lom/relation"):
        if relation.findtext("kind/value") == BASED_ON:
            url = (relation.findtext("resource/identifier/entry") or "").strip()
            # Either may be empty: the place says which it is.
            described = relation.iterfind("resource/description")
            said = ["".join(map(str, each.itertext())) for each in described]
            title, name, *_ = [*(" ".join(each.split()) for each in said), "", ""]
            try:
                return Source(title=title, url=url, name=name)
            except InvalidInputError:
                return None
    return None
