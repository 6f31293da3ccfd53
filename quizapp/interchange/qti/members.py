"""The files that come with a QTI document, found by the addresses that its texts use."""

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

from quizapp.errors import QuestionFileError

__all__ = ["NO_MEMBERS", "Members"]

_BASES = ("$IMS-CC-FILEBASE$", "$IMS_CC_FILEBASE$", "$IMS_CC_FILE_BASE$", "$IMS-CC-FILE-BASE$")
"""What learning platforms write for the folder of a package's files."""
_FOLDERS = ("", "web_resources")
_ADDRESS_MAXIMUM = 500


class Members:
    """The members of a package; looked up from the folder of the document that names them."""

    def __init__(self, archive: Mapping[str, bytes]) -> None:
        self._archive = archive
        self._read: dict[str, bytes] = {}

    def find(self, address: str, document: str) -> tuple[str, bytes] | None:
        """Give the name and the bytes of a file; None where the package has none such.

        Args:
            address: as an `img` or a manifest names it, relative to the document.
            document: the member that the address stands in.
        """
        name = self.name(address, document)
        if name is None:
            return None
        if name not in self._read:
            try:
                self._read[name] = self._archive[name]
            except QuestionFileError:
                return None
        return name, self._read[name]

    def name(self, address: str, document: str) -> str | None:
        """Give the name of the member that an address means, None where there is none."""
        path = unquote(address[:_ADDRESS_MAXIMUM]).partition("?")[0].partition("#")[0].strip()
        for base in _BASES:
            path = path.removeprefix(base)
        path = path.lstrip("/")
        folders = (posixpath.dirname(document), *_FOLDERS)
        candidates = (posixpath.normpath(posixpath.join(folder, path)) for folder in folders)
        return next((each for each in candidates if each in self._archive), None)


NO_MEMBERS = Members({})
"""For a document that comes alone."""
