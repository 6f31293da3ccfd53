"""Hindi in the code of Kruti Dev's typewriter layout."""

# ruff: noqa: RUF001 — the code consists of look-alikes

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kruti_dev_code import CONSONANTS, kruti_dev
from paper_questions import HINDI, share_complete

from quizapp.interchange import formats
from quizapp.interchange.banks import Action, SourceFile
from quizapp.interchange.kruti_dev import is_legacy_font, to_unicode
from quizapp.interchange.kruti_dev.recognition import convert_line, is_kruti_dev

# Keyed in by hand, apart from the encoder of the tests.
GOLDEN = [
    ("fuEufyf[kr esa ls dkSu&lk dFku lgh gS\\", "निम्नलिखित में से कौन-सा कथन सही है?"),
    ("Hkkjr dk lafo/kku 26 tuojh 1950 dks ykxw gqvkA", "भारत का संविधान 26 जनवरी 1950 को लागू हुआ।"),
    ("fo|ky; esa fLFkfr", "विद्यालय में स्थिति"),
    ("/kkfeZd /keks± dh", "धार्मिक धर्मों की"),
    ("oRL;Z ewPNkZ iwokZ)Z", "वर्त्स्य मूर्च्छा पूर्वार्द्ध"),
    ('jk"Vªifr vkSj ç/kkuea=h', "राष्ट्रपति और प्रधानमंत्री"),
    ("mÙkj% ¼d½ mŸkj izns'k", "उत्तर: (क) उत्तर प्रदेश"),
    ("vr% nq%[k Øe'k%", "अतः दुःख क्रमशः"),
    ("yM+dk i<+rk gS", "लड़का पढ़ता है"),
    ("T+;knk t+ehu", "ज़्यादा ज़मीन"),
    (":i #i;k", "रूप रुपया"),
    ("vkSj vks ,sfrgkfld ,d", "और ओ ऐतिहासिक एक"),
    ("{ks= f=Hkqt ek=k", "क्षेत्र त्रिभुज मात्रा"),
    ("MkWDVj vkWQ v‚fQl", "डॉक्टर ऑफ ऑफिस"),
    ("fpV~Bh mTToy egku~", "चिट्ठी उज्ज्वल महान्"),
    ('KkuihB d`f"k vk/kqfud', "ज्ञानपीठ कृषि आधुनिक"),
    ("iz'u 1- fuEu o\"kZ", "प्रश्न 1. निम्न वर्ष"),
    ("bZ'oj ubZ lhek,¡", "ईश्वर नई सीमाएँ"),
    ("izR;{k [k.M ?kjsyw", "प्रत्यक्ष खण्ड घरेलू"),
    ("fpà czãk nzO; Hkæ", "चिह्न ब्रह्मा द्रव्य भद्र"),
    ("fdlh us fdafpr", "किसी ने किंचित"),
    ("Vªsu Mªe iqjLÑr n`'; –f\"V", "ट्रेन ड्रम पुरस्कृत दृश्य दृष्टि"),
]
SENTENCES = [
    "लोक सभा के अध्यक्ष का चुनाव सदस्यों में से ही किया जाता है।",
    "किस अनुच्छेद में राष्ट्रपति की क्षमादान शक्ति का उल्लेख है?",
    "भारतीय रिज़र्व बैंक की स्थापना १ अप्रैल १९३५ को हुई थी।",
    "प्रकाश-संश्लेषण की क्रिया में कौन-सी गैस मुक्त होती है?",
    "गोदावरी, कृष्णा, महानदी और कावेरी पूर्व की ओर बहती हैं।",
    "हड़प्पा सभ्यता का प्रसिद्ध बंदरगाह लोथल था; वह गुजरात में है।",
    "संयुक्त राष्ट्र का मुख्यालय न्यूयॉर्क में स्थित है।",
    "उच्चतम न्यायालय के न्यायाधीश पैंसठ वर्ष की आयु तक पद पर रहते हैं।",
    "ऋग्वेद में गायत्री मंत्र का श्रेय विश्वामित्र को दिया जाता है।",
    "द्वितीय विश्व युद्ध किस वर्ष समाप्त हुआ (1945 या 1946)?",
    "पृथ्वी से चंद्रमा की औसत दूरी लगभग ३,८४,४०० किमी है।",
    "मौर्य वंश का संस्थापक चन्द्रगुप्त मौर्य था, जिसका गुरु कौटिल्य था।",
]


@pytest.mark.parametrize(("code", "text"), GOLDEN)
def test_texts_as_typists_key_them_in(code: str, text: str) -> None:
    assert to_unicode(code) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_come_back(sentence: str) -> None:
    text = unicodedata.normalize("NFC", sentence)
    code = kruti_dev(text)
    assert code != text
    assert to_unicode(code) == text


CLUSTERS = st.lists(st.sampled_from(CONSONANTS), min_size=1, max_size=3).map("\u094d".join)
SYLLABLES = st.one_of(
    st.builds(
        "{}{}{}".format,
        CLUSTERS,
        st.sampled_from(["", *"ािीुूृेैोौॉ"]),
        st.sampled_from(["", "ं", "ँ"]),
    ),
    st.builds("{}{}".format, st.sampled_from("अआइईउऊऋएऐओऔ"), st.sampled_from(["", "ं"])),
)
WORDS = st.lists(SYLLABLES, min_size=1, max_size=5).map("".join)


@given(st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_every_word_comes_back(text: str) -> None:
    assert to_unicode(kruti_dev(text)) == text


@given(st.text())
def test_any_text_is_converted_without_failing(text: str) -> None:
    assert isinstance(to_unicode(text), str)


def test_glyphs_that_word_keeps_in_its_private_area() -> None:
    private = "".join(chr(0xF000 + ord(letter)) for letter in "Hkkjr")
    assert to_unicode(private) == "भारत"


@pytest.mark.parametrize(
    "name",
    [
        "Kruti Dev 010",
        "KRUTI DEV 011",
        "ABCDEF+KrutiDev010",
        "DevLys 010",
        "Devlys010",
        "Kruti Dev",
    ],
)
def test_fonts_in_the_code_are_known_by_name(name: str) -> None:
    assert is_legacy_font(name)


@pytest.mark.parametrize("name", ["Mangal", "Times New Roman", "", "Nirmala UI", "Devanagari MT"])
def test_other_fonts_are_not(name: str) -> None:
    assert not is_legacy_font(name)


def test_plain_text_is_recognised_by_its_words() -> None:
    assert is_kruti_dev("\n".join(map(kruti_dev, SENTENCES)))


@pytest.mark.parametrize(
    "text",
    [
        "Which of the following is the capital of India?\n(a) Delhi\n(b) Mumbai\nAns. (a)",
        "He gave us the dish, so let us go to the shop at six.",
        "\n".join(SENTENCES),
        "a) b) c) d)",
        "",
    ],
)
def test_other_plain_text_is_not(text: str) -> None:
    assert not is_kruti_dev(text)


def test_english_lines_and_labels_stay_in_a_recognised_text() -> None:
    hindi = kruti_dev("भारत का राष्ट्रीय पशु कौन-सा है?")
    options = [kruti_dev(word) for word in ("सिंह", "बाघ", "हाथी", "मोर")]
    lines = [
        f"1. {hindi}",
        "Which is the national animal of India?",
        *(f"({label}) {option}" for label, option in zip("abcd", options, strict=True)),
        "Ans. (b)",
        "Peacock and Elephant",
    ]
    assert [convert_line(line) for line in lines] == [
        "1. भारत का राष्ट्रीय पशु कौन-सा है?",
        "Which is the national animal of India?",
        "(a) सिंह",
        "(b) बाघ",
        "(c) हाथी",
        "(d) मोर",
        "Ans. (b)",
        "Peacock and Elephant",
    ]


def test_a_pasted_paper_in_the_code_is_read_and_to_be_checked() -> None:
    questions = tuple(each for each in HINDI if "SI" not in each.stem)
    lines = []
    for number, each in enumerate(questions, start=1):
        options = [f"({a}) {b}" for a, b in zip("कखगघ", each.options, strict=True)]
        lines += [f"{number}. {each.stem}", *options, f"उत्तर: ({'कखगघ'[each.key]})", ""]
    source = SourceFile("\n".join(map(kruti_dev, lines)).encode(), "paper.txt")
    reading = formats.read(source)
    assert reading.format == "exam-text"
    assert share_complete(reading, questions, "hi") == 1
    assert [each.action for each in reading.findings if each.item is None] == [Action.CHECK]
