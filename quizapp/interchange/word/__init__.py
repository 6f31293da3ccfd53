"""Word files (.docx) → the lines of a paper, as they look on the page. Pure.

`file` holds the `FORMAT`, `package` finds the parts of a file, `document` makes its lines.
`elements` finds its way in WordprocessingML, `styles` knows how a run is set, `numbering` counts
as Word does, `runs` reads a paragraph, `equations` its formulas, `body` the document in order.
`tables`, with `headings` and `key_tables`, tells what a table is: questions, options, two lists to
match, an answer key. `prose` reads paragraphs alone, for articles.

Read from the XML itself rather than through python-docx, which knows neither numbers nor text boxes
nor tracked changes nor inherited settings, and unpacks every picture before one can look at it.
"""
