import pytest
from domain_strategies import item, items
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.items import (
    ImagePlacement,
    ImageRef,
    ItemContent,
    ItemFormat,
    ItemText,
    ItemType,
    OptionOrder,
    SingleKey,
    key_from_data,
    letter,
)
from quizapp.errors import InvalidInputError, Problem

STEM = "Which city is meant?"
DIGEST = "0123456789abcdef" * 4


def content(*options: str, stem: str = STEM, key: int = 0, **more: object) -> ItemContent:
    return ItemContent(texts={"en": ItemText(stem, options)}, key=SingleKey(key), **more)


def problems(**arguments: object) -> list[tuple[str | None, str]]:
    with pytest.raises(InvalidInputError) as caught:
        ItemContent(**arguments)
    return [(problem.field, problem.text) for problem in caught.value.problems]


def one_text(*options: str, stem: str = STEM, explanation: str = "") -> dict[str, ItemText]:
    return {"en": ItemText(stem, options, explanation)}


def test_a_sound_item_says_what_it_is() -> None:
    sound = content("Delhi", "Mumbai", topics=["polity"])
    assert (sound.type, sound.language, sound.options) == (ItemType.SINGLE, "en", 2)
    assert sound.topics == ("polity",)
    assert sound.option_order is OptionOrder.SHUFFLE
    assert hash(sound) == hash(content("Delhi", "Mumbai", topics=("polity",)))


def test_languages_stand_in_our_order_and_a_missing_one_falls_back() -> None:
    hindi, english = ItemText("कौन?", ("क", "ख")), ItemText("Who?", ("A", "B"))
    both = ItemContent(texts={"hi": hindi, "en": english}, key=SingleKey(1))
    assert list(both.texts) == ["en", "hi"]
    assert (both.text(), both.text("hi")) == (english, hindi)
    only_hindi = ItemContent(texts={"hi": hindi}, key=SingleKey(1))
    assert (only_hindi.language, only_hindi.text("en")) == ("hi", hindi)


@pytest.mark.parametrize("count", [0, 1, 13])
def test_there_are_two_to_twelve_options(count: int) -> None:
    found = problems(texts=one_text(*"ABCDEFGHIJKLM"[:count]), key=SingleKey(0))
    assert found == [("options", f"A question has 2 to 12 options; this one has {count}.")]


@pytest.mark.parametrize("key", [-1, 2])
def test_the_key_is_one_of_the_options(key: int) -> None:
    found = problems(texts=one_text("A", "B"), key=SingleKey(key))
    assert found == [
        ("key", f"The key is option {key}, but the options are numbered 0 to 1."),
    ]


@pytest.mark.parametrize("twin", ["new delhi", " New  Delhi ", "NEW\tDELHI"])
def test_options_that_read_the_same_are_refused(twin: str) -> None:
    found = problems(texts=one_text("New Delhi", "Pune", twin), key=SingleKey(1))
    assert found == [("options.2", "Option C is the same as option A.")]


def test_composed_and_decomposed_letters_read_the_same_but_superscripts_do_not() -> None:
    assert problems(texts=one_text("café", "cafe\u0301"), key=SingleKey(0))[0][0] == "options.1"
    assert content("10²", "102").options == 2


def test_every_problem_is_told_at_once() -> None:
    found = problems(
        texts=one_text("A", " ", stem=" ", explanation="x" * 8001),
        key=SingleKey(5),
        topics=("polity", "gossip", "polity"),
    )
    assert [field for field, _ in found] == [
        "stem",
        "explanation",
        "options.1",
        "key",
        "topics.1",
        "topics.2",
    ]
    assert "8001 characters" in found[1][1]
    assert "economy" in found[4][1]


@pytest.mark.parametrize(("character", "code"), [("\0", "0000"), ("\ud800", "D800")])
def test_unprintable_characters_are_refused_with_their_place(character: str, code: str) -> None:
    found = problems(texts=one_text("A", f"B{character}C"), key=SingleKey(0))
    assert found == [
        ("options.1", f"Character 2 is a control character (U+{code}); remove it."),
    ]


def test_line_breaks_and_tabs_are_welcome_in_a_stem() -> None:
    assert content("A", "B", stem="Consider:\n1.\tOne").text().stem.count("\n") == 1


def test_a_second_language_has_its_own_fields() -> None:
    texts = {"en": ItemText("Who?", ("A", "B")), "hi": ItemText("", ("क", "ख", "ग"))}
    found = problems(texts=texts, key=SingleKey(0))
    assert [field for field, _ in found] == ["texts.hi.stem", "texts.hi.options"]


def test_languages_must_be_known_and_there_must_be_one() -> None:
    assert problems(texts={}, key=SingleKey(0))[0][0] == "texts"
    found = problems(texts={"fr": ItemText("Qui?", ("A", "B"))}, key=SingleKey(0))
    assert found == [("texts", "“fr” is not a language of items; use one of: en, hi.")]


def test_too_many_topics() -> None:
    topics = ("polity", "economy", "space", "health", "sport", "books")
    assert problems(texts=one_text("A", "B"), key=SingleKey(0), topics=topics) == [
        ("topics", "There are 6 topics; choose at most 5.")
    ]


@pytest.mark.parametrize(
    "item_format", [ItemFormat.STATEMENTS, ItemFormat.HOW_MANY, ItemFormat.ASSERTION_REASON]
)
def test_customary_options_stay_put(item_format: ItemFormat) -> None:
    found = problems(texts=one_text("A", "B"), key=SingleKey(0), format=item_format)
    assert [field for field, _ in found] == ["option_order"]
    assert content("A", "B", format=item_format, option_order=OptionOrder.FIXED).options == 2


def image(option: int | None = None, *, digest: str = DIGEST, **alt: str) -> ImageRef:
    placement = ImagePlacement.STEM if option is None else ImagePlacement.OPTION
    return ImageRef(digest, placement, option, alt or {"en": "A map"})


def test_an_image_can_stand_for_an_option() -> None:
    pictures = (image(0), image(1, digest="f" * 64))
    assert content("", "", images=pictures).options == 2
    found = problems(texts=one_text("", ""), key=SingleKey(0), images=(image(0), image(1)))
    assert found == [("options.1", "Option B is the same as option A.")]


def test_an_image_belongs_to_an_option_and_speaks_each_language() -> None:
    texts = {"en": ItemText("Who?", ("A", "B")), "hi": ItemText("कौन?", ("क", "ख"))}
    found = problems(texts=texts, key=SingleKey(0), images=(image(2),))
    assert [field for field, _ in found] == ["images.0.option", "images.0.alt"]
    both = image(en="A map", hi="नक़्शा")
    assert ItemContent(texts=texts, key=SingleKey(0), images=[both]).images == (both,)


@given(items())
def test_a_key_comes_back_from_storage(sound: ItemContent) -> None:
    assert key_from_data(sound.type, sound.key.as_data()) == sound.key


@pytest.mark.parametrize("data", [{}, {"option": "1"}, {"option": None}, {"options": [1]}])
def test_what_is_no_key_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        key_from_data(ItemType.SINGLE, data)
    assert caught.value.field == "key"


@given(st.text(max_size=30), st.text(max_size=30), st.integers(-2, 3))
def test_any_text_makes_an_item_or_a_clear_error(first: str, second: str, key: int) -> None:
    found: tuple[Problem, ...] = ()
    try:
        made = content(first, second, key=key)
    except InvalidInputError as error:
        found = error.problems
    else:
        assert 0 <= key < made.options
        assert made.text().options == (first, second)
    assert all(problem.field and problem.text for problem in found)


def test_options_are_named_by_letters() -> None:
    assert [letter(position) for position in range(item().options)] == ["A", "B", "C", "D"]
