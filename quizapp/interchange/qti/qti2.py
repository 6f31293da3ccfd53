"""QTI 2.0 to 3.0: one item in one XML file. Tests and their items come in packages."""

from dataclasses import dataclass, field

from lxml import etree

from quizapp.domain.items import LANGUAGES, Language, Stimulus
from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import Action, FileFormat, Place, Reading, SourceFile
from quizapp.interchange.drafts import Draft, ReadingBuilder, place_of
from quizapp.interchange.qti.answers import UnsupportedError
from quizapp.interchange.qti.items2 import read_item
from quizapp.interchange.qti.members import NO_MEMBERS, Members
from quizapp.interchange.qti.stimuli import STIMULUS_CLASS, in_all_languages, own_stimulus
from quizapp.interchange.qti.texts import TextReader
from quizapp.interchange.qti.trees import LANGUAGE_ATTRIBUTE, line_of, without_namespaces
from quizapp.interchange.xml_files import parse_xml, root_name

__all__ = ["FORMAT", "ITEM_ROOTS", "OURS", "ROOTS", "TEST_ROOTS", "Document2", "ItemDocument"]

NAME = "qti"
MEDIA_TYPE = "application/xml"
OURS = "quizapp"
"""The name of the tool that our own items carry."""
ITEM_ROOTS = frozenset({"assessmentItem", "qti-assessment-item"})
TEST_ROOTS = frozenset({"assessmentTest", "qti-assessment-test"})
ROOTS = ITEM_ROOTS | TEST_ROOTS


def recognises(source: SourceFile) -> bool:
    """Whether the root is an item or a test of QTI 2.x or 3.0."""
    return root_name(source) in ROOTS


def read(source: SourceFile) -> Reading:
    """Read an item. Raises `QuestionFileError` for what is no XML, and for a test without items."""
    if root_name(source) in TEST_ROOTS:
        message = N_("This is a test without its questions; bring the whole package (.zip).")
        raise QuestionFileError([Problem(message, file=source.filename)])
    builder = ReadingBuilder(NAME, source.filename)
    document = Document2(source, NO_MEMBERS)
    item = document.read(builder, 1)
    if item is not None:
        builder.add(item.draft)
    return builder.reading(document.title)


@dataclass(slots=True)
class ItemDocument:
    """An item that was read, the language that it names, and the passages it refers to."""

    draft: Draft
    language: Language | None
    stimulus_refs: tuple[str, ...]


@dataclass(slots=True)
class Document2:
    """One item in its document; `member` is its name in a package."""

    source: SourceFile
    members: Members
    member: str = ""
    title: str = ""
    root: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        self.root = parse_xml(self.source)
        without_namespaces(self.root)
        self.title = " ".join(self.root.get("title", "").split())

    @property
    def identifier(self) -> str:
        """The identifier of the item."""
        return self.root.get("identifier", "")

    @property
    def is_ours(self) -> bool:
        """Whether we wrote it, so that its language can be relied on."""
        return self.root.get("toolName") == OURS

    def read(self, builder: ReadingBuilder, number: int) -> ItemDocument | None:
        """Read the item; one that cannot be kept is noted, and None."""
        numbered = place_of(number, self.title, line_of(self.root))
        place = Place(numbered.line, numbered.element, self.member)
        refs = tuple(each.get("href", "") for each in self.root.iterfind("assessmentStimulusRef"))
        stimulus = self._stimulus()
        try:
            reader = TextReader(self.members, self.member, keeps_spaces=self.is_ours)
            draft = read_item(self.root, reader, place)
        except UnsupportedError as error:
            builder.note(
                N_("Questions of the type “%(type)s” cannot be kept; this one was left out."),
                Action.LEFT_OUT,
                place,
                type=str(error),
                excerpt=self.title,
            )
            return None
        if self.root.find("templateDeclaration") is not None:
            draft.note(
                N_("The file draws parts of this question at random; check what it asks."),
                Action.CHECK,
                part="stem",
            )
        draft.stimulus = stimulus
        return ItemDocument(draft, self._language(), refs)

    def _language(self) -> Language | None:
        said = self.root.get(LANGUAGE_ATTRIBUTE, "").partition("-")[0].casefold()
        return said if self.is_ours and said in LANGUAGES else None

    def _stimulus(self) -> Stimulus | None:
        body = self.root.find("itemBody")
        blocks = [] if body is None else list(body.iter("div"))
        found = [own_stimulus(each) for each in blocks if each.get("class") == STIMULUS_CLASS]
        return in_all_languages(each for each in found if each is not None)


FORMAT = FileFormat(
    name=NAME,
    title="QTI 2.x, 3.0",
    extensions=("xml",),
    media_type=MEDIA_TYPE,
    recognises=recognises,
    read=read,
)
