"""What the reader of question sets says about items of each type, as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from quizapp.domain.items import ItemContent, OptionOrder
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
from quizapp.errors import QuestionFileError
from quizapp.interchange.own_format.sets import read_question_set

HEAD = "schema: 1\ntitle: Rivers\nslug: rivers\nlanguages: [en, hi]\n"
OPTIONS = "options: {a: Ganga, b: Yamuna, c: Betwa}\n"
MATCHING = "type: matching\nprompts: {1: Agra, 2: Kanpur}\noptions: {a: Ganga, b: Yamuna}\n"


def written(question: str, above: str = "") -> str:
    lines = f"id: r1\nstem: Which?\n{question}".strip().splitlines()
    return f"{HEAD}{above}questions:\n  - " + "\n    ".join(lines) + "\n"


def read(question: str) -> ItemContent:
    return read_question_set(written(question), filename="r.yaml").items[0]


def problems(text: str) -> list[str]:
    with pytest.raises(QuestionFileError) as caught:
        read_question_set(text, filename="r.yaml")
    return [str(problem).removeprefix("r.yaml:") for problem in caught.value.problems]


def test_right_options_are_named_in_a_list_or_in_a_line() -> None:
    for key in ("[a, C]", "a, c", "a c", "A;C", "\n  - a\n  - c"):
        assert read(f"type: multiple\n{OPTIONS}key: {key}").key == MultipleKey(frozenset({0, 2}))
    assert read(f"type: multiple\n{OPTIONS}key: b").key == MultipleKey(frozenset({1}))


def test_weights_are_parts_or_per_cent_and_those_left_out_earn_nothing() -> None:
    found = read(f"type: multiple\n{OPTIONS}key: [a, b]\nweights: {{a: 1/3, b: 66.67%, c: −50%}}")
    assert found.key == MultipleKey(
        frozenset({0, 1}), (Fraction(1, 3), Fraction(2, 3), Fraction(-1, 2))
    )
    single = read(f"{OPTIONS}key: b\nweights: {{b: 1, c: 0.25}}")
    assert single.key == SingleKey(1, (Fraction(0), Fraction(1), Fraction(1, 4)))


def test_a_true_false_question_needs_no_options() -> None:
    found = read(
        "type: true-false\nkey: False\nfeedback: {a: No.}\ntranslations: {hi: {stem: कौन?}}"
    )
    assert found.key == TrueFalseKey(answer=False)
    assert found.option_order is OptionOrder.FIXED
    assert found.text("en").options == ("True", "False")
    assert found.text("hi").options == ("सही", "गलत")
    assert found.text("en").feedback == ("No.", "")
    own = read("type: true-false\noptions: {a: Yes, b: No}\nkey: true")
    assert own.text("en").options == ("Yes", "No")


def test_one_accepted_answer_needs_no_list() -> None:
    assert read("type: numeric\nkey: −3.50").key == NumericKey((NumericAnswer(Decimal("-3.5")),))
    assert read("type: numeric\nkey: {value: 1e3, tolerance: 5}").key == NumericKey(
        (NumericAnswer(Decimal(1000), Decimal(5)),)
    )
    assert read("type: short-answer\nkey: Yamuna").key == ShortAnswerKey((AcceptedText("Yamuna"),))
    assert read(
        "type: short-answer\nkey: [Yamuna, {text: Jamuna, weight: 50%}]\ncase_sensitive: true"
    ).key == ShortAnswerKey(
        (AcceptedText("Yamuna"), AcceptedText("Jamuna", Fraction(1, 2))), case_sensitive=True
    )


def test_each_number_is_matched_with_a_letter() -> None:
    found = read(f"{MATCHING}key: {{1: b, 2: A}}\nfeedback: {{2: It does.}}")
    assert found.key == MatchingKey((1, 0))
    assert found.text().prompts == ("Agra", "Kanpur")
    assert found.text().feedback == ("", "It does.")
    assert read(f"{MATCHING}key: {{1: b, 2: b}}\nall_or_nothing: true").key == MatchingKey(
        (1, 1), all_or_nothing=True
    )


def test_questions_share_a_passage_in_each_language() -> None:
    stimuli = (
        "stimuli:\n  - id: p\n    kind: passage\n    title: Rivers\n    body: They flow.\n"
        "    translations: {hi: {title: नदियाँ, body: वे बहती हैं।}}\n"
    )
    question = f"stimulus: p\n{OPTIONS}key: a"
    found = read_question_set(written(question, stimuli), filename="r.yaml").questions[0].stimulus
    assert found is not None
    assert found.texts["en"].body == "They flow."
    assert found.texts["hi"].title == "नदियाँ"


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (f"type: multiple\n{OPTIONS}", "6: questions.r1.key: The field “key” is missing."),
        (
            f"type: multiple\n{OPTIONS}key: [a, e]",
            "10: questions.r1.key.1: The key is “e”, but the options are lettered a, b, c.",
        ),
        (
            f"type: multiple\n{OPTIONS}key: [a]\nweights: {{a: lots}}",
            "11: questions.r1.weights.a: “lots” is not a weight; write −100% to 100%, or a part",
        ),
        (
            f"type: multiple\n{OPTIONS}key: [a, b]\nweights: {{a: 50%, b: 20%}}",
            "10: questions.r1.key: The weights of the right options are above 0 and add up to 1",
        ),
        (
            f"{OPTIONS}key: a\nweights: {{a: 1, d: 1}}",
            "10: questions.r1.weights.d: There is no field “d” here. The fields are: a, b, c.",
        ),
        (
            f"{OPTIONS}key: a\nweights: {{a: 1, b: 1/11}}",
            "9: questions.r1.key: “1/11” is not a weight",
        ),
        ("type: true-false\nkey: maybe", "9: questions.r1.key: “maybe” is not known here."),
        ("type: true-false", "6: questions.r1.key: The field “key” is missing."),
        (
            "type: true-false\nkey: true\noptions: {a: Yes, b: No, c: Both}",
            "10: questions.r1.options: A true/false item has two options",
        ),
        ("type: numeric", "6: questions.r1.key: The field “key” is missing."),
        (
            "type: numeric\nkey: ninety",
            "9: questions.r1.key: “ninety” is not a number; write digits only",
        ),
        (
            "type: numeric\nkey:\n  - 90\n  - value: 1\n    tolerance: few\n",
            "12: questions.r1.key.1.tolerance: “few” is not a number",
        ),
        (
            "type: numeric\nkey: {value: 1, tolerance: -1}",
            "9: questions.r1.key: A tolerance is 0 or more.",
        ),
        (
            "type: numeric\nkey: {value: 1, weight: 1/2}",
            "9: questions.r1.key: At least one answer must earn the whole mark.",
        ),
        (
            f"type: numeric\nkey: 1\n{OPTIONS}",
            "10: questions.r1.options: An item whose answer is typed has no options.",
        ),
        (
            "type: short-answer\nkey: [a, {txt: b}]",
            "9: questions.r1.key.1.txt: There is no field “txt”. Did you mean “text”?",
        ),
        (
            "type: short-answer\nkey: a\ncase_sensitive: perhaps",
            "10: questions.r1.case_sensitive: “perhaps” is not known here.",
        ),
        (f"{MATCHING}key: {{1: a}}", "11: questions.r1.key.2: The field “2” is missing."),
        (
            f"{MATCHING}key: {{1: a, 2: c}}",
            "11: questions.r1.key.2: The key is “c”, but the options are lettered a, b.",
        ),
        (
            f"{MATCHING}key: {{1: a, 2: b, 3: a}}",
            "11: questions.r1.key.3: There is no field “3” here.",
        ),
        (
            MATCHING.replace("2: Kanpur", "3: Kanpur") + "key: {1: a, 2: b}",
            "9: questions.r1.prompts: Number these in order, without a gap: 1, 2.",
        ),
        (
            "type: matching\noptions: {a: Ganga, b: Yamuna}\nkey: {}",
            (
                "6: questions.r1.prompts: There are 2 to 12 things to match in a question; this one"
                " has 0."
            ),
        ),
        (
            f"{OPTIONS}key: a\nprompts: {{1: Agra}}",
            "10: questions.r1.prompts: Only matching items have things to match.",
        ),
        (
            f"{OPTIONS}key: a\nfeedback: {{d: No.}}",
            "10: questions.r1.feedback.d: There is no field “d” here.",
        ),
        (
            f"{OPTIONS}key: a\nstimulus: p",
            "10: questions.r1.stimulus: “p” is not known here.",
        ),
        (
            f"{OPTIONS}key: a\ntext_format: markdown",
            "10: questions.r1.text_format: “markdown” is not known here.",
        ),
    ],
)
def test_a_problem_names_its_place_and_what_would_be_right(question: str, problem: str) -> None:
    found = problems(written(question))
    assert any(one.startswith(problem) for one in found), found


@pytest.mark.parametrize(
    ("stimuli", "problem"),
    [
        ("  - kind: passage\n    body: x\n", "6: stimuli.0.id: The field “id” is missing."),
        ("  - id: p\n    kind: poem\n    body: x\n", "7: stimuli.0.kind: “poem” is not known"),
        ("  - id: p\n    kind: data\n", "6: stimuli.0.body: This must not be empty."),
        (
            "  - id: p\n    body: x\n  - id: p\n    body: y\n",
            "8: stimuli.1.id: The id “p” is used by an earlier question",
        ),
        ("  - words\n", "6: stimuli.0: Named values were expected here"),
        (
            "  - id: p\n    body: x\n    translations: {hi: {title: x}}\n",
            "8: stimuli.0.translations.hi.body: This must not be empty.",
        ),
    ],
)
def test_a_passage_is_checked_where_it_stands(stimuli: str, problem: str) -> None:
    found = problems(written(f"{OPTIONS}key: a", f"stimuli:\n{stimuli}"))
    assert any(one.startswith(problem) for one in found), found
