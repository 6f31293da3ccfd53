"""What the engine knows of the world: names, other names, kinds and kinship, as data.

It may import `quizapp.domain`, `quizapp.errors` and `quizapp.generation.types`, nothing else. The
facts are our own compilation and stand in `data/`, one readable file a field; adding a line there
is all that a new name takes. `records` turns the
files into entries, `gazetteer` builds the index that finds names in texts.
"""

from quizapp.generation.knowledge.gazetteer import Gazetteer, load
from quizapp.generation.knowledge.records import Country

__all__ = ["Country", "Gazetteer", "load"]
