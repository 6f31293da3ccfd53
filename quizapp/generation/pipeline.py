"""The stages in order: a text goes in, questions with their evidence come out."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind, ItemFormat
from quizapp.errors import N_, ArticleError
from quizapp.generation import (
    actors,
    anchoring,
    checks,
    contexts,
    distractors,
    doubts,
    events,
    full_names,
    homelands,
    knowledge,
    reading,
    roles,
    stems,
    topics,
)
from quizapp.generation.considered import Considered, unasked
from quizapp.generation.difficulty import of_difficulty
from quizapp.generation.facts.collect import collect
from quizapp.generation.formats import Composed, compose_some
from quizapp.generation.holder_checks import held_by_others, holder_rivals
from quizapp.generation.language.analysis import Analysis, analyse
from quizapp.generation.patterns import (
    abbreviations,
    attributes,
    ballots,
    belonging,
    careers,
    contests,
    craft,
    distances,
    editions,
    fact_sheets,
    lists,
    localities,
    posts,
    provisions,
    schedules,
    standings,
    tolls,
)
from quizapp.generation.resolution import (
    Resolved,
    home_country,
    home_state,
    main_country,
    resolve,
)
from quizapp.generation.selection import (
    Candidate,
    KeyPlaces,
    Laid,
    can_fit,
    choose,
    lay_out,
    rank,
)
from quizapp.generation.stem_checks import Flaw
from quizapp.generation.times import when
from quizapp.generation.types import (
    Article,
    BlockKind,
    Draft,
    Evidence,
    Fact,
    Generated,
    Knowledge,
    Proposal,
    Question,
    Rejection,
    Sentence,
)

__all__ = ["MAX_COUNT", "OPTIONS", "consider", "examine", "generate", "wrong_options"]

MAX_COUNT = 200
OPTIONS = range(3, 7)
_OPENING = 2
_SPARE = 4
"""Wrong options asked for beyond those shown, so that the key can stand at any position."""


def generate(  # noqa: PLR0913 — what one call may ask for, all by name
    text: str,
    *,
    count: int = 20,
    options: int = 4,
    seed: int = 0,
    kinds: Collection[FactKind] | None = None,
    formats: Collection[ItemFormat] = (ItemFormat.DIRECT,),
    difficulties: Collection[Difficulty] | None = None,
    title: str | None = None,
    published: date | None = None,
    filed: date | None = None,
) -> Generated:
    """Read an article and write up to `count` questions with `options` options each.

    Fewer come back where fewer are good enough, and `rejected` says why; a question has fewer
    options where no further plausible one exists. The same arguments give the same questions.
    Beside direct questions, one in five is of the other `formats` asked for, where enough facts
    are left for them; without `ItemFormat.DIRECT` all are. With `difficulties`, all are estimated
    to be of these.
    `title` and `published` overrule what the text says of itself; `filed`, the date of its file,
    counts where it says nothing.

    Raises:
        ArticleError: the text is empty, binary, too long, in another language, or holds nothing
            that can be asked; `reason` says which.
        ValueError: `count` or `options` out of range.
    """
    generated = examine(
        text,
        count=count,
        options=options,
        seed=seed,
        kinds=kinds,
        formats=formats,
        difficulties=difficulties,
        title=title,
        published=published,
        filed=filed,
    )
    if not generated.questions and difficulties is not None:
        raise ArticleError(
            N_(
                "No question of this difficulty could be made of this article. Choose other"
                " difficulties too, or none for all."
            ),
            reason="nothing_askable",
        )
    if not generated.questions and kinds is not None:
        raise ArticleError(
            N_("No question of these kinds of facts could be made of this article."),
            reason="nothing_askable",
        )
    if not generated.questions:
        raise ArticleError(
            N_("No question could be made of this article: it holds no fact that is sure enough."),
            reason="nothing_askable",
        )
    return generated


def examine(  # noqa: PLR0913 — as `generate`
    text: str,
    *,
    count: int = 20,
    options: int = 4,
    seed: int = 0,
    kinds: Collection[FactKind] | None = None,
    formats: Collection[ItemFormat] = (ItemFormat.DIRECT,),
    difficulties: Collection[Difficulty] | None = None,
    title: str | None = None,
    published: date | None = None,
    filed: date | None = None,
) -> Generated:
    """As `generate`, but an article without a question comes back with all that was rejected.

    Raises:
        ArticleError: the text cannot be read: empty, binary, too long, in another language.
        ValueError: `count` or `options` out of range.
    """
    if not 1 <= count <= MAX_COUNT or options not in OPTIONS:
        message = f"count must be 1–{MAX_COUNT} and options 3–6, not {count} and {options}"
        raise ValueError(message)
    article = reading.read(text, title=title, published=published, filed=filed)
    known = knowledge.load()
    rng = Random(seed)  # noqa: S311 — shuffles options, guards nothing
    considered = _considered(article, known, options, rng)
    candidates: Sequence[Candidate] = considered.candidates
    if kinds is not None:
        candidates = [c for c in candidates if c.draft.fact.kind in kinds]
    fits = None if difficulties is None else of_difficulty(difficulties)
    composed = compose_some(
        candidates, formats, count, rng=rng, options=options, difficulties=difficulties
    )
    used = {each.draft.fact.span for question in composed for each in question.of}
    free = [c for c in candidates if c.draft.fact.span not in used]
    if fits is not None:
        free = [c for c in free if can_fit(c, options, fits)]
    chosen = choose(free, count - len(composed)) if ItemFormat.DIRECT in formats else ()
    places = KeyPlaces(rng)
    questions = tuple(
        _question(c, lay_out(c, options, places, fits), article, known) for c in chosen
    )
    questions += tuple(_several(each, article, known) for each in composed)
    left = unasked(considered, questions)
    return Generated(article, questions, considered.rejected, left)


def consider(
    text: str,
    *,
    options: int = 4,
    seed: int = 0,
    title: str | None = None,
    published: date | None = None,
) -> Considered:
    """As `examine`, without choosing: all that could be asked, and all that was turned down."""
    article = reading.read(text, title=title, published=published)
    rng = Random(seed)  # noqa: S311 — shuffles options, guards nothing
    return _considered(article, knowledge.load(), options, rng)


def _considered(
    article: Article, known: knowledge.Gazetteer, options: int, rng: Random
) -> Considered:
    analysis = analyse(article, known)
    drafts, rejected = _drafts(article, analysis, known)
    facts = tuple(_facts(analysis))
    state = home_state(analysis.units) or ""
    headline = next((b.text for b in article.blocks if b.kind is BlockKind.HEADLINE), article.title)
    about = main_country(analysis.units) or homelands.country_of(headline, known)
    label = when(article, analysis.sentences, analysis.units).label
    event = events.event_of(article, label)
    opened = resolve(analysis.sentences[:_OPENING], analysis.units, article.title)
    context = contexts.context_of(tuple(stems.leads(opened)), headline, label)
    topic = anchoring.topic_of(article, about, known)
    local = homelands.is_local(headline, about, known)
    match = contests.match_of(article, analysis.sentences, facts, label, known)
    of_state = about == actors.HOME and actors.may_be_a_states(facts)
    anchors = anchoring.Anchors(event, context, topic, match, local=local, of_state=of_state)
    rivals = holder_rivals(drafts)
    told = roles.roles_of(analysis)
    candidates: list[Candidate] = []
    for written in drafts:
        draft = replace(written, home=about)
        draft = actors.with_actors(draft, facts, state=state, of_state=of_state)
        draft = full_names.with_full_names(draft, article, facts)
        draft = roles.with_role(draft, told)
        flaws = checks.draft_flaws(draft, known) + checks.other_fillers(draft, facts)
        flaws += checks.office_of_the_dead(draft, headline) + checks.half_names(draft, facts)
        flaws += checks.two_places(draft) + checks.misclassed(draft)
        flaws += checks.bare_surnames(draft, article.text, known) + held_by_others(draft, rivals)
        draft, flaws = anchoring.mended(draft, flaws, anchors, known)
        if not flaws:
            proposal = wrong_options(draft, facts, known, rng, options - 1 + _SPARE)
            flaws = checks.question_flaws(draft, proposal.distractors, known)
            figures = doubts.doubts_of(draft, proposal.distractors[: options - 1])
            trust = doubts.trust(figures)
            if not flaws and trust < doubts.least():
                flaws = (Flaw("low-quality", f"{trust:.2f}"),)
            if not flaws:
                worth = rank(draft, headline)
                candidates.append(Candidate(draft, proposal, worth, trust, figures))
        rejected.extend(
            Rejection(flaw.rule, f"{draft.stem} [{flaw.detail}]", draft.fact.sentence.text, draft)
            for flaw in flaws[:1]
        )
    return Considered(article, facts, tuple(candidates), tuple(rejected))


def _drafts(
    article: Article, analysis: Analysis, known: knowledge.Gazetteer
) -> tuple[list[Draft], list[Rejection]]:
    now = when(article, analysis.sentences, analysis.units)
    home = home_country(analysis.units) or ""
    state = home_state(analysis.units) or ""
    about = main_country(analysis.units)
    country = homelands.country_of(article.title, known)
    everything = tuple(_facts(analysis))
    dead = careers.dead_of(article, everything) if now.of_death else ""
    drafts: list[Draft] = []
    rejected: list[Rejection] = []
    for resolved in _read_again(
        resolve(analysis.sentences, analysis.units, article.title), analysis
    ):
        facts = collect(resolved.sentence, analysis.units)
        heading = article.blocks[resolved.sentence.block].heading
        written = stems.write(
            resolved, facts, analysis.units, now, known, heading=heading, home=home, state=state
        )
        drafts.extend(written.drafts)
        drafts.extend(_new_abbreviations(resolved.sentence, drafts))
        drafts.extend(attributes.drafts(resolved.sentence, facts, now.label, known))
        drafts.extend(belonging.drafts(resolved.sentence, facts, known))
        drafts.extend(localities.drafts(resolved.sentence, known))
        drafts.extend(careers.drafts(resolved.sentence, facts, (dead, about), now.label, known))
        drafts.extend(careers.deaths(resolved.sentence, dead, now.label, known))
        drafts.extend(distances.drafts(resolved.sentence, now.label))
        drafts.extend(ballots.drafts(resolved.sentence, country, now.label, known))
        drafts.extend(posts.held(resolved.sentence, facts, now.label, known))
        rejected.extend(written.rejected)
    drafts.extend(posts.elected(article, everything, now.label, known, home=about))
    event = events.event_of(article, now.label)
    disaster = tolls.disaster_of(article, event, now.label, known)
    drafts.extend(belonging.researchers(article, now.label, known))
    drafts.extend(tolls.drafts(everything, disaster, now.label, known))
    drafts.extend(tolls.magnitude(analysis.sentences, disaster, now.label))
    drafts.extend(craft.drafts(article, analysis.sentences, disaster, now.label, known))
    drafts.extend(careers.ages(article, dead, now.label))
    for read in (
        contests.drafts,
        editions.drafts,
        fact_sheets.drafts,
        lists.drafts,
        provisions.drafts,
        schedules.drafts,
        standings.drafts,
    ):
        drafts.extend(read(article, analysis.sentences, everything, now.label, known))
    return drafts, rejected


def _read_again(all_resolved: Iterable[Resolved], analysis: Analysis) -> list[Resolved]:
    """The sentences, with another reading of those that hold a fact and have no sound clause."""
    resolved = list(all_resolved)
    doubtful = (
        each.sentence
        for each in resolved
        if stems.wants_another_reading(each.sentence, collect(each.sentence, analysis.units))
    )
    again = analysis.read_again(doubtful)
    return [
        replace(each, sentence=replace(each.sentence, readings=(again[each.sentence.index],)))
        if each.sentence.index in again
        else each
        for each in resolved
    ]


def _new_abbreviations(sentence: Sentence, so_far: Sequence[Draft]) -> Iterator[Draft]:
    known = {draft.key for draft in so_far}
    return (draft for draft in abbreviations.drafts(sentence) if draft.key not in known)


def wrong_options(
    draft: Draft, facts: Sequence[Fact], known: Knowledge, rng: Random, count: int
) -> Proposal:
    """The wrong options of a draft that break no rule of their own, best first."""
    proposal = _propose(draft, facts, known, rng, count)
    return replace(proposal, distractors=checks.sound(draft, proposal.distractors, known))


def _propose(
    draft: Draft, facts: Sequence[Fact], known: Knowledge, rng: Random, count: int
) -> Proposal:
    if draft.fact.sub_kind == abbreviations.FULL_FORM:
        return abbreviations.propose(draft, known, rng)
    if draft.pattern == "magnitude":
        return tolls.magnitudes(draft, rng, count)
    if draft.pattern in craft.PATTERNS:
        return craft.propose(draft, {fact.surface for fact in facts}, rng, count)
    return distractors.propose(draft, facts=facts, knowledge=known, rng=rng, count=count)


def _facts(analysis: Analysis) -> Iterator[Fact]:
    for sentence in analysis.sentences:
        yield from collect(sentence, analysis.units)


def _question(candidate: Candidate, laid: Laid, article: Article, known: Knowledge) -> Question:
    draft = candidate.draft
    fact = draft.fact
    return Question(
        kind=fact.kind,
        format="single",
        stem=draft.stem,
        options=laid.options,
        key=laid.key,
        order=candidate.proposal.order,
        explanation=_explanation(draft),
        evidence=_evidence(fact.sentence, fact),
        quality=candidate.quality,
        topics=topics.suggest(draft.stem, fact.sentence.text, article.title, known),
        draft=draft,
        doubts=candidate.doubts,
    )


def _several(composed: Composed, article: Article, known: Knowledge) -> Question:
    """A question of several facts, with the evidence of each."""
    draft = composed.of[0].draft
    first, *more = (_evidence(each.draft.fact.sentence, each.draft.fact) for each in composed.of)
    said = " ".join(each.draft.fact.sentence.text for each in composed.of)
    return Question(
        kind=draft.fact.kind,
        format=composed.format.value,
        stem=composed.stem,
        options=composed.options,
        key=composed.key,
        order=composed.order,
        explanation=composed.explanation,
        evidence=first,
        quality=min(each.quality for each in composed.of),
        topics=topics.suggest(composed.stem, said, article.title, known),
        draft=draft,
        more_evidence=tuple(more),
    )


def _evidence(sentence: Sentence, fact: Fact) -> Evidence:
    return Evidence(sentence.text, sentence.span, fact.span)


def _explanation(draft: Draft) -> str:
    """The answer, and the sentences that say so, in the order of the article."""
    said = {s.span: s for s in (*draft.supports, draft.fact.sentence)}
    quoted = " ".join(re.sub(r"\s+", " ", said[span].text).strip() for span in sorted(said))
    return f"{draft.key}. The article says: \u201c{quoted}\u201d"
