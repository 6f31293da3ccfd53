"""QTI 1.2: items, sections, assessments and object banks in one XML file."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from quizapp.domain.items import Stimulus
from quizapp.errors import N_, InvalidInputError
from quizapp.interchange.banks import Action, FileFormat, Place, Reading, SourceFile
from quizapp.interchange.drafts import ReadingBuilder, excerpt_of, place_of
from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.qti.answers import UnsupportedError
from quizapp.interchange.qti.items12 import metadata_of, read_item
from quizapp.interchange.qti.materials12 import MaterialReader
from quizapp.interchange.qti.members import NO_MEMBERS, Members
from quizapp.interchange.qti.stimuli import stimulus_of
from quizapp.interchange.qti.texts import TextReader
from quizapp.interchange.qti.trees import line_of, without_namespaces
from quizapp.interchange.xml_files import parse_xml, root_name

__all__ = ["FORMAT", "ROOT", "Document12"]

NAME = "qti-1.2"
MEDIA_TYPE = "application/xml"
ROOT = "questestinterop"

_UNTITLED = frozenset({"", "main", "root_section", "root section"})
_PARENT = "parent_stimulus_item_ident"


def recognises(source: SourceFile) -> bool:
    """Whether the root is that of QTI 1.2."""
    return root_name(source) == ROOT


def read(source: SourceFile) -> Reading:
    """Read a document. Raises `QuestionFileError` for what is no XML."""
    builder = ReadingBuilder(NAME, source.filename)
    document = Document12(source, builder, NO_MEMBERS)
    document.read()
    return builder.reading(document.title)


@dataclass(slots=True)
class _Found:
    """An item, and the titles of the sections that it stands in."""

    element: etree._Element
    category: tuple[str, ...]
    parent: str


@dataclass(slots=True)
class _Passage:
    element: etree._Element
    place: Place
    text: MarkedText
    stimulus: Stimulus | None = None


@dataclass(slots=True)
class Document12:
    """One document; `member` is its name in a package. Its items go to the builder."""

    source: SourceFile
    builder: ReadingBuilder
    members: Members
    member: str = ""
    title: str = ""
    _passages: dict[str, _Passage] = field(default_factory=dict)
    _materials: MaterialReader = field(init=False)
    _number: int = 0

    def __post_init__(self) -> None:
        self._materials = MaterialReader(TextReader(self.members, self.member))

    def read(self) -> None:
        """Read all items. Raises `QuestionFileError` for what is no XML."""
        root = parse_xml(self.source)
        without_namespaces(root)
        outer = root.find("assessment")
        self.title = "" if outer is None else outer.get("title", "").strip()
        found = list(self._items(root, (), ""))
        parents = {each.parent for each in found} - {""}
        for each in found:
            self._number += 1
            ident = each.element.get("ident", "")
            if ident in parents:
                self._passages[ident] = self._passage(each.element)
            else:
                self._read_item(each)

    def _items(
        self, parent: etree._Element, category: tuple[str, ...], passage: str
    ) -> Iterator[_Found]:
        for element in parent:
            match str(element.tag):
                case "item":
                    own = metadata_of(element).get(_PARENT, "")
                    yield _Found(element, category, own or passage)
                case "section" | "assessment" | "objectbank":
                    title = element.get("title", "").strip()
                    named = element.tag == "section" and title.casefold() not in _UNTITLED
                    inner = (*category, title) if named else category
                    self._note_selection(element, title)
                    yield from self._items(element, inner, element.get(_PARENT, ""))
                case "bankentry_item" | "itemref" | "sectionref":
                    self.builder.note(
                        N_(
                            "The file refers to a question that it does not hold; export that, too."
                        ),
                        Action.LEFT_OUT,
                        self._place(element, ""),
                    )
                case _:
                    pass

    def _note_selection(self, section: etree._Element, title: str) -> None:
        selection = section.find("selection_ordering/selection")
        if selection is None:
            return
        place = self._place(section, title)
        if section.find("item") is None:
            self.builder.note(
                N_("The questions of a bank that this file does not hold were left out."),
                Action.LEFT_OUT,
                place,
            )
            return
        self.builder.note(
            N_("Each student gets %(count)s of this group; all were taken in."),
            Action.CHANGED,
            place,
            count=excerpt_of(selection.findtext("selection_number") or "1"),
        )

    def _read_item(self, found: _Found) -> None:
        title = found.element.get("title", "")
        numbered = place_of(self._number, title, line_of(found.element))
        place = Place(numbered.line, numbered.element, self.member)
        try:
            draft = read_item(found.element, self._materials, place)
        except UnsupportedError as error:
            self._materials.reader.formulas = 0
            self.builder.note(
                N_("Questions of the type “%(type)s” cannot be kept; this one was left out."),
                Action.LEFT_OUT,
                place,
                type=str(error),
                excerpt=title,
            )
            return
        draft.category = found.category
        passage = self._passages.get(found.parent)
        if passage is not None:
            draft.stimulus, draft.passage = passage.stimulus, passage.text
        self.builder.add(draft)

    def _passage(self, element: etree._Element) -> _Passage:
        place = self._place(element, element.get("title", ""))
        presentation = element.find("presentation")
        parts = [] if presentation is None else [presentation]
        text = self._materials.material(*(m for p in parts for m in p.iter("material")))
        passage = _Passage(element, place, text)
        try:
            passage.stimulus = stimulus_of(element.get("title", ""), text.words().text)
        except InvalidInputError as error:
            self.builder.note(
                N_("The passage cannot be kept: %(reason)s"),
                Action.LEFT_OUT,
                place,
                reason=str(error),
            )
        return passage

    def _place(self, element: etree._Element, name: str) -> Place:
        named = f"{element.tag} “{excerpt_of(name)}”" if name else str(element.tag)
        return Place(line_of(element), named, self.member)


FORMAT = FileFormat(
    name=NAME,
    title="QTI 1.2",
    extensions=("xml", "qti"),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
)
