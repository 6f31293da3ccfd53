"""What is set right in a parse: built word by word, as the parser hung them."""

from quizapp.generation.language.mending import mended
from quizapp.generation.types import Span, Word


def parsed(*told: str) -> tuple[Word, ...]:
    """Words of "text pos tag dep head[ entity]", the head by its place from 0."""
    words: list[Word] = []
    for index, each in enumerate(told):
        text, pos, tag, dep, head, *entity = each.split()
        place = Span(index * 20, index * 20 + len(text))
        kind = entity[0] if entity else ""
        words.append(Word(index, text, text, pos, tag, dep, int(head), place, {}, kind))
    return tuple(words)


def hung(words: tuple[Word, ...]) -> dict[str, tuple[str, str]]:
    """The relation of each word and the word that it hangs on, once they are mended."""
    right = mended(words)
    return {word.text: (word.dep, right[word.head].text) for word in right}


def test_where_and_when_counted_things_were_opened_is_told_of_the_opening() -> None:
    found = hung(
        parsed(
            "Brightmart PROPN NNP nsubj 1 body",
            "opened VERB VBD root 1",
            "40 NUM CD nummod 3 figure",
            "shops NOUN NNS obj 1",
            "in ADP IN case 5",
            "Mali PROPN NNP nmod 3 place",
            "during ADP IN case 7",
            "festivals NOUN NNS nmod 5",
            ". PUNCT . punct 1",
        )
    )
    assert found["Mali"] == ("nmod", "shops")
    found = hung(
        parsed(
            "Brightmart PROPN NNP nsubj 1 body",
            "opened VERB VBD root 1",
            "40 NUM CD nummod 3 figure",
            "shops NOUN NNS obj 1",
            "in ADP IN case 5",
            "Mali PROPN NNP nmod 3 place",
            "on ADP IN case 7",
            "2020 PROPN CD nmod 5 date",
            ". PUNCT . punct 1",
        )
    )
    assert found["2020"] == ("obl", "opened")
    assert found["Mali"] == ("obl", "opened")


def test_a_place_of_something_that_is_not_counted_stays_its_own() -> None:
    words = parsed(
        "Asha PROPN NNP nsubj 1 person",
        "condemned VERB VBD root 1",
        "the DET DT det 3",
        "attack NOUN NN obj 1",
        "in ADP IN case 5",
        "Mali PROPN NNP nmod 3 place",
    )
    assert hung(words)["Mali"] == ("nmod", "attack")


def test_a_day_is_that_of_what_was_done() -> None:
    words = parsed(
        "Farms NOUN NNS nsubj 1",
        "suffered VERB VBD root 1",
        "after ADP IN case 3",
        "closure NOUN NN obl 1",
        "of ADP IN case 5",
        "offices NOUN NNS nmod 3",
        "on ADP IN case 7",
        "Monday PROPN NNP nmod 5 date",
    )
    assert hung(words)["Monday"] == ("nmod", "closure")


def test_years_are_no_second_object() -> None:
    words = parsed(
        "Norway PROPN NNP nsubj 1 body",
        "lent VERB VBD root 1",
        "money NOUN NN obj 1 figure",
        "over ADV RB advmod 4",
        "years NOUN NNS obj 1 figure",
    )
    found = hung(words)
    assert found["years"] == ("obl", "lent")
    assert found["over"] == ("case", "years")


def test_a_noun_is_joined_to_the_object_and_not_to_the_verb() -> None:
    words = parsed(
        "Kerala PROPN NNP nsubj 1 place",
        "built VERB VBD root 1",
        "clinics NOUN NNS obj 1",
        "and CCONJ CC cc 4",
        "farms NOUN NNS conj 1",
    )
    assert hung(words)["farms"] == ("conj", "clinics")


def test_a_clause_has_one_subject() -> None:
    named = parsed(
        "The DET DT det 1",
        "retailer NOUN NN nsubj 3",
        "Brightmart PROPN NNP nsubj 3 body",
        "opened VERB VBD root 3",
    )
    assert hung(named)["retailer"] == ("compound", "Brightmart")
    compared = parsed(
        "Unlike ADP IN case 1",
        "Mali PROPN NNP nsubj 4 place",
        ", PUNCT , punct 1",
        "Chad PROPN NNP nsubj 4 place",
        "has VERB VBZ root 4",
        "ports NOUN NNS obj 4",
    )
    assert hung(compared)["Mali"] == ("obl", "has")


def test_what_has_an_object_is_no_passive_participle() -> None:
    words = parsed(
        "A DET DT det 1",
        "team NOUN NN root 1",
        "of ADP IN case 3",
        "nurses NOUN NNS nmod 1",
        "released VERB VBN acl 3",
        "findings NOUN NNS obj 4",
        ". PUNCT . punct 1",
    )
    found = hung(words)
    assert found["team"] == ("nsubj", "released")
    assert found["released"] == ("root", "released")
    assert found["."] == ("punct", "released")
