"""Word files (.docx) → the lines of a paper, as they look on the page. Pure.

`file` holds the `FORMAT`, `document` opens the package and gives the lines. `elements` finds
its way in WordprocessingML, `styles` knows how a run is set, `numbering` counts as Word does,
`runs` reads a paragraph, `equations` its formulas, `body` the document in order, and `tables` tells
what a table is: questions, options, two lists to match, an answer key.

Read from the XML itself rather than through python-docx, which knows neither numbers nor text boxes
nor tracked changes nor inherited settings, and unpacks every picture before one can look at it.
"""
