"""A text or an uploaded file becomes an `Article`: headline, date, dateline, sections, no noise.

It may import `quizapp.errors`, `quizapp.generation.types`, `quizapp.generation.knowledge` (the
place of a dateline) and the HTML extractor. `article` puts the article together, `lines` says what
a line is, `publication` finds its date, `refusals` says which texts are no article, `uploads`
turns bytes into text. The wording of noise and of other languages stands in `words.toml`.
"""

from quizapp.generation.reading.article import read
from quizapp.generation.reading.publication import date_of_name
from quizapp.generation.reading.uploads import read_upload

__all__ = ["date_of_name", "read", "read_upload"]
