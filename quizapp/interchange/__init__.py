"""Question files in and out, one module or package a format. Pure.

It may import `quizapp.domain`, `quizapp.errors` and the libraries that know a file format: no
Flask, no SQLAlchemy, no WTForms, so that files can be read and converted without an app or a
database. It opens no file itself: a reader gets the text or the bytes and the name to put into
messages, a writer gives back a text.

`formats` is the way in: it finds out what a file is, reads it, and writes another. What every
reader gives and every writer takes stands in `banks`; `staging` keeps a reading as JSON. Against
hostile files, readers go through `text_files`, `xml_files`, `archives` and `html_text`.

- `own_format`: the project's own sets. Behind it `set_schema` says what a set is, `set_reader`
  (with `set_question_reader` and `set_key_reader`) and `set_writer` turn YAML into it and back,
  `fields` reads named values and collects what is wrong with them, `yaml_tree` and `yaml_text`
  alone name the YAML library. questions/README.md describes the format; a test reads its example.
- `exam_text`: question papers as people write them; `exam_writer` writes one question so. `word`
  and `pdf` turn documents into the lines of a paper, with what is set off in them (`typeset`), and
  `kruti_dev` turns Hindi stored in a font's own code into Unicode.
- `spreadsheets`: CSV and XLSX. `moodle`: GIFT, Aiken and Moodle XML. `qti`: QTI in its versions and
  packages.
- Only written: `print`, question papers and answer keys as PDF, and `anki`, decks.

`item_html` writes texts of items for pages, with `formulas` as MathML.

A reader reports every problem it finds, not only the first, each with file, line, field and what
would be right. Writing and reading again gives an equal set; what a format cannot carry the
writer refuses by name, so that nothing is lost in silence.

Adding to the format
====================

An item type: its fields join `QUESTION_FIELDS` in `set_schema`; the branch for its key joins
`KeyReader.read` in `set_key_reader` and `_key` in `set_writer` (both end in `assert_never`, so
`make check` finds them); an example joins questions/README.md and the strategies of
tests/interchange.

A new optional field leaves the files of today valid, and `schema` stays 1; it only grows when an
old file would be read in another sense. Pictures are none of it: a set in YAML is text that people
read and compare, and a picture in it would be neither. Formats that are packages carry them.
"""
