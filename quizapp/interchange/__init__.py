"""Question files in and out, one module a format; so far the project's own format of sets. Pure.

It may import `quizapp.domain`, `quizapp.errors` and the libraries that know a file format: no
Flask, no SQLAlchemy, no WTForms, so that files can be read and converted without an app or a
database. It opens no file itself: a reader gets the text or the bytes and the name to put into
messages, a writer gives back a text.

`question_sets` is the way in. Behind it `set_schema` says what a set is, `set_reader` and
`set_writer` turn YAML into it and back, `fields` reads named values and collects what is wrong
with them, `yaml_tree` and `yaml_text` alone name the YAML library. questions/README.md
describes the format; a test reads its example. `moodle` holds GIFT, Aiken and Moodle XML,
`qti` QTI in its versions and packages, `spreadsheets` CSV and XLSX,
`print` question papers and answer keys as PDF, `anki` decks.
`word` turns documents into the lines of a paper, with what is set off in them
(`typeset`); `kruti_dev` turns Hindi stored in a font's own code into Unicode.

A reader reports every problem it finds, not only the first, each with file, line, field and what
would be right. Writing and reading again gives an equal set; what a format cannot carry the
writer refuses by name, so that nothing is lost in silence.

Adding to the format
====================

An item type: its fields join `QUESTION_FIELDS` in `set_schema`; the branch for its key joins
`_key` in `set_reader` and `_key` in `set_writer` (both end in `assert_never`, so `make check` finds
them); an example joins questions/README.md and the strategies of tests/interchange.

Passages and data sets: a list `stimuli` beside `questions`, each with an id, a kind and its texts,
and a field `stimulus` in a question that names the id. Images: a list `images` in a question that
names files beside the set. Both are new optional fields, so files of today stay valid and `schema`
stays 1; it only grows when an old file would be read in another sense.
"""
