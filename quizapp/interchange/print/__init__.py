"""Question papers and answer keys on A4 paper, as PDF: Latin and Devanagari shaped by HarfBuzz.

It may import `quizapp.interchange`, `quizapp.domain` and `quizapp.errors`. A teacher's wishes are a
`PaperLayout` (`layout`); `paper_sets` draws the sets A to D, each question at its place with its
options in their order; `labels` are the words of the paper in each language. `rich_text` and
`formulas` turn the texts of items into runs of characters, `lines` breaks runs into lines of a
width, `blocks` makes lines, tables and pictures of them and `questions` a question, `flow` puts
blocks into columns and pages and keeps together what belongs together, `heads` is what stands above
and below, and `canvas` alone names the PDF library. `papers` is the way in; fonts/README.md says
where the fonts come from.

Formulas in TeX are set on one line: fractions with a slash, roots with their sign, powers and
indices raised and lowered.
"""
