"""Items → a package of QTI 2.1: an item a document, pictures, a test in their order, a manifest."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quizapp.domain.content_data import content_as_data
from quizapp.domain.items import Language, OptionOrder
from quizapp.domain.keys import ShortAnswerKey
from quizapp.errors import N_, Problem
from quizapp.interchange.banks import Action, BankItem, Finding, ItemBank, WrittenFile
from quizapp.interchange.drafts import expected_order
from quizapp.interchange.file_names import slug_of
from quizapp.interchange.pictures import media_type_of
from quizapp.interchange.qti.item_writer import interaction_of, title_of, write_item
from quizapp.interchange.qti.manifest_writer import ItemEntry, write_manifest, write_test
from quizapp.interchange.qti.manifests import MANIFEST
from quizapp.interchange.qti.processing_writer import has_wildcards
from quizapp.interchange.tags import Details, tags_of

__all__ = ["write"]

MEDIA_TYPE = "application/zip"
TEST = "assessment.xml"

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_NAME_MAXIMUM = 60
_DIGEST_SHOWN = 16
_START_OF_ZIP = (1980, 1, 1, 0, 0, 0)
"""So that the same items give the same bytes."""


def write(bank: ItemBank, supplements: Sequence[str]) -> WrittenFile:
    """Write a package with what is noted beside its items; what it cannot carry is a finding."""
    package = _Package(bank, supplements)
    package.add_items()
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, data in package.members():
            info = ZipInfo(name, _START_OF_ZIP)
            info.compress_type = ZIP_DEFLATED
            packed.writestr(info, data)
    return WrittenFile(
        data=out.getvalue(),
        filename=f"{slug_of(bank.title)}.zip",
        media_type=MEDIA_TYPE,
        findings=tuple(package.findings),
    )


@dataclass(slots=True)
class _Package:
    bank: ItemBank
    supplements: Sequence[str]
    findings: list[Finding] = field(default_factory=list)
    _documents: dict[str, bytes] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)
    _entries: list[ItemEntry] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Give all members, the manifest first."""
        yield MANIFEST, write_manifest(self.bank.title, TEST, self._entries)
        yield TEST, write_test(self.bank.title, self._entries)
        yield from self._documents.items()
        for digest, name in self._pictures.items():
            yield name, self.bank.images[digest].data

    def add_items(self) -> None:
        """Write every item in all its languages."""
        for number, item in enumerate(self.bank.items):
            self._add_item(item, self.supplements[number])
            for action, problem in _losses(self.bank, item):
                self.findings.append(Finding(problem, action, item.place, number))

    def _add_item(self, item: BankItem, supplement: str) -> None:
        name = self._name(item)
        main, *others = self._languages(item)
        identifier = item.id or name
        used = [image.digest for image in item.content.images if image.digest in self.bank.images]
        for digest in used:
            self._pictures.setdefault(digest, self._picture_name(digest))
        addresses = {digest: f"../{self._pictures[digest]}" for digest in used}
        passages = self._passages(item, [main, *others])
        href = f"items/{name}.xml"
        self._documents[href] = write_item(
            item, main, identifier=identifier, addresses=addresses, passages=passages[main]
        )
        beside = []
        for language in others:
            translated = f"translations/{name}.{language}.xml"
            self._documents[translated] = write_item(
                item,
                language,
                identifier=identifier,
                addresses=addresses,
                passages=passages[language],
            )
            beside.append((f"{name}.{language}", translated))
        if supplement:
            noted = f"supplements/{name}.json"
            self._documents[noted] = supplement.encode()
            beside.append((f"{name}.supplement", noted))
        text = item.content.text(main)
        self._entries.append(
            ItemEntry(
                name=name,
                title=title_of(item, main),
                language=main,
                href=href,
                interaction=interaction_of(item),
                has_feedback=bool(
                    any(text.feedback) or text.explanation or item.content.images_of_explanation
                ),
                tags=_tags(item, main),
                category=item.category,
                source=item.content.source,
                pictures=[self._pictures[digest] for digest in dict.fromkeys(used)],
                beside=beside,
            )
        )

    def _languages(self, item: BankItem) -> list[Language]:
        has = item.content.texts
        wanted = [language for language in self.bank.languages if language in has]
        return wanted or list(has)

    @staticmethod
    def _passages(item: BankItem, languages: Sequence[Language]) -> dict[Language, list[Language]]:
        """Say in which languages the passage stands in the document of each language.

        Each has its own; the first one also has those in which the item itself is not.
        """
        has = () if item.stimulus is None else tuple(item.stimulus.texts)
        found = {language: [language] * (language in has) for language in languages}
        found[languages[0]] += [each for each in has if each not in languages]
        return found

    def _name(self, item: BankItem) -> str:
        """Name the item for the package: after its id, or else after what it says."""
        plain = _NOT_IN_A_NAME.sub("-", item.id)[:_NAME_MAXIMUM].strip("-.")
        if not plain:
            said = json.dumps(content_as_data(item.content), sort_keys=True).encode()
            plain = hashlib.sha256(said).hexdigest()[:_DIGEST_SHOWN]
        name, count = f"item-{plain}", 1
        while name.casefold() in self._names:
            count += 1
            name = f"item-{plain}-{count}"
        self._names.add(name.casefold())
        return name

    def _picture_name(self, digest: str) -> str:
        end = media_type_of(self.bank.images[digest].data).rpartition("/")[2]
        return f"images/{digest[:_DIGEST_SHOWN]}.{end}"


def _tags(item: BankItem, main: Language) -> list[str]:
    """Name the topics, and what a reader would not conclude from the document."""
    content = item.content
    options = content.text(main).options
    # Where something is typed, the document says nothing of an order.
    is_put_in_order = options and content.option_order is not OptionOrder.SHUFFLE
    expected = expected_order(
        content.key,
        options,
        shuffles=False if is_put_in_order else None,
        details=Details(format=content.format),
    )
    return list(tags_of(content, expected))


def _losses(bank: ItemBank, item: BankItem) -> Iterator[tuple[Action, Problem]]:
    content = item.content
    if any(image.digest not in bank.images for image in content.images):
        yield Action.CHANGED, Problem(N_("A picture is missing and was left out."), field="images")
    if isinstance(content.key, ShortAnswerKey) and has_wildcards(content.key):
        yield (
            Action.CHECK,
            Problem(N_("Other systems take the star in an answer for a star."), field="key"),
        )
    if any("<ol start" in each for each in _texts(item)):
        yield Action.CHANGED, Problem(N_("Numbered lists begin with 1 in the file."), field="stem")


def _texts(item: BankItem) -> Sequence[str]:
    return [
        each
        for text in item.content.texts.values()
        for each in (text.stem, text.explanation, *text.options, *text.prompts, *text.feedback)
    ]
