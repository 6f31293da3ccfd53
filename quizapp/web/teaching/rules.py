"""Why something was not asked, in words for a teacher.

The generator names the rule that a draft broke (its checks); here stands what that
means. A rule that is not listed (a newer generator's) is shown by its name.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quizapp.errors import N_
from quizapp.services.unasked_facts import FoundFact, RejectedFact
from quizapp.web.i18n import gettext

#: Rules whose detail is a word of the parser's that tells a teacher nothing.
_WITHOUT_DETAIL = frozenset({"parse"})

RULES: dict[str, str] = {
    "parse": N_("The sentence is built in a way that cannot be taken apart with certainty."),
    "no-pattern": N_("There is no good way to ask for this."),
    "unresolved-reference": N_("It is not certain whom or what “it” or “they” means."),
    "relative-time": N_("The time is told from the day of the article, such as “last year”."),
    "reference-into-the-article": N_("It could only be understood with the article at hand."),
    "one-question": N_("It would not be one clear question."),
    "broken-text": N_("The text is damaged or incomplete here."),
    "stem-length": N_("The question would be too long or too short."),
    "negative-stem": N_("The question would ask for what is not so."),
    "vague-term": N_("It rests on a vague word, such as “many” or “often”."),
    "unfocused": N_("Nothing says which event, body or year is meant."),
    "gives-away-the-key": N_("The question would give its answer away."),
    "dated-in-the-stem": N_("The year that is asked for would stand in the question."),
    "evidence": N_("The answer does not stand in the sentence that should prove it."),
    "trivial-key": N_("The answer would need no knowledge."),
    "bound": N_("It says “more than” or “at least”, and not who reported the figure."),
    "wrong-holder": N_("The article does not surely say who held this office then."),
    "office-of-the-dead": N_("Who held this office has two answers, because its holder died then."),
    "too-few-options": N_("There are not enough plausible wrong options."),
    "duplicate-options": N_("Two options would be the same."),
    "option-wording": N_("An option would give itself away by its wording."),
    "second-right-answer": N_("A wrong option could be right, too."),
    "option-in-the-stem": N_("A wrong option would stand in the question."),
    "longest-option-is-the-key": N_("The right answer would stand out as the longest."),
    "word-repeats": N_("Question and right answer would share a telling word."),
    "not-chosen": N_("It makes a good question; it was not among those that were chosen."),
    "gap": N_("It is the sentence with a gap; a whole question tests more."),
    "low-quality": N_("Too much speaks against it: questions like it were often poor."),
}


def rule_text(rule: str) -> str:
    """Return what a rule of the generator means, in the reader's language."""
    return gettext(RULES[rule]) if rule in RULES else rule.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Reason:
    """What was found or would have been asked, and why it is no question."""

    detail: str
    text: str


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A sentence, with what was found in it and not asked, and what of it can be asked for."""

    sentence: str
    reasons: tuple[Reason, ...]
    facts: tuple[FoundFact, ...] = ()


def not_asked(
    rejected: Iterable[RejectedFact], left: Collection[FoundFact] = ()
) -> tuple[NotAsked, ...]:
    """Return what was not asked, sentence by sentence, in the reader's language.

    `left` are the facts that can be asked for; a rejection may be of one that is asked otherwise.
    """
    reasons: dict[str, list[Reason]] = {}
    facts: dict[str, list[FoundFact]] = {}
    for each in rejected:
        surface = each.fact.surface if each.fact else ""
        detail = surface if each.rule in _WITHOUT_DETAIL else each.detail
        reasons.setdefault(each.evidence, []).append(Reason(detail, rule_text(each.rule)))
        if each.fact in left and each.fact is not None:
            facts.setdefault(each.evidence, []).append(each.fact)
    return tuple(
        NotAsked(
            sentence,
            tuple(dict.fromkeys(found)),
            tuple(sorted(set(facts.get(sentence, ())), key=lambda fact: fact.start)),
        )
        for sentence, found in reasons.items()
    )
