"""Packages of QTI: what we write obeys the rules and comes back as it was; what others pack."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from bank_strategies import banks
from hypothesis import HealthCheck, assume, given, settings
from qti_rules import problems_of_package

from quizapp.domain.items import (
    NumericKey,
    ShortAnswerKey,
)
from quizapp.domain.materials import normalised
from quizapp.interchange.banks import (
    ItemBank,
    Place,
    Reading,
    SourceFile,
)
from quizapp.interchange.qti import package, writer

slow_is_no_failure = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def members_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(members: dict[str, bytes | str]) -> SourceFile:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return SourceFile(out.getvalue(), "package.zip")


def read_back(bank: ItemBank) -> Reading:
    written = writer.write(bank)
    return package.read(SourceFile(written.data, written.filename))


def without_places(reading: Reading) -> list[object]:
    return [replace(item, place=Place()) for item in reading.items]


def has_answers_that_never_count(bank: ItemBank) -> bool:
    for item in bank.items:
        key = item.content.key
        names: list[object] = []
        if isinstance(key, ShortAnswerKey):
            fold = str if key.case_sensitive else normalised
            names = [fold(each.text) for each in key.accepted]
        elif isinstance(key, NumericKey):
            names = [each.value for each in key.accepted]
        if len(names) != len(set(names)):
            return True
    return False


@settings(slow_is_no_failure, max_examples=80)
@given(banks(images=True))
def test_items_survive_the_journey(bank: ItemBank) -> None:
    assume(not has_answers_that_never_count(bank))
    reading = read_back(bank)
    assert without_places(reading) == list(bank.items)
    assert reading.title == bank.title
    used = {image.digest for item in bank.items for image in item.content.images}
    assert {digest: file.data for digest, file in reading.images.items()} == {
        digest: bank.images[digest].data for digest in used
    }


@settings(slow_is_no_failure, max_examples=80)
@given(banks(images=True))
def test_what_is_written_obeys_the_rules(bank: ItemBank) -> None:
    assert list(problems_of_package(members_of(writer.write(bank).data))) == []
