"""Moodle's three formats of question files: GIFT, Aiken and Moodle XML. Pure.

`aiken`, `gift` and `xml` hold one `FORMAT` each. What they share: `texts` reads the kinds of markup
that Moodle's texts may have and the languages within them, `written_texts` writes them; `drafts`
turns a question as a file tells it into an item or says what it lacks, with `answers` for its key
and `pictures` for its images; `weights` knows Moodle's percentages, `details` its tags,
`categories` its paths, and `losses` what it cannot hold.

What Moodle decides and our marking schemes decide here is not read: marks, penalties, the numbering
of options, combined feedback that says no more than “right” or “wrong”.
"""
