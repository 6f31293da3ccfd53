"""The recipe of the model: corpora in, the pipeline of `language/model` and its figures out.

It may import the NLP library, `quizapp.generation.language` and nothing of the app above it; the
app never imports it. `treebanks` and `entities` read the corpora, `standing_in` and `sentences`
make more of them, `parsing` and `naming` say what each half learns from, `networks` how the halves
are built, `learning` how they learn; `packing` makes one small pipeline of them and `figures`
measures it.
"""
