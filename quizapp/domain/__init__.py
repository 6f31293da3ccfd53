"""The values and rules of assessment: items, responses, marks, papers, attempts, progress. Pure.

It may import `quizapp.errors` and the standard library only: no Flask, no SQLAlchemy, no WTForms.
Time (`now`) and randomness (`rng`) are arguments. All types are frozen: a rule returns new data.
Importing the package itself loads nothing; import the modules by name:

`topics` the list of topics · `items` what is asked, in each language · `keys` what is right, one
class a type · `materials` what goes with an item: source, evidence, images, passages ·
`difficulty` how hard an item is, said and observed · `ordering` where options stand · `responses`
what a student did with an item · `judging` key and response → outcome
· `marking` schemes, marks and scores as exact fractions
· `presets` the exams' rules as data · `papers` the order that one student sees · `quotas` how many
of a topic and a difficulty are drawn · `attempts` states and deadlines · `assignments` the terms
under which a class takes a quiz · `jobs` states and leases of background work · `reports` what
students find wrong with an item · `permissions` what teachers may do with a set · `progress` what
many attempts say about a student · `data` reads the data files.

Adding an item type
===================

Every place that must know an item type matches on its class and ends in `assert_never`, so after
step 2 `make check` lists what is still missing; the steps put it in a good order. A new *format* of
an existing type (statements, pairs …) needs only a member of `ItemFormat` and steps 7 and 8.

1. `domain/keys/`: a member of `ItemType` in `weights` (its value is stored and stands in question
   files), and a frozen key class with `type`, `denominator`, `answers`, `problems(options,
   prompts)`, `as_data`, `from_data`; what an item of the type cannot have goes into `problems`.
2. `domain/keys/__init__.py`: the key class joins the union `Key`, and `key_from_data` gets its
   branch. What an item holds beside the key (as prompts did) is a field of `items.ItemText`.
3. `domain/responses.py`: a response class if none fits (options, a text, pairs), joined to the
   union `Response`, and its form in `response_as_data` and `response_from`.
4. `domain/judging.py`: a branch in `judge` (key and response → outcome, reason and the share of the
   mark) and in `answers_given`; `domain/marking.py`: a branch in `ensure_may_respond` (what it
   cannot be answered with). A `MarkReason` where the marks need a new explanation.
5. `domain/papers.py` if its parts are shuffled in a way of their own.
6. `models/`: the new value joins the CHECK of `item_versions.type` by a migration; key and response
   are stored as the JSON of `as_data`, so they need no other change.
7. `interchange/`: the type in the schema, reader and writer of question files, with an example in
   questions/README.md; each other format carries it or names it as left out.
8. `services/answered_items.py`: its answer in words beside what was answered. `web/`: a way of
   answering in components/answering.html, read by practice/forms.py and js/exam/answer.js; a way of
   showing it answered in components/answered.html; a form to edit it in teaching/editing.
   `generation/formats.py` if articles can become such items.
9. Tests: an item in tests/item_examples.py, the strategies of tests/domain/domain_strategies.py and
   tests/interchange/bank_strategies.py (every property then covers the new type), an example of
   each outcome in tests/domain, its pages in tests/web and tests/browser.
"""
