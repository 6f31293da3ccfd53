"""The distribution of scores as a drawing."""

from typing import Final

from markupsafe import Markup

from quizapp.domain.score_distribution import BANDS, ScoreDistribution
from quizapp.web import charts
from quizapp.web.i18n import format_number, ngettext

#: About so many lines the vertical axis has above nought.
_LINES: Final = 4


def score_chart(scores: ScoreDistribution | None) -> Markup | None:
    """Draw how many scores lie in each band; None where there are none."""
    if scores is None:
        return None
    step = -(-max(scores.bands) // _LINES)
    marks = [step * line for line in range(_LINES + 1) if step * (line - 1) < max(scores.bands)]
    width = 100 // BANDS
    return charts.columns(
        [
            charts.Point(
                label=f"{band * width}%",
                value=count,
                text=ngettext(
                    "%(lowest)d to %(highest)d%%: %(num)s student",
                    "%(lowest)d to %(highest)d%%: %(num)s students",
                    count,
                    lowest=band * width,
                    highest=(band + 1) * width,
                ),
            )
            for band, count in enumerate(scores.bands)
        ],
        marks=marks,
        mark_texts=[format_number(mark) for mark in marks],
    )
