"""The teacher's side: articles, the review of their questions, sets and quizzes.

Only teachers and administrators come here; that somebody sees only what is theirs is decided by
the services, which know nothing of another's article. It may import what all pages may.
"""
