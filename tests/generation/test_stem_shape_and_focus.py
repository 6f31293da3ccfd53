"""Stems cut at a wrong joint, and stems that do not say of what event or year they ask."""

from dataclasses import replace
from decimal import Decimal

import pytest
from generation_builders import draft, entity, fact, rng

from quizapp.domain.items import FactKind, OptionOrder
from quizapp.generation.checks import (
    draft_flaws,
    half_names,
    other_fillers,
    question_flaws,
    sound,
    two_places,
)
from quizapp.generation.distractors import propose
from quizapp.generation.knowledge import load
from quizapp.generation.pipeline import examine
from quizapp.generation.selection import Candidate, KeyPlaces, lay_out
from quizapp.generation.types import Draft, EntityValue, Proposal, Span, Word
from quizapp.generation.values import DateValue, FigureValue
from quizapp.generation.wording import sentence_case


def rules(stem: str, **more: str) -> set[str]:
    made = draft(entity("Norway"), stem, text="Norway opened the museum in 1999.")
    made = replace(made, fact=replace(made.fact, surface="Norway", span=Span(0, 6)), **more)
    return {flaw.rule for flaw in draft_flaws(made, load())}


def figure(stem: str, text: str) -> Draft:
    made = draft(FigureValue(Decimal(12)), stem, text=text)
    start = text.index("12")
    return replace(made, fact=replace(made.fact, surface="12", span=Span(start, start + 2)))


@pytest.mark.parametrize(
    "stem",
    [
        "In May 1999, Oldest bank of the fjords, which bank opened a branch in Bergen?",
        "In 1999, Olav Lie with how many boats was honoured in Bergen?",
        "In 1999, forty ships from which country sailed to Bergen?",
        "In May 1999, with how many boats was Olav Lie a shipowner from Bergen?",
        "In May 1999, the source of what percentage of all boats in Bergen was Norway?",
        "As reported in May 1999, which country's Nils Dahl stopped Olav Lie?",
        "In May 1999, which country are the largest markets for boats of Bergen?",
        "In May 1999, by how many points was Olav Lie the jobless rate rose in Bergen?",
        "In May 1999, in which country was arrested Olav Lie hiding from Bergen?",
        "On which date in May 1999 did seeing the storm at Bergen, Norway close its harbours?",
        "As reported in May 1999, which country wrote one reader from Bergen?",
        "In which year did Olav Lie of Bergen succeed?",
        "As of May 1999, for how many people did Bergen have a hall with a capacity?",
        "As reported in May 1999, which country had paid for the 15,000-odd land?",
        "As of May 1999, which place in Norway in Norway was given a harbour?",
        "As of May 1999, what percentage interest did Olav Lie retain?",
        "As of May 1999, how many did the Harbour Office of Bergen run piers?",
        "In May 1999, how much for the trip to Bergen did the Harbour Office pay?",
        "In May 1999, at how much, up 4 per cent was the fee of the Bergen port?",
        "As reported in May 1999, how many Faroese boats were there entered to race in Bergen?",
        "On which date in May 1999 were boats from the Faroes involved?",
        "On which date in 1999 did Olav Lie of Bergen have?",
        "In which year have the boats of Bergen been sent to Norway's islands?",
        "Since which year did the Bergen Race is an event of the Nordic Games hold every year?",
        "In May 1999, in how many months had more than 20 boats left Bergen?",
        "As reported in May 1999, which country accounted for 14% ahead of Iceland?",
        "As of May 1999, who was Olav Lie alleged Bergen pilot Nils Dahl paid by?",
        "In which country are most of the boats with 70 crews, Iceland, Fiji, and Tonga?",
        "In all, which country sent forty ships to Bergen in 1999?",
        "By contrast, which country sent forty ships to Bergen in 1999?",
        "In May 1999, on which date did the Harbour Court of Bergen rule?",
        "In May 1999, which country had accused Iceland?",
        "In May 1999, which country sent a letter to United Nations?",
        "In May 1999, which country was high-level delegation to visit?",
        "In May 1999, which country was asked by the Nordic Council to briefly?",
        "In May 1999, how many pilots had the port police of Bergen arrested suspected?",
        "In May 1999, on which date did Olav Lie of Bergen lead?",
        "In 1999, what percentage of its wealth on ships did Norway spend?",
        "For Olav Lie's books, in which year was Olav Lie honoured in Bergen?",
        "In May 1999, to how many tons had in the last decade the Bergen catch grown?",
        "In May 1999, how many independent members were there?",
        "In May 1999, with how many votes did Olav Lie of Bergen win?",
        "In May 1999, in how many fjords of Norway did Olav Lie of Bergen find?",
        "In May 1999, how many guests of Bergen did President meet in Norway?",
        "To how many did the boats rise in Bergen and about 19 in Oslo in 1999?",
        "From which date in 1999 was a bench of the Harbour Court to hear?",
        "In 1999, a storm of how many magnitudes did Norway suffer?",
        "During which date was the Bergen fair of Norway to be held in 1999?",
        "A truce of how many months in that to agree a pact did Norway offer in 1999?",
        "On which date in 1999 was the Faroese Parliament to be held?",
        "During that service, in which year was Olav Lie sent to Bergen?",
        "How many ships during the war of 1808 did Norway lose to Denmark?",
        "In 1999, in the border town of which town was the Bergen bridge built?",
        "In 1999, according to report, which country rebuilt the port of Bergen?",
        "In May 1999, by which country was the new flag and the anthem shown in Bergen?",
        "In which year did Bergen co -?",
        "In May 1999, in which city did Norway dismiss a plea of Olav Lie in connection?",
        "In which year was the first Bergen race was opened in Norway?",
        "In May 1999, which country backed the Bergen Act(BA in a special session?",
        "As reported in May 1999, which boats did NRK reported Olav Lie sell in Bergen?",
        "As reported in May 1999, in the Bergen race, who secured the remaining 1?",
        "As reported in May 1999, how many Bergen boats did both earn with 6?",
        "As reported in May 1999, how many points to finish 10th did Bergen's team have?",
        "As reported in May 1999, by whom did boat tours of Bergen launch?",
        "As reported in May 1999, of how many Bergen sailors were 22 Danish?",
        "In May 1999, with a crew of how many sailors was the Bergen ship a small trawler?",
        "In which year did Norway since Bergen abandon a fishing pact?",
        "How many boats for did the port police of Bergen seize in Norway in 1999?",
        "How many pilots that were did Bergen release under guard in May 1999?",
        "In May 1999, which country sent boats to two harbours where Bergen ferries?",
        "In May 1999, according to the Bergen agency adding, which country built the pier?",
        "In May 1999, with the harbour water rising to how many metres did Bergen flood?",
        "In May 1999, a garrison of how many strongs did Norway keep in Bergen?",
        "In May 1999, with how many exhibits did 31 Bergen laboratorie?",
        "As of May 1999, which ship Fridtjof was to be sent to the Bergen museum?",
        "Which council for the Visual Arts gave two paintings to Bergen in 1999?",
        "How many paintings did the Bergen council give to Norway in 1999 and a second?",
        "In May 1999, which port of Norway was hit by a Bergen ship in a pre-dawn?",
    ],
)
def test_a_stem_cut_at_a_wrong_joint_is_broken(stem: str) -> None:
    assert "broken-text" in rules(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "In Bergen, Iceland, which country opened the Harbour Museum in 1999?",
        "Unlike Iceland, which country opened the Harbour Museum of Bergen in 1999?",
        "In May 1999, a list of how many ships did Iceland hand over to Denmark?",
        "On 3 May, 1999, after the storm, which country rebuilt the port of Bergen?",
        "Following the storm of 1999, in which country was the port of Bergen rebuilt?",
        "In 1999, which country accused Iceland of sinking the ships of Bergen?",
        "In May 1999, which country sent a letter to the United Nations?",
        "In 1999, by which country was the pact between Iceland and the Faroes signed?",
    ],
)
def test_circumstances_and_what_is_asked_may_open_a_stem(stem: str) -> None:
    assert "broken-text" not in rules(stem)


def test_a_count_of_what_somebody_did_needs_a_circumstance() -> None:
    built = Word(0, "built", "build", "VERB", "VBD", "root", 0, Span(0, 5))
    stem = "As reported in May 1999, how many rafts had Norway built"
    for tail, flawed in (("?", True), (" on the river Glomma?", False)):
        made = figure(f"{stem}{tail}", "Norway built 12 rafts on the river Glomma.")
        sentence = replace(made.fact.sentence, words=(built,))
        made = replace(made, fact=replace(made.fact, sentence=sentence), verb="build")
        found = {flaw.rule for flaw in draft_flaws(made, load())}
        assert ("unfocused" in found) is flawed


def test_a_phrase_that_goes_on_in_the_source_is_not_cut() -> None:
    told = [
        Word(0, "status", "status", "NOUN", "NN", "obj", 0, Span(0, 6)),
        Word(1, "to", "to", "ADP", "IN", "case", 2, Span(7, 9)),
        Word(2, "harbours", "harbour", "NOUN", "NNS", "obl", 0, Span(10, 18)),
    ]
    stem = "On which date in May 1999 did Norway approve giving the Bergen status?"
    made = draft(DateValue(1999, 5, 3), stem, text="Norway gave the status to harbours.")
    made = replace(made, fact=replace(made.fact, words=(9, 10)))
    cut = replace(made.fact, sentence=replace(made.fact.sentence, words=tuple(told)))
    assert "broken-text" in {flaw.rule for flaw in draft_flaws(replace(made, fact=cut), load())}
    whole = replace(made.fact, sentence=replace(made.fact.sentence, words=tuple(told[:1])))
    found = {flaw.rule for flaw in draft_flaws(replace(made, fact=whole), load())}
    assert "broken-text" not in found


def test_a_ministry_written_backwards_has_its_like_beside_it() -> None:
    asked = draft(entity("Ministry of Finance"), "Who is it?", key="Finance Ministry")
    proposal = propose(asked, facts=[], knowledge=load(), rng=rng(3), count=3)
    assert all(name.endswith(" Ministry") for name in proposal.distractors)


def test_half_of_two_clauses_and_half_of_a_list_are_never_asked() -> None:
    told = (
        "Ferry news\n\n4 May 2021\n\nThe Fjord Party gained 13 seats and Harbour Democrats lost 10 "
        "in Norway. The team counted three kinds of crab off the coast of Iceland, Hyas araneus, "
        "Cancer pagurus, and Carcinus maenas.\n"
    )
    asked = [question.stem for question in examine(told, count=50).questions]
    assert not [stem for stem in asked if stem.endswith(("Harbour Democrats?", "araneus?"))]


@pytest.mark.parametrize(
    ("stem", "event"),
    [
        ("In May 2021, to which position had Olav Lie risen?", "in the Fjord rankings "),
        ("In May 2021, from how many games did Bergen fall?", "in the Fjord League "),
        ("In May 2021, who remained unbeaten in nine rounds?", "at the Bergen Chess Open "),
        ("In May 2021, which party won 13 seats in the elections?", "of Iceland "),
        ("In May 2021, which party won 13 seats in the Assembly elections?", "of Kerala "),
    ],
)
def test_scores_and_seats_need_their_event(stem: str, event: str) -> None:
    assert "unfocused" in rules(stem)
    assert "unfocused" not in rules(f"{stem[:-1]} {event.strip()}?")


def test_mourning_is_for_somebody_and_a_group_of_a_tournament() -> None:
    stem = "In May 2021, the government of which country announced three days of mourning"
    assert "unfocused" in rules(f"{stem}?")
    assert "unfocused" not in rules(f"{stem} for Olav Lie?")
    assert "unfocused" in rules("In May 2021, which country was drawn in Group F?")
    assert "unfocused" not in rules("In May 2021, which country was in Group F of the Fjord Cup?")


def test_what_is_so_currently_needs_its_year() -> None:
    stem = "Which country is the largest buyer of seal fat from Bergen?"
    assert "unfocused" not in rules(stem)
    made = draft(entity("Norway"), stem, text="Norway is currently the largest buyer of it.")
    made = replace(made, fact=replace(made.fact, surface="Norway", span=Span(0, 6)))
    assert "unfocused" in {flaw.rule for flaw in draft_flaws(made, load())}


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        (
            "In 2021, by how much did inflation fall?",
            "In 2021, by how much did Irish exports grow?",
        ),
        (
            "Which party was the largest party in 2021?",
            "Who leads the Reed Party of Norway in 2021?",
        ),
        ("On which day in 2021 was a bill proposed?", "In 2021, who signed a bill on Irish fish?"),
        (
            "In 2021, who gave its approval?",
            "In 2021, who gave its approval for the Bergen bridge?",
        ),
        ("In 2021, who held a referendum?", "In 2021, who held a referendum on the Bergen bridge?"),
    ],
)
def test_an_economy_has_a_country_and_a_vote_its_subject(stem: str, told: str) -> None:
    assert "unfocused" in rules(stem)
    assert "unfocused" not in rules(told)


def test_a_verb_keeps_the_adverb_that_turns_it() -> None:
    told = Word(0, "formerly", "formerly", "ADV", "RB", "advmod", 1, Span(0, 8))
    ruled = Word(1, "ruled", "rule", "VERB", "VBD", "root", 1, Span(9, 14))
    made = draft(entity("Norway"), "In 1999, which country ruled the Faroes?", text="Norway did.")
    sentence = replace(made.fact.sentence, words=(told, ruled))
    span = Span(0, 6)
    fact_ = replace(made.fact, surface="Norway", span=span, sentence=sentence)
    made = replace(made, fact=fact_, verb="rule")
    assert "unfocused" in {flaw.rule for flaw in draft_flaws(made, load())}
    kept = replace(made, stem="In 1999, which country formerly ruled the Faroes?")
    assert "unfocused" not in {flaw.rule for flaw in draft_flaws(kept, load())}


def test_a_continent_in_the_stem_keeps_the_countries_on_it() -> None:
    asked = draft(entity("Nigeria"), "In 2019, which country was Africa's biggest economy?")
    for seed in range(5):
        proposal = propose(asked, facts=[asked.fact], knowledge=load(), rng=rng(seed), count=4)
        groups = [entry.group for n in proposal.distractors if (entry := load().lookup(n))]
        assert len(groups) == 4
        assert all("Africa" in group for group in groups)


def test_the_continent_of_a_thing_in_a_named_country_is_no_news() -> None:
    made = draft(entity("Europe"), "In which continent did the fair of Norway take place in 1999?")
    made = replace(made, focus="continent")
    assert "trivial-key" in {flaw.rule for flaw in draft_flaws(made, load())}
    made = replace(made, stem="In which continent did the fair of the Nordic league take place?")
    assert "trivial-key" not in {flaw.rule for flaw in draft_flaws(made, load())}


def test_a_place_where_something_was_is_no_rank() -> None:
    assert "unfocused" not in rules("In which place in Norway was Olav Lie born in 1950?")


def test_a_win_needs_its_match() -> None:
    stem = "In May 2021, which country did Olympic champion Iceland beat"
    assert "unfocused" in rules(f"{stem}?", verb="beat")
    assert "unfocused" not in rules(f"{stem} in the Fjord Cup?", verb="beat")


def test_a_city_that_stands_for_its_government_is_not_asked_for() -> None:
    stem = "In May 2021, which city agreed to return the boats of Bergen?"
    asked = replace(draft(entity("Beijing"), stem), pattern="place-nsubj", verb="agree")
    assert [flaw.rule for flaw in other_fillers(asked, [])] == ["unresolved-reference"]
    assert other_fillers(replace(asked, verb="host"), []) == ()


def test_leaders_of_the_same_part_of_the_world_stand_beside_one_another() -> None:
    asked = person(
        "Juan Rosas", "As of May 2021, who was the President of Argentina?", "It was he."
    )
    continents = set()
    for seed in range(10):
        proposal = propose(asked, facts=[asked.fact], knowledge=load(), rng=rng(seed), count=3)
        homes = [entry.country for name in proposal.distractors if (entry := load().lookup(name))]
        continents |= {entry.group for home in homes if (entry := load().lookup(home))}
    assert continents == {"South America"}


def test_what_officials_do_every_day_is_not_asked() -> None:
    stem = "In May 2021, who inspected the Harbour Museum of Bergen?"
    assert "unfocused" in rules(stem, verb="inspect")
    assert "unfocused" not in rules(stem, verb="design")


def test_what_is_going_on_is_no_lasting_truth() -> None:
    told = (
        "Talks on fish\n\n4 May 2021\n\n"
        "The ministers of the Nordic Council are gathering in Reykjavik.\n"
    )
    stems = [question.stem for question in examine(told, count=50).questions]
    assert not [stem for stem in stems if "2021" not in stem]


def test_a_figure_of_another_year_is_not_given_the_month_of_the_news() -> None:
    stem = "As of May 2021, how many seals were there in the Fjord Reserve of Norway?"
    older = figure(stem, "As per the count of 2018, there are 12 seals in the reserve.")
    glued = figure(stem, "In the reserve 12 seals were counted in December2018.")
    assert "unfocused" in {flaw.rule for flaw in draft_flaws(glued, load())}
    undated = figure(stem, "There are 12 seals in the reserve.")
    assert "unfocused" in {flaw.rule for flaw in draft_flaws(older, load())}
    assert "unfocused" not in {flaw.rule for flaw in draft_flaws(undated, load())}


@pytest.mark.parametrize(
    ("rule", "stem"),
    [
        ("relative-time", "In which year was last revision of the fares in Norway done?"),
        ("relative-time", "In May 2021, which country cut its fares for the past two years?"),
        ("relative-time", "In May 2021, which country won its recent case against Bergen?"),
        ("unresolved-reference", "In May 2021, which country gave Mr. Lie a medal?"),
        ("unresolved-reference", "In May 2021, which country's divers sank his boat off Bergen?"),
        ("reference-into-the-article", "In May 2021, which country gave the medal to Bergen?"),
        ("reference-into-the-article", "In 1999, in which town was the event held by Norway?"),
        ("reference-into-the-article", "In which city is the Central Sports Hall located?"),
        ("reference-into-the-article", "In 1999, which country chose the one posed by Iceland?"),
        ("reference-into-the-article", "In 1999, which country healed the 36 people infected?"),
        ("reference-into-the-article", "Which country proposed the $7-billion project in 1996?"),
        ("reference-into-the-article", "In 1999, which country gave the film and its copy away?"),
        ("reference-into-the-article", "In 1999, which country had the Faroese official left?"),
        ("relative-time", "In May 2021, who met the current President of Iceland in Bergen?"),
        ("reference-into-the-article", "In May 2021, which country sent the matter to Iceland?"),
        ("reference-into-the-article", "In May 2021, in which country did the researchers dive?"),
        ("reference-into-the-article", "In May 2021, who was the director of the Park?"),
    ],
)
def test_words_that_only_the_article_explains(rule: str, stem: str) -> None:
    assert rule in rules(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "In May 2021, by how much did the current account deficit of Norway fall?",
        "In May 2021, which country crowned the last king of Iceland?",
        "In May 2021, which country recalled the ambassador to Iceland?",
        "In 1999, which country designed the flag and anthem of Bergen?",
        "In May 2021, the researchers of which country dived off Bergen?",
    ],
)
def test_words_that_explain_themselves(stem: str) -> None:
    assert not rules(stem) & {"relative-time", "reference-into-the-article"}


def person(name: str, stem: str, text: str) -> Draft:
    made = draft(EntityValue(name), stem, text=text)
    return replace(made, fact=replace(made.fact, kind=FactKind.PERSON, surface=name))


def test_a_person_under_half_a_name_is_neither_asked_for_nor_asked_about() -> None:
    stem = "In May 2021, who kept the fishery office of Norway?"
    for name, flawed in (
        ("Mr Lie", True),
        ("Chief Minister Lie", True),
        ("Lie", True),
        ("Olav Lie", False),
    ):
        asked = person(name, stem, "He kept it.")
        assert bool(half_names(asked, [asked.fact])) is flawed
    told = fact(EntityValue("Olav"), "He kept it.", kind=FactKind.PERSON)
    told = replace(told, surface="Olav")
    dated = draft(DateValue(1999), "In which year did Olav make his debut?", text="He kept it.")
    assert half_names(dated, [told])
    assert not half_names(replace(dated, stem="In which year did Olav Lie sail?"), [told])
    firm = replace(fact(entity("Norway"), "It grew."), surface="Olav Shipping")
    assert not half_names(dated, [told, firm])


def test_two_spellings_of_one_name_are_no_two_options() -> None:
    stem = "In May 2021, who opened the Harbour Museum of Bergen?"
    asked = person("Karim el-Nahhas", stem, "He opened it.")
    wrong = ["Karim al-Nahhas", "Olav Lie", "Knut Hansen", "Knut Hanssen"]
    assert sound(asked, wrong, load()) == ("Olav Lie", "Knut Hansen")
    flaws = {flaw.rule for flaw in question_flaws(asked, wrong, load())}
    assert "second-right-answer" in flaws


@pytest.mark.parametrize(
    "stem",
    [
        "In May 2021, who was the President of the Nordic League for the Defence of Seals?",
        "In May 2021, who took over the general administration department of the town?",
    ],
)
def test_a_post_that_nobody_knows_gets_no_presidents_or_generals_beside_it(stem: str) -> None:
    asked = person("Olav Lie", stem, "It was he.")
    proposal = propose(asked, facts=[asked.fact], knowledge=load(), rng=rng(1), count=4)
    assert proposal.distractors == ()


def test_figures_that_look_like_years_stand_in_the_order_of_figures() -> None:
    asked = draft(FigureValue(Decimal(2413)))
    proposal = Proposal(("1591", "3183", "1852", "4120"), OptionOrder.ASCENDING)
    for seed in range(6):
        laid = lay_out(Candidate(asked, proposal, 1), 4, KeyPlaces(rng(seed)))
        assert list(laid.options) == sorted(laid.options, key=int)


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        (
            "which day did Embassy of Norway celebrate",
            "Which day did the Embassy of Norway celebrate?",
        ),
        (
            "who met envoys of United States, and why",
            "Who met envoys of the United States, and why?",
        ),
        ("who leads the Ministry of Fish", "Who leads the Ministry of Fish?"),
        ("who is the United States President", "Who is the United States President?"),
    ],
)
def test_offices_and_unions_get_their_article(told: str, printed: str) -> None:
    assert sentence_case(told) == printed


def test_jammu_and_kashmir_was_a_state_before_it_was_a_union_territory() -> None:
    stem = "In August {}, which union territory's police asked for help?"
    rules = {
        year: {flaw.rule for flaw in two_places(territory(stem.format(year)))}
        for year in (2017, 2021)
    }
    assert rules == {2017: {"unfocused"}, 2021: set()}


def territory(stem: str) -> Draft:
    made = draft(entity("Jammu and Kashmir"), stem, text="Its police asked for help.")
    return replace(made, focus="union territory")


def test_a_punjab_beside_lahore_is_not_india_s() -> None:
    stem = "From which state's government was a permit for the tour asked?"
    made = draft(entity("Punjab"), stem, text="A permit for Lahore was asked of Punjab.")
    assert {flaw.rule for flaw in two_places(made)} == {"second-right-answer"}
    home = draft(entity("Punjab"), stem, text="A permit for Moga was asked of Punjab.")
    assert not two_places(home)


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        (
            "In May 1999, which country closed the port on early",
            "In May 1999, which country closed the port?",
        ),
        (
            "how many boats did THE Harbour Office buy late",
            "How many boats did the Harbour Office buy?",
        ),
        ("which body bought THE NATO boats", "Which body bought THE NATO boats?"),
    ],
)
def test_what_a_dropped_day_or_initial_leaves_is_not_printed(plain: str, printed: str) -> None:
    assert sentence_case(plain) == printed
