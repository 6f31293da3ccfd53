"""Background work: an edge beside the pages, in a process of its own (`python -m quizapp.jobs`).

It may import the services, the models' engine, the domain and the errors; no Flask and nothing of
`quizapp.web`. It alone imports Huey. Nothing imports it but `wsgi.py`, which gives the pages a way
to tell the consumer of new jobs.

The table `jobs` is the truth; Huey carries only ids, which it delivers at most once:

- `services.jobs.enqueue` writes a row in the transaction of its cause. After the commit the edge
  that made it sends the id (`notifying`, `queue`).
- The consumer (`consumer`; `exclusive` lets only one work on a database) takes the row up, works
  step by step (`running`) and renews its lease meanwhile (`heartbeats`).
- Once a minute and at its start it sweeps: it takes up what waits although its message was lost,
  and what was left behind by a worker that is dead.

`kinds` is the registry of what can be done, `contract` what a kind has to keep to.
"""
