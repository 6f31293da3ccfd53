"""Which questions make the set, and where their keys stand."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from generation_builders import draft, entity, rng

from quizapp.domain.items import OptionOrder
from quizapp.generation.selection import Candidate, KeyPlaces, choose, lay_out, rank
from quizapp.generation.types import Proposal, Span
from quizapp.generation.values import DateValue, FigureValue

WRONG = tuple(str(year) for year in (1990, 1992, 1994, 2001, 2003, 2005))


def candidate(start: int, worth: float, stem: str, *, sentence: int = 0) -> Candidate:
    made = draft(DateValue(1999), stem, key=str(1000 + start))
    told = replace(made.fact.sentence, index=sentence)
    fact = replace(made.fact, span=Span(start, start + 4), sentence=told)
    made = replace(made, fact=fact)
    return Candidate(made, Proposal(WRONG, OptionOrder.ASCENDING), worth)


def test_the_best_are_chosen_and_stand_in_the_order_of_the_article() -> None:
    pool = [candidate(n * 10, n / 10, f"Which {n}?", sentence=n) for n in range(6)]
    chosen = choose(pool, 2)
    assert [c.draft.stem for c in chosen] == ["Which 4?", "Which 5?"]


def _of_a_clause(pool: list[Candidate]) -> list[Candidate]:
    return [replace(each, draft=replace(each.draft, verb="open")) for each in pool]


def test_one_fact_is_asked_once_and_a_clause_three_times_at_most() -> None:
    same_fact = [candidate(10, 0.9, "Which a?"), candidate(10, 0.8, "Which b?")]
    assert [c.draft.stem for c in choose(same_fact, 5)] == ["Which a?"]
    same_sentence = [candidate(n * 10, 0.9, f"Which {n}?") for n in range(6)]
    assert len(choose(_of_a_clause(same_sentence), 6)) == 3
    assert len(choose([*_of_a_clause(same_sentence[:4]), *same_sentence[4:]], 6)) == 5


def test_a_stem_that_tells_another_key_comes_last() -> None:
    first = candidate(10, 0.9, "Which one?", sentence=1)
    teller = candidate(20, 0.85, "Which one beside 1010?", sentence=2)
    other = candidate(30, 0.8, "Which two?", sentence=3)
    assert [c.draft.stem for c in choose([first, teller, other], 2)] == ["Which one?", "Which two?"]


def test_key_positions_are_dealt_evenly() -> None:
    places = KeyPlaces(rng(1))
    assert set(Counter(places.next(4) for _ in range(40)).values()) == {10}


def test_ordered_options_stand_in_order_and_the_key_where_it_was_dealt() -> None:
    made = draft(DateValue(1999))
    for _ in range(8):
        places = KeyPlaces(rng(2))
        wanted = KeyPlaces(rng(2)).next(4)
        laid = lay_out(Candidate(made, Proposal(WRONG, OptionOrder.ASCENDING), 1), 4, places)
        assert list(laid.options) == sorted(laid.options)
        assert (laid.key, laid.options[laid.key]) == (wanted, "1999")


def test_figures_are_ordered_by_what_they_are_worth() -> None:
    value = FigureValue(Decimal("1.5"), scale="billion", after=" billion")
    wrong = ("900 million", "2.5 billion", "40 million")
    laid = lay_out(
        Candidate(draft(value), Proposal(wrong, OptionOrder.ASCENDING), 1), 4, KeyPlaces(rng(1))
    )
    assert laid.options == ("40 million", "900 million", "1.5 billion", "2.5 billion")


def test_names_are_shown_with_the_best_wrong_ones_and_no_more_than_there_are() -> None:
    made = draft(entity("Norway"))
    proposal = Proposal(("Sweden", "Finland", "Denmark", "Iceland"), OptionOrder.SHUFFLE)
    laid = lay_out(Candidate(made, proposal, 1), 3, KeyPlaces(rng(1)))
    assert sorted(laid.options) == ["Finland", "Norway", "Sweden"]
    assert laid.options[laid.key] == "Norway"
    few = lay_out(Candidate(made, Proposal(("Sweden",), proposal.order), 1), 5, KeyPlaces(rng(1)))
    assert sorted(few.options) == ["Norway", "Sweden"]


def test_fixed_options_keep_the_order_of_the_proposal() -> None:
    proposal = Proposal(("Sweden", "Finland"), OptionOrder.FIXED)
    laid = lay_out(Candidate(draft(entity("Norway")), proposal, 1), 4, KeyPlaces(rng(1)))
    assert (laid.options, laid.key) == (("Norway", "Sweden", "Finland"), 0)


def test_what_the_headline_names_is_worth_more() -> None:
    made = draft(entity("Norway"), "In 1999, which country opened the Harbour Museum of Bergen?")
    assert rank(made, "Harbour Museum opens in Bergen") > rank(made, "Rain in the hills")
