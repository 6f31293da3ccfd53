"""The only place that names the NLP library: text in, our own `Sentence`s and `Unit`s out.

`model/` holds the trained pipeline with its credits and its card; `loading` loads it once, when
the first article needs it; `units` finds the dates, amounts and names that the parser shall see as
one plain word; `analysis` puts both together; `tree` walks a finished parse without the library.
"""
