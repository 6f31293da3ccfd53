"""Find what can be asked for: dates, figures and named things, each as a value with its span.

`dates` and `figures` read plain text by pattern and need no parse (they run before it, so that the
parser sees one plain word in place of an amount); `names` joins the gazetteers with the entity
recogniser; `collect` builds the facts of a parsed sentence. May import `quizapp.domain` and
`quizapp.generation` types only.
"""
