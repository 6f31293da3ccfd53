"""The use cases: what people do with articles, items, sets, quizzes and attempts.

It may import the models, the generator, the question files, the domain and the errors; no Flask,
no WTForms. The session, the time (`now`, aware) and randomness (`rng`) are arguments; a service
flushes and never commits, so that the edge decides what belongs together.

What a page needs comes back as frozen dataclasses of plain values: a template cannot start a query.
What somebody may not look at seems not to exist (`NotFoundError`); `ownership` says what they may
do with the rest.
"""
