"""The engine that turns an article into questions, each with its evidence. Pure: data in, data out.

It may import `quizapp.domain` and `quizapp.errors` only: no Flask, no SQLAlchemy, no WTForms, and
no clock or random source of its own (both are arguments). Importing this package is cheap; the
language model is loaded by the first article that is read.

The stages, each replaceable by anything of the same shape (see `types`):

`reading` text → Article · `language` Article → parsed sentences, cut into simple statements where
they are long · `resolution` names for "it" and "the ministry" · `facts` sentences → facts ·
`clauses` sentence → the pieces of what it says · `asking` fact in a clause → how to ask for it ·
`writer` and `stems` → drafts · `patterns` fact → drafts by patterns of words, where syntax alone
gives none · `events`, `contexts`, `homelands` and `anchoring` say of what a bare draft asks ·
`full_names` and `roles` what the article says of its people · `distractors` draft → wrong options ·
`stem_checks` with `shape_checks`, `focus_checks`, `reference_checks`, `loss_checks` and
`joint_checks`, `checks` and `holder_checks` question → accepted or a named rejection · `doubts` how
far it may be trusted ·
`selection` accepted → the set asked for · `formats` several facts → statements, pairs, order ·
`topics` question → topics · `difficulty` question → an estimate · `considered` what came of each
fact · `pipeline` the stages in order · `one_fact` every way to ask for the one that a teacher
points at · `plain_data` the result as plain data.
"""
