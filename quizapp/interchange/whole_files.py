"""Files that our readers read back whole: what a format cannot say goes with it as a supplement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

from quizapp.domain.items import Language
from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import (
    Action,
    BankItem,
    Finding,
    ItemBank,
    Reading,
    ReadItem,
    SourceFile,
    UnfinishedItem,
    WrittenFile,
)
from quizapp.interchange.supplements import supplement_of, supplemented

__all__ = ["write_whole"]

_CHANGED: Mapping[str, str] = {
    "texts": N_("Texts of this question come back from the file changed."),
    "key": N_("The answers that count come back from the file changed."),
    "images": N_("Pictures of this question do not all come back from the file."),
    "stimulus": N_("The passage comes back from the file changed."),
}
_DETAILS_CHANGED = N_("Details of this question come back from the file changed.")


def write_whole(
    bank: ItemBank,
    write: Callable[[ItemBank, Sequence[str]], WrittenFile],
    read: Callable[[SourceFile], Reading],
) -> WrittenFile:
    """Write a bank and what its reader would miss; what is missed even so is a finding.

    `write` gets a supplement for each item, "" where it needs none.
    """
    bank = replace(bank, items=[_spoken(item, bank.languages) for item in bank.items])
    plain = write(bank, [""] * len(bank.items))
    if not bank.items:
        return plain
    items = [_pictured(item, bank) for item in bank.items]
    shown = _shown(plain, read, len(items))
    supplements = [
        supplement_of(item.content, each.content) if isinstance(each, BankItem) else ""
        for item, each in zip(items, shown, strict=True)
    ]
    written = write(bank, supplements) if any(supplements) else plain
    losses = [
        Finding(problem, Action.CHANGED, item.place, number)
        for number, (item, each) in enumerate(zip(items, shown, strict=True))
        for problem in _losses(item, each, supplements[number])
    ]
    return replace(written, findings=(*written.findings, *losses))


def _spoken(item: BankItem, languages: Sequence[Language]) -> BankItem:
    """Give an item in these languages only; its passage whole where that has none of them."""
    content, stimulus = item.content, item.stimulus
    wanted = [code for code in languages if code in content.texts] or [*content.texts]
    content = replace(
        content,
        texts={code: content.texts[code] for code in wanted},
        images=tuple(
            replace(image, alt={code: image.alt[code] for code in wanted})
            for image in content.images
        ),
        stimulus_ref=None,
    )
    if stimulus is not None:
        told = {code: text for code, text in stimulus.texts.items() if code in languages}
        stimulus = replace(stimulus, texts=told or stimulus.texts)
    return replace(item, content=content, stimulus=stimulus)


def _pictured(item: BankItem, bank: ItemBank) -> BankItem:
    """Give an item with those of its pictures that the bank has."""
    images = tuple(image for image in item.content.images if image.digest in bank.images)
    return replace(item, content=replace(item.content, images=images))


def _shown(
    plain: WrittenFile, read: Callable[[SourceFile], Reading], count: int
) -> Sequence[ReadItem | None]:
    """Read the items of a file again; None for each where it is too large for that."""
    try:
        items = read(SourceFile(plain.data, plain.filename)).items
    except QuestionFileError:
        items = ()
    return items if len(items) == count else [None] * count


def _losses(item: BankItem, shown: ReadItem | None, supplement: str) -> Iterator[Problem]:
    match shown:
        case None:
            yield Problem(N_("This question is not read again from the file."))
        case UnfinishedItem():
            yield from shown.problems
        case BankItem(content=content):
            if supplement:
                content, _ = supplemented(content, supplement)
            again = replace(shown, content=content)
            for name in [*_differing(item.content, content), *_differing(item, again)]:
                # A name that the format asks for is no loss to an item that has none.
                if name not in {"content", "place"} and (name != "id" or item.id):
                    yield Problem(_CHANGED.get(name, _DETAILS_CHANGED), field=name)


def _differing(first: object, second: object) -> Iterator[str]:
    for each in fields(first):  # type: ignore[arg-type]
        if getattr(first, each.name) != getattr(second, each.name):
            yield each.name
