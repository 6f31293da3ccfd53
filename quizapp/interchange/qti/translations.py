"""The same item in several languages, each in its own document → one draft with all its texts."""

from collections.abc import Callable, Sequence

from quizapp.domain.items import Language
from quizapp.errors import N_
from quizapp.interchange.drafts import Draft
from quizapp.interchange.marked_texts import MarkedText
from quizapp.interchange.qti.qti2 import ItemDocument
from quizapp.interchange.qti.stimuli import in_all_languages
from quizapp.interchange.qti.texts import TranslatedText

__all__ = ["merged"]

_NONE = MarkedText()


def merged(item: ItemDocument, others: Sequence[ItemDocument]) -> Draft:
    """Give the item's draft with the texts of the others; the key is the item's own.

    One with another number of options or prompts is left out, and that is said.
    """
    draft = item.draft
    if item.language is None:
        return draft
    drafts = {item.language: draft}
    for other in others:
        if other.language is None or _shape(other.draft) != _shape(draft):
            draft.note(
                N_("A translation has other options than the question; it was left out."),
                excerpt=other.draft.place.file,
            )
        else:
            drafts[other.language] = other.draft
    passages = (each.stimulus for each in drafts.values())
    draft.stimulus = in_all_languages(each for each in passages if each is not None)
    # All at once: the texts of the main language are among those that are put together.
    together = [
        _together(drafts, lambda each: [each.stem]),
        _together(drafts, lambda each: [each.explanation]),
        _together(drafts, lambda each: each.options),
        _together(drafts, lambda each: each.prompts),
        _together(drafts, lambda each: each.feedback),
    ]
    [draft.stem], [draft.explanation], draft.options, draft.prompts, draft.feedback = together
    return draft


def _shape(draft: Draft) -> tuple[object, ...]:
    return draft.type, len(draft.options), len(draft.prompts)


def _together(
    drafts: dict[Language, Draft], pick: Callable[[Draft], Sequence[MarkedText]]
) -> list[MarkedText]:
    picked = {language: pick(draft) for language, draft in drafts.items()}
    count = max(map(len, picked.values()))
    return [
        TranslatedText(
            {
                language: texts[number] if number < len(texts) else _NONE
                for language, texts in picked.items()
            }
        )
        for number in range(count)
    ]
