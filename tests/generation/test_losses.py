"""What a stem lost of its sentence: half a name, a complement, a "not", the thing at the place."""

from dataclasses import replace
from decimal import Decimal

import pytest
from generation_builders import draft, entity

from quizapp.generation.joint_checks import badly_joined
from quizapp.generation.loss_checks import lost
from quizapp.generation.types import Draft, Span, Word
from quizapp.generation.values import FigureValue


def parsed(table: str) -> tuple[Word, ...]:
    """Words from lines of "text lemma pos dep head", the head as the number of its line."""
    words = []
    for index, line in enumerate(table.strip().splitlines()):
        text, lemma, pos, dep, head = line.split()
        tag, pos = (pos, "PRON") if pos == "PRP$" else (pos, pos)
        text = text.replace("_", " ")
        words.append(Word(index, text, lemma, pos, tag, dep, int(head), Span(0, 0)))
    return tuple(words)


def asked(stem: str, table: str, key: int, **more: str) -> Draft:
    words = parsed(table)
    text = more.get("text", " ".join(word.text for word in words))
    made = draft(entity("Norway"), stem, text=text)
    told = replace(made.fact.sentence, words=words)
    fact = replace(made.fact, sentence=told, words=(key, key + 1))
    return replace(made, fact=fact, pattern=more.get("pattern", "body-nsubj"))


BANNED = """
Norway Norway PROPN nsubj 1
withdrew withdraw VERB root 1
from from ADP mark 3
using use VERB advcl 1
nets net NOUN obj 3
"""
ANSWERED = """
Norway Norway PROPN nsubj 1
sent send VERB root 1
boats boat NOUN obj 1
in in ADP case 4
response response NOUN obl 1
to to ADP case 7
the the DET det 7
Faroese Faroese PROPN nmod 4
blockade blockade ADP discourse 1
"""
TWEETED = """
Norway Norway PROPN nsubj 1
announced announce VERB root 1
on on ADP case 3
Radio_Bergen Radio PROPN obl 1
, , PUNCT punct 6
boats boat NOUN nsubj 6
sailed sail VERB ccomp 1
"""
ABSENT = """
Norway Norway PROPN nsubj 3
was be AUX cop 3
not not PART advmod 3
present present ADJ root 3
at at ADP case 5
Bergen Bergen PROPN obl 3
"""
EMBASSY = """
Olav_Lie Lie PROPN nsubj 1
wrote write VERB root 1
letters letter NOUN obj 1
to to ADP case 5
the the DET det 5
embassy embassy NOUN obl 1
in in ADP case 7
Norway Norway PROPN nmod 5
"""


@pytest.mark.parametrize(
    ("stem", "table", "detail"),
    [
        ("On which date in May 1999 did Norway withdraw?", BANNED, "withdraw … using"),
        (
            "In May 1999, which country sent boats in response to the Faroese?",
            ANSWERED,
            "Faroese blockade",
        ),
        ("In May 1999, which country likewise sent boats?", ANSWERED, "likewise"),
        ("In May 1999, which country was present at Bergen?", ABSENT, "not"),
    ],
)
def test_what_is_missing_is_named(stem: str, table: str, detail: str) -> None:
    assert lost(asked(stem, table, 0)) == detail


@pytest.mark.parametrize(
    ("stem", "table"),
    [
        ("In May 1999, which country withdrew from using nets?", BANNED),
        ("In 1999, which country sent boats in response to the Faroese blockade?", ANSWERED),
        ("In May 1999, which country sent boats?", ANSWERED),
    ],
)
def test_a_whole_stem_lost_nothing(stem: str, table: str) -> None:
    assert lost(asked(stem, table, 0)) is None


def test_who_announces_says_what() -> None:
    bare = asked("In May 1999, which country announced on Radio Bergen?", TWEETED, 0)
    assert lost(replace(bare, verb="announce")) == "announce what"
    whole = replace(bare, stem="In May 1999, which country announced that boats sailed?")
    assert lost(replace(whole, verb="announce")) is None


def test_a_place_of_the_embassy_is_not_where_the_letter_was_written() -> None:
    stem = "In May 1999, in which country did Olav Lie write letters to the embassy?"
    placed = replace(asked(stem, EMBASSY, 7, pattern="body-in"), verb="write")
    assert lost(placed) == "embassy in …"
    assert lost(replace(placed, verb="hand")) is None


STUDIES = """
Olav_Lie Lie PROPN nsubj 1
sang sing VERB root 1
in in ADP case 3
choirs choir NOUN obl 1
during during ADP case 6
his he PRP$ nmod:poss 6
studies study NOUN obl 1
at at ADP case 8
Norway Norway PROPN obl 1
"""
ADMITTED = """
Norway Norway PROPN nsubj:pass 2
was be AUX aux:pass 2
elected elect VERB root 2
and and CCONJ cc 4
admitted admit VERB conj 2
in in ADP case 6
1999 1999 NUM obl 4
"""


def test_the_place_of_somebody_s_studies_is_not_where_he_sang() -> None:
    stem = "In which country did Olav Lie sing in choirs during his studies?"
    assert lost(asked(stem, STUDIES, 8, pattern="body-at")) == "his studies at"
    whole = "During his studies at which university did Olav Lie sing in choirs?"
    assert lost(asked(whole, STUDIES, 8, pattern="body-at")) is None


KILLED = """
Norway Norway PROPN nsubj 1
sailed sail VERB root 1
after after SCONJ mark 5
a a DET det 4
camp camp NOUN nsubj:pass 5
burnt burn VERB advcl 1
"""


def test_half_of_a_second_clause_is_no_circumstance() -> None:
    assert (
        lost(asked("In May 1999, which country sailed after a camp?", KILLED, 0)) == "after … burnt"
    )
    whole = "In May 1999, which country sailed after a camp burnt?"
    assert lost(asked(whole, KILLED, 0)) is None


def test_who_was_elected_and_admitted_did_not_admit() -> None:
    made = asked("In which year did Norway admit?", ADMITTED, 6, pattern="date-in")
    assert lost(replace(made, verb="admit")) == "was admitted"


def test_half_of_a_double_name_is_no_name() -> None:
    text = "The Holm–Lie scale of Norway measures fog, and so does ex-Bergen pilot Dahl."
    for stem, detail in (
        ("In 1999, which country used the Lie scale of fog?", "Lie of Holm–Lie"),
        ("In 1999, which country asked the fugitive ex?", "ex of ex-Bergen"),
        ("In 1999, which country used the Holm–Lie scale of fog?", None),
    ):
        assert lost(asked(stem, ANSWERED, 0, text=text)) == detail


def test_patterns_of_words_are_not_put_beside_a_parse() -> None:
    assert lost(asked("Likewise, what is the full form?", ABSENT, 0, pattern="full-form")) is None


SCORED = """
two_minutes minute NOUN obl:unmarked 4
into into ADP case 3
half half NOUN obl 4
Olav_Lie Lie PROPN nsubj 4
scored score VERB root 4
goals goal NOUN obj 4
"""
MOORED = """
Ann_Berg Berg PROPN nsubj 2
Olav_Lie Lie PROPN flat 0
left leave VERB root 2
Bergen Bergen PROPN obj 2
"""


def test_a_moment_is_not_asked_for_as_a_span() -> None:
    made = asked("How many minutes did Olav Lie score goals?", SCORED, 0)
    fact = replace(made.fact, value=FigureValue(Decimal(2)), sub_kind="duration")
    opened = replace(made, fact=fact, pattern="duration-obl:unmarked")
    assert lost(opened) == "two minutes"
    assert lost(replace(opened, pattern="duration-from")) == "into"
    assert lost(replace(opened, fact=replace(fact, sub_kind="count"), pattern="count-obj")) is None


def test_two_persons_in_a_row_are_no_subject() -> None:
    made = asked("In which year did Ann Berg Olav Lie leave Bergen?", MOORED, 3)
    words = tuple(
        replace(w, entity="person") if w.index <= 1 else w for w in made.fact.sentence.words
    )
    told = replace(made.fact.sentence, words=words)
    made = replace(made, fact=replace(made.fact, sentence=told))
    assert lost(made) == "Ann Berg Olav Lie"
    assert lost(replace(made, stem="In which year did Ann Berg leave Bergen?")) is None


PACKED = """
Norway Norway PROPN nsubj 1
packed pack VERB root 1
a a DET det 3
punch punch NOUN obj 1
in in ADP case 5
Bergen Bergen PROPN obl 1
, , PUNCT punct 9
winning win VERB advcl 1
five five NUM nummod 10
golds gold NOUN obj 7
, , PUNCT punct 12
two two NUM conj 9
"""


@pytest.mark.parametrize(
    ("stem", "torn"),
    [
        ("In 1999, which country did pack a punch in Bergen two silvers?", "bergen two"),
        ("In 1999, which country did pack a punch in Bergen?", None),
    ],
)
def test_a_number_is_joined_to_what_stands_before_it(stem: str, torn: str | None) -> None:
    made = replace(asked(stem, PACKED, 0), verb="pack")
    assert badly_joined(made) == torn


def test_a_list_is_not_shown_without_one_of_its_members() -> None:
    text = "Norway looks to catch up with Iceland, the UK, Denmark and Finland."
    words = "Norway Norway PROPN nsubj 1\nlooks look VERB root 1"
    stem = "Which country looks to catch up with {}Denmark and Finland?"
    made = replace(asked(stem.format("Iceland "), words, 0, text=text), verb="look")
    assert badly_joined(made) == "Iceland Denmark"
    assert badly_joined(replace(made, stem=stem.format("Iceland, the UK, "))) is None
