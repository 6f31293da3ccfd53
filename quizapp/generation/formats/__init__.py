"""Questions in the exams' other formats: statements, order, pairs of several facts, and cloze.

Each is put together from the sound drafts of single facts and their wrong options: a false
statement is a true one with its key changed to one option that was checked to be wrong, nothing
else. They may import the types, values, wording, difficulty and selection of the generator, not the
pipeline.
"""

from quizapp.generation.formats.composing import COMPOSED, Composed, compose, compose_some

__all__ = ["COMPOSED", "Composed", "compose", "compose_some"]
