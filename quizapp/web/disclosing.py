"""What students are shown when: in words, and as it is chosen in a form."""

from collections.abc import Collection
from typing import Final

from quizapp.domain.disclosure import DISCLOSURES, EVERYTHING, Disclosed, Disclosure, Moment
from quizapp.errors import N_

__all__ = [
    "AFTERWARDS",
    "DISCLOSED_NAMES",
    "DISCLOSURE_NAMES",
    "MOMENT_NAMES",
    "OWN_CHOICE",
    "chosen_disclosure",
    "name_of_disclosure",
]

#: The value that stands for the boxes below the presets.
OWN_CHOICE: Final = "own"

#: The moments that the boxes are for; what is shown before them goes with the mode.
AFTERWARDS: Final = (Moment.SUBMITTED, Moment.LATER, Moment.CLOSED)

DISCLOSURE_NAMES: dict[str, str] = {
    "at-once": N_("Everything right after submitting"),
    "marks-at-once": N_("Marks at once, everything else when the quiz is closed"),
    "after-closing": N_("Nothing until the quiz is closed"),
    OWN_CHOICE: N_("My own choice, in the table below"),
}

DISCLOSED_NAMES: dict[Disclosed, str] = {
    Disclosed.MARKS: N_("Marks"),
    Disclosed.ANSWERS: N_("Right answers"),
    Disclosed.EXPLANATIONS: N_("Explanations and sources"),
    Disclosed.COMPARISON: N_("Rank and others’ times"),
}

MOMENT_NAMES: dict[Moment, str] = {
    Moment.DURING: N_("While practising, once an answer is checked"),
    Moment.SUBMITTED: N_("In the hour after submitting"),
    Moment.LATER: N_("Later, while the quiz is open"),
    Moment.CLOSED: N_("When the quiz is closed"),
}


def chosen_disclosure(
    preset: str,
    boxes: dict[Moment, Collection[str]],
    *,
    practice: bool,
    explain_checked: bool,
) -> Disclosure:
    """Return what was chosen.

    Args:
        preset: one of `DISCLOSURES`, or `OWN_CHOICE` for the boxes.
        boxes: what is ticked for each of the moments `AFTERWARDS`.
        practice: whether the quiz is taken in practice mode, in which answers are checked.
        explain_checked: whether checked answers are explained; counts with the boxes only.

    Raises:
        InvalidInputError: field disclosure.
    """
    if preset != OWN_CHOICE:
        return DISCLOSURES[preset].taken_as(practice=practice)
    during = EVERYTHING - {Disclosed.COMPARISON} if practice else frozenset[Disclosed]()
    if not explain_checked:
        during -= {Disclosed.EXPLANATIONS}
    ticked = {moment.value: frozenset(map(Disclosed, boxes[moment])) for moment in AFTERWARDS}
    return Disclosure(during=during, **ticked)


def name_of_disclosure(disclosure: Disclosure) -> str | None:
    """Return the name of the preset that it is, to be translated; None where it is none."""
    for preset, shown in DISCLOSURES.items():
        if disclosure in {shown, shown.taken_as(practice=True)}:
            return DISCLOSURE_NAMES[preset]
    return None
