"""Ask for a fact in its place in a clause: the wh-phrase, what it replaces, and the key.

One module for each kind of fact (`dates`, `amounts`, `names`, `persons`), one result for all
(`asked.Asked`). What is asked here is put in order by `stems`. It imports clauses, values and the
wording of English, nothing of what chooses or offers options.
"""

from quizapp.generation.asking.asked import Asked
from quizapp.generation.asking.facts import ask

__all__ = ["Asked", "ask"]
