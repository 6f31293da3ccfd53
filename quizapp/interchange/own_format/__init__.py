"""The project's own format: question sets in YAML that people write, read and compare. Pure.

questions/README.md describes it for authors; a test reads its example. `format` makes it one of the
formats, `sets` reads and writes a set. Behind them `schema` says what a set is; `reader` (with
`question_reader` and `key_reader`) and `writer` turn YAML into it and back; `fields` reads named
values and collects what is wrong with them; `yaml_tree` and `yaml_text` alone name the YAML
library.

Adding to the format
====================

An item type: its fields join `QUESTION_FIELDS` in `schema`; the branch for its key joins
`KeyReader.read` in `key_reader` and `_key` in `writer` (both end in `assert_never`, so `make check`
finds them); an example joins questions/README.md and the strategies of tests/interchange.

A new optional field leaves the files of today valid, and `schema` stays 1; it only grows when an
old file would be read in another sense. Pictures are none of it: a set in YAML is text that people
read and compare, and a picture in it would be neither. Formats that are packages carry them.
"""
