"""Say of which country: "the government" becomes "the government of Malta", where that is certain.

A definite phrase that the reader of the article understands says too little years later. Where more
than half of an article's named things belong to one country, or its headline names just one, the
government and what befell it can be told by the country's name. May import the data types.
"""

import re
from dataclasses import replace

from quizapp.generation.types import Draft, Knowledge

__all__ = ["at_home", "country_of"]

_OF = "government|parliament|cabinet|central bank|economy|population|armed forces|army"
_IN = (
    r"(?:[a-z]+ )?(?:outbreak|epidemic|lockdown|general election|presidential election|"
    r"civil war|coup)|state of emergency|state of national mourning"
)
_PHRASE = re.compile(
    rf"\b(?:the|The) (?:(?P<of>{_OF})|(?P<in>{_IN}))(?=(?: [a-z][a-z]+)*\?| [a-z])"
    r"(?! (?:of|in|for|between|that|which|on|at|across|against)\b)"
)


def country_of(headline: str, knowledge: Knowledge) -> str:
    """The one country that a headline names, itself or by its adjective; empty for none or several.

    "Maltese government lifts the night curfew" is of Malta.
    """
    entries = [mention.entry for mention in knowledge.find(headline)]
    words = re.findall(r"\b[A-Z]\w+", headline)
    entries += [entry for word in words if (entry := knowledge.adjective(word)) is not None]
    found = {entry.name for entry in entries if entry.sub_kind == "country"}
    return found.pop() if len(found) == 1 else ""


def at_home(draft: Draft) -> Draft | None:
    """The draft with the article's country in its stem; None where nothing can be told by it.

    Not where the country is asked for, or where the stem names it or any other place already: then
    the phrase may be that place's.
    """
    home, stem = draft.home, draft.stem
    if not home or home in stem or home == draft.key or draft.focus == "country":
        return None
    matches = list(_PHRASE.finditer(stem))
    if len(matches) != 1:
        return None
    (match,) = matches
    link = "of" if match["of"] else "in"
    name = f"the {home}" if home.startswith("United ") else home
    return replace(draft, stem=f"{stem[: match.end()]} {link} {name}{stem[match.end() :]}")
