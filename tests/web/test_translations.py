"""The Hindi catalogue: complete, faithful to placeholders and labels, and up to date."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "quizapp" / "web" / "translations"
HINDI = TRANSLATIONS / "hi" / "LC_MESSAGES" / "messages.po"

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z%]")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
QUOTED = re.compile(r"“([^”]+)”")

#: Its context, and its one text or the two of a count.
Key = tuple[str | None, tuple[str, ...]]


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_mo(file) if path.suffix == ".mo" else read_po(file)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _context(message: Message) -> str | None:
    # Babel's reader of compiled catalogues leaves contexts as bytes.
    context: object = message.context
    return context.decode("utf-8") if isinstance(context, bytes) else message.context


def _texts(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    return {
        (_context(message), _forms(message.id)): _forms(message.string)
        for message in _messages(catalogue)
    }


@pytest.fixture(scope="module")
def hindi() -> Catalog:
    return _catalogue(HINDI)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return what `make messages` would collect now, by the options in the Makefile."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    recipe = re.search(
        r"-m babel\.messages\.frontend (--quiet extract .*)$",
        (ROOT / "Makefile").read_text("utf-8"),
        re.MULTILINE,
    )
    assert recipe
    options = shlex.split(recipe[1])
    options[options.index("-o") + 1] = str(target)
    subprocess.run(  # noqa: S603 - Babel on our own sources
        [sys.executable, "-m", "babel.messages.frontend", *options], check=True, cwd=ROOT
    )
    return _catalogue(target)


def _failing(catalogue: Catalog, is_right: Callable[[Message, str], bool]) -> list[str]:
    """Return the messages with a translated form that is not right."""
    return [
        str(message.id)
        for message in _messages(catalogue)
        if not all(is_right(message, form) for form in _forms(message.string))
    ]


def test_every_text_of_the_code_is_in_the_catalogues(hindi: Catalog, extracted: Catalog) -> None:
    collected = set(_texts(extracted))
    assert len(collected) > 800
    template = _catalogue(TRANSLATIONS / "messages.pot")
    for name, catalogue in (("messages.pot", template), ("hi", hindi)):
        listed = set(_texts(catalogue))
        assert not collected - listed, f"{name} lacks texts; run `make messages`"
        assert not listed - collected, f"{name} has texts of the past; run `make messages`"


def test_every_text_is_translated(hindi: Catalog) -> None:
    assert _failing(hindi, lambda _message, form: bool(form.strip())) == []
    assert [message.id for message in _messages(hindi) if message.fuzzy] == []


def test_every_translation_is_in_hindi(hindi: Catalog) -> None:
    def is_hindi(message: Message, form: str) -> bool:
        says_something = re.search(r"[A-Za-z]", PLACEHOLDER.sub("", _forms(message.id)[0]))
        return not says_something or bool(DEVANAGARI.search(form))

    assert _failing(hindi, is_hindi) == []


def test_translations_have_the_placeholders_of_their_text(hindi: Catalog) -> None:
    def has_the_same(message: Message, form: str) -> bool:
        wanted = [sorted(PLACEHOLDER.findall(text)) for text in _forms(message.id)]
        return sorted(PLACEHOLDER.findall(form)) in wanted

    assert _failing(hindi, has_the_same) == []


def test_labels_that_a_text_quotes_read_as_they_do_on_the_page(hindi: Catalog) -> None:
    labels = {
        message.id: message.string
        for message in _messages(hindi)
        if isinstance(message.id, str) and not message.context
    }

    def quotes_labels(message: Message, form: str) -> bool:
        quoted = [text for text in QUOTED.findall(_forms(message.id)[0]) if text in labels]
        return all(f"“{labels[text]}”" in form for text in quoted)

    assert _failing(hindi, quotes_labels) == []


def test_what_is_compiled_is_what_is_written(hindi: Catalog) -> None:
    assert _texts(_catalogue(HINDI.with_suffix(".mo"))) == _texts(hindi)


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "%(num)s खाता"), (1, "%(num)s खाता"), (2, "%(num)s खाते")]
)
def test_hindi_counts_nothing_and_one_as_one(number: int, shown: str) -> None:
    with HINDI.with_suffix(".mo").open("rb") as file:
        translations = GNUTranslations(file)
    assert translations.ngettext("%(num)s account", "%(num)s accounts", number) == shown
