"""Characters that turn the direction of writing do not come in with a file."""

import pytest

from quizapp.interchange.banks import Action, BankItem, SourceFile, UnfinishedItem
from quizapp.interchange.direction import BIDI_CONTROLS
from quizapp.interchange.formats import read

GIFT = "::q1::Which {mark}river flows here? {{=Gan{mark}ga ~Yamuna#Not {mark}here ~Indus}}\n"


@pytest.mark.parametrize("mark", BIDI_CONTROLS)
def test_each_is_taken_out_of_a_question_and_named(mark: str) -> None:
    reading = read(SourceFile(GIFT.format(mark=mark).encode(), "rivers.gift"), "gift")
    clean = read(SourceFile(GIFT.format(mark="").encode(), "rivers.gift"), "gift")
    assert [item.content for item in reading.complete] == [item.content for item in clean.complete]
    assert clean.findings == ()
    (finding,) = reading.findings
    assert (finding.action, finding.item, finding.problem.file) == (
        Action.CHANGED,
        0,
        "rivers.gift",
    )


@pytest.mark.parametrize(
    ("format_name", "text"),
    [
        ("aiken", "Which \u202eriver flows here?\nA. Ganga\nB. Indus\u2069\nANSWER: A\n"),
        ("csv", "Question,A,B,Answer\nWhich \u202eriver flows here?,Ganga,Indus\u2069,A\n"),
        ("exam-text", "Q1. Which \u202eriver flows here?\n(a) Ganga\n(b) Indus\u2069\nAns. (a)\n"),
    ],
)
def test_it_holds_for_other_formats(format_name: str, text: str) -> None:
    (item,) = read(SourceFile(text.encode(), "rivers"), format_name).items
    texts = item.content.texts if isinstance(item, BankItem) else item.texts
    assert texts["en"].stem == "Which river flows here?"
    assert texts["en"].options == ("Ganga", "Indus")


def test_a_question_that_is_not_whole_without_them_is_unfinished() -> None:
    text = "::q1::Which river? {=Ganga ~Gan\u202ega ~Indus}\n"
    reading = read(SourceFile(text.encode(), "rivers.gift"), "gift")
    (item,) = reading.items
    assert isinstance(item, UnfinishedItem)
    assert item.texts["en"].options == ("Ganga", "Ganga", "Indus")
    assert item.problems
    assert [finding.action for finding in reading.findings] == [Action.UNFINISHED]
