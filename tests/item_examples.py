"""One item of each type, with weights and feedback, for tests of everything above the domain."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from quizapp.domain.items import (
    TRUE_FALSE_OPTIONS,
    ItemContent,
    ItemText,
    ItemType,
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

HALF = Fraction(1, 2)
RIVERS = ("Godavari", "Ganga", "Krishna", "Yamuna")

SINGLE = ItemContent(
    texts={
        "en": ItemText(
            "Which river is the longest in peninsular India?",
            RIVERS,
            "The Godavari is 1,465 km long.",
            feedback=("Yes.", "It is no river of the peninsula.", "It is the second.", ""),
        )
    },
    key=SingleKey(0, (Fraction(1), Fraction(0), HALF, Fraction(0))),
    option_order=OptionOrder.FIXED,
    topics=("geography",),
)
MULTIPLE = ItemContent(
    texts={
        "en": ItemText(
            "Which rivers flow into the Bay of Bengal?",
            ("Godavari", "Narmada", "Krishna", "Tapi"),
            "The other two flow west.",
            feedback=("", "The Narmada flows west.", "", ""),
        )
    },
    key=MultipleKey(frozenset({0, 2}), (HALF, -HALF, HALF, -HALF)),
    option_order=OptionOrder.FIXED,
    topics=("geography",),
)
TRUE_FALSE = ItemContent(
    texts={
        "en": ItemText(
            "The Narmada flows into the Bay of Bengal.", TRUE_FALSE_OPTIONS["en"], "It flows west."
        )
    },
    key=TrueFalseKey(answer=False),
    option_order=OptionOrder.FIXED,
    topics=("geography",),
)
NUMERIC = ItemContent(
    texts={
        "en": ItemText(
            r"How many degrees is \(\frac{\pi}{2}\) radian?",
            explanation="A right angle.",
            feedback=("Exactly.", "Nearly."),
        )
    },
    key=NumericKey(
        (NumericAnswer(Decimal(90)), NumericAnswer(Decimal(90), Decimal("0.5"), Fraction(1, 4)))
    ),
    topics=("science-technology",),
)
SHORT_ANSWER = ItemContent(
    texts={
        "en": ItemText(
            "<p>What is H<sub>2</sub>O called?</p>", explanation="<em>Water</em>, of course."
        )
    },
    key=ShortAnswerKey((AcceptedText("water"), AcceptedText("*ice*", HALF))),
    text_format=TextFormat.HTML,
    topics=("science-technology",),
)
MATCHING = ItemContent(
    texts={
        "en": ItemText(
            "Match each state with its capital.",
            ("Bhopal", "Patna", "Ranchi"),
            "Ranchi is the capital of Jharkhand.",
            prompts=("Madhya Pradesh", "Bihar"),
            feedback=("Bhopal it is.", ""),
        )
    },
    key=MatchingKey((0, 1)),
    option_order=OptionOrder.FIXED,
    topics=("geography",),
)

EXAMPLES = (SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, SHORT_ANSWER, MATCHING)
BY_TYPE = {each.type: each for each in EXAMPLES}
assert set(BY_TYPE) == set(ItemType)


def in_hindi_too(content: ItemContent) -> ItemContent:
    """The same item with a second language, which tells its parts apart from those of the first."""
    text = content.text("en")
    hindi = ItemText(
        f"प्रश्न: {text.stem}",
        tuple(f"{option} हिंदी" for option in text.options),
        f"कारण: {text.explanation}",
        tuple(f"{prompt} हिंदी" for prompt in text.prompts),
        tuple(said and f"{said} हिंदी" for said in text.feedback),
    )
    return replace(content, texts={"en": text, "hi": hindi})
