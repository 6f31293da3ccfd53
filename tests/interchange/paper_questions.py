"""Questions on known facts, for papers that the tests make in the styles of teachers."""

import unicodedata
from typing import NamedTuple

from quizapp.domain.items import Language, SingleKey
from quizapp.interchange.banks import Reading

__all__ = ["ENGLISH", "HINDI", "Question", "share_complete"]


class Question(NamedTuple):
    stem: str
    options: tuple[str, str, str, str]
    key: int
    explanation: str


ENGLISH = (
    Question(
        "Which article of the Constitution of India abolishes untouchability?",
        ("Article 14", "Article 15", "Article 17", "Article 21"),
        2,
        "Article 17 abolishes untouchability and forbids its practice in any form.",
    ),
    Question(
        "Who presides over the joint sitting of both Houses of Parliament?",
        (
            "The President",
            "The Speaker of the Lok Sabha",
            "The Vice-President",
            "The Prime Minister",
        ),
        1,
        "Under Article 118 the Speaker of the Lok Sabha presides.",
    ),
    Question(
        "The river Godavari rises near which town?",
        ("Trimbak", "Mahabaleshwar", "Amarkantak", "Talakaveri"),
        0,
        "It rises near Trimbak in the Nashik district of Maharashtra.",
    ),
    Question(
        "In which year was the Reserve Bank of India established?",
        ("1921", "1935", "1947", "1949"),
        1,
        "It was established on 1 April 1935 and nationalised in 1949.",
    ),
    Question(
        "Which gas do green plants take in during photosynthesis?",
        ("Oxygen", "Nitrogen", "Hydrogen", "Carbon dioxide"),
        3,
        "Carbon dioxide and water become glucose in the light.",
    ),
    Question(
        "Who founded the Maurya dynasty?",
        ("Ashoka", "Bindusara", "Chandragupta Maurya", "Brihadratha"),
        2,
        "Chandragupta Maurya founded it about 321 BCE.",
    ),
    Question(
        "Which is the smallest prime number?",
        ("0", "1", "2", "3"),
        2,
        "Two is the only even prime number.",
    ),
    Question(
        "The Tropic of Cancer does not pass through which state?",
        ("Gujarat", "Odisha", "Rajasthan", "Tripura"),
        1,
        "It passes through eight states, and Odisha is not one of them.",
    ),
    Question(
        "What is the SI unit of electric current?",
        ("Volt", "Ohm", "Watt", "Ampere"),
        3,
        "The ampere is one of the seven base units.",
    ),
    Question(
        "Which harbour town of the Harappan civilisation lies in Gujarat?",
        ("Lothal", "Kalibangan", "Ropar", "Banawali"),
        0,
        "Lothal had a dockyard on a branch of the Sabarmati.",
    ),
)
HINDI = (
    Question(
        "भारत के संविधान का कौन-सा अनुच्छेद अस्पृश्यता का अंत करता है?",
        ("अनुच्छेद 14", "अनुच्छेद 15", "अनुच्छेद 17", "अनुच्छेद 21"),
        2,
        "अनुच्छेद 17 अस्पृश्यता का अंत करता है।",
    ),
    Question(
        "संसद के दोनों सदनों की संयुक्त बैठक की अध्यक्षता कौन करता है?",
        ("राष्ट्रपति", "लोक सभा का अध्यक्ष", "उपराष्ट्रपति", "प्रधानमंत्री"),
        1,
        "अनुच्छेद 118 के अनुसार लोक सभा का अध्यक्ष अध्यक्षता करता है।",
    ),
    Question(
        "गोदावरी नदी का उद्गम किस नगर के निकट है?",
        ("त्र्यंबक", "महाबलेश्वर", "अमरकंटक", "तलकावेरी"),
        0,
        "इसका उद्गम महाराष्ट्र के नासिक ज़िले में है।",
    ),
    Question(
        "भारतीय रिज़र्व बैंक की स्थापना किस वर्ष हुई थी?",
        ("1921", "1935", "1947", "1949"),
        1,
        "इसकी स्थापना 1 अप्रैल 1935 को हुई थी।",
    ),
    Question(
        "प्रकाश-संश्लेषण में हरे पौधे कौन-सी गैस लेते हैं?",
        ("ऑक्सीजन", "नाइट्रोजन", "हाइड्रोजन", "कार्बन डाइऑक्साइड"),
        3,
        "कार्बन डाइऑक्साइड और जल से ग्लूकोज़ बनता है।",
    ),
    Question(
        "मौर्य वंश की स्थापना किसने की थी?",
        ("अशोक", "बिन्दुसार", "चन्द्रगुप्त मौर्य", "बृहद्रथ"),
        2,
        "चन्द्रगुप्त मौर्य ने इसकी स्थापना की थी।",
    ),
    Question(
        "सबसे छोटी अभाज्य संख्या कौन-सी है?",
        ("शून्य", "एक", "दो", "तीन"),
        2,
        "दो एकमात्र सम अभाज्य संख्या है।",
    ),
    Question(
        "कर्क रेखा किस राज्य से होकर नहीं गुज़रती है?",
        ("गुजरात", "ओडिशा", "राजस्थान", "त्रिपुरा"),
        1,
        "यह आठ राज्यों से गुज़रती है।",
    ),
    Question(
        "विद्युत धारा की SI इकाई क्या है?",
        ("वोल्ट", "ओम", "वाट", "ऐम्पियर"),
        3,
        "ऐम्पियर सात मूल इकाइयों में से एक है।",
    ),
    Question(
        "हड़प्पा सभ्यता का कौन-सा बंदरगाह नगर गुजरात में है?",
        ("लोथल", "कालीबंगा", "रोपड़", "बनावली"),
        0,
        "लोथल में एक गोदी थी।",
    ),
)


def share_complete(
    reading: Reading, questions: tuple[Question, ...], language: Language = "en"
) -> float:
    """Give the share of these questions that came in with stem, options and key as they are."""
    found = {
        (_normal(text.stem), tuple(map(_normal, text.options)), item.content.key)
        for item in reading.complete
        if (text := item.content.texts.get(language)) is not None
    }
    wanted = [
        (_normal(each.stem), tuple(map(_normal, each.options)), SingleKey(each.key))
        for each in questions
    ]
    return sum(each in found for each in wanted) / len(wanted)


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
