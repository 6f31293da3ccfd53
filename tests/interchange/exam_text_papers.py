"""Papers made on purpose: known questions, printed in any of the styles that people use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

Words = tuple[str, tuple[str, ...]]
"""A stem and its options in one language."""


@dataclass(frozen=True)
class Asked:
    """A question that is known in both languages, and the position of its right option."""

    en: Words
    hi: Words
    key: int


def _asked(en: str, hi: str, options: str, optionen: str, key: int) -> Asked:
    return Asked((en, tuple(options.split(" | "))), (hi, tuple(optionen.split(" | "))), key)


POOL: tuple[Asked, ...] = (
    _asked(
        "Which is the national flower of India?",
        "भारत का राष्ट्रीय पुष्प कौन-सा है?",
        "Lotus | Rose | Jasmine | Marigold",
        "कमल | गुलाब | चमेली | गेंदा",
        0,
    ),
    _asked(
        "Who wrote the book Discovery of India?",
        "डिस्कवरी ऑफ इंडिया पुस्तक किसने लिखी?",
        "Mahatma Gandhi | Jawaharlal Nehru | Rajendra Prasad | C. Rajagopalachari",
        "महात्मा गांधी | जवाहरलाल नेहरू | राजेन्द्र प्रसाद | सी. राजगोपालाचारी",
        1,
    ),
    _asked(
        "The Battle of Buxar was fought in the year",
        "बक्सर का युद्ध किस वर्ष लड़ा गया",
        "1757 | 1761 | 1764 | 1857",
        "1757 | 1761 | 1764 | 1857",
        2,
    ),
    _asked(
        "Consider the following statements:\n1. The Narmada rises at Amarkantak.\n"
        "2. The Tapti flows into the Bay of Bengal.\n"
        "Which of the statements given above is/are correct?",
        "निम्नलिखित कथनों पर विचार कीजिए:\n1. नर्मदा अमरकंटक से निकलती है।\n"
        "2. ताप्ती बंगाल की खाड़ी में गिरती है।\n"
        "उपर्युक्त कथनों में से कौन-सा/से सही है/हैं?",
        "1 only | 2 only | Both 1 and 2 | Neither 1 nor 2",
        "केवल 1 | केवल 2 | 1 और 2 दोनों | न तो 1, न ही 2",
        0,
    ),
    _asked(
        "Which vitamin is also known as ascorbic acid?",
        "एस्कॉर्बिक अम्ल किस विटामिन को कहते हैं?",
        "Vitamin A | Vitamin B | Vitamin C | Vitamin D",
        "विटामिन ए | विटामिन बी | विटामिन सी | विटामिन डी",
        2,
    ),
    _asked(
        "In which state is the Chilika lake?",
        "चिल्का झील किस राज्य में है?",
        "Kerala | Odisha | Rajasthan | Manipur",
        "केरल | ओडिशा | राजस्थान | मणिपुर",
        1,
    ),
    _asked(
        "Which of the following is NOT a planet?",
        "निम्नलिखित में से कौन-सा ग्रह नहीं है?",
        "Mars | Venus | Moon | Saturn",
        "मंगल | शुक्र | चंद्रमा | शनि",
        2,
    ),
    _asked(
        "How many schedules did the Constitution of India have in 1950?",
        "1950 में भारत के संविधान में कितनी अनुसूचियाँ थीं?",
        "8 | 10 | 12 | 14",
        "8 | 10 | 12 | 14",
        0,
    ),
    _asked(
        "Consider the following about the Lok Sabha:\nI. Its term is five years.\n"
        "II. A Money Bill begins in it.\nIII. It is a permanent House.\n"
        "How many of the above statements are correct?",
        "लोक सभा के बारे में विचार कीजिए:\nI. इसकी अवधि पाँच वर्ष है।\n"
        "II. धन विधेयक इसमें आरंभ होता है।\nIII. यह स्थायी सदन है।\n"
        "उपर्युक्त कथनों में से कितने सही हैं?",
        "Only one | Only two | All three | None",
        "केवल एक | केवल दो | सभी तीन | कोई नहीं",
        1,
    ),
    _asked(
        "Who was the founder of the Haryanka dynasty of Magadha?",
        "मगध के हर्यक वंश का संस्थापक कौन था?",
        "Ajatashatru | Bimbisara | Udayin | Shishunaga",
        "अजातशत्रु | बिम्बिसार | उदायिन | शिशुनाग",
        1,
    ),
    _asked(
        "The Ganga is called ______ in Bangladesh.",
        "बांग्लादेश में गंगा को ______ कहते हैं।",
        "Padma | Meghna | Jamuna | Teesta",
        "पद्मा | मेघना | जमुना | तीस्ता",
        0,
    ),
    _asked(
        "Which instrument measures the strength of an earthquake?",
        "भूकंप की तीव्रता किस यंत्र से मापी जाती है?",
        "Barometer | Hygrometer | Anemometer | Seismograph",
        "बैरोमीटर | हाइग्रोमीटर | एनीमोमीटर | सीस्मोग्राफ",
        3,
    ),
)

NUMBERINGS: Sequence[Callable[[int], str]] = (
    "Q{}. ".format,
    "Q.{} ".format,
    "Q {}) ".format,
    "Que {}: ".format,
    "Question {}: ".format,
    "{}. ".format,
    "{}) ".format,
    "({}) ".format,
    "प्रश्न {}. ".format,
    "प्र.{} ".format,
    lambda number: f"प्रश्न {in_devanagari(number)} ",
    lambda number: f"{in_devanagari(number)}. ",
)
LABELS: Sequence[Sequence[str]] = (
    ("(a)", "(b)", "(c)", "(d)"),
    ("a)", "b)", "c)", "d)"),
    ("A.", "B.", "C.", "D."),
    ("a.", "b.", "c.", "d."),
    ("(A)", "(B)", "(C)", "(D)"),
    ("[A]", "[B]", "[C]", "[D]"),
    ("1)", "2)", "3)", "4)"),
    ("(1)", "(2)", "(3)", "(4)"),
    ("(i)", "(ii)", "(iii)", "(iv)"),
    ("(क)", "(ख)", "(ग)", "(घ)"),
    ("(अ)", "(ब)", "(स)", "(द)"),
)
ANSWERS = (
    "Ans. ({bare})",
    "Answer: {bare}",
    "Ans: {bare}) {text}",
    "Correct answer is {bare}",
    "Ans - {bare}",
    "उत्तर: ({bare})",
    "उत्तर ({bare})",
    "सही उत्तर : {bare}",
)
MARKS = ("*", " ✓", " (correct)")
KEYS = ("run", "list", "table", "solutions")
EXPLANATIONS = ("Explanation: ", "Sol. ", "Solution: ", "व्याख्या: ", "Exp: ")
COLUMNS = (1, 2, 4)


def in_devanagari(number: int) -> str:
    return "".join(chr(0x0966 + int(digit)) for digit in str(number))


@dataclass(frozen=True)
class Style:
    """How a paper is printed. `answers` is one of ANSWERS, MARKS or KEYS."""

    numbering: int
    labels: Sequence[str]
    answers: str
    columns: int
    gap: str
    blank: bool
    explanation: str
    first: int

    @property
    def bare(self) -> Sequence[str]:
        return [label.strip("()[].") for label in self.labels]


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Any style in which a person could tell questions, statements and options apart."""
    numbering = draw(st.integers(0, len(NUMBERINGS) - 1))
    labels = draw(st.sampled_from(LABELS))
    alike = {6: "1)", 7: "(1)"}
    if alike.get(numbering) == labels[0]:
        labels = LABELS[0]
    return Style(
        numbering,
        labels,
        draw(st.sampled_from((*ANSWERS, *MARKS, *KEYS))),
        draw(st.sampled_from(COLUMNS)),
        draw(st.sampled_from(("\t", "    "))),
        draw(st.booleans()),
        draw(st.sampled_from(("", *EXPLANATIONS))),
        draw(st.integers(1, 120)),
    )


def questions(least: int = 3) -> st.SearchStrategy[list[Asked]]:
    return st.lists(st.sampled_from(POOL), min_size=least, max_size=len(POOL), unique=True)


def explained(asked: Asked, style: Style) -> str:
    """What explains the answer, if the style has any; with two paragraphs."""
    if not style.explanation or style.answers in {*MARKS, "run", "list", "table"}:
        return ""
    return f"The right one is {asked.en[1][asked.key]}.\nIt was asked before."


def paper(asked: Sequence[Asked], style: Style, language: str) -> str:
    """Print a paper in one language ("en", "hi") or both ("turns", "halves", "lines")."""
    lines: list[str] = []
    if language == "halves":
        for half in ("en", "hi"):
            for number, each in enumerate(asked, start=style.first):
                lines += _question(each, number, style, getattr(each, half), last=half == "hi")
    else:
        for number, each in enumerate(asked, start=style.first):
            if language == "turns":
                lines += _question(each, number, style, each.en, last=False)
                lines += _question(each, number, style, each.hi, last=True)
            else:
                lines += _question(each, number, style, _words(each, language), last=True)
    return "\n".join([*lines, *_key(asked, style)]) + "\n"


def _words(asked: Asked, language: str) -> Words:
    if language != "lines":
        return asked.en if language == "en" else asked.hi
    options = tuple(
        en if en == hi else f"{en} / {hi}" for en, hi in zip(asked.en[1], asked.hi[1], strict=True)
    )
    return f"{asked.en[0]}\n{asked.hi[0]}", options


def _question(asked: Asked, number: int, style: Style, words: Words, *, last: bool) -> list[str]:
    stem, options = words
    mark = style.answers if style.answers in MARKS else ""
    printed = [
        f"{label} {option}{mark if position == asked.key else ''}"
        for position, (label, option) in enumerate(zip(style.labels, options, strict=True))
    ]
    lines = [NUMBERINGS[style.numbering](number) + stem, *_rows(printed, style)]
    if last and style.answers in ANSWERS:
        text = options[asked.key]
        lines.append(style.answers.format(bare=style.bare[asked.key], text=text))
        if explanation := explained(asked, style):
            lines.append(style.explanation + explanation)
    return [*lines, ""] if style.blank else lines


def _rows(printed: Sequence[str], style: Style) -> Iterator[str]:
    for start in range(0, len(printed), style.columns):
        yield style.gap.join(printed[start : start + style.columns])


def _key(asked: Sequence[Asked], style: Style) -> list[str]:
    numbered = [
        (number, style.bare[each.key], each) for number, each in enumerate(asked, start=style.first)
    ]
    match style.answers:
        case "run":
            return ["Answer Key", ", ".join(f"{number}-{bare}" for number, bare, _ in numbered)]
        case "list":
            return ["उत्तरमाला", *(f"{number}. ({bare})" for number, bare, _ in numbered)]
        case "table":
            numbers = " ".join(str(number) for number, *_ in numbered)
            bares = " ".join(bare for _, bare, _ in numbered)
            return ["ANSWERS", f"Q.No. {numbers}", f"Ans {bares}"]
        case "solutions":
            return ["Solutions", *_solutions(numbered, style)]
        case _:
            return []


def _solutions(numbered: Sequence[tuple[int, str, Asked]], style: Style) -> Iterator[str]:
    for number, bare, asked in numbered:
        yield f"S{number}. Ans.({bare})"
        if explanation := explained(asked, style):
            yield f"Sol. {explanation}"
