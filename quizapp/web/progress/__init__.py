"""A student's progress: scores over time, strengths by topic, what to revise.

It may import what all pages may.
"""
