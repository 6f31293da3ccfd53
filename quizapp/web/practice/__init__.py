"""The student's side: the list of quizzes, their instructions, the attempt, and its result.

Every page works by sending forms; `static/js/exam` saves each choice at once where it can. What an
attempt allows is decided by the services; here a refusal becomes words, and an attempt that is over
leads to its result. It may import what all pages may.
"""
