"""The place that shows why a text was found."""

from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.excerpts import Excerpt, excerpt
from quizapp.domain.plain_words import plain_words

FILLER = "It was a long day at the harbour and little was said. " * 20


def marked(found: Excerpt | None) -> list[str]:
    assert found is not None
    return [piece for piece, is_word in found.pieces if is_word]


def test_words_are_marked_where_they_begin_a_word_whatever_their_case() -> None:
    found = excerpt("The Repo rate was kept; reports of a drop were wrong.", ["rep", "rate"])

    assert marked(found) == ["Repo", "rate", "reports"]
    assert "".join(piece for piece, _ in found.pieces).startswith("The Repo rate")
    assert (found.starts, found.ends) == (True, True)
    assert excerpt("Nothing of it stands here.", ["ere"]) is None
    assert excerpt("Nothing.", []) is None


def test_the_place_with_most_of_the_words_is_cut_out_between_words() -> None:
    text = f"A bridge. {FILLER}The bridge at\n\nKosi opened in May. {FILLER}"

    found = excerpt(text, ["bridge", "kosi", "may"])

    assert marked(found) == ["bridge", "Kosi", "May"]
    told = "".join(piece for piece, _ in found.pieces)
    assert "bridge at Kosi opened in May." in told
    assert (found.starts, found.ends) == (False, False)
    assert set(told.split()) <= set(text.split())
    assert len(told) < 300


@given(st.text(max_size=400), st.lists(st.text(max_size=8), max_size=4))
def test_an_excerpt_is_a_piece_of_the_text(text: str, typed: list[str]) -> None:
    found = excerpt(text, plain_words(" ".join(typed)))

    if found is not None:
        assert " ".join("".join(piece for piece, _ in found.pieces).split()) in " ".join(
            text.split()
        )
