"""Items of every type as Hypothesis draws them, for the round trips of the formats.

Texts are stripped, as every format strips them, and their letters show their language, since many
formats do not name it. Texts in HTML are as `html_text.cleaned` leaves them. What only some formats
carry must be asked for: pictures, and with `proven` the sentences that answers rest on.
"""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from html import escape

from hypothesis import strategies as st

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    FORMATS_THAT_STAY_PUT,
    LANGUAGES,
    TRUE_FALSE_OPTIONS,
    Evidence,
    FactKind,
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    Key,
    Language,
    OptionOrder,
    Source,
    Stimulus,
    StimulusKind,
    StimulusText,
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
from quizapp.interchange.html_text import ALLOWED_TAGS, cleaned

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
FILLED = PLAIN.map(lambda text: text or "x")
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
def evidence(draw: st.DrawFn) -> Evidence:
    """A sentence of an article with an answer in it."""
    text = f"The letter {draw(PLAIN)}."
    start = draw(st.integers(0, 5_000))
    places = st.integers(start, start + len(text))
    answer = sorted([draw(places), draw(places)])
    return Evidence(text, start, start + len(text), *answer)


URLS = st.sampled_from(["", "https://news.example/a?b=1&c=%20<d>--", "http://example.org"])
SOURCES = st.builds(Source, title=PLAIN, url=URLS, name=FILLED)
SOURCES_WITH_EVIDENCE = st.builds(
    Source, title=PLAIN, url=URLS, name=PLAIN, evidence=st.lists(evidence(), max_size=2)
)


@st.composite
def stimuli(draw: st.DrawFn) -> Stimulus:
    """A passage or a data set in one language or more, perhaps the same in all of them."""
    languages = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))
    text = st.builds(StimulusText, PLAIN, FILLED)
    shared = draw(st.none() | text)
    texts = {language: shared or draw(text) for language in languages}
    return Stimulus(draw(st.sampled_from(StimulusKind)), texts)


LOOSE = st.recursive(
    st.sampled_from(["a", "b c", " ", ""]),
    lambda inner: st.tuples(
        st.sampled_from(sorted(ALLOWED_TAGS)), st.lists(inner, max_size=3).map("".join)
    ).map(lambda each: "<{0}>{1}</{0}>".format(*each)),
    max_leaves=6,
)
"""Elements within elements as HTML lets them stand, and stricter formats do not."""


@st.composite
def html_texts(draw: st.DrawFn, plain: st.SearchStrategy[str]) -> str:
    """A text in HTML: words with and without emphasis, paragraphs, lists, tables."""
    before, within, after = (
        escape(draw(plain), quote=False).replace("\xa0", "&nbsp;") for _ in "123"
    )
    tag = draw(INLINE)
    line = f"{before}<{tag}>{within}x</{tag}>{after}"
    return draw(
        st.sampled_from(
            [
                *(line, f"<p>{line}</p>", f"<p>{within}x</p><p>{line}</p>", f"{within}x"),
                f"<ul><li>{line}</li><li>{within}x</li></ul>",
                f"{draw(LOOSE)}<p>{line}</p>",
                f"{line}<table><tbody><tr><td>{within}</td><td>x</td></tr></tbody></table>",
            ]
        ).map(cleaned)
    )


@st.composite
def contents(
    draw: st.DrawFn,
    types: Collection[ItemType] = ALL_TYPES,
    languages: Collection[Language] = LANGUAGES,
    images: bool = False,  # noqa: FBT001, FBT002 — Hypothesis hands arguments on by position as well
    proven: bool = False,  # noqa: FBT001, FBT002 — as above
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
    choices = type_ is ItemType.SINGLE
    format_ = draw(st.sampled_from(ItemFormat)) if choices else ItemFormat.DIRECT
    orders = [each for each in OptionOrder if each is not OptionOrder.SHUFFLE]
    if format_ not in FORMATS_THAT_STAY_PUT:
        orders.append(OptionOrder.SHUFFLE)
    content = ItemContent(
        texts=texts,
        key=key,
        text_format=text_format,
        format=format_,
        option_order=OptionOrder.FIXED if fixed else draw(st.sampled_from(orders)),
        kind=draw(st.none() | st.sampled_from(FactKind)),
        difficulty=draw(st.none() | st.sampled_from(Difficulty)),
        news_date=draw(st.none() | st.dates()),
        stale_on=draw(st.none() | st.dates()),
        source=draw(st.none() | (SOURCES_WITH_EVIDENCE if proven else SOURCES)),
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
        usual = st.just([*TRUE_FALSE_OPTIONS[language]])
        own = st.lists(filled, min_size=2, max_size=2, unique_by=normalised)
        options = draw(usual | own)
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
            others = st.lists(st.builds(NumericAnswer.anything, WEIGHTS), max_size=1)
            more = (*draw(st.lists(answers, max_size=2)), *draw(others))
            return NumericKey((NumericAnswer(draw(NUMBERS)), *more))
        case ItemType.SHORT_ANSWER:
            single_line = FILLED.map(lambda text: text.replace("\n", " "))
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
    # The stem, the explanation, then the options: so files have them.
    chosen = draw(st.lists(st.integers(-2, options - 1), max_size=2, unique=True))
    refs = []
    for place in sorted(chosen):
        option = place if place >= 0 else None
        file = draw(PICTURES)
        store[file.digest] = file
        placement = {-2: ImagePlacement.STEM, -1: ImagePlacement.EXPLANATION}.get(
            place, ImagePlacement.OPTION
        )
        alt = {language: " ".join(draw(FILLED).split()) or "x" for language in languages}
        refs.append(ImageRef(file.digest, placement, option, alt))
    return tuple(refs)


@st.composite
def banks(
    draw: st.DrawFn,
    types: Collection[ItemType] = ALL_TYPES,
    languages: Collection[Language] = LANGUAGES,
    images: bool = False,  # noqa: FBT001, FBT002 — as above
    proven: bool = False,  # noqa: FBT001, FBT002 — as above
) -> ItemBank:
    """One to three items with their pictures, some of which share a passage."""
    drawn = draw(st.lists(contents(types, languages, images, proven), min_size=1, max_size=3))
    ids = draw(st.lists(IDS.filter(bool), min_size=len(drawn), max_size=len(drawn), unique=True))
    store: dict[str, ImageFile] = {}
    for _, files in drawn:
        store |= files
    passage = draw(stimuli())
    items = tuple(
        BankItem(
            content=content,
            id=id_,
            category=draw(CATEGORIES),
            stimulus=draw(st.none() | st.just(passage) | stimuli()),
        )
        for (content, _), id_ in zip(drawn, ids, strict=True)
    )
    return ItemBank(title="Letters", items=items, images=store)
