"""Reading the package's data files, and offering the texts in them for translation.

A data file is TOML beside this module. Texts that people read stand on one line each, under the
keys `name` and `note`, so that `translatable` finds them.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import IO

TRANSLATABLE_KEYS = frozenset({"name", "note"})


def read_toml(name: str) -> Mapping[str, object]:
    """Parse a data file of this package.

    Raises `FileNotFoundError` and `tomllib.TOMLDecodeError`, both of which mean that the
    installation is broken.
    """
    return tomllib.loads(files("quizapp.domain").joinpath(name).read_text("utf-8"))


def translatable(
    fileobj: IO[bytes],
    keywords: Mapping[str, object],  # noqa: ARG001 — the signature is Babel's
    comment_tags: Collection[str],  # noqa: ARG001 — the signature is Babel's
    options: Mapping[str, object],  # noqa: ARG001 — the signature is Babel's
) -> Iterator[tuple[int, None, str, Sequence[str]]]:
    """Extract texts from a data file, as a Babel extraction method does.

    babel.cfg names it: `[extractors] toml = quizapp.domain.data:translatable` and
    `[toml: quizapp/domain/*.toml]`. Yields (line, function name, text, comments).
    """
    for number, line in enumerate(fileobj.read().decode("utf-8").splitlines(), start=1):
        key, equals, _value = line.partition("=")
        if equals and key.strip() in TRANSLATABLE_KEYS:
            for text in tomllib.loads(line).values():
                yield number, None, text, ()
