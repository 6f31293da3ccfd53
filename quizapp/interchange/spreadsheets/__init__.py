r"""Questions in spreadsheets, CSV and XLSX, in and out: one row a question, columns found by name.

It may import `quizapp.interchange`, `quizapp.domain` and `quizapp.errors`. `csv_files` and
`xlsx_files` alone know the two kinds of file and turn them into `tables`; `headers` finds out what
the columns are, `answers` reads and writes the cell of the key, `rows` makes a row an item and
`writing` an item a row; `templates` is the file that teachers start from; `spreadsheet_formats`
holds the two formats.

The columns
===========

The header may stand in any of the first 20 rows, its columns in any order, under the names of
`headers` in English or Hindi: question, option a to l (or one column "options", with a line break
or `|` between them), answer, explanation, topics, and where an item needs them type, format,
option order, text format, match 1 to 12, weight and feedback (a, b, … or 1, 2, …), tolerance, case
sensitive, all or nothing, source, publisher, url, date, kind, id, category, passage. A language
stands behind the name: "question (hi)".

The answer is a letter, a number or the text of an option, several with a comma between them; for a
matching item the option of each prompt in order ("b, a, c" or "1-b, 2-a, 3-c"); for typed answers
what is accepted, with ` | ` between several. A `|` that belongs to a text is written `\|`.

Formulas
========

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break could be run as a formula by the
program that opens the file. In CSV such a text is written with an apostrophe before it, and one
apostrophe before such a text is taken away in reading; in XLSX it is marked as text. A formula in
a file that comes in is never run, nor is the value believed that was saved with it.
"""
