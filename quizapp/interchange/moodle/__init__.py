"""Moodle's three formats of question files: GIFT, Aiken and Moodle XML. Pure.

`aiken`, `gift` and `xml` hold one `FORMAT` each. What they share: `written_texts` writes the markup
that Moodle's texts have, `asides` what we put beside the words; `answers` makes keys of answers,
with `percentages`; `categories` knows Moodle's paths and `losses` what it cannot hold.

What Moodle decides and our marking schemes decide here is not read: marks, penalties, the numbering
of options, combined feedback that says no more than “right” or “wrong”.
"""
