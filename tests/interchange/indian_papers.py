"""Papers as teachers in India type them, for Word and PDF: what stands in them, and what was meant.

Each is a list of lines and tables, and the questions that somebody would read in it. The facts are
common knowledge; the figures of data tables are made up.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from quizapp.domain.items import ItemFormat, Language

__all__ = ["BANKING", "BILINGUAL", "HINDI_ONLY", "SSC", "UPSC", "Asked", "Block", "Paper"]

Block: TypeAlias = str | list[list[str]]
"""A line, or the rows of a table."""


@dataclass(frozen=True)
class Asked:
    """What a reader should understand: options and stem lines by language, and the key."""

    key: int
    options: dict[Language, tuple[str, ...]]
    lines: tuple[str, ...] = ()
    """Lines that the stem must have, each whole."""
    format: ItemFormat = ItemFormat.DIRECT
    passage: str = ""
    """Words that its passage must have."""


@dataclass(frozen=True)
class Paper:
    blocks: list[Block]
    asked: list[Asked] = field(default_factory=list)


def _en(key: int, *options: str, **more: object) -> Asked:
    return Asked(key, {"en": options}, **more)  # type: ignore[arg-type]


def _hi(key: int, *options: str, **more: object) -> Asked:
    return Asked(key, {"hi": options}, **more)  # type: ignore[arg-type]


UPSC = Paper(
    [
        "CIVIL SERVICES (PRELIMINARY) PRACTICE TEST – 4",
        "GENERAL STUDIES PAPER – I",
        "Time Allowed: Two Hours                                   Maximum Marks: 200",
        "1. Consider the following statements with reference to the Rajya Sabha:",
        "1. It is not subject to dissolution.",
        "2. One-third of its members retire every second year.",
        "3. A Money Bill can be introduced in it.",
        "Which of the statements given above is/are correct?",
        "(a) 1 and 2 only",
        "(b) 2 and 3 only",
        "(c) 1 and 3 only",
        "(d) 1, 2 and 3",
        "2. Consider the following rivers:",
        "I. Narmada",
        "II. Tapi",
        "III. Mahanadi",
        "IV. Godavari",
        "How many of the above flow into the Arabian Sea?",
        "(a) Only one",
        "(b) Only two",
        "(c) Only three",
        "(d) All four",
        "3. Consider the following pairs:",
        [
            ["National Park", "State"],
            ["1. Kaziranga", "Assam"],
            ["2. Periyar", "Karnataka"],
            ["3. Simlipal", "Odisha"],
        ],
        "How many of the pairs given above are correctly matched?",
        "(a) Only one pair",
        "(b) Only two pairs",
        "(c) All three pairs",
        "(d) None of the pairs",
        (
            "4. Match List-I with List-II and select the correct answer using the code given below"
            " the lists:"
        ),
        [
            ["List-I (Battle)", "List-II (Year)"],
            ["A. Plassey", "1. 1761"],
            ["B. Buxar", "2. 1757"],
            ["C. Third Panipat", "3. 1576"],
            ["D. Haldighati", "4. 1764"],
        ],
        "Code:",
        "A B C D",
        "(a) 2 4 1 3",
        "(b) 2 1 4 3",
        "(c) 3 4 1 2",
        "(d) 3 1 4 2",
        (
            "5. Given below are two statements, one is labelled as Assertion (A) and the other is"
            " labelled as Reason (R)."
        ),
        "Assertion (A): The sky appears blue during the day.",
        "Reason (R): Short waves of light are scattered more than long ones.",
        "In the context of the above, which one of the following is correct?",
        "(a) Both A and R are true and R is the correct explanation of A",
        "(b) Both A and R are true but R is not the correct explanation of A",
        "(c) A is true but R is false",
        "(d) A is false but R is true",
        "6. With reference to the Governor of a State, consider the following statements:",
        "Statement-I: The Governor holds office during the pleasure of the President.",
        "Statement-II: The Governor is elected by the legislature of the State.",
        "Which one of the following is correct in respect of the above statements?",
        "(a) Both Statement-I and Statement-II are correct",
        "(b) Both Statement-I and Statement-II are incorrect",
        "(c) Statement-I is correct but Statement-II is incorrect",
        "(d) Statement-I is incorrect but Statement-II is correct",
        "7. Which one of the following is NOT a fundamental right?",
        "(a) Right to equality",
        "(b) Right against exploitation",
        "(c) Right to property",
        "(d) Right to constitutional remedies",
        "8. Arrange the following events in chronological order:",
        "1. Dandi March",
        "2. Chauri Chaura incident",
        "3. Quit India Movement",
        "4. Champaran Satyagraha",
        "Select the correct answer using the code given below:",
        "(a) 4-2-1-3",
        "(b) 4-1-2-3",
        "(c) 2-4-1-3",
        "(d) 2-1-4-3",
        "9. The term ‘repo rate’ refers to the rate at which",
        "(a) banks lend to one another",
        "(b) the central bank lends to banks against securities",
        "(c) banks lend to their best customers",
        "(d) the government borrows from the public",
        "10. Consider the following table of production (in million tonnes):",
        [
            ["Crop", "2020", "2021"],
            ["Wheat", "107", "110"],
            ["Rice", "118", "124"],
            ["Maize", "29", "31"],
        ],
        "Which crop grew the most between the two years?",
        "(a) Wheat",
        "(b) Rice",
        "(c) Maize",
        "(d) All grew equally",
        "ANSWER KEY",
        [
            ["Q. No.", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
            ["Ans.", "A", "B", "B", "A", "A", "C", "C", "A", "B", "B"],
        ],
    ],
    [
        _en(
            0,
            *("1 and 2 only", "2 and 3 only", "1 and 3 only", "1, 2 and 3"),
            lines=("1. It is not subject to dissolution.",),
            format=ItemFormat.STATEMENTS,
        ),
        _en(
            1,
            *("Only one", "Only two", "Only three", "All four"),
            lines=("I. Narmada", "IV. Godavari"),
            format=ItemFormat.HOW_MANY,
        ),
        _en(
            1,
            *("Only one pair", "Only two pairs", "All three pairs", "None of the pairs"),
            lines=("How many of the pairs given above are correctly matched?",),
            format=ItemFormat.PAIRS,
        ),
        _en(
            0,
            *("2 4 1 3", "2 1 4 3", "3 4 1 2", "3 1 4 2"),
            lines=("A B C D",),
            format=ItemFormat.PAIRS,
        ),
        _en(
            0,
            "Both A and R are true and R is the correct explanation of A",
            "Both A and R are true but R is not the correct explanation of A",
            "A is true but R is false",
            "A is false but R is true",
            lines=("Assertion (A): The sky appears blue during the day.",),
            format=ItemFormat.ASSERTION_REASON,
        ),
        _en(
            2,
            "Both Statement-I and Statement-II are correct",
            "Both Statement-I and Statement-II are incorrect",
            "Statement-I is correct but Statement-II is incorrect",
            "Statement-I is incorrect but Statement-II is correct",
            lines=(
                "Statement-II: The Governor is elected by the legislature of the State.",
                "Which one of the following is correct in respect of the above statements?",
            ),
            format=ItemFormat.STATEMENTS,
        ),
        _en(
            2,
            "Right to equality",
            "Right against exploitation",
            "Right to property",
            "Right to constitutional remedies",
            format=ItemFormat.NEGATIVE,
        ),
        _en(
            0,
            *("4-2-1-3", "4-1-2-3", "2-4-1-3", "2-1-4-3"),
            lines=("1. Dandi March", "4. Champaran Satyagraha"),
            format=ItemFormat.ORDER,
        ),
        _en(
            1,
            "banks lend to one another",
            "the central bank lends to banks against securities",
            "banks lend to their best customers",
            "the government borrows from the public",
        ),
        _en(
            1,
            *("Wheat", "Rice", "Maize", "All grew equally"),
            lines=("Which crop grew the most between the two years?",),
        ),
    ],
)

SSC = Paper(
    [
        "SSC CGL TIER-I MOCK TEST",
        "SECTION A : GENERAL INTELLIGENCE AND REASONING",
        "Q.1 Select the related word from the given alternatives:",
        "Doctor : Hospital :: Teacher : ?",
        "(A) Court\t(B) School\t(C) Studio\t(D) Garage",
        "Ans: (B)",
        "Q.2 Find the missing number: 2, 6, 12, 20, 30, ?",
        "(A) 36\t(B) 40\t(C) 42\t(D) 44",
        "Ans: (C)",
        "Q.3 In a certain code ‘CAT’ is written as ‘DBU’. How is ‘DOG’ written in that code?",
        [["(A) EPH", "(B) EPG"], ["(C) FPH", "(D) EQH"]],
        "Ans: (A)",
        "Q.4 Two statements are given followed by two conclusions I and II.",
        "Statements:",
        "All roses are flowers.",
        "No flower is a stone.",
        "Conclusions:",
        "I. No rose is a stone.",
        "II. All flowers are roses.",
        "(A) Only conclusion I follows",
        "(B) Only conclusion II follows",
        "(C) Both conclusions follow",
        "(D) Neither conclusion follows",
        "Ans: (A)",
        "SECTION B : QUANTITATIVE APTITUDE",
        "Q.5 The marks of four students are given below. What is the average of their marks?",
        [["Student", "Asha", "Bilal", "Chitra", "Dev"], ["Marks", "40", "50", "60", "70"]],
        "(A) 50\t(B) 55\t(C) 60\t(D) 65",
        "Ans: (B)",
        "Q.6 If x + 1/x = 3, then the value of x² + 1/x² is:",
        "(A) 7 (B) 9 (C) 11 (D) 5",
        "Ans: (A)",
        "Solution: (x + 1/x)² = 9, so x² + 1/x² = 9 – 2 = 7.",
        "Q.7 A shopkeeper sells an article for ₹ 240 at a gain of 20%. Its cost price is",
        "(A) ₹ 180\t(B) ₹ 192\t(C) ₹ 200\t(D) ₹ 220",
        "Ans: (C)",
        "SECTION C : ENGLISH COMPREHENSION",
        "Q.8 Select the word that is opposite in meaning to ABUNDANT.",
        "(A) Plentiful\t(B) Scarce\t(C) Ample\t(D) Rich",
        "Ans: (B)",
        "Q.9 Fill in the blank: He has been living here _____ 2015.",
        "(A) for\t(B) since\t(C) from\t(D) by",
        "Ans: (B)",
        "Q.10 Which planet is known as the Red Planet? [SSC CGL 2019]",
        "(A) Venus\t(B) Mars\t(C) Jupiter\t(D) Saturn",
        "Ans: (B)",
    ],
    [
        _en(1, "Court", "School", "Studio", "Garage"),
        _en(2, "36", "40", "42", "44"),
        _en(0, "EPH", "EPG", "FPH", "EQH"),
        _en(
            0,
            "Only conclusion I follows",
            "Only conclusion II follows",
            "Both conclusions follow",
            "Neither conclusion follows",
            lines=("I. No rose is a stone.", "II. All flowers are roses."),
            format=ItemFormat.STATEMENTS,
        ),
        _en(1, "50", "55", "60", "65"),
        _en(0, "7", "9", "11", "5"),
        _en(2, "₹ 180", "₹ 192", "₹ 200", "₹ 220"),
        _en(1, "Plentiful", "Scarce", "Ample", "Rich"),
        _en(1, "for", "since", "from", "by"),
        _en(1, "Venus", "Mars", "Jupiter", "Saturn"),
    ],
)

BANKING = Paper(
    [
        "REASONING ABILITY – PRACTICE SET",
        (
            "Directions (1-3): Study the following information carefully and answer the given"
            " questions."
        ),
        (
            "Seven friends A, B, C, D, E, F and G sit in a straight line facing north. C sits third"
            " to the right of A. G sits at one of the ends."
        ),
        "1. Who sits in the middle of the line?",
        *("(a) A", "(b) B", "(c) C", "(d) D", "(e) None of these"),
        "2. How many persons sit between A and C?",
        *("(a) One", "(b) Two", "(c) Three", "(d) Four", "(e) None"),
        (
            "3. Four of the following five are alike in a certain way. Which one does not belong to"
            " that group?"
        ),
        *("(a) AB", "(b) BC", "(c) CD", "(d) DE", "(e) FA"),
        (
            "Directions (4-6): The following table shows the number of laptops sold by four shops"
            " in three months. Study it and answer the questions."
        ),
        [
            ["Shop", "January", "February", "March"],
            ["P", "120", "150", "180"],
            ["Q", "200", "160", "140"],
            ["R", "90", "110", "130"],
            ["S", "170", "170", "200"],
        ],
        "4. What is the total number of laptops sold by shop P in the three months?",
        *("(a) 420", "(b) 430", "(c) 440", "(d) 450", "(e) 460"),
        "5. The laptops sold by Q in March are what percent of those sold by it in January?",
        *("(a) 60%", "(b) 65%", "(c) 70%", "(d) 75%", "(e) 80%"),
        "6. Which shop sold the most laptops in February?",
        *("(a) P", "(b) Q", "(c) R", "(d) S", "(e) Both P and Q"),
        (
            "Directions (7-8): In each question below a statement is followed by two conclusions"
            " numbered I and II. Give answer"
        ),
        "(a) if only conclusion I follows",
        "(b) if only conclusion II follows",
        "(c) if either conclusion I or II follows",
        "(d) if neither conclusion I nor II follows",
        "(e) if both conclusions I and II follow",
        "7. Statement: All pens are blue.",
        "Conclusions:",
        "I. Some pens are blue.",
        "II. No pen is blue.",
        *("(a) Only I", "(b) Only II", "(c) Either", "(d) Neither", "(e) Both"),
        "8. Statement: Some cups are green.",
        "Conclusions:",
        "I. All cups are green.",
        "II. Some green things are cups.",
        *("(a) Only I", "(b) Only II", "(c) Either", "(d) Neither", "(e) Both"),
        "Solutions",
        "S1. Ans.(d)",
        "Sol. From the information given D sits in the middle.",
        "S2. Ans.(b)",
        "Sol. C is third to the right of A, so two persons sit between them.",
        "S3. Ans.(e)",
        "S4. Ans.(d)",
        "Sol. 120 + 150 + 180 = 450",
        "S5. Ans.(c)",
        "Sol. 140/200 × 100 = 70%",
        "S6. Ans.(d)",
        "S7. Ans.(a)",
        "S8. Ans.(b)",
    ],
    [
        _en(3, "A", "B", "C", "D", "None of these", passage="Seven friends"),
        _en(1, "One", "Two", "Three", "Four", "None", passage="Seven friends"),
        _en(4, "AB", "BC", "CD", "DE", "FA", passage="Seven friends", format=ItemFormat.NEGATIVE),
        _en(3, "420", "430", "440", "450", "460", passage="90"),
        _en(2, "60%", "65%", "70%", "75%", "80%", passage="130"),
        _en(3, "P", "Q", "R", "S", "Both P and Q", passage="170"),
        _en(
            0,
            *("Only I", "Only II", "Either", "Neither", "Both"),
            lines=("I. Some pens are blue.", "II. No pen is blue."),
            format=ItemFormat.STATEMENTS,
            passage="only conclusion II follows",
        ),
        _en(
            1,
            *("Only I", "Only II", "Either", "Neither", "Both"),
            lines=("II. Some green things are cups.",),
            format=ItemFormat.STATEMENTS,
            passage="if both conclusions I and II follow",
        ),
    ],
)


def _both(key: int, *options: tuple[str, str], **more: object) -> Asked:
    english, hindi = zip(*options, strict=True)
    return Asked(key, {"en": english, "hi": hindi}, **more)  # type: ignore[arg-type]


BILINGUAL = Paper(
    [
        "RAJASTHAN STATE AND SUBORDINATE SERVICES – MODEL PAPER",
        "1. Which city is known as the ‘Blue City’ of Rajasthan?",
        "राजस्थान का कौन-सा नगर ‘नीला नगर’ कहलाता है?",
        *("(1) Jaipur / जयपुर", "(2) Jodhpur / जोधपुर", "(3) Udaipur / उदयपुर", "(4) Kota / कोटा"),
        "2. Consider the following statements about the Aravalli range:",
        "(A) It is one of the oldest fold mountains.",
        "(B) Its highest peak is Guru Shikhar.",
        "Which of the statements is/are correct?",
        "अरावली पर्वतमाला के विषय में निम्नलिखित कथनों पर विचार कीजिए:",
        "(A) यह प्राचीनतम वलित पर्वतों में से एक है।",
        "(B) इसका सर्वोच्च शिखर गुरु शिखर है।",
        "उपर्युक्त में से कौन-सा/से कथन सही है/हैं?",
        "(1) Only (A) / केवल (A)",
        "(2) Only (B) / केवल (B)",
        "(3) Both (A) and (B) / (A) और (B) दोनों",
        "(4) Neither (A) nor (B) / न (A) और न (B)",
        "3. In which year was Rajasthan Day first celebrated on 30 March?",
        "30 मार्च को राजस्थान दिवस सबसे पहले किस वर्ष मनाया गया?",
        *("(1) 1948", "(2) 1949", "(3) 1950", "(4) 1956"),
        "4. Match List-I with List-II:",
        "सूची-I को सूची-II से सुमेलित कीजिए:",
        [
            ["List-I (Lake) / सूची-I (झील)", "List-II (District) / सूची-II (ज़िला)"],
            ["(A) Sambhar / सांभर", "(i) Udaipur / उदयपुर"],
            ["(B) Pichola / पिछोला", "(ii) Jaipur / जयपुर"],
            ["(C) Ana Sagar / आनासागर", "(iii) Ajmer / अजमेर"],
        ],
        "Code / कूट:",
        "(1) A-(ii), B-(i), C-(iii)",
        "(2) A-(i), B-(ii), C-(iii)",
        "(3) A-(iii), B-(i), C-(ii)",
        "(4) A-(ii), B-(iii), C-(i)",
        "5. Assertion (A): The Thar is a hot desert.",
        "Reason (R): It receives little rain.",
        "अभिकथन (A): थार एक गर्म मरुस्थल है।",
        "कारण (R): यहाँ वर्षा बहुत कम होती है।",
        (
            "(1) Both (A) and (R) are true and (R) explains (A) / (A) और (R) दोनों सही हैं तथा (R),"
            " (A) की व्याख्या करता है"
        ),
        (
            "(2) Both are true but (R) does not explain (A) / दोनों सही हैं परन्तु (R), (A) की व्याख्या"
            " नहीं करता"
        ),
        "(3) (A) is true but (R) is false / (A) सही है परन्तु (R) गलत है",
        "(4) (A) is false but (R) is true / (A) गलत है परन्तु (R) सही है",
        "6. Who was the first Chief Minister of Rajasthan?",
        "राजस्थान के प्रथम मुख्यमंत्री कौन थे?",
        "(1) Heera Lal Shastri / हीरालाल शास्त्री",
        "(2) Jai Narayan Vyas / जयनारायण व्यास",
        "(3) Mohan Lal Sukhadia / मोहनलाल सुखाड़िया",
        "(4) Tika Ram Paliwal / टीकाराम पालीवाल",
        "7. The folk dance ‘Ghoomar’ belongs to which state?",
        "लोकनृत्य ‘घूमर’ किस राज्य का है?",
        *("(1) Gujarat / गुजरात", "(2) Punjab / पंजाब", "(3) Rajasthan / राजस्थान"),
        "(4) Haryana / हरियाणा",
        "8. Which of the following is not a district of Rajasthan?",
        "निम्नलिखित में से कौन-सा राजस्थान का ज़िला नहीं है?",
        *("(1) Barmer / बाड़मेर", "(2) Jalore / जालोर", "(3) Neemuch / नीमच", "(4) Sirohi / सिरोही"),
        "उत्तर कुंजी / ANSWER KEY",
        "1. (2)   2. (3)   3. (2)   4. (1)   5. (1)   6. (1)   7. (3)   8. (3)",
    ],
    [
        _both(1, ("Jaipur", "जयपुर"), ("Jodhpur", "जोधपुर"), ("Udaipur", "उदयपुर"), ("Kota", "कोटा")),
        _both(
            2,
            ("Only (A)", "केवल (A)"),
            ("Only (B)", "केवल (B)"),
            ("Both (A) and (B)", "(A) और (B) दोनों"),
            ("Neither (A) nor (B)", "न (A) और न (B)"),
            lines=("(B) Its highest peak is Guru Shikhar.",),
            format=ItemFormat.STATEMENTS,
        ),
        _both(1, *((year, year) for year in ("1948", "1949", "1950", "1956"))),
        _both(
            0,
            *(
                (code, code)
                for code in (
                    "A-(ii), B-(i), C-(iii)",
                    "A-(i), B-(ii), C-(iii)",
                    "A-(iii), B-(i), C-(ii)",
                    "A-(ii), B-(iii), C-(i)",
                )
            ),
            format=ItemFormat.PAIRS,
        ),
        _both(
            0,
            (
                "Both (A) and (R) are true and (R) explains (A)",
                "(A) और (R) दोनों सही हैं तथा (R), (A) की व्याख्या करता है",
            ),
            (
                "Both are true but (R) does not explain (A)",
                "दोनों सही हैं परन्तु (R), (A) की व्याख्या नहीं करता",
            ),
            ("(A) is true but (R) is false", "(A) सही है परन्तु (R) गलत है"),
            ("(A) is false but (R) is true", "(A) गलत है परन्तु (R) सही है"),
            format=ItemFormat.ASSERTION_REASON,
        ),
        _both(
            0,
            ("Heera Lal Shastri", "हीरालाल शास्त्री"),
            ("Jai Narayan Vyas", "जयनारायण व्यास"),
            ("Mohan Lal Sukhadia", "मोहनलाल सुखाड़िया"),
            ("Tika Ram Paliwal", "टीकाराम पालीवाल"),
        ),
        _both(
            2,
            ("Gujarat", "गुजरात"),
            ("Punjab", "पंजाब"),
            ("Rajasthan", "राजस्थान"),
            ("Haryana", "हरियाणा"),
        ),
        _both(
            2,
            ("Barmer", "बाड़मेर"),
            ("Jalore", "जालोर"),
            ("Neemuch", "नीमच"),
            ("Sirohi", "सिरोही"),
            format=ItemFormat.NEGATIVE,
        ),
    ],
)

HINDI_ONLY = Paper(
    [
        "सामान्य अध्ययन अभ्यास प्रश्नपत्र",
        "1. निम्नलिखित कथनों पर विचार कीजिए:",
        "1. राज्य सभा एक स्थायी सदन है।",
        "2. इसके सदस्यों का कार्यकाल छह वर्ष का होता है।",
        "उपर्युक्त कथनों में से कौन-सा/से सही है/हैं?",
        *("(a) केवल 1", "(b) केवल 2", "(c) 1 और 2 दोनों", "(d) न तो 1 और न ही 2"),
        "उत्तर: (c)",
        "2. सूची-I को सूची-II से सुमेलित कीजिए तथा सूचियों के नीचे दिए गए कूट से सही उत्तर चुनिए:",
        [
            ["सूची-I (नदी)", "सूची-II (उद्गम)"],
            ["A. गंगा", "1. अमरकंटक"],
            ["B. नर्मदा", "2. गंगोत्री"],
            ["C. गोदावरी", "3. नासिक"],
        ],
        "कूट:",
        "A B C",
        *("(a) 2 1 3", "(b) 1 2 3", "(c) 3 1 2", "(d) 2 3 1"),
        "उत्तर: (a)",
        "3. अभिकथन (A): आकाश नीला दिखाई देता है।",
        "कारण (R): नीले प्रकाश का प्रकीर्णन अधिक होता है।",
        "नीचे दिए गए कूट से सही उत्तर चुनिए:",
        "(a) A और R दोनों सही हैं तथा R, A की सही व्याख्या है",
        "(b) A और R दोनों सही हैं परन्तु R, A की सही व्याख्या नहीं है",
        "(c) A सही है परन्तु R गलत है",
        "(d) A गलत है परन्तु R सही है",
        "उत्तर: (a)",
        "4. भारत का राष्ट्रीय पक्षी कौन-सा है?",
        *("(a) मोर", "(b) कोयल", "(c) हंस", "(d) तोता"),
        "उत्तर: (a)",
        "व्याख्या: मोर को 1963 में राष्ट्रीय पक्षी घोषित किया गया।",
        "5. निम्नलिखित में से कौन-सा सुमेलित नहीं है?",
        "(a) केरल – तिरुवनंतपुरम",
        "(b) बिहार – पटना",
        "(c) ओडिशा – कटक",
        "(d) असम – दिसपुर",
        "उत्तर: (c)",
        "6. निम्नलिखित सारणी में चार नगरों का तापमान दिया गया है। सबसे अधिक तापमान किस नगर का है?",
        [["नगर", "दिल्ली", "जयपुर", "पटना", "भोपाल"], ["तापमान", "40", "42", "38", "39"]],
        *("(a) दिल्ली", "(b) जयपुर", "(c) पटना", "(d) भोपाल"),
        "उत्तर: (b)",
        "7. निम्नलिखित घटनाओं को कालक्रम में व्यवस्थित कीजिए:",
        "1. दांडी यात्रा",
        "2. चौरी चौरा कांड",
        "3. भारत छोड़ो आंदोलन",
        *("(a) 2-1-3", "(b) 1-2-3", "(c) 3-2-1", "(d) 2-3-1"),
        "उत्तर: (a)",
        "8. प्रकाश वर्ष किसकी इकाई है?",
        *("(a) समय", "(b) दूरी", "(c) प्रकाश", "(d) गति"),
        "उत्तर: (b)",
    ],
    [
        _hi(
            2,
            *("केवल 1", "केवल 2", "1 और 2 दोनों", "न तो 1 और न ही 2"),
            lines=("1. राज्य सभा एक स्थायी सदन है।",),
            format=ItemFormat.STATEMENTS,
        ),
        _hi(0, "2 1 3", "1 2 3", "3 1 2", "2 3 1", lines=("A B C",), format=ItemFormat.PAIRS),
        _hi(
            0,
            "A और R दोनों सही हैं तथा R, A की सही व्याख्या है",
            "A और R दोनों सही हैं परन्तु R, A की सही व्याख्या नहीं है",
            "A सही है परन्तु R गलत है",
            "A गलत है परन्तु R सही है",
            format=ItemFormat.ASSERTION_REASON,
        ),
        _hi(0, "मोर", "कोयल", "हंस", "तोता"),
        _hi(
            2,
            "केरल – तिरुवनंतपुरम",
            "बिहार – पटना",
            "ओडिशा – कटक",
            "असम – दिसपुर",
            format=ItemFormat.PAIRS,
        ),
        _hi(1, "दिल्ली", "जयपुर", "पटना", "भोपाल"),
        _hi(
            0, "2-1-3", "1-2-3", "3-2-1", "2-3-1", lines=("1. दांडी यात्रा",), format=ItemFormat.ORDER
        ),
        _hi(1, "समय", "दूरी", "प्रकाश", "गति"),
    ],
)
