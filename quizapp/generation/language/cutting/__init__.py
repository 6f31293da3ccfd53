"""Cut a sentence into simple statements, each to be parsed by itself.

The small parser reads a short statement far better than a long sentence (after Heilman & Smith
2010, who simplify before they ask). A cut leaves words out, and puts in no more than a form of
"be": it never changes what the article says. `told` finds who says what, `joined` the parts of a
compound sentence, `hanging` what hangs on a name between commas; `statements` brings them
together. They look at the tags and, where the tags alone leave a doubt, at the first parse.
"""

from quizapp.generation.language.cutting.cuts import Cut
from quizapp.generation.language.cutting.statements import cuts

__all__ = ["Cut", "cuts"]
