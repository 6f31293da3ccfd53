"""Packages of QTI: zip files with documents, their files, and a manifest that says what is what.

Documents are found through the manifest; those that it does not name, and all of them where there
is none, by looking at them. A test (2.x, 3.0) says in which order its items come, and its sections
become categories.

A second language of ours
=========================

QTI has no place for the same item in two languages. In packages that we write the item is in the
main language, and for each other one the folder `translations` has another item of the same
identifier with its texts, marked by `xml:lang`. In the manifest that is a resource of the type
`webcontent`, which other systems leave alone, and the item depends on it. In the same way the
folder `supplements` has what else QTI has no place for.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from quizapp.domain.items import Stimulus
from quizapp.errors import N_, InvalidInputError, Problem, QuestionFileError
from quizapp.interchange.archives import Archive, is_archive, open_archive
from quizapp.interchange.banks import (
    Action,
    FileFormat,
    ItemBank,
    Place,
    Reading,
    SourceFile,
    WrittenFile,
)
from quizapp.interchange.drafts import ReadingBuilder, TooManyError
from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.qti import qti2, qti12, writer
from quizapp.interchange.qti.manifests import ASIDE, MANIFEST, Resource, read_manifest
from quizapp.interchange.qti.members import Members
from quizapp.interchange.qti.qti2 import Document2, ItemDocument
from quizapp.interchange.qti.stimuli import stimulus_of
from quizapp.interchange.qti.texts import TextReader
from quizapp.interchange.qti.translations import merged
from quizapp.interchange.qti.trees import without_namespaces
from quizapp.interchange.supplements import SUPPLEMENT_MAXIMUM
from quizapp.interchange.whole_files import write_whole
from quizapp.interchange.xml_files import parse_xml, root_name

__all__ = ["FORMAT"]

NAME = "qti-package"
MEDIA_TYPE = "application/zip"

_ENDS = (".xml", ".qti")
_HEAD = 16_384
_LOOKED_INTO = 40
"""So many members are looked into to recognise a package that has no manifest."""
_OFFICE = "[Content_Types].xml"
_ROOTS = qti2.ROOTS | {qti12.ROOT}
_PLAIN_COPY = "assessment_qti.xml"
_FULL_COPIES = "non_cc_assessments/"


def recognises(source: SourceFile) -> bool:
    """Whether this is a package with a manifest, or with documents of QTI."""
    if not is_archive(source.data):
        return False
    try:
        archive = open_archive(source)
        if _OFFICE in archive:
            return False
        if _manifest_name(archive) is not None:
            return True
        return any(_root(archive, name) in _ROOTS for name in _documents(archive)[:_LOOKED_INTO])
    except QuestionFileError:
        return False


def read(source: SourceFile) -> Reading:
    """Read a package. Raises `QuestionFileError` where it is damaged or has no question."""
    package = _Package(open_archive(source), ReadingBuilder(NAME, source.filename))
    package.read()
    reading = package.builder.reading(package.title)
    if not reading.items and not reading.findings:
        raise QuestionFileError([Problem(N_("There is no question here."), file=source.filename)])
    return reading


def write(bank: ItemBank) -> WrittenFile:
    """Write a package; what it cannot carry is a finding."""
    return write_whole(bank, writer.write, read)


def _manifest_name(archive: Archive) -> str | None:
    """Find the manifest: the one that is least deep, since folders are zipped as a whole, too."""
    found = [name for name in archive if posixpath.basename(name).casefold() == MANIFEST]
    return min(found, key=lambda name: name.count("/"), default=None)


def _documents(archive: Archive) -> list[str]:
    names = [name for name in archive if name.casefold().endswith(_ENDS)]
    # Canvas writes a test twice; the copy that is no Common Cartridge says all.
    full = {posixpath.basename(name).partition(".")[0] for name in names if _FULL_COPIES in name}
    return [
        name
        for name in names
        if not (name.endswith(_PLAIN_COPY) and posixpath.dirname(name).rpartition("/")[2] in full)
        and not name.startswith("__MACOSX/")
    ]


def _root(archive: Archive, name: str) -> str:
    return root_name(SourceFile(archive[name][:_HEAD], name))


@dataclass(slots=True)
class _Package:
    archive: Archive
    builder: ReadingBuilder
    title: str = ""
    _members: Members = field(init=False)
    _resources: Mapping[str, Resource] = field(default_factory=dict)
    _by_member: dict[str, Resource] = field(default_factory=dict)
    _sections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _passages: dict[str, tuple[Stimulus | None, MarkedText]] = field(default_factory=dict)
    _manifest: str = MANIFEST
    _number: int = 0

    def __post_init__(self) -> None:
        self._members = Members(self.archive)

    def read(self) -> None:
        """Read all documents of the package."""
        self._read_manifest()
        roots = self._roots()
        for name, root in roots.items():
            if root in qti2.TEST_ROOTS:
                self._guarded(self._read_test, name)
        aside = self._translations()
        rest = [name for name in roots if name not in aside and name not in self._sections]
        for name in (*self._sections, *rest):
            if roots.get(name) == qti12.ROOT:
                self._guarded(self._read_document12, name)
            elif roots.get(name) in qti2.ITEM_ROOTS:
                self._guarded(self._read_item, name)

    def _read_manifest(self) -> None:
        name = _manifest_name(self.archive)
        if name is None:
            return
        self._manifest = name
        try:
            root = parse_xml(SourceFile(self.archive[name], name))
        except QuestionFileError as error:
            self._note_unreadable(name, error)
            return
        self._resources = read_manifest(root)
        for resource in self._resources.values():
            member = self._member(resource.href)
            if member is not None:
                self._by_member[member] = resource

    def _member(self, href: str) -> str | None:
        return self._members.name(href, self._manifest) if href else None

    def _roots(self) -> dict[str, str]:
        """Give the documents with the names of their roots, in the manifest's order."""
        documents = _documents(self.archive)
        known = set(documents)
        listed = [name for name in self._by_member if name in known]
        found = {}
        for name in dict.fromkeys([*listed, *documents]):
            try:
                root = _root(self.archive, name)
            except QuestionFileError as error:
                self._note_unreadable(name, error)
                continue
            if root in _ROOTS:
                found[name] = root
        return found

    def _guarded(self, read: Callable[[str], None], name: str) -> None:
        try:
            read(name)
        except TooManyError:
            raise
        except QuestionFileError as error:
            self._note_unreadable(name, error)

    def _note_unreadable(self, name: str, error: QuestionFileError) -> None:
        first = error.problems[0]
        self.builder.note(
            N_("“%(name)s” cannot be read: %(reason)s"),
            Action.LEFT_OUT,
            Place(first.line or 0, "", name),
            name=name,
            reason=first.text,
        )

    def _read_document12(self, name: str) -> None:
        source = SourceFile(self.archive[name], name)
        document = qti12.Document12(source, self.builder, self._members, name)
        document.read()
        self.title = self.title or document.title

    def _read_test(self, name: str) -> None:
        root = parse_xml(SourceFile(self.archive[name], name))
        without_namespaces(root)
        self.title = self.title or " ".join(root.get("title", "").split())
        for href, category in _references(root, ()):
            member = self._members.name(href, name)
            if member is None:
                self.builder.note(
                    N_("The test refers to “%(name)s”, which is not in the package."),
                    Action.LEFT_OUT,
                    Place(file=name),
                    name=href[:120],
                )
            else:
                self._sections.setdefault(member, category)

    def _translations(self) -> set[str]:
        """Name the items that say in another language what another item says."""
        found: set[str] = set()
        for resource in self._by_member.values():
            found.update(self._dependencies(resource, ".xml"))
        return found - set(self._sections)

    def _dependencies(self, resource: Resource, end: str) -> Iterator[str]:
        """Name the documents with this end that a resource depends on as on mere files."""
        for identifier in resource.dependencies:
            other = self._resources.get(identifier)
            if other is not None and other.type == ASIDE and other.href.endswith(end):
                member = self._member(other.href)
                if member is not None:
                    yield member

    def _read_item(self, name: str) -> None:
        self._number += 1
        document = Document2(SourceFile(self.archive[name], name), self._members, name)
        item = document.read(self.builder, self._number)
        if item is None:
            return
        resource = self._by_member.get(name)
        if resource is not None:
            item.draft.tags = resource.tags
            item.draft.category = resource.category
            item.draft.source = resource.source
            if document.is_ours:
                others = list(self._read_translations(resource, document))
                item.draft = merged(item, others)
                item.draft.supplement = self._supplement(resource)
        item.draft.category = item.draft.category or self._sections.get(name, ())
        self._give_passage(item, name)
        self.builder.add(item.draft)

    def _read_translations(self, resource: Resource, document: Document2) -> Iterator[ItemDocument]:
        for member in self._dependencies(resource, ".xml"):
            other = Document2(SourceFile(self.archive[member], member), self._members, member)
            if other.is_ours and other.identifier == document.identifier:
                found = other.read(self.builder, self._number)
                if found is not None and found.language is not None:
                    yield found

    def _supplement(self, resource: Resource) -> str:
        """Give what we noted beside an item of ours; "" where that is nothing."""
        for member in self._dependencies(resource, ".json"):
            return self.archive[member][: SUPPLEMENT_MAXIMUM + 1].decode("utf-8", "replace")
        return ""

    def _give_passage(self, item: ItemDocument, name: str) -> None:
        """Give the item the passage that it refers to, where it has none of its own."""
        found = (self._members.name(href, name) for href in item.stimulus_refs)
        member = next((each for each in found if each is not None), None)
        if item.draft.stimulus is not None or member is None:
            return
        if member not in self._passages:
            self._passages[member] = self._read_passage(member)
        item.draft.stimulus, item.draft.passage = self._passages[member]

    def _read_passage(self, member: str) -> tuple[Stimulus | None, MarkedText]:
        text = MarkedText()
        try:
            root = parse_xml(SourceFile(self.archive[member], member))
            without_namespaces(root)
            body = root.find("stimulusBody")
            text = TextReader(self._members, member).elements(root if body is None else body)
            return stimulus_of(root.get("title", ""), text.words().text), text
        except InvalidInputError as error:
            self.builder.note(
                N_("The passage cannot be kept: %(reason)s"),
                Action.LEFT_OUT,
                Place(file=member),
                reason=error.problems[0].text,
            )
            return None, text


def _references(
    parent: etree._Element, category: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the addresses of a test's items with the titles of the sections they stand in."""
    for element in parent:
        match str(element.tag):
            case "assessmentItemRef":
                yield element.get("href", ""), category
            case "assessmentSection":
                title = " ".join(element.get("title", "").split())
                yield from _references(element, (*category, title) if title else category)
            case "testPart":
                yield from _references(element, category)
            case _:
                pass


FORMAT = FileFormat(
    name=NAME,
    title="QTI (.zip)",
    extensions=("zip", "imscc"),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
    write=write,
)
