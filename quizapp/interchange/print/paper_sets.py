"""The sets of a paper: each question at its place, with its options in the order of the set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from quizapp.domain.items import ItemContent, ItemText, Language, OptionOrder, Stimulus
from quizapp.domain.keys import MatchingKey
from quizapp.domain.papers import PaperItem, PoolItem, draw_paper
from quizapp.domain.topics import topic_name
from quizapp.interchange.banks import BankItem
from quizapp.interchange.print.labels import type_title
from quizapp.interchange.print.layout import PaperLayout, SectionBy

__all__ = ["PaperSection", "PaperSet", "PrintedQuestion", "draw_sets", "texts_in"]


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question of a set. `options` gives for each place the stored position of its option.

    `position` is the zero-based position of the item in the bank. `stimulus` is the passage that
    is printed before it; None where the question before it has printed it.
    """

    number: int
    position: int
    item: BankItem
    options: tuple[int, ...]
    stimulus: Stimulus | None = None
    shared_until: int = 0
    """The number of the last question that shares the passage that is printed before it."""


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Questions under a heading, "" where the paper has no sections."""

    title: str
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True, slots=True)
class PaperSet:
    """One of the sets of a paper; `letter` is "" where there is only one."""

    letter: str
    sections: tuple[PaperSection, ...]

    @property
    def questions(self) -> tuple[PrintedQuestion, ...]:
        """The questions of all sections, in order."""
        return tuple(question for section in self.sections for question in section.questions)


def draw_sets(items: Sequence[BankItem], layout: PaperLayout) -> tuple[PaperSet, ...]:
    """Draw the sets; the same for the same items, layout and seed.

    Set A keeps the order of the items. Shared passages stay together with their questions, and
    options that must stay put do so in every set.
    """
    titles = [_section_title(item, layout) for item in items]
    sections = list(dict.fromkeys(titles))
    stimuli: dict[int, int] = {}
    pool = [
        PoolItem(
            item_version_id=position,
            options=item.content.text().options,
            option_order=item.content.option_order,
            stimulus=_stimulus_number(item, stimuli),
            section=sections.index(titles[position]),
        )
        for position, item in enumerate(items)
    ]
    return tuple(
        _set(letter, pool, items, sections, layout=layout, shuffled=number > 0)
        for number, letter in enumerate(layout.letters)
    )


def texts_in(content: ItemContent, languages: Sequence[Language]) -> list[ItemText]:
    """Give the words in those of the languages that the item has, or in its first one."""
    found = [content.texts[each] for each in languages if each in content.texts]
    return found or [content.text()]


def _set(
    letter: str,
    pool: Sequence[PoolItem],
    items: Sequence[BankItem],
    sections: Sequence[str],
    *,
    layout: PaperLayout,
    shuffled: bool,
) -> PaperSet:
    # Papers must be drawn the same again when they are printed again: this is not for secrets.
    rng = Random(f"{layout.seed} {letter}")  # noqa: S311
    paper = draw_paper(pool, shuffle_items=shuffled, shuffle_options=shuffled, rng=rng)
    questions = [
        PrintedQuestion(
            number=drawn.number,
            position=drawn.item_version_id,
            item=items[drawn.item_version_id],
            options=_options(drawn, items[drawn.item_version_id], rng, shuffled=shuffled),
        )
        for drawn in paper
    ]
    questions = _with_stimuli(questions)
    return PaperSet(
        letter,
        tuple(
            PaperSection(
                title,
                tuple(
                    question
                    for question, drawn in zip(questions, paper, strict=True)
                    if drawn.section == number
                ),
            )
            for number, title in enumerate(sections)
        ),
    )


def _options(drawn: PaperItem, item: BankItem, rng: Random, *, shuffled: bool) -> tuple[int, ...]:
    """Mix the list to match with also where nothing else is: pairs may be stored side by side."""
    is_mixed = item.content.option_order is OptionOrder.SHUFFLE
    if isinstance(item.content.key, MatchingKey) and is_mixed and not shuffled:
        mixed = list(drawn.option_order)
        rng.shuffle(mixed)
        return tuple(mixed)
    return drawn.option_order


def _with_stimuli(questions: Sequence[PrintedQuestion]) -> list[PrintedQuestion]:
    found: list[PrintedQuestion] = []
    for position, question in enumerate(questions):
        stimulus = question.item.stimulus
        before = questions[position - 1].item.stimulus if position else None
        if stimulus is None or stimulus == before:
            found.append(question)
            continue
        last = position
        while last + 1 < len(questions) and questions[last + 1].item.stimulus == stimulus:
            last += 1
        until = questions[last].number
        found.append(replace(question, stimulus=stimulus, shared_until=until))
    return found


def _stimulus_number(item: BankItem, known: dict[int, int]) -> int | None:
    """Number the passages: items that share one hold the same object."""
    if item.stimulus is None:
        return None
    return known.setdefault(id(item.stimulus), len(known) + 1)


def _section_title(item: BankItem, layout: PaperLayout) -> str:
    match layout.section_by:
        case SectionBy.TYPE:
            return type_title(item.content.type, layout.languages)
        case SectionBy.TOPIC:
            topic = next(iter(item.content.topics), "")
            return (layout.section_titles or {}).get(topic, topic_name(topic))
        case SectionBy.CATEGORY:
            names = layout.section_titles or {}
            return " / ".join(names.get(name, name) for name in item.category)
        case SectionBy.NONE:
            return ""
