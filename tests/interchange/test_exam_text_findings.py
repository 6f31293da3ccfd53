"""What a reader of papers says about what it changed, doubted or could not complete."""

import pytest
from exam_text_samples import read_text

from quizapp.interchange.banks import Action, BankItem, Reading, UnfinishedItem

OPTIONS = "(a) Agra\n(b) Delhi\n(c) Pune\n(d) Kochi\n"
HINDI_OPTIONS = "(a) आगरा\n(b) दिल्ली\n(c) पुणे\n(d) कोच्चि\n"


def _said(reading: Reading) -> list[tuple[Action, int, str]]:
    return [
        (finding.action, finding.place.line, finding.problem.message.partition(".")[0])
        for finding in reading.findings
    ]


def _keys(reading: Reading) -> list[dict[str, object] | None]:
    return [
        item.content.key.as_data() if isinstance(item, BankItem) else None for item in reading.items
    ]


def test_a_missing_answer_leaves_the_item_unfinished_with_its_line() -> None:
    reading = read_text(
        f"1. Which is the capital?\n{OPTIONS}2. Which is a port?\n{OPTIONS}Ans. d\n"
    )
    assert _keys(reading) == [None, {"option": 3}]
    assert _said(reading) == [(Action.UNFINISHED, 1, "The answer is missing")]
    assert reading.findings[0].item == 0
    (unfinished,) = (each for each in reading.items if isinstance(each, UnfinishedItem))
    assert unfinished.texts["en"].options == ("Agra", "Delhi", "Pune", "Kochi")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("(e)", "The answer “%(answer)s” names none of the options"),
        ("Lucknow", "The answer “%(answer)s” names none of the options"),
        ("(a) Pune", "The answer “%(answer)s” names one option, but repeats another"),
    ],
)
def test_an_answer_that_fits_no_option_is_not_guessed(answer: str, message: str) -> None:
    reading = read_text(f"1. Which is the capital?\n{OPTIONS}Ans. {answer}\n")
    assert _keys(reading) == [None]
    assert _said(reading) == [(Action.UNFINISHED, 1, message)]


@pytest.mark.parametrize(
    ("answer", "option"),
    [
        ("A good conductor", 2),
        ("5 km", 1),
        ("C", 2),
        ("a A bad conductor", 0),
        ("(d) it is far from both", 3),
        ("d. 7 km. That is far.", 3),
        ("option b", 1),
    ],
)
def test_letters_numbers_and_words_are_told_apart_in_answers(answer: str, option: int) -> None:
    options = "(a) A bad conductor\n(b) 5 km\n(c) A good conductor\n(d) 7 km\n"
    reading = read_text(f"1. Which of them is it?\n{options}Ans. {answer}\n")
    assert _keys(reading) == [{"option": option}]
    assert reading.findings == ()


def test_an_answer_that_begins_with_an_article_names_no_option() -> None:
    reading = read_text(f"1. Which is the capital?\n{OPTIONS}Answer: A city in the north\n")
    assert _keys(reading) == [None]


def test_a_label_that_two_options_have_is_no_answer_but_the_others_are() -> None:
    doubled = "(a) Agra\n(b) Delhi\n(b) Pune\n(d) Kochi\n"
    text = f"1. Which is the capital?\n{doubled}Ans. (b)\n2. Which is a port?\n{doubled}Ans. (d)\n"
    reading = read_text(text)
    assert _keys(reading) == [None, {"option": 3}]
    assert [line for action, line, _ in _said(reading) if action is Action.CHANGED] == [4, 10]


def test_a_letter_that_was_left_out_is_doubted_and_the_key_keeps_its_letter() -> None:
    reading = read_text("1. Which is a port?\n(a) Agra\n(c) Pune\n(d) Kochi\nAns. (d)\n")
    assert _keys(reading) == [{"option": 2}]
    assert [(action, line) for action, line, _ in _said(reading)] == [(Action.CHECK, 3)]


def test_two_answers_that_differ_are_doubted() -> None:
    text = f"1. Which is the capital?\n{OPTIONS}Ans. (b)\n2. Which is a port?\n{OPTIONS}Ans. (d)\n"
    reading = read_text(f"{text}Answer Key\n1-c, 2-d\n")
    assert _keys(reading) == [{"option": 1}, {"option": 3}]
    assert _said(reading) == [(Action.CHECK, 14, "The paper gives two different answers")]


def test_a_repeated_question_is_left_out_unless_its_answer_differs() -> None:
    asked = f"Which is the capital?\n{OPTIONS}"
    reading = read_text(f"1. {asked}Ans. (b)\n2. {asked}Ans. (b)\n3. {asked}Ans. (c)\n")
    assert _keys(reading) == [{"option": 1}, {"option": 2}]
    assert [(action, line) for action, line, _ in _said(reading)] == [
        (Action.LEFT_OUT, 7),
        (Action.CHECK, 13),
    ]


def test_numbers_that_were_left_out_are_named() -> None:
    reading = read_text(
        f"1. Which is the capital?\n{OPTIONS}Ans. b\n4. A port is\n{OPTIONS}Ans. d\n"
    )
    assert reading.findings[0].problem.params == {"before": 1, "after": 4}
    assert reading.findings[0].place.line == 7


def test_an_answer_of_the_key_without_a_question_is_named() -> None:
    reading = read_text(f"1. Which is the capital?\n{OPTIONS}Answer Key\n1. (b)\n2. (d)\n")
    assert _keys(reading) == [{"option": 1}]
    assert reading.findings[0].problem.params == {"number": 2}


def test_texts_in_two_languages_that_disagree_are_kept_apart() -> None:
    english = f"1. Which is the capital?\n{OPTIONS}Ans. (b)\n"
    text = f"{english}1. बंदरगाह कौन-सा है?\n{HINDI_OPTIONS}Ans. (d)\n"
    reading = read_text(text)
    assert _keys(reading) == [{"option": 1}, {"option": 3}]
    assert _said(reading) == [(Action.CHECK, 1, reading.findings[0].problem.message.rstrip("."))]
    assert "does not fit this one" in reading.findings[0].problem.text


def test_words_that_begin_like_labels_stay_in_the_question() -> None:
    text = (
        "1. Which word names a portion that the\nPart of the Constitution on citizenship has?\n"
        f"{OPTIONS}Ans. (b)\n"
        "2. Which House debates first at the\npassage of a Money Bill? Choose the\nanswer:\n"
        f"{OPTIONS}Ans. (c)\n"
        f"3. उत्तर भारत का बंदरगाह कौन-सा है?\n{HINDI_OPTIONS}उत्तर (d)\n"
    )
    reading = read_text(text)
    assert _keys(reading) == [{"option": 1}, {"option": 2}, {"option": 3}]
    assert reading.findings == ()
    assert [item.content.text().stem for item in reading.complete] == [
        "Which word names a portion that the Part of the Constitution on citizenship has?",
        "Which House debates first at the passage of a Money Bill? Choose the answer:",
        "उत्तर भारत का बंदरगाह कौन-सा है?",
    ]


def test_a_hindi_question_with_latin_abbreviations_is_not_taken_for_both_languages() -> None:
    text = "1. भारत में GST कब लागू हुआ (UPI)\n(a) 2015\n(b) 2016\n(c) 2017\n(d) 2018\nउत्तर: (c)\n"
    (item,) = read_text(text).complete
    assert list(item.content.texts) == ["hi"]


def test_the_name_of_an_exam_is_its_source() -> None:
    (item,) = read_text(f"1. Which is the capital? [UPSC 2019]\n{OPTIONS}Ans. (b)\n").complete
    assert item.content.text().stem == "Which is the capital?"
    assert item.content.source is not None
    assert item.content.source.title == "UPSC 2019"


def test_lines_of_the_page_are_left_out_once() -> None:
    page = "Bright Future Academy\nPage {0}\n\n"
    questions = [
        f"{number}. Which of {number} cities is a port?\n{OPTIONS}Ans. d\n\n"
        for number in range(1, 5)
    ]
    text = "".join(page.format(number) + each for number, each in enumerate(questions, start=1))
    reading = read_text(text)
    assert _keys(reading) == [{"option": 3}] * 4
    assert reading.findings[0].problem.params == {"count": 8}
    assert len(reading.findings) == 1
