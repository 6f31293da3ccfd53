"""Background work on pages: what waits, what runs, what came of it. Teachers see their own.

It may import what all pages may; what does the work (`quizapp.jobs`) it does not know.
"""
