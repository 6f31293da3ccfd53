"""Each sentence of an article with names put in for what points back.

Words of a resolved sentence carry the name; its text and spans stay those of the article.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.generation.language.tree import surface
from quizapp.generation.language.units import Unit
from quizapp.generation.resolution.homes import (
    home_country,
    home_state,
    in_state,
    is_placeless,
    only_country,
)
from quizapp.generation.resolution.mentions import Mentions
from quizapp.generation.resolution.names import Names, put_names
from quizapp.generation.resolution.pronouns import Talk, Topic
from quizapp.generation.resolution.times import put_years
from quizapp.generation.resolution.words import put
from quizapp.generation.types import Sentence, Span
from quizapp.generation.words import word_set

_SHARE_VERBS = word_set("comprise constitute form represent account")
_CHANGE_VERBS = word_set("increase raise reduce bring take double cut lower")
_ACRONYM = re.compile(r"[A-Z]{3,6}")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sentence with names put in, and the sentences that say what they are."""

    sentence: Sentence
    supports: tuple[Sentence, ...] = ()


def resolve(
    sentences: Sequence[Sentence], units: Mapping[Span, Unit], title: str = ""
) -> tuple[Resolved, ...]:
    """Each sentence in turn, with what can be resolved by what stands before it."""
    done: list[Resolved] = []
    home = home_country(units)
    named = Names(title)
    talk = Talk(named, units)
    told = Mentions()
    state = home_state(units)
    for position, sentence in enumerate(sentences):
        before = sentences[position - 1] if position else None
        near = before is not None and before.block == sentence.block
        expansion = _expansion(sentence, before)
        if expansion is not None and before is not None:
            talk.topic = Topic(expansion, "thing", (before, sentence))
        country = home or (only_country(before, units) if is_placeless(sentence) else None)
        resolved = put_names(put_years(sentence, units), named, units, country)
        resolved, supports = talk.put(resolved)
        if before is not None and near and (share := _share(before, resolved)) is not None:
            resolved, supports = share, (*supports, before)
        if state is not None:
            resolved = in_state(resolved, state)
        resolved, said = told.put(resolved)
        named.read(sentence, units)
        talk.read(sentence, resolved)
        told.read(resolved, units)
        done.append(Resolved(resolved, (*supports, *said)))
    return tuple(done)


def _expansion(sentence: Sentence, before: Sentence | None) -> str | None:
    """As in "It is road repair …" after a sentence with the acronym: name and acronym."""
    words = sentence.words
    if before is None or len(words) < 5 or words[0].text != "It" or words[1].text != "is":  # noqa: PLR2004 — "It is" and three initials
        return None
    full = [w for w in words[2:] if w.pos != "PUNCT"]
    initials = "".join(w.text[0] for w in full if w.text not in {"of", "and", "for", "the", "a"})
    for acronym in _ACRONYM.findall(before.text):
        if acronym.casefold() == initials.casefold():
            name = " ".join(
                w.text if w.text in {"of", "and", "for", "the"} else w.text[0].upper() + w.text[1:]
                for w in full
            )
            return f"the {name} ({acronym})"
    return None


def _share(before: Sentence, sentence: Sentence) -> Sentence | None:
    """As in "… forms 8 % of the harvest. X wants to double this by 2031": what "this" is."""
    this = [w for w in sentence.words if w.text in {"this", "it"} and w.dep == "obj"]
    if len(this) != 1 or sentence.words[this[0].head].lemma not in _CHANGE_VERBS:
        return None
    verbs = [w for w in before.words if w.text.casefold().rstrip("sd") in _SHARE_VERBS]
    if len(verbs) != 1:
        return None
    part = surface(before.words[: verbs[0].index])
    after = before.words[verbs[0].index + 1 :]
    figures = [w for w in after if w.entity == "figure"]
    if len(figures) != 1 or not re.search(r"%|per\s?cent", figures[0].text):
        return None
    rest = before.words[figures[0].index + 1 :]
    if not rest or rest[0].text != "of":
        return None
    whole = surface([w for w in rest[1:] if w.pos != "PUNCT"])
    part = part[:1].lower() + part[1:]
    owner = sentence.words[0].text
    if part.startswith("the ") and part.endswith(f" of {owner}"):
        part = f"its {part[4 : -len(owner) - 4]}"
    return put(sentence, this[0].index, f"the share of {part} in {whole}")
