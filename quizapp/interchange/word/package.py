"""A Word file as a package: its parts, found by the relations between them."""

from posixpath import join, normpath

from lxml import etree

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.archives import Archive
from quizapp.interchange.banks import SourceFile
from quizapp.interchange.word.elements import attribute, child, children
from quizapp.interchange.xml_files import parse_xml

__all__ = ["Package"]

DOCUMENT_MAXIMUM = 40_000_000
"""Bytes of the document's XML; 5,000 questions take about 10 million."""
MAIN = "officeDocument"


class Package:
    """The parts of a Word file that are read, found by their relations."""

    def __init__(self, archive: Archive, source: SourceFile) -> None:
        self._archive = archive
        self._source = source
        self._pictures: dict[str, str] | None = None
        self._main = self._target_in("", MAIN) or "word/document.xml"
        document = self._parse(self._main)
        body = None if document is None else child(document, "body")
        if body is None:
            raise _failure(
                N_("This archive has no Word document in it. Save it anew as .docx."), source
            )
        self.body = body

    def part(self, kind: str) -> etree._Element | None:
        """Give the root of the part that the document names as this, None where there is none."""
        target = self._target_in(self._main, kind)
        return None if target is None else self._parse(target)

    def picture(self, relation: str) -> bytes | None:
        """Give the picture that the document names so; None for one that is not in the file."""
        if self._pictures is None:
            self._pictures = {
                identifier: _target(self._main, each)
                for each in children(self._relations(self._main), "Relationship")
                if (identifier := attribute(each, "Id"))
                and (attribute(each, "TargetMode") or "") != "External"
            }
        target = self._pictures.get(relation)
        return self._archive[target] if target is not None and target in self._archive else None

    def _target_in(self, part: str, kind: str) -> str | None:
        for relation in children(self._relations(part), "Relationship"):
            if (attribute(relation, "Type") or "").endswith(f"/{kind}"):
                return _target(part, relation)
        return None

    def _relations(self, part: str) -> etree._Element | None:
        folder, _, name = part.rpartition("/")
        return self._parse(join(folder, "_rels", f"{name}.rels"))

    def _parse(self, name: str) -> etree._Element | None:
        if name not in self._archive:
            return None
        data = self._archive[name]
        if len(data) > DOCUMENT_MAXIMUM:
            raise _failure(
                N_("The document is too long: %(size)d MB of text, at most %(maximum)d. Split it."),
                self._source,
                size=len(data) // 1_000_000,
                maximum=DOCUMENT_MAXIMUM // 1_000_000,
            )
        return parse_xml(SourceFile(data, f"{self._source.filename}/{name}"))


def _target(part: str, relation: etree._Element) -> str:
    """Give the name of the member that a relation of this part leads to."""
    target = attribute(relation, "Target") or ""
    return target[1:] if target[:1] == "/" else normpath(join(part.rpartition("/")[0], target))


def _failure(message: str, source: SourceFile, **params: object) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, file=source.filename)])
