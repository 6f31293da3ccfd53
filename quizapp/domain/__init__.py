"""The values and rules of assessment: items, responses, marks, papers, attempts, progress. Pure.

It may import `quizapp.errors` and the standard library only: no Flask, no SQLAlchemy, no WTForms.
Time (`now`) and randomness (`rng`) are arguments. All types are frozen: a rule returns new data.
Importing the package itself loads nothing; import the modules by name:

`topics` the list of topics · `items` what is asked, in each language, and its key · `materials`
what goes with an item: source, evidence, images, passages · `ordering` where options stand ·
`responses` what a student did with an item · `marking` schemes, marks and scores as exact fractions
· `presets` the exams' rules as data · `papers` the order that one student sees · `attempts` states
and deadlines · `jobs` states and leases of background work · `progress` what many attempts say
about a student · `data` reads the data files.

Adding an item type
===================

Every place that must know an item type matches on its class and ends in `assert_never`, so after
step 2 `make check` lists what is still missing; the steps put it in a good order. A new *format* of
an existing type (statements, pairs …) needs only a member of `ItemFormat` and steps 7 and 8.

1. `domain/items.py`: a member of `ItemType` (its value is stored and stands in question files), and
   a frozen key class beside `SingleKey` with `type`, `problems(options)`, `as_data`, `from_data`;
   what an item of the type cannot have (options or none, how many) goes into `problems`.
2. `domain/items.py`: the key class joins the union `Key`, and `key_from_data` gets its branch.
3. `domain/responses.py`: a response class if none fits (a number, a text, pairs), joined to the
   union `Response`, and its form in `response_from`.
4. `domain/marking.py`: a branch in `judge` (key and response → outcome and reason), a branch in
   `ensure_may_respond` (what it cannot be answered with), and a `MarkReason` where the marks need
   a new explanation. A partial mark is a new `Outcome`; `Score` must then say where it counts.
5. `domain/papers.py` if its parts can be shuffled in a way of their own.
6. `models/`: the new value joins the CHECK of `item_versions.type` by a migration; key and response
   are stored as the JSON of `as_data`, so they need no other change.
7. `interchange/`: the type in the schema of question files, with an example in questions/README.md.
8. `web/`: a form to edit it, a template component that asks it and one that shows it answered, and
   `generation/formats.py` if articles can become such items.
9. Tests: an example of each outcome in tests/domain, the strategies of
   tests/domain/domain_strategies.py (every property then covers the new type), a round trip in
   tests/interchange, its pages in tests/web.
"""
