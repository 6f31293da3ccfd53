"""PDF files with a text layer → the lines of a paper. Pure, but for a process of its own.

`file` holds the `FORMAT`, `document` makes the lines. PDF is a format in which a small file can
keep a parser busy for ever, so parsing runs in a process with bounds (`confined`, `worker`): there
`glyphs` takes the characters off the pages and `pictures` the pictures, `columns` finds out in
which order the page is read, and `rows` joins characters into rows. `furniture` drops what repeats
from page to page, `hindi` repairs Devanagari that was stored in the order of its signs.
`prose` joins rows into the paragraphs of an article.
"""
