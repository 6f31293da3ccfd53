"""Items of every type as Hypothesis draws them, for the round trips of the formats.

Texts are stripped, as every format strips them, and their letters show their language, since many
formats do not name it. Texts in HTML are as `html_text.cleaned` leaves them, and the stem has an
element that plain text would lose.
"""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from html import escape

from hypothesis import strategies as st

from quizapp.domain.items import (
    LANGUAGES,
    TRUE_FALSE_OPTIONS,
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemText,
    ItemType,
    Key,
    Language,
    OptionOrder,
    TextFormat,
)
from quizapp.domain.keys import (
    AcceptedText,
    MatchingKey,
    MultipleKey,
    NumericAnswer,
    NumericKey,
    ShortAnswerKey,
    SingleKey,
    TrueFalseKey,
)
from quizapp.domain.materials import normalised
from quizapp.domain.topics import TOPICS
from quizapp.interchange.banks import BankItem, ImageFile, ItemBank

ALL_TYPES = frozenset(ItemType)

# What some format treats in a way of its own, next to anything else that the domain allows.
PECULIAR = st.sampled_from(
    [
        *[
            "a=b",
            "~a",
            "{a}",
            "}",
            "{",
            "#a",
            "a:b",
            "::a::",
            "%50%a",
            "a\\nb",
            "\\",
            "a\\",
            "\\\\",
        ],
        *["[html]a", "[plain]", "[x]", "-> a", "a -> b", "a->b", "..", "1..2", "####a", "//a"],
        *["$CATEGORY: a", "T", "FALSE", "A. a", "a) b", "ANSWER: B", "Q1. a", "Ans. (c)", "*a*"],
        *["<b>", "</span>", "a<b>c", "&amp;", "&lt;", "&", "a & b", "<!-- a -->", "]]>", "&nbsp;"],
        *["<span lang='hi' class='multilang'>a</span>", "<img src=a>", "@@PLUGINFILE@@/a.png"],
        *["\\(x<y\\)", "\\[\\frac{a}{b} \\neq c\\]", "$$x^2$$", "x\\times y", "10 %", "5 < 6 > 4"],
        *[
            '"',
            "'",
            '"a,b"',
            ",",
            ";",
            "=1+1",
            "+1",
            "-1",
            "@a",
            "a  b",
            "a\nb",
            "a\n\nb",
            "a \n b",
        ],
        *["a\tb", "a\xa0b", "क\u200dष", "नदी", "😀", "\xad", "a\u2028b", "\u200ba", "1857", "٣"],
    ]
)
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]) | st.sampled_from(
    "\n\t :#-=~{}"
)
PLAIN = (PECULIAR | st.text(CHARACTERS, max_size=12)).map(str.strip)
FILLED = PLAIN.filter(bool)
INLINE = st.sampled_from(["b", "strong", "i", "em", "u", "s", "sub", "sup", "code"])
CATEGORIES = st.lists(
    st.from_regex(r"[A-Za-zअ-ह0-9]{1,6}([ /.:{}=~#\\&<-][A-Za-z0-9]{1,4})?", fullmatch=True),
    max_size=3,
).map(tuple)
IDS = st.just("") | st.from_regex(r"[A-Za-z0-9]{1,8}([._-][A-Za-z0-9]{1,8})?", fullmatch=True)
LEADS = {"en": "Which of the letters", "hi": "निम्नलिखित अक्षरों का प्रश्न"}
WEIGHTS = st.sampled_from([Fraction(n, d) for d in (2, 3, 6, 7, 8, 9, 10) for n in range(1, d)])
NUMBERS = st.decimals(-10_000, 10_000, places=3) | st.integers(-100, 100).map(Decimal)
# A pixel's worth of PNG is enough: readers do not look into pictures.
PICTURES = st.binary(min_size=1, max_size=8).map(
    lambda data: ImageFile(b"\x89PNG\r\n" + data, "a b.png")
)


@st.composite
def html_texts(draw: st.DrawFn, plain: st.SearchStrategy[str]) -> str:
    """A text in HTML: emphasised words between others, or none."""
    before, within, after = (
        escape(draw(plain), quote=False).replace("\xa0", "&nbsp;") for _ in "123"
    )
    tag = draw(INLINE)
    return f"{before}<{tag}>{within}x</{tag}>{after}"


@st.composite
def contents(
    draw: st.DrawFn,
    types: Collection[ItemType] = ALL_TYPES,
    languages: Collection[Language] = LANGUAGES,
    images: bool = False,  # noqa: FBT001, FBT002 — Hypothesis hands arguments on by position as well
) -> tuple[ItemContent, dict[str, ImageFile]]:
    """An item of one of the types, and the pictures it refers to."""
    type_ = draw(st.sampled_from(sorted(types)))
    text_format = draw(st.sampled_from(TextFormat))
    has_options = type_ in {ItemType.SINGLE, ItemType.MULTIPLE, ItemType.MATCHING}
    count = draw(st.integers(2, 4)) if has_options else 0
    prompts = draw(st.integers(2, 3)) if type_ is ItemType.MATCHING else 0
    key = draw(keys(type_, count, prompts))
    has_feedback = draw(st.booleans())
    chosen = draw(st.sets(st.sampled_from(sorted(languages)), min_size=1))
    texts = {
        language: draw(
            _texts(language, text_format, key, (count, prompts), has_feedback=has_feedback)
        )
        for language in LANGUAGES
        if language in chosen
    }
    store: dict[str, ImageFile] = {}
    refs = draw(_images(tuple(texts), count, store)) if images else ()
    fixed = type_ is ItemType.TRUE_FALSE
    content = ItemContent(
        texts=texts,
        key=key,
        text_format=text_format,
        option_order=OptionOrder.FIXED if fixed else draw(st.sampled_from(OptionOrder)),
        topics=tuple(draw(st.lists(st.sampled_from([*TOPICS]), max_size=2, unique=True))),
        images=refs,
    )
    return content, store


@st.composite
def _texts(
    draw: st.DrawFn,
    language: Language,
    text_format: TextFormat,
    key: Key,
    counts: tuple[int, int],
    *,
    has_feedback: bool,
) -> ItemText:
    count, prompts = counts
    is_html = text_format is TextFormat.HTML
    filled = html_texts(PLAIN) if is_html else FILLED
    empty = st.just("") | filled
    options = draw(st.lists(filled, min_size=count, max_size=count, unique_by=normalised))
    if key.type is ItemType.TRUE_FALSE:
        options = [*TRUE_FALSE_OPTIONS[language]]
    answers = key.answers(len(options))
    feedback = draw(st.lists(empty, min_size=answers, max_size=answers)) if has_feedback else []
    return ItemText(
        stem=f"{LEADS[language]} {draw(filled)}",
        options=tuple(options),
        explanation=draw(empty),
        prompts=tuple(draw(st.lists(filled, min_size=prompts, max_size=prompts, unique=True))),
        feedback=tuple(feedback) if any(feedback) else (),
    )


@st.composite
def keys(draw: st.DrawFn, type_: ItemType, options: int, prompts: int) -> Key:
    """A key for an item with so many options and prompts."""
    match type_:
        case ItemType.SINGLE:
            option = draw(st.integers(0, options - 1))
            weights = [draw(WEIGHTS | WEIGHTS.map(lambda each: -each)) for _ in range(options)]
            weights[option] = Fraction(1)
            return SingleKey(option, tuple(weights) if draw(st.booleans()) else ())
        case ItemType.MULTIPLE:
            right = draw(st.sets(st.integers(0, options - 1), min_size=1))
            share = Fraction(1, len(right))
            wrong = draw(st.just(Fraction(0)) | WEIGHTS.map(lambda each: -each))
            weights = [share if each in right else wrong for each in range(options)]
            return MultipleKey(frozenset(right), tuple(weights) if draw(st.booleans()) else ())
        case ItemType.TRUE_FALSE:
            return TrueFalseKey(draw(st.booleans()))
        case ItemType.NUMERIC:
            answers = st.builds(NumericAnswer, NUMBERS, NUMBERS.map(abs), WEIGHTS)
            return NumericKey((NumericAnswer(draw(NUMBERS)), *draw(st.lists(answers, max_size=2))))
        case ItemType.SHORT_ANSWER:
            single_line = FILLED.filter(lambda text: "\n" not in text)
            answers_typed = st.builds(AcceptedText, single_line, WEIGHTS | st.just(Fraction(0)))
            first = AcceptedText(draw(single_line), Fraction(1))
            others = draw(st.lists(answers_typed, max_size=2))
            return ShortAnswerKey((first, *others), draw(st.booleans()))
        case ItemType.MATCHING:
            pairs = [draw(st.integers(0, options - 1)) for _ in range(prompts)]
            return MatchingKey(tuple(pairs), draw(st.booleans()))


@st.composite
def _images(
    draw: st.DrawFn, languages: tuple[Language, ...], options: int, store: dict[str, ImageFile]
) -> tuple[ImageRef, ...]:
    places = [None, *range(options)]
    chosen = draw(st.lists(st.sampled_from(places), max_size=2, unique=True))
    refs = []
    for option in sorted(chosen, key=lambda each: -1 if each is None else each):
        file = draw(PICTURES)
        store[file.digest] = file
        placement = ImagePlacement.STEM if option is None else ImagePlacement.OPTION
        alt = {language: " ".join(draw(FILLED).split()) or "x" for language in languages}
        refs.append(ImageRef(file.digest, placement, option, alt))
    return tuple(refs)


@st.composite
def banks(
    draw: st.DrawFn,
    types: Collection[ItemType] = ALL_TYPES,
    languages: Collection[Language] = LANGUAGES,
    images: bool = False,  # noqa: FBT001, FBT002 — as above
) -> ItemBank:
    """One to three items with their pictures; ids are there for all or for none."""
    drawn = draw(st.lists(contents(types, languages, images), min_size=1, max_size=3))
    ids = draw(st.lists(IDS.filter(bool), min_size=len(drawn), max_size=len(drawn), unique=True))
    store: dict[str, ImageFile] = {}
    for _, files in drawn:
        store |= files
    items = tuple(
        BankItem(content=content, id=id_, category=draw(CATEGORIES))
        for (content, _), id_ in zip(drawn, ids, strict=True)
    )
    return ItemBank(title="Letters", items=items, images=store)
