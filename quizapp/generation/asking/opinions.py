"""Verbs that say nothing of which only one thing is true."""

from quizapp.generation.words import word_set

__all__ = ["ANYWHERE", "MANY_AT_ONCE", "OPINIONS"]

OPINIONS = word_set(
    "die bear emphasize emphasise stress underline highlight call congratulate praise wish thank "
    "express condemn welcome laud criticise criticize describe condole mourn greet urge hope feel "
    "think believe want try seek plan expect like love say tell debate discuss address attend "
    "continue help meet play live study"
)
"""Verbs that are true of many at once: "who praised …" has no one answer."""
ANYWHERE = word_set(
    "study live work teach travel visit speak return come go arrive stay walk run drive"
)
"""Verbs that one may do in many places."""
MANY_AT_ONCE = ANYWHERE | word_set(
    "attend participate join include have face need support take condemn mourn"
)
"""Verbs of which the leaders or people of several countries may be the subject in one month."""
