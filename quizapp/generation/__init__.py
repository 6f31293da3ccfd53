"""The engine that turns an article into questions, each with its evidence. Pure: data in, data out.

It may import `quizapp.domain` and `quizapp.errors` only: no Flask, no SQLAlchemy, no WTForms, and
no clock or random source of its own (both are arguments). Importing this package is cheap; the
language model is loaded by the first article that is read.

The stages, each replaceable by anything of the same shape (see `types`):

`reading` text → Article · `language` Article → parsed sentences · `facts` sentences → facts ·
`stems` fact → drafts by syntax · `attributes`, `posts`, `abbreviations`, `belonging`, `careers`,
`ballots`, `distances`, `tolls` and `craft` fact → drafts by patterns of words · `events` anchors a
bare draft with the event of the headline · `distractors` draft → wrong options · `checks` question
→ accepted or a named rejection · `selection` accepted → the set asked for · `topics` question →
topics · `pipeline` the stages in order.
"""
