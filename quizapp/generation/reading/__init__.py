"""A text or an uploaded file becomes an `Article`: headline, date, dateline, sections, no noise.

It may import `quizapp.errors`, `quizapp.generation.types`, `quizapp.generation.knowledge` (the
place of a dateline) and the HTML extractor. `uploads` turns bytes into text, `refusals` says which
texts are no article, `lines` what a line is, `noise` which of them are the page's, `publication`
which give the date and the place; `article` finds the headline, and `blocks` makes the rest into
paragraphs, bullets, headings (`labels` parts those that share a line with a sentence) and rows of
`tables`. The wording of noise and of other languages stands in `words.toml`.
"""

from quizapp.generation.reading.article import read
from quizapp.generation.reading.publication import date_of_name
from quizapp.generation.reading.uploads import Page, read_page, read_upload

__all__ = ["Page", "date_of_name", "read", "read_page", "read_upload"]
