"""The sheet that teachers start from: a header and an example of each type of question."""

from decimal import Decimal
from fractions import Fraction

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import (
    TRUE_FALSE_OPTIONS,
    ItemContent,
    ItemFormat,
    ItemText,
    OptionOrder,
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
from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import BankItem, ItemBank, WrittenFile
from quizapp.interchange.spreadsheets.spreadsheet_formats import (
    CSV,
    XLSX,
    write_csv_file,
    write_xlsx_file,
)

__all__ = ["EXAMPLES", "KINDS", "template"]

TITLE = "Questions template"
KINDS = (CSV, XLSX)


def template(name: str) -> WrittenFile:
    """Make the template as "csv" or "xlsx". Raises `QuestionFileError` for another name."""
    bank = ItemBank(title=TITLE, items=[BankItem(content=example) for example in EXAMPLES])
    match name:
        case "csv":
            return write_csv_file(bank)
        case "xlsx":
            return write_xlsx_file(bank)
        case _:
            raise QuestionFileError(
                [
                    Problem(
                        N_("There is a template as %(formats)s only."),
                        {"formats": ", ".join(KINDS)},
                    )
                ]
            )


EXAMPLES = (
    ItemContent(
        texts={
            "en": ItemText(
                "Which article of the Constitution abolishes untouchability?",
                ("Article 14", "Article 15", "Article 17", "Article 21"),
                "Article 17 abolishes untouchability and forbids its practice in any form.",
            )
        },
        key=SingleKey(2),
        option_order=OptionOrder.ASCENDING,
        topics=("polity",),
        difficulty=Difficulty.MEDIUM,
    ),
    ItemContent(
        texts={
            "en": ItemText(
                "Consider these statements about the Rajya Sabha:\n"
                "1. It cannot be dissolved.\n"
                "2. All of its members are elected.\n"
                "Which of them is correct?",
                ("1 only", "2 only", "Both 1 and 2", "Neither 1 nor 2"),
                "The President nominates twelve of its members.",
            )
        },
        key=SingleKey(0),
        format=ItemFormat.STATEMENTS,
        option_order=OptionOrder.FIXED,
        topics=("polity",),
        difficulty=Difficulty.HARD,
    ),
    ItemContent(
        texts={
            "en": ItemText(
                "Which of these rivers flow into the Arabian Sea?",
                ("Narmada", "Godavari", "Tapi", "Mahanadi"),
                "The Godavari and the Mahanadi flow into the Bay of Bengal.",
            )
        },
        key=MultipleKey(
            frozenset({0, 2}),
            (Fraction(1, 2), Fraction(-1, 2), Fraction(1, 2), Fraction(-1, 2)),
        ),
        topics=("geography",),
        difficulty=Difficulty.MEDIUM,
    ),
    ItemContent(
        texts={
            "en": ItemText(
                "The Chief Justice of India is appointed by the President.",
                TRUE_FALSE_OPTIONS["en"],
            )
        },
        key=TrueFalseKey(answer=True),
        option_order=OptionOrder.FIXED,
        topics=("law-justice",),
        difficulty=Difficulty.EASY,
    ),
    ItemContent(
        texts={"en": ItemText("What is the value of \\(\\sqrt{2}\\) to two decimal places?")},
        key=NumericKey((NumericAnswer(Decimal("1.41"), Decimal("0.005")),)),
        topics=("science-technology",),
        difficulty=Difficulty.EASY,
    ),
    ItemContent(
        texts={"en": ItemText("Which city is the capital of Maharashtra?")},
        key=ShortAnswerKey((AcceptedText("Mumbai"), AcceptedText("Bombay", Fraction(1, 2)))),
        topics=("geography",),
        difficulty=Difficulty.EASY,
    ),
    ItemContent(
        texts={
            "en": ItemText(
                "Match each state with its capital.",
                ("Patna", "Dispur", "Ranchi", "Panaji"),
                prompts=("Assam", "Bihar", "Goa"),
            )
        },
        key=MatchingKey((1, 0, 3)),
        topics=("geography",),
        difficulty=Difficulty.MEDIUM,
    ),
)
"""An example of each type, and of a format of statements."""
