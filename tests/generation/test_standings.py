"""Questions about places in rankings and what an index is made of."""

from surface_builders import TODAY, ask

from quizapp.generation.patterns.standings import drafts

RANKINGS = "The World Darts Union (WDU) rankings are out"


def test_who_became_number_one_is_asked_with_the_rankings() -> None:
    stem = "In May 2021, who became world number one in the World Darts Union rankings?"
    for told in (
        "Mira Solberg today was ranked the new world no. 1 in the World Darts Union rankings.",
        "Mira Solberg became world number one in the latest World Darts Union rankings.",
    ):
        assert ask(drafts, told, persons=("Mira Solberg",), day=TODAY) == {stem: "Mira Solberg"}


def test_the_position_of_a_player_is_asked() -> None:
    stem = "As reported in May 2021, at which position was Mira Solberg in the World Darts Union"
    for told, key in (
        ("Mira Solberg has climbed two spots to 14th position.", "14th"),
        ("Mira Solberg managed to retain her 21st spot.", "21st"),
        ("Mira Solberg was static at the 2nd place.", "2nd"),
    ):
        asked = ask(drafts, told, headline=RANKINGS, persons=("Mira Solberg",))
        assert asked == {f"{stem} rankings?": key}


def test_a_position_among_juniors_or_in_no_named_rankings_is_not_asked() -> None:
    told = "Mira Solberg has climbed to 14th position in the junior list."
    assert ask(drafts, told, headline=RANKINGS, persons=("Mira Solberg",)) == {}
    told = "Mira Solberg has climbed to 14th position."
    assert ask(drafts, told, persons=("Mira Solberg",)) == {}


def test_the_rank_of_a_country_in_an_index_is_asked() -> None:
    told = "Ghana ranks 17th in the Clean Harbour Index."
    stem = "As reported in May 2021, at which position was Ghana in the Clean Harbour Index?"
    assert ask(drafts, told) == {stem: "17th"}


def test_two_countries_or_an_old_rank_are_not_asked() -> None:
    assert ask(drafts, "Ghana and Togo rank 17th in the Clean Harbour Index.") == {}
    assert ask(drafts, "Ghana rose from 17th in the Clean Harbour Index.") == {}
    assert ask(drafts, "Last time Ghana was 17th in the Clean Harbour Index.") == {}


def test_the_indicators_of_the_only_index_are_asked() -> None:
    told = "The index grades ports on 54 indicators."
    headline = "Clean Harbour Index 2021 released"
    stem = "As reported in May 2021, on how many indicators was the Clean Harbour Index 2021 based?"
    assert ask(drafts, told, headline=headline) == {stem: "54"}
    two = "Clean Harbour Index and Green Road Index released"
    assert ask(drafts, told, headline=two) == {}
