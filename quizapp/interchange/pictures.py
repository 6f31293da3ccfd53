"""Pictures that texts of a question show → files of the reading and references of the item."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping

from quizapp.domain.items import ImagePlacement, ImageRef, Language
from quizapp.domain.materials import ALT_MAXIMUM, text_problems
from quizapp.errors import N_
from quizapp.interchange.banks import Action, ImageFile
from quizapp.interchange.marked_texts import Picture, Words

__all__ = ["STAND_IN", "PictureBox", "Remark", "decoded_file", "media_type_of"]

Remark = tuple[str, Action, str, dict[str, object]]
"""Message, action, part of the item, parameters."""

WordsByPart = Mapping[Language, Mapping[str, Words]]
FilesByPart = Mapping[str, Mapping[str, bytes]]

STAND_IN: Mapping[Language, str] = {"en": "Picture of the question", "hi": "प्रश्न का चित्र"}
"""What a picture is called that the file has no words for."""
_PLACEMENTS = {"stem": ImagePlacement.STEM, "explanation": ImagePlacement.EXPLANATION}
_STAND_WITH = {"passage": "stem", "feedback": "explanation"}
"""Parts that have no pictures of their own here, and whose pictures theirs become."""
_ON_THE_WEB = ("http:", "https:", "//")
_DATA_ADDRESS = "data:image/"
_BEGINNINGS = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


def media_type_of(data: bytes) -> str:
    """Tell the kind of picture by its first bytes; what is none of ours is called PNG."""
    found = (kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning))
    return next(found, "image/png")


def decoded_file(text: str) -> bytes | None:
    """Decode Base64 as files hold it, with spaces and line breaks; None where it is damaged."""
    try:
        return b64decode("".join(text.split()), validate=True) or None
    except (Base64Error, ValueError):
        return None


class PictureBox:
    """Takes in the pictures of one question; `store` gets the files by their digests."""

    def __init__(self, store: dict[str, ImageFile]) -> None:
        self._store = store
        self.remarks: list[Remark] = []
        self._shown: set[tuple[str, str]] = set()

    def images(self, files: FilesByPart, words: WordsByPart) -> tuple[ImageRef, ...]:
        """Give the images of all parts, described in every language.

        Those of a passage stand with the stem of each of its questions, those of feedback with
        the explanation, which nobody sees before the feedback.
        """
        found: dict[tuple[str, str], dict[Language, str]] = {}
        for language, parts in words.items():
            for part, each in parts.items():
                place = _STAND_WITH.get(part.partition(".")[0], part)
                for picture in each.pictures:
                    digest = self._taken(picture, part, place, files.get(part, {}))
                    if digest is not None:
                        found.setdefault((place, digest), {})[language] = picture.alt
        for part, each in next(iter(words.values())).items():
            if each.are_pictures_within and part == "stem":
                self._remark(
                    N_("The picture stood between the words; it now stands after them."),
                    Action.CHECK,
                    part,
                )
        self._remark_files(files)
        return tuple(
            self._image(part, digest, alt, tuple(words)) for (part, digest), alt in found.items()
        )

    def _taken(
        self, picture: Picture, part: str, place: str, files: Mapping[str, bytes]
    ) -> str | None:
        """Store the picture's file and give its digest; None where it cannot be taken."""
        name = picture.file
        if name is not None:
            data = files.get(name)
            self._shown.add((part, name))
        elif picture.address.startswith(_DATA_ADDRESS):
            data, name = decoded_file(picture.address.partition("base64,")[2]), ""
        else:
            self._remark_absent(picture.address, part)
            return None
        if data is None:
            self._remark_once(
                N_("The picture “%(name)s” is not in the file, or damaged; it was left out."),
                part,
                name=name,
            )
            return None
        if place not in _PLACEMENTS and not place.startswith("options."):
            self._remark_once(
                N_(
                    "A picture was left out: only stems, options and explanations can have"
                    " pictures."
                ),
                part,
            )
            return None
        if place != part:
            self._remark_moved(part)
        file = ImageFile(data, name)
        self._store.setdefault(file.digest, file)
        return file.digest

    def _remark_moved(self, part: str) -> None:
        message = (
            N_("The picture of the passage now stands with each of its questions.")
            if part == "passage"
            else N_("The picture of the feedback now stands with the explanation.")
        )
        if (message, Action.CHECK, part, {}) not in self.remarks:
            self._remark(message, Action.CHECK, part)

    def _remark_absent(self, address: str, part: str) -> None:
        if not address:
            self._remark_once(N_("A picture without an address was left out."), part)
            return
        is_on_the_web = address.casefold().startswith(_ON_THE_WEB)
        message = (
            N_("The picture at %(address)s lies outside the file; it was left out.")
            if is_on_the_web
            else N_(
                "The picture at %(address)s is not in the file; it was left out. If the file came"
                " in a package (.zip or .imscc), bring that as a whole."
            )
        )
        self._remark_once(message, part, address=address[:ALT_MAXIMUM])

    def _image(
        self, part: str, digest: str, alt: dict[Language, str], languages: tuple[Language, ...]
    ) -> ImageRef:
        sound = {language: text for language, text in alt.items() if _is_sound(text)}
        if len(sound) < len(languages):
            self._remark(
                N_("The picture has no description that can be kept; say what it shows."),
                Action.CHECK,
                part,
            )
        described = {
            language: sound.get(language) or next(iter(sound.values()), STAND_IN[language])
            for language in languages
        }
        if part in _PLACEMENTS:
            return ImageRef(digest, _PLACEMENTS[part], None, described)
        option = int(part.removeprefix("options."))
        return ImageRef(digest, ImagePlacement.OPTION, option, described)

    def _remark_files(self, files: FilesByPart) -> None:
        for part, named in files.items():
            for name in named:
                if (part, name) not in self._shown:
                    self._remark(
                        N_("The attached file “%(name)s” was left out: only pictures are kept."),
                        Action.CHANGED,
                        part,
                        name=name,
                    )

    def _remark_once(self, message: str, part: str, **params: object) -> None:
        # Each language of a text shows the same pictures.
        if (message, Action.CHANGED, part, params) not in self.remarks:
            self._remark(message, Action.CHANGED, part, **params)

    def _remark(self, message: str, action: Action, part: str, **params: object) -> None:
        self.remarks.append((message, action, part, params))


def _is_sound(alt: str) -> bool:
    return not any(text_problems(alt, "alt", maximum=ALT_MAXIMUM, required=True))
