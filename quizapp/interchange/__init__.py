"""Question files in and out, one module or package a format. Pure.

It may import `quizapp.domain`, `quizapp.errors` and the libraries that know a file format: no
Flask, no SQLAlchemy, no WTForms, so that files can be read and converted without an app or a
database. It opens no file itself: a reader gets the text or the bytes and the name to put into
messages, a writer gives back a text.

`formats` is the way in: it finds out what a file is, reads it, and writes another. What every
reader gives and every writer takes stands in `banks`; `staging` keeps a reading as JSON. Against
hostile files, readers go through `text_files`, `xml_files`, `archives` and `html_text`.

- `own_format`: the project's own sets in YAML.
- `exam_text`: question papers as people write them; `word` and `pdf` turn documents into
  the lines of a paper, with what is set off in them (`typeset`), and `kruti_dev` turns Hindi stored
  in a font's own code into Unicode.
- `spreadsheets`: CSV and XLSX. `moodle`: GIFT, Aiken and Moodle XML. `qti`: QTI in its versions and
  packages.
- Only written: `print`, question papers and answer keys as PDF, and `anki`, decks.

What formats share: `drafts` makes items of questions as files tell them, with `marked_texts`,
`pictures`, `tags` and `weights`; `direction` takes out characters that turn the direction of
writing. `item_html` writes texts of items for pages, with `formulas` as MathML.

A reader reports every problem it finds, not only the first, each with file, line, field and what
would be right. Writing and reading again gives equal items: where a format of others has no place
for something, `whole_files` puts it beside the question as a supplement (`supplements`), and what
cannot be carried even so the writer names, so that nothing is lost in silence.
"""
