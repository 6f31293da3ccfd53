"""Unicode → Kruti Dev 010, as a typist would key it in: it makes the tests' legacy texts."""

# ruff: noqa: RUF001 — the code consists of look-alikes

import re

__all__ = ["CONSONANTS", "kruti_dev"]

_WHOLE = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसह",
        re.findall(
            r"\S+", "d [k x ?k ³ p N t > ¥ V B M < .k r Fk n /k u i Q c Hk e ; j y G o 'k \"k l g"
        ),
        strict=True,
    )
)
CONSONANTS = tuple(_WHOLE)
_HALF = dict(
    zip(
        "कखगघचजझणतथधनपफबभमयलवशषसह",
        "D[X?PT÷.RF/UI¶CHE¸YO'\"Lº",
        strict=True,
    )
)
_CONJUNCTS = {
    "क्ष": "{k",
    "त्र": "=",
    "ज्ञ": "K",
    "श्र": "J",
    "द्य": "|",
    "द्ध": ")",
    "द्व": "}",
    "द्द": "í",
    "द्र": "æ",
    "क्र": "Ø",
    "प्र": "iz",
    "त्त": "Ùk",
    "ट्ट": "ê",
    "ट्ठ": "ë",
    "ह्म": "ã",
    "ह्न": "à",
    "ह्य": "á",
}
_HALF_CONJUNCTS = {"क्ष": "{", "त्त": "Ù", "त्र": "«"}
_ROUND = "टठडढछ"
_VOWELS = {
    "अ": "v",
    "आ": "vk",
    "इ": "b",
    "ई": "bZ",
    "उ": "m",
    "ऊ": "Å",
    "ऋ": "_",
    "ए": ",",
    "ऐ": ",s",
    "ऑ": "v‚",
    "ओ": "vks",
    "औ": "vkS",
}
_SIGNS = {
    "ा": "k",
    "ी": "h",
    "ु": "q",
    "ू": "w",
    "ृ": "`",
    "े": "s",
    "ै": "S",
    "ो": "ks",
    "ौ": "kS",
    "ॉ": "‚",
    "ि": "",
}
_MARKS = {"ं": "a", "ँ": "¡"}
_OTHERS = {
    "ः": "%",
    ":": "%",
    "।": "A",
    ".": "-",
    "-": "&",
    ",": "]",
    ";": "(",
    "?": "\\",
    "/": "@",
    "(": "¼",
    ")": "½",
    "=": "¾",
    "+": "$",
    "‘": "^",
    "’": "*",
    "“": "Þ",
    "”": "ß",
}
_OTHERS |= dict(zip("०१२३४५६७८९", "åƒ„…†‡ˆ‰Š‹", strict=True))
_UNIT = re.compile(
    "(?P<cluster>(?:[क-ह]\u093c?\u094d)*[क-ह]\u093c?)(?P<sign>[\u093e-\u094c]?)(?P<mark>[ंँ]?)"
    "(?P<virama>\u094d?)|(?P<vowel>[अ-औ])(?P<after>[ंँ]?)|(?P<other>.)",
    re.DOTALL,
)


def kruti_dev(text: str) -> str:
    """Key in a Hindi text. What the font does not have stays as it is."""
    return "".join(map(_unit, _UNIT.finditer(text)))


def _unit(found: re.Match[str]) -> str:
    if found["other"]:
        return _OTHERS.get(found["other"], found["other"])
    if found["vowel"]:
        return _VOWELS[found["vowel"]] + _MARKS.get(found["after"], "")
    consonants = found["cluster"].split("\u094d")
    has_reph = len(consonants) > 1 and consonants[0] == "र"
    cluster = _cluster(consonants[1:] if has_reph else consonants)
    before = "f" if found["sign"] == "ि" else ""
    sign = _SIGNS.get(found["sign"], "")
    reph = "Z" if has_reph else ""
    mark = _MARKS.get(found["mark"], "")
    virama = "~" if found["virama"] else ""
    return f"{before}{cluster}{virama}{sign}{reph}{mark}"


def _cluster(consonants: list[str]) -> str:
    code = ""
    position = 0
    while position < len(consonants):
        pair = "\u094d".join(consonants[position : position + 2])
        width = 2 if pair in _CONJUNCTS else 1
        letter = pair if width == 2 else consonants[position]
        is_last = position + width == len(consonants)
        if letter == "र" and position:
            code = code.removesuffix("~")
            code += "ª" if consonants[position - 1] in _ROUND else "z"
            code += "" if is_last else "~"
        else:
            below_follows = not is_last and consonants[position + width] == "र"
            code += _letter(letter, is_whole=is_last or below_follows)
        position += width
    return code


def _letter(letter: str, *, is_whole: bool) -> str:
    bare = letter.removesuffix("\u093c")
    nukta = "+" if bare != letter else ""
    if is_whole:
        whole = _CONJUNCTS.get(bare) or _WHOLE[bare]
        return whole[0] + nukta + whole[1:]
    half = _HALF_CONJUNCTS.get(bare) or _HALF.get(bare)
    if half:
        return half + nukta
    return (_CONJUNCTS.get(bare) or _WHOLE[bare]) + nukta + "~"
